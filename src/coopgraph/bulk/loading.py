"""The bulk path from end to end: open the tables, let the loaders judge the doubtful rows, write the lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coopgraph import ontology
from coopgraph.bulk import lines, rows, tables
from coopgraph.errors import InputError
from coopgraph.intake import Mapping, trees
from coopgraph.intake.shaping import Shaped
from coopgraph.intake.sheet import Sheet
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.loaders.ids import Ids
from coopgraph.triples import quads

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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
def lines_of(folder: Path, memory: str = "1GB") -> Iterator[tuple[Path, Loaded]]:
    """Give a file of N-Quads that holds the tables of a folder and the vocabulary, for as long as the block lasts.

    The lines are in no order, and one may be there twice. ``memory`` is DuckDB's; what does not fit goes to disk.
    Raises RecordsError with every problem of every row, and InputError for tables that cannot be read.
    Cost: about a second for 100,000 claims, of 17 lines each.
    """
    import duckdb

    found = tables.find(folder)
    with TemporaryDirectory(prefix="coopgraph-") as place, duckdb.connect(str(Path(place) / "tables")) as connection:
        connection.execute(f"SET memory_limit = '{memory}'")
        connection.execute(f"SET temp_directory = '{Path(place) / 'spill'}'")
        tables.read(found, connection)
        lines.prepare(connection)
        _same_nodes(connection)
        target = Path(place) / "lines.nq"
        shape = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01'"
        (count,) = connection.execute(f"COPY lines TO '{target}' ({shape})").fetchone() or (0,)
        more = _judged(found, connection, folder)
        with target.open("ab") as stream:
            stream.writelines(f"{line}\n".encode() for line in (*sorted(more), *ontology.nquads()))
        yield target, Loaded(_rows(connection), _doubtful(connection), count + len(more))


def load(folder: Path, store: object) -> Loaded:
    """Load the tables of a folder into a pyoxigraph store. Raises what :func:`lines_of` raises."""
    import pyoxigraph as ox

    assert isinstance(store, ox.Store)
    with lines_of(folder) as (path, found):
        store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    return found


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


def _judged(found: dict[str, Path], connection: DuckDBPyConnection, folder: Path) -> set[str]:
    """Return the lines of the doubtful rows and of the countries in use, from the one-record path."""
    wanted: dict[str, list[int]] = {}
    for name, row in connection.execute("SELECT tbl, row FROM doubtful").fetchall():
        wanted.setdefault(name, []).append(row)
    read = (rows.sheet(found[name], name, numbers, connection) for name, numbers in sorted(wanted.items()))
    records = dataset.records(_files(read, folder), _TableIds(connection))
    codes = {code for (code,) in connection.execute(_COUNTRIES).fetchall()}
    return quads(records, codes).lines


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
