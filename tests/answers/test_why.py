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
    """Return (status, activity, organizations) of every contribution."""
    return {
        (c["status"], c["activity"], frozenset(p["organization"] for p in c["roles"]))
        for tie in json.loads(why.to_json())["ties"]
        for c in tie["contributions"]
    }


def test_finnish_customs_and_osce_met_in_the_visit_of_2013(graph: Graph) -> None:
    """Source 003: hosted by the Finnish National Customs Board, OSCE-organized, supported by two offices of OSCE."""
    found = ties(graph.why("Finnish Customs", "OSCE", view="stated"))
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
    """Source 000: the bureau funds the project; that its money reached the visit, and who implements, is inferred.

    2 x 1 for the visit and 2 x 0.6 for the project make 3.2, in every view but the stated one.
    """
    pair = frozenset({"org/inl", "org/iom-turkmenistan"})
    answer = graph.why("INL", "IOM Turkmenistan")
    assert ties(answer) == {("inferred", VISIT_2016, pair), ("inferred", CUSTOMS_PROJECT, pair)}
    assert [tie.weight for tie in answer.ties] == [3.2]


def test_a_tie_that_the_view_lacks_is_told_from_the_widest(graph: Graph) -> None:
    """In the stated view INL is not tied to the office; the answer says so and shows the view that has the tie."""
    answer = graph.why("INL", "IOM Turkmenistan", view="stated")
    assert (answer.asked, answer.view) == ("stated", "represents")
    assert "No tie in view stated" in str(answer)


def test_the_money_runs_from_the_funder(graph: Graph) -> None:
    """Both contributions point from INL to the office, whichever is asked first."""
    for pair in (("INL", "IOM Turkmenistan"), ("IOM Turkmenistan", "INL")):
        (tie,) = graph.why(*pair).ties
        assert {c.towards for c in tie.contributions} == {"iom-turkmenistan"}


def test_the_weights_are_those_of_the_network(graph: Graph) -> None:
    """Every tie that the answer shows is the very tie of the network in that view and level."""
    for level, a, b in (("organization", "Finnish Customs", "OSCE"), ("country", "Finland", "Tajikistan")):
        network = graph.network(view="inferred", level=level)
        found = graph.why(a, b).ties
        assert found
        assert all(network.tie(tie.source, tie.target) == tie for tie in found)


def test_the_sentences_are_shown_when_the_texts_are_at_hand(graph: Graph, sources: Path) -> None:
    """The span 003:3785-3850 is the half-sentence that names the host."""
    text = str(graph.why("Finnish Customs", "OSCE", sources=sources))
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


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("OSCE", "OSCE Centre in Ashgabat", "OSCE Centre in Ashgabat is part of Organization for Security"),
        ("OSCE Centre in Ashgabat", "OSCE", "OSCE Centre in Ashgabat is part of Organization for Security"),
        ("Finnish Customs", "Tulli", "Both names are those of one record."),
        ("Finland", "Finnish Customs", "Finnish Customs belongs to Finland"),
        ("Customs Service of Turkmenistan", "TM", "Customs Service of Turkmenistan belongs to Turkmenistan"),
    ],
)
def test_one_is_not_tied_to_what_it_belongs_to(graph: Graph, a: str, b: str, words: str) -> None:
    """A unit and its organization, an organization and its country, two names of one: kinship, and no tie."""
    answer = graph.why(a, b)
    assert not answer.tied
    assert words in str(answer)


def test_countries_are_tied_as_in_the_country_network(graph: Graph) -> None:
    """Finland hosted Tajik officials (source 003): 2, stated, though no Tajik agency is named."""
    (tie,) = graph.why("Finland", "TJ", view="stated").ties
    assert (tie.weight, tie.status) == (2, "stated")


def test_a_country_stands_for_its_organizations_beside_an_organization(graph: Graph) -> None:
    """Finland and OSCE: through Finnish Customs, in the visit of 2013."""
    found = graph.why("Finland", "OSCE", view="stated")
    assert {activity for _, activity, _ in ties(found)} == {VISIT_2013}


def test_an_unknown_name_gets_a_near_one(graph: Graph) -> None:
    """'A-Clinic' is not a name on record; the Foundation's is offered."""
    with pytest.raises(UnknownName, match="did you mean 'A-Clinic Foundation'"):
        graph.why("A-Clinic", "OSCE")


@pytest.mark.parametrize(
    ("a", "b", "sources"),
    [
        ("Finnish Customs", "OSCE", ["source/003"]),
        ("Finnish Customs School", "Finnish Customs", ["source/000", "source/003"]),
        ("Finland", "Finnish Customs", []),
    ],
)
def test_the_sources_are_named(graph: Graph, a: str, b: str, sources: list[str]) -> None:
    """A tie by its one visit, kinship by both texts that tell of it, nothing where no evidence is cited."""
    answer = graph.why(a, b)
    assert [s["id"] for s in json.loads(answer.to_json())["sources"]] == sources
    assert ("\nSources\n" in str(answer)) == bool(sources)
