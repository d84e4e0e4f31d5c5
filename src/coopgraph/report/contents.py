"""From a store to all that the page says: plain values, tables and drawings, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from coopgraph.errors import UsageError
from coopgraph.names import Names
from coopgraph.network import load, read
from coopgraph.report.comparison import VIEWS, Comparison, compare
from coopgraph.report.drawing import Drawing, draw
from coopgraph.report.gaps import findings, gaps, hints
from coopgraph.report.grid import Grid
from coopgraph.report.holdings import Holdings, holdings
from coopgraph.report.methods import Methods, methods
from coopgraph.report.timeline import Timeline, timeline
from coopgraph.store.base import Store
from coopgraph.validation import Report


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the one who asks for a page may wish: title, definition, licence of the data with its address, day, seed.

    ``as_of`` is printed and nothing else; without it the page names no day. Raises UsageError for an address of
    the licence that is not one of the web.

    >>> Wishes(licence_url="javascript:alert(1)")
    Traceback (most recent call last):
      ...
    coopgraph.errors.UsageError: 'javascript:alert(1)' is no address of a licence; write it whole, as in https://…
    """

    title: str = "Who cooperates with whom"
    definition: str | Path = "default"
    licence: str = ""
    licence_url: str = ""
    as_of: date | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if self.licence_url and urlsplit(self.licence_url).scheme not in ("http", "https"):
            raise UsageError(f"{self.licence_url!r} is no address of a licence; write it whole, as in https://…")


@dataclass(frozen=True, slots=True)
class Contents:
    """What the page says. ``report`` is None when the data were not checked, and ``unchecked`` tells why."""

    wishes: Wishes
    holdings: Holdings
    comparison: Comparison
    drawing: Drawing | None
    timeline: Timeline
    gaps: Grid
    report: Report | None
    findings: Grid | None
    hints: Grid | None
    methods: Methods
    unchecked: str = ""


def gather(
    store: Store, names: Names, report: Report | None = None, wishes: Wishes | None = None, unchecked: str = ""
) -> Contents:
    """Return all that the page says of a store; ``report`` is what validation of the same data found, ``unchecked`` why
    there is none.

    Raises what :func:`coopgraph.network.load` and :func:`coopgraph.network.read` raise. Takes some two seconds for a
    thousand records.
    """
    wishes = wishes or Wishes()
    definition = load(wishes.definition)
    tables = {view: read(store, view) for view in VIEWS}
    compared = compare(tables, definition, names, wishes.seed)
    return Contents(
        wishes,
        holdings(store, names),
        compared,
        draw(compared.network, wishes.seed),
        timeline(store, names),
        gaps(store, names),
        report,
        findings(report) if report is not None else None,
        hints(report) if report is not None else None,
        methods(store, names, compared.network, compared.articles),
        unchecked,
    )
