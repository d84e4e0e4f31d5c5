"""The parameters of SHACL Core read into constraints: one function for each way in which values are given.

What is ill-formed is refused here, naming the shape and what to write. Components that shapes graphs declare
themselves are in :mod:`coopgraph.shacl.components`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.shacl.model import Constraint
from coopgraph.shacl.terms import XSD, Index, Term, said, sh, true

KINDS = ("BlankNode", "IRI", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
_IRIS = ("class", "equals", "disjoint", "lessThan", "lessThanOrEquals")
_SHAPES = ("not", "node", "property")
_LISTS = ("and", "or", "xone")
_BOUNDS = ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive")
_NUMBERS = ("minCount", "maxCount", "minLength", "maxLength")
_PATH_ONLY = ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape")
_INTEGERS = {"integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short", "byte", "unsignedInt"}
ALL = (
    *_IRIS, *_SHAPES, *_LISTS, *_BOUNDS, *_NUMBERS, "datatype", "nodeKind", "pattern", "languageIn", "uniqueLang",
    "qualifiedValueShape", "closed", "hasValue", "in", "sparql",
)  # fmt: skip


def component(kind: str) -> ox.NamedNode:
    """Return the IRI of a core component.

    >>> component("minCount").value
    'http://www.w3.org/ns/shacl#MinCountConstraintComponent'
    """
    name = "SPARQL" if kind == "sparql" else kind[0].upper() + kind[1:]
    return sh(name + "ConstraintComponent")


def constraints(index: Index, node: Term, has_path: bool) -> Iterator[Constraint]:
    """Yield the core constraints of the shape at a node. Raises InputError for what is ill-formed."""
    for name in _PATH_ONLY:
        if not has_path and index.objects(node, sh(name)):
            raise InputError(f"shape {said(node)}: sh:{name} needs a sh:path; move it into a property shape")
    yield from _plain(index, node)
    for name in _LISTS:
        for head in index.objects(node, sh(name)):
            yield Constraint(name, component(name), index.list(head, node))
    yield from _single(index, node)
    yield from _strings(index, node)
    yield from _qualified(index, node)
    yield from _closed(index, node)


def _plain(index: Index, node: Term) -> Iterator[Constraint]:
    for name in (*_IRIS, *_SHAPES, "hasValue"):
        for value in index.objects(node, sh(name)):
            if name in _IRIS:
                _iri(value, name, node)
            elif name in _SHAPES and isinstance(value, ox.Literal):
                raise InputError(f"shape {said(node)}: sh:{name} is a literal; write the IRI of a shape, or [ … ]")
            yield Constraint(name, component(name), (value,))


def _single(index: Index, node: Term) -> Iterator[Constraint]:
    for name in _BOUNDS:
        if (value := index.one(node, sh(name))) is not None:
            if not isinstance(value, ox.Literal):
                raise InputError(f"shape {said(node)}: sh:{name} is {said(value)}; write a literal")
            yield Constraint(name, component(name), (value,))
    for name in _NUMBERS:
        if (number := _number(index, node, name)) is not None:
            yield Constraint(name, component(name), number=number)
    if (value := index.one(node, sh("datatype"))) is not None:
        yield Constraint("datatype", component("datatype"), (_iri(value, "datatype", node),))
    if (value := index.one(node, sh("nodeKind"))) is not None:
        if value not in [sh(k) for k in KINDS]:
            raise InputError(f"shape {said(node)}: sh:nodeKind {said(value)}; write one of sh:" + ", sh:".join(KINDS))
        yield Constraint("nodeKind", component("nodeKind"), (value,))
    if (head := index.one(node, sh("in"))) is not None:
        yield Constraint("in", component("in"), index.list(head, node))


def _strings(index: Index, node: Term) -> Iterator[Constraint]:
    flags = index.one(node, sh("flags"))
    for value in index.objects(node, sh("pattern")):
        if not isinstance(value, ox.Literal) or (flags is not None and not isinstance(flags, ox.Literal)):
            raise InputError(f"shape {said(node)}: sh:pattern and sh:flags are strings; write them in quotes")
        yield Constraint("pattern", component("pattern"), (value,), flag=flags.value if flags else "")
    if (head := index.one(node, sh("languageIn"))) is not None:
        yield Constraint("languageIn", component("languageIn"), index.list(head, node))
    if true(index.one(node, sh("uniqueLang"))):
        yield Constraint("uniqueLang", component("uniqueLang"))


def _qualified(index: Index, node: Term) -> Iterator[Constraint]:
    shape = index.one(node, sh("qualifiedValueShape"))
    if shape is None:
        return
    siblings: list[Term] = []
    if true(index.one(node, sh("qualifiedValueShapesDisjoint"))):
        beside = [p for parent in index.subjects(sh("property"), node) for p in index.objects(parent, sh("property"))]
        siblings = [s for p in beside for s in index.objects(p, sh("qualifiedValueShape")) if s != shape]
    bounds = [(k, _number(index, node, k)) for k in ("qualifiedMinCount", "qualifiedMaxCount")]
    for kind, number in bounds:
        if number is not None:
            yield Constraint(kind, component(kind), (shape, *dict.fromkeys(siblings)), number=number)


def _closed(index: Index, node: Term) -> Iterator[Constraint]:
    if not true(index.one(node, sh("closed"))):
        return
    paths = [p for ps in index.objects(node, sh("property")) for p in index.objects(ps, sh("path"))]
    ignored = index.one(node, sh("ignoredProperties"))
    members = index.list(ignored, node) if ignored is not None else ()
    allowed = [_iri(m, "ignoredProperties", node) for m in members]
    allowed += [p for p in paths if isinstance(p, ox.NamedNode)]
    yield Constraint("closed", component("closed"), tuple(dict.fromkeys(allowed)))


def _iri(value: Term, name: str, node: Term) -> ox.NamedNode:
    if not isinstance(value, ox.NamedNode):
        raise InputError(f"shape {said(node)}: sh:{name} is {said(value)}; write an IRI")
    return value


def _number(index: Index, node: Term, name: str) -> int | None:
    value = index.one(node, sh(name))
    if value is None:
        return None
    whole = isinstance(value, ox.Literal) and value.datatype.value.removeprefix(XSD) in _INTEGERS
    if not whole or not said(value).lstrip("+-").isdigit():
        raise InputError(f"shape {said(node)}: sh:{name} is {said(value)!r}; write a whole number")
    return int(said(value))
