"""Why are two tied: the ties between them in a view, and when there is none, what comes nearest.

An organization stands for its units too (OSCE for the OSCE Centre in Ashgabat). Two countries are looked up in the
country network, so that the answer explains its very numbers; a country beside an organization stands for its
organizations. How the answer is told is in :mod:`coopgraph.answers.telling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coopgraph.answers.spans import Quote
from coopgraph.names import Names
from coopgraph.network import Definition, Network, Participations, Role, Tie, cooperate
from coopgraph.network.hierarchy import ancestors
from coopgraph.network.table import Activity, Link
from coopgraph.table import Thing
from coopgraph.vocab import DEFAULT_VIEW, split

WIDEST = "represents"
"""The view that holds most ties; looked at when the one asked for has none."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An activity in which both have a role, though no tie follows."""

    activity: Activity
    roles_a: tuple[Role, ...]
    roles_b: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The answer for ``a`` and ``b``: the ties between them in ``view``, each as the network of that view and level
    has it; without any, kinship, shared activities, and a shortest path of ties.

    ``asked`` is the view asked for: where it has no tie and *represents* has, ``view`` is that.
    """

    a: Thing
    b: Thing
    definition: Definition
    asked: str
    view: str
    level: str = "organization"
    ties: tuple[Tie, ...] = ()
    kin: str = ""
    kin_evidence: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    path: tuple[str, ...] = ()
    names: Names = field(repr=False, kw_only=True)
    quote: Quote = field(repr=False, kw_only=True)

    @property
    def tied(self) -> bool:
        """Whether there is a tie in the view asked for or in *represents*."""
        return bool(self.ties)

    def __str__(self) -> str:
        from coopgraph.answers.telling import text

        return text(self)

    def to_json(self) -> str:
        """Return the answer as JSON."""
        from coopgraph.answers.telling import as_json

        return as_json(self)


@dataclass(frozen=True, slots=True)
class Question:
    """What the answer is looked up in: the participation table of view *represents* (it serves all three), the
    definition of cooperation, the names, and the sentences."""

    table: Participations
    definition: Definition
    names: Names
    quote: Quote

    def why(self, a: str, b: str, view: str = DEFAULT_VIEW) -> Why:
        """Return why two organizations or countries are tied, or what there is instead.

        Raises UnknownName and Ambiguous for the names. Cost: the network is computed once or twice.
        """
        ends = [self.names.find(name, ("org", "country")) for name in (a, b)]
        things = [self.names.thing(iri) for iri in ends]
        countries = all(_kind(iri) == "country" for iri in ends)
        level = "country" if countries else "organization"
        above = ancestors(self.table.parties)
        groups = [frozenset({iri}) if countries else self._members(iri, above) for iri in ends]

        def answer(view_: str = view, **more: object) -> Why:
            fixed = {"names": self.names, "quote": self.quote, "level": level}
            return Why(things[0], things[1], self.definition, view, view_, **fixed, **more)  # type: ignore[arg-type]

        kin, places = self._kin(ends, groups, above)
        if kin:
            return answer(kin=kin, kin_evidence=places)
        networks = {v: cooperate(self.table, self.definition, v, level) for v in dict.fromkeys((view, WIDEST))}
        for tried, network in networks.items():
            if ties := _between(network, groups):
                return answer(tried, ties=ties)
        path = _path(networks[WIDEST], groups, self.names)
        return answer(meetings=self._meetings(groups, countries), path=path)

    def _members(self, iri: str, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """Return an organization with all its units, or the organizations of a country."""
        if _kind(iri) == "country":
            return frozenset({iri, *(i for i, p in self.table.parties.items() if p.kind == "org" and p.country == iri)})
        return frozenset({iri, *(unit for unit, higher in above.items() if iri in higher)})

    def _kin(
        self, ends: Sequence[str], groups: Sequence[frozenset[str]], above: Mapping[str, frozenset[str]]
    ) -> tuple[str, tuple[str, ...]]:
        """Say how one end belongs to the other, and on what evidence; nothing when it does not."""
        if ends[0] == ends[1]:
            return "Both names are those of one record.", ()
        for (child, parent), group in zip((tuple(ends), tuple(ends[::-1])), reversed(groups), strict=True):
            if child not in group:
                continue
            whole, part = self.names.label(parent), self.names.label(child)
            if _kind(parent) == "country":
                return f"{part} belongs to {whole}; an organization is not tied to its own country.", ()
            links = self._chain(child, parent, above)
            places = tuple(e for link in links for e in link.evidence)
            how = f"{' and '.join(sorted({link.status for link in links}))}: {', '.join(places)}"
            return f"{part} is part of {whole} ({how}); an organization is not tied to itself.", places
        return "", ()

    def _chain(self, child: str, parent: str, above: Mapping[str, frozenset[str]]) -> list[Link]:
        """Return the parent links that lead from a unit up to an organization."""
        between = {child, *above[child]} - above.get(parent, frozenset())
        links = (link for iri in sorted(between) for link in self.table.party(iri).parents)
        return [link for link in links if link.target in between]

    def _meetings(self, groups: Sequence[frozenset[str]], countries: bool) -> tuple[Meeting, ...]:
        roles: dict[str, list[Role]] = {}
        for role in self.table.roles:
            roles.setdefault(role.activity, []).append(role)
        found = []
        for activity, present in sorted(roles.items()):
            first, second = (tuple(self._of(present, group, countries)) for group in groups)
            if first and second:
                found.append(Meeting(self.table.activity(activity), first, second))
        return tuple(found)

    def _of(self, roles: Iterable[Role], group: frozenset[str], countries: bool) -> list[Role]:
        return [r for r in roles if (self.table.party(r.party).country if countries else r.party) in group]


def _between(network: Network, groups: Sequence[frozenset[str]]) -> tuple[Tie, ...]:
    """Return the ties between the groups, the heaviest first."""
    iris = {node.id: node.iri for node in network.nodes}
    a, b = groups
    return tuple(
        tie
        for tie in network.by_weight()
        if (iris[tie.source] in a and iris[tie.target] in b) or (iris[tie.source] in b and iris[tie.target] in a)
    )


def _path(network: Network, groups: Sequence[frozenset[str]], names: Names) -> tuple[str, ...]:
    """Return the labels along a shortest path of ties between the groups; of equals the first by ids."""
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


def _kind(iri: str) -> str:
    return (split(iri) or ("", ""))[0]
