"""One organization and its neighbours: a ring for every kind of tie, the strongest in weight inside.

A neighbour stands once, on the ring of the principal kind of its tie, and the kinds follow each other clockwise.
The width of a line is the weight; an arrow points to whom the greater part of what has a direction goes; a dashed
line rests on inferred claims only. Beside each name stand weight and years. On a narrow page numbers stand in the
drawing and the names below it. Ties among the neighbours are counted, not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from coopgraph.errors import UsageError
from coopgraph.network.network import Network, Node, Tie
from coopgraph.network.table import INFERRED
from coopgraph.plots import legend, titles
from coopgraph.plots.marks import of_node
from coopgraph.plots.page import (
    BODY,
    DASH,
    FAINT,
    INK,
    MARGIN,
    PALE,
    PAPER,
    SMALL,
    SOFT,
    Page,
    fold,
    height,
    settings,
    width,
)
from coopgraph.plots.parts import Options, Parts
from coopgraph.vocab import compact

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_GAP = 0.42  # radians on each side of the top that the names of the rings need
_INNER, _STEP = 0.5, 0.24  # inches: radius of the first ring, and from ring to ring
_SIGN, _CENTRE = 6.5, 11.0  # points
_APART = 0.17  # inches from neighbour to neighbour on the outermost ring


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """A neighbour: its node and tie, its ring from 0, its angle (0 to the right, a quarter turn at the top)."""

    node: Node
    tie: Tie
    ring: int
    angle: float
    number: int


def draw(parts: Parts, options: Options) -> Figure:
    """Return the picture of one node, ``options.name``, and its neighbours.

    Raises UnknownName when the network lacks it, UsageError when no name is given or it has no tie.
    """
    network = parts.network
    centre = _centre(network, options.name)
    ties = network.ties_of(centre.id)
    if not ties:
        raise UsageError(f"{centre.label or centre.id} has no tie in {network!r}; choose another view, level or name")
    rings = _rings(ties)
    neighbours = _around(network, centre, ties, rings)
    with settings():
        page = Page(options.width)
        name = centre.label or centre.id
        page.head(f"{name} and its ties", *titles.says(network))
        radii = _radii(len(rings), len(neighbours), page)
        beside = not page.narrow
        shown = (_columns if beside else _below)(page, neighbours, radii, centre)
        legend.put(page, _legend(ties, centre, neighbours))
        among = _among(network, neighbours)
        text = (
            f"In the middle: {name}. Ring: the kind that adds most weight to the tie. {_years_word(beside)} "
            f"Neighbours: {len(neighbours)}; ties among them, not drawn: {among}."
        )
        page.notes(text, legend.in_full([n.node for n in neighbours], shown) if beside else "")
        return page.finish()


def _years_word(beside: bool) -> str:
    where = "Beside a name" if beside else "After a name"
    return f"{where}: weight of the tie, then its years (… : no day is known on that side; – : no year is known)."


def _centre(network: Network, name: str) -> Node:
    if not name:
        raise UsageError("whose ties? give the name of an organization or a country of this network")
    for node in network.nodes:
        if name in (node.iri, compact(node.iri)):
            return node
    return network.node(name)


def _rings(ties: Sequence[Tie]) -> list[str]:
    """Return the principal kinds, the one of the greatest weight in all first."""
    sums: dict[str, float] = {}
    for tie in ties:
        sums[tie.kind] = sums.get(tie.kind, 0.0) + tie.weight
    return sorted(sums, key=lambda kind: (-round(sums[kind], 6), kind))


def _around(network: Network, centre: Node, ties: Sequence[Tie], rings: list[str]) -> list[_Neighbour]:
    """Return the neighbours clockwise from the top: ring by ring, in each the strongest first."""
    ordered = sorted(ties, key=lambda t: (rings.index(t.kind), -t.weight, t.other(centre.id)))
    step = (2 * pi - 2 * _GAP) / len(ordered)
    found = []
    for i, tie in enumerate(ordered):
        node = network.node(tie.other(centre.id))
        angle = pi / 2 - _GAP - step * (i + 0.5)
        found.append(_Neighbour(node, tie, rings.index(tie.kind), angle, i + 1))
    return found


def _radii(rings: int, many: int, page: Page) -> list[float]:
    """Return the radius of each ring: wide enough for the neighbours, narrow enough for the page."""
    around = many * _APART / (2 * pi - 2 * _GAP)
    room = page.room / 2 - 0.15 if page.narrow else page.room * 0.24
    outer = min(max(_INNER + _STEP * (rings - 1), around, 0.8), max(room, 0.8))
    if rings == 1:
        return [outer]
    inner = min(max(_INNER, outer * 0.45), outer - 0.15 * (rings - 1))
    return [inner + (outer - inner) * i / (rings - 1) for i in range(rings)]


def _years(tie: Tie) -> str:
    """Return the years of a tie: ``2013``, ``2013–2016``, ``… 2016``, ``–``."""
    if tie.first is None and tie.last is None:
        return "–"
    if tie.first is None or tie.last is None:
        return f"… {tie.last}" if tie.first is None else f"{tie.first} …"
    return str(tie.first) if tie.first == tie.last else f"{tie.first}–{tie.last}"


def _rose(
    page: Page, neighbours: Sequence[_Neighbour], radii: Sequence[float], at: tuple[float, float], centre: Node
) -> None:
    """Draw rings, ties and signs around a middle."""
    from matplotlib.patches import Circle

    x, y = at
    for i, radius in enumerate(radii):
        ring = Circle(at, radius, fill=False, edgecolor=FAINT, linewidth=0.8, zorder=1, clip_on=False)
        ring.set_gid(f"ring-{i + 1}")
        page.axes.add_patch(ring)
    most = max(n.tie.weight for n in neighbours)
    for n in neighbours:
        end = (x + radii[n.ring] * cos(n.angle), y - radii[n.ring] * sin(n.angle))
        points = legend.thickness(n.tie.weight, most)
        page.line(
            [x, end[0]], [y, end[1]], linewidth=points, zorder=2, gid=f"tie-{n.tie.source}--{n.tie.target}",
            linestyle=DASH if n.tie.status == INFERRED else "solid",
        )  # fmt: skip
        _arrow(page, at, end, n, centre.id)
        mark = of_node(n.node)
        page.mark(*end, mark.shape, mark.colour, _SIGN * mark.factor, gid=f"node-{n.node.id}")
    _middle(page, x, y, centre)
    names = {n.ring: n.tie.kind for n in neighbours}
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.4, foreground=PAPER)]
    for i, radius in enumerate(radii):
        page.text(x, y - radius, names[i], SMALL, ha="center", color=SOFT, gid=f"ring-name-{i + 1}", path_effects=halo)


def _towards(tie: Tie, me: str) -> int:
    """Return 1 when the greater part of what has a direction goes to the neighbour, -1 to the middle, else 0."""
    out = sum(c.weight for c in tie.contributions if c.towards and c.towards != me)
    back = sum(c.weight for c in tie.contributions if c.towards == me)
    return (out > back) - (back > out)


def _arrow(page: Page, start: tuple[float, float], end: tuple[float, float], n: _Neighbour, me: str) -> None:
    way = _towards(n.tie, me)
    if not way:
        return
    from matplotlib.patches import Polygon

    where = 0.62
    x, y = start[0] + where * (end[0] - start[0]), start[1] + where * (end[1] - start[1])
    dx, dy = way * cos(n.angle), -way * sin(n.angle)
    long, half = 0.075, 0.04
    corners = [
        (x + dx * long, y + dy * long),
        (x - dy * half, y + dx * half),
        (x + dy * half, y - dx * half),
    ]
    page.axes.add_patch(
        Polygon(
            corners, facecolor=INK, edgecolor=PAPER, linewidth=0.4, zorder=3, gid=f"arrow-{n.node.id}", clip_on=False
        )
    )


def _middle(page: Page, x: float, y: float, node: Node) -> None:
    mark = of_node(node)
    page.mark(x, y, mark.shape, mark.colour, _CENTRE * mark.factor, gid=f"node-{node.id}", zorder=6)


def _columns(page: Page, neighbours: Sequence[_Neighbour], radii: Sequence[float], centre: Node) -> dict[str, str]:
    """Draw with the names in columns at both sides; return the names as shown."""
    side = page.room / 2 - radii[-1] - 0.42
    blocks = [(n, _block(n, side)) for n in neighbours]
    right = [b for b in blocks if cos(b[0].angle) >= 0]
    left = [b for b in reversed(blocks) if cos(b[0].angle) < 0]
    tall = max([2 * radii[-1] + 0.25, *(sum(_tall(lines) for _, lines in column) for column in (left, right))])
    x, y = page.width / 2, page.y + tall / 2 + 0.05
    _rose(page, neighbours, radii, (x, y), centre)
    shown = {}
    for column, way in ((right, 1), (left, -1)):
        edge = x + way * (radii[-1] + 0.36)
        spread = [_tall(lines) for _, lines in column]
        for (n, lines), place in zip(column, _spread(column, spread, radii, (y, tall)), strict=True):
            _leader(page, n, _rim(n, (x, y), radii), (edge, place))
            top = place - height(len(lines) - 1, BODY) / 2
            for i, (text, size, colour) in enumerate(lines):
                page.text(
                    edge + way * 0.04, top + height(i, BODY), text, size, color=colour,
                    ha="left" if way > 0 else "right", gid=f"name-{n.node.id}-{i}",
                )  # fmt: skip
            shown[n.node.id] = " ".join(text for text, _, _ in lines[:-1])
    page.y += tall + 0.1
    return shown


def _block(n: _Neighbour, room: float) -> list[tuple[str, float, str]]:
    """Return the lines beside a neighbour: text, size, colour; the last has weight and years."""
    label = n.node.label or n.node.id
    lines = fold(label, room, BODY, 2)
    if n.node.short and len(lines) > 1:
        lines = [n.node.short]
    return [*((line, BODY, INK) for line in lines), (f"{n.tie.weight:.3g}  ·  {_years(n.tie)}", SMALL, SOFT)]


def _tall(lines: Sequence[object]) -> float:
    return height(len(lines), BODY) + 0.05


def _spread(
    column: Sequence[tuple[_Neighbour, object]],
    tall: Sequence[float],
    radii: Sequence[float],
    frame: tuple[float, float],
) -> list[float]:
    """Return the heights of the middles of the blocks: as near to their signs as the others allow."""
    middle, room = frame
    wished = [middle - radii[-1] * 1.05 * sin(n.angle) for n, _ in column]
    top, places = middle - room / 2, []
    for wish, size in zip(wished, tall, strict=True):
        at = max(wish, top + size / 2)
        places.append(at)
        top = at + size / 2
    bottom = middle + room / 2
    for i in reversed(range(len(places))):
        places[i] = min(places[i], bottom - tall[i] / 2)
        bottom = places[i] - tall[i] / 2
    return places


def _rim(n: _Neighbour, at: tuple[float, float], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Return the points just outside of a sign and of the outermost ring, in its direction."""
    reach = (radii[n.ring] + 0.07, radii[-1] + 0.1)
    return [(at[0] + r * cos(n.angle), at[1] - r * sin(n.angle)) for r in reach]


def _leader(page: Page, n: _Neighbour, rim: list[tuple[float, float]], end: tuple[float, float]) -> None:
    """Draw the thin line from a sign over the outermost ring to its name."""
    turn = end[0] - (0.06 if end[0] > rim[1][0] else -0.06)
    xs = [*(x for x, _ in rim), turn, end[0]]
    ys = [*(y for _, y in rim), end[1], end[1]]
    page.line(xs, ys, color=PALE, linewidth=0.4, zorder=1, gid=f"leader-{n.node.id}")


def _below(page: Page, neighbours: Sequence[_Neighbour], radii: Sequence[float], centre: Node) -> dict[str, str]:
    """Draw with numbers, and the names below in the order of the numbers; return the names as shown."""
    x, y = page.width / 2, page.y + radii[-1] + 0.2
    _rose(page, neighbours, radii, (x, y), centre)
    for n in neighbours:
        out = radii[n.ring] + 0.13
        page.text(
            x + out * cos(n.angle), y - out * sin(n.angle), str(n.number), SMALL, ha="center", gid=f"number-{n.number}"
        )
    page.y = y + radii[-1] + 0.25
    indent = width("000", SMALL) + 0.03
    for n in neighbours:
        facts = f"{n.tie.weight:.3g}  ·  {_years(n.tie)}"
        room = page.room - indent - width("0.000  ·  2000–2000", SMALL) - 0.1
        lines = fold(n.node.label or n.node.id, room, SMALL)
        top = page.y + height(1, SMALL) / 2
        page.text(MARGIN + indent - 0.05, top, str(n.number), SMALL, color=SOFT, ha="right", gid="key-number")
        page.text(page.width - MARGIN, top, facts, SMALL, color=SOFT, ha="right", gid=f"facts-{n.node.id}")
        for i, line in enumerate(lines):
            page.text(MARGIN + indent, top + height(i, SMALL), line, SMALL, gid=f"name-{n.node.id}-{i}")
        page.y += height(len(lines), SMALL) + 0.015
    return {}


def _among(network: Network, neighbours: Sequence[_Neighbour]) -> int:
    ids = {n.node.id for n in neighbours}
    return sum(tie.source in ids and tie.target in ids for tie in network.ties)


def _legend(ties: Sequence[Tie], centre: Node, neighbours: Sequence[_Neighbour]) -> dict[str, list[legend.Entry]]:
    marks = sorted({of_node(node) for node in (centre, *(n.node for n in neighbours))})
    most = max(tie.weight for tie in ties)
    status = legend.statuses(ties)
    if any(_towards(tie, centre.id) for tie in ties):
        status.append(legend.Entry("arrow: who receives", _legend_arrow))
    return {"Type": [legend.marker(m) for m in marks], "Tie": status, "Weight": legend.weights(ties, most)}


def _legend_arrow(page: Page, x: float, y: float) -> None:
    from matplotlib.patches import Polygon

    corners = [(x + 0.06, y), (x - 0.015, y - 0.04), (x - 0.015, y + 0.04)]
    page.line([x - 0.11, x + 0.11], [y, y], linewidth=1.0, gid="legend-line")
    page.axes.add_patch(Polygon(corners, facecolor=INK, edgecolor=PAPER, linewidth=0.4, zorder=3, clip_on=False))
