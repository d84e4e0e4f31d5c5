"""The timeline: a sign for every event, and what is not known drawn as not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coopgraph.errors import UsageError
from coopgraph.network import Participations, cooperate, load
from coopgraph.network.levels import presences
from coopgraph.plots import Facts, Parts
from coopgraph.vocab import mint

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def parts(participations: Build) -> Parts:
    """Seven events of two hosts, each dated in another way; the last one rests on inferred claims alone."""
    lines = [f"{name} host e{i}" + (" inferred" if i == 6 else "") for i in range(7) for name in ("a", "b")]
    table = participations(*lines)
    known = [
        {"start": date(2013, 5, 27), "end": date(2013, 5, 27)},
        {"start": date(2014, 1, 1), "end": date(2015, 12, 31), "inferred": frozenset({"end"})},
        {"not_before": date(2014, 1, 1), "not_after": date(2015, 12, 31)},
        {"not_after": date(2013, 6, 1)},
        {"not_before": date(2016, 6, 1)},
        {},
        {"start": date(2016, 3, 1), "end": date(2016, 3, 1), "not_before": date(2015, 3, 1)},
    ]
    facts: dict[str, Facts] = {mint("event", f"e{i}"): Facts(**fact) for i, fact in enumerate(known)}  # type: ignore[arg-type]
    return Parts(cooperate(table, load("default")), table, facts)


def signs(found: Any) -> dict[str, Any]:
    """Return the signs of events by name, without what stands around them."""
    around = ("-open", "-bounds", "-span", "-within")
    return {a.get_gid(): a for a in found.artists("event-") if not a.get_gid().endswith(around)}


def test_as_many_signs_as_events(parts: Parts, small: Parts, big: Parts, drawn: Callable[..., Any]) -> None:
    """Every activity that somebody takes part in has one sign."""
    for one in (parts, small, big):
        assert one.table is not None
        assert len(signs(drawn("timeline", one))) == len({role.activity for role in one.table.roles})


def test_how_dates_are_drawn(parts: Parts, drawn: Callable[..., Any]) -> None:
    """Known days are filled, inferred ones half filled, bounds hollow, each with its bar, arrow or limits."""
    found = drawn("timeline", parts)
    made = signs(found)
    filled = {name[-1] for name, sign in made.items() if sign.get_markerfacecolor() != "#ffffff"}
    assert filled == {"0", "1", "6"}
    assert {name[-1] for name, sign in made.items() if sign.get_fillstyle() == "left"} == {"1"}
    assert found.ids("event-event-e1-", "event-event-e2-") == ["event-event-e1-span", "event-event-e2-within"]
    assert sorted(i for i in found.ids("event-") if i.endswith("-open")) == [
        "event-event-e3-open",
        "event-event-e4-open",
    ]
    assert [i for i in found.ids("event-") if i.endswith("-bounds")] == ["event-event-e6-bounds"]


def test_where_dates_are_drawn(parts: Parts, drawn: Callable[..., Any]) -> None:
    """Bars reach from the first day to the last, arrows point to the open side, and the signs follow the calendar."""
    found = drawn("timeline", parts)
    (span,), (within,) = found.artists("event-event-e1-span"), found.artists("event-event-e2-within")
    # both bars run from 1 January 2014 to 31 December 2015
    assert span.get_x() == pytest.approx(within.get_x())
    assert span.get_width() == pytest.approx(within.get_width())
    assert (span.get_hatch() is not None, within.get_linestyle() != "solid") == (True, True)
    until, since = (found.artists(f"event-event-e{i}-open")[0].get_xdata() for i in (3, 4))
    assert until[1] < until[0]
    assert since[1] > since[0]
    at = {name[-1]: sign.get_xdata()[0] for name, sign in signs(found).items()}
    assert at["0"] < at["3"] < at["2"] < at["6"] < at["4"]


def test_ties_by_year(parts: Parts, drawn: Callable[..., Any]) -> None:
    """A year counts a tie once: stated, inferred, or possible, as its best activity of the year allows.

    One tie. 2013: e0 is sure and stated. 2014, 2015: e1 is sure and stated (its dates are inferred, its roles not).
    2016: e6 is sure and inferred; e4 may be later, but the tie is counted. 2012: e3 may have been then, or before;
    2017: e4 may be.
    """
    assert drawn("timeline", parts).ids("ties-") == [
        "ties-possible-2012",
        "ties-stated-2013",
        "ties-stated-2014",
        "ties-stated-2015",
        "ties-inferred-2016",
        "ties-possible-2017",
    ]


@pytest.mark.parametrize("level", ["organization", "country"])
def test_rows_of_organizations(small: Parts, drawn: Callable[..., Any], level: str) -> None:
    """With a row for every organization or country, each has one sign for each activity that it took part in."""
    assert small.table is not None
    network = cooperate(small.table, load("default"), level=level)
    found = drawn("timeline", Parts(network, small.table, small.facts), rows="organization")
    pairs = {(p.node, iri) for iri, present in presences(small.table, "inferred", level).items() for p in present}
    assert len(signs(found)) == len(pairs)
    assert (found.colliding(), found.outside()) == ([], [])


def test_types_in_colours_and_shapes(small: Parts, drawn: Callable[..., Any]) -> None:
    """Types of events differ in shape as well as in colour, so that grey tells them apart."""
    found = signs(drawn("timeline", small))
    looks = {(s.get_marker(), s.get_markeredgecolor()) for s in found.values() if s.get_markeredgecolor() != "#222222"}
    assert len({shape for shape, _ in looks}) == len(looks)


def test_the_legend_names_what_is_there(parts: Parts, small: Parts, drawn: Callable[..., Any]) -> None:
    """The legend explains every way of dating that is drawn, and none that is not."""
    said = drawn("timeline", parts).words()
    for words in ("days known", "days inferred", "on or before this day", "on or after this day", "some time between"):
        assert words in said
    assert "end known, beginning not" not in said
    assert "end known, beginning not" in drawn("timeline", small).words()
    assert "without any date: 1" in said


def test_without_facts(small: Parts, drawn: Callable[..., Any]) -> None:
    """Without facts the days of the activities are drawn."""
    found = drawn("timeline", Parts(small.network, small.table))
    assert small.table is not None
    assert len(signs(found)) == len(small.table.activities)


def test_a_lone_day(participations: Build, drawn: Callable[..., Any]) -> None:
    """One event on one day has an axis of its year."""
    table = participations("a host e1", dates={"e1": ("2013-05-27", "2013-05-27")})
    found = drawn("timeline", Parts(cooperate(table, load("default")), table))
    assert [t.get_text() for t in found.artists("year")] == ["2013"]
    assert "There are no ties." in found.words()


def test_what_is_refused(small: Parts, participations: Build, drawn: Callable[..., Any]) -> None:
    """No table, and no date at all, are refused with a sentence."""
    with pytest.raises(UsageError, match="made of a participation table"):
        drawn("timeline", Parts(small.network))
    table = participations("a host e1", "b host e1")
    with pytest.raises(UsageError, match="no activity has a date in view 'inferred'"):
        drawn("timeline", Parts(cooperate(table, load("default")), table))


def test_a_view_leaves_out_what_it_does_not_hold(parts: Parts, drawn: Callable[..., Any]) -> None:
    """The timeline of a stated network shows no activity that only inferred claims speak of."""
    assert parts.table is not None
    stated = cooperate(parts.table, load("default"), "stated")
    assert "event-event-e6" not in signs(drawn("timeline", replace(parts, network=stated)))


def test_centuries(participations: Build, drawn: Callable[..., Any]) -> None:
    """Over centuries the years that are named stand apart."""
    table = participations("a host e1", "b host e2", dates={"e1": ("1700-01-01", None), "e2": (None, "2020-01-01")})
    found = drawn("timeline", Parts(cooperate(table, load("default")), table), width=88)
    assert found.colliding() == []
