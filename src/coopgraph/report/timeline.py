"""The events in time: a table, counts by year, and lanes that show what is known exactly and what by bounds only.

A filled bar stands for days that are on record. A dashed outline is a stretch in which the event lies; where it ends in
a point, nothing bounds it on that side. Lanes are drawn for up to 40 dated events,
of more the counts tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coopgraph.names import Names
from coopgraph.report.asking import ask
from coopgraph.report.grid import Cell, Column, Grid, counted, named
from coopgraph.store.base import Store
from coopgraph.table import Thing

MOST_LANES, MOST_EVENTS = 40, 200
WIDTH, _LEFT, _RIGHT, _HEAD, _LANE = 960.0, 16.0, 16.0, 28.0, 44.0
_LETTER = 7.4
_LEAST, _POINT = 6.0, 8.0  # a day; the point of an open end
_TICKS = 12


@dataclass(frozen=True, slots=True)
class When:
    """What is known of an event's time: its days, or bounds; None where nothing is."""

    first: date | None = None
    last: date | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def exact(self) -> bool:
        """Whether a day of the event itself is known."""
        return self.first is not None or self.last is not None

    @property
    def known(self) -> bool:
        """Whether anything is."""
        return self.low is not None or self.high is not None

    @property
    def low(self) -> date | None:
        """The day that it began on, or the earliest that it can have; of one whose last day alone is known, that."""
        return self.first or self.earliest or self.last

    @property
    def high(self) -> date | None:
        """The day that it ended on, or the latest that it can have; of one whose first day alone is known, that."""
        return self.last or self.latest or self.first

    @property
    def precision(self) -> str:
        """How much is known: exact, in part, bounds only, none."""
        if self.exact:
            return "exact" if self.first and self.last else "in part"
        return "bounds only" if self.known else "none"

    def __str__(self) -> str:
        """Return it in words.

        >>> str(When(first=date(2013, 5, 27), last=date(2013, 5, 31))), str(When(latest=date(2016, 11, 5)))
        ('2013-05-27 to 2013-05-31', 'not after 2016-11-05')
        """
        if self.first and self.last:
            return str(self.first) if self.first == self.last else f"{self.first} to {self.last}"
        if self.first:
            return f"began {self.first}" + (f", ended not after {self.latest}" if self.latest else "")
        if self.last:
            return (f"began not before {self.earliest}, " if self.earliest else "") + f"ended {self.last}"
        if self.earliest and self.latest:
            return f"between {self.earliest} and {self.latest}"
        if self.earliest:
            return f"not before {self.earliest}"
        return f"not after {self.latest}" if self.latest else "no date on record"


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the page."""

    thing: Thing
    types: tuple[str, ...]
    countries: tuple[str, ...]
    when: When


@dataclass(frozen=True, slots=True)
class Lane:
    """An event of the drawing: its name, the days that are known (solid), the stretch that bounds it (outline)."""

    name: str
    when: str
    y: float
    solid: tuple[float, float] | None
    outline: tuple[float, float] | None
    open_left: bool
    open_right: bool
    text_x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing (no lanes: none is drawn), and two tables. ``ticks`` are places and years."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, int], ...]
    width: float
    height: float
    description: str
    events: Grid
    years: Grid


def timeline(store: Store, names: Names) -> Timeline:
    """Return the events of a store, those first that may have begun first; those without a date last."""
    events = sorted(_events(store, names), key=lambda e: (e.when.low or e.when.high or date.max, e.thing.id))
    dated = [event for event in events if event.when.known]
    lanes, ticks = drawn(dated) if 0 < len(dated) <= MOST_LANES else ((), ())
    height = _HEAD + _LANE * len(lanes) + 8
    said = f"{counted(len(dated), 'event')} with a date on record"
    if undated := len(events) - len(dated):
        said += f"; {counted(undated, 'event')} without any date not drawn"
    return Timeline(lanes, ticks, WIDTH, height, said, _event_grid(events, names), by_year(dated))


def _events(store: Store, names: Names) -> list[Event]:
    found = []
    for row in ask("events", store, names):
        days = [day if isinstance(day := row[c], date) else None for c in ("first", "last", "earliest", "latest")]
        types, countries = (
            tuple(str(x) for x in cell) if isinstance(cell := row[c], tuple) else () for c in ("types", "countries")
        )
        thing = row["event"]
        assert isinstance(thing, Thing)
        found.append(Event(thing, types, countries, When(*days)))
    return found


def _event_grid(events: list[Event], names: Names) -> Grid:
    rows: list[tuple[Cell, ...]] = [
        (
            named(event.thing, names),
            ", ".join(event.types) or None,
            ", ".join(event.countries) or None,
            str(event.when),
            event.when.precision,
        )
        for event in events[:MOST_EVENTS]
    ]
    heads = (
        Column("event"),
        Column("type"),
        Column("country", "where it took place"),
        Column("when", kind="when"),
        Column("date"),
    )
    more = len(events) - MOST_EVENTS
    return Grid("events", "The events in the order of time", heads, rows, f"… and {more} more" if more > 0 else "")


def by_year(dated: list[Event]) -> Grid:
    """Return how many of the dated events began in each year for certain, and how many may have been in it."""
    sure: dict[int, int] = {}
    maybe: dict[int, int] = {}
    for when in (event.when for event in dated):
        low, high = when.low or when.high, when.high or when.low
        if low is None or high is None:
            continue
        settled = when.exact or (when.earliest is not None and when.latest is not None and low.year == high.year)
        for year in [day.year] if (day := when.first or when.last) else range(low.year, high.year + 1):
            side = sure if settled else maybe
            side[year] = side.get(year, 0) + 1
    every = sorted(sure.keys() | maybe.keys())
    rows = [(str(year), sure.get(year, 0), maybe.get(year, 0)) for year in every]
    heads = (
        Column("year"),
        Column("events", "that began in this year", "number"),
        Column("may be in it", "known by bounds only", "number"),
    )
    note = "Where an event is bounded on one side only, it counts at the year of that bound." if rows else ""
    return Grid("years", "Events by year", heads, rows, note)


def drawn(dated: list[Event]) -> tuple[tuple[Lane, ...], tuple[tuple[float, int], ...]]:
    """Return the lanes of dated events, one at least, and the ticks of the axis."""
    days = [day for e in dated for day in (e.when.low, e.when.high) if day]
    first = min(days).year - any(e.when.low is None for e in dated)
    last = max(days).year + 1 + any(e.when.high is None for e in dated)
    start, span = date(max(first, 1), 1, 1).toordinal(), date(min(last, 9999), 1, 1).toordinal()

    def x(day: date) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (day.toordinal() - start) / max(span - start, 1), 1)

    step = -(-(last - first) // _TICKS)
    ticks = tuple((x(date(year, 1, 1)), year) for year in range(max(first, 1), min(last, 9999) + 1, step))
    lanes = tuple(_lane(event, _HEAD + _LANE * i, x) for i, event in enumerate(dated))
    return lanes, ticks


def _lane(event: Event, y: float, x: Callable[[date], float]) -> Lane:
    when = event.when
    low, high = when.low, when.high
    x1 = x(low) if low else _LEFT + _POINT
    x2 = max(x(high) if high else WIDTH - _RIGHT - _POINT, x1 + _LEAST)
    solid = None
    if (begin := when.first or when.last) and (end := when.last or when.first):
        solid = (x(begin), max(x(end), x(begin) + _LEAST))
    said = _LETTER * len(f"{event.thing.label} · {when}")
    fits = x1 + said <= WIDTH - _RIGHT
    text = (x1, "start") if fits else (max(x2, min(said, WIDTH - _RIGHT)), "end")
    outline = (x1, x2) if solid is None or solid != (x1, x2) else None
    return Lane(event.thing.label, str(when), y, solid, outline, low is None, high is None, *text)
