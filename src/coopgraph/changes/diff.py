"""Two states of a dataset, compared: the changes of its records and what they do to the network, in one answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from coopgraph.changes import rows, sidebyside, telling
from coopgraph.changes.compare import compare
from coopgraph.changes.effects import Effect, effects
from coopgraph.changes.model import Changes
from coopgraph.network import load
from coopgraph.records import Records
from coopgraph.store.base import Store
from coopgraph.table import Table
from coopgraph.vocab import VIEWS

_TOP = 20


class State(NamedTuple):
    """A state of a dataset: what to call it, its records, and the store that was filled from them."""

    name: str
    records: Records
    store: Store


@dataclass(frozen=True, slots=True, repr=False)
class Diff:
    """What changed from one state to another, and in the networks of some views. False when nothing did.

    ``changes`` or ``effects`` is None where it was not asked for. ``heading`` names level and definition.
    """

    a: str
    b: str
    changes: Changes | None
    effects: Mapping[str, Effect] | None
    heading: str = ""

    def __bool__(self) -> bool:
        return bool(self.changes) or any((self.effects or {}).values())

    def __repr__(self) -> str:
        return self.to_text().rstrip("\n")

    def without(self, part: str) -> Diff:
        """Return the same without its *records* or its *network*."""
        changes = None if part == "records" else self.changes
        return Diff(self.a, self.b, changes, None if part == "network" else self.effects, self.heading)

    def table(self) -> Table:
        """Return all that changed, one thing a row, for programs."""
        return rows.everything(self.changes, self.effects)

    def to_text(self, width: int = 100, top: int | None = _TOP) -> str:
        """Return what changed for people: counts, then details; of ties and organizations the first ``top``."""
        if not self:
            where = {(True, False): " in the records", (False, True): " in the network"}
            part = where.get((self.changes is not None, self.effects is not None), "")
            return f"Nothing changed{part} from {self.a} to {self.b}.\n"
        told = telling.counts(self.changes) if self.changes is not None else []
        told += sidebyside.counts(self.effects or {})
        room = max(len(what) for what, _ in told)
        out = [f"What changed from {self.a} to {self.b}", "", *(f"  {what:<{room}}  {how}" for what, how in told)]
        out += telling.details(self.changes, width) if self.changes is not None else []
        if any((self.effects or {}).values()):
            out += ["", f"Network: {self.heading}", "Before→after; – is not there."]
            for table in sidebyside.tables(self.effects or {}, top):
                out += ["", table.to_text(width).rstrip("\n")]
        return "\n".join(out) + "\n"


def between(
    a: State,
    b: State,
    views: Iterable[str] = tuple(VIEWS),
    level: str = "organization",
    definition: str | Path = "default",
) -> Diff:
    """Return what changed from ``a`` to ``b``, and in the networks of the views at a level, by a definition.

    Raises UnknownName for another view, level or definition. Takes the time of two networks and their measures a view;
    the records take a second for 25,000 claims.
    """
    changes, used = compare(a.records, b.records), load(definition)
    found = effects((a.store, b.store), views, level, used, changes.renamed)
    return Diff(a.name, b.name, changes, found, f"level {level}, definition {used}")
