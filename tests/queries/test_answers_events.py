"""What the saved queries say of events, worked out by hand from the five source texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coopgraph import Graph, build
from coopgraph.queries import find, library, run
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.table import Cell
from coopgraph.vocab import IDS

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
MEETING_2019 = "event/2019-finland-norway-russia-first-meeting"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
CUSTOMS = "org/finnish-customs"
WORDS_2021 = {"kazakh": "in-person", "kyrgyz": "in-person", "tajik": "online", "turkmen": "online", "uzbek": "online"}

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]


# --- To which component, sub-programme and programme does each event belong? -----------------------------------------


@pytest.mark.parametrize("view", ["stated", "inferred"])
def test_frameworks(view: str, graph: Graph, rows: Rows) -> None:
    """Four events name what they were held under; the training of 2021 its component, sub-programme and programme."""
    assert rows(graph.query("frameworks", view=view), "event", "steps", "framework", "level", "status") == {
        (
            VISIT_2016,
            1,
            "project/reinforcing-customs-capacities-in-turkmenistan-phase-2",
            "project-type/project",
            "stated",
        ),
        (MEETING_2019, 1, "project/finland-norway-russia-group", "project-type/cooperation-format", "stated"),
        (TRAINING_2021, 1, "project/unodc-cross-border-cooperation-component", "project-type/component", "stated"),
        (TRAINING_2021, 2, "project/unodc-central-asia-sub-programme-1", "project-type/sub-programme", "stated"),
        (TRAINING_2021, 3, "project/unodc-programme-for-central-asia", "project-type/programme", "stated"),
        (
            WORKSHOP_2023,
            1,
            "project/osce-strengthening-state-border-service-capacities-of-turkmenistan",
            "project-type/project",
            "stated",
        ),
    }


def test_no_framework_of_the_visit_of_2013(graph: Graph) -> None:
    """The text of 2013 names no project, and the empty answer says what that means."""
    table = graph.query("frameworks", event=VISIT_2013)
    assert len(table) == 0
    assert table.note.startswith(library()["frameworks"].empty)


def test_frameworks_rest_on_every_step(graph: Graph) -> None:
    """That the training belongs to the programme rests on three sentences or clauses."""
    table = graph.query("frameworks", framework="project/unodc-programme-for-central-asia")
    (spans,) = table["evidence"]
    assert isinstance(spans, tuple)
    assert len(spans) == 3


# --- Who hosts? ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["stated", "inferred"])
def test_hosts(view: str, graph: Graph, rows: Rows) -> None:
    """Only the visit of 2013 has somebody who is called its host: the Finnish National Customs Board."""
    assert rows(graph.query("hosts", view=view), "event", "host", "country", "status") == {
        (VISIT_2013, CUSTOMS, "FI", "stated")
    }


def test_an_academy_whose_range_was_used_is_no_host(graph: Graph) -> None:
    """The Kazakh academy lent its range and is not called the host; the empty answer says what that means."""
    table = graph.query("hosts", host="org/border-guards-service-academy-of-kazakhstan")
    assert len(table) == 0
    assert table.note.startswith(library()["hosts"].empty)


# --- Which topics join which events? ---------------------------------------------------------------------------------

TOPICS_STATED: dict[str, set[str]] = {
    "risk-management": {VISIT_2013, VISIT_2016, TRAINING_2021},
    "cargo-inspection": {VISIT_2013, TRAINING_2021},
    "vehicle-inspection": {VISIT_2013, TRAINING_2021},
    "illegal-goods": {VISIT_2013, TRAINING_2021},
    "information-exchange": {VISIT_2013, WORKSHOP_2023},
    "drug-policy": {VISIT_2016, WORKSHOP_2023},
    "drug-trafficking": {MEETING_2019, WORKSHOP_2023},
    "new-psychoactive-substances": {MEETING_2019, WORKSHOP_2023},
    "law-enforcement-cooperation": {MEETING_2019, WORKSHOP_2023},
    "legal-framework": {MEETING_2019, WORKSHOP_2023},
    "organized-crime": {MEETING_2019, TRAINING_2021},
    "detection-equipment": {TRAINING_2021, WORKSHOP_2023},
}
TOPICS_INFERRED: dict[str, set[str]] = {
    **TOPICS_STATED,
    "drug-trafficking": {VISIT_2016, MEETING_2019, WORKSHOP_2023},
    "detection-equipment": {VISIT_2016, TRAINING_2021, WORKSHOP_2023},
    "inter-agency-cooperation": {VISIT_2013, VISIT_2016},
    "synthetic-drugs": {VISIT_2016, MEETING_2019},
}


@pytest.mark.parametrize(("view", "expected"), [("stated", TOPICS_STATED), ("inferred", TOPICS_INFERRED)])
def test_shared_topics(view: str, expected: dict[str, set[str]], graph: Graph, rows: Rows) -> None:
    """Risk management joins three events by what the texts say; what the visit of 2016 adds is inferred."""
    table = graph.query("shared-topics", view=view)
    assert rows(table, "topic", "number", "events") == {
        (f"topic/{topic}", len(events), " ".join(sorted(events))) for topic, events in expected.items()
    }


def test_status_of_shared_topics(graph: Graph, plain: Plain) -> None:
    """A topic that the texts give to one event only joins others by inference."""
    inferred = {plain(r["topic"]) for r in graph.query("shared-topics") if plain(r["status"]) == "inferred"}
    assert inferred == {"topic/inter-agency-cooperation", "topic/synthetic-drugs"}


def test_topics_that_an_event_shares(graph: Graph, plain: Plain) -> None:
    """The meeting in Murmansk shares five topics with other events by what the texts say."""
    topics = {plain(t) for t in graph.query("shared-topics", event=MEETING_2019, view="stated")["topic"]}
    assert topics == {f"topic/{t}" for t, events in TOPICS_STATED.items() if MEETING_2019 in events}
    assert len(topics) == 5


# --- Which events have no exact date, and what is known? -------------------------------------------------------------


def test_inexact_dates(graph: Graph, rows: Rows) -> None:
    """One text gives the day, two the end and the length, one days without a year, one only the day of the report."""
    assert rows(graph.query("inexact-dates", view="stated"), "event", "property", "value", "status") == {
        (VISIT_2013, "schema:endDate", "2013-05-31", "stated"),
        (VISIT_2013, "schema:duration", "P5D", "stated"),
        (VISIT_2016, None, None, None),
        (TRAINING_2021, "cg:edtf", "XXXX-04-19/XXXX-04-23", "stated"),
        (TRAINING_2021, "schema:duration", "P5D", "stated"),
        (WORKSHOP_2023, "schema:endDate", "2023-03-29", "stated"),
        (WORKSHOP_2023, "schema:duration", "P2D", "stated"),
    }


def test_inexact_dates_with_inferred(graph: Graph, rows: Rows) -> None:
    """Of the visit of 2016 it can only be concluded that it was over on the day of the report."""
    assert rows(graph.query("inexact-dates"), "event", "property", "value", "status") == {
        (VISIT_2016, "cg:edtf", "[..2016-11-05]", "inferred"),
        (VISIT_2016, "cg:notAfter", "2016-11-05", "inferred"),
    }


def test_the_meeting_in_murmansk_has_an_exact_date(graph: Graph) -> None:
    """Wednesday, 25 September 2019 is exact, and the empty answer says what that means."""
    table = graph.query("inexact-dates", event=MEETING_2019, view="stated")
    assert len(table) == 0
    assert table.note.startswith(library()["inexact-dates"].empty)


# --- Which events were online or blended, and who joined how? --------------------------------------------------------

BLENDED_STATED: set[Row] = {
    *(
        (TRAINING_2021, f"delegation/2021-{word}-border-and-customs-officers", f"attendance-mode/{mode}", "stated")
        for word, mode in WORDS_2021.items()
    ),
    # online and in person, says the text of 2023; who joined how, it does not say
    *((WORKSHOP_2023, f"delegation/2023-{word}-border-and-anti-drug-officials", None, "stated") for word in WORDS_2021),
}
QUOTED = (
    "org/state-customs-service-of-kyrgyzstan",
    "org/border-service-of-kyrgyzstan",
    "org/department-of-state-revenues-in-almaty-region",
)
BLENDED = ("event", "party", "joined", "status")


def test_online_and_blended(graph: Graph, rows: Rows) -> None:
    """Two events were blended; in one, three countries joined online and two were in the room."""
    assert rows(graph.query("online-and-blended", view="stated"), *BLENDED) == BLENDED_STATED


def test_online_and_blended_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the three services whose officers are quoted were in the room with their countries' groups."""
    assert rows(graph.query("online-and-blended"), *BLENDED) == BLENDED_STATED | {
        (TRAINING_2021, org, "attendance-mode/in-person", "inferred") for org in QUOTED
    }


def test_no_event_was_online_alone(graph: Graph) -> None:
    """No event was held online alone, and the empty answer says what that means."""
    table = graph.query("online-and-blended", mode="online")
    assert len(table) == 0
    assert table.note.startswith(library()["online-and-blended"].empty)


# --- Which events are on record? -------------------------------------------------------------------------------------


def test_events(graph: Graph, rows: Rows) -> None:
    """Two study visits to Finland, a meeting in a Russian town, a training and a workshop in Turkmenistan."""
    assert rows(graph.query("events", view="stated"), "event", "type", "countries", "first", "last", "modes") == {
        (VISIT_2013, "event-type/study-visit", "FI", None, "2013-05-31", ""),
        (VISIT_2016, "event-type/study-visit", "FI", None, None, ""),
        (MEETING_2019, "event-type/working-group-meeting", "", "2019-09-25", "2019-09-25", ""),
        (TRAINING_2021, "event-type/training", "", None, None, "attendance-mode/blended"),
        (WORKSHOP_2023, "event-type/workshop", "TM", None, "2023-03-29", "attendance-mode/blended"),
    }


def test_events_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: where Murmansk and the academy lie, and the missing days."""
    assert rows(graph.query("events"), "event", "countries", "first", "last") == {
        (VISIT_2013, "FI", "2013-05-27", "2013-05-31"),
        (VISIT_2016, "FI", None, "2016-11-05"),
        (MEETING_2019, "RU", "2019-09-25", "2019-09-25"),
        (TRAINING_2021, "KZ", "2021-04-19", "2021-04-23"),
        (WORKSHOP_2023, "TM", "2023-03-28", "2023-03-29"),
    }


def test_no_handover_of_equipment(graph: Graph) -> None:
    """No text tells of a handover of equipment, and the empty answer says what that means."""
    table = graph.query("events", type="handover")
    assert len(table) == 0
    assert table.note.startswith(library()["events"].empty)


def test_an_event_is_in_the_country_of_its_place(graph: Graph, nquads: str) -> None:
    """Without a country of its own the meeting of 2019 is still one in Russia, by Murmansk: in view inferred, for the
    source does not say it."""
    own = f"<{IDS}{MEETING_2019}> <http://purl.org/dc/terms/spatial> "
    store = OxigraphStore()
    store.load("".join(line for line in nquads.splitlines(keepends=True) if not line.startswith(own)).encode())
    build.derive(store)
    for view, countries in (("inferred", ["Russia"]), ("stated", [])):
        found = run(find("events"), store, graph.names, view=view)
        (row,) = (row for row in found if str(row["event"]).startswith("First meeting"))
        assert [str(country) for country in row["countries"]] == countries  # type: ignore[union-attr]
