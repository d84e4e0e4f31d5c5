"""Validate curated files or a store: problems of the records, and of their profile, are findings like any other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coopgraph import build
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset
from coopgraph.source import Problem
from coopgraph.store.endpoints import is_address
from coopgraph.table import Table
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import Finding, Report, validate
from coopgraph.validation.profile import find, wanting
from coopgraph.validation.report import WAITING


@dataclass(frozen=True, slots=True)
class Where:
    """What to validate: the folder of curated files (None: the bundled ones) or a store; the folder of the texts;
    the engine that runs the shapes."""

    data: Path | None = None
    store: str | None = None
    sources: Path | None = None
    engine: str = "compiled"

    @property
    def folder(self) -> Path | None:
        """The folder beside whose data a profile may stand; None for an endpoint."""
        if self.store:
            return None if is_address(self.store) else Path(self.store)
        return self.data or build.bundled()


def report(where: Where, profile: Path | None = None, profiled: bool = True) -> Report:
    """Return the report on a dataset, as its profile wants it.

    The profile is the one given, else the one found beside the data; none with ``profiled=False``. One that is
    wrong is not applied: its problems are violations (code ``profile``). Records that break the curated form cannot
    become a graph: then the report holds their problems alone (code ``record``). Raises RecordsError when a file
    cannot be read at all, InputError for such a profile or what is no store, EndpointError for an endpoint.
    """
    wanted = wanting((profile or find(where.folder)) if profiled else None)
    return wanted(_report(where))


def _report(where: Where) -> Report:
    if where.store:
        from coopgraph.graph import Graph

        return Graph.open(where.store).validate(where.sources, where.engine, profiled=False)
    try:
        records = dataset.load(where.data or build.bundled())
    except RecordsError as error:
        if error.unreadable:
            raise
        problems = (p for p in error.problems if isinstance(p, Problem))
        found = [Finding("record", "violation", p.message, p.remedy, source=p.source) for p in problems]
        return Report(found, unchecked=(WAITING,))
    texts = Texts(where.sources, records.documents()) if where.sources else None
    return validate(records, quads(records), texts, where.engine)


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
