"""Whatever is given (files, folders, zips, standard input) to :class:`~coopgraph.loaders.files.Files`.

``FORMS`` names the forms by suffix; a form turns bytes into sheets and trees and knows nothing of what they mean.
:mod:`coopgraph.intake.shaping` understands sheets, :mod:`coopgraph.intake.trees` makes record trees of rows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from coopgraph.errors import InputError, UsageError
from coopgraph.intake import archive, delimited, excel, naming, objects, parquet, records, trees
from coopgraph.intake.content import Content, called, load, standard_input
from coopgraph.intake.limits import MAX_MEMBERS
from coopgraph.intake.mapping import Mapping
from coopgraph.intake.naming import Name
from coopgraph.intake.shaping import Shaped
from coopgraph.intake.sheet import Parts
from coopgraph.intake.tables import EVERYTHING, RECORDS, TABLES, of_columns, of_file, unread
from coopgraph.loaders import dataset, pending
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Table

Form = Callable[[Content, Collection[str]], Parts]

FORMS: dict[str, Form] = {
    ".csv": delimited.read,
    ".tsv": delimited.read,
    ".tab": delimited.read,
    ".txt": delimited.read,
    ".xlsx": excel.read,
    ".xlsm": excel.read,
    ".json": objects.read,
    ".jsonl": objects.lines,
    ".ndjson": objects.lines,
    ".yaml": records.read,
    ".yml": records.read,
    ".parquet": parquet.read,
    ".ttl": records.rdf,
    ".trig": records.rdf,
    ".nt": records.rdf,
    ".nq": records.rdf,
    ".jsonld": records.rdf,
    ".rdf": records.rdf,
}
ZIP = ".zip"
INSTEAD = {
    ".xls": "open it in a spreadsheet and save it as .xlsx",
    ".xlsb": "open it in a spreadsheet and save it as .xlsx",
    ".ods": "open it in a spreadsheet and save it as .xlsx",
    ".gz": "unpack it first",
    ".7z": "unpack it first",
    ".docx": "put the rows into a table: .csv or .xlsx",
    ".pdf": "put the rows into a table: .csv or .xlsx",
}
"""What to do about forms that are known and not read."""
YAML = (".yaml", ".yml")
SEVERAL = (".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson", ZIP)
"""Forms that hold several tables."""


def read(paths: Sequence[Path], mapping: Mapping | None = None, names: Iterable[Name] | None = None) -> Files:
    """Return what files, folders, zips and standard input (``-``) hold, in the order given.

    In claims that a mapping makes, values may be ``names`` of what is on record (:func:`.naming.on_record`) instead of
    ids; without them only what the input itself names is known by name.

    What is wrong is never raised: problems, unreadable files and notes on what was decided are in the result. A file
    that is hostile or too large is refused as a whole; memory is bounded by the limits in
    :mod:`coopgraph.intake.limits`. Raises UsageError when nothing is given.

    >>> read([])
    Traceback (most recent call last):
      ...
    coopgraph.errors.UsageError: nothing to read; name files or folders, or - for standard input
    """
    if not paths:
        raise UsageError("nothing to read; name files or folders, or - for standard input")
    reading = _Reading(mapping or Mapping())
    for path in dict.fromkeys(paths):
        reading.path(path)
    reading.out.files.folder = _all_called(paths)
    if not reading.any:
        why = f"holds nothing to read; known are tables by their names ({', '.join(TABLES)}), and record files"
        reading.out.files.unreadable.append(f"{reading.out.files.folder}: {why}")
    reading.finish(names)
    trees.add(reading.out.files, reading.out.rows)
    return reading.out.files


def _all_called(paths: Sequence[Path]) -> str:
    return ", ".join(called(path) for path in dict.fromkeys(paths))


class _Reading:
    """One call; keeps what was read so far."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping, self.known = mapping, mapping.names()
        self.out = Shaped(mapping, Files())
        if mapping.source:
            table = Table(mapping.source.source.file, tuple(mapping.source.cells), [mapping.source])
            self.out.files.add("sources", table)

    def finish(self, names: Iterable[Name] | None) -> None:
        """Put ids in the place of names, when all is read."""
        if not self.out.mapped:
            return
        own = [*naming.of_terms(), *naming.of_files(self.out.files), *naming.of_rows(self.out.rows)]
        known = naming.Names([*own, *(names or ())])
        lost, problems, notes = naming.resolve(self.out.mapped, known, whole=names is not None)
        left = {id(row) for row in lost}
        self.out.rows = [row for row in self.out.rows if id(row) not in left]
        self.out.files.problems += problems
        self.out.files.notes += notes

    @property
    def any(self) -> bool:
        """Whether anything was read, or something was wrong; an empty table counts."""
        files = self.out.files
        return bool(self.out.taken or files.tables or files.trees or files.problems or files.unreadable)

    def path(self, path: Path) -> None:
        """Read what was given by name."""
        try:
            if str(path) == "-":
                content = sniffed(standard_input(), self.known)
                table = f", the table {content.stem} by its columns" if content.stem else ""
                self.out.files.notes.append(f"{content.name}: read as {content.suffix[1:].upper()}{table}")
                self._content(content)
            elif path.is_dir():
                self._folder(path)
            else:
                self._file(path)
        except InputError as error:
            self._lost(path, str(error))
        except OSError as error:
            self._lost(path, f"{called(path)}: cannot be read ({error.strerror})")

    def _lost(self, path: Path, why: str) -> None:
        """Note what could not be read, and what it may have held."""
        suffix, table = path.suffix.lower(), of_file(path.stem)
        files = self.out.files
        if suffix in YAML:
            files.lost(RECORDS, why)
        elif table and suffix not in SEVERAL:
            files.lost(unread(table), why)
        else:
            files.unreadable.append(why)
            files.unread |= EVERYTHING

    def _file(self, path: Path) -> None:
        if path.suffix.lower() not in FORMS and path.suffix.lower() != ZIP:
            load(path)  # says first what is wrong with the file itself
            raise InputError(f"{called(path)}: {unknown(path.suffix.lower())}")
        self._content(load(path))

    def _content(self, content: Content) -> None:
        (self._zip if content.suffix == ZIP else self._form)(content)

    def _form(self, content: Content) -> None:
        """Read one content by the form of its suffix, and take in what it gives."""
        looked(content)
        form = FORMS[content.suffix]
        parts = form(content, self.known)
        self.out.taken += form is records.rdf  # of which all may be left out: what others say of the vocabulary
        self.out.files = self.out.files + parts.files
        for sheet in parts.sheets:
            self.out.take(sheet)

    def _zip(self, content: Content) -> None:
        """Read the members of a zip, all or none."""
        members, notes = archive.members(content, (*FORMS, ZIP))
        self.out.files.notes += notes
        for inner in members:
            try:
                self._form(inner)
            except InputError as error:
                self._lost(Path(inner.name), str(error))

    def _folder(self, folder: Path) -> None:
        """Read the files of a folder and of its records/, sorted; the rest is told. A dataset that is being written
        is read by its own reader, which sees it whole."""
        if (folder / pending.HOME).exists():
            self.out.files = self.out.files + dataset.read(folder)
            return
        passed: list[Path] = []
        files: list[Path] = []
        curated = (folder / RECORDS).is_dir()  # then a record file stands there, and YAML beside is something else
        for path in _listed(folder):
            yaml = path.suffix.lower() in YAML
            if path.is_dir() and path.name == RECORDS:
                for below in _listed(path):
                    (files if below.suffix.lower() in YAML else passed).append(below)
            else:
                (files if _is_data(path) and not (yaml and curated) else passed).append(path)
        for path in files:
            self.path(path)
        if passed:
            names = ", ".join(path.relative_to(folder).as_posix() for path in passed)
            self.out.files.notes.append(f"{called(folder)}: passed over: {names}")
        if not files:
            raise InputError(f"{called(folder)}: the folder holds no file that can be read; known are: {_known()}")


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder, sorted. Raises InputError when it cannot be listed or holds too much."""
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(f"{called(folder)}: cannot be read ({error.strerror})") from None
    if len(found) > MAX_MEMBERS:
        raise InputError(f"{called(folder)}: holds {len(found)} files; at most {MAX_MEMBERS} are read")
    return found


def _is_data(path: Path) -> bool:
    """Return whether a file of a folder is meant to be read: a known form, and no text or description beside."""
    suffix = path.suffix.lower()
    if path.name.startswith((".", "~$")) or path.is_dir() or path.name == "datapackage.json":
        return False
    return bool(of_file(path.stem)) if suffix == ".txt" else suffix in FORMS or suffix == ZIP


def unknown(suffix: str) -> str:
    """Say what to do about a form that is none of ours.

    >>> unknown(".xls")
    'files that end in .xls are not read; open it in a spreadsheet and save it as .xlsx'
    """
    remedy = INSTEAD.get(suffix) or f"known are: {_known()}"
    return f"files {f'that end in {suffix}' if suffix else 'without an ending'} are not read; {remedy}"


def _known() -> str:
    return " ".join([*FORMS, ZIP])


def looked(content: Content) -> None:
    """Raise InputError when the first bytes say that a file is not what its name says."""
    head, suffix = content.raw[:8], content.suffix
    zipped = suffix in (".xlsx", ".xlsm")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        why = "an Excel file that is old or locked with a password; save it as .xlsx without a password"
    elif head.startswith(b"PK\x03\x04") and not zipped:
        why = "a zip or XLSX file by its first bytes; let its name end so"
    elif head.startswith(b"PAR1") and suffix != ".parquet":
        why = "a Parquet file by its first bytes; let its name end in .parquet"
    elif head.startswith(b"\x1f\x8b"):
        why = "packed with gzip; unpack it first"
    elif head.startswith(b"%PDF"):
        why = "a PDF; put the rows into a table: .csv or .xlsx"
    elif zipped and not head.startswith(b"PK"):
        why = "not an XLSX file, whatever its name says; save it anew, or let its name end in .csv if it is text"
    else:
        return
    raise InputError(f"{content.name}: {why}")


def sniffed(content: Content, known: Collection[str]) -> Content:
    """Return standard input with the suffix of the form that it has, and the title of the table, if it tells one.

    Raises InputError for text in another encoding.
    """
    head = content.raw[:8]
    if head.startswith((b"PK", b"PAR1")):
        zipped = ".xlsx" if b"[Content_Types].xml" in content.raw else ZIP
        return dataclasses.replace(content, suffix=zipped if head.startswith(b"PK") else ".parquet")
    suffix = records.sniffed(content)
    if suffix != ".csv":
        return dataclasses.replace(content, suffix=suffix)
    header = delimited.read(content, known).sheets[0].header
    return dataclasses.replace(content, suffix=suffix, stem=of_columns(header))
