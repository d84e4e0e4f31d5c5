"""The legend of a picture: what colours, shapes, lines and hatches mean, in groups, below the drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from coopgraph.network.network import Node, Tie
from coopgraph.network.table import INFERRED, STATED
from coopgraph.plots.marks import Mark
from coopgraph.plots.page import DASH, INK, MARGIN, SMALL, SOFT, Page, fold, height, width

_SWATCH, _GAP, _ROW = 0.24, 0.14, 0.135  # inches
_MARK = 6.0
_THIN, _THICK = 0.5, 3.6  # points

Draw = Callable[[Page, float, float], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """A sign and its meaning. ``draw`` puts the sign around a point."""

    label: str
    draw: Draw


def put(page: Page, groups: Mapping[str, Iterable[Entry]]) -> None:
    """Write the legend: a heading and its entries, in as many lines as they need; empty groups are left out."""
    page.y += 0.08
    filled = {heading: list(entries) for heading, entries in groups.items() if entries}
    indent = 0.0 if page.narrow else max((width(h, SMALL, True) for h in filled), default=0) + 0.12
    for heading, entries in filled.items():
        page.y += _ROW
        page.text(MARGIN, page.y - _ROW / 2, heading, SMALL, color=SOFT, weight="bold", gid="legend")
        if page.narrow:
            page.y += _ROW
        _flow(page, entries, MARGIN + indent)
        page.y += 0.03


def _flow(page: Page, entries: Iterable[Entry], left: float) -> None:
    x = left
    for entry in entries:
        lines = fold(entry.label, page.width - MARGIN - left - _SWATCH - 0.05, SMALL)
        wide = _SWATCH + 0.04 + max(width(line, SMALL) for line in lines)
        if x > left and x + wide > page.width - MARGIN:
            x = left
            page.y += _ROW
        y = page.y - _ROW / 2
        entry.draw(page, x + _SWATCH / 2, y)
        for i, line in enumerate(lines):
            page.text(x + _SWATCH + 0.04, y + height(i, SMALL), line, SMALL, color=INK, gid="legend")
        page.y += height(len(lines) - 1, SMALL)
        x += wide + _GAP


def marker(mark: Mark) -> Entry:
    """Return the entry of a mark."""

    def draw(page: Page, x: float, y: float) -> object:
        return page.mark(x, y, mark.shape, mark.colour, _MARK * mark.factor, gid="legend-mark")

    return Entry(mark.label, draw)


def stroke(label: str, points: float = 1.4, dashed: bool = False) -> Entry:
    """Return the entry of a line."""

    def draw(page: Page, x: float, y: float) -> object:
        look = DASH if dashed else "solid"
        return page.line([x - 0.11, x + 0.11], [y, y], linewidth=points, linestyle=look, gid="legend-line")

    return Entry(label, draw)


def swatch(label: str, **style: object) -> Entry:
    """Return the entry of a coloured or hatched field."""

    def draw(page: Page, x: float, y: float) -> object:
        return page.box(x - 0.075, y - 0.045, 0.15, 0.09, gid="legend-box", **style)

    return Entry(label, draw)


def statuses(ties: Iterable[Tie]) -> list[Entry]:
    """Return the entries of stated and inferred ties, those that there are."""
    found = {tie.status for tie in ties}
    words = {STATED: "stated", INFERRED: "inferred: every activity needs an inferred claim"}
    return [stroke(words[status], dashed=status == INFERRED) for status in (STATED, INFERRED) if status in found]


def weights(ties: Iterable[Tie], most: float) -> list[Entry]:
    """Return up to three lines with their weights: the least, a middle one and the greatest."""
    rounded = sorted({float(f"{tie.weight:.2g}") for tie in ties})
    chosen = sorted({rounded[0], rounded[len(rounded) // 2], rounded[-1]}) if rounded else []
    return [stroke(f"{weight:g}", thickness(weight, most)) for weight in chosen]


def thickness(weight: float, most: float) -> float:
    """Return the width in points of the line of a tie: in proportion to its weight, above a least."""
    return _THIN + (_THICK - _THIN) * weight / most


def in_full(nodes: Iterable[Node], shown: Mapping[str, str]) -> str:
    """Return the sentence that says in full the names that were shortened, or nothing.

    ``shown`` are the names in the drawing, by id.
    """
    pairs = {shown[n.id]: " ".join(n.label.split()) for n in nodes if n.label and n.id in shown}
    cut = sorted((short, full) for short, full in pairs.items() if short != full)
    said = [full if short.endswith("…") else f"{short} – {full}" for short, full in cut]
    return f"In full: {'; '.join(said)}." if cut else ""
