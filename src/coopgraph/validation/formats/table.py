"""A report for people, on a terminal: by record, worst first, each finding with its place and what to write."""

from __future__ import annotations

from coopgraph.validation.formats.wording import HEADINGS, MARKS, by_code, by_record, record, value
from coopgraph.validation.report import Finding, Report, counted

_WIDE = 100


def render(report: Report, hints: bool = False, every: bool = False) -> str:
    """Return the report as text. ``hints`` shows each hint in full, ``every`` each finding that was there before."""
    sections = _compared(report, hints, every) if report.compared else _records(report.findings, hints)
    return "\n".join([*sections, report.summary()]) + "\n"


def _compared(report: Report, hints: bool, every: bool) -> list[str]:
    out: list[str] = []
    if new := report.of("new"):
        out += [_head("new", new), "", *_records(new, hints)]
    if solved := report.of("solved"):
        out += [_head("solved", solved), *(f"  ✓ {_brief(f)}" for f in solved), ""]
    if old := report.of("old"):
        out += [_head("old", old), *([""] if every else [])]
        out += _records(old, hints=True) if every else [*_lines_a_check(old, "--all"), ""]
    return out


def _head(state: str, found: list[Finding]) -> str:
    return f"== {HEADINGS[state]}: {len(found)} =="  # type: ignore[index]


def _brief(f: Finding) -> str:
    place = f"{f.source.file}: " if f.source else ""
    who = f.label or record(f)
    return f"{f.code}  {place}{who + ': ' if who else ''}{f.message}"


def _records(findings: list[Finding], hints: bool) -> list[str]:
    out: list[str] = []
    for node, found in by_record(f for f in findings if hints or f.severity != "info").items():
        if node:
            name, label = record(found[0]), found[0].label
            long = len(label) + len(name) > _WIDE
            out += [label, f"  {name}"] if long else [f"{label}  ({name})" if label else name]
        for f in found:
            out += _finding(f, "  " if node else "")
        out.append("")
    brief = [] if hints else _lines_a_check([f for f in findings if f.severity == "info"], "--hints")
    return [*out, *brief, ""] if brief else out


def _finding(f: Finding, indent: str) -> list[str]:
    place = f"{f.source}: " if f.source else ""
    lines = [f"{indent}{MARKS[f.severity]} {f.severity} {f.code}  {place}{f.message}"]
    if shown := value(f):
        lines.append(f"{indent}    value: {shown}")
    if f.remedy:
        lines.append(f"{indent}    → {f.remedy}")
    lines += [f"{indent}    “{sentence}”" for sentence in f.sentences]
    return lines


def _lines_a_check(findings: list[Finding], option: str) -> list[str]:
    """Return a line for each check: how often, and what about; with its place when it found one thing."""
    lines = []
    for code, same in by_code(findings).items():
        first = same[0]
        word = "hint" if first.severity == "info" else first.severity
        alone = len(same) == 1
        place = f"{first.source}: " if alone and first.source else ""
        more = "" if alone else f", and {len(same) - 1} more like it"
        lines.append(f"{MARKS[first.severity]} {word} {code}  {place}{first.message}{more} ({option} shows all)")
    return lines


def tally(found: list[Finding]) -> str:
    """Return how many findings of each severity there are, in words; none that is nought.

    >>> tally([Finding("C16", "warning", ""), Finding("C18", "warning", "")])
    '2 warnings'
    """
    words = {"violation": "violation", "warning": "warning", "info": "hint"}
    numbers = {severity: sum(f.severity == severity for f in found) for severity in words}
    return ", ".join(counted(n, words[severity]) for severity, n in numbers.items() if n)
