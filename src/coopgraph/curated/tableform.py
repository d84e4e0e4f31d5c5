"""The canonical form of a table: the columns of ``COLUMNS`` first, in that order, and rows sorted by id.

Cells are quoted only where a comma, a quote or a line break asks for it; lines end in LF; the text is UTF-8 without a
mark. A name in a further language stands after the last name that every table has, other columns stand last; either
are kept only where a row fills them. Spans of evidence are sorted as numbers.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from coopgraph.loaders.table import Row, Table

_NAMED = ("id", "name_en", "name_ru", "also", "hidden")
_BODY, _SITE = (*_NAMED, "type", "note"), (*_NAMED, "country", "lat", "lon", "note")
COLUMNS: dict[str, tuple[str, ...]] = {
    "countries": ("id", "name_en", "name_ru", "west", "south", "east", "north"),
    "organizations": (*_NAMED, "type", "country", "note"),
    "people": (*_NAMED, "note"),
    "places": _SITE,
    "crossings": _SITE,
    "projects": _BODY,
    "documents": _BODY,
    "sources": ("id", "name_en", "title", "publisher", "issued", "language", "url", "file", "sha256", "length"),
    "evidence": ("source", "start", "end", "sha256"),
}
"""The columns that a table always has."""
_NAME = re.compile("name_[a-z]{2,3}")


def text(name: str, tables: Iterable[Table]) -> str:
    """Return the tables of one name as a single one, in canonical form."""
    rows = [row for table in tables for row in table.rows]
    header = _header(name, rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    cells = ([row.cells.get(column, "") for column in header] for row in sorted(rows, key=_place))
    writer.writerows(cells)
    return out.getvalue()


def _header(name: str, rows: Iterable[Row]) -> list[str]:
    standard = list(COLUMNS.get(name, ()))
    more = sorted({column for row in rows for column in row.cells} - set(standard))
    names = [column for column in more if _NAME.fullmatch(column)]
    last = max((i for i, column in enumerate(standard) if _NAME.fullmatch(column)), default=len(standard) - 1)
    return [*standard[: last + 1], *names, *standard[last + 1 :], *(column for column in more if column not in names)]


def _place(row: Row) -> tuple[object, ...]:
    """Return what rows are sorted by; of two rows with one id, which is a mistake, by all they say."""
    cells = row.cells
    ident = cells.get("id", cells.get("source", ""))
    return (ident, _number(cells.get("start")), _number(cells.get("end")), sorted(cells.items()))


def _number(text: str | None) -> tuple[int, str]:
    """Return a number to sort by; what is none comes last."""
    return (int(text), "") if text and text.isascii() and text.isdecimal() else (2**62, text or "")
