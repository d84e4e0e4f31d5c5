"""The terms of a vocabulary with their English and Russian labels, so that names of events speak of real topics."""

from __future__ import annotations

from functools import cache

from coopgraph import ontology
from coopgraph.vocab import PREFIXES, TERMS


@cache
def labels(scheme: str) -> dict[str, tuple[str, str]]:
    """Return the terms of a scheme, sorted, with label in English and in Russian.

    >>> labels("event-type")["workshop"]
    ('Workshop', 'Семинар')
    """
    found: dict[str, dict[str, str]] = {term: {} for term in sorted(ontology.terms()[scheme])}
    for triple in ontology.triples():
        subject = getattr(triple.subject, "value", "")
        if triple.predicate.value == PREFIXES["skos"] + "prefLabel" and subject.startswith(f"{TERMS}{scheme}/"):
            language = getattr(triple.object, "language", None) or "en"
            found[subject.rpartition("/")[2]][language] = getattr(triple.object, "value", "")
    return {term: (names.get("en", term), names.get("ru", "")) for term, names in found.items()}
