"""The bulk path from end to end: open the tables, let the loaders judge the doubtful rows, load or write the lines."""

from __future__ import annotations

import csv
import io
import shutil
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from coopgraph import ontology
from coopgraph.bulk import deriving, lines, parts, tables
from coopgraph.bulk.judging import Judged, judge
from coopgraph.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Tell: TypeAlias = Callable[[int, int], None]
"""Takes how many bytes are in, of how many, as far as one can tell."""
MEMORY, MEMORY_A_CLAIM, MEMORY_FOR_PARTS = 1_000_000_000, 350, 400_000_000
"""Bytes that DuckDB may take at least, and for each claim, before the store takes its own; and then. What does not fit
goes to the disk, but for what groups are made of."""
_SMALL = 150_000
"""Quads of a part that goes into memory, where the parts cost nothing and the first is to be there soon."""
LOADERS = 2
"""So many parts go into a store on disk side by side; each has its memory."""
_ORDERING = 0.15
"""How long a store on disk takes to put itself in order, as a share of the time that loading takes."""
_NEEDED = ("clean", "told", "spans", "derived")
"""The tables that are still read when the parts are written."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were read, and how many of them were doubtful."""

    rows: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a load is to do besides loading.

    ``room`` is where files go for the while, the system's place for temporary ones by default: some 10 kilobytes an
    event, and a few hundred megabytes. To ``origins``, when it is given, the place of every node and property is
    written, as a table with the columns of :func:`coopgraph.build.origins_table`. ``derive``: load graph *derived* too,
    as :func:`coopgraph.build.derive` would. ``tell`` is told how many of how many bytes are in.
    """

    room: Path | None = None
    origins: Path | None = None
    derive: bool = False
    tell: Tell | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """Tables that were judged: ``rest`` is a file with the lines of the doubtful rows and the vocabulary."""

    connection: DuckDBPyConnection
    place: Path
    rest: Path
    counts: Loaded


@contextmanager
def lines_of(folder: Path, wishes: Wishes | None = None) -> Iterator[tuple[Path, Loaded]]:
    """Give a file of N-Quads that holds the tables of a folder and the vocabulary, for as long as the block lasts.

    The lines are in no order, and one may be there twice. Takes 36 kilobytes of disk an event; :func:`load` does not.
    Raises RecordsError with every problem of every row, and InputError for tables that cannot be read.
    """
    wishes = wishes or Wishes()
    with _opened(folder, wishes) as opened:
        with opened.rest.open("ab") as out:
            for part in parts.written(opened.connection, opened.place, wishes.derive):
                with part.path.open("rb") as stream:
                    shutil.copyfileobj(stream, out, 1 << 20)
                part.path.unlink()
        yield opened.rest, opened.counts


def load(folder: Path, store: OxigraphStore, wishes: Wishes | None = None) -> Loaded:
    """Load the tables of a folder and the vocabulary into a store, in memory or on disk.

    Raises RecordsError with every problem of every row, InputError for tables that cannot be read, and OSError when
    the disk is full.
    Cost of 10,000 events (1.6 million quads) with two processors: 6 seconds in memory, 15 on disk; three minutes on
    disk for 100,000. There memory grows slowly: 0.8 GB at 10,000 events, 1.7 at 100,000, 6 at 1,000,000; in memory it
    is 400 bytes a quad.
    """
    wishes = wishes or Wishes()
    on_disk = store.directory is not None
    progress = _Progress(wishes.tell, _ORDERING if on_disk else 0)
    with _opened(folder, wishes) as opened:
        store.load_file(opened.rest)
        size = parts.QUADS if on_disk else _SMALL
        making = parts.written(opened.connection, opened.place, wishes.derive, size)
        with closing(making) as written:  # when loading fails, the writing of parts ends with it
            files = progress.over(written)
            if on_disk:
                _side_by_side(files, store)
            else:
                store.load_file(io.BufferedReader(parts.Joined(files), 1 << 20), trusted=True)
    store.optimize()
    progress.end()
    return opened.counts


def _side_by_side(files: Iterator[Path], store: OxigraphStore) -> None:
    """Load files into a store on disk, some at a time: sorting takes most of the time, and each is sorted alone."""
    loading = deque[Future[None]]()
    with ThreadPoolExecutor(LOADERS) as pool:
        for path in files:
            loading.append(pool.submit(_loaded, path, store))
            if len(loading) >= LOADERS:
                loading.popleft().result()
        for one in loading:
            one.result()


def _loaded(path: Path, store: OxigraphStore) -> None:
    store.load_file(path, trusted=True)
    path.unlink()


@dataclass(slots=True)
class _Progress:
    """Tells how many bytes are in; ``left`` is what comes after the last of them, as a share of the time until then."""

    tell: Tell | None
    left: float
    done: int = 0
    size: int = 0

    def over(self, written: Iterator[parts.Part]) -> Iterator[Path]:
        """Yield the files of parts; when the next is asked for, tell that one is in."""
        for part in written:
            self.done += part.path.stat().st_size
            yield part.path
            self.size = round(self.done / part.share * (1 + self.left))
            if self.tell:
                self.tell(self.done, self.size)

    def end(self) -> None:
        """Tell that all is done."""
        if self.tell:
            self.tell(self.size, self.size)


@contextmanager
def _opened(folder: Path, wishes: Wishes) -> Iterator[_Opened]:
    import duckdb

    found = tables.find(folder)
    with TemporaryDirectory(prefix="coopgraph-", dir=wishes.room) as name, duckdb.connect(":memory:") as connection:
        place = Path(name)
        _limit(MEMORY, connection)
        connection.execute(f"SET temp_directory = '{place / 'spill'}'")
        tables.read(found, connection)
        _limit(max(MEMORY, _count("claims", connection) * MEMORY_A_CLAIM), connection)
        lines.prepare(connection)
        judged = judge(found, connection, folder)
        connection.execute("SET preserve_insertion_order = false")  # rows have their numbers by now
        rest = place / "rest.nq"
        rest.write_text("".join(f"{line}\n" for line in (*sorted(judged.quads.lines), *ontology.nquads())), "utf-8")
        if wishes.derive:
            deriving.tables(connection, judged.records)
            lines.derived(connection)
        if wishes.origins is not None:
            _origins(wishes.origins, found, judged, connection)
        counts = _counts(connection)
        _forget(connection)
        _limit(MEMORY_FOR_PARTS, connection)
        yield _Opened(connection, place, rest, counts)


def _forget(connection: DuckDBPyConnection) -> None:
    """Drop what is not needed any more, so that less lies on the disk."""
    for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        if name not in _NEEDED:
            connection.execute(f"DROP TABLE {name}")


def _origins(target: Path, found: dict[str, Path], judged: Judged, connection: DuckDBPyConnection) -> None:
    lines.places(connection)
    lines.fill("files (tbl VARCHAR, file VARCHAR)", [(name, path.name) for name, path in found.items()], connection)
    told = "SELECT node, property, file, line AS row, field FROM origins JOIN files USING (tbl)"
    parts.copy(told, target, "FORMAT csv, HEADER true", connection)
    own = judged.quads.origins
    more = [(node, "", at) for node, at in own.nodes.items()] + [(n, p, at) for (n, p), at in own.properties.items()]
    with target.open("a", encoding="utf-8", newline="") as stream:
        rows = ((node, prop, Path(at.file).name, at.row, at.field) for node, prop, at in sorted(more))
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _counts(connection: DuckDBPyConnection) -> Loaded:
    rows = sum(_count(name, connection) for name in tables.COLUMNS)
    return Loaded(rows, _count("doubtful WHERE tbl <> 'countries'", connection))


def _count(rows: str, connection: DuckDBPyConnection) -> int:
    answer = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return int(answer[0]) if answer else 0


def _limit(most: int, connection: DuckDBPyConnection) -> None:
    connection.execute(f"SET memory_limit = '{most} bytes'")
