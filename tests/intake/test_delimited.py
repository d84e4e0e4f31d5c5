"""Tables of delimited text: what is sniffed is told, what is odd is told, nothing is guessed silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph.intake import read
from coopgraph.loaders.files import Files

from .forms import lines


def given(name: str, content: str | bytes) -> Files:
    """Return what a file of this content gives."""
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read([Path(name)])


def cells(files: Files, table: str = "organizations") -> list[dict[str, str]]:
    return [row.cells for one in files.tables[table] for row in one.rows]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("id,name_en\na,Alpha\n", "parted by commas, UTF-8, 1 row"),
        ("id;name_en\na;Alpha\n", "parted by semicolons, UTF-8, 1 row"),
        ("id\tname_en\na\tAlpha\n", "parted by tabs, UTF-8, 1 row"),
        ("id|name_en\na|Alpha\n", "parted by bars, UTF-8, 1 row"),
        (b"\xef\xbb\xbfid,name_en\na,Alpha\n", "parted by commas, UTF-8 with a byte order mark, 1 row"),
        ("id,name_en\na,Alpha\n".encode("utf-16"), "parted by commas, UTF-16, 1 row"),
        (b"\xfe\xff" + "id,name_en\na,Alpha\n".encode("utf-16-be"), "parted by commas, UTF-16, 1 row"),
        ("id,name_en\ra,Alpha\r", "parted by commas, UTF-8, line ends of old Macintoshes, 1 row"),
        ("id,name_en\r\na,Alpha\n", "parted by commas, UTF-8, mixed line ends, 1 row"),
        (
            "sep=;\r\nid;name_en\r\na;Alpha\r\n",
            "parted by semicolons, UTF-8, the line sep= at the top is left out, 1 row",
        ),
        (
            "Our organizations\n\nid,name_en\na,Alpha\n",
            "parted by commas, UTF-8, the header is in line 3, what stands above it is left out, 1 row",
        ),
        ("ID,Name EN\na,Alpha\n", "parted by commas, UTF-8, columns read: ID as id, Name EN as name_en, 1 row"),
        ("id,name_en,,\na,Alpha,,\n", "parted by commas, UTF-8, 1 row"),
        ("id,name_en,extra\na,Alpha,\n", "parted by commas, UTF-8, columns passed over: extra (empty), 1 row"),
        (
            "id,name_en,problem,remedy\na,Alpha,x,y\n",
            "parted by commas, UTF-8, columns passed over: problem, remedy, 1 row",
        ),
        (
            "id,name_en\na,\u00a0Alpha\u200b\n",
            "parted by commas, UTF-8, 1 row, no-break spaces or invisible characters cut off the ends of 1 cells",
        ),
    ],
)
def test_how_a_table_was_read_is_told(here: Path, content: str | bytes, note: str) -> None:
    """Delimiter, encoding and whatever else was decided stand in the note, and the one row is read alike."""
    found = given("organizations.csv", content)
    assert found.notes == [f"organizations.csv: {note}"]
    assert (found.problems, found.unreadable) == ([], [])
    assert cells(found) == [{"id": "a", "name_en": "Alpha"}]


def test_a_cell_may_hold_delimiters_quotes_and_lines(here: Path) -> None:
    """Quotes keep commas, doubled quotes and line ends; the next row has the line where it begins."""
    found = given("organizations.csv", 'id,name_en\na,"A, ""b""\r\nc"\nd,D\n')
    assert cells(found) == [{"id": "a", "name_en": 'A, "b"\nc'}, {"id": "d", "name_en": "D"}]
    assert [row.source.row for row in found.tables["organizations"][0].rows] == [2, 4]


@pytest.mark.parametrize(
    ("stem", "note"),
    [
        ("my_organizations-2024", "taken as the table organizations"),
        ("ORGANIZATIONS", "taken as the table organizations"),
    ],
)
def test_the_table_is_told_by_the_name_of_the_file(here: Path, stem: str, note: str) -> None:
    """A file name that holds one table's name among its words is that table, and a note says so."""
    found = given(f"{stem}.csv", "id,name_en\na,Alpha\n")
    assert found.notes == [f"{stem}.csv: parted by commas, UTF-8, {note}, 1 row"]
    assert "organizations" in found.tables


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("organisation.csv", "'organisation' is not a table; did you mean 'organizations'?"),
        (
            "inventory.csv",
            "'inventory' is not a table; name it after its table: countries, organizations, people, places, crossings, "
            "projects, documents, sources, evidence, events, delegations, changes, claims; or say which it is in a "
            "mapping file",
        ),
    ],
)
def test_a_file_that_names_no_table_is_a_problem(here: Path, name: str, problem: str) -> None:
    """The message says how to name it, and what it may have held is not missed elsewhere."""
    found = given(name, "id,name_en\na,Alpha\n")
    assert lines(found.problems) == [f"{name}: {problem}"]
    assert "organizations" in found.unread


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            "id,name_en,typ\na,Alpha,x\n",
            "organizations.csv:1 [typ]: 'typ' is not a column of this table; did you mean 'type'? Or map it, or list "
            "it under ignore, in a mapping file",
        ),
        (
            "id,name_en\na,Alpha,b\n",
            'organizations.csv:2: 3 cells under 2 columns; put a cell with a comma in "quotes", or name its column',
        ),
        ("id,name_en,id\na,Alpha,b\n", "organizations.csv:1 [id]: the column is there twice; keep one"),
        ("id,name_en,ID\na,Alpha,b\n", "organizations.csv:1 [ID]: the columns 'id' and 'ID' both are id; keep one"),
        (
            "id,,name_en\na,x,Alpha\n",
            "organizations.csv:2: 'x' stands in a column without a name; name the column, or delete it",
        ),
        ("id,name_en\na,Al\x07pha\n", "organizations.csv:2 [name_en]: holds the control character U+0007; delete it"),
        (
            "id,name_en\na,Al\ufeffpha\n",
            "organizations.csv:2 [name_en]: holds a byte order mark in the middle (U+FEFF); "
            "delete it; two files were joined",
        ),
        (
            "id,name_en\na,=cmd|' /C calc'!A0\n",
            "organizations.csv:2 [name_en]: begins with '=', which spreadsheets run as a formula; begin with a letter, "
            "a digit or a quote",
        ),
        (
            "id,name_en\na,-1+2\n",
            "organizations.csv:2 [name_en]: begins with '-', which spreadsheets run as a formula; begin with a letter, "
            "a digit or a quote",
        ),
    ],
)
def test_what_is_odd_in_a_table_is_a_problem(here: Path, content: str, problem: str) -> None:
    """Each quirk is told once, with the cell and what to do."""
    found = given("organizations.csv", content)
    assert lines([*found.problems, *found.tables["organizations"][0].problems]) == [problem]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            "id,name_en\na,Финляндия и таможня\n".encode("cp1251"),
            "2: not UTF-8 text (probably Windows-1251); save the file as UTF-8",
        ),
        (
            "id,name_en\na,Финляндия и таможня\n".encode("koi8-r"),
            "2: not UTF-8 text (probably KOI8-R); save the file as UTF-8",
        ),
        (
            "id,name_en\na,Финляндия и таможня\n".encode("cp866"),
            "2: not UTF-8 text (probably MS-DOS 866); save the file as UTF-8",
        ),
        (
            "id,name_en\na,Alpha\nb,Tullilaitos, Pääkonttori\n".encode("cp1252"),
            "3: not UTF-8 text (probably Windows-1252); save the file as UTF-8",
        ),
        (
            "id,name_en\n".encode("utf-16-le"),
            "1: not a text file (it holds NUL bytes); it may be UTF-16 without its mark; save it as UTF-8",
        ),
        (b"id,name_en\na,\0\n", "2: not a text file (it holds NUL bytes); save it as UTF-8"),
        (
            b"id,name_en\na,\xed\xa0\x80\n",
            "2: not UTF-8 text (it holds halves of surrogate pairs); save the file as UTF-8",
        ),
        (b"\xff\xfei\0d\0,", "1: not UTF-16 text; save the file as UTF-8"),
        (
            'id,name_en\na,"Alpha\n',
            "2: the row that begins here is not CSV (unexpected end of data); see that "
            "quotes close, and double a quote inside them",
        ),
    ],
)
def test_what_cannot_be_read_says_the_line(here: Path, content: str | bytes, why: str) -> None:
    """Another encoding, NUL bytes and open quotes are told with the line, and nothing of the file is kept."""
    found = given("organizations.csv", content)
    assert found.unreadable == [f"organizations.csv:{why}"]
    assert found.unread == {"organizations"}
    assert found.tables == {}


def test_many_problems_of_a_kind_are_cut_short(here: Path) -> None:
    """Of 1000 rows with a cell too many, 200 are told, then how many more there are."""
    found = given("organizations.csv", "id,name_en\n" + "a,b,c\n" * 1000)
    told = lines(found.tables["organizations"][0].problems)
    assert len(told) == 201
    assert told[-1] == (
        "organizations.csv: 800 more of the kind: more cells than columns; mend the first ones; it is often one mistake"
    )
