"""What a cell of a workbook says, as text: dates as year-month-day, whole numbers without a point.

Formulas, error values, times of day and numbers that Excel has rounded are problems.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from coopgraph.intake.parquet import number
from coopgraph.intake.sheet import Sheet

EXACT = 10**15
"""Excel keeps fifteen digits; of a longer number the rest is noughts."""
_RETURN = re.compile("_x000D_\n?", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def text(sheet: Sheet, line: int, column: str, cell: Any) -> str:
    """Return a cell's text; what is wrong with it is noted in the sheet."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind == "f":
        sheet.wrong(line, column, "holds a formula", "paste its value instead (Paste Special, Values)")
        return ""
    if kind == "e":
        sheet.wrong(line, column, f"holds the error {str(value)!r}", "write the value")
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(sheet, line, column, value)
    if isinstance(value, str):
        return _RETURN.sub("\n", value) if "_x" in value else value
    return _date(sheet, line, column, cell)


def _number(sheet: Sheet, line: int, column: str, value: float) -> str:
    if abs(value) >= EXACT:
        sheet.wrong(line, column, "holds a number of more than 15 digits", "format the cell as text and write it again")
    found = number(value)
    sheet.numbers.setdefault(column, found)
    return found


def _date(sheet: Sheet, line: int, column: str, cell: Any) -> str:
    value = cell.value
    if isinstance(value, datetime):
        if value.time() != time():
            sheet.wrong(line, column, "holds a time of day", "write a date only, as in 2013-05-31")
        value = value.date()
    if not isinstance(value, date):
        sheet.wrong(line, column, "holds a time and no date", "write a date, as in 2013-05-31")
        return ""
    shows_day = "d" in _QUOTED.sub("", str(cell.number_format)).lower()
    sheet.dates[line, column] = "day" if shows_day else "month"
    return value.isoformat()
