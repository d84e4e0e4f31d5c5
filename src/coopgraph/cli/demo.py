"""``coopgraph demo``: the whole line on the bundled data, with what each step is for."""

from __future__ import annotations

import time
from pathlib import Path

import click

from coopgraph import build
from coopgraph.cli import options
from coopgraph.export import table
from coopgraph.graph import Graph
from coopgraph.table import Table

QUERIES: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-funds-what", {}),
    ("partners", {"org": "Finnish Customs"}),
    ("events-of-country", {"country": "TM"}),
)
FILES = ("network.gexf", "network.png", "network.svg", "ties.csv", "coopgraph.ttl", "coopgraph.jsonld")
MOST = 12


def run(out: Path) -> None:
    """Build, validate, ask three questions, measure, draw and export into ``out``; end with what to do next."""
    start = time.monotonic()
    built = build.load()
    graph = Graph.of(built)
    _step(1, "Build: curated files to a knowledge graph in five named graphs")
    click.echo(repr(graph))
    for path in build.write(built, out):
        click.echo(f"  wrote {path}")
    _step(2, "Validate: the graph against the shapes")
    click.echo(graph.validate().to_text())
    _step(3, "Ask: three of the saved queries")
    for name, values in QUERIES:
        click.echo(f"$ coopgraph query {name}" + "".join(f' -p {k}="{v}"' for k, v in values.items()))
        _print(graph.query(name, **values))
    _step(4, "Measure: the cooperation network")
    network = graph.network()
    click.echo(repr(network))
    _print(table.nodes(network), MOST)
    _print(table.ties(network), MOST)
    _step(5, "Export: for Gephi, spreadsheets, RDF tools; and draw a picture")
    for file in FILES:
        click.echo(f"  wrote {graph.export(out / file)}")
    click.echo(f"\nDone in {time.monotonic() - start:.0f} seconds. What to do next:\n")
    click.echo(_NEXT.format(out=out))


def _step(number: int, title: str) -> None:
    click.secho(f"\n== {number}. {title}", bold=True)


def _print(answer: Table, most: int = 0) -> None:
    shown = answer.head(most) if most else answer
    click.echo(shown.to_text(options.width()))


_NEXT = """\
  look at the picture            {out}/network.png
  open the network in Gephi      {out}/network.gexf
  see why two are tied           coopgraph why "Finnish Customs" OSCE
  see one record                 coopgraph show "IOM Turkmenistan"
  list the saved queries         coopgraph query
  check records of your own      coopgraph validate FOLDER
"""
