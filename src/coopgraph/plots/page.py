"""A page of a journal's width, in inches from its upper left corner, and the file that it becomes.

Everything is put where it stands by its measure, names by the width of their letters, so that nothing depends on
what a drawing library thinks fit, and the page grows downwards as it fills: title, drawing, legend, notes. Every
mark bears a name (its gid, the id in an SVG), so that it can be found again.

matplotlib is an extra (``pip install "coopgraph[plot]"``) and imported only when a picture is made; no pyplot, so
nothing global changes. The same input gives the same bytes with the same matplotlib: no clock, fixed salts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export.write import writing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "pdf")
INK, SOFT, PALE, FAINT, PAPER = "#222222", "#555555", "#8a8f98", "#dddfe3", "#ffffff"
TITLE, BODY, SMALL, TINY = 9.0, 7.0, 6.0, 5.0  # points
MARGIN = 0.06
DASH: tuple[float, tuple[float, ...]] = (0, (3.2, 1.8))
HATCH = "//////"
LEADING = 1.22  # of the size, from line to line
NARROW = 5.0  # inches: what is narrower is a single column
_DPI = 300
_SETTINGS = {
    "svg.hashsalt": "coopgraph",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "font.family": "DejaVu Sans",
    "hatch.linewidth": 0.6,
    "axes.unicode_minus": True,
}


def matplotlib() -> Any:
    """Return matplotlib. Raises UsageError when it is missing."""
    try:
        import matplotlib as found
    except ImportError as error:
        remedy = 'install it with: pip install "coopgraph[plot]"'
        raise UsageError(f"a picture needs matplotlib; {remedy}") from error
    return found


def settings() -> AbstractContextManager[None]:
    """Return the context in which pictures are drawn and saved."""
    found: AbstractContextManager[None] = matplotlib().rc_context(_SETTINGS)
    return found


def form(path: Path, format: str | None = None) -> str:
    """Return the format of a picture, by name or by suffix. Raises UnknownName for another.

    >>> form(Path("x.PDF")), form(Path("x"), "svg")
    ('pdf', 'svg')
    """
    chosen = format or path.suffix.removeprefix(".").lower()
    if chosen not in FORMATS:
        raise UnknownName("format of a picture", chosen, FORMATS)
    return chosen


def save(figure: Figure, path: Path, chosen: str, description: str) -> None:
    """Write a figure, PNG at 300 dots an inch, with a sentence on what it shows in its metadata."""
    if chosen == "png":
        metadata: dict[str, Any] = {"Description": description, "Software": None}
    elif chosen == "svg":
        metadata = {"Description": description, "Date": None, "Creator": "coopgraph"}
    else:
        metadata = {"Subject": description, "CreationDate": None, "Creator": "coopgraph"}
    with settings(), writing(path) as file:
        figure.savefig(file, format=chosen, dpi=_DPI, metadata=metadata, facecolor=PAPER)


@lru_cache(maxsize=20_000)
def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of text in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    if not text.strip():
        return len(text) * size * 0.318 / 72
    return float(TextPath((0, 0), text.replace("$", "S"), size, prop=font).get_extents().x1) / 72


def height(lines: int, size: float) -> float:
    """Return the height of lines of text in inches."""
    return lines * size * LEADING / 72


def fold(text: str, room: float, size: float, most: int = 99, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``room`` inches; what is beyond ``most`` lines gives way to an ellipsis.

    A word that is too wide by itself is cut.
    """
    space = width("a a", size, bold) - 2 * width("a", size, bold)
    lines: list[str] = []
    used = room + 1
    for word in text.split():
        wide = width(word, size, bold)
        if lines and used + space + wide <= room:
            lines[-1] += f" {word}"
            used += space + wide
        else:
            while wide > room and len(word) > 1:
                keep = max(1, int(len(word) * room / wide) - 1)
                lines.append(word[:keep])
                word = word[keep:]
                wide = width(word, size, bold)
            lines.append(word)
            used = wide
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), room, size, bold)]
    return lines or [""]


def _cut(text: str, room: float, size: float, bold: bool) -> str:
    """Return the beginning of a text that fits, and an ellipsis; whole words unless hardly one fits."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(f"{text[:middle]} …", size, bold) <= room else (low, middle - 1)
    whole = text[:low].rpartition(" ")[0] if text[low : low + 1].strip() else text[:low].rstrip()
    return f"{whole} …" if len(whole) > low / 2 else f"{text[:low].rstrip()}…"


class Page:
    """A page that fills from the top: ``y`` is how far it is filled, in inches. Made inside :func:`settings`."""

    def __init__(self, millimetres: float) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.width = millimetres / 25.4
        self.room = self.width - 2 * MARGIN
        self.narrow = self.width < NARROW
        self.y = MARGIN
        self._names: Counter[str] = Counter()
        self.figure = Figure(figsize=(self.width, 1))
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.axis("off")
        self.axes.set_xlim(0, self.width)

    def finish(self) -> Figure:
        """Cut the page where it is filled to, and return it."""
        tall = self.y + MARGIN
        self.figure.set_size_inches(self.width, tall)
        self.axes.set_ylim(tall, 0)
        return self.figure

    def _unique(self, look: dict[str, Any]) -> dict[str, Any]:
        """Return a look whose name no other mark bears: the ids of an SVG must differ."""
        if name := look.get("gid"):
            self._names[name] += 1
            if self._names[name] > 1:
                return {**look, "gid": f"{name}.{self._names[name]}"}
        return look

    def text(self, x: float, y: float, text: str, size: float = BODY, **style: Any) -> Any:
        """Write text, its middle at height y unless ``va`` says otherwise."""
        look = {"color": INK, "va": "center_baseline", "linespacing": LEADING - 0.1, "zorder": 6, **style}
        return self.axes.text(x, y, text, fontsize=size, parse_math=False, **self._unique(look))

    def line(self, xs: Sequence[float], ys: Sequence[float], **style: Any) -> Any:
        """Draw a line through points."""
        look = {"color": PALE, "linewidth": 0.6, "solid_capstyle": "butt", "dash_capstyle": "butt", **style}
        return self.axes.plot(xs, ys, clip_on=False, **self._unique(look))[0]

    def box(self, x: float, y: float, wide: float, tall: float, **style: Any) -> Any:
        """Draw a rectangle from its upper left corner."""
        from matplotlib.patches import Rectangle

        look = {"linewidth": 0, "facecolor": PALE, **style}
        return self.axes.add_patch(Rectangle((x, y), wide, tall, clip_on=False, **self._unique(look)))

    def mark(self, x: float, y: float, shape: str, colour: str, size: float, **style: Any) -> Any:
        """Draw a marker ``size`` points across."""
        look = {"markeredgecolor": INK, "markeredgewidth": 0.4, "zorder": 5, **style}
        return self.axes.plot(
            [x],
            [y],
            linestyle="none",
            marker=shape,
            markersize=size,
            markerfacecolor=colour,
            clip_on=False,
            **self._unique(look),
        )[0]

    def head(self, title: str, *says: str) -> None:
        """Write the title and, below, what the picture rests on; parts of a line stay together where they fit."""
        for line in fold(title, self.room, TITLE, bold=True):
            self.y += height(1, TITLE)
            self.text(MARGIN, self.y, line, TITLE, weight="bold", va="baseline", gid="title")
        rows = [""]
        for part in says:
            longer = f"{rows[-1]}  ·  {part}" if rows[-1] else part
            rows = [*rows[:-1], longer] if width(longer, BODY) <= self.room or not rows[-1] else [*rows, part]
        self.y += 0.02
        for row in rows:
            self.paragraph(row, BODY)
        self.y += 0.1

    def paragraph(self, text: str, size: float = SMALL) -> None:
        """Write a text over the whole width."""
        for line in fold(text, self.room, size):
            self.y += height(1, size)
            self.text(MARGIN, self.y, line, size, color=SOFT, va="baseline", gid="note")

    def key(self, entries: Sequence[tuple[str, str]]) -> None:
        """Write which number is whose, in as many columns as there is room for, column by column."""
        columns = max(2, int(self.room / 2.2))
        room, indent = self.room / columns, width("000", SMALL) + 0.03
        blocks = [(number, fold(name, room - indent - 0.1, SMALL)) for number, name in entries]
        per = -(-sum(len(lines) for _, lines in blocks) // columns)
        column = used = deepest = 0
        for number, lines in blocks:
            if used and used + len(lines) > per + 1 and column < columns - 1:
                column, used = column + 1, 0
            x, y = MARGIN + column * room, self.y + 0.04 + height(used, SMALL) + height(1, SMALL) / 2
            self.text(x + indent - 0.05, y, number, SMALL, color=SOFT, ha="right", gid=f"key-number-{number}")
            for i, line in enumerate(lines):
                self.text(x + indent, y + height(i, SMALL), line, SMALL, gid=f"key-{number}-{i}")
            used += len(lines)
            deepest = max(deepest, used)
        self.y += 0.04 + height(deepest, SMALL)

    def notes(self, *texts: str) -> None:
        """Write the notes below everything; empty ones are left out."""
        self.y += 0.06
        for text in texts:
            if text:
                self.paragraph(text)
                self.y += 0.025
