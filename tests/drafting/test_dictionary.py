"""Names found in texts: whole words, the longest, with all that bear them."""

from __future__ import annotations

import pytest

from coopgraph.drafting.dictionary import Dictionary, Name

NAMES = [
    Name("OSCE", "org", "osce", "name on record", case="same"),
    Name("OSCE Secretariat", "org", "osce-secretariat", "name on record"),
    Name("EU", "org", "european-union", "name on record", case="same"),
    Name("Turkey", "country", "TR", "name on record", case="initial"),
    Name("Imatra", "place", "imatra", "name on record", case="initial"),
    Name("Imatra", "bcp", "imatra", "name on record", case="initial"),
    Name("Co-operation Centre", "org", "centre", "name on record"),
    Name("Пограничная служба Финляндии", "org", "finnish-border-guard", "name on record"),
    Name("Финляндия", "country", "FI", "name on record", case="initial"),
    Name("Gross", "org", "gross", "name on record", case="initial"),
]


def found(text: str) -> list[tuple[str, str, str]]:
    """The candidates of a text, as id, words and certainty."""
    return [(c.id, text[c.start : c.end], c.certainty) for c in Dictionary(NAMES).find(text)]


def test_longest() -> None:
    """Of names within one another the longest is taken, and the words are those of the text at the span."""
    text = "The OSCE\u00a0 Secretariat, the OSCE."
    assert found(text) == [("org/osce-secretariat", "OSCE\u00a0 Secretariat", "exact"), ("org/osce", "OSCE", "exact")]


@pytest.mark.parametrize(
    "text",
    ["osce", "EUropean", "neu", "turkey with gravy", "Turkeys", "MOSCE", "OSCE\n\nSecretariat"[4:], "Großes"],
)
def test_not_a_name(text: str) -> None:
    """Parts of words, abbreviations in small letters and proper names without a capital are no exact names."""
    assert [c for c in found(text) if c[2] == "exact"] == []


def test_paragraphs_part_names() -> None:
    """A name runs over the end of a line, and not over that of a paragraph."""
    assert found("OSCE\nSecretariat")[0][0] == "org/osce-secretariat"
    assert found("OSCE\n\nSecretariat")[0][0] == "org/osce"


def test_ambiguous() -> None:
    """A name of two things gives both."""
    assert found("in Imatra") == [("bcp/imatra", "Imatra", "exact"), ("place/imatra", "Imatra", "exact")]


def test_punctuation_and_case() -> None:
    """Kinds of hyphens and the case of longer names do not matter."""
    assert found("the CO–OPERATION centre")[0][0] == "org/centre"


@pytest.mark.parametrize(
    ("text", "ident"),
    [("с Пограничной службой Финляндии", "org/finnish-border-guard"), ("в Финляндии", "country/FI")],
)
def test_inflected_names_are_weak(text: str, ident: str) -> None:
    """A Russian name in another case is a weak candidate and says so."""
    (one,) = Dictionary(NAMES).find(text)
    assert (one.id, one.certainty, one.reason) == (ident, "weak", "another form of name on record")


def test_nominative_is_exact() -> None:
    """A Russian name as it is recorded is exact."""
    assert found("Пограничная служба Финляндии сообщает")[0][2] == "exact"


def test_no_names_at_all() -> None:
    """A dictionary without names finds nothing."""
    assert Dictionary([]).find("OSCE") == []
