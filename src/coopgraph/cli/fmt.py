"""The command that brings curated files into their canonical form."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli import options


@click.command(short_help="Bring curated files into one form.")
@click.argument("data", required=False, type=options.FOLDER)
@click.option("--check", is_flag=True, help="Write nothing; list the files in another form and end with 1 if any.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(data: Path | None, check: bool, diff: bool) -> None:
    """Bring curated files into their canonical form: order of rows, keys and spans, quotes, line breaks.

    What they say stays the same, and so does every comment; the files that were changed are listed.
    """
    from coopgraph import build as builder
    from coopgraph.curated.formatting import plan

    found = plan(data or builder.bundled())
    if diff:
        click.echo(found.diff(), nl=False)
    for name in found.names() if check else [] if diff else found.write():
        click.echo(name, err=diff)
    if not found.new:
        click.echo("All files are in canonical form.", err=True)
    if check and found.new:
        raise SystemExit(1)
