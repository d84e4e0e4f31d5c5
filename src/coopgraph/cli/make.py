"""Commands that make and check: demo, build, validate, export, digest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopgraph.cli import options
from coopgraph.cli.options import Where

if TYPE_CHECKING:
    from coopgraph.graph import Graph

_DATA = click.argument("data", required=False, type=options.FOLDER)
REPORT_FORMATS = ("table", "json", "jsonl", "csv", "markdown", "html", "ttl", "sarif", "github", "junit")


@click.command(short_help="Show the whole line on the bundled data.")
@click.option("--out", type=options.FOLDER, default=Path("out"), show_default=True, help="Where the files go.")
def demo(out: Path) -> None:
    """Show the whole line on the bundled data: build, validate, ask, measure, draw, export."""
    from coopgraph.cli.demo import run

    run(out)


@click.command(short_help="Turn curated files into RDF.")
@_DATA
@click.option("--out", type=options.FOLDER, default=Path("out"), show_default=True, help="Where the files go.")
@click.option("--store", metavar="DIR", help="Keep an on-disk store here as well.")
@click.option("--validate/--no-validate", default=True, show_default=True, help="Refuse data with violations.")
def build(data: Path | None, out: Path, store: str | None, validate: bool) -> None:
    """Turn curated files into RDF: five named graphs, as N-Quads and TriG, with the origin of every node.

    A folder of tables (claims.csv or claims.parquet among them) may hold millions of claims: it is built into a store.
    """
    from coopgraph import build as builder
    from coopgraph import bulk
    from coopgraph.errors import UsageError
    from coopgraph.graph import Graph
    from coopgraph.store.endpoints import is_address

    if is_address(store):
        raise UsageError("build makes a store in a folder; to fill a server use: coopgraph push URL")
    if data and bulk.is_tables(data):
        _build_tables(data, store, validate)
        return
    built = builder.load(data)
    if validate:
        _judge(Graph.of(built), "Nothing was written.")
    for path in builder.write(built, out):
        click.echo(path)
    if store:
        builder.save(built, Path(store))
        click.echo(store)


def _build_tables(tables: Path, store: str | None, validate: bool) -> None:
    from coopgraph import build as builder
    from coopgraph.errors import UsageError
    from coopgraph.graph import Graph

    if not store:
        raise UsageError(f"{tables}: holds tables, which are built into a store: add --store DIR")
    with options.progress("loading") as tell:
        builder.save_tables(tables, Path(store), tell)
    click.echo(store)
    if validate:
        _judge(Graph.open(store))


def _judge(graph: Graph, otherwise: str = "") -> None:
    """Say in a line what the checks find; end with all of it where that is a violation."""
    found = graph.validate()
    click.echo(found.summary() if found.conforms else found.to_text(), err=True)
    if not found.conforms:
        click.echo(otherwise, err=True, nl=bool(otherwise))
        raise SystemExit(1)


@click.command(short_help="Check curated files and their evidence.")
@_DATA
@click.option("--store", metavar="DIR|URL", help="Check a built store, or the graph behind an endpoint, without files.")
@click.option("--sources", type=options.FOLDER, help="The folder with the texts: hold all evidence against them.")
@click.option("--format", "form", type=click.Choice(REPORT_FORMATS), default="table", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--hints", is_flag=True, help="Show every hint in full, not one line a check.")
@click.option(
    "--profile",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Severities and accepted findings.  [default: checks.yaml in DATA, else coopgraph-checks.yaml here]",
)
@click.option("--no-profile", is_flag=True, help="Show everything, whatever is accepted or off.")
@click.option(
    "--engine",
    type=click.Choice(["compiled", "pyshacl"]),
    default="compiled",
    show_default=True,
    help="What runs the shapes: SPARQL compiled from them, or pySHACL, which is slow and finds the same.",
)
def validate(
    data: Path | None,
    store: str | None,
    sources: Path | None,
    form: str,
    fail_on: str,
    hints: bool,
    profile: Path | None,
    no_profile: bool,
    engine: str,
) -> None:
    """Check curated files: the records first, then the graph against the shapes, then the evidence.

    With --store the graph alone is checked, however large: `coopgraph validate --store DIR`.
    A profile says which checks are graver or milder in these data, and which findings may stay.
    `coopgraph explain CHECK` tells what a check looks for and how to accept a finding.
    """
    from coopgraph.cli.check import Where, report
    from coopgraph.errors import UsageError

    if data and store:
        raise UsageError("DATA and --store exclude each other; give one")
    if profile and no_profile:
        raise UsageError("--profile and --no-profile exclude each other; give one")
    found = report(Where(data, store, sources, engine), profile, profiled=not no_profile)
    click.echo(found.to_text(hints) if form == "table" else found.render(form), nl=False)
    raise SystemExit(1 if found.fails(fail_on) else 0)  # type: ignore[arg-type]


@click.command(short_help="Write the network or the graph to a file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "form", default="", metavar="FORMAT", help="The format, when the suffix does not tell it.")
@click.option(
    "--shape",
    type=click.Choice(["ties", "kinds", "flows", "events"]),
    default="ties",
    show_default=True,
    help="ties: one edge a pair; kinds: one a pair and kind; flows: only what has a direction; events: two-mode.",
)
@click.option("--all-measures", "every", is_flag=True, help="Nodes carry every measure, not the principal ones.")
@options.view
@options.level
@options.definition
@options.where
def export(
    file: Path, form: str, shape: str, every: bool, view: str, level: str, definition: str, where: Where
) -> None:
    """Write FILE; its suffix tells what.

    \b
      the network   .gexf .dynamic.gexf .graphml .net .paj .cx2 .graphology.json
                    .gephi.csv .vos.txt .csv .tsv .json .png .svg
      the graph     .ttl .trig .jsonld .nt .nq
    """
    more = {"form": form, "shape": shape, "dates": where.dates or "generous"}
    click.echo(where.graph(view).export(file, view, level, definition, every=every, **more))


@click.command(short_help="Draw a picture for print.")
@click.argument("kind", type=click.Choice(["network", "timeline", "trend", "matrix", "ego"]))
@click.argument("words", nargs=-1, required=True, metavar="[NAME] FILE")
@options.view
@options.level
@options.definition
@click.option("--width", type=int, default=180, show_default=True, help="Millimetres: 180 two columns, 88 one.")
@click.option("--rows", type=click.Choice(["event", "organization"]), default="event", show_default=True)
@click.option("--order", type=click.Choice(["community", "country"]), default="community", show_default=True)
@click.option("--window", type=options.Years(), default=1, help="Years of a window of the trend.  [default: 1y]")
@click.option("--step", type=options.Years(), default=1, help="Years from window to window.  [default: 1y]")
@options.where
def plot(
    kind: str,
    words: tuple[str, ...],
    view: str,
    level: str,
    definition: str,
    width: int,
    rows: str,
    order: str,
    window: int,
    step: int,
    where: Where,
) -> None:
    """Draw the network, its timeline, trend or matrix, or one organization's ties (ego NAME), as .png, .svg, .pdf.

    \b
      coopgraph plot timeline timeline.pdf
      coopgraph plot ego "Finnish Customs" customs.svg --view stated
    """
    from coopgraph.errors import UsageError
    from coopgraph.plots import Options

    if len(words) != (2 if kind == "ego" else 1):
        raise UsageError("plot ego takes a NAME and a FILE" if kind == "ego" else f"plot {kind} takes one FILE")
    graph = where.graph(view)
    name = graph.names.find(words[0], ("org", "country")) if kind == "ego" else ""
    chosen = Options(width=width, name=name, rows=rows, order=order, window=window, step=step)
    click.echo(graph.plot(kind, words[-1], view, level, definition, chosen))


@click.command(short_help="Tell all in one HTML file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.definition
@click.option("--title", default="Who cooperates with whom", show_default=True)
@click.option("--as-of", type=options.Day(last=True), help="The date to print; none by default.")
@click.option("--licence", default="", help="The licence of the data.  [default: that of the bundled ones]")
@click.option("--licence-url", default="", help="Its address.")
@options.where
def report(
    file: Path, definition: str, title: str, as_of: date | None, licence: str, licence_url: str, where: Where
) -> None:
    """Write one self-contained HTML file: what the data hold, the network, its measures, time, gaps, methods."""
    from coopgraph.report import Wishes

    if not (licence or where.data or where.store):
        licence, licence_url = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
    wishes = Wishes(title=title, definition=definition, licence=licence, licence_url=licence_url, as_of=as_of)
    click.echo(where.graph().report(file, wishes))


@click.command("gexf-check", short_help="Foretell what Gephi will say about a file.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.table_format
def gexf_check(file: Path, form: str | None) -> None:
    """Foretell what Gephi, Gephi Lite and networkx will say about a GEXF file, anybody's."""
    from coopgraph.cli.check import gexf_table

    answer, bad = gexf_table(file)
    click.echo(answer.render(options.output(form), options.width()), nl=False)
    raise SystemExit(1 if bad else 0)


@click.command(short_help="Put the graph on a SPARQL server.")
@click.argument("url")
@click.option("--graph-store", metavar="URL", help="Where graphs are put, when URL does not tell.")
@options.where
def push(url: str, graph_store: str | None, where: Where) -> None:
    """Put the graph on a SPARQL server; each of its graphs replaces what stood there."""
    from dataclasses import replace

    from coopgraph.store.endpoints import Endpoints
    from coopgraph.store.push import push as put
    from coopgraph.vocab import GRAPHS, graph

    at = Endpoints.of(url)
    at = replace(at, graph_store=graph_store) if graph_store else at
    for done in put(at, where.graph().store, graphs=[graph(name) for name in GRAPHS]):
        click.echo(f"{done.triples}\t{done.graph}")


@click.command(short_help="Seal the evidence: digests from the texts.")
@_DATA
@click.option("--sources", type=options.FOLDER, required=True, help="The folder with the texts of the sources.")
def digest(data: Path | None, sources: Path) -> None:
    """Make evidence.csv anew: the digest of the words under every span, from the texts."""
    from coopgraph import build as builder
    from coopgraph.sealing import seal

    sealed = seal(data or builder.bundled(), sources)
    for ident in sealed.filled:
        click.echo(f"source {ident}: sha256 and length filled in")
    click.echo(f"{sealed.spans} spans sealed, {sealed.unsealed} without a text at hand")


@click.command(short_help="Find where words stand in a text.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("phrases", nargs=-1, required=True, metavar="PHRASE...")
def span(file: Path, phrases: tuple[str, ...]) -> None:
    """Find where phrases stand in a text: the offsets for a claim's at:. Put each PHRASE in quotes.

    \b
      coopgraph span texts/003.txt "hosted by the Finnish National Customs Board" "29 to 31 May"
    """
    from coopgraph.errors import CoopgraphError
    from coopgraph.texts import places

    lacking = []
    for phrase in phrases:
        found = places(file, phrase)
        lacking += [] if found else [phrase]
        for start, end in found:
            click.echo(f"{start}-{end}" + (f"  {phrase}" if len(phrases) > 1 else ""))
    if lacking:
        told = ", ".join(repr(phrase) for phrase in lacking)
        raise CoopgraphError(f"{told}: not in {file}; copy the words from the text, capitals and all")
