"""Pushing replaces graphs on a server as wholes, counts them there, and tells the state of each when it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph.errors import EndpointError, InputError, UsageError
from coopgraph.store.endpoints import Endpoints
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.store.push import Pushed, push
from coopgraph.store.remote import RemoteStore
from coopgraph.store.transport import Limits

from .misbehaving import Server

EX = "http://example.org/"
LIMITS = Limits(seconds=2, tries=2, pause=0.01)


def quads(**counts: int) -> bytes:
    """Return N-Quads with so many triples in each graph."""
    lines = [
        f'<{EX}{n}> <{EX}p> "{n} \\\\ \\" ї\\n"@uk <{EX}{g}> .\n' for g, count in counts.items() for n in range(count)
    ]
    return "".join(lines).encode()


def test_each_graph_is_replaced(server: str) -> None:
    """What a graph held before is gone, what it is to hold is there, and other graphs are left alone."""
    store = RemoteStore(server)
    store.load(quads(a=5, other=1))
    assert push(server, quads(a=2, b=3)) == [Pushed(f"{EX}a", 2), Pushed(f"{EX}b", 3)]
    assert {str(q) for q in RemoteStore(server).quads()} == {
        line.removesuffix(" .") for line in quads(a=2, b=3, other=1).decode().split("\n") if line
    }


def test_again_makes_no_difference(server: str) -> None:
    """Pushing twice leaves what pushing once leaves."""
    assert push(server, quads(a=2)) == push(server, quads(a=2))
    assert len(RemoteStore(server)) == 2


def test_graphs_that_are_empty_now(server: str) -> None:
    """A graph that is to be there and is empty is removed, whether it was there or not."""
    push(server, quads(a=2, b=1))
    assert push(server, quads(a=2), graphs=[f"{EX}{g}" for g in "abc"]) == [
        Pushed(f"{EX}a", 2),
        Pushed(f"{EX}b", 0),
        Pushed(f"{EX}c", 0),
    ]
    assert RemoteStore(server).graphs() == (f"{EX}a",)


def test_a_store_or_its_directory_is_pushed(server: str, tmp_path: Path) -> None:
    """A store in memory and one in a directory give the same on the server."""
    for store in (OxigraphStore(), OxigraphStore(tmp_path / "store")):
        store.load(quads(a=2))
        assert push(server, store) == [Pushed(f"{EX}a", 2)]


def test_what_cannot_be_pushed(server: str) -> None:
    """Bad N-Quads, triples in no graph and an unknown graph store are told before anything is sent."""
    with pytest.raises(InputError, match="not N-Quads"):
        push(server, quads(a=1) + b"junk")
    with pytest.raises(InputError, match="not in a named graph"):
        push(server, quads(a=1) + b"<http://x/a> <http://x/b> <http://x/c> .\n")
    with pytest.raises(UsageError, match="its graph store is not known; give its address too"):
        push("https://example.org/sparql", quads(a=1))
    assert len(RemoteStore(server)) == 0


def at(server: Server, store: str, query: str = "count-one") -> Endpoints:
    return Endpoints(f"{server.address}/{query}", graph_store=f"{server.address}/{store}")


def test_how_a_graph_is_sent(misbehaving: Server) -> None:
    """A graph goes as a PUT of sorted N-Triples to ?graph= with its IRI, its count is asked for as views are read."""
    endpoints = Endpoints(f"{misbehaving.address}/count-one", graph_store=f"{misbehaving.address}/store-fine?key=1")
    assert push(endpoints, f"<{EX}s> <{EX}p> 'ж' <{EX}ä&b> .".replace("'", '"').encode()) == [Pushed(f"{EX}ä&b", 1)]
    put, count = misbehaving.asked
    assert (put.method, put.path) == ("PUT", "/store-fine?key=1&graph=http%3A%2F%2Fexample.org%2F%C3%A4%26b")
    assert put.headers["content-type"] == "application/n-triples"
    assert put.body == f'<{EX}s> <{EX}p> "ж" .\n'
    assert "default-graph-uri=http%3A" in count.body


@pytest.mark.parametrize(
    ("script", "states"),
    [
        (["store-fine", "store-forbidden"], ["replaced, 1 triples", "refused, as it was", "as it was"]),
        (["store-fine", "store-full"], ["replaced, 1 triples", "unknown: as it was, or replaced", "as it was"]),
        (["store-accepted"], ["unknown: as it was, or replaced", "as it was", "as it was"]),
        (["hangs-up"], ["unknown: as it was, or replaced", "as it was", "as it was"]),
        (["busy"], ["unknown: as it was, or replaced", "as it was", "as it was"]),
        (["missing"], ["refused, as it was", "as it was", "as it was"]),
    ],
)
def test_the_states_of_a_failure(misbehaving: Server, script: list[str], states: list[str]) -> None:
    """When a graph is not stored, the error names it and the state of every graph, and nothing more is sent."""
    misbehaving.scripts["script"] = script
    with pytest.raises(EndpointError, match=f"graph <{EX}[abc]> was not stored") as caught:
        push(at(misbehaving, "script"), quads(a=1, b=1, c=1), limits=LIMITS)
    told = str(caught.value).split("\n")[1:]
    assert told == [f"  {EX}{g}: {state}" for g, state in zip("abc", states, strict=True)]
    assert caught.value.exit_code == 4


def test_a_busy_graph_store_is_asked_again(misbehaving: Server) -> None:
    """A graph that is not taken at first is sent again."""
    misbehaving.scripts["script"] = ["busy", "store-fine"]
    assert push(at(misbehaving, "script"), quads(a=1), limits=LIMITS) == [Pushed(f"{EX}a", 1)]


def test_a_redirect_of_a_graph(misbehaving: Server) -> None:
    """A graph follows a redirect whole, and is not read in place of written."""
    misbehaving.scripts["fine"] = ["store-fine"]
    push(at(misbehaving, "moved"), quads(a=1))
    assert [(a.method, len(a.body)) for a in misbehaving.asked[:2]] == [("PUT", len(misbehaving.asked[0].body))] * 2
    with pytest.raises(EndpointError, match="to read instead"):
        push(at(misbehaving, "see-other"), quads(a=1))


def test_what_is_counted_is_another(misbehaving: Server) -> None:
    """A server that takes graphs and holds something else is found out."""
    with pytest.raises(EndpointError, match="does not hold what it was sent") as caught:
        push(at(misbehaving, "store-fine"), quads(a=1, b=2))
    assert str(caught.value).split("\n")[1:] == [
        f"  {EX}a: replaced, 1 triples",
        f"  {EX}b: replaced, 2 triples, but holds 1 now",
    ]


def test_what_cannot_be_counted(misbehaving: Server) -> None:
    """When the graphs are there and the query endpoint fails, the error says so."""
    with pytest.raises(EndpointError, match="The graphs were sent, but not all could be counted"):
        push(at(misbehaving, "store-fine", "broken"), quads(a=1))
