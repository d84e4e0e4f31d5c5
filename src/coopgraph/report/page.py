"""The page itself: templates filled in, everything inside one file. What is filled in is always escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.export.write import write_text
from coopgraph.report.contents import Contents
from coopgraph.report.grid import counted, text

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent


def page(contents: Contents) -> str:
    """Return the page as HTML. The same contents give the same text."""
    return _templates().get_template("template.html.j2").render(page=contents)


def write(contents: Contents, path: Path) -> Path:
    """Write the page to a file and return its path. Raises UsageError when the file cannot be written."""
    write_text(path, [page(contents)])
    return path


@cache
def _templates() -> jinja2.Environment:
    import jinja2
    from markupsafe import Markup

    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals |= {"counted": counted, "style": Markup((FOLDER / "style.css").read_text("utf-8"))}
    found.filters["shown"] = text
    return found
