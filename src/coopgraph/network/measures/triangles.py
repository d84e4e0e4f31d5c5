"""Triangles of a large network, once for all that is made of them: clustering, structural holes, brokerage.

Listed by the forward algorithm: nodes in the order of their degrees, and for each the neighbours of its later
neighbours that are its own (T. Schank, D. Wagner, "Finding, counting and listing all triangles in large graphs, an
experimental study", WEA 2005, LNCS 3503, 606), in at most ties^1.5 steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.measures.arrays import Arrays, arrays
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    Bools: TypeAlias = NDArray[np.bool_]
    Block: TypeAlias = tuple[Ints, Ints, Ints]

_AT_ONCE, _KEPT = 100_000, 10  # triangles a block, and how many blocks are kept


def blocks(found: Arrays) -> Iterator[Block]:
    """Yield the triangles of some nodes at a time as arcs (u to v, u to w, v to w): each triangle once."""
    import numpy as np

    rank = np.empty(found.count, dtype=np.int64)
    rank[np.lexsort((np.arange(found.count), found.degree))] = np.arange(found.count)
    later = rank[found.other] > rank[found.node]
    other, arc = found.other[later], found.arc[later]
    start = np.concatenate(([0], np.cumsum(np.bincount(found.node[later], minlength=found.count))))
    many = np.diff(start)
    own = np.full(found.count, -1, dtype=np.int64)  # the arc from the node in hand to each of its later neighbours
    kept: list[tuple[Ints, Ints, Ints]] = []
    held = 0
    for u in np.flatnonzero(many > 1).tolist():
        ends, arcs = other[start[u] : start[u + 1]], arc[start[u] : start[u + 1]]
        own[ends] = arcs
        counts = many[ends]
        places = np.repeat(start[ends] - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
        closing = own[other[places]]
        closed = np.flatnonzero(closing >= 0)
        own[ends] = -1
        if len(closed):
            kept.append((np.repeat(arcs, counts)[closed], closing[closed], arc[places[closed]]))
            held += len(closed)
        if held > _AT_ONCE:
            yield tuple(np.concatenate(column) for column in zip(*kept, strict=True))  # type: ignore[misc]
            kept, held = [], 0
    if kept:
        yield tuple(np.concatenate(column) for column in zip(*kept, strict=True))  # type: ignore[misc]


def listed(network: Network) -> Iterable[Block]:
    """Return the triangles of a network as :func:`blocks` does; when they are few blocks, they are listed once."""
    return network.kept("triangles", lambda: _if_few(blocks(arrays(network)))) or blocks(arrays(network))


def _if_few(found: Iterator[Block]) -> tuple[Block, ...]:
    first = tuple(islice(found, _KEPT + 1))
    return first if len(first) <= _KEPT else ()


def detours(network: Network, long: Floats) -> Bools:
    """Say of each tie whether two others lead from end to end on a shorter way; ``long`` has the lengths of ties."""
    import numpy as np

    m = len(long)
    found = np.zeros(m, dtype=bool)
    for arcs in listed(network):
        sides = [_tie(arc, m) for arc in arcs]
        a, b, c = (long[side] for side in sides)
        for side, longer in zip(sides, (a > b + c, b > a + c, c > a + b), strict=True):
            found[side[longer]] = True
    return found


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Triangles:
    """What the triangles of a network add up to.

    shared      for each tie, how many nodes both its ends are tied to
    at          for each node, how many triangles it is in
    intensity   for each node, the sum over them of the geometric mean of their weights
    indirect    for each arc i to j, the sum over third nodes q of p_iq p_qj (Burt)
    redundancy  for each node i, the sum over its contacts j and third nodes q of p_iq m_jq (Burt)
    """

    shared: Ints
    at: Ints
    intensity: Floats
    indirect: Floats
    redundancy: Floats


def triangles(network: Network, weighted: bool = True) -> Triangles:
    """Return the sums over the triangles of a network, made once; ``weighted=False`` takes every weight as 1."""
    return network.kept(f"triangles {weighted}", lambda: _sums(arrays(network), listed(network), weighted))


def _sums(found: Arrays, listed: Iterable[Block], weighted: bool) -> Triangles:
    import numpy as np

    m, n = len(found.source), found.count
    weight = found.weight if weighted else np.ones(m)
    share, marginal = shares(found, weight)
    root = np.cbrt(weight)
    ends = np.concatenate((found.source, found.target))
    shared, intensity = np.zeros(m, dtype=np.int64), np.zeros(n)
    indirect, redundancy = np.zeros(2 * m), np.zeros(n)
    for uv, uw, vw in listed:
        sides = [_tie(arc, m) for arc in (uv, uw, vw)]
        shared += sum(np.bincount(side, minlength=m) for side in sides)
        mean = root[sides[0]] * root[sides[1]] * root[sides[2]]
        arcs = (uv, _back(uv, m), uw, _back(uw, m), vw, _back(vw, m))
        p, most = [share[arc] for arc in arcs], [marginal[arc] for arc in arcs]
        for ij, iq, jq in ((0, 2, 4), (4, 1, 3), (3, 5, 0)):  # i is each corner once
            i, qj = ends[arcs[ij]], jq ^ 1
            intensity += np.bincount(i, mean, n)
            indirect += np.bincount(arcs[ij], p[iq] * p[qj], 2 * m)
            indirect += np.bincount(arcs[iq], p[ij] * p[jq], 2 * m)
            redundancy += np.bincount(i, p[iq] * most[jq] + p[ij] * most[qj], n)
    at = np.bincount(found.node, shared[found.tie], n).astype(np.int64) // 2  # each by two ties
    return Triangles(shared, at, intensity, indirect, redundancy)


def _tie(arc: Ints, ties: int) -> Ints:
    """Return the ties of arcs."""
    import numpy as np

    return np.where(arc < ties, arc, arc - ties)


def _back(arc: Ints, ties: int) -> Ints:
    """Return the arcs in the other direction."""
    import numpy as np

    return np.where(arc < ties, arc + ties, arc - ties)


def shares(found: Arrays, weight: Floats) -> tuple[Floats, Floats]:
    """Return for each arc i to j the share of i's strength that it has, and its weight over i's greatest."""
    import numpy as np

    ends = np.concatenate((found.source, found.target))
    both = np.concatenate((weight, weight))
    total, most = np.bincount(ends, both, found.count), np.zeros(found.count)
    np.maximum.at(most, ends, both)
    return both / total[ends], both / most[ends]


def constraint(network: Network, weighted: bool) -> Floats:
    """Return Burt's constraint of every node; not a number for an isolated one."""
    import numpy as np

    found = arrays(network)
    share, _ = shares(found, found.weight if weighted else np.ones(len(found.weight)))
    ends = np.concatenate((found.source, found.target))
    value = np.bincount(ends, (share + triangles(network, weighted).indirect) ** 2, found.count)
    return np.where(found.degree > 0, value, np.nan)


def roles(network: Network, group: Ints) -> Ints:
    """Return how often each node is coordinator, consultant, gatekeeper, representative, liaison: nodes x 5.

    All pairs of neighbours, counted by their groups, without those that a triangle closes. ``group`` is -1 for who
    takes no part.
    """
    import numpy as np

    found = arrays(network)
    n, node, other = found.count, found.node, found.other
    known = (group[node] >= 0) & (group[other] >= 0)
    node, of = node[known], group[other[known]]
    width = int(group.max(initial=0)) + 1
    keys, counts = np.unique(node * width + of, return_counts=True)
    at, which = np.divmod(keys, width)
    inside = which == group[at]
    own = np.bincount(at[inside], counts[inside], n).astype(np.int64)
    rest = np.bincount(at[~inside], counts[~inside], n).astype(np.int64)
    alike = np.bincount(at[~inside], counts[~inside].astype(np.float64) ** 2, n).astype(np.int64)
    sides = own * rest
    made = np.stack((own * (own - 1), alike - rest, sides, sides, rest**2 - alike), axis=1)
    return made - _closed(network, group)


def _closed(network: Network, group: Ints) -> Ints:
    """Return how many pairs, in both orders, each node is tied to who are tied to each other, by role: nodes x 5."""
    import numpy as np

    found = arrays(network)
    m, n = len(found.source), found.count
    ends = np.concatenate((found.source, found.target))
    alike, part = group[found.source] == group[found.target], group >= 0
    counts = np.zeros(n * 8, dtype=np.int64)
    for uv, uw, vw in listed(network):
        corners = ends[uv], ends[vw], ends[_back(uw, m)]
        all_three = part[corners[0]] & part[corners[1]] & part[corners[2]]
        first, second, third = (alike[_tie(arc, m)] for arc in (uv, uw, vw))
        for i, left, right, across in ((0, first, second, third), (1, first, third, second), (2, second, third, first)):
            key = corners[i] * 8 + left * 4 + right * 2 + across
            counts += np.bincount(key[all_three], minlength=n * 8)
    # which of v and a, v and b, a and b are of one group: none, a and b, one and v, all
    none, across, right, _, left, _, _, every = counts.reshape(n, 8).T
    one = left + right
    return np.stack((2 * every, 2 * across, one, one, 2 * none), axis=1)
