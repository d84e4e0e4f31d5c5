"""The tables of records, their columns in the order of a form, and the help on each: from columns.csv and steps.txt.

The set of columns is that of the readers (a test sees to it); here they have an order and words for people. Digests
and lengths are left out: they are filled in from the texts.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DERIVED = ("sha256", "length")
"""The columns of sources that are counted, not written: an empty form has none, a proposed row has them."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the list that its drop-down offers (empty: none), what it takes."""

    name: str
    choices: str
    help: str


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Return the columns of each table, in the order in which the tables are filled in.

    >>> list(tables())[:3], tables()["people"][0].name
    (['sources', 'organizations', 'people'], 'id')
    """
    found: dict[str, list[Column]] = {}
    with (_HERE / "columns.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["sheet"], []).append(Column(row["column"], row["choices"], row["help"]))
    return {name: tuple(columns) for name, columns in found.items()}


def help_text() -> str:
    """Return the steps from a text to records."""
    return (_HERE / "steps.txt").read_text("utf-8")
