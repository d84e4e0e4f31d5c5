"""Pictures fit for print, of a journal's width: PNG, SVG, PDF.

    network    who cooperates with whom: signs, lines, names
    timeline   when: events or organizations in rows, ties by year below
    matrix     every pair: weights and kinds in cells, in groups
    trend      ties, nodes, density, strength from window to window
    ego        one organization, its neighbours on rings by kind of tie

    parts      what a picture is made of, and the options of its look
    moments    dates as well as they are known
    marks      colours, shapes, classes of weight
    page       a page in inches; formats and their bytes
    legend     what the signs mean
    titles     what a picture says of itself

Colours are Okabe and Ito's and never alone: shapes, letters, dashes and hatches say the same in grey. No text is
smaller than 5 points. The same input gives the same bytes. matplotlib is imported only when a picture is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import UnknownName
from coopgraph.plots import ego, matrix, network, page, timeline, titles, trend
from coopgraph.plots.moments import Facts, facts
from coopgraph.plots.page import FORMATS
from coopgraph.plots.parts import ONE_COLUMN, TWO_COLUMNS, Options, Parts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FORMATS", "ONE_COLUMN", "PLOTS", "TWO_COLUMNS", "Facts", "Options", "Parts", "draw", "facts", "figure"]

PLOTS: Mapping[str, Callable[[Parts, Options], Figure]] = {
    "network": network.draw,
    "timeline": timeline.draw,
    "trend": trend.draw,
    "matrix": matrix.draw,
    "ego": ego.draw,
}
"""The kinds of pictures by name."""


def draw(kind: str, parts: Parts, path: Path, options: Options | None = None, format: str | None = None) -> Path:
    """Draw a picture into a file and return its path; the format is the path's suffix when None.

    The file's metadata says what it shows: the view, level and definition, and the digest of the ties. Raises
    UnknownName for another kind, format or node, and UsageError when matplotlib is missing, the file cannot be
    written, or there is nothing to draw or no room for it.
    """
    chosen = page.form(path, format)
    made = figure(kind, parts, options)
    page.save(made, path, chosen, titles.description(kind, parts.network))
    return path


def figure(kind: str, parts: Parts, options: Options | None = None) -> Figure:
    """Return a picture as a matplotlib Figure, to be changed or saved in another way. Raises as :func:`draw` does."""
    if kind not in PLOTS:
        raise UnknownName("kind of picture", kind, PLOTS)
    return PLOTS[kind](parts, options or Options())
