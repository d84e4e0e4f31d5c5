"""Two reports compared."""

from __future__ import annotations

from coopgraph.adding import compare
from coopgraph.source import Source
from coopgraph.validation import Finding, Report


def missing(row: int) -> Finding:
    """Return a finding that says the same in every row."""
    return Finding("record", "violation", "is missing", "give a value", source=Source("x.csv", row, "basis"))


def test_the_same_mistake_in_several_rows_is_as_many_findings() -> None:
    """Of three rows that lack the same, one did so before: one is old, two are new, and each row is told."""
    found = compare(Report([missing(2)]), Report([missing(3), missing(4), missing(5)]))
    assert [(f.source.row, f.state) for f in found if f.source] == [(4, "new"), (5, "new"), (3, "old")]


def test_what_is_no_longer_there_is_solved() -> None:
    """Two rows were mended and one was not: two are solved."""
    found = compare(Report([missing(2), missing(3), missing(4)]), Report([missing(2)]))
    assert [f.state for f in found] == ["solved", "solved", "old"]
