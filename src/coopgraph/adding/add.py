"""New records into a dataset's files: only when the check passes, all of them or none.

What is written is the whole in canonical form; how it gets there whole is in :mod:`coopgraph.curated.swap`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from coopgraph.adding.check import Checked, Wishes, check
from coopgraph.curated.formatting import Plan, plan_of
from coopgraph.curated.merge import Entry
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.validation.report import Severity

_CALLED = {
    "organizations": ("organization", "organizations"),
    "people": ("person", "people"),
    "places": ("place", "places"),
    "crossings": ("border crossing", "border crossings"),
    "projects": ("project", "projects"),
    "documents": ("document", "documents"),
    "sources": ("source", "sources"),
    "countries": ("country", "countries"),
    "events": ("event", "events"),
    "delegations": ("delegation", "delegations"),
    "changes": ("change", "changes"),
    "claims": ("claim", "claims"),
}


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding would do: what the check found, and the files to write; None when the check fails."""

    checked: Checked
    plan: Plan | None

    def summary(self) -> str:
        """Say how many records of each kind are new, changed, put in the place of another, and already there."""
        merged = self.checked.merged
        told = (
            ("new", merged.added),
            ("changed", merged.updated),
            ("replaced", merged.replaced),
            ("already there", merged.same),
        )
        return "; ".join(f"{word}: {_counted(entries)}" for word, entries in told if entries) or "nothing new"


def prepare(folder: Path, new: Files, wishes: Wishes | None = None, fail_on: Severity = "violation") -> Addition:
    """Check new files against the dataset in a folder, and say what adding them would write. Nothing is written:
    ``plan.write()`` does that, and refuses when somebody else has changed the dataset meanwhile.

    Raises what :func:`~coopgraph.adding.check.check` raises, and RecordsError when the dataset itself has mistakes.
    """
    held = dataset.held(folder)
    base = dataset.of(folder, held)
    dataset.records(base)
    checked = check(base, new, wishes)
    if checked.after is None or checked.report.fails(fail_on):
        return Addition(checked, None)
    return Addition(checked, plan_of(folder, held, checked.files))


def _counted(entries: list[Entry]) -> str:
    """Return how many there are of each kind; spans of evidence come with claims and are not counted.

    >>> _counted([])
    'nothing'
    """
    counts = Counter(entry.section for entry in entries if entry.section in _CALLED)
    told = (f"{n} {_CALLED[section][n != 1]}" for section, n in ((s, counts[s]) for s in _CALLED) if n)
    return ", ".join(told) or "nothing"
