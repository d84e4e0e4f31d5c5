"""Triangles of a large network, once for all that is made of them: clustering, structural holes, brokerage.

Listed by the forward algorithm: nodes in the order of their degrees, and for each the neighbours of its later
neighbours that are its own (T. Schank, D. Wagner, "Finding, counting and listing all triangles in large graphs, an
experimental study", WEA 2005, LNCS 3503, 606), in at most ties^1.5 steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.measures.arrays import Arrays, arrays
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

_AT_ONCE = 500_000


def blocks(found: Arrays) -> Iterator[tuple[Ints, Ints, Ints]]:
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
    return network.kept(f"triangles {weighted}", lambda: _sums(arrays(network), weighted))


def _sums(found: Arrays, weighted: bool) -> Triangles:
    import numpy as np

    m, n = len(found.source), found.count
    weight = found.weight if weighted else np.ones(m)
    share, marginal = shares(found, weight)
    root = np.cbrt(weight)
    ends = np.concatenate((found.source, found.target))
    shared, at, intensity = np.zeros(m, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n)
    indirect, redundancy = np.zeros(2 * m), np.zeros(n)
    for uv, uw, vw in blocks(found):
        vu, wu, wv = (_back(arc, m) for arc in (uv, uw, vw))
        mean = root[np.minimum(uv, vu)] * root[np.minimum(uw, wu)] * root[np.minimum(vw, wv)]
        for arc, back in ((uv, vu), (uw, wu), (vw, wv)):
            shared += np.bincount(np.minimum(arc, back), minlength=m)
        for ij, iq, jq in ((uv, uw, vw), (vw, vu, wu), (wu, wv, uv)):  # i is each corner once
            qj = _back(jq, m)
            i = ends[ij]
            at += np.bincount(i, minlength=n)
            intensity += np.bincount(i, mean, n)
            indirect += np.bincount(ij, share[iq] * share[qj], 2 * m)
            indirect += np.bincount(iq, share[ij] * share[jq], 2 * m)
            redundancy += np.bincount(i, share[iq] * marginal[jq] + share[ij] * marginal[qj], n)
    return Triangles(shared, at, intensity, indirect, redundancy)


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
    ends = np.concatenate((found.source, found.target))
    m = len(found.source)
    for uv, uw, _ in blocks(found):
        u, v, w = ends[uv], ends[_back(uv, m)], ends[_back(uw, m)]
        for i, a, b in ((u, v, w), (v, w, u), (w, u, v)):
            part = (group[i] >= 0) & (group[a] >= 0) & (group[b] >= 0)
            made -= _closed(i[part], group[i[part]], group[a[part]], group[b[part]], n)
    return np.asarray(made)


def _closed(node: Ints, own: Ints, a: Ints, b: Ints, count: int) -> Ints:
    """Return how many pairs, in both orders, each node is tied to who are tied to each other, by role."""
    import numpy as np

    same, left, right = a == b, a == own, b == own
    one = (left ^ right) & ~same
    which = (same & left, same & ~left, one, one, ~same & ~left & ~right)
    times = (2, 2, 1, 1, 2)
    columns = [k * np.bincount(node[mask], minlength=count) for mask, k in zip(which, times, strict=True)]
    return np.stack(columns, axis=1)
