"""More measures for a file: the columns of any table of nodes, added to a content by the ids of the nodes.

The shapes carry the principal measures; :func:`coopgraph.network.measures.node_table` has two dozen more, and
takes longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from coopgraph.errors import UsageError
from coopgraph.export.blocks import Facts, LazyVertices, Spells, VertexBlock
from coopgraph.export.content import Content, Value
from coopgraph.table import Cell, Table, Thing
from coopgraph.vocab import compact


def measured(content: Content, table: Table) -> Content:
    """Return a content with the columns of a table of nodes; what it has already stays as it is.

    The first column of the table names the nodes; of the others those of numbers, truth and text are taken,
    under their names with hyphens. A node without a row gets none. Raises UsageError when the table is not of
    nodes.
    """
    things = [row[0] for row in table.rows]
    if not all(isinstance(thing, Thing) for thing in things):
        raise UsageError(f"the table {table.title!r} is not of nodes; give one whose first column names them")
    fresh: dict[str, str] = {}
    values: dict[str, dict[str, Value]] = {}
    for at, column in list(enumerate(table.columns))[1:]:
        name, cells = column.replace("_", "-"), [row[at] for row in table.rows]
        kind = _kind(cells)
        if not kind or name in content.vertex_columns:
            continue
        fresh[name] = kind
        values[name] = {
            thing.id: float(cell) if kind == "double" else cell
            for thing, cell in zip(things, cells, strict=True)
            if isinstance(thing, Thing) and isinstance(cell, str | int | float)
        }
    columns = {**content.vertex_columns, **fresh}
    return replace(content, vertices=_Vertices(content, values), vertex_columns=columns)


class _Vertices(LazyVertices):
    """The vertices of a content with more columns: values by the ids of nodes."""

    def __init__(self, content: Content, values: Mapping[str, Mapping[str, Value]]) -> None:
        self.content, self.values, self._length = content, values, len(content.vertices)

    def blocks(self) -> Iterator[VertexBlock]:
        return (_Block(block, self.values) for block in self.content.vertex_blocks())


class _Block:
    """A block with more columns."""

    def __init__(self, block: VertexBlock, values: Mapping[str, Mapping[str, Value]]) -> None:
        self._block, self._values = block, values
        self.ids, self.labels = block.ids, block.labels
        self.colours, self.at, self.radii = block.colours, block.at, block.radii

    @property
    def facts(self) -> Facts:
        ids = [compact(str(iri)) for iri in self._block.facts["iri"]]
        more = {name: [of.get(node) for node in ids] for name, of in self._values.items()}
        return {**self._block.facts, **more}

    @property
    def spells(self) -> Spells:
        return self._block.spells


def _kind(cells: list[Cell]) -> str:
    """Return the type of a column by its values, empty for things, dates and lists.

    >>> _kind([1, None, 2.5]), _kind([True, False]), _kind([3, None]), _kind([None]), _kind([("a",)])
    ('double', 'boolean', 'integer', '', '')
    """
    types = {type(cell) for cell in cells if cell is not None}
    for kind, fits in (("boolean", {bool}), ("integer", {int}), ("double", {int, float}), ("string", {str})):
        if types and types <= fits:
            return kind
    return ""
