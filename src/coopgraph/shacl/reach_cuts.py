"""Where a changed triple can stand in a pattern, and the rows that it gives there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.shacl.paths import Path
from coopgraph.shacl.reach_parts import Edge
from coopgraph.shacl.terms import Term

Row = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A property somewhere in a path: the way from the start to it, and from it to the end (None: no way to go).

    ``forward`` tells whether the triple's subject is on the side of the start.
    """

    before: Path | None
    iri: str
    forward: bool
    behind: Path | None


def cuts(path: Path) -> Iterator[Cut]:
    """Yield the places in a path where a triple can stand.

    >>> p, q = (Path("predicate", iri=f"urn:{name}") for name in "pq")
    >>> [(c.before and c.before.sparql(), c.iri) for c in cuts(Path("sequence", (p, Path("*", (q,)))))]
    [(None, 'urn:p'), ('(<urn:p>/<urn:q>*)', 'urn:q')]
    """
    if path.kind == "predicate":
        yield Cut(None, path.iri, True, None)
    elif path.kind == "inverse":
        for cut in cuts(path.parts[0]):
            yield Cut(_turned(cut.behind), cut.iri, not cut.forward, _turned(cut.before))
    elif path.kind == "sequence":
        for i, part in enumerate(path.parts):
            for cut in cuts(part):
                yield Cut(
                    _way(*path.parts[:i], cut.before), cut.iri, cut.forward, _way(cut.behind, *path.parts[i + 1 :])
                )
    else:
        around = Path("*", path.parts) if path.kind in "*+" else None
        for part in path.parts:
            for cut in cuts(part):
                yield Cut(_way(around, cut.before), cut.iri, cut.forward, _way(cut.behind, around))


def _turned(path: Path | None) -> Path | None:
    return None if path is None else Path("inverse", (path,))


def _way(*parts: Path | None) -> Path | None:
    there = tuple(p for p in parts if p is not None)
    return None if not there else there[0] if len(there) == 1 else Path("sequence", there)


@dataclass(slots=True)
class Triples:
    """Changed triples by their property."""

    by_iri: dict[str, list[tuple[Term, Term, Term]]] = field(default_factory=dict)
    _seeds: dict[Edge, list[Seed]] = field(default_factory=dict)
    _rows: dict[tuple[str, bool], frozenset[Row]] = field(default_factory=dict)

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Triples:
        """Sort triples."""
        found = cls()
        for t in dict.fromkeys(triples):
            found.by_iri.setdefault(t.predicate.value, []).append((t.subject, t.predicate, t.object))
        return found

    def rows(self, iri: str = "", forward: bool = True) -> frozenset[Row]:
        """Return all triples, or of one property the subjects and objects, these first if not ``forward``."""
        if (iri, forward) not in self._rows:
            if iri:
                found = self.by_iri.get(iri, ())
                self._rows[iri, forward] = frozenset((s, o) if forward else (o, s) for s, _, o in found)
            else:
                self._rows[iri, forward] = frozenset(t for triples in self.by_iri.values() for t in triples)
        return self._rows[iri, forward]

    def seeds(self, edge: Edge) -> list[Seed]:
        """Return what the triples bind in a triple pattern."""
        if edge not in self._seeds:
            self._seeds[edge] = [seed for seed in _seeds(edge, self) if seed.rows]
        return self._seeds[edge]


@dataclass(frozen=True, slots=True)
class Seed:
    """What changed triples bind: rows of some variables, and edges that lead on from helping variables."""

    names: tuple[str, ...]
    rows: frozenset[Row]
    edges: tuple[Edge, ...] = ()


def _seeds(edge: Edge, change: Triples) -> Iterator[Seed]:
    if isinstance(edge.path, str):
        ends = (edge.start, edge.path, edge.end)
        yield _seed(ends, change.rows(), ())
        return
    for cut in cuts(edge.path):
        start, edges = (edge.start, []) if cut.before is None else ("?_a", [Edge(edge.start, cut.before, "?_a")])
        end = edge.end
        if cut.behind is not None:
            end = "?_b"
            edges.append(Edge("?_b", cut.behind, edge.end))
        yield _seed((start, end), change.rows(cut.iri, cut.forward), tuple(edges))


def _seed(ends: tuple[str, ...], rows: frozenset[Row], edges: tuple[Edge, ...]) -> Seed:
    """Return the rows that fit: constants are what they are, a variable that stands twice is one term."""
    names = tuple(dict.fromkeys(end for end in ends if end[0] == "?"))
    if len(names) == len(ends):
        return Seed(names, rows, edges)
    found: set[Row] = set()
    for row in rows:
        given: dict[str, Term] = {}
        for end, term in zip(ends, row, strict=True):
            wrong = end[0] == "<" and str(term) != end
            if wrong or given.setdefault(end, term) != term:
                break
        else:
            found.add(tuple(given[name] for name in names))
    return Seed(names, frozenset(found), edges)
