"""Findings, and the report that a curator reads. Wrong data is a result: nothing here raises for it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from coopgraph.errors import UnknownName
from coopgraph.source import Source
from coopgraph.vocab import compact

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: what is wrong, where it was written, and what to write instead.

    ``node`` and ``path`` are IRIs, ``value`` the text at fault, ``sentences`` the words of the sources that the
    record rests on (only when the texts are at hand).
    """

    code: str
    severity: Severity
    message: str
    remedy: str = ""
    node: str = ""
    label: str = ""
    path: str = ""
    value: str = ""
    source: Source | None = None
    shape: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Worst first, then by place, record and check."""
        place = (self.source.file, self.source.row) if self.source else ("", 0)
        return (SEVERITIES.index(self.severity), place, self.node, self.code, self.path, self.value, self.message)

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy} ({self.severity} {self.code})"


@dataclass(slots=True)
class Report:
    """What validation found. ``checked`` counts records looked at; ``texts`` sources whose text was at hand."""

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    checks: int = 0
    spans: int = 0
    texts: int = 0

    def __post_init__(self) -> None:
        self.findings = sorted(set(self.findings), key=lambda f: f.order)

    @property
    def conforms(self) -> bool:
        """True when there is no violation; warnings and hints do not count."""
        return not self.count("violation")

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(f.severity == severity for f in self.findings)

    def fails(self, at: Severity = "violation") -> bool:
        """Return whether a finding is as bad as ``at`` or worse."""
        return any(SEVERITIES.index(f.severity) <= SEVERITIES.index(at) for f in self.findings)

    def counts(self) -> dict[str, int]:
        """Return the number of findings by code."""
        return dict(sorted(Counter(f.code for f in self.findings).items()))

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __str__(self) -> str:
        return self.to_text()

    def render(self, form: str) -> str:
        """Return the report in a format. Raises UnknownName for one that is none."""
        if form not in FORMATS:
            raise UnknownName("format", form, FORMATS)
        return FORMATS[form](self)

    def summary(self) -> str:
        """Return the last lines: what was looked at, and what was found."""
        if not self.checked and self.findings:
            return (
                f"{_counted(len(self.findings), 'problem')} in the records: mend them, then the graph can be checked."
            )
        words = ", ".join(_counted(self.count(s), "hint" if s == "info" else s) for s in SEVERITIES)
        texts = f", {self.spans} spans held against {_counted(self.texts, 'text')}" if self.texts else ""
        verdict = "conforms" if self.conforms else "does not conform"
        return f"{self.checked} records, {self.checks} checks{texts}: {words}. The data {verdict}."

    def to_text(self, hints: bool = False) -> str:
        """Return the report for people: by record, worst first, then a summary. Hints are one line a check, unless
        asked for in full."""
        out: list[str] = []
        groups: dict[str, list[Finding]] = {}
        shown = [f for f in self.findings if hints or f.severity != "info"]
        for finding in shown:
            groups.setdefault(finding.node, []).append(finding)
        for node, found in groups.items():
            if node:
                name, label = compact(node), found[0].label
                long = len(label) + len(name) > 100
                out += [label, f"  {name}"] if long else [f"{label}  ({name})" if label else name]
            for f in found:
                out += _lines(f, "  " if node else "")
            out.append("")
        if not hints:
            out += self._hints()
        return "\n".join([*out, self.summary()]) + "\n"

    def _hints(self) -> list[str]:
        """Return a line for each check that only hints: how often, and what about."""
        found: dict[str, list[Finding]] = {}
        for f in self.findings:
            if f.severity == "info":
                found.setdefault(f.code, []).append(f)
        lines = []
        for code, same in sorted(found.items()):
            more = f", and {len(same) - 1} more like it" if len(same) > 1 else ""
            lines.append(f"· hint {code}  {same[0].message}{more} (--hints shows all)")
        return [*lines, ""] if lines else []

    def to_json(self) -> str:
        """Return the report as JSON: ``conforms``, counts, and a list of findings."""
        body = {
            "conforms": self.conforms,
            "records": self.checked,
            "counts": {s: self.count(s) for s in SEVERITIES},
            "findings": [_flat(f) for f in self.findings],
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

    def to_csv(self) -> str:
        """Return the findings as CSV."""
        out = io.StringIO()
        writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
        writer.writeheader()
        for finding in self.findings:
            flat = _flat(finding)
            writer.writerow({**flat, "sentences": " … ".join(finding.sentences)})
        return out.getvalue()

    def to_ttl(self) -> str:
        """Return the report in SHACL's own results vocabulary, as Turtle."""
        from coopgraph.validation.results import turtle

        return turtle(self)

    def with_sentences(self, sentences: Callable[[str], tuple[str, ...]]) -> Report:
        """Return the report with each finding's sentences, asked for by the node at fault."""
        found = [replace(f, sentences=sentences(f.node)) if f.node else f for f in self.findings]
        return Report(found, self.checked, self.checks, self.spans, self.texts)


FIELDS = (
    "severity", "code", "file", "row", "field", "message", "remedy", "value", "record", "label", "path", "shape",
    "sentences",
)  # fmt: skip
FORMATS: dict[str, Callable[[Report], str]] = {
    "table": Report.to_text,
    "json": Report.to_json,
    "csv": Report.to_csv,
    "ttl": Report.to_ttl,
}


def _lines(f: Finding, indent: str) -> list[str]:
    mark = {"violation": "✗", "warning": "!", "info": "·"}[f.severity]
    place = f"{f.source}: " if f.source else ""
    lines = [f"{indent}{mark} {f.severity} {f.code}  {place}{f.message}"]
    if f.remedy:
        lines.append(f"{indent}    → {f.remedy}")
    lines += [f"{indent}    “{sentence}”" for sentence in f.sentences]
    return lines


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _flat(f: Finding) -> dict[str, object]:
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
    }
