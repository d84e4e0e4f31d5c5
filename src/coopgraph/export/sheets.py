"""Two spreadsheets, of nodes and of edges, with the headers by which Gephi knows them.

``Id,Label,…`` and ``Source,Target,Type,Kind,Id,Label,Weight,…``. Comma, UTF-8, no byte order
mark. For reading rather than importing, the tables of
:mod:`coopgraph.export.table` are better: they hold labels beside ids.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from coopgraph.export.blocks import Facts
from coopgraph.export.content import Content, joined
from coopgraph.export.markup import literal

_ENDS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight")


def nodes(content: Content) -> Iterator[str]:
    """Yield the sheet of nodes: Id, Label, then the columns of the network under their names.

    Some thousand lines at a time.
    """
    yield _rows([["Id", "Label", *content.vertex_columns]])
    for block in content.vertex_blocks():
        yield _rows(zip(block.ids, block.labels, *_plain(block.facts, content.vertex_columns), strict=True))


def edges(content: Content) -> Iterator[str]:
    """Yield the sheet of edges, some thousand lines at a time; the label of an edge is its kind."""
    yield _rows([[*_ENDS, *content.edge_columns]])
    direction = "Directed" if content.directed else "Undirected"
    for b in content.edge_blocks():
        ends = (b.sources, b.targets, [direction] * len(b.ids), b.kinds, b.ids, b.kinds, map(repr, b.weights))
        yield _rows(zip(*ends, *_plain(b.facts, content.edge_columns), strict=True))


def _plain(facts: Facts, columns: Iterable[str]) -> Iterator[list[str]]:
    """Yield columns of facts as text; what is not known is empty.

    >>> list(_plain({"a": [None, True], "b": [("x", "y"), ()]}, ["a", "b"]))
    [['', 'true'], ['x | y', '']]
    """
    for column in columns:
        plain = [joined(fact) for fact in facts[column]]
        yield ["" if p is None else p if isinstance(p, str) else literal(p) for p in plain]


def _rows(rows: Iterable[Iterable[str]]) -> str:
    """Return lines of CSV (RFC 4180).

    >>> _rows([["a", 'the "b", or c', ""]])
    'a,"the ""b"", or c",\\r\\n'
    """
    lines = io.StringIO()
    csv.writer(lines).writerows(rows)
    return lines.getvalue()
