"""A report as JUnit XML, which most programs that show test results read: a test case a check.

A check that found a violation or a warning has failed. Hints, and what was there already, fail nobody: they stand in
the case's ``system-out``. Where the records could not be read as a graph, the checks were not run: skipped.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from coopgraph.validation.checks import titles
from coopgraph.validation.formats.wording import STATES, by_code, clean, record, value
from coopgraph.validation.report import Finding, Report, counted

FORM = "record"
_MORE = {FORM: "The curated files are in their form", "profile": "The profile fits the data"}


def render(report: Report) -> str:
    """Return the report as one test suite. Deterministic: neither time nor host is told."""
    found = by_code(report.findings)
    ran = report.checked > 0 or not report.findings
    names = {FORM: _MORE[FORM], **titles(), **{code: _MORE.get(code, code) for code in found if code not in titles()}}
    suite = ET.Element("testsuite", name=f"coopgraph {'check' if report.compared else 'validate'}")
    cases = [_case(suite, code, title, found.get(code, [])) for code, title in names.items()]
    skipped = 0
    for code, case in zip(names, cases, strict=True):
        if (code not in found and not ran and code != FORM) or code in report.off:
            why = "turned off" if code in report.off else "not run: the records must be mended first"
            ET.SubElement(case, "skipped", message=why)
            skipped += 1
    failures = sum(case.find("failure") is not None for case in cases)
    numbers = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": skipped}
    for name, number in numbers.items():
        suite.set(name, str(number))
    ET.SubElement(suite, "system-out").text = clean(report.summary())
    root = ET.Element("testsuites", {name: str(number) for name, number in numbers.items() if name != "skipped"})
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, code: str, title: str, found: list[Finding]) -> ET.Element:
    case = ET.SubElement(suite, "testcase", classname="coopgraph.checks", name=f"{code} {title}")
    bad = [f for f in found if f.severity != "info" and f.state in ("", "new")]
    if bad:
        message = bad[0].message if len(bad) == 1 else f"{counted(len(bad), 'finding')}; the first: {bad[0].message}"
        failure = ET.SubElement(case, "failure", message=clean(message), type=bad[0].severity)
        failure.text = _text(bad)
    if milder := [f for f in found if f not in bad]:
        ET.SubElement(case, "system-out").text = _text(milder)
    return case


def _text(found: list[Finding]) -> str:
    return clean("\n\n".join("\n".join(_lines(f)) for f in found))


def _lines(f: Finding) -> list[str]:
    state = f"({STATES[f.state]}) " if f.state else ""
    who = f"{f.label} ({record(f)})" if f.label and f.node else f.label or record(f)
    lines = [f"{state}{f.severity} {f.code} {f.source or ''}".rstrip(), *([who] if who else []), f.message]
    lines += [f"value: {value(f)}"] if value(f) else []
    lines += [f"→ {f.remedy}"] if f.remedy else []
    return lines + [f"“{sentence}”" for sentence in f.sentences]
