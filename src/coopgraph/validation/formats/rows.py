"""Findings as flat records, for programs and spreadsheets: JSON, JSON lines, CSV."""

from __future__ import annotations

import csv
import io
import json

from coopgraph.source import Source
from coopgraph.validation.formats.wording import record
from coopgraph.validation.report import SEVERITIES, STATES, Finding, Report

FIELDS = (
    "severity", "code", "file", "row", "field", "message", "remedy", "value", "record", "label", "path", "shape",
    "sentences", "id", "state", "fingerprint",
)  # fmt: skip
"""``record`` is the IRI of the record at fault, ``id`` what the curated files call it."""


def flat(f: Finding) -> dict[str, object]:
    """Return a finding as plain values, in the order of :data:`FIELDS`."""
    place = f.source or Source("")
    return {
        "severity": f.severity,
        "code": f.code,
        "file": place.file,
        "row": place.row or "",
        "field": place.field,
        "message": f.message,
        "remedy": f.remedy,
        "value": f.value,
        "record": f.node,
        "label": f.label,
        "path": f.path,
        "shape": f.shape,
        "sentences": list(f.sentences),
        "id": record(f),
        "state": f.state,
        "fingerprint": f.fingerprint,
    }


def as_json(report: Report) -> str:
    """Return the report as one JSON object: whether it conforms, counts, what was accepted and off, what was not
    checked or how much was, the findings."""
    body: dict[str, object] = {
        "conforms": report.conforms,
        "records": report.checked,
        "counts": {s: report.count(s) for s in SEVERITIES},
        "accepted": report.accepted,
        "off": list(report.off),
        "unchecked": list(report.unchecked),
    }
    if report.compared:
        body["states"] = {s: len(report.of(s)) for s in STATES if s}
    body["findings"] = [flat(f) for f in report.findings]
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def as_jsonl(report: Report) -> str:
    """Return one JSON object a line, a line a finding."""
    return "".join(json.dumps(flat(f), ensure_ascii=False) + "\n" for f in report.findings)


def as_csv(report: Report) -> str:
    """Return the findings as CSV, with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for finding in report.findings:
        writer.writerow({**flat(finding), "sentences": " … ".join(finding.sentences)})
    return out.getvalue()
