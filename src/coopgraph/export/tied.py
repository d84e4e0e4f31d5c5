"""The ties of a network as edges of a file, made while they are read.

Nothing about an edge is kept, so a network of a million ties is written in the memory of its nodes. What stands in
the columns of an edge is the same in every shape. Two ways lead there: :class:`ColumnEdges` reads ties, or parts of
them, from columns and makes no objects; :class:`PartEdges` takes some contributions of a tie that is an object.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from coopgraph.errors import UnknownName
from coopgraph.export.blocks import SIZE, EdgeBlock, Facts, LazyEdges, Spells, batches
from coopgraph.export.elements import Value
from coopgraph.network.columns import Columns
from coopgraph.network.network import Tie
from coopgraph.network.spells import MODES, merged
from coopgraph.network.table import INFERRED, STATED, Activity
from coopgraph.vocab import compact


class TieEdges(LazyEdges):
    """Edges with the facts that are named ``columns``; ``dates`` is how spells read uncertain dates.

    Raises UnknownName for other words in ``dates``.
    """

    def __init__(self, columns: Mapping[str, str], dates: str) -> None:
        if dates not in MODES:
            raise UnknownName("mode of dates", dates, MODES)
        self.columns, self.dates = columns, dates

    @abstractmethod
    def blocks(self) -> Iterator[EdgeBlock]: ...


class ColumnEdges(TieEdges):
    """Every tie of a network as an edge of its principal kind. The id is that of its ends, parted by ``--``, with its
    kind where ties are ``parted`` (:func:`coopgraph.network.contributions.parted`)."""

    def __init__(self, ties: Columns, columns: Mapping[str, str], dates: str, parted: bool = False) -> None:
        super().__init__(columns, dates)
        self.ties, self._length, self.parted = ties, len(ties), parted

    def blocks(self) -> Iterator[EdgeBlock]:
        return (_Columns(self, slice(at, at + SIZE)) for at in range(0, len(self.ties), SIZE))


class _Columns:
    """Some ties of a network, from its columns."""

    def __init__(self, edges: ColumnEdges, here: slice) -> None:
        self._edges, self._ties, self._here = edges, edges.ties, here
        names, ties = edges.ties.ids, edges.ties
        self.sources = [names[i] for i in ties.source[here].tolist()]
        self.targets = [names[i] for i in ties.target[here].tolist()]
        self.weights: list[float] = ties.weight[here].tolist()

    @cached_property
    def ids(self) -> list[str]:
        named = zip(self.sources, self.targets, self.kinds, strict=True)
        return [f"{a}--{b}--{kind}" if self._edges.parted else f"{a}--{b}" for a, b, kind in named]

    @cached_property
    def kinds(self) -> list[str]:
        return [self._ties.kind_names[k] for k in self._ties.kind[self._here].tolist()]

    @cached_property
    def facts(self) -> Facts:
        return {name: _COLUMNS[name](self) for name in self._edges.columns}

    @cached_property
    def spells(self) -> Spells:
        return [merged(some, self._edges.dates) for some in self._activities()]

    def _activities(self) -> Iterator[tuple[Activity, ...]]:
        return map(self._ties.activities, range(*self._here.indices(len(self._ties))))

    def all_kinds(self) -> list[Value]:
        ties, (start, stop, _) = self._ties, self._here.indices(len(self._ties))
        bounds = ties.kinds_from[start : stop + 1].tolist()
        codes = ties.kinds_of[bounds[0] : bounds[-1]].tolist()
        names = [ties.kind_names[code] for code in codes]
        return [tuple(names[a - bounds[0] : b - bounds[0]]) for a, b in pairwise(bounds)]

    def events(self) -> list[Value]:
        found: list[Value] = self._ties.events[self._here].tolist()
        return found

    def years(self, name: str) -> list[Value]:
        return [year or None for year in getattr(self._ties, name)[self._here].tolist()]

    def status(self) -> list[Value]:
        return [STATED if stated else INFERRED for stated in self._ties.stated[self._here].tolist()]

    def direction(self) -> list[Value]:
        bits = self._ties.direction[self._here].tolist()
        rows = zip(bits, self.sources, self.targets, strict=True)
        return [("none", f"{a} > {b}", f"{b} > {a}", "both")[bit] if bit else "none" for bit, a, b in rows]

    def activities(self) -> list[Value]:
        return [" | ".join([compact(activity.iri) for activity in some]) for some in self._activities()]

    def evidence(self) -> list[Value]:
        numbers = range(*self._here.indices(len(self._ties)))
        return [" | ".join(self._ties.evidence(i)) for i in numbers]


_COLUMNS: Mapping[str, Callable[[_Columns], list[Value]]] = {
    "kinds": _Columns.all_kinds,
    "events": _Columns.events,
    "first": lambda ties: ties.years("first"),
    "last": lambda ties: ties.years("last"),
    "status": _Columns.status,
    "direction": _Columns.direction,
    "activities": _Columns.activities,
    "evidence": _Columns.evidence,
}


class Part(NamedTuple):
    """What becomes an edge: its id, its kind, and some contributions of a tie, as a tie."""

    id: str
    kind: str
    tie: Tie


class PartEdges(TieEdges):
    """Edges made of parts of ties; ``parts`` is called anew for each walk over the edges."""

    def __init__(self, parts: Callable[[], Iterator[Part]], columns: Mapping[str, str], dates: str) -> None:
        super().__init__(columns, dates)
        self._parts = parts

    def blocks(self) -> Iterator[EdgeBlock]:
        return (_Parts(some, self.columns, self.dates) for some in batches(self._parts()))


class _Parts:
    """Parts of ties as columns."""

    def __init__(self, parts: Sequence[Part], columns: Mapping[str, str], dates: str) -> None:
        self._parts, self._columns, self._dates = parts, columns, dates
        self.ids = [p.id for p in parts]
        self.sources = [p.tie.source for p in parts]
        self.targets = [p.tie.target for p in parts]
        self.kinds = [p.kind for p in parts]
        self.weights = [p.tie.weight for p in parts]

    @cached_property
    def facts(self) -> Facts:
        activities = [tuple(dict.fromkeys(compact(a.iri) for a in p.tie.activities)) for p in self._parts]
        said: dict[str, list[Value]] = {
            "events": [len(names) for names in activities],
            "activities": [" | ".join(names) for names in activities],
        }
        return {name: said.get(name) or [_FACTS[name](p.tie) for p in self._parts] for name in self._columns}

    @cached_property
    def spells(self) -> Spells:
        return [merged(p.tie.activities, self._dates) for p in self._parts]


_FACTS: Mapping[str, Callable[[Tie], Value]] = {
    "kinds": lambda tie: tie.kinds,
    "first": lambda tie: tie.first,
    "last": lambda tie: tie.last,
    "status": lambda tie: tie.status,
    "direction": lambda tie: tie.direction,
    "evidence": lambda tie: " | ".join(tie.evidence),
}
