"""A folder of curated files to :class:`~coopgraph.records.Records`: every file is read, every problem collected.

    organizations.csv people.csv places.csv crossings.csv projects.csv documents.csv sources.csv countries.csv
    evidence.csv          digests of the spans, made by ``coopgraph digest``
    records/*.yaml        one file a source document
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from coopgraph.errors import InputError, RecordsError, suggestion
from coopgraph.loaders import authority, claims, evidence, table, yaml
from coopgraph.records import Delegation, Named, Records
from coopgraph.source import Problem, Source


def load(folder: Path) -> Records:
    """Read a dataset.

    Raises RecordsError with every problem found in any file (exit code 3 when a file cannot be read at all,
    else 1), and InputError when the folder itself is not one.
    """
    if not folder.is_dir():
        raise InputError(f"{_shown(folder)}: not a folder; give the folder that holds organizations.csv and records/")
    reading = _Reading(folder)
    reading.tables()
    trees = reading.trees()
    reader = claims.ClaimReader(reading.records)
    for tree, document in trees:
        reading.records.claims += reader.read(tree, document)
    reading.problems += reader.problems
    reading.problems += _loose_ends(reading.records)
    if reading.unreadable or reading.problems:
        raise RecordsError(sorted(set(reading.problems)), unreadable=reading.unreadable)
    return reading.records


class _Reading:
    """One pass over a folder; keeps what was read and what was wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Records()
        self.problems: list[Problem] = []
        self.unreadable: list[str] = []

    def tables(self) -> None:
        for name, sheet in authority.SHEETS.items():
            if read := self._table(f"{name}.csv"):
                found, problems = authority.records(sheet, read)
                self.problems += problems
                self._keep((sheet.kind, record) for record in found)
        if read := self._table("evidence.csv"):
            self.records.digests, problems = evidence.digests(read)
            self.problems += problems

    def trees(self) -> list[tuple[yaml.Mapping, str]]:
        found = []
        paths = sorted([*self.folder.glob("records/*.yaml"), *self.folder.glob("records/*.yml")])
        if not paths:
            self.unreadable.append(f"{_shown(self.folder / 'records')}: no record file (*.yaml) is there")
        for path in paths:
            try:
                tree, problems = yaml.read(path, _shown(path))
            except InputError as error:
                self.unreadable.append(str(error))
                continue
            named, more = claims.introduced(tree)
            self.problems += problems + more
            self._keep(named)
            if document := self._document(tree):
                found.append((tree, document))
        return found

    def _table(self, name: str) -> table.Table | None:
        path = self.folder / name
        try:
            return table.read(path, _shown(path))
        except InputError as error:
            self.unreadable.append(str(error))
            return None

    def _document(self, tree: yaml.Mapping) -> str:
        document, place = claims.document_of(tree)
        known = sorted(self.records.documents())
        if document in known:
            return document
        remedy = suggestion(document, known) if document else 'begin the file with  source: "003"'
        self.problems.append(Problem(place, f"{document!r} is not in sources.csv", remedy))
        return ""

    def _keep(self, found: Iterable[tuple[str, Named]]) -> None:
        for kind, record in found:
            if other := self.records.named.get((kind, record.id)):
                where = f"{other.source.file}:{other.source.row}"
                message = f"the id {record.id!r} is already in {where}"
                self.problems.append(Problem(record.source.at("id"), message, "give one of them another id"))
            else:
                self.records.named[kind, record.id] = record


def _loose_ends(records: Records) -> list[Problem]:
    """Return problems that only the whole dataset shows: unknown countries and publishers."""
    countries = {slug for kind, slug in records.named if kind == "country"}
    found = []
    for record in records.named.values():
        country = getattr(record, "country", None)
        if country and countries and country not in countries:
            message = f"{country!r} is not a country code"
            remedy = "write the two capitals of ISO 3166-1, as in FI"
            found.append(Problem(_field(record, "country"), message, remedy))
    bodies = sorted(slug for kind, slug in records.named if kind == "org")
    for document in records.documents().values():
        if document.publisher and document.publisher not in bodies:
            message = f"{document.publisher!r} is not in organizations.csv"
            found.append(Problem(_field(document, "publisher"), message, suggestion(document.publisher, bodies)))
    return found


def _field(record: Named, field: str) -> Source:
    return record.source if isinstance(record, Delegation) else record.source.at(field)


def _shown(path: Path) -> str:
    """Return a path as messages show it: relative to where the user stands, when it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
