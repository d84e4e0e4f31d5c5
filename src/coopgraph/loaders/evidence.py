"""The digests of evidence spans: evidence.csv, which a command makes from the texts and nobody writes by hand."""

from __future__ import annotations

from coopgraph.loaders.problems import make
from coopgraph.loaders.table import Row, Table
from coopgraph.records import Digest, Model, Span
from coopgraph.source import Problem


class _Sealed(Model):
    document: str
    start: int
    end: int
    sha256: Digest


def digests(table: Table) -> tuple[dict[Span, str], list[Problem]]:
    """Return the SHA-256 (hex) of the text of each span, and what is wrong with the table."""
    found: dict[Span, str] = {}
    problems = list(table.problems)
    for row in table.rows:
        made = make(_Sealed, {_RENAMED.get(k, k): v for k, v in row.cells.items()}, row.source, {})
        if isinstance(made, list):
            problems += made
        elif made.start >= made.end or made.start < 0:
            problems.append(_reversed(row))
        else:
            found[Span(document=made.document, start=made.start, end=made.end)] = made.sha256
    return found, problems


_RENAMED = {"source": "document"}


def _reversed(row: Row) -> Problem:
    return Problem(row.source.at("end"), "the span is empty or reversed", "make the table anew: coopgraph digest")
