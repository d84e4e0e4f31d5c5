"""Validate a folder of curated files: problems of the records are findings like any other."""

from __future__ import annotations

from pathlib import Path

from coopgraph.errors import RecordsError
from coopgraph.graph import Graph
from coopgraph.source import Problem
from coopgraph.table import Table
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


def gexf_table(file: Path) -> tuple[Table, bool]:
    """Return what programs will say about a GEXF file, a row a finding, and whether any is worse than a note.

    Raises InputError when the file cannot be opened.
    """
    from coopgraph.gexfcheck import foretell

    found = foretell(file)
    rows = [(f.line, f.level, f.rule, f.message, f.remedy, f.who, f.times) for f in found.findings]
    title = f"{file}: {found.nodes} nodes and {found.edges} edges will show in Gephi"
    columns = ("line", "level", "rule", "message", "remedy", "who", "times")
    note = "" if rows else "Nothing to complain of: it opens clean."
    answer = Table(columns, list(rows), title=title, note=note, brief=("line", "level", "message", "remedy", "who"))
    return answer, any(f.level not in ("INFO", "NOTE") for f in found.findings)
