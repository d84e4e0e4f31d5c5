"""A table as somebody wrote it: their own columns, their own order; and what is collected while it is read.

Forms (CSV, XLSX, JSON, Parquet) make sheets; :mod:`coopgraph.intake.shaping` turns them into our tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from coopgraph.errors import InputError
from coopgraph.intake.limits import MAX_ALIKE, MAX_CELL, MAX_COLUMNS, MAX_ROWS
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Row
from coopgraph.loaders.text import CONTROL, codepoint
from coopgraph.source import Problem, Source

_BLANK = " \t\r\n"
_ODD = "\u00a0\u1680\u180e\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_ENDS = re.compile(f"^[{_BLANK}{_ODD}]+|[{_BLANK}{_ODD}]+$")


@dataclass(slots=True)
class Complaints:
    """Problems of one file. Of each kind only the first ``MAX_ALIKE`` are kept, and the rest counted."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    _kinds: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, problem: Problem) -> None:
        """Take in a problem; ``kind`` is what it is called when there are too many."""
        self._kinds[kind] += 1
        if self._kinds[kind] <= MAX_ALIKE:
            self.problems.append(problem)

    def all(self) -> list[Problem]:
        """Return the problems, and for each kind that was cut short how many more there are."""
        place = Source(self.name)
        more = sorted((kind, n - MAX_ALIKE) for kind, n in self._kinds.items() if n > MAX_ALIKE)
        return self.problems + [
            Problem(place, f"{n} more of the kind: {kind}", "mend the first ones; it is often one mistake")
            for kind, n in more
        ]


@dataclass(slots=True)
class Sheet:
    """A table before it is understood. ``title`` is what tells which table it is; ``top`` the line of the header.

    ``dates`` has the cells (row, column) that hold a spreadsheet's date rather than text, and ``"month"`` for those
    that show no day; ``numbers`` the columns in which it holds numbers. ``file`` is the stem of a workbook that has but
    this sheet, which may tell the table when the title does not. ``spans`` tells where each row stands in the text of
    the file, by its line and as spans are written; of a workbook nothing.
    """

    name: str
    title: str
    header: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)
    top: int = 1
    said: list[str] = field(default_factory=list)
    dates: dict[tuple[int, str], str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    trimmed: int = 0
    file: str = ""
    spans: Callable[[], dict[int, str]] = dict
    complaints: Complaints = field(init=False)

    def __post_init__(self) -> None:
        self.complaints = Complaints(self.name)

    def wrong(self, line: int, column: str, message: str, remedy: str) -> None:
        """Note a problem with a cell, or with a line when ``column`` is empty."""
        self.complaints.add(
            message.partition("'")[0].strip() or "such values", Problem(self.at(line, column), message, remedy)
        )

    def at(self, line: int, column: str = "") -> Source:
        """Return the place of a cell."""
        return Source(self.name, line, column)

    def begin(self, header: Sequence[str], line: int) -> None:
        """Take the names of the columns. Raises InputError when there are too many."""
        if len(header) > MAX_COLUMNS:
            raise InputError(f"{self.name}:{line}: {len(header)} columns; at most {MAX_COLUMNS} are read")
        self.header, self.top = tuple(self.clean(cell, line, "") for cell in header), line
        for column in sorted({h for h in self.header if h and self.header.count(h) > 1}):
            self.wrong(line, column, "the column is there twice", "keep one")

    def add(self, cells: Sequence[str], line: int) -> None:
        """Take a row; one without any text is passed over. Raises InputError when there are too many."""
        if not any(cell and not cell.isspace() for cell in cells):
            return
        if len(self.rows) + len(self.broken) >= MAX_ROWS:
            raise InputError(f"{self.name}:{line}: more than {MAX_ROWS} rows; part the table into several")
        found: dict[str, str] = {}
        for column, cell in zip(self.header, cells, strict=False):
            if text := self.clean(cell, line, column):
                if column:
                    found.setdefault(column, text)
                else:
                    self.wrong(line, "", f"{text!r} stands in a column without a name", "name the column, or delete it")
        row = Row(self.at(line), found)
        if any(cell.strip() for cell in cells[len(self.header) :]):
            message = f"{len(cells)} cells under {len(self.header)} columns"
            remedy = 'put a cell with a comma in "quotes", or name its column'
            self.complaints.add("more cells than columns", Problem(self.at(line), message, remedy))
            self.broken.append(row)
        elif found:
            self.rows.append(row)

    def clean(self, cell: str, line: int, column: str) -> str:
        """Return a cell without blanks at its ends and without what no text holds. Blanks and marks that nobody sees
        are counted, the rest are problems."""
        text = cell.strip(_BLANK)
        if text and (bare := _ENDS.sub("", text)) != text:
            text, self.trimmed = bare, self.trimmed + 1
        if len(text) > MAX_CELL:
            self.wrong(line, column, f"holds more than {MAX_CELL} characters", "shorten it")
            text = text[:MAX_CELL]
        if found := CONTROL.search(text):
            self.wrong(line, column, f"holds the control character {codepoint(found[0])}", "delete it")
            text = CONTROL.sub("", text)
        if "\ufeff" in text:
            self.wrong(
                line, column, "holds a byte order mark in the middle (U+FEFF)", "delete it; two files were joined"
            )
            text = text.replace("\ufeff", "")
        return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text

    def note(self) -> str:
        """Return the line that tells how the sheet was read."""
        parts = [*self.said, f"{len(self.rows)} row{'' if len(self.rows) == 1 else 's'}"]
        if self.trimmed:
            parts.append(f"no-break spaces or invisible characters cut off the ends of {self.trimmed} cells")
        return f"{self.name}: {', '.join(parts)}"


@dataclass(slots=True)
class Parts:
    """What a form gives: sheets to be understood, and what is finished already (trees, problems, notes)."""

    sheets: list[Sheet] = field(default_factory=list)
    files: Files = field(default_factory=Files)
