"""The row that a text's document needs in sources: counted, read off the text, or left to a person and marked."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from coopgraph import build, intake
from coopgraph.cli import main
from coopgraph.drafting import document
from coopgraph.drafting.document import headline, languages
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset
from coopgraph.records import Records

TEXT = """Home
News from the capital

Customs officers of three countries learn from each other
Helsinki, 12 March 2024 — Finnish Customs hosted a workshop of the OSCE on the search of vehicles at the border.
"""


@pytest.fixture
def text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A text in a folder of its own, where one works."""
    monkeypatch.chdir(tmp_path)
    Path("texts").mkdir()
    Path("texts/900.txt").write_text(TEXT, "utf-8")
    return Path("texts/900.txt")


def made(*words: str) -> str:
    ran = CliRunner().invoke(main, ["template", *words, "--from-text", "texts/900.txt"], prog_name="coopgraph")
    assert ran.exit_code == 0
    return ran.output


ROW = {
    "id": "900",
    "title": "Customs officers of three countries learn from each other",
    "issued": "2024-03-12",
    "language": "en",
    "file": "900.txt",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "length": str(len(TEXT)),
}


def test_the_row_of_a_record_file_stands_beside_it(text: Path) -> None:
    """Title, day and language are read off, file, digest and length counted; the rest and what to look at is told."""
    told = made("draft.yaml", "--source", "900")
    assert "draft-sources.csv" in told
    (row,) = csv.DictReader(io.StringIO(Path("draft-sources.csv").read_text("utf-8-sig")))
    assert row.pop("remedy") == (
        "write name_en: what to call the document: who on what, and when; publisher: who published it, by the id of "
        "the organization; url: where it can be read; see whether title, issued, language are right"
    )
    assert {column: cell for column, cell in row.items() if cell} == ROW


def test_a_person_must_fill_the_row_in(text: Path) -> None:
    """Without a name and an id it is refused; with them it is the record of the text, and the marks are passed over."""
    made("draft.yaml")
    with pytest.raises(RecordsError) as caught:
        dataset.records(dataset.read(build.bundled()) + intake.read([Path("draft-sources.csv")]))
    assert [str(p).partition(";")[0] for p in caught.value.problems] == [
        "draft-sources.csv:2 [id]: '?' is not an id",
        "draft-sources.csv:2 [name_en]: an English name is missing",
    ]
    filled = Path("draft-sources.csv").read_text("utf-8").replace("?,,", "900,On a workshop,")
    Path("draft-sources.csv").write_text(filled, "utf-8")
    records = dataset.records(dataset.read(build.bundled()) + intake.read([Path("draft-sources.csv")]))
    assert records.documents()["900"].sha256 == ROW["sha256"]
    assert records.documents()["900"].length == len(TEXT)


def test_the_row_of_a_workbook_is_marked(text: Path) -> None:
    """The sheet sources has the row; what a person must write or look at is filled and has a note, other cells not."""
    made("draft.xlsx", "--source", "900")
    sheet = load_workbook("draft.xlsx")["sources"]
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert {str(name): cell.value for name, cell in cells.items() if cell.value} == ROW
    marked = {str(name): cell.comment.text for name, cell in cells.items() if cell.comment}
    assert list(marked) == ["name_en", "title", "publisher", "issued", "language", "url"]
    assert marked["title"] == "read off the text; is it right?"
    assert {str(name) for name, cell in cells.items() if cell.fill.fill_type} == set(marked)


def test_a_document_on_record_gets_no_row(text: Path) -> None:
    """A draft for a source that is there proposes none, in neither form."""
    assert "draft-sources.csv" not in made("draft.yaml", "--source", "003")
    made("draft.xlsx", "--source", "003")
    assert load_workbook("draft.xlsx")["sources"].max_row == 1


def test_nothing_is_overwritten(text: Path) -> None:
    """The table beside is not written over, either."""
    Path("draft-sources.csv").write_text("mine", "utf-8")
    ran = CliRunner().invoke(main, ["template", "draft.yaml", "--from-text", "texts/900.txt"])
    assert (ran.exit_code, Path("draft.yaml").exists()) == (2, False)
    assert Path("draft-sources.csv").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tulli ja poliisi\n", ""),
        ("Source: a news agency of the country\n\nThe first meeting of the group was held on Monday in the town "
         "of Murmansk.\n", ""),
        ("- Home\n" * 12 + "A visit of many customs officers to Helsinki\n"
         "The visit was long and all who came saw what they had come for.",
         "A visit of many customs officers to Helsinki"),
    ],
)  # fmt: skip
def test_a_headline_is_what_stands_above_the_prose(text: str, title: str) -> None:
    """No prose, no headline; a credit line and a menu are none."""
    assert headline(text) == title


def test_languages() -> None:
    """Two languages in one text are both told; one whose words are not known is not."""
    assert languages("He was in the town. Он был в городе и на море.") == ["en", "ru"]
    assert languages("") == []


def test_the_rows_of_the_bundled_texts(records: Records, sources: Path) -> None:
    """Of the documents that have a title, a day or languages on record, the same is read off their texts."""
    for known in records.documents().values():
        row = document(known.file, (sources / known.file).read_bytes(), known.id)
        assert row.get("title", "") == (known.title or "")
        assert row.get("issued", "") == str(known.issued or "")
        assert row["language"] == known.language
        assert (row["sha256"], row["length"]) == (known.sha256, str(known.length))
