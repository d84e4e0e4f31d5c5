"""Vertices and edges, some thousands at a time, a list a column: what the writers read.

A file of a million edges so takes the memory of its nodes and of one block. Columns of a block are made when
they are read first, because a writer that only counts needs no facts. Whatever can yield blocks is a sequence
of edges (:class:`Lazy`): :mod:`coopgraph.export.shapes` makes them of ties, :mod:`coopgraph.export.arrays` of
numpy arrays.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress, islice
from typing import Any, Generic, Protocol, TypeVar, overload

from coopgraph.export.elements import Edge, Value, Vertex
from coopgraph.export.palette import Colour
from coopgraph.network.spells import Spell

SIZE = 5_000
"""How many vertices or edges are a block."""

Facts = Mapping[str, Sequence[Value]]
Spells = Sequence[tuple[Spell, ...]]
_T = TypeVar("_T", covariant=True)


class VertexBlock(Protocol):
    """Vertices in a row: columns of one length."""

    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def labels(self) -> Sequence[str]: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def colours(self) -> Sequence[Colour]: ...
    @property
    def at(self) -> Sequence[tuple[float, float]]: ...
    @property
    def radii(self) -> Sequence[float]: ...
    @property
    def spells(self) -> Spells: ...


class EdgeBlock(Protocol):
    """Edges in a row: columns of one length."""

    @property
    def ids(self) -> Sequence[str]: ...
    @property
    def sources(self) -> Sequence[str]: ...
    @property
    def targets(self) -> Sequence[str]: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def weights(self) -> Sequence[float]: ...
    @property
    def facts(self) -> Facts: ...
    @property
    def spells(self) -> Spells: ...


class Lazy(Sequence[_T], Generic[_T]):
    """A sequence whose items are made when they are asked for. An item by its number costs a walk up to it."""

    _length: int | None = None

    @abstractmethod
    def items(self) -> Iterator[_T]:
        """Yield the items, from the first, as often as it is called."""

    def __iter__(self) -> Iterator[_T]:
        return self.items()

    def __len__(self) -> int:
        """Return the number of items, which is counted once."""
        if self._length is None:
            self._length = sum(1 for _ in self.items())
        return self._length

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_T]: ...
    def __getitem__(self, index: int | slice) -> _T | Sequence[_T]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return tuple(islice(self.items(), start, stop, step)) if step > 0 else tuple(self)[index]
        at = index + len(self) if index < 0 else index
        for item in islice(self.items(), at, at + 1) if at >= 0 else ():
            return item
        raise IndexError(index)


class LazyVertices(Lazy[Vertex]):
    """Vertices made of blocks."""

    @abstractmethod
    def blocks(self) -> Iterator[VertexBlock]:
        """Yield the vertices in blocks, from the first, as often as it is called."""

    def items(self) -> Iterator[Vertex]:
        for b in self.blocks():
            rows = zip(b.ids, b.labels, facts_of(b.facts, len(b.ids)), b.colours, b.at, b.radii, b.spells, strict=True)
            yield from (Vertex(*row) for row in rows)


class LazyEdges(Lazy[Edge]):
    """Edges made of blocks."""

    @abstractmethod
    def blocks(self) -> Iterator[EdgeBlock]:
        """Yield the edges in blocks, from the first, as often as it is called."""

    def items(self) -> Iterator[Edge]:
        for b in self.blocks():
            facts = facts_of(b.facts, len(b.ids))
            rows = zip(b.ids, b.sources, b.targets, b.kinds, b.weights, facts, b.spells, strict=True)
            yield from (Edge(*row) for row in rows)

    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(len(block.ids) for block in self.blocks())
        return self._length


def vertex_blocks(vertices: Sequence[Vertex], columns: Mapping[str, str]) -> Iterator[VertexBlock]:
    """Yield vertices in blocks; of objects the facts that are named columns."""
    if isinstance(vertices, LazyVertices):
        return vertices.blocks()
    return (_Vertices(some, columns) for some in batches(vertices))


def edge_blocks(edges: Sequence[Edge], columns: Mapping[str, str]) -> Iterator[EdgeBlock]:
    """Yield edges in blocks; of objects the facts that are named columns."""
    if isinstance(edges, LazyEdges):
        return edges.blocks()
    return (_Edges(some, columns) for some in batches(edges))


def batches(items: Iterable[Any], size: int = SIZE) -> Iterator[list[Any]]:
    """Yield the items of anything that can be iterated, some at a time.

    >>> list(batches((1, 2, 3), 2))
    [[1, 2], [3]]
    """
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def facts_of(columns: Facts, rows: int) -> Iterator[dict[str, Value]]:
    """Yield the facts of each row.

    >>> list(facts_of({"a": [1, 2], "b": ["x", None]}, 2))
    [{'a': 1, 'b': 'x'}, {'a': 2, 'b': None}]
    """
    if not columns:
        return ({} for _ in range(rows))
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


class _Vertices:
    """Vertex objects as columns."""

    def __init__(self, vertices: Sequence[Vertex], columns: Mapping[str, str]) -> None:
        self.ids = [v.id for v in vertices]
        self.labels = [v.label for v in vertices]
        self.facts = {name: [v.facts.get(name) for v in vertices] for name in columns}
        self.colours = [v.colour for v in vertices]
        self.at = [v.at for v in vertices]
        self.radii = [v.radius for v in vertices]
        self.spells = [v.spells for v in vertices]


class _Edges:
    """Edge objects as columns."""

    def __init__(self, edges: Sequence[Edge], columns: Mapping[str, str]) -> None:
        self._edges, self._columns = edges, columns
        self.ids = [e.id for e in edges]
        self.sources = [e.source for e in edges]
        self.targets = [e.target for e in edges]
        self.weights = [e.weight for e in edges]

    @cached_property
    def kinds(self) -> list[str]:
        return [e.kind for e in self._edges]

    @cached_property
    def facts(self) -> Facts:
        return {name: [e.facts.get(name) for e in self._edges] for name in self._columns}

    @cached_property
    def spells(self) -> Spells:
        return [e.spells for e in self._edges]


def chosen(block: EdgeBlock, keep: Sequence[bool]) -> EdgeBlock:
    """Return the edges of a block for which ``keep`` is true; the block itself when that is all."""
    return block if all(keep) else _Chosen(block, keep)


class _Chosen:
    """Some edges of a block."""

    def __init__(self, block: EdgeBlock, keep: Sequence[bool]) -> None:
        self._block, self._keep = block, keep

    @cached_property
    def ids(self) -> Sequence[str]:
        return list(compress(self._block.ids, self._keep))

    @cached_property
    def sources(self) -> Sequence[str]:
        return list(compress(self._block.sources, self._keep))

    @cached_property
    def targets(self) -> Sequence[str]:
        return list(compress(self._block.targets, self._keep))

    @cached_property
    def kinds(self) -> Sequence[str]:
        return list(compress(self._block.kinds, self._keep))

    @cached_property
    def weights(self) -> Sequence[float]:
        return list(compress(self._block.weights, self._keep))

    @cached_property
    def facts(self) -> Facts:
        return {name: list(compress(column, self._keep)) for name, column in self._block.facts.items()}

    @cached_property
    def spells(self) -> Spells:
        return list(compress(self._block.spells, self._keep))
