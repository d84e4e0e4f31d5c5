"""From a store to the participation table: the one place of this package that asks a store.

The questions stand in queries/network/*.rq and run as they are, over the graphs of a view. Only parent and
represents links are read from all graphs whatever the view, each with its status: an organization is never
tied to its ancestor, even when the link is inferred and the view is *stated*.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from coopgraph import assets, vocab
from coopgraph.errors import RecordsError
from coopgraph.network.table import INFERRED, STATED, Activity, Link, Participations, Party, Role, slug
from coopgraph.source import Problem, Source
from coopgraph.store.base import Store, Term, value
from coopgraph.store.oxigraph import OxigraphStore

_PREFERRED, _ALSO = vocab.curie("skos:prefLabel"), vocab.curie("skos:altLabel")
_CATEGORY, _COUNTRY = vocab.curie("cg:category"), vocab.curie("cg:country")
_PARENT = vocab.curie("org:subOrganizationOf")
_START, _END = vocab.curie("schema:startDate"), vocab.curie("schema:endDate")
_NOT_BEFORE, _NOT_AFTER = vocab.curie("cg:notBefore"), vocab.curie("cg:notAfter")
_ABBREVIATION = re.compile(r"[A-ZÀ-ÞА-Я][\w&/.-]*[A-ZÀ-ÞА-Я0-9](?: [A-ZÀ-ÞА-Я][\w&/.-]*)?")

_slug = lru_cache(maxsize=10_000)(slug)  # of terms and sources, of which there are few
Row = tuple[Term | None, ...]


def read(store: Store, view: str = vocab.DEFAULT_VIEW) -> Participations:
    """Return the participation table of a view: stated, inferred or represents.

    Takes time and memory in proportion to the participations. Raises UnknownName for an unknown view, and
    RecordsError with every participation that lacks its status or confidence and every date that is none.
    """
    graphs = vocab.view_graphs(view)
    problems: list[Problem] = []
    classes = _classes(_texts(store, "role-classes", graphs))
    table = Participations(
        view,
        _parties(store),
        _activities(_rows(store, "activities", graphs), problems),
        _roles(_texts(store, "participations", graphs), classes, problems),
        frozenset(c for letters in classes.values() for c in letters),
        {slug(iri): label for iri, label in _texts(store, "organization-types", graphs)},
    )
    if problems:
        raise RecordsError(sorted(problems))
    return table


def _rows(store: Store, query: str, graphs: Iterable[str]) -> list[Row]:
    """Return the answer to a saved query, in no order: an engine takes as long for the order as for the answer."""
    return store.select(_saved(query), tuple(graphs)).rows


def _saved(query: str) -> str:
    text = (assets.folder("queries") / "network" / f"{query}.rq").read_text(encoding="utf-8")
    return text.partition("\nORDER BY ")[0]


def _texts(store: Store, query: str, graphs: Iterable[str]) -> list[list[str]]:
    """Return the answer to a saved query, sorted, by texts: terms are only made where a store can do nothing else."""
    if isinstance(store, OxigraphStore):
        return sorted(store.texts(_saved(query), tuple(graphs)))
    return sorted([value(term) for term in row] for row in _rows(store, query, graphs))


def _classes(rows: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for role, letter in rows:
        classes[role].add(letter)
    return {role: tuple(sorted(letters)) for role, letters in classes.items()}


def _parties(store: Store) -> dict[str, Party]:
    graphs = vocab.view_graphs("inferred")
    links = _links(_texts(store, "links", graphs))
    parties = {}
    for iri, kind, facts in _things(_rows(store, "parties", graphs)):
        parties[iri] = Party(
            iri,
            kind,
            _name(facts[_PREFERRED]) or slug(iri),
            _short(facts[_ALSO]),
            tuple(sorted({slug(value(t)) for t in facts[_CATEGORY]})),
            min((value(c) for c in facts[_COUNTRY]), default=""),
            links.get((iri, _PARENT), ()),
            links.get((iri, vocab.curie("cg:represents")), ()),
        )
    return parties


def _things(rows: list[Row]) -> Iterator[tuple[str, str, dict[str, list[Term]]]]:
    """Gather (thing, kind, property, value) rows into things, in the order of their IRIs.

    Of several kinds (a body that is both an organization and a project has an id of each) the first counts.
    """
    kinds: dict[str, str] = {}
    facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    named, of, properties, terms = zip(*rows, strict=True) if rows else ((),) * 4
    things, groups = ([value(term) for term in column] for column in (named, of))
    for thing, kind in zip(things, groups, strict=True):
        if kind < kinds.setdefault(thing, kind):
            kinds[thing] = kind
    for thing, kind, fact, term in zip(things, groups, properties, terms, strict=True):
        known = facts[thing]
        if kinds[thing] == kind and term is not None:
            known[value(fact)].append(term)
    for thing in sorted(facts):
        yield thing, kinds[thing], facts[thing]


def _name(labels: list[Term]) -> str:
    """Return the English label, or else the first by language."""
    tagged = sorted((getattr(t, "language", None) or "", value(t)) for t in labels)
    return next((text for language, text in tagged if language == "en"), tagged[0][1] if tagged else "")


def _short(labels: list[Term]) -> str:
    """Return the shortest English alternative name that reads like an abbreviation, or nothing."""
    texts = (value(t) for t in labels if getattr(t, "language", None) == "en")
    found = [t for t in texts if len(t) <= 14 and _ABBREVIATION.fullmatch(t)]
    return min(found, key=lambda t: (len(t), t), default="")


def _links(rows: Iterable[Sequence[str]]) -> dict[tuple[str, str], tuple[Link, ...]]:
    """Return the links of (party, relation). One that no claim carries counts as inferred, in full."""
    links: dict[tuple[str, str], dict[str, Link]] = defaultdict(dict)
    for party, relation, target, status, confidence, *span in rows:
        found = Link(target, slug(status) if status else INFERRED, float(confidence or 1), _evidence(span))
        known = links[party, relation].get(target, found)
        firm = STATED if STATED in (found.status, known.status) else INFERRED
        evidence = tuple(sorted({*known.evidence, *found.evidence}))
        best = max(known.confidence, found.confidence)
        links[party, relation][target] = Link(target, firm, best, evidence)
    return {key: tuple(sorted(found.values())) for key, found in links.items()}


def _evidence(span: Sequence[str]) -> tuple[str, ...]:
    """Return (source, start, end) as a stretch, or nothing where there is none."""
    return (f"{_slug(span[0])}:{span[1]}-{span[2]}",) if span[0] else ()


def _roles(
    rows: Iterable[Sequence[str]], classes: dict[str, tuple[str, ...]], problems: list[Problem]
) -> tuple[Role, ...]:
    """Return the participations in order, each once, with all its evidence; what else it says twice, once."""
    roles = []
    for iri, group in groupby(rows, key=itemgetter(0)):
        (_, party, activity, role, status, confidence, *rest), *_ = found = list(group)
        for name, given in (("status", status), ("confidence", confidence)):
            if not given:
                place = Source(vocab.compact(iri), 0, name)
                problems.append(Problem(place, "is missing", "give the participation one from the vocabulary"))
        one = len(found) == 1
        evidence = _evidence(rest) if one else tuple(sorted({e for row in found for e in _evidence(row[6:])}))
        letters, weight = classes.get(role, ()), float(confidence or 0)
        roles.append(Role(iri, party, activity, _slug(role), letters, _slug(status), weight, evidence))
    return tuple(roles)


def _activities(rows: list[Row], problems: list[Problem]) -> dict[str, Activity]:
    activities = {}
    for iri, kind, facts in _things(rows):
        days = {name: _days(iri, name, facts[name], problems) for name in (_START, _END, _NOT_BEFORE, _NOT_AFTER)}
        first = min(days[_START] or days[_NOT_BEFORE], default=None)
        last = max(days[_END] or days[_NOT_AFTER], default=None)
        if last is None and kind == "event":  # an event of which the text gives one day
            last = max(days[_START], default=None)
        activities[iri] = Activity(iri, kind, _name(facts[_PREFERRED]) or slug(iri), first, last)
    return activities


def _days(iri: str, name: str, terms: list[Term], problems: list[Problem]) -> list[date]:
    days = []
    for term in terms:
        try:
            days.append(date.fromisoformat(value(term)[:10]))
        except ValueError:
            place = Source(vocab.compact(iri), 0, vocab.compact(name))
            problems.append(Problem(place, f"{value(term)!r} is no date", "write it as 2013-05-27"))
    return days
