"""New records laid over a store: which quads come, which go, and where the two disagree.

A record is the same as another by its id, a claim by what it says. It says the same when the store has its quads. What
differs is a conflict; with an update the properties that the new one gives replace those of the old one, and those
that it leaves out stay. So is another value of a key that has one (:mod:`coopgraph.curated.single`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.adding.stored import is_there
from coopgraph.curated.merged import REMEDY, REMEDY_ONE, Entry, another
from coopgraph.curated.single import single_valued
from coopgraph.loaders import authority, claims
from coopgraph.nquads import iri
from coopgraph.records import Claim, Named, Participation, Records
from coopgraph.source import Problem
from coopgraph.triples import quads
from coopgraph.validation.readback import span
from coopgraph.vocab import CG, PREFIXES, TERMS, compact

_TYPE, _LABEL = PREFIXES["rdf"] + "type", PREFIXES["skos"] + "prefLabel"
_EVIDENCE = CG + "evidence"
_AGREED = (CG + "status", CG + "confidence")
"""What two documents that make the same claim must agree on; what else they say of it stands beside each other."""
_STATEMENT = tuple(PREFIXES["rdf"] + name for name in ("type", "subject", "predicate", "object"))
_SUBJECT, _PREDICATE = (ox.NamedNode(name) for name in _STATEMENT[1:3])
_REJECTED = ox.NamedNode(f"{TERMS}status/rejected")
_SECTIONS = {
    **{sheet.kind: name for name, sheet in authority.SHEETS.items()},
    **{kind: name for name, (kind, _) in claims.SECTIONS.items()},
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A new claim as quads: what its node says, and what else comes with it."""

    claim: Claim
    node: str
    told: list[ox.Quad]
    beside: set[ox.Quad]

    @classmethod
    def of(cls, claim: Claim, records: Records) -> _Made:
        digests = {one: records.digests[one] for one in claim.spans if one in records.digests}
        made = quads(Records(claims=[claim], digests=digests))
        node = next(name for name, place in made.origins.nodes.items() if place == claim.source)
        lines = _parsed(made.lines)
        told = [quad for quad in lines if quad.subject == ox.NamedNode(node)]
        return cls(claim, node, told, set(lines).difference(told))


@dataclass(slots=True)
class Laid:
    """What a store gets and loses, and what became of each new record."""

    store: ox.Store
    update: bool
    added: set[ox.Quad] = field(default_factory=set)
    removed: set[ox.Quad] = field(default_factory=set)
    new: list[Entry] = field(default_factory=list)
    updated: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    replaced: list[Entry] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    _given: set[str] = field(default_factory=set)

    def take(self, records: Records, countries: Iterable[str]) -> None:
        """Lay every record over the store; of the countries those that the store has not."""
        own = {iri(f"country/{code}") for code in countries}
        for key, record in records.named.items():
            if key[0] != "country":
                self._named(key, record)
        laid = [_Made.of(claim, records) for claim in records.claims]
        self._given = {one.node for one in laid}
        for one in laid:
            self._claim(one)
        for quad in _parsed(quads(records).lines):
            node = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
            if node in own and not is_there(self.store, node):
                self.added.add(quad)
        there = {node for node in {quad.subject for quad in self.added} if self._says(node)}
        self.added = {quad for quad in self.added if quad.subject not in there or not self._has(quad)}
        self.removed -= self.added

    def _says(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> bool:
        """Tell whether the store says anything of a node: of what is new it has no quad."""
        return any(True for _ in self.store.quads_for_pattern(node, None, None))

    def _has(self, quad: ox.Quad) -> bool:
        return quad not in self.removed and any(True for _ in self.store.quads_for_pattern(*quad))

    def _named(self, key: tuple[str, str], record: Named) -> None:
        lines = _parsed(quads(Records({key: record})).lines)
        node = iri("/".join(key))
        told = [quad for quad in lines if quad.subject == ox.NamedNode(node)]
        entry = Entry(_SECTIONS[key[0]], "/".join(key), record.source)
        self._put(entry, node, told)
        self.added |= {quad for quad in lines if quad.subject != ox.NamedNode(node)}

    def _claim(self, made: _Made) -> None:
        claim = made.claim
        entry = Entry("claims", f"{claim.subject} {claim.key} {claim.value.text}", claim.source)
        before = len(self.conflicts)
        twin = _twin(claim, made.node)
        if twin and is_there(self.store, twin):
            self._instead(entry, twin)
        others = self._others(made)
        if others:
            self._supersede(entry, made, others)
        else:
            self._put(entry, made.node, made.told, claimed=True)
        if len(self.conflicts) == before:
            self.added |= made.beside

    def _others(self, made: _Made) -> list[list[ox.Quad]]:
        """Return the claims of another value where one is expected, of the same document, unless the new records give
        them as well."""
        if made.claim.key not in single_valued() or made.claim.status == "rejected" or is_there(self.store, made.node):
            return []
        ends = {quad.predicate: quad.object for quad in made.told}
        found = self.store.quads_for_pattern(None, _SUBJECT, ends[_SUBJECT])
        nodes = {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)} - self._given
        claims = [list(self.store.quads_for_pattern(ox.NamedNode(node), None, None)) for node in sorted(nodes)]
        return [
            old
            for old in claims
            if any(quad.predicate == _PREDICATE and quad.object == ends[_PREDICATE] for quad in old)
            and not any(quad.predicate.value == CG + "status" and quad.object == _REJECTED for quad in old)
            and _documents(made.told) & _documents(old)
            and not self.removed.issuperset(old)
        ]

    def _supersede(self, entry: Entry, made: _Made, others: list[list[ox.Quad]]) -> None:
        """Put a claim in the place of others, as far as these rest on its document, or tell of them."""
        if not self.update:
            there = [(_value(old), None) for old in others]
            self.conflicts.append(Problem(entry.source, another(entry, there), REMEDY_ONE))
            return
        self.replaced.append(entry)
        self.added |= set(made.told)
        documents = _documents(made.told)
        for old in others:
            if _documents(old) <= documents:
                self.removed |= {*old, *self._asserted(old)}
            else:
                self.removed |= {q for q in old if q.predicate.value == _EVIDENCE and _kind(q)[1] in documents}

    def _asserted(self, claim: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Return the triple that a claim holds, in whatever graph."""
        ends = {quad.predicate.value: quad.object for quad in claim}
        terms = [ends[name] for name in _STATEMENT[1:] if name in ends]
        return list(self.store.quads_for_pattern(*terms)) if len(terms) == 3 else []  # type: ignore[arg-type]

    def _instead(self, entry: Entry, twin: str) -> None:
        """Take away the node that says the contrary, or tell of it."""
        if self.update:
            self.removed |= set(self.store.quads_for_pattern(ox.NamedNode(twin), None, None))
        else:
            self._conflict(entry, "says the contrary")

    def _put(self, entry: Entry, node: str, told: list[ox.Quad], claimed: bool = False) -> None:
        """Note what a node is to the one of its name in the store, and what comes and goes with it."""
        here = list(self.store.quads_for_pattern(ox.NamedNode(node), None, None))
        if not any(quad.predicate.value == _TYPE for quad in here):
            self.new.append(entry)
            self.added |= set(told)
            return
        given = {_kind(quad) for quad in told if quad.predicate.value != _TYPE}
        old = [quad for quad in here if _kind(quad) in given]
        mine = {quad.triple for quad in told}
        gone = [quad for quad in old if quad.triple not in mine]
        more = [quad for quad in told if quad.triple not in {one.triple for one in here}]
        another = claimed and _documents(told).isdisjoint(_documents(here))
        if not more:
            self.same.append(entry)
        elif another and not any(quad.predicate.value in _AGREED for quad in more):
            self.updated.append(entry)
            self.added |= set(more)
        elif self.update:
            self.updated.append(entry)
            self._replace(node, told, gone, here)
        else:
            what = more[0].predicate
            there = next((_shown(quad) for quad in gone if quad.predicate == what), "nothing")
            self._conflict(entry, f"says {compact(what.value)} {there} (here {_shown(more[0])})")

    def _replace(self, node: str, told: list[ox.Quad], gone: list[ox.Quad], here: list[ox.Quad]) -> None:
        """Replace properties; a claim of another status moves to the graph of that, with the triple that it holds."""
        self.removed |= set(gone)
        self.added |= set(told)
        graph = told[0].graph_name
        moved = [quad for quad in here if quad.graph_name != graph and quad not in self.removed]
        self.removed |= set(moved)
        self.added |= {ox.Quad(q.subject, q.predicate, q.object, graph) for q in moved}
        if moved or any(quad.predicate.value == CG + "status" for quad in gone):
            self.removed |= set(self._asserted(here))

    def _conflict(self, entry: Entry, message: str) -> None:
        self.conflicts.append(Problem(entry.source, f"{entry.name} is already in the store and {message}", REMEDY))


def _kind(quad: ox.Quad) -> tuple[str, str]:
    """Return what a quad is a value of: its property; a label's with the language, evidence with its document."""
    predicate = quad.predicate.value
    if predicate == _LABEL and isinstance(quad.object, ox.Literal):
        return predicate, quad.object.language or ""
    if predicate == _EVIDENCE and isinstance(quad.object, ox.NamedNode):
        found = span(quad.object.value)
        return predicate, found.document if found else ""
    return predicate, ""


def _documents(claim: Iterable[ox.Quad]) -> set[str]:
    """Return the documents whose evidence a claim rests on."""
    return {_kind(quad)[1] for quad in claim if quad.predicate.value == _EVIDENCE}


def _twin(claim: Claim, node: str) -> str | None:
    """Return the node of a participation when it was rejected, or of a rejected one when it was not."""
    if not isinstance(claim, Participation):
        return None
    other = claim.model_copy(update={"status": "stated" if claim.status == "rejected" else "rejected"})
    made = quads(Records(claims=[other]))
    found = next(name for name, place in made.origins.nodes.items() if place == claim.source)
    return found if found != node else None


def _parsed(lines: Iterable[str]) -> list[ox.Quad]:
    """Return quads as a store gives them back: it keeps numbers in types of its own."""
    made = ox.Store()
    made.extend(ox.parse("\n".join(sorted(lines)), format=ox.RdfFormat.N_QUADS))
    return sorted(made, key=str)


def _value(claim: Iterable[ox.Quad]) -> str:
    """Return what a claim says of its subject."""
    term = next((quad.object for quad in claim if quad.predicate.value == _STATEMENT[3]), None)
    return compact(term.value) if isinstance(term, ox.NamedNode) else str(getattr(term, "value", ""))


def _shown(quad: ox.Quad) -> str:
    value = quad.object
    return compact(value.value) if isinstance(value, ox.NamedNode) else repr(getattr(value, "value", str(value)))
