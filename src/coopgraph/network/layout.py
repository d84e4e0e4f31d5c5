"""Positions and sizes of nodes for a drawing: the same network always gets the same ones.

Each component is laid out by stress majorization (E. R. Gansner, Y. Koren, S. North, "Graph drawing by
stress majorization", Graph Drawing 2004, LNCS 3383, 239), which puts nodes as far apart as they are in the
network and strong ties a little shorter; it starts from classical scaling, so it needs no luck. Above 400
nodes, pivot scaling alone (U. Brandes, C. Pich, "Eigensolver methods for progressive multidimensional
scaling of large data", Graph Drawing 2006, LNCS 4372, 42), and above 1500 half of it is a grid that keeps who is left
of and above whom, so that the middle is not crowded. Components are then packed, the largest on top, and overlapping
nodes pushed apart. Time is bounded: 60 searches of the network and a few rounds of pushing.

Own code because networkx's layouts either need scipy (kamada_kawai, and spring_layout from 500 nodes) or
start from random positions that scatter the components. The scale is Gephi's: hundreds of units, the middle
at (0, 0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopgraph.network.measures import components, strength
from coopgraph.network.measures.adjacency import rows
from coopgraph.network.measures.arrays import Arrays, arrays
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_UNIT = 180.0  # length of a tie
_GAP = 30.0  # between the rims of two nodes
_SMALLEST, _LARGEST = 8.0, 34.0  # radius of a node
_MANY = 400
_CROWDED = 1500


def sizes(network: Network) -> dict[str, float]:
    """Return the radius of each node: its area grows with its strength, from 8 to 34 units."""
    strengths = strength(network)
    most = max(strengths.values(), default=0.0) or 1.0
    span = _LARGEST**2 - _SMALLEST**2
    return {node: round((_SMALLEST**2 + span * s / most) ** 0.5, 2) for node, s in strengths.items()}


def place(network: Network, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Return the position (x, y) of each node, in units of Gephi's, rounded to hundredths; y points up.

    ``seed`` only separates nodes that would otherwise fall on one point. Takes a second for 400 nodes, and some ten
    for 10,000 nodes with half a million ties.
    """
    import numpy as np

    if not network.nodes:
        return {}
    rng = np.random.default_rng(seed)
    radii, lengths = sizes(network), _lengths(network)
    blocks = []
    for names in components(network):
        points = _component(network, names, lengths, rng) * _UNIT
        points = _apart(points, np.array([radii[n] for n in names]))
        blocks.append((names, _level(points)))
    packed = _pack([(points, [radii[n] for n in names]) for names, points in blocks])
    order = [n for block, _ in blocks for n in block]
    middle = (packed.min(axis=0) + packed.max(axis=0)) / 2
    rounded = np.round(packed - middle, 2) + 0.0  # no minus zero
    return {n: (float(x), float(y)) for n, (x, y) in sorted(zip(order, rounded, strict=True), key=lambda i: i[0])}


def _lengths(network: Network) -> dict[str, dict[str, float]]:
    """Return the wished length of each tie, in ties: from 1 for the weakest down to 0.6 for the strongest."""
    weights = network.columns.weight
    most = float(weights.max()) if len(weights) else 1.0
    lengths: dict[str, dict[str, float]] = {node.id: {} for node in network.nodes}
    for a, b, weight in rows(network, weights):
        lengths[a][b] = lengths[b][a] = 1 - 0.4 * (weight / most) ** 0.5
    return lengths


def _component(
    network: Network, names: tuple[str, ...], lengths: dict[str, dict[str, float]], rng: np.random.Generator
) -> Points:
    """Return positions of one connected component, a tie being about 1 long."""
    import numpy as np

    n = len(names)
    if n == 1:
        return np.zeros((1, 2))
    jitter = rng.normal(scale=1e-3, size=(n, 2))
    if n > _MANY:
        points = _pivots(network, names) + 20 * jitter
        if n > _CROWDED:
            points = (points / np.maximum(np.ptp(points, axis=0), 1e-9) + _grid(points)) / 2
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


def _grid(points: Points) -> Points:
    """Return a place in a square grid for each point: columns by x, and in each column rows by y; 0 to 1."""
    import numpy as np

    n = len(points)
    side = int(np.ceil(n**0.5))
    column = np.empty(n, dtype=int)
    column[np.argsort(points[:, 0], kind="stable")] = np.arange(n) // side
    order = np.lexsort((points[:, 1], column))
    row = np.empty(n, dtype=int)
    row[order] = np.arange(n) - np.searchsorted(column[order], column[order])
    return np.stack((column, row), axis=1) / max(side - 1, 1)


def _pivots(network: Network, names: tuple[str, ...], many: int = 60) -> Points:
    """Return pivot scaling over steps: each next pivot is the node farthest from those before it."""
    import numpy as np

    found = arrays(network)
    place = {node.id: i for i, node in enumerate(network.nodes)}
    members = np.array([place[name] for name in names])
    columns, nearest, pivot = [], np.full(len(names), np.inf), 0
    for _ in range(many):
        steps = _steps(found, int(members[pivot]))[members].astype(float)
        columns.append(steps)
        nearest = np.minimum(nearest, steps)
        pivot = int(nearest.argmax())
    squared = np.array(columns).T ** 2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points = centred @ _signed(vectors[:, [-1, -2]])
    scale = np.sqrt((points**2).mean()) or 1.0
    return np.asarray(points / scale * np.sqrt((squared.mean() + 1e-9) / 4))


def _steps(found: Arrays, start: int) -> NDArray[np.int64]:
    """Return how many ties lead from a node to each that can be reached; 0 for the others."""
    import numpy as np

    steps, seen = np.zeros(found.count, dtype=np.int64), np.zeros(found.count, dtype=bool)
    front, far = np.array([start]), 0
    while len(front):
        seen[front] = True
        steps[front] = far
        many = found.degree[front]
        places = np.repeat(found.start[front] - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))
        reached = np.zeros(found.count, dtype=bool)
        reached[found.other[places]] = True
        front, far = np.flatnonzero(reached & ~seen), far + 1
    return steps


def _apart(points: Points, radii: Points) -> Points:
    """Push nodes apart until no two discs overlap, or the rounds are used up: 200, few for thousands of nodes."""
    import numpy as np

    points = points.copy()
    reach = 2 * float(radii.max()) + _GAP
    for _ in range(200 if len(points) < _CROWDED else 20):
        a, b = _beside(np.floor(points / reach).astype(np.int64))
        if not len(a):
            break
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


def _beside(cells: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the pairs of points in the same cell or in cells that touch, each pair once; cells are (x, y)."""
    import numpy as np

    own = cells - cells.min(axis=0) + 1
    width = int(own[:, 1].max()) + 2
    keys = own[:, 0] * width + own[:, 1]
    order = np.argsort(keys, kind="stable")
    ordered, firsts, seconds = keys[order], [], []
    for step in (0, width, 1, width + 1, width - 1):
        begin = np.searchsorted(ordered, ordered + step) if step else np.arange(len(order)) + 1
        many = np.searchsorted(ordered, ordered + step, side="right") - begin
        firsts.append(np.repeat(order, many))
        seconds.append(order[np.repeat(begin - (np.cumsum(many) - many), many) + np.arange(int(many.sum()))])
    return np.concatenate(firsts), np.concatenate(seconds)


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
