"""In which order to look patterns up: each starts from what is bound, the one that finds least first.

How many subjects an object of a property has is sampled from the store: it tells hubs (a role, a country) from what
few things point at. Orders decide about time alone, never about what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count, islice

import pyoxigraph as ox

from coopgraph.shacl.paths import Path
from coopgraph.shacl.reach_cuts import Row
from coopgraph.shacl.reach_parts import Edge, Either, Group, Part, Select
from coopgraph.shacl.terms import Term

_SAMPLE, _ROWS = 100, 24
_MANY = 1e7
_fresh = count()


class Fans:
    """How many triples a look-up in a store finds, roughly; each property is sampled once.

    ``known`` are some of the terms that variables are bound to, where these are known: at the start, and then on the
    way, since a few rows can be led along (:meth:`after`).
    """

    def __init__(self, store: ox.Store, known: Mapping[str, Sequence[Term]] | None = None) -> None:
        self._store = store
        self._known = known or {}
        self._into: dict[str, float] = {}
        self._counts: dict[tuple[str, Term], int] = {}

    def at(self, names: Sequence[str], rows: Iterable[Row]) -> Fans:
        """Return the same for variables that are bound to rows."""
        some = sorted(islice(rows, _ROWS), key=str)
        return self._with({name: [row[i] for row in some] for i, name in enumerate(names)})

    def after(self, part: Part, bound: frozenset[str]) -> Fans:
        """Return the same for what comes behind a part: with some of the terms that an edge leads to."""
        if not isinstance(part, Edge) or not isinstance(part.path, Path) or part.path.kind != "predicate":
            return self
        ways = (part.start, part.end, True), (part.end, part.start, False)
        for here, there, forward in ways:
            if there[0] == "?" and there not in bound and (here in self._known or here[0] == "<"):
                found = self._led(part.path.iri, here, forward)
                return self._with({**self._known, there: found}) if found else self
        return self

    def _led(self, iri: str, here: str, forward: bool) -> list[Term]:
        step = ox.NamedNode(iri)
        found: list[Term] = []
        for term in self._terms(here):
            if forward and isinstance(term, ox.NamedNode | ox.BlankNode):
                found += [q.object for q in islice(self._store.quads_for_pattern(term, step, None), 2)]
            elif not forward:
                found += [q.subject for q in islice(self._store.quads_for_pattern(None, step, term), 2)]
        return found[:_ROWS]

    def _with(self, known: Mapping[str, Sequence[Term]]) -> Fans:
        found = Fans(self._store, known)
        found._into, found._counts = self._into, self._counts
        return found

    def _terms(self, end: str) -> list[Term]:
        """Return what is known of an end of an edge."""
        if end[0] == "<":
            return [ox.NamedNode(end[1:-1])]
        return [term for term in dict.fromkeys(self._known.get(end, ())) if not isinstance(term, ox.Triple)]

    def into(self, iri: str, end: str = "") -> float:
        """Return how many subjects an object of a property has: an IRI, what a variable is bound to, or else any, on
        average of a sample."""
        if end and (terms := self._terms(end)):
            return sum(self._count(iri, term) for term in terms) / len(terms)
        if iri not in self._into:
            found = [q.object for q in islice(self._store.quads_for_pattern(None, ox.NamedNode(iri), None), _SAMPLE)]
            self._into[iri] = len(found) / len(set(found)) if found else 0.5
        return self._into[iri]

    def _count(self, iri: str, term: Term) -> int:
        if (iri, term) not in self._counts:
            found = self._store.quads_for_pattern(None, ox.NamedNode(iri), term)
            self._counts[iri, term] = sum(1 for _ in islice(found, _SAMPLE))
        return self._counts[iri, term]

    def cost(self, part: Part, bound: frozenset[str]) -> float:
        """Return how much a part may find when some variables are bound."""
        if isinstance(part, Edge):
            return self._edge(part, bound)
        if isinstance(part, Group):
            return min((self.cost(one, bound) for one in part.parts if joins(one)), default=1.0)
        if isinstance(part, Either):
            return sum(self.cost(group, bound) for group in part.groups)
        if isinstance(part, Select):
            return 2 + self.cost(part.group, bound & part.plain)
        return 1.0

    def _edge(self, edge: Edge, bound: frozenset[str]) -> float:
        start, end = edge.start[0] != "?" or edge.start in bound, edge.end[0] != "?" or edge.end in bound
        loose = isinstance(edge.path, str) and edge.path not in bound
        iris = edge.path.predicates if isinstance(edge.path, Path) else frozenset[str]()
        closed = isinstance(edge.path, Path) and edge.path.kind != "predicate"
        if start:
            return 0.1 if end and not closed else 8.0 if loose else 3.0 if closed else 1.0
        if end and not loose:
            return 1.5 * sum(self.into(iri, edge.end) for iri in iris) * (10 if closed else 1) if iris else 100.0
        return _MANY / (10 if end or iris else 1)


def joins(part: Part) -> bool:
    """Tell whether a part is joined with those beside it, in whatever order."""
    return isinstance(part, Edge | Either | Select | Group)


def simple(part: Part) -> Iterator[Part]:
    """Yield what an edge is made of: properties and closures one way, alternatives as unions; other parts as they are.

    >>> p, q = (Path("predicate", iri=f"urn:{name}") for name in "pq")
    >>> [e.path.sparql() for e in simple(Edge("?a", Path("sequence", (p, Path("inverse", (q,)))), "?b"))]
    ['<urn:p>', '<urn:q>']
    """
    if not isinstance(part, Edge) or isinstance(part.path, str) or part.path.kind == "predicate":
        yield part
        return
    path = part.path
    if path.kind == "inverse":
        yield from simple(Edge(part.end, path.parts[0], part.start))
    elif path.kind == "sequence":
        names = [part.start, *(f"?_m{next(_fresh)}" for _ in path.parts[1:]), part.end]
        for step, a, b in zip(path.parts, names[:-1], names[1:], strict=True):
            yield from simple(Edge(a, step, b))
    elif path.kind == "alternative":
        yield Either(tuple(Group(tuple(simple(Edge(part.start, p, part.end)))) for p in path.parts))
    else:
        yield part


def flat(parts: Iterable[Part]) -> Iterator[Edge | Either]:
    """Yield what must hold for a row to be there: edges and unions, out of groups and subqueries too."""
    for part in parts:
        if isinstance(part, Edge):
            yield from _ways(part)
        elif isinstance(part, Group):
            yield from flat(part.parts)
        elif isinstance(part, Select) and part.keys != ():
            yield from flat(part.group.parts)
        elif isinstance(part, Either):
            groups = tuple(Group(tuple(flat(group.parts))) for group in part.groups)
            if all(group.parts for group in groups):
                yield Either(groups)


@lru_cache(1024)
def _ways(edge: Edge) -> tuple[Edge | Either, ...]:
    """Return what an edge is made of, by the same names each time, so that the same chain is the same text."""
    return tuple(one for one in simple(edge) if isinstance(one, Edge | Either))


def written(edge: Edge) -> str:
    """Return a triple pattern as SPARQL.

    >>> written(Edge("?a", "?p", '"x"'))
    '?a ?p "x" .'
    """
    path = edge.path if isinstance(edge.path, str) else edge.path.sparql()
    return f"{edge.start} {path} {edge.end} ."
