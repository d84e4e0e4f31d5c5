"""How an activity is drawn on a timeline: its sign, and the bar, arrow or bounds that say how well it is dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coopgraph.network.table import Activity
from coopgraph.plots.axis import Axis
from coopgraph.plots.marks import Mark
from coopgraph.plots.moments import FROM, UNTIL, WITHIN, Moment
from coopgraph.plots.page import DASH, HATCH, INK, PAPER, SOFT, Page
from coopgraph.vocab import compact

_SIGN = 6.0  # points
HALF = 0.05  # inches: half a sign
_BAR = 0.055
ARROW = 0.24


@dataclass(frozen=True, slots=True)
class Happening:
    """An activity as it is drawn: its moment and its mark."""

    activity: Activity
    moment: Moment
    mark: Mark

    @property
    def order(self) -> tuple[object, ...]:
        """The key by which the earliest comes first, and what has no date last."""
        days = [day for day in (self.moment.first, self.moment.last) if day]
        return (not days, min(days, default=date.max), self.activity.kind, self.activity.label, self.activity.iri)


def put(page: Page, axis: Axis, happening: Happening, y: float, row: str) -> None:
    """Draw a happening that has a date: bounds below, then the bar or arrow, then its sign."""
    when, mark, name = happening.moment, happening.mark, gid(happening, row)
    left, right = (axis.at(day) if day else None for day in (when.first, when.last))
    ends = [x for x in (left, right) if x is not None]
    if limits := [axis.at(day) for day in when.outer if day]:
        whisker(page, (min(ends + limits), max(ends + limits)), y, name)
    x = sum(ends) / len(ends)
    if max(ends) - min(ends) > 2 * HALF:
        style = _bar(when, mark.colour)
        page.box(min(ends), y - _BAR / 2, max(ends) - min(ends), _BAR, zorder=3, gid=f"{name}-{when.how}", **style)
    if when.how in (UNTIL, FROM):
        towards, room = (-1, x - axis.left) if when.how == UNTIL else (1, axis.right - x)
        arrow(page, (x, y), mark.colour, towards * min(ARROW, max(room - 0.01, 2.4 * HALF)), name)
    sign(page, (x, y), mark, when, name)


def gid(happening: Happening, row: str) -> str:
    """Return the name of a sign: that of its activity, and of the row where an activity has several."""
    name = compact(happening.activity.iri)
    whole = name if row == name else f"{name}-{row}"
    return f"event-{whole.replace('/', '-')}"


def sign(page: Page, at: tuple[float, float], mark: Mark, when: Moment, name: str) -> None:
    """Draw the sign of an activity: filled when a day of it is known, half when inferred, hollow when not known."""
    look: dict[str, Any] = {"markeredgecolor": mark.colour, "markeredgewidth": 1.1}
    if when.known:
        look = {"markeredgecolor": INK, "markeredgewidth": 0.5}
        if when.inferred:
            look |= {"fillstyle": "left", "markerfacecoloralt": PAPER}
    page.mark(*at, mark.shape, mark.colour if when.known else PAPER, _SIGN * mark.factor, gid=name, **look)


def _bar(when: Moment, colour: str) -> dict[str, Any]:
    """Return the look of a bar: dashed when only bounds are known, hatched when inferred, else filled."""
    if when.how == WITHIN:
        return {"facecolor": PAPER, "edgecolor": colour, "linewidth": 0.9, "linestyle": DASH}
    if when.inferred:
        return {"facecolor": PAPER, "edgecolor": colour, "linewidth": 0.6, "hatch": HATCH}
    return {"facecolor": colour, "edgecolor": INK, "linewidth": 0.4}


def arrow(page: Page, at: tuple[float, float], colour: str, long: float, name: str) -> None:
    """Draw the arrow of an open side; to the left when ``long`` is below 0."""
    x, y = at
    tip, back = x + long, x + long - (0.045 if long > 0 else -0.045)
    page.line([x, tip], [y, y], color=colour, linewidth=1.1, zorder=3, gid=f"{name}-open")
    page.line([back, tip, back], [y - 0.03, y, y + 0.03], color=colour, linewidth=1.1, zorder=3)


def whisker(page: Page, ends: tuple[float, float], y: float, name: str = "legend") -> None:
    """Draw the thin line between two bounds."""
    page.line(list(ends), [y, y], color=SOFT, linewidth=0.6, zorder=2, gid=f"{name}-bounds")
    for x in ends:
        page.line([x, x], [y - 0.03, y + 0.03], color=SOFT, linewidth=0.6, zorder=2)
