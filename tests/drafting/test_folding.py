"""Folded text and the way back to the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.drafting.folding import fold, stem

ODD = st.text(alphabet="aZßİıéё́Йй́̈ \u00a0\n\r\t\u00ad\u200b-–’«»№½ﬁOSCE😀", max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),  # one character becomes two
        ("İstanbul", "istanbul"),  # lower case of İ is two code points
        ("Tu\u0308rkiye Turkiýe", "turkiye turkiye"),
        ("Fin\u00adnish\u200b", "finnish"),
        ("A\u00a0 \t B", "a b"),
        ("one\ntwo\n\nthree\r\n\r\nfour", "one two\nthree\nfour"),
        ("«Пограничный» Ёж", "'пограничный' еж"),
        ("Министерствои\u0306", "министерствой"),  # й in two code points
        ("Finland–Norway", "finland-norway"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Case, accents, invisible characters and kinds of dashes, quotes and blanks are forgotten; й stays a letter."""
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "word", "start", "end"),
    [
        ("ßß OSCE", "osce", 3, 7),
        ("İİ OSCE", "osce", 3, 7),
        ("e\u0301e\u0301 Cafe\u0301.", "cafe", 5, 10),  # the mark belongs to the word
        ("a \u00a0\u00a0 b\u00adc", "bc", 5, 8),
        ("😀 МОМ", "мом", 2, 5),
        ("Gro\u00dfe", "gross", 0, 5),
    ],
)
def test_span(text: str, word: str, start: int, end: int) -> None:
    """A folded stretch leads back to the code points that it came from."""
    folded = fold(text)
    at = folded.text.index(word)
    assert folded.span(at, at + len(word)) == (start, end)


@given(ODD)
def test_every_folded_character_has_its_place(text: str) -> None:
    """Places grow with the text, lie within it, and there is one for each folded character, stemmed or not."""
    for folded in (fold(text), stem(fold(text))):
        assert len(folded.text) == len(folded.origin)
        assert list(folded.origin) == sorted(folded.origin)
        assert all(0 <= place < len(text) for place in folded.origin)


@given(ODD, ODD)
def test_a_word_is_found_between_whatever(before: str, after: str) -> None:
    """A word with blanks around it folds to itself, and its span is where it stands."""
    whole = f"{before} finland {after}"
    folded = fold(whole)
    places = [i for i, place in enumerate(folded.origin) if place == len(before) + 1]
    assert folded.text[places[0] : places[0] + 7] == "finland"
    assert folded.span(places[0], places[0] + 7) == (len(before) + 1, len(before) + 8)


@pytest.mark.parametrize(
    ("nominative", "forms"),
    [
        ("Финляндия", ["Финляндии", "Финляндию", "Финляндией"]),
        ("Таможенная служба", ["Таможенной службы", "Таможенную службу", "таможенной службой"]),
        ("туркменский", ["туркменской", "туркменские", "туркменских", "туркменским"]),
        ("Дания", ["Дании", "Данию"]),
        ("Представительство", ["Представительством", "представительства"]),
        ("workshop", ["workshops"]),
    ],
)
def test_forms_of_a_word_share_a_stem(nominative: str, forms: list[str]) -> None:
    """Cases of Russian nouns and adjectives, and plurals of English ones, have the stem of the first form."""
    assert {stem(fold(form)).text for form in forms} == {stem(fold(nominative)).text}


@pytest.mark.parametrize(("one", "other"), [("Дания", "Дан"), ("МОМ", "М"), ("Россия", "Рось"), ("press", "pres")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    """Endings are not cut so far that short words become others."""
    assert stem(fold(one)).text != stem(fold(other)).text
