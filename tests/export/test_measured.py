"""More measures in a file."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from coopgraph.errors import UsageError
from coopgraph.export import formats, shapes
from coopgraph.export.measured import measured
from coopgraph.network import Network
from coopgraph.table import Table, Thing


def test_columns_of_a_table(network: Network, tmp_path: Path) -> None:
    """A column of a table of nodes stands in every format, with its type; a node without a row has no value."""
    rows = [(Thing("org/id", "x"), 2.5, 1, True, 7), (Thing("org/type", "y"), 1, None, False, 7)]
    table = Table(("node", "page_rank", "core", "hub", "degree"), list(rows))
    made = measured(shapes.ties(network), table)
    assert list(made.vertex_columns.items())[-3:] == [("page-rank", "double"), ("core", "integer"), ("hub", "boolean")]
    formats.write(made, tmp_path / "net.gexf")
    nodes = nx.read_gexf(tmp_path / "net.gexf").nodes
    assert (nodes["id"]["page-rank"], nodes["id"]["core"], nodes["id"]["hub"]) == (2.5, 1, True)
    assert (nodes["type"]["page-rank"], nodes["type"]["hub"]) == (1.0, False)
    assert "core" not in nodes["type"]
    assert "hub" not in nodes["bell"]
    assert nodes["id"]["degree"] == 3  # type, label and weight in e1: not the 7 of the table


def test_a_table_of_something_else(network: Network) -> None:
    """A table whose first column names no things is refused."""
    with pytest.raises(UsageError, match="is not of nodes"):
        measured(shapes.ties(network), Table(("measure", "value"), [("density", 0.5)]))
