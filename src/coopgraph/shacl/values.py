"""The constraints on single values, as SPARQL expressions that are true where the value passes, and never an error.

Constraints on sets of values (counts, pairs of properties, languages) are in :mod:`coopgraph.shacl.patterns`, those
that refer to shapes in :mod:`coopgraph.shacl.expressions`.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from coopgraph.shacl.datatypes import comparable, of_type
from coopgraph.shacl.model import Constraint
from coopgraph.shacl.terms import RDF, RDFS, SH, XSD, said, text

_KINDS = {
    "BlankNode": "isBlank({v})",
    "IRI": "isIRI({v})",
    "Literal": "isLiteral({v})",
    "BlankNodeOrIRI": "!isLiteral({v})",
    "BlankNodeOrLiteral": "!isIRI({v})",
    "IRIOrLiteral": "!isBlank({v})",
}
_SIGNS = {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
PLAIN = {"class", "datatype", "nodeKind", "minLength", "maxLength", "pattern", "languageIn", "in", *_SIGNS}


class Uncompilable(Exception):
    """A constraint has no SPARQL form here; the message says why."""


def passes(c: Constraint, v: str, fresh: str, exact: bool = False) -> str:
    """Return the expression for a constraint of one of the kinds in PLAIN on a variable.

    ``fresh`` is a variable for use inside, ``exact`` is for
    :func:`~coopgraph.shacl.datatypes.of_type`. Raises Uncompilable for a pattern that the engine cannot match.

    >>> from coopgraph.shacl.terms import sh
    >>> passes(Constraint("nodeKind", sh("NodeKindConstraintComponent"), (sh("IRI"),)), "?v", "?x")
    'isIRI(?v)'
    """
    if c.kind == "nodeKind":
        return _KINDS[said(c.terms[0]).removeprefix(SH)].format(v=v)
    if c.kind == "class":
        return f"EXISTS {{ {v} <{RDF}type> {fresh} LATERAL {{ {fresh} <{RDFS}subClassOf>* {text(c.terms[0])} }} }}"
    if c.kind == "in":
        return member(v, c)
    if c.kind in _SIGNS:
        return compared(v, _SIGNS[c.kind], text(c.terms[0]))
    if c.kind in ("minLength", "maxLength"):
        sign = ">=" if c.kind == "minLength" else "<="
        return f"(!isBlank({v}) && STRLEN(STR({v})) {sign} {c.number})"
    if c.kind == "datatype":
        return f"COALESCE({of_type(v, said(c.terms[0]), exact)}, false)"
    return _literal(c, v)


def _literal(c: Constraint, v: str) -> str:
    if c.kind == "pattern":
        pattern = said(c.terms[0])
        if (reason := unmatchable(pattern, c.flag)) is not None:
            raise Uncompilable(reason)
        flags = f", {ox.Literal(c.flag)}" if c.flag else ""
        return f"(!isBlank({v}) && REGEX(STR({v}), {ox.Literal(pattern)}{flags}))"
    ranges = " || ".join(f"LANGMATCHES(LANG({v}), {ox.Literal(said(t))})" for t in c.terms)
    return f"COALESCE({ranges or 'false'}, false)"


def member(v: str, c: Constraint) -> str:
    """Return the expression that a value is one of a constraint's terms."""
    if not c.terms:
        return "false"
    if all(isinstance(t, ox.NamedNode) for t in c.terms):
        return f"{v} IN ({', '.join(text(t) for t in c.terms)})"
    return "(" + " || ".join(f"sameTerm({v}, {text(t)})" for t in c.terms) + ")"


def compared(a: str, sign: str, b: str) -> str:
    """Return the expression that two values stand in an order; false where they cannot be compared.

    Engines take a term for equal to itself without asking whether it has a value, and this one does not compare
    booleans: both are made good here.
    """
    booleans = f"DATATYPE({a}) = <{XSD}boolean> && DATATYPE({b}) = <{XSD}boolean>"
    cast = f"<{XSD}integer>({a}) {sign} <{XSD}integer>({b})"
    both = f"IF({booleans}, {cast}, {a} {sign} {b})"
    if sign in ("<", ">"):
        return f"COALESCE({both}, false)"
    return f"COALESCE({both} && (!sameTerm({a}, {b}) || {comparable(a)}), false)"


@cache
def unmatchable(pattern: str, flags: str) -> str | None:
    """Return why the engine cannot match a pattern, or None.

    >>> unmatchable("^a+$", ""), unmatchable("(?=a)", "")
    (None, "the engine's REGEX does not take the pattern '(?=a)'")
    """
    probe = f"SELECT (REGEX('', {ox.Literal(pattern)}, {ox.Literal(flags)}) AS ?found) {{}}"
    row = next(iter(ox.Store().query(probe)))  # type: ignore[arg-type]
    if row["found"] is not None:
        return None
    more = f" with the flags {flags!r}" if flags else ""
    return f"the engine's REGEX does not take the pattern {pattern!r}{more}"
