"""What holds a large network together: components, cut points and bridges in one walk, and cores by peeling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.measures.arrays import Arrays, arrays
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Components, each its nodes in order; cut points; bridges as pairs of nodes, the lower first. Nodes by place."""

    components: tuple[tuple[int, ...], ...]
    cut_points: frozenset[int]
    bridges: frozenset[tuple[int, int]]


def skeleton(network: Network) -> Skeleton:
    """Return the skeleton of a network, made once. Takes time in proportion to nodes and ties."""
    return network.kept("skeleton", lambda: _walk(arrays(network)))


def _walk(found: Arrays) -> Skeleton:
    """Walk depth first and note how far back each part of the tree reaches (Hopcroft and Tarjan 1973)."""
    start, other = found.start.tolist(), found.other.tolist()
    number, low, parent = [-1] * found.count, [0] * found.count, [-1] * found.count
    at = start[:-1]
    components, cuts, bridges, clock = [], set[int](), set[tuple[int, int]](), 0
    for root in range(found.count):
        if number[root] >= 0:
            continue
        number[root] = low[root] = clock
        clock += 1
        members, stack, branches = [root], [root], 0
        while stack:
            v = stack[-1]
            if at[v] < start[v + 1]:
                w = other[at[v]]
                at[v] += 1
                if number[w] < 0:
                    parent[w] = v
                    number[w] = low[w] = clock
                    clock += 1
                    members.append(w)
                    stack.append(w)
                elif w != parent[v] and number[w] < low[v]:
                    low[v] = number[w]
                continue
            stack.pop()
            up = parent[v]
            if up < 0:
                continue
            if low[v] < low[up]:
                low[up] = low[v]
            if low[v] > number[up]:
                bridges.add((up, v) if up < v else (v, up))
            if up == root:
                branches += 1
            elif low[v] >= number[up]:
                cuts.add(up)
        if branches > 1:
            cuts.add(root)
        components.append(tuple(sorted(members)))
    return Skeleton(tuple(components), frozenset(cuts), frozenset(bridges))


def cores(network: Network) -> Ints:
    """Return the core of each node by taking away, for each k, whoever has no more than k ties left."""
    import numpy as np

    found = arrays(network)
    left, core, gone = found.degree.copy(), np.zeros(found.count, dtype=np.int64), np.zeros(found.count, dtype=bool)
    k = 0
    while not gone.all():
        k = max(k, int(left[~gone].min()))
        leaving = np.flatnonzero(~gone & (left <= k))
        while len(leaving):
            core[leaving], gone[leaving] = k, True
            many = found.degree[leaving]
            places = np.repeat(found.start[leaving] - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
            near = found.other[places]
            left -= np.bincount(near, minlength=found.count)
            near = np.unique(near)
            leaving = near[~gone[near] & (left[near] <= k)]
    return core
