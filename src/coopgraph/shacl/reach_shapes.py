"""What a core constraint depends on, as graph patterns: its targets, the way to the focus node, the values, the shapes
that it refers to. Only which triples it looks at is told, not what it asks of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from coopgraph.shacl.model import Constraint, Shape, Target
from coopgraph.shacl.paths import Path
from coopgraph.shacl.reach_parse import parse
from coopgraph.shacl.reach_parts import Edge, Either, Filter, Group, Part, Text, Unreadable
from coopgraph.shacl.targets import Scope
from coopgraph.shacl.terms import RDF, RDFS, Term, text

_OF_CLASS = Path(
    "sequence",
    (Path("predicate", iri=RDF + "type"), Path("*", (Path("predicate", iri=RDFS + "subClassOf"),))),
)
_PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
_SHAPES = ("and", "or", "xone", "not", "node", "property", "qualifiedMinCount", "qualifiedMaxCount")


def looked_at(scope: Scope, shape: Shape, constraint: Constraint, shapes: Mapping[Term, Shape]) -> Group:
    """Return the patterns that a constraint depends on; the root focus node is ``?_f0``, or else ``?this``.

    Raises Unreadable for SPARQL that is not understood.
    """
    names = ["?" + name for name in scope.columns]
    steps = zip(scope.steps, names[:-1], names[1:], strict=True)
    found: list[Part] = [Either(tuple(_target(t, names[0]) for t in scope.root.targets))]
    found += [Edge(a, path, b) for path, a, b in steps]
    found += _Looking(shapes).constraint(shape, constraint, "?this")
    return Group(tuple(found))


def _target(target: Target, name: str) -> Group:
    term = text(target.term)
    if target.kind == "class":
        return Group((Edge(name, _OF_CLASS, term),))
    if target.kind == "node":
        return Group()
    path = Path("predicate", iri=term[1:-1])
    return Group((Edge(name, path, "?_t"),)) if target.kind == "subjectsOf" else Group((Edge("?_t", path, name),))


class _Looking:
    def __init__(self, shapes: Mapping[Term, Shape]) -> None:
        self.shapes = shapes
        self.numbers = count()

    def constraint(self, shape: Shape, c: Constraint, x: str) -> Iterator[Part]:
        """Yield conditions that stand for what a constraint looks at from a node."""
        if c.query is not None:
            yield _depends(*self._query(shape, c, x))
            return
        v, values = self._values(shape, x)
        yield _depends(*values)
        if c.kind == "class":
            yield _depends(*values, _depends(Edge(v, _OF_CLASS, text(c.terms[0]))))
        elif c.kind == "closed":
            yield _depends(*values, _depends(Edge(v, f"?_p{next(self.numbers)}", f"?_o{next(self.numbers)}")))
        elif c.kind in _PAIRS:
            yield _depends(Edge(x, Path("predicate", iri=text(c.terms[0])[1:-1]), f"?_w{next(self.numbers)}"))
        elif c.kind in _SHAPES:
            for term in c.terms:
                inner = self.shapes[term]
                asked = [p for one in inner.constraints for p in self.constraint(inner, one, v)]
                yield _depends(*values, *asked)

    def _values(self, shape: Shape, x: str) -> tuple[str, list[Part]]:
        if shape.path is None:
            return x, []
        v = f"?_v{next(self.numbers)}"
        return v, [Edge(x, shape.path, v)]

    def _query(self, shape: Shape, c: Constraint, x: str) -> list[Part]:
        """Return the patterns of SPARQL whose ``$this`` is a node; in an ASK ``$value`` is one of its values."""
        assert c.query is not None
        if c.arguments and any(t in ("shapesGraph", "currentShape") for t in c.query.text.replace("$", "?").split("?")):
            raise Unreadable("it asks for the shapes graph")
        v, values = self._values(shape, x) if c.query.kind == "ask" else ("?value", [])
        terms = {name: text(term) for name, term in c.arguments} | {"this": x, "value": v}
        found = parse(c.query, terms, shape.path)
        return [*values, *found.group.parts]


def _depends(*parts: Part) -> Filter:
    """Return a condition that holds or not with some parts."""
    return Filter(Text((Group(parts),), frozenset()))
