"""Rows of new tables into those of a dataset. What they mean to each other is in :mod:`coopgraph.curated.merged`.

A new table stays a table of its own beside the old one of its name, with the rows that are new or replace old ones:
so each row, and what is wrong with a header, keeps the place that it came from. Writing makes one table of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coopgraph.curated.merged import Entry, Ledger, normal
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.dataset import EVIDENCE
from coopgraph.loaders.table import Row, Table

Tables = dict[str, list[Table]]


def merge_tables(base: Tables, new: Tables, ledger: Ledger) -> Tables:
    """Return the tables of both; what became of each new row is noted."""
    found = {name: list(tables) for name, tables in base.items()}
    for name, tables in new.items():
        found[name] = _merged(name, found.get(name, []), tables, ledger)
    return found


def identity(name: str, row: Row) -> str:
    """Return what a row is told by: its id with the kind, or where the span stands; empty when it does not say."""
    cells = row.cells
    if name == EVIDENCE:
        start, end = (normal(column, cells.get(column, "")) for column in ("start", "end"))
        return f"{cells['source']}:{start}-{end}" if {"source", "start", "end"} <= cells.keys() else ""
    kind = SHEETS[name].kind if name in SHEETS else name
    return f"{kind}/{normal('id', cells['id'])}" if "id" in cells else ""


def _merged(name: str, old: list[Table], new: list[Table], ledger: Ledger) -> list[Table]:
    """Return old tables without the rows that are replaced, and new ones with those that are new or replace them."""
    here = {identity(name, row): row for row in reversed([row for table in old for row in table.rows])}
    gone: set[int] = set()
    made = []
    for table in new:
        kept: list[Row] = []
        for row in table.rows:
            entry = Entry(name, identity(name, row), row.source)
            there = here.get(entry.name) if entry.name else None
            if there is None:
                ledger.adds(entry, row.cells)
                kept.append(row)
            elif ledger.replaces(entry, there.cells, row.cells, there.source):
                gone.add(id(there))
                kept.append(Row(row.source, {**there.cells, **row.cells}))
            else:
                continue
            here[entry.name] = kept[-1]
        made.append(replace(table, header=_header(name, table, kept), rows=kept))
    return [replace(one, rows=[row for row in one.rows if id(row) not in gone]) for one in (*old, *made)]


def _header(name: str, table: Table, rows: Iterable[Row]) -> tuple[str, ...]:
    """Return a table's columns, and those that its rows took over from the ones they replace.

    An update may come without names: that a new row has none is then told of the row.
    """
    needed = {"name_en": None} if name in SHEETS and "id" in table.header else {}
    more = {column: None for row in rows for column in row.cells} | needed
    return (*table.header, *(column for column in more if column not in table.header))
