"""Communities: groups of nodes that are tied more to one another than to the rest, and how sure the groups are.

The Louvain method takes nodes in a random order, and another order can give other groups. So it is run with many
seeds; the partition of the highest modularity is the answer, and the mean agreement of the runs says how far to
trust it. Louvain, not Leiden, because networkx has Leiden only as a door to other libraries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, fsum, log
from typing import TYPE_CHECKING

from coopgraph.errors import UsageError
from coopgraph.network.measures import local_moving
from coopgraph.network.measures.adjacency import DIGITS
from coopgraph.network.measures.arrays import Arrays, arrays, large, scipy
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import networkx

RUNS_OF_MANY, MANY_TIES = 10, 10_000
"""Networks of more ties are run so many times at most; without scipy, all that are large."""


@dataclass(frozen=True, slots=True)
class Communities:
    """The best partition found, and how far the runs agree.

    ``groups`` are the communities, each sorted by id, the largest first, equals by their first id. ``modularity``
    is that of this partition, None without ties. ``runs`` seeds were tried from ``seed`` on; they gave
    ``different`` partitions, and ``found`` of the runs gave this one. ``rand`` and ``nmi`` are the mean adjusted
    Rand index and the mean normalized mutual information of every two runs, over the nodes with a tie (the others
    are alone in every run); None for a single run or without ties.
    """

    groups: tuple[tuple[str, ...], ...]
    modularity: float | None
    seed: int
    runs: int
    different: int
    found: int
    rand: float | None
    nmi: float | None

    def of(self) -> dict[str, int]:
        """Return the number of each node's community, from 1."""
        return {node: i for i, group in enumerate(self.groups, 1) for node in group}

    def __str__(self) -> str:
        if self.modularity is None:
            return "no ties, so every node is alone"
        seeds = f"{self.runs} runs (seeds {self.seed} to {self.seed + self.runs - 1})"
        head = f"{len(self.groups)} communities, modularity {self.modularity:.3f}, found in {self.found} of {seeds}"
        if self.rand is None or self.nmi is None:
            return head
        return f"{head}; the runs agree by {self.rand:.3f} (mean adjusted Rand) and {self.nmi:.3f} (mean NMI)"


def louvain(network: Network, runs: int = 50, seed: int = 0, resolution: float = 1.0) -> Communities:
    """Return the communities of a network by the Louvain method: weighted, undirected.

    The partition with the highest modularity Q = sum over communities of (w_in/w - resolution (s/2w)²), w being
    all weight, w_in that of ties inside and s the strengths of the members; from -1/2 to below 1. Of equals, the
    one that most runs found, then the first by its members. Every isolated node is a community of its own; an
    empty network has none. The same seed gives the same answer everywhere. Raises UsageError for less than one
    run or a resolution of 0 or less. V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, "Fast unfolding of
    communities in large networks", Journal of Statistical Mechanics P10008 (2008); M. E. J. Newman, "Analysis of
    weighted networks", Physical Review E 70, 056131 (2004); resolution: J. Reichardt, S. Bornholdt, Physical
    Review E 74, 016110 (2006). Takes runs x ties x some passes: a tenth of a second for 40 nodes and 50 runs. Large
    networks are done by :mod:`coopgraph.network.measures.local_moving` where scipy is installed, whose groups can be
    others as good; above MANY_TIES ties no more than RUNS_OF_MANY times: a fifth of a second for 40,000 ties.
    """
    if runs < 1 or resolution <= 0:
        raise UsageError(f"{runs} runs at resolution {resolution} are not possible; give 1 run or more and above 0")
    if not len(network.ties):
        return Communities(tuple((node.id,) for node in network.nodes), None, seed, runs, 1, runs, None, None)
    if not large(network):
        return _partition(network, _classic(network, runs, seed, resolution), seed, resolution)
    way = _classic if scipy() is None else _fast
    few = runs if way is _fast and len(network.ties) <= MANY_TIES else min(runs, RUNS_OF_MANY)
    made = way(network, few, seed, resolution)
    return network.kept(f"louvain {few} {seed} {resolution}", lambda: _partition(network, made, seed, resolution))


def _partition(network: Network, found_in_runs: Iterable[_Partition], seed: int, resolution: float) -> Communities:
    """Return the best of the partitions that the runs gave, and how far they agree."""
    ids, found = [node.id for node in network.nodes], arrays(network)
    tries = Counter(found_in_runs)
    runs = sum(tries.values())
    quality = {p: modularity(found, p, resolution) for p in tries}
    best = min(tries, key=lambda p: (-quality[p], -tries[p], p))
    groups = tuple(tuple(ids[i] for i in group) for group in best)
    rand, nmi = _agreement(tries, found.degree.nonzero()[0].tolist())
    return Communities(groups, quality[best], seed, runs, len(tries), tries[best], rand, nmi)


_Partition = tuple[tuple[int, ...], ...]


def _numbered(network: Network) -> networkx.Graph:
    """Return the network with numbers for nodes, in the order of ids: sets of numbers have an order of their own,
    sets of text a new one in each process."""
    import networkx as nx

    found = arrays(network)
    made = nx.Graph()
    made.add_nodes_from(range(found.count))
    made.add_weighted_edges_from(zip(found.source.tolist(), found.target.tolist(), found.weight.tolist(), strict=True))
    return made


def _classic(network: Network, runs: int, seed: int, resolution: float) -> Iterator[_Partition]:
    """Yield the partitions of networkx."""
    import networkx as nx

    made = _numbered(network)
    for run in range(runs):
        found = nx.community.louvain_communities(made, weight="weight", resolution=resolution, seed=seed + run)
        yield _ordered(found)


def _fast(network: Network, runs: int, seed: int, resolution: float) -> Iterator[_Partition]:
    """Yield the partitions of :mod:`coopgraph.network.measures.local_moving`."""
    import numpy as np

    for label in local_moving.labels(arrays(network), range(seed, seed + runs), resolution):
        order = np.argsort(label, kind="stable")
        cuts = np.flatnonzero(np.diff(label[order])) + 1
        yield _ordered(group.tolist() for group in np.split(order, cuts))


def modularity(found: Arrays, groups: _Partition, resolution: float = 1.0) -> float:
    """Return the modularity of a partition of the places of all nodes; see :func:`louvain`."""
    import numpy as np

    label = np.zeros(found.count, dtype=np.int64)
    for number, group in enumerate(groups):
        label[list(group)] = number
    strength = np.bincount(found.node, found.weight[found.tie], found.count)
    total = found.weight.sum()
    inside = found.weight[label[found.source] == label[found.target]].sum() / total
    share = np.bincount(label, strength, len(groups)) / (2 * total)
    return round(float(inside - resolution * (share**2).sum()), DIGITS)


def _ordered(groups: Iterable[Iterable[int]]) -> _Partition:
    return tuple(sorted((tuple(sorted(g)) for g in groups), key=lambda g: (-len(g), g)))


def _agreement(tries: Mapping[_Partition, int], tied: Sequence[int]) -> tuple[float | None, float | None]:
    """Return the mean adjusted Rand index and NMI over all pairs of runs; pairs of equal runs agree by 1."""
    runs = sum(tries.values())
    pairs = comb(runs, 2)
    if not pairs:
        return None, None
    labels = {p: [label for _, label in sorted((i, g) for g, group in enumerate(p) for i in group)] for p in tries}
    cut = {p: [labels[p][i] for i in tied] for p in tries}
    same = float(sum(comb(n, 2) for n in tries.values()))
    rand, nmi = [same], [same]
    for p, q in combinations(tries, 2):
        times = tries[p] * tries[q]
        rand.append(times * adjusted_rand(cut[p], cut[q]))
        nmi.append(times * normalized_mutual_information(cut[p], cut[q]))
    return round(fsum(rand) / pairs, DIGITS), round(fsum(nmi) / pairs, DIGITS)


def adjusted_rand(a: Sequence[object], b: Sequence[object]) -> float:
    """Return how far two partitions agree on which pairs belong together: 1 the same, 0 as by chance, down to -1/2.

    ``a[i]`` and ``b[i]`` are the groups of thing i. Partitions that leave nothing to chance (all alone, or all
    together, in both) agree by 1. L. Hubert, P. Arabie, "Comparing partitions", Journal of Classification 2, 193
    (1985).

    >>> adjusted_rand("xxyy", "1122"), round(adjusted_rand("xxyy", "1212"), 3)
    (1.0, -0.5)
    """
    both, left, right = (sum(comb(n, 2) for n in counts) for counts in _counts(a, b))
    pairs = comb(len(a), 2)
    chance = left * right / pairs if pairs else 0.0
    most = (left + right) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def normalized_mutual_information(a: Sequence[object], b: Sequence[object]) -> float:
    """Return how much one partition tells of the other: 0 nothing, 1 everything.

    Twice the mutual information divided by the sum of both entropies; 1 when both have one group only. L. Danon,
    A. Díaz-Guilera, J. Duch, A. Arenas, "Comparing community structure identification", Journal of Statistical
    Mechanics P09008 (2005).

    >>> normalized_mutual_information("xxyy", "1122"), normalized_mutual_information("xxyy", "1212")
    (1.0, 0.0)
    """
    joint, left, right = (_entropy(counts, len(a)) for counts in _counts(a, b))
    return 1.0 if left + right == 0 else max(0.0, 2 * (left + right - joint) / (left + right))


def _counts(a: Sequence[object], b: Sequence[object]) -> tuple[Iterable[int], Iterable[int], Iterable[int]]:
    return Counter(zip(a, b, strict=True)).values(), Counter(a).values(), Counter(b).values()


def _entropy(counts: Iterable[int], n: int) -> float:
    return fsum(-c / n * log(c / n) for c in counts)
