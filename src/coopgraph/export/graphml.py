from collections.abc import Iterator, Mapping, Sequence

from coopgraph.export.blocks import EdgeBlock, Facts, VertexBlock
from coopgraph.export.content import Content, joined
from coopgraph.export.markup import Identifiers, identifiers, literals, text

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
  <desc>{description}</desc>
"""
_TYPES = {
    "integer": "int",
    "long": "long",
    "double": "double",
    "boolean": "boolean",
    "string": "string",
    "liststring": "string",
}
_LOOKS: Mapping[str, Mapping[str, str]] = {
    "at": {"x": "double", "y": "double"},
    "radius": {"size": "double"},
    "colour": {"r": "integer", "g": "integer", "b": "integer"},
}


def lines(content: Content) -> Iterator[str]:
    """Yield a GraphML file, some thousand lines at a time. Raises UsageError for an id that cannot stand in XML."""
    looks = {key: kind for look, keys in _LOOKS.items() if look in content.looks for key, kind in keys.items()}
    nodes = {"label": "string", **content.vertex_columns, **looks}
    edges = {"weight": "double", "kind": "string", **content.edge_columns}
    yield _HEAD.format(description=text(content.description))
    for of, columns in (("node", nodes), ("edge", edges)):
        for column, kind in columns.items():
            named = _TYPES.get(kind, kind)
            yield f'  <key id="{_key(of, column)}" for="{of}" attr.name="{column}" attr.type="{named}"/>\n'
    yield f'  <graph id="network" edgedefault="{"directed" if content.directed else "undirected"}">\n'
    ids = Identifiers()
    for vertices in content.vertex_blocks():
        yield _nodes(vertices, looks)
    for some in content.edge_blocks():
        yield _edges(some, ids)
    yield "  </graph>\n</graphml>\n"


def _key(of: str, column: str) -> str:
    """Return the id of a key. Gephi shows it as the name of the column, so only edges have a prefix: ids are unique.

    >>> _key("node", "degree"), _key("edge", "weight"), _key("edge", "status")
    ('degree', 'weight', 'edge-status')
    """
    return column if of == "node" or column == "weight" else f"edge-{column}"


def _nodes(block: VertexBlock, looks: Mapping[str, str]) -> str:
    rgb = [colour.rgb for colour in block.colours]
    drawn: Facts = {
        "x": [x for x, _ in block.at],
        "y": [y for _, y in block.at],
        "size": block.radii,
        **{name: [shade[i] for shade in rgb] for i, name in enumerate("rgb")},
    }
    facts = {"label": block.labels, **block.facts, **{name: drawn[name] for name in looks}}
    heads = [f'    <node id="{i}">\n' for i in identifiers(block.ids)]
    return _elements(heads, "node", facts)


def _edges(block: EdgeBlock, ids: Identifiers) -> str:
    ends = (identifiers(block.ids), ids.many(block.sources), ids.many(block.targets))
    heads = [f'    <edge id="{i}" source="{a}" target="{b}">\n' for i, a, b in zip(*ends, strict=True)]
    return _elements(heads, "edge", {"weight": block.weights, "kind": block.kinds, **block.facts})


def _elements(heads: Sequence[str], of: str, facts: Facts) -> str:
    """Return elements with their facts, given their beginnings."""
    columns = []
    for column, values in facts.items():
        plain = [joined(value) for value in values] if any(isinstance(v, tuple) for v in values) else values
        start = f'      <data key="{_key(of, column)}">'
        columns.append([f"{start}{value}</data>\n" if value else "" for value in literals(plain)])
    ends = [f"    </{of}>\n"] * len(heads)
    return "".join(map("".join, zip(heads, *columns, ends, strict=True)))
