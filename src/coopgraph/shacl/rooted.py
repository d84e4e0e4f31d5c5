"""Which of some nodes are focus nodes of targets: asked of the data graph once for all constraints.

Many constraints share targets, and a run for chosen nodes would ask of each node, constraint by constraint, whether
it is an instance of this class or that. Here the classes of a node are asked for once, as are the subclasses of a
class; a constraint is then run for the nodes alone that are its own, and not at all when there are none, which is so
on the store before a change for all that is new.

Only for IRIs: a literal may come back from a store written otherwise, and no constant stands for a blank node. For
these the targets stay conditions of the query (:mod:`.targets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.model import Target
from coopgraph.shacl.targets import Scope, condition, subclasses
from coopgraph.shacl.terms import RDF, RDFS, Term, text

_BATCH = 2000


class Rooted:
    """The focus nodes of a data graph, as far as they were asked for."""

    def __init__(self, data: DataGraph) -> None:
        self._data = data
        self._classes: dict[Term, set[Term]] = {}
        self._below: dict[Term, frozenset[Term]] = {}
        self._told: dict[Target, dict[Term, bool]] = {}

    def of(self, scope: Scope, nodes: Sequence[Term]) -> list[Term]:
        """Return those of some IRIs that the targets of a scope's root lead to, in their order.

        >>> import pyoxigraph as ox
        >>> from coopgraph.shacl.model import Shape
        >>> store, kind = ox.Store(), ox.NamedNode("urn:C")
        >>> store.load(b"<urn:a> a <urn:C> . <urn:b> a <urn:D> .", format=ox.RdfFormat.TURTLE)
        >>> scope = Scope(Shape(ox.NamedNode("urn:s"), targets=(Target("class", kind),)))
        >>> [n.value for n in Rooted(DataGraph(store, None)).of(scope, [ox.NamedNode("urn:b"), ox.NamedNode("urn:a")])]
        ['urn:a']
        """
        found = {t.term for t in scope.root.targets if t.kind == "node"}.intersection(nodes)
        left = [node for node in nodes if node not in found and self._data.has(node)]
        for target in sorted(scope.root.targets, key=lambda t: t.kind != "class"):
            if not left:
                break
            found |= self._among(target, left)
            left = [node for node in left if node not in found]
        return [node for node in nodes if node in found]

    def _among(self, target: Target, nodes: Sequence[Term]) -> set[Term]:
        if target.kind == "node":
            return set()
        if target.kind == "class":
            below = self._subclasses(target.term)
            self._ask_classes(nodes)
            return {node for node in nodes if not below.isdisjoint(self._classes[node])}
        told = self._told.setdefault(target, {})
        new = [node for node in nodes if node not in told]
        told.update(dict.fromkeys(new, False))
        for block in _blocks(new):
            for (node,) in self._data.looking([text(target.term)[1:-1]]).query(
                f"SELECT ?n {{ {block} FILTER({condition(target, '?n')}) }}"
            ):
                told[node] = True
        return {node for node in nodes if told[node]}

    def _ask_classes(self, nodes: Iterable[Term]) -> None:
        new = [node for node in nodes if node not in self._classes]
        self._classes.update((node, set()) for node in new)
        for block in _blocks(new):
            for node, kind in self._data.looking([RDF + "type"]).query(
                f"SELECT ?n ?c {{ {block} LATERAL {{ ?n <{RDF}type> ?c }} }}"
            ):
                self._classes[node].add(kind)

    def _subclasses(self, kind: Term) -> frozenset[Term]:
        if kind not in self._below:
            rows = self._data.looking([RDFS + "subClassOf"]).query(f"SELECT DISTINCT ?c {{ {subclasses('?c', kind)} }}")
            self._below[kind] = frozenset(row[0] for row in rows)
        return self._below[kind]


def _blocks(nodes: Sequence[Term]) -> Iterable[str]:
    for i in range(0, len(nodes), _BATCH):
        yield f"VALUES ?n {{ {' '.join(map(text, nodes[i : i + _BATCH]))} }}"
