"""Measures of the nodes of a network, each with its definition and its article.

degree        number of ties.
strength      sum of the weights of the ties. A. Barrat, M. Barthelemy, R. Pastor-Satorras, A. Vespignani,
              "The architecture of complex weighted networks", PNAS 101, 3747 (2004).
betweenness   share of the shortest paths between other nodes that run through the node, over unweighted
              ties, divided by (n-1)(n-2)/2, so from 0 to 1. L. C. Freeman, "A set of measures of centrality
              based on betweenness", Sociometry 40, 35 (1977); computed as in U. Brandes, "A faster algorithm
              for betweenness centrality", Journal of Mathematical Sociology 25, 163 (2001). Weights are left
              out on purpose: a strong tie is not a short one.
component     number of its connected component: 1 is the largest, of equals the one with the first id.
cut point     whether its removal would leave more components than before (articulation point). J. Hopcroft,
              R. Tarjan, "Algorithm 447: efficient algorithms for graph manipulation", CACM 16, 372 (1973).

Nodes without ties are measured too: 0, 0, 0, a component of their own, no cut point.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import fsum, sqrt

from coopgraph.network.network import Network

_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Measures:
    """A node and its measures: a row of the table."""

    id: str
    label: str
    type: str
    country: str
    degree: int
    strength: float
    betweenness: float | None
    component: int
    cut_point: bool


def measure(network: Network, betweenness_up_to: float = 3e7) -> list[Measures]:
    """Return the measures of every node, the greatest strength first, equals by id.

    Betweenness takes time in proportion to nodes x ties, a second for 500 nodes with 5,000 ties; where that product
    is above ``betweenness_up_to`` (some ten seconds) it is left out: None in every row.
    """
    import networkx as nx

    graph = network.to_networkx()
    between: dict[str, float] = {}
    if len(network.nodes) * len(network.ties) <= betweenness_up_to:
        between = nx.betweenness_centrality(graph, normalized=True, weight=None)
    cuts = set(nx.articulation_points(graph))
    component = {node: i for i, nodes in enumerate(components(network), 1) for node in nodes}
    strengths = strength(network)
    rows = [
        Measures(
            node.id,
            node.label,
            node.type,
            node.country,
            graph.degree[node.id],
            strengths[node.id],
            round(float(between[node.id]), _DIGITS) if between else None,
            component[node.id],
            node.id in cuts,
        )
        for node in network.nodes
    ]
    return sorted(rows, key=lambda row: (-row.strength, row.id))


def strength(network: Network) -> dict[str, float]:
    """Return the sum of the weights of each node's ties."""
    weights: dict[str, list[float]] = defaultdict(list)
    for tie in network.ties:
        weights[tie.source].append(tie.weight)
        weights[tie.target].append(tie.weight)
    return {node.id: round(fsum(weights[node.id]), _DIGITS) for node in network.nodes}


def components(network: Network) -> list[tuple[str, ...]]:
    """Return the connected components, each sorted by id, the largest first, equals by their first id."""
    near: dict[str, set[str]] = {node.id: set() for node in network.nodes}
    for tie in network.ties:
        near[tie.source].add(tie.target)
        near[tie.target].add(tie.source)
    found, seen = [], set[str]()
    for start in near:
        if start not in seen:
            reached, stack = {start}, [start]
            while stack:
                fresh = near[stack.pop()] - reached
                reached |= fresh
                stack.extend(fresh)
            seen |= reached
            found.append(tuple(sorted(reached)))
    return sorted(found, key=lambda nodes: (-len(nodes), nodes[0]))


def agreement(a: Network, b: Network) -> float | None:
    """Return how far two networks agree on who is strongest: Spearman's rank correlation of the strengths.

    From -1 (reversed) over 0 (unrelated) to 1 (the same order), over the nodes that both have; None when
    fewer than three are shared or one network holds all of them equal. Equal strengths share the mean of
    their ranks. C. Spearman, "The proof and measurement of association between two things", American
    Journal of Psychology 15, 72 (1904).
    """
    left, right = strength(a), strength(b)
    shared = sorted(left.keys() & right.keys())
    if len(shared) < 3:
        return None
    x, y = _ranks([left[i] for i in shared]), _ranks([right[i] for i in shared])
    mean = (len(shared) + 1) / 2
    spread = sqrt(fsum((i - mean) ** 2 for i in x) * fsum((j - mean) ** 2 for j in y))
    if spread == 0:
        return None
    return round(fsum((i - mean) * (j - mean) for i, j in zip(x, y, strict=True)) / spread, _DIGITS)


def _ranks(values: list[float]) -> list[float]:
    """Return the rank of each value from 1, equals sharing the mean of theirs.

    >>> _ranks([5.0, 1.0, 5.0])
    [2.5, 1.0, 2.5]
    """
    places: dict[float, list[int]] = defaultdict(list)
    for place, one in enumerate(sorted(values), 1):
        places[one].append(place)
    return [fsum(places[one]) / len(places[one]) for one in values]
