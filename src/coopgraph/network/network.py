"""The cooperation network: its nodes and its ties, and what can be asked of both.

:mod:`coopgraph.network.cooperation` makes one; :mod:`coopgraph.network.measures` measures it and
:mod:`coopgraph.export` writes it. What a node and a tie are stands in :mod:`coopgraph.network.tie`; a network of
many ties holds them as arrays (:mod:`coopgraph.network.columns`) and makes the objects when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network.columns import Columns, Ties, columns_of
from coopgraph.network.definition import Definition
from coopgraph.network.tie import Contribution, Node, Tie
from coopgraph.vocab import compact

if TYPE_CHECKING:
    import networkx

__all__ = ["Contribution", "Network", "Node", "Tie"]
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True, repr=False)
class Network:
    """Who cooperates with whom, in a view, at a level, by a definition. Nodes sort by id, ties by their ends.

    A node is whoever took part, with or without a tie. ``len()`` counts nodes, as networkx does.
    """

    view: str
    level: str
    definition: Definition
    nodes: tuple[Node, ...]
    ties: Sequence[Tie]
    _by_id: dict[str, Node] = field(default_factory=dict, compare=False)
    _made: dict[str, Any] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update((node.id, node) for node in self.nodes)

    @property
    def columns(self) -> Columns:
        """The ties as arrays, a number a tie. At hand when there are many; otherwise made of the objects."""
        return self.ties.columns if isinstance(self.ties, Ties) else self.kept("columns", self._columns)

    def _columns(self) -> Columns:
        return columns_of(self.nodes, self.ties)

    def kept(self, name: str, make: Callable[[], _Made]) -> _Made:
        """Return what was made of this network under a name, and make it the first time: a network never changes."""
        if name not in self._made:
            self._made[name] = make()
        found: _Made = self._made[name]
        return found

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
        return next((tie for tie in self._of(ends[0]) if (tie.source, tie.target) == ends), None)

    def ties_of(self, node: str) -> tuple[Tie, ...]:
        """Return the ties of a node, the strongest first. Raises UnknownName for an unknown node."""
        name = self.node(node).id
        return tuple(sorted(self._of(name), key=lambda t: (-t.weight, t.other(name))))

    def _of(self, node: str) -> list[Tie]:
        if not isinstance(self.ties, Ties):
            return [tie for tie in self.ties if node in (tie.source, tie.target)]
        found = self.columns
        place = found.ids.index(node)
        return [found.tie(i) for i in ((found.source == place) | (found.target == place)).nonzero()[0].tolist()]

    def by_weight(self) -> tuple[Tie, ...]:
        """Return the ties, the strongest first, equals by their ends."""
        if isinstance(self.ties, Ties):
            return tuple(self.ties[i] for i in (-self.columns.weight).argsort(kind="stable").tolist())
        return tuple(sorted(self.ties, key=lambda t: (-t.weight, t.source, t.target)))

    def isolates(self) -> tuple[Node, ...]:
        """Return the nodes without a tie."""
        if isinstance(self.ties, Ties):
            found = self.columns
            ends = {*found.source.tolist(), *found.target.tolist()}
            return tuple(node for i, node in enumerate(self.nodes) if i not in ends)
        tied = {end for tie in self.ties for end in (tie.source, tie.target)}
        return tuple(node for node in self.nodes if node.id not in tied)

    def at_least(self, weight: float = 0.0, events: int = 1) -> Network:
        """Return the network of the ties with at least this weight and so many activities; all nodes stay.

        Raises UsageError when a limit is below zero.
        """
        if weight < 0 or events < 0:
            raise UsageError("a tie's weight and number of activities are never below zero; give 0 or more")
        if isinstance(self.ties, Ties):
            found = self.columns
            strong = ((found.weight >= weight) & (found.events >= events)).nonzero()[0]
            return replace(self, ties=Ties(found.only(strong)), _by_id={})
        ties = tuple(t for t in self.ties if t.weight >= weight and t.events >= events)
        return replace(self, ties=ties, _by_id={})

    def without_isolates(self) -> Network:
        """Return the network without the nodes that have no tie."""
        lonely = set(self.isolates())
        nodes = tuple(n for n in self.nodes if n not in lonely)
        ties = Ties(self.columns.among(nodes)) if isinstance(self.ties, Ties) else self.ties
        return replace(self, nodes=nodes, ties=ties, _by_id={})

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
