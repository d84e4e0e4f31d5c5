"""What the saved queries answer of 300 made-up events, counted another way."""

from __future__ import annotations

import pytest

from coopgraph import Graph, build, ontology, queries
from coopgraph.export.write import writing
from coopgraph.nquads import Origins
from coopgraph.store.base import value
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.synth import Plan, write
from coopgraph.vocab import graph as graph_of
from coopgraph.vocab import view_graphs


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """300 events, some 50,000 quads."""
    out = tmp_path_factory.mktemp("many") / "made.nq"
    write(Plan(300, 1), "nquads", out, writing)
    store = OxigraphStore()
    store.load(out.read_bytes())
    store.load("\n".join(ontology.nquads()).encode())
    build.derive(store)
    return Graph(store, Origins())


def test_publishers_without_a_role_in_the_event(many: Graph) -> None:
    """Every event names all publishers of its sources, also those that have a role in other events only."""
    publishers: dict[str, set[str]] = {}
    asked = "SELECT ?source ?publisher WHERE { ?source a cg:Source ; dcterms:publisher ?publisher }"
    for source, publisher in many.store.select(asked, [graph_of("authority")]).rows:
        publishers.setdefault(value(source), set()).add(value(publisher))
    answer = many.store.select(queries.library()["sources-of-events"].text, view_graphs("inferred"))
    told = {value(row[0]): [set(value(cell).split()) for cell in row[2:4]] for row in answer.rows}
    assert len(told) == 300
    for sources, named in told.values():
        assert named == set().union(*(publishers[s] for s in sources))
