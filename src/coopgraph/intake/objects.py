"""JSON and JSON Lines: tables as lists of objects, record files as objects.

    {"organizations": [{"id": …}, …], "claims": […], "records": [{"source": "003", "claims": {…}}, …]}
    {"source": "003", "events": {…}, "claims": {…}}            one record file
    [{"id": …}, …]                                             the table that the file's name tells

In JSON Lines each line is an object: a row of the table that its key ``table`` or else the file's name tells, or a
record file.
"""

from __future__ import annotations

from collections.abc import Collection

from coopgraph.errors import InputError, suggestion
from coopgraph.intake import encoding
from coopgraph.intake.content import Content
from coopgraph.intake.jsontext import parse
from coopgraph.intake.limits import MAX_ROWS
from coopgraph.intake.sheet import Complaints, Parts, Sheet
from coopgraph.intake.tables import RECORDS, TABLES, of_file, of_sheet
from coopgraph.loaders.claims import SECTIONS
from coopgraph.loaders.table import Row
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree
from coopgraph.source import Problem

SHAPES = 'write {"organizations": [{…}], "claims": [{…}]}, or a record file as an object'


def read(content: Content, known: Collection[str]) -> Parts:
    """Return what a JSON file holds. Raises InputError for what is not JSON or holds neither tables nor records."""
    text, called = encoding.decode(content.raw, content.name)
    reading = _Reading(content)
    tree = parse(text, content.name, reading.complaints)
    if isinstance(tree, Sequence):
        reading.listed(content.stem, tree, is_records(tree.items[:1]))
    elif not isinstance(tree, Mapping):
        raise InputError(f"{content.name}:1: neither tables nor records; {SHAPES}")
    elif is_records([tree]):
        reading.parts.files.trees.append(tree)
    else:
        for key, place, value in tree:
            if isinstance(value, Sequence):
                reading.listed(key, value, key == RECORDS)
            else:
                known = [*TABLES, RECORDS]
                remedy = f'write  "{key}": [{{…}}, {{…}}]' if key in known else suggestion(key, known)
                reading.complaints.add("tables that are none", Problem(place, "is not a list of rows", remedy))
    return reading.done(called)


def lines(content: Content, known: Collection[str]) -> Parts:
    """Return what a file of JSON Lines holds. Raises InputError as :func:`read` does, with the line."""
    text, called = encoding.decode(content.raw, content.name)
    encoding.check_lines(content.raw, content.name)
    reading = _Reading(content)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            tree = parse(line, content.name, reading.complaints, number)
            if is_records([tree]) and isinstance(tree, Mapping):
                reading.parts.files.trees.append(tree)
            else:
                reading.line(tree)
    return reading.done(called)


def is_records(trees: Collection[Tree]) -> bool:
    """Return whether these are record files: objects with claims or other sections that are objects."""
    sections = {*SECTIONS, "claims"}
    return any(
        isinstance(tree, Mapping) and any(key in sections and isinstance(value, Mapping) for key, _, value in tree)
        for tree in trees
    )


class _Reading:
    """One file; keeps its sheets by title."""

    def __init__(self, content: Content) -> None:
        self.content, self.parts = content, Parts()
        self.complaints = Complaints(content.name)
        self.sheets: dict[str, Sheet] = {}

    def listed(self, title: str, rows: Sequence, records: bool) -> None:
        """Take in a list: rows of a table, or record files."""
        if records:
            for tree in rows.items:
                if isinstance(tree, Mapping):
                    self.parts.files.trees.append(tree)
                else:
                    self.complaints.add("no record files", Problem(tree.source, "is not a record file", SHAPES))
            return
        self._sheet(title)
        for tree in rows.items:
            self._row(title, tree)

    def line(self, tree: Tree) -> None:
        """Take in one line of JSON Lines."""
        title = self.content.stem
        if isinstance(tree, Mapping):
            named = [(place, value.text) for key, place, value in tree if key == "table" and isinstance(value, Scalar)]
            for place, name in named:
                title = name
                if not of_sheet(name):
                    message = f"{name!r} is not a table"
                    self.complaints.add("tables that are none", Problem(place, message, suggestion(name, list(TABLES))))
                    return
            tree = Mapping(tree.source, tuple(pair for pair in tree.pairs if not named or pair[0] != "table"))
        self._row(title, tree)

    def _sheet(self, title: str) -> Sheet:
        if title not in self.sheets:
            self.sheets[title] = Sheet(self.content.name, title)
        return self.sheets[title]

    def _row(self, title: str, tree: Tree) -> None:
        sheet = self._sheet(title)
        if not isinstance(tree, Mapping):
            remedy = 'write it as {"id": …, "name_en": …}'
            self.complaints.add("no rows", Problem(tree.source, "is not a row", remedy))
            return
        if len(sheet.rows) >= MAX_ROWS:
            raise InputError(f"{tree.source}: more than {MAX_ROWS} rows; part the table into several")
        cells = {}
        for key, place, value in tree:
            text = self._cell(key, value, sheet)
            if text is None:
                remedy = "write one text, or a list of texts"
                self.complaints.add("cells that are no text", Problem(place, "is not a text", remedy))
            elif text:
                cells[key] = text
        sheet.header = tuple(dict.fromkeys([*sheet.header, *(key for key, _, _ in tree)]))
        sheet.top = min(sheet.top, tree.source.row) if sheet.rows else tree.source.row
        if cells:
            sheet.rows.append(Row(tree.source, cells))

    def _cell(self, key: str, value: Tree, sheet: Sheet) -> str | None:
        if isinstance(value, Scalar):
            return sheet.clean(value.text, value.source.row, key)
        texts = [v.text for v in value.items if isinstance(v, Scalar)] if isinstance(value, Sequence) else []
        return " | ".join(texts) if isinstance(value, Sequence) and len(texts) == len(value.items) else None

    def done(self, called: str) -> Parts:
        """Return what was read; the sheets tell their table in the note."""
        for title, sheet in self.sheets.items():
            if called != "UTF-8":
                sheet.said.append(called)
            sheet.said.append(of_sheet(title) or of_file(title) or title)
        self.parts.sheets = list(self.sheets.values())
        self.parts.files.problems = self.complaints.all()
        return self.parts
