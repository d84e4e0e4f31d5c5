"""What the drop-down lists of a workbook offer: terms, claim keys, countries and the ids on record.

Which values a claim takes depends on its key, so every key has a list of its own; keys with the same values share one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coopgraph.loaders.claims import ACTIVITIES, PARTIES, STATUSES
from coopgraph.ontology import ClaimKey, claim_keys, terms, triples
from coopgraph.records import Records
from coopgraph.vocab import PREFIXES, TERMS

CONFIDENCES = ("high", "medium", "low")
OWN = 30
"""So many new records of each kind in the workbook itself are offered, too."""
_SHEETS = {
    "org": "organizations",
    "person": "people",
    "place": "places",
    "bcp": "crossings",
    "project": "projects",
    "document": "documents",
    "event": "events",
    "delegation": "delegations",
    "change": "changes",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A list: its values, the kinds whose new records in the workbook follow them, and its names (its own when
    there is none)."""

    values: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def choices(records: Records) -> dict[str, Offer]:
    """Return every list of a workbook by name."""
    schemes = {
        s: Offer(tuple(sorted(t))) for s, t in sorted(terms().items()) if s not in ("role", "status", "confidence")
    }
    subjects = sorted({*ACTIVITIES, *(kind for key in claim_keys().values() for kind in key.subjects)})
    found = {
        "sources": Offer(tuple(r.id for r in records.of("source"))),
        "organizations": Offer(tuple(r.id for r in records.of("org"))),
        "countries": Offer(tuple(r.id for r in records.of("country"))),
        "subjects": Offer(_ids(records, subjects), tuple(subjects)),
        "keys": Offer((*sorted(terms()["role"]), *(k for k in claim_keys() if k not in terms()["role"]))),
        "status": Offer(STATUSES),
        "confidence": Offer(CONFIDENCES),
    }
    return {**found, **schemes, **_values(records)}


def own_ids(kinds: Iterable[str]) -> list[str]:
    """Return formulas for the ids of the first new records of these kinds in the workbook."""
    column = {"event": "B", "delegation": "B", "change": "B"}
    cells = ((kind, f"{_SHEETS[kind]}!{column.get(kind, 'A')}{row}") for kind in kinds for row in range(2, OWN + 2))
    return [f'=IF({cell}="","","{kind}/"&{cell})' for kind, cell in cells]


def glossary(records: Records) -> list[tuple[str, ...]]:
    """Return what the keys of claims, the terms and country codes mean: list, term, English, Russian, definition; of a
    key also what it is told of and what its value looks like. Roles, which are keys as well, are among the terms."""
    skos = PREFIXES["skos"]
    said: dict[tuple[str, str], dict[str, str]] = {}
    for t in triples():
        scheme, _, term = str(getattr(t.subject, "value", "")).removeprefix(TERMS).partition("/")
        kind = t.predicate.value.removeprefix(skos)
        if term in terms().get(scheme, ()) and kind in ("prefLabel", "definition"):
            language = str(getattr(t.object, "language", ""))
            said.setdefault((scheme, term), {})[f"{kind}@{language}"] = str(getattr(t.object, "value", ""))
    columns = ("prefLabel@en", "prefLabel@ru", "definition@en")
    rows = [(*key, *(labels.get(column, "") for column in columns)) for key, labels in sorted(said.items())]
    countries = [("country", c.id, c.names["en"], c.names.get("ru", ""), "") for c in records.of("country")]
    return [("list", "term", "English", "Russian", "meaning"), *_keys(), *rows, *countries]


_SHAPES = {
    "country": "the code of a country, as in FI",
    "date": "a day, as in 2013-05-27",
    "integer": "a number, as in 24",
    "duration": "P5D for five days, P1W for a week",
    "edtf": "a date as far as known, as in 2013-05-27, 2013-05, 2013 or 2013-05-27/2013-05-31",
}


def _keys() -> list[tuple[str, ...]]:
    """Return the rows of the claim keys that are no roles."""
    said: dict[str, dict[str, str]] = {}
    for t in triples():
        what = (t.predicate.value.rpartition("#")[2], getattr(t.object, "language", None))
        if what in (("label", "en"), ("label", "ru"), ("definition", "en")):
            node = said.setdefault(str(getattr(t.subject, "value", "")), {})
            node[f"{what[0]}@{what[1]}"] = str(getattr(t.object, "value", ""))
    rows: list[tuple[str, ...]] = []
    for key in claim_keys().values():
        own = said.get(key.predicate, {})
        about = f"Of: {', '.join(key.subjects)}. Value: {_shape(key)}."
        meaning = f"{key.meaning or own.get('definition@en', '')} {about}"
        rows.append(("key", key.key, own.get("label@en", ""), own.get("label@ru", ""), meaning))
    return rows


def _shape(key: ClaimKey) -> str:
    """Return what the value of a claim with this key looks like.

    >>> _shape(claim_keys()["visited-site"]), _shape(claim_keys()["topic"])
    ('the id of a record, place/… or bcp/…', 'a term of the list topic')
    """
    if key.value == "term":
        return f"a term of the list {key.range[0]}"
    if key.value == "id":
        return f"the id of a record, {' or '.join(f'{kind}/…' for kind in key.range)}"
    return _SHAPES[key.value]


def _values(records: Records) -> dict[str, Offer]:
    """Return the lists of values; a list has the names of all keys that take it."""
    sharing: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for role in sorted(terms()["role"]):
        sharing.setdefault(("id", PARTIES), []).append(role)
    for key in claim_keys().values():
        if key.value in ("id", "term", "country") and key.key not in terms()["role"]:
            sharing.setdefault((key.value, key.range), []).append(key.key)
    found = {}
    for (value, what), keys in sharing.items():
        names = tuple(keys)
        if value == "term":
            found[f"values-{what[0]}"] = Offer(tuple(sorted(terms()[what[0]])), (), names)
        elif value == "country":
            found["values-country"] = Offer(tuple(r.id for r in records.of("country")), (), names)
        else:
            found[f"values-{'-'.join(what)}"] = Offer(_ids(records, what), what, names)
    return found


def _ids(records: Records, kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{kind}/{record.id}" for kind in kinds for record in records.of(kind))
