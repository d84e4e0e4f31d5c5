"""What the saved queries say of who is mentioned and who spoke, worked out by hand from the five source texts."""

from __future__ import annotations

from collections.abc import Callable

from coopgraph import Graph
from coopgraph.queries import ANY
from coopgraph.table import Cell, Table

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
MEETING_2019 = "event/2019-finland-norway-russia-first-meeting"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
CUSTOMS, BORDER_GUARD, POLICE = "org/finnish-customs", "org/finnish-border-guard", "org/finnish-police"
INTERIOR, POLICE_BOARD = "org/ministry-of-the-interior-of-finland", "org/national-police-board-of-finland"
CUSTOMS_SCHOOL = "org/finnish-customs-school"
COAST_ACADEMY = "org/border-and-coast-guard-academy"
TURKMEN_BORDER = "org/state-border-service-of-turkmenistan"
MVD_MURMANSK = "org/mvd-russia-murmansk-region"
MVD_INTERNATIONAL = "org/mvd-russia-administration-for-international-cooperation"
UNODC, INL = "org/unodc", "org/inl"
ADJECTIVES = {"KZ": "kazakh", "KG": "kyrgyz", "TJ": "tajik", "TM": "turkmen", "UZ": "uzbek"}
OF_2023 = {code: f"delegation/2023-{word}-border-and-anti-drug-officials" for code, word in ADJECTIVES.items()}
ITALIANS, TURKS = "delegation/2023-experts-from-italy", "delegation/2023-experts-from-turkiye"
POPOV, ZAIKOV = "person/pyotr-popov", "person/vitaly-zaikov"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]


# --- Who is mentioned and did not take part? -------------------------------------------------------------------------


def absent_from(table: Table, event: str | None, plain: Plain) -> set[object]:
    return {plain(r["party"]) for r in table if plain(r["not_in"]) == event}


def test_mentioned_only_in_murmansk(graph: Graph, plain: Plain) -> None:
    """Two customs services were a topic, a group gave the initiative, a government the feed: none was there."""
    for view in ("stated", "inferred"):
        assert absent_from(graph.query("mentioned-only", view=view), MEETING_2019, plain) == {
            CUSTOMS,
            "org/norwegian-customs",
            "org/government-of-russia",
            "org/group-of-personal-representatives-of-the-baltic-sea-states",
        }


def test_mentioned_only_in_2016(graph: Graph, plain: Plain) -> None:
    """Strategies are the Government's and the Union's; centres were talked of; a department is above the funder."""
    mentioned = {
        "org/european-union",
        "org/government-of-finland",
        "org/pcb-intelligence-and-analysis-centres",
        "org/us-department-of-state",
    }
    assert absent_from(graph.query("mentioned-only"), VISIT_2016, plain) == mentioned
    # that the money of the project reached the visit is inferred
    assert absent_from(graph.query("mentioned-only", view="stated"), VISIT_2016, plain) == mentioned | {INL}


def test_mentioned_only_in_2021(graph: Graph, plain: Plain) -> None:
    """Three bodies above others and the office of the press contact; not an office whose head spoke."""
    assert absent_from(graph.query("mentioned-only"), TRAINING_2021, plain) == {
        "org/ministry-of-economy-and-finance-of-kyrgyzstan",
        "org/state-committee-for-national-security-of-kyrgyzstan",
        "org/national-security-committee-of-kazakhstan",
        "org/unodc-regional-office-for-central-asia",
    }


def test_mentioned_only_in_other_events(graph: Graph, plain: Plain) -> None:
    """A handbook's co-author, issuers and the menu in 2013; in 2023 the author of a decision and a secretariat."""
    table = graph.query("mentioned-only")
    assert absent_from(table, VISIT_2013, plain) >= {
        "org/unece",
        "org/osce-secretariat",
        "org/osce-programme-office-in-dushanbe",
        "org/osce-transnational-threats-department",
    }
    assert absent_from(table, WORKSHOP_2023, plain) >= {"org/osce-permanent-council", "org/osce-secretariat"}


def test_mentioned_only_says_why(graph: Graph, plain: Plain) -> None:
    """Every rejected role comes with its grounds, and nobody with a role in the event is listed for it."""
    took_part = {(plain(r["through"]), plain(r["event"])) for r in graph.query("countries-in-events")}
    for row in graph.query("mentioned-only"):
        assert (plain(row["party"]), plain(row["not_in"])) not in took_part
        assert row["not_in"] is None or (row["why"] and plain(row["status"]) == "rejected")


# --- Who spoke for whom? ---------------------------------------------------------------------------------------------

SPOKE_STATED: set[Row] = {
    (VISIT_2016, POLICE_BOARD, POLICE_BOARD, "stated"),
    (MEETING_2019, POPOV, MVD_INTERNATIONAL, "stated"),
    (MEETING_2019, ZAIKOV, MVD_MURMANSK, "stated"),
    (TRAINING_2021, "person/yusuf-kurbonov", UNODC, "stated"),
    (TRAINING_2021, "person/naweed-riaz", "org/unodc-programme-office-in-kazakhstan", "stated"),
    (WORKSHOP_2023, "person/john-macgregor", "org/osce-centre-in-ashgabat", "stated"),
    *(
        (WORKSHOP_2023, org, org, "stated")
        for org in (UNODC, "org/osce-transnational-threats-department", "org/bomca", "org/cadap", "org/caricc")
    ),
    (WORKSHOP_2023, ITALIANS, None, "stated"),
    (WORKSHOP_2023, TURKS, None, "stated"),
}
SPOKE = ("event", "speaker", "for", "status")


def test_speakers(graph: Graph, rows: Rows) -> None:
    """Five men spoke for the bodies of their titles, six bodies for themselves, two groups for none named."""
    assert rows(graph.query("speakers", view="stated"), *SPOKE) == SPOKE_STATED


def test_speakers_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the officials of the five countries presented in 2023, and in 2016 six of those who were met."""
    assert rows(graph.query("speakers"), *SPOKE) == SPOKE_STATED | {
        *((VISIT_2016, org, org, "inferred") for org in (CUSTOMS, BORDER_GUARD, POLICE)),
        *((VISIT_2016, org, org, "inferred") for org in (INTERIOR, COAST_ACADEMY, CUSTOMS_SCHOOL)),
        *((WORKSHOP_2023, OF_2023[code], None, "inferred") for code in ("KZ", "KG", "TJ", "UZ")),
        (WORKSHOP_2023, OF_2023["TM"], TURKMEN_BORDER, "inferred"),
    }


def test_speakers_for_one_organization(graph: Graph, rows: Rows) -> None:
    """For UNODC spoke its coordinator in 2021 and its representatives in 2023, not the head of its Kazakh office."""
    table = graph.query("speakers", org="UNODC", event=ANY, view="stated")
    assert rows(table, "event", "speaker", "how") == {
        (TRAINING_2021, "person/yusuf-kurbonov", "member"),
        (WORKSHOP_2023, UNODC, "itself"),
    }
