"""The Louvain method for large networks: several runs side by side, and in each a sixteenth of the nodes at a time.

Louvain moves one node after the other into the neighbouring community that raises the modularity most, until none
moves, makes each community one node, and begins again. Here the nodes of a part move at the same time, each by what it
saw before, as in C. L. Staudt, H. Meyerhenke, "Engineering parallel algorithms for community detection in massive
networks", IEEE Transactions on Parallel and Distributed Systems 27, 171 (2016); and the runs are copies of the network
beside one another, so that a part of all of them is one product of matrices. The modularities are those of networkx'
Louvain, which does it node by node (tests compare them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from coopgraph.network.measures.arrays import Arrays, matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

_PARTS = 16
_TURNS, _FREE = 12, 4  # turns of a level, and those in which nodes may move both ways
_ARCS = 8_000_000  # so many of all copies are looked at together: some 200 MB
_STILL = 1e-12


def labels(found: Arrays, seeds: Sequence[int], resolution: float) -> Iterator[Ints]:
    """Yield for each seed the community of every node, a number from 0; the same for a seed, whatever the others are.

    Takes runs x ties x turns: some ten nanoseconds each. Needs scipy, and a tie of some weight.
    """
    many = max(_ARCS // max(len(found.other), 1), 1)
    for begin in range(0, len(seeds), many):
        yield from _beside(found, seeds[begin : begin + many], resolution)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Level:
    """Copies of a network beside one another: ``ties`` is nodes x nodes, ``run`` the copy that each node is of.

    ``strength`` is that of each node, ties inside it twice, ``inner`` theirs; ``scale`` is resolution / twice all.
    """

    ties: Any
    strength: Floats
    inner: Floats
    run: Ints
    scale: float


def _beside(found: Arrays, seeds: Sequence[int], resolution: float) -> Ints:
    import numpy as np
    from scipy import sparse

    draws = [np.random.default_rng(seed) for seed in seeds]
    ties = sparse.block_diag([matrix(found, found.weight)] * len(seeds), format="csr")
    run = np.repeat(np.arange(len(seeds)), found.count)
    scale = resolution / (2 * float(found.weight.sum()))
    level = _Level(ties, ties.sum(axis=1), ties.diagonal(), run, scale)
    label = np.arange(len(run))
    while (moved := _moved(level, draws)) is not None:
        names, into = np.unique(moved, return_inverse=True)
        label, level = into[label], _merged(level, into, len(names))
    copies = label.reshape(len(seeds), found.count)
    return np.asarray(copies - copies.min(axis=1, keepdims=True))


def _merged(level: _Level, into: Ints, count: int) -> _Level:
    """Return the level on which every community is one node."""
    import numpy as np

    groups = _groups(into, count)
    run = np.zeros(count, dtype=np.int64)
    run[into] = level.run
    ties = (groups.T @ level.ties @ groups).tocsr()
    strength = np.bincount(into, level.strength, count).astype(np.float64)
    return _Level(ties, strength, ties.diagonal(), run, level.scale)


def _groups(label: Ints, count: int) -> Any:
    """Return the matrix, nodes x communities, that is 1 where a node is in a community."""
    import numpy as np
    from scipy import sparse

    n = len(label)
    return sparse.csr_array((np.ones(n), label, np.arange(n + 1)), shape=(n, count))


def _moved(level: _Level, draws: Sequence[np.random.Generator]) -> Ints | None:
    """Return the community of each node when nobody moves any more, named by one of the nodes; None if nobody did.

    After some turns nodes may only move to lower names in one turn and to higher ones in the next: two that would
    change places for ever come together so.
    """
    import numpy as np

    n = len(level.run)
    label, total, ever = np.arange(n), level.strength.copy(), False
    parts = list(_parts(level, draws))
    for turn in range(_TURNS):
        restless = False
        for nodes, ties in parts:
            which, to = _better(level, label, total, nodes, ties)
            restless |= bool(len(which))
            if turn >= _FREE:
                fit = (to < label[which]) == (turn % 2 == 0)
                which, to = which[fit], to[fit]
            ever |= bool(len(which))
            moving = level.strength[which]
            total += np.bincount(to, moving, n) - np.bincount(label[which], moving, n)
            label[which] = to
        if not restless:
            break
    return label if ever else None


def _parts(level: _Level, draws: Sequence[np.random.Generator]) -> Iterator[tuple[Ints, Any]]:
    """Yield the nodes of each part, drawn anew for every copy, and their ties."""
    import numpy as np

    sizes = np.bincount(level.run, minlength=len(draws)).tolist()
    part = np.concatenate([draw.permutation(size) for draw, size in zip(draws, sizes, strict=True)]) % _PARTS
    for i in range(_PARTS):
        nodes = np.flatnonzero(part == i)
        if len(nodes):
            yield nodes, level.ties[nodes]


def _better(level: _Level, label: Ints, total: Floats, nodes: Ints, ties: Any) -> tuple[Ints, Ints]:
    """Return which of the nodes would gain by moving, and where each gains most.

    A move into community c gains the weight of the ties to c minus strength x total strength of c x ``scale``, less
    what staying gains.
    """
    import numpy as np

    near = ties @ _groups(label, len(label))
    many = np.diff(near.indptr)
    row, community = np.repeat(np.arange(len(nodes)), many), near.indices
    own, strength = label[nodes], level.strength[nodes]
    here = community == own[row]
    others = total[community] - np.where(here, strength[row], 0)
    gain = near.data - level.inner[nodes][row] * here - level.scale * strength[row] * others
    stay = -level.scale * strength * (total[own] - strength)
    stay[row[here]] = gain[here]
    best = np.full(len(nodes), -np.inf)
    some = np.flatnonzero(many)
    best[some] = np.maximum.reduceat(gain, near.indptr[some]) if len(some) else best[some]
    going = best > stay + _STILL / level.scale
    chosen = np.flatnonzero(going[row] & (gain == best[row]))
    to = own.astype(np.int64)
    to[row[chosen]] = community[chosen]
    return nodes[going], to[going]
