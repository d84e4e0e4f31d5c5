"""Networks given as columns: the same files as from objects, valid, and read back by others as they were."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, overload

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coopgraph.errors import UsageError
from coopgraph.export import formats, gexf, shapes
from coopgraph.export.arrays import EdgeArrays, NodeArrays, content_of
from coopgraph.export.content import Content
from coopgraph.gexfcheck import foretell
from coopgraph.network import Network

NODES = NodeArrays(
    ["a", "b & c", "ж"],
    ["First", 'The "second"', "Third\nnode"],
    {"year": np.array([1999, 2001, 2024]), "share": np.array([0.5, np.nan, 1.0]), "tags": [["x", "it's"], [], None]},
    rgb=np.array([[230, 159, 0], [0, 0, 0], [230, 159, 0]]),
    at=np.array([[0.0, 1.5], [10.0, -2.0], [3.0, 3.0]]),
    radius=[8.0, 9, 10.0],
)
EDGES = EdgeArrays(
    np.array([0, 1, 0]),
    np.array([1, 2, 1]),
    np.array([2.0, 0.5, 1.0]),
    kind=["cites", "cites", "funds"],
    columns={"open": np.array([True, False, True]), "big": [1, None, 2**40], "note": ["<one>", "", None]},
)


def objects(content: Content) -> Content:
    """The same content as tuples of vertices and edges."""
    return replace(content, vertices=tuple(content.vertices), edges=tuple(content.edges))


def file(content: Content, **more: Any) -> str:
    return "".join(gexf.lines(content, **more))


def columns(content: Content) -> tuple[NodeArrays, EdgeArrays]:
    """The vertices and edges of a content as arrays and lists."""
    place = {v.id: i for i, v in enumerate(content.vertices)}
    nodes = NodeArrays(
        [v.id for v in content.vertices],
        [v.label for v in content.vertices],
        {name: [v.facts[name] for v in content.vertices] for name in content.vertex_columns},
        content.vertex_columns,
        rgb=np.array([v.colour.rgb for v in content.vertices]),
        at=np.array([v.at for v in content.vertices]),
        radius=np.array([v.radius for v in content.vertices]),
    )
    edges = EdgeArrays(
        np.array([place[e.source] for e in content.edges]),
        np.array([place[e.target] for e in content.edges]),
        np.array([e.weight for e in content.edges]),
        [e.kind for e in content.edges],
        [e.id for e in content.edges],
        {name: [e.facts[name] for e in content.edges] for name in content.edge_columns},
        content.edge_columns,
    )
    return nodes, edges


@pytest.mark.parametrize("shape", [shapes.ties, shapes.kinds, shapes.flows])
def test_the_bytes_of_a_network(network: Network, shape: Callable[[Network], Content], tmp_path: Path) -> None:
    """A network given as columns is the same file, to the byte, as the network itself."""
    made = shape(network)
    nodes, edges = columns(made)
    gexf.write_arrays(tmp_path / "x.gexf", nodes, edges, directed=made.directed, description=made.description)
    assert (tmp_path / "x.gexf").read_text(encoding="utf-8") == file(made)


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_bytes_of_objects(name: str, network: Network, tmp_path: Path) -> None:
    """In every format, columns and objects give the same bytes, of a network and of plain arrays."""
    form = formats.FORMATS[name]
    for made in (shapes.ties(network), shapes.kinds(network), content_of(NODES, EDGES)):
        first = formats.write(made, tmp_path / f"a{form.suffix}", name)
        second = formats.write(objects(made), tmp_path / f"b{form.suffix}", name)
        assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


@pytest.mark.parametrize("name", formats.FORMATS)
def test_blocks_leave_no_trace(name: str, tmp_path: Path) -> None:
    """A file of more nodes and edges than a block holds is that of the same objects: none is lost or doubled."""
    number = 12_000  # blocks are of 5,000
    rng = np.random.default_rng(1)
    nodes = NodeArrays([f"n{i:05}" for i in range(number)], columns={"x2": np.arange(number)})
    edges = EdgeArrays(np.arange(number - 1), np.arange(1, number), np.round(rng.random(number - 1) + 0.1, 3), "next")
    made = content_of(nodes, edges)
    form = formats.FORMATS[name]
    first = formats.write(made, tmp_path / f"a{form.suffix}", name)
    again = formats.write(objects(made), tmp_path / f"b{form.suffix}", name)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in again]
    text = "".join(p.read_text(encoding="utf-8") for p in first)
    if name == "graphml":
        assert (text.count("<node "), text.count("<edge ")) == (number, number - 1)


def test_the_schema_accepts_arrays(shared_dir: Path, absent: Callable[[str], None]) -> None:
    """Files of arrays, with looks and without, with columns and without, are valid GEXF 1.3."""
    schema = shared_dir / "schemas" / "gexf-1.3" / "gexf.xsd"
    if not schema.is_file():
        absent(f"{schema} is missing")
    checker = etree.XMLSchema(etree.parse(str(schema)))
    for nodes in (NODES, NodeArrays(["a", "b", "c"]), replace(NODES, columns={}, rgb=None)):
        for edges in (EDGES, EdgeArrays([0], [2]), replace(EDGES, columns={}), EdgeArrays([], [])):
            bare = re.sub(r"(</?)viz:", r"\1", file(content_of(nodes, edges)))
            checker.assertValid(etree.fromstring(bare.encode()))


def test_no_program_complains(tmp_path: Path) -> None:
    """Our own check foretells nothing but that the schema knows no prefix, which is what Gephi writes."""
    for i, edges in enumerate((EDGES, EdgeArrays([0], [2]))):
        gexf.write_arrays(tmp_path / f"{i}.gexf", NODES, edges, description="Three nodes.")
        assert [f.rule for f in foretell(tmp_path / f"{i}.gexf").findings] in ([], ["viz-prefix"])


@pytest.mark.parametrize("directed", [False, True])
def test_networkx_reads_an_equal_graph(directed: bool, tmp_path: Path) -> None:
    """networkx reads the graph that it was: names, labels, weights, numbers."""
    plain = nx.gnm_random_graph(60, 200, seed=3, directed=directed)
    weights = np.random.default_rng(3).random(200)
    graph = (nx.DiGraph if directed else nx.Graph)()
    graph.add_nodes_from((f"v{n}", {"label": f"V <{n}>", "square": n * n}) for n in plain)
    for (a, b), weight in zip(plain.edges, weights.tolist(), strict=True):
        graph.add_edge(f"v{a}", f"v{b}", weight=weight)
    ends = np.array(plain.edges)
    nodes = NodeArrays(list(graph), [f"V <{n}>" for n in plain], {"square": np.arange(60) ** 2})
    gexf.write_arrays(tmp_path / "x.gexf", nodes, EdgeArrays(ends[:, 0], ends[:, 1], weights), directed=directed)
    found = nx.read_gexf(tmp_path / "x.gexf")
    assert dict(found.nodes(data=True)) == dict(graph.nodes(data=True))
    assert found.is_directed() is directed
    assert {frozenset(e[:2]) if not directed else e[:2]: e[2]["weight"] for e in found.edges(data=True)} == {
        frozenset(e[:2]) if not directed else e[:2]: e[2]["weight"] for e in graph.edges(data=True)
    }


def test_graphology_reads_arrays(tmp_path: Path, graphology: Callable[[Sequence[Path]], list[Any]]) -> None:
    """graphology, with its default options, finds types, lists, kinds and looks as they were given."""
    gexf.write_arrays(tmp_path / "x.gexf", NODES, EDGES)
    (found,) = graphology([tmp_path / "x.gexf"])
    assert found["complaints"] == []
    assert found["nodes"]["a"]["tags"] == ["x", "it's"]
    assert "share" not in found["nodes"]["b & c"]
    assert found["nodes"]["ж"]["color"] == "rgb(230,159,0)"
    assert [e["attributes"]["kind"] for e in found["edges"]] == ["cites", "cites", "funds"]
    assert [e["attributes"].get("big") for e in found["edges"]] == [1, None, 2**40]


def test_gephi_reads_arrays(tmp_path: Path, gephi: Callable[[Sequence[Path]], list[Any]]) -> None:
    """Gephi's own importer finds every node and edge and reports nothing but the version."""
    gexf.write_arrays(tmp_path / "x.gexf", NODES, EDGES)
    (found,) = gephi([tmp_path / "x.gexf"])
    assert (len(found["nodes"]), len(found["edges"])) == (3, 3)
    assert [issue for issue in found["issues"] if issue[0] != "INFO"] == []


def test_types_of_columns() -> None:
    """The type of a column is that of its values: of an array by its dtype, of a list by a look at all of them."""
    made = content_of(NODES, EDGES)
    assert made.vertex_columns == {"year": "integer", "share": "double", "tags": "liststring"}
    assert made.edge_columns == {"open": "boolean", "big": "long", "note": "string"}


def test_what_is_not_known() -> None:
    """Not a number, None, empty texts and empty lists are left out."""
    made = content_of(NODES, EDGES)
    assert [v.facts["share"] for v in made.vertices] == [0.5, None, 1.0]
    assert [file(made).count(f'for="{column}"') for column in ("share", "tags", "big", "note")] == [2, 1, 2, 1]


def test_defaults() -> None:
    """Without labels the ids are shown, weights are 1, edges are numbered, and nothing is said of looks."""
    text = file(content_of(NodeArrays(["a", "b"]), EdgeArrays([0], [1])))
    assert '<node id="a" label="a"/>' in text
    assert '<edge id="0" source="a" target="b" type="undirected" weight="1.0"/>' in text
    assert "viz:c" not in text
    assert "attributes" not in text


@pytest.mark.parametrize("name", formats.FORMATS)
def test_every_format_without_looks(name: str, tmp_path: Path) -> None:
    """Every format takes nodes that have neither place nor colour, and invents none."""
    form = formats.FORMATS[name]
    made = content_of(NodeArrays(["a", "b"]), EdgeArrays([0], [1]))
    texts = [p.read_text(encoding="utf-8") for p in formats.write(made, tmp_path / f"x{form.suffix}", name)]
    looks = ("0.0", "viz:c", "RGB", '"x"', "cluster", '"color"')
    assert not [look for look in looks for text in texts if look in text]


class Halves(Sequence[float]):
    """The numbers 0.5, 1.5, … made when they are sliced."""

    def __len__(self) -> int:
        return 7_000

    @overload
    def __getitem__(self, index: int) -> float: ...
    @overload
    def __getitem__(self, index: slice) -> list[float]: ...
    def __getitem__(self, index: int | slice) -> float | list[float]:
        if isinstance(index, int):
            return index + 0.5
        return [i + 0.5 for i in range(*index.indices(7_000))]

    def __iter__(self) -> Iterator[float]:
        raise AssertionError("only slices are asked for")


def test_columns_made_when_sliced() -> None:
    """A column may be any sequence with slices: its values need not be in memory."""
    nodes = NodeArrays([str(i) for i in range(7_001)])
    made = content_of(nodes, EdgeArrays(np.arange(7_000), np.arange(1, 7_001), columns={"half": Halves()}))
    assert made.edge_columns == {"half": "double"}
    assert [e.facts["half"] for e in made.edges] == [i + 0.5 for i in range(7_000)]


def test_no_weight_no_edge() -> None:
    """An edge of weight 0 is left out, for Gephi refuses it, and the description says so."""
    text = file(content_of(NodeArrays(["a", "b", "c"]), EdgeArrays([0, 1], [1, 2], [0, 3])))
    assert '<edges count="1">' in text
    assert "Left out, for their weight is 0: 1." in text
    assert text.count("<edge ") == 1


ABC = NodeArrays(["a", "b", "c"])
REFUSED = {
    "has 2 values for 3 nodes": (replace(ABC, labels=["A", "B"]), EdgeArrays([0], [1])),
    "has 1 values for 2 edges": (ABC, EdgeArrays([0, 1], [1])),
    "holds 3; there are 3 nodes, numbered from 0": (ABC, EdgeArrays([0], [3])),
    "holds -1; there are 3 nodes": (ABC, EdgeArrays([-1], [0])),
    "must hold places of nodes": (ABC, EdgeArrays([0.0], [1.0])),
    "no finite numbers": (ABC, EdgeArrays([0], [1], [np.inf])),
    "below zero": (ABC, EdgeArrays([0], [1], [-1.0])),
    "two edges join the same nodes": (ABC, EdgeArrays([0, 1], [1, 0])),
    "two nodes have the id 'a'": (NodeArrays(["a", "b", "a"]), EdgeArrays([0], [1])),
    "two ties have the id 'e'": (ABC, EdgeArrays([0, 1], [1, 2], ids=["e", "e"])),
    "'Weight' cannot be the name of a column": (ABC, EdgeArrays([0], [1], columns={"Weight": [1]})),
    "'<x>' cannot be the name": (replace(ABC, columns={"<x>": [1, 2, 3]}), EdgeArrays([0], [1])),
    "holds int, str; a column is of": (replace(ABC, columns={"x": [1, "two", 3]}), EdgeArrays([0], [1])),
    "holds float64; a column is of": (replace(ABC, columns={"x": [np.float64(1)] * 3}), EdgeArrays([0], [1])),
    "an infinite number": (replace(ABC, columns={"x": [1.0, float("inf"), 2.0]}), EdgeArrays([0], [1])),
    "'int32' is no type": (replace(ABC, columns={"x": [1, 2, 3]}, types={"x": "int32"}), EdgeArrays([0], [1])),
    "cannot be the id of a node": (NodeArrays(["a", "b", "c\n"]), EdgeArrays([0], [1])),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_does_not_fit_is_refused(said: str, tmp_path: Path) -> None:
    """Columns that do not fit each other, or no reader, are refused with what to write instead; no file is left."""
    nodes, edges = REFUSED[said]
    with pytest.raises(UsageError, match=re.escape(said)):
        gexf.write_arrays(tmp_path / "x.gexf", nodes, edges)
    assert not list(tmp_path.iterdir())


def test_parallel_edges() -> None:
    """Two edges may join the same nodes in different kinds, or in both directions when they are directed."""
    kinds = content_of(ABC, EdgeArrays([0, 1], [1, 0], kind=["x", "y"]))
    assert len(kinds.edges) == 2
    assert kinds.multiple
    both = content_of(ABC, EdgeArrays([0, 1], [1, 0]), directed=True)
    assert not both.multiple


@given(
    ids=st.lists(
        st.text(min_size=1, max_size=5).filter(lambda t: t == t.strip() and t.isprintable()), min_size=2, unique=True
    ),
    label=st.text(),
    data=st.data(),
)
def test_any_names_come_back(ids: list[str], label: str, data: st.DataObject) -> None:
    """Whatever printable ids nodes have, XML gives them back, at the nodes and at the ends of edges."""
    target = data.draw(st.integers(1, len(ids) - 1))
    text = file(content_of(NodeArrays(ids, [label] * len(ids)), EdgeArrays([0], [target])))
    root = etree.fromstring(text.encode())
    assert [node.get("id") for node in root.iterfind(".//{*}node")] == ids
    (edge,) = root.iterfind(".//{*}edge")
    assert (edge.get("source"), edge.get("target")) == (ids[0], ids[target])
