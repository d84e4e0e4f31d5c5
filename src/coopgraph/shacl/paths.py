"""SHACL property paths: read from the shapes graph, written as SPARQL patterns and as triples again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.shacl.terms import FIRST, NIL, REST, Index, Term, said, sh

_MARKS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


@dataclass(frozen=True, slots=True)
class Path:
    """A node of a path: ``kind`` is predicate, inverse, sequence, alternative, ``*``, ``+`` or ``?``."""

    kind: str
    parts: tuple[Path, ...] = ()
    iri: str = ""

    @property
    def predicates(self) -> frozenset[str]:
        """The IRIs of all predicates in the path."""
        return frozenset([self.iri]) if self.iri else frozenset().union(*(p.predicates for p in self.parts))

    @property
    def nullable(self) -> bool:
        """Whether the path leads from every node to itself in no step."""
        if self.kind in "*?":
            return True
        if self.kind == "sequence":
            return all(p.nullable for p in self.parts)
        return any(p.nullable for p in self.parts)

    def sparql(self) -> str:
        """Return the path as SPARQL 1.1 writes it.

        >>> p = Path("predicate", iri="urn:p")
        >>> Path("sequence", (Path("inverse", (p,)), Path("*", (p,)))).sparql()
        '(^<urn:p>/<urn:p>*)'
        """
        if self.kind == "predicate":
            return f"<{self.iri}>"
        inner = [p.sparql() for p in self.parts]
        if self.kind == "inverse":
            return "^" + _grouped(inner[0])
        if self.kind in "*+?":
            return _grouped(inner[0]) + self.kind
        return "(" + ("/" if self.kind == "sequence" else "|").join(inner) + ")"

    def pattern(self, start: str, end: str) -> str:
        """Return the graph pattern that leads from one variable, bound, to the other.

        Each step is a LATERAL join: inside EXISTS an engine does not know that the start is bound, and would walk
        all triples of a later step for each node. A path that may take no step leads to nodes outside the graph
        too, which engines leave out: it is written as a union.

        >>> p = Path("predicate", iri="urn:p")
        >>> Path("sequence", (p, Path("*", (p,)))).pattern("?a", "?b")
        '?a <urn:p> ?b_1 . LATERAL { { BIND(?b_1 AS ?b) } UNION { ?b_1 <urn:p>+ ?b } }'
        """
        if self.kind == "sequence":
            names = [start, *(f"{end}_{i}" for i in range(1, len(self.parts))), end]
            first, *rest = (p.pattern(a, b) for p, a, b in zip(self.parts, names[:-1], names[1:], strict=True))
            return " ".join([first, *(f"LATERAL {{ {r} }}" for r in rest)])
        if self.kind == "alternative":
            return " UNION ".join(f"{{ {p.pattern(start, end)} }}" for p in self.parts)
        if self.kind == "inverse":
            return self._back(start, end)
        if self.kind in "*?" or (self.kind == "+" and self.nullable):
            step = f"{start} {_grouped(self.parts[0].sparql())}+ {end}"
            if self.kind == "?":
                step = self.parts[0].pattern(start, end)
            return f"{{ BIND({start} AS {end}) }} UNION {{ {step} }}"
        return f"{start} {self.sparql()} {end} ."

    def _back(self, start: str, end: str) -> str:
        """Return the pattern of an inverse path: of what is turned round, piece by piece."""
        inner = self.parts[0]
        if inner.kind == "predicate":
            return f"{end} <{inner.iri}> {start} ."
        if inner.kind == "inverse":
            return inner.parts[0].pattern(start, end)
        turned = tuple(Path("inverse", (p,)) for p in inner.parts)
        return Path(inner.kind, turned[::-1] if inner.kind == "sequence" else turned).pattern(start, end)

    def triples(self, names: Iterator[ox.BlankNode]) -> tuple[ox.NamedNode | ox.BlankNode, list[ox.Triple]]:
        """Return the node that stands for the path, and the triples that tell it."""
        if self.kind == "predicate":
            return ox.NamedNode(self.iri), []
        inner = [p.triples(names) for p in self.parts]
        found = [t for _, triples in inner for t in triples]
        if self.kind == "sequence":
            head, more = _list([n for n, _ in inner], names)
            return head, found + more
        node = next(names)
        if self.kind == "alternative":
            head, more = _list([n for n, _ in inner], names)
            return node, [*found, *more, ox.Triple(node, sh("alternativePath"), head)]
        name = {v: k for k, v in _MARKS.items()}.get(self.kind, "inversePath")
        return node, [*found, ox.Triple(node, sh(name), inner[0][0])]


def _grouped(path: str) -> str:
    return path if path[0] in "<(" and path[-1] in ">)" else f"({path})"


def _list(
    nodes: list[ox.NamedNode | ox.BlankNode], names: Iterator[ox.BlankNode]
) -> tuple[ox.NamedNode | ox.BlankNode, list[ox.Triple]]:
    head: ox.NamedNode | ox.BlankNode = NIL
    triples: list[ox.Triple] = []
    for node in reversed(nodes):
        cell = next(names)
        triples += [ox.Triple(cell, FIRST, node), ox.Triple(cell, REST, head)]
        head = cell
    return head, triples


def read(index: Index, node: Term, shape: Term, above: frozenset[Term] = frozenset()) -> Path:
    """Return the path at a node of the shapes graph.

    Raises InputError, naming the shape, for what is not a path: a literal, a circle, a list of fewer than two.
    """
    if isinstance(node, ox.NamedNode):
        return Path("predicate", iri=node.value)
    if not isinstance(node, ox.BlankNode) or node in above:
        raise InputError(
            f"shape {said(shape)}: {said(node)} is not a path; write an IRI, a list or [ sh:inversePath … ]"
        )
    inside = above | {node}
    if index.objects(node, FIRST):
        return Path("sequence", _members(index, node, shape, inside))
    for name, kind in [("alternativePath", "alternative"), ("inversePath", "inverse"), *_MARKS.items()]:
        value = index.one(node, sh(name))
        if value is None:
            continue
        if kind == "alternative":
            return Path(kind, _members(index, value, shape, inside))
        return Path(kind, (read(index, value, shape, inside),))
    raise InputError(f"shape {said(shape)}: {said(node)} is not a path; write an IRI, a list or [ sh:inversePath … ]")


def _members(index: Index, head: Term, shape: Term, above: frozenset[Term]) -> tuple[Path, ...]:
    parts = tuple(read(index, m, shape, above) for m in index.list(head, shape))
    if len(parts) < 2:
        raise InputError(f"shape {said(shape)}: a path of several parts needs two at least, not {len(parts)}")
    return parts
