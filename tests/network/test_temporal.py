"""Windows, series and changes, by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Graph
from coopgraph.errors import UnknownName, UsageError
from coopgraph.network import (
    Activity,
    Participations,
    Reading,
    Window,
    changes,
    cooperate,
    load,
    read,
    restrict,
    series,
    windows,
)
from coopgraph.network.spells import MODES

Build = Callable[..., Participations]
DATES = {
    "whole": ("2013-05-27", "2013-05-31"),
    "across": ("2013-12-30", "2014-01-02"),
    "until": (None, "2014-11-05"),
    "since": ("2012-03-01", None),
}


@pytest.fixture(scope="module")
def table(participations: Build) -> Participations:
    """A meeting within 2013, one over New Year, one known by its end, one by its beginning, one undated."""
    return participations(
        "a host whole", "b host whole", "b host across", "c host across", "c host until", "d host until",
        "d host since", "e host since", "e host undated", "f host undated", dates=DATES,
    )  # fmt: skip


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Networks by the default definition."""
    return Reading(load("default"))


def held(table: Participations, window: Window, mode: str) -> set[str]:
    return {role.activity.rpartition("/")[2] for role in restrict(table, window, mode).roles}


@pytest.mark.parametrize(
    ("window", "strictly", "generously"),
    [
        (Window.years(2013, 2013), {"whole"}, {"whole", "across", "until", "since", "undated"}),
        (Window.years(2014, 2014), set(), {"across", "until", "since", "undated"}),
        (Window.years(2013, 2014), {"whole", "across"}, {"whole", "across", "until", "since", "undated"}),
        (Window.years(2011, 2011), set(), {"until", "undated"}),
        (Window.years(2015, 2015), set(), {"since", "undated"}),
        (Window(date(2013, 5, 27), date(2013, 5, 31)), {"whole"}, {"whole", "until", "since", "undated"}),
        (Window(date(2013, 5, 28), date(2013, 5, 28)), set(), {"whole", "until", "since", "undated"}),
        (Window(None, date(2014, 12, 31)), {"whole", "across", "until"}, set(DATES) | {"undated"}),
        (Window(date(2012, 1, 1), None), {"whole", "across", "since"}, set(DATES) | {"undated"}),
        (Window(), set(DATES), set(DATES) | {"undated"}),
    ],
    ids=str,
)
def test_what_counts(table: Participations, window: Window, strictly: set[str], generously: set[str]) -> None:
    """Strictly the whole span lies inside; generously nothing known rules it out; the undated counts so only."""
    assert held(table, window, "strict") == strictly
    assert held(table, window, "generous") == generously


def test_restricting_makes_a_table(table: Participations, reading: Reading) -> None:
    """A restricted table gives a network like any other: only who took part in the window is in it."""
    network = reading.of(restrict(table, Window.years(2013, 2013)))
    assert ([n.id for n in network.nodes], [t.weight for t in network.ties]) == (["a", "b"], [3])
    assert restrict(table, Window(), "generous") == table


def test_windows(table: Participations) -> None:
    """Windows begin with the first year and go on until one holds the last; they overlap when the step is short."""
    # years of known days: 2012 to 2014
    assert [str(w) for w in windows(table)] == ["2012", "2013", "2014"]
    assert [str(w) for w in windows(table, 2)] == ["2012–2013", "2014–2015"]
    assert [str(w) for w in windows(table, 2, 1)] == ["2012–2013", "2013–2014"]
    assert [str(w) for w in windows(table, 1, 2)] == ["2012", "2014"]
    assert [str(w) for w in windows(table, 5, first=2010, last=2019)] == ["2010–2014", "2015–2019"]
    assert windows(Participations("inferred", {}, {}, ())) == ()


def test_windows_that_are_none() -> None:
    """Backward windows, widths of nothing and years beyond the calendar are refused."""
    with pytest.raises(UsageError, match="exchange the two days"):
        Window(date(2014, 1, 1), date(2013, 1, 1))
    with pytest.raises(UsageError, match="give 1 or more"):
        windows(Participations("inferred", {}, {}, ()), 0)
    with pytest.raises(UsageError, match="no year of the calendar"):
        Window.years(0, 2013)
    with pytest.raises(UnknownName, match="did you mean 'generous'"):
        Window().holds(Activity("e", "event", "E"), "generos")


def test_a_series(table: Participations, reading: Reading) -> None:
    """Each window is a row with its activities, nodes, ties, density and strength."""
    found = series(table, reading, windows(table, 2, 1))
    assert found["window"] == ["2012–2013", "2013–2014"]
    assert (found["activities"], found["undated"]) == ([1, 2], [0, 0])
    # 2013-2014: a-b and b-c of weight 3 each: a star of three around b
    assert (found["nodes"], found["ties"], found["strength"]) == ([2, 3], [1, 2], [3, 6])
    assert found["density"] == pytest.approx([1, 2 / 3], abs=1e-9)
    assert (found["mean_strength"], found["components"], found["largest"]) == ([3, 4], [1, 1], [1, 1])
    assert (found["centralization"], found["strongest"]) == ([None, 1], ["A", "B"])
    assert set(found.columns) == set(found.meanings)
    assert "dates strict" in found.title
    assert series(table, reading, [Window.years(2013, 2013)], "generous")["undated"] == [1]


def test_an_empty_window(table: Participations, reading: Reading) -> None:
    """A window without activities has no nodes, and no density."""
    (row,) = series(table, reading, [Window.years(1990, 1990)])
    assert (row["nodes"], row["ties"], row["density"], row["strongest"], row["strength"]) == (0, 0, None, None, 0)


def test_changes(participations: Build, reading: Reading) -> None:
    """From 2013 to 2014 one tie persists, one dissolves, one forms: stability 1/3."""
    table = participations(
        "a host e1", "b host e1", "b host e2", "c host e2", "a host e3", "b host e3", "b host e4", "d host e4",
        dates={"e1": ("2013-01-01", "2013-01-01"), "e2": ("2013-02-01", "2013-02-01"),
               "e3": ("2014-01-01", "2014-01-01"), "e4": ("2014-02-01", "2014-02-01")},
    )  # fmt: skip
    (row,) = changes(table, reading, windows(table))
    assert (row["window"], row["next"]) == ("2013", "2014")
    assert (row["formed"], row["persisted"], row["dissolved"]) == (1, 1, 1)
    assert row["stability"] == pytest.approx(1 / 3, abs=1e-9)
    assert (row["entered"], row["stayed"], row["left"]) == (1, 2, 1)
    assert (row["formed_ties"], row["persisted_ties"], row["dissolved_ties"]) == (("b – d",), ("a – b",), ("b – c",))
    (empty,) = changes(table, reading, [Window.years(1990, 1990), Window.years(1991, 1991)])
    assert (empty["formed"], empty["stability"]) == (0, None)
    assert len(changes(table, reading, windows(table)[:1])) == 0


_day = st.none() | st.dates(date(2012, 1, 1), date(2015, 12, 31))


@given(first=_day, last=_day, since=_day, until=_day, wider=st.integers(0, 400))
def test_strict_is_within_generous(
    first: date | None, last: date | None, since: date | None, until: date | None, wider: int
) -> None:
    """What counts strictly counts generously, and what counts in a window counts in a wider one."""
    if since and until and until < since:
        since, until = until, since
    activity, window = Activity("e", "event", "E", first, last), Window(since, until)
    assert not window.holds(activity, "strict") or window.holds(activity, "generous")
    more = timedelta(days=wider)
    broad = Window(since and since - more, until and until + more)
    for mode in MODES:
        assert not window.holds(activity, mode) or broad.holds(activity, mode)


def test_the_bundled_data(graph: Graph, reading: Reading) -> None:
    """Over all time the generous network of the bundled data is the whole one, and the strict one part of it."""
    table = read(graph.store)
    whole = cooperate(table, load("default"))
    assert reading.of(restrict(table, Window(), "generous")) == whole
    strict = reading.of(restrict(table, Window(), "strict"))
    ends = {(t.source, t.target) for t in whole.ties}
    assert {(t.source, t.target) for t in strict.ties} < ends
