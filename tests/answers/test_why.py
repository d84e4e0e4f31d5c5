"""Why two are tied, by the five texts: read there, then looked for here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopgraph import Graph
from coopgraph.answers.why import Why
from coopgraph.errors import UnknownName

VISIT_2013 = "event/2013-osce-finland-study-visit"
VISIT_2016 = "event/2016-iom-finland-study-visit"
CUSTOMS_PROJECT = "project/reinforcing-customs-capacities-in-turkmenistan-phase-2"


def ties(why: Why) -> set[tuple[str, str, frozenset[str]]]:
    """Return (view, activity, organizations) of every reason."""
    body = json.loads(why.to_json())
    return {(r["view"], r["activity"], frozenset(p["organization"] for p in r["roles"])) for r in body["reasons"]}


def test_finnish_customs_and_osce_met_in_the_visit_of_2013(graph: Graph) -> None:
    """Source 003: hosted by the Finnish National Customs Board, OSCE-organized, supported by two offices of OSCE."""
    found = ties(graph.why("Finnish Customs", "OSCE"))
    host = "org/finnish-customs"
    units = (
        "org/osce",
        "org/osce-office-in-tajikistan",
        "org/osce-office-of-the-coordinator-of-economic-and-environmental-activities",
    )
    assert {("stated", VISIT_2013, frozenset({host, unit})) for unit in units} <= found
    assert {activity for _, activity, _ in found} == {VISIT_2013}


def test_the_order_and_the_language_of_the_names_do_not_matter(graph: Graph) -> None:
    """ОБСЕ and the slip 'Finish Customs' name the same two."""
    assert ties(graph.why("ОБСЕ", "Finish Customs")) == ties(graph.why("Finnish Customs", "OSCE"))


def test_inl_reaches_iom_turkmenistan_by_inference_only(graph: Graph) -> None:
    """Source 000: the bureau funds the project; that its money reached the visit, and who implements, is inferred."""
    pair = frozenset({"org/inl", "org/iom-turkmenistan"})
    assert ties(graph.why("INL", "IOM Turkmenistan")) == {
        ("inferred", VISIT_2016, pair),
        ("inferred", CUSTOMS_PROJECT, pair),
    }


def test_the_money_runs_from_the_funder(graph: Graph) -> None:
    """Both contributions point from INL to the office, whichever is asked first."""
    for pair in (("INL", "IOM Turkmenistan"), ("IOM Turkmenistan", "INL")):
        body = json.loads(graph.why(*pair).to_json())
        assert {r["towards"] for r in body["reasons"]} == {"iom-turkmenistan"}


def test_the_sentences_are_shown_when_the_texts_are_at_hand(graph: Graph, sources: Path) -> None:
    """The span 003:3785-3850 is the half-sentence that names the host."""
    text = str(graph.why("Finnish Customs", "OSCE", sources))
    assert "003:3785-3850" in text
    assert "“The visit, which was hosted by the Finnish National Customs Board”" in text


def test_two_that_only_were_visited_are_not_tied(graph: Graph) -> None:
    """Source 000: one delegation met the A-Clinic Foundation and the Border Guard; that ties neither to the other."""
    answer = graph.why("A-Clinic Foundation", "Finnish Border Guard")
    assert not answer.tied
    assert [m.activity.iri.rpartition("/id/")[2] for m in answer.meetings] == [VISIT_2016]
    assert "No tie is on record, in any view." in str(answer)


def test_two_that_never_met_are_told_the_way_between_them(graph: Graph) -> None:
    """The A-Clinic Foundation and UNODC share no activity; a path of ties may lead over others, and is no tie."""
    answer = graph.why("A-Clinic Foundation", "UNODC")
    assert not answer.tied
    assert answer.meetings == ()
    assert answer.path[0] == "A-Clinic Foundation"
    assert answer.path[-1] == "United Nations Office on Drugs and Crime"
    assert len(answer.path) > 2


def test_an_organization_is_not_tied_to_its_own_unit(graph: Graph) -> None:
    """The Centre in Ashgabat is part of OSCE, by its name in source 004."""
    answer = graph.why("OSCE", "OSCE Centre in Ashgabat")
    assert not answer.tied
    assert [link.status for link in answer.kinship] == ["inferred"]
    assert "an organization is not tied to itself" in str(answer)


def test_countries_are_tied_through_their_organizations(graph: Graph) -> None:
    """Finland and Norway: policemen of both met in Murmansk (source 001), each for a police known by country only."""
    found = ties(graph.why("Finland", "Norway"))
    assert {view for view, _, _ in found} <= {"represents"}


def test_an_unknown_name_gets_a_near_one(graph: Graph) -> None:
    """'A-Clinic' is not a name on record; the Foundation's is offered."""
    with pytest.raises(UnknownName, match="did you mean 'A-Clinic Foundation'"):
        graph.why("A-Clinic", "OSCE")
