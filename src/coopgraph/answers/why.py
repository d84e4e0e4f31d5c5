"""Why are two tied: every activity, role, date, source and span; and when they are not, what comes nearest.

An organization stands for its units too (OSCE for the OSCE Centre in Ashgabat), a country for its
organizations. A tie is shown in the most cautious view that has it: stated, inferred, represents.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from coopgraph.answers.spans import Quote
from coopgraph.names import Names
from coopgraph.network import Contribution, Definition, Network, Participations, Role, cooperate
from coopgraph.network.hierarchy import ancestors
from coopgraph.network.levels import Presence
from coopgraph.network.table import Activity, Link, slug
from coopgraph.table import Thing
from coopgraph.vocab import VIEWS, compact, split, term


@dataclass(frozen=True, slots=True)
class Reason:
    """One activity that ties a unit of A with a unit of B, and the view it takes to see the tie."""

    view: str
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class Meeting:
    """An activity in which both have a role, though no tie follows."""

    activity: Activity
    roles_a: tuple[Role, ...]
    roles_b: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The answer: reasons when there is a tie; else kinship, shared activities and the shortest path."""

    a: Thing
    b: Thing
    definition: Definition
    reasons: tuple[Reason, ...] = ()
    kinship: tuple[Link, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    path: tuple[str, ...] = ()
    names: Names = field(repr=False, kw_only=True)
    quote: Quote = field(repr=False, kw_only=True)

    @property
    def tied(self) -> bool:
        """Whether a tie is on record in any view."""
        return bool(self.reasons)

    def __str__(self) -> str:
        out = [f"{self.a.label} – {self.b.label}", ""]
        if self.reasons:
            out += self._tied()
        else:
            out += self._not_tied()
        return "\n".join(out) + "\n"

    def to_json(self) -> str:
        """Return the answer as JSON."""
        body: dict[str, Any] = {
            "a": {"id": self.a.id, "label": self.a.label},
            "b": {"id": self.b.id, "label": self.b.label},
            "tied": self.tied,
            "definition": {"title": self.definition.title, "sha256": self.definition.digest},
            "reasons": [self._reason_json(r) for r in self.reasons],
            "shared_activities": [compact(m.activity.iri) for m in self.meetings],
            "path": list(self.path),
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

    def _tied(self) -> list[str]:
        count = len({r.contribution.activity.iri for r in self.reasons})
        views = [v for v in VIEWS if any(r.view == v for r in self.reasons)]
        seen = {"stated": "stated", "inferred": "with inferred claims", "represents": "through a representative"}
        how = ", ".join(f"{sum(r.view == v for r in self.reasons)} {seen[v]}" for v in views)
        number = "one activity" if count == 1 else f"{count} activities"
        out = [f"Tied in {number}: {len(self.reasons)} pair{'s' * (len(self.reasons) > 1)} of roles ({how})."]
        for activity in dict.fromkeys(r.contribution.activity for r in self.reasons):
            reasons = [r for r in self.reasons if r.contribution.activity == activity]
            out += ["", f"{activity.label}  ({compact(activity.iri)})", f"  {dates(activity)}", ""]
            for presence in dict.fromkeys(p for r in reasons for p in r.contribution.roles):
                out += self._presence(presence)
            out += ["", *(self._tie(r) for r in sorted(reasons, key=_strongest))]
        return out

    def _presence(self, presence: Presence) -> list[str]:
        party = self.names.label(presence.role.party)
        if presence.organization != presence.role.party:
            party += f", for {self.names.label(presence.organization)}"
        head = f"  {self.names.label(_role_iri(presence.role))}: {party}"
        out = [f"{head}  [{presence.status}, counts {presence.confidence:g}]"]
        for place in presence.evidence:
            out.append(f"      {place}")
            out += [f"        “{sentence}”" for sentence in self.quote(place)]
        return out

    def _tie(self, reason: Reason) -> str:
        c = reason.contribution
        ends = [self.names.label(p.organization) for p in c.roles]
        if c.towards and slug(c.roles[1].node) != c.towards:
            ends.reverse()
        arrow = "→" if c.towards else "–"
        sum_ = f"{c.weight:g} = strength {c.strength:g} × confidence {c.confidence:g}"
        return f"  {ends[0]} {arrow} {ends[1]}: {c.kind}, {sum_} ({reason.view})"

    def _not_tied(self) -> list[str]:
        if self.kinship:
            places = ", ".join(e for link in self.kinship for e in link.evidence)
            statuses = " and ".join(sorted({link.status for link in self.kinship}))
            return [f"One is part of the other ({statuses}: {places}); an organization is not tied to itself."]
        out = ["No tie is on record, in any view."]
        for meeting in self.meetings:
            activity = meeting.activity
            out += ["", f"Both have a role in {activity.label}  ({compact(activity.iri)}, {dates(activity)}):"]
            out += [self._role_line(r) for r in (*meeting.roles_a, *meeting.roles_b)]
            out.append(f"  but these roles make no tie ({self.definition.title}).")
        if self.path:
            out += ["", "The shortest way from one to the other: " + " – ".join(self.path)]
        else:
            out += ["", "No path of ties leads from one to the other."]
        return out

    def _role_line(self, role: Role) -> str:
        places = ", ".join(role.evidence)
        words = self.names.label(_role_iri(role))
        return f"  {words}: {self.names.label(role.party)}  [{role.status}] {places}"

    def _reason_json(self, reason: Reason) -> dict[str, Any]:
        c = reason.contribution
        return {
            "view": reason.view,
            "activity": compact(c.activity.iri),
            "dates": dates(c.activity),
            "kind": c.kind,
            "towards": c.towards,
            "weight": c.weight,
            "strength": c.strength,
            "confidence": c.confidence,
            "roles": [
                {
                    "party": compact(p.role.party),
                    "organization": compact(p.organization),
                    "role": p.role.role,
                    "status": p.status,
                    "evidence": list(p.evidence),
                    "sentences": [s for place in p.evidence for s in self.quote(place)],
                }
                for p in c.roles
            ],
        }


def why(a: str, b: str, table: Participations, definition: Definition, names: Names, quote: Quote) -> Why:
    """Return why two organizations or countries are tied, or what there is instead.

    ``table`` is the participation table of view *represents*, which holds all three. Raises UnknownName and
    Ambiguous for the names. Cost: the network is computed once a view.
    """
    ends = [names.find(name, ("org", "country")) for name in (a, b)]
    above = ancestors(table.parties)
    groups = [_members(iri, table, above) for iri in ends]
    answer = partial(Why, names.thing(ends[0]), names.thing(ends[1]), definition, names=names, quote=quote)
    if kinship := _kinship(ends, table, above):
        return answer(kinship=kinship)
    networks = {view: cooperate(table, definition, view) for view in VIEWS}
    if reasons := _reasons(networks, groups):
        return answer(reasons=reasons)
    meetings = _meetings(table, groups)
    path = _path(networks["represents"], groups, names)
    return answer(meetings=meetings, path=path)


def dates(activity: Activity) -> str:
    """Return the dates of an activity in words.

    >>> from datetime import date
    >>> dates(Activity("x", "event", "X", date(2013, 5, 27), date(2013, 5, 31)))
    '2013-05-27 to 2013-05-31'
    >>> dates(Activity("x", "event", "X", None, date(2016, 11, 5)))
    'not after 2016-11-05'
    """
    first, last = activity.first, activity.last
    if first and last:
        return f"{first}" if first == last else f"{first} to {last}"
    if first or last:
        return f"not before {first}" if first else f"not after {last}"
    return "no date on record"


def _members(iri: str, table: Participations, above: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return an organization with all its units, or the organizations of a country."""
    if (split(iri) or ("", ""))[0] == "country":
        return frozenset(i for i, party in table.parties.items() if party.kind == "org" and party.country == iri)
    return frozenset({iri, *(unit for unit, ancestors_ in above.items() if iri in ancestors_)})


def _reasons(networks: dict[str, Network], groups: Sequence[frozenset[str]]) -> tuple[Reason, ...]:
    found: dict[tuple[str, ...], Reason] = {}
    for view, network in networks.items():
        by_id = {node.id: node.iri for node in network.nodes}
        for tie in network.ties:
            if _between(by_id[tie.source], by_id[tie.target], groups):
                for c in tie.contributions:
                    found.setdefault((c.activity.iri, tie.source, tie.target), Reason(view, c))
    return tuple(found[key] for key in sorted(found))


def _between(x: str, y: str, groups: Sequence[frozenset[str]]) -> bool:
    a, b = groups
    return (x in a and y in b) or (x in b and y in a)


def _kinship(ends: Sequence[str], table: Participations, above: dict[str, frozenset[str]]) -> tuple[Link, ...]:
    """Return the parent links that lead from one end up to the other; empty when they are not kin."""
    for child, parent in (ends, ends[::-1]):
        if parent in above.get(child, ()):
            chain = {child, *above[child]} - above.get(parent, frozenset())
            links = (link for iri in sorted(chain) for link in table.party(iri).parents)
            return tuple(link for link in links if link.target in chain)
    return ()


def _meetings(table: Participations, groups: Sequence[frozenset[str]]) -> tuple[Meeting, ...]:
    roles: dict[str, list[Role]] = {}
    for role in table.roles:
        roles.setdefault(role.activity, []).append(role)
    found = []
    for activity, present in sorted(roles.items()):
        sides = [_of(present, group) for group in groups]
        if all(sides):
            found.append(Meeting(table.activity(activity), *sides))
    return tuple(found)


def _of(roles: Iterable[Role], group: frozenset[str]) -> tuple[Role, ...]:
    return tuple(r for r in roles if r.party in group)


def _path(network: Network, groups: Sequence[frozenset[str]], names: Names) -> tuple[str, ...]:
    """Return the labels along a shortest path between the groups; of equals the first by ids."""
    near: dict[str, list[str]] = {}
    iris = {node.id: node.iri for node in network.nodes}
    for tie in network.ties:
        near.setdefault(iris[tie.source], []).append(iris[tie.target])
        near.setdefault(iris[tie.target], []).append(iris[tie.source])
    paths: list[tuple[str, ...]] = [(start,) for start in sorted(groups[0]) if start in near]
    seen = set(groups[0])
    while paths:
        longer = []
        for path in paths:
            if path[-1] in groups[1]:
                return tuple(names.label(iri) for iri in path)
            for step in sorted(near[path[-1]]):
                if step not in seen:
                    seen.add(step)
                    longer.append((*path, step))
        paths = longer
    return ()


def _strongest(reason: Reason) -> tuple[int, float]:
    """Sort the most cautious view first, then the heaviest tie."""
    return (list(VIEWS).index(reason.view), -reason.contribution.weight)


def _role_iri(role: Role) -> str:
    return term("role", role.role)
