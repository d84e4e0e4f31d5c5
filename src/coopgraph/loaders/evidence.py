"""The digests of evidence spans: evidence.csv, which a command makes from the texts and nobody writes by hand."""

from __future__ import annotations

from coopgraph.loaders.problems import make
from coopgraph.loaders.table import Row, Table
from coopgraph.records import Digest, Model, Span
from coopgraph.source import Problem, Source

COLUMNS = ("source", "start", "end", "sha256")
_ANEW = "make the table anew: coopgraph digest"


class _Sealed(Model):
    document: str
    start: int
    end: int
    sha256: Digest


def digests(table: Table) -> tuple[dict[Span, str], list[Problem]]:
    """Return the SHA-256 (hex) of the text of each span, and what is wrong with the table."""
    found: dict[Span, str] = {}
    misnamed = table.misnamed(COLUMNS, COLUMNS)
    problems = table.problems + misnamed
    for row in [] if misnamed else table.rows:
        made = make(_Sealed, {_RENAMED.get(k, k): v for k, v in row.cells.items()}, row.source, _places(row))
        if isinstance(made, list):
            problems += made
            continue
        if made.start >= made.end or made.start < 0:
            problems.append(Problem(row.source.at("end"), "the span is empty or reversed", _ANEW))
            continue
        span = Span(document=made.document, start=made.start, end=made.end)
        if found.setdefault(span, made.sha256) != made.sha256:
            problems.append(Problem(row.source.at("sha256"), f"the span {span} has another digest above", _ANEW))
    return found, problems


_RENAMED = {"source": "document"}


def _places(row: Row) -> dict[str, Source]:
    return {"document": row.source.at("source")}
