"""A network as a picture, PNG or SVG, fit for print: names that can be read, a legend, and what it shows.

Colour tells the type of an organization, the area of a disc its strength, the width of a line the weight of a
tie; a dashed line rests on inferred claims only. The title names view, level and definition, for a picture
travels without its text. Organizations without any tie are counted below, not drawn.

matplotlib is an extra (``pip install "coopgraph[plot]"``) and imported only when a picture is made; no
pyplot, so nothing global changes. The same network gives the same bytes with the same matplotlib.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export.labels import Wanted, arrange, wrap
from coopgraph.export.palette import colour
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
_THIN, _THICK = 0.6, 5.0
_SETTINGS = {"svg.hashsalt": "coopgraph", "svg.fonttype": "path", "font.family": "DejaVu Sans"}


def write(network: Network, path: Path, format: str | None = None, seed: int = 0) -> None:
    """Draw a network into a PNG (200 dots an inch) or SVG file; the format is the path's when None.

    Raises UsageError when matplotlib is missing or the network has no tie to draw, UnknownName for another
    format.
    """
    chosen = format or path.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        raise UnknownName("format of a picture", chosen, FORMATS)
    matplotlib = _matplotlib()
    with matplotlib.rc_context(_SETTINGS):
        figure = draw(network, seed)
        metadata = {"Software": None} if chosen == "png" else {"Date": None, "Creator": "coopgraph"}
        with writing(path) as file:
            figure.savefig(file, format=chosen, dpi=200, metadata=metadata, facecolor="white")


def draw(network: Network, seed: int = 0) -> Figure:
    """Return the picture as a matplotlib Figure, to be changed or saved in another way.

    Raises UsageError when matplotlib is missing or there is no tie to draw.
    """
    _matplotlib()
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    tied = network.without_isolates()
    if not tied.ties:
        raise UsageError(f"{network!r} has no tie to draw; choose another view or level")
    places, radii = place(tied, seed), sizes(tied)
    extent = _extent(tied, places, radii)
    across, up = extent[1] - extent[0], extent[3] - extent[2]
    side = min(max(4.2 + 0.95 * len(tied.nodes) ** 0.5, 6.5), 26.0)
    height = side * min(max(up / across, 0.5), 1.2)
    figure = Figure(figsize=(side, height + 1.9))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.02, 1.05 / (height + 1.9), 0.96, height / (height + 1.9)))
    axes.set_xlim(extent[0], extent[1])
    axes.set_ylim(extent[2], extent[3])
    axes.set_aspect("equal")
    axes.axis("off")
    _ties(axes, tied, places)
    _nodes(axes, tied, places, radii)
    _names(axes, tied, places, radii)
    _title(figure, network)
    _legend(figure, tied, len(network.nodes) - len(tied.nodes))
    return figure


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        remedy = 'install it with: pip install "coopgraph[plot]"'
        raise UsageError(f"a picture needs matplotlib; {remedy}") from error
    return matplotlib


def _extent(
    network: Network, places: dict[str, tuple[float, float]], radii: dict[str, float]
) -> tuple[float, float, float, float]:
    """Return left, right, bottom and top of the drawing, with room for names at the sides."""
    x = [places[n.id][0] for n in network.nodes]
    y = [places[n.id][1] for n in network.nodes]
    room = max(radii.values())
    beside = max(0.11 * (max(x) - min(x)), 2.5 * room)
    return min(x) - room - beside, max(x) + room + beside, min(y) - 2 * room, max(y) + 2 * room


def _ties(axes: Axes, network: Network, places: dict[str, tuple[float, float]]) -> None:
    """Draw the ties, the weakest first, so that the strong ones lie on top."""
    from matplotlib.collections import LineCollection

    most = max(tie.weight for tie in network.ties)
    for firm in (False, True):
        ties = [t for t in network.ties if (t.status == STATED) == firm]
        ties.sort(key=lambda t: (t.weight, t.source, t.target))
        if ties:
            lines = LineCollection(
                [(places[t.source], places[t.target]) for t in ties],
                linewidths=[_width(t.weight, most) for t in ties],
                linestyles=[_DASHES[STATED if firm else INFERRED]],
                colors=_PALE,
                alpha=0.65,
                capstyle="butt",
                zorder=1 + firm,
            )
            axes.add_collection(lines)


def _width(weight: float, most: float) -> float:
    return float(_THIN + (_THICK - _THIN) * weight / most)


def _nodes(
    axes: Axes, network: Network, places: dict[str, tuple[float, float]], radii: dict[str, float]
) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Circle

    discs = [Circle(places[n.id], radii[n.id]) for n in network.nodes]
    shades = [colour(n).hex for n in network.nodes]
    axes.add_collection(PatchCollection(discs, facecolors=shades, edgecolors=_HALO, linewidths=1.0, zorder=4))


def _names(
    axes: Axes, network: Network, places: dict[str, tuple[float, float]], radii: dict[str, float]
) -> None:
    """Write the names where :mod:`coopgraph.export.labels` finds room; the strongest nodes choose first."""
    from matplotlib.patheffects import withStroke

    order = sorted(network.nodes, key=lambda n: (-radii[n.id], n.id))
    size = 8.0 if len(order) <= 60 else 6.5
    halo = [withStroke(linewidth=2.2, foreground=_HALO)]
    texts = [
        axes.text(
            0, 0, _name(n), fontsize=size, color=_INK, ha="center", va="center", zorder=6,
            linespacing=1.05, path_effects=halo, parse_math=False,
        )
        for n in order
    ]  # fmt: skip
    units = axes.transData.inverted()
    wanted = []
    for node, text in zip(order, texts, strict=True):
        box = text.get_window_extent().transformed(units)
        x, y = places[node.id]
        wanted.append(Wanted(x, y, radii[node.id] * 1.12, box.width * 1.04, box.height * 1.04))
    lines = [(*places[t.source], *places[t.target]) for t in network.ties]
    for text, spot in zip(texts, arrange(wanted, lines), strict=True):
        text.set_position((spot.x, spot.y))


def _name(node: Node) -> str:
    return wrap(node.label or node.id, node.short)


def _title(figure: Figure, network: Network) -> None:
    title = "Cooperation between " + ("countries" if network.level == "country" else "organizations")
    says = f"view: {network.view}  ·  level: {network.level}  ·  definition: {network.definition}"
    inch = 1 / float(figure.get_size_inches()[1])
    figure.text(0.02, 1 - 0.16 * inch, title, fontsize=13, color=_INK, va="top", weight="bold")
    figure.text(0.02, 1 - 0.44 * inch, says, fontsize=8.5, color=_SOFT, va="top", parse_math=False)


def _legend(figure: Figure, network: Network, lonely: int) -> None:
    """Put the legend below: colours of types, then what widths, dashes and sizes mean."""
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
    figure.legend(
        handles=[*dots, *strokes, *widths], loc="lower left", bbox_to_anchor=(0.012, 0.0), fontsize=8,
        ncols=_columns(figure), frameon=False, handletextpad=0.5, columnspacing=1.4, labelcolor=_INK,
    )  # fmt: skip
    if lonely:
        note = f"{lonely} without a tie not drawn"
        inches = figure.get_size_inches()[1]
        figure.text(0.98, 1 - 0.44 / inches, note, fontsize=8, color=_SOFT, va="top", ha="right")


def _columns(figure: Figure) -> int:
    return max(int(float(figure.get_size_inches()[0]) / 2.3), 2)


def _examples(ties: tuple[Tie, ...]) -> list[float]:
    """Return up to three weights for the legend: the least, a middle one and the greatest."""
    weights = sorted({float(f"{tie.weight:.2g}") for tie in ties})
    return sorted({weights[0], weights[len(weights) // 2], weights[-1]})
