"""The bulk path from end to end: open the tables, let the loaders judge the doubtful rows, write the lines."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, BinaryIO, TypeAlias, cast

from coopgraph import ontology
from coopgraph.bulk import lines, rows, tables
from coopgraph.errors import InputError
from coopgraph.intake import Mapping, trees
from coopgraph.intake.shaping import Shaped
from coopgraph.intake.sheet import Sheet
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.loaders.ids import Ids
from coopgraph.triples import Quads, quads

if TYPE_CHECKING:
    import pyoxigraph as ox
    from duckdb import DuckDBPyConnection

Tell: TypeAlias = Callable[[int, int], None]
"""Takes how many bytes are in, of how many."""
_PLAIN = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01'"
"""A line a row, as it is: no line holds the delimiter, a control character."""
_COUNTRIES = """
SELECT DISTINCT country FROM named
WHERE country IS NOT NULL AND (tbl, row) NOT IN (SELECT (tbl, row) FROM doubtful_named)
UNION SELECT DISTINCT value FROM told WHERE value_type = 'country'
"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows were read, how many of them were doubtful, and how many lines were written."""

    rows: int
    doubtful: int
    lines: int


@contextmanager
def lines_of(
    folder: Path, room: Path | None = None, origins: Path | None = None, memory: str = "1GB"
) -> Iterator[tuple[Path, Loaded]]:
    """Give a file of N-Quads that holds the tables of a folder and the vocabulary, for as long as the block lasts.

    The lines are in no order, and one may be there twice. ``room`` is where the file and what does not fit into
    ``memory`` (DuckDB's) go, the system's place for temporary files by default: some 40 kilobytes an event. To
    ``origins``, when it is given, the place of every node and property is written, as a table with the columns of
    :func:`coopgraph.build.origins_table`.

    Raises RecordsError with every problem of every row, and InputError for tables that cannot be read.
    Cost: three seconds for 140,000 claims, of 12 lines each.
    """
    import duckdb

    found = tables.find(folder)
    with (
        TemporaryDirectory(prefix="coopgraph-", dir=room) as name,
        duckdb.connect(str(Path(name) / "tables")) as connection,
    ):
        place = Path(name)
        connection.execute(f"SET memory_limit = '{memory}'")
        connection.execute(f"SET temp_directory = '{place / 'spill'}'")
        tables.read(found, connection)
        lines.prepare(connection)
        _same_nodes(connection)
        judged = _judged(found, connection, folder)
        target = place / "lines.nq"
        count = _copied("lines", target, _PLAIN, connection)
        with target.open("ab") as stream:
            stream.writelines(f"{line}\n".encode() for line in (*sorted(judged.lines), *ontology.nquads()))
        if origins is not None:
            _origins(origins, found, judged, connection)
        yield target, Loaded(_rows(connection), _doubtful(connection), count + len(judged.lines))


def load(
    folder: Path,
    store: ox.Store,
    room: Path | None = None,
    origins: Path | None = None,
    tell: Tell | None = None,
) -> Loaded:
    """Load the tables of a folder into a pyoxigraph store; ``tell`` is told how many of how many bytes are in.

    See :func:`lines_of` for ``room`` and ``origins``. Raises what that raises.
    """
    import pyoxigraph as ox

    with lines_of(folder, room, origins) as (path, found), path.open("rb") as stream:
        if tell is None:
            store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        else:
            counted = cast(IO[bytes], _Counted(stream, path.stat().st_size, tell))
            store.bulk_load(counted, format=ox.RdfFormat.N_QUADS)
    return found


class _Counted:
    """A stream that tells how far it was read."""

    def __init__(self, stream: BinaryIO, size: int, tell: Tell) -> None:
        self.stream, self.size, self.tell, self.done = stream, size, tell, 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        found = self.stream.read(size)
        self.done += len(found)
        self.tell(self.done, self.size)
        return found


def _copied(view: str, target: Path, shape: str, connection: DuckDBPyConnection) -> int:
    """Write a view to a file and return the number of its rows."""
    quoted = str(target).replace("'", "''")
    answer = connection.execute(f"COPY {view} TO '{quoted}' ({shape})").fetchone()
    return int(answer[0]) if answer else 0


def _origins(target: Path, found: dict[str, Path], judged: Quads, connection: DuckDBPyConnection) -> None:
    lines.places(connection)
    files = [(name, path.name) for name, path in found.items()]
    connection.execute("CREATE TABLE files (tbl VARCHAR, file VARCHAR)")
    connection.executemany("INSERT INTO files VALUES (?, ?)", files)
    told = "SELECT node, property, file, line AS row, field FROM origins JOIN files USING (tbl)"
    _copied(f"({told})", target, "FORMAT csv, HEADER true", connection)
    own = judged.origins
    more = [(node, "", at) for node, at in own.nodes.items()] + [(n, p, at) for (n, p), at in own.properties.items()]
    with target.open("a", encoding="utf-8", newline="") as stream:
        rows = ((node, prop, Path(at.file).name, at.row, at.field) for node, prop, at in sorted(more))
        csv.writer(stream, lineterminator="\n").writerows(rows)


class _TableIds(Ids):
    """The ids of the tables, asked for one by one: there may be millions."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        super().__init__()
        self.connection = connection

    def has(self, kind: str, slug: str) -> bool:
        """Return whether an id is there."""
        if super().has(kind, slug):
            return True
        return bool(self.connection.execute("SELECT 1 FROM ids WHERE ident = ?", [f"{kind}/{slug}"]).fetchone())

    def of(self, kind: str) -> list[str]:
        """Return the ids of a kind, sorted."""
        asked = "SELECT ident FROM ids WHERE starts_with(ident, ?)"
        found = {ident.partition("/")[2] for (ident,) in self.connection.execute(asked, [f"{kind}/"]).fetchall()}
        return sorted(found.union(super().of(kind)))


def _judged(found: dict[str, Path], connection: DuckDBPyConnection, folder: Path) -> Quads:
    """Return the quads of the doubtful rows and of the countries in use, from the one-record path."""
    wanted: dict[str, list[int]] = {}
    for name, row in connection.execute("SELECT tbl, row FROM doubtful").fetchall():
        wanted.setdefault(name, []).append(row)
    read = (rows.sheet(found[name], name, numbers, connection) for name, numbers in sorted(wanted.items()))
    records = dataset.records(_files(read, folder), _TableIds(connection))
    codes = {code for (code,) in connection.execute(_COUNTRIES).fetchall()}
    return quads(records, codes)


def _files(sheets: Iterable[Sheet], folder: Path) -> Files:
    shaped = Shaped(Mapping(), Files())
    for sheet in sheets:
        shaped.take(sheet)
    trees.add(shaped.files, shaped.rows)
    shaped.files.folder = str(folder)
    return shaped.files


def _same_nodes(connection: DuckDBPyConnection) -> None:
    """Raise InputError when two claims would get the same IRI: 64 bits of a digest are not always enough."""
    asked = """
        SELECT claim FROM told WHERE NOT (role AND status <> 'rejected') GROUP BY claim
        HAVING count(DISTINCT s || ' ' || predicate || ' ' || o || ' ' || CASE WHEN role THEN key ELSE '' END) > 1
    """
    if found := connection.execute(asked).fetchone():
        raise InputError(f"two claims would be {found[0]}: the digest in mint_claim needs more digits")


def _rows(connection: DuckDBPyConnection) -> int:
    counts = (connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables.COLUMNS)
    return sum(count[0] for count in counts if count)


def _doubtful(connection: DuckDBPyConnection) -> int:
    found = connection.execute("SELECT count(*) FROM doubtful WHERE tbl <> 'countries'").fetchone()
    return int(found[0]) if found else 0
