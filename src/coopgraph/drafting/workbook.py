"""The tables as a workbook: a sheet a table, with help on the headers and drop-down lists, empty or with a draft.

What the columns are stands in columns.csv; what the lists hold in :mod:`coopgraph.drafting.choices`. Sheets whose names
begin with ``_`` are for people; readers pass them over. The bytes depend on the data alone: no time of day, no name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from coopgraph.drafting.choices import choices, glossary, own_ids
from coopgraph.drafting.columns import DERIVED, Column, help_text, tables
from coopgraph.drafting.document import READ_OFF, WRITE
from coopgraph.drafting.draft import SECTIONS, Draft
from coopgraph.records import Records

if TYPE_CHECKING:
    from openpyxl import Workbook

LISTS, README, TERMS, EXAMPLE = "_Lists", "_Read me", "_Terms", "_Example"
TO_DO = "FFF2CC"
"""The fill of cells that a person must see to."""
LINE = 15
"""The height of a line, in points."""
ROWS = 1000
"""So many rows have drop-down lists."""
_LONG = ("name_en", "name_ru", "also", "hidden", "note", "subject", "value", "basis", "title", "at")
_EXAMPLE = (
    ("In the sheet sources",),
    ("id", "name_en", "publisher", "issued", "language", "file"),
    ("900", "Finnish Customs on a workshop of 2024", "finnish-customs", "2024-03-13", "en", "900.txt"),
    ("",),
    ("In the sheet events",),
    ("source", "id", "name_en"),
    ("900", "2024-osce-helsinki-workshop", "Workshop of the OSCE in Helsinki"),
    ("",),
    ("In the sheet claims",),
    ("source", "subject", "key", "value", "status", "confidence", "at", "basis"),
    ("900", "event/2024-osce-helsinki-workshop", "category", "workshop", "stated", "high", "40-50"),
    ("900", "event/2024-osce-helsinki-workshop", "start-date", "2024-03-12", "stated", "high", "0-16"),
    ("900", "event/2024-osce-helsinki-workshop", "host", "org/finnish-customs", "stated", "high", "17-50"),
    ("900", "event/2024-osce-helsinki-workshop", "organizer", "org/osce", "stated", "high", "51-72"),
    ("900", "event/2024-osce-helsinki-workshop", "place", "place/helsinki", "stated", "high", "73-84"),
)
"""Whole of what one event needs."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def workbook(records: Records, draft: Draft | None = None) -> bytes:
    """Return an XLSX file whose lists offer the vocabularies and the ids of ``records``, with the rows of a draft.

    About a second for a few hundred records.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    _text_sheet(book, README, [(line,) for line in help_text().splitlines()], (90,))
    filled = _rows(draft) if draft else {}
    for table, columns in tables().items():
        _table(book, table, columns + _derived(table, draft), filled.get(table, []))
    _text_sheet(book, EXAMPLE, _EXAMPLE, (10, 40, 32, 24, 12, 12, 14, 40))
    _text_sheet(book, TERMS, glossary(records), (20, 34, 40, 40, 90))
    ranges = _lists(book, records)
    for table, columns in tables().items():
        for number, column in enumerate(columns, 1):
            _offer(book[table], number, column, ranges)
    if draft:
        _annotate(book, draft)
        book.active = book.sheetnames.index("claims")
    return _steady(book)


def _table(book: Workbook, table: str, columns: Sequence[Column], rows: list[tuple[str, ...]]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(table)
    sheet.freeze_panes = "A2"
    _on_paper(sheet)
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.name)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F4E78")
        cell.alignment = Alignment(vertical="center")
        cell.comment = Comment(column.help, "coopgraph", height=40 + 18 * (len(column.help) // 38 + 1), width=300)
        dimension: Any = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = 34 if column.name in _LONG else max(12, len(column.name) + 4)
        dimension.number_format = "@"
    _write(sheet, rows)


def _on_paper(sheet: Any) -> None:
    """Let all columns stand on one page, with the header on each, when a sheet is printed."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write(sheet: Any, rows: Sequence[Sequence[str]], first: int = 2) -> None:
    for line, row in enumerate(rows, first):
        for number, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(line, number, text)
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.number_format = "@"


def _text_sheet(book: Workbook, title: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    _write(sheet, rows, first=1)
    _on_paper(sheet)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line, row in enumerate(rows, 1):  # not every program makes room for the lines of a text
        many = len(row) > 1 or len(widths) == 1  # a title runs over the cells beside it
        lines = max(
            [ceil(len(text) / width) for text, width in zip(row, widths, strict=False) if text and many], default=1
        )
        sheet.row_dimensions[line].height = LINE * lines
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=len(widths) == 1 or row[1].value is not None, vertical="top")
            cell.font = Font(bold=cell.row == 1 or str(row[0].value).startswith("In the sheet"))


def _lists(book: Workbook, records: Records) -> dict[str, str]:
    """Write the lists into their sheet, a column each, and return where each stands; each has a name, too."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    ranges = {}
    for number, (name, offered) in enumerate(choices(records).items(), 1):
        letter = get_column_letter(number)
        sheet.cell(1, number, name)
        _cells(sheet, number, [*offered.values, *own_ids(offered.kinds)])
        last = max(2, 1 + len(offered.values) + len(own_ids(offered.kinds)))
        ranges[name] = f"'{LISTS}'!${letter}$2:${letter}${last}"
        for alias in offered.names or (name,):
            called = alias.replace("-", "_")
            book.defined_names[f"list_{called}"] = DefinedName(f"list_{called}", attr_text=ranges[name])
    return ranges


def _cells(sheet: Any, number: int, values: Sequence[str]) -> None:
    for line, value in enumerate(values, 2):
        sheet.cell(line, number).value = value


def _offer(sheet: Any, number: int, column: Column, ranges: dict[str, str]) -> None:
    """Give a column its drop-down list. What is not in it may be written all the same: it is checked later, and a
    cell may hold several terms."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not column.choices:
        return
    letter = get_column_letter(number)
    source = ranges.get(column.choices, "")
    if column.choices == "values":  # those that fit the key, which stands one column to the left
        source = f'INDIRECT("list_"&SUBSTITUTE({get_column_letter(number - 1)}2,"-","_"))'
    offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
    offer.add(f"{letter}2:{letter}{ROWS}")
    sheet.add_data_validation(offer)


def _rows(draft: Draft) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of a draft by table: an event without a name, and claims whose status is ``draft``."""
    subject = f"event/{draft.event}"
    columns = (*tables()["sources"], *_derived("sources", draft))
    sources = [tuple(draft.document.get(column.name, "") for column in columns)] if draft.document else []
    claims: list[tuple[str, ...]] = [
        (draft.source, subject, line.key, line.value, "draft", line.certainty, " | ".join(line.spans))
        for line in draft.lines
    ]
    return {"sources": sources, "events": [(draft.source, draft.event)], "claims": claims}


def _derived(table: str, draft: Draft | None) -> tuple[Column, ...]:
    """Return the columns that only the proposed row of a document fills."""
    if table != "sources" or not draft or not draft.document:
        return ()
    return tuple(Column(name, "", "Counted from the text; leave it as it is") for name in DERIVED)


def _annotate(book: Workbook, draft: Draft) -> None:
    """Put what a draft's lines rest on into notes, and what is no line into a sheet of its own."""
    from openpyxl.comments import Comment

    todo = {"name_en": "what the event is called in English", "id": "the id may tell more, here and in claims"}
    _todo(book["events"], todo if draft.event else {})
    seen = dict.fromkeys((column for column in READ_OFF if column in draft.document), "read off the text; is it right?")
    missing = {column: how for column, how in WRITE.items() if draft.document.get(column, "?") == "?"}
    _todo(book["sources"], missing | seen if draft.document else {})
    sheet = book["claims"]
    for row, line in enumerate(draft.lines, 2):
        more = f" (and {line.more} more)" if line.more else ""
        text = f"{SECTIONS[line.section]}\n{line.note}{more}"
        sheet.cell(row, 3).comment = Comment(text, "coopgraph", height=90, width=360)
    rest = [("Draft: read the text at each place; write stated, inferred or rejected instead of draft, or delete it",)]
    rest += [(f"Occupation {c.ident} at {c.at}: perhaps of a delegation",) for c in draft.people]
    rest += [(f"Perhaps new, at {c.at}: {' '.join(c.matched.split())}",) for c in draft.new]
    rest += [(f"Left out: {draft.left_out} names and words in lines that look like a menu of the page",)]
    _text_sheet(book, "_Draft", rest if draft.left_out else rest[:-1], (90,))


def _todo(sheet: Any, columns: dict[str, str]) -> None:
    """Mark the cells of the first row that a person must fill in or look at, and say what is to be written."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    header = [cell.value for cell in sheet[1]]
    for column, text in columns.items():
        cell = sheet.cell(2, header.index(column) + 1)
        cell.fill = PatternFill("solid", start_color=TO_DO)
        cell.comment = Comment(text, "coopgraph", height=60, width=260)


def _steady(book: Workbook) -> bytes:
    """Return the bytes of a workbook without the time at which it was made."""
    book.properties.creator = "coopgraph"
    raw, out = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as steady:
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", made.read(name))
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            steady.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
