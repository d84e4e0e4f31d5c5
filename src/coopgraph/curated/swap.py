"""Files into a dataset's folder all at once: whatever happens, readers see the old dataset or the new one, whole.

How a reader does its part is in :mod:`coopgraph.loaders.pending`; who may write is in :mod:`coopgraph.curated.lock`.
A write goes like this, under the lock and each step on the disk before the next:

1. a write that was cut short is brought to its end, and what one that never came to its decision left is removed;
2. the new versions are written, twice each, into a folder of their own, with a manifest: this may fail, and then
   nothing has changed;
3. the folder is renamed to ``.coopgraph/pending``: this decides it;
4. one copy of each new version is renamed into its place (no room is needed any more), files to go are removed;
5. ``pending`` is renamed away and removed, and so is ``.coopgraph``.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path, PurePosixPath

from coopgraph.curated.lock import locked
from coopgraph.errors import UsageError
from coopgraph.loaders import dataset, pending
from coopgraph.loaders.files import Files
from coopgraph.loaders.pending import Change, Held, Pending

TIMEOUT = 10.0
ENDS_LATER = "the new data are safe and the next command that writes puts them in their places"
_DRAFT = "draft-"
_SPARE = ".part"


def fingerprint(folder: Path) -> str:
    """Return a SHA-256 (hex) over the names and bytes of all files of a dataset, as a reader would see it now."""
    return mark(dataset.held(folder))


def snapshot(folder: Path) -> tuple[Files, str]:
    """Return a dataset's files and the fingerprint of just these, to give to :func:`write` later on.

    Raises InputError as :func:`coopgraph.loaders.dataset.read` does.
    """
    held = dataset.held(folder)
    return dataset.of(folder, held), mark(held)


def write(
    folder: Path,
    files: Mapping[str, bytes],
    gone: Iterable[str] = (),
    *,
    expected: str | None = None,
    timeout: float = TIMEOUT,
) -> list[str]:
    """Put files into a dataset's folder and remove others, all or nothing; return the paths that changed, sorted.

    Paths are relative to the folder, in the POSIX form. A file that has these bytes already is not touched; the
    permissions of one that is replaced are kept, and a link is followed. ``expected`` is the fingerprint of the
    dataset that the caller has read; ``timeout`` is how many seconds to wait for another writer.

    Raises UsageError, and has then changed nothing: when the folder is none or cannot be written to, when the disk is
    full, when another process keeps writing, and when the dataset is no longer the one expected. Also when a file
    was changed by hand after a write was cut short.
    """
    home = _folder(folder)
    for path in (*files, *gone):
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or path.startswith(pending.HOME):
            raise UsageError(f"{path!r} is no file of a dataset; give a path within its folder")
    try:
        with locked(home, folder, timeout):
            _finish(home, folder)
            if expected is not None and fingerprint(home) != expected:
                raise UsageError(f"{folder} has changed since it was read; nothing was written: run the command again")
            changes = _changes(home, files, gone)
            if changes:
                _decide(home, changes, files)
                _finish(home, folder)
    except OSError as error:
        why = f"{folder}: cannot be written to ({error.strerror or error})"
        left = pending.committed(home) is not None
        raise UsageError(f"{why}; {ENDS_LATER if left else 'nothing was changed'}") from error
    return sorted(change.path for change in changes)


def _folder(folder: Path) -> Path:
    home = Path(os.path.realpath(folder))
    if not os.path.isdir(home):  # noqa: PTH112 (False, too, where one may not look)
        raise UsageError(f"{folder}: not a folder; give the folder of a dataset")
    return home


def mark(files: Mapping[str, Held]) -> str:
    """Return the fingerprint of files that were taken from a dataset (:func:`coopgraph.loaders.dataset.held`)."""
    told = "".join(f"{sha256(held.data).hexdigest()} {name}\n" for name, held in sorted(files.items()))
    return sha256(told.encode()).hexdigest()


def _changes(home: Path, files: Mapping[str, bytes], gone: Iterable[str]) -> tuple[Change, ...]:
    """Return what differs from what is there."""
    made = [
        Change(p, str(n), pending.digest(home / p), sha256(files[p]).hexdigest()) for n, p in enumerate(sorted(files))
    ]
    left = [Change(path, "", pending.digest(home / path), "") for path in sorted(set(gone) - set(files))]
    return tuple(change for change in (*made, *left) if change.was != change.now)


def _decide(home: Path, changes: tuple[Change, ...], files: Mapping[str, bytes]) -> None:
    """Write new versions and manifest aside, and give them the name that makes them the dataset."""
    token = secrets.token_hex(8)
    draft = home / pending.HOME / f"{_DRAFT}{token}"
    try:
        draft.mkdir()
        for change in changes:
            if change.version:
                (home / change.path).parent.mkdir(parents=True, exist_ok=True)
                _put(draft / change.version, files[change.path])
                _put(draft / f"{change.version}{_SPARE}", files[change.path], like=home / change.path)
        told = {"token": token, "changes": [asdict(change) for change in changes]}
        _put(draft / pending.MANIFEST, json.dumps(told, ensure_ascii=False).encode())
        _sync(draft)
        draft.rename(home / pending.HOME / pending.PENDING)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync(home / pending.HOME)


def _finish(home: Path, folder: Path) -> None:
    """Bring a write that is decided to its end, if there is one; remove drafts of writers that died."""
    if found := pending.committed(home):
        if edited := pending.overtaken(home, found):
            raise UsageError(pending.told(folder, edited))
        for change in found.changes:
            _settle(home, found, change)
        for parent in {Path(os.path.realpath(home / change.path)).parent for change in found.changes}:
            _sync(parent)
        found.home.rename(found.home.with_name(f"{_DRAFT}{found.token}"))
    for draft in (home / pending.HOME).glob(f"{_DRAFT}*"):
        shutil.rmtree(draft)


def _settle(home: Path, found: Pending, change: Change) -> None:
    """Put the new version of a file in its place, unless it is there."""
    place = Path(os.path.realpath(home / change.path))
    if pending.digest(place) == change.now:
        return
    if not change.version:
        (home / change.path).unlink()
        return
    spare = found.home / f"{change.version}{_SPARE}"
    if spare.exists() and spare.stat().st_dev == place.parent.stat().st_dev:
        spare.replace(place)
        return
    beside = place.with_name(f".{place.name}.{found.token}{_SPARE}")  # a link led to another disk
    beside.unlink(missing_ok=True)
    _put(beside, found.version(change).read_bytes(), like=place)
    beside.replace(place)


def _put(path: Path, data: bytes, like: Path | None = None) -> None:
    """Write a new file to the disk, with the permissions of ``like`` if that is there."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if like and like.exists():
        path.chmod(like.stat().st_mode & 0o7777)


def _sync(folder: Path) -> None:
    """See that the names in a folder are on the disk, where a system lets one ask for it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
