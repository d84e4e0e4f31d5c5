"""Doubtful rows: the way of every other record, through the loaders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.bulk import rows
from coopgraph.errors import InputError
from coopgraph.intake import Mapping, trees
from coopgraph.intake.shaping import Shaped
from coopgraph.intake.sheet import Sheet
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.loaders.ids import Ids
from coopgraph.nquads import Quads
from coopgraph.records import Records
from coopgraph.triples import quads

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COUNTRIES = """
SELECT DISTINCT country FROM named
WHERE country IS NOT NULL AND (tbl, row) NOT IN (SELECT (tbl, row) FROM doubtful_named)
UNION SELECT DISTINCT value FROM told WHERE value_type = 'country'
"""
_SAME = """
SELECT claim FROM (SELECT claim, hash(s, predicate, o, CASE WHEN role THEN key END) AS meant FROM told
  WHERE NOT (role AND status <> 'rejected'))
GROUP BY claim HAVING min(meant) <> max(meant)
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """The records of the doubtful rows, and their quads with those of the countries in use."""

    records: Records
    quads: Quads


def judge(found: dict[str, Path], connection: DuckDBPyConnection, folder: Path) -> Judged:
    """Return what the loaders make of the doubtful rows of prepared tables.

    Raises RecordsError with every problem, and InputError when two claims would get the same IRI: 64 bits of a digest
    are not always enough.
    """
    if same := connection.execute(_SAME).fetchone():
        raise InputError(f"two claims would be {same[0]}: the digest in mint_claim needs more digits")
    wanted: dict[str, list[int]] = {}
    for name, row in connection.execute("SELECT tbl, row FROM doubtful").fetchall():
        wanted.setdefault(name, []).append(row)
    read = (rows.sheet(found[name], name, numbers, connection) for name, numbers in sorted(wanted.items()))
    records = dataset.records(_files(read, folder), _TableIds(connection))
    codes = {code for (code,) in connection.execute(_COUNTRIES).fetchall()}
    return Judged(records, quads(records, codes))


class _TableIds(Ids):
    """The ids of the tables: those that doubtful rows mention are at hand, the others, maybe millions, asked for."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        super().__init__()
        self.connection = connection
        self.mentioned = {ident for (ident,) in connection.execute("FROM mentioned").fetchall()}

    def has(self, kind: str, slug: str) -> bool:
        """Return whether an id is there."""
        ident = f"{kind}/{slug}"
        if ident in self.mentioned or super().has(kind, slug):
            return True
        return bool(self.connection.execute("SELECT 1 FROM ids WHERE ident = ?", [ident]).fetchone())

    def of(self, kind: str) -> list[str]:
        """Return the ids of a kind, sorted."""
        asked = "SELECT ident FROM ids WHERE starts_with(ident, ?)"
        found = {ident.partition("/")[2] for (ident,) in self.connection.execute(asked, [f"{kind}/"]).fetchall()}
        return sorted(found.union(super().of(kind)))


def _files(sheets: Iterable[Sheet], folder: Path) -> Files:
    shaped = Shaped(Mapping(), Files())
    for sheet in sheets:
        shaped.take(sheet)
    trees.add(shaped.files, shaped.rows)
    shaped.files.folder = str(folder)
    return shaped.files
