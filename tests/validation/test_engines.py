"""The compiled engine and pySHACL give the same report, word for word, place for place."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from coopgraph import Graph, ontology
from coopgraph.errors import UnknownName
from coopgraph.export.write import writing
from coopgraph.loaders import dataset
from coopgraph.synth import Plan, write
from coopgraph.synth.faults import CODES
from coopgraph.triples import quads
from coopgraph.validation import referee, shacl, validate
from coopgraph.validation.run import shapes_of

SHAPES = Path(__file__).parents[1] / "shapes"
LOADING = {code: 1 for code, loads in CODES.items() if loads}
REFUSED = {code: 1 for code, loads in CODES.items() if not loads}


def test_the_bundled_data_give_one_report(graph: Graph) -> None:
    """Twelve findings, two of them warnings, are the same by both engines."""
    compiled = graph.validate(profiled=False)
    assert len(compiled) == 12
    assert graph.validate(engine="pyshacl", profiled=False).to_json() == compiled.to_json()


def test_every_error_that_loads_gives_one_report(tmp_path: Path) -> None:
    """Thirty events with an error of each code that the loader lets pass: both engines find the same."""
    write(Plan(30, 6, LOADING), "yaml", tmp_path / "made", writing)
    records = dataset.load(tmp_path / "made")
    compiled, judged = (validate(records, quads(records), engine=engine) for engine in ("compiled", "pyshacl"))
    assert set(LOADING) <= {f.code for f in compiled}
    assert judged.findings == compiled.findings


def test_every_error_that_the_loader_refuses_gives_one_report(tmp_path: Path) -> None:
    """As N-Quads, where no loader looks, both engines find the same."""
    write(Plan(30, 6, REFUSED), "nquads", tmp_path / "made.nq", writing)
    lines = [*(tmp_path / "made.nq").read_text("utf-8").splitlines(), *ontology.nquads()]
    found = shapes_of(lines)
    assert set(REFUSED) <= {f.code for f in found}
    assert set(shapes_of(lines, "pyshacl")) == set(found)


def test_all_bad_fixtures_at_once_give_one_report() -> None:
    """Poured together they mend some of each other; of the 52 checks 40 still fire, for both engines alike.

    Without C03's blank nodes: rdflib gives one a text, which SPARQL does not.
    """
    store = ox.Store()
    store.extend(ox.Quad(*t) for t in ontology.triples())
    for path in sorted({*SHAPES.glob("*/bad.ttl")} - {SHAPES / "C03" / "bad.ttl"}):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    found = shacl.run(store)
    assert len({f.code for f in found}) >= 40
    assert sorted(map(str, referee.run(store))) == sorted(map(str, found))


def test_an_unknown_engine_is_refused_with_those_there_are(graph: Graph) -> None:
    """The message names both engines."""
    with pytest.raises(UnknownName, match=r"compiled.*pyshacl"):
        graph.validate(engine="rudof")


def test_shapes_are_compiled_once() -> None:
    """The second report of a process does not compile again, and no shape is left to pySHACL."""
    assert shacl.validator() is shacl.validator()
    assert shacl.validator().uncompiled == {}
