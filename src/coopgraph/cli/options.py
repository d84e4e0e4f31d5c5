"""Options that several commands share, and how answers reach the terminal."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from coopgraph.vocab import DEFAULT_VIEW, VIEWS

if TYPE_CHECKING:
    from coopgraph.graph import Graph
    from coopgraph.table import Table

Command = Callable[..., Any]

FOLDER = click.Path(path_type=Path, file_okay=False)
LEVELS = ("organization", "parent", "country")
DATES = ("strict", "generous")
TABLE_FORMATS = ("table", "csv", "tsv", "json")

view = click.option(
    "--view",
    type=click.Choice(list(VIEWS)),
    default=DEFAULT_VIEW,
    show_default=True,
    help="stated: what the sources say; inferred: what we conclude too; represents: delegations and persons count "
    "as the organizations they represent.",
)
level = click.option("--level", type=click.Choice(LEVELS), default="organization", show_default=True)
definition = click.option(
    "--definition", default="default", show_default=True, help="default, uniform, co-attendance, or a YAML file."
)
table_format = click.option(
    "--format",
    "form",
    type=click.Choice(TABLE_FORMATS),
    help="[default: table on a terminal, tsv in a pipe]",
)
text_format = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
sources = click.option("--sources", type=FOLDER, help="The folder with the texts of the sources: show sentences.")


class Day(click.ParamType[date]):
    """A day, a month or a year; ``last`` takes the last day of a month or year."""

    name = "DATE"

    def __init__(self, last: bool) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        parts = str(value).split("-")
        try:
            numbers = [int(part) for part in parts if part.isascii() and part.isdecimal()]
            if len(numbers) != len(parts) or len(parts[0]) != 4 or len(parts) > 3:
                raise ValueError
            return self._day(*numbers)
        except ValueError:
            self.fail(f"{value!r} is not a date; write 2013, 2013-05 or 2013-05-27", param, ctx)

    def _day(self, year: int, month: int = 0, day: int = 0) -> date:
        if day or not self.last:
            return date(year, month or 1, day or 1)
        following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
        return date.fromordinal(following.toordinal() - 1)


class Years(click.ParamType[int]):
    """A number of years, written 5 or 5y."""

    name = "YEARS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        match = re.fullmatch(r"([1-9]\d{0,3})y?", str(value))
        if not match:
            self.fail(f"{value!r} is not a number of years; write 5 or 5y", param, ctx)
        return int(match[1])


class Where(NamedTuple):
    """Which graph a command works on: curated files, a store or an endpoint; and which time of it."""

    data: Path | None
    store: str | None
    since: date | None
    until: date | None
    dates: str | None

    @property
    def reading(self) -> str:
        """How uncertain dates are read: strictly unless said otherwise."""
        return self.dates or "strict"

    def graph(self, view: str = DEFAULT_VIEW) -> Graph:
        """Return the graph, cut to its window of time by the dates that the view knows.

        Raises UsageError when files and a store are named both.
        """
        from coopgraph.errors import UsageError
        from coopgraph.graph import Graph

        if self.data and self.store:
            raise UsageError("--data and --store exclude each other; give one")
        found = Graph.open(self.store) if self.store else Graph.load(self.data)
        return found.within(self.since, self.until, self.reading, view) if self.since or self.until else found


_WHERE = (
    click.option("--data", type=FOLDER, help="Curated files to use instead of the bundled ones."),
    click.option(
        "--store", metavar="DIR|URL", help="A store made by: coopgraph build --store DIR, or a SPARQL endpoint."
    ),
    click.option("--since", type=Day(last=False), help="Only what happened on this day (month, year) or later."),
    click.option("--until", type=Day(last=True), help="Only what happened on this day (month, year) or earlier."),
    click.option(
        "--dates",
        type=click.Choice(DATES),
        help="Uncertain dates count when they lie inside for certain (strict, the default) or may (generous). "
        "For the spells of a dynamic file: generous by default.",
    ),
)


def where(command: Command) -> Command:
    """Give a command the options that say which graph to use, as one argument ``where``."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        named = {name: given.pop(name) for name in ("data", "store", "since", "until", "dates")}
        return command(*args, where=Where(**named), **given)

    for option in reversed(_WHERE):
        run = option(run)
    return run


def parameters(given: tuple[str, ...], known: Collection[str]) -> dict[str, str]:
    """Return the parameters of a query, which takes those ``known``, from ``name=value`` words. Raises UsageError for
    another form, or a name given twice."""
    from coopgraph.errors import UsageError

    values: dict[str, str] = {}
    for word in given:
        name, equals, text = word.partition("=")
        if not equals:
            raise UsageError(f"{word!r} does not say which parameter it is; {_instead(word, known)}")
        if name in values:
            raise UsageError(f"the parameter {name} is given twice; ask once for each value, or leave it open with any")
        values[name] = text
    return values


def _instead(word: str, known: Collection[str]) -> str:
    """Say what to write for a word without a sign of equality, to a query that takes the known parameters.

    >>> _instead("Finnish Customs", ["org"]), _instead("FI", ["country", "role"])
    ("write org='Finnish Customs'", 'write country=FI or role=FI')
    >>> _instead("role", ["country", "role"]), _instead("FI", [])
    ('write role=… with a value', 'the query takes none')
    """
    if word in known:
        return f"write {word}=… with a value"
    return f"write {' or '.join(f'{name}={quote(word)}' for name in known)}" if known else "the query takes none"


def output(form: str | None) -> str:
    """Return the table format: the one asked for, else for reading on a terminal and for programs in a pipe."""
    return form or ("table" if sys.stdout.isatty() else "tsv")


def show(answer: Table, form: str | None) -> None:
    """Print a table; where a program gets no row, a person is told on standard error what that means."""
    chosen = output(form)
    click.echo(answer.render(chosen, width()), nl=False)
    if chosen != "table" and not answer.rows:
        click.echo(answer.note or "Nothing is on record.", err=True)


def width() -> int:
    """Return the width of the terminal, or of COLUMNS."""
    return shutil.get_terminal_size((100, 24)).columns


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Give a function that takes (bytes done, bytes in all) and shows rate and remaining time on standard error; None
    when that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

    columns = ("{task.description}", BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, size: shown.update(task, completed=done, total=size)
