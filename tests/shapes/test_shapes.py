"""Every check of shapes/ has a pair of fixtures: one that conforms, one that makes exactly this check fire.

The checks run as they do in use: ontology and vocabularies in the data graph, no inference. The graph of
these and the parsed shapes are made once and shared, since pySHACL would spend most of its time on making
them again. The shapes without a target (C53 and later) only hold the words of checks that Python makes; those
are tested with the code that makes them.
"""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CODES = [f"C{number:02}" for number in range(1, 53)]
SHAPE = "https://w3id.org/coopgraph/shape/"
DATASET = URIRef("https://w3id.org/coopgraph/ontology")
TARGETS = (SH.targetNode, SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
SEVERITIES = (SH.Info, SH.Warning, SH.Violation)

WARNINGS = {"C07", "C08", "C16", "C18", "C19", "C20", "C21", "C34", "C35", "C38", "C40", "C50"}
EXPECTED = {  # what bad.ttl makes fire where it is not one violation
    "C22": {SH.Violation, SH.Warning},
    "C28": {SH.Info},
    "C33": {SH.Violation, SH.Warning},
} | {code: {SH.Warning} for code in WARNINGS}


class Finding:
    """One result of a validation, read from pySHACL's report."""

    def __init__(self, report: Graph, node: Any) -> None:
        self.shape = report.value(node, SH.sourceShape)
        self.code = str(self.shape).removeprefix(SHAPE).partition("-")[0]
        self.severity = report.value(node, SH.resultSeverity)
        self.focus = report.value(node, SH.focusNode)
        self.value = report.value(node, SH.value)
        self.path = report.value(node, SH.resultPath)
        self.message = str(report.value(node, SH.resultMessage))

    def __repr__(self) -> str:
        return f"{str(self.shape).removeprefix(SHAPE)} {self.value or self.focus}: {self.message}"


@pytest.fixture(scope="session")
def terms() -> Graph:
    """The ontology and its vocabularies."""
    graph = Graph()
    for path in [ROOT / "ontology/coopgraph.ttl", *sorted((ROOT / "ontology/vocabulary").glob("*.ttl"))]:
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """All shape files in one graph."""
    graph = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def loaded_shapes(shapes: Graph) -> ShapesGraph:
    """The shapes as pySHACL reads them."""
    return ShapesGraph(shapes)


class QuickGraph(Graph):
    """A graph that parses a query once; rdflib alone would parse it anew each time it runs."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:
        return super().query(_prepared(query_object), *args, **kwargs)


_prepared = cache(prepareQuery)


def validate(data: Graph, terms: Graph, shapes: ShapesGraph) -> list[Finding]:
    """Run all shapes over data together with the terms; the arguments stay as they are."""
    graph = QuickGraph()
    graph += terms
    graph += data
    validator: Any = Validator(DataGraph.from_rdflib(graph), shacl_graph=shapes.graph)
    validator.shacl_graph = shapes
    _, report, _ = validator.run()
    return [Finding(report, node) for node in report.objects(None, SH.result)]


def fixture(code: str, name: str) -> Graph:
    """The triples of one fixture."""
    return Graph().parse(HERE / code / f"{name}.ttl")


@pytest.fixture(scope="session")
def found(terms: Graph, loaded_shapes: ShapesGraph) -> Callable[[str, str], list[Finding]]:
    """What the shapes find in a fixture; each is validated once."""

    @cache
    def findings(code: str, name: str) -> list[Finding]:
        return validate(fixture(code, name), terms, loaded_shapes)

    return findings


@pytest.mark.parametrize("code", CODES)
def test_bad_fixture_fires_exactly_its_check(
    code: str, shapes: Graph, found: Callable[[str, str], list[Finding]]
) -> None:
    """The bad fixture of a check is found by every shape of this check, at its severity, and no other."""
    findings = found(code, "bad")
    expected = set(shapes.subjects(SKOS.notation, Literal(code)))
    assert {finding.shape for finding in findings} == expected, findings
    for finding in findings:
        assert finding.severity == shapes.value(finding.shape, SH.severity)
        assert finding.severity in EXPECTED.get(code, {SH.Violation})
        assert "{" not in finding.message, "a variable of the message is not bound"


@pytest.mark.parametrize("code", CODES)
def test_ok_fixture_conforms(code: str, found: Callable[[str, str], list[Finding]]) -> None:
    """The good fixture of a check gives no finding at all."""
    assert found(code, "ok") == []


def test_the_vocabularies_conform(terms: Graph, loaded_shapes: ShapesGraph) -> None:
    """Without data there is nothing to complain about, so no check looks at the ontology's own terms."""
    assert validate(Graph(), terms, loaded_shapes) == []


@pytest.mark.parametrize("code", CODES)
def test_queries_mean_the_same_in_oxigraph(
    code: str, terms: Graph, shapes: Graph, found: Callable[[str, str], list[Finding]]
) -> None:
    """The queries find the same records, with the same words, in Oxigraph as in rdflib."""
    store = ox.Store()
    store.bulk_load((fixture(code, "bad") + terms).serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    here = Counter(
        (str(finding.shape), str(finding.value), finding.message)
        for finding in found(code, "bad")
        if (finding.shape, SH.sparql, None) in shapes
    )
    there = Counter(
        (str(shape), row["value"].value, _message(shapes, shape, row))
        for shape, constraint in shapes.subject_objects(SH.sparql)
        for row in _rows(store, _prefixes(shapes) + str(shapes.value(constraint, SH.select)))
    )
    assert there == here


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    rows = store.query(query, substitutions={ox.Variable("this"): ox.NamedNode(DATASET)})
    assert isinstance(rows, ox.QuerySolutions)
    return rows


def _prefixes(shapes: Graph) -> str:
    return "".join(
        f"PREFIX {shapes.value(node, SH.prefix)}: <{shapes.value(node, SH.namespace)}>\n"
        for node in shapes.objects(None, SH.declare)
    )


def _message(shapes: Graph, shape: Any, row: Any) -> str:
    return re.sub(r"\{\?(\w+)\}", lambda found: row[found[1]].value, str(shapes.value(shape, SH.message)))


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
