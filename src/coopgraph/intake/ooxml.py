"""The parts of an XLSX file, looked through before anything reads them: no document types, no bombs, rows in order.

openpyxl's stream of a sheet says nothing of merged cells and of hidden rows and columns, trusts the dimensions that
the file claims, drops rows that are out of order, and takes the string -1 for the last one; this pass tells the first
and refuses the others.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

from coopgraph.errors import InputError
from coopgraph.intake.archive import unpacked
from coopgraph.intake.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

MAX_DEPTH = 100
MAX_MERGED = 65_536
"""Merged ranges of a sheet, and runs of hidden columns."""
MAX_SHEETS = 1000
LAST_COLUMN = 16_384
"""XFD: no spreadsheet has more. Empty cells count, for each is made before it is passed over."""
MAX_ELEMENTS = {"worksheet": 5 * MAX_CELLS, "sst": 3 * MAX_CELLS, "styleSheet": 300_000, "workbook": 300_000}
"""Elements of the parts that are always read, by their outermost one; a cell that holds something has two."""
T = TypeVar("T")
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


@dataclass(slots=True)
class Layout:
    """How a sheet is laid out. ``rows`` and ``columns`` are the last that hold something, ``strings`` how many shared
    strings the workbook must have, ``merged`` ranges such as A3:A5, ``hidden_columns`` runs (first, last)."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    strings: int = 0
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


def layouts(archive: zipfile.ZipFile, name: str) -> dict[str, Layout]:
    """Return the layout of each sheet by the path of its part; every part that is XML has been checked.

    Raises InputError for XML that is broken or has a document type, and for what exceeds a limit.
    """
    found, strings = {}, 0
    for info in archive.infolist():
        raw = unpacked(archive, info, name)
        if raw.lstrip(_BEFORE)[:1] == b"<":
            pass_ = _Pass(f"{name} ({info.filename})")
            pass_.run(raw, strict=not info.filename.endswith(".vml"))
            if pass_.root == "worksheet":
                found[info.filename] = pass_.layout
            strings = max(strings, pass_.strings)
    for part, layout in found.items():
        if layout.strings > strings:
            why = f"a cell holds the shared string {layout.strings - 1}, and there are {strings} of them"
            raise InputError(f"{name} ({part}): refused: {why}")
    if sum(layout.cells for layout in found.values()) > MAX_CELLS:
        raise InputError(f"{name}: refused: more than {MAX_CELLS} cells; part the workbook")
    return found


def column(letters: str) -> int:
    """Return the number of a column.

    >>> column("A"), column("AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Pass:
    """One part."""

    def __init__(self, name: str) -> None:
        self.name, self.layout = name, Layout()
        self.parser = expat.ParserCreate()
        self.depth, self.row, self.column = 0, 0, 0
        self.root, self.elements, self.strings, self.sheets = "", 0, 0, 0
        self.shared, self.text = False, ""

    def run(self, raw: bytes, strict: bool) -> None:
        parser = self.parser
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(raw, True)
        except expat.ExpatError as error:
            if strict:
                raise InputError(f"{self.name}: broken XML ({error}); save the workbook anew") from None

    def _refuse(self, why: str) -> None:
        raise InputError(f"{self.name}: refused: {why}")

    def _doctype(self, *_: object) -> None:
        self._refuse("it has a document type (DTD), which no spreadsheet writes")

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.parser.CharacterDataHandler and tag.rpartition(":")[2] == "v":
            self.parser.CharacterDataHandler = None
            self._string()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        local = tag.rpartition(":")[2]
        if self.depth == 1:
            self.root = local
        if self.depth > MAX_DEPTH:
            self._refuse(f"its XML is nested deeper than {MAX_DEPTH}")
        self.elements += 1
        if self.elements > MAX_ELEMENTS.get(self.root, self.elements):
            self._refuse(f"it has more than {MAX_ELEMENTS[self.root]} elements")
        if self.root == "worksheet":
            self._in_sheet(local, attributes)
        elif self.root == "sst":
            self.strings += local == "si"
        elif self.root == "workbook" and local == "sheet":
            self.sheets += 1
            if self.sheets > MAX_SHEETS:
                self._refuse(f"it has more than {MAX_SHEETS} sheets")

    def _in_sheet(self, local: str, attributes: dict[str, str]) -> None:
        if local == "c":
            self._cell(attributes)
        elif local in ("v", "f", "is"):
            self._content()
            if local == "v" and self.shared:
                self.text, self.parser.CharacterDataHandler = "", self._read
        elif local == "row":
            self._row(attributes)
        elif local == "mergeCell" and "ref" in attributes:
            self._bounded(self.layout.merged, "merged ranges").append(attributes["ref"])
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            self._hidden(attributes)

    def _row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self.row + 1))
        if not re.fullmatch("[0-9]{1,7}", text) or not self.row < int(text) <= 1_048_576:
            self._refuse(f"its rows are not in order (row {text[:20]} after {self.row})")
        self.row, self.column = int(text), 0
        if attributes.get("hidden") in ("1", "true"):
            self.layout.hidden_rows.append(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        where = _CELL.fullmatch(attributes["r"]) if "r" in attributes else None
        if "r" in attributes and (not where or int(where[2]) != self.row):
            self._refuse(f"the cell {attributes['r'][:20]!r} stands in row {self.row}")
        number = column(where[1]) if where else self.column + 1
        if number <= self.column:
            self._refuse(f"its cells are not in order (row {self.row})")
        if number > LAST_COLUMN:
            self._refuse(f"row {self.row} has cells beyond column {LAST_COLUMN}, the last that there is")
        self.column, self.shared = number, attributes.get("t") == "s"

    def _content(self) -> None:
        layout = self.layout
        layout.rows, layout.columns = self.row, max(layout.columns, self.column)
        layout.cells += 1
        if self.row > MAX_ROWS:
            self._refuse(f"something stands in row {self.row}; at most {MAX_ROWS} rows are read")
        if self.column > MAX_COLUMNS:
            self._refuse(f"something stands in column {self.column} of row {self.row}; at most {MAX_COLUMNS} are read")

    def _hidden(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if re.fullmatch("[0-9]{1,5}", first) and re.fullmatch("[0-9]{1,5}", last):
            self._bounded(self.layout.hidden_columns, "runs of hidden columns").append((int(first), int(last)))

    def _bounded(self, found: list[T], what: str) -> list[T]:
        if len(found) >= MAX_MERGED:
            self._refuse(f"it has more than {MAX_MERGED} {what}")
        return found

    def _read(self, text: str) -> None:
        self.text = (self.text + text)[:40]

    def _string(self) -> None:
        """Take in the number of a shared string; an empty cell may have none."""
        self.text = self.text.strip()
        if self.text and not re.fullmatch("[0-9]{1,9}", self.text):
            self._refuse(f"a cell of row {self.row} holds the shared string {self.text[:20]!r}, which is no number")
        self.layout.strings = max(self.layout.strings, int(self.text or "-1") + 1)
