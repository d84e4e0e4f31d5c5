"""The same answers from memory, from a directory and from a server: queries, ties, why, cards, files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from coopgraph import Graph, assets, build, queries
from coopgraph.export import rdf
from coopgraph.network import LEVELS
from coopgraph.nquads import Origins
from coopgraph.store.push import push
from coopgraph.store.remote import connect
from coopgraph.vocab import GRAPHS, VIEWS
from coopgraph.vocab import graph as graph_iri

T = TypeVar("T")
PAIRS = [("Finnish Customs", "OSCE"), ("INL", "IOM Turkmenistan"), ("FI", "TJ"), ("Finnish Customs", "INL")]


@pytest.fixture(scope="module")
def everywhere(own_oxigraph: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graph]:
    """The bundled dataset in memory, in a directory, and behind an endpoint."""
    built = build.load()
    directory = tmp_path_factory.mktemp("store") / "kept"
    build.save(built, directory)
    push(own_oxigraph, built.store, graphs=[graph_iri(name) for name in GRAPHS])
    return {
        "memory": Graph(built.store, built.origins, built.records, built.quads),
        "directory": Graph.open(directory),
        "server": Graph(connect(own_oxigraph), Origins()),
    }


def same(everywhere: dict[str, Graph], ask: Callable[[Graph], T]) -> T:
    """Return the answer of the store in memory, which the others give too."""
    first, *others = (ask(g) for g in everywhere.values())
    for other in others:
        assert other == first
    return first


@pytest.mark.parametrize("view", ["stated", "inferred"])  # represents reads the graphs of inferred
@pytest.mark.parametrize("name", sorted(queries.library()))
def test_saved_queries(everywhere: dict[str, Graph], name: str, view: str) -> None:
    """A saved query gives the same rows in the same order, with its examples and with every parameter left open."""
    query = queries.library()[name]
    choices = [{}, dict.fromkeys(query.parameters, "any")] if query.parameters else [{}]
    for values in choices:
        same(everywhere, lambda g, values=values: g.query(query, view, **values))  # type: ignore[misc]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("view", VIEWS)
def test_networks(everywhere: dict[str, Graph], view: str, level: str) -> None:
    """A network has the same nodes, ties, weights and evidence."""
    network = same(everywhere, lambda g: g.network(view, level))
    assert network.nodes


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_why(everywhere: dict[str, Graph], pair: tuple[str, str]) -> None:
    """Why two are tied, or are not, is told in the same words."""
    assert same(everywhere, lambda g: str(g.why(*pair)))
    assert same(everywhere, lambda g: g.why(*pair).to_json())


@pytest.mark.parametrize("name", ["Finnish Customs", "event/2013-osce-finland-study-visit", "INL", "003", "TJ"])
def test_show(everywhere: dict[str, Graph], name: str) -> None:
    """A card holds the same names, roles and claims."""
    assert same(everywhere, lambda g: str(g.show(name)))


def test_quads(everywhere: dict[str, Graph]) -> None:
    """The whole dataset, written out, is the same file."""
    assert len(same(everywhere, lambda g: rdf.serialize(g.store.quads(), "nq"))) > 100_000
    assert same(everywhere, lambda g: len(g.store)) > 1_000


def test_derived_triples(everywhere: dict[str, Graph]) -> None:
    """What the saved CONSTRUCTs derive is the same triples; by the places of events none, for all have a country."""
    for path in assets.files("queries", "derive/*.rq"):
        text = path.read_text("utf-8")
        found = same(everywhere, lambda g, text=text: {str(t) for t in g.store.query(text)})  # type: ignore[misc]
        assert bool(found) == (path.stem != "takes-place-in")
