"""A dataset that is being written while it is read: every reader sees it as it was before, or as it is after, whole.

A writer (:mod:`coopgraph.curated.swap`) first puts the new version of every file it changes into
``.coopgraph/pending`` in the dataset's folder. From the moment that this folder has its name, the dataset *is* the new
one: who reads takes those files from there in place of the old ones, which the writer then replaces one by one. When
all are in place, the folder goes. A writer that dies in between leaves the folder, and with it the new dataset.

A reader takes all files into memory and looks whether anything changed meanwhile; if so, it takes them anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coopgraph.errors import InputError

HOME, PENDING, MANIFEST = ".coopgraph", "pending", "manifest.json"
TRIES = 200


@dataclass(frozen=True, slots=True)
class Held:
    """The bytes of a file, or why there are none; stands for its path where a file is read."""

    data: bytes
    error: OSError | None = None

    def read_bytes(self) -> bytes:
        """Return the bytes, or raise what reading the file raised."""
        if self.error:
            raise self.error
        return self.data


@dataclass(frozen=True, slots=True)
class Change:
    """A file that a write changes: its path in the folder, the name of its new version in ``pending`` (empty when
    the file is to go), and the SHA-256 (hex) of the old and the new version (empty for none)."""

    path: str
    version: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A write that is decided and not yet in place; ``token`` tells it from any other."""

    home: Path
    token: str
    changes: tuple[Change, ...]

    def version(self, change: Change) -> Path:
        """Return where the new version of a file is."""
        return self.home / change.version


@dataclass(frozen=True, slots=True)
class _View:
    """Where each file of a dataset is, by its path in the folder, and what tells that none of it has changed."""

    files: dict[str, Path]
    pending: Pending | None
    stamps: tuple[tuple[str, tuple[int, ...]], ...]


def contents(folder: Path, tables: Iterable[str]) -> dict[str, Held]:
    """Return the files of a dataset as they were at one moment, by path in the folder, sorted: those of its tables
    that exist, and its record files.

    Raises InputError when they change again and again, and when somebody changed a file by hand after a write was
    cut short: then nobody but the user can say which version is the right one.
    """
    tables = tuple(tables)
    for _ in range(TRIES):
        before = _view(folder, tables)
        found = {name: _held(path) for name, path in before.files.items()}
        edited = overtaken(folder, before.pending) if before.pending else []
        if _view(folder, tables) == before:
            if edited:
                raise InputError(told(folder, edited))
            return found
    raise InputError(f"{folder}: the files change again and again while they are read; wait until that has ended")


def committed(folder: Path) -> Pending | None:
    """Return the write that waits in a folder, if any. Raises InputError when one cannot tell."""
    home = folder / HOME / PENDING
    try:
        told = json.loads((home / MANIFEST).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise InputError(f"{home / MANIFEST}: cannot be read ({error}); {_away(folder)}") from error
    return Pending(home, told["token"], tuple(Change(**change) for change in told["changes"]))


def overtaken(folder: Path, pending: Pending) -> list[str]:
    """Return the files that are neither as they were before a write nor as it makes them."""
    return [c.path for c in pending.changes if digest(folder / c.path) not in (c.was, c.now)]


def told(folder: Path, edited: Iterable[str]) -> str:
    """Return what to tell of files that :func:`overtaken` names."""
    names = ", ".join(str(folder / path) for path in edited)
    return f"{names}: changed by hand after a write was cut short, whose result is in {HOME}/{PENDING}; {_away(folder)}"


def digest(path: Path) -> str:
    """Return the SHA-256 (hex) of a file; empty when it is not there."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _view(folder: Path, tables: tuple[str, ...]) -> _View:
    pending = committed(folder)
    names = [f"{name}.csv" for name in tables if (folder / f"{name}.csv").exists()]
    names += [f"records/{path.name}" for path in folder.glob("records/*.y*ml") if path.suffix in (".yaml", ".yml")]
    stamps = tuple((name, _stamp(folder / name)) for name in sorted(names))
    files = {name: folder / name for name in names}
    if pending:
        files |= {change.path: pending.version(change) for change in pending.changes}
        files = {name: path for name, path in files.items() if path != pending.home}
    return _View(dict(sorted(files.items())), pending, stamps)


def _held(path: Path) -> Held:
    try:
        return Held(path.read_bytes())
    except OSError as error:
        return Held(b"", error)


def _stamp(path: Path) -> tuple[int, ...]:
    """Return what differs when a file was written anew or in place."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)


def _away(folder: Path) -> str:
    return f"delete {folder / HOME} to keep the files as they stand"
