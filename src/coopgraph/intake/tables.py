"""Which tables there are, which columns they have, and which table a file or a sheet is by its name.

The columns of authority tables are those of :mod:`coopgraph.loaders.authority`; the tables ``events``, ``delegations``,
``changes`` and ``claims`` are record files in the form of a table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coopgraph.errors import near, suggestion
from coopgraph.intake.limits import MAX_COLUMNS
from coopgraph.loaders import evidence
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.claims import ROLE_ONLY, SECTIONS

_LANGUAGE = re.compile(r"name[\s_-]+([a-z]{2,3})")
CLAIMS, RECORDS = "claims", "records"
CLAIM_OPTIONS = ("at", "basis", "when", *sorted(ROLE_ONLY))
_NAMED = ("id", "name_en", "also", "hidden", "note")


@dataclass(frozen=True, slots=True)
class Spec:
    """A table: the kind of id that its rows have, its columns (any ``name_xx`` beside), and which must be there.
    ``records`` tells whether its rows belong to a source document."""

    kind: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    records: bool = False

    def column(self, written: str) -> str:
        """Return our name of a column, whatever its case and its blanks; empty when it is none.

        >>> TABLES["events"].column("Name EN"), TABLES["events"].column("title")
        ('name_en', '')
        """
        if written in self.columns:
            return written
        if self.kind not in ("evidence", CLAIMS) and (language := _LANGUAGE.fullmatch(written.strip().casefold())):
            return f"name_{language[1]}"
        plain = fold(written)
        return next((c for c in self.columns if fold(c) == plain), "")


def fold(name: str) -> str:
    """Return a name without case, blanks, hyphens and underscores.

    >>> fold(" Count-Qualifier ")
    'countqualifier'
    """
    return re.sub(r"[\s_-]+", "", name.casefold())


def _specs() -> dict[str, Spec]:
    found = {}
    for name, sheet in SHEETS.items():
        fields = (f for f in sheet.model.model_fields if f not in ("source", "names", *_NAMED))
        found[name] = Spec(sheet.kind, (*_NAMED, *fields), ("id", "name_en"))
    found["evidence"] = Spec("evidence", evidence.COLUMNS, evidence.COLUMNS)
    for name, (kind, model) in SECTIONS.items():
        fields = (f for f in model.model_fields if f not in ("source", "names", *_NAMED))
        found[name] = Spec(kind, ("source", *_NAMED, *fields), ("id", "name_en"), records=True)
    first = ("subject", "key", "value", "status", "confidence", "at")
    options = (c for c in CLAIM_OPTIONS if c != "at")
    found[CLAIMS] = Spec(CLAIMS, ("source", *first, *options), first, records=True)
    return found


TABLES: dict[str, Spec] = _specs()
EVERYTHING = frozenset(TABLES) - {s for s in TABLES if TABLES[s].records} | {RECORDS}
"""What is unread when a file of several tables is."""


def unread(table: str) -> str:
    """Return what :attr:`coopgraph.loaders.files.Files.unread` calls a table that could not be read."""
    return RECORDS if TABLES[table].records else table


def of_sheet(title: str) -> str:
    """Return the table that a sheet's title names, or nothing.

    >>> of_sheet(" Organizations"), of_sheet("Sheet1")
    ('organizations', '')
    """
    return next((name for name in TABLES if fold(name) == fold(title)), "")


def of_file(stem: str) -> str:
    """Return the one table that a file's name holds among its words, or nothing.

    >>> of_file("my_organizations-2024"), of_file("events and claims"), of_file("new")
    ('organizations', '', '')
    """
    words = {word for word in re.split(r"[^a-z]+", stem.casefold()) if word in TABLES}
    return words.pop() if len(words) == 1 else ""


def of_columns(header: Collection[str]) -> str:
    """Return the table that only these columns can be of, or nothing.

    >>> of_columns(["Subject", "key", "value", "at"]), of_columns(["id", "name_en"])
    ('claims', '')
    """
    fits = [name for name, spec in TABLES.items() if _only(name) <= {spec.column(h) for h in header}]
    return fits[0] if len(fits) == 1 else ""


def _only(name: str) -> set[str]:
    """Return columns by which a table is known; a name that is none when there are no such."""
    known = {CLAIMS: {"subject", "key"}, "sources": {"sha256", "file"}, "delegations": {"occupation"}}
    return known.get(name, {"-"})


LEADING = 10
"""Lines that may stand above the header, such as a title."""


def header_among(head: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Return which of the first lines of a table names most columns, ours or ``known``; the first when none does.

    >>> header_among([["Our places"], ["id", "name_en"], ["note", "a"]], ())
    1
    """
    hits = [sum(recognized(cell, known) for cell in cells[:MAX_COLUMNS]) for cells in head]
    return hits.index(max(hits))


def recognized(cell: str, known: Collection[str] = ()) -> bool:
    """Return whether a cell is the name of a column: ours, or one of ``known`` as written."""
    word = cell.strip("\ufeff\u00a0 \t\r\n")
    return bool(word) and (word in known or any(spec.column(word) for spec in TABLES.values()))


def naming(title: str) -> str:
    """Say how to name what is no table.

    >>> naming("organisation")
    "did you mean 'organizations'?"
    """
    if near(title, TABLES):
        return suggestion(title, list(TABLES))
    return f"name it after its table: {', '.join(TABLES)}; or say which it is in a mapping file"
