"""The lines in parts: files of bounded size, written by DuckDB in the background while the one before is loaded.

So the lines need not lie on disk as a whole (36 gigabytes for a million events), and both processors are busy.
"""

from __future__ import annotations

import errno
import io
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

QUADS = 500_000
"""How many quads a part holds, more or less: what a loader keeps in memory at once, some 700 bytes each. Many small
parts cost the store more time for putting them together than few large ones."""
_AHEAD = 2
_PER_ROW = {"clean": 6, "told": 11, "spans": 7, "derived": 1}
"""Quads of a row of each table of lines.sql and derived.sql, about."""
_PLAIN = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01'"
"""A text as it is: none holds the delimiter, a control character."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of lines, and the share of all lines that is in this part and those before it."""

    path: Path
    share: float


def written(
    connection: DuckDBPyConnection, place: Path, derived: bool = False, quads: int = QUADS
) -> Generator[Part, None, None]:
    """Yield the lines of prepared tables in parts of so many quads, more or less: files in ``place``, to be deleted by
    whoever has read them.

    Raises OSError when a part cannot be written.
    """
    plan = list(_plan(connection, ("clean", "told", "spans", *(("derived",) if derived else ())), quads))
    whole = max(sum(size for _, size in plan), 1)
    done, ahead = 0, deque[Future[Path]]()
    with ThreadPoolExecutor(1) as pool:
        try:
            for number in range(len(plan) + _AHEAD):
                if number < len(plan):
                    ahead.append(pool.submit(_write, plan[number][0], place / f"part-{number}.nq", connection))
                if number >= _AHEAD:
                    done += plan[number - _AHEAD][1]
                    yield Part(ahead.popleft().result(), done / whole)
        finally:
            for future in ahead:
                future.cancel()


def _plan(connection: DuckDBPyConnection, tables: tuple[str, ...], quads: int) -> Iterator[tuple[str, int]]:
    """Yield the query of each part and about how many quads it gives."""
    for table in tables:
        answer = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        rows, step = answer[0] if answer else 0, max(quads // _PER_ROW[table], 1)
        for start in range(0, rows, step):
            end = min(start + step, rows) - 1
            yield (
                f"SELECT text FROM {table}_lines WHERE n BETWEEN {start} AND {end}",
                (end - start + 1) * _PER_ROW[table],
            )


def _write(query: str, target: Path, connection: DuckDBPyConnection) -> Path:
    copy(query, target, _PLAIN, connection)
    return target


def copy(query: str, target: Path, shape: str, connection: DuckDBPyConnection) -> None:
    """Write the rows of a query to a file. Raises OSError when that cannot be."""
    import duckdb

    quoted = str(target).replace("'", "''")
    try:
        connection.execute(f"COPY ({query}) TO '{quoted}' ({shape})")
    except duckdb.Error as error:
        raise OSError(errno.EIO, str(error).split("\n", 1)[0]) from error


class Joined(io.RawIOBase):
    """Parts as one stream of bytes; each is deleted when it has been read."""

    def __init__(self, parts: Iterator[Path]) -> None:
        self.parts = parts
        self.stream: io.FileIO | None = None

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with the next bytes and return how many."""
        while True:
            if self.stream is None:
                path = next(self.parts, None)
                if path is None:
                    return 0
                self.stream = io.FileIO(path)
            if count := self.stream.readinto(buffer):
                return count
            self.stream.close()
            Path(self.stream.name).unlink()
            self.stream = None
