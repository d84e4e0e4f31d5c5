"""Ties by year, below a timeline: how many pairs an activity of the year ties, and how sure that is.

A tie is counted once a year: as stated when a stated contribution rests on an activity that was in the year for
sure, as inferred when only others do, as possible when the bounds of a date allow the year. Activities without any
date are in no year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coopgraph.network.network import Network, Tie
from coopgraph.network.table import STATED
from coopgraph.plots.axis import Axis, years
from coopgraph.plots.moments import Facts, moment
from coopgraph.plots.page import BODY, FAINT, HATCH, MARGIN, PALE, PAPER, SMALL, SOFT, Page, fold, height

_PANEL = 0.75  # inches


def draw(page: Page, axis: Axis, network: Network, facts: Mapping[str, Facts]) -> list[str]:
    """Draw how many ties each year has, and return which layers there are."""
    counts = {year: _count(network.ties, facts, year) for year in range(axis.year, axis.year + axis.years)}
    most = max(sum(found) for found in counts.values())
    if not most:
        return []
    page.y += 0.14
    top, bottom = page.y, page.y + _PANEL
    ticks = _ticks(most)
    scale = _PANEL / max(most, ticks[-1])
    page.text(MARGIN, top + 0.05, "Ties by year", BODY, weight="bold", gid="label")
    for i, line in enumerate(fold("pairs that an activity of the year ties", axis.left - MARGIN - 0.35, SMALL)):
        page.text(MARGIN, top + 0.05 + height(i + 1, BODY), line, SMALL, color=SOFT, gid="label")
    for tick in ticks:
        y = bottom - tick * scale
        page.line([axis.left, axis.right], [y, y], color=FAINT, linewidth=0.5, zorder=1)
        page.text(axis.left - 0.05, y, str(tick), SMALL, color=SOFT, ha="right", gid="tick")
    for year, found in counts.items():
        _column(page, axis, year, found, (bottom, scale))
    page.line([axis.left, axis.right], [bottom, bottom], color=SOFT, zorder=2)
    page.y = bottom + 0.14
    years(page, axis, bottom + 0.08)
    return [layer for i, layer in enumerate(LAYERS) if any(found[i] for found in counts.values())]


def _column(page: Page, axis: Axis, year: int, found: tuple[int, int, int], frame: tuple[float, float]) -> None:
    wide = axis.place(year + 1) - axis.place(year)
    y, scale = frame
    for layer, many in zip(LAYERS, found, strict=True):
        if many:
            y -= many * scale
            look = {**LAYERS[layer], "zorder": 3}
            page.box(axis.place(year) + wide * 0.14, y, wide * 0.72, many * scale, gid=f"ties-{layer}-{year}", **look)


LAYERS: Mapping[str, dict[str, object]] = {
    "stated": {"facecolor": SOFT, "edgecolor": SOFT, "linewidth": 0.5},
    "inferred": {"facecolor": PAPER, "edgecolor": SOFT, "linewidth": 0.5, "hatch": HATCH},
    "possible": {"facecolor": PAPER, "edgecolor": PALE, "linewidth": 0.7, "linestyle": (0, (2, 1.5))},
}


def _count(ties: Iterable[Tie], facts: Mapping[str, Facts], year: int) -> tuple[int, int, int]:
    """Return how many ties a year has: stated for sure, inferred for sure, and perhaps."""
    stated = inferred = possible = 0
    for tie in ties:
        found = [(c, moment(c.activity, facts.get(c.activity.iri)).within(year)) for c in tie.contributions]
        sure = [c for c, (certain, _) in found if certain]
        stated += any(c.status == STATED for c in sure)
        inferred += bool(sure) and all(c.status != STATED for c in sure)
        possible += not sure and any(may for _, (_, may) in found)
    return stated, inferred, possible


def _ticks(most: int) -> list[int]:
    """Return round numbers from 0 to what is not below the most.

    >>> _ticks(17), _ticks(3), _ticks(1)
    ([0, 10, 20], [0, 1, 2, 3], [0, 1])
    """
    step = next(s * 10**p for p in range(9) for s in (1, 2, 5) if most <= 3 * s * 10**p)
    return list(range(0, most + step if most % step else most + 1, step))
