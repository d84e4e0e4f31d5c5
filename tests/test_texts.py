"""A span's digest proves that its words are the same, and finds them again in a file that has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import InputError
from coopgraph.records import SourceDocument, Span
from coopgraph.source import Source
from coopgraph.texts import Texts, digest

WORDS = "Tulli hosted the visit.\r\nОфицеры came\u00a0by  train."


def document(text: bytes, ident: str = "900") -> SourceDocument:
    return SourceDocument(
        source=Source("sources.csv", 2),
        id=ident,
        names={"en": "A text"},
        file=f"{ident}.txt",
        sha256=hashlib.sha256(text).hexdigest(),
        length=len(text.decode()),
    )


@pytest.fixture
def texts(tmp_path: Path) -> Callable[..., Texts]:
    """The function that writes a text to a file and reads it as that of source 900, recorded as ``before``."""

    def make(now: str, before: str | None = None, name: str = "900.txt") -> Texts:
        (tmp_path / name).write_bytes(now.encode())
        return Texts(tmp_path, {"900": document((now if before is None else before).encode())})

    return make


def span(start: int, end: int) -> Span:
    return Span(document="900", start=start, end=end)


def test_digest_is_sha256_of_the_words() -> None:
    """The digest is the SHA-256 of the UTF-8 words with one blank between them."""
    assert digest(" Офицеры\n\tcame\u00a0by ") == hashlib.sha256("Офицеры came by".encode()).hexdigest()


@given(st.lists(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1), min_size=1), st.data())
def test_white_space_does_not_count(words: list[str], data: st.DataObject) -> None:
    """However words are parted, their digest is the same; other words have another."""
    gaps = st.text(" \t\n\r\u00a0\u2028", min_size=1)
    parted = "".join(data.draw(gaps) + word for word in words)
    assert digest(parted) == digest(" ".join(words))
    assert digest(parted + " x") != digest(" ".join(words))


def test_offsets_count_code_points(texts: Callable[..., Texts]) -> None:
    """A line end of two characters counts two, a Cyrillic letter one; a quote has its white space folded."""
    held = texts(WORDS)
    assert held.length("900") == 48
    assert held.text(span(25, 32)) == "Офицеры"
    assert held.text(span(17, 40)) == "visit. Офицеры came by"
    assert held.seal(span(25, 32)) == digest("Офицеры")


def test_what_is_not_at_hand(texts: Callable[..., Texts]) -> None:
    """A text that is not there has no words and no digest, nor has a span beyond the end."""
    held = texts(WORDS)
    other = Span(document="901", start=0, end=5)
    assert (held.has("900"), held.has("901")) == (True, False)
    assert (held.text(other), held.seal(other)) == (None, None)
    assert held.seal(span(43, 48)) == digest("rain.")
    assert held.seal(span(43, 49)) is None


def test_a_renamed_file_is_found_by_its_digest(texts: Callable[..., Texts]) -> None:
    """The same bytes under another name are the same text, and not changed."""
    held = texts(WORDS, name="copy.txt")
    assert held.has("900")
    assert held.changed == set()


def test_a_changed_file_is_found_by_its_name(texts: Callable[..., Texts]) -> None:
    """Another text under the recorded name is read, and known to have changed."""
    assert texts(WORDS + " New.", before=WORDS).changed == {"900"}


@pytest.mark.parametrize(
    ("now", "start", "end"),
    [
        ("Tulli hosted the visit.", 0, 12),
        ("News. Tulli hosted the visit.", 6, 18),
        ("News. Tulli\n   hosted the visit.", 6, 21),
        ("Tulli hosted one. Then Tulli hosted.", 0, 12),
    ],
)
def test_words_are_found_where_they_stand_now(texts: Callable[..., Texts], now: str, start: int, end: int) -> None:
    """Moved words are found by their digest, with more or less white space, the nearest first."""
    assert texts(now, before="Tulli hosted the visit.").locate(span(0, 12), digest("Tulli hosted")) == span(start, end)


def test_words_that_are_gone(texts: Callable[..., Texts]) -> None:
    """Words of which one letter differs are not found."""
    assert texts("Tulli posted the visit.", before=WORDS).locate(span(0, 12), digest("Tulli hosted")) is None


def test_folders_that_hold_no_texts(tmp_path: Path) -> None:
    """A missing folder, one without the texts, and a text that is no UTF-8 are unreadable input."""
    known = {"900": document(b"x")}
    with pytest.raises(InputError, match="not a folder; give the folder that holds the texts"):
        Texts(tmp_path / "none", known)
    (tmp_path / "900.md").write_bytes(b"x")
    with pytest.raises(InputError, match="holds the text of no source document"):
        Texts(tmp_path, known)
    (tmp_path / "900.txt").write_bytes("café".encode("latin-1"))
    with pytest.raises(InputError, match=r"900\.txt: not UTF-8 text"):
        Texts(tmp_path, known)


def test_a_text_with_another_ending(tmp_path: Path) -> None:
    """A table that a source names is its text; when none is there, the message names what was looked for and what is
    there; spans are counted where there is a text."""
    (tmp_path / "list.csv").write_bytes(WORDS.encode())
    named = SourceDocument(id="901", names={"en": "A list"}, source=Source("sources.csv"), file="list.csv")
    found = Texts(tmp_path, {"900": document(b"x"), "901": named})
    assert found.has("901")
    assert found.at_hand([Span(document="900", start=0, end=2), Span(document="901", start=0, end=2)]) == 1
    why = r"looked for list\.docx, and there is list\.csv; write the name of the text in the column file"
    with pytest.raises(InputError, match=why):
        Texts(
            tmp_path,
            {"901": SourceDocument(id="901", names={"en": "A list"}, source=Source("sources.csv"), file="list.docx")},
        )
