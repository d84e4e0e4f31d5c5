"""What the saved queries say of documents and organizations, worked out by hand from the five source texts."""

from __future__ import annotations

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
FNR = "project/finland-norway-russia-group"
MURMANSK = "project/murmansk-finnish-police-cross-border-cooperation"
TURKMEN_PROJECT = "project/reinforcing-customs-capacities-in-turkmenistan-phase-2"
BORDER_PROJECT = "project/osce-strengthening-state-border-service-capacities-of-turkmenistan"

PROTOCOL = "document/tripartite-protocol-2019"
PLAN = "document/plan-for-cross-border-cooperation-with-finnish-police"
SECURITY = "document/internal-security-strategy-of-finland"
DRUG_POLICY = "document/national-drug-policy-of-finland"
EU_STRATEGY = "document/eu-drugs-strategy-2013-2020"
HANDBOOK = "document/osce-unece-handbook-of-best-practices-at-border-crossings"
DECISION = "document/osce-permanent-council-decision-1048"
CONCEPT = "document/osce-concept-on-illicit-drugs-and-precursors"
GOVERNMENT = "org/government-of-finland"

IOM, IOM_HELSINKI, IOM_TURKMENISTAN = "org/iom", "org/iom-helsinki", "org/iom-turkmenistan"
OSCE, OSCE_ASHGABAT, OSCE_TAJIKISTAN = "org/osce", "org/osce-centre-in-ashgabat", "org/osce-office-in-tajikistan"
OSCE_DUSHANBE = "org/osce-programme-office-in-dushanbe"
UNODC, UNODC_KAZAKHSTAN = "org/unodc", "org/unodc-programme-office-in-kazakhstan"
KYRGYZ_CUSTOMS = "org/state-customs-service-of-kyrgyzstan"
KYRGYZ_MINISTRY = "org/ministry-of-economy-and-finance-of-kyrgyzstan"
COAST_ACADEMY, CUSTOMS_SCHOOL = "org/border-and-coast-guard-academy", "org/finnish-customs-school"
KAZAKH_ACADEMY = "org/border-guards-service-academy-of-kazakhstan"

Row = tuple[object, ...]
Rows = Callable[..., set[Row]]
Plain = Callable[[Cell], object]


# --- Which agreements came out of, or are cited by, events, and who signed? ------------------------------------------

AGREEMENTS_STATED: set[Row] = {
    (PROTOCOL, "outcome", MEETING_2019, None, "stated"),
    (PLAN, "cited", MEETING_2019, None, "stated"),
    (PLAN, "cited", MURMANSK, None, "stated"),
}
AGREEMENTS = ("document", "how", "activity", "signatory", "status")


def test_agreements(graph: Graph, rows: Rows) -> None:
    """A protocol came out of the meeting in Murmansk, a plan was spoken of there; who signed is not said."""
    assert rows(graph.query("agreements", view="stated"), *AGREEMENTS) == AGREEMENTS_STATED


def test_agreements_with_inferred(graph: Graph, rows: Rows, plain: Plain) -> None:
    """Inferred: the protocol is the group's too; it is of the day of the meeting, the plan of that day or before."""
    table = graph.query("agreements")
    assert rows(table, *AGREEMENTS) == AGREEMENTS_STATED | {(PROTOCOL, "outcome", FNR, None, "inferred")}
    assert {(plain(r["document"]), r["issued"]) for r in table} == {(PROTOCOL, "2019-09-25"), (PLAN, "[..2019-09-25]")}


@pytest.mark.parametrize("view", ["stated", "inferred"])
def test_nobody_is_on_record_as_a_signatory(view: str, graph: Graph) -> None:
    """No text names who signed anything."""
    assert set(graph.query("agreements", type=ANY, view=view)["signatory"]) == {None}


# --- Which documents are cited, and whose are they? ------------------------------------------------------------------

CITED = ("document", "cited_by", "status", "publisher", "publisher_status")


def test_cited_documents(graph: Graph, rows: Rows) -> None:
    """Two strategies, a handbook of two bodies, a council's decision and the concept in it, and a plan."""
    assert rows(graph.query("cited-documents", view="stated"), *CITED, "when") == {
        (SECURITY, VISIT_2016, "stated", None, None, None),
        (DRUG_POLICY, VISIT_2016, "stated", None, None, None),
        (HANDBOOK, VISIT_2013, "stated", OSCE, "stated", None),
        (HANDBOOK, VISIT_2013, "stated", "org/unece", "stated", None),
        (DECISION, WORKSHOP_2023, "stated", "org/osce-permanent-council", "stated", "2012"),
        (CONCEPT, DECISION, "stated", None, None, None),
        (PLAN, MEETING_2019, "stated", None, None, None),
        (PLAN, MURMANSK, "stated", None, None, None),
    }


def test_cited_documents_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the strategies are the Government's, the concept OSCE's, and the policy follows one of the Union."""
    assert rows(graph.query("cited-documents"), *CITED) == {
        (SECURITY, VISIT_2016, "stated", GOVERNMENT, "inferred"),
        (DRUG_POLICY, VISIT_2016, "stated", GOVERNMENT, "inferred"),
        (EU_STRATEGY, VISIT_2016, "inferred", "org/european-union", "inferred"),
        (EU_STRATEGY, DRUG_POLICY, "inferred", "org/european-union", "inferred"),
        (HANDBOOK, VISIT_2013, "stated", OSCE, "stated"),
        (HANDBOOK, VISIT_2013, "stated", "org/unece", "stated"),
        (DECISION, WORKSHOP_2023, "stated", "org/osce-permanent-council", "stated"),
        (CONCEPT, DECISION, "stated", OSCE, "inferred"),
        (PLAN, MEETING_2019, "stated", None, None),
        (PLAN, MURMANSK, "stated", None, None),
    }


def test_documents_of_nobody_on_record(graph: Graph) -> None:
    """Nothing of UNODC's is cited, and the empty answer says what that means."""
    table = graph.query("cited-documents", org="UNODC")
    assert len(table) == 0
    assert table.note.startswith(library()["cited-documents"].empty)


# --- Which IGO offices were active, where, and what is their parent? -------------------------------------------------

OFFICES = ("office", "parents", "seats", "serves", "activity", "role", "through", "status")


def test_igo_offices(graph: Graph, rows: Rows) -> None:
    """Five offices were active, two through their heads; the texts name two seats, one list of countries, no parent."""
    assert rows(graph.query("igo-offices", view="stated"), *OFFICES) == {
        (IOM_HELSINKI, "", "place/helsinki", "FI IS SE", VISIT_2016, "co-organizer", None, "stated"),
        (IOM_HELSINKI, "", "place/helsinki", "FI IS SE", VISIT_2016, "counterpart", None, "stated"),
        (IOM_TURKMENISTAN, "", "", "", VISIT_2016, "co-organizer", None, "stated"),
        (OSCE_TAJIKISTAN, "", "", "", VISIT_2013, "supporter", None, "stated"),
        (OSCE_ASHGABAT, "", "place/ashgabat", "", WORKSHOP_2023, "speaker", "person/john-macgregor", "stated"),
        (UNODC_KAZAKHSTAN, "", "", "", TRAINING_2021, "speaker", "person/naweed-riaz", "stated"),
    }


def test_igo_offices_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: parents and coverage by name, what the offices carry out, and a visit to one."""
    helsinki = (IOM_HELSINKI, IOM, "place/helsinki", "FI IS SE")
    turkmenistan = (IOM_TURKMENISTAN, IOM, "place/ashgabat", "TM")
    ashgabat = (OSCE_ASHGABAT, OSCE, "place/ashgabat", "TM")
    assert rows(graph.query("igo-offices"), *OFFICES) == {
        (*helsinki, VISIT_2016, "co-organizer", None, "stated"),
        (*helsinki, VISIT_2016, "counterpart", None, "stated"),
        (*helsinki, VISIT_2016, "visited-institution", None, "inferred"),
        (*turkmenistan, VISIT_2016, "co-organizer", None, "stated"),
        (*turkmenistan, TURKMEN_PROJECT, "implementer", None, "inferred"),
        (*ashgabat, WORKSHOP_2023, "speaker", "person/john-macgregor", "stated"),
        (*ashgabat, WORKSHOP_2023, "organizer", None, "inferred"),
        (*ashgabat, BORDER_PROJECT, "implementer", None, "inferred"),
        (OSCE_TAJIKISTAN, OSCE, "place/dushanbe", "TJ", VISIT_2013, "supporter", None, "stated"),
        (UNODC_KAZAKHSTAN, UNODC, "", "KZ", TRAINING_2021, "speaker", "person/naweed-riaz", "stated"),
    }


def test_units_are_no_offices(graph: Graph, plain: Plain) -> None:
    """Any type adds the units of OSCE that were active: a co-ordinator's office and a department."""
    offices = {plain(o) for o in graph.query("igo-offices", view="stated")["office"]}
    both = {plain(o) for o in graph.query("igo-offices", type=ANY, view="stated")["office"]}
    assert both - offices == {
        "org/osce-office-of-the-coordinator-of-economic-and-environmental-activities",
        "org/osce-transnational-threats-department",
    }


@pytest.mark.parametrize("office", ["UNODC Regional Office for Central Asia", OSCE_DUSHANBE])
def test_an_office_that_was_not_active(office: str, graph: Graph) -> None:
    """A press contact's office and the issuer of a report did nothing; the empty answer says what that means."""
    table = graph.query("igo-offices", office=office)
    assert len(table) == 0
    assert table.note.startswith(library()["igo-offices"].empty)


# --- Which organizations changed name, mandate or parent? ------------------------------------------------------------


def test_organization_changes(graph: Graph, rows: Rows) -> None:
    """No text tells of a change; one parent is that of the time of the report, whose year is not quite sure."""
    table = graph.query("organization-changes", view="stated")
    assert rows(table, "organization", "what", "other", "when", "status") == {
        (KYRGYZ_CUSTOMS, "under", KYRGYZ_MINISTRY, "2021?", "stated")
    }


def test_organization_changes_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: the OSCE office of 2013 became, on 1 July 2017, the one that the page names as its issuer."""
    table = graph.query("organization-changes")
    assert rows(table, "organization", "what", "other", "when", "status") == {
        (KYRGYZ_CUSTOMS, "under", KYRGYZ_MINISTRY, "2021?", "stated"),
        (OSCE_TAJIKISTAN, "became", OSCE_DUSHANBE, "2017-07-01", "inferred"),
    }
    assert len(graph.query("organization-changes", org=OSCE_DUSHANBE)) == 1


# --- What are the Russian (or other) names of an organization? -------------------------------------------------------


def test_russian_names_of_two_texts(graph: Graph, rows: Rows) -> None:
    """The Russian text of 2016 names an office by its town and by its country, and an academy by a wrong name."""
    office = graph.query("organization-names", org=IOM_HELSINKI)
    assert rows(office, "name", "lang", "kind") == {
        ("Представительство МОМ в Хельсинки", "ru", "name"),
        ("Представительство МОМ в Финляндии", "ru", "other name"),
    }
    academy = graph.query("organization-names", org=COAST_ACADEMY)
    assert rows(academy, "name", "kind") == {("Военно-морская академия", "slip")}


def test_names_in_any_language(graph: Graph, rows: Rows) -> None:
    """Finnish Customs goes by two names in English texts, one of them also misspelt, and one in Russian."""
    found = rows(graph.query("organization-names", org="Finnish Customs", language=ANY), "name", "lang", "kind")
    assert found >= {
        ("Finnish Customs", "en", "name"),
        ("Finnish National Customs Board", "en", "other name"),
        ("Finish Customs", "en", "slip"),
        ("Таможенная служба Финляндии", "ru", "name"),
    }


def test_no_name_in_a_language(graph: Graph) -> None:
    """No text has a Turkmen name, and the empty answer says what that means."""
    table = graph.query("organization-names", language="tk")
    assert len(table) == 0
    assert table.note.startswith(library()["organization-names"].empty)


# --- Which training institutions are in the network? -----------------------------------------------------------------

TRAINING = ("institution", "country", "seats", "parents", "activity", "role", "status")


def test_training_institutions(graph: Graph, rows: Rows) -> None:
    """Two Finnish schools were visited, one of them twice; a Kazakh academy trained."""
    assert rows(graph.query("training-institutions", view="stated"), *TRAINING) == {
        (COAST_ACADEMY, "FI", "place/imatra", "", VISIT_2016, "visited-institution", "stated"),
        (CUSTOMS_SCHOOL, "FI", "place/helsinki", "", VISIT_2013, "visited-institution", "stated"),
        (CUSTOMS_SCHOOL, "FI", "place/helsinki", "", VISIT_2016, "visited-institution", "stated"),
        (KAZAKH_ACADEMY, "KZ", "", "org/national-security-committee-of-kazakhstan", TRAINING_2021, "trainer", "stated"),
    }


def test_training_institutions_with_inferred(graph: Graph, rows: Rows) -> None:
    """Inferred: whose the Finnish schools are, and that they presented their own subjects in 2016."""
    academy = (COAST_ACADEMY, "FI", "place/imatra", "org/finnish-border-guard")
    school = (CUSTOMS_SCHOOL, "FI", "place/helsinki", "org/finnish-customs")
    assert rows(graph.query("training-institutions", country="FI"), *TRAINING) == {
        (*academy, VISIT_2016, "visited-institution", "stated"),
        (*academy, VISIT_2016, "speaker", "inferred"),
        (*school, VISIT_2013, "visited-institution", "stated"),
        (*school, VISIT_2016, "visited-institution", "stated"),
        (*school, VISIT_2016, "speaker", "inferred"),
    }


def test_no_training_institution_of_turkmenistan(graph: Graph) -> None:
    """No school of Turkmenistan is named, and the empty answer says what that means."""
    table = graph.query("training-institutions", country="TM")
    assert len(table) == 0
    assert table.note.startswith(library()["training-institutions"].empty)
