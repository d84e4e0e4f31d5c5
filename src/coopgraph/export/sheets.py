"""Two spreadsheets, of nodes and of edges, with the headers by which Gephi knows them.

``Id,Label,…`` and ``Source,Target,Type,Kind,Id,Label,Weight,…``. Comma, UTF-8, no byte order
mark. For reading rather than importing, the tables of
:mod:`coopgraph.export.table` are better: they hold labels beside ids.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from coopgraph.export.content import Content, Value, joined
from coopgraph.export.markup import literal

_ENDS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight")


def nodes(content: Content) -> Iterator[str]:
    """Yield the sheet of nodes line by line: Id, Label, then the columns of the network under their names."""
    yield _row(["Id", "Label", *content.vertex_columns])
    for vertex in content.vertices:
        yield _row([vertex.id, vertex.label, *(vertex.facts.get(c) for c in content.vertex_columns)])


def edges(content: Content) -> Iterator[str]:
    """Yield the sheet of edges line by line; the label of an edge is its kind."""
    yield _row([*_ENDS, *content.edge_columns])
    direction = "Directed" if content.directed else "Undirected"
    for e in content.edges:
        cells: list[Value] = [e.source, e.target, direction, e.kind, e.id, e.kind, e.weight]
        yield _row([*cells, *(e.facts.get(c) for c in content.edge_columns)])


def _row(cells: list[Value]) -> str:
    """Return a line of CSV (RFC 4180); what is not known is empty.

    >>> _row(["a", 'the "b", or c', None, True, ("x", "y")])
    'a,"the ""b"", or c",,true,x | y\\r\\n'
    """
    plain = [joined(cell) for cell in cells]
    line = io.StringIO()
    csv.writer(line).writerow(["" if p is None else p if isinstance(p, str) else literal(p) for p in plain])
    return line.getvalue()
