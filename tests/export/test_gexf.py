"""GEXF, read back by everything that reads it: the schema, networkx, and the parser of Gephi Lite."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from coopgraph.errors import UsageError
from coopgraph.export import gexf, shapes
from coopgraph.network import Network, Node, Participations, cooperate, load, measure

Build = Callable[..., Participations]
Reader = Callable[[Sequence[Path]], list[Any]]


@pytest.fixture(scope="module")
def file(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The network as a file."""
    path = tmp_path_factory.mktemp("gexf") / "network.gexf"
    gexf.write(network, path)
    return path


def label(node: Node) -> str:
    return node.label.replace("\x07", "□")


def test_the_same_bytes(network: Network, file: Path, tmp_path: Path) -> None:
    """Writing twice gives the same bytes."""
    gexf.write(network, tmp_path / "again.gexf")
    assert (tmp_path / "again.gexf").read_bytes() == file.read_bytes()


def test_the_schema_accepts_it(file: Path, shared_dir: Path, absent: Callable[[str], None]) -> None:
    """Without the viz prefix, which the schema does not know, the file is valid GEXF 1.3."""
    schema = shared_dir / "schemas" / "gexf-1.3" / "gexf.xsd"
    if not schema.is_file():
        absent(f"{schema} is missing")
    bare = re.sub(r"(</?)viz:", r"\1", file.read_text(encoding="utf-8"))
    checker = etree.XMLSchema(etree.parse(str(schema)))
    checker.assertValid(etree.fromstring(bare.encode()))


def test_networkx_reads_it(network: Network, file: Path) -> None:
    """networkx finds the same nodes, labels, colours, sizes, ties, weights and columns."""
    graph = nx.read_gexf(file)
    assert not graph.is_directed()
    assert set(graph.nodes) == {node.id for node in network.nodes}
    measures = {row.id: row for row in measure(network)}
    for node in network.nodes:
        found, row = graph.nodes[node.id], measures[node.id]
        assert (found["label"], found["iri"]) == (label(node), node.iri)
        assert (found.get("type", ""), found.get("country", "")) == (node.type, node.country)
        assert (found["degree"], found["strength"], found["betweenness"]) == (
            row.degree,
            row.strength,
            row.betweenness,
        )
        assert (found["component"], found["cut-point"]) == (row.component, row.cut_point)
        assert set(found["viz"]) == {"color", "position", "size"}
    assert graph.nodes["type"]["viz"]["color"] == {"r": 230, "g": 159, "b": 0, "a": 1.0}  # customs: orange
    assert graph.number_of_edges() == len(network.ties)
    for tie in network.ties:
        edge = graph.edges[tie.source, tie.target]
        assert (edge["weight"], edge["events"], edge["status"]) == (tie.weight, tie.events, tie.status)
        assert (edge.get("first"), edge.get("last"), edge["direction"]) == (
            tie.first,
            tie.last,
            tie.direction,
        )
        assert edge["kinds"] == "[" + ", ".join(f"'{kind}'" for kind in tie.kinds) + "]"


def test_graphology_reads_it(network: Network, file: Path, graphology: Reader) -> None:
    """graphology, with its default options, finds every node, label, colour, tie, kind and list."""
    (found,) = graphology([file])
    assert (found["type"], found["multi"], found["complaints"]) == ("undirected", False, [])
    assert found["meta"]["creator"] == "coopgraph"
    assert {i: a["label"] for i, a in found["nodes"].items()} == {node.id: label(node) for node in network.nodes}
    assert found["nodes"]["type"]["type"] == "customs"
    assert found["nodes"]["type"]["color"] == "rgb(230,159,0)"
    assert all(isinstance(a[key], int | float) for a in found["nodes"].values() for key in ("x", "y", "size", "degree"))
    edges = {(e["source"], e["target"]): e["attributes"] for e in found["edges"]}
    assert edges.keys() == {(tie.source, tie.target) for tie in network.ties}
    for tie in network.ties:
        edge = edges[tie.source, tie.target]
        assert (edge["weight"], edge["kind"], edge["kinds"]) == (tie.weight, tie.kind, list(tie.kinds))
        assert (edge.get("first"), edge.get("last")) == (tie.first, tie.last)


def test_lists_survive_awkward_kinds(participations: Build, tmp_path: Path, graphology: Reader) -> None:
    """Kinds of a reader's own, with commas, quotes, pipes, brackets and backslashes, come back one by one."""
    text = "title: x\npairs:\n"
    kinds = ["a, b", "it's", 'say "x"', "p | q", "[in]", "back\\slash", "ключ"]
    pairs = ["L-L", "L-D", "L-R", "L-F", "D-D", "D-R", "F-F"]
    for kind, pair in zip(kinds, pairs, strict=True):
        text += f"  - {{classes: {pair}, kind: {json.dumps(kind, ensure_ascii=False)}, strength: 1}}\n"
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    roles = {"L": "host", "D": "trainer", "R": "participant", "F": "funder"}
    lines = [f"{who} {roles[c]} e{i}" for i, p in enumerate(pairs) for who, c in zip("ab", p.split("-"), strict=True)]
    network = cooperate(participations(*lines), load(tmp_path / "own.yaml"))
    gexf.write(network, tmp_path / "own.gexf")
    (found,) = graphology([tmp_path / "own.gexf"])
    (edge,) = found["edges"]
    assert sorted(edge["attributes"]["kinds"]) == sorted(kinds)


def test_no_clock_and_no_title(file: Path) -> None:
    """The head says what the network is and holds neither a date nor the title that the schema does not know."""
    head = file.read_text(encoding="utf-8").partition("<graph")[0]
    assert "View: inferred. Level: organization. Definition: Role pairs (sha256 " in head
    assert "lastmodifieddate" not in head
    assert "<title>" not in head


def test_columns_are_slugs_with_equal_titles(file: Path) -> None:
    """Every column has a slug that is both id and title, and none of the names that Gephi keeps for itself."""
    columns = etree.parse(str(file)).findall(".//{http://gexf.net/1.3}attribute")
    assert columns
    for column in columns:
        assert column.get("id") == column.get("title")
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", column.get("id"))
        assert column.get("id") not in {"id", "label", "weight", "timeset", "interval"}
        assert column.get("type") in {"string", "integer", "double", "boolean", "liststring"}


def test_ids_that_would_not_come_back(network: Network) -> None:
    """An id with a line break, a control character or blanks around it is refused."""
    for bad in ("a\nb", " a", "a\x00", ""):
        odd = Network("inferred", "organization", network.definition, (Node(bad, "x", "org", "X"),), ())
        with pytest.raises(UsageError, match="cannot be the id"):
            list(gexf.lines(shapes.ties(odd)))


def test_nothing_is_left_of_a_failed_write(network: Network, tmp_path: Path) -> None:
    """A file that cannot be finished is not begun: the old one stays as it was."""
    path = tmp_path / "n.gexf"
    path.write_text("old", encoding="utf-8")
    odd = Network("inferred", "organization", network.definition, (Node("a\nb", "x", "org", "X"),), ())
    with pytest.raises(UsageError):
        gexf.write(odd, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["n.gexf"]


@settings(deadline=None, max_examples=60)
@given(text=st.text(min_size=1))
def test_any_label_survives(network: Network, text: str) -> None:
    """Any label comes back from XML as it was, but for characters that XML cannot hold, each shown as □."""
    node = Node("a", "http://example.org/a", "org", text)
    lone = Network("inferred", "organization", network.definition, (node,), ())
    root = etree.fromstring("".join(gexf.lines(shapes.ties(lone))).encode())
    back = root.find(".//{http://gexf.net/1.3}node").get("label")
    allowed = [c if c in "\t\n\r" or c >= " " else "□" for c in text]
    assert back == "".join(c if ord(c) not in (0xFFFE, 0xFFFF) else "□" for c in allowed)
