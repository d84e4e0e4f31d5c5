"""What a network file says, whatever its format: vertices, edges, typed columns, places, colours and days.

:mod:`coopgraph.export.shapes` makes a :class:`Content`, the writers (gexf, graphml, pajek, cx2, …) put it into
words. So a column or a measure that is added there stands in every format, under the same name and type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coopgraph.errors import UsageError
from coopgraph.export.palette import Colour
from coopgraph.network.spells import Spell

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "double",
    str: "string",
    tuple: "liststring",
}
"""The types of a column by their Python type; the names are those of GEXF."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node of a file. ``at`` is (x, y) with y upwards, ``radius`` in the same unit; ``spells`` are its days."""

    id: str
    label: str
    facts: Mapping[str, Value]
    colour: Colour
    at: tuple[float, float]
    radius: float
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a file. Where the content is undirected its ends have no order. No spells: no known day."""

    id: str
    source: str
    target: str
    kind: str
    weight: float
    facts: Mapping[str, Value]
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a file says. ``columns`` name the facts of vertices and edges with their types, in order.

    Every edge is directed or none is: half of the programs refuse a mixture or drop what does not fit. Two
    edges may join the same vertices only when their kinds differ.
    """

    title: str
    description: str
    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]
    vertex_columns: Mapping[str, str]
    edge_columns: Mapping[str, str]
    directed: bool = False

    @property
    def multiple(self) -> bool:
        """Whether two vertices are joined by more than one edge."""
        pairs = {(e.source, e.target) for e in self.edges}
        return len(pairs) < len(self.edges)

    def rows(self) -> dict[str, int]:
        """Return the number of each vertex, from 1, in the order of the file: for formats that count."""
        return {vertex.id: i for i, vertex in enumerate(self.vertices, 1)}

    def check(self) -> None:
        """Raise UsageError when two vertices or two edges share an id: every reader would drop one of them."""
        for what, ids in (("nodes", [v.id for v in self.vertices]), ("ties", [e.id for e in self.edges])):
            if len(set(ids)) < len(ids):
                double = next(i for i in ids if ids.count(i) > 1)
                raise UsageError(f"two {what} have the id {double!r}; give one of the records another id")


def joined(value: Value) -> str | int | float | bool | None:
    """Return a fact as one plain value, for formats without lists: several texts are parted by `` | ``.

    >>> joined(("co-lead", "fund")), joined(3), joined(())
    ('co-lead | fund', 3, None)
    """
    return " | ".join(value) or None if isinstance(value, tuple) else value
