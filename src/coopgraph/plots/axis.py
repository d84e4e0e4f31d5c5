"""The axis of years of a timeline: which years it holds, where a day stands, and the lines and names of years."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopgraph.plots.moments import FROM, UNTIL, Moment
from coopgraph.plots.page import FAINT, MARGIN, SMALL, SOFT, Page, width

BESIDE = 0.125  # inches from one undated sign to the next


@dataclass(frozen=True, slots=True)
class Axis:
    """The axis of years: its ends in inches, its first year and how many it shows; where undated things stand."""

    left: float
    right: float
    year: int
    years: int
    beside: float | None

    def at(self, day: date) -> float:
        """Return where a day begins."""
        start = date(day.year, 1, 1)
        return self.place(day.year + (day - start).days / (366 if isleap(day.year) else 365))

    def place(self, year: float) -> float:
        """Return where a year, or a point in it, stands."""
        return self.left + (self.right - self.left) * (year - self.year) / self.years

    @property
    def step(self) -> int:
        """How many years lie between two that are named, so that their names stand apart."""
        wide = (self.right - self.left) / self.years
        return next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if s * wide >= 0.29), 1000)


def of(page: Page, moments: Sequence[Moment], crowd: int) -> Axis:
    """Return the axis: all years with a day, and one more where an arrow would leave them; ``crowd`` is how many
    undated signs must stand side by side right of it.
    """
    years = sorted({day.year for when in moments for day in when.days})
    first, last = years[0], years[-1]
    first -= any(when.how == UNTIL and when.last and when.last.year == first for when in moments)
    last += any(when.how == FROM and when.first and when.first.year == last for when in moments)
    left = MARGIN + page.room * (0.42 if page.narrow else 0.36)
    right = page.width - MARGIN - 0.1
    if not crowd:
        return Axis(left, right, first, last - first + 1, None)
    right -= max(BESIDE * crowd, width("no date", SMALL)) + 0.1
    return Axis(left, right, first, last - first + 1, right + 0.14)


def years(page: Page, axis: Axis, y: float) -> None:
    """Write the years at a height, as many as have room."""
    for year in range(axis.year, axis.year + axis.years):
        if year % axis.step == 0 or axis.years == 1:
            middle = (axis.place(year) + axis.place(year + 1)) / 2
            page.text(middle, y, str(year), SMALL, color=SOFT, ha="center", gid="year")


def grid(page: Page, axis: Axis, top: float, bottom: float) -> None:
    """Draw a line at the beginning of every year."""
    for year in range(axis.year, axis.year + axis.years + 1):
        x = axis.place(year)
        page.line([x, x], [top, bottom], color=FAINT, linewidth=0.5, zorder=1)
