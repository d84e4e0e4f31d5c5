"""A report as workflow commands of GitHub Actions: printed in a job, each becomes a note beside its line.

``::error file=data/x.csv,line=2,title=C16 …::message``. In a message ``%``, CR and LF are escaped, in a property
``:`` and ``,`` as well (the toolkit's escapeData and escapeProperty). GitHub shows ten of a kind a step: worst first.
"""

from __future__ import annotations

from coopgraph.validation.formats.wording import STATES, record, value
from coopgraph.validation.report import Finding, Report

_LEVELS = {"violation": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> str:
    """Return a command a finding, then the summary as a plain line. What is old or solved is only a notice."""
    return "".join(f"{_command(f)}\n" for f in report.findings) + f"{_data(report.summary())}\n"


def _command(f: Finding) -> str:
    level = _LEVELS[f.severity] if f.state in ("", "new") else "notice"
    state = f"{STATES[f.state]}: " if f.state else ""
    who = f.label or record(f)
    given = {
        "file": f.source.file if f.source else "",
        "line": str(f.source.row) if f.source and f.source.row else "",
        "title": f"{state}{f.code}{' ' + who if who else ''}",
    }
    properties = ",".join(f"{name}={_property(text)}" for name, text in given.items() if text)
    return f"::{level} {properties}::{_data(_message(f))}"


def _message(f: Finding) -> str:
    field = f"[{f.source.field}] " if f.source and f.source.field else ""
    shown = f" ({value(f)})" if value(f) else ""
    return "\n".join([f"{field}{f.message}{shown}", *([f.remedy] if f.remedy else []), *f.sentences])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
