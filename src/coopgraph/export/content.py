"""What a network file says, whatever its format: vertices, edges, typed columns, places, colours and days.

:mod:`coopgraph.export.shapes` makes a :class:`Content` of a network, :mod:`coopgraph.export.arrays` of plain
columns; the writers (gexf, graphml, pajek, cx2, …) put it into words. So a column or a measure that is added
there stands in every format, under the same name and type. Writers read it block by block
(:mod:`coopgraph.export.blocks`), so that edges need not all be in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from coopgraph.errors import UsageError
from coopgraph.export.blocks import EdgeBlock, VertexBlock, edge_blocks, vertex_blocks
from coopgraph.export.elements import TYPES, Edge, Value, Vertex, joined

__all__ = ["LOOKS", "TYPES", "Content", "Edge", "Value", "Vertex", "joined"]

LOOKS = frozenset({"colour", "at", "radius"})
"""What a drawn vertex has."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that a file says. ``columns`` name the facts of vertices and edges with their types, in order.

    Every edge is directed or none is: half of the programs refuse a mixture or drop what does not fit. Two
    edges may join the same vertices only when their kinds differ. Vertices and edges may be read many times;
    they are tuples, or sequences that make each item when it is asked for. ``looks`` says which of colour,
    at and radius mean anything: a file says nothing of the others.
    """

    title: str
    description: str
    vertices: Sequence[Vertex]
    edges: Sequence[Edge]
    vertex_columns: Mapping[str, str]
    edge_columns: Mapping[str, str]
    directed: bool = False
    looks: frozenset[str] = LOOKS

    @property
    def multiple(self) -> bool:
        """Whether two vertices are joined by more than one edge. Takes 8 bytes of memory an edge while it looks."""

        def keys() -> Iterator[int]:
            for block in self.edge_blocks():
                for a, b in zip(block.sources, block.targets, strict=True):
                    first, second = rows[a], rows[b]
                    swapped = not self.directed and second < first
                    yield second * len(rows) + first if swapped else first * len(rows) + second

        rows = self.rows()
        return bool(_repeated(keys()))

    def vertex_blocks(self) -> Iterator[VertexBlock]:
        """Yield the vertices some thousands at a time, from the first."""
        return vertex_blocks(self.vertices, self.vertex_columns)

    def edge_blocks(self) -> Iterator[EdgeBlock]:
        """Yield the edges some thousands at a time, from the first."""
        return edge_blocks(self.edges, self.edge_columns)

    def rows(self) -> dict[str, int]:
        """Return the number of each vertex, from 1, in the order of the file: for formats that count."""
        ids = chain.from_iterable(block.ids for block in self.vertex_blocks())
        return {name: i for i, name in enumerate(ids, 1)}

    def check(self) -> None:
        """Raise UsageError when two vertices or two edges share an id: every reader would drop one of them.

        Takes 8 bytes of memory an id while it looks.
        """
        unlike("nodes", lambda: (name for block in self.vertex_blocks() for name in block.ids))
        unlike("ties", lambda: (name for block in self.edge_blocks() for name in block.ids))


def unlike(what: str, ids: Callable[[], Iterable[str]]) -> None:
    """Raise UsageError when an id comes twice. ``ids`` is called again when there may be one."""
    same, seen = _repeated(map(hash, ids())), set()
    for name in ids() if same else ():
        if name in seen:
            raise UsageError(f"two {what} have the id {name!r}; give one of the records another id")
        if hash(name) in same:
            seen.add(name)


def _repeated(numbers: Iterable[int]) -> set[int]:
    """Return the numbers that come more than once; each takes 8 bytes.

    >>> _repeated([3, 1, 3])
    {3}
    """
    import numpy as np

    found = np.fromiter(numbers, dtype=np.int64)
    found.sort()
    return set(found[1:][found[1:] == found[:-1]].tolist())
