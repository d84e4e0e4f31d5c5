"""Namespaces, graph names, views, and the minting of IRIs. No RDF library: an IRI here is a string.

What the terms *mean* stands in ontology/; this module only spells them. ``IDS`` are ours for ever: the same
thing gets the same IRI on every run (design decision: deterministic, delimited, no blank nodes).
"""

from __future__ import annotations

import re

from coopgraph.errors import UnknownName

BASE = "https://w3id.org/coopgraph/"
ONTOLOGY = BASE + "ontology"
CG = ONTOLOGY + "#"
IDS = BASE + "id/"
TERMS = BASE + "vocab/"
SHAPES = BASE + "shape/"

PREFIXES: dict[str, str] = {
    "cg": CG,
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
WKT = PREFIXES["geo"] + "wktLiteral"

KINDS: dict[str, str] = {
    "org": CG + "Organization",
    "delegation": CG + "Delegation",
    "person": CG + "Person",
    "event": CG + "Event",
    "project": CG + "Project",
    "place": CG + "Place",
    "country": CG + "Country",
    "bcp": CG + "BorderCrossing",
    "document": CG + "Document",
    "source": CG + "Source",
    "change": PREFIXES["org"] + "ChangeEvent",
    "participation": CG + "Participation",
    "claim": CG + "Claim",
    "evidence": CG + "Evidence",
    "selector": PREFIXES["oa"] + "TextPositionSelector",
    "geometry": PREFIXES["geo"] + "Geometry",
}
"""The kinds of ids and the class each stands for."""

GRAPHS = ("authority", "stated", "inferred", "derived", "vocabulary")
VIEWS: dict[str, tuple[str, ...]] = {
    "stated": ("authority", "stated", "vocabulary"),
    "inferred": ("authority", "stated", "inferred", "derived", "vocabulary"),
    "represents": ("authority", "stated", "inferred", "derived", "vocabulary"),
}
"""What a view reads. *represents* reads what *inferred* reads; the network then puts the organization that a
delegation or a person represents in their place."""
DEFAULT_VIEW = "inferred"

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")


def curie(text: str) -> str:
    """Expand a prefixed name: the inverse of :func:`compact`.

    >>> curie("schema:startDate")
    'https://schema.org/startDate'
    """
    prefix, _, local = text.partition(":")
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """Shorten an IRI for reading: ``id/…`` for ours, a prefixed name for what has a prefix.

    >>> compact("https://w3id.org/coopgraph/id/org/finnish-customs")
    'org/finnish-customs'
    >>> compact("https://w3id.org/coopgraph/vocab/role/host")
    'role/host'
    >>> compact("http://www.w3.org/ns/org#memberOf")
    'org:memberOf'
    """
    for start in (IDS, TERMS):
        if iri.startswith(start):
            return iri[len(start) :]
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def graph(name: str) -> str:
    """Return the IRI of a named graph.

    >>> graph("stated")
    'https://w3id.org/coopgraph/graph/stated'
    """
    if name not in GRAPHS:
        raise UnknownName("graph", name, GRAPHS)
    return f"{BASE}graph/{name}"


def view_graphs(view: str) -> tuple[str, ...]:
    """Return the IRIs of the graphs that a view reads. Raises UnknownName for an unknown view."""
    if view not in VIEWS:
        raise UnknownName("view", view, VIEWS)
    return tuple(graph(g) for g in VIEWS[view])


def term(scheme: str, name: str) -> str:
    """Return the IRI of a vocabulary term.

    >>> term("role", "host")
    'https://w3id.org/coopgraph/vocab/role/host'
    """
    return f"{TERMS}{scheme}/{name}"


def mint(kind: str, *parts: str) -> str:
    """Return the IRI of a thing: its kind and its slug, or the delimited parts of one.

    The parts of a slug are joined by dots, and a part never holds one, so different parts never meet in the
    same IRI. Raises UnknownName for an unknown kind and ValueError for a part that is not a slug.

    >>> mint("org", "finnish-customs")
    'https://w3id.org/coopgraph/id/org/finnish-customs'
    >>> mint("evidence", "003", "3785-3978")
    'https://w3id.org/coopgraph/id/evidence/003.3785-3978'
    """
    if kind not in KINDS:
        raise UnknownName("kind of record", kind, KINDS)
    allowed = COUNTRY if kind == "country" else SLUG
    for part in parts:
        if not allowed.fullmatch(part):
            raise ValueError(f"{part!r} is not a slug")
    return f"{IDS}{kind}/{'.'.join(parts)}"


def mint_claim(subject: str, predicate: str, obj: str) -> str:
    """Return the IRI of the claim that a triple holds: 16 hex digits of the SHA-256 of its N-Triples terms.

    With 64 bits, two of a hundred million claims meet with a probability of 0.03 percent;
    :mod:`~coopgraph.triples` sees that none do.
    """
    import hashlib  # not at the top: the command line spells IRIs long before it needs a digest

    digest = hashlib.sha256(f"{subject} {predicate} {obj}".encode()).hexdigest()
    return f"{IDS}claim/{digest[:16]}"


def split(iri: str) -> tuple[str, str] | None:
    """Return (kind, slug) of one of our ids, or None.

    >>> split("https://w3id.org/coopgraph/id/org/osce")
    ('org', 'osce')
    """
    if not iri.startswith(IDS):
        return None
    kind, _, slug = iri[len(IDS) :].partition("/")
    return (kind, slug) if kind in KINDS and slug else None
