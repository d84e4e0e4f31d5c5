"""Workbooks: what stands in the cells counts, and what a spreadsheet made of it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coopgraph.intake import read
from coopgraph.loaders.files import Files

from .forms import lines

Setup = Callable[[Any], object]


def workbook(setup: Setup, title: str = "places", header: tuple[str, ...] = ("id", "name_en", "lat", "note")) -> Files:
    """Return what a workbook gives with one row, on which ``setup`` works."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    sheet.append(header)
    sheet.append(("a", "Alpha"))
    setup(sheet)
    book.save("new.xlsx")
    return read([Path("new.xlsx")])


def problems(files: Files) -> list[str]:
    return lines([*files.problems, *(p for tables in files.tables.values() for t in tables for p in t.problems)])


def put(**cells: object) -> Setup:
    """Return a setup that writes values: ``C2=60.17``."""

    def setup(sheet: Any) -> None:
        for name, value in cells.items():
            sheet[name] = value

    return setup


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (60, "60"),
        (60.0, "60"),
        (60.17, "60.17"),
        (60.1234567890123, "60.1234567890123"),
        (-24.5, "-24.5"),
        (True, "TRUE"),
        ("  60\u00a0", "60"),
        ("60\r\n17", "60\n17"),
    ],
)
def test_a_cell_says_what_it_holds(here: Path, value: object, text: str) -> None:
    """Whole numbers have no point, floats keep every digit, ends are trimmed."""
    found = workbook(put(C2=value))
    assert found.tables["places"][0].rows[0].cells == {"id": "a", "name_en": "Alpha", "lat": text}
    assert problems(found) == []


@pytest.mark.parametrize(
    ("setup", "problem"),
    [
        (put(C2="=1+1"), "places:2 [lat]: holds a formula; paste its value instead (Paste Special, Values)"),
        (put(C2="#N/A"), "places:2 [lat]: holds the error '#N/A'; write the value"),
        (
            put(C2=datetime(2013, 5, 31, 12, 30)),
            "places:2 [lat]: holds a time of day; write a date only, as in 2013-05-31",
        ),
        (put(C2=time(12, 30)), "places:2 [lat]: holds a time and no date; write a date, as in 2013-05-31"),
        (
            put(C2=1e15),
            "places:2 [lat]: holds a number of more than 15 digits; format the cell as text and write it again",
        ),
        (
            put(A2=date(2013, 5, 1)),
            "places:2 [id]: holds a date of the spreadsheet where none belongs, perhaps made of a text such as 10-12; "
            "format the cell as text and write it again, as in 2013-05",
        ),
        (
            put(E2="x"),
            'places:2: 5 cells under 4 columns; put a cell with a comma in "quotes", or name its column',
        ),
    ],
)
def test_what_is_no_text_of_a_person_is_a_problem(here: Path, setup: Setup, problem: str) -> None:
    """Formulas, errors, times and mangled cells are told with sheet, row and column."""
    assert problem in [p.removeprefix("new.xlsx/") for p in problems(workbook(setup))]


@pytest.mark.parametrize(
    ("setup", "problem"),
    [
        (
            lambda sheet: sheet.merge_cells("B2:B3"),
            [
                "new.xlsx/places:2 [name_en]: the cells B2:B3 are merged; the value counts for "
                "B2 only; part them, and write the value into each that it is for"
            ],
        ),
        (lambda sheet: sheet.merge_cells("C2:D2"), []),
    ],
)
def test_merged_cells_are_a_problem_when_they_hold_something(here: Path, setup: Setup, problem: list[str]) -> None:
    """The value counts for the first cell only; a merged range of blanks is nothing."""
    assert problems(workbook(setup)) == problem


def test_dates_are_written_year_month_day(here: Path) -> None:
    """A real date counts where a date belongs; one that shows no day is told."""
    header = ("source", "subject", "key", "value", "status", "confidence", "at", "when")

    def setup(sheet: Any) -> None:
        sheet.delete_rows(2)
        sheet.append(("900", "event/x", "start-date", date(2013, 5, 31), "stated", "high", "0-9", date(2013, 5, 1)))
        sheet["H2"].number_format = "mmm-yy"

    found = workbook(setup, "claims", header)
    assert problems(found) == [
        (
            "new.xlsx/claims:2 [when]: holds a day and shows only its month or year; format "
            "the cell as text and write it again, as in 2013-05"
        )
    ]
    assert "'2013-05-31'" in repr(found.trees[0])


def test_what_is_hidden_is_read_and_told(here: Path) -> None:
    """Hidden rows, columns and sheets count as others do, and the note names them."""

    def setup(sheet: Any) -> None:
        for n in range(3, 6):
            sheet.append((f"b{n}", "Beta"))
            sheet.row_dimensions[n].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.sheet_state = "hidden"
        sheet.parent.create_sheet("Lists").append(("a",))

    found = workbook(setup)
    assert len(found.tables["places"][0].rows) == 4
    assert found.notes == [
        "new.xlsx: sheets that help the writer are passed over: Lists",
        "new.xlsx/places: hidden rows 3-5 are read, hidden columns B (name_en) are read, the sheet is hidden, 4 rows",
    ]


def test_sheets_are_tables_by_their_titles(here: Path) -> None:
    """Case and blanks do not matter; a sheet of another title is a problem when it holds rows."""

    def setup(sheet: Any) -> None:
        sheet.parent.create_sheet("Organisations").append(("id", "name_en"))
        sheet.parent["Organisations"].append(("b", "Beta"))
        sheet.parent.create_sheet("Chart data")
        sheet.parent.create_sheet("_help").append(("anything",))

    found = workbook(setup, " Places ")
    assert list(found.tables) == ["places"]
    assert problems(found) == ["new.xlsx/Organisations: 'Organisations' is not a table; did you mean 'organizations'?"]
    assert found.notes[-1] == "new.xlsx/Chart data: no table and without rows, nothing is read"


def test_a_workbook_of_one_sheet_is_told_by_its_file(here: Path) -> None:
    """Sheet1 of places.xlsx is the table places."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(("id", "name_en"))
    sheet.append(("a", "Alpha"))
    book.save("places.xlsx")
    found = read([Path("places.xlsx")])
    assert found.notes == ["places.xlsx/Sheet: taken as the table places, 1 row"]


def test_ids_that_became_numbers_are_told(here: Path) -> None:
    """The number 3 stays 3, and the note says that 003 must be written as text."""
    found = workbook(put(A2=3), "sources", ("id", "name_en"))
    assert found.tables["sources"][0].rows[0].cells["id"] == "3"
    assert found.notes == [
        "new.xlsx/sources: the column id holds numbers (3); where an id begins with zeros, write it as text, 1 row"
    ]


def test_a_title_above_the_header_is_told(here: Path) -> None:
    """The header is the first row that names a column of ours."""

    def setup(sheet: Any) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Places that we visited"
        sheet.merge_cells("A1:D1")

    found = workbook(setup)
    assert found.notes == ["new.xlsx/places: the header is in row 3, what stands above it is left out, 1 row"]
    assert str(found.tables["places"][0].rows[0].source) == "new.xlsx/places:4"
    assert problems(found) == []


def test_rich_text_is_its_text(here: Path) -> None:
    """A cell with a bold word says the same without."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    found = workbook(put(D2=CellRichText("a ", TextBlock(InlineFont(b=True), "bold"), " word")))
    assert found.tables["places"][0].rows[0].cells["note"] == "a bold word"


def test_a_text_that_begins_with_an_equals_sign_is_no_formula_yet_told(here: Path) -> None:
    """As a text it is kept, and the problem says that a spreadsheet would run it."""

    def setup(sheet: Any) -> None:
        sheet["D2"] = "=cmd|' /C calc'!A0"
        sheet["D2"].data_type = "s"

    assert problems(workbook(setup)) == [
        (
            "new.xlsx/places:2 [note]: begins with '=', which spreadsheets run as a formula; "
            "begin with a letter, a digit or a quote"
        )
    ]
