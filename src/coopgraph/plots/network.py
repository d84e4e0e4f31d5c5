"""The network on a page of a journal's width: signs, lines, and names that can be read.

Colour and shape of a sign tell the type of an organization, its area the strength, the width of a line the weight
of a tie; a dashed line rests on inferred claims only. The positions are those of
:mod:`coopgraph.network.layout`, drawn wider or higher until the names have room. Where they have none, numbers
stand in their place and the names below the drawing. Organizations without any tie are counted, not drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coopgraph.errors import UsageError
from coopgraph.export.labels import Box, Wanted, arrange
from coopgraph.network.layout import place, sizes
from coopgraph.network.network import Network, Node
from coopgraph.network.table import INFERRED
from coopgraph.plots import legend, titles
from coopgraph.plots.marks import of_node
from coopgraph.plots.page import BODY, DASH, INK, MARGIN, PAPER, SMALL, Page, fold, height, settings, width
from coopgraph.plots.parts import Options, Parts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STRETCH = (1.0, 1.25, 1.6, 2.0)  # of the height
_LARGEST = 34.0  # radius in the layout
_TALLEST = 8.2  # inches of drawing: more does not fit on a page
_PAD = 0.012  # inches around a name
_LONGEST = 1.2 / 180  # inches for a unit of the layout, so that few nodes do not fill a page
_ROUNDS = (False, False, True, True)  # of fitting the width: first without minding the ties
_CROWDED = 0.05  # of the names' area: when more is covered, no stretch helps
_FULL = 0.25  # of a page: when names need more, they find no room


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node in the drawing, in inches, y downwards: where, how large, what is written and where."""

    node: Node
    x: float
    y: float
    radius: float
    lines: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class _Plan:
    """A whole drawing: its spots, its height, how much covers what, and the size of its letters."""

    spots: tuple[_Spot, ...]
    tall: float
    price: float
    size: float


def draw(parts: Parts, options: Options) -> Figure:
    """Return the network. Raises UsageError when there is no tie to draw, or no room even for numbers."""
    network = parts.network
    tied = network.without_isolates()
    if not tied.ties:
        raise UsageError(f"{network!r} has no tie to draw; choose another view or level")
    with settings():
        page = Page(options.width)
        page.head(f"Cooperation between {titles.what(network)}", *titles.says(network))
        named = _named(page, tied, options.seed)
        numbers = _numbers(tied) if named is None else {}
        short = {ident: (number,) for ident, number in numbers.items()}
        plan = named or _best(page, tied, short, options.seed, SMALL)
        _paint(page, tied, plan)
        legend.put(page, _legend(tied))
        lonely = len(network.nodes) - len(tied.nodes)
        alone = f" Not drawn: {lonely} without a tie." if lonely else ""
        note = f"Area of a sign: strength, the sum of the weights of its ties. Width of a line: weight.{alone}"
        if numbers:
            page.notes(note)
            page.key(sorted(((number, _called(tied, i)) for i, number in numbers.items()), key=lambda e: int(e[0])))
        else:
            shown = {spot.node.id: " ".join(spot.lines) for spot in plan.spots}
            page.notes(note, legend.in_full(tied.nodes, shown))
        return page.finish()


def _named(page: Page, network: Network, seed: int) -> _Plan | None:
    """Return the drawing with names, or None when they find no room."""
    labels, size = _labels(page, network), SMALL if page.narrow else BODY
    area = sum(max(width(line, size) for line in lines) * height(len(lines), size) for lines in labels.values())
    if area > _FULL * page.room * _TALLEST:
        return None
    plan = _best(page, network, labels, seed, size)
    return plan if plan.price == 0 else None


def _labels(page: Page, network: Network) -> dict[str, tuple[str, ...]]:
    """Return the name of each node in lines; a long one gives way to its abbreviation, or ends in an ellipsis."""
    size, room = (SMALL, 0.85) if page.narrow else (BODY, 1.25)
    found = {}
    for node in network.nodes:
        lines = fold(node.label or node.id, room, size, 3)
        found[node.id] = (node.short,) if node.short and len(lines) > 1 else tuple(lines)
    return found


def _called(network: Network, ident: str) -> str:
    return network.node(ident).label or ident


def _numbers(network: Network) -> dict[str, str]:
    """Return a number for each node, by name."""
    ordered = sorted(network.nodes, key=lambda n: (n.label.casefold(), n.id))
    return {node.id: str(i) for i, node in enumerate(ordered, 1)}


def _best(page: Page, network: Network, labels: Mapping[str, Sequence[str]], seed: int, size: float) -> _Plan:
    """Return the flattest drawing in which nothing covers a name, or else the one that covers least."""
    plans = []
    for stretch in _STRETCH:
        plan = _plan(page, network, labels, (stretch, size, seed))
        plans.append(plan)
        if plan.price == 0 and plan.tall <= _TALLEST:
            return plan
        if plan.tall > _TALLEST or plan.price > _CROWDED * sum(spot.box.width * spot.box.height for spot in plan.spots):
            break
    fitting = [plan for plan in plans if plan.tall <= _TALLEST]
    if not fitting:
        flat = plans[0]
        return replace(flat, price=max(flat.price, 1e-6))
    return min(fitting, key=lambda plan: plan.price)


def _plan(page: Page, network: Network, labels: Mapping[str, Sequence[str]], how: tuple[float, float, int]) -> _Plan:
    """Return the drawing at a stretch of the height: as wide as the page, names included."""
    stretch, size, seed = how
    places, radii = place(network, seed), _radii(page, network)
    across = max(x for x, _ in places.values()) - min(x for x, _ in places.values())
    order = sorted(network.nodes, key=lambda n: (-radii[n.id], n.id))
    scale = min(page.room / max(across, 1.0), _LONGEST)
    boxes: list[Box] = []
    left = over = 0.0
    for lines in _ROUNDS:
        at = {i: (x * scale, -y * scale * stretch, radii[i]) for i, (x, y) in places.items()}
        boxes = _boxes(order, at, labels, network if lines else None, size)
        left = min([b.x - b.width / 2 for b in boxes] + [x - r for x, _, r in at.values()])
        right = max([b.x + b.width / 2 for b in boxes] + [x + r for x, _, r in at.values()])
        over = right - left - page.room
        if over > 0:
            scale -= (over + 0.02) / max(across, 1.0)
        elif lines:
            break
        if scale <= 0:
            return _Plan((), 0.0, float("inf"), size)
    low = min([b.y - b.height / 2 for b in boxes] + [y - r for _, y, r in at.values()])
    high = max([b.y + b.height / 2 for b in boxes] + [y + r for _, y, r in at.values()])
    dx, dy = MARGIN - left - over / 2, -low
    spots = tuple(
        _Spot(
            n, at[n.id][0] + dx, at[n.id][1] + dy, radii[n.id], tuple(labels[n.id]), replace(b, x=b.x + dx, y=b.y + dy)
        )
        for n, b in zip(order, boxes, strict=True)
    )
    return _Plan(spots, high - low, _price(spots) + max(0.0, over - 0.001), size)


def _radii(page: Page, network: Network) -> dict[str, float]:
    """Return the radius of each sign in inches: the more there are, the smaller."""
    found = sizes(network)
    largest = (0.1 if page.narrow else 0.15) * min(1.0, (60 / len(found)) ** 0.5)
    least = 0.03 if page.narrow else 0.04
    return {i: max(least, largest * radius / _LARGEST) for i, radius in found.items()}


def _boxes(
    order: Sequence[Node],
    at: Mapping[str, tuple[float, float, float]],
    labels: Mapping[str, Sequence[str]],
    network: Network | None,
    size: float,
) -> list[Box]:
    """Return where the names go; they avoid the ties of the network unless it is None."""
    wanted = []
    for node in order:
        lines = labels[node.id]
        wide = max(width(line, size) for line in lines) + 2 * _PAD
        x, y, radius = at[node.id]
        wanted.append(Wanted(x, y, radius + _PAD, wide, height(len(lines), size) + 2 * _PAD))
    ties = network.ties if network else ()
    return arrange(wanted, [(*at[t.source][:2], *at[t.target][:2]) for t in ties])


def _price(spots: Sequence[_Spot]) -> float:
    """Return the area of names that is covered by other names or by signs."""
    price = 0.0
    for i, spot in enumerate(spots):
        price += sum(spot.box.covers(other.box) for other in spots[:i])
        discs = (Box(s.x, s.y, 1.6 * s.radius, 1.6 * s.radius) for s in spots)
        price += sum(spot.box.covers(disc) for disc in discs)
    for i, spot in enumerate(spots):
        for other in spots[:i]:
            gap = ((spot.x - other.x) ** 2 + (spot.y - other.y) ** 2) ** 0.5
            price += max(0.0, spot.radius + other.radius - gap) ** 2
    return price


def _paint(page: Page, network: Network, plan: _Plan) -> None:
    """Draw ties, signs and names: inferred ties below the stated, the weakest below the strong."""
    if not plan.spots:
        raise UsageError(
            f"{len(network.nodes)} names do not fit a width of {page.width * 25.4:g} mm; give a greater width, "
            "or choose the level country"
        )
    top = page.y + 0.04
    at = {spot.node.id: spot for spot in plan.spots}
    most = max(tie.weight for tie in network.ties)
    ordered = sorted(network.ties, key=lambda t: (t.status != INFERRED, t.weight, t.source, t.target))
    for tie in ordered:
        a, b = at[tie.source], at[tie.target]
        page.line(
            [a.x, b.x], [top + a.y, top + b.y], linewidth=legend.thickness(tie.weight, most), alpha=0.75, zorder=2,
            linestyle=DASH if tie.status == INFERRED else "solid", gid=f"tie-{tie.source}--{tie.target}",
        )  # fmt: skip
    for spot in plan.spots:
        mark = of_node(spot.node)
        points = 144 * spot.radius * mark.factor
        page.mark(spot.x, top + spot.y, mark.shape, mark.colour, points, zorder=4, gid=f"node-{spot.node.id}")
        _name(page, spot, top, plan.size)
    page.y = top + plan.tall


def _name(page: Page, spot: _Spot, top: float, size: float) -> None:
    """Write a name, with a thin line to the sign where it had to stand off."""
    from matplotlib.patheffects import withStroke

    if spot.box.gap(spot.x, spot.y) - spot.radius > 0.07:
        x, y = spot.box.nearest(spot.x, spot.y)
        page.line([spot.x, x], [top + spot.y, top + y], color=INK, linewidth=0.4, zorder=3)
    side = "left" if spot.box.x > spot.x + spot.radius else "right" if spot.box.x < spot.x - spot.radius else "center"
    edge = {"left": -1, "right": 1, "center": 0}[side] * (spot.box.width / 2 - _PAD)
    first = top + spot.box.y - height(len(spot.lines) - 1, size) / 2
    for i, line in enumerate(spot.lines):
        page.text(
            spot.box.x + edge, first + height(i, size), line, size, ha=side, gid=f"name-{spot.node.id}-{i}",
            path_effects=[withStroke(linewidth=1.8, foreground=PAPER)],
        )  # fmt: skip


def _legend(network: Network) -> dict[str, list[legend.Entry]]:
    most = max(tie.weight for tie in network.ties)
    return {
        "Type": [legend.marker(mark) for mark in sorted({of_node(node) for node in network.nodes})],
        "Tie": legend.statuses(network.ties),
        "Weight": legend.weights(network.ties, most),
    }
