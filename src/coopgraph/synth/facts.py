"""What one source tells, before it takes a form: rows of sheets, and facts with the stretches of text they rest on.

Light on purpose, cells and text only: a million events are some twelve million facts. :mod:`~coopgraph.synth.tables`,
``records`` and ``nquads`` give them their form.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coopgraph.synth import words
from coopgraph.synth.draw import Draw
from coopgraph.synth.world import Body

Stretch = tuple[int, int]
"""First character, and the one after the last."""
Row = tuple[str, ...]

_NAMES = ("id", "name_en", "name_ru", "also", "hidden")
COLUMNS: dict[str, tuple[str, ...]] = {
    "organizations": (*_NAMES, "type", "country", "note"),
    "people": (*_NAMES, "note"),
    "places": (*_NAMES, "country", "lat", "lon", "note"),
    "crossings": (*_NAMES, "country", "lat", "lon", "note"),
    "projects": (*_NAMES, "type", "note"),
    "documents": (*_NAMES, "type", "note"),
    "sources": ("id", "name_en", "title", "publisher", "issued", "language", "url", "file", "sha256", "length"),
    "events": ("source", *_NAMES, "note"),
    "delegations": ("source", *_NAMES, "country", "occupation", "note"),
    "changes": ("source", *_NAMES, "note"),
}
"""The sheets and their columns; events, delegations and changes are introduced by a source."""
KINDS = {
    "organizations": "org",
    "people": "person",
    "places": "place",
    "crossings": "bcp",
    "projects": "project",
    "documents": "document",
    "sources": "source",
    "events": "event",
    "delegations": "delegation",
    "changes": "change",
}
INTRODUCED = ("events", "delegations", "changes")


@dataclass(slots=True)
class Fact:
    """A claim in words: what a row of ``claims.csv`` holds."""

    subject: str
    key: str
    value: str
    at: tuple[Stretch, ...]
    status: str = "stated"
    confidence: str = "high"
    basis: str = ""
    when: str = ""
    title: str = ""
    count: str = ""
    qualifier: str = ""
    mode: str = ""
    again: bool = False
    """Whether the source before told it, too."""


@dataclass(slots=True)
class Report:
    """One source: its row, the rows of what it introduces, its facts, and the stretches that nobody sealed."""

    number: int
    ident: str
    issued: int
    """Its day, as an ordinal."""
    rows: dict[str, list[Row]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    unsealed: set[Stretch] = field(default_factory=set)
    length: int = 0
    events: int = 0
    """How many events it was the first to tell of."""

    def add(self, sheet: str, *cells: str) -> None:
        """Add a row to a sheet; its cells in the order of COLUMNS."""
        self.rows.setdefault(sheet, []).append(cells)

    def stretches(self) -> list[Stretch]:
        """Return the stretches that facts rest on and that are sealed, in their order."""
        return sorted({stretch for fact in self.facts for stretch in fact.at} - self.unsealed)


class Telling:
    """A passage of a source about one record: sentences, one after the other, and the facts they tell."""

    def __init__(self, report: Report, subject: str, lengths: list[int]) -> None:
        self.report, self.subject = report, subject
        self.facts: list[Fact] = []
        self.sentences: list[Stretch] = []
        self._said: set[tuple[str, str]] = set()
        self._families: set[tuple[str, int]] = set()
        for length in lengths:
            self.sentence(length)

    def sentence(self, length: int) -> Stretch:
        """Let the source go on for another sentence, and return where it stands."""
        start = self.report.length + 1
        self.report.length = start + length
        self.sentences.append((start, start + length))
        return self.sentences[-1]

    def has(self, key: str, value: str) -> bool:
        """Return whether it was told already."""
        return (key, value) in self._said

    def tell(self, key: str, value: str, sentence: int = 0) -> Fact | None:
        """Add a fact, stated and certain; None when it was told already."""
        if (key, value) in self._said:
            return None
        self._said.add((key, value))
        at = self.sentences[min(sentence, len(self.sentences) - 1)]
        fact = Fact(self.subject, key, value, (at,))
        self.facts.append(fact)
        return fact

    def party(self, role: str, body: Body, sentence: int = 0) -> Fact | None:
        """Give a body a role; None when it or another of its hierarchy has that role already."""
        if (role, body.top) in self._families:
            return None
        self._families.add((role, body.top))
        return self.tell(role, body.ident, sentence)

    def drop(self, *keys: str) -> None:
        """Take back all facts with these keys."""
        self.facts = [fact for fact in self.facts if fact.key not in keys]
        self._said = {(fact.key, fact.value) for fact in self.facts}

    def end(self) -> None:
        """Hand the facts to the source."""
        self.report.facts += self.facts


def doubt(draw: Draw, fact: Fact | None, why: str) -> None:
    """Leave a fact as stated, or make it one that is inferred for a reason, with more or less confidence."""
    if fact is None:
        return
    chance = draw.unit()
    if chance < 0.87:
        fact.confidence = "medium" if chance < 0.07 else "high"
    else:
        infer(draw, fact, why, "high" if chance < 0.93 else "medium" if chance < 0.985 else "low")


def infer(draw: Draw, fact: Fact | None, why: str, confidence: str) -> None:
    """Make a fact one that is inferred."""
    if fact:
        fact.status, fact.confidence, fact.basis = "inferred", confidence, draw.one(words.REASONS[why])
