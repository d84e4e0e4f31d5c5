"""RDF files hold what the store holds, whoever reads them, and come out the same on every run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from coopgraph import Graph
from coopgraph.errors import UnknownName
from coopgraph.export.rdf import FORMATS, serialize
from coopgraph.vocab import BASE, CG, graph

# rdflib's parsers for graphs use what rdflib itself calls deprecated
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")

RDFLIB = {"ttl": "turtle", "trig": "trig", "jsonld": "json-ld", "nt": "nt", "nq": "nquads"}
ORG = ox.NamedNode(f"{BASE}id/org/a")
NAME, TYPE = ox.NamedNode(f"{CG}name"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
STATED, INFERRED = ox.NamedNode(graph("stated")), ox.NamedNode(graph("inferred"))
QUADS = [
    ox.Quad(ORG, NAME, ox.Literal("b", language="en"), STATED),
    ox.Quad(ORG, TYPE, ox.NamedNode(f"{CG}Organization"), STATED),
    ox.Quad(ORG, NAME, ox.Literal("b", language="en"), INFERRED),
    ox.Quad(ORG, NAME, ox.Literal("а", language="ru"), INFERRED),
]


def union(quads: list[ox.Quad]) -> rdflib.Graph:
    """The triples of all graphs, read by rdflib from N-Triples that pyoxigraph wrote."""
    return rdflib.Graph().parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")


@pytest.fixture(scope="module")
def quads(graph: Graph) -> list[ox.Quad]:
    return list(graph.store.quads())


@pytest.fixture(scope="module")
def wanted(quads: list[ox.Quad]) -> rdflib.Graph:
    return union(quads)


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_the_same_triples(quads: list[ox.Quad], wanted: rdflib.Graph, form: str) -> None:
    """Each format, read by rdflib, has the triples of the bundled graph; formats with graphs keep them apart."""
    data = serialize(quads, form)
    if form in ("ttl", "nt"):
        assert isomorphic(rdflib.Graph().parse(data=data, format=RDFLIB[form]), wanted)
        return
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=RDFLIB[form])
    for name in ("authority", "stated", "inferred", "derived", "vocabulary"):
        alone = union([q for q in quads if q.graph_name == ox.NamedNode(f"{BASE}graph/{name}")])
        assert set(dataset.graph(rdflib.URIRef(f"{BASE}graph/{name}"))) == set(alone), name


@pytest.mark.parametrize("form", FORMATS)
def test_order_does_not_matter(quads: list[ox.Quad], form: str) -> None:
    """The same quads in another order, or twice, give the same bytes."""
    assert serialize([*reversed(quads), *quads], form) == serialize(quads, form)


def test_two_processes_write_the_same_bytes() -> None:
    """A run with another hash seed writes the same file in each format."""
    program = (
        "import hashlib; from coopgraph import Graph; from coopgraph.export.rdf import FORMATS, serialize\n"
        "store = Graph.load().store\n"
        "print(*(hashlib.sha256(serialize(store.quads(), form)).hexdigest() for form in FORMATS))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert len(runs[0]) == len(FORMATS)
    assert len(runs[0][0]) == hashlib.sha256().digest_size * 2
    assert runs[0] == runs[1]


def test_turtle_is_made_for_reading() -> None:
    """Turtle has its prefixes sorted, a blank line before a subject, the type first, and each triple once."""
    lines = serialize(QUADS, "ttl").decode().split("\n")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert lines[len(prefixes) :] == [
        "",
        f"<{ORG.value}> a cg:Organization ;",
        '\tcg:name "b"@en , "а"@ru .',
        "",
    ]


def test_trig_keeps_graphs_apart() -> None:
    """TriG has one block a graph, in the order of their names."""
    text = serialize(QUADS, "trig").decode()
    assert text.count('"b"@en') == 2
    assert text.index("graph/inferred>") < text.index("graph/stated>")


def test_lines_of_quads_are_sorted() -> None:
    """N-Triples and N-Quads have a line each, graph after graph."""
    assert len(serialize(QUADS, "nt").splitlines()) == 3
    assert [line.rsplit("/", 1)[1] for line in serialize(QUADS, "nq").decode().splitlines()] == [
        "inferred> .",
        "inferred> .",
        "stated> .",
        "stated> .",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_to_write(form: str) -> None:
    """No quads give a file that any reader takes for an empty graph."""
    assert len(rdflib.Dataset().parse(data=serialize([], form), format=RDFLIB[form])) == 0


def test_an_unknown_format() -> None:
    """An unknown format is told with the near ones."""
    with pytest.raises(UnknownName, match="'tll' is not a known RDF format; did you mean 'ttl'"):
        serialize([], "tll")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff")))
def test_any_text_survives(text: str) -> None:
    """A literal, whatever it holds (U+2028, quotes, line breaks), is read back from each format as it was."""
    quad = ox.Quad(ORG, NAME, ox.Literal(text, language="en"), STATED)
    for form, reader in FORMATS.items():
        assert [q.object for q in ox.parse(serialize([quad], form), format=reader)] == [quad.object]
