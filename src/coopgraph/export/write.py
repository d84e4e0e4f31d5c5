"""Files are written whole or not at all: beside their place first, then moved there in one step.

Every writer of this package goes through here. What stands at the place before stays until the new file is
complete, so a full disk or an interrupted run never leaves half a file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from coopgraph.errors import UsageError


def write_text(path: Path, pieces: Iterable[str]) -> None:
    """Write text, piece by piece, as UTF-8 with the line ends it has. Raises UsageError as :func:`writing`
    does.
    """
    with writing(path) as file:
        for piece in pieces:
            file.write(piece.encode("utf-8"))


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give an open binary file that takes its place at ``path`` when the block ends well, and vanishes when
    not.

    A link is followed, permissions of a file that is replaced are kept, and what is no regular file (a pipe,
    /dev/stdout) is written directly. Raises UsageError when the place cannot be written to.
    """
    place = Path(os.path.realpath(path))
    try:
        if place.exists() and not place.is_file():
            file: BinaryIO
            with place.open("wb") as file:
                yield file
            return
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".part")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(_mode(place))
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(place: Path) -> int:
    """Return the permissions of the file that is replaced, or those of a new one."""
    if place.exists():
        return place.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
