"""Commands that make and check: demo, build, validate, export, digest."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli import options

_DATA = click.argument("data", required=False, type=options.FOLDER)


@click.command()
@click.option("--out", type=options.FOLDER, default=Path("out"), show_default=True, help="Where the files go.")
def demo(out: Path) -> None:
    """Show the whole line on the bundled data: build, validate, ask, measure, draw, export."""
    from coopgraph.cli.demo import run

    run(out)


@click.command()
@_DATA
@click.option("--out", type=options.FOLDER, default=Path("out"), show_default=True, help="Where the files go.")
@click.option("--store", type=options.FOLDER, help="Keep an on-disk store here as well.")
@click.option("--validate/--no-validate", default=True, show_default=True, help="Refuse data with violations.")
def build(data: Path | None, out: Path, store: Path | None, validate: bool) -> None:
    """Turn curated files into RDF: five named graphs, as N-Quads and TriG, with the origin of every node."""
    from coopgraph import build as builder
    from coopgraph.validation import validate as check

    built = builder.load(data)
    if validate and not (report := check(built.records, built.quads)).conforms:
        click.echo(report.to_text(), err=True)
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    for path in builder.write(built, out):
        click.echo(path)
    if store:
        builder.save(built, store)
        click.echo(store)


@click.command()
@_DATA
@click.option("--sources", type=options.FOLDER, help="The folder with the texts: hold all evidence against them.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv", "ttl"]), default="table")
@click.option(
    "--fail-on",
    type=click.Choice(["violation", "warning", "info"]),
    default="violation",
    show_default=True,
    help="The mildest finding that makes the exit code 1.",
)
@click.option("--hints", is_flag=True, help="Show every hint in full, not one line a check.")
def validate(data: Path | None, sources: Path | None, form: str, fail_on: str, hints: bool) -> None:
    """Check curated files: the records first, then the graph against the shapes, then the evidence."""
    from coopgraph.cli.check import report

    found = report(data, sources)
    click.echo(found.to_text(hints) if form == "table" else found.render(form), nl=False)
    raise SystemExit(1 if found.fails(fail_on) else 0)  # type: ignore[arg-type]


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@options.view
@options.level
@options.definition
@options.from_where
def export(file: Path, view: str, level: str, definition: str, data: Path | None, store: Path | None) -> None:
    """Write FILE; its suffix tells what.

    \b
      the network   .gexf .csv .tsv .json .png .svg
      the graph     .ttl .trig .jsonld .nt .nq
    """
    click.echo(options.graph(data, store).export(file, view, level, definition))


@click.command()
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


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("words", nargs=-1, required=True)
def span(file: Path, words: tuple[str, ...]) -> None:
    """Find where words stand in a text: the offsets for a claim's at:.

    \b
      coopgraph span texts/003.txt "hosted by the Finnish National Customs Board"
    """
    from coopgraph.texts import places

    found = places(file, " ".join(words))
    for start, end in found:
        click.echo(f"{start}-{end}")
    if not found:
        raise click.UsageError(f"these words do not stand in {file}; copy them from the text")
