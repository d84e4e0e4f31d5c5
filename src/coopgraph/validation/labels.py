"""What to call the nodes of a graph in a report: records by their English name, claims by what they say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyoxigraph as ox

from coopgraph.ontology import claim_keys
from coopgraph.validation.readback import local, pairs, select
from coopgraph.vocab import IDS

_PARTS = "{ ?c cg:participant ?o ; cg:activity ?s ; cg:role ?p }"
_REJECTED = "{ ?c rdf:subject ?o ; rdf:object ?s ; cg:role ?p }"
_BINARY = "{ ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER NOT EXISTS { ?c cg:role ?role } }"
_CLAIMS = f"SELECT ?c ?s ?p ?o {{ {{ {_PARTS} UNION {_REJECTED} UNION {_BINARY} }} VALUES ?c {{ %s }} }}"
_NAMES = """
    SELECT ?s (MIN(STR(?label)) AS ?name) {
      ?s skos:prefLabel ?label FILTER(LANGMATCHES(LANG(?label), "en")) VALUES ?s { %s } } GROUP BY ?s"""


def labels(data: ox.Store, nodes: Iterable[str]) -> dict[str, str]:
    """Return what to call some nodes, given as IRIs; countries, and what has no name, go without.

    Cost: goes with the number of nodes.
    """
    wanted = {node for node in nodes if node.startswith(IDS) and not node.startswith(f"{IDS}country/")}
    claims = select(data, _CLAIMS, wanted)
    ends = {end for _, subject, _, obj in claims for end in (subject, obj) if end.startswith(IDS)}
    names = pairs(data, _NAMES, wanted | ends)
    found = {node: names[node] for node in wanted if node in names}
    for claim, subject, predicate, obj in claims:
        key = _keys().get(predicate) or local(predicate).rpartition("/")[2]
        found[claim] = f"{names.get(subject, local(subject))} – {key}: {names.get(obj, local(obj))}"
    return found


@cache
def _keys() -> dict[str, str]:
    """Return the claim key of each predicate that has one."""
    found: dict[str, str] = {}
    for name, key in sorted(claim_keys().items()):
        found.setdefault(key.predicate, name)
    return found
