"""When events happen, and what a source says of it: a day, a range, a duration, bounds, a month, a year, EDTF text.

A body does not lead two events of one type within a fortnight (validation would take them for one, C54). The calendar
is cut into slots of three weeks, for each type from another day on; an event begins in the first six days of a slot,
and a slot is taken once by a body. What is known by month or year alone takes the next slot, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from coopgraph.synth.draw import Draw, Shares

START, END = date(2000, 6, 1).toordinal(), date(2025, 12, 1).toordinal()
"""When the first and the last source are released."""
SLOT, WIDE = 21, 6
KEPT = 28
"""For how many slots back it is known who led what: a year and the four months that news may be old."""

LENGTHS = Shares({1: 2, 2: 3, 3: 4, 4: 2, 5: 4, 7: 0.5, 10: 0.5, 14: 0.3})
PRECISIONS = Shares({
    "days": 40, "day": 12, "duration": 12, "until": 7, "month": 9, "year": 3, "before": 8, "bounds": 3, "about": 2,
    "season": 2, "yearless": 2,
})  # fmt: skip
DATE_KEYS = ("start-date", "end-date", "duration", "edtf", "not-before", "not-after")


@dataclass(slots=True)
class When:
    """When an event was, as ordinals (nobody is told), and what is said of it: (key, value, why it was inferred).

    ``begins`` is what likeness goes by, the earliest day that is said; None when only a last day is.
    """

    first: int
    last: int
    begins: int | None
    said: list[tuple[str, str, str]]


def iso(ordinal: int) -> str:
    """Return a day as text.

    >>> iso(738000)
    '2021-07-29'
    """
    return date.fromordinal(ordinal).isoformat()


class Calendar:
    """Draws dates, and knows who led what lately."""

    def __init__(self, draw: Draw, types: Iterable[str]) -> None:
        self.draw = draw
        self.types = {name: number for number, name in enumerate(types)}
        self.shift = {name: draw.below(SLOT) for name in self.types}
        self._taken: dict[int, set[tuple[str, int]]] = {}
        self._oldest = START // SLOT - 2 * KEPT

    def when(self, kind: str, issued: int, precision: str = "") -> When:
        """Return when an event of a type was that a source of a day tells of."""
        length = LENGTHS.of(self.draw)
        lag = 2 + self.draw.below(20) + self.draw.below(60)
        slot = (issued - lag - length - SLOT - self.shift[kind]) // SLOT
        first = slot * SLOT + self.shift[kind] + self.draw.below(WIDE)
        if weekend := max(0, (first + 6) % 7 - 4):  # Saturday is 1, Sunday 2: ordinal 1 was a Monday
            first += 3 - weekend if (first - self.shift[kind]) % SLOT + 3 - weekend < WIDE else -weekend
        return _SAID[precision or PRECISIONS.of(self.draw)](first, first + length - 1, issued)

    def slots(self, kind: str, begins: int | None) -> tuple[int, ...]:
        """Return the slots that an event takes."""
        if begins is None:
            return ()
        slot, after = divmod(begins - self.shift[kind], SLOT)
        return (slot,) if after < WIDE else (slot, slot + 1)

    def free(self, kind: str, slots: tuple[int, ...], body: int) -> bool:
        """Return whether a body leads nothing of this type in these slots."""
        return all((kind, body) not in self._taken.get(slot, ()) for slot in slots)

    def take(self, kind: str, slots: tuple[int, ...], body: int) -> None:
        """Note that a body leads an event."""
        for slot in slots:
            self._taken.setdefault(slot, set()).add((kind, body))

    def forget(self, issued: int) -> None:
        """Let go what is so long ago that no source will tell of that time any more."""
        oldest = issued // SLOT - KEPT
        for slot in range(self._oldest, oldest):
            self._taken.pop(slot, None)
        self._oldest = max(self._oldest, oldest)


def _days(first: int, last: int, _: int) -> When:
    said = [("start-date", iso(first), ""), ("end-date", iso(last), "")]
    edtf = iso(first) if first == last else f"{iso(first)}/{iso(last)}"
    return When(first, last, first, [*said, ("edtf", edtf, "")])


def _day(first: int, _: int, __: int) -> When:
    return When(first, first, first, [("start-date", iso(first), ""), ("end-date", iso(first), "")])


def _duration(first: int, last: int, issued: int) -> When:
    days = last - first + 1
    text = f"P{days // 7}W" if days % 7 == 0 else f"P{days}D"
    return When(first, last, first, [*_days(first, last, issued).said[:2], ("duration", text, "")])


def _until(first: int, last: int, issued: int) -> When:
    start, end, length = _duration(first, last, issued).said
    return When(first, last, first, [end, length, (*start[:2], "date")])


def _month(first: int, last: int, issued: int) -> When:
    day = date.fromordinal(first)
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()
    ends = following - 1
    return _span(first, min(last, ends), (day.replace(day=1).toordinal(), min(ends, issued)), iso(first)[:7])


def _year(first: int, last: int, issued: int) -> When:
    year = date.fromordinal(first).year
    ends = date(year, 12, 31).toordinal()
    return _span(first, min(last, ends), (date(year, 1, 1).toordinal(), min(ends, issued)), str(year))


def _about(first: int, last: int, issued: int) -> When:
    known = _year(first, last, issued)
    return When(known.first, known.last, known.begins, [("edtf", f"{known.said[0][1]}~", ""), *known.said[1:]])


def _season(first: int, last: int, issued: int) -> When:
    """A season by its number in EDTF: 21 is spring. Winter is left out: it lies in two years."""
    day = date.fromordinal(first)
    season = min(max((day.month - 3) // 3, 0), 2)
    begins = date(day.year, 3 + 3 * season, 1).toordinal()
    ends = date(day.year, 6 + 3 * season, 1).toordinal() - 1
    if not begins <= first <= last <= ends:
        return _year(first, last, issued)
    return _span(first, last, (begins, min(ends, issued)), f"{day.year}-{21 + season}")


def _span(first: int, last: int, bounds: tuple[int, int], edtf: str) -> When:
    said = [("not-before", iso(bounds[0]), "date"), ("not-after", iso(bounds[1]), "date")]
    return When(first, last, bounds[0], [("edtf", edtf, ""), *said])


def _before(first: int, last: int, issued: int) -> When:
    return When(first, last, None, [("not-after", iso(issued), "date"), ("edtf", f"[..{iso(issued)}]", "date")])


def _yearless(first: int, last: int, issued: int) -> When:
    return When(first, last, None, [("edtf", f"XXXX{iso(first)[4:]}", ""), ("not-after", iso(issued), "date")])


def _bounds(first: int, last: int, issued: int) -> When:
    said = [("not-before", iso(first), "date"), ("not-after", iso(issued), "date")]
    return When(first, last, first, said)


_SAID: dict[str, Callable[[int, int, int], When]] = {
    "days": _days,
    "day": _day,
    "duration": _duration,
    "until": _until,
    "month": _month,
    "year": _year,
    "about": _about,
    "season": _season,
    "before": _before,
    "bounds": _bounds,
    "yearless": _yearless,
}
