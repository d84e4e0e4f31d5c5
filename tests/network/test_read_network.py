"""From a store to the participation table, over quads of the shape that the loader makes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pytest

from coopgraph import assets
from coopgraph.errors import RecordsError, UnknownName, UsageError
from coopgraph.network import Link, of_store, read
from coopgraph.store.base import Solutions, Store
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import PREFIXES, graph, mint

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + (
    "@prefix id: <https://w3id.org/coopgraph/id/> .\n@prefix v: <https://w3id.org/coopgraph/vocab/> .\n"
)
AUTHORITY = """
  <ID/org/finnish-customs> a cg:Organization ; skos:prefLabel "Finnish Customs"@en, "Таможня Финляндии"@ru ;
    cg:category <V/org-type/customs> ; cg:country <ID/country/FI> .
  <ID/org/osce> a cg:Organization ; skos:prefLabel "Organization for Security and Co-operation in Europe"@en ;
    skos:altLabel "OSCE"@en, "ОБСЕ"@ru, "The Organization"@en ; cg:category <V/org-type/igo> .
  <ID/org/osce-office> a cg:Organization ; skos:prefLabel "OSCE Office"@en ; cg:category <V/org-type/igo-office> .
  <ID/org/tajik-customs> a cg:Organization ; skos:prefLabel "Таможенная служба"@ru ; cg:country <ID/country/TJ> .
  <ID/delegation/officers> a cg:Delegation ; skos:prefLabel "Officers"@en ; cg:country <ID/country/TJ> .
  <ID/country/FI> a cg:Country ; skos:prefLabel "Finland"@en .
  <ID/country/TJ> a cg:Country ; skos:prefLabel "Tajikistan"@en .
  <ID/event/2013-visit> a cg:Event ; skos:prefLabel "Study visit"@en .
  <ID/event/2016-talks> a cg:Event ; skos:prefLabel "Talks"@en .
  <ID/project/aid> a cg:Project ; skos:prefLabel "Aid"@en .
  <ID/evidence/003.10-20> a cg:Evidence ; oa:hasSource <ID/source/003> ; oa:hasSelector <ID/selector/003.10-20> .
  <ID/selector/003.10-20> oa:start 10 ; oa:end 20 .
  <ID/evidence/003.5-9> a cg:Evidence ; oa:hasSource <ID/source/003> ; oa:hasSelector <ID/selector/003.5-9> .
  <ID/selector/003.5-9> oa:start 5 ; oa:end 9 .
  <ID/claim/aaaaaaaaaaaa> a cg:Claim, rdf:Statement ; rdf:subject <ID/org/tajik-customs> ; cg:role <V/role/host> ;
    rdf:predicate cg:participatesIn ; rdf:object <ID/event/2013-visit> ; cg:status <V/status/rejected> .
"""
STATED = """
  <ID/event/2013-visit> schema:startDate "2013-05-27"^^xsd:date ; schema:endDate "2013-05-31"^^xsd:date .
  <ID/event/2016-talks> cg:notAfter "2016-11-05"^^xsd:date .
  <ID/project/aid> schema:startDate "2012-01-01"^^xsd:date .
  <ID/participation/2013-visit.org-finnish-customs.host> a cg:Participation, cg:Claim ;
    cg:participant <ID/org/finnish-customs> ; cg:activity <ID/event/2013-visit> ; cg:role <V/role/host> ;
    cg:status <V/status/stated> ; cg:confidence <V/confidence/high> ;
    cg:evidence <ID/evidence/003.10-20>, <ID/evidence/003.5-9> .
  <ID/participation/2013-visit.delegation-officers.participant> a cg:Participation, cg:Claim ;
    cg:participant <ID/delegation/officers> ; cg:activity <ID/event/2013-visit> ; cg:role <V/role/participant> ;
    cg:status <V/status/stated> ; cg:confidence <V/confidence/high> ; cg:evidence <ID/evidence/003.10-20> .
"""
INFERRED = """
  <ID/participation/2013-visit.org-osce-office.organizer> a cg:Participation, cg:Claim ;
    cg:participant <ID/org/osce-office> ; cg:activity <ID/event/2013-visit> ; cg:role <V/role/organizer> ;
    cg:status <V/status/inferred> ; cg:confidence <V/confidence/medium> ; cg:evidence <ID/evidence/003.5-9> .
  <ID/org/osce-office> org:subOrganizationOf <ID/org/osce> .
  <ID/claim/bbbbbbbbbbbb> a cg:Claim, rdf:Statement ; rdf:subject <ID/org/osce-office> ;
    rdf:predicate org:subOrganizationOf ; rdf:object <ID/org/osce> ;
    cg:status <V/status/inferred> ; cg:confidence <V/confidence/high> ; cg:evidence <ID/evidence/003.5-9> .
  <ID/delegation/officers> cg:represents <ID/org/tajik-customs> .
  <ID/claim/cccccccccccc> a cg:Claim, rdf:Statement ; rdf:subject <ID/delegation/officers> ;
    rdf:predicate cg:represents ; rdf:object <ID/org/tajik-customs> ;
    cg:status <V/status/inferred> ; cg:confidence <V/confidence/low> ; cg:evidence <ID/evidence/003.10-20> .
"""


def org(slug: str) -> str:
    return mint("org", slug)


def make(**graphs: str) -> OxigraphStore:
    """Return a store of Turtle by graph name, and the vocabularies that the network needs."""
    parts = []
    for name, turtle in graphs.items():
        text = turtle.replace("<ID/", "<https://w3id.org/coopgraph/id/").replace(
            "<V/", "<https://w3id.org/coopgraph/vocab/"
        )
        parts.append(f"<{graph(name)}> {{ {text} }}")
    store = OxigraphStore()
    quads = ox.parse(HEAD + "\n".join(parts), format=ox.RdfFormat.TRIG)
    store.load(b"".join(f"{quad} .\n".encode() for quad in quads))
    for scheme in ("role", "confidence", "org-type"):
        path = assets.folder("ontology") / "vocabulary" / f"{scheme}.ttl"
        triples = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        store.load(
            b"".join(f"{t.subject} {t.predicate} {t.object} <{graph('vocabulary')}> .\n".encode() for t in triples)
        )
    return store


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    """A study visit with a host, a delegation, and an inferred organizer."""
    return make(authority=AUTHORITY, stated=STATED, inferred=INFERRED)


def test_roles_of_a_view(store: OxigraphStore) -> None:
    """The stated view has the stated participations; the others have the inferred ones too."""
    assert [r.role for r in read(store, "stated").roles] == ["participant", "host"]
    assert len(read(store, "inferred")) == len(read(store, "represents")) == 3


def test_a_role(store: OxigraphStore) -> None:
    """A role carries its class, its confidence as a number and its evidence as source and span."""
    role = read(store, "stated").roles[1]
    assert (role.party, role.classes, role.status, role.confidence) == (
        org("finnish-customs"),
        ("L",),
        "stated",
        1.0,
    )
    assert role.evidence == ("003:10-20", "003:5-9")
    assert read(store).roles[2].confidence == 0.6


def test_parties(store: OxigraphStore) -> None:
    """A party has its English label or another, its abbreviation, its type, its country and its links."""
    parties = read(store, "stated").parties
    customs, osce = parties[org("finnish-customs")], parties[org("osce")]
    assert (customs.label, customs.types) == ("Finnish Customs", ("customs",))
    assert customs.country == mint("country", "FI")
    assert (osce.short, osce.country) == ("OSCE", "")
    assert parties[org("tajik-customs")].label == "Таможенная служба"
    assert parties[mint("country", "FI")].label == "Finland"
    assert parties[org("osce-office")].parents == (Link(org("osce"), "inferred", 1.0, ("003:5-9",)),)
    officers = parties[mint("delegation", "officers")]
    assert officers.represents == (Link(org("tajik-customs"), "inferred", 0.3, ("003:10-20",)),)


def test_dates(store: OxigraphStore) -> None:
    """An activity runs from start to end date, else within its bounds; an open end stays open."""
    activities = read(store).activities
    visit, talks = activities[mint("event", "2013-visit")], activities[mint("event", "2016-talks")]
    assert (visit.first, visit.last) == (date(2013, 5, 27), date(2013, 5, 31))
    assert (talks.first, talks.last) == (None, date(2016, 11, 5))
    aid = activities[mint("project", "aid")]
    assert (aid.first, aid.last, aid.kind) == (date(2012, 1, 1), None, "project")


def test_a_single_day() -> None:
    """An event with a start date alone begins and ends on that day."""
    day = '<ID/event/2013-visit> schema:startDate "2013-05-27"^^xsd:date .'
    visit = read(make(authority=AUTHORITY, stated=day)).activities[mint("event", "2013-visit")]
    assert visit.first == visit.last == date(2013, 5, 27)


def test_networks_of_a_store(store: OxigraphStore) -> None:
    """The same store gives each view and level its network."""
    # stated: the host alone; inferred: host-organizer 3 x 0.6; represents: + tajik-customs, deliver 2 x 0.3 each
    assert of_store(store, "stated").ties == ()
    assert [(t.source, t.target, t.weight) for t in of_store(store).ties] == [("finnish-customs", "osce-office", 1.8)]
    assert [(t.source, t.target, t.weight) for t in of_store(store, "represents").ties] == [
        ("finnish-customs", "osce-office", 1.8),
        ("finnish-customs", "tajik-customs", 0.6),
        ("osce-office", "tajik-customs", 0.6),
    ]
    assert [(t.source, t.target) for t in of_store(store, level="parent").ties] == [("finnish-customs", "osce")]
    (tie,) = of_store(store, "stated", "country").ties
    assert (tie.source, tie.target, tie.weight, tie.first) == ("FI", "TJ", 2, 2013)
    node = of_store(store).node("finnish-customs")
    assert (node.type, node.type_label, node.country) == ("customs", "Customs service", "FI")
    assert of_store(store, "stated", "country").node("FI").label == "Finland"


def test_a_rejected_role_is_no_participation(store: OxigraphStore) -> None:
    """An organization whose only role is rejected is in no network."""
    assert "tajik-customs" not in of_store(store, "inferred")


class Plain:
    """A store of which no more is known than that it is a store."""

    def __init__(self, inner: OxigraphStore) -> None:
        self.inner = inner

    def select(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions:
        return self.inner.select(sparql, graphs)


@pytest.mark.parametrize("view", ["stated", "inferred"])
def test_texts_are_as_good_as_terms(store: OxigraphStore, view: str) -> None:
    """A store that gives texts and one that gives terms only are read as the same table."""
    assert read(store, view) == read(cast("Store", Plain(store)), view)


def test_texts_of_any_kind() -> None:
    """Texts keep quotes, commas and ends of lines, an unbound term is empty, and there are none without a SELECT."""
    store = OxigraphStore()
    store.load(b'<http://e/a> <http://e/b> "x\\"y,\\r\\nz"@en <http://e/g> .')
    assert store.texts("SELECT ?s ?o ?none { ?s ?p ?o }") == [["http://e/a", 'x"y,\r\nz', ""]]
    assert store.texts("SELECT ?none { ?s ?p ?o }") == [[""]]
    assert store.texts("SELECT ?s { ?s ?p 1 }") == []
    with pytest.raises(UsageError, match="no SELECT"):
        store.texts("ASK {}")


def test_an_unknown_view(store: OxigraphStore) -> None:
    """An unknown view is refused with the known ones."""
    with pytest.raises(UnknownName, match="did you mean 'stated'"):
        read(store, "state")


def test_what_a_network_cannot_do_without() -> None:
    """A participation without status or confidence, and a date that is none, are reported and not guessed."""
    bad = """<ID/participation/2013-visit.org-osce.host> a cg:Participation ; cg:participant <ID/org/osce> ;
      cg:activity <ID/event/2013-visit> ; cg:role <V/role/host> ; cg:evidence <ID/evidence/003.5-9> .
      <ID/event/2013-visit> schema:startDate "2013-05-99" ."""
    with pytest.raises(RecordsError) as caught:
        read(make(authority=AUTHORITY, stated=bad))
    assert [str(problem).split(";")[0] for problem in caught.value.problems] == [
        "event/2013-visit [schema:startDate]: '2013-05-99' is no date",
        "participation/2013-visit.org-osce.host [confidence]: is missing",
        "participation/2013-visit.org-osce.host [status]: is missing",
    ]


@pytest.mark.parametrize("path", assets.files("queries", "network/*.rq"), ids=lambda path: path.stem)
def test_the_queries_run_as_they_stand(path: Path, store: OxigraphStore) -> None:
    """Each query of the network runs without prefixes from outside and names every column in its header."""
    from ruamel.yaml import YAML

    text = path.read_text(encoding="utf-8")
    variables = [v.value for v in ox.Store().query(text).variables]  # type: ignore[union-attr]
    header = YAML(typ="safe").load("\n".join(x[3:] for x in text.splitlines() if x.startswith("#+ ")))
    assert list(header["columns"]) == variables
    assert header["title"]
    assert header["question"].endswith("?")
