"""What is missing, in a curator's words: what the checks found, and which records lack what one would want to know."""

from __future__ import annotations

from pathlib import PurePosixPath

from coopgraph import queries
from coopgraph.names import Names
from coopgraph.report.grid import Cell, Column, Grid, Name
from coopgraph.source import Source
from coopgraph.store.base import Store
from coopgraph.table import Thing
from coopgraph.validation import Finding, Report

_MOST, _MOST_HINTS, _MOST_FINDINGS = 8, 3, 100
_WHOLE = {"crossing": "bcp", "delegation": "delegation", "event": "event", "person": "person"}
"""Kinds of the query of incomplete records in which every record of a kind of ids is looked at."""
_FIRST = (
    *(("event", "organizer"), ("event", "first day"), ("event", "last day"), ("event", "place"), ("event", "country")),
    *(("crossing", "mode"), ("crossing", "neighbour"), ("delegation", "agency")),
)
"""What matters most, first."""


def gaps(store: Store, names: Names) -> Grid:
    """Return what records lack: how many by the sources alone, how many with conclusions, and which these are."""
    now = _missing(store, names, "inferred")
    alone = _missing(store, names, "stated")
    rows: list[tuple[Cell, ...]] = []
    for key in sorted(alone.keys() | now.keys(), key=_order):
        kind, what = key
        all_of_kind = len(names.of_kind([_WHOLE[kind]])) if kind in _WHOLE else None
        which = now.get(key, [])
        shown = tuple(Name(thing.label) for thing in which[:_MOST])
        more = (f"and {len(which) - _MOST} more",) if len(which) > _MOST else ()
        rows.append((_phrase(kind, what), len(alone.get(key, [])), len(which), all_of_kind, (*shown, *more)))
    heads = (
        Column("what is missing"),
        Column("by the sources alone", "how many records lack it in view stated", "number"),
        Column("with conclusions", "how many records lack it in view inferred", "number"),
        Column("of", "how many records of the kind there are", "number"),
        Column("which still lack it"),
    )
    note = "Absence is no finding about the world: no source that was read says it, or it was not concluded."
    return Grid("gaps", "Incomplete records", heads, rows, note)


def _missing(store: Store, names: Names, view: str) -> dict[tuple[str, str], list[Thing]]:
    found: dict[tuple[str, str], list[Thing]] = {}
    for row in queries.run(queries.find("incomplete"), store, names, view=view):
        thing = row["record"]
        if isinstance(thing, Thing):
            found.setdefault((str(row["kind"]), str(row["missing"])), []).append(thing)
    return found


def _order(key: tuple[str, str]) -> tuple[int, tuple[str, str]]:
    return (_FIRST.index(key) if key in _FIRST else len(_FIRST), key)


def _phrase(kind: str, what: str) -> str:
    """Return the gap in words.

    >>> _phrase("event", "organizer"), _phrase("delegation", "agency")
    ('Events without an organizer', 'Delegations without an agency')
    """
    article = "an" if what[:1] in "aeiou" else "a"
    return f"{kind.capitalize()}s without {article} {what}"


def findings(report: Report) -> Grid:
    """Return violations and warnings, worst first: what, where, and what to write instead."""
    rows: list[tuple[Cell, ...]] = [
        (Name(f.label) if f.label else "the dataset", f.severity, f.message, f.remedy or None, place(f.source), f.code)
        for f in report
        if f.severity != "info"
    ]
    heads = (
        Column("record"),
        Column("severity"),
        Column("what is wrong"),
        Column("what to do"),
        Column("where"),
        Column("check"),
    )
    more = len(rows) - _MOST_FINDINGS
    note = f"… and {more} more; validate the data to see all" if more > 0 else ""
    return Grid("findings", "What the checks found", heads, rows[:_MOST_FINDINGS], note)


def hints(report: Report) -> Grid:
    """Return the checks that only hint, a row each: how often, and the first of their messages."""
    found: dict[str, list[Finding]] = {}
    for f in report:
        if f.severity == "info":
            found.setdefault(f.code, []).append(f)
    rows: list[tuple[Cell, ...]] = [
        (
            code,
            len(same),
            same[0].remedy or same[0].message,
            tuple(Name(f.label or f.message) for f in same[:_MOST_HINTS]),
        )
        for code, same in sorted(found.items())
    ]
    heads = (Column("check"), Column("times", kind="number"), Column("what to look at"), Column("where, the first"))
    return Grid("hints", "Hints: worth a second look, and maybe right as it is", heads, rows)


def place(source: Source | None) -> str | None:
    """Return where a value stands as seen from the folder of the dataset, or None.

    >>> place(Source("/home/somebody/data/records/003-visit.yaml", 4)), place(Source("data/crossings.csv", 2))
    ('records/003-visit.yaml:4', 'crossings.csv:2')
    """
    if source is None or not source.file:
        return None
    parts = PurePosixPath(source.file.replace("\\", "/")).parts
    kept = parts[-2:] if parts[-2:-1] == ("records",) else parts[-1:]
    return "/".join(kept) + (f":{source.row}" if source.row else "")
