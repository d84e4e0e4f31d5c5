"""The command that explains the checks."""

from __future__ import annotations

import click

from coopgraph.cli import options


@click.command(short_help="Explain a check, with examples.")
@click.argument("check", nargs=-1)
@options.table_format
def explain(check: tuple[str, ...], form: str | None) -> None:
    """Explain a check: what it looks for, why, what is wrong and right, what to write, how to accept it.

    CHECK is its code (C16), the name of a shape (C22-about), or words of its title. Without it, all are listed.

    \b
      coopgraph explain C16
      coopgraph explain organizer
    """
    from coopgraph.validation.explain import FORM, explanation, find, overview

    if len(check) == 1 and check[0] in FORM:
        click.echo(FORM[check[0]])
        return
    codes = find(" ".join(check)) if check else None
    if codes and len(codes) == 1 and form in (None, "table"):
        click.echo(explanation(codes[0]), nl=False)
        return
    options.show(overview(codes), form)
