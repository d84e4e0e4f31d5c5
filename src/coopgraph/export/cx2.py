"""CX2, the JSON of Cytoscape and NDEx: a list of aspects, columns declared with their types, a style with colours.

After the "Cytoscape Exchange Format Specification (Version 2)". Nodes and edges are numbered; ours are the
columns ``id`` (the name of a column there is free) and ``name``, which Cytoscape shows. Its y axis points
down. CX2 edges are always drawn from s to t; an undirected network has no arrows in the style, and says so in
the network attribute ``directed``. Lists are lists here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coopgraph.export.content import Content, Edge, Value, Vertex

_TYPES = {
    "string": "string",
    "integer": "integer",
    "double": "double",
    "boolean": "boolean",
    "liststring": "list_of_string",
}


def lines(content: Content) -> Iterator[str]:
    """Yield a CX2 document: one aspect a line, the nodes and edges one a line."""
    rows = content.rows()
    said = {"name": content.title, "description": content.description, "directed": content.directed}
    nodes = [_node(vertex, rows[vertex.id]) for vertex in content.vertices]
    edges = [_edge(edge, i, rows) for i, edge in enumerate(content.edges, 1)]
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [_declared(content)],
        "networkAttributes": [said],
        "nodes": nodes,
        "edges": edges,
        "visualProperties": [_style(content)],
    }
    counts = [{"name": name, "elementCount": len(items)} for name, items in aspects.items()]
    yield '[{"CXVersion":"2.0","hasFragments":false}\n'
    yield f",{_json({'metaData': counts})}\n"
    for name, items in aspects.items():
        yield f",{{{_json(name)}:[" + "\n,".join(_json(item) for item in items) + "]}\n"
    yield f",{_json({'status': [{'error': '', 'success': True}]})}]\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _declared(content: Content) -> dict[str, dict[str, dict[str, str]]]:
    nodes = {"name": "string", "id": "string", **content.vertex_columns}
    edges = {"name": "string", "interaction": "string", "weight": "double", **content.edge_columns}
    network = {"name": "string", "description": "string", "directed": "boolean"}
    every = {"networkAttributes": network, "nodes": nodes, "edges": edges}
    return {of: {name: {"d": _TYPES[kind]} for name, kind in columns.items()} for of, columns in every.items()}


def _node(vertex: Vertex, number: int) -> dict[str, Any]:
    x, y = vertex.at
    return {
        "id": number,
        "x": x,
        "y": -y + 0.0,
        "v": {"name": vertex.label, "id": vertex.id, **_known(vertex.facts)},
    }


def _edge(edge: Edge, number: int, rows: Mapping[str, int]) -> dict[str, Any]:
    values = {"name": edge.id, "interaction": edge.kind, "weight": edge.weight, **_known(edge.facts)}
    return {"id": number, "s": rows[edge.source], "t": rows[edge.target], "v": values}


def _known(facts: Mapping[str, Value]) -> dict[str, Any]:
    return {
        name: list(fact) if isinstance(fact, tuple) else fact
        for name, fact in facts.items()
        if fact is not None and fact not in ("", ())
    }


def _style(content: Content) -> dict[str, Any]:
    colours = {str(v.facts["type"]): v.colour.hex for v in content.vertices if v.facts.get("type")}
    shown = [{"v": name, "vp": colour} for name, colour in sorted(colours.items())]
    arrow = "triangle" if content.directed else "none"
    return {
        "default": {
            "node": {"NODE_SHAPE": "ellipse", "NODE_BACKGROUND_COLOR": "#999999"},
            "edge": {"EDGE_TARGET_ARROW_SHAPE": arrow, "EDGE_LINE_COLOR": "#999999"},
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name"}},
            "NODE_BACKGROUND_COLOR": {"type": "DISCRETE", "definition": {"attribute": "type", "map": shown}},
        },
        "edgeMapping": {},
    }
