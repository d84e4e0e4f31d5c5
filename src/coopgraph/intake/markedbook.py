"""Findings on the cells of a workbook: a comment, a fill, and a sheet that lists all of them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from coopgraph.errors import InputError
from coopgraph.intake import archive
from coopgraph.intake.content import Content
from coopgraph.intake.excel import BROKEN, letter
from coopgraph.intake.mapping import Mapping
from coopgraph.intake.ooxml import layouts
from coopgraph.intake.tables import LEADING, TABLES, header_among
from coopgraph.loaders.text import CONTROL

if TYPE_CHECKING:
    from coopgraph.intake.annotating import Finding

TITLE = "Findings"
HEADER = ("severity", "code", "place", "message", "remedy")
WIDTHS = (12, 28, 40, 70, 70)
FILLS = {"violation": "FFF4B6B0", "warning": "FFFFE699", "info": "FFDDEBF7"}
LINK = "FF0563C1"
LINE, TALLEST = 15, 400
"""The heights of a line and of the tallest row, in points."""
AUTHOR = "coopgraph"
_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def marked(content: Content, findings: Sequence[Finding], mapping: Mapping) -> bytes:
    """Return the workbook with findings on its cells. Raises InputError when it cannot be read, or is refused."""
    from openpyxl import load_workbook

    with archive.opened(content) as parts:
        layouts(parts, content.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(content.raw), keep_vba=content.suffix == ".xlsm")
            cells = [_mark(book, content.name, finding, mapping) for finding in findings]
            listed = _list(book, findings, cells)
            _open_at(book, [*(cell.parent for cell in cells if cell is not None), listed])
            written = io.BytesIO()
            book.save(written)
        except BROKEN as error:
            raise InputError(f"{content.name}: not a workbook that can be copied ({error}); save it anew") from None
    return _steady(written.getvalue())


def _cell(book: Any, name: str, finding: Finding, mapping: Mapping) -> Any:
    """Return the cell that a finding points to: that of its column, else the first of its row; or nothing."""
    source = finding.source
    if source is None or not source.file.startswith(f"{name}/") or not source.row:
        return None
    title = source.file[len(name) + 1 :]
    if title not in book.sheetnames or title not in [sheet.title for sheet in book.worksheets]:
        return None
    sheet = book[title]
    if source.row > max(sheet.max_row, 1):
        return None
    cell = sheet.cell(source.row, _number(sheet, source.field, mapping.of(title)))
    for merged in sheet.merged_cells.ranges:  # only the first cell of a merged range can carry anything
        if cell.coordinate in merged:
            return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _number(sheet: Any, field: str, mapping: Mapping) -> int:
    """Return the column that is called ``field``: as written, by the mapping, by our name, by its letters; or 1."""
    head = [[str(cell.value or "").strip() for cell in row] for row in sheet.iter_rows(max_row=LEADING + 1)]
    header = head[header_among(head, mapping.names())]
    ours = [mapping.columns.get(written) for written in header]
    same = [field if any(s.column(written) == field for s in TABLES.values()) else "" for written in header]
    letters = [letter(n) for n in range(1, sheet.max_column + 1)]
    return next((names.index(field) + 1 for names in (header, ours, same, letters) if field and field in names), 1)


def _mark(book: Any, name: str, finding: Finding, mapping: Mapping) -> Any:
    """Put a finding on the cell that it points to, and return that; None when there is none."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = _cell(book, name, finding, mapping)
    if cell is None:
        return None
    text = _plain(f"{finding.severity}: {finding.message}" + (f"; {finding.remedy}" if finding.remedy else ""))
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + text, AUTHOR, width=320, height=120)
    cell.fill = PatternFill("solid", start_color=FILLS.get(finding.severity.lower(), FILLS["warning"]))
    return cell


def _open_at(book: Any, sheets: Sequence[Any]) -> None:
    """Let the workbook open at the first of its sheets that is among these and can be seen; it alone is selected,
    for spreadsheets write into all sheets that are."""
    shown = [sheet for sheet in book.worksheets if sheet in sheets and sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is shown[0]
    book.active = shown[0]


def _list(book: Any, findings: Sequence[Finding], cells: Sequence[Any]) -> Any:
    """Add the sheet that lists all findings, each with a link to its cell, under a name that is free, and return it."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import quote_sheetname
    from openpyxl.worksheet.hyperlink import Hyperlink

    title = next(t for n in range(1, 1000) if (t := TITLE if n == 1 else f"{TITLE} {n}") not in book.sheetnames)
    sheet = book.create_sheet(title)
    rows = [HEADER, *((f.severity, f.code, str(f.source or ""), f.message, f.remedy) for f in findings)]
    for line, row in enumerate(rows, 1):
        for number, text in enumerate(row, 1):
            cell = sheet.cell(line, number, _plain(text))
            cell.data_type = "s"  # a text that begins with = is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=line == 1)
        lines = max(ceil(len(text) / width) for text, width in zip(row, WIDTHS, strict=True))
        sheet.row_dimensions[line].height = min(LINE * max(lines, 1), TALLEST)
    for line, found in enumerate(cells, 2):
        if found is not None:
            place = sheet.cell(line, HEADER.index("place") + 1)
            place.hyperlink = Hyperlink(
                place.coordinate, location=f"{quote_sheetname(found.parent.title)}!{found.coordinate}"
            )
            place.font = Font(color=LINK, underline="single")
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return sheet


def _plain(text: str) -> str:
    return CONTROL.sub("", text)[:32_000]


def _steady(raw: bytes) -> bytes:
    """Return the same zip without the time at which it was written."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(info.filename, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return found.getvalue()
