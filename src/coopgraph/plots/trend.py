"""How the network changes from window to window: ties, nodes, density, strength, each in a panel of its own.

Every measure is drawn twice, for dates read strictly and generously: where the two part, the dates leave it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coopgraph.errors import UsageError
from coopgraph.network.spells import MODES
from coopgraph.network.temporal import Reading, series, windows
from coopgraph.plots import page, titles
from coopgraph.plots.parts import Options, Parts
from coopgraph.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PANELS = {
    "ties": "ties",
    "nodes": "organizations or countries",
    "density": "density: ties divided by pairs",
    "mean_strength": "mean strength",
}
_LOOKS: dict[str, dict[str, Any]] = {
    "strict": {"color": page.INK, "linestyle": "solid", "marker": "o"},
    "generous": {"color": "#0072B2", "linestyle": page.DASH, "marker": "o", "markerfacecolor": page.PAPER},
}
_WORDS = {"strict": "dates certain", "generous": "dates possible"}


def draw(parts: Parts, options: Options) -> Figure:
    """Return the picture: four panels over windows ``options.window`` years wide, one every ``options.step`` years.

    Raises UsageError when matplotlib or the participation table is missing, or no activity has a date.
    """
    if parts.table is None:
        raise UsageError("a trend is drawn from a participation table; give one")
    over = windows(parts.table, options.window, options.step)
    if not over:
        raise UsageError("no activity has a date: there is no trend to draw; choose another view")
    network = parts.network
    reading = Reading(network.definition, network.view, network.level)
    found = {mode: series(parts.table, reading, over, mode) for mode in MODES}
    page.matplotlib()
    from matplotlib.figure import Figure as Canvas

    with page.settings():
        wide = options.width / 25.4
        columns = 1 if wide < page.NARROW else 2
        rows = len(PANELS) // columns
        figure = Canvas(figsize=(wide, 0.75 + 1.5 * rows), layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False).flatten()
        for panel, (measure, words) in zip(axes, PANELS.items(), strict=True):
            _panel(panel, found, measure, words)
        said = " · ".join(titles.says(network))
        figure.suptitle(f"The network over time\n{said}", size=page.BODY, x=0.01, ha="left")
        figure.legend(
            *axes[0].get_legend_handles_labels(), loc="outside lower left", ncols=2, fontsize=page.SMALL, frameon=False
        )
    return figure


def _panel(axes: Any, found: dict[str, Table], measure: str, words: str) -> None:
    """Draw a measure over the windows; a value that does not exist leaves a gap."""
    for mode, table in found.items():
        values = [float("nan") if v is None else float(str(v)) for v in table[measure]]
        axes.plot(
            range(len(values)), values, label=_WORDS[mode], gid=f"{measure}-{mode}", markersize=3, lw=1, **_LOOKS[mode]
        )
    names = [str(name) for name in next(iter(found.values()))["window"]]
    most = 5 if max(map(len, names)) > 4 else 9
    every = -(-len(names) // most)
    axes.set_xticks(range(0, len(names), every), names[::every], size=page.TINY)
    axes.tick_params(axis="y", labelsize=page.TINY)
    axes.set_ylim(bottom=0)
    axes.set_title(words, size=page.SMALL, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color=page.FAINT, linewidth=0.5)
