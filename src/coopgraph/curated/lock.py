"""One writer at a time: a lock on the file ``.coopgraph/lock`` in the dataset's folder.

The system frees the lock of a process that dies, so a file that is left over locks nobody out. The file is removed
while it is still locked: whoever waited for it then sees that it is gone and begins anew (filelock does, from 3.21
on). So nothing stays behind in the folder.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coopgraph.errors import UsageError
from coopgraph.loaders.pending import HOME

_NAME = "lock"


@contextmanager
def locked(home: Path, folder: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of a dataset's folder ``home``, which messages call ``folder``.

    Raises UsageError when another process still holds it after ``timeout`` seconds, OSError when the folder cannot
    be written to.
    """
    from filelock import FileLock, Timeout

    path = home / HOME / _NAME
    until = time.monotonic() + timeout
    lock = FileLock(path)
    while True:
        path.parent.mkdir(exist_ok=True)
        try:
            lock.acquire(timeout=max(0.0, until - time.monotonic()), poll_interval=0.02)
            break
        except FileNotFoundError:  # another writer, on leaving, removed the folder
            continue
        except Timeout:
            why = f"another coopgraph is writing to {folder}; wait until it has ended"
            raise UsageError(f"{why}, and run the command again") from None
    try:
        yield
    finally:
        with suppress(OSError):  # Windows does not remove an open file, and does it itself on release
            path.unlink()
        lock.release()
        with suppress(OSError):  # not empty: somebody waits for the lock, or a write was cut short
            path.parent.rmdir()
