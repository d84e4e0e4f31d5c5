"""Brandes' sums over shortest paths by columns, many sources at a time: what betweenness is made of.

What a source adds to a node is the sum over the others t of (shortest paths to t through the node) / (all shortest
paths to t); U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25, 163
(2001). Here a step along the ties from all sources of a block is a product of matrices; A. Buluç, J. R. Gilbert, "The
Combinatorial BLAS", International Journal of High Performance Computing Applications 25, 496 (2011). Where ties have
lengths, scipy finds the distances (Dijkstra).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from coopgraph.network.measures.arrays import Arrays, matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

_CELLS, _LEAST = 100_000, 64  # sources x nodes that are followed at once, and so many sources at least
_STEPS = 8_000_000  # sources x ties whose lengths are looked at at once: some 150 MB


def by_steps(found: Arrays, sources: Ints) -> Floats:
    """Return for each node what the sources add to it together, every tie being as long as any other.

    Takes sources x ties x greatest distance: a nanosecond each for all distances together, where they are short.
    """
    import numpy as np

    ties, total = matrix(found, np.ones(len(found.source))), np.zeros(found.count)
    for some in _blocks(found, sources):
        fronts = _fronts(ties, some)
        through = np.zeros((found.count, len(some)))
        for here, before in zip(fronts[:0:-1], fronts[-2::-1], strict=True):
            rows = np.flatnonzero(here.any(axis=1))
            paths = here[rows]
            share = np.divide(1 + through[rows], paths, out=np.zeros_like(paths), where=paths > 0)
            through = (ties[rows].T @ share) * before
            total += through.sum(axis=1)
    return total


def _fronts(ties: Any, some: Ints) -> list[Floats]:
    """Return for each distance from 1 on the number of shortest paths to each node (a row) from each source (a
    column); 0 where a node is at another distance."""
    import numpy as np

    here = ties[some].toarray().T.copy()
    seen, fronts = here > 0, []
    seen[some, np.arange(len(some))] = True
    while here.any():
        fronts.append(here)
        rows = np.flatnonzero(~seen.all(axis=1))
        reached = ties[rows] @ here
        reached[seen[rows]] = 0
        seen[rows] |= reached > 0
        here = np.zeros_like(here)
        here[rows] = reached
    return fronts


def by_lengths(found: Arrays, lengths: Floats, sources: Ints) -> Floats:
    """Return for each node what the sources add to it together; ``lengths`` are whole numbers, one a tie.

    Takes sources x (ties + nodes x logarithm of nodes): some 30 nanoseconds each.
    """
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    ties, long, total = matrix(found, lengths), lengths[found.tie], np.zeros(found.count)
    start, end = found.node, found.other
    for some in _blocks(found, sources, _STEPS // max(len(end), 1)):
        far = dijkstra(ties, indices=some)
        far[np.isinf(far)] = np.nan  # equal to nothing
        row, arc = np.nonzero(far[:, start] + long == far[:, end])
        begin = np.arange(len(some)) * found.count
        added = _added(begin[row] + start[arc], begin[row] + end[arc], begin + some, far.size)
        total += added.reshape(far.shape).sum(axis=0)
    return total


def _added(tail: Ints, head: Ints, begin: Ints, size: int) -> Floats:
    """Return what is added to each of ``size`` places by those where paths begin.

    ``tail`` and ``head`` are the ends of the steps of which all shortest paths are made. A place is left when all
    steps to it have been taken, and on the way back in the opposite order.
    """
    import numpy as np

    paths, ready, waits, turns = np.zeros(size), np.zeros(size, dtype=bool), np.bincount(head, minlength=size), []
    paths[begin], ready[begin] = 1, True
    while len(tail):
        now = ready[tail]
        turns.append((tail[now], head[now]))
        at = head[now]
        paths += np.bincount(at, paths[tail[now]], size)
        waits -= np.bincount(at, minlength=size)
        ready[at] = waits[at] == 0
        tail, head = tail[~now], head[~now]
    added = np.zeros(size)
    for back, at in reversed(turns):
        added += np.bincount(back, paths[back] / paths[at] * (1 + added[at]), size)
    added[begin] = 0
    return added


def _blocks(found: Arrays, sources: Ints, most: int | None = None) -> Iterator[Ints]:
    many = max(_CELLS // max(found.count, 1), _LEAST)
    many = many if most is None else max(min(many, most), 1)
    return (sources[begin : begin + many] for begin in range(0, len(sources), many))
