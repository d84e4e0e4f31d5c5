"""Which records a change touches, and which others must be at hand to judge them.

A shape's reach is told by its patterns; here it is about the checks in Python, which compare records: an organization
is held against those of its country, an event against those that somebody of its organizers led.
"""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from coopgraph.nquads import iri
from coopgraph.ontology import claim_keys
from coopgraph.records import Claim, Named, Organization, Records, Span
from coopgraph.shacl import Change
from coopgraph.vocab import CG, IDS, curie, mint

LEADERS = ("organizer", "co-organizer")
FACTS = ("category", *LEADERS, "start-date", "end-date", "not-before")
"""What the likeness of events is told from."""
_ENDS = (curie("rdf:subject"), curie("rdf:object"))
_RELATED = tuple(claim_keys()[key].predicate for key in ("parent", "replaced-by"))
"""Organizations that are so related are not held against each other, even where that is rejected."""


def touched(change: Change) -> set[str]:
    """Return the IRIs of the records that a change says something else of: subjects, events that somebody took part
    in, and organizations that are claimed to be related."""
    found: set[str] = set()
    triples = (*change.added, *change.removed)
    related = {
        t.subject
        for t in triples
        if t.predicate.value == curie("rdf:predicate") and getattr(t.object, "value", "") in _RELATED
    }
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode):
            found.add(triple.subject.value)
        about = triple.predicate.value == CG + "activity" or triple.predicate.value in _RELATED
        about = about or (triple.predicate.value in _ENDS and triple.subject in related)
        if about and isinstance(triple.object, ox.NamedNode):
            found.add(triple.object.value)
    return found


def differing(before: Records, after: Records) -> set[str]:
    """Return the IRIs of the source documents that differ in what is no triple, such as the file of their text."""
    one, two = before.documents(), after.documents()
    same = {i for i in one.keys() & two.keys() if _told(one[i]) == _told(two[i])}
    return {iri(f"source/{ident}") for ident in (one.keys() | two.keys()) - same}


def around(records: Records, nodes: Collection[str]) -> Records:
    """Return the records that are touched, and those that they are compared with."""
    ids = {node.removeprefix(IDS) for node in nodes}
    lands = {r.country for r in records.of("org") if isinstance(r, Organization) and f"org/{r.id}" in ids}
    led_by = {c.value.text for c in records.claims if c.subject in ids and c.key in LEADERS}
    led = {c.subject for c in records.claims if c.key in LEADERS and c.value.text in led_by} | ids

    def wanted(claim: Claim) -> bool:
        if claim.subject in ids or claim.value.text in ids or (claim.subject in led and claim.key in FACTS):
            return True
        return any(_evidence(span) in nodes for span in claim.spans)

    claims = [claim for claim in records.claims if wanted(claim)]
    named = {
        (kind, slug): record
        for (kind, slug), record in records.named.items()
        if (isinstance(record, Organization) and record.country in lands)
        or (kind in ("event", "source") and f"{kind}/{slug}" in (led if kind == "event" else ids))
    }
    return Records(named, claims, records.digests, records.folder)


def _told(record: Named) -> dict[str, object]:
    return {name: getattr(record, name) for name in type(record).model_fields if name != "source"}


def _evidence(span: Span) -> str:
    return mint("evidence", span.document, f"{span.start}-{span.end}")
