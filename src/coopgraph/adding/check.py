"""New records in the context of a dataset: what they make wrong, what they mend, what was wrong already.

The dataset is judged as it is and as it would be, and the two reports are compared. What cannot become a graph is
told as problems of the records, by the same words as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from coopgraph.adding.compare import compare
from coopgraph.curated.merge import Merged, merge
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.records import Records
from coopgraph.sealing import supplement
from coopgraph.source import Problem
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import Finding, Report, validate
from coopgraph.validation.profile import Profile


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to check: whether what is there already may be replaced, the folder of the texts, the profile."""

    update: bool = False
    sources: Path | None = None
    profile: Profile = field(default_factory=Profile)


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings with their states, what was merged, and the files of the whole: sealed where the texts are at
    hand. ``before`` and ``after`` are the records, None when they could not be made."""

    report: Report
    merged: Merged
    files: Files
    before: Records | None
    after: Records | None

    @property
    def notes(self) -> list[str]:
        """What the readers of the new files decided on their own."""
        return self.merged.files.notes


def check(base: Files, new: Files, wishes: Wishes | None = None) -> Checked:
    """Judge new files in the context of a dataset's. Nothing is written.

    The report equals the difference of two full validations. Raises RecordsError, exit code 3, when a file cannot be
    read at all, and InputError for a folder of texts that holds none of them.
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
        reports = (wishes.profile.apply(validate(r, quads(r), texts)) for r in (before, after))
        return Checked(compare(*reports), merged, files, before, after)
    return Checked(compare(Report(earlier), Report(later)), merged, files, before, after)


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
    found = [Finding("record", "violation", p.message, p.remedy, source=p.source) for p in sorted(set(problems))]
    return (None if found else records), found
