"""A store behind an endpoint keeps the contract of the port, and gives a whole answer or none."""

from __future__ import annotations

import inspect
import socket
import time
from urllib.request import Request

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from coopgraph.errors import EndpointError, InputError, UsageError
from coopgraph.store.base import Solutions, Store
from coopgraph.store.reading import Answer
from coopgraph.store.remote import RemoteStore, connect
from coopgraph.store.transport import Limits, Transport
from coopgraph.vocab import CG, graph

from . import test_store as contract
from .asking import GRAPH, LIMITS, QUERY, ask
from .misbehaving import BEHAVIOURS, ROWS, Server, loose, serving

EX = "http://example.org/"
TRIPLES = "CONSTRUCT WHERE { ?s ?p ?o }"


# --- the contract of the port, over a real server -----------------------------------------------------------------

globals().update(
    {
        name: test
        for name, test in vars(contract).items()
        if name.startswith("test_") and "store" in inspect.signature(test).parameters
    }
)


@pytest.fixture
def store(server: str) -> Store:
    """The contract's data behind a real endpoint."""
    made: Store = RemoteStore(server)
    made.load(contract.DATA)
    return made


def test_rdflib_reads_the_same(store: Store) -> None:
    """rdflib finds the same rows, quads and prefixes, in a copy that learns nothing later."""
    dataset = store.to_rdflib()
    assert [str(row[0]) for row in dataset.query(contract.KNOWN)] == [f"{EX}b", f"{EX}c", f"{EX}c"]  # type: ignore[index]
    assert len(dataset.graph(rdflib.URIRef(graph("inferred")))) == 2
    assert dict(dataset.namespaces())["cg"] == rdflib.URIRef(CG)
    store.load(f'<{EX}d> <{CG}name> "Д" <{graph("authority")}> .\n'.encode())
    assert dataset.query(f"ASK {{ <{EX}d> cg:name 'Д' }}").askAnswer is False


# --- the real server beyond the contract ----------------------------------------------------------------------------


def test_the_union_is_asked_for_once(store: RemoteStore) -> None:
    """A load is seen by the next query, also when it makes a new graph."""
    assert store.graphs() == tuple(sorted(graph(n) for n in ("authority", "stated", "inferred")))
    store.load(f"<{EX}x> <{CG}knows> <{EX}y> <{EX}new> .\n".encode())
    assert f"{EX}new" in store.graphs()
    assert store.query(f"ASK {{ <{EX}x> cg:knows <{EX}y> }}") is True


def test_a_dataset_may_be_part_of_a_server(store: Store, server: str) -> None:
    """With graphs given, the rest of the server is not there: not in queries, not in GRAPH, not in the count."""
    part = RemoteStore(server, graphs=[graph("stated")])
    assert len(part) == len(list(part.quads())) == 1
    assert len(part.select("SELECT ?x { ?a cg:knows ?x }")) == 1
    assert part.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows == [(NamedNode(graph("stated")),)]


def test_named_graphs_and_a_view(store: Store) -> None:
    """Over a view too, a query may name a graph outside of it, as the embedded store lets it."""
    asked = f"SELECT ?n {{ GRAPH <{graph('authority')}> {{ ?a cg:name ?n }} }}"
    assert store.select(asked, (graph("stated"),)).rows == [(Literal("A", language="en"),)]


def test_the_default_graph_of_a_server_is_not_read(server: str) -> None:
    """Triples in no named graph are not loaded, so that no server's default graph matters."""
    with pytest.raises(InputError, match="not in a named graph"):
        RemoteStore(server).load(b"<http://x/a> <http://x/b> <http://x/c> .\n")
    assert len(RemoteStore(server)) == 0


def test_connect(store: Store, server: str) -> None:
    """connect gives the five graphs of coopgraph, and says what to do where there are none."""
    store.load(f"<{EX}x> <{CG}knows> <{EX}y> <{EX}foreign> .\n".encode())
    assert len(connect(server)) == 4
    empty = RemoteStore(server, graphs=[f"{EX}none"])
    assert len(empty) == 0
    assert list(RemoteStore(server, graphs=()).quads()) == []


def test_connect_to_an_empty_server(server: str) -> None:
    """A server without the dataset is named, with the command that puts it there."""
    with pytest.raises(EndpointError, match=rf"^{server}/query: holds no coopgraph dataset; .*coopgraph push {server}"):
        connect(server)


def test_a_long_query(store: Store) -> None:
    """A query of 300,000 characters is answered: it goes in the body, where no server cuts it."""
    values = " ".join(f"<{EX}{n}>" for n in range(10_000))
    assert store.select(f"SELECT ?a {{ VALUES ?a {{ {values} <{EX}a> }} ?a cg:name ?n }}").rows == [
        (NamedNode(f"{EX}a"),)
    ]


def test_the_server_gives_up(server: str) -> None:
    """A query that the real server stops in the middle of its answer, with status 200, has no answer."""
    store = RemoteStore(server)
    store.load("".join(f"<{EX}{n}> <{EX}p> <{EX}{n % 3}> <{EX}g> .\n" for n in range(20)).encode())
    sparql = "SELECT * { { ?a ?b ?c } UNION { SERVICE <http://localhost:1/> { ?x ?y ?z } } }"
    with pytest.raises(EndpointError, match=r"the answer breaks off: “.*port 1"):
        store.query(sparql)


def test_a_mistake_is_told_where_it_stands(store: Store) -> None:
    """The place of a syntax error is that in the query as it was written, whatever prefixes are sent along."""
    with pytest.raises(UsageError, match="not a SPARQL query: error at 1:24"):
        store.query("SELECT ?x { ?x cg:name } ")


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ("# CONSTRUCT\nselect ?x { ?x cg:name ?n } # DESCRIBE", 1),
        ("PREFIX cg: <http://example.org/>\nSELECT ?x { ?x cg:name ?n }", 0),
        ("BASE <http://example.org/#ASK> PREFIX ask: <ASK> SELECT ?x { ?x cg:name ?n FILTER(?n != 'ASK {') }", 1),
        ('SELECT ?x { ?x cg:name ?n FILTER(?n != """CONSTRUCT "GRAPH" """) }', 1),
    ],
)
def test_the_form_of_a_query(store: Store, sparql: str, rows: int) -> None:
    """Comments, prefixes, IRIs and strings do not hide what a query is; prefixes of its own count."""
    assert len(store.select(sparql)) == rows


# --- answers that are fine ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour", ["fine", "fine-in-chunks", "virtuoso-below-the-limit", "moved", "kept", "see-other"]
)
def test_rows(misbehaving: Server, behaviour: str) -> None:
    """Rows come whole, in one piece or many, here or where the server points."""
    assert ask(misbehaving, behaviour) == Solutions(("x",), [(Literal("one"),), (Literal("two"),)])


def test_other_forms(misbehaving: Server) -> None:
    """XML, truths and triples are read as well."""
    triple = Triple(*(NamedNode(EX + n) for n in "abc"))
    assert ask(misbehaving, "fine-xml") == Solutions(("x",), [(Literal("one"),)])
    assert ask(misbehaving, "truth", "ASK {}") is True
    assert ask(misbehaving, "truth-xml", "ASK {}") is False
    assert ask(misbehaving, "fine-triples", TRIPLES) == [triple]
    assert ask(misbehaving, "fine-turtle", "DESCRIBE <http://example.org/a>") == [triple]


def test_what_is_sent(misbehaving: Server) -> None:
    """A query is a form-encoded POST with its graphs; nothing but JSON, XML, N-Triples and Turtle is asked for."""
    RemoteStore(f"{misbehaving.address}/fine").query(QUERY, (f"{EX}g", f"{EX}h"))
    asked = misbehaving.asked[0]
    assert (asked.method, asked.path) == ("POST", "/fine")
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.body.count("default-graph-uri=") == 2
    assert "named-graph-uri" not in asked.body
    assert "format=" not in asked.body
    assert asked.headers["accept"] == "application/sparql-results+json, application/sparql-results+xml;q=0.5"
    assert "authorization" not in asked.headers


@pytest.mark.parametrize(("behaviour", "method"), [("moved", "POST"), ("kept", "POST"), ("see-other", "GET")])
def test_redirects_keep_the_query(misbehaving: Server, behaviour: str, method: str) -> None:
    """Where a server points, the same query goes, as a POST; after 303 the answer is fetched."""
    ask(misbehaving, behaviour)
    first, second = misbehaving.asked
    assert (second.method, second.path.split("?")[0]) == (method, "/fine")
    assert second.body == (first.body if method == "POST" else "")


# --- answers that are not -------------------------------------------------------------------------------------------

BREAKS_OFF = "the answer breaks off"
BROKE = "the connection broke in the middle of the answer"
BAD = {
    "cut-by-length": BROKE,
    "cut-in-chunks": BROKE,
    "whole-but-for-the-last-chunk": BROKE,
    "cut-at-a-row": BREAKS_OFF,
    "cut-at-a-row-with-a-word": f"{BREAKS_OFF}: “The operation was cancelled”",
    "cut-behind-the-end": f"{BREAKS_OFF}: “## Query cancelled due to timeout ##”",
    "cut-xml-at-a-row": BREAKS_OFF,
    "virtuoso-partial": "only part of the answer: “S1TAT Returning incomplete results”",
    "virtuoso-row-limit": "at most 2 rows, and so not all",
    "status-206": "status 206 in place of 200",
    "error-inside": r"but not SPARQL results: “\{\"error\": \"out of memory\"\}”",
    "empty": "the answer is empty",
    "empty-without-type": "the answer is empty",
    "no-content": "status 204 in place of 200",
    "csv": "of type text/csv, but not SPARQL results: “x one two”",
    "without-type": "of no type, but not SPARQL results",
    "login": "answered with a web page, not with SPARQL results: “Sign in”, and it asks to log in; set COOPGRAPH_USER",
    "to-login": r"/login: .*a web page, not with SPARQL results: “Sign in”",
    "page": "answered with a web page, not with SPARQL results: “Back soon & better”; check the address",
    "page-as-xml": "a web page, not with SPARQL results: “Down”",
    "page-as-json": "a web page, not with SPARQL results: “Down”",
    "packed": r"packed \(gzip\)",
    "nonsense": "longer than 1 megabytes|not SPARQL results: “x+…”",
    "huge": "the answer is longer than 1 megabytes; ask for less, or allow more",
    "truth": "answered SELECT with the answer to another form",
    "fine-triples": "of type application/n-triples, but not SPARQL results",
    "not-http": "does not speak HTTP",
    "hangs-up": "hung up",
    "bad-request": r"did not understand the request \(400\): “SP030: no such function”",
    "missing": r"no such endpoint \(404\)",
    "broken": r"the server failed \(500\): “Error 500”",
    "broken-at-length": r"the server failed \(500\): “\[31mout of memory \.+…”",
    "loop": "redirected more than 5 times",
    "to-a-file": "redirected to what is not an address",
    "to-nowhere": r"refused the request \(302\)",
    "basic": r"wants to know who asks \(401\).*set COOPGRAPH_USER and COOPGRAPH_PASSWORD",
    "bearer": r"wants to know who asks \(403\)",
}


@pytest.mark.parametrize("behaviour", BAD)
def test_no_answer(misbehaving: Server, behaviour: str) -> None:
    """A bad answer is an error with exit code 4 that names the address, what happened and what to do."""
    with pytest.raises(EndpointError, match=BAD[behaviour]) as caught:
        ask(misbehaving, behaviour)
    message = str(caught.value)
    assert caught.value.exit_code == 4
    assert message.startswith(f"{misbehaving.address}/")
    assert ": the query was not answered: " in message
    assert message.isprintable()
    assert len(message) < 500


@pytest.mark.parametrize("behaviour", ["cut-truth", "fine", "csv"])
def test_no_truth(misbehaving: Server, behaviour: str) -> None:
    """A truth that breaks off, and rows in its place, are no answer to ASK."""
    with pytest.raises(EndpointError, match="the query was not answered"):
        ask(misbehaving, behaviour, "ASK {}")


@pytest.mark.parametrize("behaviour", ["cut-triples", "cut-triples-with-a-word", "fine", "login", "empty"])
def test_no_triples(misbehaving: Server, behaviour: str) -> None:
    """Triples that may break off, for nothing says where they end, and what is none, are no answer to CONSTRUCT."""
    with pytest.raises(EndpointError, match="the query was not answered"):
        ask(misbehaving, behaviour, TRIPLES)


@pytest.mark.parametrize("end", range(0, len(ROWS), 6))
def test_no_beginning_is_an_answer(misbehaving: Server, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever an answer that does not say how long it is breaks off, it is none."""
    monkeypatch.setitem(BEHAVIOURS, "cut", lambda h: loose(h, ROWS[:end]))
    with pytest.raises(EndpointError, match=f"{BREAKS_OFF}|not SPARQL results|is empty"):
        ask(misbehaving, "cut")


@pytest.mark.parametrize("behaviour", ["silent", "trickle", "trickling-headers", "trickling-error"])
def test_the_time_limit(misbehaving: Server, behaviour: str) -> None:
    """The time limit holds for the whole answer, however steadily its bytes drip in."""
    start = time.monotonic()
    with pytest.raises(EndpointError, match=r"no whole answer within 0.3 seconds|the server failed \(500\)"):
        ask(misbehaving, behaviour, limits=Limits(seconds=0.3))
    assert time.monotonic() - start < 1.5


def test_nobody_answers() -> None:
    """A closed port, an unknown host: the address is named, and what to do."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(EndpointError, match=rf"^http://127.0.0.1:{port}/query: .*connection refused.*start the server"):
        RemoteStore(f"http://127.0.0.1:{port}").query(QUERY, GRAPH)
    with pytest.raises(EndpointError, match="no secure connection"), serving() as server:
        RemoteStore(server.address.replace("http", "https"), limits=LIMITS).query(QUERY, GRAPH)


# --- patience ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["busy", "busy-for-no-time", "busy-until-1970"])
def test_a_busy_server_is_asked_again(misbehaving: Server, first: str) -> None:
    """A server that is busy twice and then answers has answered."""
    misbehaving.scripts["script"] = [first, first, "fine"]
    assert len(ask(misbehaving, "script")) == 2
    assert len(misbehaving.asked) == 3


def test_patience_ends(misbehaving: Server) -> None:
    """After as many tries as allowed a busy server counts as one that does not answer."""
    with pytest.raises(EndpointError, match=r"busy \(503\), 3 times in a row: “come back”; try later"):
        ask(misbehaving, "busy")
    assert len(misbehaving.asked) == 3


def test_pauses(monkeypatch: pytest.MonkeyPatch, misbehaving: Server) -> None:
    """Pauses double, unless the server says how long; a pause longer than the time left is not begun."""
    slept: list[float] = []
    monkeypatch.setattr("coopgraph.store.transport.time.sleep", slept.append)
    misbehaving.scripts["script"] = ["busy", "busy", "busy-for-no-time", "busy", "fine"]
    ask(misbehaving, "script", limits=Limits(seconds=60, tries=9, pause=0.5))
    assert slept == [0.5, 1.0, 0.0, 4.0]  # 0.5 · 2⁰, 0.5 · 2¹, as asked, 0.5 · 2³
    with pytest.raises(EndpointError, match=r"wants 3600 seconds of patience, more than are left of 60"):
        ask(misbehaving, "busy-for-an-hour", limits=Limits(seconds=60))
    assert slept[4:] == []


def test_many_graphs(misbehaving: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with more graphs than a request can name wants to be told which."""
    monkeypatch.setattr("coopgraph.store.remote.MOST_GRAPHS", 1)
    with pytest.raises(EndpointError, match="more than 1 named graphs; say which"):
        RemoteStore(f"{misbehaving.address}/fine").query(QUERY)


def test_quads_are_counted(misbehaving: Server) -> None:
    """Quads that a server keeps back are missed."""
    misbehaving.scripts["script"] = ["fine", "count-one"]
    with pytest.raises(EndpointError, match="gave 2 quads of 1"):
        list(RemoteStore(f"{misbehaving.address}/script").quads(f"{EX}g"))


def test_the_answer_is_taken_in_as_it_comes(misbehaving: Server) -> None:
    """An answer that is too long is left at the limit: of ten megabytes, less than two are read."""
    transport = Transport(misbehaving.address, None, LIMITS)
    response = transport.open(Request(f"{misbehaving.address}/huge", b"x"), "x")
    with Answer(response, transport, "x") as answer, pytest.raises(EndpointError):
        answer.rows()
    assert 1_000_000 < answer.body.size < 1_200_000
