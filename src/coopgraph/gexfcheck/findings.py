"""A finding, and the list of findings, which keeps the first few of each rule and counts the rest.

A file with a million nodes without labels has one thing wrong, not a million; so the list stays short and the
memory flat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from coopgraph.gexfcheck.rules import RULES


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a program will make of a line. ``times`` above 1 says that the last finding of a rule stands for more.

    >>> print(Finding(7, "SEVERE", "weight-zero", "edge 'e' has weight 0", "leave the edge out", ("Gephi 0.10",)))
    7: SEVERE weight-zero: edge 'e' has weight 0; leave the edge out (Gephi 0.10)
    """

    line: int
    level: str
    rule: str
    message: str
    remedy: str
    who: tuple[str, ...]
    times: int = 1

    def __str__(self) -> str:
        more = f" … and {self.times - 1} more" if self.times > 1 else ""
        who = ", ".join(self.who)
        return f"{self.line}: {self.level} {self.rule}: {self.message}{more}; {self.remedy} ({who})"


@dataclass(slots=True)
class Findings:
    """Collects findings: at most ``most`` of a rule."""

    most: int = 20
    found: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, rule: str, line: int, message: str) -> None:
        """Add a finding of a rule at a line."""
        count = self.counts[rule] = self.counts.get(rule, 0) + 1
        if count > self.most:
            place = self.last[rule]
            self.found[place] = replace(self.found[place], times=self.found[place].times + 1)
            return
        known = RULES[rule]
        self.last[rule] = len(self.found)
        self.found.append(Finding(line, known.level, rule, message, known.remedy, known.who))

    def first(self, rule: str) -> bool:
        """Say whether a rule has not been broken so far."""
        return rule not in self.counts

    def sorted(self) -> list[Finding]:
        """Return the findings in the order of the file."""
        return sorted(self.found)

    def numbers(self) -> Mapping[str, int]:
        """Return how often each rule was broken."""
        return dict(self.counts)
