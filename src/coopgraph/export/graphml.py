"""GraphML, for Cytoscape, igraph, yEd, Gephi, networkx, Tulip: one typed key for every column.

Own writer, because networkx's leaves lists to the caller, numbers its keys d0, d1, … in the order of first
use, and so gives other bytes when a first value is missing. GraphML
has no lists: several values stand in one text, parted by `` | ``. Position, size and colour are the keys
``x``, ``y``, ``size``, ``r``, ``g``, ``b``, which Gephi takes as such. The kind of an edge is a column: no
reader knows it as anything else, so Gephi merges parallel edges from GraphML; give it GEXF.

U. Brandes, M. Eiglsperger, I. Herman, M. Himsolt, M. S. Marshall, "GraphML progress report", Graph Drawing
2001, LNCS 2265, 501.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coopgraph.export.content import Content, Edge, Value, Vertex, joined
from coopgraph.export.markup import identifier, literal, text

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <desc>{description}</desc>
"""
_TYPES = {"integer": "int", "double": "double", "boolean": "boolean", "string": "string", "liststring": "string"}
_PLACE = {"x": "double", "y": "double", "size": "double", "r": "integer", "g": "integer", "b": "integer"}


def lines(content: Content) -> Iterator[str]:
    """Yield a GraphML file line by line. Raises UsageError for an id that cannot stand in XML."""
    nodes = {"label": "string", **content.vertex_columns, **_PLACE}
    edges = {"weight": "double", "kind": "string", **content.edge_columns}
    yield _HEAD.format(description=text(content.description))
    for of, columns in (("node", nodes), ("edge", edges)):
        for column, kind in columns.items():
            yield f'  <key id="{_key(of, column)}" for="{of}" attr.name="{column}" attr.type="{_TYPES[kind]}"/>\n'
    yield f'  <graph id="network" edgedefault="{"directed" if content.directed else "undirected"}">\n'
    for vertex in content.vertices:
        yield f'    <node id="{identifier(vertex.id)}">\n'
        yield from _data("node", _facts(vertex))
        yield "    </node>\n"
    for edge in content.edges:
        yield from _edge(edge)
    yield "  </graph>\n</graphml>\n"


def _key(of: str, column: str) -> str:
    """Return the id of a key. Gephi shows it as the name of the column, so only edges have a prefix: ids are unique.

    >>> _key("node", "degree"), _key("edge", "weight"), _key("edge", "status")
    ('degree', 'weight', 'edge-status')
    """
    return column if of == "node" or column == "weight" else f"edge-{column}"


def _facts(vertex: Vertex) -> dict[str, Value]:
    red, green, blue = vertex.colour.rgb
    x, y = vertex.at
    place: dict[str, Value] = {"x": x, "y": y, "size": vertex.radius, "r": red, "g": green, "b": blue}
    return {"label": vertex.label, **vertex.facts, **place}


def _edge(edge: Edge) -> Iterator[str]:
    ends = f'source="{identifier(edge.source)}" target="{identifier(edge.target)}"'
    yield f'    <edge id="{identifier(edge.id)}" {ends}>\n'
    yield from _data("edge", {"weight": edge.weight, "kind": edge.kind, **edge.facts})
    yield "    </edge>\n"


def _data(of: str, facts: Mapping[str, Value]) -> Iterator[str]:
    for column, fact in facts.items():
        plain = joined(fact)
        if plain is not None and plain != "":
            yield f'      <data key="{_key(of, column)}">{text(literal(plain))}</data>\n'
