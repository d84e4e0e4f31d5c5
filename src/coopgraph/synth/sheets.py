"""The set of tables (CSV): authority tables, events, delegations, changes, claims, the digests of the evidence.

Everything streams: a row is written when its source is told. All files appear when all are complete.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import BinaryIO

from coopgraph.synth import cast, faults
from coopgraph.synth.draw import digest
from coopgraph.synth.facts import COLUMNS, Fact, Report
from coopgraph.synth.reports import Synthesis

Writing = Callable[[Path], AbstractContextManager[BinaryIO]]
"""Opens a file for writing that takes its place when the block ends well."""
Tell = Callable[[int], None]
"""Is told how many events more are written."""
CLAIMS = (
    "source", "subject", "key", "value", "status", "confidence", "at", "basis", "when", "title", "count",
    "count-qualifier", "mode",
)  # fmt: skip
EVIDENCE = ("source", "start", "end", "sha256")


class Sheets:
    """Several CSV files in a folder, open at once."""

    def __init__(self, folder: Path, writing: Writing, stack: ExitStack) -> None:
        self.folder, self.writing, self.stack = folder, writing, stack
        self._rows: dict[str, Callable[[Iterable[Iterable[str]]], object]] = {}

    def open(self, name: str, columns: tuple[str, ...]) -> None:
        """Begin the sheet of a name with its header."""
        file = self.stack.enter_context(self.writing(self.folder / f"{name}.csv"))
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        self.stack.callback(text.detach)
        self.stack.callback(text.flush)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        self._rows[name] = writer.writerows

    def add(self, name: str, rows: Iterable[Iterable[str]]) -> None:
        """Write rows to an open sheet."""
        self._rows[name](rows)


def authority(made: Synthesis, sheets: Sheets, introduced: bool) -> None:
    """Open all sheets (those that sources introduce, when wanted) and write what is in the cast."""
    sheets.open("countries", made.world.columns)
    sheets.add("countries", made.world.territories)
    for name, columns in COLUMNS.items():
        if introduced or columns[0] != "source":
            sheets.open(name, columns)
    sheets.open("evidence", EVIDENCE)
    for name, row in [*cast.rows(made.world), *made.faults.rows()]:
        sheets.add(name, [row])


def told(made: Synthesis, sheets: Sheets, report: Report) -> None:
    """Write the rows that a source adds to the open sheets, and the digests of its stretches."""
    for name, rows in report.rows.items():
        if COLUMNS[name][0] != "source":
            sheets.add(name, rows)
    sheets.add("evidence", sealed(made, report))


def sealed(made: Synthesis, report: Report) -> list[tuple[str, str, str, str]]:
    """Return the rows of ``evidence.csv`` of a source."""
    ident, seed = report.ident, made.plan.seed
    return [(ident, str(start), str(end), digest(seed, ident, start, end)) for start, end in report.stretches()]


def claim(source: str, fact: Fact) -> tuple[str, ...]:
    """Return a row of ``claims.csv``."""
    at = " | ".join(f"{start}-{end}" for start, end in fact.at)
    how = (fact.status, fact.confidence, at, fact.basis, fact.when, fact.title)
    return (source, fact.subject, fact.key, fact.value, *how, fact.count, fact.qualifier, fact.mode)


def write(made: Synthesis, folder: Path, writing: Writing, tell: Tell) -> None:
    """Write the set of tables into a folder that is there."""
    with ExitStack() as stack:
        sheets = Sheets(folder, writing, stack)
        authority(made, sheets, introduced=True)
        sheets.open("claims", CLAIMS)
        for report in made.reports():
            told(made, sheets, report)
            for name, rows in report.rows.items():
                if COLUMNS[name][0] == "source":
                    sheets.add(name, rows)
            sheets.add("claims", [claim(report.ident, fact) for fact in report.facts])
            tell(report.events)


def listed(made: Synthesis, out: Path, writing: Writing) -> None:
    """Write the list of errors, if there are any, beside what was written: whoever reads that does not see it."""
    if made.faults.listed:
        place = errors_beside(out)
        with ExitStack() as stack:
            sheet = Sheets(place.parent, writing, stack)
            sheet.open(place.stem, faults.COLUMNS)
            sheet.add(place.stem, made.faults.listed)


def errors_beside(out: Path) -> Path:
    """Return where the list of errors of a folder or a file goes.

    >>> str(errors_beside(Path("small"))), str(errors_beside(Path("big.nq.gz")))
    ('small.errors.csv', 'big.errors.csv')
    """
    place = out if out.name.strip(".") else out.resolve()
    return place.with_name(f"{place.name.removesuffix('.gz').removesuffix('.nq')}.errors.csv")
