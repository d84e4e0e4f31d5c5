"""The parts of a network: a node, a tie of two nodes, and what one activity contributes to a tie.

:mod:`coopgraph.network.network` holds them together. Ties are undirected; where a contribution has a direction
(who funds, who receives), it says towards whom.
"""

from __future__ import annotations

from dataclasses import dataclass

from coopgraph.network.levels import Presence
from coopgraph.network.table import INFERRED, STATED, Activity
from coopgraph.vocab import compact


@dataclass(frozen=True, slots=True)
class Node:
    """An organization or a country. ``id`` is its slug (``finnish-customs``) or country code (``FI``)."""

    id: str
    iri: str
    kind: str
    label: str
    short: str = ""
    type: str = ""
    type_label: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one activity adds to a tie: its strongest role pair. ``roles`` are in the order of the tie's ends.

    ``towards`` is the id of the node that the pair points to, or empty; ``weight`` is strength x confidence.
    """

    activity: Activity
    roles: tuple[Presence, Presence]
    kind: str
    towards: str
    strength: float
    confidence: float
    weight: float
    status: str
    evidence: tuple[str, ...]

    def __str__(self) -> str:
        return f"{compact(self.activity.iri)}: {self.kind}, {self.roles[0]} / {self.roles[1]}"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes that cooperate. ``source`` sorts before ``target``; the names say nothing about direction."""

    source: str
    target: str
    weight: float
    contributions: tuple[Contribution, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that tie the two, sorted by IRI: one contribution comes from each."""
        return tuple(c.activity for c in self.contributions)

    @property
    def events(self) -> int:
        """How many activities (events and projects) tie the two."""
        return len(self.contributions)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of cooperation, from the one that adds most weight to the one that adds least."""
        sums: dict[str, float] = {}
        for c in self.contributions:
            sums[c.kind] = sums.get(c.kind, 0.0) + c.weight
        return tuple(sorted(sums, key=lambda kind: (-round(sums[kind], 6), kind)))

    @property
    def kind(self) -> str:
        """The principal kind: the one that adds most weight."""
        return self.kinds[0]

    @property
    def first(self) -> int | None:
        """The earliest year in which an activity of the tie began, or None when no beginning is known."""
        return min((a.first.year for a in self.activities if a.first), default=None)

    @property
    def last(self) -> int | None:
        """The latest year in which an activity of the tie ended, or None when no end is known."""
        return max((a.last.year for a in self.activities if a.last), default=None)

    @property
    def status(self) -> str:
        """*stated* when at least one contribution rests on stated claims alone, else *inferred*."""
        return STATED if any(c.status == STATED for c in self.contributions) else INFERRED

    @property
    def direction(self) -> str:
        """Whereto the directed contributions point: ``a > b``, ``both`` or ``none``."""
        towards = {c.towards for c in self.contributions} - {""}
        if not towards:
            return "none"
        if len(towards) == 2:
            return "both"
        return f"{self.source} > {self.target}" if self.target in towards else f"{self.target} > {self.source}"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The stretches of sources behind the tie, as in ``003:3785-3978``, sorted, each once."""
        return tuple(sorted({e for c in self.contributions for e in c.evidence}))

    def other(self, node: str) -> str:
        """Return the other end."""
        return self.target if node == self.source else self.source
