"""Time: the network of a window of time, series of windows, and what forms, persists and dissolves between them.

A window takes participations, not ties: :func:`restrict` gives a participation table of which every network and
every measure can be made. Dates are read *strictly* or *generously*:

    strict     an activity counts when its whole possible span lies inside the window. A side on which its span is
               open lies inside only when the window is open on that side too. Without any date it never counts.
    generous   an activity counts when it may overlap the window, that is, unless a day that is known rules it
               out. Nothing rules out an activity without any date, so it counts in every window; tables say how
               many of those there are.

What counts strictly counts generously too. The spells of a tie stand in :mod:`coopgraph.network.spells`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network.cooperation import cooperate
from coopgraph.network.definition import Definition
from coopgraph.network.levels import STATUSES
from coopgraph.network.measures.adjacency import DIGITS, rows
from coopgraph.network.measures.centrality import centralization, strength
from coopgraph.network.measures.cohesion import components, density
from coopgraph.network.network import Network
from coopgraph.network.spells import MODES, span
from coopgraph.network.table import Activity, Participations
from coopgraph.table import Cell, Table


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time from its first to its last day, both inside; None leaves a side open.

    Raises UsageError when it would end before it begins.

    >>> str(Window.years(2013, 2016)), str(Window(date(2013, 5, 27), None))
    ('2013–2016', '2013-05-27–')
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise UsageError(f"a window from {self.since} to {self.until} ends before it begins; exchange the two days")

    @classmethod
    def years(cls, first: int, last: int) -> Window:
        """Return the window from 1 January of one year to 31 December of another. Raises UsageError for no years."""
        for year in (first, last):
            if not date.min.year <= year <= date.max.year:
                raise UsageError(f"{year} is no year of the calendar; give one from 1 to 9999")
        return cls(date(first, 1, 1), date(last, 12, 31))

    def holds(self, activity: Activity, mode: str = "strict") -> bool:
        """Say whether an activity counts in this window. Raises UnknownName for an unknown mode.

        >>> talks = Activity("e", "event", "Talks", None, date(2016, 11, 5))
        >>> [Window.years(2016, 2016).holds(talks, mode) for mode in ("strict", "generous")]
        [False, True]
        >>> Window(None, date(2016, 12, 31)).holds(talks, "strict")
        True
        """
        if mode not in MODES:
            raise UnknownName("mode of dates", mode, MODES)
        first, last = span(activity)
        if mode == "generous":
            begins = self.until is None or first is None or first <= self.until
            return begins and (self.since is None or last is None or last >= self.since)
        if first is None and last is None:
            return False
        after = self.since is None or (first is not None and first >= self.since)
        return after and (self.until is None or (last is not None and last <= self.until))

    def __str__(self) -> str:
        since, until = self.since, self.until
        if since and until and (since.month, since.day, until.month, until.day) == (1, 1, 12, 31):
            return str(since.year) if since.year == until.year else f"{since.year}–{until.year}"
        return f"{since or ''}–{until or ''}"


def windows(
    table: Participations, width: int = 1, step: int | None = None, first: int | None = None, last: int | None = None
) -> tuple[Window, ...]:
    """Return windows of ``width`` whole years, one every ``step`` years (``width`` when None: no year twice).

    From ``first`` on, until a window holds ``last``; by default the years of the first and of the last known day
    of an activity in the table. None when no day is known. Raises UsageError for a width or step below 1.
    """
    step = width if step is None else step
    if width < 1 or step < 1:
        raise UsageError(f"windows {width} years wide every {step} years are not possible; give 1 or more of each")
    used = {role.activity for role in table.roles}
    years = [day.year for iri in used for day in span(table.activity(iri)) if day is not None]
    if not years and (first is None or last is None):
        return ()
    begin = first if first is not None else min(years)
    end = last if last is not None else max(years)
    found = []
    while begin <= end:
        found.append(Window.years(begin, begin + width - 1))
        if begin + width > end:
            break
        begin += step
    return tuple(found)


def restrict(table: Participations, window: Window, mode: str = "strict") -> Participations:
    """Return the participations in the activities that count in a window; parties stay, activities go with them.

    A node of the network made of it is thus one that took part in something in the window. Raises UnknownName for
    an unknown mode. Takes time in proportion to the participations.
    """
    iris = {role.activity for role in table.roles} | table.activities.keys()
    held = {iri for iri in iris if window.holds(table.activity(iri), mode)}
    return replace(
        table,
        activities={iri: known for iri, known in table.activities.items() if iri in held},
        roles=tuple(role for role in table.roles if role.activity in held),
    )


@dataclass(frozen=True, slots=True)
class Slice:
    """The network of a window, and the activities that it counts."""

    window: Window
    network: Network
    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How participations become a network: the definition, the view (the table's own when None) and the level."""

    definition: Definition
    view: str | None = None
    level: str = "organization"

    def of(self, table: Participations) -> Network:
        """Return the network; raises what :func:`coopgraph.network.cooperate` raises."""
        return cooperate(table, self.definition, self.view, self.level)


def slices(table: Participations, reading: Reading, over: Sequence[Window], mode: str = "strict") -> Iterator[Slice]:
    """Yield the network of each window, in the order given. Raises UnknownName for an unknown mode."""
    for window in over:
        part = restrict(table, window, mode)
        network = reading.of(part)
        used = sorted({role.activity for role in part.roles if role.status in STATUSES[network.view]})
        yield Slice(window, network, tuple(part.activity(iri) for iri in used))


_SERIES = {
    "window": "years, or first and last day",
    "activities": "events and projects with participations that count in the window",
    "undated": "those of them without any date: they count in every generous window",
    "nodes": "who took part",
    "ties": "pairs that cooperate",
    "density": "ties divided by pairs of nodes, 0 to 1",
    "strength": "sum of the weights of all ties",
    "mean_strength": "strength of a node, on average",
    "components": "parts that no tie joins; isolated nodes count",
    "largest": "share of the nodes that are in the largest component, 0 to 1",
    "centralization": "how far one node stands out by degree: 0 all equal, 1 a star (Freeman 1978)",
    "strongest": "node of the greatest strength, if there are ties",
}


def series(table: Participations, reading: Reading, over: Sequence[Window], mode: str = "strict") -> Table:
    """Return the measures of the whole over windows of time, one window a row, in the order given.

    Empty cells are measures that do not exist (density of fewer than two nodes). Of equally strong nodes the first
    by id is named. Raises UnknownName for an unknown mode, view or level. Takes the time of as many networks.
    """
    rows = [_row(one) for one in slices(table, reading, over, mode)]
    brief = ("window", "activities", "undated", "nodes", "ties", "density", "components", "strongest")
    note = _uncertain(table, over, mode)
    return Table(tuple(_SERIES), rows, _title("Series", table, reading, mode), _SERIES, note=note, brief=brief)


def _row(one: Slice) -> tuple[Cell, ...]:
    network, n = one.network, len(one.network.nodes)
    strengths, parts = strength(network), components(network)
    total = round(sum(strengths.values()) / 2, DIGITS)
    best = min(strengths, key=lambda node: (-strengths[node], node)) if network.ties else None
    return (
        str(one.window),
        len(one.activities),
        sum(a.first is None and a.last is None for a in one.activities),
        n,
        len(network.ties),
        density(network),
        total,
        round(2 * total / n, DIGITS) if n else None,
        len(parts),
        round(len(parts[0]) / n, DIGITS) if n else None,
        centralization(network),
        network.node(best).label if best else None,
    )


_CHANGES = {
    "window": "the earlier window",
    "next": "the later window",
    "formed": "ties of the later window only",
    "persisted": "ties of both",
    "dissolved": "ties of the earlier window only",
    "stability": "persisted / (formed + persisted + dissolved), 0 to 1 (Jaccard; Snijders et al. 2010)",
    "entered": "nodes of the later window only",
    "stayed": "nodes of both",
    "left": "nodes of the earlier window only",
    "formed_ties": "which ties formed",
    "persisted_ties": "which persisted",
    "dissolved_ties": "which dissolved",
}


def changes(table: Participations, reading: Reading, over: Sequence[Window], mode: str = "strict") -> Table:
    """Return which ties form, persist and dissolve between every two windows that follow each other, one pair a row.

    Windows that overlap share activities, and so ties. The stability is Jaccard's index, as T. A. B. Snijders,
    G. G. van de Bunt, C. E. G. Steglich, "Introduction to stochastic actor-based models for network dynamics",
    Social Networks 32, 44 (2010) use it; empty when neither window has ties. Fewer than two windows have no rows.
    Raises UnknownName for an unknown mode, view or level.
    """
    rows: list[tuple[Cell, ...]] = []
    for before, after in pairwise(slices(table, reading, over, mode)):
        old, new = _ties(before.network), _ties(after.network)
        formed, kept, gone = (
            sorted(new - old),
            sorted(new & old),
            sorted(old - new),
        )
        total = len(formed) + len(kept) + len(gone)
        a, b = ({node.id for node in one.network.nodes} for one in (before, after))
        rows.append(
            (
                str(before.window),
                str(after.window),
                *(len(ties) for ties in (formed, kept, gone)),
                round(len(kept) / total, DIGITS) if total else None,
                *(len(nodes) for nodes in (b - a, a & b, a - b)),
                *(tuple(" – ".join(ends) for ends in ties) for ties in (formed, kept, gone)),
            )
        )
    title, note = _title("Changes", table, reading, mode), _uncertain(table, over, mode)
    return Table(tuple(_CHANGES), rows, title, _CHANGES, note=note, brief=tuple(_CHANGES)[:9])


def _uncertain(table: Participations, over: Sequence[Window], mode: str) -> str:
    """Say what the uncertain dates do to windows: strictly they fall out, generously they are in several."""
    used = [table.activity(iri) for iri in sorted({role.activity for role in table.roles})]
    if mode == "strict":
        out = sum(not any(window.holds(activity, mode) for window in over) for activity in used)
        return f"{out} of {len(used)} activities are in no window: their dates are not certain." if out else ""
    undated = sum(activity.first is None and activity.last is None for activity in used)
    return f"{undated} of {len(used)} activities have no date and count in every window." if undated else ""


def _ties(network: Network) -> set[tuple[str, str]]:
    return set(rows(network))


def _title(what: str, table: Participations, reading: Reading, mode: str) -> str:
    view = table.view if reading.view is None else reading.view
    return f"{what}: view {view}, level {reading.level}, definition {reading.definition}, dates {mode}"
