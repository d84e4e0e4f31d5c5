"""Centrality: how much runs to a node, through it, and how near it is to the rest.

Each function returns a number for every node, isolated ones included, and an empty dict for an empty network.
Where weights are read they are strengths; where distances are needed see
:mod:`coopgraph.network.measures.adjacency`. All but the two flow measures are undirected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import fsum
from typing import TYPE_CHECKING

from coopgraph.errors import UsageError
from coopgraph.network.measures import paths, walks
from coopgraph.network.measures.adjacency import DIGITS, flows, graph, near, unit
from coopgraph.network.measures.arrays import arrays, both_ways, by_id, large, ways
from coopgraph.network.measures.cohesion import components
from coopgraph.network.network import Network
from coopgraph.network.rounding import sums

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DENSE = 1000  # up to so many nodes a component's eigenvector is computed exactly
_ROUNDS, _STILL = 20_000, 1e-13  # of power iteration


def degree(network: Network) -> dict[str, int]:
    """Return the number of ties of each node: 0 to n - 1, unweighted, undirected.

    L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1, 215 (1978).
    Takes time in proportion to the ties.
    """
    if large(network):
        return by_id(network, arrays(network).degree)
    return {node: len(others) for node, others in near(network).items()}


def strength(network: Network) -> dict[str, float]:
    """Return the sum of the weights of each node's ties: from 0, undirected.

    A. Barrat, M. Barthélemy, R. Pastor-Satorras, A. Vespignani, "The architecture of complex weighted
    networks", PNAS 101, 3747 (2004). Takes time in proportion to the ties.
    """
    if large(network):
        found = arrays(network)
        return by_id(network, sums(found.node, found.weight[found.tie], found.count))
    return {node: round(fsum(others.values()), DIGITS) for node, others in near(network).items()}


def in_strength(network: Network) -> dict[str, float]:
    """Return what each node receives: the sum of the weights of the contributions that point to it.

    From 0, weighted, directed: kinds such as *fund* and *deliver* point to whom they go; what has no direction
    is left out. The in-strength of Barrat et al. (2004), see :func:`strength`.
    """
    return _ends(network, 1)


def out_strength(network: Network) -> dict[str, float]:
    """Return what each node gives: the sum of the weights of the contributions that point away from it.

    See :func:`in_strength`; the two add up to the same over all nodes.
    """
    return _ends(network, 0)


def _ends(network: Network, end: int) -> dict[str, float]:
    if large(network):
        start, finish, weight = ways(network)
        return by_id(network, sums(finish if end else start, weight, len(network.nodes)))
    own: dict[str, list[float]] = defaultdict(list)
    for ends, flow in flows(network).items():
        own[ends[end]].append(flow)
    return {node.id: round(fsum(own[node.id]), DIGITS) for node in network.nodes}


def betweenness(network: Network, weighted: bool = False) -> dict[str, float]:
    """Return the share of the shortest paths between the others that run through each node: 0 to 1, undirected.

    The sum over pairs s, t of (shortest paths of s and t through v) / (all shortest paths of s and t), divided
    by the number of pairs of others, (n-1)(n-2)/2. Pairs that no path joins add nothing; with fewer than three
    nodes all are 0. Unweighted, since a strong tie is not a short one; ``weighted`` takes 1/weight as the
    length of a tie. L. C. Freeman, "A set of measures of centrality based on betweenness", Sociometry 40, 35
    (1977); computed as in U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical
    Sociology 25, 163 (2001), in nodes x ties (weighted: times log nodes): a second for 500 nodes, 5,000 ties; in
    large networks by scipy, and above :data:`coopgraph.network.measures.paths.EXACT` nodes x ties an estimate.
    """
    if large(network):
        return by_id(network, paths.betweenness(network, weighted).values)
    import networkx as nx

    found = nx.betweenness_centrality(graph(network), normalized=True, weight="length" if weighted else None)
    return {node.id: round(float(found[node.id]), DIGITS) for node in network.nodes}


def closeness(network: Network, weighted: bool = False) -> dict[str, float]:
    """Return how near each node is to the others: harmonic closeness, the mean of 1/distance.

    The sum over the others u of 1/d(v, u), divided by n-1; whom no path reaches adds 0, so it needs no connected
    network: an isolated node has 0, and so has the only node of a network. Undirected; unweighted from 0 to 1
    (tied to all). ``weighted``: a tie is 1/weight long, and the result has the unit of a weight and no upper
    bound. M. Marchiori, V. Latora, "Harmony in the small-world", Physica A 285, 539 (2000); Y. Rochat,
    "Closeness centrality extended to unconnected graphs: the harmonic centrality index", ASNA 2009. Takes
    nodes x ties; large networks go 64 nodes at a time.
    """
    if large(network) and not weighted:
        return by_id(network, paths.closeness(network))
    import networkx as nx

    made = graph(network)
    found = {}
    for node in network.nodes:
        if weighted:
            lengths = {
                v: unit(d) for v, d in nx.single_source_dijkstra_path_length(made, node.id, weight="length").items()
            }
        else:
            lengths = nx.single_source_shortest_path_length(made, node.id)
        total = fsum(1 / d for d in lengths.values() if d)
        found[node.id] = round(total / max(len(network.nodes) - 1, 1), DIGITS)
    return found


def eigenvector(network: Network) -> dict[str, float]:
    """Return how well each node is tied to those who are well tied themselves: 0 to 1, weighted, undirected.

    The principal eigenvector of the matrix of weights, scaled so that the greatest is 1. In a network of several
    components only the one of the greatest eigenvalue has values (of several equally great ones, all of them) and
    the rest have 0, as the definition wants: it compares nodes of one component. Without ties all are 0.
    P. Bonacich, "Factoring and weighting approaches to status scores and clique identification", Journal of
    Mathematical Sociology 2, 113 (1972). Exact up to 1,000 nodes a component (nodes cubed: a second); above,
    power iteration (ties x rounds).
    """
    if large(network):
        return by_id(network, walks.eigenvector(network))
    beside = near(network)
    parts = [(nodes, *_principal(nodes, beside)) for nodes in components(network) if len(nodes) > 1]
    most = max((radius for _, radius, _ in parts), default=0.0)
    found = {node.id: 0.0 for node in network.nodes}
    for nodes, radius, vector in parts:
        if radius >= most * (1 - 1e-9):
            found |= dict(zip(nodes, (vector * vector.sum()).tolist(), strict=True))
    scale = max(found.values(), default=0.0) or 1.0
    return {node: round(value / scale, DIGITS) for node, value in found.items()}


def _principal(nodes: tuple[str, ...], beside: Mapping[str, Mapping[str, float]]) -> tuple[float, Floats]:
    """Return the greatest eigenvalue of a connected component and its eigenvector, positive and of length 1."""
    import numpy as np

    place = {node: i for i, node in enumerate(nodes)}
    entries = [(i, place[other], weight) for node, i in place.items() for other, weight in beside[node].items()]
    row, column = (np.array([entry[k] for entry in entries], dtype=int) for k in (0, 1))
    weight = np.array([entry[2] for entry in entries])
    if len(nodes) <= _DENSE:
        matrix = np.zeros((len(nodes), len(nodes)))
        matrix[row, column] = weight
        values, vectors = np.linalg.eigh(matrix)
        return float(values[-1]), np.abs(vectors[:, -1])
    x, shift = np.full(len(nodes), len(nodes) ** -0.5), float(weight.mean())
    for _ in range(_ROUNDS):  # the shift keeps a network of two sides from swinging
        y = np.bincount(row, weight * x[column], len(nodes)) + shift * x
        y /= np.linalg.norm(y)
        if np.abs(y - x).max() < _STILL:
            break
        x = y
    return float(x @ np.bincount(row, weight * x[column], len(nodes)) / (x @ x)), x


def pagerank(network: Network, directed: bool = False, damping: float = 0.85) -> dict[str, float]:
    """Return PageRank: the share of time that a walker spends at each node who follows ties by their weights.

    With probability ``damping`` (below 1) the walker takes a tie, in proportion to its weight, else jumps to any
    node; from a node without a way out it always jumps. From (1-damping)/n upwards, all together 1. Undirected a
    walker may go either way; ``directed`` he goes only from those who fund or deliver to those who receive, so
    that receivers rank high. Raises UsageError for a damping outside 0 to 1. S. Brin, L. Page, "The anatomy of a
    large-scale hypertextual Web search engine", Computer Networks 30, 107 (1998). Takes some 200 x ties.
    """
    import numpy as np

    if not 0 <= damping < 1:
        raise UsageError(f"a damping of {damping} is not possible; give a number from 0 to below 1, as 0.85")
    n = len(network.nodes)
    if not n:
        return {}
    start, end, weight = ways(network) if directed else both_ways(network)
    out = np.bincount(start, weight, n)
    stuck, share = out == 0, weight / out[start]
    x = np.full(n, 1 / n)
    for _ in range(_ROUNDS):
        y = damping * (np.bincount(end, share * x[start], n) + x[stuck].sum() / n) + (1 - damping) / n
        still = np.abs(y - x).max() < _STILL
        x = y
        if still:
            break
    return by_id(network, x)


def centralization(network: Network, of: str = "degree") -> float | None:
    """Return how far one node stands out: Freeman's centralization of *degree* or *betweenness*, 0 to 1.

    The sum of the differences to the most central node, divided by the greatest that n nodes can have, which is
    that of a star: (n-1)(n-2) for degree, n-1 for betweenness from 0 to 1. 1 for a star, 0 when all are equal;
    None for fewer than three nodes. Unweighted, undirected; isolated nodes count. Raises UsageError for another
    measure. L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1, 215
    (1978).
    """
    n = len(network.nodes)
    if of not in ("degree", "betweenness"):
        raise UsageError(f"there is no centralization of {of!r} here; ask for degree or betweenness")
    if n < 3:
        return None
    values: Mapping[str, float] = degree(network) if of == "degree" else betweenness(network)
    greatest = max(values.values())
    most = (n - 1) * (n - 2) if of == "degree" else n - 1
    return round(fsum(greatest - v for v in values.values()) / most, DIGITS)
