"""The command synth: write test data of any size."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(short_help="Write test data of any size.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--events", type=click.IntRange(min=1), required=True, metavar="N", help="How many events.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same bytes.")
@click.option(
    "--form",
    type=click.Choice(["tables", "yaml", "nquads"]),
    default="tables",
    show_default=True,
    help="tables: CSV sheets; yaml: a curated folder, to load at once; nquads: one file.",
)
@click.option("--organizations", type=int, default=0, metavar="N", help="How many.  [default: a tenth of the events]")
@click.option(
    "--errors",
    default="",
    metavar="SHARE|CODE=N,…",
    help="Put errors in and list them: 0.01 of each kind that loads, or C13=5,C42=3.",
)
def synth(out: Path, events: int, seed: int, form: str, organizations: int, errors: str) -> None:
    """Write synthetic cooperation records to OUT: a new folder, or for nquads a file (.nq, .nq.gz).

    Countries are real, all else is made up. Without --errors the data conform. With them, OUT.errors.csv tells check,
    record and what was done, so that validation can be scored.

    \b
      coopgraph synth big --events 100000 --seed 7
      coopgraph synth small --events 200 --form yaml --errors C13=5,C42=3
      coopgraph synth big.nq.gz --events 1000000 --form nquads
    """
    from coopgraph import synth as maker
    from coopgraph.export.write import writing

    plan = maker.Plan(events, seed, organizations=organizations)
    if errors:
        plan = maker.Plan(events, seed, maker.errors(errors, plan), organizations)
    maker.write(plan, form, out, writing, _Progress(events))
    click.echo(out)


class _Progress:
    """Tells a person at a terminal how far it is, where it takes more than some seconds."""

    def __init__(self, events: int) -> None:
        self.events, self.done, self.told = events, 0, 0
        self.wanted = events >= 50_000 and sys.stderr.isatty()

    def __call__(self, more: int) -> None:
        self.done += more
        if self.wanted and (self.done - self.told >= 10_000 or self.done == self.events):
            self.told = self.done
            click.echo(f"\r{self.done} of {self.events} events", err=True, nl=self.done == self.events)
