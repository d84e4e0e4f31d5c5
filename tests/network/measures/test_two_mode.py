"""Organizations and activities in two modes, and their projections, by hand."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

from coopgraph.errors import UnknownName
from coopgraph.network import Network, Participations
from coopgraph.network.measures import incidence, project, strength
from coopgraph.network.measures.two_mode import activity_table, bipartite, centrality, most_between, node_table

Build = Callable[..., Participations]


def weights(network: Network) -> dict[tuple[str, str], float]:
    return {(tie.source, tie.target): tie.weight for tie in network.ties}


def test_the_matrix(participations: Build) -> None:
    """The matrix has a row a node, a column an activity, and 1 where a node was, in whatever roles."""
    table = participations("a host e1", "a speaker e1", "b trainer e1", "b host e2", "delegation/d participant e2")
    found = incidence(table)
    assert [n.id for n in found.nodes] == ["a", "b"]
    assert [a.label for a in found.activities] == ["E1", "E2"]
    assert found.matrix.tolist() == [[1, 0], [1, 1]]
    assert found.density() == 0.75
    assert found.attendance() == [[0, 1], [1]]


def test_centrality_of_a_path(participations: Build) -> None:
    """On the path a, e1, b, e2, c the middle has all that its side can have."""
    table = participations("a host e1", "b host e1", "b host e2", "c host e2")
    nodes, activities = centrality(incidence(table))
    # closeness of b: least sum m + 2(n-1) = 6, its own 1+1+2+2 = 6; a: 6/(1+2+3+4)
    # betweenness of b: 2 x 2 = 4 paths, the most that 3 and 2 allow: 4
    assert nodes == [(1, 0.5, 0.6, 0), (2, 1, 1, 1), (1, 0.5, 0.6, 0)]
    # e1: least n + 2(m-1) = 5 of 1+1+2+3; betweenness 1 x 3 of 5
    for row in activities:
        assert row == pytest.approx((2, 2 / 3, 5 / 7, 0.6), abs=1e-9)


def test_closeness_within_a_part(participations: Build) -> None:
    """In a network of two parts closeness counts the part, times the share of the others that are in it."""
    # two separate pairs of one node and one activity: as close as can be in the pair, reached 1 of 3
    nodes, activities = centrality(incidence(participations("a host e1", "b host e2")))
    assert [row[2] for row in nodes + activities] == pytest.approx([1 / 3] * 4, abs=1e-9)


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 1), (3, 2), (4, 6), (7, 3), (5, 5)])
def test_the_most_betweenness(n: int, m: int) -> None:
    """The formula is the betweenness of a hub tied to all of the other side, the rest of its own hung on evenly."""
    graph = nx.Graph([("hub", f"o{j}") for j in range(m)])
    graph.add_edges_from((f"o{i % m}", f"n{i}") for i in range(n - 1))
    assert most_between(n, m) == nx.betweenness_centrality(graph, normalized=False)["hub"]


def test_networkx_agrees(participations: Build) -> None:
    """networkx, where it can compute at all, has the same normalized values."""
    lines = ("a host e1", "b host e1", "b host e2", "c host e2", "c host e3", "a host e3", "d host e3", "e host e4")
    found = incidence(participations(*lines, "e host e1"))
    graph, rows = bipartite(found), [("n", i) for i in range(len(found.nodes))]
    close, between = nx.bipartite.closeness_centrality(graph, rows), nx.bipartite.betweenness_centrality(graph, rows)
    for side, values in zip("na", centrality(found), strict=True):
        for i, (_, _, near, through) in enumerate(values):
            assert (near, through) == pytest.approx((close[side, i], between[side, i]), abs=1e-9)


def test_tables_of_both_modes(participations: Build) -> None:
    """The most attended activity and the most active node come first, and every column is explained."""
    table = participations("a host e1", "b host e1", "c host e1", "b host e2", dates={"e1": ("2013-05-27", None)})
    activities, nodes = activity_table(incidence(table)), node_table(incidence(table))
    assert [str(cell) for cell in activities["activity"]] == ["E1", "E2"]
    assert [str(day) for day in activities["first"]] == ["2013-05-27", "None"]
    assert ([str(cell) for cell in nodes["node"]], nodes["degree"]) == (["B", "A", "C"], [2, 1, 1])
    assert nodes.note == "density 0.667: 4 presences"
    for made in (activities, nodes):
        assert set(made.columns) == set(made.meanings)


def test_projections(participations: Build) -> None:
    """e1 of two and e2 of three: counted 1 and 1, after Newman 1 and 1/2, hyperbolically 1/2 and 1/3."""
    found = incidence(participations("a host e1", "b host e1", "a host e2", "b trainer e2", "c speaker e2 low"))
    assert weights(project(found)) == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1}
    assert weights(project(found, "newman")) == {("a", "b"): 1.5, ("a", "c"): 0.5, ("b", "c"): 0.5}
    expected = {("a", "b"): 5 / 6, ("a", "c"): 1 / 3, ("b", "c"): 1 / 3}
    assert weights(project(found, "hyperbolic")) == pytest.approx(expected, abs=1e-8)
    # Newman's strength is the number of activities with company
    assert strength(project(found, "newman")) == {"a": 2, "b": 2, "c": 1}
    (first, *_) = project(found).ties
    assert (first.kinds, first.events, first.direction, first.status) == (("co-attend",), 2, "none", "stated")
    with pytest.raises(UnknownName, match="did you mean 'newman'"):
        project(found, "neumann")


def test_a_projection_knows_no_families(participations: Build) -> None:
    """An agency and its ministry in one room are tied in the projection."""
    found = incidence(participations("a host e1", "m organizer e1", parents=["a m"]))
    assert weights(project(found)) == {("a", "m"): 1}
    assert project(incidence(participations("a host e1"))).ties == ()


def test_levels_and_views(participations: Build) -> None:
    """The matrix of countries has the countries of organizations and delegations; unknown words are refused."""
    table = participations("a host e1", "delegation/d participant e1", countries={"a": "FI", "delegation/d": "TJ"})
    assert [n.id for n in incidence(table, level="country").nodes] == ["FI", "TJ"]
    with pytest.raises(UnknownName, match="view"):
        incidence(table, "state")
    with pytest.raises(UnknownName, match="level"):
        incidence(table, level="state")


def test_nobody_and_nothing() -> None:
    """Without participations there is no density, and the tables are empty."""
    found = incidence(Participations("inferred", {}, {}, ()))
    assert (found.density(), found.matrix.shape, project(found).nodes) == (None, (0, 0), ())
    assert (len(activity_table(found)), len(node_table(found))) == (0, 0)


def test_one_and_one(participations: Build) -> None:
    """A node in the only activity is as close as can be, and between nobody."""
    assert centrality(incidence(participations("a host e1"))) == ([(1, 1, 1, 0)], [(1, 1, 1, 0)])
