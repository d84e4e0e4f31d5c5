"""A report in SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning and editors.

A rule is a shape (``C22-about``), its help what ``coopgraph explain`` tells in short. Results are known from run to
run by ``partialFingerprints``, which no row is part of. Files below the working directory are relative URIs.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from coopgraph.source import Source
from coopgraph.validation.checks import Check, checks
from coopgraph.validation.formats.wording import record, value
from coopgraph.validation.report import Finding, Report, Severity, State

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Severity, str] = {"violation": "error", "warning": "warning", "info": "note"}
_STATES: dict[State, str] = {"new": "new", "old": "unchanged", "solved": "absent"}
_MORE = {
    "record": "A curated file breaks the form that docs/records.md describes.",
    "profile": "The profile of the checks does not fit the data.",
}


def render(report: Report) -> str:
    """Return the report as one SARIF run. Deterministic: no time, no identifier made for the run."""
    from importlib.metadata import version

    rules = [_rule(check) for check in checks().values()]
    known = {rule["id"] for rule in rules}
    rules += [_unwritten(name) for name in sorted({f.rule for f in report.findings} - known)]
    places = {rule["id"]: n for n, rule in enumerate(rules)}
    driver = {"name": "coopgraph", "semanticVersion": version("coopgraph"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, places) for f in report.findings],
        "properties": {"conforms": report.conforms, "accepted": report.accepted, "summary": report.summary()},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.name,
        "name": "".join(word.capitalize() for word in check.title.replace("-", " ").split()),
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": check.reason},
        "help": {
            "text": _message(f"{check.reason}\n\nWhat to write: {check.remedy}"),
            "markdown": _message(f"{check.reason}\n\n**What to write:** {check.remedy}"),
        },
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": [check.code]},
    }


def _unwritten(name: str) -> dict[str, Any]:
    text = _MORE.get(name, "A shape of other people.")
    return {"id": name, "shortDescription": {"text": text}, "help": {"text": text}}


def _result(f: Finding, places: dict[str, int]) -> dict[str, Any]:
    shown = f" ({value(f)})" if value(f) else ""
    parts = [f"{f.message}{shown}", *([f.remedy] if f.remedy else []), *(f"“{words}”" for words in f.sentences)]
    result: dict[str, Any] = {
        "ruleId": f.rule,
        "ruleIndex": places[f.rule],
        "level": _LEVELS[f.severity],
        "message": {"text": _message("\n".join(parts))},
        "locations": _locations(f),
        "partialFingerprints": {"coopgraph/v1": f.fingerprint},
    }
    if f.state:
        result["baselineState"] = _STATES[f.state]
    given = {"path": f.path, "value": f.value, "field": f.source.field if f.source else ""}
    if properties := {name: text for name, text in given.items() if text}:
        result["properties"] = properties
    return result


def _message(text: str) -> str:
    """Return a message string: braces are doubled, since a single pair would hold an argument's number (3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")


def _locations(f: Finding) -> list[dict[str, Any]]:
    location: dict[str, Any] = {}
    if f.source and f.source.file:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(f.source)}}
        if f.source.row:
            location["physicalLocation"]["region"] = {"startLine": f.source.row}
    if f.node:
        logical = {"fullyQualifiedName": record(f), "name": f.label or record(f), "kind": "object"}
        location["logicalLocations"] = [logical]
    return [location] if location else []


def _uri(source: Source) -> str:
    """Return a file as a URI reference: relative as it is written, absolute with its scheme (RFC 3986, RFC 8089)."""
    path = PurePosixPath(source.file.replace("\\", "/"))
    return path.as_uri() if path.is_absolute() else quote(str(path))
