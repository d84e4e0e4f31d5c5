"""Networks of your own as columns: numpy arrays or lists in, any format of this package out.

Nothing here knows cooperation. Nodes are their ids; edges are the places (from 0) of their ends among the nodes.
Whatever has a length and slices is a column: a numpy array, a list, a pandas or polars Series by position, or a
sequence that makes its values when it is sliced, so that even the columns need not be in memory.

    type of values              in a file
    bool                        boolean
    int up to 32 bits, longer   integer, long
    float                       double; not a number (nan) is not known
    str                         string
    tuple or list of str        liststring

``None`` is not known, and so is an empty text or tuple. A column of Python objects is looked through for its type,
unless ``types`` names it. Ids of columns must not be the words that Gephi keeps for itself (id, label, weight,
timeset, interval); Gephi writes them in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coopgraph.export.blocks import SIZE, EdgeBlock, Facts, LazyEdges, LazyVertices, Spells, VertexBlock
from coopgraph.export.column import Column, ends, facts, finite, floats, part, same_length, typed
from coopgraph.export.content import LOOKS, Content, unlike
from coopgraph.export.palette import Colour


@dataclass(frozen=True, slots=True, eq=False)
class NodeArrays:
    """The nodes: a value a node in every column.

    ``labels`` are the ids when None. ``columns`` are the facts by name. ``rgb`` has a row of red, green and blue (0 to
    255) a node, ``at`` a row of x and y (y upwards, hundreds of units across for Gephi), ``radius`` a length in the
    same unit; what is None does not stand in the file.
    """

    ids: Sequence[str]
    labels: Sequence[str] | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    rgb: Column | None = None
    at: Column | None = None
    radius: Column | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EdgeArrays:
    """The edges: a value an edge in every column.

    ``source`` and ``target`` are places among the nodes, from 0. ``weight`` is 1 when None. ``kind`` is one word for
    all edges or a column of words; parallel edges must differ in it. ``ids`` are the numbers from 0 when None.
    """

    source: Column
    target: Column
    weight: Column | None = None
    kind: str | Column = ""
    ids: Sequence[str] | None = None
    columns: Mapping[str, Column] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)


def content_of(
    nodes: NodeArrays, edges: EdgeArrays, *, directed: bool = False, title: str = "", description: str = ""
) -> Content:
    """Return columns as a content, which every format of networks takes. Nothing is copied.

    Takes time for a look at each column, and a sort of the pairs of ends. Raises UsageError when columns differ in
    length, an end is not among the nodes, ids come twice, two edges join the same nodes in the same kind, a number is
    not finite, or a column has a name or values that no file takes.

    >>> from coopgraph.export import gexf
    >>> made = content_of(NodeArrays(["a", "b"]), EdgeArrays([0], [1], kind="cites", columns={"year": [2019]}))
    >>> made.edges[0].target, made.edges[0].facts, dict(made.edge_columns)
    ('b', {'year': 2019}, {'year': 'integer'})
    """
    vertices = _Vertices(nodes)
    links = _Edges(vertices.ids, edges, directed)
    looks = {"colour": nodes.rgb, "at": nodes.at, "radius": nodes.radius}
    made = Content(
        title,
        description,
        vertices,
        links,
        vertices.types,
        links.types,
        directed,
        LOOKS - {name for name, column in looks.items() if column is None},
    )
    unlike("nodes", lambda: vertices.ids)
    if (ids := edges.ids) is not None:
        unlike("ties", lambda: ids)
    return made


class _Vertices(LazyVertices):
    """Nodes from their columns."""

    def __init__(self, nodes: NodeArrays) -> None:
        self.ids: list[str] = part(nodes.ids, slice(None))
        self.nodes, self._length = nodes, len(self.ids)
        looks = {"labels": nodes.labels, "rgb": nodes.rgb, "at": nodes.at, "radius": nodes.radius}
        same_length("nodes", self._length, {**looks, **nodes.columns})
        self.types = {name: typed(name, column, nodes.types.get(name, "")) for name, column in nodes.columns.items()}
        for name in ("at", "radius"):
            finite(name, looks[name])
        self.colours: dict[tuple[int, ...], Colour] = {}

    def blocks(self) -> Iterator[VertexBlock]:
        return (_SomeVertices(self, slice(at, at + SIZE)) for at in range(0, len(self), SIZE))


class _SomeVertices:
    """Some nodes from their columns."""

    def __init__(self, of: _Vertices, here: slice) -> None:
        self._of, self._nodes, self._here = of, of.nodes, here
        self.ids = of.ids[here]
        self.labels: list[str] = self.ids if of.nodes.labels is None else part(of.nodes.labels, here)

    @cached_property
    def facts(self) -> Facts:
        return facts(self._nodes.columns, self._of.types, self._here)

    @property
    def colours(self) -> list[Colour]:
        known = self._of.colours
        found = [(153, 153, 153)] * len(self.ids) if self._nodes.rgb is None else part(self._nodes.rgb, self._here)
        return [known.setdefault((r, g, b), Colour(len(known), "", (r, g, b))) for r, g, b in found]

    @property
    def at(self) -> list[tuple[float, float]]:
        if self._nodes.at is None:
            return [(0.0, 0.0)] * len(self.ids)
        return [(float(x), float(y)) for x, y in part(self._nodes.at, self._here)]

    @property
    def radii(self) -> list[float]:
        return [1.0] * len(self.ids) if self._nodes.radius is None else floats(self._nodes.radius, self._here)

    @property
    def spells(self) -> Spells:
        return [()] * len(self.ids)


class _Edges(LazyEdges):
    """Edges from their columns."""

    def __init__(self, names: list[str], edges: EdgeArrays, directed: bool) -> None:
        self.names, self.edges, self._length = names, edges, len(edges.source)
        kinds = None if isinstance(edges.kind, str) else edges.kind
        given = {"target": edges.target, "weight": edges.weight, "kind": kinds, "ids": edges.ids}
        same_length("edges", self._length, {**given, **edges.columns})
        self.types = {name: typed(name, column, edges.types.get(name, "")) for name, column in edges.columns.items()}
        ends(edges.source, edges.target, kinds, len(names), directed)
        finite("weight", edges.weight)

    def blocks(self) -> Iterator[EdgeBlock]:
        return (_SomeEdges(self, slice(at, min(at + SIZE, len(self)))) for at in range(0, len(self), SIZE))


class _SomeEdges:
    """Some edges from their columns."""

    def __init__(self, of: _Edges, here: slice) -> None:
        self._of, self._edges, self._here = of, of.edges, here
        self._number = here.stop - here.start

    @cached_property
    def ids(self) -> list[str]:
        given = self._edges.ids
        return list(map(str, range(self._here.start, self._here.stop))) if given is None else part(given, self._here)

    @cached_property
    def sources(self) -> list[str]:
        return [self._of.names[i] for i in part(self._edges.source, self._here)]

    @cached_property
    def targets(self) -> list[str]:
        return [self._of.names[i] for i in part(self._edges.target, self._here)]

    @cached_property
    def weights(self) -> list[float]:
        return [1.0] * self._number if self._edges.weight is None else floats(self._edges.weight, self._here)

    @cached_property
    def kinds(self) -> list[str]:
        kind = self._edges.kind
        return [kind] * self._number if isinstance(kind, str) else part(kind, self._here)

    @cached_property
    def facts(self) -> Facts:
        return facts(self._edges.columns, self._of.types, self._here)

    @property
    def spells(self) -> Spells:
        return [()] * self._number
