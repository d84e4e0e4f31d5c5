"""What the saved queries say of sources, evidence and inference, worked out by hand from the five source texts."""

from __future__ import annotations

from collections.abc import Callable

from coopgraph import Graph
from coopgraph.queries import ANY, library
from coopgraph.table import Cell, Table

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
TURKMEN_CUSTOMS = "project/reinforcing-customs-capacities-in-turkmenistan-phase-2"
CUSTOMS, INL = "org/finnish-customs", "org/inl"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]
Spans = Callable[[Table, str, str, str], list[tuple[object, int, int]]]


# --- Which sentence of which source does a claim rest on? ------------------------------------------------------------


def test_evidence_that_inl_funds_the_project(graph: Graph, spans: Spans) -> None:
    """That INL funds the project rests on a sentence in English, at 1301 to 1549, and in Russian, at 7417 to 7714."""
    found = spans(graph.query("evidence", subject="INL", view="stated"), INL, "funder", TURKMEN_CUSTOMS)
    (english, russian) = sorted(found)
    assert english[0] == russian[0] == "source/000"
    assert 1301 <= english[1] < english[2] <= 1549
    assert 7417 <= russian[1] < russian[2] <= 7714


def test_evidence_that_finnish_customs_hosted(graph: Graph, spans: Spans) -> None:
    """That Finnish Customs hosted the visit of 2013 rests on the sentence at 3785 to 4241 of source 003."""
    found = spans(graph.query("evidence", subject=CUSTOMS, view="stated"), CUSTOMS, "host", VISIT_2013)
    assert [source for source, _, _ in found] == ["source/003"]
    assert all(3785 <= start < end <= 4241 for _, start, end in found)


def test_evidence_by_status(graph: Graph, plain: Plain) -> None:
    """Of INL it is stated that it funds a project and belongs to the Department; that it took part is rejected."""
    table = graph.query("evidence", subject="INL")
    assert {tuple(plain(r[c]) for c in ("property", "value", "status")) for r in table} == {
        ("funder", TURKMEN_CUSTOMS, "stated"),
        ("org:subOrganizationOf", "org/us-department-of-state", "stated"),
        ("funder", VISIT_2016, "inferred"),
        ("participant", VISIT_2016, "rejected"),
    }
    stated = graph.query("evidence", subject="INL", status="stated")
    assert {plain(p) for p in stated["property"]} == {"funder", "org:subOrganizationOf"}


def test_evidence_is_where_it_says(graph: Graph, plain: Plain) -> None:
    """Source, start and end are those of the span, and no span is empty or runs beyond its text."""
    lengths = {"source/000": 12741, "source/001": 3805, "source/002": 5516, "source/003": 5146, "source/004": 2833}
    table = graph.query("evidence", subject=ANY)
    assert {plain(s) for s in table["source"]} == set(lengths)
    for row in table:
        start, end, source = row["start"], row["end"], plain(row["source"])
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= lengths[str(source)]
        assert str(row["evidence"]) == f"{str(source).removeprefix('source/')}:{start}-{end}"


# --- Which organizations occur in more than one source? --------------------------------------------------------------

IN_TWO_STATED: set[Row] = {
    (CUSTOMS, 2, "source/000 source/003"),
    ("org/finnish-customs-school", 2, "source/000 source/003"),
    ("org/finnish-police", 2, "source/000 source/001"),
    ("org/government-of-japan", 2, "source/002 source/004"),
    ("org/osce", 2, "source/003 source/004"),
    ("org/unodc", 2, "source/002 source/004"),
}
IN_TWO_INFERRED: set[Row] = {
    ("org/osce-secretariat", 2, "source/003 source/004"),  # above a department in 004, above an office in 003
    ("org/united-nations", 2, "source/003 source/004"),  # in the names of UNECE and UNODC
}


def test_in_several_sources(graph: Graph, rows: Rows) -> None:
    """Six organizations are in two sources each by what the sources state, and none is in three."""
    assert rows(graph.query("in-several-sources", view="stated"), "org", "number", "sources") == IN_TWO_STATED


def test_in_several_sources_with_inferred(graph: Graph, rows: Rows) -> None:
    """Two more are there as parents that the names of their parts give away."""
    table = graph.query("in-several-sources")
    assert rows(table, "org", "number", "sources") == IN_TWO_STATED | IN_TWO_INFERRED


# --- Which claims are inferred, and on what basis? -------------------------------------------------------------------


def test_inferred_of_vaalimaa(graph: Graph, rows: Rows) -> None:
    """Of Vaalimaa it is inferred how it is crossed, what lies opposite and that Customs works there."""
    assert rows(graph.query("inferred", about="bcp/vaalimaa"), "record", "property", "value", "confidence") == {
        ("bcp/vaalimaa", "cg:crossingMode", "land", "high"),
        ("bcp/vaalimaa", "cg:crossingMode", "road", "medium"),
        ("bcp/vaalimaa", "cg:counterpart", "bcp/torfyanovka", "high"),
        ("bcp/vaalimaa", "cg:operatedBy", CUSTOMS, "medium"),
    }


def test_inferred_of_funders(graph: Graph, rows: Rows) -> None:
    """Of INL and of Japan one thing each is inferred: that the money reached an event of what they fund."""
    for name, event in (("INL", VISIT_2016), ("Government of Japan", TRAINING_2021)):
        assert rows(graph.query("inferred", about=name), "property", "value") == {("funder", event)}


def test_inferred_dates(graph: Graph, plain: Plain) -> None:
    """Every first day is inferred but that of the meeting of 2019: three texts give the last day, or no year."""
    table = graph.query("inferred", about=ANY)
    firsts = {(plain(r["record"]), plain(r["value"])) for r in table if plain(r["property"]) == "schema:startDate"}
    assert firsts == {(VISIT_2013, "2013-05-27"), (TRAINING_2021, "2021-04-19"), (WORKSHOP_2023, "2023-03-28")}


def test_inferred_has_a_basis(graph: Graph, plain: Plain) -> None:
    """Every inferred claim and role says why, how sure it is, and which spans it is concluded from."""
    for row in graph.query("inferred"):
        assert row["basis"], row
        assert row["evidence"], row
        assert plain(row["status"]) == "inferred"
        assert plain(row["confidence"]) in ("high", "medium", "low")


def test_the_stated_view_has_nothing_inferred(graph: Graph) -> None:
    """In the stated view there is nothing inferred to list, and the empty answer says so."""
    table = graph.query("inferred", view="stated")
    assert len(table) == 0
    assert table.note.startswith(library()["inferred"].empty)
