"""What an OWL 2 RL reasoner concludes from the ontology: six promised inferences, and no contradiction.

The data set is tests/data/reasoning.ttl, made by hand. owlrl closes it together with the ontology and the
alignment. What the files say before any reasoning is tested in test_ontology.py.
"""

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, RDF, SDO, Graph, Namespace, URIRef

from coopgraph import Graph as Dataset
from coopgraph.vocab import graph as graph_iri

TESTS = Path(__file__).parents[1]
ONTOLOGY = TESTS.parent / "ontology"
SCHEMA = (ONTOLOGY / "coopgraph.ttl", ONTOLOGY / "alignment.ttl")
DATA = TESTS / "data" / "reasoning.ttl"

ID = Namespace("https://w3id.org/coopgraph/id/")
CG = Namespace("https://w3id.org/coopgraph/ontology#")
CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
OA = Namespace("http://www.w3.org/ns/oa#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
OWLRL_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

VISIT = ID["event/2020-visit"]
CUSTOMS = ID["org/customs"]
OFFICERS = ID["delegation/2020-officers"]
HOSTING = ID["participation/2020-visit.org-customs.host"]
REJECTED = ID["claim/5f4e3d2c1b0a"]


def read(*paths: Path) -> Graph:
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


def close(graph: Graph) -> Graph:
    """The OWL 2 RL closure of a graph, in place."""
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def contradictions(closed: Graph) -> list[str]:
    """The messages that owlrl has left in a closed graph."""
    return sorted(str(message) for message in closed.objects(None, OWLRL_ERROR))


@pytest.fixture(scope="module")
def stated() -> Graph:
    return read(DATA)


@pytest.fixture(scope="module")
def closed() -> Graph:
    return close(read(*SCHEMA, DATA))


def test_schema_and_vocabulary_are_consistent() -> None:
    """Ontology, alignment and all vocabularies together contradict nothing."""
    assert contradictions(close(read(*SCHEMA, *(ONTOLOGY / "vocabulary").glob("*.ttl")))) == []


def test_data_are_consistent(closed: Graph) -> None:
    """Data that fit the model contradict nothing, even if one body is an organization and a project."""
    assert contradictions(closed) == []


def test_bundled_data_are_consistent(graph: Dataset) -> None:
    """The bundled data, what is derived from them included, contradict nothing and merge no two records."""
    data = read(*SCHEMA)
    for name in ("authority", "stated", "inferred", "derived"):
        lines = (f"{quad.triple} .\n" for quad in graph.store.quads(graph_iri(name)))
        data.parse(data="".join(lines), format="nt")
    close(data)
    assert contradictions(data) == []
    ours = ((a, b) for a, b in data.subject_objects(OWL.sameAs) if str(a).startswith(ID))
    assert [(a, b) for a, b in ours if a != b] == []


def test_nothing_is_merged(closed: Graph) -> None:
    """The closure makes no two ids of ours the same thing."""
    pairs = {(a, b) for a, b in closed.subject_objects(OWL.sameAs) if str(a).startswith(ID) and a != b}
    assert pairs == set()


def test_participation_gives_direct_links(closed: Graph, stated: Graph) -> None:
    """1. A participation gives cg:participatesIn from the party and sem:hasActor from the activity."""
    for triple in ((CUSTOMS, CG.participatesIn, VISIT), (VISIT, SEM.hasActor, CUSTOMS)):
        assert triple not in stated
        assert triple in closed
    assert (VISIT, PROV.qualifiedAssociation, HOSTING) in closed
    assert (HOSTING, PROV.agent, CUSTOMS) in closed


def test_rejected_role_gives_nothing(closed: Graph) -> None:
    """A rejected role stays a claim: it is no participation, and its party does not take part."""
    assert (REJECTED, RDF.type, CG.Claim) in closed
    assert (REJECTED, RDF.type, CG.Participation) not in closed
    assert set(closed.subjects(CG.participatesIn, VISIT)) == {CUSTOMS}


def test_event_is_within_every_framework_above(closed: Graph, stated: Graph) -> None:
    """2. From one stated framework follow the sub-programme and the programme that it is part of."""
    assert list(stated.objects(VISIT, CG.withinFramework)) == [ID["project/component"]]
    expected = {ID[f"project/{name}"] for name in ("component", "sub-programme", "programme")}
    assert set(closed.objects(VISIT, CG.withinFramework)) == expected


def test_project_steps_stay_single(closed: Graph) -> None:
    """dcterms:isPartOf itself is not transitive: a component is part of its sub-programme only."""
    assert set(closed.objects(ID["project/component"], DCTERMS.isPartOf)) == {ID["project/sub-programme"]}


def test_organization_has_all_ancestors(closed: Graph) -> None:
    """3. A post has its unit and its service as ancestors, and only its unit as parent."""
    post, unit = ID["org/customs-post"], ID["org/customs-unit"]
    assert set(closed.objects(post, ORG.transitiveSubOrganizationOf)) == {unit, CUSTOMS}
    assert set(closed.objects(post, ORG.subOrganizationOf)) == {unit}


def test_crossing_borders_on_its_counterparts_country(closed: Graph, stated: Graph) -> None:
    """4. From the counterpart stated on one side follows the neighbour of both sides."""
    west, east = ID["bcp/west"], ID["bcp/east"]
    assert not set(stated.subject_objects(CG.borderWith))
    assert set(closed.objects(west, CG.borderWith)) == {ID["country/RU"]}
    assert set(closed.objects(east, CG.borderWith)) == {ID["country/FI"]}
    assert (east, CG.counterpart, west) in closed


@pytest.mark.parametrize(
    ("name", "types"),
    [
        (
            "org/customs",
            {PROV.Agent, PROV.Organization, ORG.Organization, FOAF.Organization, SDO.Organization, SEM.Actor},
        ),
        ("delegation/2020-officers", {PROV.Agent, FOAF.Group, FOAF.Agent, SEM.Actor}),
        ("person/head", {PROV.Person, FOAF.Person, SDO.Person, SEM.Actor}),
        ("event/2020-visit", {PROV.Activity, SEM.Event, SDO.Event, CRM.E7_Activity}),
        ("project/programme", {PROV.Activity, FOAF.Project, SDO.Project}),
        ("bcp/west", {SEM.Place, SDO.Place}),
        ("country/FI", {SDO.Country}),
        ("source/900", {PROV.Entity, FOAF.Document, SDO.CreativeWork}),
        ("participation/2020-visit.org-customs.host", {PROV.Entity, PROV.Association}),
        ("evidence/900.0-10", {OA.SpecificResource}),
    ],
)
def test_types_for_other_tools(closed: Graph, name: str, types: set[URIRef]) -> None:
    """5. Things have their types in PROV, ORG, FOAF, SEM, schema.org and CIDOC CRM."""
    assert types <= set(closed.objects(ID[name], RDF.type))


def test_links_for_other_tools(closed: Graph) -> None:
    """5. Links have their wider properties in ORG and schema.org."""
    assert (OFFICERS, ORG.memberOf, CUSTOMS) in closed
    assert (VISIT, SDO.location, ID["place/city"]) in closed
    assert (VISIT, SDO.result, ID["document/protocol"]) in closed


def test_delegation_that_funds_is_a_contradiction() -> None:
    """6. A delegation cannot fund: owlrl reports that it would be an organization, too."""
    graph = read(*SCHEMA, DATA)
    graph.add((OFFICERS, CG.funds, VISIT))
    messages = contradictions(close(graph))
    assert any(str(OFFICERS) in m and str(CG.Organization) in m and str(CG.Delegation) in m for m in messages)


def test_country_that_acts_is_a_contradiction() -> None:
    """A territory cannot take part: its government is an organization of its own."""
    graph = read(*SCHEMA)
    graph.add((ID["country/JP"], RDF.type, CG.Country))
    graph.add((ID["country/JP"], CG.funds, VISIT))
    assert contradictions(close(graph)) != []


def test_two_countries_are_not_merged() -> None:
    """Two values of cg:country, as sources may give them, leave both countries what they are."""
    graph = read(*SCHEMA)
    for code in ("FI", "SE"):
        graph.add((CUSTOMS, CG.country, ID[f"country/{code}"]))
    close(graph)
    assert set(graph.objects(ID["country/FI"], OWL.sameAs)) <= {ID["country/FI"]}
