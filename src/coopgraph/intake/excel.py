"""XLSX workbooks: a sheet is a table. Only what stands in the cells counts: no formulas, colours or comments.

Read by openpyxl as a stream, after :mod:`coopgraph.intake.ooxml` has looked through the parts. The cell values are
made text in :mod:`coopgraph.intake.excelcell`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from coopgraph.errors import InputError
from coopgraph.intake import archive
from coopgraph.intake.content import Content
from coopgraph.intake.delimited import trimmed
from coopgraph.intake.excelcell import text
from coopgraph.intake.ooxml import Layout, layouts
from coopgraph.intake.sheet import Parts, Sheet
from coopgraph.intake.tables import LEADING, fold, header_among

BROKEN = (*archive.BROKEN, LookupError, TypeError, AttributeError, SyntaxError, ArithmeticError)
"""What openpyxl raises for parts that are missing, empty, or not as the format wants them."""
MOST = 20
"""Runs of hidden rows that are named."""
ASIDE = ("lists", "readme", "findings")
"""Sheets that help the writer, as their names are folded; others begin with an underscore."""


def read(content: Content, known: Collection[str]) -> Parts:
    """Return the sheets of a workbook. Raises InputError for what is no workbook, or is refused."""
    with archive.opened(content) as parts:
        plan = layouts(parts, content.name)
    with warnings.catch_warnings():  # openpyxl warns of what it would lose in writing
        warnings.simplefilter("ignore")
        try:
            return _sheets(content, plan, known)
        except BROKEN as error:
            why = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
            raise InputError(f"{content.name}: not a workbook that can be read ({why}); save it anew") from None


def _sheets(content: Content, plan: dict[str, Layout], known: Collection[str]) -> Parts:
    from openpyxl import load_workbook

    found, passed = Parts(), []
    book = load_workbook(io.BytesIO(content.raw), read_only=True, keep_links=False)
    if not book.worksheets:
        raise InputError(f"{content.name}: holds no sheet that can be read; save it as Excel Workbook (.xlsx)")
    for one in book.worksheets:
        raw: Any = one
        name = f"{content.name}/{''.join(c if c.isprintable() else '?' for c in raw.title)}"
        if aside(raw.title):
            passed.append(name.removeprefix(f"{content.name}/"))
            continue
        sheet = Sheet(name, str(raw.title))
        raw.reset_dimensions()
        if raw._worksheet_path not in plan:
            raise InputError(f"{name}: refused: another sheet is the same part of the file, or it is none")
        _fill(sheet, raw, plan.pop(raw._worksheet_path), known)
        if raw.sheet_state != "visible":
            sheet.said.append("the sheet is hidden")
        found.sheets.append(sheet)
    if passed:
        found.files.notes.append(f"{content.name}: sheets that help the writer are passed over: {', '.join(passed)}")
    if len(found.sheets) == 1:
        found.sheets[0].file = content.stem
    return found


def aside(title: str) -> bool:
    """Return whether a sheet is not meant to be read.

    >>> aside("_terms"), aside("Read me"), aside("claims")
    (True, True, False)
    """
    return title.startswith("_") or fold(title) in ASIDE


def _fill(sheet: Sheet, raw: Any, layout: Layout, known: Collection[str]) -> None:
    """Read one sheet: the header is the first row that names a column of ours, else the first that holds a text."""
    if not layout.rows:
        return
    corners = {_corner(ref): ref for ref in layout.merged}
    filled: dict[tuple[int, int], str] = {}
    rows = _filled(raw.iter_rows(max_row=layout.rows, max_col=layout.columns), corners, filled)
    head = list(islice(rows, LEADING + 1))
    first = header_among([[str(cell.value or "") for cell in cells] for _, cells in head], known) if head else 0
    for n, (line, cells) in enumerate(chain(head[first:], rows)):
        (_row if n else _header)(sheet, line, cells)
    if first:
        sheet.said.append(f"the header is in row {sheet.top}, what stands above it is left out")
    _merged(sheet, filled)
    _hidden(sheet, layout)


def _filled(
    rows: Iterable[Sequence[Any]], corners: dict[tuple[int, int], str], filled: dict[tuple[int, int], str]
) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows that hold something, and note in ``filled`` the merged ranges whose first cell does."""
    for line, cells in enumerate(rows, 1):
        if any(cell.value not in (None, "") for cell in cells):
            for number, cell in enumerate(cells, 1) if corners else ():
                if (line, number) in corners and cell.value not in (None, ""):
                    filled[line, number] = corners[line, number]
            yield line, cells


def _header(sheet: Sheet, line: int, cells: Sequence[Any]) -> None:
    sheet.begin(trimmed([text(sheet, line, letter(n), cell) for n, cell in enumerate(cells, 1)]), line)


def _row(sheet: Sheet, line: int, cells: Sequence[Any]) -> None:
    names = [*sheet.header, *("" for _ in range(len(cells) - len(sheet.header)))]
    sheet.add(
        [
            text(sheet, line, name or letter(n), cell)
            for n, (name, cell) in enumerate(zip(names, cells, strict=True), 1)
        ],
        line,
    )


def _corner(ref: str) -> tuple[int, int]:
    from openpyxl.utils import range_boundaries

    first_column, first_row, _, _ = range_boundaries(ref)
    return first_row or 1, first_column or 1


def _merged(sheet: Sheet, filled: dict[tuple[int, int], str]) -> None:
    for (line, number), ref in sorted(filled.items()):
        if line >= sheet.top:
            name = sheet.header[number - 1] if number <= len(sheet.header) else ""
            first = ref.partition(":")[0]
            message = f"the cells {ref} are merged; the value counts for {first} only"
            sheet.wrong(
                line, name or letter(number), message, "part them, and write the value into each that it is for"
            )


def _hidden(sheet: Sheet, layout: Layout) -> None:
    """Tell of rows and columns that are hidden; they are read."""
    if rows := [row for row in layout.hidden_rows if row <= layout.rows]:
        sheet.said.append(f"hidden rows {runs(rows)} are read")
    runs_ = layout.hidden_columns
    columns = sorted({n for first, last in runs_ for n in range(first, min(last, layout.columns) + 1)})
    if columns:
        names = (sheet.header[n - 1] if n <= len(sheet.header) else "" for n in columns)
        shown = [f"{letter(n)} ({name})" if name else letter(n) for n, name in zip(columns, names, strict=True)]
        sheet.said.append(f"hidden columns {', '.join(shown)} are read")


def runs(numbers: Iterable[int]) -> str:
    """Return numbers, neighbours joined.

    >>> runs([3, 4, 5, 9])
    '3-5, 9'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in found[:MOST]]
    return ", ".join(shown) + (f" and {len(found) - MOST} runs more" if len(found) > MOST else "")


def letter(number: int) -> str:
    """Return the letters of a column.

    >>> letter(1), letter(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
