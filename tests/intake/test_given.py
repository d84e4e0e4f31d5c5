"""What may be given: files, folders, zips, standard input; and what is said of each."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from coopgraph.errors import UsageError
from coopgraph.intake import read
from coopgraph.loaders import dataset, pending

from .forms import lines

ROOT = Path(__file__).resolve().parent.parent.parent

TABLE = "id,name_en\na,Alpha\n"


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def test_nothing_given_is_wrong_use() -> None:
    """Wrong data is a result; no data is an exception."""
    with pytest.raises(UsageError, match="nothing to read; name files or folders, or - for standard input"):
        read([])


@pytest.mark.parametrize(
    ("raw", "notes"),
    [
        (
            b"subject,key,value,status,confidence,at\ne,host,o,stated,high,0-9\n",
            ["read as CSV, the table claims by its columns", "parted by commas, UTF-8, 1 row"],
        ),
        (b'{"places": [{"id": "a"}]}', ["read as JSON", "places, 1 row"]),
        (b'{"table": "places", "id": "a"}\n{"table": "places", "id": "b"}\n', ["read as JSONL", "places, 2 rows"]),
    ],
)
def test_standard_input_is_known_by_its_first_line(
    monkeypatch: pytest.MonkeyPatch, raw: bytes, notes: list[str]
) -> None:
    """A table, JSON or JSON Lines; the note says what it was taken for."""
    piped(monkeypatch, raw)
    assert read([Path("-")]).notes[:2] == [f"standard input: {note}" for note in notes]


@pytest.mark.parametrize("raw", [b'source: "900"\nclaims:\n', b"---\nsource: 900\n", b"# mine\n\nsource: x\n"])
def test_a_record_file_may_be_piped_in(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    """YAML is known by its first key."""
    piped(monkeypatch, raw)
    assert str(read([Path("-")]).trees[0].source).startswith("standard input:")


def test_a_piped_table_that_no_column_tells_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    """id and name_en are columns of most tables; nothing is guessed."""
    piped(monkeypatch, TABLE.encode())
    (problem,) = lines(read([Path("-")]).problems)
    assert problem.startswith("standard input: its columns do not tell which table it is; name it after its table")


def test_a_folder_gives_what_is_in_it(here: Path) -> None:
    """Tables, and the record files below records/; the rest is told, and links in circles harm nothing."""
    folder = here / "data"
    (folder / "records").mkdir(parents=True)
    (folder / "places.csv").write_text(TABLE)
    (folder / "records/900.yaml").write_text('source: "900"\n')
    (folder / "records/note.txt").write_text("x")
    (folder / "checks.yaml").write_text("x: 1")
    (folder / "README.md").write_text("x")
    (folder / ".hidden.csv").write_text("x")
    (folder / "loop").symlink_to(folder)
    (folder / "circle.csv").symlink_to(folder / "circle.csv")
    found = read([Path("data")])
    assert found.notes == [
        "data/places.csv: parted by commas, UTF-8, 1 row",
        "data: passed over: .hidden.csv, README.md, checks.yaml, loop, records/note.txt",
    ]
    assert found.unreadable == ["data/circle.csv: cannot be read (Too many levels of symbolic links)"]
    assert len(found.trees) == 1
    assert found.folder == "data"


def test_a_dataset_that_is_being_written_is_read_whole(here: Path) -> None:
    """Its own reader knows which files are to take the places of others."""
    shutil.copytree(ROOT / "data", here / "data")
    (here / "data" / pending.HOME).mkdir()
    found = read([Path("data")])
    assert found.unreadable == []
    assert found.trees == dataset.read(Path("data")).trees


def test_a_folder_of_nothing_is_told(here: Path) -> None:
    """The message says what could be read."""
    (here / "empty").mkdir()
    (why,) = read([Path("empty")]).unreadable
    assert why.startswith("empty: the folder holds no file that can be read; known are: .csv .tsv")


def test_a_zip_gives_what_is_in_it(here: Path) -> None:
    """Members have the place zip/member; what is no data is told."""
    with zipfile.ZipFile("new.zip", "w") as archive:
        archive.writestr("data/places.csv", TABLE)
        archive.writestr("data/records/900.yaml", 'source: "900"\n')
        archive.writestr("data/", "")
        archive.writestr("__MACOSX/data/._places.csv", "x")
        archive.writestr("README.md", "x")
    found = read([Path("new.zip")])
    assert str(found.tables["places"][0].rows[0].source) == "new.zip/data/places.csv:2"
    assert str(found.trees[0].source) == "new.zip/data/records/900.yaml:1"
    assert found.notes[0] == "new.zip: passed over: README.md, __MACOSX/data/._places.csv"


def test_graphs_are_given_to_their_own_reader(here: Path) -> None:
    """By the name that messages call them, in a zip as well."""
    Path("x.ttl").write_text("this is no Turtle")
    with zipfile.ZipFile("new.zip", "w") as archive:
        archive.write("x.ttl")
    outside, inside = read([Path("x.ttl"), Path("new.zip")]).unreadable
    assert outside.startswith("x.ttl")
    assert inside.startswith("new.zip/x.ttl")


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    """openpyxl, duckdb and rdflib wait until a file of theirs is read."""
    code = "import sys, coopgraph.intake; print(sorted({'openpyxl', 'duckdb', 'rdflib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_zip_may_be_piped_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip that is no workbook is known by what it lacks."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("places.csv", TABLE)
    piped(monkeypatch, raw.getvalue())
    assert str(read([Path("-")]).tables["places"][0].rows[0].source) == "standard input/places.csv:2"


def test_a_workbook_may_lie_in_a_zip(here: Path) -> None:
    """Its sheets are places in the member."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active
    book.active.title = "places"
    for row in (("id", "name_en"), ("a", "Alpha")):
        book.active.append(row)
    book.save("inner.xlsx")
    with zipfile.ZipFile("new.zip", "w") as archive:
        archive.write("inner.xlsx")
    assert read([Path("new.zip")]).notes == ["new.zip/inner.xlsx/places: 1 row"]


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("x.csv", b"", "x.csv: the file is empty"),
        ("x.csv", b" \n", "x.csv: the file is empty"),
        ("x.xls", b"x", "x.xls: files that end in .xls are not read; open it in a spreadsheet and save it as .xlsx"),
        ("x.csv", b"PK\3\4", "x.csv: a zip or XLSX file by its first bytes; let its name end so"),
        ("x.csv", b"PAR1", "x.csv: a Parquet file by its first bytes; let its name end in .parquet"),
        ("x.csv", b"\x1f\x8b", "x.csv: packed with gzip; unpack it first"),
        ("x.csv", b"%PDF-1.7", "x.csv: a PDF; put the rows into a table: .csv or .xlsx"),
        (
            "x.xlsx",
            b"id,name_en\n",
            "x.xlsx: not an XLSX file, whatever its name says; save it anew, or let its name end in .csv if it is text",
        ),
        (
            "x.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "x.xlsx: an Excel file that is old or locked with a password; save it as .xlsx without a password",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_is_told(here: Path, name: str, raw: bytes, why: str) -> None:
    """By its name, and by its first bytes."""
    Path(name).write_bytes(raw)
    assert read([Path(name)]).unreadable == [why]


def test_a_file_that_is_missing_is_told(here: Path) -> None:
    """With what it would have held, so that nothing is missed twice."""
    found = read([Path("organizations.csv")])
    assert found.unreadable == ["organizations.csv: the file is missing"]
    assert found.unread == {"organizations"}


@pytest.mark.skipif(os.name == "nt", reason="has no pipes or devices in its folders")
def test_what_is_no_file_is_not_opened(here: Path) -> None:
    """A pipe would wait for ever, a device never end."""
    os.mkfifo("pipe.csv")
    Path("zero.csv").symlink_to("/dev/zero")
    assert read([Path("pipe.csv"), Path("zero.csv")]).unreadable == [
        "pipe.csv: not a file that can be read (a pipe); give a regular file",
        "zero.csv: not a file that can be read (a device); give a regular file",
    ]


def test_a_file_that_may_not_be_read_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is that of the system."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    Path("places.csv").write_text(TABLE)
    monkeypatch.setattr(os, "open", refuse)
    assert read([Path("places.csv")]).unreadable == ["places.csv: cannot be read (Permission denied)"]


def test_a_file_given_twice_is_read_once(here: Path) -> None:
    """The same name twice is one file."""
    Path("places.csv").write_text(TABLE)
    assert len(read([Path("places.csv"), Path("places.csv")]).tables["places"]) == 1
