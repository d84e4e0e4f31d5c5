"""The tables of all measures: a row a node, a measure of the whole, a tie."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from coopgraph.network import Measures, Network, Participations, cooperate, load, measure
from coopgraph.network.layout import place
from coopgraph.network.measures import components, edge_table, graph_table, node_table

Build = Callable[..., Participations]
Draw = Callable[..., Network]


def test_a_path_of_four_and_a_pair(participations: Build) -> None:
    """On the path a-b-c-d the inner nodes are cut points with betweenness 2 of 15, as 7 nodes are there."""
    # a-b 3 (co-lead), b-c 2 (engage), c-d 1 (fund-indirect); x-y 3; z alone: 7 nodes, (7-1)(7-2)/2 = 15 pairs
    # b lies on a-c and a-d, c on a-d and b-d: 2/15 each
    table = participations(
        "a host e1", "b organizer e1", "b host e2", "c trainer e2", "c funder e3", "d participant e3",
        "x host e4", "y host e4", "z funder e5",
        countries={"a": "FI"}, types={"a": "customs"},
    )  # fmt: skip
    found = measure(cooperate(table, load("default")))
    rows = {row.id: row for row in found}
    assert rows["a"] == Measures("a", "A", "customs", "FI", 1, 3.0, 0.0, 1, False)
    between = pytest.approx(2 / 15, abs=1e-9)
    assert rows["b"] == Measures("b", "B", "", "", 2, 5.0, between, 1, True)  # type: ignore[arg-type]
    assert rows["c"].betweenness == between
    assert (rows["x"].component, rows["z"].component, rows["z"].degree) == (2, 3, 0)
    assert [row.id for row in found] == ["b", "a", "c", "x", "y", "d", "z"]


def test_betweenness_of_a_huge_network_is_left_out(draw: Draw) -> None:
    """Where shortest paths would take too long their measures are unknown, and the others are there."""
    network = draw("a-b", "b-c")
    assert {(row.betweenness, row.degree) for row in measure(network, betweenness_up_to=1)} == {(None, 1), (None, 2)}
    table = node_table(network, limit=1)
    assert (table["betweenness"], table["closeness"], table["degree"]) == ([None] * 3, [None] * 3, [2, 1, 1])
    values = dict(zip(*(graph_table(network, limit=1)[c] for c in ("measure", "value")), strict=True))
    assert (values["centralization, betweenness"], values["centralization, degree"]) == (None, 1)


def test_the_node_table(shapes: Mapping[str, Network]) -> None:
    """The node table has a row a node, the strongest first, and agrees with the functions of each measure."""
    table = node_table(shapes["triangle with tail"], runs=5)
    rows = list(table)
    assert [str(row["node"]) for row in rows] == ["C", "A", "B", "D"]
    first = rows[0]
    assert (first["degree"], first["strength"], first["core"], first["cut_point"]) == (3, 3.0, 2, True)
    assert (first["clustering"], first["constraint"], first["effective_size"]) == pytest.approx(
        (1 / 3, 11 / 18, 7 / 3), abs=1e-9
    )
    assert (first["in_strength"], first["out_strength"], first["ei_country"]) == (0, 0, None)
    # who has no country is a group alone: c stands between a and d, b and d, both ways
    assert (first["liaison"], first["consultant"]) == (4, 0)
    assert set(table.columns) == set(table.meanings)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert "runs" in table.note


def test_the_graph_table(shapes: Mapping[str, Network]) -> None:
    """The table of the whole gives each measure with its value, its definition and its article."""
    table = graph_table(shapes["bow-tie"])
    values = dict(zip(table["measure"], table["value"], strict=True))
    assert (values["nodes"], values["ties"], values["components"], values["largest component"]) == (5, 6, 1, 1)
    assert (values["density"], values["mean degree"], values["total weight"]) == (0.6, 2.4, 6)
    assert (values["bridges"], values["cut points"], values["greatest core"]) == (0, 1, 2)
    assert values["modularity"] == pytest.approx(1 / 9, abs=1e-9)
    assert all(row["definition"] and row["article"] for row in table)


def test_the_edge_table(shapes: Mapping[str, Network]) -> None:
    """The tail of a triangle is its bridge; the ends of its other ties share a neighbour."""
    rows = [
        (str(r["source"]), str(r["target"]), r["bridge"], r["shared"]) for r in edge_table(shapes["triangle with tail"])
    ]
    assert rows == [("A", "B", False, 1), ("A", "C", False, 1), ("B", "C", False, 1), ("C", "D", True, 0)]


def test_tables_of_nobody_and_of_one(draw: Draw) -> None:
    """A network of nobody has no rows, components or positions; what does not exist is empty."""
    nobody = draw()
    assert (measure(nobody), components(nobody), place(nobody)) == ([], [], {})
    assert (len(node_table(nobody)), len(edge_table(nobody))) == (0, 0)
    for network in (nobody, draw(nodes="z")):
        values = dict(zip(*(graph_table(network)[c] for c in ("measure", "value")), strict=True))
        assert (values["ties"], values["density"], values["modularity"]) == (0, None, None)
    (row,) = node_table(draw(nodes="z"))
    assert (row["constraint"], row["effective_size"], row["pagerank"], row["core"]) == (None, 0, 1, 0)
