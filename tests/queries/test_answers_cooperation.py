"""What the saved queries say of cooperation over time and of its formats, worked out by hand from the source texts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from coopgraph import Graph
from coopgraph.queries import ANY, library
from coopgraph.table import Cell

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
MEETING_2019 = "event/2019-finland-norway-russia-first-meeting"
TRAINING_2021 = "event/2021-unodc-central-asia-training"
WORKSHOP_2023 = "event/2023-osce-unodc-drug-workshop"
CUSTOMS, BORDER_GUARD, POLICE = "org/finnish-customs", "org/finnish-border-guard", "org/finnish-police"
TURKMEN_CUSTOMS, KYRGYZ_CUSTOMS = "org/customs-service-of-turkmenistan", "org/state-customs-service-of-kyrgyzstan"
TAJIK_2013 = "delegation/2013-tajik-customs-and-trade-officials"
TURKMEN_2016 = "delegation/2016-turkmen-law-enforcement-officers"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]


# --- How did cooperation change over time? ---------------------------------------------------------------------------

BY_YEAR = ("year", "event", "organizations", "delegations", "countries", "status")


def test_cooperation_by_year(graph: Graph, rows: Rows) -> None:
    """Three texts give the year of the event; one gives days without a year, one only the day of the report."""
    assert rows(graph.query("cooperation-by-year", view="stated"), *BY_YEAR) == {
        # OSCE and two of its offices, Finnish Customs, its risk centre and its school
        ("2013", VISIT_2013, 6, 1, "FI TJ", "stated"),
        # two IOM offices, three services, a foundation, a ministry, a police board, two schools
        (None, VISIT_2016, 10, 1, "FI TM", None),
        ("2019", MEETING_2019, 6, 2, "FI NO RU", "stated"),
        # UNODC and the academy
        (None, TRAINING_2021, 2, 5, "KG KZ TJ TM UZ", None),
        # two organizers, a funder, a department, two programmes and a centre
        ("2023", WORKSHOP_2023, 7, 7, "IT JP KG KZ TJ TM TR UZ", "stated"),
    }


def test_cooperation_by_year_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: two years, two funders, and services that officers, speakers and projects give away."""
    assert rows(graph.query("cooperation-by-year"), *BY_YEAR) == {
        ("2013", VISIT_2013, 6, 1, "FI TJ", "stated"),
        ("2016", VISIT_2016, 10 + 2, 1, "FI TM US", "inferred"),  # + INL, the customs of Turkmenistan
        ("2019", MEETING_2019, 6 + 1, 2, "FI NO RU", "stated"),  # + an administration of the ministry
        ("2021", TRAINING_2021, 2 + 4, 5, "JP KG KZ TJ TM UZ", "inferred"),  # + Japan, three services of the quoted
        ("2023", WORKSHOP_2023, 7 + 1, 7, "IT JP KG KZ TJ TM TR UZ", "stated"),  # + the centre in Ashgabat
    }


def test_years_of_one_country(graph: Graph, plain: Plain) -> None:
    """Tajikistan was there in 2013, 2021 and 2023; the other countries of those events still count."""
    table = graph.query("cooperation-by-year", country="TJ")
    assert {(plain(r["year"]), plain(r["countries"])) for r in table} == {
        ("2013", "FI TJ"),
        ("2021", "JP KG KZ TJ TM UZ"),
        ("2023", "IT JP KG KZ TJ TM TR UZ"),
    }


# --- Which ties vanish if inferred claims are left out? --------------------------------------------------------------


def test_inferred_ties_are_the_difference_of_two_networks(graph: Graph, plain: Plain) -> None:
    """The ties that rest on inference alone are those of the network with inferred that the stated one lacks."""
    stated, inferred = (
        {frozenset((f"org/{tie.source}", f"org/{tie.target}")) for tie in graph.network(view).ties}
        for view in ("stated", "inferred")
    )
    found = {frozenset((plain(r["one"]), plain(r["partner"]))) for r in graph.query("inferred-ties", org=ANY)}
    assert found == inferred - stated
    assert found


def test_inferred_ties_of_finnish_customs(graph: Graph, rows: Rows) -> None:
    """Without inference Finnish Customs loses the customs of Turkmenistan, Police and Border Guard."""
    table = graph.query("inferred-ties", org="Finnish Customs")
    assert rows(table, "one", "partner", "kinds") == {
        (TURKMEN_CUSTOMS, CUSTOMS, "deliver"),
        (BORDER_GUARD, CUSTOMS, "co-member"),
        (CUSTOMS, POLICE, "co-member"),
    }


def test_no_tie_of_the_stated_view_is_inferred(graph: Graph) -> None:
    """In view stated nothing rests on inference, and the empty answer says so."""
    table = graph.query("inferred-ties", view="stated")
    assert len(table) == 0
    assert table.note.startswith(library()["inferred-ties"].empty)


@pytest.mark.parametrize("name", ["inferred-ties", "customs-services"])
def test_pairs_of_roles_are_those_of_partners(name: str) -> None:
    """The table of role pairs is the same in every query that has one."""
    tables = [re.findall(r'\("(\w)" "(\w)" "([\w-]+)"\)', library()[n].text) for n in (name, "partners")]
    assert tables[0] == tables[1]


# --- Which cooperation formats exist, with which members? ------------------------------------------------------------

FNR = "project/finland-norway-russia-group"
MURMANSK = "project/murmansk-finnish-police-cross-border-cooperation"
PCB = "project/pcb-cooperation-in-finland"
BALTIC = "org/group-of-personal-representatives-of-the-baltic-sea-states"
FORMATS_STATED: set[Row] = {
    *((FNR, country, "cg:memberCountry", "stated") for country in ("FI", "NO", "RU")),
    (MURMANSK, POLICE, "partner", "stated"),
    (BALTIC, None, None, None),  # its members are not named
}


def test_formats(graph: Graph, rows: Rows) -> None:
    """Three countries form a group; the Finnish police cooperates across a border; two name no member."""
    table = graph.query("formats", view="stated")
    assert rows(table, "format", "member", "as", "status") == FORMATS_STATED | {(PCB, None, None, None)}


def test_formats_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: three Finnish services run the joint centres, and Murmansk's police is the other side."""
    assert rows(graph.query("formats"), "format", "member", "as", "status") == FORMATS_STATED | {
        (MURMANSK, "org/mvd-russia-murmansk-region", "partner", "inferred"),
        *((PCB, service, "member", "inferred") for service in (POLICE, CUSTOMS, BORDER_GUARD)),
    }


def test_formats_of_a_member(graph: Graph, plain: Plain) -> None:
    """Norway is in one format, the Finnish Police in two."""
    assert {plain(f) for f in graph.query("formats", of="NO")["format"]} == {FNR}
    assert {plain(f) for f in graph.query("formats", of="Finnish Police")["format"]} == {MURMANSK, PCB}


# --- Which customs services deal with each other directly? -----------------------------------------------------------

SERVICES = ("service", "with", "of", "activity", "status")


def test_customs_services(graph: Graph, rows: Rows) -> None:
    """What the texts say in so many words: Finnish Customs hosted customs officials of Tajikistan."""
    assert rows(graph.query("customs-services", view="stated"), *SERVICES) == {
        (CUSTOMS, TAJIK_2013, "", VISIT_2013, "stated")
    }


def test_customs_services_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the officers of 2016 were of the customs of Turkmenistan; Kyrgyz customs was among officers of 2021."""
    of_2021 = ("kazakh", "tajik", "turkmen", "uzbek")
    assert rows(graph.query("customs-services"), *SERVICES) == {
        (CUSTOMS, TAJIK_2013, "", VISIT_2013, "stated"),
        (CUSTOMS, TURKMEN_2016, TURKMEN_CUSTOMS, VISIT_2016, "inferred"),
        (CUSTOMS, TURKMEN_CUSTOMS, "", VISIT_2016, "inferred"),
        (TURKMEN_CUSTOMS, CUSTOMS, "", VISIT_2016, "inferred"),
        *(
            (KYRGYZ_CUSTOMS, f"delegation/2021-{w}-border-and-customs-officers", "", TRAINING_2021, "inferred")
            for w in of_2021
        ),
    }


@pytest.mark.parametrize("service", ["Federal Customs Service of Russia", "Norwegian Customs"])
def test_talk_of_customs_is_no_dealing(service: str, graph: Graph) -> None:
    """In Murmansk customs cooperation was a topic, and only Russian customs was there; the empty answer says so."""
    table = graph.query("customs-services", service=service)
    assert len(table) == 0
    assert table.note.startswith(library()["customs-services"].empty)
