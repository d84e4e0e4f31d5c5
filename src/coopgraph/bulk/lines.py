"""The SQL of the bulk path, filled with the project's names: which rows are doubtful, and the lines of the others.

The rules and the templates stand in the .sql files beside this module; vocabularies and claim keys come from
ontology/ as tables, so that no term is written twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from coopgraph.bulk.tables import COLUMNS, KINDS, SCHEMES
from coopgraph.loaders.claims import ACTIVITIES, PARTIES
from coopgraph.ontology import claim_keys, terms
from coopgraph.vocab import BASE, CG, EDTF, IDS, PREFIXES, TERMS
from coopgraph.vocab import KINDS as CLASSES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def prepare(connection: DuckDBPyConnection) -> None:
    """Make the table ``doubtful`` (tbl, row) and the views of ``lines.sql`` of an open connection's tables."""
    languages = _languages(connection)
    _vocabulary(connection)
    for name, kind in KINDS.items():
        verb = "CREATE TABLE named AS" if name == "countries" else "INSERT INTO named BY NAME"
        connection.execute(f"{verb} {_named(name, kind, connection, languages)}")
    names = {
        "names_plain": " AND ".join(f'plain_name("name_{lang}")' for lang in languages),
        "names_lines": ", ".join(
            f"quad('authority', s, '{PREFIXES['skos']}prefLabel', lit(\"name_{lang}\") || '@{lang}')"
            for lang in languages
        ),
    }
    for file in ("words", "doubts", "lines"):
        _run(file, connection, names)


def derived(connection: DuckDBPyConnection) -> None:
    """Make the view ``derived_lines`` of prepared tables and those of :mod:`coopgraph.bulk.deriving`."""
    _run("derived", connection, {})


def places(connection: DuckDBPyConnection) -> None:
    """Make the view ``origins`` (node, property, tbl, line, field) of prepared tables."""
    _run("origins", connection, {"tables": ", ".join(f"'{name}'" for name in COLUMNS)})


def _run(file: str, connection: DuckDBPyConnection, more: dict[str, str]) -> None:
    spelled = {"graph": f"{BASE}graph/", "ids": IDS, "terms": TERMS, "edtf": EDTF}
    text = Template((files("coopgraph.bulk") / f"{file}.sql").read_text("utf-8"))
    connection.execute(text.substitute({**PREFIXES, **spelled, **more}))


def _languages(connection: DuckDBPyConnection) -> list[str]:
    found = {"en", "ru"}
    for name in KINDS:
        columns = connection.execute(f"DESCRIBE {name}").fetchall()
        found |= {column[0][5:] for column in columns if column[0].startswith("name_")}
    return sorted(found)


def _named(name: str, kind: str, connection: DuckDBPyConnection, languages: list[str]) -> str:
    """Return a SELECT of one table with the columns of all, so that they can be put under one another."""
    there = {column[0] for column in connection.execute(f"DESCRIBE {name}").fetchall()}
    wanted = {column for table in KINDS for column in COLUMNS[table]} | {f"name_{lang}" for lang in languages}
    cells = (f'"{c}"' if c in there else f'NULL::VARCHAR AS "{c}"' for c in sorted(wanted))
    return f"SELECT '{name}' AS tbl, '{kind}' AS kind, row, {', '.join(cells)} FROM {name}"


def _vocabulary(connection: DuckDBPyConnection) -> None:
    """Make tables of the claim keys and roles, the terms, and the classes and schemes of the kinds."""
    keys = [
        (key.key, key.predicate, list(key.subjects), key.value, list(key.range), False) for key in claim_keys().values()
    ]
    attends = CG + "participatesIn"
    keys += [(role, attends, list(ACTIVITIES), "id", list(PARTIES), True) for role in sorted(terms()["role"])]
    known = [(f"{scheme}/{name}",) for scheme, names in sorted(terms().items()) for name in sorted(names)]
    schemes = [(kind, scheme, sorted(terms()[scheme])) for kind, scheme in sorted(SCHEMES.items())]
    kinds = set(KINDS.values())
    for statement, rows in (
        (
            "keys (key VARCHAR, predicate VARCHAR, subjects VARCHAR[], type VARCHAR, range VARCHAR[], role BOOLEAN)",
            keys,
        ),
        ("terms (ident VARCHAR)", known),
        ("classes (kind VARCHAR, class VARCHAR)", [(kind, CLASSES[kind]) for kind in sorted(kinds)]),
        ("schemes (kind VARCHAR, scheme VARCHAR, names VARCHAR[])", schemes),
    ):
        fill(statement, rows, connection)


def fill(table: str, rows: Sequence[tuple[object, ...]], connection: DuckDBPyConnection) -> None:
    """Make a table, given as ``name (column TYPE, ...)``, of these rows: in one statement, as each takes its time."""
    connection.execute(f"CREATE TABLE {table}")
    if rows:
        cells = [list(column) for column in zip(*rows, strict=True)]
        name, values = table.split(" ", 1)[0], ", ".join("unnest(?)" for _ in cells)
        connection.execute(f"INSERT INTO {name} SELECT {values}", cells)
