"""What every store does, whichever keeps the quads: the contract of coopgraph.store.base.Store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from coopgraph.errors import EndpointError, InputError, UsageError
from coopgraph.store.base import Solutions, Store
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import CG, graph, view_graphs

EX = "http://example.org/"
DATA = f"""\
<{EX}a> <{CG}name> "A"@en <{graph("authority")}> .
<{EX}a> <{CG}knows> <{EX}b> <{graph("stated")}> .
<{EX}a> <{CG}knows> <{EX}c> <{graph("inferred")}> .
<{EX}b> <{CG}knows> <{EX}c> <{graph("inferred")}> .
""".encode()
KNOWN = "SELECT ?x WHERE { ?a cg:knows ?x } ORDER BY ?x"

BACKENDS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda _: OxigraphStore(),
    "directory": lambda folder: OxigraphStore(folder / "store"),
}


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made = BACKENDS[request.param](tmp_path)
    made.load(DATA)
    return made


def found(store: Store, sparql: str, graphs: tuple[str, ...] | None = None) -> list[str]:
    return [str(row[0]) for row in store.select(sparql, graphs).rows]


def test_quads_are_a_set(store: Store) -> None:
    """Four quads are four, and loading them again adds none."""
    assert len(store) == 4
    store.load(DATA)
    assert len(store) == 4
    assert {str(q) for q in store.quads()} == {line.removesuffix(" .") for line in DATA.decode().splitlines()}


def test_the_default_graph_is_the_union(store: Store) -> None:
    """A query that names no graph reads all of them."""
    assert found(store, KNOWN) == [f"<{EX}b>", f"<{EX}c>", f"<{EX}c>"]


def test_a_view_reads_its_graphs(store: Store) -> None:
    """The same query over the graphs of a view reads those alone; over none, or an unknown one, nothing."""
    assert found(store, KNOWN, view_graphs("stated")) == [f"<{EX}b>"]
    assert found(store, KNOWN, view_graphs("inferred")) == [f"<{EX}b>", f"<{EX}c>", f"<{EX}c>"]
    assert found(store, KNOWN, ()) == []
    assert found(store, KNOWN, (f"{EX}graph",)) == []


def test_graphs_can_be_named_in_a_query(store: Store) -> None:
    """A query may ask in which graph something stands."""
    asked = f"SELECT ?g WHERE {{ GRAPH ?g {{ <{EX}b> cg:knows ?x }} }}"
    assert found(store, asked) == [f"<{graph('inferred')}>"]


def test_quads_of_a_graph(store: Store) -> None:
    """One named graph can be read alone; one that is not there is empty."""
    assert len(list(store.quads(graph("inferred")))) == 2
    assert list(store.quads(graph("derived"))) == []


def test_forms_of_answers(store: Store) -> None:
    """SELECT gives rows, ASK a truth, CONSTRUCT and DESCRIBE triples."""
    rows = store.query("SELECT ?n ?no WHERE { ?a cg:name ?n }")
    assert isinstance(rows, Solutions)
    assert (rows.columns, rows.rows) == (("n", "no"), [(Literal("A", language="en"), None)])
    assert list(rows) == [{"n": Literal("A", language="en"), "no": None}]
    assert store.query("ASK { ?a cg:name 'A'@en }") is True
    assert store.query("ASK { ?a cg:name 'A' }") is False
    triple = Triple(NamedNode(f"{EX}b"), NamedNode(f"{CG}knows"), NamedNode(f"{EX}c"))
    assert store.query(f"CONSTRUCT WHERE {{ <{EX}b> ?p ?o }}") == [triple]
    assert store.query(f"DESCRIBE <{EX}b>") == [triple]


def test_select_gives_rows_only(store: Store) -> None:
    """select refuses a query of another form."""
    with pytest.raises(UsageError, match="no SELECT"):
        store.select("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    "sparql", ["", "SELEKT * {}", "SELECT ?x WHERE { ?x ", "SELECT ?x { ?x no:prefix ?y }", "INSERT DATA {}"]
)
def test_what_is_no_query(store: Store, sparql: str) -> None:
    """Bad SPARQL, unknown prefixes and updates are wrong use, in the parser's words; nothing is changed."""
    with pytest.raises(UsageError, match="not a SPARQL query: "):
        store.query(sparql)
    assert len(store) == 4


def test_a_service_that_does_not_answer(store: Store) -> None:
    """A query that asks an endpoint in vain ends with exit code 4."""
    with pytest.raises(EndpointError, match="the query was not answered") as caught:
        store.query("SELECT * WHERE { SERVICE <http://localhost:1/sparql> { ?s ?p ?o } }")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    "bad",
    [
        b"no quads\n",
        b"<a> <b> <c> .\n",
        b"\xff\xfe",
        b'<http://x/s> <http://x/p> "open .\n',
        b"<http://x/s> .\n",
    ],
)
def test_what_is_no_quad(store: Store, bad: bytes) -> None:
    """Bad N-Quads are unreadable input, told with the line, and nothing of the file is kept, not even good lines."""
    good = b'<http://x/s> <http://x/p> "good" <http://x/g> .\n'
    with pytest.raises(InputError, match=r"not N-Quads: .*line 2"):
        store.load(good + bad)
    assert len(store) == 4


def test_nothing_to_load(store: Store) -> None:
    """An empty text adds nothing."""
    store.load(b"")
    assert len(store) == 4


def test_rdflib_reads_the_same(store: Store) -> None:
    """rdflib finds the same rows, quads and prefixes over the same store, and sees what is added later."""
    dataset = store.to_rdflib()
    assert [str(row[0]) for row in dataset.query(KNOWN)] == [f"{EX}b", f"{EX}c", f"{EX}c"]  # type: ignore[index]
    assert len(dataset.graph(rdflib.URIRef(graph("inferred")))) == 2
    assert dict(dataset.namespaces())["cg"] == rdflib.URIRef(CG)
    store.load(f'<{EX}d> <{CG}name> "Д" <{graph("authority")}> .\n'.encode())
    assert dataset.query(f"ASK {{ <{EX}d> cg:name 'Д' }}").askAnswer is True


# --- the directory backend beyond the contract ------------------------------------------------------------------


def test_a_directory_keeps_its_quads(tmp_path: Path) -> None:
    """What was loaded is there when the directory is opened again."""
    store = OxigraphStore(tmp_path / "store")
    store.load(DATA)
    store.close()
    assert len(OxigraphStore(tmp_path / "store")) == 4


def test_one_writes_and_many_read(tmp_path: Path) -> None:
    """A directory is opened for writing once, and for reading any number of times."""
    store = OxigraphStore(tmp_path / "store")
    store.load(DATA)
    with pytest.raises(InputError, match="not a store that can be opened"):
        OxigraphStore(tmp_path / "store")
    store.close()
    readers = [OxigraphStore(tmp_path / "store", read_only=True) for _ in range(2)]
    assert [len(reader) for reader in readers] == [4, 4]


def test_a_path_that_is_no_store(tmp_path: Path) -> None:
    """A file in the directory's place, or an empty folder to read, is no store."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="not a store"):
        OxigraphStore(tmp_path / "file")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="not a store"):
        OxigraphStore(tmp_path / "empty", read_only=True)
