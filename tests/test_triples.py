"""The quads of the tiny dataset, written out by hand; and what holds of the quads of any dataset."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Graph, triples
from coopgraph.loaders import dataset
from coopgraph.loaders.text import CONTROL
from coopgraph.nquads import Quads, literal
from coopgraph.records import Organization, Records
from coopgraph.source import Source
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.triples import quads
from coopgraph.vocab import BASE, IDS, compact, mint

RECORD = "data/records/900-visit.yaml"
HOST = "participation/2013-visit.org-finnish-customs.host"
GUESTS = "participation/2013-visit.delegation-2013-officers.participant"


def short(made: Quads) -> set[str]:
    """The quads in short form: graph, subject, predicate, object."""
    found = set()
    for quad in ox.parse(made.to_bytes(), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad.graph_name, ox.NamedNode)
        assert isinstance(quad.subject, ox.NamedNode)
        end = quad.object
        last = compact(end.value) if isinstance(end, ox.NamedNode) else str(end)
        graph = quad.graph_name.value.removeprefix(f"{BASE}graph/")
        found.add(f"{graph} {compact(quad.subject.value)} {compact(quad.predicate.value)} {last}")
    return found


def about(made: Quads, subject: str) -> list[str]:
    """The quads of a subject, without it, sorted."""
    parts = (line.split(" ", 3) for line in short(made))
    return sorted(f"{graph} {predicate} {end}" for graph, node, predicate, end in parts if node == subject)


@pytest.fixture
def made(tiny: Path) -> Quads:
    return quads(dataset.load(tiny))


NAMED = {
    "org/finnish-customs": [
        "authority cg:category org-type/customs",
        "authority cg:country country/FI",
        "authority rdf:type cg:Organization",
        'authority skos:altLabel "FinCustoms"@en',
        'authority skos:altLabel "Tulli"@fi',
        'authority skos:prefLabel "Finnish Customs"@en',
        'authority skos:prefLabel "Таможня Финляндии"@ru',
        "inferred cg:place place/helsinki",
    ],
    "delegation/2013-officers": [
        "authority cg:category occupation/customs-officers",
        "authority cg:country country/TM",
        "authority rdf:type cg:Delegation",
        'authority skos:prefLabel "Customs officers of Turkmenistan"@en',
    ],
    "event/2013-visit": [
        "authority rdf:type cg:Event",
        'authority skos:prefLabel "Study visit"@en',
        "stated cg:category event-type/study-visit",
        "stated dcterms:spatial country/FI",
        'stated schema:startDate "2013-05-27"^^<http://www.w3.org/2001/XMLSchema#date>',
    ],
    "place/helsinki": [
        "authority cg:country country/FI",
        "authority geo:hasGeometry geometry/place-helsinki",
        "authority rdf:type cg:Place",
        'authority skos:prefLabel "Helsinki"@en',
        'authority skos:prefLabel "Хельсинки"@ru',
    ],
    "geometry/place-helsinki": [
        'authority geo:asWKT "POINT(24.94 60.17)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>',
        "authority rdf:type geo:Geometry",
    ],
    "bcp/vaalimaa": [
        "authority cg:country country/FI",
        "authority rdf:type cg:BorderCrossing",
        "authority rdf:type cg:Place",
        'authority skos:prefLabel "Vaalimaa border crossing point"@en',
    ],
    "country/FI": [
        "authority rdf:type cg:Country",
        'authority skos:notation "FI"',
        'authority skos:prefLabel "Finland"@en',
        'authority skos:prefLabel "Финляндия"@ru',
    ],
    "country/NO": [],
    "source/900": [
        f'authority cg:sha256 "{"a" * 64}"',
        'authority cg:textLength "200"^^<http://www.w3.org/2001/XMLSchema#integer>',
        'authority dcterms:issued "2013-06-01"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
        'authority dcterms:language "en"',
        'authority dcterms:language "ru"',
        "authority dcterms:publisher org/osce",
        'authority dcterms:title "Customs officers learn"',
        "authority rdf:type cg:Document",
        "authority rdf:type cg:Source",
        'authority skos:prefLabel "OSCE on a study visit"@en',
    ],
    "evidence/900.0-10": [
        f'authority cg:sha256 "{"c" * 64}"',
        "authority oa:hasSelector selector/900.0-10",
        "authority oa:hasSource source/900",
        "authority rdf:type cg:Evidence",
    ],
    "evidence/900.10-20": [
        "authority oa:hasSelector selector/900.10-20",
        "authority oa:hasSource source/900",
        "authority rdf:type cg:Evidence",
    ],
    "selector/900.10-20": [
        'authority oa:end "20"^^<http://www.w3.org/2001/XMLSchema#integer>',
        'authority oa:start "10"^^<http://www.w3.org/2001/XMLSchema#integer>',
        "authority rdf:type oa:TextPositionSelector",
    ],
    HOST: [
        "stated cg:activity event/2013-visit",
        "stated cg:confidence confidence/high",
        "stated cg:evidence evidence/900.10-20",
        "stated cg:participant org/finnish-customs",
        "stated cg:role role/host",
        "stated cg:status status/stated",
        "stated rdf:type cg:Claim",
        "stated rdf:type cg:Participation",
    ],
    GUESTS: [
        "inferred cg:activity event/2013-visit",
        "inferred cg:attendanceMode attendance-mode/in-person",
        'inferred cg:attendeeCount "5"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger>',
        "inferred cg:confidence confidence/medium",
        "inferred cg:evidence evidence/900.0-10",
        "inferred cg:evidence evidence/900.20-30",
        "inferred cg:participant delegation/2013-officers",
        "inferred cg:role role/participant",
        "inferred cg:status status/inferred",
        "inferred rdf:type cg:Claim",
        "inferred rdf:type cg:Participation",
        'inferred skos:editorialNote "They are called guests."@en',
    ],
}


@pytest.mark.parametrize("subject", NAMED)
def test_what_is_said_of_a_record(made: Quads, subject: str) -> None:
    """A record's quads are those written here, and no others; a country that nothing refers to has none."""
    assert about(made, subject) == NAMED[subject]


def claim_about(made: Quads, predicate: str) -> list[str]:
    nodes = {line.split(" ")[1] for line in short(made) if f" rdf:predicate {predicate}" in line}
    assert len(nodes) == 1
    return about(made, nodes.pop())


def test_a_claim_stands_beside_its_triple(made: Quads) -> None:
    """A claim is an rdf:Statement in the graph of its status, with status, confidence, basis and evidence."""
    assert claim_about(made, "cg:place") == [
        "inferred cg:confidence confidence/low",
        "inferred cg:evidence evidence/900.10-20",
        "inferred cg:status status/inferred",
        "inferred rdf:object place/helsinki",
        "inferred rdf:predicate cg:place",
        "inferred rdf:subject org/finnish-customs",
        "inferred rdf:type cg:Claim",
        "inferred rdf:type rdf:Statement",
        'inferred skos:editorialNote "By its name."@en',
    ]


def test_a_rejected_role_is_no_participation(made: Quads) -> None:
    """A rejected role is a claim in graph authority alone; its party takes part in nothing."""
    assert claim_about(made, "cg:participatesIn") == [
        "authority cg:confidence confidence/high",
        "authority cg:evidence evidence/900.30-40",
        "authority cg:role role/funder",
        "authority cg:status status/rejected",
        "authority rdf:object event/2013-visit",
        "authority rdf:predicate cg:participatesIn",
        "authority rdf:subject org/osce",
        "authority rdf:type cg:Claim",
        "authority rdf:type rdf:Statement",
        'authority skos:editorialNote "No money is named."@en',
    ]
    assert not any(
        "cg:participant org/osce" in line or "cg:participatesIn" in line.split(" ")[2] for line in short(made)
    )


def edited(tiny: Path, old: str, new: str) -> Quads:
    text = Path(RECORD).read_text("utf-8")
    assert text.count(old) == 1
    Path(RECORD).write_text(text.replace(old, new), "utf-8")
    return quads(dataset.load(tiny))


def test_a_rejected_claim_has_no_triple(tiny: Path) -> None:
    """The statement of a rejected claim stands in graph authority, and what it says stands nowhere."""
    made = edited(tiny, "{place: place/helsinki, inferred: low,", "{place: place/helsinki, rejected: low,")
    assert claim_about(made, "cg:place")[0] == "authority cg:confidence confidence/low"
    assert not any(" org/finnish-customs cg:place " in line for line in short(made))


def test_a_role_in_full(tiny: Path) -> None:
    """A participation holds how many came, how that was counted, the position, and when."""
    made = edited(
        tiny,
        "count: 5",
        "count: 5\n      count-qualifier: about\n      title: Heads of posts\n      when: 2013-05~",
    )
    assert set(about(made, GUESTS)) - set(NAMED[GUESTS]) == {
        "inferred cg:countQualifier count-qualifier/about",
        'inferred cg:edtf "2013-05~"^^<http://id.loc.gov/datatypes/edtf/EDTF>',
        'inferred cg:positionTitle "Heads of posts"@en',
    }


def test_a_title_in_another_language(tiny: Path) -> None:
    """A public position that ends in its language is a text of that language."""
    made = edited(tiny, "count: 5", "title: Начальник@ru")
    assert 'inferred cg:positionTitle "Начальник"@ru' in about(made, GUESTS)


def test_a_role_in_a_project(tiny: Path) -> None:
    """The id of a participation in a project says that it is one."""
    claim = "  project/border-programme:\n    - {funder: org/osce, stated: high, at: 0-10}\n"
    made = edited(tiny, "  org/finnish-customs:\n", f"{claim}  org/finnish-customs:\n")
    assert about(made, "participation/project-border-programme.org-osce.funder") != []


def test_one_claim_of_two_files(tiny: Path) -> None:
    """The same claim in two files is one node with the evidence of both; its place is in the first."""
    alone = quads(dataset.load(tiny))
    Path("data/records/901-again.yaml").write_text(
        'source: "901"\nclaims:\n  event/2013-visit:\n'
        "    - {host: org/finnish-customs, stated: high, at: 5-15}\n"
        "    - {country: FI, stated: high, at: 5-15}\n",
        "utf-8",
    )
    both = quads(dataset.load(tiny))
    assert set(about(both, HOST)) - set(about(alone, HOST)) == {"stated cg:evidence evidence/901.5-15"}
    new = {line for line in short(both) - short(alone) if "901.5-15" not in line.split(" ")[1]}
    assert len(new) == 2
    assert both.origins.find(IDS + HOST) == Source(RECORD, 20, "host")


def test_every_subject_has_a_place(tiny: Path, made: Quads, graph: Graph) -> None:
    """Whatever is said of a node, the file and line where it was written down are known; so in the bundled data."""
    for origins, lines in ((made.origins, made.lines), (graph.origins, _lines(graph))):
        subjects = {line[1 : line.index(">")] for line in lines}
        for subject in subjects:
            source = origins.find(subject)
            assert source is not None, subject
            assert source.row > 0, subject
    assert str(made.origins.find(IDS + "org/osce", f"{BASE}ontology#category")) == "data/organizations.csv:3 [type]"
    assert (
        str(made.origins.find(IDS + "event/2013-visit", "https://schema.org/startDate")) == f"{RECORD}:18 [start-date]"
    )
    assert str(made.origins.find(IDS + "selector/900.30-40")) == f"{RECORD}:27 [at]"


def _lines(graph: Graph) -> list[str]:
    wanted = (f"{BASE}graph/{name}" for name in ("authority", "stated", "inferred"))
    return [str(quad) for name in wanted for quad in graph.store.quads(name)]


def test_no_blank_node(made: Quads, graph: Graph) -> None:
    """Every node has an IRI, in the tiny dataset and in the bundled one with its vocabulary."""
    assert not any("_:" in line.split('"')[0] for line in made.lines)
    for quad in graph.store.quads():
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_ids_are_of_their_kind(graph: Graph) -> None:
    """Every IRI of ours in the bundled data is one that mint would make."""
    for quad in graph.store.quads():
        for end in (quad.subject, quad.object):
            if isinstance(end, ox.NamedNode) and end.value.startswith(IDS):
                kind, slug = end.value.removeprefix(IDS).split("/")
                assert mint(kind, *slug.split(".")) == end.value


def test_order_does_not_matter(tiny: Path) -> None:
    """Shuffled records and claims give the same bytes."""
    records = dataset.load(tiny)
    before = quads(records).to_bytes()
    for seed in range(5):
        chance = random.Random(seed)
        named, claims = list(records.named.items()), list(records.claims)
        chance.shuffle(named)
        chance.shuffle(claims)
        assert quads(replace(records, named=dict(named), claims=claims)).to_bytes() == before


def test_two_claims_do_not_share_an_id(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the digests of two claims ever meet, no quad is made."""
    monkeypatch.setattr(triples, "mint_claim", lambda *_: f"{IDS}claim/000000000000")
    with pytest.raises(ValueError, match="two claims would be"):
        quads(dataset.load(tiny))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [('say "yes"', r"say \"yes\""), ("a\\b", r"a\\b"), ("a\nb\rc\td", r"a\nb\rc\td"), ("Тулли", "Тулли")],
)
def test_escapes(text: str, escaped: str) -> None:
    """Quotes, backslashes and line breaks are escaped; letters of any script stand as they are."""
    assert literal(text, lang="ru") == f'"{escaped}"@ru'


@given(st.text().filter(lambda text: not CONTROL.search(text)))
def test_any_text_survives(text: str) -> None:
    """A label, whatever it holds, comes back from the store as it was."""
    assert stored(lambda: literal(text, lang="en")) == ox.Literal(text, language="en")


@given(st.text(min_size=1).filter(lambda text: not CONTROL.search(text)))
def test_any_name_survives(text: str) -> None:
    """An organization's name, whatever it holds, comes back from the store in its NFC form."""
    body = Organization(source=Source("o.csv", 2), id="a", names={"en": text}, type=("igo",))
    store = OxigraphStore()
    store.load(quads(Records(named={("org", "a"): body})).to_bytes())
    labels = [q.object for q in store.quads() if q.predicate.value.endswith("#prefLabel")]
    assert labels == [ox.Literal(body.names["en"], language="en")]


def stored(term: Callable[[], str]) -> object:
    store = OxigraphStore()
    store.load(f"<http://x/s> <http://x/p> {term()} <http://x/g> .\n".encode())
    return next(iter(store.quads())).object
