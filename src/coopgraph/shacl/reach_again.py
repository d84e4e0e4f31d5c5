"""A constraint run again for some nodes: which nodes a change leads to, and the query for them.

Constraints with focus nodes of their own take these as they are. A query about the dataset as a whole is written
anew, with the nodes that it gives as ``?value`` bound, or the keys of the groups that it computes that value from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.model import Shape
from coopgraph.shacl.paths import Path
from coopgraph.shacl.reach_cuts import Row
from coopgraph.shacl.reach_order import Fans
from coopgraph.shacl.reach_parse import parse
from coopgraph.shacl.reach_parts import (
    Bind,
    Edge,
    Group,
    Select,
    Text,
    Unreadable,
    certain,
    grounded,
    inside,
    properties,
)
from coopgraph.shacl.reach_rows import asking, there
from coopgraph.shacl.reach_shapes import looked_at
from coopgraph.shacl.reach_walk import Follower
from coopgraph.shacl.reach_write import Names, Restriction, walk
from coopgraph.shacl.terms import Term, text
from coopgraph.shacl.tokens import counts

if TYPE_CHECKING:
    from coopgraph.shacl.validator import Compiled

_THIS, _VALUE = "?this", "?value"


@dataclass(frozen=True, slots=True)
class Again:
    """Where a constraint is to be run again: rows of ``names``, bound in ``select``; or else root focus nodes.

    ``only`` are the values that results must have, where rows bind more than what was reached; ``iris`` the properties
    that it looks at (:func:`~coopgraph.shacl.reach_parts.properties`).
    """

    rows: frozenset[Row]
    names: tuple[str, ...] = ()
    select: Select | None = None
    only: frozenset[Term] | None = None
    iris: frozenset[str] | None = None

    @property
    def focus(self) -> list[Term]:
        """The root focus nodes."""
        return [row[0] for row in self.rows]

    def solutions(self, compiled: Compiled, data: DataGraph, fans: Fans) -> Iterator[dict[str, Term | None]]:
        """Yield what the query finds for the rows."""
        assert self.select is not None
        assert compiled.constraint.query is not None
        once = counts(compiled.constraint.query.text) and not data.is_merged
        bound = frozenset({*self.names, _THIS})
        pattern = Restriction(fans, once).select(self.select, bound)
        targets = " ".join(text(t.term) for t in compiled.scope.root.targets)
        found = compiled.finding
        columns = [
            "?" + n for n in dict.fromkeys(["this", *(n for n in (found.path, found.value) if n), *found.columns])
        ]
        block = f"VALUES {_THIS} {{ {targets} }} LATERAL {{ {pattern} }}"
        rows = there(data, self.names, self.rows, grounded(self.select))
        for row in asking(data.looking(self.iris), (self.names, rows), block, columns):
            one: dict[str, Term | None] = dict(zip((c[1:] for c in columns), row, strict=True))
            if self.only is None or one["value"] in self.only:
                yield one


@dataclass(frozen=True, slots=True)
class Focus:
    """A constraint with focus nodes of its own: what it looks at, and the variable of the root focus node."""

    group: Group
    name: str

    def reached(self, follower: Follower) -> Again:
        """Return the focus nodes that a change leads to. Raises Unreadable when this cannot be told."""
        rows = follower.reached(self.group, frozenset([self.name]))
        return Again(frozenset(rows), iris=properties(self.group))


@dataclass(frozen=True, slots=True)
class Dataset:
    """A query about the whole dataset: what to bind in it, and the variable that ?value was computed from, if any."""

    select: Select
    keys: Names
    origin: str = ""

    @property
    def group(self) -> Group:
        """What it looks at."""
        return self.select.group

    def reached(self, follower: Follower) -> Again:
        """Return the values that a change leads to. Raises Unreadable when this cannot be told."""
        if not self.keys:
            raise Unreadable("what is at fault is computed")
        rows = follower.reached(self.group, self.keys)
        names, iris = tuple(sorted(self.keys)), properties(self.select)
        if not self.origin:
            return Again(_named(rows), names, self.select, iris=iris)
        reached = self._across(follower, names, rows, (self.origin,))
        rows = rows | self._across(follower, (self.origin,), reached, names)
        return Again(_named(rows), names, self.select, frozenset(term for (term,) in reached), iris)

    def _across(self, follower: Follower, names: tuple[str, ...], rows: set[Row], wanted: tuple[str, ...]) -> set[Row]:
        """Return where rows lead in either store."""
        chain = walk(self.group.parts, frozenset(names), frozenset(wanted), follower.fans)
        return {
            row
            for side in follower.sides
            for row in asking(side.data.looking(chain.iris), (names, rows), chain.text, wanted)
        }


def _named(rows: set[Row]) -> frozenset[Row]:
    """Return rows that can be bound in a query. Raises Unreadable for a blank node, which has no constant."""
    if any(isinstance(term, ox.BlankNode) for row in rows for term in row):
        raise Unreadable("a blank node is changed")
    return frozenset(rows)


def again(compiled: Compiled, shapes: Mapping[Term, Shape]) -> Focus | Dataset:
    """Return how a constraint can be run again for what a change touches.

    Raises Unreadable for SPARQL that is not understood.
    """
    scope, c = compiled.scope, compiled.constraint
    named = all(t.kind == "node" and isinstance(t.term, ox.NamedNode) for t in scope.root.targets)
    if named and c.kind == "sparql" and not scope.steps and compiled.shape.path is None and c.query is not None:
        select = parse(c.query)
        if not _asked_of_triples(select.group):
            _anchored(select.group, frozenset())
            return _dataset(select)
    return Focus(looked_at(scope, compiled.shape, c, shapes), "?" + scope.columns[0])


def _asked_of_triples(group: Group) -> bool:
    """Tell whether $this stands in a triple pattern."""
    return any(
        _THIS in p.names if isinstance(p, Edge) else any(_asked_of_triples(g) for g in inside(p)) for p in group.parts
    )


def _dataset(select: Select) -> Dataset:
    if select.keys is not None and _THIS not in select.keys:
        select = replace(select, keys=(_THIS, *select.keys))
    if _VALUE in select.plain & certain(select.group):
        return Dataset(select, frozenset([_VALUE]))
    if select.keys is None and (found := _computed(select)):
        inner, origin = found
        keys = inner.plain - {_THIS}
        if keys and keys <= certain(inner):
            more = tuple(sorted(keys - set(select.columns)))
            return Dataset(replace(select, columns=(*select.columns, *more)), keys, origin)
    return Dataset(select, frozenset())


def _computed(select: Select) -> tuple[Select, str] | None:
    """Return the subquery that ?value is made from, and the variable whose least or greatest value it is."""
    parts = select.group.parts
    made = next((p for p in parts if isinstance(p, Bind) and p.name == _VALUE), None)
    subqueries = [p for p in parts if isinstance(p, Select)]
    if made is None or len(subqueries) != 1:
        return None
    for name, told in subqueries[0].computed:
        (origin, *more) = sorted(told.names)
        if (
            not more
            and _said(made.text) == f"IRI({name})"
            and _said(told) in (f"MIN(STR({origin}))", f"MAX(STR({origin}))")
        ):
            return subqueries[0], origin
    return None


def _said(told: Text) -> str:
    return "".join(p for p in told.pieces if isinstance(p, str)).replace(" ", "")


def _anchored(group: Group, outside: Names) -> None:
    """Raise Unreadable for a path that may take no step between two variables that nothing else binds: it leads from
    every node to itself, and so from every triple."""
    for i, part in enumerate(group.parts):
        others = outside.union(*(certain(p) for j, p in enumerate(group.parts) if j != i and not _empty(p)))
        if isinstance(part, Edge) and _empty(part) and not part.names & others and len(part.names) == 2:
            raise Unreadable("a path that may take no step starts from any node")
        for inner in inside(part):
            _anchored(inner, others)


def _empty(part: object) -> bool:
    return isinstance(part, Edge) and isinstance(part.path, Path) and part.path.nullable
