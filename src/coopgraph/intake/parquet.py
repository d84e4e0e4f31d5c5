"""Parquet tables, read by duckdb. Rows are counted from 1; a Parquet file has no lines."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopgraph.errors import InputError
from coopgraph.intake.content import Content
from coopgraph.intake.limits import MAX_CELL, MAX_COLUMNS, MAX_FILE, MAX_ROWS, megabytes
from coopgraph.intake.sheet import Parts, Sheet

if TYPE_CHECKING:
    import duckdb

NESTED = re.compile(r"STRUCT|MAP|UNION|BLOB|\[\].*\[\]")
_SETTINGS = {"memory_limit": "512MB", "threads": "1", "autoinstall_known_extensions": "false"}


def read(content: Content, known: Collection[str]) -> Parts:
    """Return the one sheet of a file. Raises InputError for a broken file and for what exceeds a limit."""
    import duckdb

    sheet = Sheet(content.name, content.stem, said=["Parquet"])
    with content.as_file() as path, duckdb.connect(config=dict(_SETTINGS)) as connection:
        try:
            _fill(sheet, connection, path)
        except duckdb.Error as error:
            why = " ".join(str(error).replace(str(path), "the file").split())
            raise InputError(
                f"{content.name}: not a Parquet file that can be read ({why[:200]}); write it anew"
            ) from None
    return Parts([sheet])


def _fill(sheet: Sheet, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    file = [str(path)]
    ((rows,),) = connection.execute("SELECT num_rows FROM parquet_file_metadata(?)", file).fetchall()
    if rows > MAX_ROWS:
        raise InputError(f"{sheet.name}: {rows} rows; at most {MAX_ROWS} are read")
    columns = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", file).fetchall()
    if len(columns) > MAX_COLUMNS:
        raise InputError(f"{sheet.name}: {len(columns)} columns; at most {MAX_COLUMNS} are read")
    sheet.begin([str(name) for name, *_ in columns], 0)
    nested = {name for name, kind, *_ in columns if NESTED.search(str(kind))}
    for name in sorted(nested):
        sheet.wrong(0, name, "the column holds nested values", "write one text, or a list of texts, to a cell")
    plain = [str(name) for name, *_ in columns if name not in nested]
    if plain:
        _sized(sheet, connection, plain, file)
    shown = ", ".join("NULL" if name in nested else _quoted(str(name)) for name, *_ in columns)
    connection.execute(f"SELECT {shown} FROM read_parquet(?, file_row_number = true) ORDER BY file_row_number", file)
    line = 0
    while batch := connection.fetchmany(1000):
        for cells in batch:
            line += 1
            sheet.add([_text(sheet, line, c, h) for c, h in zip(cells, sheet.header, strict=True)], line)


def _sized(sheet: Sheet, connection: duckdb.DuckDBPyConnection, plain: list[str], file: list[str]) -> None:
    """Raise InputError when the texts are larger than may be read: equal values are packed as one."""
    lengths = [f"strlen({_quoted(name)}::VARCHAR)" for name in plain]
    wanted = ", ".join(f"max({n}), sum({n})" for n in lengths)
    found = connection.execute(f"SELECT {wanted} FROM read_parquet(?)", file).fetchall()[0]
    if max((n or 0 for n in found[::2]), default=0) > 4 * MAX_CELL:
        raise InputError(f"{sheet.name}: a cell holds more than {MAX_CELL} characters, the most that is read")
    if sum(n or 0 for n in found[1::2]) > MAX_FILE:
        raise InputError(f"{sheet.name}: holds more than {megabytes(MAX_FILE)} of text, the most that is read")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(sheet: Sheet, line: int, value: Any, column: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " | ".join(_text(sheet, line, v, column) for v in value if v is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        if value.time() != time():
            sheet.wrong(line, column, "holds a time of day", "write a date only, as in 2013-05-31")
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return number(value) if isinstance(value, float) else f"{value.normalize():f}"
    return str(value)


def number(value: float) -> str:
    """Return a number as one would write it.

    >>> number(1.0), number(60.17)
    ('1', '60.17')
    """
    return str(int(value)) if math.isfinite(value) and abs(value) < 10**15 and value == int(value) else str(value)
