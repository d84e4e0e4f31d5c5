"""Commands that answer: query, why, show, path. The network has a module of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopgraph.cli import completion, options
from coopgraph.cli.options import Where

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from coopgraph.table import Table


@click.command(add_help_option=False, short_help="Ask a saved question, or your own.")
@click.argument("name", required=False, shell_complete=completion.queries)
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Fill a parameter; any leaves it open.",
    shell_complete=completion.parameters,
)  # fmt: skip
@options.view
@click.option("--window", type=options.Years(), help="Ask it of windows of so many years, one after the other.")
@click.option("--step", type=options.Years(), help="Years from window to window.  [default: 1y]")
@click.option("--evidence", is_flag=True, help="Show every piece of evidence, with --sources its sentence.")
@options.sources
@click.option("--export", "book", type=options.FOLDER, help="Write all saved queries for grlc and as SHACL, into DIR.")
@options.table_format
@options.where
@click.option("-h", "--help", "helped", is_flag=True, help="Show this message, or with NAME what it asks.")
@click.pass_context
def query(
    ctx: click.Context,
    name: str | None,
    params: tuple[str, ...],
    view: str,
    window: int | None,
    step: int | None,
    evidence: bool,
    sources: Path | None,
    book: Path | None,
    form: str | None,
    helped: bool,
    where: Where,
) -> None:
    """Run a saved query, a .rq file, or - for standard input; without NAME, list the library.

    \b
      coopgraph query
      coopgraph query partners --help
      coopgraph query partners -p org="Finnish Customs"
      coopgraph query events-of-country -p country=TM --view stated --format csv
    """
    from coopgraph import queries

    if book:
        from coopgraph import querybook

        click.echo(f"{len(querybook.write(book))} files in {book}")
    elif helped:
        told = queries.describe(queries.find(name), where.graph().names) if name else f"{ctx.get_help()}\n"
        click.echo(told, nl=False)
    elif not name:
        click.echo(queries.catalogue().render(options.output(form), options.width()), nl=False)
    else:
        graph = where.graph(view)
        saved = queries.find(name)
        values = options.parameters(params, saved.parameters)
        answer: Table | bool | list[Triple]
        if window or step:
            answer = graph.query_windows(saved, (window or 1, step or 1), where.reading, view, values)
        else:
            answer = queries.ask(saved, graph.store, graph.names, values, view)
        if isinstance(answer, bool):
            click.echo("yes" if answer else "no")
        elif isinstance(answer, list):
            from coopgraph.export import rdf

            click.echo(rdf.of_triples(answer), nl=False)
        else:
            if evidence or sources:
                answer = answer.in_full(graph.quoting(sources))
            options.show(answer, form)


@click.command(short_help="Tell what ties two, and on what evidence.")
@click.argument("a")
@click.argument("b")
@options.view
@options.definition
@options.sources
@options.text_format
@options.where
def why(a: str, b: str, view: str, definition: str, sources: Path | None, form: str, where: Where) -> None:
    """Tell what ties two organizations or countries: events, roles, dates, evidence.

    \b
      coopgraph why "Finnish Customs" OSCE
      coopgraph why INL "IOM Turkmenistan" --sources DIR
      coopgraph why Finland Tajikistan --view stated
    """
    answer = where.graph(view).why(a, b, view, sources, definition)
    click.echo(answer.to_json() if form == "json" else str(answer), nl=False)


@click.command(short_help="Show all that is on record of one thing.")
@click.argument("name")
@options.view
@options.sources
@options.text_format
@options.where
def show(name: str, view: str, sources: Path | None, form: str, where: Where) -> None:
    """Show all that is on record of one thing, found by any of its names."""
    card = where.graph(view).show(name, view, sources)
    click.echo(card.to_json() if form == "json" else str(card), nl=form == "json")


@click.command(short_help="Find a way of ties from one to another.")
@click.argument("a")
@click.argument("b")
@options.view
@options.level
@options.definition
@options.table_format
@options.where
def path(a: str, b: str, view: str, level: str, definition: str, form: str | None, where: Where) -> None:
    """Find a shortest way of ties from one to the other, and what each step rests on."""
    answer = where.graph(view).path(a, b, view, level, definition)
    options.show(answer, form)
