"""A network as a picture, PNG or SVG, fit for print: names that can be read, a legend, and what it shows.

Colour tells the type of an organization, the area of a disc its strength, the width of a line the weight of a
tie; a dashed line rests on inferred claims only. The title names view, level and definition, for a picture
travels without its text. Organizations without any tie are counted below, not drawn.

matplotlib is an extra (``pip install "coopgraph[plot]"``) and imported only when a picture is made; no
pyplot, so nothing global changes. The same network gives the same bytes with the same matplotlib.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export.labels import Box, Wanted, arrange, wrap
from coopgraph.export.palette import colour
from coopgraph.export.shapes import describe
from coopgraph.export.table import ties
from coopgraph.export.write import writing
from coopgraph.network.layout import place, sizes
from coopgraph.network.network import Network, Node, Tie
from coopgraph.network.table import INFERRED, STATED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("png", "svg")
_INK, _SOFT, _PALE, _HALO = "#222222", "#555555", "#8a8f98", "white"
_DASHES: dict[str, Any] = {STATED: "solid", INFERRED: (0, (3.2, 1.8))}
_THIN, _THICK = 0.6, 4.5  # points
_UNITS = 108.0  # of the layout to an inch
_DISC = 0.6  # of the radius in the layout: smaller, so that ties and names have room
_WIDEST = 24.0  # inches
_HEADER, _FOOTER, _MARGIN = 0.8, 1.15, 0.12
_FONT = 8.0
_NOTE = "Area of a disc: strength (sum of the weights of its ties). Width of a line: weight."
_SETTINGS = {"svg.hashsalt": "coopgraph", "svg.fonttype": "path", "font.family": "DejaVu Sans"}


class _Spot(NamedTuple):
    """A node in the drawing: where, how large, its name and where that stands. In inches."""

    node: Node
    x: float
    y: float
    radius: float
    name: str
    box: Box


def write(network: Network, path: Path, format: str | None = None, seed: int = 0) -> None:
    """Draw a network into a PNG (200 dots an inch) or SVG file; the format is the path's when None.

    The file says what it shows (its metadata's Description): view, level, definition, and the digest of the ties.
    Raises UsageError when matplotlib is missing or the network has no tie to draw, UnknownName for another format.
    """
    chosen = format or path.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        raise UnknownName("format of a picture", chosen, FORMATS)
    figure = draw(network, seed)
    told = f"{describe(network)} Ties: sha256 {hashlib.sha256(ties(network).to_csv().encode()).hexdigest()}."
    blank = {"Software": None} if chosen == "png" else {"Date": None, "Creator": "coopgraph"}
    metadata = {"Description": told, **blank}
    with _matplotlib().rc_context(_SETTINGS), writing(path) as file:
        figure.savefig(file, format=chosen, dpi=200, metadata=metadata, facecolor="white")


def draw(network: Network, seed: int = 0) -> Figure:
    """Return the picture as a matplotlib Figure, to be changed or saved in another way.

    Its size follows from the network: about 8 inches for 30 organizations, 24 at most. Raises UsageError when
    matplotlib is missing or there is no tie to draw.
    """
    matplotlib = _matplotlib()
    tied = network.without_isolates()
    if not tied.ties:
        raise UsageError(f"{network!r} has no tie to draw; choose another view or level")
    with matplotlib.rc_context(_SETTINGS):
        spots = _spots(tied, seed)
        figure, axes = _page(spots)
        _ties(axes, tied, {spot.node.id: (spot.x, spot.y) for spot in spots})
        _nodes(axes, spots)
        _names(axes, spots)
        _title(figure, network, len(network.nodes) - len(tied.nodes))
        _legend(figure, tied)
    return figure


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        remedy = 'install it with: pip install "coopgraph[plot]"'
        raise UsageError(f"a picture needs matplotlib; {remedy}") from error
    return matplotlib


def _spots(network: Network, seed: int) -> list[_Spot]:
    """Return the nodes with their places in inches and names put beside them, the strongest first."""
    places, radii = place(network, seed), sizes(network)
    across = max(x for x, _ in places.values()) - min(x for x, _ in places.values())
    units = max(_UNITS, across / (_WIDEST - 3))
    order = sorted(network.nodes, key=lambda n: (-radii[n.id], n.id))
    names = [wrap(n.label or n.id, n.short) for n in order]
    at = {i: (x / units, y / units, _DISC * radii[i] / units) for i, (x, y) in places.items()}
    wanted = [Wanted(*at[n.id], *_measure(name)) for n, name in zip(order, names, strict=True)]
    lines = [(*at[tie.source][:2], *at[tie.target][:2]) for tie in network.ties]
    boxes = arrange(wanted, lines)
    return [_Spot(n, *at[n.id], name, box) for n, name, box in zip(order, names, boxes, strict=True)]


def _measure(name: str) -> tuple[float, float]:
    """Return width and height in inches of a name, with a little room around it."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    rows = name.split("\n")
    font = FontProperties(family="DejaVu Sans")
    width = max(float(TextPath((0, 0), row.replace("$", "S"), _FONT, prop=font).get_extents().width) for row in rows)
    return (width + 4) / 72, (len(rows) * _FONT * 1.2 + 2) / 72


def _page(spots: list[_Spot]) -> tuple[Figure, Axes]:
    """Return a figure that just holds the drawing, with room for the title and the legend."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    left = min(min(s.x - s.radius, s.box.x - s.box.width / 2) for s in spots) - _MARGIN
    right = max(max(s.x + s.radius, s.box.x + s.box.width / 2) for s in spots) + _MARGIN
    low = min(min(s.y - s.radius, s.box.y - s.box.height / 2) for s in spots)
    high = max(max(s.y + s.radius, s.box.y + s.box.height / 2) for s in spots)
    wide = max(right - left, 7.0)
    left -= (wide - (right - left)) / 2
    tall = high - low + _HEADER + _FOOTER
    figure = Figure(figsize=(wide, tall))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, _FOOTER / tall, 1, (high - low) / tall))
    axes.set_xlim(left, left + wide)
    axes.set_ylim(low, high)
    axes.axis("off")
    return figure, axes


def _ties(axes: Axes, network: Network, at: dict[str, tuple[float, float]]) -> None:
    """Draw the ties: inferred ones below the stated, and the weakest first, so that strong ones lie on top."""
    from matplotlib.collections import LineCollection

    most = max(tie.weight for tie in network.ties)
    for layer, status in enumerate((INFERRED, STATED), 1):
        ties = [tie for tie in reversed(network.by_weight()) if tie.status == status]
        lines = LineCollection(
            [(at[tie.source], at[tie.target]) for tie in ties],
            linewidths=[_width(tie.weight, most) for tie in ties],
            linestyles=[_DASHES[status]],
            colors=_PALE,
            alpha=0.6,
            capstyle="butt",
            zorder=layer,
            clip_on=False,
        )
        axes.add_collection(lines)


def _width(weight: float, most: float) -> float:
    return float(_THIN + (_THICK - _THIN) * weight / most)


def _nodes(axes: Axes, spots: list[_Spot]) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Circle

    discs = [Circle((spot.x, spot.y), spot.radius) for spot in spots]
    shades = [colour(spot.node).hex for spot in spots]
    axes.add_collection(
        PatchCollection(discs, facecolors=shades, edgecolors=_HALO, linewidths=1.0, zorder=4, clip_on=False)
    )


def _names(axes: Axes, spots: list[_Spot]) -> None:
    """Write the names, with a thin line to the node where one had to stand off."""
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.4, foreground=_HALO)]
    for spot in spots:
        gap = spot.box.gap(spot.x, spot.y) - spot.radius
        if gap > 0.12:
            near = spot.box.nearest(spot.x, spot.y)
            axes.plot([spot.x, near[0]], [spot.y, near[1]], color=_INK, linewidth=0.5, zorder=3, clip_on=False)
        axes.text(
            spot.box.x, spot.box.y, spot.name, fontsize=_FONT, color=_INK, ha="center", va="center_baseline",
            zorder=6, linespacing=1.1, path_effects=halo, parse_math=False, clip_on=False,
        )  # fmt: skip


def _title(figure: Figure, network: Network, lonely: int) -> None:
    what = "countries" if network.level == "country" else "organizations"
    says = f"view: {network.view}  ·  level: {network.level}  ·  definition: {network.definition}"
    if lonely:
        says += f"  ·  not drawn: {lonely} without a tie"
    wide, tall = (float(side) for side in figure.get_size_inches())
    across = _MARGIN / wide
    figure.text(
        across, 1 - 0.12 / tall, f"Cooperation between {what}", fontsize=12, color=_INK, va="top", weight="bold"
    )
    figure.text(across, 1 - 0.38 / tall, says, fontsize=8, color=_SOFT, va="top", parse_math=False)


def _legend(figure: Figure, network: Network) -> None:
    """Put the legend below: colours of types, what dashes and widths mean."""
    from matplotlib.lines import Line2D

    most = max(tie.weight for tie in network.ties)
    shades = sorted({colour(node) for node in network.nodes})
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 7, "markeredgecolor": _HALO}
    dots = [Line2D([], [], color=s.hex, label=s.label, **dot) for s in shades]
    strokes = [
        Line2D([], [], color=_PALE, linewidth=1.8, linestyle=dash, label=status)
        for status, dash in _DASHES.items()
        if any(tie.status == status for tie in network.ties)
    ]
    widths = [
        Line2D([], [], color=_PALE, linewidth=_width(weight, most), label=f"weight {weight:g}")
        for weight in _examples(network.ties)
    ]
    wide, tall = (float(side) for side in figure.get_size_inches())
    entries = len(dots) + len(strokes) + len(widths)
    figure.legend(
        handles=[*dots, *strokes, *widths], loc="lower left", bbox_to_anchor=(0, 0.2 / tall), fontsize=7.5,
        ncols=min(max(-(-entries // 4), 3), int(wide / 1.6)), frameon=False, handletextpad=0.5,
        columnspacing=1.4, labelcolor=_INK, borderaxespad=0.2,
    )  # fmt: skip
    figure.text(_MARGIN / wide, 0.1 / tall, _NOTE, fontsize=7, color=_SOFT, va="bottom")


def _examples(ties: Sequence[Tie]) -> list[float]:
    """Return up to three weights for the legend: the least, a middle one and the greatest."""
    weights = sorted({float(f"{tie.weight:.2g}") for tie in ties})
    return sorted({weights[0], weights[len(weights) // 2], weights[-1]})
