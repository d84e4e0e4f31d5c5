"""What a shape asks, as SPARQL: expressions that a node conforms, and patterns that find what does not.

Both are evaluated for a bound node: on the right of LATERAL or inside EXISTS an engine starts from it, so that the
cost goes with the focus nodes and their values. Subqueries project the node, without which it would not be bound
in them. Recursive shapes have no such form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pyoxigraph as ox

from coopgraph.shacl import prebinding
from coopgraph.shacl.model import Constraint, Shape
from coopgraph.shacl.parameters import component
from coopgraph.shacl.terms import Term, said, text
from coopgraph.shacl.values import PLAIN, Uncompilable, compared, passes

_LOGIC = {"and", "or", "xone", "not", "node", "property"}
_ONE = Constraint("maxCount", component("maxCount"), number=1)
SHAPES_GRAPH = "urn:x-shacl:shapes"


@dataclass(frozen=True, slots=True)
class Finding:
    """A pattern that has a solution for each violation, given the bound focus node.

    ``value`` and ``path`` are the variables with what the result names, or nothing; ``columns`` further variables
    that tell results apart or are named in messages.
    """

    pattern: str
    value: str = ""
    path: str = ""
    columns: tuple[str, ...] = ()


class Writer:
    """Writes the patterns of one shapes graph; ``uses_shapes`` is set when one asks for ``$shapesGraph``."""

    def __init__(self, shapes: Mapping[Term, Shape], exact_types: bool = False) -> None:
        self.shapes, self.exact_types = shapes, exact_types
        self.uses_shapes = False
        self._above: list[Term] = []
        self._count = 0

    def finding(self, shape: Shape, c: Constraint) -> Finding:
        """Return the pattern for a constraint whose focus node is ``?this``.

        Raises Uncompilable for what has no SPARQL form.
        """
        with self._inside(shape):
            if c.kind == "sparql":
                return self._select(shape, c, "this", "")
            if c.kind == "custom" and c.query is not None and c.query.kind == "select":
                return self._select(shape, c, "this", "")
            if self._single(c):
                good = self._value(shape, c, "?value", "?this")
                return Finding(f"{self._values(shape, '?this', '?value')} FILTER(!({good}))", "value")
            return self._set(shape, c, "?this", "?value")

    def conforms(self, shape: Shape, x: str) -> str:
        """Return the expression that the node of a variable conforms to a shape.

        Raises Uncompilable for recursive shapes.
        """
        if shape.deactivated:
            return "true"
        with self._inside(shape):
            single = [c for c in shape.constraints if self._single(c)]
            parts: list[str] = []
            if shape.path is None:
                parts += [self._value(shape, c, x, x) for c in single]
            elif single:
                v = self._fresh()
                good = " && ".join(self._value(shape, c, v, x) for c in single)
                parts.append(f"!EXISTS {{ {self._values(shape, x, v)} FILTER(!({good})) }}")
            for c in shape.constraints:
                if not self._single(c):
                    parts.append(f"!EXISTS {{ {self._violation(shape, c, x)} }}")
            return "(" + " && ".join(parts) + ")" if parts else "true"

    def _violation(self, shape: Shape, c: Constraint, x: str) -> str:
        if c.kind in ("sparql", "custom"):
            return "{ " + self._select(shape, c, x[1:], f"_{self._number()}").pattern + " }"
        return self._set(shape, c, x, self._fresh()).pattern

    @contextmanager
    def _inside(self, shape: Shape) -> Iterator[None]:
        if shape.node in self._above:
            raise Uncompilable(f"shape {said(shape.node)} refers to itself")
        self._above.append(shape.node)
        try:
            yield
        finally:
            self._above.pop()

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _fresh(self) -> str:
        return f"?_v{self._number()}"

    @staticmethod
    def _single(c: Constraint) -> bool:
        ask = c.kind == "custom" and c.query is not None and c.query.kind == "ask"
        return ask or c.kind in PLAIN or c.kind in _LOGIC

    @staticmethod
    def _values(shape: Shape, x: str, v: str) -> str:
        """Return the pattern that leads from the focus node to its value nodes; not always distinct."""
        if shape.path is not None:
            return shape.path.pattern(x, v)
        return "" if x == v else f"BIND({x} AS {v})"

    def _value(self, shape: Shape, c: Constraint, v: str, x: str) -> str:
        """Return the expression that a value node passes a constraint."""
        if c.kind in PLAIN:
            return passes(c, v, self._fresh(), self.exact_types)
        if c.kind == "custom":
            return self._ask(shape, c, v, x)
        inner = [self.conforms(self.shapes[t], v) for t in c.terms]
        if c.kind == "not":
            return f"!{inner[0]}"
        if c.kind == "xone":
            return "(" + " + ".join(f"IF({e}, 1, 0)" for e in inner) + " = 1)" if inner else "false"
        if c.kind == "or":
            return "(" + " || ".join(inner) + ")" if inner else "false"
        return "(" + " && ".join(inner) + ")" if inner else "true"

    def _set(self, shape: Shape, c: Constraint, x: str, v: str) -> Finding:
        """Return the pattern for a constraint on all values together."""
        values = self._values(shape, x, v)
        if c.kind in ("minCount", "maxCount"):
            return self._twice(shape, x, v) if c == _ONE else self._counted(values, x, v, c)
        if c.kind in ("qualifiedMinCount", "qualifiedMaxCount"):
            wanted, *others = (self.conforms(self.shapes[t], v) for t in c.terms)
            good = " && ".join([wanted, *(f"!{o}" for o in others)])
            return self._counted(f"{values} FILTER({good})", x, v, c)
        if c.kind == "hasValue":
            return Finding(f"FILTER(!EXISTS {{ {values} FILTER(sameTerm({v}, {text(c.terms[0])})) }})")
        if c.kind == "uniqueLang":
            tag = self._fresh()
            tagged = f'{values} BIND(LCASE(LANG({v})) AS {tag}) FILTER({tag} != "")'
            having = f"GROUP BY {x} {tag} HAVING(COUNT(DISTINCT {v}) > 1)"
            return Finding(f"{{ SELECT {x} {tag} {{ {tagged} }} {having} }}", columns=(tag[1:],))
        if c.kind == "closed":
            return self._closed(shape, c, x, v)
        return self._pair(shape, c, x, v)

    def _twice(self, shape: Shape, x: str, v: str) -> Finding:
        """Return the pattern for more than one value, the commonest of counts: two look-ups, and no group."""
        w = self._fresh()
        two = f"{self._values(shape, x, v)} LATERAL {{ {self._values(shape, x, w)} }} FILTER(!sameTerm({v}, {w}))"
        return Finding(f"FILTER(EXISTS {{ {two} }})")

    @staticmethod
    def _counted(values: str, x: str, v: str, c: Constraint) -> Finding:
        least = c.kind in ("minCount", "qualifiedMinCount")
        if least and c.number <= 0:
            return Finding("FILTER(false)")
        if c.number == (1 if least else 0):
            return Finding(f"FILTER({'!' if least else ''}EXISTS {{ {values} }})")
        sign = ">=" if least else ">"
        counted = f"SELECT {x} {{ {values} }} GROUP BY {x} HAVING(COUNT(DISTINCT {v}) {sign} {c.number})"
        return Finding(f"FILTER({'!' if least else ''}EXISTS {{ {{ {counted} }} }})")

    def _closed(self, shape: Shape, c: Constraint, x: str, v: str) -> Finding:
        p, o = self._fresh(), self._fresh()
        allowed = f" FILTER({p} NOT IN ({', '.join(text(t) for t in c.terms)}))" if c.terms else ""
        if shape.path is None:
            return Finding(f"{x} {p} {v} .{allowed}", v[1:], p[1:])
        found = f"{self._values(shape, x, v)} LATERAL {{ {v} {p} {o} }}{allowed}"
        return Finding(found, o[1:], p[1:], (v[1:],))

    def _pair(self, shape: Shape, c: Constraint, x: str, v: str) -> Finding:
        """Return the pattern for a comparison with the values of another property."""
        values, w, other = self._values(shape, x, v), self._fresh(), text(c.terms[0])
        if c.kind == "disjoint":
            return Finding(f"{values} FILTER(EXISTS {{ {x} {other} {w} FILTER(sameTerm({w}, {v})) }})", v[1:])
        if c.kind == "equals":
            lacking = f"{values} FILTER(!EXISTS {{ {x} {other} {w} FILTER(sameTerm({w}, {v})) }})"
            u = self._fresh()
            reached = f"{self._values(shape, x, u)} FILTER(sameTerm({u}, {v}))"
            return Finding(f"{{ {lacking} }} UNION {{ {x} {other} {v} FILTER(!EXISTS {{ {reached} }}) }}", v[1:])
        good = compared(v, "<" if c.kind == "lessThan" else "<=", w)
        return Finding(f"{values} LATERAL {{ {x} {other} {w} }} FILTER(!{good})", v[1:], columns=(w[1:],))

    def _ask(self, shape: Shape, c: Constraint, v: str, x: str) -> str:
        """Return the expression that an ASK validator says yes."""
        query, number = c.query, self._number()
        assert query is not None
        suffix = f"_{number}"
        names = {"this": x[1:], "value": v[1:]}
        given, bound = self._given(shape, c, suffix)
        path = shape.path.sparql() if shape.path else ""
        embedded = prebinding.Embedding(("this", "value", *bound), names, suffix, path, number).apply(query)
        lateral = f"{given} LATERAL {{ {embedded} }}" if given else f"{{ {embedded} }}"
        return f"EXISTS {{ {lateral} }}"

    def _select(self, shape: Shape, c: Constraint, x: str, suffix: str) -> Finding:
        """Return the pattern for a SELECT of the user's."""
        query, number = c.query, self._number()
        assert query is not None
        given, bound = self._given(shape, c, suffix)
        path = shape.path.sparql() if shape.path else ""
        embedded = prebinding.Embedding(("this", *bound), {"this": x}, suffix, path, number).apply(query)
        columns = [n for n in prebinding.projected(query) if n not in ("this", "PATH")]
        found = f"{given} LATERAL {{ {embedded} }}"
        value, way = (n if n in columns else "" for n in ("value", "path"))
        return Finding(found, value, way, tuple(n for n in columns if n not in ("value", "path", *bound)))

    def _given(self, shape: Shape, c: Constraint, suffix: str) -> tuple[str, list[str]]:
        """Return the pattern that binds a component's arguments, and the names of what it binds."""
        assert c.query is not None
        used = prebinding.variables(c.query)
        terms: dict[str, Term] = {n: t for n, t in c.arguments if n in used}
        if "currentShape" in used:
            terms["currentShape"] = shape.node
        if "shapesGraph" in used:
            self.uses_shapes = True
            terms["shapesGraph"] = ox.NamedNode(SHAPES_GRAPH)
        if "PATH" in used and shape.path is None:
            raise Uncompilable(f"the SPARQL of {said(c.query.node)} uses $PATH in a shape without a path")
        return " ".join(f"BIND({text(t)} AS ?{n}{suffix})" for n, t in terms.items()), list(terms)
