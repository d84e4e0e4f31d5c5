"""Spells of ties: intervals of full days, merged, by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import UnknownName
from coopgraph.network import Activity, Participations, cooperate, load
from coopgraph.network.spells import MODES, merged, span, spells

Build = Callable[..., Participations]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def activity(first: str | None, last: str | None) -> Activity:
    return Activity(f"{first}-{last}", "event", "E", day(first), day(last))


def told(*activities: Activity, mode: str = "generous") -> list[tuple[str, str]]:
    return [(str(first or ""), str(last or "")) for first, last in merged(activities, mode)]


def test_spells_are_in_order() -> None:
    """Activities apart in time are spells apart, the earliest first."""
    autumn, spring = activity("2013-09-01", "2013-09-03"), activity("2013-05-27", "2013-05-31")
    assert told(autumn, spring) == [("2013-05-27", "2013-05-31"), ("2013-09-01", "2013-09-03")]


def test_overlapping_and_touching_days_are_one_spell() -> None:
    """Days that overlap or follow each other are one spell; a free day between makes two."""
    first = activity("2013-05-01", "2013-05-03")
    assert told(first, activity("2013-05-02", "2013-05-09")) == [("2013-05-01", "2013-05-09")]
    assert told(first, activity("2013-05-04", "2013-05-04")) == [("2013-05-01", "2013-05-04")]
    assert len(told(first, activity("2013-05-05", "2013-05-05"))) == 2
    within = activity("2013-05-02", "2013-05-02")
    assert told(first, within) == [("2013-05-01", "2013-05-03")]
    assert told(activity("2013-12-31", "2013-12-31"), activity("2014-01-01", "2014-01-01")) == [
        ("2013-12-31", "2014-01-01")
    ]


def test_open_sides() -> None:
    """Generously an open side stays open and swallows what lies there; strictly the activity is left out."""
    since, until, visit = (
        activity("2012-01-01", None),
        activity(None, "2010-12-31"),
        activity("2013-05-27", "2013-05-31"),
    )
    assert told(visit, since) == [("2012-01-01", "")]
    assert told(visit, until) == [("", "2010-12-31"), ("2013-05-27", "2013-05-31")]
    assert told(since, until) == [("", "2010-12-31"), ("2012-01-01", "")]
    assert told(since, activity(None, "2011-12-31")) == [("", "")]
    assert told(visit, since, until, mode="strict") == [("2013-05-27", "2013-05-31")]


def test_without_any_date() -> None:
    """An undated activity may have been at any time; strictly there is no spell."""
    assert told(activity(None, None)) == [("", "")]
    assert told(activity(None, None), activity("2013-05-27", "2013-05-31")) == [("", "")]
    assert told(activity(None, None), mode="strict") == []
    assert told() == []


def test_the_ends_of_the_calendar() -> None:
    """The last day of the calendar has no next one, and is no fault."""
    assert told(activity("2020-01-01", "9999-12-31"), activity("9999-12-31", "9999-12-31")) == [
        ("2020-01-01", "9999-12-31")
    ]


def test_contradicting_days_are_put_in_order() -> None:
    """Sources that give an end before the beginning leave the time between them."""
    assert span(activity("2014-01-01", "2013-01-01")) == (date(2013, 1, 1), date(2014, 1, 1))


def test_spells_of_a_tie(participations: Build) -> None:
    """A tie has the spells of its activities; an unknown mode is refused."""
    table = participations(
        "a host e1", "b host e1", "a host e2", "b trainer e2",
        dates={"e1": ("2013-05-27", "2013-05-31"), "e2": (None, "2016-11-05")},
    )  # fmt: skip
    (tie,) = cooperate(table, load("default")).ties
    assert spells(tie) == ((None, date(2016, 11, 5)),)
    assert spells(tie, "strict") == ((date(2013, 5, 27), date(2013, 5, 31)),)
    with pytest.raises(UnknownName, match="did you mean 'strict'"):
        spells(tie, "strickt")


_days = st.none() | st.integers(0, 30).map(lambda n: date(2013, 1, 1) + timedelta(n))
_activities = st.lists(st.builds(lambda a, b: Activity(f"{a}{b}", "event", "E", a, b), _days, _days), max_size=8)


@given(_activities, st.sampled_from(MODES))
def test_spells_hold_the_days_of_the_activities_and_no_other(activities: list[Activity], mode: str) -> None:
    """A day is in a spell when an activity of the mode may have been on it; between spells there is a free day."""
    found = merged(activities, mode)
    for (_, end), (begin, _) in pairwise(found):
        assert end is not None
        assert begin is not None
        assert begin - end > timedelta(1)

    def holds(bounds: tuple[date | None, date | None], one: date) -> bool:
        return (bounds[0] is None or bounds[0] <= one) and (bounds[1] is None or one <= bounds[1])

    counted = [a for a in activities if mode == "generous" or (a.first and a.last)]
    for n in range(-2, 34):
        one = date(2013, 1, 1) + timedelta(n)
        assert any(holds(s, one) for s in found) == any(holds(span(a), one) for a in counted)
