"""What a store knows of some records, and of those that they are compared with, as a small store of one graph.

Checks in Python, labels and coverage then look at that, by the same means as at a whole dataset.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

import pyoxigraph as ox

from coopgraph.adding.stored import TYPE
from coopgraph.adding.touched import LEADERS
from coopgraph.ontology import claim_keys
from coopgraph.validation import likeness, literals
from coopgraph.validation.checks import shape_triples
from coopgraph.validation.coverage import targets
from coopgraph.validation.nameindex import NOWHERE
from coopgraph.vocab import CG, IDS, TERMS, curie, graph

_DERIVED = ox.NamedNode(graph("derived"))
_ROLES = {ox.NamedNode(f"{TERMS}role/{name}") for name in LEADERS}
_NAMES = (ox.NamedNode(curie("skos:prefLabel")), ox.NamedNode(curie("skos:altLabel")))
_CALLED = (*_NAMES, ox.NamedNode(curie("skos:hiddenLabel")))
_COUNTRY = ox.NamedNode(CG + "country")
_REPLACED = ox.NamedNode(claim_keys()["replaced-by"].predicate)
_DATES = [ox.NamedNode(claim_keys()[key].predicate) for key in ("start-date", "end-date", "not-before")]
_FACTS = [TYPE, ox.NamedNode(claim_keys()["category"].predicate), *_DATES]
_WEEKS = range(-likeness.DAYS, likeness.DAYS + 1)
_FEW = 300
"""Participations of somebody from which on events are looked up by their days: then these are fewer."""
_DATE = curie("xsd:date")
_ACTIVITY, _PARTICIPANT, _ROLE = (ox.NamedNode(CG + name) for name in ("activity", "participant", "role"))
_SUBJECT = ox.NamedNode(curie("rdf:subject"))


def slice_of(store: ox.Store, nodes: Collection[str], alike: Collection[str] | None = None) -> ox.Store:
    """Return what a store says of some nodes, and of what they are compared with, all but what is derived.

    ``alike`` are the organizations whose names could be like theirs (None: all of their countries). Cost: goes with
    the nodes, these organizations and what the organizers of events led.
    """
    return _Slice(store, nodes, alike).made()


def names_by_country(store: ox.Store, nodes: Iterable[str]) -> dict[str, set[str]]:
    """Return what the organizations among some nodes are called, by the IRI of their country, NOWHERE for none."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in (ox.NamedNode(one) for one in sorted(nodes) if one.startswith(f"{IDS}org/")):
        told = [quad.triple for quad in store.quads_for_pattern(node, None, None)]
        called = {t.object.value for t in told if t.predicate in _CALLED and isinstance(t.object, ox.Literal)}
        lands = {str(land.value) for land in _ends(t for t in told if t.predicate == _COUNTRY)}
        for land in lands or {NOWHERE}:
            found[land] |= called
    return dict(found)


def around_nodes(store: ox.Store, nodes: Collection[str]) -> ox.Store:
    """Return what a store says of some nodes, and what those are called that they point to: enough for labels."""
    found = _Slice(store, nodes)
    for node in found.nodes:
        for triple in found.keep(node, None, None):
            if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(IDS):
                found.keep(triple.object, _NAMES[0], None)
    return found.store_of()


class _Slice:
    def __init__(self, store: ox.Store, nodes: Collection[str], alike: Collection[str] | None = None) -> None:
        self.store = store
        self.alike = alike
        self.nodes = [ox.NamedNode(node) for node in sorted(nodes) if node.startswith(IDS)]
        self.kept: set[ox.Triple] = set()

    def store_of(self) -> ox.Store:
        """Return what was taken in."""
        out = ox.Store()
        out.bulk_extend(ox.Quad(*triple) for triple in self.kept)
        return out

    def find(self, s: ox.NamedNode | None, p: ox.NamedNode | None, o: ox.NamedNode | None) -> Iterator[ox.Triple]:
        """Yield triples of the store."""
        return (q.triple for q in self.store.quads_for_pattern(s, p, o) if q.graph_name != _DERIVED)

    def keep(
        self, s: ox.NamedNode | None, p: ox.NamedNode | None, o: ox.NamedNode | None, most: int | None = None
    ) -> list[ox.Triple]:
        """Take triples of the store in, and return them."""
        found = list(islice(self.find(s, p, o), most))
        self.kept.update(found)
        return found

    def made(self) -> ox.Store:
        """Return the slice."""
        kinds: dict[str, list[ox.NamedNode]] = {}
        aim = targets(shape_triples())
        for node in self.nodes:
            told = self.keep(node, None, None)
            kinds.setdefault(node.value.removeprefix(IDS).partition("/")[0], []).append(node)
            if not any(t.predicate == TYPE and getattr(t.object, "value", "") in aim.classes for t in told):
                for name in sorted(aim.objects_of):  # coverage asks what leads to a record of no class that is known
                    self.keep(None, ox.NamedNode(name), node, most=1)
            for point in _ends(self.keep(node, ox.NamedNode(curie("geo:hasGeometry")), None)):
                self.keep(point, None, None)
        self._organizations(kinds.get("org", ()))
        self._events(kinds.get("event", ()))
        return self.store_of()

    def _organizations(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Take in those of the same countries, and who is whose part or successor."""
        lands: set[ox.NamedNode | None] = set()
        for node in nodes:
            lands |= {*_ends(self.find(node, _COUNTRY, None))} or {None}
            for key in ("parent", "replaced-by"):
                self.keep(None, ox.NamedNode(claim_keys()[key].predicate), node)
            for end in (_SUBJECT, ox.NamedNode(curie("rdf:object"))):
                for claim in [t.subject for t in self.find(None, end, node)]:
                    self.keep(claim, None, None)  # type: ignore[arg-type]
        others = self._of_lands(lands) if self.alike is None else map(ox.NamedNode, sorted(self.alike))
        for one in others:
            for name in (TYPE, *_CALLED, _COUNTRY, _REPLACED):
                self.keep(one, name, None)

    def _of_lands(self, lands: set[ox.NamedNode | None]) -> Iterator[ox.NamedNode]:
        kind = ox.NamedNode(CG + "Organization")
        for land in lands - {None}:
            for triple in self.find(None, _COUNTRY, land):
                if isinstance(triple.subject, ox.NamedNode) and any(
                    True for _ in self.find(triple.subject, TYPE, kind)
                ):
                    yield triple.subject
        if None in lands:
            for triple in self.find(None, TYPE, kind):
                if isinstance(triple.subject, ox.NamedNode) and not any(
                    True for _ in self.find(triple.subject, _COUNTRY, None)
                ):
                    yield triple.subject

    def _events(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Take in the events that somebody of their organizers led at about the same time."""
        days: dict[str, set[date]] = defaultdict(set)
        for node in nodes:
            for part in [t.subject for t in self.find(None, _ACTIVITY, node)]:
                if isinstance(part, ox.NamedNode) and not _ROLES.isdisjoint(_ends(self.find(part, _ROLE, None))):
                    for who in _ends(self.find(part, _PARTICIPANT, None)):
                        days[str(who)] |= {*self._days(node)}
        for event, part in self._led(days):
            for name in (_ACTIVITY, _PARTICIPANT, _ROLE):
                self.keep(part, name, None)
            for name in _FACTS:
                self.keep(event, name, None)

    def _led(self, days: Mapping[str, set[date]]) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
        """Yield what organizers led within some weeks of their days: events, each with the participation.

        Who took part in much is asked for day by day, all of them at once, all others for everything.
        """
        most = {who: self._many(ox.NamedNode(who[1:-1])) for who in sorted(days)}
        few, many = ([who for who in most if most[who] is much] for much in (False, True))
        near = {who: {own + timedelta(n) for own in days[who] for n in _WEEKS} for who in days}
        about = [f'"{day}"^^<{_DATE}>' for day in sorted(set[date]().union(*(near[who] for who in many)))]
        roles = ", ".join(str(role) for role in sorted(_ROLES, key=str))
        dated = " UNION ".join(f"{{ ?event {name} ?day }}" for name in _DATES)
        took, led = f"?part {_PARTICIPANT} ?who", f"?part {_ROLE} ?role FILTER(?role IN ({roles}))"
        which = f"?part {_ACTIVITY} ?event"
        for given, steps in (
            (f"?who {{ {' '.join(few)} }}", (took, led, which, dated)),
            (f"?day {{ {' '.join(about)} }}", (dated, which, f"{took} FILTER(?who IN ({', '.join(many)}))", led)),
        ):
            chain = " ".join(f"LATERAL {{ {step} }}" for step in steps)
            asked = f"SELECT ?who ?part ?event ?day {{ VALUES {given} {chain} }}"
            for who, part, event, day in self.store.query(asked, use_default_graph_as_union=True):  # type: ignore[union-attr]
                if not near[str(who)].isdisjoint(_day(day)):
                    yield event, part

    def _many(self, who: ox.NamedNode) -> bool:
        """Tell whether somebody took part in a great deal."""
        return sum(1 for _ in islice(self.find(None, _PARTICIPANT, who), _FEW)) == _FEW

    def _days(self, event: ox.NamedNode) -> list[date]:
        """Return the days that an event is dated by."""
        return [day for name in _DATES for t in self.find(event, name, None) for day in _day(t.object)]


def _day(term: object) -> list[date]:
    """Return the day that a literal names, if it does."""
    known = isinstance(term, ox.Literal) and not literals.ill_typed(term.value, _DATE)
    return [date.fromisoformat(term.value[:10])] if known and isinstance(term, ox.Literal) else []


def _ends(triples: Iterable[ox.Triple]) -> list[ox.NamedNode]:
    return [t.object for t in triples if isinstance(t.object, ox.NamedNode)]
