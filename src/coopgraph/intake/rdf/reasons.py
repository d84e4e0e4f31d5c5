"""Why records have no room for a triple, and what to write instead."""

from __future__ import annotations

import re
from functools import cache

from coopgraph import assets, ontology
from coopgraph.errors import near, suggestion
from coopgraph.intake.rdf import claims
from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.named import ENTRY_KINDS, GEOMETRY, LABEL, PLACES, columns
from coopgraph.intake.rdf.parse import UNMAPPED, Fact, key
from coopgraph.intake.rdf.terms import Misfit, brief, shown
from coopgraph.loaders.problems import slugify
from coopgraph.vocab import CG, IDS, KINDS, ONTOLOGY, PREFIXES, TERMS, compact, curie, split

_TYPE = curie("rdf:type")
_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
_OWNER = {"evidence": "no claim rests on it", "selector": "no evidence has it", "geometry": "no place has it"}
_CONSTRUCT = re.compile(r"CONSTRUCT \{(.*?)\}", re.DOTALL)


def tell(facts: Facts, fact: Fact) -> None:
    """Tell ``facts`` why a fact would be lost; about a node without a name of ours once, with all that it says."""
    if misfit := _about_node(facts, fact.subject):
        facts.tell(facts.place(fact.subject), misfit)
        facts.excuse(fact.subject)
    else:
        kind = _renamed_kind(facts, fact.subject)
        facts.wrong(fact, _about(facts, fact, kind))


def _renamed_kind(facts: Facts, node: str) -> str:
    """Return the kind of a node under the name that it will have."""
    found = split(min(facts.names.get(node, {node})))
    return found[0] if found else "claim"


@cache
def classes(kind: str) -> frozenset[str]:
    """Return the class that a kind of id stands for, and what the ontology says each of these is as well."""
    above: dict[str, set[str]] = {}
    for triple in ontology.triples():
        if triple.predicate.value == _SUBCLASS:
            above.setdefault(key(triple.subject), set()).add(key(triple.object))
    found, todo = set(), [KINDS[kind]]
    while todo:
        found.add(one := todo.pop())
        todo += above.get(one, set()) - found
    return frozenset(found)


def _about_node(facts: Facts, node: str) -> Misfit | None:
    """Return what is wrong with a node as a whole."""
    if node in facts.names:
        return None
    found = split(node)
    if found and found[0] in _OWNER:
        return Misfit(_OWNER[found[0]], "take it out, or add what it belongs to")
    if found:
        return None
    if node.startswith((TERMS, ONTOLOGY)):
        return Misfit("is of the vocabulary, and records add nothing to that", "take it out")
    kind = _kind(facts, node)
    if node.startswith("_:"):
        return Misfit("a blank node has no name of its own", f"give it one: {IDS}{kind}/…")
    if node.startswith(IDS):
        kinds = suggestion(node.removeprefix(IDS).partition("/")[0], sorted(KINDS))
        return Misfit(f"{compact(node)} is of a kind that is none", kinds)
    slug = slugify(re.split("[/#]", node.rstrip("/#"))[-1]) or "…"
    return Misfit(f"{brief(node)} is a name outside of coopgraph", f"call it {IDS}{kind}/{slug}")


def _kind(facts: Facts, node: str) -> str:
    """Return the kind of id that a node's class asks for."""
    for fact in facts.of(node, _TYPE):
        for kind, iri in KINDS.items():
            if key(fact.object) == iri and kind in ENTRY_KINDS:
                return kind
    return "org"


def _about(facts: Facts, fact: Fact, kind: str) -> Misfit:
    short = f"{brief(fact.predicate)} {shown(fact.object)}"
    if fact.predicate.startswith(UNMAPPED):
        return Misfit(f"no context explains {brief(fact.predicate)}", "give it an IRI in @context, or delete it")
    spec = claims.by_predicate().get(fact.predicate)
    if spec and kind in spec.subjects:
        return _unclaimed(facts, fact, short)
    if spec and kind in ENTRY_KINDS and fact.predicate not in columns(kind):
        return Misfit(f"{short} is not said of a record of kind {kind}", f"it fits: {', '.join(spec.subjects)}")
    if fact.predicate in _constructed() or fact.predicate == claims.TAKES_PART:
        message = f"{short} does not follow from the participations in the file"
        return Misfit(message, "add a cg:Participation with that role; what follows from it need not be written")
    if fact.predicate == _TYPE:
        return _class(fact, kind)
    subject = facts.what.get(fact.subject) or brief(fact.subject)
    message = f"this says something that records have no room for: {subject} {short}"
    if fact.predicate in _predicates(kind):
        return Misfit(message, "it would come out otherwise")
    return Misfit(message, _nearest(fact.predicate, kind))


@cache
def _nearest(predicate: str, kind: str) -> str:
    known = sorted(compact(p) for p in _predicates(kind))
    close = near(compact(predicate), known)
    return f"nearest: {', '.join(close)}" if close else f"what they have room for: {', '.join(known)}"


def _unclaimed(facts: Facts, fact: Fact, short: str) -> Misfit:
    """Return what is wrong with a plain triple: that it is not claimed, or that its claim rejects it."""
    if (fact.subject, fact.predicate, fact.object) in facts.claimed:
        return Misfit(f"{short} is asserted, and a claim rejects it", "keep one of the two")
    remedy = "add an rdf:Statement of it with cg:status, cg:confidence and cg:evidence"
    return Misfit(f"{short} is not claimed: no status, no evidence", remedy)


def _class(fact: Fact, kind: str) -> Misfit:
    """Return what is wrong with a class: it belongs to another kind of id, or to none."""
    name = shown(fact.object)
    for other, iri in KINDS.items():
        if key(fact.object) == iri and other != kind:
            slug = (split(fact.subject) or ("", "…"))[1]
            message = f"is of class {name}, and its name says {kind}"
            return Misfit(message, f"call it {IDS}{other}/{slug}, or write  a {compact(KINDS[kind])}")
    known = sorted(compact(iri) for iri in KINDS.values())
    return Misfit(f"records have no room for class {name}", suggestion(name, known, most=len(known)))


@cache
def _constructed() -> frozenset[str]:
    """Return the predicates that the saved CONSTRUCT queries make."""
    found = set()
    for path in assets.files("queries", "derive/*.rq"):
        for body in _CONSTRUCT.findall(path.read_text("utf-8")):
            found |= {CG + local for local in re.findall(r"\bcg:(\w+)", body)}
    return frozenset(found)


def _predicates(kind: str) -> set[str]:
    """Return what can be said of a kind."""
    if kind in ("claim", "participation"):
        return set(claims.PREDICATES)
    if kind in ENTRY_KINDS:
        own = {_TYPE, LABEL, *columns(kind)} | ({GEOMETRY} if kind in PLACES else set())
        return own | {p for p, spec in claims.by_predicate().items() if kind in spec.subjects}
    return {curie(p) for p in _PARTS.get(kind, ())}


_PARTS = {
    "evidence": ("rdf:type", "oa:hasSource", "oa:hasSelector", "cg:sha256"),
    "selector": ("rdf:type", "oa:start", "oa:end"),
    "geometry": ("rdf:type", "geo:asWKT"),
}
