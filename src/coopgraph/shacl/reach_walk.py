"""Where changed triples lead: from each place where one can stand in a pattern, through what else must hold.

A result of a constraint is there in one of two stores alone only if some triple of its derivation is: one of a
positive pattern, in the store that has the result; or one of a pattern in NOT EXISTS, in the store that has it not.
In both cases all positive patterns around hold in the store that has the triple. So what was taken away is followed
in the old store, what came in the new, through positive patterns alone; more may be found than changes, never less.

A subquery that only says which nodes there are, such as the objects of any triple, is asked on both stores first:
what has not changed in it is not followed further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.reach_cuts import Row, Seed, Triples
from coopgraph.shacl.reach_order import Fans
from coopgraph.shacl.reach_parts import (
    Edge,
    Either,
    Filter,
    Group,
    Part,
    Select,
    Unreadable,
    certain,
    every,
    inside,
    texts,
    visible,
)
from coopgraph.shacl.reach_write import Names, Restriction, walk

_BATCH = 2000
Rows = set[Row]


@dataclass(frozen=True, slots=True)
class Side:
    """A store, and the triples that the other has not."""

    data: DataGraph
    own: Triples


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pattern stands: what else must hold there, and which filters."""

    parts: tuple[Part, ...] = ()
    filters: tuple[Filter, ...] = ()

    def beside(self, group: Group, at: int) -> _Place:
        """Return the place of one part of a group that stands here."""
        others = (p for i, p in enumerate(group.parts) if i != at and isinstance(p, Edge | Either | Group | Select))
        filters = (p for p in group.parts if isinstance(p, Filter) and not p.text.groups)
        return _Place((*self.parts, *others), (*self.filters, *filters))

    def hidden(self, group: Group) -> _Place:
        """Return the place of what a group has in OPTIONAL or EXISTS: filters on what that binds are not for it."""
        sure = certain(group).union(*(certain(p) for p in self.parts))
        return _Place(self.parts, tuple(f for f in self.filters if f.text.names <= sure))


@dataclass(slots=True)
class Follower:
    """Follows the difference of two stores through patterns."""

    sides: tuple[Side, Side]
    fans: Fans
    _led: dict[tuple[object, ...], Rows] = field(default_factory=dict)
    _done: dict[tuple[Group, Names], Rows] = field(default_factory=dict)

    def reached(self, group: Group, wanted: Names) -> Rows:
        """Return the values of wanted variables, in the order of their names, at which a pattern's rows may differ.

        Raises Unreadable when this cannot be told.
        """
        if (group, wanted) not in self._done:
            found = Rows()
            for where, seed, side in self._seeds(group, _Place(), wanted):
                found |= self._followed(where, seed, side, wanted)
            self._done[group, wanted] = found
        return self._done[group, wanted]

    def touched(self, group: Group) -> bool:
        """Tell whether the difference of the stores can matter to a pattern at all: where it stands, what is asked of
        the same subject holds too. True also when this cannot be told."""
        try:
            found = self._seeds(group, _Place(), frozenset())
            return any(self._followed(where, seed, side, frozenset(seed.names)) for where, seed, side in found)
        except Unreadable:
            return True

    def _seeds(self, group: Group, around: _Place, wanted: Names) -> Iterator[tuple[_Place, Seed, Side]]:
        """Yield what changed triples bind in each pattern, and where it stands."""
        for i, part in enumerate(group.parts):
            where = around.beside(group, i)
            if isinstance(part, Edge):
                for side in self.sides:
                    yield from ((where, seed, side) for seed in side.own.seeds(part))
            elif wanted and _staged(part, wanted):
                yield from self._stage(part, where, wanted)
            else:
                sure = isinstance(part, Group | Either | Select)
                for inner in inside(part):
                    yield from self._seeds(inner, where if sure else where.hidden(group), wanted)

    def _stage(self, part: Part, where: _Place, wanted: Names) -> Iterator[tuple[_Place, Seed, Side]]:
        """Yield the rows of a subquery that only one store has."""
        outside = wanted.union(*(every(p) for p in where.parts))
        between = visible(part) & outside & certain(part)
        if not between:
            raise Unreadable("a subquery has nothing in common with what is around it")
        group = Group((part,))
        names = tuple(sorted(between))
        rows = self.reached(group, between)
        text = Restriction(self.fans).group(group, between)
        columns = sorted(visible(part))
        old, new = ({*asking(side.data, (names, rows), f"LATERAL {{ {text} }}", columns)} for side in self.sides)
        at = [columns.index(name) for name in names]
        changed = frozenset(tuple(row[i] for i in at) for row in old ^ new)
        for side in self.sides:
            if changed:
                yield where, Seed(names, changed), side

    def _followed(self, where: _Place, seed: Seed, side: Side, wanted: Names) -> Rows:
        """Return where rows lead."""
        bound = frozenset(seed.names)
        filters = [f for f in where.filters if f.text.names and f.text.names <= bound]
        fans = self.fans.at(seed.names, seed.rows)
        chain = walk(where.parts, bound, wanted, fans, seed.edges)
        names = sorted(wanted)
        if not chain and not filters:
            at = [seed.names.index(name) for name in names]
            return {tuple(row[i] for i in at) for row in seed.rows}
        asked = "".join(f" FILTER({Restriction(self.fans).text(f.text, bound)})" for f in filters)
        key = (side.own is self.sides[0].own, seed, chain, asked, *names)
        if key not in self._led:
            self._led[key] = {*asking(side.data, (seed.names, seed.rows), chain, names, asked)}
        return self._led[key]


def _staged(part: Part, wanted: Names) -> bool:
    """Tell whether a part is a subquery, or has one in it, that gives nothing of what is wanted."""
    return isinstance(part, Select | Group) and not wanted & visible(part) and _has_select(part)


def _has_select(part: Part) -> bool:
    return isinstance(part, Select) or any(_has_select(p) for g in inside(part) for p in g.parts if not [*texts(p)])


def asking(
    data: DataGraph, given: tuple[Sequence[str], Iterable[Row]], text: str, columns: Sequence[str], asked: str = ""
) -> Iterator[Row]:
    """Yield the rows of columns that a pattern has for given rows of variables; ``asked`` are filters on these."""
    for block in values(*given):
        yield from (
            tuple(row) for row in data.query(f"SELECT DISTINCT {' '.join(columns)} {{ {{ {block}{asked} }} {text} }}")
        )


def values(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield VALUES blocks for rows, some thousand at a time.

    Raises Unreadable for a blank node, which has no constant in SPARQL.
    """
    told = list(rows)
    if any(isinstance(term, ox.BlankNode) for row in told for term in row):
        raise Unreadable("a blank node is changed")
    found = sorted(f"({' '.join(map(str, row))})" for row in told)
    for i in range(0, len(found), _BATCH):
        yield f"VALUES ({' '.join(names)}) {{ {' '.join(found[i : i + _BATCH])} }}"
