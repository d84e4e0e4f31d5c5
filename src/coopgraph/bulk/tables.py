"""Open the tables of a dataset in DuckDB: every cell as text, trimmed of blanks, with the number of its row.

A table that is not there is empty; a column that is not there holds nothing. Besides the columns told here a table
of names may have ``name_xx`` for any language.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.errors import InputError, suggestion
from coopgraph.loaders import authority

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NAMED = ("id", "name_en", "name_ru", "also", "hidden", "note")
COLUMNS: dict[str, tuple[str, ...]] = {
    "countries": (*_NAMED, "west", "south", "east", "north"),
    "organizations": (*_NAMED, "type", "country"),
    "people": _NAMED,
    "places": (*_NAMED, "country", "lat", "lon"),
    "crossings": (*_NAMED, "country", "lat", "lon"),
    "projects": (*_NAMED, "type"),
    "documents": (*_NAMED, "type"),
    "sources": (*_NAMED, "title", "publisher", "issued", "language", "url", "file", "sha256", "length"),
    "events": (*_NAMED, "source"),
    "delegations": (*_NAMED, "source", "country", "occupation"),
    "changes": (*_NAMED, "source"),
    "claims": (
        *("source", "subject", "key", "value", "status", "confidence", "at", "basis", "when", "title"),
        *("count", "count-qualifier", "mode"),
    ),
    "evidence": ("source", "start", "end", "sha256"),
}
KINDS: dict[str, str] = {
    **{name: sheet.kind for name, sheet in authority.SHEETS.items()},
    "events": "event",
    "delegations": "delegation",
    "changes": "change",
}
"""The tables of named records, with the kind of their ids."""
SCHEMES = {sheet.kind: sheet.scheme for sheet in authority.SHEETS.values() if sheet.scheme}
SUFFIXES = (".csv", ".parquet")
_NAME = re.compile("name_[a-z]{2,3}")


def is_tables(folder: Path) -> bool:
    """Return whether a folder holds records as tables: claims.csv or claims.parquet."""
    return any((folder / f"claims{suffix}").is_file() for suffix in SUFFIXES)


def find(folder: Path) -> dict[str, Path]:
    """Return the files of the tables in a folder: CSV with commas, or Parquet.

    Raises InputError when there is no table of claims, or a table is there in both forms.
    """
    found: dict[str, Path] = {}
    for name in COLUMNS:
        paths = [p for suffix in SUFFIXES if (p := folder / f"{name}{suffix}").is_file()]
        if len(paths) > 1:
            raise InputError(f"{folder}: {paths[0].name} and {paths[1].name} are both there; keep one")
        if paths:
            found[name] = paths[0]
    if "claims" not in found:
        raise InputError(f"{folder}: holds no claims.csv or claims.parquet; give the folder of the tables")
    return found


def read(files: dict[str, Path], connection: DuckDBPyConnection) -> None:
    """Make a DuckDB table of each name, with the column ``row``: 1 for the first row below the header.

    Raises InputError for a file that cannot be read, and for a column that does not belong to its table.
    """
    import duckdb

    for name, wanted in COLUMNS.items():
        try:
            connection.execute(f"CREATE TABLE {name} AS {_select(files.get(name), wanted, connection)}")
        except duckdb.Error as error:
            why = str(error).split("\n", 1)[0].strip()
            raise InputError(f"{files[name]}: cannot be read as a table ({why})") from error


def _select(path: Path | None, wanted: tuple[str, ...], connection: DuckDBPyConnection) -> str:
    if path is None:
        return "SELECT 0::BIGINT AS row, " + ", ".join(f'NULL::VARCHAR AS "{c}"' for c in wanted) + " WHERE false"
    scan = _scan(path)
    there = [column[0] for column in connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()]
    for column in there:
        if column not in wanted and not ("name_en" in wanted and _NAME.fullmatch(column)):
            remedy = suggestion(column, wanted)
            raise InputError(f"{path}:1 [{column}]: {column!r} is not a column of this table; {remedy}")
    more = [column for column in there if column not in wanted]
    cells = (
        f"nullif(trim(\"{c}\", ' '), '') AS \"{c}\"" if c in there else f'NULL::VARCHAR AS "{c}"'
        for c in (*wanted, *more)
    )
    return f"SELECT row_number() OVER () AS row, {', '.join(cells)} FROM {scan}"


def _scan(path: Path) -> str:
    place = _quoted(str(path))
    if path.suffix == ".parquet":
        return f"(SELECT COLUMNS(*)::VARCHAR FROM read_parquet({place}))"
    columns = ", ".join(f"{_quoted(name)}: 'VARCHAR'" for name in _header(path))
    options = "header=true, auto_detect=false, delim=',', quote='\"', escape='\"'"
    return f"read_csv({place}, {options}, columns={{{columns}}})"


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            names = [name.strip() for name in next(csv.reader(stream), [])]
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(f"{path}:1: not a line of CSV in UTF-8 ({error}); save it so") from error
    if not any(names) or len({*names}) < len(names) or "" in names:
        raise InputError(f"{path}:1: a column has no name, or one that is there twice; name each column once")
    return names


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
