"""The JSON of graphology, which sigma.js, Gephi Lite and ipysigma load: ``Graph.from(…)`` takes it as it is.

Attributes ``label``, ``x``, ``y``, ``size`` and ``color`` are what sigma draws with; the rest are our columns.
Lists are lists, what is not known is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coopgraph.export.content import Content, Edge, Value, Vertex


def lines(content: Content) -> Iterator[str]:
    """Yield a serialized graphology graph, one node or edge a line."""
    kind = "directed" if content.directed else "undirected"
    options = {"type": kind, "multi": content.multiple, "allowSelfLoops": True}
    said = {"title": content.title, "description": content.description}
    yield f'{{"attributes":{_json(said)},\n"options":{_json(options)},\n"nodes":[\n'
    yield ",\n".join(_json(_node(vertex)) for vertex in content.vertices)
    yield '\n],\n"edges":[\n'
    yield ",\n".join(_json(_edge(edge, content.directed)) for edge in content.edges)
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _node(vertex: Vertex) -> dict[str, Any]:
    x, y = vertex.at
    drawn = {"label": vertex.label, "x": x, "y": y, "size": vertex.radius, "color": vertex.colour.hex}
    # sigma takes an attribute called type for the name of a drawing program
    facts = {"category" if name == "type" else name: fact for name, fact in _known(vertex.facts).items()}
    return {"key": vertex.id, "attributes": {**drawn, **facts}}


def _edge(edge: Edge, directed: bool) -> dict[str, Any]:
    attributes = {"kind": edge.kind, "weight": edge.weight, **_known(edge.facts)}
    made = {"key": edge.id, "source": edge.source, "target": edge.target, "attributes": attributes}
    return made if directed else {**made, "undirected": True}


def _known(facts: Mapping[str, Value]) -> dict[str, Any]:
    return {
        name: list(fact) if isinstance(fact, tuple) else fact
        for name, fact in facts.items()
        if fact is not None and fact not in ("", ())
    }
