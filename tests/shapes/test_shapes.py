"""Every check of shapes/ has a pair of fixtures: one that conforms, one that makes exactly this check fire.

The checks run as they do in use: compiled, with ontology and vocabularies in the data graph, no inference. pySHACL is
the referee: here for the good fixtures that hang on arithmetic, counting or dates, in tests/shacl for all bad ones.
The shapes without a target (C53 and later) only hold the words of checks that Python makes; those are tested with the
code that makes them.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef

from coopgraph import ontology
from coopgraph.validation import Finding, referee, shacl

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CODES = [f"C{number:02}" for number in range(1, 53)]
SHAPE = "https://w3id.org/coopgraph/shape/"
DATASET = URIRef("https://w3id.org/coopgraph/ontology")
TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
SEVERITIES = (SH.Info, SH.Warning, SH.Violation)
REFEREED = ("C16", "C19", "C20", "C22", "C28", "C29", "C51")

WARNINGS = {"C07", "C08", "C16", "C18", "C19", "C20", "C21", "C34", "C35", "C38", "C40", "C50"}
EXPECTED = {  # what bad.ttl makes fire where it is not one violation
    "C22": {"violation", "warning"},
    "C28": {"info"},
    "C33": {"violation", "warning"},
} | {code: {"warning"} for code in WARNINGS}


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """All shape files in one graph."""
    graph = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


@cache
def fixture(code: str = "", name: str = "") -> ox.Store:
    """The triples of one fixture, if one is named, with the ontology and its vocabularies."""
    store = ox.Store()
    store.extend(ox.Quad(*t) for t in ontology.triples())
    if code:
        store.load(path=str(HERE / code / f"{name}.ttl"), format=ox.RdfFormat.TURTLE)
    return store


@pytest.mark.parametrize("code", CODES)
def test_bad_fixture_fires_exactly_its_check(code: str, shapes: Graph) -> None:
    """The bad fixture of a check is found by every shape of this check, at its severity, and no other."""
    findings = shacl.run(fixture(code, "bad"))
    expected = {str(shape) for shape in shapes.subjects(SKOS.notation, Literal(code))}
    assert {finding.shape for finding in findings} == expected, findings
    for finding in findings:
        assert finding.code == code
        assert str(shapes.value(URIRef(finding.shape), SH.severity)).lower() == f"{SH}{finding.severity}"
        assert finding.severity in EXPECTED.get(code, {"violation"})
        assert "{" not in finding.message, "a variable of the message is not bound"


@pytest.mark.parametrize("code", CODES)
def test_ok_fixture_conforms(code: str) -> None:
    """The good fixture of a check gives no finding at all."""
    assert shacl.run(fixture(code, "ok")) == []


@pytest.mark.parametrize("code", REFEREED)
def test_ok_fixture_conforms_for_pyshacl(code: str) -> None:
    """What hangs on arithmetic, counting or dates conforms for another engine too."""
    assert referee.run(fixture(code, "ok")) == []


@pytest.mark.parametrize("run", [shacl.run, referee.run])
def test_the_vocabularies_conform(run: Callable[[ox.Store], list[Finding]]) -> None:
    """Without data there is nothing to complain about, so no check looks at the ontology's own terms."""
    assert run(fixture()) == []


def test_every_check_has_shapes_and_fixtures(shapes: Graph) -> None:
    """Each of the 52 checks has at least one shape with a target, and one pair of fixtures; no others."""
    aimed = {shape for kind in TARGETS for shape in shapes.subjects(kind)}
    assert {str(code) for shape in aimed for code in shapes.objects(shape, SKOS.notation)} == set(CODES)
    assert {path.relative_to(HERE).as_posix() for path in HERE.glob("*/*.ttl")} == {
        f"{code}/{name}.ttl" for code in CODES for name in ("ok", "bad")
    }


def test_every_shape_explains_itself(shapes: Graph) -> None:
    """Each shape has an IRI with its code, a severity, and in English: label, message, remedy, reason."""
    nodes = {*shapes.subjects(RDF.type, SH.NodeShape), *shapes.subjects(RDF.type, SH.PropertyShape)}
    assert nodes == set(shapes.subjects(SKOS.notation, None))
    for node in nodes:
        assert isinstance(node, URIRef)
        code = str(node).removeprefix(SHAPE).partition("-")[0]
        assert list(shapes.objects(node, SKOS.notation)) == [Literal(code)]
        assert shapes.value(node, SH.severity) in SEVERITIES
        for predicate in (RDFS.label, SH.message, RDFS.comment, SKOS.scopeNote):
            (text,) = shapes.objects(node, predicate)
            assert isinstance(text, Literal)
            assert text.language == "en", (node, predicate)
            assert len(text) > 5


def test_cross_record_checks_run_once(shapes: Graph) -> None:
    """A query targets the dataset and nothing else, and names the record at fault in ?value."""
    for shape, constraint in shapes.subject_objects(SH.sparql):
        targets = [target for kind in TARGETS for target in shapes.objects(shape, kind)]
        assert targets == [DATASET]
        assert re.match(r"\s*SELECT (DISTINCT )?\$this \?value ", str(shapes.value(constraint, SH.select)))
