"""One state of a dataset, as its ids and claims are compared: what things are called, and what is said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from coopgraph.names import fold
from coopgraph.records import Claim, Named, Records
from coopgraph.table import Thing

Parts: TypeAlias = tuple[str, ...]
"""What a claim is known by: subject, key, value and source document, as ``source/003``."""
HOLE = "?"


def parts(claim: Claim) -> Parts:
    """Return what a claim is known by."""
    return (claim.subject, claim.key, claim.value.text, f"source/{claim.spans[0].document}")


class Side:
    """A state of the dataset, by ids with their kind (``org/osce``)."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.named: dict[str, Named] = {f"{kind}/{slug}": r for (kind, slug), r in records.named.items()}
        self.claims = {parts(claim) for claim in records.claims}
        self._words: dict[str, dict[str, str]] = {}

    def thing(self, ident: str) -> Thing:
        """Return an id with its English name, or with itself for want of one."""
        record = self.named.get(ident)
        return Thing(ident, record.names["en"] if record else ident)

    def words(self, ident: str) -> dict[str, str]:
        """Return the names that an id bears: each as it is compared, with one spelling. None for an unknown id."""
        if ident not in self.named:
            return {}
        if ident not in self._words:
            self._words[ident] = _words(self.named[ident])
        return self._words[ident]

    def sayings(self, same: Mapping[str, str]) -> dict[str, set[Parts]]:
        """Return what is claimed of each id: the claims with a hole where it stands, other ids as ``same`` has them."""
        found: dict[str, set[Parts]] = defaultdict(set)
        for claim in self.claims:
            for ident in {part for part in claim if part in self.named}:
                found[ident].add(tuple(HOLE if part == ident else same.get(part, part) for part in claim))
        return found


def _words(record: Named) -> dict[str, str]:
    names = [*(name.text for name in (*record.hidden, *record.also)), *record.names.values(), record.names["en"]]
    return {fold(name): name for name in names if fold(name)}
