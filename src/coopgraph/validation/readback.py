"""Records read back from a graph: as much of them as the checks beyond SHACL need.

Nothing is validated here (the graph may hold what no curated file could): a record without an English name has its
id for one, a date that is none is left out. Countries keep no borders in the graph: the bundled table has them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

import pyoxigraph as ox
from pydantic import BaseModel

from coopgraph import assets
from coopgraph.nquads import Origins
from coopgraph.ontology import claim_keys
from coopgraph.records import (
    BorderCrossing,
    Claim,
    Country,
    Event,
    Name,
    Named,
    Organization,
    Place,
    Records,
    SourceDocument,
    Span,
    Value,
    parse_date,
)
from coopgraph.source import Source
from coopgraph.vocab import IDS, PREFIXES, TERMS, split

_Model = TypeVar("_Model", bound=BaseModel)
NOWHERE = Source("")
"""The place of what the origins do not know."""
_BATCH = 1000
_POINT = re.compile(r"POINT\s*\(\s*(-?[0-9.]+)\s+(-?[0-9.]+)\s*\)")
_EVIDENCE = re.compile(re.escape(f"{IDS}evidence/") + r"([a-z0-9-]+)[.]([0-9]+)-([0-9]+)")
_DATES = ("start-date", "end-date", "not-before")


def records(data: ox.Store, origins: Origins, texts: bool = False) -> Records:
    """Return organizations, events, points and countries, with the claims that tell events and hierarchies.

    With ``texts`` also source documents, spans and their digests. Cost: some 10 microseconds a name or claim.
    """
    reading = _Reading(data, origins)
    reading.organizations()
    reading.events()
    reading.points()
    if texts:
        reading.documents()
        reading.spans()
    return reading.found


def span(evidence: str) -> Span | None:
    """Return the span that an IRI of evidence names; None for another IRI, or an empty or reversed span.

    >>> str(span(IDS + "evidence/003.3785-3978"))
    '003:3785-3978'
    """
    found = _EVIDENCE.fullmatch(evidence)
    if not found or int(found[2]) >= int(found[3]):
        return None
    return Span(document=found[1], start=int(found[2]), end=int(found[3]))


def evidence(data: ox.Store, nodes: Iterable[str]) -> dict[str, list[Span]]:
    """Return the spans that some nodes rest on; those that are evidence are their own."""
    found: dict[str, list[Span]] = defaultdict(list)
    wanted = set(nodes)
    places = [
        *((node, node) for node in sorted(wanted)),
        *select(data, "SELECT ?s ?e { ?s cg:evidence ?e VALUES ?s { %s } }", wanted),
    ]
    for node, place in places:
        if one := span(place):
            found[node].append(one)
    return found


def _made(model: type[_Model], **fields: Any) -> _Model:
    return model.model_construct(None, **fields)


class _Reading:
    def __init__(self, data: ox.Store, origins: Origins) -> None:
        self.data, self.origins = data, origins
        self.found = Records()

    def place(self, node: str) -> Source:
        return self.origins.find(node) or NOWHERE

    def add(self, kind: str, record: Named) -> None:
        self.found.named[kind, record.id] = record

    def claim(self, subject: str, key: str, value: Value, spans: tuple[Span, ...] = (), at: Source = NOWHERE) -> None:
        plain = {"predicate": "", "status": "stated", "confidence": "high", "source": at}
        self.found.claims.append(_made(Claim, subject=subject, key=key, value=value, spans=spans, **plain))

    def organizations(self) -> None:
        asked = "SELECT ?s ?l { ?s a cg:Organization ; %s ?l }"
        names = _languages(rows(self.data, asked % "skos:prefLabel"))
        others = _languages(rows(self.data, asked % "skos:altLabel"))
        countries = pairs(self.data, "SELECT ?s ?c { ?s a cg:Organization ; cg:country ?c } ORDER BY ?s ?c")
        for node, own in names.items():
            if found := split(node):
                also = tuple(_made(Name, text=text, lang=lang) for lang, text in others.get(node, ()))
                country = local(countries[node]).partition("/")[2] if node in countries else None
                more = {"names": _named(own, found[1]), "also": also, "country": country, "source": self.place(node)}
                self.add("org", _made(Organization, id=found[1], **more))
        for key in ("parent", "replaced-by"):
            predicate = claim_keys()[key].predicate
            told = (
                f"{{ ?s <{predicate}> ?o }} UNION {{ ?c rdf:predicate <{predicate}> ; rdf:subject ?s ; rdf:object ?o }}"
            )
            for subject, obj in select(self.data, f"SELECT DISTINCT ?s ?o {{ {told} }} ORDER BY ?s ?o"):
                self.claim(local(subject), key, _made(Value, type="id", text=local(obj)))

    def events(self) -> None:
        for (node,) in select(self.data, "SELECT ?s { ?s a cg:Event } ORDER BY ?s"):
            if found := split(node):
                self.add("event", _made(Event, id=found[1], names={"en": found[1]}, source=self.place(node)))
        asked = {"category": "?s a cg:Event ; cg:category ?o"}
        for role in ("organizer", "co-organizer"):
            asked[role] = f"?c cg:role <{TERMS}role/{role}> ; cg:activity ?s ; cg:participant ?o . ?s a cg:Event"
        for key in _DATES:
            asked[key] = f"?s a cg:Event ; <{claim_keys()[key].predicate}> ?o"
        for key, pattern in asked.items():
            for subject, obj in select(self.data, f"SELECT ?s ?o {{ {pattern} }} ORDER BY ?s ?o"):
                if key not in _DATES or _is_date(obj):
                    self.claim(local(subject), key, _made(Value, type="text", text=local(obj)))

    def points(self) -> None:
        boxes = _boxes()
        asked = "SELECT ?s ?c ?w { ?s geo:hasGeometry ?g ; cg:country ?c . ?g geo:asWKT ?w } ORDER BY ?s ?c"
        for node, country, wkt in select(self.data, asked):
            found, point, code = split(node), _POINT.fullmatch(wkt), local(country).partition("/")[2]
            if not found or not point or code not in boxes:
                continue
            self.add("country", boxes[code])
            lon, lat = float(point[1]), float(point[2])
            more = {"names": {"en": found[1]}, "country": code, "lat": lat, "lon": lon, "source": self.place(node)}
            model = BorderCrossing if found[0] == "bcp" else Place
            self.add(found[0], _made(model, id=found[1], **more))

    def documents(self) -> None:
        more_or_none = "OPTIONAL { ?s cg:sha256 ?d } OPTIONAL { ?s cg:textLength ?n }"
        asked = f"SELECT ?s ?d ?n {{ ?s a cg:Source {more_or_none} }} ORDER BY ?s"
        for node, sealed, length in select(self.data, asked):
            if found := split(node):
                more = {"names": {"en": found[1]}, "sha256": sealed, "source": self.place(node)}
                number = int(length) if length.isdecimal() else None
                self.add("source", _made(SourceDocument, id=found[1], length=number, **more))

    def spans(self) -> None:
        asked = "SELECT DISTINCT ?e ?d { ?c cg:evidence ?e OPTIONAL { ?e cg:sha256 ?d } } ORDER BY ?e ?d"
        for node, sealed in select(self.data, asked):
            if one := span(node):
                self.claim("", "", _made(Value, type="text", text=""), (one,), self.place(node))
                if sealed:
                    self.found.digests[one] = sealed


def rows(data: ox.Store, asked: str) -> Iterator[ox.QuerySolution]:
    yield from data.query(asked, prefixes=PREFIXES)  # type: ignore[misc]


def select(data: ox.Store, asked: str, nodes: Iterable[str] | None = None) -> list[tuple[str, ...]]:
    """Return rows as text; a ``%s`` stands for the nodes, which are asked for in batches."""
    listed = None if nodes is None else [str(ox.NamedNode(node)) for node in sorted(nodes)]
    batches = (
        [asked] if listed is None else [asked % " ".join(listed[i : i + _BATCH]) for i in range(0, len(listed), _BATCH)]
    )
    return [tuple("" if t is None else t.value for t in row) for batch in batches for row in rows(data, batch)]


def pairs(data: ox.Store, asked: str, nodes: Iterable[str] | None = None) -> dict[str, str]:
    """Return rows of two as a mapping; of several rows with one key the last counts."""
    return {row[0]: row[1] for row in select(data, asked, nodes)}


def _languages(rows: Iterable[ox.QuerySolution]) -> dict[str, list[tuple[str, str]]]:
    """Return names by their node, each with its language before it, sorted."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node, name in rows:
        if isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal):
            found[node.value].append((name.language or "", name.value))
    return {node: sorted(found[node]) for node in sorted(found)}


def _named(names: list[tuple[str, str]], slug: str) -> dict[str, str]:
    return {"en": slug} | dict(names)


def local(iri: str) -> str:
    """Return an id or a term as curated files write it; what is neither stays as it is."""
    return iri.removeprefix(IDS).removeprefix(TERMS)


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


@cache
def _boxes() -> dict[str, Country]:
    """Return the countries of the bundled table by code."""
    with (assets.folder("data") / "countries.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["id"]: _country(row) for row in rows if row.get("west")}


def _country(row: dict[str, str]) -> Country:
    box = {side: float(row[side]) for side in ("west", "south", "east", "north")}
    return _made(Country, id=row["id"], names={"en": row["name_en"]}, source=NOWHERE, **box)
