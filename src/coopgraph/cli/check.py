"""Validate a folder of curated files: problems of the records are findings like any other."""

from __future__ import annotations

from pathlib import Path

from coopgraph.errors import RecordsError
from coopgraph.graph import Graph
from coopgraph.source import Problem
from coopgraph.validation import Finding, Report


def report(data: Path | None, sources: Path | None) -> Report:
    """Return the report on a dataset.

    Records that break the curated form cannot become a graph: then the report holds their problems alone (code
    ``record``). Raises RecordsError when a file cannot be read at all.
    """
    try:
        graph = Graph.load(data)
    except RecordsError as error:
        if error.unreadable:
            raise
        problems = (p for p in error.problems if isinstance(p, Problem))
        return Report([Finding("record", "violation", p.message, p.remedy, source=p.source) for p in problems])
    return graph.validate(sources)
