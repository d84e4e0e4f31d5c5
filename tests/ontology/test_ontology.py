"""The ontology files agree with themselves and with the tables beside them.

They are curated data, so they are tested like code: a missing label or a property that does not exist is
found here, before a shape or a query trips over it. What a reasoner makes of them is in test_reasoning.py.
"""

import csv
import itertools
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node
from ruamel.yaml import YAML

ONTOLOGY = Path(__file__).parents[2] / "ontology"
CG = Namespace("https://w3id.org/coopgraph/ontology#")
VOCAB = Namespace("https://w3id.org/coopgraph/vocab/")
IRI = URIRef("https://w3id.org/coopgraph/ontology")


def names(text: str) -> set[str]:
    """The words of a text: lists of terms are easier to read without quotation marks."""
    return set(text.split())


CLASSES = names("""
    Party Organization Delegation Person Activity Event Project Place Country BorderCrossing
    Document Source Claim Participation Evidence
""")
OBJECT_PROPERTIES = names("""
    participant activity role hasParticipation participatesIn organizes hosts funds cooperatesWith
    attendanceMode countQualifier category withinFramework place visitedSite outcome signatory
    country servesCountry memberCountry represents crossingMode borderWith counterpart operatedBy
    evidence status confidence
""")
DATATYPE_PROPERTIES = names("positionTitle attendeeCount edtf notBefore notAfter sha256 textLength")
MINTED = CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES
ROLES = """
    organizer co-organizer host partner implementer funder trainer speaker supporter
    visited-institution counterpart participant beneficiary signatory member
"""
ORG_TYPES = """
    international igo igo-office igo-unit programme-body regional-centre
    national government ministry government-agency customs border-service police security-service
    training-institution ngo cooperation-format unit media
"""
OCCUPATIONS = """
    law-enforcement-officers police-officers drug-control-officers border-and-customs-officers
    border-officers customs-officers customs-and-trade-officials experts
"""
SCHEMES = {
    "event-type": "study-visit training workshop working-group-meeting conference exercise signing handover",
    "attendance-mode": "in-person online blended",
    "role": ROLES,
    "org-type": ORG_TYPES,
    "project-type": "project programme sub-programme component cooperation-format",
    "document-type": "agreement decision handbook strategy press-release",
    "crossing-mode": "land road rail river sea air",
    "occupation": OCCUPATIONS,
    "status": "stated inferred rejected",
    "confidence": "high medium low",
    "count-qualifier": "exact about at-least",
}
COLLECTIONS = {
    "role-class/lead": "organizer co-organizer host partner implementer",
    "role-class/funder": "funder",
    "role-class/deliverer": "trainer speaker supporter visited-institution counterpart",
    "role-class/recipient": "participant beneficiary",
    "role-class/signatory": "signatory member",
    "role-group/events-only": "host speaker trainer visited-institution counterpart",
    "org-type-group/needs-parent": "igo-office igo-unit unit",
}
FILES = sorted(path.relative_to(ONTOLOGY).as_posix() for path in ONTOLOGY.rglob("*.ttl"))


def read(name: str) -> Graph:
    """One Turtle file of the ontology folder, by rdflib."""
    return Graph().parse(ONTOLOGY / name)


@pytest.fixture(scope="module")
def schema() -> Graph:
    return read("coopgraph.ttl")


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    graph = Graph()
    for path in (ONTOLOGY / "vocabulary").glob("*.ttl"):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def claim_keys() -> list[dict[str, str]]:
    with (ONTOLOGY / "properties.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minted(graph: Graph, kind: URIRef) -> set[str]:
    """Local names of the cg: terms that are of this kind."""
    return {str(s).removeprefix(CG) for s in graph.subjects(RDF.type, kind) if str(s).startswith(CG)}


def local_names(graph: Graph, scheme: str) -> set[str]:
    return {str(term).rsplit("/", 1)[1] for term in graph.subjects(SKOS.inScheme, VOCAB[scheme])}


def languages(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """Language tags of the values, sorted."""
    values = graph.objects(subject, predicate)
    return sorted(value.language or "" for value in values if isinstance(value, Literal))


# --- All files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_two_parsers_read_the_same(name: str) -> None:
    """rdflib and pyoxigraph read the same triples from each Turtle file."""
    quads = pyoxigraph.parse(path=ONTOLOGY / name, format=pyoxigraph.RdfFormat.TURTLE)
    text = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert text is not None
    assert isomorphic(read(name), Graph().parse(data=text, format="nt"))


# --- Classes and properties --------------------------------------------------------------------------


def test_header(schema: Graph) -> None:
    """The ontology tells its version, licence, title and profile."""
    assert schema.value(IRI, OWL.versionInfo) == Literal("0.1.0")
    assert schema.value(IRI, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert languages(schema, IRI, DCTERMS.title) == ["en", "ru"]
    assert "OWL 2 RL" in str(schema.value(IRI, DCTERMS.description))


def test_minted_terms(schema: Graph) -> None:
    """Fifteen classes, 28 object and 7 datatype properties are minted, and nothing else."""
    assert minted(schema, OWL.Class) == CLASSES
    assert minted(schema, OWL.ObjectProperty) == OBJECT_PROPERTIES
    assert minted(schema, OWL.DatatypeProperty) == DATATYPE_PROPERTIES
    assert (len(CLASSES), len(OBJECT_PROPERTIES), len(DATATYPE_PROPERTIES)) == (15, 28, 7)
    assert {str(t).removeprefix(CG) for t in all_terms(schema) if str(t).startswith(CG)} == MINTED


def all_terms(graph: Graph) -> set[URIRef]:
    """Every IRI of a graph, wherever it stands."""
    return {term for triple in graph for term in triple if isinstance(term, URIRef)}


@pytest.mark.parametrize("name", sorted(MINTED))
def test_labels_and_definition(schema: Graph, name: str) -> None:
    """Every minted term has labels in English and Russian, an English definition, and its ontology."""
    assert languages(schema, CG[name], RDFS.label) == ["en", "ru"]
    assert languages(schema, CG[name], SKOS.definition) in (["en"], ["en", "ru"])
    assert schema.value(CG[name], RDFS.isDefinedBy) == IRI


def test_alignment_mints_nothing(schema: Graph) -> None:
    """The alignment speaks only of cg: terms that exist, and labels none of them anew."""
    alignment = read("alignment.ttl")
    known = {CG[name] for name in MINTED}
    assert {term for term in all_terms(alignment) if str(term).startswith(CG)} <= known
    assert not set(alignment.subject_objects(RDFS.label))
    assert {s for s, _ in alignment.subject_objects(RDFS.subClassOf)} <= set(schema.subjects(RDF.type, OWL.Class))


def test_every_axiom_runs_upwards(schema: Graph) -> None:
    """No axiom makes a term of others narrower than a cg: term, or equivalent to one."""
    for graph in (schema, read("alignment.ttl")):
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
            for low, high in graph.subject_objects(predicate):
                assert str(low).startswith(CG) or not str(high).startswith(CG), f"{low} {predicate} {high}"
        assert not set(graph.subject_objects(OWL.equivalentClass))
        assert not set(graph.subject_objects(OWL.equivalentProperty))


# --- OWL profile -------------------------------------------------------------------------------------


def test_ranges_are_in_the_datatype_map(schema: Graph) -> None:
    """The range of a datatype property, if it has one, is in OWL 2's datatype map: never a date."""
    ranges = {o for p in DATATYPE_PROPERTIES for o in schema.objects(CG[p], RDFS.range)}
    assert ranges == {XSD.string, XSD.integer, XSD.nonNegativeInteger}
    assert not {XSD.date, XSD.gYear, XSD.dateTime, XSD.duration} & all_terms(schema)


def test_no_functional_property_and_no_cardinality(schema: Graph) -> None:
    """Contradicting sources never merge two things: nothing is functional, and nothing is counted."""
    for graph in (schema, read("alignment.ttl")):
        assert not {OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.Restriction} & all_terms(graph)
        assert not [p for p in graph.predicates() if "ardinality" in str(p)]
        assert not {OWL.sameAs, OWL.unionOf, OWL.imports, OWL.hasKey} & all_terms(graph)


def test_framework_chain_is_regular(schema: Graph) -> None:
    """cg:withinFramework has the chain with dcterms:isPartOf and so is no subproperty of it."""
    alignment = read("alignment.ttl")
    supers = set((schema + alignment).transitive_objects(CG.withinFramework, RDFS.subPropertyOf))
    assert DCTERMS.isPartOf not in supers
    chains = {
        str(s).removeprefix(CG): tuple(schema.items(o)) for s, o in schema.subject_objects(OWL.propertyChainAxiom)
    }
    assert chains == {
        "participatesIn": (CG.hasParticipation, CG.activity),
        "withinFramework": (CG.withinFramework, DCTERMS.isPartOf),
        "borderWith": (CG.counterpart, CG.country),
    }
    assert (DCTERMS.isPartOf, RDF.type, OWL.TransitiveProperty) not in schema


def test_disjointness(schema: Graph) -> None:
    """Kinds of party, events and projects, and big kinds are disjoint; an organization may be a project."""
    groups = [set(schema.items(o)) for o in schema.objects(None, OWL.members)]
    pairs = {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}
    pairs |= {frozenset(pair) for pair in schema.subject_objects(OWL.disjointWith)}
    assert {frozenset(p) for p in itertools.combinations((CG.Organization, CG.Delegation, CG.Person), 2)} <= pairs
    for kind in (CG.Party, CG.Activity):
        assert {frozenset((kind, other)) for other in (CG.Place, CG.Document, CG.Claim, CG.Evidence)} <= pairs
    assert frozenset((CG.Event, CG.Project)) in pairs
    assert frozenset((CG.Party, CG.Country)) in pairs
    assert frozenset((CG.Party, CG.Activity)) not in pairs
    assert frozenset((CG.Organization, CG.Project)) not in pairs


# --- Vocabularies ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_scheme_has_its_terms(vocabulary: Graph, scheme: str) -> None:
    """Each scheme has exactly the terms that the data may use."""
    assert local_names(vocabulary, scheme) == names(SCHEMES[scheme])


@pytest.mark.parametrize("scheme", [*sorted(SCHEMES), "topic"])
def test_scheme_and_terms_are_complete(vocabulary: Graph, scheme: str) -> None:
    """A scheme and its terms have labels in two languages and a definition; terms have a place in it."""
    assert (VOCAB[scheme], RDF.type, SKOS.ConceptScheme) in vocabulary
    terms = set(vocabulary.subjects(SKOS.inScheme, VOCAB[scheme]))
    for term in (*terms, VOCAB[scheme]):
        assert languages(vocabulary, term, SKOS.prefLabel) == ["en", "ru"], term
        assert languages(vocabulary, term, SKOS.definition) == ["en"], term
    for term in terms:
        assert str(term).startswith(VOCAB[f"{scheme}/"]), term
        assert (term, RDF.type, SKOS.Concept) in vocabulary
        is_top = (term, SKOS.topConceptOf, VOCAB[scheme]) in vocabulary
        assert is_top == ((VOCAB[scheme], SKOS.hasTopConcept, term) in vocabulary), term
        assert is_top != bool(set(vocabulary.objects(term, SKOS.broader))), term
        assert set(vocabulary.objects(term, SKOS.broader)) <= terms, term


def test_each_file_is_one_scheme() -> None:
    """The file vocabulary/x.ttl holds the scheme vocab/x and every concept in it is of that scheme."""
    stems = {path.stem for path in (ONTOLOGY / "vocabulary").glob("*.ttl")}
    assert stems == {*SCHEMES, "topic"}
    for name in stems:
        graph = read(f"vocabulary/{name}.ttl")
        assert set(graph.subjects(RDF.type, SKOS.ConceptScheme)) == {VOCAB[name]}
        assert set(graph.subjects(RDF.type, SKOS.Concept)) == set(graph.subjects(SKOS.inScheme, VOCAB[name]))


def test_labels_tell_terms_apart(vocabulary: Graph) -> None:
    """Within a scheme no preferred label is used twice in one language."""
    for scheme in (*SCHEMES, "topic"):
        terms = list(vocabulary.subjects(SKOS.inScheme, VOCAB[scheme]))
        labels = [label for term in terms for label in vocabulary.objects(term, SKOS.prefLabel)]
        assert len(labels) == len(set(labels)), scheme


def test_topics_have_two_levels(vocabulary: Graph) -> None:
    """Six top topics and forty leaves directly below them."""
    tops = set(vocabulary.subjects(SKOS.topConceptOf, VOCAB.topic))
    leaves = set(vocabulary.subjects(SKOS.inScheme, VOCAB.topic)) - tops
    assert (len(tops), len(leaves)) == (6, 40)
    assert all(set(vocabulary.objects(leaf, SKOS.broader)) <= tops for leaf in leaves)


def test_hierarchies(vocabulary: Graph) -> None:
    """The terms that shapes and queries climb stand under the right broader term."""
    below = {
        ("role", "organizer"): "co-organizer",
        ("crossing-mode", "land"): "road rail river",
        ("org-type", "international"): "igo igo-office igo-unit programme-body regional-centre",
        ("org-type", "national"): "government ministry government-agency customs border-service "
        "police security-service",
    }
    for (scheme, top), expected in below.items():
        found = {str(t).rsplit("/", 1)[1] for t in vocabulary.subjects(SKOS.broader, VOCAB[f"{scheme}/{top}"])}
        assert found == names(expected), top


@pytest.mark.parametrize("name", sorted(COLLECTIONS))
def test_collection_has_its_members(vocabulary: Graph, name: str) -> None:
    """Each collection holds exactly its terms, is labelled, and is itself no term of a scheme."""
    collection = VOCAB[name]
    scheme = "org-type" if name.startswith("org-type") else "role"
    members = {VOCAB[f"{scheme}/{member}"] for member in COLLECTIONS[name].split()}
    assert set(vocabulary.objects(collection, SKOS.member)) == members
    assert languages(vocabulary, collection, SKOS.prefLabel) == ["en", "ru"]
    assert vocabulary.value(collection, SKOS.inScheme) is None
    assert set(vocabulary.subjects(RDF.type, SKOS.Collection)) == {VOCAB[name] for name in COLLECTIONS}


def test_every_role_is_in_one_class(vocabulary: Graph) -> None:
    """The five role classes L F D R S share all roles out among them, each role to one."""
    classes = [VOCAB[name] for name in COLLECTIONS if name.startswith("role-class/")]
    assert sorted(str(vocabulary.value(c, SKOS.notation)) for c in classes) == ["D", "F", "L", "R", "S"]
    members = [str(m) for c in classes for m in vocabulary.objects(c, SKOS.member)]
    assert sorted(members) == sorted(map(str, vocabulary.subjects(SKOS.inScheme, VOCAB.role)))


def test_notations(vocabulary: Graph) -> None:
    """Confidence weighs 1.0, 0.6 and 0.3; funder and implementer carry IATI's codes 1 and 4."""
    for name, weight in (("high", "1.0"), ("medium", "0.6"), ("low", "0.3")):
        notation = vocabulary.value(VOCAB[f"confidence/{name}"], SKOS.notation)
        assert notation == Literal(weight, datatype=XSD.decimal)
    iati = URIRef("https://w3id.org/coopgraph/datatype/iati-organisation-role")
    assert vocabulary.value(VOCAB["role/funder"], SKOS.notation) == Literal("1", datatype=iati)
    assert vocabulary.value(VOCAB["role/implementer"], SKOS.notation) == Literal("4", datatype=iati)


# --- Tables beside the ontology ----------------------------------------------------------------------


def test_claim_keys_are_known(schema: Graph, claim_keys: list[dict[str, str]]) -> None:
    """Every claim key has a declared predicate, and no key is taken twice or is also a role."""
    keys = [row["key"] for row in claim_keys]
    assert len(keys) == len(set(keys)) == 33
    assert not set(keys) & names(ROLES)
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty}
    for row in claim_keys:
        predicate = schema.namespace_manager.expand_curie(row["predicate"])
        assert kinds & set(schema.objects(predicate, RDF.type)), row


def test_claim_keys_have_known_values(schema: Graph, claim_keys: list[dict[str, str]]) -> None:
    """Subjects and ids are known kinds, terms name a scheme, and literals go to datatype properties."""
    kinds = {"org", "delegation", "person", "event", "project", "place", "bcp", "document", "change"}
    for row in claim_keys:
        form, _, detail = row["value"].partition(":")
        assert set(row["subjects"].split(" | ")) <= kinds, row
        assert form in {"term", "id", "country", "date", "edtf", "integer", "duration"}, row
        assert form != "term" or detail in {*SCHEMES, "topic"}, row
        assert form != "id" or set(detail.split()) <= kinds, row
        predicate = schema.namespace_manager.expand_curie(row["predicate"])
        is_literal = (predicate, RDF.type, OWL.DatatypeProperty) in schema
        assert is_literal == (form in {"date", "edtf", "integer", "duration"}), row


@pytest.mark.parametrize(("name", "pairs"), [("default", 8), ("uniform", 8), ("co-attendance", 15)])
def test_definition_of_cooperation(name: str, pairs: int) -> None:
    """A definition has title, description and source, names known role classes, lists no pair twice."""
    definition = YAML(typ="safe").load(ONTOLOGY / "cooperation" / f"{name}.yaml")
    assert list(definition) == ["title", "description", "source", "pairs"]
    seen = [frozenset(pair["classes"].split("-")) for pair in definition["pairs"]]
    assert len(seen) == len(set(seen)) == pairs
    for pair in definition["pairs"]:
        first, second = pair["classes"].split("-")
        assert {first, second} <= set("LFDRS")
        assert pair["direction"] in {"none", f"{first}>{second}"}
        assert pair["strength"] == "newman" or pair["strength"] > 0


def test_definitions_differ_as_they_say() -> None:
    """Uniform has the default's pairs, all of strength 1; only attending together is weighed after Newman."""
    default, uniform = (
        YAML(typ="safe").load(ONTOLOGY / "cooperation" / f"{name}.yaml")["pairs"] for name in ("default", "uniform")
    )
    assert [{**pair, "strength": 1} for pair in default] == uniform
    strengths = {pair["classes"]: pair["strength"] for pair in default}
    assert strengths == {
        "L-L": 3, "S-S": 3, "F-L": 2, "L-D": 2, "L-R": 2, "D-R": 2, "F-R": 1, "R-R": "newman",
    }  # fmt: skip
