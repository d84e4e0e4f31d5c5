"""A sheet in somebody's own words to a table in ours: which table it is, what its columns mean, values replaced.

What is taken otherwise than written is told in a note; what is neither ours nor mapped is a problem. What the cells
of our columns mean is for :mod:`coopgraph.loaders.dataset`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from coopgraph.errors import near, suggestion
from coopgraph.intake.dating import takes_dates
from coopgraph.intake.making import Pattern
from coopgraph.intake.mapping import ROW, ClaimColumn, Mapping
from coopgraph.intake.sheet import Sheet
from coopgraph.intake.tables import CLAIMS, EVERYTHING, TABLES, Spec, naming, of_file, of_sheet, unread
from coopgraph.intake.trees import Cell, RecordRow
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Row, Table
from coopgraph.source import Problem

FINDINGS = ("problem", "remedy")
"""Columns that :mod:`coopgraph.intake.annotating` adds; they are passed over."""


@dataclass(slots=True)
class Shaped:
    """What sheets were turned into: authority tables go to ``files`` at once, rows of records wait for all sources.
    ``mapped`` are those of the rows that a mapping made claims of; ``taken`` counts the sheets that are a table."""

    mapping: Mapping
    files: Files
    rows: list[RecordRow] = field(default_factory=list)
    mapped: list[RecordRow] = field(default_factory=list)
    taken: int = 0

    def take(self, sheet: Sheet) -> None:
        """Understand one sheet and take it in; what is wrong with it goes to the problems."""
        own = self.mapping.of(sheet.title)
        named = of_sheet(sheet.title) or of_file(sheet.title) or of_file(sheet.file)
        if named not in ("", own.table) and own is self.mapping and not own.names() & {*sheet.header}:
            own = replace(own, table="", id=None, claims={})  # given along: what is said of one table is not for it
        table = own.table or named
        self.taken += bool(table)
        if not table:
            self._unknown(sheet)
        elif not sheet.header:
            self.files.notes.append(f"{sheet.name}: empty, nothing is read")
        else:
            if table != sheet.title and f"taken as {table}" not in sheet.said and table not in sheet.said:
                sheet.said.append(f"taken as the table {table}")
            _Shaping(sheet, own, table, self).all()
            if sheet.rows or sheet.broken or table != sheet.title:
                self.files.notes.append(sheet.note())

    def _unknown(self, sheet: Sheet) -> None:
        if not sheet.rows and not sheet.broken:
            self.files.notes.append(f"{sheet.name}: no table and without rows, nothing is read")
            return
        what = f"{sheet.title!r} is not a table" if sheet.title else "its columns do not tell which table it is"
        problem = Problem(sheet.at(0), what, naming(sheet.title))
        self.files.problems += [problem, *sheet.complaints.all()]
        self.files.unread |= EVERYTHING


class _Shaping:
    """One sheet and what is made of it."""

    def __init__(self, sheet: Sheet, mapping: Mapping, table: str, out: Shaped) -> None:
        self.sheet, self.mapping, self.table, self.out = sheet, mapping, table, out
        self.spec: Spec = TABLES[table]
        self.ours: dict[str, str] = {}  # their column -> ours
        self.claims: dict[str, ClaimColumn] = {}
        self.made: dict[str, int] = {}  # id -> the row it was made of
        self.spans: dict[int, str] = {}
        self.replaced = 0
        self.dated = 0

    def all(self) -> None:
        self._columns()
        if not self.ours and not self.claims:
            self._nameless()
            return
        more = [*self.mapping.constants, *(["id"] if self.mapping.id else [])]
        header = dict.fromkeys([*self.ours.values(), *(column for column in more if self._ours(column))])
        made = [(row, self._cells(row)) for row in self.sheet.rows]
        for row, cells in made:
            self._wide(row, cells)
        if self.replaced:
            values = "1 value" if self.replaced == 1 else f"{self.replaced} values"
            self.sheet.said.append(f"{values} replaced as the mapping says")
        if self.dated and self.mapping.date:
            dates = "1 date" if self.dated == 1 else f"{self.dated} dates"
            self.sheet.said.append(f"{dates} read as {self.mapping.date.text}")
        self._odd()
        if self.spec.records:
            self._records(set(header), [cells for _, cells in made])
            return
        table = Table(self.sheet.name, tuple(header), problems=self.sheet.complaints.all())
        table.rows.extend(Row(row.source, {c: cell.text for c, cell in cells.items()}) for row, cells in made)
        table.broken.extend(
            Row(r.source, {self.ours[c]: t for c, t in r.cells.items() if c in self.ours}) for r in self.sheet.broken
        )
        self.out.files.add(self.table, table)

    def _nameless(self) -> None:
        """Tell of a table none of whose columns is known: the rest of what is wrong with it follows from that."""
        message = f"names no column of the table {self.table}"
        remedy = f"begin the table with the names of its columns: {', '.join(self.spec.columns)}"
        self.out.files.problems.append(Problem(self.sheet.at(self.sheet.top), message, remedy))
        self.out.files.unread.add(unread(self.table))

    def _ours(self, column: str) -> bool:
        return self.spec.column(column) == column

    def _records(self, header: set[str], rows: list[dict[str, Cell]]) -> None:
        for column in self.spec.needed:
            if column not in header:
                self.sheet.wrong(self.sheet.top, column, "the column is missing", "add it to the header")
        if set(self.spec.needed) <= header:
            places = (row.source for row in self.sheet.rows)
            self.out.rows += [RecordRow(self.table, p, c) for p, c in zip(places, rows, strict=True) if c]
        else:
            self.out.files.unread.add(unread(self.table))
        if self.sheet.broken:
            self.out.files.unread.add(unread(self.table))
        self.out.files.problems += self.sheet.complaints.all()

    def _columns(self) -> None:
        """Say of each column of theirs what it is."""
        helpers = self.mapping.helpers()
        ignored, renamed = [], []
        for column in dict.fromkeys(self.sheet.header):
            target = self.mapping.columns.get(column) or self.spec.column(column)
            if not column:
                continue
            if column in self.mapping.ignore or (column in FINDINGS and not target):
                ignored.append(column)
            elif isinstance(target, ClaimColumn):
                self.claims[column] = target
                renamed += [] if target.key == column else [f"{column} as {target.key}"]
            elif target:
                renamed += [] if target == column else [f"{column} as {target}"]
                self._target(column, target)
            elif column not in helpers:
                self._stranger(column, ignored)
        self._helpers()
        self.sheet.said += [f"columns passed over: {', '.join(ignored)}"] if ignored else []
        self.sheet.said += [f"columns read: {', '.join(renamed)}"] if renamed else []

    def _target(self, column: str, target: str) -> None:
        if not self._ours(target):
            message = f"the mapping makes it {target!r}, which is not a column of {self.table}"
            self._wrong(column, message, suggestion(target, list(self.spec.columns)))
        elif target in self.ours.values():
            first = next(c for c, t in self.ours.items() if t == target)
            self._wrong(column, f"the columns {first!r} and {column!r} both are {target}", "keep one")
        else:
            self.ours[column] = target

    def _stranger(self, column: str, ignored: list[str]) -> None:
        if not any(column in row.cells for row in [*self.sheet.rows, *self.sheet.broken]):
            ignored.append(f"{column} (empty)")
            return
        remedy = suggestion(column, list(dict.fromkeys([*self.spec.needed, *self.spec.columns])))
        more = f"{' Or' if remedy.endswith('?') else '; or'} map it, or list it under ignore, in a mapping file"
        self._wrong(column, f"{column!r} is not a column of this table", remedy + more)

    def _helpers(self) -> None:
        """Tell of columns that the mapping takes something from and that are not there."""
        taken = [
            (column, option, named)
            for column, spec in [*self.claims.items(), *self.mapping.claims.items()]
            for option, named in spec.columns.items()
        ]
        named = next((column for column, target in self.ours.items() if target == "id"), "")
        if self.mapping.id and self._ours("id") and not all(named in row.cells for row in self.sheet.rows):
            taken += [("id", "the id", column) for column in self.mapping.id.columns]
        for column, what, named in taken:
            if named not in self.sheet.header:
                close = near(named, self.sheet.header)
                remedy = (
                    suggestion(named, list(self.sheet.header)) if close else "add the column, or change the mapping"
                )
                self._wrong(column, f"the mapping takes {what} from {named!r}, which is no column here", remedy)
        if any(spec.constants.get("at") == ROW for spec in [*self.claims.values(), *self.mapping.claims.values()]):
            self.spans = self.sheet.spans()
            if not self.spans and self.sheet.rows:
                message = "the mapping says at: row, and this form has no text that a row could stand in"
                self._wrong("", message, "save the table as CSV in UTF-8, or name the column that holds the spans")

    def _wrong(self, column: str, message: str, remedy: str) -> None:
        self.sheet.complaints.add("columns", Problem(self.sheet.at(self.sheet.top, column), message, remedy))

    def _cells(self, row: Row) -> dict[str, Cell]:
        """Return a row's cells by our columns, values replaced and constants filled in."""
        found = {}
        for column, target in self.ours.items():
            if column in row.cells:
                found[target] = Cell(self._value(target, row.cells[column]), row.source.at(column))
        if self.table == CLAIMS and "value" in found and "key" in found:
            value = found["value"]
            found["value"] = Cell(self._value(found["key"].text, value.text), value.place)
        for column, text in self.mapping.constants.items():
            if self._ours(column):
                found.setdefault(column, Cell(text, row.source.at(column)))
        if self.mapping.id and self._ours("id") and "id" not in found:
            found |= self._id(row, self.mapping.id)
        return found

    def _id(self, row: Row, pattern: Pattern) -> dict[str, Cell]:
        """Return the id that is made of a row, if one can be."""
        line, last = row.source.row, pattern.columns[-1]
        if not set(pattern.columns) <= set(self.sheet.header):
            return {}
        if lacking := pattern.lacking(row.cells):
            column, what = lacking
            self.sheet.wrong(
                line, column, f"holds {what}, and the id is made of it", "fill it in, or give the row an id"
            )
            return {}
        ident = pattern.made(row.cells)
        if ident in self.made:
            message = f"the id {ident!r} is made of row {self.made[ident]} as well"
            self.sheet.wrong(line, last, message, "add a column that tells them apart to the mapping's id")
        self.made.setdefault(ident, line)
        return {"id": Cell(ident, row.source.at(last))}

    def _value(self, column: str, text: str) -> str:
        """Return what a value of theirs is in ours: what the mapping says of it, and a date as year-month-day."""
        known = self.mapping.values.get(column)
        if known and text in known:
            self.replaced += 1
            return known[text]
        return self._as_date(column, text)

    def _as_date(self, column: str, text: str) -> str:
        if self.mapping.date is None or not takes_dates(column):
            return text
        found = self.mapping.date.read(text)
        self.dated += found != text
        return found

    def _wide(self, row: Row, cells: dict[str, Cell]) -> None:
        """Make claims of the columns that are claims about the record of the row."""
        if "id" not in cells:
            return
        subject = Cell(f"{self.spec.kind}/{cells['id'].text}", cells["id"].place)
        for key, spec in self.mapping.claims.items():
            self._add_claim(row, key, spec, {"subject": subject}, spec.value)
        for column, spec in self.claims.items():
            for part in row.cells.get(column, "").split(spec.parted):
                if text := part.strip():
                    self._add_claim(row, column, spec, {"subject": subject}, text)

    def _add_claim(self, row: Row, column: str, spec: ClaimColumn, made: dict[str, Cell], text: str) -> None:
        place = row.source.at(column)
        made |= {"key": Cell(spec.key, place), "value": Cell(self._value(spec.key, text), place)}
        made |= {"status": Cell(spec.status, place), "confidence": Cell(spec.confidence, place)}
        made |= {option: Cell(constant, place) for option, constant in spec.constants.items()}
        for option, named in spec.columns.items():
            if named in row.cells:
                made[option] = Cell(self._as_date(option, row.cells[named]), row.source.at(named))
        if "at" in made and made["at"].text == ROW:
            if row.source.row not in self.spans:
                return  # that no row stands in a text is told already
            made["at"] = Cell(self.spans[row.source.row], place)
        source = next((c for c, ours in self.ours.items() if ours == "source" and c in row.cells), "")
        if source:
            made["source"] = Cell(self._value("source", row.cells[source]), row.source.at(source))
        elif "source" in self.mapping.constants:
            made["source"] = Cell(self.mapping.constants["source"], row.source.at("source"))
        self.out.mapped.append(RecordRow(CLAIMS, row.source, made))
        self.out.rows.append(self.out.mapped[-1])

    def _odd(self) -> None:
        """Tell what a spreadsheet made of text, and cells that it would run."""
        for (line, column), kind in self.sheet.dates.items():
            self._date(line, column, kind)
        for column, sample in self.sheet.numbers.items():
            if self.ours.get(column) in ("source", "id"):
                why = "where an id begins with zeros, write it as text"
                self.sheet.said.append(f"the column {column} holds numbers ({sample}); {why}")
        for row in self.sheet.rows:
            for column, text in row.cells.items():
                if text[0] in "=@+-" and column in self.ours:
                    self._formula(row, column, text)

    def _date(self, line: int, column: str, kind: str) -> None:
        target, claim = self.ours.get(column, ""), self.claims.get(column)
        if not target and not claim:
            return
        if target != "value" and not takes_dates(claim.key if claim else target):
            message = "holds a date of the spreadsheet where none belongs, perhaps made of a text such as 10-12"
        elif kind == "month":
            message = "holds a day and shows only its month or year"
        else:
            return
        self.sheet.wrong(line, column, message, "format the cell as text and write it again, as in 2013-05")

    def _formula(self, row: Row, column: str, text: str) -> None:
        named = self.ours[column].startswith("name_")
        if text[0] in "=@" or named:
            message = f"begins with {text[0]!r}, which spreadsheets run as a formula"
            self.sheet.wrong(row.source.row, column, message, "begin with a letter, a digit or a quote")
