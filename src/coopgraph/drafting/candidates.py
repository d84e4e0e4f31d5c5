"""What a text may speak of, and on what ground one thinks so: never a fact, always something for a person to read.

A candidate keeps the place and the words that it was found by, and no other words of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Certainty: TypeAlias = Literal["exact", "weak", "menu"]
"""``exact``: the words are a name on record. ``weak``: another form of one, or a hint such as an adjective.
``menu``: the words stand in a list of the page and most likely say nothing of the event."""

NAMED = ("org", "person", "place", "bcp", "country", "project", "document")
"""Kinds of records that have names in texts."""
WORDS = ("event-type", "topic", "occupation")
"""Schemes whose terms are looked for by their labels."""

FAR = 24
"""So many characters away one thing is not beside another."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that a stretch of text may name.

    ``kind`` is a kind of record (``org``, ``country`` …), a scheme (``topic`` …), ``date`` (``ident`` is then EDTF),
    ``role`` (``ident`` is the role and ``party`` whose it may be) or ``new`` (``ident`` is empty). ``start`` and
    ``end`` count code points of the text, ``matched`` is the text between them.

    >>> Candidate("org", "osce", 4, 8, "OSCE", "name on record", "exact").id
    'org/osce'
    """

    kind: str
    ident: str
    start: int
    end: int
    matched: str
    reason: str
    certainty: Certainty
    party: str = ""

    @property
    def id(self) -> str:
        """The kind and the id, as record files write them."""
        return f"{self.kind}/{self.ident}"

    @property
    def at(self) -> str:
        """The span, as record files write it."""
        return f"{self.start}-{self.end}"

    def covers(self, other: Candidate) -> bool:
        """Return whether the other lies within this one and is shorter."""
        longer = self.end - self.start > other.end - other.start
        return longer and self.start <= other.start and other.end <= self.end

    def meets(self, start: int, end: int) -> bool:
        """Return whether it shares a character with a stretch."""
        return self.start < end and start < self.end


class Places:
    """Candidates by place, of which none overlaps another unless it has the very same place; finding is logarithmic.

    >>> osce = Candidate("org", "osce", 4, 8, "OSCE", "name on record", "exact")
    >>> [c.id for c in Places([osce]).meeting(7, 20)], Places([osce]).meeting(8, 20)
    (['org/osce'], [])
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.ordered = sorted(candidates, key=order)
        self._starts = [c.start for c in self.ordered]
        self._ends = [c.end for c in self.ordered]

    def meeting(self, start: int, end: int) -> list[Candidate]:
        """Return the candidates that share a character with a stretch."""
        return self.ordered[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def after(self, place: int) -> list[Candidate]:
        """Return the candidates that begin there or within the next ``FAR`` characters."""
        return self.ordered[bisect_left(self._starts, place) : bisect_left(self._starts, place + FAR)]

    def before(self, place: int) -> list[Candidate]:
        """Return the candidates that end there or within the last ``FAR`` characters, the last first."""
        return self.ordered[bisect_right(self._ends, place - FAR) : bisect_right(self._ends, place)][::-1]


def order(candidate: Candidate) -> tuple[int, int, str, str, str]:
    """Return what candidates are sorted by: their place, the longer first, then what they are."""
    return candidate.start, -candidate.end, candidate.kind, candidate.ident, candidate.party
