"""What a change is: of an authority record, of an id, of a claim; and all those between two states of a dataset.

Things carry their English names, so that what is told of them can be read without the records at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from coopgraph.table import Thing

Sign: TypeAlias = Literal["new", "gone", "changed"]
How: TypeAlias = Literal["renamed", "merged", "split"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A field before and after; empty where it had, or has, no value. Several values are sorted: their order in
    the files says nothing."""

    field: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """The values that were taken away."""
        return tuple(value for value in self.old if value not in self.new)

    @property
    def added(self) -> tuple[str, ...]:
        """The values that were added.

        >>> Edit("also", ("EU", "Union"), ("EU", "ЕС@ru")).added
        ('ЕС@ru',)
        """
        return tuple(value for value in self.new if value not in self.old)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """An authority record that is new, gone, or has other fields."""

    sign: Sign
    thing: Thing
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """An id that is probably the same thing as another one, with the reason to think so.

    *renamed*: ``old`` is gone, ``new`` is new. *merged*: ``old`` is gone, ``new`` stood beside it, or took in others
    too. *split*: ``new`` is new, and came out of ``old``; a merge seen from the other side.
    """

    how: How
    old: Thing
    new: Thing
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that is new, gone, or has another status, confidence, evidence or option.

    ``value`` is the text of a literal or term where it is no record. ``status`` and ``spans`` are those of the new
    state, or of the old one when the claim is gone.
    """

    sign: Sign
    subject: Thing
    key: str
    value: Thing | str
    document: str
    status: str
    spans: tuple[str, ...]
    edits: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        """Return the claim in words.

        >>> visit, customs = Thing("event/2013-visit", "Study visit"), Thing("org/customs", "Finnish Customs")
        >>> print(ClaimChange("new", visit, "host", customs, "003", "stated, high", ("003:10-20",)))
        Study visit – host: Finnish Customs (stated, high)
        """
        return f"{self.subject} – {self.key}: {self.value} ({self.status})"


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed in the records, each part in a fixed order. False when nothing did.

    ``digests`` counts the digests of spans that are new, gone and changed.
    """

    records: tuple[RecordChange, ...] = ()
    moves: tuple[Move, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    digests: tuple[int, int, int] = (0, 0, 0)

    def __bool__(self) -> bool:
        return bool(self.records or self.moves or self.claims or any(self.digests))

    @property
    def renamed(self) -> Mapping[str, str]:
        """The ids that were renamed, old to new: ``{"org/tulli": "org/finnish-customs"}``."""
        return {move.old.id: move.new.id for move in self.moves if move.how == "renamed"}
