"""Rows of the tables events, delegations, changes and claims to record trees, one for each source document.

The trees are those that a record file in YAML would give, with the places of the cells: what is wrong is said by
:mod:`coopgraph.loaders.claims`, once, and points to the cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coopgraph.errors import did_you_mean, near
from coopgraph.intake.tables import CLAIM_OPTIONS, CLAIMS, TABLES
from coopgraph.loaders.claims import DRAFT, STATUSES
from coopgraph.loaders.files import Files
from coopgraph.loaders.yaml import Mapping, Scalar, Tree
from coopgraph.loaders.yaml import Sequence as Listed
from coopgraph.ontology import claim_keys, terms
from coopgraph.source import Problem, Source

Pair = tuple[str, Source, Tree]


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and where it stands."""

    text: str
    place: Source


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A row of one of the four tables: its cells by our columns."""

    table: str
    place: Source
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """Return a cell's text, or nothing."""
        return self.cells[column].text if column in self.cells else ""

    def at(self, column: str) -> Source:
        """Return a cell's place, that of the row with our column's name when there is none."""
        return self.cells[column].place if column in self.cells else self.place.at(column)


@dataclass(slots=True)
class _Document:
    """What the rows say of one source document."""

    place: Source
    named: dict[str, list[Pair]] = field(default_factory=dict)
    claims: dict[str, tuple[Source, list[Tree]]] = field(default_factory=dict)


def add(files: Files, rows: Sequence[RecordRow]) -> None:
    """Turn rows into trees and add them to ``files``, whose tables and trees tell which sources there are.

    A row that names no source belongs to the only one that the whole input names, which a note tells; else it is a
    problem.
    """
    only = _only(files, rows)
    documents: dict[str, _Document] = {}
    taken: dict[str, int] = {}
    for row in rows:
        source = row.text("source") or only
        if not source:
            files.problems.append(Problem(row.at("source"), "the row names no source", _REMEDY))
            continue
        if not row.text("source"):
            taken[row.place.file] = taken.get(row.place.file, 0) + 1
        document = documents.setdefault(source, _Document(row.at("source")))
        if row.table != CLAIMS:
            _introduce(document, row)
        elif problem := _claim(document, row):
            files.problems.append(problem)
    files.notes += [_taken(file, number, only) for file, number in taken.items()]
    files.trees += [_tree(source, document) for source, document in sorted(documents.items())]


_REMEDY = "give the id that the document has in the table sources"


def _taken(file: str, number: int, only: str) -> str:
    rows = "1 row names" if number == 1 else f"{number} rows name"
    return f"{file}: {rows} no source; taken to be {only}, the only one given"


def _only(files: Files, rows: Iterable[RecordRow]) -> str:
    """Return the only source document that anything speaks of, or nothing."""
    found = {row.text("source") for row in rows} - {""}
    found |= {row.cells["id"] for table in files.tables.get("sources", ()) for row in table.rows if "id" in row.cells}
    for tree in files.trees:
        found |= {value.text for key, _, value in tree if key == "source" and isinstance(value, Scalar)}
    return found.pop() if len(found) == 1 else ""


def _introduce(document: _Document, row: RecordRow) -> None:
    """Add what a row of events, delegations or changes introduces."""
    fields: list[Pair] = []
    for column, cell in row.cells.items():
        if column not in ("source", "id"):
            key = column.removeprefix("name_") if column.startswith("name_") else column
            fields.append((key, cell.place, Scalar(cell.place, cell.text)))
    entry = (row.text("id"), row.at("id"), Mapping(row.place, tuple(fields), cell=row.at))
    document.named.setdefault(row.table, []).append(entry)


def _claim(document: _Document, row: RecordRow) -> Problem | None:
    """Add the claim of a row, below the record that it is about; return what is wrong with its status."""
    key = row.text("key")
    place = row.at("value") if key in terms()["role"] or key in claim_keys() else row.at("key")
    pairs: list[Pair] = [(key, place, Scalar(row.at("value"), row.text("value")))]
    problem, status = None, row.text("status")
    if status and status not in (*STATUSES, DRAFT):
        close = near(status, STATUSES, most=1)
        remedy = did_you_mean(close) if close else f"write {', '.join(STATUSES[:2])} or {STATUSES[2]}"
        problem = Problem(row.at("status"), f"{status!r} is not a status", remedy)
        status = (close or STATUSES)[0]  # so that the status is not missing as well
    if status:
        place = row.at("confidence") if status in STATUSES else row.at("status")
        pairs.append((status, place, Scalar(place, row.text("confidence"))))
    for option in CLAIM_OPTIONS:
        if option in row.cells:
            cell = row.cells[option]
            tree = _spans(cell) if option == "at" else Scalar(cell.place, cell.text)
            pairs.append((option, cell.place, tree))
    _, claims = document.claims.setdefault(row.text("subject"), (row.at("subject"), []))
    claims.append(Mapping(row.place, tuple(pairs), cell=row.at))
    return problem


def _spans(cell: Cell) -> Tree:
    parts = [part.strip() for part in cell.text.split("|")]
    if len(parts) == 1:
        return Scalar(cell.place, cell.text)
    return Listed(cell.place, tuple(Scalar(cell.place, part) for part in parts))


def _tree(source: str, document: _Document) -> Mapping:
    place = document.place
    pairs: list[Pair] = [("source", place, Scalar(place, source))]
    for table, spec in TABLES.items():
        if spec.records and table in document.named:
            entries = document.named[table]
            pairs.append((table, entries[0][1], Mapping(entries[0][1], tuple(entries))))
    claims: list[Pair] = [(subject, at, Listed(at, tuple(made))) for subject, (at, made) in document.claims.items()]
    if claims:
        pairs.append((CLAIMS, claims[0][1], Mapping(claims[0][1], tuple(claims))))
    return Mapping(Source(place.file, place.row), tuple(pairs))
