"""The facts of a file by node, with what is wrong with them; what needs no record is left out.

A fact that is wrong is *excused*: it has been told, and :mod:`~coopgraph.intake.rdf.loss` does not tell it again.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.intake.rdf.parse import Fact, Term, key
from coopgraph.intake.rdf.terms import Misfit, brief, canonical, shown
from coopgraph.source import Problem, Source
from coopgraph.vocab import BASE, GRAPHS, IDS, compact, graph, split

_IGNORED = {graph("vocabulary"): "of the vocabulary", graph("derived"): "that are derived"}


class Facts:
    """Facts by subject, in the order of the file; repetitions and what needs no record are left out.

    ``names`` tells what a node will be called in coopgraph when that follows from what is said of it: a claim,
    its evidence. ``what`` tells how messages call a node that has no name to read. ``claimed`` holds the triples that
    rdf:Statements are of, rejected ones too.
    """

    def __init__(self, name: str, facts: Iterable[Fact]) -> None:
        self.name = name
        self.by: dict[str, list[Fact]] = {}
        self.names: dict[str, set[str]] = {}
        self.what: dict[str, str] = {}
        self.claimed: set[tuple[str, str, Term]] = set()
        self.problems: list[Problem] = []
        self.excused: set[Fact] = set()
        self.notes: list[str] = []
        for fact in self._wanted(facts):
            self.by.setdefault(fact.subject, []).append(fact)

    def _wanted(self, facts: Iterable[Fact]) -> Iterable[Fact]:
        known = {(key(t.subject), t.predicate.value, canonical(t.object)) for t in ontology.triples()}
        left_out = dict.fromkeys(_IGNORED.values(), 0)
        foreign: set[str] = set()
        ours = {graph(g) for g in GRAPHS}
        for fact in dict.fromkeys(facts):
            if fact.graph in _IGNORED:
                left_out[_IGNORED[fact.graph]] += 1
            elif (fact.subject, fact.predicate, canonical(fact.object)) in known:
                left_out[_IGNORED[graph("vocabulary")]] += 1
            else:
                if fact.graph and fact.graph not in ours:
                    foreign.add(fact.graph)
                yield fact
        self.notes += [f"{self.name}: left out {n} triples {why}" for why, n in left_out.items() if n]
        if foreign:
            several = ", ".join(sorted(compact(g) for g in foreign)[:3])
            self.notes.append(f"{self.name}: the names of graphs outside of {BASE}graph/ are not kept: {several}")

    def of(self, node: str, *predicates: str) -> list[Fact]:
        """Return the facts of a node with one of the predicates."""
        return [fact for fact in self.by.get(node, ()) if fact.predicate in predicates]

    def row(self, node: str) -> int:
        """Return the line where a node is first spoken of, or 0."""
        return self.by[node][0].row if self.by.get(node) else 0

    def made(self, fact: Fact, kind: str) -> bool:
        """Return whether the object of a fact is a node whose name is made from what it says: a blank one, or one
        of this kind; tell what is wrong otherwise."""
        node = key(fact.object)
        if not isinstance(fact.object, ox.Literal | ox.Triple) and (
            node[:2] == "_:" or (split(node) or "?")[0] == kind
        ):
            return True
        self.wrong(fact, Misfit(f"{shown(fact.object)} is no {kind}", f"write [] or {IDS}{kind}/…"))
        return False

    def place(self, node: str, predicate: str = "", row: int | None = None) -> Source:
        """Return the place of a node or of what a predicate says of it."""
        called = self.what.get(node) or brief(node)
        line = self.row(node) if row is None else row
        return Source(self.name, line, f"{called} {brief(predicate) if predicate else ''}".strip())

    def wrong(self, fact: Fact, misfit: Misfit) -> None:
        """Note what is wrong with a fact."""
        self.excused.add(fact)
        self.tell(self.place(fact.subject, fact.predicate, fact.row), misfit)

    def tell(self, place: Source, misfit: Misfit) -> None:
        """Note what is wrong at a place."""
        self.problems.append(Problem(place, *misfit))

    def excuse(self, *nodes: str) -> None:
        """Take all facts of these nodes for told."""
        for node in nodes:
            self.excused.update(self.by.get(node, ()))

    def called(self, node: str, name: str) -> None:
        """Note what a node will be called."""
        self.names.setdefault(node, set()).add(name)

    def renamed(self, term: Term) -> list[Term]:
        """Return a term under the names that it will have."""
        names = self.names.get(key(term)) if not isinstance(term, ox.Literal) else None
        return [ox.NamedNode(name) for name in sorted(names)] if names else [term]
