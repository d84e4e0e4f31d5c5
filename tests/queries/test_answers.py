"""What the saved queries answer, worked out by hand from the five source texts.

Sources: 000 IOM, Turkmen officers in Finland (2016); 001 first meeting of the Finland-Norway-Russia group (2019);
002 UNODC, training for Central Asia (April of an unnamed year, 2021); 003 OSCE, Tajik officials in Finland (2013);
004 OSCE and UNODC, workshop in Turkmenistan (2023).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from coopgraph import Graph
from coopgraph.network import load
from coopgraph.queries import ANY, library
from coopgraph.table import Cell, Thing

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
MEETING_2019 = "event/2019-finland-norway-russia-first-meeting"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
TURKMEN_CUSTOMS = "project/reinforcing-customs-capacities-in-turkmenistan-phase-2"
TURKMEN_BORDER = "project/osce-strengthening-state-border-service-capacities-of-turkmenistan"
COMPONENT = "project/unodc-cross-border-cooperation-component"
SUB_PROGRAMME = "project/unodc-central-asia-sub-programme-1"
PROGRAMME = "project/unodc-programme-for-central-asia"
PCB = "project/pcb-cooperation-in-finland"

JAPAN, INL, OSCE, UNODC = "org/government-of-japan", "org/inl", "org/osce", "org/unodc"
CUSTOMS, BORDER_GUARD, POLICE = "org/finnish-customs", "org/finnish-border-guard", "org/finnish-police"
OSCE_ASHGABAT, OSCE_TAJIKISTAN = "org/osce-centre-in-ashgabat", "org/osce-office-in-tajikistan"
OCEEA = "org/osce-office-of-the-coordinator-of-economic-and-environmental-activities"
IOM_HELSINKI, IOM_TURKMENISTAN = "org/iom-helsinki", "org/iom-turkmenistan"
TURKMEN_2016 = "delegation/2016-turkmen-law-enforcement-officers"
TURKMEN_2021 = "delegation/2021-turkmen-border-and-customs-officers"
TURKMEN_2023 = "delegation/2023-turkmen-border-and-anti-drug-officials"
TAJIK_2013 = "delegation/2013-tajik-customs-and-trade-officials"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]


# --- Which organizations cooperate with Finnish Customs, and through which events? -----------------------------------

PARTNERS_STATED: set[Row] = {
    (IOM_HELSINKI, VISIT_2016, "engage", "stated"),
    (IOM_TURKMENISTAN, VISIT_2016, "engage", "stated"),
    (OSCE, VISIT_2013, "co-lead", "stated"),
    (OSCE_TAJIKISTAN, VISIT_2013, "engage", "stated"),
    (OCEEA, VISIT_2013, "engage", "stated"),
}
PARTNERS_INFERRED: set[Row] = {
    ("org/customs-service-of-turkmenistan", VISIT_2016, "deliver", "inferred"),
    (BORDER_GUARD, PCB, "co-member", "inferred"),
    (POLICE, PCB, "co-member", "inferred"),
}


def test_partners_of_finnish_customs(graph: Graph, rows: Rows) -> None:
    """Finnish Customs met those whom two IOM offices sent in 2016 and hosted a visit of OSCE and two of its offices."""
    table = graph.query("partners", org="Finnish Customs", view="stated")
    assert rows(table, "partner", "activity", "kinds", "status") == PARTNERS_STATED


def test_partners_of_finnish_customs_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the customs of Turkmenistan learned from it, and Police and Border Guard run joint centres with it."""
    table = graph.query("partners", org="Finnish Customs")
    assert rows(table, "partner", "activity", "kinds", "status") == PARTNERS_STATED | PARTNERS_INFERRED


def test_roles_that_tie_partners(graph: Graph, plain: Plain) -> None:
    """What ties Finnish Customs to OSCE is that the one hosted what the other organized."""
    table = graph.query("partners", org="Finnish Customs", view="stated")
    of_osce = [r for r in table if isinstance(r["partner"], Thing) and r["partner"].id == OSCE]
    assert [(plain(r["roles"]), plain(r["partner_roles"])) for r in of_osce] == [("host", "organizer")]


def test_no_tie_of_those_who_were_only_visited_together(graph: Graph, plain: Plain) -> None:
    """The A-Clinic Foundation and the Finnish Border Guard met the same visitors, which does not tie the two."""
    for view in ("stated", "inferred"):
        partners = graph.query("partners", org="A-Clinic Foundation", view=view)["partner"]
        assert BORDER_GUARD not in {plain(p) for p in partners}
        assert {IOM_HELSINKI, IOM_TURKMENISTAN} <= {plain(p) for p in partners}


def test_no_tie_to_an_own_ancestor_in_the_stated_view(graph: Graph, plain: Plain) -> None:
    """OSCE organized and a department of its Secretariat spoke in 2023: no tie, though half of the link is inferred."""
    for view in ("stated", "inferred"):
        partners = {plain(p) for p in graph.query("partners", org="OSCE", view=view)["partner"]}
        assert "org/osce-transnational-threats-department" not in partners
        assert UNODC in partners


@pytest.mark.parametrize("view", ["stated", "inferred"])
def test_partners_are_the_ties_of_the_network(view: str, graph: Graph, rows: Rows, plain: Plain) -> None:
    """The query finds the ties of the network, activity by activity, from both ends, and their kinds."""
    ties = {
        (f"org/{a}", f"org/{b}", c.activity.iri.rpartition("/id/")[2]): c.kind
        for tie in graph.network(view).ties
        for c in tie.contributions
        for a, b in ((tie.source, tie.target), (tie.target, tie.source))
    }
    table = graph.query("partners", org=ANY, view=view)
    assert rows(table, "org", "partner", "activity") == set(ties)
    kinds = {(plain(r["org"]), plain(r["partner"]), plain(r["activity"])): r["kinds"] for r in table}
    for key, kind in ties.items():
        found = kinds[key]
        assert isinstance(found, tuple)
        assert kind in found


def test_partners_hold_to_the_default_definition() -> None:
    """The pairs of role classes in the query are those of the default definition, in both orders."""
    written = re.findall(r'\("(\w)" "(\w)" "([\w-]+)"\)', library()["partners"].text)
    pairs = {(*classes, p.kind) for p in load("default").pairs for classes in (p.classes, p.classes[::-1])}
    assert len(written) == len(set(written))
    assert set(written) == pairs


def test_an_organization_without_partners(graph: Graph) -> None:
    """A site that only republished a report has no partners; the empty answer says what that means."""
    table = graph.query("partners", org="MIL-OSI")
    assert len(table) == 0
    assert table.note.startswith(library()["partners"].empty)


# --- Who organizes with whom? ----------------------------------------------------------------------------------------


def test_co_organizers(graph: Graph, rows: Rows) -> None:
    """Two IOM offices organized the visit of 2016 jointly, and OSCE and UNODC the workshop of 2023."""
    assert rows(graph.query("co-organizers", view="stated"), "organizer", "with", "activity", "status") == {
        (IOM_HELSINKI, IOM_TURKMENISTAN, VISIT_2016, "stated"),
        (OSCE, UNODC, WORKSHOP_2023, "stated"),
    }


def test_co_organizers_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the Centre in Ashgabat, whose project it was, organized with UNODC; OSCE is its own parent."""
    assert rows(graph.query("co-organizers", org="UNODC"), "organizer", "with", "activity", "status") == {
        (OSCE, UNODC, WORKSHOP_2023, "stated"),
        (OSCE_ASHGABAT, UNODC, WORKSHOP_2023, "inferred"),
    }


def test_a_host_is_no_organizer(graph: Graph) -> None:
    """Finnish Customs hosted and is nowhere called an organizer; the empty answer says what it means."""
    table = graph.query("co-organizers", org="Finnish Customs")
    assert len(table) == 0
    assert table.note.startswith(library()["co-organizers"].empty.strip())


# --- Who funds what, at which level, and in which country? -----------------------------------------------------------

FUNDING_STATED: set[Row] = {
    (INL, TURKMEN_CUSTOMS, "project", "TM", "stated"),
    (JAPAN, COMPONENT, "component", "KG KZ TJ TM UZ", "stated"),
    (JAPAN, WORKSHOP_2023, "event", "TM", "stated"),
}
FUNDING_INFERRED: set[Row] = {
    (INL, VISIT_2016, "event", "FI", "inferred"),
    (JAPAN, TRAINING_2021, "event", "KZ", "inferred"),
}


def test_who_funds_what(graph: Graph, rows: Rows) -> None:
    """INL funds a project; Japan funds a component of a programme, and the workshop of 2023 itself."""
    table = graph.query("who-funds-what", view="stated")
    assert rows(table, "funder", "activity", "level", "countries", "status") == FUNDING_STATED


def test_who_funds_what_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the money reaches the visit and the training that were held under what is funded."""
    table = graph.query("who-funds-what")
    assert rows(table, "funder", "activity", "level", "countries", "status") == FUNDING_STATED | FUNDING_INFERRED


@pytest.mark.parametrize(
    ("funder", "country", "activities"),
    [
        (ANY, "FI", {VISIT_2016}),
        (ANY, "Kazakhstan", {COMPONENT, TRAINING_2021}),
        ("INL", "TM", {TURKMEN_CUSTOMS}),
        ("Government of Japan", "TM", {COMPONENT, WORKSHOP_2023}),
        ("INL", "RU", set()),
    ],
)
def test_who_funds_what_of_one_funder_or_country(
    funder: str, country: str, activities: set[str], graph: Graph, plain: Plain
) -> None:
    """A funder or a country narrows the answer; a country does not shorten the list of countries of a project."""
    table = graph.query("who-funds-what", funder=funder, country=country)
    assert {plain(a) for a in table["activity"]} == activities
    for row in table:
        if plain(row["activity"]) == COMPONENT:
            assert plain(row["countries"]) == "KG KZ TJ TM UZ"


def test_support_without_money_is_no_funding(graph: Graph) -> None:
    """The OSCE offices that supported the visit of 2013 are no funders: no money is mentioned."""
    for name in ("OSCE", "OSCE Office in Tajikistan", "OCEEA"):
        assert len(graph.query("who-funds-what", funder=name)) == 0


# --- What does the Government of Japan support, through whom? --------------------------------------------------------

THROUGH_STATED: set[Row] = {
    (COMPONENT, "stated", None, None, None, None),  # who carries out the UNODC component is not said in so many words
    (WORKSHOP_2023, "stated", OSCE, "organizer", WORKSHOP_2023, "stated"),
    (WORKSHOP_2023, "stated", UNODC, "co-organizer", WORKSHOP_2023, "stated"),
}
THROUGH_INFERRED: set[Row] = {
    *((COMPONENT, "stated", UNODC, "implementer", of, "inferred") for of in (COMPONENT, SUB_PROGRAMME, PROGRAMME)),
    *(
        (TRAINING_2021, "inferred", UNODC, "implementer", of, "inferred")
        for of in (COMPONENT, SUB_PROGRAMME, PROGRAMME)
    ),
    (TRAINING_2021, "inferred", UNODC, "organizer", TRAINING_2021, "stated"),
    (WORKSHOP_2023, "stated", OSCE, "organizer", WORKSHOP_2023, "stated"),
    (WORKSHOP_2023, "stated", UNODC, "co-organizer", WORKSHOP_2023, "stated"),
    (WORKSHOP_2023, "stated", OSCE_ASHGABAT, "organizer", WORKSHOP_2023, "inferred"),
    (WORKSHOP_2023, "stated", OSCE_ASHGABAT, "implementer", TURKMEN_BORDER, "inferred"),
}
THROUGH = ("activity", "status", "through", "role", "of", "through_status")


def test_supported_by_japan(graph: Graph, rows: Rows) -> None:
    """Japan pays for a component, and for the workshop through OSCE and UNODC, who organized it."""
    assert rows(graph.query("supported-by", view="stated"), *THROUGH) == THROUGH_STATED


def test_supported_by_japan_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: UNODC carries the component out, as part of its programme; the OSCE Centre in Ashgabat its project."""
    assert rows(graph.query("supported-by", funder="Government of Japan"), *THROUGH) == THROUGH_INFERRED


def test_supported_by_inl(graph: Graph, plain: Plain) -> None:
    """The money of INL for the visit goes through the two IOM offices that organized it jointly."""
    table = graph.query("supported-by", funder="INL")
    assert {plain(r["through"]) for r in table if plain(r["of"]) == VISIT_2016} == {IOM_HELSINKI, IOM_TURKMENISTAN}


# --- Which border crossing points were visited or served, by whom? ---------------------------------------------------

CROSSINGS_STATED: set[Row] = {
    ("bcp/helsinki-vantaa-airport", "FI", "visited", TURKMEN_2016, VISIT_2016, "stated"),
    ("bcp/imatra", "FI", "visited", TURKMEN_2016, VISIT_2016, "stated"),
    ("bcp/vuosaari-harbour", "FI", "visited", TURKMEN_2016, VISIT_2016, "stated"),
    ("bcp/vaalimaa", "FI", "visited", TAJIK_2013, VISIT_2013, "stated"),
    ("bcp/altynkol-zhol", "KZ", "operated", "org/department-of-state-revenues-in-almaty-region", None, "stated"),
}
SEEN_TOGETHER = ("bcp/helsinki-vantaa-airport", "bcp/imatra", "bcp/vuosaari-harbour")
CROSSINGS_INFERRED: set[Row] = {
    *(
        (crossing, "FI", "operated", by, None, "inferred")
        for crossing in SEEN_TOGETHER
        for by in (CUSTOMS, BORDER_GUARD)
    ),
    ("bcp/vaalimaa", "FI", "operated", CUSTOMS, None, "inferred"),
}
CROSSINGS = ("crossing", "country", "how", "by", "event", "status")


def test_crossings(graph: Graph, rows: Rows) -> None:
    """Turkmen officers saw a harbour, a land crossing and an airport, Tajik officials Vaalimaa; one is operated."""
    assert rows(graph.query("crossings", view="stated"), *CROSSINGS) == CROSSINGS_STATED


def test_crossings_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: Finnish Customs and Border Guard work where their tools were shown; Customs, the host, at Vaalimaa."""
    assert rows(graph.query("crossings"), *CROSSINGS) == CROSSINGS_STATED | CROSSINGS_INFERRED


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        # 003 says eastern border with Russia; 000 says land crossing point in Imatra; the rest goes without saying
        (
            "stated",
            {
                ("bcp/helsinki-vantaa-airport", "", ""),
                ("bcp/imatra", "land", ""),
                ("bcp/vaalimaa", "", "RU"),
                ("bcp/vuosaari-harbour", "", ""),
            },
        ),
        (
            "inferred",
            {
                ("bcp/helsinki-vantaa-airport", "air", ""),
                ("bcp/imatra", "land", "RU"),
                ("bcp/vaalimaa", "land road", "RU"),
                ("bcp/vuosaari-harbour", "sea", ""),
            },
        ),
    ],
)
def test_modes_and_neighbours_of_crossings(view: str, expected: set[Row], graph: Graph, plain: Plain) -> None:
    """That Vaalimaa borders on Russia is stated, and that Imatra is a land crossing; other modes are inferred."""
    table = graph.query("crossings", country="Finland", view=view)
    assert {tuple(plain(r[c]) for c in ("crossing", "modes", "neighbours")) for r in table} == expected


def test_no_crossing_of_norway(graph: Graph) -> None:
    """No crossing of Norway is named, and the empty answer says what that means."""
    table = graph.query("crossings", country="NO")
    assert len(table) == 0
    assert table.note.startswith(library()["crossings"].empty.strip())


# --- In which events did Turkmenistan take part? ---------------------------------------------------------------------


def test_events_of_turkmenistan(graph: Graph, rows: Rows) -> None:
    """Turkmenistan took part in three events, each time through officials whose agencies are not named."""
    table = graph.query("events-of-country", view="stated")
    assert rows(table, "event", "through", "role", "first", "last", "when", "status") == {
        # the dateline is the day of the report: what follows from it for the visit is inferred
        (VISIT_2016, TURKMEN_2016, "participant", None, None, None, "stated"),
        (VISIT_2016, TURKMEN_2016, "beneficiary", None, None, None, "stated"),
        (TRAINING_2021, TURKMEN_2021, "participant", None, None, "XXXX-04-19/XXXX-04-23", "stated"),
        (WORKSHOP_2023, TURKMEN_2023, "participant", None, "2023-03-29", None, "stated"),
    }


def test_events_of_turkmenistan_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: its customs were to benefit in 2016, its officials presented in 2023, and the missing days follow."""
    table = graph.query("events-of-country", country="Turkmenistan")
    of_2016 = (None, "2016-11-05", "[..2016-11-05]")
    of_2023 = ("2023-03-28", "2023-03-29", "2023-03-28/2023-03-29")
    assert rows(table, "event", "through", "role", "first", "last", "when", "status") == {
        (VISIT_2016, TURKMEN_2016, "participant", *of_2016, "stated"),
        (VISIT_2016, TURKMEN_2016, "beneficiary", *of_2016, "stated"),
        (VISIT_2016, "org/customs-service-of-turkmenistan", "beneficiary", *of_2016, "inferred"),
        (TRAINING_2021, TURKMEN_2021, "participant", "2021-04-19", "2021-04-23", "XXXX-04-19/XXXX-04-23", "stated"),
        (WORKSHOP_2023, TURKMEN_2023, "participant", *of_2023, "stated"),
        (WORKSHOP_2023, TURKMEN_2023, "speaker", *of_2023, "inferred"),
    }


@pytest.mark.parametrize(
    ("country", "events"),
    [
        ("FI", {VISIT_2013, VISIT_2016, MEETING_2019}),
        ("NO", {MEETING_2019}),
        ("RU", {MEETING_2019}),
        ("TJ", {VISIT_2013, TRAINING_2021, WORKSHOP_2023}),
        ("UZ", {TRAINING_2021, WORKSHOP_2023}),
        ("IT", {WORKSHOP_2023}),
        ("JP", {WORKSHOP_2023}),  # as the funder
    ],
)
def test_events_of_other_countries(country: str, events: set[str], graph: Graph, plain: Plain) -> None:
    """The stated events of other countries are those in which the texts name their bodies or officials."""
    assert {plain(e) for e in graph.query("events-of-country", country=country, view="stated")["event"]} == events


def test_offices_in_a_country_are_not_the_country(graph: Graph, plain: Plain) -> None:
    """The OSCE Centre in Ashgabat and the IOM office in Turkmenistan never stand for Turkmenistan."""
    through = {plain(t) for t in graph.query("events-of-country", country="TM")["through"]}
    assert not through & {OSCE_ASHGABAT, IOM_TURKMENISTAN}
