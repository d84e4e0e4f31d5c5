"""The participation table as numbers: who is present where, in arrays, for networks too large to be made of objects.

Where a participation stands at a level is decided once for each party, by the very code that decides it for one
participation (:mod:`coopgraph.network.levels`), and multiplied by columns; so both ways agree by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import attrgetter, ne
from typing import TYPE_CHECKING, TypeVar

from coopgraph.network.levels import STATUSES, Placing, Presence
from coopgraph.network.table import STATED, Participations, Role, slug

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_Value = TypeVar("_Value")
_COLUMNS = ("participation", "party", "activity", "classes", "status", "confidence")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Encoded:
    """The presences of a table in a view at a level, sorted by activity, then by participation.

    ``nodes`` are IRIs: first those that can be tied, ``tied`` in number, in the order of their ids, then the others.
    ``activities`` and ``organizations`` are IRIs in order, ``class_sets`` the classes that a role can have. The arrays
    have a number for each presence: places in those tuples; ``role`` the place in ``roles``, ``nth`` which of the
    role's presences it is, ``claim`` the rank of its participation.
    """

    table: Participations
    placing: Placing
    roles: tuple[Role, ...]
    nodes: tuple[str, ...]
    tied: int
    activities: tuple[str, ...]
    organizations: tuple[str, ...]
    class_sets: tuple[tuple[str, ...], ...]
    role: Ints
    nth: Ints
    claim: Ints
    activity: Ints
    node: Ints
    organization: Ints
    classes: Ints
    bound: Bools
    stated: Bools
    confidence: Floats
    _presences: dict[int, Presence] = field(default_factory=dict)

    def presence(self, i: int) -> Presence:
        """Return a presence as an object, the same one at every call."""
        if i not in self._presences:
            found = tuple(self.placing.place(self.roles[self.role[i]]))
            self._presences[i] = found[self.nth[i]]
        return self._presences[i]

    def ids(self) -> tuple[str, ...]:
        """Return the ids of the nodes that can be tied, in order."""
        return tuple(map(slug, self.nodes[: self.tied]))


def encode(table: Participations, view: str, level: str) -> Encoded:
    """Return a table by columns. Takes about a microsecond a participation."""
    import numpy as np

    roles = _ordered(table, view)
    placing = Placing(table, view, level)
    participation, of, what, letters, status, sure = (list(map(attrgetter(name), roles)) for name in _COLUMNS)
    parties, party = _coded(of)
    places = [tuple(placing.place(Role("", iri, "", "", (), STATED, inf))) for iri in parties]
    many = np.array([len(some) for some in places], dtype=np.int64)
    flat = [place for some in places for place in some]
    role = np.repeat(np.arange(len(roles)), many[party])
    nth = np.arange(len(role)) - np.repeat(np.cumsum(many[party]) - many[party], many[party])
    at = np.repeat((np.cumsum(many) - many)[party], many[party]) + nth
    activities, activity = _sorted(what)
    order = np.argsort(activity[role], kind="stable")
    role, nth, at = role[order], nth[order], at[order]
    bound = np.array([p.tied for p in flat], dtype=bool)[at]
    nodes, tied, node = _nodes(flat)
    organizations, organization = _sorted([p.organization for p in flat])
    class_sets, classes = _coded(letters)
    confidence = np.array(sure, dtype=np.float64)
    stated = np.array([one == STATED for one in status], dtype=bool)
    return Encoded(
        table, placing, roles, nodes, tied, activities, organizations, class_sets,
        role, nth, _ranks(participation)[role],
        activity[role], node[at], organization[at], classes[role], bound,
        stated[role] & np.array([p.status == STATED for p in flat], dtype=bool)[at],
        np.minimum(confidence[role], np.array([p.confidence for p in flat], dtype=np.float64)[at]),
    )  # fmt: skip


def _ordered(table: Participations, view: str) -> tuple[Role, ...]:
    """Return the roles of a view in the order of their participations."""
    allowed = STATUSES[view]
    return tuple(sorted((r for r in table.roles if r.status in allowed), key=attrgetter("participation")))


def _nodes(flat: Sequence[Presence]) -> tuple[tuple[str, ...], int, Ints]:
    """Return the nodes, how many of them can be tied, and the place of each presence's node."""
    tied = {p.node for p in flat if p.tied}
    others = {p.node for p in flat} - tied
    nodes = (*sorted(tied, key=lambda iri: (slug(iri), iri)), *sorted(others))
    return nodes, len(tied), _places([p.node for p in flat], nodes)


def _coded(values: Sequence[_Value]) -> tuple[tuple[_Value, ...], Ints]:
    """Return the different values in the order of their first place, and the place of each value among them."""
    found = tuple(dict.fromkeys(values))
    return found, _places(values, found)


def _sorted(values: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    """Return the different texts in order, and the place of each among them."""
    found = tuple(sorted(set(values)))
    return found, _places(values, found)


def _places(values: Iterable[_Value], among: Sequence[_Value]) -> Ints:
    import numpy as np

    place = {value: i for i, value in enumerate(among)}
    return np.fromiter(map(place.__getitem__, values), dtype=np.int64)


def _ranks(ordered: Sequence[str]) -> Ints:
    """Return the rank of each of some texts that are in order; equal texts share one."""
    import numpy as np

    return np.cumsum([0, *map(ne, ordered, ordered[1:])])[: len(ordered)]
