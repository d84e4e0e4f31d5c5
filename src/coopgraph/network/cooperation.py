"""Cooperation, derived: from the participation table and a definition to a network.

For every activity, every two nodes are tied by their strongest role pair:

    weight(a, b) = sum over activities of max over role pairs
                   of strength x min(confidence of the two participations)

No organization is tied to itself or to an ancestor of its own, at any level and whatever the status of the
parent link: two agencies under different ministries tie the ministries at level *parent*, an agency and its
own ministry tie nobody, not even their countries. Of equally strong role pairs the one that is stated wins,
then the one that stands first in the definition, then the first by the IRIs of its participations. What two do for
each other in equal measure has no direction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, product
from math import fsum
from typing import NamedTuple

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network.columns import Ties
from coopgraph.network.contributions import columns
from coopgraph.network.definition import Definition, RolePair
from coopgraph.network.encoded import encode
from coopgraph.network.hierarchy import ancestors
from coopgraph.network.levels import LEVELS, STATUSES, Presence, presences
from coopgraph.network.network import Contribution, Network, Node, Tie
from coopgraph.network.table import INFERRED, STATED, Activity, Participations, slug
from coopgraph.vocab import VIEWS

_DIGITS = 9  # a weight is rounded so far, so that sums do not depend on the order of their parts
MANY = 4000
"""Tables of more participations become a network by columns (:mod:`coopgraph.network.strongest`): the same one."""


def cooperate(
    table: Participations, definition: Definition, view: str | None = None, level: str = "organization"
) -> Network:
    """Return the cooperation network of a participation table.

    ``view`` is the table's own when None; a table read for *inferred* or *represents* serves all three.
    Takes time in proportion to the pairs of participations within each activity; above MANY participations the ties
    are columns, some thirty times as fast, and objects when looked at. Raises UnknownName for an
    unknown view or level, or when the definition names a role class that the vocabulary lacks, and
    UsageError when the table was read for *stated* and more is asked.
    """
    view = table.view if view is None else view
    _check(table, definition, view, level)
    if len(table) > MANY and (made := _by_columns(table, definition, view, level)) is not None:
        return made
    found = presences(table, view, level)
    finder = _Pairs(table, definition)
    ties: dict[tuple[str, str], list[Contribution]] = defaultdict(list)
    for activity, present in found.items():
        for ends, contribution in finder.contributions(table.activity(activity), present):
            ties[ends].append(contribution)
    nodes = {p.node for present in found.values() for p in present if p.tied}
    return Network(
        view,
        level,
        definition,
        tuple(sorted((node(iri, table) for iri in nodes), key=lambda n: n.id)),
        tuple(_tie(ends, ties[ends]) for ends in sorted(ties)),
    )


def _by_columns(table: Participations, definition: Definition, view: str, level: str) -> Network | None:
    """Return the same network as by objects; None where two nodes share an id, which columns cannot tell apart."""
    encoded = encode(table, view, level)
    nodes = tuple(node(iri, table) for iri in encoded.nodes[: encoded.tied])
    if len({n.id for n in nodes}) < len(nodes):
        return None
    return Network(view, level, definition, nodes, Ties(columns(encoded, definition, nodes)))


def _check(table: Participations, definition: Definition, view: str, level: str) -> None:
    if view not in VIEWS:
        raise UnknownName("view", view, VIEWS)
    if level not in LEVELS:
        raise UnknownName("level", level, LEVELS)
    if not set(STATUSES[view]) <= set(STATUSES[table.view]):
        raise UsageError(f"this table was read for view {table.view!r}; read it again for view {view!r}")
    for name in sorted({name for pair in definition.pairs for name in pair.classes}):
        if table.classes and name not in table.classes:
            raise UnknownName("role class", name, table.classes)


def _tie(ends: tuple[str, str], contributions: list[Contribution]) -> Tie:
    ordered = tuple(sorted(contributions, key=lambda c: c.activity.iri))
    return Tie(ends[0], ends[1], round(fsum(c.weight for c in ordered), _DIGITS), ordered)


def node(iri: str, table: Participations) -> Node:
    party = table.party(iri)
    kind = "country" if party.kind == "country" else "org"
    of_type = party.types[0] if party.types else ""
    label = table.types.get(of_type, of_type)
    country = slug(iri) if kind == "country" else slug(party.country)
    return Node(slug(iri), iri, kind, party.label, party.short, of_type, label, country)


class _Pairs:
    """Finds the strongest role pair of every two nodes in an activity."""

    def __init__(self, table: Participations, definition: Definition) -> None:
        self.rules: Mapping[tuple[str, str], RolePair] = definition.table()
        self.above = ancestors(table.parties)

    def contributions(
        self, activity: Activity, present: list[Presence]
    ) -> Iterable[tuple[tuple[str, str], Contribution]]:
        """Yield (ids of the two ends, contribution) for every pair of nodes that the activity ties."""
        counts = _counts(present)
        by_node: dict[str, list[Presence]] = defaultdict(list)
        for presence in present:
            if presence.tied and presence.role.classes:
                by_node[presence.node].append(presence)
        ids = {node: slug(node) for node in by_node}
        for a, b in combinations(sorted(by_node, key=ids.__getitem__), 2):
            if self.kin(a, b):
                continue
            pairs = product(by_node[a], by_node[b])
            if ranked := [c for pa, pb in pairs if (c := self.strongest(pa, pb, counts)) is not None]:
                yield (ids[a], ids[b]), _contribution(activity, _best(ranked))

    def kin(self, a: str, b: str) -> bool:
        """Say whether two organizations are the same, or one is an ancestor of the other."""
        return a == b or b in self.above.get(a, ()) or a in self.above.get(b, ())

    def strongest(self, a: Presence, b: Presence, counts: Mapping[str, frozenset[str]]) -> _Found | None:
        """Return what the best pair of classes of two presences gives, or None when no pair ties them."""
        if self.kin(a.organization, b.organization):
            return None
        confidence = min(a.confidence, b.confidence)
        best: _Found | None = None
        for class_a, class_b in product(a.role.classes, b.role.classes):
            rule = self.rules.get((class_a, class_b))
            if rule is None:
                continue
            strength = rule.weigh(len(counts[class_a] | counts[class_b]))
            weight = round(strength * confidence, _DIGITS)
            if weight > 0 and (best is None or (-weight, rule.order) < (-best.weight, best.rule.order)):
                towards = "" if not rule.towards else b.node if class_b == rule.towards else a.node
                best = _Found(weight, rule, towards, strength, confidence, a, b)
        return best


class _Found(NamedTuple):
    """A role pair that ties two presences."""

    weight: float
    rule: RolePair
    towards: str
    strength: float
    confidence: float
    a: Presence
    b: Presence

    @property
    def status(self) -> str:
        return STATED if self.a.status == self.b.status == STATED else INFERRED


def _rank(found: _Found) -> tuple[object, ...]:
    """Return the key by which the best pair comes first."""
    claims = (found.a.participation, found.b.participation, found.a.organization, found.b.organization)
    return (-found.weight, found.status != STATED, found.rule.order, *claims)


def _best(ranked: list[_Found]) -> _Found:
    """Return the best pair. When the same kind of pair, as strong and as certain, points the other way too (two
    delegations that each present to the other), it has no direction."""
    best = min(ranked, key=_rank)
    weighed = (best.weight, best.status, best.rule.kind)
    both = any((f.weight, f.status, f.rule.kind) == weighed and f.towards != best.towards for f in ranked)
    return best._replace(towards="") if both else best


def _contribution(activity: Activity, found: _Found) -> Contribution:
    a, b = found.a, found.b
    towards = slug(found.towards) if found.towards else ""
    evidence = tuple(sorted({*a.evidence, *b.evidence}))
    kind, status = found.rule.kind, found.status
    return Contribution(
        activity, (a, b), kind, towards, found.strength, found.confidence, found.weight, status, evidence
    )


def _counts(present: list[Presence]) -> Mapping[str, frozenset[str]]:
    """Return the distinct parties of each role class in an activity, tied or not."""
    counts: dict[str, set[str]] = defaultdict(set)
    for presence in present:
        for letter in presence.role.classes:
            counts[letter].add(presence.node)
    return {letter: frozenset(nodes) for letter, nodes in counts.items()}
