"""Every format that Gephi reads, read back by Gephi itself: the same nodes, ties, weights, names and days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coopgraph.export import formats, shapes
from coopgraph.export.content import Content
from coopgraph.gexfcheck import foretell
from coopgraph.network import Network, Participations

Reader = Callable[[Sequence[Path]], list[Any]]
QUIET = [["INFO", "GEXF version 1.3"]]


@pytest.fixture(scope="module")
def contents(network: Network, weightless: Callable[[Content], Content], table: Participations) -> dict[str, Content]:
    """The network in its four shapes, and with a tie of weight 0."""
    return {
        "ties": shapes.ties(network),
        "kinds": shapes.kinds(network),
        "flows": shapes.flows(network),
        "events": shapes.events(table),
        "weightless": weightless(shapes.ties(network)),
        "strict": shapes.ties(network, dates="strict"),
    }


@pytest.fixture(scope="module")
def answers(contents: dict[str, Content], gephi: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Gephi made of each file, by the file's name; one virtual machine reads them all."""
    folder = tmp_path_factory.mktemp("gephi")
    paths = [
        path
        for shape, content in contents.items()
        for form in ("gexf", "gexf-dynamic", "graphml", "pajek", "gephi-csv")
        for path in formats.write(content, folder / f"{shape}{formats.FORMATS[form].suffix}", form)
    ]
    return {path.name: {**answer, "path": path} for path, answer in zip(paths, gephi(paths), strict=True)}


def label(text: str) -> str:
    return text.replace("\x07", "□")


def instant(day: Any) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000


def timeset(edge: Any) -> str:
    """Return spells as Gephi prints them: milliseconds since 1970, open ends as infinity."""
    shown = [
        f"[{instant(a) if a else '-Infinity'}, {instant(b) if b else 'Infinity'}]"
        for a, b in edge.spells
        if (a, b) != (None, None)
    ]
    return f"<{'; '.join(shown)}>" if shown else ""


@pytest.mark.parametrize("shape", ["ties", "kinds", "flows", "events"])
@pytest.mark.parametrize("suffix", ["gexf", "dynamic.gexf"])
def test_gexf(shape: str, suffix: str, answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """Gephi opens GEXF without a warning and finds every node, name, colour, place, column, edge, kind and weight."""
    answer, content = answers[f"{shape}.{suffix}"], contents[shape]
    assert "aborted" not in answer
    assert answer["issues"] == QUIET
    assert {i: n["label"] for i, n in answer["nodes"].items()} == {v.id: label(v.label) for v in content.vertices}
    for vertex in content.vertices:
        found = answer["nodes"][vertex.id]
        assert tuple(found["rgb"]) == vertex.colour.rgb
        assert (found["x"], found["y"]) == pytest.approx(vertex.at, rel=1e-5)
        assert {c: found[c] for c, fact in vertex.facts.items() if fact not in (None, "")} == {
            c: fact for c, fact in vertex.facts.items() if fact not in (None, "")
        }
    assert set(content.vertex_columns) <= set(answer["node_columns"])
    assert set(content.edge_columns) <= set(answer["edge_columns"])
    edges = {e["id"]: e for e in answer["edges"]}
    assert edges.keys() == {e.id for e in content.edges}
    for edge in content.edges:
        found = edges[edge.id]
        assert (found["source"], found["target"], found["kind"]) == (edge.source, edge.target, edge.kind)
        assert found["weight"] == pytest.approx(edge.weight, rel=1e-6)
        assert found["directed"] is content.directed
        assert found.get("kinds") == (list(edge.facts["kinds"]) if "kinds" in edge.facts else None)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", ["ties", "kinds", "flows", "events"])
def test_days(shape: str, answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """Gephi finds the days of every node and edge, open where they are not known, and a bounded timeline."""
    answer, content = answers[f"{shape}.dynamic.gexf"], contents[shape]
    assert answer["time_format"] == "DATE"
    assert {e["id"]: e.get("timeset", "") for e in answer["edges"]} == {e.id: timeset(e) for e in content.edges}
    assert {i: n.get("timeset", "") for i, n in answer["nodes"].items()} == {v.id: timeset(v) for v in content.vertices}
    spells = [spell for v in content.vertices for spell in v.spells]
    spells += [spell for e in content.edges for spell in e.spells]
    days = [day for spell in spells for day in spell if day]
    assert answer["time_bounds"] == [instant(min(days)), instant(max(days))]


def test_strict_days(answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """In a dynamic file of strict dates the ties whose days are not known are left out, and the head says so."""
    answer, content = answers["strict.dynamic.gexf"], contents["strict"]
    undated = {e.id for e in content.edges if not e.spells}
    assert undated == {"bell--label"}  # of e3 only the last day is known
    assert {e["id"] for e in answer["edges"]} == {e.id for e in content.edges} - undated
    assert answer["issues"] == QUIET
    assert "their days are not known: 1." in answer["path"].read_text("utf-8")


def test_weight_zero(answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """A tie of weight 0, which Gephi refuses, is left out of GEXF, and the head says so."""
    answer, content = answers["weightless.gexf"], contents["weightless"]
    light = {e.id for e in content.edges if not e.weight}
    assert len(light) == 1
    assert answer["issues"] == QUIET
    assert {e["id"] for e in answer["edges"]} == {e.id for e in content.edges} - light
    assert "their weight is 0: 1." in answer["path"].read_text("utf-8")


def test_graphml(answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """Gephi opens GraphML without a warning, with names, columns, colours, places and weights."""
    answer, content = answers["ties.graphml"], contents["ties"]
    assert answer["issues"] == []
    for vertex in content.vertices:
        found = answer["nodes"][vertex.id]
        assert (found["label"], tuple(found["rgb"])) == (label(vertex.label), vertex.colour.rgb)
        assert (found["x"], found["degree"]) == (pytest.approx(vertex.at[0], rel=1e-5), vertex.facts["degree"])
    found = {e["id"]: (e["weight"], e["edge-kind"], e["directed"]) for e in answer["edges"]}
    assert found == {e.id: (pytest.approx(e.weight, rel=1e-6), e.kind, False) for e in content.edges}
    assert all(e["directed"] for e in answers["flows.graphml"]["edges"])


def test_pajek(answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """Gephi opens a Pajek network without a warning and finds the names, with single quotes, and the weights."""
    answer, content = answers["ties.net"], contents["ties"]
    assert answer["issues"] == []
    names = {i: n["label"] for i, n in answer["nodes"].items()}
    assert names[str(content.rows()["type"])] == "The 'Type' & <Sons>"
    assert names[str(content.rows()["id"])] == "Таможенная служба при Правительстве"
    rows = {str(number): i for i, number in content.rows().items()}
    found = {(rows[e["source"]], rows[e["target"]]): e["weight"] for e in answer["edges"]}
    assert found == {(e.source, e.target): pytest.approx(e.weight, rel=1e-6) for e in content.edges}


def test_spreadsheets(answers: dict[str, Any], contents: dict[str, Content]) -> None:
    """Gephi opens the sheet of nodes and the sheet of edges, with their kinds, without a question left."""
    content = contents["kinds"]
    nodes, edges = answers["kinds.nodes.csv"], answers["kinds.edges.csv"]
    assert nodes["issues"] == edges["issues"] == []
    assert nodes["nodes"].keys() == {v.id for v in content.vertices}
    assert nodes["nodes"]["type"]["label"] == 'The "Type" & <Sons>'
    assert nodes["nodes"]["id"]["label"] == "Таможенная служба при Правительстве"
    found = {e["id"]: (e["source"], e["target"], e["kind"], e["weight"], e["directed"]) for e in edges["edges"]}
    assert found == {
        e.id: (e.source, e.target, e.kind, pytest.approx(e.weight, rel=1e-6), False) for e in content.edges
    }


@pytest.mark.parametrize("shape", ["ties", "kinds", "flows", "events", "weightless", "strict"])
def test_the_check_agrees(shape: str, answers: dict[str, Any]) -> None:
    """Of every GEXF file of ours the check foretells silence, and the numbers of nodes and edges that Gephi shows."""
    for suffix in ("gexf", "dynamic.gexf"):
        answer = answers[f"{shape}.{suffix}"]
        forecast = foretell(answer["path"])
        assert [f.rule for f in forecast.findings] == ["viz-prefix"]
        assert (forecast.nodes, forecast.edges) == (len(answer["nodes"]), len(answer["edges"]))
