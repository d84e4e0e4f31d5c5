"""What became of each new thing when files were merged, and how two that differ are told apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from coopgraph.loaders.files import Files
from coopgraph.source import Problem, Source

REMEDY = "make the two agree, or run with --update to replace what is there"
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
    """Files merged, and what became of each new thing, in the order of the new files; conflicts are sorted."""

    files: Files
    added: list[Entry]
    updated: list[Entry]
    same: list[Entry]
    conflicts: list[Problem]


@dataclass(slots=True)
class Ledger:
    """Keeps what became of each new thing; ``update`` says whether differences replace what is there."""

    update: bool
    added: list[Entry] = field(default_factory=list)
    updated: list[Entry] = field(default_factory=list)
    same: list[Entry] = field(default_factory=list)
    conflicts: list[Problem] = field(default_factory=list)

    def replaces(self, entry: Entry, old: Mapping[str, str], new: Mapping[str, str], there: Source) -> bool:
        """Note what a new thing is to the old one at ``there``; return whether it is to replace it."""
        differing = [name for name, value in new.items() if normal(name, value) != normal(name, old.get(name, ""))]
        if not differing:
            self.same.append(entry)
        elif self.update:
            self.updated.append(entry)
        else:
            said = ", ".join(f"{name} {_shown(old.get(name, ''))} (here {_shown(new[name])})" for name in differing)
            place = entry.source if entry.source.field else entry.source.at(differing[0])
            message = f"{entry.name} is already in {there.file}:{there.row} and says {said}"
            self.conflicts.append(Problem(place, message, REMEDY))
        return bool(differing) and self.update


def normal(name: str, text: str) -> str:
    """Return a value as it is compared: letters composed, and nothing made of blanks around the signs of a list, nor
    of noughts before a number."""
    composed = unicodedata.normalize("NFC", text)
    if name in _NUMBERS:
        return composed.lstrip("0") or composed[:1]
    return " | ".join(part.strip() for part in composed.split("|")) if name in _LISTS else composed


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…") if text else "nothing"
