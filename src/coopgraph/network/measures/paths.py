"""Shortest paths of a large network: betweenness, exact or estimated, and closeness by bits.

Exact betweenness takes nodes x ties. Beyond :data:`EXACT` it is estimated from sources drawn at random, in batches
whose spread gives the standard error: U. Brandes, C. Pich, "Centrality estimation in large networks", International
Journal of Bifurcation and Chaos 17, 2303 (2007). What a source adds is summed up in
:mod:`coopgraph.network.measures.brandes`, where scipy is installed, else by networkx.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.measures import brandes
from coopgraph.network.measures.adjacency import graph, lengths
from coopgraph.network.measures.arrays import Arrays, arrays, of_ties, scipy
from coopgraph.network.measures.triangles import detours
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

EXACT = 2e9
"""Up to so many nodes x ties betweenness is exact, given scipy: some four seconds (by 1/weight: ten to thirty)."""
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

    Made once for each way. Takes nodes x ties, or 512 x ties: two nanoseconds each with scipy (by 1/weight five to
    fifteen), a microsecond without. The same seed gives the same numbers.
    """
    draw = None if len(network.nodes) * len(network.ties) <= limit else seed
    made = _classic if scipy() is None else _fast
    return network.kept(f"betweenness {weighted} {draw}", lambda: made(network, weighted, draw))


def _fast(network: Network, weighted: bool, seed: int | None) -> Between:
    found = arrays(network)
    if not weighted:
        return between(found, None, seed)
    long = lengths(found.weight)
    kept = ~detours(network, long)
    some = of_ties(found.count, found.source[kept], found.target[kept], found.weight[kept])
    return between(some, long[kept], seed)


def between(found: Arrays, long: Floats | None = None, seed: int | None = None) -> Between:
    """Return the betweenness of the nodes of any graph by scipy: exact, or estimated where a seed is given.

    ``long`` has the lengths of the ties, whole numbers; when None all are as long.
    """
    import numpy as np

    n = found.count
    pairs = max((n - 1) * (n - 2), 1)  # in both orders

    def added(sources: NDArray[np.int64]) -> Floats:
        return brandes.by_steps(found, sources) if long is None else brandes.by_lengths(found, long, sources)

    if seed is None:
        return Between(added(np.arange(n)) / pairs)
    many = min(SOURCES, n)
    drawn = [np.random.default_rng(seed + batch).choice(n, many, replace=False) for batch in range(BATCHES)]
    return _mean([added(some) * (n / many / pairs) for some in drawn], many, seed)


def _classic(network: Network, weighted: bool, seed: int | None) -> Between:
    """Return what networkx gives."""
    import networkx as nx
    import numpy as np

    made, way = graph(network), "length" if weighted else None

    def values(many: int | None, seed: int) -> Floats:
        found = nx.betweenness_centrality(made, k=many, normalized=True, weight=way, seed=seed)
        return np.array([found[node.id] for node in network.nodes], dtype=np.float64)

    if seed is None:
        return Between(values(None, 0))
    many = min(SOURCES, len(network.nodes))
    return _mean([values(many, seed + batch) for batch in range(BATCHES)], many, seed)


def _mean(batches: Sequence[Floats], many: int, seed: int) -> Between:
    import numpy as np

    table = np.stack(batches)
    error = float((table.std(axis=0, ddof=1) / BATCHES**0.5).max(initial=0.0))
    return Between(table.mean(axis=0), BATCHES * many, seed, error)


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
