"""Where a value stands: file, line or row, field. Every record, node and finding carries one.

The place of a *value in the curated files*; a source *document* that evidence is taken from is a record
(:mod:`coopgraph.records`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A cell or a key in a curated file. ``row`` counts lines from 1, as editors do.

    >>> str(Source("data/organizations.csv", 14, "country"))
    'data/organizations.csv:14 [country]'
    >>> str(Source("data/organizations.csv"))
    'data/organizations.csv'
    """

    file: str
    row: int = 0
    field: str = ""

    def __str__(self) -> str:
        row = f":{self.row}" if self.row else ""
        field = f" [{self.field}]" if self.field else ""
        return f"{self.file}{row}{field}"

    def at(self, field: str) -> Source:
        """Return the same row, another field."""
        return Source(self.file, self.row, field)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a place, and what to write instead.

    >>> print(Problem(Source("data/x.csv", 3, "type"), "'custom' is not a term", "did you mean 'customs'?"))
    data/x.csv:3 [type]: 'custom' is not a term; did you mean 'customs'?
    """

    source: Source
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.source}: {self.message}{remedy}"
