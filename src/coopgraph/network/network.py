"""The cooperation network: its nodes, its ties, and of each tie the activities and sentences that it rests
on.

:mod:`coopgraph.network.cooperation` makes one; :mod:`coopgraph.network.measures` measures it and
:mod:`coopgraph.export` writes it. Ties are undirected; where a contribution has a direction (who funds, who
receives), it says towards whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network.definition import Definition
from coopgraph.network.levels import Presence
from coopgraph.network.table import INFERRED, STATED, Activity
from coopgraph.vocab import compact

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Node:
    """An organization or a country. ``id`` is its slug (``finnish-customs``) or country code (``FI``)."""

    id: str
    iri: str
    kind: str
    label: str
    short: str = ""
    type: str = ""
    type_label: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one activity adds to a tie: its strongest role pair. ``roles`` are in the order of the tie's ends.

    ``towards`` is the id of the node that the pair points to, or empty; ``weight`` is strength x confidence.
    """

    activity: Activity
    roles: tuple[Presence, Presence]
    kind: str
    towards: str
    strength: float
    confidence: float
    weight: float
    status: str
    evidence: tuple[str, ...]

    def __str__(self) -> str:
        return f"{compact(self.activity.iri)}: {self.kind}, {self.roles[0]} / {self.roles[1]}"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes that cooperate. ``source`` sorts before ``target``; the names say nothing about direction."""

    source: str
    target: str
    weight: float
    contributions: tuple[Contribution, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that tie the two, sorted by IRI: one contribution comes from each."""
        return tuple(c.activity for c in self.contributions)

    @property
    def events(self) -> int:
        """How many activities (events and projects) tie the two."""
        return len(self.contributions)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of cooperation, from the one that adds most weight to the one that adds least."""
        sums: dict[str, float] = {}
        for c in self.contributions:
            sums[c.kind] = sums.get(c.kind, 0.0) + c.weight
        return tuple(sorted(sums, key=lambda kind: (-round(sums[kind], 6), kind)))

    @property
    def kind(self) -> str:
        """The principal kind: the one that adds most weight."""
        return self.kinds[0]

    @property
    def first(self) -> int | None:
        """The earliest year in which an activity of the tie began, or None when no beginning is known."""
        return min((a.first.year for a in self.activities if a.first), default=None)

    @property
    def last(self) -> int | None:
        """The latest year in which an activity of the tie ended, or None when no end is known."""
        return max((a.last.year for a in self.activities if a.last), default=None)

    @property
    def status(self) -> str:
        """*stated* when at least one contribution rests on stated claims alone, else *inferred*."""
        return STATED if any(c.status == STATED for c in self.contributions) else INFERRED

    @property
    def direction(self) -> str:
        """Whereto the directed contributions point: ``a > b``, ``both`` or ``none``."""
        towards = {c.towards for c in self.contributions} - {""}
        if not towards:
            return "none"
        if len(towards) == 2:
            return "both"
        return f"{self.source} > {self.target}" if self.target in towards else f"{self.target} > {self.source}"

    @property
    def evidence(self) -> tuple[str, ...]:
        """The stretches of sources behind the tie, as in ``003:3785-3978``, sorted, each once."""
        return tuple(sorted({e for c in self.contributions for e in c.evidence}))

    def other(self, node: str) -> str:
        """Return the other end."""
        return self.target if node == self.source else self.source


@dataclass(frozen=True, slots=True, repr=False)
class Network:
    """Who cooperates with whom, in a view, at a level, by a definition. Nodes sort by id, ties by their ends.

    A node is whoever took part, with or without a tie. ``len()`` counts nodes, as networkx does.
    """

    view: str
    level: str
    definition: Definition
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    _by_id: dict[str, Node] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update((node.id, node) for node in self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, node: object) -> bool:
        return node in self._by_id

    def __repr__(self) -> str:
        what = "countries" if self.level == "country" else "organizations"
        return (
            f"<Network of {len(self.nodes)} {what} and {len(self.ties)} ties: "
            f"view {self.view}, level {self.level}, definition {self.definition}>"
        )

    def node(self, node: str) -> Node:
        """Return a node by its id. Raises UnknownName, with near matches."""
        if node not in self._by_id:
            raise UnknownName("node of this network", node, self._by_id)
        return self._by_id[node]

    def tie(self, a: str, b: str) -> Tie | None:
        """Return the tie of two nodes, in either order, or None. Raises UnknownName for an unknown node."""
        ends = tuple(sorted((self.node(a).id, self.node(b).id)))
        return next((tie for tie in self.ties if (tie.source, tie.target) == ends), None)

    def ties_of(self, node: str) -> tuple[Tie, ...]:
        """Return the ties of a node, the strongest first. Raises UnknownName for an unknown node."""
        name = self.node(node).id
        ties = [tie for tie in self.ties if name in (tie.source, tie.target)]
        return tuple(sorted(ties, key=lambda t: (-t.weight, t.other(name))))

    def by_weight(self) -> tuple[Tie, ...]:
        """Return the ties, the strongest first, equals by their ends."""
        return tuple(sorted(self.ties, key=lambda t: (-t.weight, t.source, t.target)))

    def isolates(self) -> tuple[Node, ...]:
        """Return the nodes without a tie."""
        tied = {end for tie in self.ties for end in (tie.source, tie.target)}
        return tuple(node for node in self.nodes if node.id not in tied)

    def at_least(self, weight: float = 0.0, events: int = 1) -> Network:
        """Return the network of the ties with at least this weight and so many activities; all nodes stay.

        Raises UsageError when a limit is below zero.
        """
        if weight < 0 or events < 0:
            raise UsageError("a tie's weight and number of activities are never below zero; give 0 or more")
        ties = tuple(t for t in self.ties if t.weight >= weight and t.events >= events)
        return replace(self, ties=ties, _by_id={})

    def without_isolates(self) -> Network:
        """Return the network without the nodes that have no tie."""
        lonely = set(self.isolates())
        return replace(self, nodes=tuple(n for n in self.nodes if n not in lonely), _by_id={})

    def to_networkx(self) -> networkx.Graph:
        """Return an undirected networkx Graph whose attributes are texts and numbers only.

        So networkx can write it as GraphML or Pajek: several values stand in one text, separated by `` |
        ``, and what is unknown is left out. The graph carries the view, the level and the definition.
        """
        import networkx as nx

        title, digest = self.definition.title, self.definition.digest
        graph = nx.Graph(view=self.view, level=self.level, definition=title, digest=digest)
        for n in self.nodes:
            facts = {"label": n.label, "kind": n.kind, "type": n.type, "country": n.country, "iri": n.iri}
            graph.add_node(n.id, **{key: fact for key, fact in facts.items() if fact})
        for tie in self.ties:
            graph.add_edge(tie.source, tie.target, **_attributes(tie))
        return graph


def _attributes(tie: Tie) -> dict[str, str | int | float]:
    facts: dict[str, str | int | float | None] = {
        "weight": tie.weight,
        "kind": tie.kind,
        "kinds": " | ".join(tie.kinds),
        "events": tie.events,
        "activities": " | ".join(compact(a.iri) for a in tie.activities),
        "first": tie.first,
        "last": tie.last,
        "status": tie.status,
        "direction": tie.direction,
        "evidence": " | ".join(tie.evidence),
    }
    return {key: fact for key, fact in facts.items() if fact is not None}
