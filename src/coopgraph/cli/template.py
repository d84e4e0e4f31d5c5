"""The command that makes forms: empty ones, and drafts from a text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coopgraph.cli import options

if TYPE_CHECKING:
    from coopgraph.drafting import Draft
    from coopgraph.records import Records


@click.command(short_help="Make an empty form for new records, or a draft from a text.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--data", type=options.FOLDER, help="The dataset that the form is for.  [default: the bundled one]")
@click.option(
    "--from-text",
    "text",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Look up names, dates and role words in this text (UTF-8) and propose claims, each to be confirmed.",
)
@click.option("--source", metavar="ID", default="", help="The id of the text's document; known texts have theirs.")
@click.option("--force", is_flag=True, help="Overwrite what is there.")
def template(out: Path, data: Path | None, text: Path | None, source: str, force: bool) -> None:
    """Write OUT: an empty form for new records, or with --from-text a draft.

    \b
      new.xlsx   a workbook: a sheet a table, help on the headers, drop-down lists
      new.yaml   a record file with every kind of line explained
      new.zip    the tables as CSV; a path without suffix: the same in a folder

    A draft (.yaml or .xlsx) proposes and claims nothing: what it holds is refused, line by line, until somebody has
    read the text there and written stated, inferred or rejected. For a text that no document on record has, it also
    proposes the row in sources: in the workbook, or beside new.yaml in new-sources.csv.
    """
    from coopgraph import assets
    from coopgraph.drafting import template as make
    from coopgraph.errors import UsageError
    from coopgraph.export.write import writing
    from coopgraph.loaders import dataset

    if source and not text:
        raise UsageError("--source is the id of the document of a text; give the text with --from-text")
    records = dataset.load(data or assets.folder("data"))
    filled = _draft(text, records, source) if text else None
    files = make(out, records, filled)
    if there := [path for path in files if path.exists() and not force]:
        raise UsageError(f"{there[0]} is there already; choose another place, or overwrite it with --force")
    if out not in files:
        _folder(out)
    for path, raw in files.items():
        with writing(path) as file:
            file.write(raw)
        click.echo(path)
    if filled:
        _tell(filled)


def _folder(path: Path) -> None:
    from coopgraph.errors import UsageError

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be made ({error.strerror}); choose another place") from error


def _draft(text: Path, records: Records, source: str) -> Draft:
    """Return the draft of a text; its document is the one named, or that which has this text on record."""
    from coopgraph.drafting import document, draft
    from coopgraph.loaders import text as reading
    from coopgraph.loaders.dataset import shown

    reading.read(text, shown(text))
    raw = text.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    known = (d.id for d in records.documents().values() if d.sha256 == digest or text.name in (d.file, f"{d.id}.txt"))
    made = draft(raw.decode("utf-8"), records, source or next(known, "?"))
    if made.source in records.documents():
        return made
    return replace(made, document=document(text.name, raw, made.source))


def _tell(made: Draft) -> None:
    if made.source == "?":
        click.echo("No document on record has this text: write its id for the ? (or use --source).", err=True)
    if made.document:
        click.echo("Its row in sources is proposed, too: fill in and look at what is marked there.", err=True)
    number = len(made.lines)
    told = "1 claim proposed, and it is no fact: confirm it or delete it"
    if number != 1:
        told = f"{number} claims proposed, none of them a fact: confirm each or delete it"
    more = f"; perhaps new organizations: {len(made.new)}" if made.new else ""
    left = f"; left out, in menus of the page: {made.left_out}" if made.left_out else ""
    click.echo(f"{told}{more}{left}.", err=True)
