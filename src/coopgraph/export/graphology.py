import json
from collections.abc import Iterator
from typing import Any

from coopgraph.export.blocks import EdgeBlock, VertexBlock, facts_of
from coopgraph.export.content import Content
from coopgraph.export.elements import known

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def lines(content: Content) -> Iterator[str]:
    """Yield a serialized graphology graph, one node or edge a line, some thousand lines at a time."""
    kind = "directed" if content.directed else "undirected"
    options = {"type": kind, "multi": content.multiple, "allowSelfLoops": True}
    said = {"title": content.title, "description": content.description}
    yield f'{{"attributes":{_json(said)},\n"options":{_json(options)},\n"nodes":[\n'
    for i, vertices in enumerate(content.vertex_blocks()):
        yield (",\n" if i else "") + ",\n".join(map(_json, _nodes(vertices, content.looks)))
    yield '\n],\n"edges":[\n'
    for i, edges in enumerate(content.edge_blocks()):
        yield (",\n" if i else "") + ",\n".join(map(_json, _edges(edges, content.directed)))
    yield "\n]}\n"


def _nodes(block: VertexBlock, looks: frozenset[str]) -> Iterator[dict[str, Any]]:
    rows = zip(block.ids, block.labels, facts_of(block.facts, len(block.ids)), strict=True)
    drawn = zip(block.at, block.radii, block.colours, strict=True)
    for (name, label, facts), ((x, y), radius, colour) in zip(rows, drawn, strict=True):
        look = {"x": ("at", x), "y": ("at", y), "size": ("radius", radius), "color": ("colour", colour.hex)}
        said = {key: value for key, (which, value) in look.items() if which in looks}
        # sigma takes an attribute called type for the name of a drawing program
        own = {"category" if key == "type" else key: fact for key, fact in known(facts).items()}
        yield {"key": name, "attributes": {"label": label, **said, **own}}


def _edges(block: EdgeBlock, directed: bool) -> Iterator[dict[str, Any]]:
    ends = zip(block.ids, block.sources, block.targets, strict=True)
    said = zip(block.kinds, block.weights, facts_of(block.facts, len(block.ids)), strict=True)
    more = {} if directed else {"undirected": True}
    for (name, source, target), (kind, weight, facts) in zip(ends, said, strict=True):
        attributes = {"kind": kind, "weight": weight, **known(facts)}
        yield {"key": name, "source": source, "target": target, "attributes": attributes, **more}
