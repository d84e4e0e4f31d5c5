"""Findings and the report on a dataset. Wrong data is a result: nothing here raises for it.

How a report is written out (for people, for programs, for code review) is in :mod:`coopgraph.validation.formats`;
who sets severities and accepts findings in :mod:`coopgraph.validation.profile`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from coopgraph.errors import UnknownName
from coopgraph.source import Source, shortened
from coopgraph.vocab import SHAPES

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
"""Worst first."""
State = Literal["", "new", "solved", "old"]
STATES: tuple[State, ...] = ("", "new", "solved", "old")
"""How a finding stands against an earlier report, in the order they are told; empty when there is none."""
WAITING = "The other checks run once these problems are mended"
"""What is not checked where the form of the records is wrong, so that they cannot become a graph."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: what is wrong, where it was written, and what to write instead.

    ``node`` and ``path`` are IRIs, ``value`` the text at fault (which the message shortens), ``sentences`` the words of
    the sources that the record rests on (only when the texts are at hand). ``state`` tells whether it is ``new``,
    ``solved`` or ``old`` (there already) against an earlier report.
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
    state: State = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "message", shortened(self.message))

    @property
    def rule(self) -> str:
        """The name of the shape that found it, as in ``C22-about``; its code when no shape did.

        >>> Finding("C22", "warning", "", shape=SHAPES + "C22-about").rule, Finding("record", "violation", "").rule
        ('C22-about', 'record')
        """
        return self.shape.removeprefix(SHAPES) if self.shape.startswith(SHAPES) else self.code

    @property
    def fingerprint(self) -> str:
        """What the finding is known by from one report to the next: 32 hex digits.

        The row is no part of it, so that lines put in above change nothing; neither are severity and state.

        >>> a, b = (Finding("record", "violation", "is missing", source=Source("x.csv", n, "id")) for n in (2, 9))
        >>> a.fingerprint == b.fingerprint
        True
        """
        place = "" if self.node or not self.source else f"{self.source.file}\n{self.source.field}"
        parts = (self.code, self.rule, self.node, place, self.path, self.value, self.message)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]

    @property
    def order(self) -> tuple[object, ...]:
        """New before old, worst first, then by place, record and check."""
        place = (self.source.file, self.source.row, self.source.field) if self.source else ("", 0, "")
        rank = (STATES.index(self.state), SEVERITIES.index(self.severity))
        return (*rank, place, self.node, self.code, self.path, self.value, self.message)

    def __str__(self) -> str:
        place = f"{self.source}: " if self.source else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy} ({self.severity} {self.code})"


@dataclass(slots=True)
class Report:
    """What validation found.

    ``checked`` counts records looked at; ``texts`` sources whose text was at hand; ``accepted`` findings that the
    profile of the dataset accepts, and which are not among ``findings``; ``off`` names checks that it turned off;
    ``unchecked`` says in words what could not be looked at, or how much was; ``against`` that an earlier report was
    held against it.
    """

    findings: list[Finding] = field(default_factory=list)
    checked: int = 0
    checks: int = 0
    spans: int = 0
    texts: int = 0
    accepted: int = 0
    off: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    against: bool = False

    def __post_init__(self) -> None:
        self.findings = sorted(set(self.findings), key=lambda f: f.order)

    @property
    def conforms(self) -> bool:
        """True when there is no violation; warnings, hints and what is solved do not count."""
        return not self.count("violation")

    @property
    def compared(self) -> bool:
        """Whether the findings were held against those of an earlier report."""
        return self.against or any(f.state for f in self.findings)

    def of(self, state: State) -> list[Finding]:
        """Return the findings in a state, in order."""
        return [f for f in self.findings if f.state == state]

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity; what is solved is none."""
        return sum(f.severity == severity and f.state != "solved" for f in self.findings)

    def fails(self, at: Severity = "violation") -> bool:
        """Return whether a finding is as bad as ``at`` or worse. Old and solved ones are not held against anyone."""
        worst = SEVERITIES.index(at)
        return any(SEVERITIES.index(f.severity) <= worst for f in self.findings if f.state in ("", "new"))

    def counts(self) -> dict[str, int]:
        """Return the number of findings by code."""
        return dict(sorted(Counter(f.code for f in self.findings).items()))

    def with_sentences(self, sentences: Callable[[str], tuple[str, ...]]) -> Report:
        """Return the report with each finding's sentences, asked for by the node at fault."""
        found = [replace(f, sentences=sentences(f.node)) if f.node else f for f in self.findings]
        return replace(self, findings=found)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __str__(self) -> str:
        return self.to_text()

    def render(self, form: str) -> str:
        """Return the report in a format of :data:`coopgraph.validation.formats.FORMATS`.

        Raises UnknownName for one that is none.
        """
        from coopgraph.validation.formats import FORMATS

        if form not in FORMATS:
            raise UnknownName("format", form, FORMATS)
        return FORMATS[form](self)

    def to_text(self, hints: bool = False, every: bool = False) -> str:
        """Return the report for people: by record, worst first, then a summary. Hints are one line a check, unless
        asked for in full; so are findings that were there already, unless ``every`` is asked for."""
        from coopgraph.validation.formats import table

        return table.render(self, hints, every)

    def to_json(self) -> str:
        """Return the report as JSON: ``conforms``, counts, and a list of findings."""
        return self.render("json")

    def to_csv(self) -> str:
        """Return the findings as CSV."""
        return self.render("csv")

    def to_ttl(self) -> str:
        """Return the report in SHACL's own results vocabulary, as Turtle."""
        return self.render("ttl")

    def summary(self) -> str:
        """Return the last lines: what was looked at, and what was found."""
        if self.compared:
            return self._changes()
        if not self.checked and self.findings:
            return f"{counted(len(self.findings), 'problem')} in the records: mend them, then the graph can be checked."
        words = ", ".join([*self._severities(self.count), *([f"{self.accepted} accepted"] if self.accepted else [])])
        verdict = "conforms" if self.conforms else "does not conform"
        left = f" Of the graph alone: {'; '.join(self.unchecked)}." if self.unchecked else ""
        return f"{self._looked()}: {words}. The data {verdict}.{left}"

    def _looked(self) -> str:
        off = f" ({', '.join(self.off)} off)" if self.off else ""
        texts = f", {self.spans} spans held against {counted(self.texts, 'text')}" if self.texts else ""
        return f"{self.checked} records, {self.checks} checks{off}{texts}"

    def _changes(self) -> str:
        new = Counter(f.severity for f in self.of("new"))
        told = f" ({', '.join(self._severities(lambda s: new[s]))})" if new else ""
        solved, old = len(self.of("solved")), len(self.of("old"))
        left = f" {'; '.join(self.unchecked)}." if self.unchecked else ""
        return f"{counted(new.total(), 'new problem')}{told}, {solved} solved, {old} already there.{left}"

    @staticmethod
    def _severities(count: Callable[[Severity], int]) -> list[str]:
        return [counted(count(s), "hint" if s == "info" else s) for s in SEVERITIES]


def counted(count: int, word: str) -> str:
    """Return a number with its word.

    >>> counted(1, "hint"), counted(2, "hint")
    ('1 hint', '2 hints')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
