"""Commands for new records: check and add."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coopgraph.cli import options
from coopgraph.cli.make import REPORT_FORMATS

if TYPE_CHECKING:
    from coopgraph.adding import Checked
    from coopgraph.validation import Report

_FILE = click.Path(path_type=Path, dir_okay=False)


class _Name(click.Path):
    """A file or folder by name. An empty name, which a script makes of a variable that is not set, would be the
    folder where one works."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name; name a file or folder, or - for standard input", param, ctx)
        return super().convert(value, param, ctx)


_NEW = click.argument("new", nargs=-1, required=True, metavar="NEW...", type=_Name(path_type=Path, allow_dash=True))
_SEVERITY = click.Choice(["violation", "warning", "info"])


_MAPPING = click.option("--mapping", type=_FILE, help="A YAML file that tells what your own columns mean.")
_UPDATE = click.option(
    "--update",
    is_flag=True,
    help="Replace cells and options that say something else, and claims of another value where there is one only, "
    "such as a start-date.",
)
_SOURCES = click.option("--sources", type=options.FOLDER, help="The folder with the texts: seal and hold the evidence.")
_PROFILE = click.option(
    "--profile", type=_FILE, help="Severities and accepted findings.  [default: checks.yaml in DATA]"
)
_FORMAT = click.option(
    "--format", "form", type=click.Choice(REPORT_FORMATS), default="table", show_default=True, help="Of the report."
)
_FAIL_ON = click.option("--fail-on", type=_SEVERITY, default="violation", show_default=True)
_HINTS = click.option("--hints", is_flag=True, help="Show every hint in full, not one line a check.")
_ALL = click.option("--all", "every", is_flag=True, help="Show in full what was wrong before, too.")
_WORDS = click.option(
    "--words", is_flag=True, help="Show each new claim beside the words it rests on (with --sources)."
)
_WHOLE = click.option(
    "--whole", is_flag=True, help="Validate all of DATA before and after, not only what the new records touch."
)
_ANNOTATE = click.option("--annotate", metavar="FILE", type=_FILE, help="Write a copy of NEW with the findings in it.")


@click.command(short_help="Check new records against a dataset.")
@_NEW
@click.option("--against", metavar="DATA", help="Curated files, or a store.  [default: the bundled dataset]")
@_MAPPING
@_UPDATE
@_SOURCES
@_PROFILE
@_FORMAT
@_FAIL_ON
@_HINTS
@_ALL
@_WORDS
@_ANNOTATE
@_WHOLE
def check(
    new: tuple[Path, ...],
    against: str | None,
    mapping: Path | None,
    update: bool,
    sources: Path | None,
    profile: Path | None,
    form: str,
    fail_on: str,
    hints: bool,
    every: bool,
    words: bool,
    annotate: Path | None,
    whole: bool,
) -> None:
    """Check new records in the context of a dataset: what they make wrong, what they mend, what was wrong before.

    NEW is any of: record files (YAML), tables (CSV, TSV, XLSX, JSON, JSON Lines, Parquet), RDF, a folder or a zip of
    them, or - for standard input. Nothing is written.

    \b
      coopgraph check new.xlsx --against mydata --sources texts
    """
    from coopgraph import build, intake
    from coopgraph.adding import Given
    from coopgraph.errors import UsageError
    from coopgraph.export.write import writing
    from coopgraph.store.endpoints import is_address

    if annotate and len(new) > 1:
        raise UsageError("--annotate takes one file; check them one by one")
    data = Path(against) if against else build.bundled()
    if annotate and Path(os.path.realpath(data)) in Path(os.path.realpath(annotate)).parents:
        raise UsageError(f"{annotate}: lies in the dataset; choose another place for the copy")
    if is_address(against):
        raise UsageError("new records cannot be tried on a server; give curated files, or a store that build made")
    given = Given(new, mapping, update, sources, profile, whole)
    found = given.judge(data, _note)
    _tell(found, form, hints, every)
    if words:
        _proof(found, sources)
    if annotate:
        own = intake.load_mapping(mapping) if mapping else None
        made = intake.annotated(new[0], found.report.of("new"), annotate, own)
        with writing(annotate) as file:
            file.write(made)
        click.echo(annotate, err=True)
    raise SystemExit(1 if found.report.fails(fail_on) else 0)  # type: ignore[arg-type]


@click.command(short_help="Add new records to a dataset.")
@_NEW
@click.option("--to", "data", metavar="DATA", required=True, type=options.FOLDER, help="The curated files to add to.")
@_MAPPING
@_UPDATE
@_SOURCES
@_PROFILE
@_FORMAT
@_FAIL_ON
@_HINTS
@_ALL
@click.option("--dry-run", is_flag=True, help="Write nothing; show what would change, line by line.")
@click.option("--store", metavar="DIR", help="Build the on-disk store here anew as well.")
def add(
    new: tuple[Path, ...],
    data: Path,
    mapping: Path | None,
    update: bool,
    sources: Path | None,
    profile: Path | None,
    form: str,
    fail_on: str,
    hints: bool,
    every: bool,
    dry_run: bool,
    store: str | None,
) -> None:
    """Add new records to curated files, if the check passes: all of them or none.

    NEW is what `coopgraph check` takes. What is there already stays, unless --update lets the new records replace it:
    cells, the options of a claim, and a claim whose key has one value in a document (start-date, edtf, attendee-count
    …) by one of another value. Participants, places and the like are added to.
    With --sources the evidence is sealed from the texts on the way.

    \b
      coopgraph add new.xlsx --to mydata --sources texts --dry-run
    """
    from coopgraph import build as builder
    from coopgraph.adding import Given, prepare

    given = Given(new, mapping, update, sources, profile)
    wishes = given.wishes(data)
    found = prepare(data, given.files(data, _note), wishes, fail_on)  # type: ignore[arg-type]
    if found.plan is None:
        _tell(found.checked, form, hints, every)
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    if found.checked.report.of("new"):
        _tell(found.checked, form, hints, every)
    click.echo(found.summary(), err=True)
    if dry_run:
        click.echo(found.plan.diff(), nl=False)
        if sources:
            click.echo()
            _proof(found.checked, sources)
        click.echo("Nothing was written: this was a dry run.", err=True)
        return
    for name in found.plan.write():
        click.echo(name)
    if store:
        builder.save(builder.load(data), Path(store))
        click.echo(store)


def _note(text: str) -> None:
    click.echo(f"note: {text}", err=True)


def _tell(checked: Checked, form: str, hints: bool, every: bool) -> None:
    report: Report = checked.report
    click.echo(report.to_text(hints, every=every) if form == "table" else report.render(form), nl=False)


def _proof(checked: Checked, sources: Path | None) -> None:
    from coopgraph.adding.proof import proof
    from coopgraph.errors import UsageError

    if sources is None:
        raise UsageError("--words needs the folder of the texts: add --sources TEXTS")
    click.echo(proof(checked, sources).render("table", options.width()), nl=False)
