"""CSV tables to rows of cells. What the columns mean is in :mod:`coopgraph.loaders.authority`."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from coopgraph.errors import InputError, suggestion
from coopgraph.loaders import text
from coopgraph.source import Problem, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column (trimmed, empty ones left out) and where it begins."""

    source: Source
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The header, the rows, and what was wrong with the form of the file; ``broken`` rows have too many cells."""

    name: str
    header: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)

    def misnamed(self, known: Collection[str], needed: Sequence[str]) -> list[Problem]:
        """Return what is wrong with the header: columns that are not known, and needed ones that are not there."""
        found = []
        for column in self.header:
            if column and column not in known:
                remedy = suggestion(column, sorted(known))
                found.append(self._wrong(column, f"{column!r} is not a column of this table", remedy))
        for column in needed:
            if column not in self.header:
                found.append(self._wrong(column, "the column is missing", "add it to the first line"))
        return found

    def _wrong(self, column: str, message: str, remedy: str) -> Problem:
        return Problem(Source(self.name, 1, column), message, remedy)


def read(path: text.Readable, name: str) -> Table:
    """Read a comma-separated table with a header row; ``name`` is what messages call the file.

    Raises InputError for what cannot be read at all. A row with more cells than the header, or a column named
    twice or not at all, is a problem of the table.
    """
    reader = csv.reader(io.StringIO(text.read(path, name), newline=""), strict=True)
    before = 0
    try:
        found = Table(name, tuple(h.strip() for h in next(reader)))
        found.problems.extend(_header_problems(found))
        before = reader.line_num
        for cells in reader:
            _add(found, cells, Source(name, before + 1))
            before = reader.line_num
    except csv.Error as error:
        why = f"the row that begins here is not CSV ({error}); see that quotes close, and double a quote inside them"
        raise InputError(f"{name}:{before + 1}: {why}") from error
    return found


def _add(table: Table, cells: list[str], place: Source) -> None:
    if not any(c.strip() for c in cells):
        return
    row = Row(place, {h: c.strip() for h, c in zip(table.header, cells, strict=False) if h and c.strip()})
    if len(cells) > len(table.header):
        message = f"{len(cells)} cells under {len(table.header)} columns"
        table.problems.append(Problem(place, message, 'put a cell that holds a comma in "quotes"'))
        table.broken.append(row)
    else:
        table.rows.append(row)


def _header_problems(table: Table) -> list[Problem]:
    header, place = table.header, Source(table.name, 1)
    if not any(header):
        raise InputError(f"{place}: the first line is blank; begin the table with the names of its columns")
    for delimiter, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and delimiter in header[0]:
            raise InputError(f"{place}: the cells are parted by {called}; save the table with commas")
    found = [Problem(place, "a column has no name", "name it, or delete it")] if "" in header else []
    twice = sorted({h for h in header if h and header.count(h) > 1})
    return found + [Problem(place.at(column), "the column is there twice", "keep one") for column in twice]
