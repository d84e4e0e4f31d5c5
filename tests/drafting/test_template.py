"""Empty forms: a workbook with help and lists, a record file, CSV tables; and the command that writes them."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coopgraph import build, intake
from coopgraph.cli import main
from coopgraph.drafting import draft, template
from coopgraph.drafting.choices import choices
from coopgraph.drafting.columns import tables
from coopgraph.drafting.workbook import ROWS
from coopgraph.errors import RecordsError, UsageError
from coopgraph.intake.tables import TABLES
from coopgraph.loaders import dataset
from coopgraph.ontology import claim_keys, terms
from coopgraph.records import Records

ROOT = Path(__file__).resolve().parents[2]
TERM_COLUMNS = {
    ("organizations", "type"): "org-type",
    ("projects", "type"): "project-type",
    ("documents", "type"): "document-type",
    ("delegations", "occupation"): "occupation",
    ("claims", "mode"): "attendance-mode",
    ("claims", "count-qualifier"): "count-qualifier",
    ("claims", "status"): "status",
    ("claims", "confidence"): "confidence",
}


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["template", *map(str, words)], prog_name="coopgraph")


def opened(raw: bytes) -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(raw))


@pytest.fixture(scope="module")
def raw(records: Records) -> bytes:
    """The bytes of the empty workbook for the bundled dataset."""
    (made,) = template(Path("new.xlsx"), records).values()
    return made


@pytest.fixture(scope="module")
def book(raw: bytes) -> Any:
    """The empty workbook, read back."""
    return opened(raw)


def offered(book: Any, sheet: str, column: str) -> list[str]:
    """What the drop-down list under a header offers, without the formulas for new records."""
    number = [cell.value for cell in book[sheet][1]].index(column) + 1
    letter = book[sheet].cell(1, number).column_letter
    (found,) = [v for v in book[sheet].data_validations.dataValidation if f"{letter}2:{letter}{ROWS}" == str(v.sqref)]
    assert found.type == "list"
    return values(book, found.formula1)


def values(book: Any, where: str) -> list[str]:
    """The values of a range of the lists, without formulas."""
    title, _, cells = where.rpartition("!")
    rows = book[title.strip("'")][cells.replace("$", "")]
    found = [str(cell.value) for row in rows for cell in row if cell.value is not None]
    return [value for value in found if not value.startswith("=")]


def test_columns_are_those_of_the_readers() -> None:
    """A form has every column that its reader knows, but for what is filled in from texts, and a Russian name."""
    derived = {"sha256", "length", "also", "hidden"}  # other names of a source document: nobody needs them
    assert set(tables()) == set(TABLES) - {"countries", "evidence"}
    for name, columns in tables().items():
        mine, theirs = {c.name for c in columns} - {"name_ru"}, set(TABLES[name].columns)
        assert mine == (theirs - derived if name == "sources" else theirs), name
        assert all(c.help for c in columns)


def test_help_is_that_of_the_documents() -> None:
    """What docs/records.md first says of a column, the help on it says in the same words."""
    page = (ROOT / "docs" / "records.md").read_text("utf-8")
    rows = re.findall(r"^\| (`[^|]*) \| (.*) \|$", page, flags=re.MULTILINE)
    helps: dict[str, str] = {}
    for columns in tables().values():
        for column in columns:
            helps[column.name] = helps.get(column.name, "") + column.help.casefold() + "\n"
    said = {name: re.split("[:;.,]", text)[0] for names, text in rows for name in re.findall("`([^`]*)`", names)}
    checked = {name for name in said if name in helps}
    assert [name for name in sorted(checked) if said[name].casefold() not in helps[name]] == []
    assert checked >= {"id", "name_en", "also", "hidden", "type", "country", "lat", "at", "basis", "when", "title"}


def test_sheets(book: Any) -> None:
    """A sheet a table, its header styled, frozen and explained, its cells text; the rest is for people."""
    assert [name for name in book.sheetnames if not name.startswith("_")] == list(tables())
    assert {n for n in book.sheetnames if n.startswith("_")} == {"_Read me", "_Example", "_Terms", "_Lists"}
    assert book["_Lists"].sheet_state == "hidden"
    for name, columns in tables().items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == [c.name for c in columns]
        assert [cell.comment.text for cell in sheet[1]] == [c.help for c in columns]
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == 1
        assert all(cell.font.bold and cell.fill.fill_type == "solid" for cell in sheet[1])
        assert {d.number_format for d in sheet.column_dimensions.values()} == {"@"}


def test_every_key_is_explained(book: Any) -> None:
    """The sheet _Terms says of each role and claim key what it means, and of a key what its value looks like."""
    rows = {row[:2]: row[4] for row in book["_Terms"].iter_rows(values_only=True)}
    assert not [role for role in terms()["role"] if not rows.get(("role", role))]
    keys = {key: rows.get(("key", key)) or "" for key in claim_keys()}
    assert not [key for key, text in keys.items() if not re.fullmatch(r"[A-Z].*\. Of: [a-z, ]+\. Value: .+\.", text)]
    assert keys["start-date"] == "The first day. Of: event, project. Value: a day, as in 2013-05-27."
    definition = "A place that the participants visited in the course of the event."
    assert keys["visited-site"] == f"{definition} Of: event. Value: the id of a record, place/… or bcp/…."


def test_the_example_is_whole(raw: bytes, tmp_path: Path) -> None:
    """What the sheet _Example shows, written into the sheets that it names, passes the check."""
    book = opened(raw)
    table, header = "", tuple[str, ...]()
    for row in book["_Example"].iter_rows(values_only=True):
        cells = [cell for cell in row if cell]
        if len(cells) == 1:
            table, header = cells[0].removeprefix("In the sheet "), ()
        elif cells and not header:
            header = tuple(cells)
        elif cells:
            line = book[table].max_row + 1
            for column, cell in zip(header, cells, strict=False):
                book[table].cell(line, [c.value for c in book[table][1]].index(column) + 1).value = cell
    book.save(tmp_path / "new.xlsx")
    text = "On 12 March 2024 Finnish Customs hosted a workshop organized by the OSCE in Helsinki.\n"
    (tmp_path / "900.txt").write_text(text, "utf-8")
    words = ["check", str(tmp_path / "new.xlsx"), "--sources", str(tmp_path)]
    ran = CliRunner().invoke(main, words, prog_name="coopgraph")
    assert "0 new problems, 0 solved, 0 already there. 20 records looked at" in ran.output
    assert ran.exit_code == 0


def test_sheets_are_made_for_paper_and_their_texts_can_be_read(book: Any) -> None:
    """All columns fit on a page; rows of texts are as high as their lines, which not every program sees to."""
    assert {sheet.page_setup.fitToHeight for sheet in book.worksheets if sheet.title != "_Lists"} == {0}
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book.worksheets if sheet.title != "_Lists")
    help_ = book["_Read me"]
    for row in help_.iter_rows():
        assert help_.row_dimensions[row[0].row].height >= 15 * (len(str(row[0].value or "")) / 90)


def test_every_term_is_offered(book: Any) -> None:
    """A column of terms offers its whole vocabulary, claims.key every role and claim key."""
    for (sheet, column), scheme in TERM_COLUMNS.items():
        assert set(offered(book, sheet, column)) == terms()[scheme], (sheet, column)
    assert set(offered(book, "claims", "key")) == {*terms()["role"], *claim_keys()}


def test_ids_are_offered(book: Any, records: Records) -> None:
    """Columns of ids offer those on record, countries their codes."""
    assert offered(book, "sources", "publisher") == [r.id for r in records.of("org")]
    assert offered(book, "claims", "source") == ["000", "001", "002", "003", "004"]
    for sheet in ("organizations", "places", "crossings", "delegations"):
        assert offered(book, sheet, "country") == [r.id for r in records.of("country")]
    subjects = offered(book, "claims", "subject")
    assert {"event/2013-osce-finland-study-visit", "org/osce", "bcp/vaalimaa", "person/john-macgregor"} <= set(subjects)
    assert len(subjects) == len(set(subjects))


def test_values_follow_the_key(book: Any, records: Records) -> None:
    """The list for a value is named after the key to the left: parties for a role, terms or ids for a property."""
    (rule,) = [v for v in book["claims"].data_validations.dataValidation if str(v.sqref) == f"D2:D{ROWS}"]
    assert rule.formula1 == 'INDIRECT("list_"&SUBSTITUTE(C2,"-","_"))'
    assert [cell.value for cell in book["claims"][1]][2:4] == ["key", "value"]

    def of(key: str) -> list[str]:
        return values(book, book.defined_names[f"list_{key.replace('-', '_')}"].attr_text)

    parties = [f"{kind}/{r.id}" for kind in ("org", "delegation", "person") for r in records.of(kind)]
    assert all(of(role) == parties for role in terms()["role"])
    for key in claim_keys().values():
        if key.value == "term":
            assert set(of(key.key)) == terms()[key.range[0]]
        elif key.value == "id":
            assert of(key.key) == [f"{kind}/{r.id}" for kind in key.range for r in records.of(kind)]
        elif key.value == "country":
            assert "FI" in of(key.key)
        else:
            assert f"list_{key.key.replace('-', '_')}" not in book.defined_names


def test_new_records_are_offered(book: Any) -> None:
    """Records that are new in the workbook itself follow those on record, by formulas over their sheets."""
    column = next(c for c in book["_Lists"].iter_cols() if c[0].value == "subjects")
    formulas = [cell.value for cell in column if str(cell.value).startswith("=")]
    assert '=IF(events!B2="","","event/"&events!B2)' in formulas
    assert '=IF(organizations!A2="","","org/"&organizations!A2)' in formulas
    assert book["events"]["B1"].value == book["organizations"]["A1"].value == "id"


def test_no_list_is_empty() -> None:
    """Without any records each list still has a range to point to, and the file opens."""
    made = opened(*template(Path("new.xlsx"), Records()).values())
    assert made.sheetnames[0] == "_Read me"
    assert choices(Records())["countries"].values == ()


def test_same_bytes(records: Records, raw: bytes) -> None:
    """A workbook made two seconds later, the step of a zip's clock, has the same bytes; drafts, too."""
    made = draft("On 5 May 2024 the OSCE met.", records, "900")
    (first,) = template(Path("d.xlsx"), records, made).values()
    time.sleep(2.1)
    assert template(Path("new.xlsx"), records) == {Path("new.xlsx"): raw}
    assert template(Path("d.xlsx"), records, made) == {Path("d.xlsx"): first}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["new.xlsx", "new.zip", "forms"])
def test_empty_is_no_problem(name: str, tmp_path: Path) -> None:
    """An empty form is read without a problem, and adds nothing."""
    assert run(tmp_path / name).exit_code == 0
    files = intake.read([tmp_path / name])
    assert (files.problems, files.unreadable, files.trees) == ([], [], [])
    assert all(t.rows == [] and t.problems == [] for tables_ in files.tables.values() for t in tables_)
    merged = dataset.read(build.bundled()) + files
    assert dataset.records(merged).named.keys() == dataset.load(build.bundled()).named.keys()


ROWS_IN = {
    "sources": [{"id": "009", "name_en": "News on a workshop", "publisher": "osce", "issued": "2024-03-13"}],
    "organizations": [{"id": "utopian-customs", "name_en": "Utopian Customs", "type": "customs", "country": "FI"}],
    "events": [{"source": "009", "id": "2024-workshop", "name_en": "A workshop", "name_ru": "Семинар"}],
    "delegations": [{"source": "009", "id": "2024-officers", "name_en": "Officers", "country": "TJ"}],
    "claims": [
        {"key": "category", "value": "workshop"},
        {"key": "start-date", "value": "2024-03-12"},
        {"key": "host", "value": "org/utopian-customs", "at": "17-50 | 60-70"},
        {"key": "participant", "value": "delegation/2024-officers", "count": "5", "count-qualifier": "about"},
    ],
}


def filled(raw: bytes, path: Path) -> Path:
    """The workbook with some rows, as a person would type them."""
    book = opened(raw)
    for sheet, rows in ROWS_IN.items():
        header = [cell.value for cell in book[sheet][1]]
        for line, row in enumerate(rows, 2):
            more = {"source": "009", "subject": "event/2024-workshop", "status": "stated", "confidence": "high"}
            cells = more | {"at": "0-16"} | row if sheet == "claims" else row
            for column, text in cells.items():
                book[sheet].cell(line, header.index(column) + 1).value = text
    book.save(path)
    return path


def test_filled_in(raw: bytes, tmp_path: Path) -> None:
    """What is typed into the sheets is read as records: ids keep their noughts, dates stay as written."""
    files = intake.read([filled(raw, tmp_path / "mine.xlsx")])
    loaded = dataset.records(dataset.read(build.bundled()) + files)
    claims = [c for c in loaded.claims if c.subject == "event/2024-workshop"]
    assert [(c.key, c.value.text, [str(s) for s in c.spans]) for c in claims] == [
        ("category", "event-type/workshop", ["009:0-16"]),
        ("start-date", "2024-03-12", ["009:0-16"]),
        ("host", "org/utopian-customs", ["009:17-50", "009:60-70"]),
        ("participant", "delegation/2024-officers", ["009:0-16"]),
    ]
    assert loaded.named["event", "2024-workshop"].names == {"en": "A workshop", "ru": "Семинар"}


def test_a_draft_in_a_workbook(records: Records, tmp_path: Path) -> None:
    """A draft fills in the claims; they are refused, each with its sheet and row, and the event needs a name."""
    text = "On 5 May 2024 the OSCE met in Helsinki, hosted by Finnish Customs and the State Border Agency of Utopia."
    made = draft(text, records, "003")
    (raw,) = template(Path("d.xlsx"), records, made).values()
    (tmp_path / "d.xlsx").write_bytes(raw)
    book = opened(raw)
    assert [cell.value for cell in book["events"][2]][:3] == ["003", "2024-event", None]
    assert [cell.value for cell in book["claims"][2]][:7] == [
        "003", "event/2024-event", "start-date", "2024-05-05", "draft", "exact", "3-13",
    ]  # fmt: skip
    assert '"5 May 2024"' in book["claims"]["C2"].comment.text
    assert any("State Border Agency of Utopia" in str(row[0].value) for row in book["_Draft"])
    with pytest.raises(RecordsError) as caught:
        dataset.records(dataset.read(build.bundled()) + intake.read([tmp_path / "d.xlsx"]))
    told = [str(p) for p in caught.value.problems]
    assert sum("is a draft; read the text at " in p for p in told) == len(made.lines) == 4
    assert any("d.xlsx/claims:2 " in p and "3-13" in p for p in told)
    assert any("d.xlsx/events:2" in p for p in told)


def test_text_is_no_formula(records: Records) -> None:
    """A cell whose text begins like a formula stays text."""
    made = draft("x", records, "=1+1")
    book = opened(*template(Path("d.xlsx"), records, made).values())
    assert (book["events"]["A2"].value, book["events"]["A2"].data_type) == ("=1+1", "s")


def test_csv(tmp_path: Path) -> None:
    """A path without suffix gives a folder with a CSV a table: a header that Excel reads as UTF-8."""
    ran = run(tmp_path / "forms")
    assert ran.exit_code == 0
    assert sorted(p.stem for p in (tmp_path / "forms").iterdir()) == sorted(tables())
    raw = (tmp_path / "forms" / "claims.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfsource,subject,key,value,")
    assert len(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))) == 1


@pytest.mark.parametrize("name", ["new.xlsx", "new.yaml", "new.zip", "forms"])
def test_never_overwritten(name: str, tmp_path: Path) -> None:
    """What is there stays, with exit code 2, unless --force is given."""
    path = tmp_path / name
    assert run(path).exit_code == 0
    file = path / "events.csv" if path.is_dir() else path
    file.write_bytes(b"mine")
    again = run(path)
    assert (again.exit_code, file.read_bytes()) == (2, b"mine")
    assert "is there already" in again.output
    assert run(path, "--force").exit_code == 0
    assert file.read_bytes() != b"mine"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["new.docx"], "not the name of a form; end the name in .xlsx, .yaml"),
        (["new.zip", "--from-text", "t.txt"], "a draft is a record file or a workbook"),
        (["new.yaml", "--source", "900"], "give the text with --from-text"),
        (["no/such/new.yaml"], "cannot be written"),
        (["t.txt/forms"], "cannot be made"),
    ],
)
def test_wrong_use(words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another suffix, a draft as CSV, a source without a text, a place that is none: exit code 2 and what to do."""
    monkeypatch.chdir(tmp_path)
    Path("t.txt").write_text("OSCE", "utf-8")
    ran = run(*words)
    assert ran.exit_code == 2
    assert message in ran.output
    assert [p.name for p in tmp_path.iterdir()] == ["t.txt"]


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"a\0b"])
def test_unreadable_text(raw: bytes, tmp_path: Path) -> None:
    """A text that is empty, not UTF-8 or binary cannot be read: exit code 3, and nothing is written."""
    (tmp_path / "t.txt").write_bytes(raw)
    assert run(tmp_path / "d.yaml", "--from-text", tmp_path / "t.txt").exit_code == 3
    assert not (tmp_path / "d.yaml").exists()


def test_from_text(tmp_path: Path) -> None:
    """The draft of a text is written, and a person is told that nothing in it is a fact."""
    (tmp_path / "t.txt").write_text("Hosted by Finnish Customs.", "utf-8")
    ran = run(tmp_path / "d.yaml", "--from-text", tmp_path / "t.txt")
    assert ran.exit_code == 0
    assert "1 claims proposed" not in ran.output
    assert "1 claim proposed, and it is no fact: confirm it or delete it" in ran.output
    assert 'source: "?"' in (tmp_path / "d.yaml").read_text("utf-8")
    assert "host: org/finnish-customs, draft: weak, at: 0-25" in (tmp_path / "d.yaml").read_text("utf-8")


def test_the_document_of_a_text(tmp_path: Path) -> None:
    """A text on record is known by its digest or its name; --source says otherwise."""
    data = Path(shutil.copytree(build.bundled(), tmp_path / "data"))
    text = tmp_path / "t.txt"
    text.write_text("The OSCE met.", "utf-8")
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    with (data / "sources.csv").open("a", encoding="utf-8") as file:
        file.write(f"901,By digest,,,,,,,{digest},13\n902,By name,,,,,,u.txt,,\n")
    (tmp_path / "u.txt").write_text("UNODC met.", "utf-8")
    for name, more, source in (("t", [], "901"), ("u", [], "902"), ("t", ["--source", "903"], "903")):
        out = tmp_path / "d.yaml"
        assert run(out, "--from-text", tmp_path / f"{name}.txt", "--data", data, "--force", *more).exit_code == 0
        assert f'source: "{source}"' in out.read_text("utf-8")


def test_template_names() -> None:
    """A file in the place of a folder is refused."""
    with pytest.raises(UsageError, match="not the name of a form"):
        template(ROOT / "LICENSE", Records())
