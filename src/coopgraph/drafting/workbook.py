"""The tables as a workbook: a sheet a table, with help on the headers and drop-down lists, empty or with a draft.

What the columns are stands in columns.csv; what the lists hold in :mod:`coopgraph.drafting.choices`. Sheets whose names
begin with ``_`` are for people; readers pass them over. The bytes depend on the data alone: no time of day, no name.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coopgraph.drafting.choices import choices, glossary, own_ids
from coopgraph.drafting.columns import Column, help_text, tables
from coopgraph.drafting.draft import SECTIONS, Draft
from coopgraph.records import Records

if TYPE_CHECKING:
    from openpyxl import Workbook

LISTS, README, TERMS, EXAMPLE = "_Lists", "_Read me", "_Terms", "_Example"
ROWS = 1000
"""So many rows have drop-down lists."""
_LONG = ("name_en", "name_ru", "also", "hidden", "note", "subject", "value", "basis", "title", "at")
_EXAMPLE = (
    ("source", "subject", "key", "value", "status", "confidence", "at", "basis"),
    ("900", "event/2024-osce-helsinki-workshop", "category", "workshop", "stated", "high", "40-50", ""),
    ("900", "event/2024-osce-helsinki-workshop", "start-date", "2024-03-12", "stated", "high", "0-16", ""),
    ("900", "event/2024-osce-helsinki-workshop", "host", "org/finnish-customs", "stated", "high", "17-50", ""),
    ("900", "event/2024-osce-helsinki-workshop", "organizer", "org/osce", "stated", "high", "51-72", ""),
    ("900", "event/2024-osce-helsinki-workshop", "place", "place/helsinki", "stated", "high", "73-84", ""),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def workbook(records: Records, draft: Draft | None = None) -> bytes:
    """Return an XLSX file whose lists offer the vocabularies and the ids of ``records``, with the rows of a draft.

    About a second for a few hundred records.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    _text_sheet(book, README, [(line,) for line in help_text().splitlines()], (110,))
    filled = _rows(draft) if draft else {}
    for table, columns in tables().items():
        _table(book, table, columns, filled.get(table, []))
    _text_sheet(book, EXAMPLE, _EXAMPLE, (10, 40, 14, 24, 12, 12, 14, 40))
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
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)


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
    claims: list[tuple[str, ...]] = [
        (draft.source, subject, line.key, line.value, "draft", line.certainty, " | ".join(line.spans))
        for line in draft.lines
    ]
    return {"events": [(draft.source, draft.event)], "claims": claims}


def _annotate(book: Workbook, draft: Draft) -> None:
    """Put what a draft's lines rest on into notes, and what is no line into a sheet of its own."""
    from openpyxl.comments import Comment

    sheet = book["claims"]
    for row, line in enumerate(draft.lines, 2):
        more = f" (and {line.more} more)" if line.more else ""
        text = f"{SECTIONS[line.section]}\n{line.note}{more}"
        sheet.cell(row, 3).comment = Comment(text, "coopgraph", height=90, width=360)
    rest = [("Draft: read the text at each place; write stated, inferred or rejected instead of draft, or delete it",)]
    rest += [(f"Occupation {c.ident} at {c.at}: perhaps of a delegation",) for c in draft.people]
    rest += [(f"Perhaps new, at {c.at}: {' '.join(c.matched.split())}",) for c in draft.new]
    rest += [(f"Left out: {draft.left_out} names and words in lines that look like a menu of the page",)]
    _text_sheet(book, "_Draft", rest if draft.left_out else rest[:-1], (110,))


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
