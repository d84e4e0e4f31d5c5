"""Positions and sizes of nodes for a drawing: the same network always gets the same ones.

Each component is laid out by stress majorization (E. R. Gansner, Y. Koren, S. North, "Graph drawing by
stress majorization", Graph Drawing 2004, LNCS 3383, 239), which puts nodes as far apart as they are in the
network and strong ties a little shorter; it starts from classical scaling, so it needs no luck. Above 400
nodes, pivot scaling alone (U. Brandes, C. Pich, "Eigensolver methods for progressive multidimensional
scaling of large data", Graph Drawing 2006, LNCS 4372, 42). Components are then packed, the largest on top,
and overlapping nodes pushed apart.

Own code because networkx's layouts either need scipy (kamada_kawai, and spring_layout from 500 nodes) or
start from random positions that scatter the components. The scale is Gephi's: hundreds of units, the middle
at (0, 0).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from coopgraph.network.measures import components, strength
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_UNIT = 180.0  # length of a tie
_GAP = 30.0  # between the rims of two nodes
_SMALLEST, _LARGEST = 8.0, 34.0  # radius of a node
_MANY = 400


def sizes(network: Network) -> dict[str, float]:
    """Return the radius of each node: its area grows with its strength, from 8 to 34 units."""
    strengths = strength(network)
    most = max(strengths.values(), default=0.0) or 1.0
    span = _LARGEST**2 - _SMALLEST**2
    return {node: round((_SMALLEST**2 + span * s / most) ** 0.5, 2) for node, s in strengths.items()}


def place(network: Network, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Return the position (x, y) of each node, in units of Gephi's, rounded to hundredths; y points up.

    ``seed`` only separates nodes that would otherwise fall on one point. Takes a second for 400 nodes.
    """
    import numpy as np

    if not network.nodes:
        return {}
    rng = np.random.default_rng(seed)
    radii, lengths = sizes(network), _lengths(network)
    blocks = []
    for names in components(network):
        points = _component(names, lengths, rng) * _UNIT
        points = _apart(points, np.array([radii[n] for n in names]))
        blocks.append((names, _level(points)))
    packed = _pack([(points, [radii[n] for n in names]) for names, points in blocks])
    order = [n for block, _ in blocks for n in block]
    middle = (packed.min(axis=0) + packed.max(axis=0)) / 2
    rounded = np.round(packed - middle, 2) + 0.0  # no minus zero
    return {n: (float(x), float(y)) for n, (x, y) in sorted(zip(order, rounded, strict=True), key=lambda i: i[0])}


def _lengths(network: Network) -> dict[str, dict[str, float]]:
    """Return the wished length of each tie, in ties: from 1 for the weakest down to 0.6 for the strongest."""
    most = max((tie.weight for tie in network.ties), default=1.0)
    lengths: dict[str, dict[str, float]] = {node.id: {} for node in network.nodes}
    for tie in network.ties:
        length = 1 - 0.4 * (tie.weight / most) ** 0.5
        lengths[tie.source][tie.target] = lengths[tie.target][tie.source] = length
    return lengths


def _component(names: tuple[str, ...], lengths: dict[str, dict[str, float]], rng: np.random.Generator) -> Points:
    """Return positions of one connected component, a tie being about 1 long."""
    import numpy as np

    n = len(names)
    if n == 1:
        return np.zeros((1, 2))
    jitter = rng.normal(scale=1e-3, size=(n, 2))
    if n > _MANY:
        points = _pivots(names, lengths) + 20 * jitter
        room = (n * 0.3) ** 0.5 / max(float(np.ptp(points, axis=0).min()), 0.5)
        return np.asarray(points * max(1.0, room))
    distances = _distances(names, lengths)
    return _majorize(_scaling(distances) + jitter, distances)


def _distances(names: tuple[str, ...], lengths: dict[str, dict[str, float]]) -> Points:
    """Return the length of the shortest path between every two nodes (R. W. Floyd, Algorithm 97, 1962)."""
    import numpy as np

    index = {name: i for i, name in enumerate(names)}
    distances = np.full((len(names), len(names)), np.inf)
    np.fill_diagonal(distances, 0.0)
    for a in names:
        for b, length in lengths[a].items():
            distances[index[a], index[b]] = length
    for k in range(len(names)):
        np.minimum(distances, distances[:, k, None] + distances[None, k, :], out=distances)
    return distances


def _scaling(distances: Points) -> Points:
    """Return classical scaling: the plane that keeps most of the distances."""
    import numpy as np

    squared = distances**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    values, vectors = np.linalg.eigh(centred)
    return np.asarray(_signed(vectors[:, [-1, -2]]) * np.sqrt(np.maximum(values[[-1, -2]], 1e-9)))


def _signed(vectors: Points) -> Points:
    """Turn each column so that its entry of greatest size is positive: an eigenvector has no sign of its
    own.
    """
    import numpy as np

    rows = np.round(np.abs(vectors), 9).argmax(axis=0)
    signs = np.sign(vectors[rows, range(vectors.shape[1])])
    return np.asarray(vectors * np.where(signs == 0, 1.0, signs))


def _majorize(points: Points, distances: Points, rounds: int = 250) -> Points:
    """Return the positions of least stress near the given ones."""
    import numpy as np

    with np.errstate(divide="ignore"):
        weights = np.where(distances > 0, 1 / np.maximum(distances, 1e-9) ** 2, 0.0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(rounds):
        between = np.linalg.norm(points[:, None] - points[None], axis=2)
        ratio = -weights * distances / np.maximum(between, 1e-9)
        np.fill_diagonal(ratio, 0.0)
        np.fill_diagonal(ratio, -ratio.sum(axis=1))
        moved = inverse @ (ratio @ points)
        still = float(np.abs(moved - points).max()) < 1e-5
        points = moved
        if still:
            break
    return points


def _pivots(names: tuple[str, ...], lengths: dict[str, dict[str, float]], many: int = 60) -> Points:
    """Return pivot scaling over steps: each next pivot is the node farthest from those before it."""
    import numpy as np

    index = {name: i for i, name in enumerate(names)}
    columns, nearest, pivot = [], np.full(len(names), np.inf), 0
    for _ in range(many):
        steps = np.zeros(len(names))
        reached, queue = {names[pivot]}, deque([names[pivot]])
        while queue:
            a = queue.popleft()
            for b in lengths[a]:
                if b not in reached:
                    reached.add(b)
                    steps[index[b]] = steps[index[a]] + 1
                    queue.append(b)
        columns.append(steps)
        nearest = np.minimum(nearest, steps)
        pivot = int(nearest.argmax())
    squared = np.array(columns).T ** 2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ _signed(vectors[:, [-1, -2]])
    scale = np.sqrt((points**2).mean()) or 1.0
    return np.asarray(points / scale * np.sqrt((squared.mean() + 1e-9) / 4))


def _apart(points: Points, radii: Points) -> Points:
    """Push nodes apart until no two discs overlap, or the rounds are used up: 200, few for thousands of nodes."""
    import numpy as np

    points = points.copy()
    reach = 2 * float(radii.max()) + _GAP
    for _ in range(200 if len(points) < 1500 else 20):
        cells: dict[tuple[int, int], list[int]] = {}
        for i, (x, y) in enumerate(np.floor(points / reach).astype(int).tolist()):
            cells.setdefault((x, y), []).append(i)
        pairs = [
            (i, j)
            for (x, y), members in cells.items()
            for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1), (1, -1))
            for i in members
            for j in cells.get((x + dx, y + dy), ())
            if (dx, dy) != (0, 0) or i < j
        ]
        if not pairs:
            break
        a, b = np.array(pairs).T
        gap = points[b] - points[a]
        length = np.linalg.norm(gap, axis=1)
        gap[length < 1e-9] = (1.0, 0.0)
        need = radii[a] + radii[b] + _GAP - length
        close = need > 1e-6
        if not close.any():
            break
        push = (gap / np.maximum(length, 1e-9)[:, None] * (need / 2 + 0.1)[:, None])[close]
        np.add.at(points, a[close], -push / 1.5)
        np.add.at(points, b[close], push / 1.5)
    return points


def _level(points: Points) -> Points:
    """Turn a component so that its longest side lies flat, and put its middle at (0, 0)."""
    import numpy as np

    centred: Points = points - points.mean(axis=0)
    if len(points) < 2:
        return centred
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ _signed(vectors[:, [1, 0]])
    return np.asarray(turned - (turned.min(axis=0) + turned.max(axis=0)) / 2)


def _pack(blocks: list[tuple[Points, list[float]]]) -> Points:
    """Put the components on shelves, in their order, from the top; a shelf is about as wide as the drawing
    high.
    """
    import numpy as np

    boxes = [np.ptp(points, axis=0) + 2 * max(radii) + 3 * _GAP for points, radii in blocks]
    area = sum(float(w * h) for w, h in boxes)
    width = max(max(float(w) for w, _ in boxes), 1.25 * area**0.5)
    x = y = shelf = 0.0
    placed = []
    for (points, _), (w, h) in zip(blocks, boxes, strict=True):
        if x and x + w > width:
            x, y, shelf = 0.0, y - shelf, 0.0
        placed.append(points + np.array([x + w / 2, y - h / 2]))
        x, shelf = x + float(w), max(shelf, float(h))
    return np.vstack(placed)
