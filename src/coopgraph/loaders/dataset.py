"""A folder of curated files to :class:`~coopgraph.records.Records`: every file is read, every problem collected.

Two steps: :func:`read` gives the cells with their places, :func:`records` what they mean.

    organizations.csv people.csv places.csv crossings.csv projects.csv documents.csv sources.csv countries.csv
    evidence.csv          digests of the spans, made by ``coopgraph digest``; may be missing before that
    records/*.yaml        one file a source document; none in a dataset that has yet to get its first

A mistake is reported once: what refers to a wrong record, or to a file that cannot be read, is not wrong itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from coopgraph.errors import InputError, RecordsError
from coopgraph.loaders import authority, claims, evidence, table, yaml
from coopgraph.loaders.files import Files
from coopgraph.loaders.ids import Ids
from coopgraph.loaders.pending import Held, contents
from coopgraph.loaders.problems import told
from coopgraph.records import Claim, Named, Records
from coopgraph.source import Problem, Source

EVIDENCE, RECORDS = "evidence", "records"
"""The table of digests, and what :attr:`Files.unread` calls the record files."""
TABLES = (*authority.SHEETS, EVIDENCE)
"""The names of all tables."""


def load(folder: Path) -> Records:
    """Read a dataset.

    Raises RecordsError with every problem found in any file (exit code 3 when a file cannot be read at all,
    else 1), and InputError when the folder itself is not one.
    """
    return records(read(folder))


def read(folder: Path) -> Files:
    """Return what the files of a folder hold; what cannot be read is noted there.

    A folder that is being written to is read as it was before or as it is after (:mod:`coopgraph.loaders.pending`).
    Raises InputError when the folder is no dataset's, and as :func:`held` does.
    """
    return of(folder, held(folder))


def held(folder: Path) -> dict[str, Held]:
    """Return the files of a folder, by path, as they were at one moment; what :func:`of` takes.

    Raises InputError when the folder is no dataset's, and as :func:`coopgraph.loaders.pending.contents` does.
    """
    if not folder.is_dir():
        raise InputError(f"{shown(folder)}: not a folder; give the folder that holds organizations.csv and records/")
    return contents(folder, TABLES)


def of(folder: Path, files: dict[str, Held]) -> Files:
    """Return what files of a folder hold, which were taken from it before."""
    found = Files(folder=shown(folder))
    missing = Held(b"", FileNotFoundError())
    for name in TABLES:
        path = f"{name}.csv"
        if name != EVIDENCE or path in files:
            try:
                found.add(name, table.read(files.get(path, missing), _named(found, path)))
            except InputError as error:
                found.lost(name, str(error))
    paths = [path for path in files if path.startswith(f"{RECORDS}/")]
    if not (paths or found.tables):
        found.unreadable.append(f"{_named(found, RECORDS)}: no record file (*.yaml) is there")
    for path in paths:
        try:
            tree, problems = yaml.read(files[path], _named(found, path))
        except InputError as error:
            found.lost(RECORDS, str(error))
            continue
        found.problems += problems
        found.trees.append(tree)
    return found


def _named(files: Files, name: str) -> str:
    return PurePosixPath(files.folder, name).as_posix()


def records(files: Files, known: Ids | None = None) -> Records:
    """Return what files mean; they may refer to ``known`` ids, which stand elsewhere.

    Raises RecordsError with every problem of form and meaning.
    """
    reading = _Reading(files, known or Ids())
    reading.ids.fresh |= _fresh(files, known is None)
    reading.tables()
    reading.named()
    reader = claims.ClaimReader(reading.ids)
    for tree in files.trees:
        document = reading.document(tree)
        reading.records.claims += reader.read(tree, document)
    reading.problems += reader.problems
    reading.problems += _publishers(reading.records, reading.ids)
    reading.problems += _twins(reading.records.claims)
    if files.unreadable or reading.problems:
        raise RecordsError(told(reading.problems), unreadable=sorted(files.unreadable))
    reading.records.folder = files.folder
    return reading.records


def _fresh(files: Files, stands: bool) -> set[str]:
    """Return the ids of source documents that are being added: those whose row is not in the dataset's own table.
    ``stands`` tells whether the files hold the dataset at all, not the new records alone."""
    own = _named(files, "sources.csv") if stands else ""
    rows = (row for one in files.tables.get("sources", ()) for row in one.rows)
    return {row.cells["id"] for row in rows if row.source.file != own and "id" in row.cells}


class _Reading:
    """One pass over files; keeps what was made of them and what was wrong."""

    def __init__(self, files: Files, ids: Ids) -> None:
        self.files = files
        self.records = Records()
        self.ids = ids
        self.problems: list[Problem] = list(files.problems)

    def tables(self) -> None:
        for name, sheet in authority.SHEETS.items():
            for one in self.files.tables.get(name, ()):
                found, problems = authority.records(sheet, one, self.ids)
                self.problems += problems
                self._keep((sheet.kind, record) for record in found)
                if sheet.kind == "country":
                    self.ids.countries(found)
            if name in self.files.unread:
                self.ids.unread.add(sheet.kind)
        for one in self.files.tables.get(EVIDENCE, ()):
            sealed, problems = evidence.digests(one)
            self.records.digests |= sealed
            self.problems += problems

    def named(self) -> None:
        if RECORDS in self.files.unread:
            self.ids.unread |= {kind for kind, _ in claims.SECTIONS.values()}
        for tree in self.files.trees:
            named, problems = claims.introduced(tree, self.ids)
            self.problems += problems
            self._keep(named)

    def document(self, tree: yaml.Mapping) -> str:
        """Return the source document of a record file; a problem when it names none that is known."""
        document, place = claims.document_of(tree)
        if not document:
            remedy = 'begin it with a line such as  source: "003"'
            self.problems.append(Problem(place, "the file names no source", remedy))
        elif not self.ids.has("source", document):
            remedy = self.ids.document(document)
            self.problems.append(Problem(place, f"{document!r} is not in sources.csv", remedy))
        return document

    def _keep(self, found: Iterable[tuple[str, Named]]) -> None:
        for kind, record in found:
            if other := self.records.named.get((kind, record.id)):
                message = f"the id {record.id!r} is already in {_line(other.source)}"
                place = record.source if record.source.field else record.source.at("id")
                self.problems.append(Problem(place, message, "give one of them another id"))
            else:
                self.records.named[kind, record.id] = record
                self.ids.named(kind, record)


def _publishers(records: Records, ids: Ids) -> list[Problem]:
    """Return problems with publishers that are not among the organizations."""
    found = []
    for document in records.documents().values():
        if document.publisher and not ids.has("org", document.publisher):
            message = f"{document.publisher!r} is not in organizations.csv"
            remedy = ids.organization(document.publisher)
            found.append(Problem(document.source.at("publisher"), message, remedy))
    return found


def _twins(claims: Iterable[Claim]) -> list[Problem]:
    """Return problems with claims that are there twice: of one document, or of two that disagree how sure they are.

    Two documents may make the same claim alike: its evidence is then that of both.
    """
    here: dict[tuple[str, ...], Claim] = {}
    first: dict[tuple[str, ...], Claim] = {}
    found = []
    for claim in claims:
        what = (claim.subject, claim.key, claim.value.text)
        same, other = here.setdefault((claim.spans[0].document, *what), claim), first.setdefault(what, claim)
        if same is not claim:
            message = f"the same claim is already in {_told(same.source, claim.source)}"
            found.append(Problem(claim.source, message, "keep one, with the spans of both"))
        elif (other.status, other.confidence) != (claim.status, claim.confidence):
            message = f"the same claim is {other.status}: {other.confidence} in {_line(other.source)}"
            found.append(Problem(claim.source, message, _reconciled(claim, other)))
    return found


def _reconciled(one: Claim, other: Claim) -> str:
    if "rejected" in (one.status, other.status) and one.status != other.status:
        return "one text's silence does not reject what another says: decide, and keep one of the two"
    return "give both the stronger of the two"


def _told(place: Source, seen_from: Source) -> str:
    return f"line {place.row}" if place.file == seen_from.file else _line(place)


def _line(source: Source) -> str:
    return f"{source.file}:{source.row}"


def shown(path: Path) -> str:
    """Return a path as messages show it: relative to where the user stands, when it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere, no path at all, or a link that leads to itself
        return path.as_posix()
