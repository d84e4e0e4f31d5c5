"""The principal eigenvector of a large network, by walking along its ties until nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coopgraph.network.measures.arrays import Arrays, arrays
from coopgraph.network.measures.skeleton import skeleton
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

_ROUNDS, _STILL = 20_000, 1e-13


def eigenvector(network: Network) -> Floats:
    """Return eigenvector centrality as :func:`coopgraph.network.measures.centrality.eigenvector` defines it.

    Power iteration, component by component; one whose greatest strength is below the greatest eigenvalue so far
    cannot have a greater one and is left out. Takes ties x rounds.
    """
    import numpy as np

    found = arrays(network)
    strength = np.bincount(found.node, found.weight[found.tie], found.count)
    parts: list[tuple[Ints, float, Floats]] = []
    most = 0.0
    for members in sorted(skeleton(network).components, key=lambda c: (-len(c), c)):
        nodes = np.array(members)
        if len(nodes) > 1 and strength[nodes].max() >= most * (1 - 1e-9):
            radius, vector = _principal(found, nodes)
            most = max(most, radius)
            parts.append((nodes, radius, vector))
    values = np.zeros(found.count)
    for nodes, radius, vector in parts:
        if radius >= most * (1 - 1e-9):
            values[nodes] = vector * vector.sum()
    return np.asarray(values / (values.max(initial=0.0) or 1.0))


def _principal(found: Arrays, nodes: Ints) -> tuple[float, Floats]:
    """Return the greatest eigenvalue of a component and its eigenvector, positive and of length 1."""
    import numpy as np

    place = np.full(found.count, -1)
    place[nodes] = np.arange(len(nodes))
    inside = place[found.node] >= 0
    row, column, weight = place[found.node][inside], place[found.other][inside], found.weight[found.tie][inside]
    starts = np.searchsorted(row, np.arange(len(nodes)))
    x, shift = np.full(len(nodes), len(nodes) ** -0.5), float(weight.mean())
    for _ in range(_ROUNDS):  # the shift keeps a network of two sides from swinging
        y = np.add.reduceat(weight * x[column], starts) + shift * x
        y /= np.linalg.norm(y)
        if np.abs(y - x).max() < _STILL:
            break
        x = y
    return float(x @ np.add.reduceat(weight * x[column], starts) / (x @ x)), x
