"""The network as SVG for the page: the layout and colours of the picture, but names as text that can be searched.

Not the SVG of :mod:`coopgraph.export.picture`, which draws every letter as a path and so weighs over a megabyte.
Type is told by colour and by form, status by dashes, so that colour is never the only sign. Coordinates are the
layout's, y downwards; the width of a name is estimated (generously), since fonts differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from coopgraph.export.labels import Box, Wanted, arrange, wrap
from coopgraph.export.palette import Colour, colour
from coopgraph.network import Network
from coopgraph.network.layout import place, sizes
from coopgraph.report.grid import counted, text

FONT = 12.0
_ROW, _DISC, _MARGIN = 14.0, 0.6, 10.0
_ROOM = 1.3  # of the radius: forms with corners reach farther than discs
_THIN, _THICK = 0.9, 6.5
_NARROW, _BROAD = frozenset("iljtfrI.,:;'’|()-· "), frozenset("mwMWЖШЩЮФМДЫжшщюфмдыъ@…")
_STRONGEST = 3
_CORNERS: tuple[tuple[int, float, float], ...] = (
    *((0, 0.0, 1.0), (4, pi / 4, 1.25), (3, -pi / 2, 1.5), (4, 0.0, 1.3), (3, pi / 2, 1.5)),
    *((6, 0.0, 1.1), (5, -pi / 2, 1.2), (8, pi / 8, 1.05), (10, -pi / 2, 1.5)),
)
"""Forms in the order of the legend: corners (0: a disc), turn, and size, so that all look about as large."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A node: its form as an SVG path, its fill, its name in lines with the places of these, and what it is."""

    path: str
    fill: str
    lines: tuple[tuple[float, float, str], ...]
    leader: tuple[float, float, float, float] | None
    says: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A tie."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    dashed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing: view box (x, y, width, height), strokes, spots, legend (path, fill, label), title, description."""

    box: tuple[float, float, float, float]
    strokes: tuple[Stroke, ...]
    spots: tuple[Spot, ...]
    legend: tuple[tuple[str, str, str], ...]
    widths: tuple[tuple[float, str], ...]
    title: str
    description: str


def draw(network: Network, seed: int = 0) -> Drawing | None:
    """Return the drawing of a network, or None when it has no tie to draw. Nodes without a tie are left out.

    Takes about a second for 400 nodes (:func:`coopgraph.network.layout.place`).
    """
    tied = network.without_isolates()
    if not tied.ties:
        return None
    radii = {node: _DISC * radius for node, radius in sizes(tied).items()}
    at = {node: (x, -y) for node, (x, y) in place(tied, seed).items()}
    strokes = _strokes(tied, at)
    order = sorted(tied.nodes, key=lambda n: (-radii[n.id], n.id))
    names = [wrap(n.label or n.id, n.short).split("\n") for n in order]
    wanted = [
        Wanted(*at[n.id], _ROOM * radii[n.id], _wide(rows), _ROW * len(rows))
        for n, rows in zip(order, names, strict=True)
    ]
    boxes = arrange(wanted, [(s.x1, s.y1, s.x2, s.y2) for s in strokes])
    forms = {shade: _CORNERS[i % len(_CORNERS)] for i, shade in enumerate(sorted({colour(n) for n in tied.nodes}))}
    spots = []
    for node, rows, want, box in zip(order, names, wanted, boxes, strict=True):
        shade = colour(node)
        path = _path(want.x, want.y, radii[node.id], forms[shade])
        says = "; ".join(part for part in (node.label, node.type_label, node.country) if part)
        spots.append(Spot(path, shade.hex, _lines(rows, box), _leader(want, box), says))
    lonely = len(network.nodes) - len(tied.nodes)
    most = max(tie.weight for tie in tied.ties)
    examples = sorted({1.0 if most >= 1 else most, float(f"{most:.2g}")})
    widths = tuple((_width(w, most), text(w)) for w in examples)
    title = f"Cooperation between {'countries' if network.level == 'country' else 'organizations'}"
    return Drawing(
        _view(wanted, boxes), strokes, tuple(spots), _legend(forms), widths, title, _describe(tied, lonely)
    )  # fmt: skip


def _strokes(network: Network, at: dict[str, tuple[float, float]]) -> tuple[Stroke, ...]:
    """Return the ties: inferred ones below the stated, the weakest first, so that strong ones lie on top."""
    most = max(tie.weight for tie in network.ties)
    weakest = network.by_weight()[::-1]
    ordered = sorted(weakest, key=lambda tie: tie.status == "stated")
    return tuple(
        Stroke(*at[t.source], *at[t.target], _width(t.weight, most), t.status != "stated") for t in ordered
    )  # fmt: skip


def _width(weight: float, most: float) -> float:
    return round(_THIN + (_THICK - _THIN) * weight / most, 2)


def _wide(rows: list[str]) -> float:
    """Return about how wide lines of a name are."""
    return max(sum(0.36 if c in _NARROW else 0.95 if c in _BROAD else 0.62 for c in row) for row in rows) * FONT + 4


def _lines(rows: list[str], box: Box) -> tuple[tuple[float, float, str], ...]:
    top = box.y - box.height / 2
    return tuple((round(box.x, 2), round(top + _ROW * (i + 0.75), 2), row) for i, row in enumerate(rows))


def _leader(want: Wanted, box: Box) -> tuple[float, float, float, float] | None:
    """Return a line from a node to its name where that had to stand off, or None."""
    if box.gap(want.x, want.y) - want.radius <= _ROW:
        return None
    x, y = box.nearest(want.x, want.y)
    return (want.x, want.y, round(x, 2), round(y, 2))


def _path(x: float, y: float, radius: float, form: tuple[int, float, float]) -> str:
    """Return a form as an SVG path: a disc, a polygon, or with ten corners a star."""
    corners, turn, size = form
    r = radius * size
    if not corners:
        return f"M{x - r:.2f} {y:.2f}a{r:.2f} {r:.2f} 0 1 0 {2 * r:.2f} 0a{r:.2f} {r:.2f} 0 1 0 {-2 * r:.2f} 0Z"
    inner = 0.5 if corners == 10 else 1.0
    points = []
    for i in range(corners):
        far, angle = r * (inner if i % 2 else 1), turn + 2 * pi * i / corners
        points.append(f"{x + far * cos(angle):.2f} {y + far * sin(angle):.2f}")
    return f"M{'L'.join(points)}Z"


def _legend(forms: dict[Colour, tuple[int, float, float]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((_path(9, 9, 6, form), shade.hex, shade.label) for shade, form in forms.items())


def _view(wanted: list[Wanted], boxes: list[Box]) -> tuple[float, float, float, float]:
    left = min(*(w.x - 1.5 * w.radius for w in wanted), *(b.x - b.width / 2 for b in boxes)) - _MARGIN
    right = max(*(w.x + 1.5 * w.radius for w in wanted), *(b.x + b.width / 2 for b in boxes)) + _MARGIN
    top = min(*(w.y - 1.5 * w.radius for w in wanted), *(b.y - b.height / 2 for b in boxes)) - _MARGIN
    low = max(*(w.y + 1.5 * w.radius for w in wanted), *(b.y + b.height / 2 for b in boxes)) + _MARGIN
    return (round(left, 1), round(top, 1), round(right - left, 1), round(low - top, 1))


def _describe(network: Network, lonely: int) -> str:
    """Return what there is to see, for those who do not see it."""
    what = ("country", "countries") if network.level == "country" else ("organization", "organizations")
    inferred = sum(tie.status != "stated" for tie in network.ties)
    strongest = (
        f"{network.node(tie.source).label} with {network.node(tie.target).label} (weight {text(tie.weight)})"
        for tie in network.by_weight()[:_STRONGEST]
    )
    words = (
        f"{counted(len(network.nodes), *what)} and {counted(len(network.ties), 'tie')}, of which {inferred} rest on "
        f"inferred claims; view {network.view}, definition {network.definition}. Strongest: {'; '.join(strongest)}."
    )
    return words + (f" Not drawn: {lonely} without a tie." if lonely else "")
