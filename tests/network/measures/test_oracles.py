"""Other libraries compute the same on the bundled data: igraph where it is installed, networkx for the rest."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import pytest

from coopgraph import Graph
from coopgraph.network import Network
from coopgraph.network import measures as m
from coopgraph.network.measures.adjacency import graph as plain
from coopgraph.network.measures.communities import adjusted_rand, normalized_mutual_information

VIEWS = [("stated", "organization"), ("represents", "organization"), ("inferred", "parent"), ("inferred", "country")]


@pytest.fixture(scope="module", params=VIEWS, ids="-".join)
def network(request: pytest.FixtureRequest, graph: Graph) -> Network:
    """A network of the bundled data."""
    return graph.network(*request.param)


@pytest.fixture
def igraph(absent: Callable[[str], None]) -> Any:
    """The igraph library, if it is there."""
    try:
        return importlib.import_module("igraph")
    except ModuleNotFoundError:
        return absent("igraph is not installed: pip install igraph")


@pytest.fixture
def other(igraph: Any, network: Network) -> Any:
    """The same network in igraph; weights as floats, since with others it silently leaves them out."""
    place = {node.id: i for i, node in enumerate(network.nodes)}
    made = igraph.Graph(n=len(place), edges=[(place[t.source], place[t.target]) for t in network.ties])
    made.es["weight"] = [float(t.weight) for t in network.ties]
    return made


def same(values: Mapping[str, float | None], theirs: list[float], within: float = 1e-6) -> None:
    """Assert that two lists of values agree; theirs is nan where ours is None."""
    ours = [float("nan") if value is None else value for value in values.values()]
    assert ours == pytest.approx(theirs, abs=within, nan_ok=True)


def test_igraph_agrees_on_centrality(network: Network, other: Any) -> None:
    """Degree, strength, betweenness, closeness, eigenvector and PageRank are igraph's."""
    n = len(network.nodes)
    same(m.degree(network), other.degree())
    same(m.strength(network), other.strength(weights="weight"))
    same(m.betweenness(network), [b / ((n - 1) * (n - 2) / 2) for b in other.betweenness()])
    same(m.closeness(network), other.harmonic_centrality())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # igraph warns that nodes outside the main component are near 0: they are
        vector = other.eigenvector_centrality(weights="weight", scale=True)
    same(m.eigenvector(network), vector, 1e-5)
    same(m.pagerank(network), other.pagerank(weights="weight"))


def test_igraph_agrees_on_paths_by_weight(network: Network, other: Any) -> None:
    """With ties 1/weight long, betweenness and closeness are igraph's."""
    n, unit = len(network.nodes), 720720
    lengths = [float(round(unit / w)) for w in other.es["weight"]]
    between = other.betweenness(weights=lengths)
    same(m.betweenness(network, weighted=True), [b / ((n - 1) * (n - 2) / 2) for b in between])
    harmonic = other.harmonic_centrality(weights=[x / unit for x in lengths])
    same(m.closeness(network, weighted=True), harmonic)


def test_igraph_agrees_on_cohesion(network: Network, other: Any) -> None:
    """Cores, clustering, cut points, bridges, components, density and transitivity are igraph's."""
    ids = [node.id for node in network.nodes]
    same(m.core(network), other.coreness())
    same(m.clustering(network), other.transitivity_local_undirected(mode="zero"))
    assert m.cut_points(network) == {ids[i] for i in other.articulation_points()}
    assert m.bridges(network) == {tuple(sorted(ids[i] for i in other.es[e].tuple)) for e in other.bridges()}
    assert {frozenset(c) for c in m.components(network)} == {
        frozenset(ids[i] for i in c) for c in other.connected_components()
    }
    assert m.density(network) == pytest.approx(other.density())
    assert m.transitivity(network) == pytest.approx(other.transitivity_undirected())


def test_igraph_agrees_on_constraint(network: Network, other: Any) -> None:
    """Burt's constraint is igraph's, with weights and without."""
    same(m.constraint(network), other.constraint(weights="weight"))
    same(m.constraint(network, weighted=False), other.constraint())


def test_igraph_agrees_on_mixing_and_modularity(network: Network, other: Any, igraph: Any) -> None:
    """Assortativity by type, modularity, adjusted Rand and NMI are igraph's."""
    types = sorted({node.type for node in network.nodes})
    numbers = [types.index(node.type) for node in network.nodes]
    if all(types) and len(types) > 1:
        assert m.assortativity(network, "type") == pytest.approx(other.assortativity_nominal(numbers, directed=False))
    found = m.louvain(network)
    groups = [found.of()[node.id] - 1 for node in network.nodes]
    assert found.modularity == pytest.approx(other.modularity(groups, weights="weight"), abs=1e-8)
    if len(set(numbers)) > 1:
        rand = igraph.compare_communities(groups, numbers, method="adjusted_rand")
        assert adjusted_rand(groups, numbers) == pytest.approx(rand)
        nmi = igraph.compare_communities(groups, numbers, method="nmi")
        assert normalized_mutual_information(groups, numbers) == pytest.approx(nmi)


def test_networkx_agrees(network: Network) -> None:
    """Intensity of clustering, effective size and constraint are those of networkx."""
    graph = plain(network)
    same(m.clustering(network, weighted=True), list(nx.clustering(graph, weight="weight").values()))
    tied = [node for node in graph if graph.degree[node]]  # of isolated nodes networkx knows neither
    for weighted in (True, False):
        weight = "weight" if weighted else None
        sizes, held = m.effective_size(network, weighted), m.constraint(network, weighted)
        same({n: sizes[n] for n in tied}, [nx.effective_size(graph, [n], weight)[n] for n in tied])
        same({n: held[n] for n in tied}, [nx.constraint(graph, [n], weight)[n] for n in tied])
