"""CSV tables to rows of cells. What the columns mean is in :mod:`coopgraph.loaders.authority`."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from coopgraph.errors import InputError
from coopgraph.loaders import text
from coopgraph.source import Problem, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column (trimmed, empty ones left out) and where it begins."""

    source: Source
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The header, the rows, and what was wrong with the form of the file."""

    name: str
    header: tuple[str, ...]
    rows: list[Row]
    problems: list[Problem]


def read(path: Path, name: str) -> Table:
    """Read a comma-separated table with a header row; ``name`` is what messages call the file.

    Raises InputError for what cannot be read at all. A row with more cells than the header, or a column named
    twice, is a problem of the table.
    """
    reader = csv.reader(io.StringIO(text.read(path, name), newline=""), strict=True)
    problems: list[Problem] = []
    rows: list[Row] = []
    try:
        header = tuple(h.strip() for h in next(reader))
        for column in {h for h in header if header.count(h) > 1}:
            problems.append(Problem(Source(name, 1, column), "the column is there twice", "keep one"))
        before = reader.line_num
        for cells in reader:
            place = Source(name, before + 1)
            before = reader.line_num
            if not any(c.strip() for c in cells):
                continue
            if len(cells) > len(header):
                problems.append(
                    Problem(
                        place,
                        f"{len(cells)} cells under {len(header)} columns",
                        'put a cell that holds a comma in "quotes"',
                    )
                )
                continue
            filled = {h: c.strip() for h, c in zip(header, cells, strict=False) if c.strip()}
            rows.append(Row(place, filled))
    except csv.Error as error:
        raise InputError(f"{name}:{reader.line_num}: not a CSV table ({error})") from error
    return Table(name, header, rows, problems)
