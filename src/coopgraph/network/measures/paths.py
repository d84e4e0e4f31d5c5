"""Shortest paths of a large network: betweenness by networkit, exact or estimated, and closeness by bits.

Exact betweenness takes nodes x ties. Beyond :data:`EXACT` it is estimated from sources drawn at random, in batches
whose spread gives the standard error: U. Brandes, C. Pich, "Centrality estimation in large networks", International
Journal of Bifurcation and Chaos 17, 2303 (2007), with the weighting of R. Geisberger, P. Sanders, D. Schultes, "Better
approximation of betweenness centrality", ALENEX 2008, where networkit does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.measures.adjacency import graph, length
from coopgraph.network.measures.arrays import Arrays, arrays, graph_of, networkit, one_thread
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

EXACT = 5e8
"""Up to so many nodes x ties betweenness is exact, given networkit: some ten seconds (by 1/weight: a minute)."""
BATCHES, SOURCES = 8, 64  # batches, and sources drawn in each
_WORDS = 8  # 64 sources each are followed at once


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """Betweenness of every node, in the order of nodes; ``sources`` is 0 when it is exact, else how many were drawn
    from ``seed`` on, and ``error`` the greatest standard error of a node."""

    values: Floats
    sources: int = 0
    seed: int = 0
    error: float = 0.0

    def __str__(self) -> str:
        if not self.sources:
            return "exact"
        return (
            f"estimated from {self.sources} sources (Brandes and Pich 2007; seed {self.seed}), "
            f"standard error at most {self.error:.2g}"
        )


def betweenness(network: Network, weighted: bool = False, limit: float = EXACT, seed: int = 0) -> Between:
    """Return the betweenness of a large network: exact up to ``limit`` nodes x ties, an estimate beyond.

    Made once for each way. Takes nodes x ties, or 512 x ties: ten nanoseconds each with networkit, a microsecond
    without. The same seed gives the same numbers.
    """
    exact = len(network.nodes) * len(network.ties) <= limit
    name = f"betweenness {weighted} {exact} {seed}"
    return network.kept(name, lambda: _exact(network, weighted) if exact else _estimated(network, weighted, seed))


def _exact(network: Network, weighted: bool) -> Between:
    import numpy as np

    if networkit() is not None:
        return between(arrays(network), weighted, True)
    import networkx as nx

    values = nx.betweenness_centrality(graph(network), normalized=True, weight="length" if weighted else None)
    return Between(np.array([values[node.id] for node in network.nodes], dtype=np.float64))


def _estimated(network: Network, weighted: bool, seed: int) -> Between:
    if networkit() is not None:
        return between(arrays(network), weighted, False, seed)
    many = min(SOURCES, len(network.nodes))
    return _mean([_sampled(network, weighted, many, seed + batch) for batch in range(BATCHES)], many, seed)


def between(found: Arrays, weighted: bool, exact: bool, seed: int = 0) -> Between:
    """Return the betweenness of the nodes of any graph by networkit, exact or estimated."""
    import networkit as nk
    import numpy as np

    made = graph_of(found, _lengths(found) if weighted else None)
    if exact:
        done = nk.centrality.Betweenness(made, normalized=False)
        done.run()
        return Between(_shares(np.array(done.scores(), dtype=np.float64), found.count))
    batches, many = [], min(SOURCES, found.count)
    for batch in range(BATCHES):
        with one_thread(seed + batch):
            done = nk.centrality.EstimateBetweenness(made, many, False, False)
            done.run()
        batches.append(_shares(np.array(done.scores(), dtype=np.float64), found.count))
    return _mean(batches, many, seed)


def _mean(batches: Sequence[Floats], many: int, seed: int) -> Between:
    import numpy as np

    table = np.stack(batches)
    error = float((table.std(axis=0, ddof=1) / BATCHES**0.5).max(initial=0.0))
    return Between(table.mean(axis=0), BATCHES * many, seed, error)


def _sampled(network: Network, weighted: bool, many: int, seed: int) -> Floats:
    import networkx as nx
    import numpy as np

    way = "length" if weighted else None
    values = nx.betweenness_centrality(graph(network), k=many, normalized=True, weight=way, seed=seed)
    return np.array([values[node.id] for node in network.nodes], dtype=np.float64)


def _shares(counts: Floats, n: int) -> Floats:
    """Return counts of pairs in both orders as shares of the pairs of others.

    To twelve digits: what threads add up in another order must not show.
    """
    import numpy as np

    return np.round(counts / max((n - 1) * (n - 2), 1), 12)


def _lengths(found: Arrays) -> Floats:
    """Return the whole lengths of ties, as floats."""
    import numpy as np

    return np.array([length(weight) for weight in found.weight.tolist()], dtype=np.float64)


def closeness(network: Network) -> Floats:
    """Return the harmonic closeness of every node of a large network, exactly; see :func:`by_distance` for the cost."""
    return by_distance(arrays(network), lambda d: (1 / d,))[:, 0] / max(len(network.nodes) - 1, 1)


def by_distance(found: Arrays, weigh: Callable[[int], Sequence[float]]) -> Floats:
    """Return for each node the sums, over the others it reaches, of what ``weigh`` makes of their distance (1, 2, …).

    Nodes x numbers that ``weigh`` gives. Breadth first from 512 nodes at once, a bit each: M. Then et al., "The more
    the merrier: efficient multi-source graph traversal", Proceedings of the VLDB Endowment 8, 449 (2014). Takes nodes
    x ties x greatest distance / 64.
    """
    import numpy as np

    total = np.zeros((found.count, len(weigh(1))))
    tied = np.flatnonzero(found.degree)
    place = np.full(found.count, -1)
    place[tied] = np.arange(len(tied))
    other, starts = place[found.other], found.start[tied]
    for first in range(0, len(tied), 64 * _WORDS):
        some = np.arange(first, min(first + 64 * _WORDS, len(tied)))
        seen = np.zeros((len(tied), _WORDS), dtype=np.uint64)
        bit = some - first
        seen[some, bit // 64] = np.uint64(1) << (bit % 64).astype(np.uint64)
        front, distance = seen.copy(), 1
        while True:
            reached = np.bitwise_or.reduceat(front[other], starts, axis=0) & ~seen
            counts = _bits(reached)
            if not counts.any():
                break
            total[tied] += counts[:, None] * np.array(weigh(distance))
            seen |= reached
            front, distance = reached, distance + 1
    return total


def _bits(words: NDArray[np.uint64]) -> Floats:
    """Return how many bits of each row are set."""
    import numpy as np

    table = np.array([bin(i).count("1") for i in range(256)], dtype=np.uint8)
    return np.asarray(table[words.view(np.uint8)].sum(axis=1, dtype=np.float64))
