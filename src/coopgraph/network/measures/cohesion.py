"""Cohesion: what holds a network together and where it would fall apart.

Undirected, and unweighted unless said otherwise. Isolated nodes are components of their own, in core 0, never
cut points; their clustering is 0.
"""

from __future__ import annotations

from itertools import combinations
from math import fsum
from typing import TYPE_CHECKING

from coopgraph.network.measures.adjacency import DIGITS, graph, near
from coopgraph.network.measures.arrays import arrays, by_id, large
from coopgraph.network.measures.skeleton import cores, skeleton
from coopgraph.network.measures.triangles import triangles
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def components(network: Network) -> list[tuple[str, ...]]:
    """Return the connected components, each sorted by id, the largest first, equals by their first id.

    An empty network has none. Takes time in proportion to the ties.
    """
    if large(network):
        ids = [node.id for node in network.nodes]
        parts = [tuple(ids[i] for i in part) for part in skeleton(network).components]
        return sorted(parts, key=lambda nodes: (-len(nodes), nodes[0]))
    beside = near(network)
    found, seen = [], set[str]()
    for start in beside:
        if start not in seen:
            reached, stack = {start}, [start]
            while stack:
                fresh = beside[stack.pop()].keys() - reached
                reached |= fresh
                stack.extend(fresh)
            seen |= reached
            found.append(tuple(sorted(reached)))
    return sorted(found, key=lambda nodes: (-len(nodes), nodes[0]))


def density(network: Network) -> float | None:
    """Return the share of pairs of nodes that are tied, 2m / n(n-1): 0 to 1; None for fewer than two nodes.

    S. Wasserman, K. Faust, "Social Network Analysis", Cambridge University Press 1994, section 4.1.
    """
    n = len(network.nodes)
    return round(2 * len(network.ties) / (n * (n - 1)), DIGITS) if n > 1 else None


def cut_points(network: Network) -> frozenset[str]:
    """Return the nodes without which there would be more components (articulation points).

    J. Hopcroft, R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", Communications of the
    ACM 16, 372 (1973). Takes time in proportion to nodes and ties.
    """
    if large(network):
        return frozenset(network.nodes[i].id for i in skeleton(network).cut_points)
    import networkx as nx

    return frozenset(nx.articulation_points(graph(network)))


def bridges(network: Network) -> frozenset[tuple[str, str]]:
    """Return the ties (ends in the order of the alphabet) without which there would be one more component.

    R. E. Tarjan, "A note on finding the bridges of a graph", Information Processing Letters 2, 160 (1974). Takes
    time in proportion to nodes and ties.
    """
    if large(network):
        return frozenset((network.nodes[a].id, network.nodes[b].id) for a, b in skeleton(network).bridges)
    import networkx as nx

    found = set()
    for a, b in nx.bridges(graph(network)):
        found.add((a, b) if a < b else (b, a))
    return frozenset(found)


def core(network: Network) -> dict[str, int]:
    """Return the core of each node: the greatest k such that it belongs to a group in which all have k ties inside.

    From 0 (isolated) to the greatest degree. S. B. Seidman, "Network structure and minimum degree", Social
    Networks 5, 269 (1983); computed as in V. Batagelj, M. Zaveršnik, "An O(m) algorithm for cores decomposition
    of networks", arXiv cs/0310049 (2003), in proportion to the ties.
    """
    if large(network):
        return by_id(network, cores(network))
    import networkx as nx

    found = nx.core_number(graph(network))
    return {node.id: int(found[node.id]) for node in network.nodes}


def clustering(network: Network, weighted: bool = False) -> dict[str, float]:
    """Return the share of the pairs of a node's neighbours that are tied to each other: 0 to 1.

    Local clustering t / (k(k-1)/2), with k neighbours and t ties among them; 0 for a node with fewer than two.
    D. J. Watts, S. H. Strogatz, "Collective dynamics of small-world networks", Nature 393, 440 (1998).
    ``weighted``: each triangle counts for the geometric mean of its three weights, each divided by the greatest
    weight of the network. J.-P. Onnela, J. Saramäki, J. Kertész, K. Kaski, "Intensity and coherence of motifs in
    weighted complex networks", Physical Review E 71, 065103 (2005). Takes the sum of the squared degrees.
    """
    if large(network):
        return by_id(network, _clustering(network, weighted))
    beside = near(network)
    greatest = max((tie.weight for tie in network.ties), default=1.0)
    found = {}
    for node, others in beside.items():
        closed = [(a, b) for a, b in combinations(sorted(others), 2) if b in beside[a]]
        if weighted:
            total = fsum((others[a] * others[b] * beside[a][b]) ** (1 / 3) / greatest for a, b in closed)
        else:
            total = float(len(closed))
        pairs = len(others) * (len(others) - 1) / 2
        found[node] = round(total / pairs, DIGITS) if pairs else 0.0
    return found


def _clustering(network: Network, weighted: bool) -> Floats:
    """Return the clustering of the nodes of a large network."""
    import numpy as np

    found, closed = arrays(network), triangles(network)
    pairs = np.maximum(found.degree * (found.degree - 1) / 2, 1)
    total = closed.intensity / found.weight.max(initial=0.0) if weighted and len(found.weight) else closed.at
    return np.asarray(total / pairs, dtype=np.float64)


def transitivity(network: Network) -> float | None:
    """Return the share of paths of two ties that a third one closes: 0 to 1; None when there is no such path.

    Three times the triangles divided by the paths. S. Wasserman, K. Faust, "Social Network Analysis", Cambridge
    University Press 1994, section 6.4.3. Takes the sum of the squared degrees.
    """
    if large(network):
        many = arrays(network).degree
        paths = int((many * (many - 1) // 2).sum())
        return round(int(triangles(network).at.sum()) / paths, DIGITS) if paths else None
    beside = near(network)
    pairs = sum(len(others) * (len(others) - 1) // 2 for others in beside.values())
    closed = sum(b in beside[a] for others in beside.values() for a, b in combinations(sorted(others), 2))
    return round(closed / pairs, DIGITS) if pairs else None
