"""The network command: nodes, ties, measures, time, what if."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from coopgraph.cli import options
from coopgraph.cli.options import Where
from coopgraph.vocab import compact

if TYPE_CHECKING:
    from coopgraph.network import Network, Participations, Reading
    from coopgraph.table import Table


class Asked(NamedTuple):
    """What the command was asked for."""

    table: Participations
    reading: Reading
    width: int
    step: int
    dates: str
    seed: int
    projection: str | None

    @property
    def network(self) -> Network:
        """The network of the reading, or the projection of the two-mode network."""
        if self.projection is None:
            return self.reading.of(self.table)
        from coopgraph.network.measures import incidence, project

        return project(incidence(self.table, self.reading.view, self.reading.level), self.projection)


def _nodes(asked: Asked) -> Table:
    from coopgraph.export import table

    return table.nodes(asked.network)


def _ties(asked: Asked) -> Table:
    from coopgraph.export import table

    return table.ties(asked.network)


def _contributions(asked: Asked) -> Table:
    from coopgraph.export import table

    return table.contributions(asked.network)


def _measures(asked: Asked) -> Table:
    from coopgraph.network.measures import node_table

    return node_table(asked.network, seed=asked.seed)


def _summary(asked: Asked) -> Table:
    from coopgraph.network.measures import graph_table

    return graph_table(asked.network, seed=asked.seed)


def _events(asked: Asked) -> Table:
    from coopgraph.network.measures import incidence
    from coopgraph.network.measures.two_mode import activity_table

    return activity_table(incidence(asked.table, asked.reading.view, asked.reading.level))


def _definitions(asked: Asked) -> Table:
    from coopgraph.network.measures import of_definitions

    return of_definitions(asked.table, view=asked.reading.view or "inferred", level=asked.reading.level)


def _series(asked: Asked) -> Table:
    from coopgraph.network import series, windows

    return series(asked.table, asked.reading, windows(asked.table, asked.width, asked.step), asked.dates)


def _changes(asked: Asked) -> Table:
    from coopgraph.network import changes, windows

    return changes(asked.table, asked.reading, windows(asked.table, asked.width, asked.step), asked.dates)


def _sources(asked: Asked) -> Table:
    from coopgraph.network import leave_one_source_out

    return leave_one_source_out(asked.table, asked.reading)


TABLES: dict[str, Callable[[Asked], Table]] = {
    "nodes": _nodes,
    "ties": _ties,
    "contributions": _contributions,
    "measures": _measures,
    "summary": _summary,
    "events": _events,
    "definitions": _definitions,
    "series": _series,
    "changes": _changes,
    "sources": _sources,
}


KINDS = ("org", "delegation", "person", "event", "project", "source", "country")
"""What the network can be thought without."""


def _by_window(asked: Asked, show: str) -> Table:
    """Return a table of the network for one window of time after the other, the window in the first column."""
    from coopgraph import network as rooms
    from coopgraph.table import stacked

    over = rooms.windows(asked.table, asked.width, asked.step)
    parts = ((str(w), asked._replace(table=rooms.restrict(asked.table, w, asked.dates))) for w in over)
    return stacked("window", [(name, TABLES[show](part)) for name, part in parts])


def _fits(show: str | None, ties: bool, gone: tuple[str, ...], windows: int | None, projection: str | None) -> None:
    """Raise UsageError for options that do not go together: none is passed over in silence."""
    from coopgraph.errors import UsageError

    if (ties or gone) and show:
        raise UsageError(f"--show {show} does not go with {'--ties' if ties else '--without'}; give one of them")
    if ties and gone:
        raise UsageError("--without shows the ties that change anyway; leave --ties out")
    if windows and (gone or show in ("definitions", "sources", "events")):
        raise UsageError("--window and --step go with nodes, ties, contributions, measures, summary, series, changes")
    if projection and (gone or show in ("events", "definitions", "series", "changes", "sources")):
        raise UsageError("--projection is for nodes, ties, contributions, measures and summary")


@click.command(short_help="Measure the network, over time, without somebody.")
@options.view
@options.level
@options.definition
@click.option(
    "--show",
    type=click.Choice(list(TABLES)),
    help="[default: nodes] nodes: who, with degree, strength, betweenness; ties; contributions: what each activity "
    "adds; measures: all of them; summary: of the whole; events: the two-mode network; definitions: how far rankings "
    "agree; series and changes: by windows of time; sources: leave one out.",
)
@click.option("--ties", is_flag=True, help="The same as --show ties.")
@click.option("--without", "gone", multiple=True, metavar="NAME", help="What disappears without NAME.")
@click.option("--projection", type=click.Choice(["count", "newman", "hyperbolic"]), help="Plain co-attendance instead.")
@click.option("--window", type=options.Years(), help="Years of a window (series, changes).  [default: 1y]")
@click.option("--step", type=options.Years(), help="Years from window to window.  [default: 1y]")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the communities.")
@click.option("--top", type=click.IntRange(min=1), help="Show the first rows only.")
@options.table_format
@options.where
def network(
    view: str,
    level: str,
    definition: str,
    show: str | None,
    ties: bool,
    gone: tuple[str, ...],
    projection: str | None,
    window: int | None,
    step: int | None,
    seed: int,
    top: int | None,
    form: str | None,
    where: Where,
) -> None:
    """Measure the cooperation network, as it is, over time, and without somebody.

    \b
      coopgraph network --show ties --view stated
      coopgraph network --show series --window 5y --dates generous
      coopgraph network --without OSCE
    """
    from coopgraph import network as rooms

    _fits(show, ties, gone, window or step, projection)
    graph = where.graph(view)
    reading = rooms.Reading(rooms.load(definition), view, level)
    asked = Asked(rooms.read(graph.store, view), reading, window or 1, step or 1, where.reading, seed, projection)
    if gone:
        found = rooms.without(asked.table, [compact(graph.names.find(name, KINDS)) for name in gone], reading)
        tables = [found.summary(), found.ties(), found.moves()]
    else:
        chosen = "ties" if ties else show or "nodes"
        cut = bool(window or step) and chosen not in ("series", "changes")
        tables = [_by_window(asked, chosen) if cut else TABLES[chosen](asked)]
    for answer in tables:
        shown = answer.head(top) if top else answer
        options.show(shown, form)
