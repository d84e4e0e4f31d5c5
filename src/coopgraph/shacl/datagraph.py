"""The data graph: a store, or some graphs of it, read as one set of triples.

An engine that reads several graphs at once finds a triple in two of them twice. Most queries do not mind; a user's
SUM or COUNT would. For these, and where a query asks for the shapes graph, the triples are copied into a store in
memory, when the first such query comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import pyoxigraph as ox

from coopgraph.shacl.patterns import SHAPES_GRAPH
from coopgraph.shacl.terms import SKOLEM, Term

Function = Callable[..., Term | None]


class DataGraph:
    """A store to query; ``shapes`` are the triples of ``$shapesGraph``, if any query asks for it."""

    def __init__(self, store: ox.Store, graphs: Iterable[str] | None, shapes: Sequence[ox.Triple] = ()) -> None:
        self._store = store
        self._graphs = None if graphs is None else [ox.NamedNode(g) for g in graphs]
        self._union = self._graphs is None and any(True for _ in store.named_graphs())
        self._had: dict[Term, bool] = {}
        self._outside: dict[str, bool] = {}
        if shapes:
            self._store = self._copy(shapes)
            self._graphs, self._union = None, False

    @cached_property
    def merged(self) -> DataGraph:
        """The same triples where each is found once."""
        return self if self._single() else DataGraph(self._copy(()), None)

    @property
    def is_merged(self) -> bool:
        """Whether :attr:`merged` is there, or costs nothing."""
        return "merged" in self.__dict__ or self._single()

    def query(self, sparql: str, functions: Mapping[ox.NamedNode, Function] | None = None) -> ox.QuerySolutions:
        """Return the rows of a SELECT on the data graph."""
        return self._store.query(  # type: ignore[return-value]
            sparql,
            use_default_graph_as_union=self._union,
            default_graph=self._graphs,  # type: ignore[arg-type]
            custom_functions=functions,  # type: ignore[arg-type]
        )

    def looking(self, iris: Iterable[str] | None) -> DataGraph:
        """Return the data graph for queries that look at triples of some properties alone (None: of any).

        Some graphs of a store are looked up one by one, all of them at once. So all are read where those that are
        left out have no triple of such a property: then they make no difference.
        """
        if self._graphs is None or iris is None or any(self._is_outside(iri) for iri in iris):
            return self
        return self._all

    @cached_property
    def _all(self) -> DataGraph:
        return DataGraph(self._store, None)

    @cached_property
    def _left_out(self) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
        return [ox.DefaultGraph(), *(g for g in self._store.named_graphs() if g not in (self._graphs or ()))]

    def _is_outside(self, iri: str) -> bool:
        """Tell whether a graph that is left out has a triple of a property."""
        if iri not in self._outside:
            step = ox.NamedNode(iri)
            found = (self._store.quads_for_pattern(None, step, None, graph) for graph in self._left_out)
            self._outside[iri] = any(True for quads in found for _ in quads)
        return self._outside[iri]

    def has(self, term: Term) -> bool:
        """Tell whether a term stands in any triple; in those of other graphs, too, so that False alone is sure."""
        if term not in self._had:
            node = term if isinstance(term, ox.NamedNode | ox.BlankNode) else None
            link = term if isinstance(term, ox.NamedNode) else None
            self._had[term] = (
                (node is not None and self._any(node, None, None))
                or self._any(None, None, term)
                or (link is not None and self._any(None, link, None))
            )
        return self._had[term]

    def _any(self, s: ox.NamedNode | ox.BlankNode | None, p: ox.NamedNode | None, o: Term | None) -> bool:
        return any(True for _ in self._store.quads_for_pattern(s, p, o))

    def triples(self) -> list[ox.Triple]:
        """Return all triples, each once."""
        if self._graphs is None and not self._union:
            return [q.triple for q in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())]
        graphs = [None] if self._graphs is None else self._graphs
        found = (q.triple for g in graphs for q in self._store.quads_for_pattern(None, None, None, g))
        return list(dict.fromkeys(found))

    def _single(self) -> bool:
        """Tell whether no triple can be found twice."""
        if self._graphs is not None:
            return len(self._graphs) < 2
        named = sum(1 for _ in self._store.named_graphs())
        default = next(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
        return named + (default is not None) < 2

    def _copy(self, shapes: Sequence[ox.Triple]) -> ox.Store:
        store = ox.Store()
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in self.triples())
        name = ox.NamedNode(SHAPES_GRAPH)
        store.extend(ox.Quad(_named(t.subject), t.predicate, _named(t.object), name) for t in shapes)  # type: ignore[arg-type]
        return store


def _named(term: Term) -> Term:
    """Return a blank node of the shapes graph under the name that ``$currentShape`` gives it."""
    return ox.NamedNode(SKOLEM + term.value) if isinstance(term, ox.BlankNode) else term
