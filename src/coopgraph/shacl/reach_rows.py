"""Rows of terms, and queries that start from them.

Rows are told apart by numbers where they must be known again in an answer: a store gives some literals back in another
form than it was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.reach_cuts import Row
from coopgraph.shacl.reach_parts import Unreadable

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of some variables."""

    names: tuple[str, ...]
    rows: list[Row]

    def of(self, rows: Iterable[Row]) -> Table:
        """Return the table of other rows of the same variables."""
        return Table(self.names, list(rows))

    def parted(self, names: Sequence[str]) -> dict[Row, list[Row]]:
        """Return the rows by what they have for some of the variables.

        >>> a, b, c = (ox.NamedNode(f"urn:{n}") for n in "abc")
        >>> [len(rows) for rows in Table(("?x", "?y"), [(a, b), (a, c), (b, c)]).parted(["?x"]).values()]
        [2, 1]
        """
        if tuple(names) == self.names:
            return {row: [row] for row in self.rows}
        at = [self.names.index(name) for name in names]
        found: dict[Row, list[Row]] = {}
        for row in self.rows:
            found.setdefault(tuple(row[i] for i in at), []).append(row)
        return found


def led(data: DataGraph, table: Table, text: str, wanted: Sequence[str] = ()) -> Iterator[tuple[Row, Row]]:
    """Yield the rows of a table for which a pattern has a solution, each with what that has for wanted variables.

    Raises Unreadable for a blank node, which has no constant in SPARQL.
    """
    rows = table.rows
    for block in _blocks(("?_row", *table.names), [f"({i} {_terms(row)})" for i, row in enumerate(rows)], rows):
        asked = f"SELECT DISTINCT ?_row {' '.join(wanted)} {{ {{ {block} }} {text} }}"
        for number, *more in data.query(asked):
            yield rows[int(number.value)], tuple(more)


def asking(
    data: DataGraph, given: tuple[Sequence[str], Iterable[Row]], text: str, columns: Sequence[str]
) -> Iterator[Row]:
    """Yield the rows of columns that a pattern has for given rows of variables.

    Raises Unreadable for a blank node, which has no constant in SPARQL.
    """
    rows = list(given[1])
    for block in _blocks(given[0], sorted(f"({_terms(row)})" for row in rows), rows):
        yield from (tuple(row) for row in data.query(f"SELECT DISTINCT {' '.join(columns)} {{ {{ {block} }} {text} }}"))


def _terms(row: Row) -> str:
    return " ".join(map(str, row))


def _blocks(names: Sequence[str], told: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield VALUES blocks, some thousand rows at a time."""
    if any(isinstance(term, ox.BlankNode) for row in rows for term in row):
        raise Unreadable("a blank node is changed")
    for i in range(0, len(told), _BATCH):
        yield f"VALUES ({' '.join(names)}) {{ {' '.join(told[i : i + _BATCH])} }}"
