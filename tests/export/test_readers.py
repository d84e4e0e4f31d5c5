"""Exports read back by igraph, networkx, ndex2, graphology and the schema: the same nodes, ties, weights, names."""

from __future__ import annotations

import csv
import importlib
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

from coopgraph.export import formats, shapes
from coopgraph.export.content import Content
from coopgraph.network import Network, Node, Participations

Reader = Callable[[Sequence[Path]], list[Any]]
SHAPES = ("ties", "kinds", "flows", "events")


@pytest.fixture(scope="module")
def contents(network: Network, weightless: Callable[[Content], Content], table: Participations) -> dict[str, Content]:
    """The network in its four shapes, the first edge of each having weight 0."""
    made = {name: weightless(make(network)) for name, make in formats.SHAPES.items()}
    return {**made, "events": shapes.events(table)}


@pytest.fixture(scope="module")
def folder(contents: dict[str, Content], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every shape in every format, as ``ties.graphml`` and so on."""
    folder = tmp_path_factory.mktemp("exports")
    for shape, content in contents.items():
        for form in formats.FORMATS.values():
            formats.write(content, folder / f"{shape}{form.suffix}")
    return folder


def label(text: str) -> str:
    return text.replace("\x07", "□")


def plain(text: str) -> str:
    """Return a name as Pajek holds it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()).replace('"', "'")


def package(name: str, absent: Callable[[str], None]) -> Any:
    """Return a package that only these tests need."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        root = name.partition(".")[0]
        return absent(f"{root} is missing; install it with: pip install {root}")


@pytest.mark.parametrize("shape", SHAPES)
def test_igraph_reads_graphml(
    shape: str, folder: Path, contents: dict[str, Content], absent: Callable[[str], None]
) -> None:
    """igraph finds nodes, names, measures, directions, kinds and weights in GraphML, weight 0 included."""
    content = contents[shape]
    graph = package("igraph", absent).Graph.Read_GraphML(str(folder / f"{shape}.graphml"))
    assert graph.is_directed() is content.directed
    assert {v["id"]: v["label"] for v in graph.vs} == {v.id: label(v.label) for v in content.vertices}
    assert {v["id"]: v["degree"] for v in graph.vs} == {v.id: v.facts["degree"] for v in content.vertices}
    ids = graph.vs["id"]
    found = [(ids[e.source], ids[e.target], e["kind"], e["weight"]) for e in graph.es]
    ordered = [(*(f[:2] if content.directed else sorted(f[:2])), *f[2:]) for f in found]
    assert sorted(ordered) == sorted((e.source, e.target, e.kind, e.weight) for e in content.edges)


@pytest.mark.parametrize("shape", SHAPES)
def test_networkx_reads_graphml(shape: str, folder: Path, contents: dict[str, Content]) -> None:
    """networkx finds every column with its type in GraphML; what is not known is not there."""
    content = contents[shape]
    graph = nx.read_graphml(folder / f"{shape}.graphml", force_multigraph=True)
    assert graph.is_directed() is content.directed
    for vertex in content.vertices:
        found = graph.nodes[vertex.id]
        assert {k: found[k] for k in vertex.facts if k in found} == {
            k: fact for k, fact in vertex.facts.items() if fact not in (None, "")
        }
    assert {k: (d["weight"], d["kind"]) for _, _, k, d in graph.edges(keys=True, data=True)} == {
        e.id: (e.weight, e.kind) for e in content.edges
    }


@pytest.mark.parametrize("shape", ["ties", "kinds", "flows"])
def test_igraph_reads_pajek(
    shape: str, folder: Path, contents: dict[str, Content], absent: Callable[[str], None]
) -> None:
    """igraph finds names in Cyrillic, weights, and the kinds as labels in a Pajek network."""
    content = contents[shape]
    graph = package("igraph", absent).Graph.Read_Pajek(str(folder / f"{shape}.net"))
    assert graph.is_directed() is content.directed
    assert graph.vs["name"] == [plain(v.label) for v in content.vertices]
    rows = {v.id: i for i, v in enumerate(content.vertices)}
    assert sorted((*e.tuple, e["weight"], e["label"]) for e in graph.es) == sorted(
        (rows[e.source], rows[e.target], e.weight, e.kind) for e in content.edges
    )


def test_networkx_reads_pajek(folder: Path, contents: dict[str, Content]) -> None:
    """networkx finds the same names and weights in a Pajek network, in spite of the mark that Pajek needs."""
    assert (folder / "ties.net").read_bytes().startswith(b"\xef\xbb\xbf% ")
    graph = nx.read_pajek(folder / "ties.net")
    names = {v.id: plain(v.label) for v in contents["ties"].vertices}
    assert set(graph.nodes) == set(names.values())
    found = {frozenset((a, b)): w for a, b, w in graph.edges(data="weight")}
    assert found == {frozenset((names[e.source], names[e.target])): e.weight for e in contents["ties"].edges}


def test_namesakes_in_pajek(network: Network, tmp_path: Path) -> None:
    """Two organizations of one name keep apart in Pajek, where programs go by names: the id stands behind."""
    nodes = tuple(Node(i, f"http://example.org/{i}", "org", "Border Guard") for i in ("ee", "lv"))
    twins = Network("stated", "organization", network.definition, nodes, ())
    formats.write(shapes.ties(twins), tmp_path / "twins.net")
    assert set(nx.read_pajek(tmp_path / "twins.net").nodes) == {"Border Guard (ee)", "Border Guard (lv)"}


def test_a_project_of_pajek(folder: Path, contents: dict[str, Content]) -> None:
    """A project holds the network, a partition for every column of words and a vector for every one of numbers."""
    content = contents["kinds"]
    text = (folder / "kinds.paj").read_bytes().decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    parts = re.split(r"^\*(Network|Partition|Vector) ", text.replace("\r\n", "\n"), flags=re.MULTILINE)[1:]
    found = {name.partition("\n")[0]: (kind, name) for kind, name in zip(parts[::2], parts[1::2], strict=True)}
    assert [kind for kind, _ in found.values()].count("Network") == 1
    partition = next(body for name, (_, body) in found.items() if name.startswith("type: "))
    # alone, bell and weight have no type; the codes of the others follow the alphabet
    assert partition.splitlines() == [
        "type: 0 unknown, 1 border-service, 2 customs, 3 igo",
        "*Vertices 6",
        *("0", "0", "1", "3", "2", "0"),
    ]
    degrees = found["degree"][1].splitlines()[2:]
    assert degrees == [repr(float(v.facts["degree"])) for v in content.vertices]  # type: ignore[arg-type]
    assert re.findall(r'^\*Edges :\d+ "(.+)"$', found["Cooperation between organizations"][1], re.MULTILINE) == sorted(
        {e.kind for e in content.edges}
    )


def test_vosviewer(folder: Path, contents: dict[str, Content]) -> None:
    """The map has the columns that VOSviewer knows and a number in every cell; the links are those of the network."""
    content = contents["ties"]
    with (folder / "ties.map.txt").open(encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file, delimiter="\t"))
    assert list(items[0])[:7] == ["id", "label", "description", "url", "x", "y", "cluster"]
    assert all(re.fullmatch(r"(weight|score)<[A-Z][^<>]*>", name) for name in list(items[0])[7:])
    assert [i["id"] for i in items] == [str(n) for n in range(1, 7)]
    assert [i["label"] for i in items][2] == "Таможенная служба при Правительстве"
    assert all(float(value) >= 0 for i in items for name, value in i.items() if name.startswith("weight"))
    assert all(1 <= int(i["cluster"]) <= 1000 for i in items)
    rows = content.rows()
    links = [line.split("\t") for line in (folder / "ties.network.txt").read_text("utf-8").splitlines()]
    assert [(int(a), int(b), float(w)) for a, b, w in links] == sorted(
        (rows[e.source], rows[e.target], e.weight) for e in content.edges
    )


def test_vosviewer_adds_up_kinds(folder: Path, contents: dict[str, Content]) -> None:
    """Parallel edges become one link whose strength is their sum: VOSviewer knows no kinds."""
    ties = (folder / "ties.network.txt").read_text("utf-8").splitlines()
    kinds = (folder / "kinds.network.txt").read_text("utf-8").splitlines()
    strength = {line.rpartition("\t")[0]: float(line.rpartition("\t")[2]) for line in kinds}
    whole = {line.rpartition("\t")[0]: float(line.rpartition("\t")[2]) for line in ties}
    light = next(e for e in contents["ties"].edges if not e.weight)
    rows = contents["ties"].rows()
    pair = "\t".join(map(str, sorted((rows[light.source], rows[light.target]))))
    del strength[pair], whole[pair]
    assert strength == pytest.approx(whole)


@pytest.mark.parametrize("shape", SHAPES)
def test_ndex_reads_cx2(shape: str, folder: Path, contents: dict[str, Content], absent: Callable[[str], None]) -> None:
    """The client of NDEx finds nodes, names, places, edges, kinds, weights and lists, each of its declared type."""
    factory = package("ndex2.cx2", absent).RawCX2NetworkFactory()
    content = contents[shape]
    raw = json.loads((folder / f"{shape}.cx2").read_text("utf-8"))
    assert [next(iter(aspect)) for aspect in raw] == [
        *("CXVersion", "metaData", "attributeDeclarations", "networkAttributes", "nodes", "edges"),
        *("visualProperties", "status"),
    ]
    found = factory.get_cx2network(raw)
    rows = content.rows()
    for vertex in content.vertices:
        node = found.get_node(rows[vertex.id])
        assert (node["v"]["id"], node["v"]["name"], node["x"], node["y"]) == (
            vertex.id, vertex.label, vertex.at[0], -vertex.at[1],
        )  # fmt: skip
        assert node["v"].get("degree") == vertex.facts["degree"]
    edges = {
        e["v"]["name"]: (e["s"], e["t"], e["v"]["interaction"], e["v"]["weight"]) for e in found.get_edges().values()
    }
    assert edges == {e.id: (rows[e.source], rows[e.target], e.kind, e.weight) for e in content.edges}
    declared = found.get_attribute_declarations()["nodes"]
    assert (declared["degree"]["d"], declared["betweenness"]["d"], declared["cut-point"]["d"]) == (
        "integer", "double", "boolean",
    )  # fmt: skip


def test_graphology_reads_its_json(folder: Path, contents: dict[str, Content], graphology: Reader) -> None:
    """graphology takes its own JSON in every shape: kinds parallel, flows directed, lists as lists."""
    for shape, found in zip(SHAPES, graphology([folder / f"{s}.graphology.json" for s in SHAPES]), strict=True):
        content = contents[shape]
        assert "error" not in found
        assert (found["type"], found["multi"]) == ("directed" if content.directed else "undirected", content.multiple)
        assert {i: n["label"] for i, n in found["nodes"].items()} == {v.id: v.label for v in content.vertices}
        assert all(set(n) >= {"x", "y", "size", "color", "degree"} for n in found["nodes"].values())
        assert {e["id"]: (e["source"], e["target"], e["attributes"]["weight"]) for e in found["edges"]} == {
            e.id: (e.source, e.target, e.weight) for e in content.edges
        }


def test_graphology_reads_gexf(folder: Path, contents: dict[str, Content], graphology: Reader) -> None:
    """graphology, with default options, reads every GEXF file, static or dynamic, in every shape."""
    paths = [folder / f"{shape}{suffix}" for shape in SHAPES for suffix in (".gexf", ".dynamic.gexf")]
    for path, found in zip(paths, graphology(paths), strict=True):
        content = contents[path.name.partition(".")[0]]
        assert ("error" in found, found.get("lite"), found["complaints"]) == (False, None, [])
        assert found["type"] == ("directed" if content.directed else "undirected")
        heavy = {e.id: (e.source, e.target, e.kind, e.weight) for e in content.edges if e.weight}
        assert {
            e["id"]: (e["source"], e["target"], e["attributes"]["kind"], e["attributes"]["weight"])
            for e in found["edges"]
        } == heavy


@pytest.mark.parametrize("suffix", [".gexf", ".dynamic.gexf"])
def test_networkx_and_the_schema_take_gexf(
    suffix: str, folder: Path, contents: dict[str, Content], shared_dir: Path, absent: Callable[[str], None]
) -> None:
    """networkx reads every GEXF file, with spells; without the viz prefix it is valid by the schema."""
    schema = shared_dir / "schemas" / "gexf-1.3" / "gexf.xsd"
    if not schema.is_file():
        absent(f"{schema} is missing")
    checker = etree.XMLSchema(etree.parse(str(schema)))
    for shape in SHAPES:
        path, content = folder / f"{shape}{suffix}", contents[shape]
        graph = nx.read_gexf(path)
        assert set(graph.nodes) == {v.id for v in content.vertices}
        assert graph.number_of_edges() == sum(e.weight > 0 for e in content.edges)
        if suffix == ".dynamic.gexf":
            spells = {i: d["spells"] for i, d in graph.nodes(data=True) if "spells" in d}
            assert spells == {
                v.id: [(str(a), str(b)) for a, b in v.spells] for v in content.vertices
                if set(v.spells) - {(None, None)}
            }  # fmt: skip
        checker.assertValid(etree.fromstring(re.sub(r"(</?)viz:", r"\1", path.read_text("utf-8")).encode()))


def test_spreadsheets_keep_everything(folder: Path, contents: dict[str, Content]) -> None:
    """The two sheets have Gephi's headers and a row for every node and edge, breaks and quotes kept."""
    content = contents["kinds"]
    with (folder / "kinds.nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    with (folder / "kinds.edges.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:7] == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"]
    assert {n["Id"]: n["Label"] for n in nodes} == {v.id: v.label for v in content.vertices}
    assert [(e["Source"], e["Target"], e["Kind"], float(e["Weight"])) for e in edges] == [
        (e.source, e.target, e.kind, e.weight) for e in content.edges
    ]
