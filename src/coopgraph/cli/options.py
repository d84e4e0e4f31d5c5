"""Options that several commands share, and how answers reach the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coopgraph.vocab import DEFAULT_VIEW, VIEWS

if TYPE_CHECKING:
    from coopgraph.graph import Graph

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(path_type=Path, file_okay=False)
LEVELS = ("organization", "parent", "country")
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
data = click.option("--data", type=FOLDER, help="Curated files to use instead of the bundled ones.")
store = click.option("--store", type=FOLDER, help="A store made by: coopgraph build --store DIR.")
sources = click.option("--sources", type=FOLDER, help="The folder with the texts of the sources: show sentences.")


def from_where(command: F) -> F:
    """Give a command the options that say which graph to use."""
    return data(store(command))


def graph(data: Path | None, store: Path | None) -> Graph:
    """Return the graph that the options name."""
    from coopgraph.errors import UsageError
    from coopgraph.graph import Graph

    if data and store:
        raise UsageError("--data and --store exclude each other; give one")
    return Graph.open(store) if store else Graph.load(data)


def parameters(given: tuple[str, ...]) -> dict[str, str]:
    """Return the parameters of a query from ``name=value`` words. Raises UsageError for another form, or a name
    given twice."""
    from coopgraph.errors import UsageError

    values: dict[str, str] = {}
    for word in given:
        name, equals, text = word.partition("=")
        if not equals:
            raise UsageError(f"{word!r} is not a parameter; write name=value, as in country=FI")
        if name in values:
            raise UsageError(f"the parameter {name} is given twice; ask once for each value, or leave it open with any")
        values[name] = text
    return values


def output(form: str | None) -> str:
    """Return the table format: the one asked for, else for reading on a terminal and for programs in a pipe."""
    return form or ("table" if sys.stdout.isatty() else "tsv")


def width() -> int:
    """Return the width of the terminal, or of COLUMNS."""
    return shutil.get_terminal_size((100, 24)).columns
