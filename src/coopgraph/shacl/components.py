"""SPARQL in shapes graphs: prefixes, sh:sparql constraints, and constraint components declared in SPARQL.

What a query may say is held against section 5.3.1 of the SHACL standard in :mod:`coopgraph.shacl.prebinding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.shacl import prebinding
from coopgraph.shacl.model import Constraint, Query
from coopgraph.shacl.parameters import component
from coopgraph.shacl.terms import OWL, RDF, RDFS, XSD, Index, Term, said, sh, true

_STANDARD = {"rdf": RDF, "rdfs": RDFS, "owl": OWL, "sh": sh("").value, "xsd": XSD}


@dataclass(frozen=True, slots=True)
class Component:
    """A component that a shapes graph declares: its parameters, and its validators by where they apply."""

    node: Term
    mandatory: tuple[tuple[str, ox.NamedNode], ...]
    optional: tuple[tuple[str, ox.NamedNode], ...]
    validators: tuple[tuple[str, Query], ...]

    def validator(self, has_path: bool) -> Query | None:
        """Return the query for property shapes, or for node shapes."""
        found = dict(self.validators)
        return found.get("propertyValidator" if has_path else "nodeValidator") or found.get("validator")


def query(index: Index, node: Term, kind: str = "select") -> Query:
    """Return the query at a node, with the prefixes it may use. Raises InputError when there is not just one."""
    value = index.one(node, sh(kind))
    if not isinstance(value, ox.Literal):
        raise InputError(f"shape {said(node)}: a SPARQL constraint needs sh:{kind} with the query as a string")
    messages = tuple(index.objects(node, sh("message")))
    return Query(node, kind, value.value, tuple(sorted(_prefixes(index, node).items())), messages)


def sparql(index: Index, node: Term) -> Iterator[Constraint]:
    """Yield the sh:sparql constraints of a shape. Raises InputError for a query that SHACL does not allow."""
    for value in index.objects(node, sh("sparql")):
        if true(index.one(value, sh("deactivated"))):
            continue
        found = query(index, value)
        prebinding.check(found, ("this",), node)
        yield Constraint("sparql", component("sparql"), query=found)


def components(index: Index) -> list[Component]:
    """Return the components that the shapes graph declares."""
    kinds = ("validator", "nodeValidator", "propertyValidator")
    nodes = dict.fromkeys(n for k in kinds for n in index.subjects(sh(k)))
    return [_component(index, n) for n in sorted(nodes, key=str) if index.objects(n, sh("parameter"))]


def custom(index: Index, node: Term, has_path: bool, declared: list[Component]) -> Iterator[Constraint]:
    """Yield the constraints of declared components on a shape."""
    for found in declared:
        values = [index.objects(node, path) for _, path in found.mandatory]
        validator = found.validator(has_path)
        if validator is None or not all(values):
            continue
        if len(values) == 1 and not found.optional:
            choices = [[v] for v in values[0]]
        else:
            choices = [[_one(index, node, path) for _, path in found.mandatory]]
        extra = {n: v for n, p in found.optional if (v := index.one(node, p)) is not None}
        for choice in choices:
            arguments = dict(zip([n for n, _ in found.mandatory], choice, strict=True)) | extra
            names = (*(n for n, _ in found.mandatory), *(n for n, _ in found.optional))
            bound = ("this", "value", *names) if validator.kind == "ask" else ("this", *names)
            prebinding.check(validator, bound, node)
            yield Constraint("custom", found.node, query=validator, arguments=tuple(arguments.items()))


def _one(index: Index, node: Term, path: ox.NamedNode) -> Term:
    value = index.one(node, path)
    assert value is not None
    return value


def _component(index: Index, node: Term) -> Component:
    mandatory: list[tuple[str, ox.NamedNode]] = []
    optional: list[tuple[str, ox.NamedNode]] = []
    for parameter in index.objects(node, sh("parameter")):
        path = index.one(parameter, sh("path"))
        if not isinstance(path, ox.NamedNode):
            raise InputError(f"component {said(node)}: a parameter needs an IRI as sh:path")
        name = re.split(r"[/#:]", path.value)[-1]
        if name in ("this", "shapesGraph", "currentShape", "path", "PATH", "value"):
            raise InputError(f"component {said(node)}: a parameter cannot be called {name}; choose another name")
        (optional if true(index.one(parameter, sh("optional"))) else mandatory).append((name, path))
    if not mandatory:
        raise InputError(f"component {said(node)}: it needs a parameter that is not optional")
    validators = []
    for place in ("validator", "nodeValidator", "propertyValidator"):
        for value in index.objects(node, sh(place)):
            kind = "ask" if index.objects(value, sh("ask")) else "select"
            if kind == "select" and not index.objects(value, sh("select")):
                continue  # a validator in another language, such as JavaScript
            validators.append((place, query(index, value, kind)))
    return Component(node, tuple(mandatory), tuple(optional), tuple(validators))


def _prefixes(index: Index, node: Term) -> dict[str, str]:
    found: dict[str, str] = {}
    todo, seen = list(index.objects(node, sh("prefixes"))), set[Term]()
    while todo:
        if (at := todo.pop()) in seen:
            continue
        seen.add(at)
        todo += index.objects(at, ox.NamedNode(OWL + "imports"))
        for declared in index.objects(at, sh("declare")):
            prefix, namespace = (index.one(declared, sh(n)) for n in ("prefix", "namespace"))
            if not isinstance(prefix, ox.Literal) or not isinstance(namespace, ox.Literal):
                raise InputError(f"{said(at)}: sh:declare needs one sh:prefix and one sh:namespace")
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise InputError(f"{said(at)}: prefix {prefix.value}: stands for two namespaces; leave one")
    return _STANDARD | found
