"""How much of everything is made, out of which seed, and with how many errors of each kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from coopgraph.errors import UsageError
from coopgraph.synth.world import LEAST

MOST_EVENTS = 10_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make. ``errors`` is the number of errors by check (C13 …); ``organizations`` 0 means a tenth of the
    events.

    Raises UsageError for a number of events or organizations that cannot be made.

    >>> Plan(1000, 7).bodies, Plan(1000, 7).sources
    (100, 250)
    """

    events: int
    seed: int
    errors: dict[str, int] = field(default_factory=dict)
    organizations: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.events <= MOST_EVENTS:
            raise UsageError(f"{self.events} events cannot be made; ask for 1 to {MOST_EVENTS}")
        if self.organizations and not LEAST <= self.organizations <= MOST_EVENTS:
            raise UsageError(f"{self.organizations} organizations cannot be made; ask for {LEAST} or more")

    @property
    def bodies(self) -> int:
        """The number of organizations: a tenth of the events, and enough for one of each kind."""
        return self.organizations or max(LEAST, self.events // 10)

    @property
    def sources(self) -> int:
        """The number of sources: one for four events."""
        return max(1, self.events // 4)

    @property
    def people(self) -> int:
        """The number of people with a name."""
        return max(1, self.events // 50)

    @property
    def documents(self) -> int:
        """The number of documents that come out of events."""
        return max(2, self.events // 50)
