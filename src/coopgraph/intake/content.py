"""The bytes of what is given: a regular file, standard input, or a member of a zip; never more than the limit.

Devices, pipes and folders in the place of a file are told, not opened. What the bytes mean is for the form.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coopgraph.errors import InputError
from coopgraph.intake.limits import MAX_FILE, megabytes
from coopgraph.loaders.dataset import shown

STDIN = "standard input"
"""What messages call ``-``."""
LONGEST = 1000
"""Characters of a path that messages show."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds. ``name`` is what messages call it, ``stem`` and ``suffix`` are those of its own name, and
    ``path`` is where it stands, unless it is a member of a zip or standard input."""

    name: str
    stem: str
    suffix: str
    raw: bytes
    path: Path | None = None

    @contextmanager
    def as_file(self, raw: bytes | None = None) -> Iterator[Path]:
        """Give a temporary file with these bytes (or with ``raw``), for readers that want a path."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"content{self.suffix}"
            path.write_bytes(self.raw if raw is None else raw)
            yield path


def member(name: str, inner: str, raw: bytes) -> Content:
    """Return the content of a member of a zip that messages call ``name``.

    >>> member("new.zip", "data/Claims.CSV", b"").suffix
    '.csv'
    """
    path = Path(inner)
    return Content(f"{name}/{inner}", path.stem, path.suffix.lower(), raw)


def called(path: Path) -> str:
    """Return what messages call a path: as :func:`coopgraph.loaders.dataset.shown`, and not without end.

    >>> called(Path("-"))
    'standard input'
    """
    name = shown(path)
    return STDIN if name == "-" else name if len(name) <= LONGEST else f"{name[:LONGEST]}…"


def load(path: Path) -> Content:
    """Return what a file holds. Raises InputError when it is missing, unreadable, empty, larger than the limit, or no
    regular file."""
    name = called(path)
    try:
        kind = path.stat()
        if not stat.S_ISREG(kind.st_mode):
            raise InputError(f"{name}: not a file that can be read ({_kind(kind.st_mode)}); give a regular file")
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            raw = b"" if kind.st_size > MAX_FILE else _bounded(file)
    except FileNotFoundError:
        raise InputError(f"{name}: the file is missing") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror})") from None
    except ValueError as error:  # a NUL in the path
        raise InputError(f"{name!r}: cannot be read ({error})") from None
    _sized(name, max(kind.st_size, len(raw)), raw)
    return Content(name, path.stem, path.suffix.lower(), raw, path)


def standard_input() -> Content:
    """Return what is piped in. Raises InputError when it is empty or larger than the limit."""
    raw = _bounded(sys.stdin.buffer)
    _sized(STDIN, len(raw), raw)
    return Content(STDIN, "", "", raw)


def _bounded(file: BinaryIO) -> bytes:
    """Return at most one byte more than the limit."""
    pieces, left = [], MAX_FILE + 1
    while left and (piece := file.read(min(left, 1 << 20))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _sized(name: str, size: int, raw: bytes) -> None:
    if size > MAX_FILE:
        raise InputError(
            f"{name}: larger than {megabytes(MAX_FILE)}, the most that is read; part it into several files"
        )
    if not raw.strip():
        raise InputError(f"{name}: the file is empty")


def _kind(mode: int) -> str:
    for test, what in ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket")):
        if test(mode):
            return what
    return "a device"
