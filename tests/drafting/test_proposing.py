"""What is proposed from a text, and what is not."""

from __future__ import annotations

import time

import pytest

from coopgraph.drafting import Candidate, propose
from coopgraph.drafting.pages import menus, private
from coopgraph.records import Records
from coopgraph.texts import Texts


def of(text: str, records: Records, *kinds: str) -> list[tuple[str, str, str]]:
    """The candidates of the kinds, as id, words and certainty."""
    return [(c.id, c.matched, c.certainty) for c in propose(text, records) if c.kind in kinds]


def roles(text: str, records: Records) -> list[tuple[str, str]]:
    """The proposed roles, as role and party."""
    return [(c.ident, c.party) for c in propose(text, records) if c.kind == "role"]


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("at the Vaalimaa border crossing point", ("bcp/vaalimaa", "Vaalimaa border crossing point", "exact")),
        ("said Naweed Riaz", ("person/naweed-riaz", "Naweed Riaz", "exact")),
        ("in Ашгабат", ("place/ashgabat", "Ашгабат", "exact")),
        ("the Kyrgyz Republic and", ("country/KG", "Kyrgyz Republic", "exact")),
        ("from Turkiýe,", ("country/TR", "Turkiýe", "exact")),
        ("Finish Customs", ("org/finnish-customs", "Finish Customs", "exact")),
        ("from the U.S. side", ("country/US", "U.S.", "exact")),
        ("Finnish standards", ("country/FI", "Finnish", "weak")),
        ("туркменская делегация", ("country/TM", "туркменская", "weak")),
    ],
)
def test_named(records: Records, text: str, candidate: tuple[str, str, str]) -> None:
    """Names in any recorded language are found; an adjective of a country is a weak hint."""
    assert of(text, records, "org", "person", "place", "bcp", "country") == [candidate]


@pytest.mark.parametrize("text", ["they told us so", "polish the finish", "a turkey", "The customs of the country"])
def test_words_are_no_names(records: Records, text: str) -> None:
    """Common words that look like names without their capitals are not found."""
    assert of(text, records, "org", "person", "place", "bcp", "country") == []


def test_terms(records: Records) -> None:
    """Event types, topics and occupations are found by their labels; labels within an agency's name are not."""
    text = "A workshop on risk management for customs officers of the Border Management Programme in Central Asia"
    assert of(text, records, "event-type", "topic", "occupation") == [
        ("event-type/workshop", "workshop", "exact"),
        ("topic/risk-management", "risk management", "exact"),
        ("occupation/customs-officers", "customs officers", "exact"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hosted by the Finnish Customs", [("host", "org/finnish-customs")]),
        ("OSCE-organized workshop", [("organizer", "org/osce")]),
        ("jointly organized by UNODC and the OSCE", [("co-organizer", "org/unodc"), ("co-organizer", "org/osce")]),
        ("supported financially by the Government of Japan", [("funder", "org/government-of-japan")]),
        ("supported by the Government of Japan", [("supporter", "org/government-of-japan")]),
        ("при поддержке Правительства Японии", [("supporter", "org/government-of-japan")]),
        ("организован Представительством МОМ в Туркменистане", [("organizer", "org/iom-turkmenistan")]),
        ("said Mr. Naweed Riaz", [("speaker", "person/naweed-riaz")]),
        ("supported by a friend of the OSCE", []),
        ("hosted by Helsinki", []),
        ("hosted by the OSCE Border Forum", []),  # perhaps another body
        ("hosted by the OSCE’s Border Forum", []),
        ("The OSCE met Finnish Customs", []),
    ],
)
def test_roles(records: Records, text: str, expected: list[tuple[str, str]]) -> None:
    """A role is proposed when its word stands right beside a party's whole name, or in a list that begins there."""
    assert roles(text, records) == expected


def test_role_span(records: Records) -> None:
    """The span of a role holds the word and the name."""
    text = "It was hosted by the Finnish Customs."
    (role,) = [c for c in propose(text, records) if c.kind == "role"]
    assert (role.matched, role.certainty) == ("hosted by the Finnish Customs", "weak")
    assert text[role.start : role.end] == role.matched


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the State Border Agency of Utopia met", ["State Border Agency of Utopia"]),
        ("в Комитет по охране границы Утопии", ["Комитет по охране границы Утопии"]),
        ("OSCE and the State Border Agency of Utopia and UNODC", ["State Border Agency of Utopia"]),
        ("the Head of the OSCE Centre in Ashgabat", []),  # known
        ("OSCE and the UN Economic Commission for Europe", []),  # known, both
        ("Police, Customs and Border Guard", []),  # services of no country
        ("Head of Agency Smith", []),
        ("the UNODC International Programme Coordinator", []),
        ("Jane Smith came", []),
    ],
)
def test_perhaps_new(records: Records, text: str, names: list[str]) -> None:
    """What looks like an organization and is on no record is listed; people and what is known are not."""
    assert [c.matched for c in propose(text, records) if c.kind == "new"] == names


def test_menus() -> None:
    """A run of ten list lines is a menu; nine are none, nor are sentences."""
    assert menus("- Home\n" * 9 + "And so it ends.") == []
    assert menus("Intro to it all.\n" + "- Home\n\n" * 10 + "And so it ends.") == [(17, 96)]
    assert menus("Home\n" * 12) == [(0, 60)]


def test_in_a_menu(records: Records) -> None:
    """A name in a menu is a candidate of that kind, and the same name in prose is not."""
    text = "- Finland\n" * 12 + "It was held in Finland."
    found = [(c.certainty, c.start) for c in propose(text, records)]
    assert found == [("menu", 10 * n + 2) for n in range(12)] + [("exact", 135)]


def test_private() -> None:
    """Addresses and telephone numbers are recognised, dates are not taken for them."""
    text = "a.b[at]unodc.example.org, c@osce.example, Tel. 09 123 456, +1 (234) 5678, www.osce.example/x 27-31 May 2013"
    words = [text[start:end] for start, end in private(text)]
    assert words == [
        "a.b[at]unodc.example.org",
        "c@osce.example",
        "Tel. 09 123 456",
        "+1 (234) 5678",
        "www.osce.example/x",
    ]


def test_nothing_from_addresses(records: Records) -> None:
    """A name within an address is not proposed."""
    assert of("office@OSCE.example or www.OSCE.example/UNODC", records, "org") == []


def test_spans_are_those_of_the_text(records: Records, texts: Texts) -> None:
    """In every source the words of each candidate are the text at its span, in order."""
    for document in records.documents():
        text = texts.whole(document)
        found = propose(text, records)
        assert len(found) > 40
        assert all(text[c.start : c.end] == c.matched for c in found)
        assert [c.start for c in found] == sorted(c.start for c in found)


def test_offsets_count_code_points(records: Records) -> None:
    """What stands before a name shifts it by its code points, however it folds."""
    for before, length in (("ß İ 😀 ", 6), ("e\u0301\u00a0", 3), ("\ufeff\r\n", 3)):
        (one,) = [c for c in propose(f"{before}OSCE", records) if c.kind == "org"]
        assert (one.start, one.end) == (length, length + 4)


def test_an_empty_text_and_no_records() -> None:
    """Nothing gives nothing; dates need no records."""
    assert propose("", Records()) == []
    assert propose("on 5 May 2024", Records()) == [
        Candidate("date", "2024-05-05", 3, 13, "5 May 2024", "date in the text", "exact")
    ]


def test_time_is_linear(records: Records) -> None:
    """A text ten times as long takes no more than thirty times as long, and hostile repetition does no harm."""

    def seconds(text: str) -> float:
        start = time.process_time()
        propose(text, records)
        return time.process_time() - start

    page = "The Border Agency of the Office for the Service of OSCE met Ministry of " * 40
    seconds(page)
    assert seconds(page * 10) < 30 * max(seconds(page), 0.02)
    assert seconds("Border and " * 3000) < 5
    assert seconds("Служба и по охране " * 2000) < 5
