"""CX2, the JSON of Cytoscape and NDEx: a list of aspects, columns declared with their types, a style with colours.

After the "Cytoscape Exchange Format Specification (Version 2)". Nodes and edges are numbered; ours are the
columns ``id`` (the name of a column there is free) and ``name``, which Cytoscape shows. Its y axis points
down. CX2 edges are always drawn from s to t; an undirected network has no arrows in the style, and says so in
the network attribute ``directed``. Lists are lists here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from coopgraph.export.blocks import EdgeBlock, VertexBlock, facts_of
from coopgraph.export.content import Content
from coopgraph.export.elements import known

_TYPES = {
    "string": "string",
    "integer": "integer",
    "long": "long",
    "double": "double",
    "boolean": "boolean",
    "liststring": "list_of_string",
}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_Items = Callable[[], Iterable[list[Any]]]


def lines(content: Content) -> Iterator[str]:
    """Yield a CX2 document: one aspect a line, the nodes and edges one a line, some thousand at a time."""
    said = {"name": content.title, "description": content.description, "directed": content.directed}
    aspects: dict[str, tuple[int, _Items]] = {
        "attributeDeclarations": (1, lambda: [[_declared(content)]]),
        "networkAttributes": (1, lambda: [[said]]),
        "nodes": (len(content.vertices), partial(_nodes, content)),
        "edges": (len(content.edges), partial(_edges, content)),
        "visualProperties": (1, lambda: [[_style(content)]]),
    }
    counts = [{"name": name, "elementCount": count} for name, (count, _) in aspects.items()]
    yield '[{"CXVersion":"2.0","hasFragments":false}\n'
    yield f",{_json({'metaData': counts})}\n"
    for name, (_, items) in aspects.items():
        yield f",{{{_json(name)}:["
        for i, some in enumerate(items()):
            yield ("\n," if i else "") + "\n,".join(map(_json, some))
        yield "]}\n"
    yield f",{_json({'status': [{'error': '', 'success': True}]})}]\n"


def _declared(content: Content) -> dict[str, dict[str, dict[str, str]]]:
    nodes = {"name": "string", "id": "string", **content.vertex_columns}
    edges = {"name": "string", "interaction": "string", "weight": "double", **content.edge_columns}
    network = {"name": "string", "description": "string", "directed": "boolean"}
    every = {"networkAttributes": network, "nodes": nodes, "edges": edges}
    return {of: {name: {"d": _TYPES[kind]} for name, kind in columns.items()} for of, columns in every.items()}


def _nodes(content: Content) -> Iterator[list[dict[str, Any]]]:
    number = 0
    for block in content.vertex_blocks():
        yield list(_some_nodes(block, number, "at" in content.looks))
        number += len(block.ids)


def _some_nodes(block: VertexBlock, before: int, placed: bool) -> Iterator[dict[str, Any]]:
    rows = zip(block.ids, block.labels, block.at, facts_of(block.facts, len(block.ids)), strict=True)
    for number, (name, label, (x, y), facts) in enumerate(rows, before + 1):
        at = {"x": x, "y": -y + 0.0} if placed else {}
        yield {"id": number, **at, "v": {"name": label, "id": name, **known(facts)}}


def _edges(content: Content) -> Iterator[list[dict[str, Any]]]:
    number, rows = 0, content.rows()
    for block in content.edge_blocks():
        yield list(_some_edges(block, number, rows))
        number += len(block.ids)


def _some_edges(block: EdgeBlock, before: int, rows: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    ends = zip(block.ids, block.sources, block.targets, strict=True)
    said = zip(block.kinds, block.weights, facts_of(block.facts, len(block.ids)), strict=True)
    for number, ((name, a, b), (kind, weight, facts)) in enumerate(zip(ends, said, strict=True), before + 1):
        values = {"name": name, "interaction": kind, "weight": weight, **known(facts)}
        yield {"id": number, "s": rows[a], "t": rows[b], "v": values}


def _style(content: Content) -> dict[str, Any]:
    colours = {}
    for block in content.vertex_blocks() if "type" in content.vertex_columns else ():
        for name, colour in zip(block.facts["type"], block.colours, strict=True):
            colours.update({str(name): colour.hex} if name else {})
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
