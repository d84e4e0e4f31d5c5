"""What if: the network without an organization, a country, an event, a project or a source, and what that changes.

A participation rests on stretches of sources, maybe of several; it goes with a source only when all its evidence is
there, and so does the claim that a delegation represents somebody. Claims without evidence stay. What the table
does not trace to sources stays as well: dates, countries, types, and who is whose parent, so that no tie can appear
merely because an agency is no longer known to belong to its ministry. Status and confidence of a claim that
several sources carry stay as they are.

Without a party its participations are gone, and nobody represents it any more. At the level *parent* those below it
go with it, since they count for it. Where strengths depend on how many were there (Newman's weight), the others'
ties can grow heavier: with fewer in the room each meeting counts for more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coopgraph.errors import UnknownName
from coopgraph.network.hierarchy import ancestors
from coopgraph.network.measures.adjacency import DIGITS
from coopgraph.network.measures.adjacency import rows as tied
from coopgraph.network.measures.centrality import betweenness, degree, strength
from coopgraph.network.measures.cohesion import bridges, components, density
from coopgraph.network.measures.rankings import kendall, ranks, spearman
from coopgraph.network.measures.tables import heading
from coopgraph.network.network import Network, Tie
from coopgraph.network.table import Link, Participations, Party, Role
from coopgraph.network.temporal import Reading
from coopgraph.table import Cell, Table, Thing
from coopgraph.vocab import compact


def remove(table: Participations, names: Iterable[str], family: bool = False) -> Participations:
    """Return the participation table without the named things.

    A name is ``org/osce`` (also a delegation, person or country: all of a country's parties go), ``event/…``,
    ``project/…``, ``source/003``, the same without the kind where only one thing is called so, or an IRI.
    ``family`` takes away those below an organization too, by any known parent link. Raises UnknownName for a name
    the table does not know. Takes time in proportion to the table.
    """
    known, wanted = _known(table), set[str]()
    for name in names:
        wanted |= _find(name, known)
    lost_sources = {thing.partition("/")[2] for thing in wanted if thing.startswith("source/")}
    lost = wanted | {i for i, p in table.parties.items() if p.country and compact(p.country) in wanted}
    gone = {iri for iri in _iris(table) if iri in lost or compact(iri) in lost}
    if family:
        gone |= {iri for iri, above in ancestors(table.parties).items() if above & gone}
    return _left_of(table, gone, lost_sources)


def _left_of(table: Participations, gone: set[str], lost_sources: set[str]) -> Participations:
    roles = (_left(role, lost_sources) for role in table.roles if not {role.party, role.activity} & gone)
    return replace(
        table,
        parties={iri: _without_links(party, gone, lost_sources) for iri, party in table.parties.items()},
        activities={iri: activity for iri, activity in table.activities.items() if iri not in gone},
        roles=tuple(role for role in roles if role is not None),
    )


def _iris(table: Participations) -> set[str]:
    """Return everything that takes part, is taken part in, or is described."""
    used = {iri for role in table.roles for iri in (role.party, role.activity)}
    return used | table.parties.keys() | table.activities.keys()


def _known(table: Participations) -> dict[str, set[str]]:
    """Return what each name can mean: names with and without the kind, and IRIs, to names with the kind."""
    found: dict[str, set[str]] = {}
    for iri in sorted(_iris(table)):
        short = compact(iri)
        for name in {iri, short, short.partition("/")[2] or short}:
            found.setdefault(name, set()).add(short)
    for source in sources(table):
        for name in (source, f"source/{source}"):
            found.setdefault(name, set()).add(f"source/{source}")
    return found


def _find(name: str, known: Mapping[str, set[str]]) -> set[str]:
    short = compact(name)
    meant = known.get(name) or known.get(short) or set()
    if len(meant) != 1:
        raise UnknownName("party, activity or source of this table", name, known, sorted(meant))
    return meant


def sources(table: Participations) -> tuple[str, ...]:
    """Return the ids of the sources that participations and representations rest on, in order, as in ``003``."""
    spans = [e for role in table.roles for e in role.evidence]
    spans += [e for party in table.parties.values() for link in party.represents for e in link.evidence]
    return tuple(sorted({_source(e) for e in spans}))


def _source(evidence: str) -> str:
    """Return the source of a stretch.

    >>> _source("003:3785-3978")
    '003'
    """
    return evidence.rpartition(":")[0] or evidence


def _kept(evidence: tuple[str, ...], lost: set[str]) -> tuple[str, ...] | None:
    """Return the evidence that is left, or None when there was some and all of it is lost."""
    left = tuple(e for e in evidence if _source(e) not in lost)
    return None if evidence and not left else left


def _left(role: Role, lost: set[str]) -> Role | None:
    left = _kept(role.evidence, lost)
    return None if left is None else replace(role, evidence=left) if left != role.evidence else role


def _without_links(party: Party, gone: set[str], lost: set[str]) -> Party:
    """Return a party that represents nobody who is gone, and nobody by claims that are lost."""
    links: list[Link] = []
    for link in party.represents:
        left = _kept(link.evidence, lost)
        if link.target not in gone and left is not None:
            links.append(replace(link, evidence=left))
    return replace(party, represents=tuple(links)) if tuple(links) != party.represents else party


@dataclass(frozen=True, slots=True)
class Difference:
    """Two networks, before and after something was taken away, and what that changed."""

    names: tuple[str, ...]
    before: Network
    after: Network

    @property
    def nodes_lost(self) -> tuple[str, ...]:
        """The nodes that are gone, by id."""
        return tuple(node.id for node in self.before.nodes if node.id not in self.after)

    @property
    def ties_lost(self) -> tuple[Tie, ...]:
        """The ties that are gone, as they were, the strongest first."""
        left = _ends(self.after)
        return tuple(tie for tie in self.before.by_weight() if (tie.source, tie.target) not in left)

    @property
    def bridges_lost(self) -> tuple[tuple[str, str], ...]:
        """The bridges that are gone, by their ends: ties that alone held parts together."""
        return tuple(sorted(bridges(self.before) - _ends(self.after).keys()))

    @property
    def bridges_gained(self) -> tuple[tuple[str, str], ...]:
        """The ties that have become bridges, since what went round them is gone."""
        return tuple(sorted(bridges(self.after) - bridges(self.before)))

    @property
    def cut_off(self) -> tuple[str, ...]:
        """The nodes that are left, had a tie, and have none any more."""
        alone = {node.id for node in self.before.isolates()}
        return tuple(node.id for node in self.after.isolates() if node.id in self.before and node.id not in alone)

    def summary(self) -> Table:
        """Return what there was, what is left and the difference, one count a row."""
        sides = [_counts(network) for network in (self.before, self.after)]
        rows: list[tuple[Cell, ...]] = []
        for name, old in sides[0].items():
            new = sides[1][name]
            change = None if old is None or new is None else round(new - old, DIGITS)
            rows.append((name, old, new, change))
        lost = {"bridges lost": self.bridges_lost, "bridges gained": self.bridges_gained, "nodes cut off": self.cut_off}
        rows += [(name, None, None, len(things)) for name, things in lost.items()]
        return Table(tuple(_SUMMARY), rows, self._title("Summary"), _SUMMARY)

    def ties(self) -> Table:
        """Return the ties that are gone, weaker or stronger, by how much they lose, the most first."""
        left, cut = _ends(self.after), bridges(self.before)
        rows: list[tuple[Cell, ...]] = []
        for ends, old in sorted(_ends(self.before).items(), key=lambda item: -item[1]):
            weight = left.get(ends, 0.0)
            if weight != old:
                change = round(weight - old, DIGITS)
                rows.append((*map(self._thing, ends), old, weight, change, ends not in left, ends in cut))
        rows.sort(key=lambda row: float(str(row[4])))
        return Table(tuple(_TIES), rows, self._title("Ties"), _TIES)

    def moves(self) -> Table:
        """Return how ranks move: the nodes left, by their new strength, with ranks before and after.

        Ranks are among the nodes left, from 1, the strongest; equals share the mean of theirs. A rise is above 0.
        """
        left = [node for node in self.after.nodes if node.id in self.before]
        rows: list[tuple[Cell, ...]] = []
        places = {}
        for name, rank in (("strength", strength), ("degree", degree), ("betweenness", betweenness)):
            old, new = rank(self.before), rank(self.after)
            places[name] = [ranks([-side[node.id] for node in left]) for side in (old, new)]
        for i in sorted(range(len(left)), key=lambda i: (places["strength"][1][i], left[i].id)):
            moved = [(old[i], new[i], old[i] - new[i]) for old, new in places.values()]
            rows.append((self._thing(left[i].id), *(value for three in moved for value in three)))
        return Table(tuple(_MOVES), rows, self._title("Ranks"), _MOVES, brief=_BRIEF)

    def _thing(self, node: str) -> Thing:
        found = self.before.node(node)
        return Thing(compact(found.iri), found.label)

    def _title(self, what: str) -> str:
        return heading(self.before, f"{what} without {', '.join(self.names)}")


_SUMMARY = {
    "count": "what is counted",
    "before": "in the whole network",
    "after": "in what is left",
    "change": "after minus before; for what is lost, cut off or gained, how many",
}
_TIES = {
    "source": "one end of the tie",
    "target": "the other end",
    "before": "weight in the whole network",
    "after": "weight in what is left",
    "change": "after minus before",
    "gone": "whether the tie is gone",
    "bridge": "whether it was a bridge",
}
_MOVES = {
    "node": "the organization or country",
    **{
        f"{name}_{side}": f"{words} by {name} among the nodes left"
        for name in ("strength", "degree", "betweenness")
        for side, words in (("before", "rank before"), ("after", "rank after"), ("rise", "places won"))
    },
}
_BRIEF = ("node", "strength_before", "strength_after", "strength_rise", "betweenness_rise")


def _counts(network: Network) -> dict[str, float | None]:
    return {
        "nodes": len(network.nodes),
        "ties": len(network.ties),
        "total weight": round(sum(network.columns.weight.tolist()), DIGITS),
        "isolated nodes": len(network.isolates()),
        "components": len(components(network)),
        "bridges": len(bridges(network)),
        "density": density(network),
    }


def _ends(network: Network) -> dict[tuple[str, str], float]:
    """Return the weights of ties by their ends, in their order."""
    return {(a, b): weight for a, b, weight in tied(network, network.columns.weight)}


def without(table: Participations, names: Iterable[str], reading: Reading) -> Difference:
    """Return what the network loses without the named parties, activities or sources.

    For names see :func:`remove`; without any nothing changes. Raises UnknownName for an unknown name, view or level.
    Takes the time of two networks.
    """
    named = tuple(names)
    left = remove(table, named, family=reading.level == "parent")
    return Difference(named, reading.of(table), reading.of(left))


_SOURCES = {
    "source": "the source that is left out",
    "activities_lost": "activities nobody takes part in any more",
    "nodes_lost": "nodes that are gone",
    "ties_lost": "ties that are gone",
    "ties_weaker": "ties that stay and lose weight",
    "bridges_lost": "ties gone that alone held parts together",
    "density": "density of what is left, 0 to 1",
    "density_change": "density of what is left minus that of the whole",
    "spearman": "rank correlation of strength, before and after, of the nodes left: 1 the same order",
    "kendall": "the same as tau-b",
}


def leave_one_source_out(table: Participations, reading: Reading) -> Table:
    """Return what the network loses without each of its sources, one a row, in the order of their ids.

    Says how far the network, and who is strong in it, rests on one document. Rank correlations are empty when fewer
    than three nodes are left or all are equal. A leave-one-out analysis (jackknife; B. Efron, C. Stein, "The
    jackknife estimate of variance", Annals of Statistics 9, 586 (1981)) whose unit is the source. Raises UnknownName
    for an unknown view or level. Takes the time of as many networks as there are sources.
    """
    before = reading.of(table)
    full, old, ties, cut = density(before), strength(before), _ends(before), bridges(before)
    rows: list[tuple[Cell, ...]] = []
    for source in sources(table):
        part = _left_of(table, set(), {source})
        network = reading.of(part)
        left, new, after = density(network), strength(network), _ends(network)
        shared = sorted(old.keys() & new.keys())
        x, y = [old[i] for i in shared], [new[i] for i in shared]
        counts = (
            len({r.activity for r in table.roles} - {r.activity for r in part.roles}),
            len(old.keys() - new.keys()),
            len(ties.keys() - after.keys()),
            sum(after[ends] < weight for ends, weight in ties.items() if ends in after),
            len(cut - after.keys()),
        )
        change = None if full is None or left is None else round(left - full, DIGITS)
        rows.append((f"source/{source}", *counts, left, change, spearman(x, y), kendall(x, y)))
    return Table(tuple(_SOURCES), rows, heading(before, "Without each source"), _SOURCES)
