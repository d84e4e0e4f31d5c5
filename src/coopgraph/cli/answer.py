"""Commands that answer: query, network, why, show."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli import options


@click.command()
@click.argument("name", required=False)
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Fill a parameter.")
@options.view
@options.table_format
@options.from_where
def query(
    name: str | None, params: tuple[str, ...], view: str, form: str | None, data: Path | None, store: Path | None
) -> None:
    """Run a saved query or a .rq file; without NAME, list the library.

    \b
      coopgraph query
      coopgraph query partners -p org="Finnish Customs"
      coopgraph query events-of-country -p country=TM --view stated --format csv
    """
    from coopgraph import queries

    if not name:
        table = queries.catalogue()
    else:
        graph = options.graph(data, store)
        table = queries.run(queries.find(name), graph.store, graph.names, options.parameters(params), view)
    click.echo(table.render(options.output(form), options.width()), nl=False)


@click.command()
@options.view
@options.level
@options.definition
@click.option("--ties", is_flag=True, help="List the ties instead of the nodes' measures.")
@click.option("--top", type=click.IntRange(min=1), help="Show the first rows only.")
@options.table_format
@options.from_where
def network(
    view: str,
    level: str,
    definition: str,
    ties: bool,
    top: int | None,
    form: str | None,
    data: Path | None,
    store: Path | None,
) -> None:
    """Measure the cooperation network: degree, strength, betweenness, components, cut points."""
    from coopgraph.export import table

    found = options.graph(data, store).network(view, level, definition)
    answer = table.ties(found) if ties else table.nodes(found)
    answer = answer.head(top) if top else answer
    click.echo(answer.render(options.output(form), options.width()), nl=False)


@click.command()
@click.argument("a")
@click.argument("b")
@options.view
@options.definition
@options.sources
@options.text_format
@options.data
def why(a: str, b: str, view: str, definition: str, sources: Path | None, form: str, data: Path | None) -> None:
    """Tell what ties two organizations or countries: events, roles, dates, evidence.

    \b
      coopgraph why "Finnish Customs" OSCE
      coopgraph why INL "IOM Turkmenistan" --sources DIR
      coopgraph why Finland Tajikistan --view stated
    """
    answer = options.graph(data, None).why(a, b, view, sources, definition)
    click.echo(answer.to_json() if form == "json" else str(answer), nl=False)


@click.command()
@click.argument("name")
@options.view
@options.sources
@options.text_format
@options.data
def show(name: str, view: str, sources: Path | None, form: str, data: Path | None) -> None:
    """Show all that is on record of one thing, found by any of its names."""
    card = options.graph(data, None).show(name, view, sources)
    click.echo(card.to_json() if form == "json" else str(card), nl=form == "json")
