"""Where a participation stands at a level: which node of the network it counts for, if any.

    organization   the organization itself
    parent         its topmost ancestor, over the parent links of the view
    country        the country of an organization or a delegation; what has none drops out

In the view *represents* a delegation or a person is first replaced by the organizations that it represents,
with the lesser of both confidences. A delegation with a country needs no such link at the country level:
its country is known, whomever it stands for. Delegations and persons that stand for nobody get no tie, but
they were in the room, so they count among the parties of their activity (Newman's weight); what drops out
does not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coopgraph.network.hierarchy import Tops
from coopgraph.network.table import INFERRED, STATED, Participations, Party, Role, slug

LEVELS = ("organization", "parent", "country")
STATUSES: Mapping[str, tuple[str, ...]] = {
    "stated": (STATED,),
    "inferred": (STATED, INFERRED),
    "represents": (STATED, INFERRED),
}
"""The statuses of the claims that a view rests on."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A participation as it counts at a level: for ``node``, through ``organization``.

    ``organization`` is the party itself, or the one that it represents; ``tied`` says whether the node can
    get ties. Confidence, status and evidence are those of the participation and of the links that lead to
    the node.
    """

    role: Role
    party: Party
    node: str
    organization: str
    tied: bool
    confidence: float
    status: str
    evidence: tuple[str, ...]

    @property
    def participation(self) -> str:
        """The IRI of the participation."""
        return self.role.participation

    def __str__(self) -> str:
        stands_in = f" for {slug(self.organization)}" if self.organization != self.party.iri else ""
        return f"{slug(self.party.iri)} as {self.role.role}{stands_in}"


def presences(table: Participations, view: str, level: str) -> dict[str, list[Presence]]:
    """Return the presences of every activity, by its IRI, each list in the order of the participations."""
    placing = Placing(table, view, level)
    found: dict[str, list[Presence]] = defaultdict(list)
    for role in sorted(table.roles, key=lambda r: r.participation):
        if role.status in STATUSES[view]:
            found[role.activity].extend(placing.place(role))
    return {activity: found[activity] for activity in sorted(found)}


class Placing:
    """Places the roles of a table in a view at a level; remembers the top parents that it has looked up."""

    def __init__(self, table: Participations, view: str, level: str) -> None:
        self.table, self.view, self.level = table, view, level
        self.tops = Tops(table.parties, STATUSES[view])

    def place(self, role: Role) -> Iterator[Presence]:
        """Yield the presences of a role: none where it drops out, several where its party represents several."""
        for presence in self.replaced(role):
            if self.level == "organization":
                yield presence
            elif self.level == "parent":
                yield self.lifted(presence)
            elif country := self.table.party(presence.organization).country:
                yield _at(presence, country, True, presence.status)

    def replaced(self, role: Role) -> Iterator[Presence]:
        """Yield a role as its party's own, or as that of each organization the party represents."""
        party = self.table.party(role.party)
        if self.view == "represents" and self.stands_in(party):
            for link in party.represents:
                status = STATED if role.status == link.status == STATED else INFERRED
                confidence = min(role.confidence, link.confidence)
                evidence = tuple(sorted({*role.evidence, *link.evidence}))
                yield Presence(role, party, link.target, link.target, True, confidence, status, evidence)
        else:
            own = party.kind == "org"
            yield Presence(role, party, party.iri, party.iri, own, role.confidence, role.status, role.evidence)

    def stands_in(self, party: Party) -> bool:
        if party.kind == "org" or not party.represents:
            return False
        return not (self.level == "country" and party.kind == "delegation" and party.country)

    def lifted(self, presence: Presence) -> Presence:
        """Move a presence to the top parent. It stays stated only when stated links alone lead there."""
        if not presence.tied:
            return presence
        found = self.tops.of(presence.organization)
        return _at(presence, found.iri, True, presence.status if found.stated else INFERRED)


def _at(p: Presence, node: str, tied: bool, status: str) -> Presence:
    return Presence(p.role, p.party, node, p.organization, tied, p.confidence, status, p.evidence)
