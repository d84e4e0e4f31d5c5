"""The words of results: what shapes and constraints say, with their templates filled, or else plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox

from coopgraph.shacl.model import Constraint, Shape
from coopgraph.shacl.terms import Term, said

_HOLE = re.compile(r"\{[?$](\w+)\}")
_WORDS = {
    "class": "The value is not an instance of {terms}",
    "datatype": "The value is not a well-formed literal of type {terms}",
    "nodeKind": "The value is not of the kind {terms}",
    "minCount": "Fewer than {number} values",
    "maxCount": "More than {number} values",
    "minLength": "The value is shorter than {number} characters",
    "maxLength": "The value is longer than {number} characters",
    "minInclusive": "The value is not at least {terms}",
    "minExclusive": "The value is not more than {terms}",
    "maxInclusive": "The value is not at most {terms}",
    "maxExclusive": "The value is not less than {terms}",
    "pattern": "The value does not match {terms}",
    "languageIn": "The language is not one of {terms}",
    "uniqueLang": "Two values in one language",
    "in": "The value is not one of {terms}",
    "hasValue": "The value {terms} is missing",
    "equals": "The values are not those of {terms}",
    "disjoint": "The value is also one of {terms}",
    "lessThan": "The value is not less than that of {terms}",
    "lessThanOrEquals": "The value is more than that of {terms}, or cannot be compared",
    "not": "The value conforms to {terms}, which it must not",
    "and": "The value does not conform to all of {terms}",
    "or": "The value conforms to none of {terms}",
    "xone": "The value does not conform to just one of {terms}",
    "node": "The value does not conform to {terms}",
    "qualifiedMinCount": "Fewer than {number} values conform to {terms}",
    "qualifiedMaxCount": "More than {number} values conform to {terms}",
    "closed": "The property is not among those that the shape allows",
}


def of(shape: Shape, c: Constraint, row: Mapping[str, Term | None], value: Term | None) -> tuple[ox.Literal, ...]:
    """Return the messages of a result: the constraint's own, else the shape's, else plain words.

    ``{?x}`` and ``{$x}`` stand for the query's variable or the component's parameter; what is unbound stays.
    """
    given: dict[str, Term] = {n: t for n, t in row.items() if t is not None} | dict(c.arguments)
    if value is not None:
        given["value"] = value
    templates = (c.query.messages if c.query else ()) or shape.messages
    told = row.get("message")
    if not templates and c.query is not None and isinstance(told, ox.Literal):
        return (told,)
    if not templates:
        words = _WORDS.get(c.kind, "The SPARQL constraint is violated")
        return (ox.Literal(words.format(terms=", ".join(said(t) for t in c.terms), number=c.number)),)
    if c.query is None:
        return tuple(sorted((t for t in templates if isinstance(t, ox.Literal)), key=str))
    return tuple(sorted((_filled(t, given) for t in templates if isinstance(t, ox.Literal)), key=str))


def _filled(template: ox.Literal, given: Mapping[str, Term]) -> ox.Literal:
    words = _HOLE.sub(lambda m: said(given[m[1]]) if m[1] in given else m[0], template.value)
    return ox.Literal(words, language=template.language) if template.language else ox.Literal(words)
