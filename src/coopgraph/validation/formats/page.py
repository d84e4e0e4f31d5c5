"""A report as one HTML page that needs nothing else: by record, worst first, to be filtered without a script.

What comes from the data is always escaped: the template engine does it, whatever the text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.validation.formats.wording import HEADINGS, MARKS, by_record, clean, record, value
from coopgraph.validation.report import SEVERITIES, STATES, Finding, Report, counted

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent


def render(report: Report) -> str:
    """Return the page. The same report gives the same text."""
    sections = [(state, HEADINGS[state], _groups(report.of(state))) for state in STATES if report.of(state)]
    numbers = {s: sum(f.severity == s for f in report.findings) for s in SEVERITIES}
    template = _templates().get_template("page.html.j2")
    return clean(template.render(report=report, sections=sections, numbers=numbers, marks=MARKS))


def _groups(found: list[Finding]) -> list[tuple[Finding, str, list[Finding]]]:
    """Return records with their findings: the first one, the letters of the severities there are, and all."""
    groups = by_record(found).values()
    return [(g[0], "".join(s[0] for s in SEVERITIES if any(f.severity == s for f in g)), g) for g in groups]


@cache
def _templates() -> jinja2.Environment:
    import jinja2

    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {"record": record, "value": value}
    found.globals |= {"counted": counted}
    return found
