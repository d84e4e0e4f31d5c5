"""Rows by their numbers, read again from their files as any other input is read, each with its place.

DuckDB knows the number of a row, not its line; a cell may hold line ends. Only files with doubtful rows are read
again.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.intake.sheet import Sheet

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def sheet(path: Path, name: str, numbers: Collection[int], connection: DuckDBPyConnection) -> Sheet:
    """Return the table ``name`` with the rows of these numbers alone, 1 for the first below the header.

    Raises InputError for more rows than any other input may have.
    """
    found = Sheet(str(path), name)
    header, rows = (_parquet if path.suffix == ".parquet" else _csv)(path, name, {*numbers}, connection)
    found.begin(header, 1)
    for line, cells in rows:
        found.add(cells, line)
    return found


def _parquet(
    path: Path, name: str, numbers: set[int], connection: DuckDBPyConnection
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    asked = f"SELECT * FROM {name} WHERE row IN (SELECT unnest(?)) ORDER BY row"
    answer = connection.execute(asked, [[*numbers]])
    header = [column[0] for column in answer.description or ()][1:]
    return header, [(int(row) + 1, [cell or "" for cell in cells]) for row, *cells in answer.fetchall()]


def _csv(
    path: Path, name: str, numbers: set[int], connection: DuckDBPyConnection
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        lines = _numbered(reader)
        (_, header), *_ = [next(lines)]
        rows = (found for number, found in enumerate(lines, 1) if number in numbers)
        return header, list(rows)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty with the line that each begins in."""
    before = 0
    for cells in reader:
        if cells:
            yield before + 1, cells
        before = reader.line_num  # type: ignore[attr-defined]
