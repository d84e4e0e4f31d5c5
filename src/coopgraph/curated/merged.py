"""What became of each new thing when files were merged, and how two that differ are told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coopgraph.loaders.files import Files
from coopgraph.source import Problem, Source

REMEDY = "make the two agree, or run with --update to replace what is there"
REMEDY_ONE = "make the two agree, run with --update to replace what is there, or give both to keep both"
TWICE = "keep one of the two"
_LISTS = ("also", "hidden", "type", "language")
_NUMBERS = ("start", "end", "length", "count")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that was merged.

    ``section`` is a table's name, ``events``, ``delegations``, ``changes`` or ``claims``; ``name`` is ``org/osce`` for
    a row, ``003:10-20`` for a span, and for a claim its subject, key and value: ``event/2013-visit host org/osce``.
    """

    section: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Merged:
    """Files merged, and what became of each new thing, in the order of the new files; conflicts are sorted.

    ``replaced`` are the claims that took the place of one with another value."""

    files: Files
    added: list[Entry]
    updated: list[Entry]
    same: list[Entry]
    conflicts: list[Problem]
    replaced: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Ledger:
    """Keeps what became of each new thing; ``update`` says whether differences replace what is there."""

    update: bool
    added: list[Entry] = field(default_factory=list)
    updated: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)
    replaced: list[Entry] = field(default_factory=list)
    _given: dict[tuple[str, str, Source], Mapping[str, str]] = field(default_factory=dict)

    def adds(self, entry: Entry, says: Mapping[str, str]) -> None:
        """Note that a thing is new, and what it says."""
        self.added.append(entry)
        self._given[entry.section, entry.name, entry.source] = says

    def replaces(self, entry: Entry, old: Mapping[str, str], new: Mapping[str, str], there: Source) -> bool:
        """Note what a new thing is to the one at ``there``, which is of the dataset or new as well; return whether it
        is to replace it. Of two new ones that contradict each other neither does."""
        differing = [name for name, value in new.items() if normal(name, value) != normal(name, old.get(name, ""))]
        given = self._given.get((entry.section, entry.name, there), {})
        contradicting = [name for name in differing if name in given]
        replacing = self.update and bool(differing) and not contradicting
        if not differing or replacing:
            (self.updated if replacing else self.same).append(entry)
            place = entry.source if replacing else there
            self._given[entry.section, entry.name, place] = {**given, **new}
        else:
            said = ", ".join(f"{name} {_shown(old.get(name, ''))} (here {_shown(new[name])})" for name in differing)
            place = entry.source if entry.source.field else entry.source.at(differing[0])
            message = f"{entry.name} is already in {there.file}:{there.row} and says {said}"
            other = ", with the spans of both" if entry.section == "claims" else ", or give one of them another id"
            self.conflicts.append(Problem(place, message, TWICE + other if contradicting else REMEDY))
        return replacing

    def supersedes(self, entry: Entry, old: Iterable[tuple[str, Source]], says: Mapping[str, str]) -> bool:
        """Note a claim that gives another value where one is expected, instead of those of the same document that are
        there; return whether it is to replace them."""
        if self.update:
            self.replaced.append(entry)
            self._given[entry.section, entry.name, entry.source] = says
        else:
            self.conflicts.append(Problem(entry.source, another(entry, old), REMEDY_ONE))
        return self.update


def another(entry: Entry, old: Iterable[tuple[str, Source | None]]) -> str:
    """Return what to tell of a claim whose value is another than those that are there.

    >>> another(Entry("claims", "event/2013-visit start-date 2013-05-28", Source("")), [("2013-05-27", Source("a", 7))])
    "event/2013-visit start-date is '2013-05-27' in a:7 (here '2013-05-28')"
    """
    subject, key, value = entry.name.split(" ", 2)
    there = " and ".join(f"{_shown(text)} in {f'{at.file}:{at.row}' if at else 'the store'}" for text, at in old)
    return f"{subject} {key} is {there} (here {_shown(value)})"


def normal(name: str, text: str) -> str:
    """Return a value as it is compared: letters composed, and nothing made of blanks around the signs of a list, nor
    of noughts before a number."""
    composed = unicodedata.normalize("NFC", text)
    if name in _NUMBERS:
        return composed.lstrip("0") or composed[:1]
    return " | ".join(part.strip() for part in composed.split("|")) if name in _LISTS else composed


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…") if text else "nothing"
