"""How a report is written out: one module a format, or a family of formats; each knows only the report.

table                for people, on a terminal
json, jsonl, csv     for programs and spreadsheets
markdown             for a comment on a pull request
html                 one page to hand on, which needs nothing else
ttl                  SHACL's results vocabulary
sarif                for code scanning and editors (OASIS SARIF 2.1.0)
github               workflow commands, which become notes beside the lines of a pull request
junit                for whatever shows test results: a test case a check
"""

from __future__ import annotations

from collections.abc import Callable

from coopgraph.validation.formats import github, junit, markdown, page, rows, sarif, table, turtle
from coopgraph.validation.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "table": table.render,
    "json": rows.as_json,
    "jsonl": rows.as_jsonl,
    "csv": rows.as_csv,
    "markdown": markdown.render,
    "html": page.render,
    "ttl": turtle.render,
    "sarif": sarif.render,
    "github": github.render,
    "junit": junit.render,
}
"""By the name that the command line knows."""
