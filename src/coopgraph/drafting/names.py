"""The names that a text is searched for: those of a dataset's records, of countries, and the terms of vocabularies.

Official names of countries and their adjectives stand in countries.csv beside this file. An adjective is a hint and
no more: "Finnish standards" are not Finland, and "Turkmen officers" are a delegation. Words by which a text tells a
role are in :mod:`coopgraph.drafting.roles`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from coopgraph.drafting.candidates import NAMED, WORDS
from coopgraph.drafting.dictionary import Name
from coopgraph.ontology import triples
from coopgraph.records import Named, Records, tagged
from coopgraph.vocab import PREFIXES, TERMS

NAME, SLIP, ADJECTIVE, LABEL = "name on record", "slip on record", "adjective of the country", "label of the term"


def of_records(records: Records) -> Iterator[Name]:
    """Yield every name, in any language, of the records that texts name: parties, places, projects, documents."""
    for kind in NAMED:
        for record in records.of(kind):
            for text in _called(record):
                yield _name(text, kind, record.id, NAME)
            for slip in record.hidden:
                yield _name(slip.text, kind, record.id, SLIP)
    countries = {record.id for record in records.of("country")}
    yield from (name for name in _countries() if name.ident in countries)


def of_terms() -> Iterator[Name]:
    """Yield the labels of event types, topics and occupations."""
    labels = {PREFIXES["skos"] + kind for kind in ("prefLabel", "altLabel")}
    for triple in triples():
        scheme, _, term = _iri(triple.subject).removeprefix(TERMS).partition("/")
        if scheme in WORDS and term and triple.predicate.value in labels:
            text = _iri(triple.object)
            yield Name(text, scheme, term, LABEL, case="same" if text.isupper() else "any")


@cache
def broader(thing: str) -> frozenset[str]:
    """Return the terms that are wider than a term, written as the term is; none for a record.

    >>> sorted(broader("topic/drug-policy")), sorted(broader("org/osce"))
    (['topic/drugs'], [])
    """
    wider = PREFIXES["skos"] + "broader"
    up = {_iri(t.object) for t in triples() if t.predicate.value == wider and _iri(t.subject) == TERMS + thing}
    names = {iri.removeprefix(TERMS) for iri in up}
    return frozenset(names.union(*(broader(name) for name in names)))


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def _called(record: Named) -> list[str]:
    return [*record.names.values(), *(name.text for name in record.also)]


def _name(text: str, kind: str, ident: str, reason: str) -> Name:
    bare = text.removeprefix("The ").removeprefix("the ")
    if not any(c.islower() for c in bare):
        return Name(bare, kind, ident, reason, case="same")
    return Name(bare, kind, ident, reason, case="any" if " " in bare else "initial")


@cache
def _countries() -> tuple[Name, ...]:
    found: list[Name] = []
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found += [_name(tagged(text)[0], "country", row["id"], NAME) for text in _parts(row["also"])]
            for text in _parts(row["adjectives"]):
                word, language = tagged(text)
                case = "any" if language == "ru" else "initial"
                found.append(Name(word, "country", row["id"], ADJECTIVE, "weak", case))  # type: ignore[arg-type]
    return tuple(found)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
