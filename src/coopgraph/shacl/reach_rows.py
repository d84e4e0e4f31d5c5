"""Rows of terms, and queries that start from them.

Rows are told apart by numbers where they must be known again in an answer: a store gives some literals back in another
form than it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

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

    def keys(self, names: Sequence[str]) -> set[Row]:
        """Return what the rows have for some of the variables, each once.

        >>> a, b, c = (ox.NamedNode(f"urn:{n}") for n in "abc")
        >>> len(Table(("?x", "?y"), [(a, b), (a, c), (b, c)]).keys(["?x"]))
        2
        """
        return {*map(self._taken(names), self.rows)}

    def having(self, names: Sequence[str], keys: Collection[Row]) -> Table:
        """Return the table of those rows that have one of some keys."""
        taken = self._taken(names)
        return Table(self.names, [row for row in self.rows if taken(row) in keys])

    def parted(self, names: Sequence[str]) -> dict[Row, list[Row]]:
        """Return the rows by what they have for some of the variables."""
        taken, found = self._taken(names), dict[Row, list[Row]]()
        for row in self.rows:
            key = taken(row)
            if key in found:
                found[key].append(row)
            else:
                found[key] = [row]
        return found

    def _taken(self, names: Sequence[str]) -> Callable[[Row], Row]:
        """Return what takes some variables from a row."""
        at = [self.names.index(name) for name in names]
        if len(at) == 1:
            one = at[0]
            return lambda row: (row[one],)
        if at == list(range(len(self.names))):
            return lambda row: row
        return itemgetter(*at) if at else lambda row: ()


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
    """Yield the rows of columns that a pattern has for given rows of variables, each once.

    Raises Unreadable for a blank node, which has no constant in SPARQL.
    """
    rows, found = list(given[1]), set[Row]()
    for block in _blocks(given[0], sorted(f"({_terms(row)})" for row in rows), rows):
        for row in data.query(f"SELECT DISTINCT {' '.join(columns)} {{ {{ {block} }} {text} }}"):
            if (one := tuple(row)) not in found:
                found.add(one)
                yield one


def there(data: DataGraph, names: Sequence[str], rows: Iterable[Row], sure: Collection[str]) -> list[Row]:
    """Return the rows that a pattern can have at all, when ``sure`` variables are bound to terms of triples in each of
    its rows: a term that no triple has is in none. Of what is new the store before a change knows nothing."""
    at = [i for i, name in enumerate(names) if name in sure]
    return [row for row in rows if all(data.has(row[i]) for i in at)]


def _terms(row: Row) -> str:
    return " ".join(map(str, row))


def _blocks(names: Sequence[str], told: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield VALUES blocks, some thousand rows at a time."""
    if any(isinstance(term, ox.BlankNode) for row in rows for term in row):
        raise Unreadable("a blank node is changed")
    for i in range(0, len(told), _BATCH):
        yield f"VALUES ({' '.join(names)}) {{ {' '.join(told[i : i + _BATCH])} }}"
