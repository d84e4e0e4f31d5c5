"""A network as the measures see it: who is next to whom, how strongly, and whereto.

Every measure says which of these it reads.

    near     undirected ties with their weights: a weight is a strength, not a distance
    length   where a measure needs distances, a tie is 1/weight long, so that strong ties are short; after
             M. E. J. Newman, "Scientific collaboration networks. II. Shortest paths, weighted networks, and
             centrality", Physical Review E 64, 016132 (2001)
    flows    directed: only what is funded or delivered, from the giver to the receiver; contributions
             without direction (who leads together, who attends together) are no part of them
    arcs     directed, for triads: a contribution with a direction is one arc, one without is both
"""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import TYPE_CHECKING

from coopgraph.network.network import Network

if TYPE_CHECKING:
    import networkx

DIGITS = 9
"""Measures are rounded so far, so that they do not depend on the order of sums."""
_PARTS = 720720  # the least number that 1 to 16 divide: thirds and sevenths of a length come out even


def near(network: Network) -> dict[str, dict[str, float]]:
    """Return the neighbours of every node with the weights of the ties; an isolated node has none."""
    found: dict[str, dict[str, float]] = {node.id: {} for node in network.nodes}
    for tie in network.ties:
        found[tie.source][tie.target] = found[tie.target][tie.source] = tie.weight
    return found


def graph(network: Network) -> networkx.Graph:
    """Return a networkx Graph whose ties have nothing but ``weight`` and ``length``; a tie of weight 0 is none."""
    import networkx as nx

    made = nx.Graph()
    made.add_nodes_from(node.id for node in network.nodes)
    for tie in network.ties:
        if tie.weight > 0:
            made.add_edge(tie.source, tie.target, weight=tie.weight, length=length(tie.weight))
    return made


def length(weight: float) -> int:
    """Return how long a tie of a weight is, in parts of 1/720720: 1/weight, rounded to a whole number of them.

    Whole numbers, so that paths of equal length are equal: three ties of 1/3 are as long as one of 1/9.

    >>> length(1.0), length(3.0), length(0.333333333)
    (720720, 240240, 2162160)
    """
    return max(1, round(_PARTS / weight))


def unit(parts: float) -> float:
    """Return a length in parts of 1/720720 as a multiple of the length of a tie of weight 1.

    >>> unit(length(0.5))
    2.0
    """
    return parts / _PARTS


def flows(network: Network) -> dict[tuple[str, str], float]:
    """Return the weight that runs from each giver to each receiver: the sum of the contributions that point so."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(list)
    for tie in network.ties:
        for c in tie.contributions:
            if c.towards:
                sums[tie.other(c.towards), c.towards].append(c.weight)
    return {ends: round(fsum(sums[ends]), DIGITS) for ends in sorted(sums)}


def arcs(network: Network, directed: bool = False) -> dict[str, set[str]]:
    """Return whom every node has an arc to.

    Undirected, every tie is read in both directions. Directed, a tie has the directions of its contributions,
    and one of those that has none counts for both.
    """
    found: dict[str, set[str]] = {node.id: set() for node in network.nodes}
    for tie in network.ties:
        towards = {c.towards for c in tie.contributions} if directed else {""}
        for a, b in ((tie.source, tie.target), (tie.target, tie.source)):
            if towards & {"", b}:
                found[a].add(b)
    return found
