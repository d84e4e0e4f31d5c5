"""What a dataset's curators decided about the checks: how grave each one is here, and which findings may stay.

A profile is a YAML file, ``checks.yaml`` in the folder of the dataset, ``coopgraph-checks.yaml`` where one works, or
the one that is named:

    severity:
      C28: {to: off, because: "Units and parents are listed on purpose here."}
      C22-about: {to: violation, because: "Our numbers are counted, not guessed."}
    accepted:
      - {check: C16, record: event/2019-border-meeting, note: "The source names no organizer.", by: J. Doe}

Under ``severity`` the code of a check (C22) grades all its shapes, the name of a shape (C22-about) that shape alone,
whatever is said of its check. Accepted findings are counted, not shown. A violation cannot be accepted: it is mended,
or its check graded anew for a reason. What the profile itself has wrong is found in :mod:`.profiling`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from coopgraph.errors import RecordsError
from coopgraph.source import Problem, Source
from coopgraph.validation.formats.wording import record
from coopgraph.validation.report import Finding, Report, Severity
from coopgraph.vocab import compact

IN_DATA, AROUND = "checks.yaml", "coopgraph-checks.yaml"
"""The names a profile is found by: in the folder of the dataset, and in the working directory."""
TEXT_CHECKS = ("C53",)
"""Checks that run only when the texts are at hand: what they would have found is not known without."""


@dataclass(frozen=True, slots=True)
class Grade:
    """How grave a check, or one of its shapes, is in a dataset: a severity, or None for off; and why."""

    to: Severity | None
    because: str
    source: Source


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that may stay: its check (or shape), its record (``kind/slug``), and why; ``value`` narrows it."""

    check: str
    record: str
    note: str
    source: Source
    by: str = ""
    value: str = ""

    def fits(self, finding: Finding) -> bool:
        """Return whether a finding is the one that is meant."""
        if self.check not in (finding.code, finding.rule) or self.record not in (record(finding), finding.node):
            return False
        return not self.value or self.value in (finding.value, compact(finding.value))


@dataclass(frozen=True, slots=True)
class Profile:
    """The grades by check or shape, and the accepted findings, in the order of the file."""

    severity: dict[str, Grade] = field(default_factory=dict)
    accepted: tuple[Acceptance, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Profile:
        """Read a profile.

        Raises InputError when the file cannot be read or is not YAML, and RecordsError with every problem in it:
        unknown keys, checks and severities, a missing reason or note, an entry that is there twice.
        """
        from coopgraph.validation.profiling import read

        severity, accepted, problems = read(path)
        if problems:
            raise RecordsError(problems)
        return cls(severity, accepted)

    def apply(self, report: Report) -> Report:
        """Return the report as the profile wants it: graded, without what is off or accepted.

        An accepted entry that fits nothing is a hint of its own, and so is one that would accept a violation a
        warning, both with code ``profile`` and the entry's place. A report on records that could not become a
        graph is returned as it is: no check has run.
        """
        if not report.checked:
            return report
        graded = [f for finding in report for f in self._graded(finding)]
        kept = [f for f in graded if f.severity == "violation" or not any(a.fits(f) for a in self.accepted)]
        found = [*kept, *self._own(graded, texts=bool(report.texts))]
        off = sorted({name for name, grade in self.severity.items() if grade.to is None} | set(report.off))
        accepted = report.accepted + len(graded) - len(kept)
        return replace(report, findings=found, accepted=accepted, off=tuple(off))

    def _graded(self, finding: Finding) -> Iterator[Finding]:
        from coopgraph.validation.checks import checks

        check = checks().get(finding.shape)
        own = check is not None and check.name != check.code
        grade = self.severity.get(finding.rule) if own else None
        grade = grade or self.severity.get(finding.code)
        if grade is None:
            yield finding
        elif grade.to:
            yield replace(finding, severity=grade.to)

    def _own(self, graded: list[Finding], texts: bool) -> Iterator[Finding]:
        """Yield what is wrong with the accepted entries, given what was found."""
        for entry in self.accepted:
            fitting = [f for f in graded if entry.fits(f)]
            if not fitting and (texts or not entry.check.startswith(TEXT_CHECKS)):
                message = f"The accepted {entry.check} of {entry.record} is no longer needed"
                remedy = "Nothing is found there any more: delete the entry."
                yield Finding("profile", "info", message, remedy, source=entry.source)
            elif any(f.severity == "violation" for f in fitting):
                message = f"{entry.check} is a violation here, and a violation cannot be accepted"
                remedy = (
                    f"Mend {entry.record}, or give {entry.check} a milder severity with a reason; delete the entry."
                )
                yield Finding("profile", "warning", message, remedy, value=entry.record, source=entry.source)


def find(folder: Path | None) -> Path | None:
    """Return the profile of a dataset: ``checks.yaml`` in its folder, else ``coopgraph-checks.yaml`` in the working
    directory, else None."""
    places = ([folder / IN_DATA] if folder else []) + [Path(AROUND)]
    return next((place for place in places if place.is_file()), None)


def wanting(path: Path | None) -> Callable[[Report], Report]:
    """Return what makes of a report what the profile in a file wants; without a file, the report as it is.

    A profile that is wrong is not applied: its problems are violations (code ``profile``), so that one report tells
    them with all others. Raises InputError when the file cannot be read or is not YAML.

    >>> wanting(None)(Report()) == Report()
    True
    """
    try:
        profile, wrong = (Profile.load(path) if path else Profile()), []
    except RecordsError as error:
        problems = (p for p in error.problems if isinstance(p, Problem))
        profile = Profile()
        wrong = [Finding("profile", "violation", p.message, p.remedy, source=p.source) for p in problems]

    def wanted(report: Report) -> Report:
        found = profile.apply(report)
        return replace(found, findings=[*found, *wrong])

    return wanted
