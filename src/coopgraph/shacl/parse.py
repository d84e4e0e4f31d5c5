"""Shapes read from triples: every shape, with what it targets and what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.shacl import components, parameters, paths
from coopgraph.shacl.model import Shape, Target
from coopgraph.shacl.terms import RDFS, XSD, Index, Term, said, sh, true

_TARGETS = {
    "targetNode": "node",
    "targetClass": "class",
    "targetSubjectsOf": "subjectsOf",
    "targetObjectsOf": "objectsOf",
}
_NEEDS = {"not", "node", "property", "and", "or", "xone", "qualifiedMinCount", "qualifiedMaxCount"}


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a shapes graph, by their node; ``triples`` are what they were read from."""

    shapes: dict[Term, Shape]
    triples: tuple[ox.Triple, ...]

    @classmethod
    def parse(cls, triples: Iterable[ox.Triple]) -> Shapes:
        """Read every shape. Raises InputError, naming the shape, for the first that is ill-formed.

        >>> turtle = b'''PREFIX sh: <http://www.w3.org/ns/shacl#>
        ... <urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ] .'''
        >>> quads = ox.parse(turtle, format=ox.RdfFormat.TURTLE)
        >>> sorted(c.kind for s in Shapes.parse(q.triple for q in quads) for c in s.constraints)
        ['minCount', 'property']
        """
        index = Index(triples)
        declared = components.components(index)
        reading = _Reading(index, declared, _implicit(index))
        typed = index.instances(sh("NodeShape"), sh("PropertyShape"))
        named = [s for k in (*_TARGETS, *parameters.ALL) for s in index.subjects(sh(k)) if not reading.parameter(s)]
        todo = [*typed, *named]
        while todo:
            todo += reading.read(todo.pop())
        return cls({node: reading.shapes[node] for node in sorted(reading.shapes, key=str)}, index.triples)

    @property
    def targeted(self) -> list[Shape]:
        """The shapes with targets: where validation starts."""
        return [s for s in self.shapes.values() if s.targets and not s.deactivated]

    def __iter__(self) -> Iterator[Shape]:
        return iter(self.shapes.values())

    def __getitem__(self, node: Term) -> Shape:
        return self.shapes[node]


def _implicit(index: Index) -> set[Term]:
    """Return the shapes that are classes too, and so target their instances."""
    return index.instances(sh("NodeShape"), sh("PropertyShape")) & index.instances(ox.NamedNode(RDFS + "Class"))


class _Reading:
    """One run over a shapes graph."""

    def __init__(self, index: Index, declared: list[components.Component], implicit: set[Term]) -> None:
        self.index, self.declared, self.implicit = index, declared, implicit
        self.shapes: dict[Term, Shape] = {}

    def parameter(self, node: Term) -> bool:
        """Tell whether a node declares a parameter of a component: it looks like a property shape."""
        return bool(self.index.subjects(sh("parameter"), node))

    def read(self, node: Term) -> list[Term]:
        """Read the shape at a node, and return the nodes of the shapes it refers to."""
        if node in self.shapes:
            return []
        index = self.index
        at = index.one(node, sh("path"))
        found = [*parameters.constraints(index, node, at is not None), *components.sparql(index, node)]
        found += components.custom(index, node, at is not None, self.declared)
        self.shapes[node] = Shape(
            node,
            paths.read(index, at, node) if at is not None else None,
            self._targets(node),
            tuple(sorted(found, key=lambda c: (c.kind, str(c.component), [str(t) for t in c.terms]))),
            _messages(index, node),
            _severity(index, node),
            true(index.one(node, sh("deactivated"))),
        )
        for c in found:
            if c.kind == "property" and not index.objects(c.terms[0], sh("path")):
                raise InputError(f"shape {said(node)}: sh:property {said(c.terms[0])} has no sh:path; give it one")
        return [t for c in found if c.kind in _NEEDS for t in c.terms]

    def _targets(self, node: Term) -> tuple[Target, ...]:
        found = [Target(k, t) for n, k in _TARGETS.items() for t in sorted(self.index.objects(node, sh(n)), key=str)]
        for target in found:
            if target.kind != "node" and not isinstance(target.term, ox.NamedNode):
                raise InputError(f"shape {said(node)}: its target {said(target.term)} is no IRI; write one")
        if node in self.implicit:
            found.append(Target("class", node))
        return tuple(dict.fromkeys(found))


def _messages(index: Index, node: Term) -> tuple[Term, ...]:
    found = tuple(index.objects(node, sh("message")))
    for message in found:
        strings = (XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
        if not isinstance(message, ox.Literal) or message.datatype.value not in strings:
            raise InputError(f"shape {said(node)}: sh:message {said(message)} is no string; write it in quotes")
    return found


def _severity(index: Index, node: Term) -> Term:
    found = index.one(node, sh("severity"))
    if found is not None and not isinstance(found, ox.NamedNode):
        raise InputError(f"shape {said(node)}: sh:severity {said(found)} is no IRI; write sh:Violation or sh:Warning")
    return found or sh("Violation")
