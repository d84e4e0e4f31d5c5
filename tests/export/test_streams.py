"""Exports stream: edges are made while they are written, so memory does not grow with their number."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Graph
from coopgraph.errors import UsageError
from coopgraph.export import formats, rdf, shapes, table
from coopgraph.export.blocks import EdgeBlock, LazyEdges, batches
from coopgraph.export.content import Content, Edge, Vertex
from coopgraph.export.palette import Colour
from coopgraph.export.sorting import ordered
from coopgraph.network import Network, Node, Participations, Tie, cooperate, load

Build = Callable[..., Participations]
NODES = 200  # 200 * 199 / 2 = 19,900 pairs
LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r\0")).map(lambda t: t + "\n"))


class Made(LazyEdges):
    """Edges between the first nodes, made in blocks of 1,000; ``walks`` counts how often they were begun."""

    def __init__(self, number: int) -> None:
        self.number, self.walks = number, 0

    def blocks(self) -> Iterator[EdgeBlock]:
        self.walks += 1
        pairs = ((a, b) for a in range(NODES) for b in range(a + 1, NODES))
        made = (
            Edge(f"e{i}", f"n{a:03}", f"n{b:03}", "meet", 1.0 + i % 7, {"note": f"number {i} " * 5})
            for i, (a, b) in zip(range(self.number), pairs, strict=False)
        )
        content = Content("", "", (), (), {}, {"note": "string"})
        while some := list(islice(made, 1_000)):
            yield from Content("", "", (), tuple(some), {}, content.edge_columns).edge_blocks()


def content(number: int) -> Content:
    colour = Colour(0, "", (1, 2, 3))
    vertices = tuple(Vertex(f"n{i:03}", f"N {i}", {}, colour, (float(i), 0.0), 1.0) for i in range(NODES))
    return Content("Test", "Test.", vertices, Made(number), {}, {"note": "string"})


@pytest.mark.parametrize("name", formats.FORMATS)
def test_memory_is_flat(name: str, tmp_path: Path) -> None:
    """Four times the edges need not 16 bytes more of memory an edge, in any format."""
    peaks = []
    for number in (4_000, 16_000):
        made = content(number)
        formats.write(content(1_000), tmp_path / "warm", name)
        tracemalloc.start()
        formats.write(made, tmp_path / "x", name)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # an edge as an object with its note is some 500 bytes; graphology looks for parallel edges in 8 bytes each
    assert peaks[1] - peaks[0] < 12_000 * 16


def test_a_lazy_sequence() -> None:
    """Edges made on the way are a sequence like any other: length, items, slices, from either end, again and again."""
    edges = Made(2_500)
    every = list(edges)
    assert len(edges) == len(every) == 2_500
    assert (edges[0], edges[1_999], edges[-1]) == (every[0], every[1_999], every[-1])
    assert list(edges[998:1_002]) == every[998:1_002]
    assert list(edges[::-500]) == every[::-500]
    for outside in (2_500, -2_501):
        with pytest.raises(IndexError):
            edges[outside]


def test_nothing_is_kept_of_ties(network: Network) -> None:
    """The edges of a shape are made anew at each walk, equal to those of the walk before."""
    for shape in (shapes.ties, shapes.kinds, shapes.flows):
        made = shape(network)
        assert list(made.edges) == list(made.edges)
        assert next(iter(made.edges)) is not next(iter(made.edges))
        assert len(made.edges) == len(list(made.edges))


def test_a_network_of_columns(participations: Build, tmp_path: Path) -> None:
    """A network whose ties are columns and the same with ties as objects give the same bytes in every format."""
    rows = [f"o{i} {'host' if i % 3 else 'funder'} e{i % 4}" for i in range(12)]
    objects = cooperate(participations(*rows), load("default"))
    for name, form in formats.FORMATS.items():
        made = []
        for ties in (objects.ties, tuple(objects.ties)):
            network = Network(objects.view, objects.level, objects.definition, objects.nodes, ties)
            paths = formats.write(shapes.ties(network), tmp_path / f"x{form.suffix}", name)
            made.append([p.read_bytes() for p in paths])
        assert made[0] == made[1]


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_tables_in_pieces(form: str, network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of ties, some ties at a time, is the text that the whole table renders to; without ties too."""
    monkeypatch.setattr(table, "batches", partial(batches, size=2))
    assert len(network.ties) > 4
    assert "".join(table.pieces(network, form)) == table.ties(network).render(form)
    empty = Network("stated", "organization", network.definition, (), ())
    assert "".join(table.pieces(empty, form)) == table.ties(empty).render(form)


def test_ids_that_run_into_each_other(network: Network) -> None:
    """Ids of nodes with hyphens are fine as long as no two edges get the same id; then they are refused."""
    nodes = tuple(Node(name, f"http://example.org/{name}", "org", name) for name in ("a", "a--b", "b--c", "c", "d-"))

    def tie(a: str, b: str) -> Tie:
        return Tie(a, b, 1.0, network.ties[0].contributions)

    fine = Network("inferred", "organization", network.definition, nodes, (tie("a", "b--c"), tie("c", "d-")))
    assert [e.id for e in shapes.ties(fine).edges] == ["a--b--c", "c--d-"]
    clash = Network("inferred", "organization", network.definition, nodes, (tie("a", "b--c"), tie("a--b", "c")))
    with pytest.raises(UsageError, match="two ties have the id 'a--b--c'"):
        shapes.ties(clash)


def test_two_ties_of_the_same_ends(network: Network) -> None:
    """Two ties between the same nodes are refused: their edges would have one id."""
    twice = (network.ties[0], network.ties[0])
    double = Network("inferred", "organization", network.definition, network.nodes, twice)
    with pytest.raises(UsageError, match="two ties have the id"):
        shapes.ties(double)


def test_links_in_any_order(tmp_path: Path) -> None:
    """VOSviewer's links stand in the order of their items, with parallel ones added up, however the edges come."""
    made = content(0)
    edges = [("n002", "n001", "x", 1.0), ("n000", "n002", "x", 2.0), ("n001", "n002", "y", 0.5)]
    some = tuple(Edge(str(i), a, b, kind, weight, {}) for i, (a, b, kind, weight) in enumerate(edges))
    shown = Content("", "", made.vertices, some, {}, {})
    formats.write(shown, tmp_path / "x.vos.txt")
    assert (tmp_path / "x.network.txt").read_text() == "1\t3\t2.0\n2\t3\t1.5\n"


@pytest.mark.parametrize("form", rdf.FORMATS)
def test_rdf_by_runs(form: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sorted by many runs in temporary files, a graph is written to the same bytes as sorted in memory."""
    quads = list(graph.store.quads())
    whole = rdf.serialize(quads, form)
    random.Random(1).shuffle(quads)
    monkeypatch.setattr(rdf, "ordered", partial(ordered, run=len(quads) // 130))  # more runs than files at once
    assert rdf.serialize([*quads, *quads[:500]], form) == whole


def test_memory_of_rdf_is_flat(monkeypatch: pytest.MonkeyPatch) -> None:
    """N-Quads of four times the quads take not 40 bytes more of memory a quad than one run does."""

    def some(number: int) -> Iterator[ox.Quad]:
        graph, predicate = ox.NamedNode("http://example.org/g"), ox.NamedNode("http://example.org/p")
        for i in range(number):
            yield ox.Quad(ox.NamedNode(f"http://example.org/{i * 7919 % number}"), predicate, ox.Literal(str(i)), graph)

    class Nowhere(BytesIO):
        def write(self, data: object) -> int:
            return len(bytes(data))  # type: ignore[call-overload]

    monkeypatch.setattr(rdf, "ordered", partial(ordered, run=2_000))
    peaks = []
    for number in (8_000, 32_000):
        tracemalloc.start()
        rdf.write(some(number), "nq", Nowhere())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 24_000 * 40  # a line alone is 120 bytes


@given(lines=LINES, run=st.integers(1, 5))
def test_any_lines_in_order(lines: list[str], run: int) -> None:
    """Lines come in the order of their code points, each once, however small the runs."""
    with ordered(lines, run) as found:
        assert list(found) == sorted(set(lines))
