"""What the saved queries say of who took part, worked out by hand from the five source texts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from coopgraph import Graph
from coopgraph.queries import library
from coopgraph.table import Cell

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
MEETING_2019 = "event/2019-finland-norway-russia-first-meeting"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
CUSTOMS, BORDER_GUARD, POLICE = "org/finnish-customs", "org/finnish-border-guard", "org/finnish-police"
INTERIOR, POLICE_BOARD = "org/ministry-of-the-interior-of-finland", "org/national-police-board-of-finland"
A_CLINIC, CUSTOMS_SCHOOL = "org/a-clinic-foundation", "org/finnish-customs-school"
COAST_ACADEMY = "org/border-and-coast-guard-academy"
RISK_CENTRE = "org/finnish-customs-national-risk-analysis-centre"
KAZAKH_ACADEMY = "org/border-guards-service-academy-of-kazakhstan"
KYRGYZ_CUSTOMS, KYRGYZ_BORDER = "org/state-customs-service-of-kyrgyzstan", "org/border-service-of-kyrgyzstan"
ALMATY_REVENUES = "org/department-of-state-revenues-in-almaty-region"
TURKMEN_CUSTOMS, TURKMEN_BORDER = "org/customs-service-of-turkmenistan", "org/state-border-service-of-turkmenistan"
MVD, MVD_MURMANSK, MVD_KARELIA = "org/mvd-russia", "org/mvd-russia-murmansk-region", "org/mvd-karelia"
MVD_PETERSBURG = "org/mvd-russia-saint-petersburg-and-leningrad-region"
MVD_INTERNATIONAL = "org/mvd-russia-administration-for-international-cooperation"
FCS, MFA = "org/federal-customs-service-of-russia", "org/ministry-of-foreign-affairs-of-russia"
IOM_HELSINKI, UNODC, JAPAN, INL = "org/iom-helsinki", "org/unodc", "org/government-of-japan", "org/inl"
TAJIK_2013 = "delegation/2013-tajik-customs-and-trade-officials"
TURKMEN_2016 = "delegation/2016-turkmen-law-enforcement-officers"
FINNISH_2019, NORWEGIAN_2019 = "delegation/2019-finnish-policemen", "delegation/2019-norwegian-policemen"
ADJECTIVES = {"KZ": "kazakh", "KG": "kyrgyz", "TJ": "tajik", "TM": "turkmen", "UZ": "uzbek"}
OF_2021 = {code: f"delegation/2021-{word}-border-and-customs-officers" for code, word in ADJECTIVES.items()}
OF_2023 = {code: f"delegation/2023-{word}-border-and-anti-drug-officials" for code, word in ADJECTIVES.items()}
ITALIANS, TURKS = "delegation/2023-experts-from-italy", "delegation/2023-experts-from-turkiye"
KRIVANS, KHRISTIY, OSPANOV = "person/lauris-krivans", "person/vitaly-khristiy", "person/yerzhan-ospanov"
POPOV, ZAIKOV = "person/pyotr-popov", "person/vitaly-zaikov"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]


# --- Through whom did each country take part in each event? ----------------------------------------------------------

THROUGH_STATED: dict[tuple[str, str], set[str]] = {
    (VISIT_2013, "FI"): {CUSTOMS, RISK_CENTRE, CUSTOMS_SCHOOL},
    (VISIT_2013, "TJ"): {TAJIK_2013},
    (VISIT_2016, "FI"): {
        CUSTOMS, BORDER_GUARD, POLICE, POLICE_BOARD, INTERIOR, A_CLINIC, COAST_ACADEMY, CUSTOMS_SCHOOL
    },
    (VISIT_2016, "TM"): {TURKMEN_2016},
    (MEETING_2019, "FI"): {FINNISH_2019},
    (MEETING_2019, "NO"): {NORWEGIAN_2019},
    # two men spoke whose offices the text names; their own bodies attended, of one this is inferred
    (MEETING_2019, "RU"): {MVD, FCS, MFA, MVD_KARELIA, MVD_PETERSBURG, MVD_MURMANSK, POPOV, ZAIKOV},
    **{(TRAINING_2021, code): {party} for code, party in OF_2021.items()},
    (TRAINING_2021, "KZ"): {OF_2021["KZ"], KAZAKH_ACADEMY},
    **{(WORKSHOP_2023, code): {party} for code, party in OF_2023.items()},
    (WORKSHOP_2023, "IT"): {ITALIANS},
    (WORKSHOP_2023, "TR"): {TURKS},
    (WORKSHOP_2023, "JP"): {JAPAN},
}  # fmt: skip
THROUGH_INFERRED: dict[tuple[str, str], set[str]] = {
    (VISIT_2016, "TM"): {TURKMEN_CUSTOMS},
    (VISIT_2016, "US"): {INL},
    (MEETING_2019, "RU"): {MVD_INTERNATIONAL},
    (TRAINING_2021, "KG"): {KYRGYZ_CUSTOMS, KYRGYZ_BORDER},
    (TRAINING_2021, "KZ"): {ALMATY_REVENUES, KHRISTIY, OSPANOV},
    (TRAINING_2021, "JP"): {JAPAN},
}


def through(expected: dict[tuple[str, str], set[str]], status: str) -> set[Row]:
    return {(event, country, party, status) for (event, country), parties in expected.items() for party in parties}


def test_countries_in_events(graph: Graph, rows: Rows) -> None:
    """Stated: whom the texts name, or count by country, of each country in each event."""
    table = graph.query("countries-in-events", view="stated")
    assert rows(table, "event", "country", "through", "status") == through(THROUGH_STATED, "stated")


def test_countries_in_events_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the services of those who are quoted, the money, and the trainers of the Kazakh academy."""
    expected = through(THROUGH_STATED, "stated") | through(THROUGH_INFERRED, "inferred")
    assert rows(graph.query("countries-in-events"), "event", "country", "through", "status") == expected


def test_countries_joined_online_or_in_the_room(graph: Graph, plain: Plain) -> None:
    """In 2021 three countries joined online and two were in the room."""
    table = graph.query("countries-in-events", event=TRAINING_2021, view="stated")
    modes = {plain(r["country"]): plain(r["modes"]) for r in table if plain(r["through"]) in OF_2021.values()}
    online, room = "attendance-mode/online", "attendance-mode/in-person"
    assert modes == {"TJ": online, "TM": online, "UZ": online, "KZ": room, "KG": room}


def test_a_country_that_is_not_on_record(graph: Graph) -> None:
    """No body of Sweden took part in anything, and the empty answer says what that means."""
    table = graph.query("countries-in-events", country="SE")
    assert len(table) == 0
    assert table.note.startswith(library()["countries-in-events"].empty)


# --- Which participants have no named organization? ------------------------------------------------------------------

DELEGATIONS = {
    (VISIT_2013, TAJIK_2013, "TJ"),
    (VISIT_2016, TURKMEN_2016, "TM"),
    (MEETING_2019, FINNISH_2019, "FI"),
    (MEETING_2019, NORWEGIAN_2019, "NO"),
    *((TRAINING_2021, party, code) for code, party in OF_2021.items()),
    *((WORKSHOP_2023, party, code) for code, party in OF_2023.items()),
    (WORKSHOP_2023, ITALIANS, "IT"),
    (WORKSHOP_2023, TURKS, "TR"),
}


def test_unnamed_participants(graph: Graph, rows: Rows) -> None:
    """Sixteen groups are known by country and occupation, and no text says where the three named trainers work."""
    trainers = {(TRAINING_2021, person, None) for person in (KRIVANS, KHRISTIY, OSPANOV)}
    table = graph.query("unnamed-participants", view="stated")
    assert rows(table, "event", "party", "country") == DELEGATIONS | trainers
    assert not any(table["perhaps"])


def test_unnamed_participants_with_inferred(graph: Graph, rows: Rows, plain: Plain) -> None:
    """Inferred: two trainers are of the academy, and six groups are taken to stand for known services."""
    table = graph.query("unnamed-participants")
    assert rows(table, "event", "party", "country") == DELEGATIONS | {(TRAINING_2021, KRIVANS, None)}
    assert {plain(r["party"]): plain(r["perhaps"]) for r in table if r["perhaps"]} == {
        TURKMEN_2016: TURKMEN_CUSTOMS,
        FINNISH_2019: POLICE,
        NORWEGIAN_2019: "org/norwegian-police",
        OF_2021["KZ"]: ALMATY_REVENUES,
        OF_2021["KG"]: f"{KYRGYZ_BORDER} {KYRGYZ_CUSTOMS}",
        OF_2023["TM"]: TURKMEN_BORDER,
    }


def test_unnamed_participants_of_one_country(graph: Graph, plain: Plain) -> None:
    """A country narrows the answer to its own groups, and a person without a country is of none."""
    table = graph.query("unnamed-participants", country="TM")
    assert {plain(p) for p in table["party"]} == {TURKMEN_2016, OF_2021["TM"], OF_2023["TM"]}


def test_how_many_unnamed_participants(graph: Graph, rows: Rows) -> None:
    """Only of the Turkmen delegation of 2016 does a text give the number: five."""
    table = graph.query("unnamed-participants", event=VISIT_2016)
    assert rows(table, "party", "number") == {(TURKMEN_2016, 5)}
    assert sum(number is not None for number in graph.query("unnamed-participants")["number"]) == 1


# --- Who trained whom? -----------------------------------------------------------------------------------------------

TRAINERS = (KAZAKH_ACADEMY, KRIVANS, KHRISTIY, OSPANOV)


def test_trainers(graph: Graph, rows: Rows) -> None:
    """An expert from Latvia, two named trainers and the Kazakh academy trained officers of five countries in 2021."""
    assert rows(graph.query("trainers", view="stated"), "event", "trainer", "trained", "status") == {
        (TRAINING_2021, trainer, trained, "stated") for trainer in TRAINERS for trained in OF_2021.values()
    }


def test_trainers_with_inferred(graph: Graph, rows: Rows, plain: Plain) -> None:
    """Inferred: the three services whose officers are quoted were trained; two trainers are of the academy."""
    table = graph.query("trainers")
    assert rows(table, "event", "trainer", "trained", "status") == {
        *((TRAINING_2021, by, whom, "stated") for by in TRAINERS for whom in OF_2021.values()),
        *(
            (TRAINING_2021, by, whom, "inferred")
            for by in TRAINERS
            for whom in (KYRGYZ_CUSTOMS, KYRGYZ_BORDER, ALMATY_REVENUES)
        ),
    }
    assert {(plain(r["trainer"]), plain(r["of"])) for r in table} == {
        (KAZAKH_ACADEMY, ""),
        (KRIVANS, ""),
        (KHRISTIY, KAZAKH_ACADEMY),
        (OSPANOV, KAZAKH_ACADEMY),
    }


def test_visited_schools_trained_nobody(graph: Graph) -> None:
    """The customs school was visited twice and trained nobody; the empty answer says what that means."""
    table = graph.query("trainers", trainer=CUSTOMS_SCHOOL)
    assert len(table) == 0
    assert table.note.startswith(library()["trainers"].empty)


# --- Which organizations have several roles in one event? ------------------------------------------------------------

SEVERAL_STATED: set[Row] = {
    (A_CLINIC, VISIT_2016, "role/counterpart role/visited-institution"),
    (IOM_HELSINKI, VISIT_2016, "role/co-organizer role/counterpart"),
    (UNODC, WORKSHOP_2023, "role/co-organizer role/partner role/speaker"),
}


def roles(cell: Cell) -> str:
    assert isinstance(cell, tuple)
    return " ".join(sorted(getattr(c, "id", str(c)) for c in cell))


def test_several_roles(graph: Graph, plain: Plain) -> None:
    """Stated: a foundation and IOM Helsinki in 2016; UNODC in 2023 in three roles."""
    table = graph.query("several-roles", view="stated")
    assert {(plain(r["org"]), plain(r["activity"]), roles(r["stated"])) for r in table} == SEVERAL_STATED
    assert {plain(s) for s in table["status"]} == {"stated"}


def test_several_roles_with_inferred(graph: Graph, plain: Plain) -> None:
    """Inferred: those who were met in 2016 also spoke or were visited, as far as the report lets one see."""
    table = graph.query("several-roles")
    stated = {(plain(r["org"]), plain(r["activity"]), roles(r["stated"])) for r in table if r["status"] is not None}
    assert stated >= SEVERAL_STATED
    assert {plain(r["org"]) for r in table if plain(r["status"]) == "inferred"} == {
        CUSTOMS, BORDER_GUARD, POLICE, INTERIOR, COAST_ACADEMY, CUSTOMS_SCHOOL
    }  # fmt: skip
    assert {plain(r["org"]): r["number"] for r in table}[IOM_HELSINKI] == 3


# --- How many people attended? ---------------------------------------------------------------------------------------


def test_headcounts(graph: Graph, rows: Rows) -> None:
    """The Turkmen delegation of 2016 was five; the workshop of 2023 had around a hundred."""
    assert rows(graph.query("headcounts", view="stated"), "event", "group", "count", "qualifier", "status") == {
        (VISIT_2016, TURKMEN_2016, 5, "count-qualifier/exact", "stated"),
        (WORKSHOP_2023, None, 100, "count-qualifier/about", "stated"),
    }


def test_headcounts_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the delegation of five was all who attended in 2016."""
    assert rows(graph.query("headcounts"), "event", "group", "count", "status") == {
        (VISIT_2016, None, 5, "inferred"),
        (VISIT_2016, TURKMEN_2016, 5, "stated"),
        (WORKSHOP_2023, None, 100, "stated"),
    }


def test_headcounts_of_a_group(graph: Graph, rows: Rows) -> None:
    """A group narrows the answer to itself; the number of the whole event is not its number."""
    assert rows(graph.query("headcounts", who=TURKMEN_2016), "group", "count") == {(TURKMEN_2016, 5)}


@pytest.mark.parametrize("event", [VISIT_2013, MEETING_2019, TRAINING_2021])
def test_no_headcount(event: str, graph: Graph) -> None:
    """Three texts give no number (five days are no five people), and the empty answer says what that means."""
    table = graph.query("headcounts", event=event)
    assert len(table) == 0
    assert table.note.startswith(library()["headcounts"].empty)


# --- Which Finnish institutions were visited by Central Asian delegations? -------------------------------------------

VISITED_STATED: set[Row] = {
    (RISK_CENTRE, TAJIK_2013, "TJ", VISIT_2013, "stated"),
    (CUSTOMS_SCHOOL, TAJIK_2013, "TJ", VISIT_2013, "stated"),
    (CUSTOMS_SCHOOL, TURKMEN_2016, "TM", VISIT_2016, "stated"),
    (COAST_ACADEMY, TURKMEN_2016, "TM", VISIT_2016, "stated"),
    (A_CLINIC, TURKMEN_2016, "TM", VISIT_2016, "stated"),
    (INTERIOR, TURKMEN_2016, "TM", VISIT_2016, "stated"),
}
VISITED = ("institution", "visitor", "visitor_country", "event", "status")


def test_visited_institutions(graph: Graph, rows: Rows) -> None:
    """Tajik officials saw a risk centre and the customs school, Turkmen officers two schools, a ministry, an NGO."""
    assert rows(graph.query("visited-institutions", view="stated"), *VISITED) == VISITED_STATED


def test_visited_institutions_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: Customs and Border Guard were visited where their tools were shown."""
    assert rows(graph.query("visited-institutions"), *VISITED) == VISITED_STATED | {
        (org, TURKMEN_2016, "TM", VISIT_2016, "inferred") for org in (CUSTOMS, BORDER_GUARD)
    }


def test_nobody_visited_institutions_of_kazakhstan(graph: Graph) -> None:
    """Nobody is said to have visited an institution of Kazakhstan; the empty answer says what that means."""
    table = graph.query("visited-institutions", country="KZ")
    assert len(table) == 0
    assert table.note.startswith(library()["visited-institutions"].empty)


# --- Which countries meet which countries? ---------------------------------------------------------------------------

MET: set[Row] = {
    ("FI", "TJ", VISIT_2013),
    ("FI", "TM", VISIT_2016),
    *((*pair, MEETING_2019) for pair in combinations(["FI", "NO", "RU"], 2)),  # 3
    *((*pair, TRAINING_2021) for pair in combinations(["KG", "KZ", "TJ", "TM", "UZ"], 2)),  # 10
    *((*pair, WORKSHOP_2023) for pair in combinations(["IT", "KG", "KZ", "TJ", "TM", "TR", "UZ"], 2)),  # 21
}


@pytest.mark.parametrize("view", ["stated", "inferred"])
def test_countries_that_met(view: str, graph: Graph, rows: Rows, plain: Plain) -> None:
    """Thirty-six times two countries met, all of them stated; those who only paid met nobody."""
    table = graph.query("countries-that-met", view=view)
    assert len(MET) == 1 + 1 + 3 + 10 + 21
    assert rows(table, "one", "other", "event") == MET
    assert {plain(s) for s in table["status"]} == {"stated"}


def test_countries_that_met_norway(graph: Graph, rows: Rows) -> None:
    """A country finds the pairs that it is in, on either side."""
    assert rows(graph.query("countries-that-met", country="NO"), "one", "other") == {("FI", "NO"), ("NO", "RU")}
