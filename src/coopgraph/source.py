"""Where a value stands: file, line or row, field. Every record, node and finding carries one.

The place of a *value in the curated files*; a source *document* that evidence is taken from is a record
(:mod:`coopgraph.records`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 80
"""Characters of a value that a message shows: whoever has to mend it finds the rest in the file."""
_LONGEST = 500
_VALUE = re.compile(r"""(?<!\w)'(?:[^'\\]|\\.)*'|(?<!\w)"(?:[^"\\]|\\.)*"|\S{201,}""", re.DOTALL)
"""A value in quotes, or a long word. What is between two values in quotes is none."""


def shortened(text: str) -> str:
    """Return a message without the end of the values in it that are long, and of a long message without its middle.

    >>> shortened(f"'{'9' * 100_000}' is not a number")[70:]
    "9999999999…' is not a number"
    """
    if len(text) <= MOST:
        return text
    cut = _VALUE.sub(lambda found: _cut(found[0]), text)
    return cut if len(cut) <= _LONGEST else f"{cut[: _LONGEST - 100]} … {cut[-100:]}"


def _cut(value: str) -> str:
    quote = value[-1] if value[0] in "'\"" else ""
    return value if len(value) <= MOST + 2 * len(quote) else f"{value[:MOST]}…{quote}"


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
        named = self.field if len(self.field) <= MOST else f"{self.field[: MOST - 1]}…"
        field = f" [{named}]" if named else ""
        return f"{self.file}{row}{field}"

    def at(self, field: str) -> Source:
        """Return the same row, another field."""
        return Source(self.file, self.row, field)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong at a place, and what to write instead; values in it that are long are shortened.

    >>> print(Problem(Source("data/x.csv", 3, "type"), "'custom' is not a term", "did you mean 'customs'?"))
    data/x.csv:3 [type]: 'custom' is not a term; did you mean 'customs'?
    """

    source: Source
    message: str
    remedy: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", shortened(self.message))
        object.__setattr__(self, "remedy", shortened(self.remedy))

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.source}: {self.message}{remedy}"
