"""RDF terms in SPARQL, the words of the SHACL vocabulary, and a small index over the triples of shapes.

A blank node has no constant form in SPARQL: here it is written as an IRI that no data hold, so that a comparison
with it fails, as one across two graphs must.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from coopgraph.errors import InputError

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOLEM = "urn:x-shacl:blank:"

TYPE = ox.NamedNode(RDF + "type")
NIL = ox.NamedNode(RDF + "nil")
FIRST = ox.NamedNode(RDF + "first")
REST = ox.NamedNode(RDF + "rest")
SUBCLASS = ox.NamedNode(RDFS + "subClassOf")


def sh(name: str) -> ox.NamedNode:
    """Return a term of the SHACL vocabulary.

    >>> sh("path").value
    'http://www.w3.org/ns/shacl#path'
    """
    return ox.NamedNode(SH + name)


def text(term: Term) -> str:
    """Return a term as SPARQL writes it; a blank node becomes an IRI of its own.

    >>> text(ox.Literal("a")), text(ox.BlankNode("b"))
    ('"a"', '<urn:x-shacl:blank:b>')
    """
    return f"<{SKOLEM}{term.value}>" if isinstance(term, ox.BlankNode) else str(term)


def said(term: Term) -> str:
    """Return what to call a term in a message: the IRI, the lexical form, or ``_:b``.

    >>> said(ox.NamedNode("http://example.org/a")), said(ox.BlankNode("b"))
    ('http://example.org/a', '_:b')
    """
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return str(term)


def true(term: Term | None) -> bool:
    """Tell whether a term is ``true``, the one form that switches a parameter on ("1" does not).

    >>> true(ox.Literal(True)), true(ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")))
    (True, False)
    """
    return isinstance(term, ox.Literal) and term.value == "true" and term.datatype.value == XSD + "boolean"


class Index:
    """Triples by subject and predicate.

    >>> a, p = ox.NamedNode("urn:a"), ox.NamedNode("urn:p")
    >>> Index([ox.Triple(a, p, ox.Literal(1))]).objects(a, p)[0].value
    '1'
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._objects: dict[Term, dict[ox.NamedNode, list[Term]]] = {}
        self._subjects: dict[ox.NamedNode, dict[Term, list[Term]]] = {}
        for t in self.triples:
            self._objects.setdefault(t.subject, {}).setdefault(t.predicate, []).append(t.object)
            self._subjects.setdefault(t.predicate, {}).setdefault(t.object, []).append(t.subject)

    def objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """Return the objects, in the order of the triples."""
        return self._objects.get(subject, {}).get(predicate, [])

    def subjects(self, predicate: ox.NamedNode, object_: Term | None = None) -> list[Term]:
        """Return the subjects of a predicate, of one object or of all, each once."""
        by_object = self._subjects.get(predicate, {})
        if object_ is not None:
            return by_object.get(object_, [])
        return list(dict.fromkeys(s for found in by_object.values() for s in found))

    def predicates(self, subject: Term) -> list[ox.NamedNode]:
        """Return the predicates of a subject."""
        return list(self._objects.get(subject, {}))

    def one(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        """Return the object or None. Raises InputError for more than one."""
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise InputError(f"shape {said(subject)}: <{predicate.value}> has {len(found)} values; leave one")
        return found[0] if found else None

    def list(self, head: Term, where: Term) -> tuple[Term, ...]:
        """Return the members of an RDF list. Raises InputError, naming ``where``, for what is not one."""
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NIL:
            first, rest = self.objects(head, FIRST), self.objects(head, REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise InputError(f"shape {said(where)}: {said(head)} is not a list; write ( … )")
            seen.add(head)
            members.append(first[0])
            head = rest[0]
        return tuple(members)

    def instances(self, *classes: ox.NamedNode) -> set[Term]:
        """Return the instances of classes and of their subclasses."""
        found: set[Term] = set()
        for cls in self.subclasses(*classes):
            found.update(self.subjects(TYPE, cls))
        return found

    def subclasses(self, *classes: Term) -> set[Term]:
        """Return the classes with all below them."""
        known, todo = set(classes), list(classes)
        while todo:
            new = [s for s in self.subjects(SUBCLASS, todo.pop()) if s not in known]
            known.update(new)
            todo += new
        return known
