"""Findings written into a copy of somebody's own table: beside the rows of a CSV, on the cells of a workbook.

The original is never touched. :mod:`coopgraph.intake.markedcsv` and :mod:`coopgraph.intake.markedbook` do it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from coopgraph.errors import UsageError
from coopgraph.intake import content
from coopgraph.intake.mapping import Mapping
from coopgraph.source import Source


class Finding(Protocol):
    """Something wrong at a place, as validation reports it."""

    @property
    def source(self) -> Source | None:
        """Where it stands; none when it stands nowhere."""

    @property
    def severity(self) -> str:
        """How bad it is."""

    @property
    def code(self) -> str:
        """What kind it is."""

    @property
    def message(self) -> str:
        """What is wrong."""

    @property
    def remedy(self) -> str:
        """What to write instead."""


FORMS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm")


def annotated(path: Path, findings: Sequence[Finding], out: Path, mapping: Mapping | None = None) -> bytes:
    """Return the copy of a table, with findings in it, that is to stand at ``out``; writing it is the caller's.

    A workbook gets a comment and a fill on each cell that a finding points to, and a sheet "Findings" that lists all;
    it opens at the first sheet with findings. Its styles, widths and other sheets stay (openpyxl keeps no shapes, and
    pictures only with Pillow). A CSV or TSV gets the columns ``problem`` and ``remedy`` at the right, its encoding,
    delimiter, quotes and line ends stay; what points to no row stands with the first row. ``mapping`` is that by which
    the table was read. Same input, same bytes. Raises UsageError when ``out`` is the original or of another form, or
    the form has no cells to write on, and InputError when the original cannot be read.
    """
    if path.suffix.lower() not in FORMS:
        raise UsageError(f"{path}: findings can be written into {' '.join(FORMS)} only")
    if out.resolve() == path.resolve() or (out.exists() and path.exists() and out.samefile(path)):
        raise UsageError(f"{out}: is the original; choose another place for the copy")
    if out.suffix.lower() != path.suffix.lower():
        raise UsageError(f"{out}: the copy of {path.name} must end in {path.suffix}")
    original = content.load(path)
    if original.suffix in (".xlsx", ".xlsm"):
        from coopgraph.intake import markedbook

        return markedbook.marked(original, findings, mapping or Mapping())
    from coopgraph.intake import markedcsv

    return markedcsv.marked(original, findings)
