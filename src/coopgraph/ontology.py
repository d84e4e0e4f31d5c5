"""Read ontology/: the vocabulary terms, the keys that a claim may use, and the vocabulary graph itself.

The files are the truth; nothing here lists a class, role or term. :mod:`coopgraph.vocab` spells IRIs and a test
sees that the two agree.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from coopgraph import assets
from coopgraph.errors import InputError
from coopgraph.vocab import BASE, PREFIXES, TERMS, curie, graph

GENID = BASE + ".well-known/genid/"
_IN_SCHEME = ox.NamedNode(PREFIXES["skos"] + "inScheme")


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """A key that a claim may begin with: its predicate, the kinds of subject it fits, the type of its value.

    ``value`` is ``id``, ``term``, ``country`` or a literal type; ``range`` names the kinds or the scheme; ``meaning``
    is what the key says, empty where the ontology's definition of the predicate says no more and no less.
    """

    key: str
    predicate: str
    subjects: tuple[str, ...]
    value: str
    range: tuple[str, ...]
    meaning: str = ""


@cache
def claim_keys() -> dict[str, ClaimKey]:
    """Return the claim keys of ontology/properties.csv by name."""
    path = assets.folder("ontology") / "properties.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {}
    for row in rows:
        value, _, kinds = row["value"].partition(":")
        subjects = tuple(s.strip() for s in row["subjects"].split("|"))
        predicate, meant = curie(row["predicate"]), row.get("meaning") or ""
        found[row["key"]] = ClaimKey(row["key"], predicate, subjects, value, tuple(kinds.split()), meant)
    return found


def files() -> list[Path]:
    """Return the Turtle files of the vocabulary graph: the ontology and the SKOS schemes, not the alignment."""
    root = assets.folder("ontology")
    return [root / "coopgraph.ttl", *sorted((root / "vocabulary").glob("*.ttl"))]


@cache
def triples() -> tuple[ox.Triple, ...]:
    """Return the triples of :func:`files`. Raises InputError, with file and line, when one does not parse."""
    found = ox.Dataset()
    for path in files():
        try:
            for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                found.add(quad)
        except SyntaxError as error:
            raise InputError(f"{path}: not Turtle: {error}") from error
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(_named(quad) for quad in found)


def _named(quad: ox.Quad) -> ox.Triple:
    """Return a triple whose blank nodes (OWL's lists) have IRIs instead, the same on every run: RDFC-1.0 orders
    them, RDF 1.1 (section 3.5) says how to name them."""
    ends = [ox.NamedNode(GENID + t.value) if isinstance(t, ox.BlankNode) else t for t in (quad.subject, quad.object)]
    assert isinstance(ends[0], ox.NamedNode)
    return ox.Triple(ends[0], quad.predicate, ends[1])


@cache
def terms() -> dict[str, frozenset[str]]:
    """Return the names of the terms of each scheme.

    >>> "host" in terms()["role"]
    True
    """
    found: dict[str, set[str]] = {}
    for t in triples():
        if t.predicate == _IN_SCHEME and isinstance(t.subject, ox.NamedNode):
            scheme, _, name = t.subject.value.removeprefix(TERMS).partition("/")
            found.setdefault(scheme, set()).add(name)
    return {scheme: frozenset(names) for scheme, names in found.items()}


def nquads() -> list[str]:
    """Return the vocabulary graph as N-Quads lines, sorted."""
    name = f" <{graph('vocabulary')}> ."
    return sorted({f"{t}{name}" for t in triples()})
