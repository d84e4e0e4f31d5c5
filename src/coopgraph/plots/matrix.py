"""Every pair at a glance: weights below the diagonal, kinds above it, in groups that belong together.

A matrix shows what a drawing of many lines hides: groups as blocks, and who has no tie with whom. Rows and columns
stand in the same order: communities, or countries, the largest first, and inside them by strength. J. Bertin,
"Semiology of Graphics" (1983), on why the order is what makes a matrix speak. Solid cells are stated, hatched ones
inferred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from coopgraph.errors import UsageError
from coopgraph.network.measures import louvain, strength
from coopgraph.network.network import Network, Node
from coopgraph.network.table import INFERRED
from coopgraph.plots import legend, titles
from coopgraph.plots.marks import SCALE, Kind, classes, kinds, scale_place, shade
from coopgraph.plots.page import BODY, FAINT, HATCH, INK, MARGIN, PAPER, SMALL, SOFT, TINY, Page, fold, settings, width
from coopgraph.plots.parts import Options, Parts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEAST = TINY * 0.85 / 72  # inches: a column with room for upright numbers of the smallest size
_SHORTEST = 0.9  # inches: less is no room for names
_MOST = 0.3
_RIGHT = 0.3  # for the names of the groups


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the cells are: the upper left corner, their sides, the order of the nodes, the size of the letters."""

    left: float
    top: float
    wide: float
    tall: float
    nodes: tuple[Node, ...]
    size: float

    def cell(self, row: int, column: int) -> tuple[float, float]:
        """Return the upper left corner of a cell."""
        return self.left + column * self.wide, self.top + row * self.tall


def draw(parts: Parts, options: Options) -> Figure:
    """Return the matrix of the nodes that have a tie.

    Raises UsageError when there is no tie to draw, or when so many names cannot be read at this width; the message
    says which width would do.
    """
    tied = parts.network.without_isolates()
    if not tied.ties:
        raise UsageError(f"{parts.network!r} has no tie to draw; choose another view or level")
    groups, says = _groups(tied, options)
    with settings():
        page = Page(options.width)
        page.head(f"Cooperation between {titles.what(tied)}: matrix", *titles.says(tied))
        grid, shown = _place(page, [node for _, group in groups for node in group])
        _names(page, grid, shown)
        _numbers(page, grid)
        _lines(page, grid)
        found = kinds(tied.definition, tied.ties)
        _cells(page, grid, tied, found)
        _blocks(page, grid, groups)
        page.y = grid.top + len(grid.nodes) * grid.tall + 0.04
        legend.put(page, _legend(tied, found))
        lonely = len(parts.network.nodes) - len(tied.nodes)
        alone = f"Not drawn: {lonely} without a tie." if lonely else ""
        small = "" if _lettered(grid) else "The cells are too small for the letters of the kinds."
        page.notes(" ".join(text for text in (says, small, alone) if text), _in_full(grid, shown))
        if not shown:
            page.key([(str(i), node.label or node.id) for i, node in enumerate(grid.nodes, 1)])
        return page.finish()


def _groups(network: Network, options: Options) -> tuple[list[tuple[str, list[Node]]], str]:
    """Return the groups, each with its name and its nodes in order, and a sentence on what they are."""
    strengths = strength(network)
    members: dict[str, list[Node]] = defaultdict(list)
    if options.order == "country":
        for node in network.nodes:
            members[node.country or "–"].append(node)
        says = "Rows and columns: by country (– of no single country), then by strength."
    else:
        found = louvain(network, seed=options.seed)
        of = found.of()
        for node in network.nodes:
            members[str(of[node.id])].append(node)
        said = "" if found.modularity is None else f" (Louvain, modularity {found.modularity:.2f})"
        says = f"Rows and columns: by community{said}, then by strength."
    for group in members.values():
        group.sort(key=lambda n: (-strengths[n.id], n.id))
    by_size = sorted(members.items(), key=lambda item: (item[0] == "–", -len(item[1]), item[0]))
    return by_size, says


def _place(page: Page, nodes: list[Node]) -> tuple[_Grid, dict[str, str]]:
    """Return the grid and the name of each node as it fits; no names when they fit only below the matrix."""
    n, names = len(nodes), {node.id: " ".join((node.short or node.label or node.id).split()) for node in nodes}
    least = min(max(width(name, TINY) for name in names.values()), _SHORTEST) + 0.02
    for size in (BODY, SMALL, 5.5, TINY):
        digits = _digits(n, size)
        room = page.room - _RIGHT - digits
        label = room - n * size * 1.15 / 72
        if label >= least:
            wanted = max(width(name, size) for name in names.values()) + 0.02
            label = min(label, wanted, 0.36 * page.room)
            shown = {i: fold(name, label, size, 1)[0] for i, name in names.items()}
            return _grid(page, nodes, min((room - label) / n, _MOST), label, size), shown
    room = page.room - _RIGHT - _digits(n, TINY)
    if room / n < _LEAST:
        need = ceil((n * _LEAST + _RIGHT + _digits(n, TINY) + 2 * MARGIN) * 25.4)
        raise UsageError(
            f"a matrix of {n} rows {page.width * 25.4:g} mm wide cannot be read; give a width of {need}, "
            "or choose the level country"
        )
    return _grid(page, nodes, min(room / n, _MOST), 0.0, TINY), {}


def _grid(page: Page, nodes: list[Node], wide: float, label: float, size: float) -> _Grid:
    n = len(nodes)
    above = width("0" * len(str(n)), size) if _upright(n, wide, size) else size / 72
    left = MARGIN + label + _digits(n, size)
    return _Grid(left, page.y + above + 0.06, wide, max(wide, size * 1.15 / 72), tuple(nodes), size)


def _digits(n: int, size: float) -> float:
    """Return the width of the column of numbers."""
    return width("0" * len(str(n)), size) + 0.08


def _upright(n: int, wide: float, size: float) -> bool:
    """Say whether the numbers of the columns must stand upright to have room."""
    return width("0" * len(str(n)), size) > wide * 0.9


def _lettered(grid: _Grid) -> bool:
    """Say whether cells have room for a letter."""
    return grid.wide >= 1.05 * TINY / 72


def _in_full(grid: _Grid, shown: Mapping[str, str]) -> str:
    """Return the sentence that says in full which names were shortened, by the numbers of their rows."""
    full = [(i, " ".join(n.label.split()), shown.get(n.id)) for i, n in enumerate(grid.nodes, 1)]
    cut = [f"{i} {label}" for i, label, name in full if name is not None and label and label != name]
    return "In full: " + "; ".join(cut) + "." if cut else ""


def _names(page: Page, grid: _Grid, shown: Mapping[str, str]) -> None:
    right = grid.left - _digits(len(grid.nodes), grid.size)
    for i, node in enumerate(grid.nodes):
        if node.id in shown:
            y = grid.cell(i, i)[1] + grid.tall / 2
            page.text(right, y, shown[node.id], grid.size, ha="right", gid=f"name-{node.id}")


def _numbers(page: Page, grid: _Grid) -> None:
    style = {"rotation": 90} if _upright(len(grid.nodes), grid.wide, grid.size) else {}
    for i in range(len(grid.nodes)):
        x, y = grid.cell(i, i)
        number, size = str(i + 1), grid.size
        page.text(grid.left - 0.04, y + grid.tall / 2, number, size, color=SOFT, ha="right", gid=f"row-{number}")
        page.text(
            x + grid.wide / 2, grid.top - 0.03, number, size, color=SOFT, ha="center", va="bottom",
            gid=f"column-{number}", **style,
        )  # fmt: skip


def _lines(page: Page, grid: _Grid) -> None:
    n = len(grid.nodes)
    right, bottom = grid.left + n * grid.wide, grid.top + n * grid.tall
    for i in range(n + 1):
        x, y = grid.cell(i, i)
        page.line([x, x], [grid.top, bottom], color=FAINT, linewidth=0.3, zorder=1)
        page.line([grid.left, right], [y, y], color=FAINT, linewidth=0.3, zorder=1)
    for i in range(n):
        page.box(*grid.cell(i, i), grid.wide, grid.tall, facecolor=FAINT, zorder=1)


def _cells(page: Page, grid: _Grid, network: Network, found: dict[str, Kind]) -> None:
    """Draw two cells for every tie: its weight below the diagonal, its principal kind above."""
    place = {node.id: i for i, node in enumerate(grid.nodes)}
    bounds = classes(tie.weight for tie in network.ties)
    letters = _lettered(grid)
    for tie in network.ties:
        low, high = sorted((place[tie.source], place[tie.target]))
        ends, hatched = f"{tie.source}--{tie.target}", tie.status == INFERRED
        _cell(page, grid, (high, low), _look(shade(tie.weight, bounds), hatched), f"weight-{ends}")
        kind = found[tie.kind]
        _cell(page, grid, (low, high), _look(kind.colour, hatched), f"kind-{ends}")
        if letters:
            x, y = grid.cell(low, high)
            _letter(page, (x + grid.wide / 2, y + grid.tall / 2), kind, min(grid.size, SMALL), f"letter-{ends}")


def _cell(page: Page, grid: _Grid, at: tuple[int, int], look: dict[str, object], gid: str) -> None:
    inset = 0.06 * grid.wide
    x, y = grid.cell(*at)
    page.box(x + inset, y + inset, grid.wide - 2 * inset, grid.tall - 2 * inset, zorder=2, gid=gid, **look)


def _look(colour: str, hatched: bool) -> dict[str, object]:
    if not hatched:
        return {"facecolor": colour, "edgecolor": colour, "linewidth": 0.2}
    return {"facecolor": PAPER, "edgecolor": colour, "linewidth": 0.5, "hatch": HATCH}


def _letter(page: Page, at: tuple[float, float], kind: Kind, size: float, gid: str) -> None:
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=1.6 if size > TINY else 0.9, foreground=PAPER)]
    page.text(*at, kind.letter, size, ha="center", path_effects=halo, gid=gid)


def _blocks(page: Page, grid: _Grid, groups: list[tuple[str, list[Node]]]) -> None:
    """Frame the groups on the diagonal, and name them at the right."""
    start = 0
    right = grid.left + len(grid.nodes) * grid.wide
    last = -1.0
    for name, group in groups:
        many = len(group)
        x, y = grid.cell(start, start)
        if len(groups) > 1:
            frame = {"facecolor": "none", "edgecolor": INK, "linewidth": 0.7, "zorder": 4}
            page.box(x, y, many * grid.wide, many * grid.tall, gid=f"group-{name}", **frame)
            bottom = y + many * grid.tall
            page.line([right + 0.05] * 2, [y + 0.01, bottom - 0.01], color=INK, linewidth=0.8, zorder=4)
            middle = (y + bottom) / 2
            if middle - last >= SMALL / 72:
                page.text(right + 0.09, middle, name, SMALL, color=INK, gid=f"group-name-{name}")
                last = middle
        start += many


def _legend(network: Network, found: dict[str, Kind]) -> dict[str, list[legend.Entry]]:
    bounds = classes(tie.weight for tie in network.ties)
    weights = []
    for i, bound in enumerate(bounds):
        words = f"{bound:g}" if i == len(bounds) - 1 and i == 0 else f"up to {bound:g}"
        weights.append(legend.swatch(words, **_look(SCALE[scale_place(i, len(bounds))], False)))
    principal = {tie.kind for tie in network.ties}
    shown = [_kind(kind) for name, kind in found.items() if name in principal]
    solid, hatched = (_look(SOFT, flag) for flag in (False, True))
    statuses = {tie.status for tie in network.ties}
    status = [legend.swatch("stated", **solid)] if statuses - {INFERRED} else []
    if INFERRED in statuses:
        status.append(legend.swatch("inferred: every activity needs an inferred claim", **hatched))
    return {"Weight, below the diagonal": weights, "Principal kind, above it": shown, "Tie": status}


def _kind(kind: Kind) -> legend.Entry:
    def sign(page: Page, x: float, y: float) -> None:
        page.box(x - 0.06, y - 0.055, 0.12, 0.11, gid="legend-box", **_look(kind.colour, False))
        _letter(page, (x, y), kind, SMALL, "legend-letter")

    return legend.Entry(kind.name, sign)
