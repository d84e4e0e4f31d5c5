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

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coopgraph.network.columns import TOWARDS_SOURCE, TOWARDS_TARGET
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import networkx
    from numpy.typing import NDArray

DIGITS = 9
"""Measures are rounded so far, so that they do not depend on the order of sums."""
_PARTS = 720720  # the least number that 1 to 16 divide: thirds and sevenths of a length come out even


def near(network: Network) -> dict[str, dict[str, float]]:
    """Return the neighbours of every node with the weights of the ties; an isolated node has none."""
    found: dict[str, dict[str, float]] = {node.id: {} for node in network.nodes}
    for a, b, weight in rows(network, network.columns.weight):
        found[a][b] = found[b][a] = weight
    return found


def rows(network: Network, *columns: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield of each tie its ends and its value in each column."""
    found = network.columns
    ends = ([found.ids[i] for i in side.tolist()] for side in (found.source, found.target))
    return zip(*ends, *(column.tolist() for column in columns), strict=True)


def graph(network: Network) -> networkx.Graph:
    """Return a networkx Graph whose ties have nothing but ``weight`` and ``length``; a tie of weight 0 is none."""
    import networkx as nx

    made = nx.Graph()
    made.add_nodes_from(node.id for node in network.nodes)
    for a, b, weight in rows(network, network.columns.weight):
        if weight > 0:
            made.add_edge(a, b, weight=weight, length=length(weight))
    return made


def length(weight: float) -> int:
    """Return how long a tie of a weight is, in parts of 1/720720: 1/weight, rounded to a whole number of them.

    Whole numbers, so that paths of equal length are equal: three ties of 1/3 are as long as one of 1/9.

    >>> length(1.0), length(3.0), length(0.333333333)
    (720720, 240240, 2162160)
    """
    return max(1, round(_PARTS / weight))


def lengths(weights: NDArray[Any]) -> NDArray[Any]:
    """Return :func:`length` of each weight, as floats.

    >>> import numpy as np
    >>> lengths(np.array([1.0, 3.0, 0.333333333])).tolist()
    [720720.0, 240240.0, 2162160.0]
    """
    import numpy as np

    return np.maximum(1, np.rint(_PARTS / weights))


def unit(parts: float) -> float:
    """Return a length in parts of 1/720720 as a multiple of the length of a tie of weight 1.

    >>> unit(length(0.5))
    2.0
    """
    return parts / _PARTS


def flows(network: Network) -> dict[tuple[str, str], float]:
    """Return the weight that runs from each giver to each receiver: the sum of the contributions that point so."""
    found = network.columns
    sums: dict[tuple[str, str], float] = {}
    for a, b, given, taken in rows(network, found.given, found.taken):
        if given:
            sums[a, b] = given
        if taken:
            sums[b, a] = taken
    return dict(sorted(sums.items()))


def arcs(network: Network, directed: bool = False) -> dict[str, set[str]]:
    """Return whom every node has an arc to.

    Undirected, every tie is read in both directions. Directed, a tie has the directions of its contributions,
    and one of those that has none counts for both.
    """
    found: dict[str, set[str]] = {node.id: set() for node in network.nodes}
    columns = network.columns
    for a, b, direction, even in rows(network, columns.direction, columns.even):
        if not directed or even or direction & TOWARDS_TARGET:
            found[a].add(b)
        if not directed or even or direction & TOWARDS_SOURCE:
            found[b].add(a)
    return found
