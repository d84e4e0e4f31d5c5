"""What the dataset holds: how many records of each kind, how many claims, which source documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coopgraph.names import Names
from coopgraph.report.asking import ask
from coopgraph.report.grid import Cell, Column, Grid, Name, in_language
from coopgraph.store.base import Store
from coopgraph.table import Cell as Found
from coopgraph.table import Table, Thing

KINDS = {
    "source": ("source document", "source documents"),
    "event": ("event", "events"),
    "project": ("project, programme or format", "projects, programmes and formats"),
    "org": ("organization", "organizations"),
    "delegation": ("delegation known by country and occupation only", "delegations known by country only"),
    "person": ("person in a public role", "persons in a public role"),
    "country": ("country", "countries"),
    "place": ("place", "places"),
    "bcp": ("border crossing", "border crossings"),
    "document": ("document cited or agreed on", "documents cited or agreed on"),
}
"""The kinds of records that are counted, in the order of the page: the noun for one, and for several."""
STATUSES = ("stated", "inferred", "rejected")
_CONFIDENCES = ("high", "medium", "low")
LANGUAGES = {
    "en": "English", "fi": "Finnish", "fr": "French", "kk": "Kazakh", "ky": "Kyrgyz", "ru": "Russian",
    "tg": "Tajik", "tk": "Turkmen", "uk": "Ukrainian", "uz": "Uzbek",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holdings:
    """Counts by kind (number and noun), all claims, claims by status, and three tables."""

    counts: dict[str, tuple[int, str]]
    claims: int
    by_status: dict[str, int]
    languages: tuple[tuple[str, int], ...]
    claim_grid: Grid
    source_grid: Grid
    digest_grid: Grid


def holdings(store: Store, names: Names) -> Holdings:
    """Return what a store holds, whatever the status. Takes a few queries, in time with the number of claims."""
    found = {kind: len(names.of_kind([kind])) for kind in KINDS}
    counts = {kind: (number, KINDS[kind][number != 1]) for kind, number in found.items()}
    cells = {(_slug(r["status"]), _slug(r["confidence"])): _whole(r["claims"]) for r in ask("claims", store, names)}
    by_status = {s: sum(number for (status, _), number in cells.items() if status == s) for s in STATUSES}
    sources = ask("sources", store, names)
    return Holdings(
        counts,
        sum(by_status.values()),
        by_status,
        _languages(sources),
        _claim_grid(cells),
        _source_grid(sources, ask("source-claims", store, names)),
        _digest_grid(sources),
    )


def _claim_grid(cells: dict[tuple[str, str], int]) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for status in STATUSES:
        numbers = [cells.get((status, confidence), 0) for confidence in _CONFIDENCES]
        rows.append((status, *numbers, sum(numbers)))
    totals = [sum(cells.get((status, c), 0) for status in STATUSES) for c in _CONFIDENCES]
    rows.append(("all", *totals, sum(totals)))
    heads = [Column("status"), *(Column(f"{c} confidence", kind="number") for c in _CONFIDENCES)]
    return Grid("claims", "Claims by status and confidence", (*heads, Column("all", kind="number")), rows)


def _source_grid(sources: Table, claims: Table) -> Grid:
    found = {(_id(row["source"]), _slug(row["status"])): _whole(row["claims"]) for row in claims}
    rows: list[tuple[Cell, ...]] = []
    for row in sources:
        ident = _id(row["source"])
        languages = tuple(str(lang) for lang in _several(row["languages"]))
        title = in_language(str(row["title"]), languages) if row["title"] else None
        numbers = [found.get((ident, status), 0) for status in STATUSES]
        publishers = tuple(Name(str(p)) for p in _several(row["publishers"]))
        spoken = ", ".join(language(lang) for lang in languages) or None
        issued = str(row["issued"]) if row["issued"] else None
        rows.append((_slug(row["source"]), str(row["source"]), title, publishers, issued, spoken, *numbers))
    heads = (
        Column("no."),
        Column("document", "what it is called here"),
        Column("title", "its own title"),
        Column("publisher"),
        Column("date of issue"),
        Column("language"),
        *(Column(status, kind="number") for status in STATUSES),
    )
    note = (
        "Stated, inferred, rejected: how many such claims rest on it. "
        "A claim that rests on two documents counts for both. A dash: not on record."
    )
    return Grid("sources", "The source documents, and the claims that rest on each", heads, rows, note)


def _digest_grid(sources: Table) -> Grid:
    rows = [
        (_slug(r["source"]), _whole(r["length"]) if r["length"] else None, str(r["sha256"]) if r["sha256"] else None)
        for r in sources
    ]
    heads = (
        Column("no."),
        Column("characters", kind="number"),
        Column("SHA-256 of the text as it was read", kind="code"),
    )
    return Grid("digests", "The texts that evidence points into", heads, rows)


def _languages(sources: Table) -> tuple[tuple[str, int], ...]:
    found = Counter(str(lang) for row in sources for lang in _several(row["languages"]))
    return tuple(sorted(((language(lang), n) for lang, n in found.items()), key=lambda pair: (-pair[1], pair[0])))


def language(tag: str) -> str:
    """Return the English name of a language by its tag, or the tag.

    >>> language("ru"), language("xx")
    ('Russian', 'xx')
    """
    return LANGUAGES.get(tag, tag)


def _several(cell: Found) -> tuple[Found, ...]:
    return cell if isinstance(cell, tuple) else ()


def _id(cell: Found) -> str:
    return cell.id if isinstance(cell, Thing) else str(cell)


def _slug(cell: Found) -> str:
    return _id(cell).rpartition("/")[2]


def _whole(cell: Found) -> int:
    return int(str(cell))
