"""New records in the context of a dataset: what they make wrong, what they mend, what was wrong already.

The dataset is judged as it is and as it would be, at the records that the new ones can touch, and the two reports are
compared (:mod:`.judging`); on wish it is judged wholly. What cannot become a graph is told as problems of the
records, by the same words as everywhere. :mod:`.against` does the same for a built store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from coopgraph.adding.compare import compare
from coopgraph.adding.judging import Judged, Looked, judge
from coopgraph.curated.merge import Merged, merge
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.records import Records
from coopgraph.sealing import released, supplement
from coopgraph.source import Problem
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import Finding, Report, validate
from coopgraph.validation.profile import Profile
from coopgraph.validation.report import WAITING

BEFORE = "The other checks were not run, since the dataset could not become a graph before"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to check: whether what is there already may be replaced, the folder of the texts, the profile, and whether
    the dataset is looked at wholly, not only where the new records touch it."""

    update: bool = False
    sources: Path | None = None
    profile: Profile = field(default_factory=Profile)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings with their states, what was merged, and the files of the whole: sealed where the texts are at
    hand. ``before`` and ``after`` are the records, None when they could not be made. ``looked`` says how much was
    looked at, None when that was everything."""

    report: Report
    merged: Merged
    files: Files
    before: Records | None
    after: Records | None
    looked: Looked | None = None

    @property
    def notes(self) -> list[str]:
        """What the readers of the new files decided on their own."""
        return self.merged.files.notes


def check(base: Files, new: Files, wishes: Wishes | None = None) -> Checked:
    """Judge new files in the context of a dataset's. Nothing is written.

    What is new and what is solved equals the difference of two full validations; what was there already is told of
    the records that the new ones can touch, or with ``wishes.whole`` of all. Raises RecordsError, exit code 3, when
    a file cannot be read at all, and InputError for a folder of texts that holds none of them.
    """
    wishes = wishes or Wishes()
    merged = merge(base, new, wishes.update)
    if new.unreadable:
        raise RecordsError(sorted({*new.problems, *merged.conflicts}), unreadable=sorted(new.unreadable))
    before, earlier = _records(base)
    after, later = _records(merged.files, merged.conflicts)
    files, texts = merged.files, None
    if after and wishes.sources:
        texts = Texts(wishes.sources, after.documents())
        files = supplement(files, texts)
        after = dataset.records(files)
    if before and after:
        files = released(files, before.spans().keys() - after.spans().keys())
    if before is None or after is None:
        return Checked(of_form(earlier, later), merged, files, before, after)
    if wishes.whole:
        one, two = (wishes.profile.apply(validate(r, quads(r), texts)) for r in (before, after))
        return Checked(compare(one, two), merged, files, before, after)
    judged = judge(before, after, texts)
    return Checked(compared(judged, wishes.profile), merged, files, before, after, judged.looked)


def of_form(earlier: Iterable[Finding], later: Iterable[Finding]) -> Report:
    """Return the report on what cannot become a graph, now or before: it says that nothing else was checked."""
    report = compare(Report(list(earlier)), Report(list(later)))
    return replace(report, unchecked=(WAITING if any(f.state != "solved" for f in report) else BEFORE,))


def compared(judged: Judged, profile: Profile) -> Report:
    """Return the two reports as one, as a profile wants it.

    That an accepted finding is no longer needed is not told of what was not looked at.
    """
    report = compare(profile.apply(judged.before), profile.apply(judged.after))
    report.findings = [f for f in report if f.state != "old" or f.code != "profile"]
    return report


def _records(files: Files, conflicts: Iterable[Problem] = ()) -> tuple[Records | None, list[Finding]]:
    """Return the records of files, or else None and what is wrong with them."""
    problems = list(conflicts)
    records = None
    try:
        records = dataset.records(files)
    except RecordsError as error:
        if error.unreadable:
            raise
        problems += [p for p in error.problems if isinstance(p, Problem)]
    return (None if problems else records), findings(problems)


def findings(problems: Iterable[Problem]) -> list[Finding]:
    """Return problems of records as findings, each once."""
    found = sorted(set(problems))
    return [Finding("record", "violation", p.message, p.remedy, source=p.source) for p in found]
