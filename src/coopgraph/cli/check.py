"""Validate a folder of curated files: problems of the records, and of their profile, are findings like any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coopgraph import build
from coopgraph.errors import RecordsError
from coopgraph.graph import Graph
from coopgraph.source import Problem
from coopgraph.table import Table
from coopgraph.validation import Finding, Report
from coopgraph.validation.profile import Profile, find, findings


def report(data: Path | None, sources: Path | None, profile: Path | None = None, profiled: bool = True) -> Report:
    """Return the report on a dataset, as its profile wants it.

    The profile is the one given, else the one found beside the data; none with ``profiled=False``. One that is
    wrong is not applied: its problems are violations (code ``profile``). Records that break the curated form cannot
    become a graph: then the report holds their problems alone (code ``record``). Raises RecordsError when a file
    cannot be read at all, and InputError for such a profile.
    """
    path = (profile or find(data or build.bundled())) if profiled else None
    wanted, wrong = Profile(), []
    if path:
        try:
            wanted = Profile.load(path)
        except RecordsError as error:
            wrong = findings(error)
    found = wanted.apply(_report(data, sources))
    return replace(found, findings=[*found, *wrong])


def _report(data: Path | None, sources: Path | None) -> Report:
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
