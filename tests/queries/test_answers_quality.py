"""What the saved queries say of contradictions, gaps and coverage, worked out by hand from the five source texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph import Graph, queries
from coopgraph.queries import ANY, library
from coopgraph.store.base import Solutions
from coopgraph.table import Cell

# rdflib itself still calls what it deprecates
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
MEETING_2019 = "event/2019-finland-norway-russia-first-meeting"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
TURKMEN_PROJECT = "project/reinforcing-customs-capacities-in-turkmenistan-phase-2"
COMPONENT = "project/unodc-cross-border-cooperation-component"
JAPAN, INL, UNODC = "org/government-of-japan", "org/inl", "org/unodc"
OSCE, OSCE_ASHGABAT, IOM = "org/osce", "org/osce-centre-in-ashgabat", "org/iom"
IOM_HELSINKI, IOM_TURKMENISTAN = "org/iom-helsinki", "org/iom-turkmenistan"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]
Engine = Callable[[str], Solutions]


# --- Where do claims contradict each other? --------------------------------------------------------------------------

CONTRADICTIONS = ("record", "property", "value", "against", "state")


def test_contradictions(graph: Graph, rows: Rows) -> None:
    """Stated: one week against 19 to 23 April, which the curator settled: the week is the working week."""
    assert rows(graph.query("contradictions", view="stated"), *CONTRADICTIONS) == {
        (TRAINING_2021, "schema:duration", "P5D", "P7D", "settled")
    }


def test_contradictions_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: three days that are easily taken for the first day, or for the day of the visit, are not."""
    assert rows(graph.query("contradictions"), *CONTRADICTIONS) == {
        (TRAINING_2021, "schema:duration", "P5D", "P7D", "settled"),
        (VISIT_2013, "schema:startDate", "2013-05-27", "2013-05-31", "settled"),
        (VISIT_2016, "cg:edtf", "[..2016-11-05]", "2016-11-05", "settled"),
        (WORKSHOP_2023, "schema:startDate", "2023-03-28", "2023-03-29", "settled"),
    }


def test_no_open_contradiction(graph: Graph) -> None:
    """No two texts tell of the same event, so that no two claims stand against each other; the empty answer says so."""
    table = graph.query("contradictions", state="open")
    assert len(table) == 0
    assert table.note.startswith(library()["contradictions"].empty)


def test_remarks_on_two_versions(graph: Graph, plain: Plain) -> None:
    """English and Russian differ about both offices, an academy and a school, and about where the officers serve."""
    about = {plain(r["record"]) for r in graph.query("remarks", about=VISIT_2016, view="stated")}
    assert about >= {
        IOM_HELSINKI,
        IOM_TURKMENISTAN,
        "org/border-and-coast-guard-academy",
        "org/finnish-customs-school",
        "delegation/2016-turkmen-law-enforcement-officers",
    }


# --- Which records are incomplete? -----------------------------------------------------------------------------------


def missing(graph: Graph, plain: Plain, view: str, kind: str, what: str) -> set[object]:
    return {plain(r["record"]) for r in graph.query("incomplete", kind=kind, missing=what, view=view)}


def test_events_without_organizer_or_host(graph: Graph, plain: Plain) -> None:
    """Nobody is said to have organized the meeting in Murmansk, and only the visit of 2013 has a host."""
    for view in ("stated", "inferred"):
        assert missing(graph, plain, view, "event", "organizer") == {MEETING_2019}
        assert missing(graph, plain, view, "event", "host") == {VISIT_2016, MEETING_2019, TRAINING_2021, WORKSHOP_2023}
        assert missing(graph, plain, view, "event", "framework") == {VISIT_2013}
        assert missing(graph, plain, view, "event", "place") == {WORKSHOP_2023}  # a country, no town


@pytest.mark.parametrize(
    ("what", "stated", "inferred"),
    [
        ("funder", {VISIT_2013, VISIT_2016, MEETING_2019, TRAINING_2021}, {VISIT_2013, MEETING_2019}),
        ("first day", {VISIT_2013, VISIT_2016, TRAINING_2021, WORKSHOP_2023}, {VISIT_2016}),
        ("last day", {VISIT_2016, TRAINING_2021}, {VISIT_2016}),
        (
            "number of people",
            {VISIT_2013, VISIT_2016, MEETING_2019, TRAINING_2021},
            {VISIT_2013, MEETING_2019, TRAINING_2021},
        ),
        ("attendance mode", {VISIT_2013, VISIT_2016, MEETING_2019}, set()),
        ("country", {MEETING_2019, TRAINING_2021}, set()),
    ],
)
def test_incomplete_events(what: str, stated: set[str], inferred: set[str], graph: Graph, plain: Plain) -> None:
    """What the texts leave out of an event, and what is left when all is concluded that can be."""
    assert missing(graph, plain, "stated", "event", what) == stated
    assert missing(graph, plain, "inferred", "event", what) == inferred


def test_incomplete_crossings(graph: Graph, plain: Plain) -> None:
    """Of the crossings one is called a land crossing and one a border with Russia; one has an operator."""
    named = {f"bcp/{n}" for n in ("altynkol-zhol", "helsinki-vantaa-airport", "imatra", "vaalimaa", "vuosaari-harbour")}
    others = {"bcp/svetogorsk", "bcp/torfyanovka"}  # not in the texts: the other sides of two
    assert missing(graph, plain, "stated", "crossing", "mode") == (named | others) - {"bcp/imatra"}
    assert missing(graph, plain, "stated", "crossing", "neighbour") == (named | others) - {"bcp/vaalimaa"}
    assert missing(graph, plain, "stated", "crossing", "operator") == (named | others) - {"bcp/altynkol-zhol"}
    # of the checkpoint of a participant neither way nor neighbour can be concluded; airport and harbour need none
    assert missing(graph, plain, "inferred", "crossing", "mode") == {"bcp/altynkol-zhol"}
    assert missing(graph, plain, "inferred", "crossing", "neighbour") == {"bcp/altynkol-zhol"}
    assert missing(graph, plain, "inferred", "crossing", "operator") == others


def test_delegations_without_agency(graph: Graph, plain: Plain) -> None:
    """No text names the agency of a delegation; of six of sixteen one is inferred."""
    assert len(missing(graph, plain, "stated", "delegation", "agency")) == 16
    assert len(missing(graph, plain, "inferred", "delegation", "agency")) == 16 - 6


def test_agreements_without_signatory(graph: Graph, plain: Plain) -> None:
    """Neither of the two agreements has a signatory, in any view."""
    for view in ("stated", "inferred"):
        assert missing(graph, plain, view, "document", "signatory") == {
            "document/tripartite-protocol-2019",
            "document/plan-for-cross-border-cooperation-with-finnish-police",
        }


# --- On how many independent sources does an event rest? -------------------------------------------------------------


def test_sources_of_events(graph: Graph, rows: Rows) -> None:
    """Each event rests on one text; four of the five were told by those who organized them."""
    assert rows(graph.query("sources-of-events"), "event", "sources", "publishers", "independent", "own") == {
        (VISIT_2016, "source/000", IOM, 1, IOM),  # as the parent of two offices, which is inferred
        (MEETING_2019, "source/001", "org/mil-osi", 1, ""),
        (TRAINING_2021, "source/002", UNODC, 1, UNODC),
        (VISIT_2013, "source/003", OSCE, 1, OSCE),
        (WORKSHOP_2023, "source/004", OSCE, 1, OSCE),
    }


# --- Which funders reach the same country by different implementers? -------------------------------------------------


def test_funders_of_one_country(graph: Graph, rows: Rows) -> None:
    """INL reaches Turkmenistan through two IOM offices; Japan through UNODC, OSCE and its centre in Ashgabat."""
    assert rows(graph.query("funders-of-one-country"), "country", "funder", "activity", "through", "status") == {
        ("TM", INL, TURKMEN_PROJECT, IOM_TURKMENISTAN, "inferred"),
        ("TM", INL, VISIT_2016, IOM_TURKMENISTAN, "inferred"),
        ("TM", INL, VISIT_2016, IOM_HELSINKI, "inferred"),
        ("TM", JAPAN, COMPONENT, UNODC, "inferred"),
        ("TM", JAPAN, TRAINING_2021, UNODC, "inferred"),
        ("TM", JAPAN, WORKSHOP_2023, UNODC, "stated"),
        ("TM", JAPAN, WORKSHOP_2023, OSCE, "stated"),
        ("TM", JAPAN, WORKSHOP_2023, OSCE_ASHGABAT, "inferred"),
    }


@pytest.mark.parametrize(("country", "view"), [(ANY, "stated"), ("KZ", "inferred"), ("FI", "inferred")])
def test_no_two_funders(country: str, view: str, graph: Graph) -> None:
    """Who carries out INL's project is not stated; only Japan reaches Kazakhstan, and nobody's money Finland."""
    table = graph.query("funders-of-one-country", country=country, view=view)
    assert len(table) == 0
    assert table.note.startswith(library()["funders-of-one-country"].empty)


# --- How much is on record? ------------------------------------------------------------------------------------------

COVERAGE = sorted(p.stem for p in (Path(__file__).resolve().parents[2] / "queries" / "coverage").glob("*.rq"))


@pytest.mark.parametrize(
    ("name", "stated", "inferred"),
    [
        ("attendance-mode", (2, 5), (5, 5)),
        ("attendee-count", (1, 5), (2, 5)),  # the number of a delegation is not that of the event
        ("crossing", (5, 7), (5, 7)),  # four visited, one operated; two are the other sides
        ("exact-date", (1, 5), (4, 5)),
        ("framework", (4, 5), (4, 5)),
        ("funder", (1, 5), (3, 5)),
        ("host", (1, 5), (1, 5)),
        ("organizer", (4, 5), (4, 5)),
        ("publisher", (2, 6), (6, 7)),  # the strategy of the Union is cited by inference
        ("represented-agency", (0, 16), (6, 16)),
        ("signatory", (0, 2), (0, 2)),
        ("trainer", (1, 5), (1, 5)),
    ],
)
def test_coverage(name: str, stated: tuple[int, int], inferred: tuple[int, int], graph: Graph) -> None:
    """Of how many things the texts say it, and of how many it is concluded."""
    query = queries.internal(f"coverage/{name}")
    assert graph.query(query, view="stated").rows == [stated]
    assert graph.query(query, view="inferred").rows == [inferred]


@pytest.mark.parametrize("name", COVERAGE)
def test_coverage_everywhere(name: str, graph: Graph, plain_oxigraph: Engine, plain_rdflib: Engine) -> None:
    """Every count of coverage is one row of two numbers, the same in Oxigraph and rdflib as they come."""
    query = queries.internal(f"coverage/{name}")
    ours = graph.query(query)
    assert ours.columns == ("have", "all")
    ((have, everything),) = ours.rows
    assert isinstance(have, int)
    assert isinstance(everything, int)
    assert 0 <= have <= everything
    for engine in (plain_oxigraph, plain_rdflib):
        assert queries.typed(engine(query.text), query, graph.names).rows == ours.rows


def test_every_coverage_is_used_and_exists() -> None:
    """The header of a saved query names a count of coverage that there is, and each count is named by one."""
    assert {q.coverage for q in library().values() if q.coverage} == set(COVERAGE)


def test_an_empty_answer_says_how_much_is_on_record(graph: Graph) -> None:
    """Asked for a host that is none, the answer adds that one of five events has a host at all."""
    note = graph.query("hosts", host="UNODC", view="stated").note
    assert note.startswith(library()["hosts"].empty)
    assert "1 of 5 events have a host" in note
