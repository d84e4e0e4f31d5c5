"""Which claims have one value only, so that another value of the same document takes the place of the old one.

Nothing here lists them: the shapes say so, by ``sh:maxCount 1`` for a property, or by naming it in the SPARQL of the
check for two values where one is expected.
"""

from __future__ import annotations

import re
from functools import cache

import pyoxigraph as ox

from coopgraph.ontology import claim_keys
from coopgraph.validation.checks import by_code, shape_triples
from coopgraph.vocab import PREFIXES, curie

CHECK = "C21"
_SH = PREFIXES["sh"]
_NAME = re.compile(r"\b([a-z]+):[A-Za-z]+")


@cache
def single_valued() -> frozenset[str]:
    """Return the keys of claims that have one value, of a subject in a document. Raises InputError for broken shapes.

    >>> sorted(single_valued())
    ['attendee-count', 'duration', 'edtf', 'end-date', 'not-after', 'not-before', 'start-date']
    """
    told: dict[object, dict[str, object]] = {}
    for triple in shape_triples():
        told.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(_SH)] = triple.object
    once = {_value(said.get("path")) for said in told.values() if _value(said.get("maxCount")) == "1"}
    check = told[ox.NamedNode(by_code(CHECK).shape)]
    text = _value(told[check["sparql"]]["select"])
    once |= {curie(name[0]) for name in _NAME.finditer(text) if name[1] in PREFIXES}
    return frozenset(name for name, key in claim_keys().items() if key.predicate in once)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
