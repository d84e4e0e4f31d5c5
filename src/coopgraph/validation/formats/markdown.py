"""A report as Markdown, for a comment on a pull request: by record, worst first; hints are one line a check.

What comes from the data is escaped, so that no name becomes a link, a heading, a mention or HTML.
"""

from __future__ import annotations

import re

from coopgraph.validation.formats.table import tally
from coopgraph.validation.formats.wording import HEADINGS, by_code, by_record, record, value
from coopgraph.validation.report import STATES, Finding, Report, counted

MOST = 60_000
"""Characters; a comment on GitHub holds 65,536."""
_MARKS = {"violation": "❌", "warning": "⚠️", "info": "💡"}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def render(report: Report) -> str:
    """Return the report as Markdown; when it grows longer than :data:`MOST`, the end says how much is left out."""
    title = "New problems in the data" if report.compared else "Checks of the data"
    parts = [f"## {title}", escaped(report.summary())]
    for state in STATES:
        if found := report.of(state):
            parts += [f"### {HEADINGS[state]} ({tally(found)})"] if state else []
            parts += _solved(found) if state == "solved" else _old(found) if state == "old" else _full(found)
    return _cut(parts)


def _full(found: list[Finding]) -> list[str]:
    parts = []
    for node, group in by_record(f for f in found if f.severity != "info").items():
        name = f"**{escaped(group[0].label or record(group[0]))}** {code(record(group[0]))}\n\n" if node else ""
        parts.append(name + "\n".join(_item(f) for f in group))
    hints = [f for f in found if f.severity == "info"]
    return parts + (["\n".join(_lines_a_check(hints))] if hints else [])


def _solved(found: list[Finding]) -> list[str]:
    return ["\n".join(f"- ✅ **{f.code}** {_who(f)}{escaped(f.message)}" for f in found)]


def _old(found: list[Finding]) -> list[str]:
    body = "\n".join(_lines_a_check(found))
    return [f"<details><summary>{counted(len(found), 'finding')}, by check</summary>\n\n{body}\n\n</details>"]


def _who(f: Finding) -> str:
    return f"{escaped(f.label or record(f))}: " if f.label or f.node else ""


def _item(f: Finding) -> str:
    place = f" {code(str(f.source))}" if f.source else ""
    shown = f" ({code(value(f))})" if value(f) else ""
    lines = [f"- {_MARKS[f.severity]} {f.severity} **{f.code}**{place}: {escaped(f.message)}{shown}"]
    lines += [f"  <br>→ {escaped(f.remedy)}"] if f.remedy else []
    lines += [f"  <br>“{escaped(sentence)}”" for sentence in f.sentences]
    return "\n".join(lines)


def _lines_a_check(found: list[Finding]) -> list[str]:
    lines = []
    for check, same in by_code(found).items():
        more = f", and {len(same) - 1} more like it" if len(same) > 1 else ""
        lines.append(f"- {_MARKS[same[0].severity]} **{check}** {escaped(same[0].message)}{more}")
    return lines


def _cut(parts: list[str]) -> str:
    kept: list[str] = []
    size = 0
    for n, part in enumerate(parts):
        size += len(part) + 2
        if size > MOST:
            kept.append(f"… and {len(parts) - n} more records; `coopgraph validate` shows all.")
            break
        kept.append(part)
    return "\n\n".join(kept) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line.

    >>> print(escaped("*a* | <b> #1 @c"))
    \\*a\\* \\| &lt;b&gt; \\#1 &#64;c
    """
    text = re.sub(r"[&<>@]", lambda found: _ENTITIES[found[0]], " ".join(text.split()))
    return re.sub(r"([\\`*_{}\[\]|~]|#(?![0-9]+;))", r"\\\1", text)


def code(text: str) -> str:
    """Return a text as code, with as many backticks around it as it needs (CommonMark, section 6.1).

    >>> code("a`b")
    '`` a`b ``'
    """
    text = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, pad = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{pad}{text}{pad}{fence}" if text else ""
