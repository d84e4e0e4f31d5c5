"""All about one record."""

from __future__ import annotations

import json
from pathlib import Path

from coopgraph import Graph


def test_a_card_lists_names_roles_claims_and_what_was_rejected(graph: Graph) -> None:
    """INL: a bureau of the State Department that funds the project (stated) and took no part in the visit."""
    text = str(graph.show("INL"))
    assert text.startswith("Bureau of International Narcotics and Law Enforcement Affairs  (org/inl)\n")
    roles, claims, rejected = (text.index(f"\n{title}\n") for title in ("Roles", "Claims", "Rejected"))
    assert "Funder: Phase 2" in text[roles:claims]
    assert "parent: US Department of State" in text[claims:rejected]
    assert "Participant: Study visit of Turkmen officers" in text[rejected:]
    assert "because: Named as the funder of the project only." in text[rejected:]


def test_a_card_of_an_event_says_who_had_which_role(graph: Graph) -> None:
    """The visit of 2013 was hosted by Finnish Customs and lasted five days to 31 May."""
    text = str(graph.show("event/2013-osce-finland-study-visit"))
    assert "Host: Finnish Customs" in text
    assert "end-date: 2013-05-31" in text
    assert "duration: P5D" in text


def test_a_slip_finds_the_record_and_is_not_its_name(graph: Graph) -> None:
    """'Boarder Guard' stands in source 000; the record is called the Finnish Border Guard."""
    assert graph.show("Boarder Guard").thing.label == "Finnish Border Guard"


def test_the_stated_view_leaves_the_conclusions_out(graph: Graph) -> None:
    """That INL's money reached the visit is inferred; stated is the project alone."""
    assert len(graph.show("INL", view="stated").roles) == 1
    assert len(graph.show("INL", view="inferred").roles) == 2


def test_a_card_as_json_holds_ids_and_evidence(graph: Graph) -> None:
    """The one stated role of INL rests on two spans, English and Russian."""
    body = json.loads(graph.show("INL", view="stated").to_json())
    assert body["id"] == "org/inl"
    assert [e["label"] for e in body["roles"][0]["evidence"]] == ["000:1338-1548", "000:7454-7713"]


def test_a_card_shows_sentences_when_the_texts_are_at_hand(graph: Graph, sources: Path) -> None:
    """The words under the span stand below it."""
    assert "funded by US Department of State’s Bureau" in str(graph.show("INL", sources=sources))


def test_places_crossings_and_sources_have_cards(graph: Graph) -> None:
    """Vaalimaa borders on Russia; source 003 is 5,146 characters long."""
    assert "border-with: Russia" in str(graph.show("Vaalimaa"))
    assert "5146" in str(graph.show("source/003"))


def test_a_card_tells_what_the_numbers_before_the_colons_stand_for(graph: Graph) -> None:
    """OSCE's claims rest on 003 and 004 alone, each named once, in text and in JSON; a source's own card has none."""
    told = str(graph.show("OSCE")).partition("\nSources\n")[2].splitlines()
    assert [line.split("  ", 2)[1] for line in told] == ["003", "004"]
    assert told[0] == "  003  OSCE on a study visit of Tajik customs officials to Finland, 2013"
    assert [s["id"] for s in json.loads(graph.show("OSCE").to_json())["sources"]] == ["source/003", "source/004"]
    assert "\nSources\n" not in str(graph.show("source/003"))
