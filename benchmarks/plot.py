"""Time against size, a panel a stage, both axes logarithmic.

Colours of M. Okabe and K. Ito, which the colour-blind can tell apart; each side has a marker and a line of its own too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.results import Results
from benchmarks.targets import DISK, US

PANELS = ("load", "validate", "validate-core", "check", "ties", "measures")
LOOKS = {
    US: ("#000000", "o", "-"),
    DISK: ("#000000", "s", "--"),
    f"{US}, read from a store": ("#000000", "s", "--"),
    "rdflib": ("#D55E00", "^", "-"),
    "pySHACL": ("#D55E00", "v", "-"),
    "networkx": ("#D55E00", "D", "-"),
    "networkx, sampled": ("#D55E00", "D", ":"),
    "maplib": ("#0072B2", "P", "-"),
    "pyrudof": ("#0072B2", "X", "-"),
    "igraph": ("#0072B2", "*", "-"),
    "morph-kgc": ("#009E73", "h", "-."),
    "followthemoney": ("#CC79A7", "d", ":"),
}


def draw(run: Results, large: Results | None, path: Path) -> None:
    """Write the picture; what the large run measured besides is drawn with the rest."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    shown = [stage for stage in PANELS if _points(run, large, stage)]
    columns = min(3, len(shown))
    rows = -(-len(shown) // max(columns, 1))
    figure, axes = plt.subplots(rows, columns, figsize=(4 * columns, 3.2 * rows), squeeze=False, layout="constrained")
    for axis, stage in zip(axes.flat, shown, strict=False):
        _panel(axis, run.titles.get(stage, stage), _points(run, large, stage))
    for axis in list(axes.flat)[len(shown) :]:
        axis.axis("off")
    figure.savefig(path, dpi=120, metadata={"Software": None})
    plt.close(figure)


def _points(run: Results, large: Results | None, stage: str) -> dict[str, list[tuple[int, float]]]:
    """Return the points by side; where both runs have one, that of the large: its others are from the same run."""
    found: dict[str, dict[int, float]] = {}
    for results in filter(None, (run, large)):
        for cell in results.of(stage):
            if cell.best is not None and cell.same is not False:
                found.setdefault(cell.side, {})[cell.events] = cell.best
    return {side: sorted(points.items()) for side, points in found.items()}


def _panel(axis: Any, title: str, sides: dict[str, list[tuple[int, float]]]) -> None:
    for side, points in sides.items():
        colour, marker, line = LOOKS.get(side, ("#666666", ".", "-"))
        x, y = zip(*points, strict=True)
        axis.plot(x, y, color=colour, marker=marker, linestyle=line, linewidth=1.3, markersize=5, label=side)
    axis.set_xscale("log")
    axis.set_yscale("log")
    low, high = axis.get_ylim()
    if high < 10 * low:  # what hardly grows is not to look as if it did
        axis.set_ylim((low * high / 10) ** 0.5, (low * high * 10) ** 0.5)
    axis.set_title(title, fontsize=9)
    axis.set_xlabel("events", fontsize=8)
    axis.set_ylabel("seconds", fontsize=8)
    axis.tick_params(labelsize=7, which="both")
    axis.grid(visible=True, which="major", color="#dddddd", linewidth=0.6)
    axis.legend(fontsize=7, frameon=False)
