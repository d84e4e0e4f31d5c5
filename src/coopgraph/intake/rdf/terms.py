"""From RDF terms to the words that records use: ids, terms of a vocabulary, dates, numbers, names.

Each function gives the word, or a :class:`Misfit` that says what is wrong with the term and what to write instead.
Whether an id is on record, and whether a date is one, is asked by :mod:`coopgraph.loaders`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import pyoxigraph as ox

from coopgraph.errors import suggestion
from coopgraph.intake.rdf.parse import UNMAPPED, Term
from coopgraph.loaders.text import CONTROL, codepoint
from coopgraph.ontology import ClaimKey, terms
from coopgraph.records import tagged
from coopgraph.vocab import COUNTRY, EDTF, IDS, PREFIXES, SLUG, TERMS, WKT, compact, split

_XSD = PREFIXES["xsd"]
STRING, DATE, DURATION = _XSD + "string", _XSD + "date", _XSD + "duration"
INTEGERS = {_XSD + n for n in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short", "byte")}
_DATATYPES = {"date": DATE, "duration": DURATION, "edtf": EDTF}
_POINT = re.compile(r"POINT ?\(\s*(?P<lon>-?\d+(\.\d+)?)\s+(?P<lat>-?\d+(\.\d+)?)\s*\)", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


class Misfit(NamedTuple):
    """What is wrong with a term, and what to write instead."""

    message: str
    remedy: str


def shown(term: Term) -> str:
    """Return a term in short form, as messages show it.

    >>> shown(ox.Literal("2013-05-27", datatype=ox.NamedNode(DATE)))
    '"2013-05-27"^^xsd:date'
    """
    if isinstance(term, ox.Literal):
        if term.language or term.datatype.value == STRING:
            return str(term)
        return f'"{term.value}"^^{brief(term.datatype.value)}'
    if isinstance(term, ox.NamedNode):
        return brief(term.value)
    return "a blank node" if isinstance(term, ox.BlankNode) else "a triple term"


def brief(node: str) -> str:
    """Return an IRI or blank node in short form; a key of JSON-LD that no context explains as it is."""
    if node.startswith("_:"):
        return "a blank node"
    return f"the key {node.removeprefix(UNMAPPED)!r}" if node.startswith(UNMAPPED) else compact(node)


def identifier(term: Term, kinds: Sequence[str] = ()) -> str | Misfit:
    """Return the ``kind/slug`` of one of our ids; of one of the kinds, if any are given."""
    example = f"{IDS}{kinds[0] if kinds else 'org'}/…"
    if isinstance(term, ox.BlankNode):
        return Misfit("a blank node has no name of its own", f"give it one: {example}")
    if not isinstance(term, ox.NamedNode):
        return Misfit(f"{shown(term)} is no name of a thing", f"write its IRI: {example}")
    found = split(term.value)
    if found is None:
        return Misfit(f"{shown(term)} is a name outside of coopgraph", f"write {example}")
    kind, slug = found
    if kinds and kind not in kinds:
        wanted = ", ".join(f"{k}/…" for k in kinds)
        return Misfit(f"{kind}/{slug} is not of the kind wanted here ({wanted})", f"write {example}")
    if not (COUNTRY if kind == "country" else SLUG).fullmatch(slug):
        right = (
            "two capital letters, as in FI" if kind == "country" else "lower-case letters, digits and single hyphens"
        )
        return Misfit(f"{kind}/{slug} is not well formed", f"after the kind write {right}")
    return f"{kind}/{slug}"


def vocabulary(term: Term, scheme: str) -> str | Misfit:
    """Return the name of a term of a scheme."""
    known = sorted(terms()[scheme])
    example = f"write {TERMS}{scheme}/{known[0]} or another term of {scheme}"
    if not isinstance(term, ox.NamedNode) or not term.value.startswith(TERMS):
        return Misfit(f"{shown(term)} is not a term of {scheme}", example)
    other, _, name = term.value.removeprefix(TERMS).partition("/")
    if other != scheme:
        return Misfit(f"{shown(term)} is not a term of {scheme}", example)
    if name not in known:
        return Misfit(f"{name!r} is not a term of {scheme}", suggestion(name, known))
    return name


def typed(term: Term, datatype: str, example: str) -> str | Misfit:
    """Return the text of a literal of a datatype; ``example`` is one, as it is written."""
    if not isinstance(term, ox.Literal) or term.language or term.datatype.value != datatype:
        return Misfit(f"{shown(term)} is not of type {compact(datatype)}", f"write {example}")
    return _clean(term)


def number(term: Term) -> str | Misfit:
    """Return a whole number as written; any of XML Schema's integer types will do."""
    if not isinstance(term, ox.Literal) or term.datatype.value not in INTEGERS:
        return Misfit(f"{shown(term)} is not of type xsd:integer", "write digits only, as in 24")
    return term.value


def name(term: Term) -> str | Misfit:
    """Return a text with its language as records write it: ``Tulli@fi``, and English without."""
    if not isinstance(term, ox.Literal):
        return Misfit(f"{shown(term)} is no text", 'write a text with its language, as in "Customs"@en')
    if not term.language:
        return Misfit(f"{shown(term)} has no language", f'write its language after it, as in "{term.value}"@en')
    if not _LANGUAGE.fullmatch(term.language):
        return Misfit(
            f"{term.language!r} is not a language that a name can have", "write two or three letters, as in @ru"
        )
    text = _clean(term)
    if isinstance(text, Misfit):
        return text
    bare = term.language == "en" and tagged(text) == (text, "en")
    return text if bare else f"{text}@{term.language}"


def listed(term: Term) -> str | Misfit:
    """Return a name that stands among others in one cell, where ``|`` parts names and ``@`` begins a language."""
    found = name(term)
    if isinstance(term, ox.Literal) and not isinstance(found, Misfit):
        for sign, job in (("|", "parts one name from the next"), ("@", "parts a name from its language")):
            if sign in term.value:
                return Misfit(f"{shown(term)} holds {sign}, which {job}", "write the name without it")
    return found


def digest(term: Term) -> str | Misfit:
    """Return a SHA-256 digest."""
    found = typed(term, STRING, "a plain text of 64 hex digits")
    if isinstance(found, str) and not re.fullmatch("[0-9a-f]{64}", found):
        return Misfit(f"{found!r} is no SHA-256 digest", "write its 64 hex digits in lower case")
    return found


def english(term: Term) -> str | Misfit:
    """Return an English text: a note or a basis."""
    found = name(term)
    if isinstance(found, Misfit):
        return found
    if isinstance(term, ox.Literal) and term.language != "en":
        return Misfit(f"{shown(term)} is not in English", "notes are in English: translate it, with @en")
    return term.value if isinstance(term, ox.Literal) else ""


def point(term: Term) -> tuple[str, str] | Misfit:
    """Return latitude and longitude of a WKT point, as written."""
    found = None
    if isinstance(term, ox.Literal) and term.datatype.value == WKT:
        found = _POINT.fullmatch(term.value.strip())
    if not found:
        remedy = 'write "POINT(24.94 60.17)"^^geo:wktLiteral: longitude, then latitude'
        return Misfit(f"{shown(term)} is not a point", remedy)
    return found["lat"], found["lon"]


def value(spec: ClaimKey, term: Term) -> str | Misfit:
    """Return the value of a claim, as a record file writes it after the claim's key."""
    if spec.value == "id":
        return identifier(term, spec.range)
    if spec.value == "country":
        found = identifier(term, ("country",))
        return found if isinstance(found, Misfit) else found.removeprefix("country/")
    if spec.value == "term":
        return vocabulary(term, spec.range[0])
    if spec.value == "integer":
        return number(term)
    if spec.value == "text":
        return english(term)
    example = {"date": '"2013-05-27"^^xsd:date', "duration": '"P5D"^^xsd:duration'}
    return typed(term, _DATATYPES[spec.value], example.get(spec.value, f'"2013-05"^^<{EDTF}>'))


def canonical(term: Term) -> Term:
    """Return the same value in one spelling: numbers (a store writes 1.0 as 1), points, texts in NFC."""
    if not isinstance(term, ox.Literal):
        return term
    if term.datatype.value in INTEGERS and re.fullmatch(r"[+-]?\d{1,18}", term.value, re.ASCII):
        return ox.Literal(str(int(term.value)), datatype=ox.NamedNode(_XSD + "integer"))
    if term.datatype.value == _XSD + "decimal" and re.fullmatch(r"[+-]?\d{1,18}\.?\d{0,18}", term.value, re.ASCII):
        return ox.Literal(f"{Decimal(term.value).normalize():f}", datatype=term.datatype)
    if term.datatype.value == WKT and not isinstance(found := point(term), Misfit):
        return ox.Literal(f"{float(found[1])!r} {float(found[0])!r}", datatype=ox.NamedNode(WKT))
    if term.language and not term.direction:
        return ox.Literal(unicodedata.normalize("NFC", term.value), language=term.language)
    return term


def _clean(term: ox.Literal) -> str | Misfit:
    text = term.value
    if found := CONTROL.search(text):
        return Misfit(f"holds the control character {codepoint(found[0])}", "delete it")
    if not text.strip():
        return Misfit(f"{shown(term)} is empty", "give a value, or leave it out")
    if text != text.strip():
        return Misfit(f"{shown(term)} begins or ends with a space", f"write {text.strip()!r}")
    return text
