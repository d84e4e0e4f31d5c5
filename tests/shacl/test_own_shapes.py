"""The project's own shapes: result for result what pySHACL finds, on the bundled data and on every fixture."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pytest
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator as PyShacl
from rdflib import Graph as RdflibGraph
from rdflib.plugins.sparql import prepareQuery

from coopgraph import Graph, ontology
from coopgraph.shacl import Result, Shapes, Validator, compile, fallback
from coopgraph.validation.checks import shape_triples

SHAPES = Path(__file__).parents[1] / "shapes"
CODES = sorted(p.name for p in SHAPES.glob("C*"))


class QuickGraph(RdflibGraph):
    """A graph that parses a query once; rdflib alone would parse it anew each time it runs."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        return super().query(_prepared(query_object), *args, **kwargs)


_prepared = cache(prepareQuery)


@pytest.fixture(scope="module")
def loaded() -> ShapesGraph:
    """The shapes as pySHACL reads them."""
    return ShapesGraph(fallback.to_rdflib(shape_triples()))


@pytest.fixture(scope="module")
def validator() -> Validator:
    """The shapes compiled."""
    return compile(Shapes.parse(shape_triples()))


def expected(triples: list[ox.Triple], shapes: ShapesGraph) -> list[Result]:
    """Return what pySHACL finds."""
    graph = QuickGraph()
    graph += fallback.to_rdflib(triples)
    checker: Any = PyShacl(DataGraph.from_rdflib(graph), shacl_graph=shapes.graph)
    checker.shacl_graph = shapes
    _, report, _ = checker.run()
    return fallback.results(report)


def test_everything_compiles(validator: Validator) -> None:
    """No shape of the project needs pySHACL."""
    assert validator.uncompiled == {}


def test_bundled_data(validator: Validator, loaded: ShapesGraph, graph: Graph, oracle: Any) -> None:
    """On the bundled data, with ontology and vocabularies, the results are those of pySHACL."""
    store = oracle.stored([*(q.triple for q in graph.quads()), *ontology.triples()])
    ours = oracle.told(validator.validate(store).results)
    assert ours
    assert ours == oracle.told(expected([q.triple for q in store], loaded))


@pytest.mark.parametrize("code", CODES)
def test_bad_fixture(code: str, validator: Validator, loaded: ShapesGraph, oracle: Any) -> None:
    """A fixture that is to fire has the results of pySHACL, at least one."""
    store = fixture(code, "bad", oracle)
    ours = oracle.told(validator.validate(store).results)
    assert ours
    assert ours == oracle.told(expected([q.triple for q in store], loaded))


@pytest.mark.parametrize("code", CODES)
def test_ok_fixture(code: str, validator: Validator, oracle: Any) -> None:
    """A fixture that is to conform conforms, as the tests of the shapes prove that it does for pySHACL."""
    assert validator.validate(fixture(code, "ok", oracle)).conforms


def fixture(code: str, name: str, oracle: Any) -> ox.Store:
    """Return a fixture with ontology and vocabularies."""
    text = (SHAPES / code / f"{name}.ttl").read_text(encoding="utf-8")
    return cast(ox.Store, oracle.stored([*oracle.triples(text), *ontology.triples()]))
