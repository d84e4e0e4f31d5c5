"""The parts of the page on data small enough to work out by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coopgraph import Graph
from coopgraph.network import Participations, cooperate, load
from coopgraph.report.comparison import compare, lost, spans, ties, years
from coopgraph.report.drawing import draw
from coopgraph.report.gaps import gaps
from coopgraph.report.grid import Name
from coopgraph.report.holdings import holdings
from coopgraph.report.timeline import Event, When, by_year, drawn, timeline
from coopgraph.table import Thing

Build = Callable[..., Participations]
DAY, LATER = date(2013, 5, 27), date(2014, 2, 1)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(DAY, LATER), "2013-05-27 to 2014-02-01"),
        (When(DAY, DAY), "2013-05-27"),
        (When(DAY), "began 2013-05-27"),
        (When(DAY, None, None, LATER), "began 2013-05-27, ended not after 2014-02-01"),
        (When(None, LATER), "ended 2014-02-01"),
        (When(None, LATER, DAY), "began not before 2013-05-27, ended 2014-02-01"),
        (When(None, None, DAY, LATER), "between 2013-05-27 and 2014-02-01"),
        (When(None, None, DAY), "not before 2013-05-27"),
        (When(None, None, None, LATER), "not after 2014-02-01"),
        (When(), "no date on record"),
    ],
)
def test_time_in_words(when: When, words: str) -> None:
    """What is known of a time is said, and nothing that is not."""
    assert str(when) == words


def events(*whens: When) -> list[Event]:
    return [Event(Thing(f"event/{i}", f"Event {i}"), (), (), when) for i, when in enumerate(whens)]


def test_events_by_year() -> None:
    """An event with a day counts in its year; one with bounds in each year it may be in; an open side at the known."""
    grid = by_year(
        events(
            When(DAY, LATER),  # began 2013
            When(None, None, date(2014, 3, 1), date(2014, 4, 1)),  # surely 2014
            When(None, None, date(2014, 3, 1), date(2016, 4, 1)),  # 2014, 2015 or 2016
            When(None, None, None, date(2016, 11, 5)),  # 2016 or before
        )
    )
    assert list(grid.rows) == [("2013", 1, 0), ("2014", 1, 1), ("2015", 0, 1), ("2016", 0, 2)]


def test_lanes() -> None:
    """Bars run from day to day; a side that nothing bounds is open, and the axis leaves room for it."""
    begin, end = date(2014, 1, 1), date(2015, 1, 1)
    lanes, ticks = drawn(events(When(begin, end), When(None, None, None, end), When(None, end, begin)))
    places = {year: x for x, year in ticks}
    assert list(places) == [2013, 2014, 2015, 2016]
    days, before, part = lanes
    assert (days.solid, days.outline) == ((places[2014], places[2015]), None)
    assert (before.solid, before.open_left, before.open_right) == (None, True, False)
    assert before.outline is not None
    assert before.outline[0] < places[2014]
    assert before.outline[1] == places[2015]
    # the last day is known, six units wide; the first lies after the start of 2014
    assert (part.solid, part.outline) == ((places[2015], places[2015] + 6), (places[2014], places[2015]))


def test_ties_that_vanish(participations: Build) -> None:
    """Without inferred claims the ties of a guest whose part was inferred are gone, the others stay."""
    table = participations("a host e1", "b organizer e1", "c participant e1 inferred")
    stated, inferred = (cooperate(table, load("default"), view) for view in ("stated", "inferred"))
    assert [(t.source, t.target) for t in lost(stated, inferred)] == [("a", "c"), ("b", "c")]


def test_ties_in_rows(participations: Build) -> None:
    """A tie's row has its ends, weight, kinds, status, years, activities and stretches."""
    # host and organizer lead together: 3 an activity, medium confidence 0.6: 3 + 1.8
    table = participations(
        "a host e1", "b organizer e1", "a host e2 medium", "b organizer e2", dates={"e1": ("2013-05-27", "2014-02-01")}
    )
    network = cooperate(table, load("default"))
    row = ties("x", "caption", network, network.by_weight()).rows[0]
    assert row[:6] == ("A", "B", 4.8, "co-lead", "stated", "2013–2014")
    assert row[6] == (Name("E1"), Name("E2"))
    assert years(network.ties[0]) == "2013–2014"


def test_stretches_are_in_the_order_of_the_text() -> None:
    """Of many stretches the first six are shown, by document and place, with how many more there are."""
    many = tuple(f"000:{n}-{n + 1}" for n in (100, 20, 3, 400, 5000, 60000, 700000))
    assert spans(many) == "000:3-4, 000:20-21, 000:100-101, 000:400-401, 000:5000-5001, 000:60000-60001 and 1 more"


def test_comparison_of_views(participations: Build) -> None:
    """Measures of the three views stand beside their differences."""
    lines = ("a host e1", "b organizer e1", "c participant e1 inferred", "delegation/d participant e1")
    table = participations(*lines, represents=["delegation/d b2 medium inferred"], countries={"a": "FI", "c": "TJ"})
    compared = compare(dict.fromkeys(("stated", "inferred", "represents"), table), load("default"), Graph.load().names)
    rows = {row[0]: row[1:6] for row in compared.measures.rows}
    # stated: a-b. inferred: a-b, a-c, b-c. represents: b2 stands for the delegation, tied to a, b and c
    assert rows["ties"] == (1, 3, 6, 2, 3)
    assert rows["nodes"] == (2, 3, 4, 1, 1)
    assert compared.vanished == 2
    # Finland and Tajikistan meet once: host and participant, strength 2, in the views that take the inferred claim
    assert [row[1:5] for row in compared.country_grid.rows] == [(1, 0.0, 2.0, 2.0), (1, None, 2.0, 2.0)]


def test_what_a_drawing_shows(participations: Build) -> None:
    """Stated ties are whole lines on top, inferred ones dashed; types differ in form as well; who is alone is told."""
    table = participations(
        "a host e1", "b organizer e1", "c participant e1 inferred", "alone host e2",
        types={"a": "customs", "b": "igo"}, labels={"a": "Customs & Co"},
    )  # fmt: skip
    drawing = draw(cooperate(table, load("default")))
    assert drawing is not None
    assert [stroke.dashed for stroke in drawing.strokes] == [True, True, False]
    assert [label for _, _, label in drawing.legend] == ["International organization", "Customs", "Other types"]
    assert len({path for path, _, _ in drawing.legend}) == 3
    assert {spot.says.split(";")[0] for spot in drawing.spots} == {"Customs & Co", "B", "C"}
    assert drawing.description.startswith("3 organizations and 3 ties, of which 2 rest on inferred claims;")
    assert drawing.description.endswith("Not drawn: 1 without a tie.")
    x, y, width, height = drawing.box
    for spot in drawing.spots:
        assert all(x <= at <= x + width and y <= down <= y + height for at, down, _ in spot.lines)


def test_nothing_to_draw(participations: Build) -> None:
    """A network without a tie has no drawing."""
    assert draw(cooperate(participations("a host e1"), load("default"))) is None


def test_holdings_of_a_small_dataset(tiny: Path) -> None:
    """Records and claims are counted by hand: four stated, two inferred, one rejected, all from document 900."""
    graph = Graph.load(tiny)
    found = holdings(graph.store, graph.names)
    assert found.counts["org"] == (2, "organizations")
    assert found.counts["event"] == (1, "event")
    assert list(found.claim_grid.rows) == [
        ("stated", 4, 0, 0, 4),
        ("inferred", 0, 1, 1, 2),
        ("rejected", 1, 0, 0, 1),
        ("all", 5, 1, 1, 7),
    ]
    first, second = found.source_grid.rows
    assert first[:3] == ("900", "OSCE on a study visit", Name("Customs officers learn", "en"))
    assert first[4:] == ("2013-06-01", "English, Russian", 4, 2, 1)
    assert second[2] is None
    assert found.languages == (("English", 2), ("Russian", 1))


def test_gaps_of_a_small_dataset(tiny: Path) -> None:
    """What is missing counts by the sources alone and with conclusions, of how many, and which."""
    graph = Graph.load(tiny)
    told = {row[0]: row[1:] for row in gaps(graph.store, graph.names).rows}
    assert told["Events without an organizer"] == (1, 1, 1, (Name("Study visit"),))
    assert told["Events without a last day"] == (1, 1, 1, (Name("Study visit"),))
    assert "Events without a first day" not in told
    assert told["Delegations without a number of people"] == (1, 0, 1, ())  # five of them, by inference


def test_timeline_of_a_small_dataset(tiny: Path) -> None:
    """An event with a first day only began on it."""
    graph = Graph.load(tiny)
    made = timeline(graph.store, graph.names)
    assert list(made.events.rows) == [(Name("Study visit"), "Study visit", "Finland", "began 2013-05-27", "in part")]
    assert len(made.lanes) == 1
