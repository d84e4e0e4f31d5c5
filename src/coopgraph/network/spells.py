"""Spells: the days on which a tie may be there, as intervals that neither overlap nor touch.

An activity is known by the first and the last day on which it can have taken place. What is not known stays
open, and is never filled with today or with the ends of the data. Two readings of such dates run through
everything about time here:

    strict     only activities of which both days are known
    generous   an unknown day leaves the interval open on that side; an activity without any date may have
               been at any time, so its interval is open on both sides

The unit is the full day and both days belong to the interval, so 1-3 May and 4-5 May are one spell, 1-5 May.
Windows and series stand in :mod:`coopgraph.network.temporal`; the format of a spell in a file is the
business of :mod:`coopgraph.export`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from coopgraph.errors import UnknownName
from coopgraph.network.network import Tie
from coopgraph.network.table import Activity

MODES = ("strict", "generous")
Spell: TypeAlias = tuple[date | None, date | None]
"""First and last day, both inside; None where the interval is open."""


def spells(tie: Tie, mode: str = "generous") -> tuple[Spell, ...]:
    """Return when a tie may be there: merged full-day intervals, the earliest first.

    They are those of its activities; see :func:`merged`. In *strict* a tie without a fully dated activity
    has none; in *generous* a tie with an undated activity has ``((None, None),)``, which means at any time.
    Raises UnknownName for an unknown mode.
    """
    return merged(tie.activities, mode)


def merged(activities: Iterable[Activity], mode: str = "generous") -> tuple[Spell, ...]:
    """Return the union of the spans of activities as intervals that neither overlap nor touch, in order of time.

    Each span is closed on both sides; spans with no free day between them become one. Takes time n log n.
    Raises UnknownName for an unknown mode.

    >>> talks = Activity("e1", "event", "Talks", date(2013, 5, 1), date(2013, 5, 3))
    >>> visit = Activity("e2", "event", "Visit", date(2013, 5, 4), date(2013, 5, 5))
    >>> aid = Activity("p1", "project", "Aid", date(2015, 1, 1), None)
    >>> [tuple(map(str, spell)) for spell in merged([visit, talks, aid])]
    [('2013-05-01', '2013-05-05'), ('2015-01-01', 'None')]
    >>> len(merged([visit, talks, aid], "strict"))
    1
    """
    found: list[Spell] = []
    spans = {span(a) for a in activities if counts(a, mode)}
    for first, last in sorted(spans, key=lambda s: (s[0] or date.min, s[1] or date.max)):
        if found and _meets(found[-1][1], first):
            first_known, until = found[-1]
            found[-1] = (first_known, None if until is None or last is None else max(until, last))
        else:
            found.append((first, last))
    return tuple(found)


def span(activity: Activity) -> Spell:
    """Return the first and the last possible day of an activity.

    Of sources that contradict each other (an end before the beginning) both days count, in the order of the
    calendar: the activity lies somewhere between them.

    >>> [str(day) for day in span(Activity("e", "event", "E", date(2014, 1, 1), date(2013, 1, 1)))]
    ['2013-01-01', '2014-01-01']
    """
    first, last = activity.first, activity.last
    return (last, first) if first is not None and last is not None and last < first else (first, last)


def counts(activity: Activity, mode: str) -> bool:
    """Say whether the dates of an activity are good enough for a mode. Raises UnknownName for an unknown one."""
    if mode not in MODES:
        raise UnknownName("mode of dates", mode, MODES)
    return mode == "generous" or (activity.first is not None and activity.last is not None)


def _meets(until: date | None, first: date | None) -> bool:
    """Say whether an interval that begins on ``first`` goes on where one that ends on ``until`` stops, or before."""
    if until is None or first is None or until == date.max:
        return True
    return first <= until + timedelta(days=1)
