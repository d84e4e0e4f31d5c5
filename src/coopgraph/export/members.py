"""The nodes of a network as vertices of a file: measured and laid out once, made into blocks while they are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from coopgraph.export.blocks import Facts, LazyVertices, Spells, batches
from coopgraph.export.elements import Value
from coopgraph.export.palette import colour
from coopgraph.network.layout import place, sizes
from coopgraph.network.measures import Measures, measure
from coopgraph.network.network import Network, Node
from coopgraph.network.spells import merged
from coopgraph.network.table import Activity


class NodeVertices(LazyVertices):
    """The nodes of a network as vertices, measured and laid out once.

    ``columns`` name the facts: *mode* is the kind of a node, others are its own or its measures. The days of a
    node are those of its ties; they are looked up when they are read.
    """

    def __init__(self, network: Network, columns: Mapping[str, str], dates: str, seed: int) -> None:
        self._network, self._columns, self._dates = network, columns, dates
        self._length = len(network.nodes)
        self._rows = {row.id: row for row in measure(network)}
        self._places, self._radii = place(network, seed), sizes(network)

    def blocks(self) -> Iterator[_Nodes]:
        return (_Nodes(some, self) for some in batches(self._network.nodes))

    def looks(self, node: Node) -> tuple[tuple[float, float], float]:
        """Return the place and the radius of a node."""
        return self._places[node.id], self._radii[node.id]

    def facts(self, nodes: Sequence[Node]) -> Facts:
        """Return the columns of some nodes."""
        rows = [self._rows[node.id] for node in nodes]
        return {name: _fact(name, nodes, rows) for name in self._columns}

    def spells(self, nodes: Sequence[Node]) -> Spells:
        """Return the days of some nodes."""
        return [merged(self._active.get(node.id, {}).values(), self._dates) for node in nodes]

    @cached_property
    def _active(self) -> dict[str, dict[str, Activity]]:
        """The activities of the ties of every node, each once."""
        found: dict[str, dict[str, Activity]] = defaultdict(dict)
        ties = self._network.columns
        for i, (a, b) in enumerate(zip(ties.source.tolist(), ties.target.tolist(), strict=True)):
            for activity in ties.activities(i):
                found[ties.ids[a]][activity.iri] = found[ties.ids[b]][activity.iri] = activity
        return found


class _Nodes:
    """Nodes as columns."""

    def __init__(self, nodes: Sequence[Node], all_nodes: NodeVertices) -> None:
        self._nodes, self._all = nodes, all_nodes
        self.ids = [n.id for n in nodes]
        self.labels = [n.label or n.id for n in nodes]
        self.colours = [colour(n) for n in nodes]
        self.at = [all_nodes.looks(n)[0] for n in nodes]
        self.radii = [all_nodes.looks(n)[1] for n in nodes]

    @cached_property
    def facts(self) -> Facts:
        return self._all.facts(self._nodes)

    @cached_property
    def spells(self) -> Spells:
        return self._all.spells(self._nodes)


_OWN: Mapping[str, Callable[[Node], Value]] = {
    "mode": lambda node: node.kind,
    "iri": lambda node: node.iri,
    "type": lambda node: node.type,
    "country": lambda node: node.country,
}


def _fact(name: str, nodes: Sequence[Node], rows: Sequence[Measures]) -> list[Value]:
    """Return a column of nodes: their own, or a measure."""
    if name in _OWN:
        return [_OWN[name](node) for node in nodes]
    return [getattr(row, name.replace("-", "_")) for row in rows]
