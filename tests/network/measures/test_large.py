"""Measures from arrays are the measures of networkx and plain Python: the same numbers on both sides of the limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import pytest

from coopgraph.network import Network, Participations, measures
from coopgraph.network.layout import place, sizes
from coopgraph.network.measures import arrays, brandes, communities, local_moving, paths, triangles
from coopgraph.network.measures.adjacency import lengths
from coopgraph.network.measures.tables import edge_table, graph_table, measure, node_table
from coopgraph.network.measures.two_mode import activity_table, centrality, incidence

Draw = Callable[..., Network]
Absent = Callable[[str], None]
MEASURES: Mapping[str, Callable[[Network], Any]] = {
    "degree": measures.degree,
    "strength": measures.strength,
    "in_strength": measures.in_strength,
    "out_strength": measures.out_strength,
    "closeness": measures.closeness,
    "eigenvector": measures.eigenvector,
    "pagerank": measures.pagerank,
    "pagerank received": lambda n: measures.pagerank(n, directed=True),
    "core": measures.core,
    "clustering": measures.clustering,
    "clustering weighted": lambda n: measures.clustering(n, weighted=True),
    "transitivity": measures.transitivity,
    "constraint": measures.constraint,
    "constraint unweighted": lambda n: measures.constraint(n, weighted=False),
    "effective size": measures.effective_size,
    "effective size unweighted": lambda n: measures.effective_size(n, weighted=False),
    "components": measures.components,
    "bridges": measures.bridges,
    "cut points": measures.cut_points,
    "brokerage": measures.brokerage_roles,
    "brokerage of the known": lambda n: measures.brokerage_roles(n, apart=False),
    "brokerage by type": lambda n: measures.brokerage_roles(n, by="type"),
    "brokerage directed": lambda n: measures.brokerage_roles(n, directed=True),
    "shared": lambda n: edge_table(n, runs=1)["shared"],
}
EXACT = {"components", "bridges", "cut points", "core", "degree", "brokerage", "shared"}


def random(draw: Draw, seed: int, nodes: int, ties: int) -> Network:
    """Return a random network of several components, isolated nodes, countries, types, directions and weights."""
    rng = np.random.default_rng(seed)
    names = [f"n{i:03}" for i in range(nodes)]
    weights = np.round(rng.choice([0.3, 1 / 3, 1.0, 2.0, 3.0, 4.6], ties), 9)
    ends = np.minimum(rng.integers(0, nodes, (ties, 2)), rng.integers(0, nodes, (ties, 2)))  # heavy at the front
    lines = [
        f"{names[a]}{rng.choice(['-', '>'])}{names[b]} {w}"
        for (a, b), w in zip(ends.tolist(), weights.tolist(), strict=True)
        if a != b and (a < nodes // 2) == (b < nodes // 2)
    ]
    land = {name: str(rng.choice(["FI", "SE", "NO", ""])) for name in names}
    types = {name: str(rng.choice(["customs", "police", ""])) for name in names}
    return draw(*lines, nodes=" ".join(names), countries=land, types=types)


@pytest.fixture(params=[(0, 40, 70), (1, 60, 300), (2, 30, 12), (3, 90, 110), (4, 12, 60), (5, 5, 0)], ids=str)
def pair(request: pytest.FixtureRequest, draw: Draw) -> tuple[Network, Network]:
    """The same network twice: one to measure the small way, one the large way."""
    return random(draw, *request.param), random(draw, *request.param)


def need(absent: Absent) -> None:
    """Skip a test where scipy is not installed."""
    if arrays.scipy() is None:
        absent("scipy is not installed; install coopgraph[fast]")


def lower(patch: pytest.MonkeyPatch) -> None:
    """Let every network be large."""
    patch.setattr(arrays, "MANY_TIES", -1)


@pytest.mark.parametrize("name", MEASURES)
def test_arrays_give_the_numbers_of_the_small_way(
    pair: tuple[Network, Network], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each measure from arrays equals the one by networkx or plain Python, to the last of nine digits or one off."""
    expected = MEASURES[name](pair[0])
    lower(monkeypatch)
    found = MEASURES[name](pair[1])
    if isinstance(expected, dict) and not name.startswith("brokerage"):
        assert list(found) == list(expected)
        missing = [node for node in expected if expected[node] is None]
        assert [node for node in found if found[node] is None] == missing
        for node in expected.keys() - set(missing):
            assert found[node] == pytest.approx(expected[node], abs=2e-9), node
    else:
        assert found == expected or found == pytest.approx(expected, abs=2e-9)
    if name in EXACT:
        assert found == expected


@pytest.mark.parametrize("weighted", [False, True])
def test_betweenness_by_columns(
    pair: tuple[Network, Network], weighted: bool, absent: Absent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exact betweenness by columns equals networkx's, along ties and along ties of 1/weight."""
    need(absent)
    expected = measures.betweenness(pair[0], weighted)
    lower(monkeypatch)
    assert measures.betweenness(pair[1], weighted) == pytest.approx(expected, abs=2e-9)


@pytest.mark.parametrize("weighted", [False, True])
def test_betweenness_source_by_source(
    draw: Draw, weighted: bool, absent: Absent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few sources are followed at once, betweenness is the same."""
    need(absent)
    expected = measures.betweenness(random(draw, 1, 60, 300), weighted)
    lower(monkeypatch)
    monkeypatch.setattr(brandes, "_CELLS", 100)
    monkeypatch.setattr(brandes, "_LEAST", 1)
    assert measures.betweenness(random(draw, 1, 60, 300), weighted) == pytest.approx(expected, abs=2e-9)


def test_ties_that_no_shortest_path_takes(draw: Draw) -> None:
    """A tie is left out when two others lead from end to end on a shorter way, not when theirs is as long."""
    # a-b 1 long: over c 1/4 + 1/4, shorter; d-e 2/3 long: over f 1/3 + 1/3, as long
    network = draw("a-b 1", "a-c 4", "b-c 4", "d-e 1.5", "d-f 3", "e-f 3")
    assert triangles.detours(network, lengths(network.columns.weight)).tolist() == [True, *[False] * 5]


@pytest.mark.parametrize("library", ["scipy", "networkx"])
def test_an_estimate_is_near_and_says_how_near(
    draw: Draw, library: str, absent: Absent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit betweenness is estimated, the same for a seed, within a few of the errors that it states."""
    if library == "scipy":
        need(absent)
    else:
        monkeypatch.setattr(paths, "scipy", lambda: None)
    exact = np.array(list(measures.betweenness(random(draw, 1, 60, 300)).values()))
    lower(monkeypatch)
    monkeypatch.setattr(paths, "SOURCES", 20)
    first, again, other = (paths.betweenness(random(draw, 1, 60, 300), limit=0, seed=s) for s in (3, 3, 4))
    assert first.values.tolist() == again.values.tolist()
    assert first.values.tolist() != other.values.tolist()
    assert str(first).startswith(
        "estimated from 160 sources (Brandes and Pich 2007; seed 3), standard error at most 0.0"
    )
    assert 0 < first.error < 0.05
    assert np.abs(first.values - exact).max() < 5 * first.error


def test_without_scipy_the_small_way_is_taken(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra libraries large networks have the same betweenness, and communities all the same."""
    network = random(draw, 1, 60, 300)
    expected = measures.betweenness(network)
    groups = measures.louvain(network, runs=3)
    lower(monkeypatch)
    monkeypatch.setattr(paths, "scipy", lambda: None)
    monkeypatch.setattr(communities, "scipy", lambda: None)
    again = random(draw, 1, 60, 300)
    assert measures.betweenness(again) == expected
    assert measures.louvain(again, runs=3) == groups


def test_communities_by_columns(draw: Draw, absent: Absent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Louvain by columns finds two cliques, leaves isolated nodes alone, and repeats itself for a seed."""
    need(absent)
    lower(monkeypatch)
    cliques = [f"{g}{i}-{g}{j} 2" for g in "ab" for i in range(6) for j in range(i)]
    found = measures.louvain(draw(*cliques, "a0-b0", nodes="y z"), runs=4, seed=1)
    assert found.groups == (*(tuple(f"{g}{i}" for i in range(6)) for g in "ab"), ("y",), ("z",))
    # 30 ties of 2 inside, one of 1 between: w = 61; Q = 60/61 - 2 (61/122)² = 60/61 - 1/2
    assert found.modularity == round(60 / 61 - 0.5, 9)
    assert (found.runs, found.found, found.rand, found.nmi) == (4, 4, 1, 1)
    big = random(draw, 1, 60, 300)
    assert measures.louvain(big, seed=7) == measures.louvain(random(draw, 1, 60, 300), seed=7)


def test_communities_are_as_good_as_networkx_finds_them(draw: Draw, absent: Absent) -> None:
    """On graphs of known structure, and of none, the best of ten runs has a modularity that networkx hardly excels."""
    need(absent)
    graphs = {
        "planted": nx.planted_partition_graph(8, 25, 0.3, 0.02, seed=1),
        "random": nx.gnm_random_graph(150, 900, seed=1),
        "heavy": nx.barabasi_albert_graph(200, 3, seed=1),
        "grid": nx.grid_2d_graph(12, 12),
        "path": nx.path_graph(100),
    }
    for name, graph in graphs.items():
        plain = nx.convert_node_labels_to_integers(graph)
        network = draw(*(f"{a:03}-{b:03} {1 + (a + b) % 3}" for a, b in plain.edges))
        theirs = max(communities.modularity(arrays.arrays(network), p) for p in communities._classic(network, 10, 0, 1))
        ours = max(communities.modularity(arrays.arrays(network), p) for p in communities._fast(network, 10, 0, 1))
        assert ours > theirs - 0.01, name


def test_runs_do_not_depend_on_each_other(draw: Draw, absent: Absent, monkeypatch: pytest.MonkeyPatch) -> None:
    """A seed gives the same communities in whatever company it is run, and a high resolution gives small ones."""
    need(absent)
    found = arrays.arrays(random(draw, 1, 60, 300))
    beside = [label.tolist() for label in local_moving.labels(found, (5, 6, 7), 1.0)]
    assert [label.tolist() for label in local_moving.labels(found, (6,), 1.0)] == [beside[1]]
    monkeypatch.setattr(local_moving, "_ARCS", 1)
    assert [label.tolist() for label in local_moving.labels(found, (5, 6, 7), 1.0)] == beside
    (fine,) = local_moving.labels(found, (5,), 50.0)
    assert len(set(fine.tolist())) > len(set(beside[0]))


def test_few_runs_for_many(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network of many ties is run ten times, whatever was asked, and the result says so; one of fewer as asked."""
    lower(monkeypatch)
    assert measures.louvain(draw("a-b", "b-c"), runs=50).runs == (10 if arrays.scipy() is None else 50)
    monkeypatch.setattr(communities, "MANY_TIES", 1)
    assert measures.louvain(draw("a-b", "b-c"), runs=50).runs == 10


def test_tables_of_large_networks(draw: Draw, absent: Absent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a large network have the same rows, and their note says how exact the betweenness is."""
    need(absent)
    small = node_table(random(draw, 3, 90, 110), runs=2)
    plain = graph_table(random(draw, 3, 90, 110), runs=2)
    edges = edge_table(random(draw, 3, 90, 110), runs=2)
    principal = measure(random(draw, 3, 90, 110))
    lower(monkeypatch)
    network = random(draw, 3, 90, 110)
    large = node_table(network, runs=2)
    assert large.note.endswith("Betweenness: exact.")
    assert "Betweenness" not in small.note
    for column in set(small.columns) - {"community"}:
        assert large[column] == pytest.approx(small[column], abs=2e-9) or large[column] == small[column], column
    assert measure(network) == principal
    same = [row for row in plain.rows if not str(row[0]).startswith(("communities", "modularity", "agreement"))]
    assert [row for row in graph_table(network, runs=2).rows if row in same] == same
    assert edge_table(network, runs=2)["shared"] == edges["shared"]


def test_which_networks_are_large(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network is large by its ties or by its nodes, but never when a tie has no weight."""
    monkeypatch.setattr(arrays, "MANY_TIES", 2)
    monkeypatch.setattr(arrays, "MANY_NODES", 4)
    assert not arrays.large(draw("a-b", "b-c"))
    assert arrays.large(draw("a-b", "b-c", "c-d"))
    assert arrays.large(draw(nodes="a b c d e"))
    assert not arrays.large(draw("a-b", "b-c", "c-d 0"))


def test_triangles_come_in_blocks(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many triangles are held at once, clustering is the same."""
    expected = measures.clustering(random(draw, 4, 12, 60))
    lower(monkeypatch)
    monkeypatch.setattr(triangles, "_AT_ONCE", 3)
    assert measures.clustering(random(draw, 4, 12, 60)) == expected


def test_the_layout_of_a_crowd(draw: Draw) -> None:
    """Two thousand nodes are placed the same way every time, apart from one another but for a few."""
    rng = np.random.default_rng(0)
    lines = {f"n{a}-n{b}" for a, b in rng.integers(0, 2000, (6000, 2)).tolist() if a < b}
    network = draw(*sorted(lines), *(f"n{i}-n{i + 1}" for i in range(1999)))
    places, radii = place(network), sizes(network)
    assert places == place(network)
    at = np.array([places[node.id] for node in network.nodes])
    reach = np.array([radii[node.id] for node in network.nodes])
    close = np.linalg.norm(at[:, None] - at[None], axis=2) < (reach[:, None] + reach[None]) * 0.9
    assert (close.sum() - len(at)) / 2 < 20


def test_two_modes_by_arrays(
    participations: Callable[..., Participations], absent: Absent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two-mode centrality of a large table is that of networkx, and its table says how exact the betweenness is."""
    need(absent)
    rng = np.random.default_rng(0)
    lines = {f"o{a} host e{b}" for a, b in rng.integers(0, 25, (45, 2)).tolist()}
    found = incidence(participations(*sorted(lines)))
    small = centrality(found)
    monkeypatch.setattr(arrays, "MANY_TIES", 3)
    for expected, rows in zip(small, centrality(found), strict=True):
        assert np.array(rows) == pytest.approx(np.array(expected), abs=2e-9)
    assert activity_table(found).note.endswith("betweenness: exact")
    monkeypatch.setattr(paths, "EXACT", 0)
    assert "estimated from" in activity_table(replace(found)).note
