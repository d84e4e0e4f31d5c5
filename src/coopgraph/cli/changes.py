"""The diff command: what changed between two states of a dataset, and what that does to the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coopgraph.cli import options
from coopgraph.vocab import VIEWS

if TYPE_CHECKING:
    from coopgraph.changes import State

BUNDLED = "bundled"


def _state(name: str) -> State:
    """Return the dataset in a folder, or the one that comes with coopgraph when the word is *bundled*."""
    from pathlib import Path

    from coopgraph import build
    from coopgraph.changes import State

    built = build.load(None if name == BUNDLED else Path(name))
    return State(name, built.records, built.store)


@click.command(short_help="Tell what changed between two states of a dataset.")
@click.argument("a")
@click.argument("b")
@click.option("--records", is_flag=True, help="Tell of records, ids and claims only.")
@click.option("--network", is_flag=True, help="Tell of the network only.")
@click.option("--view", "views", type=click.Choice(list(VIEWS)), multiple=True, help="[default: every view]")
@options.level
@options.definition
@click.option(
    "--top", type=click.IntRange(min=1), default=20, show_default=True,
    help="Ties and organizations to show in a table; the other formats hold all.",
)  # fmt: skip
@click.option("--exit-code", is_flag=True, help="End with 1 when anything differs, with 0 when nothing does.")
@options.table_format
@click.pass_context
def diff(
    ctx: click.Context,
    a: str,
    b: str,
    records: bool,
    network: bool,
    views: tuple[str, ...],
    level: str,
    definition: str,
    top: int,
    exit_code: bool,
    form: str | None,
) -> None:
    """Tell what changed from A to B, two folders of curated files; the word bundled stands for the bundled dataset.

    Records that are new, gone or changed, ids that were probably renamed, merged or split, claims; then the ties,
    organizations and measures of the network that differ.

    \b
      coopgraph diff bundled mydata
      coopgraph diff before after --records
      coopgraph diff before after --network --view stated --format csv
    """
    from coopgraph.changes import between

    asked = dict.fromkeys(views or VIEWS) if network or not records else {}
    found = between(_state(a), _state(b), asked, level, definition)
    if records != network:
        found = found.without("network" if records else "records")
    chosen = options.output(form)
    if chosen == "table":
        click.echo(found.to_text(options.width(), top), nl=False)
    else:
        options.show(found.table(), chosen)
    ctx.exit(1 if exit_code and found else 0)
