"""Who stands above whom: the ancestors of organizations, and the top one of each.

Two readings of the same parent links. Ties between an organization and its ancestor are left out on *any*
known link (an agency does not cooperate with its own ministry merely because the link is unsure), while a
roll-up to the top parent follows only the links that a view allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coopgraph.network.table import STATED, Party


@dataclass(frozen=True, slots=True)
class Top:
    """The topmost ancestor of an organization. ``stated``: a path of stated links alone leads to it."""

    iri: str
    stated: bool


def ancestors(parties: Mapping[str, Party]) -> dict[str, frozenset[str]]:
    """Return all ancestors of every party that has a parent, by parent links of whatever status.

    A cycle of parents ends where it began; nobody is its own ancestor.
    """
    parents = {iri: {link.target for link in party.parents} for iri, party in parties.items() if party.parents}
    return {iri: frozenset(_climb(iri, parents)) - {iri} for iri in parents}


def top(iri: str, parties: Mapping[str, Party], statuses: Iterable[str]) -> Top:
    """Return the topmost ancestor of an organization over links of the given statuses; itself when it has
    none.

    Of several tops the nearest is taken, and of equally near ones the first by IRI. Members of a cycle
    without an end share the first of its IRIs.
    """
    return Tops(parties, statuses).of(iri)


class Tops:
    """The topmost ancestors of the organizations of a table, each looked up once; see :func:`top`."""

    def __init__(self, parties: Mapping[str, Party], statuses: Iterable[str]) -> None:
        allowed = frozenset(statuses)
        above = [(i, p.parents) for i, p in parties.items() if p.parents]
        self._parents = {i: {k.target for k in links if k.status in allowed} for i, links in above}
        self._firm = {i: {k.target for k in links if k.status == STATED} for i, links in above}
        self._found: dict[str, Top] = {}

    def of(self, iri: str) -> Top:
        """Return the top of an organization."""
        if iri not in self._found:
            distance = _climb(iri, self._parents)
            ends = [i for i in distance if not self._parents.get(i)] or sorted(distance)[:1]
            chosen = min(ends, key=lambda i: (distance[i], i))
            self._found[iri] = Top(chosen, chosen in _climb(iri, self._firm))
        return self._found[iri]


def _climb(iri: str, parents: Mapping[str, set[str]]) -> dict[str, int]:
    """Return how many links lead up from ``iri`` to itself (0) and to each of its ancestors."""
    distance, level = {iri: 0}, [iri]
    while level:
        above = {p for child in level for p in parents.get(child, ()) if p not in distance}
        distance |= dict.fromkeys(above, distance[level[0]] + 1)
        level = sorted(above)
    return distance
