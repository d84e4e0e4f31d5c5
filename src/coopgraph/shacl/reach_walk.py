"""Where changed triples lead: from each place where one can stand in a pattern, through what else must hold.

A result of a constraint is there in one of two stores alone only if some triple of its derivation is: one of a
positive pattern, in the store that has the result; or one of a pattern in NOT EXISTS, in the store that has it not.
In both cases all positive patterns around hold in the store that has the triple. So what was taken away is followed
in the old store, what came in the new, through positive patterns alone; more may be found than changes, never less.

Most changed triples are told off before they are followed, by the filters of their place (:mod:`.reach_conditions`).
Of a positive pattern that has a solution in the store of the triple, the filters hold in that store. Of what changed
inside OPTIONAL, EXISTS or a group that is counted, the solution around it may be the other store's, and so filters
with EXISTS hold in one of the two. Rows that are left are looked up by what a chain needs of them, each value once.

A subquery that only says which nodes there are, such as the objects of any triple, is asked on both stores first:
what has not changed in it is not followed further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.reach_conditions import Condition, conditions
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
    grounded,
    inside,
    properties,
    texts,
    visible,
)
from coopgraph.shacl.reach_rows import Table, asking, led, there
from coopgraph.shacl.reach_write import Chain, Names, Restriction, walk

Rows = set[Row]


_FEW = 4
"""How many times fewer than the rows the terms must be of which two stores are asked whether a condition holds."""


@dataclass(frozen=True, slots=True)
class Side:
    """A store, and the triples that the other has not."""

    data: DataGraph
    own: Triples


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pattern stands: what else must hold there, and which conditions, in the store that has the triple.

    ``far`` are those that ask for triples from outside of an optional pattern, of EXISTS or of groups that are
    counted: what is outside has changed in one store, and so they hold in that, which may be the other one. ``seen``
    are the variables that are bound around, ``outer`` those of them that a filter here may see.
    """

    parts: tuple[Part, ...] = ()
    near: tuple[Condition, ...] = ()
    far: tuple[Condition, ...] = ()
    seen: Names = frozenset()
    outer: Names = frozenset()

    def beside(self, group: Group, at: int) -> _Place:
        """Return the place of one part of a group that stands here."""
        others = (p for i, p in enumerate(group.parts) if i != at and isinstance(p, Edge | Either | Group | Select))
        near = tuple(dict.fromkeys((*self.near, *conditions(group, self.outer))))
        seen = self.seen.union(*(visible(p) for p in group.parts))
        return _Place((*self.parts, *others), near, self.far, seen, self.outer)

    def outside(self) -> _Place:
        """Return the place of what does not stand for itself: in OPTIONAL, EXISTS, or a group that is counted."""
        plain = tuple(c for c in self.near if not c.asks)
        return _Place(self.parts, plain, (*self.far, *(c for c in self.near if c.asks)), self.seen, self.seen)


@dataclass(slots=True)
class Follower:
    """Follows the difference of two stores through patterns."""

    sides: tuple[Side, Side]
    fans: Fans
    _led: dict[tuple[object, ...], list[tuple[Row, Row]]] = field(default_factory=dict)
    _holds: dict[tuple[Condition, bool], dict[Row, bool]] = field(default_factory=dict)
    _done: dict[tuple[Group, Names], Rows] = field(default_factory=dict)

    def reached(self, group: Group, wanted: Names) -> Rows:
        """Return the values of wanted variables, in the order of their names, at which a pattern's rows may differ.

        Raises Unreadable when this cannot be told.
        """
        if (group, wanted) not in self._done:
            found = Rows()
            seeds = sorted(self._seeds(group, _Place(), wanted), key=lambda s: not wanted <= {*s[1].names})
            for where, seed, side in seeds:
                found |= self._followed(where, _without(seed, wanted, found), side, wanted)
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
                alone = isinstance(part, Group | Either) or (isinstance(part, Select) and not _counted(part))
                for inner in inside(part):
                    yield from self._seeds(inner, where if alone else where.outside(), wanted)

    def _stage(self, part: Part, where: _Place, wanted: Names) -> Iterator[tuple[_Place, Seed, Side]]:
        """Yield the rows of a subquery that only one store has."""
        outside = wanted.union(*(every(p) for p in where.parts))
        between = visible(part) & outside & certain(part)
        if not between:
            raise Unreadable("a subquery has nothing in common with what is around it")
        group = Group((part,))
        names = tuple(sorted(between))
        rows = self.reached(group, between)
        block = f"LATERAL {{ {Restriction(self.fans).group(group, between)} }}"
        columns, iris = sorted(visible(part)), properties(part)
        sure = between & grounded(part)
        old, new = (
            {*asking(side.data.looking(iris), (names, there(side.data, names, rows, sure)), block, columns)}
            for side in self.sides
        )
        at = [columns.index(name) for name in names]
        changed = frozenset(tuple(row[i] for i in at) for row in old ^ new)
        for side in self.sides:
            if changed:
                yield where, Seed(names, changed), side

    def _followed(self, where: _Place, seed: Seed, side: Side, wanted: Names) -> Rows:
        """Return where rows lead."""
        bound, names = frozenset(seed.names), sorted(wanted)
        table = self._passing(where, Table(seed.names, list(seed.rows)), side)
        if not table.rows:
            return Rows()
        fans = self.fans.at(table.names, table.rows)
        chain = walk(where.parts, bound, wanted, fans, seed.edges)
        first, start = chain.start(bound)
        if first < chain.names & bound:
            table = self._reduced(start, table, side)
        if wanted <= bound:
            return self._reduced(chain, table, side, 0).keys(names)
        at = [table.names.index(name) if name in bound else None for name in names]
        out = Rows()
        for row, more in self._led_to(chain, table, side, tuple(n for n in names if n not in bound)):
            rest = iter(more)
            out.add(tuple(next(rest) if i is None else row[i] for i in at))
        return out

    def _passing(self, where: _Place, table: Table, side: Side) -> Table:
        """Return the rows that pass the conditions of their place."""
        for condition in sorted({*where.near, *where.far}, key=lambda c: (c.asks, len(c.names))):
            names = tuple(sorted(condition.names))
            if table.rows and condition.names <= {*table.names}:
                keys = table.keys(names)
                far = condition not in where.near
                if far and len(keys) * _FEW > len(table.rows):
                    continue
                sides = self.sides if far else [side]
                held = set[Row]().union(*(self._held(condition, names, keys, one) for one in sides))
                table = table if len(held) == len(keys) else table.having(names, held)
        return table

    def _held(self, condition: Condition, names: tuple[str, ...], keys: Iterable[Row], side: Side) -> set[Row]:
        """Return the keys of which a condition holds in a store, and those of which this cannot be told."""
        held = self._holds.setdefault((condition, side is self.sides[0]), {})
        new = [key for key in keys if key not in held]
        try:
            text = f"FILTER({Restriction(self.fans).text(condition.text, condition.names)})"
        except Unreadable:
            return set(new)
        held.update((key, _blank(key)) for key in new)
        data = side.data.looking(properties(Filter(condition.text)))
        for key, _ in led(data, Table(names, [k for k in new if not held[k]]), text):
            held[key] = True
        return {key for key in keys if held[key]}

    def _reduced(self, chain: Chain, table: Table, side: Side, few: int = 2) -> Table:
        """Return the rows that a chain leads anywhere: if there are that many times as many rows as there are values
        of the variables that it looks up."""
        names = tuple(n for n in table.names if n in chain.names)
        keys = table.keys(names)
        if not names or len(keys) * few > len(table.rows):
            return table
        return table.having(names, {key for key, _ in self._led_to(chain, Table(names, list(keys)), side, ())})

    def _led_to(self, chain: Chain, table: Table, side: Side, wanted: tuple[str, ...]) -> Iterator[tuple[Row, Row]]:
        """Yield rows with where they lead. Only what the chain looks up is asked for, each once."""
        used = tuple(n for n in table.names if n in chain.names)
        if not chain.steps:
            yield from ((row, ()) for row in table.rows)
            return
        parts = table.parted(used)
        key = (side is self.sides[0], chain.text, used, frozenset(parts), wanted)
        if key not in self._led:
            self._led[key] = [*led(side.data.looking(chain.iris), Table(used, list(parts)), chain.text, wanted)]
        for had, more in self._led[key]:
            yield from ((row, more) for row in parts[had])


def _staged(part: Part, wanted: Names) -> bool:
    """Tell whether a part is a subquery, or has one in it, that gives nothing of what is wanted."""
    return isinstance(part, Select | Group) and not wanted & visible(part) and _has_select(part)


def _counted(part: Select) -> bool:
    """Tell whether what a subquery gives is about several of its solutions together."""
    return part.aggregates or part.keys == ()


def _without(seed: Seed, wanted: Names, found: Rows) -> Seed:
    """Return what a seed has beyond the rows that are found already, where it names what is wanted."""
    if not found or not wanted <= {*seed.names}:
        return seed
    at = [seed.names.index(name) for name in sorted(wanted)]
    return replace(seed, rows=frozenset(row for row in seed.rows if tuple(row[i] for i in at) not in found))


def _blank(row: Row) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in row)


def _has_select(part: Part) -> bool:
    return isinstance(part, Select) or any(_has_select(p) for g in inside(part) for p in g.parts if not [*texts(p)])
