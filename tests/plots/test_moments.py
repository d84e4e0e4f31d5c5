"""Dates as well as they are known: what the graph says of them, in words, and in which years they fall."""

from __future__ import annotations

from datetime import date

import pyoxigraph as ox
import pytest

from coopgraph import Graph
from coopgraph.network import Activity
from coopgraph.plots.moments import Facts, Moment, facts, moment
from coopgraph.vocab import curie, graph, mint

A, B = date(2013, 5, 27), date(2014, 6, 2)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Facts(start=A, end=A), "27 May 2013"),
        (Facts(start=A, end=date(2013, 5, 31)), "27–31 May 2013"),
        (Facts(start=A, end=date(2013, 6, 2)), "27 May – 2 Jun 2013"),
        (Facts(start=A, end=B), "27 May 2013 – 2 Jun 2014"),
        (Facts(start=B, end=A), "27 May 2013 – 2 Jun 2014"),  # sources that contradict each other
        (Facts(not_before=A, not_after=B), "between 27 May 2013 and 2 Jun 2014"),
        (Facts(start=A, not_after=B), "between 27 May 2013 and 2 Jun 2014"),
        (Facts(not_after=B), "by 2 Jun 2014"),
        (Facts(end=B), "ended 2 Jun 2014"),
        (Facts(not_before=A), "not before 27 May 2013"),
        (Facts(start=A), "27 May 2013"),  # an event of which one day is given
        (Facts(), "no date"),
        (Facts(start=A, end=A, inferred=frozenset({"end"})), "27 May 2013 (inferred)"),
        (Facts(start=A, end=A, not_after=B, inferred=frozenset({"not_after"})), "27 May 2013"),
    ],
)
def test_words(known: Facts, words: str) -> None:
    """The words of a date say how well it is known, and whether it is inferred."""
    assert str(moment(Activity("e", "event", "E"), known)) == words


def test_a_project_goes_on() -> None:
    """Of a project with a beginning alone the end is not known."""
    assert str(moment(Activity("p", "project", "P"), Facts(start=A))) == "began 27 May 2013"


def test_an_activity_alone() -> None:
    """Without facts the activity's own days count, contradictions in the order of the calendar."""
    assert str(moment(Activity("e", "event", "E", B, A))) == "27 May 2013 – 2 Jun 2014"
    assert str(moment(Activity("e", "event", "E", A))) == "not before 27 May 2013"
    assert str(moment(Activity("e", "event", "E"))) == "no date"


@pytest.mark.parametrize(
    ("known", "years"),
    [  # what is said of 2012, 2013, 2014, 2015: n no, m maybe, s sure
        (Facts(start=A, end=B), "nssn"),
        (Facts(not_before=A, not_after=B), "nmmn"),
        (Facts(not_before=A, not_after=date(2013, 9, 9)), "nsnn"),
        (Facts(not_after=A), "mmnn"),
        (Facts(end=A), "msnn"),
        (Facts(not_before=A), "nmmm"),
        (Facts(), "nnnn"),
    ],
)
def test_years(known: Facts, years: str) -> None:
    """An activity is in a year for sure, perhaps or not at all."""
    found = [moment(Activity("e", "event", "E"), known).within(year) for year in (2012, 2013, 2014, 2015)]
    assert "".join("s" if sure else "m" if may else "n" for sure, may in found) == years


def test_bounds_beside_known_days() -> None:
    """Bounds of a date that is known but may be wrong are kept beside it."""
    known = moment(Activity("e", "event", "E"), Facts(start=A, end=A, not_before=date(2012, 1, 1), not_after=B))
    assert (known.how, known.outer) == ("day", (date(2012, 1, 1), B))
    assert len(known.days) == 4


def test_facts_of_quads() -> None:
    """The earliest beginning, the latest end and the type are read; a day the stated graph lacks is inferred."""
    event = mint("event", "2013-e")

    def quad(name: str, text: str, where: str) -> ox.Quad:
        value = ox.NamedNode(text) if text.startswith("http") else ox.Literal(text)
        return ox.Quad(ox.NamedNode(event), ox.NamedNode(curie(name)), value, ox.NamedNode(graph(where)))

    quads = [
        quad("schema:startDate", "2013-05-28", "stated"),
        quad("schema:startDate", "2013-05-27", "inferred"),
        quad("schema:endDate", "2013-05-31", "stated"),
        quad("schema:endDate", "2013-05-31", "inferred"),
        quad("cg:notAfter", "someday", "stated"),
        quad("cg:category", "https://w3id.org/coopgraph/vocab/event-type/training", "stated"),
    ]
    known = facts(quads)[event]
    assert known == Facts("training", A, date(2013, 5, 31), inferred=frozenset({"start"}))
    assert facts(reversed(quads)) == facts(quads)


def test_the_bundled_data(graph: Graph) -> None:
    """The one meeting that a source dates to a day is known to that day."""
    found = facts(graph.quads("stated"))[mint("event", "2019-finland-norway-russia-first-meeting")]
    assert (found.type, found.start, found.inferred) == ("working-group-meeting", date(2019, 9, 25), frozenset())


def test_days() -> None:
    """A moment without a date asks for no room on the axis."""
    assert Moment("undated").days == ()
