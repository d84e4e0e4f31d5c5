"""A network as GEXF 1.3, for Gephi, Gephi Lite and whatever reads them: a file that opens without a warning.

Our own writer, because networkx's files are invalid and lose the kind of a tie. What each reader is picky
about decides the form: attribute ids equal their titles (graphology shows ids), lists are quoted (Gephi,
graphology), colours are integers with r, g, b, positions have x, y and z, every node has a label, every tie
one ``kind``, and unknown years are left out. ``meta`` has no title and no date: the schema knows no title,
and the same network must give the same bytes. The ``viz:`` prefix is what Gephi writes and networkx reads;
the published schema accepts these elements only without it.

Years are integers here. A dynamic file, with spells, needs full first and last days of every activity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from coopgraph.errors import UsageError
from coopgraph.export.palette import colour
from coopgraph.export.write import write_text
from coopgraph.network.layout import place, sizes
from coopgraph.network.metrics import Measures, measure
from coopgraph.network.network import Network, Node, Tie
from coopgraph.vocab import compact

NODE_COLUMNS: Mapping[str, str] = {
    "iri": "string",
    "type": "string",
    "country": "string",
    "degree": "integer",
    "strength": "double",
    "betweenness": "double",
    "component": "integer",
    "cut-point": "boolean",
}
EDGE_COLUMNS: Mapping[str, str] = {
    "kinds": "liststring",
    "events": "integer",
    "first": "integer",
    "last": "integer",
    "status": "string",
    "direction": "string",
    "activities": "string",
    "evidence": "string",
}
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip
_TO_ESCAPE = re.compile("[" + "".join(_ESCAPES) + "]")

Value = str | int | float | bool | tuple[str, ...] | None


def write(network: Network, path: Path, seed: int = 0) -> None:
    """Write a network as a GEXF file; the same network and seed give the same bytes.

    Raises UsageError when the place cannot be written to or an id of a node cannot stand in XML.
    """
    write_text(path, lines(network, seed))


def lines(network: Network, seed: int = 0) -> Iterator[str]:
    """Yield a GEXF file line by line. ``seed`` is that of the layout. See :func:`write`."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">\n'
    yield f"  <meta>\n    <creator>coopgraph</creator>\n    <description>{_text(describe(network))}"
    yield "</description>\n  </meta>\n"
    yield '  <graph defaultedgetype="undirected" mode="static" idtype="string">\n'
    for of, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        yield f'    <attributes class="{of}" mode="static">\n'
        for column, kind in columns.items():
            yield f'      <attribute id="{column}" title="{column}" type="{kind}"/>\n'
        yield "    </attributes>\n"
    yield f'    <nodes count="{len(network.nodes)}">\n'
    measures = {row.id: row for row in measure(network)}
    places, radii = place(network, seed), sizes(network)
    for node in network.nodes:
        yield from _node(node, measures[node.id], places[node.id], radii[node.id])
    yield f'    </nodes>\n    <edges count="{len(network.ties)}">\n'
    for tie in network.ties:
        yield from _edge(tie)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def describe(network: Network) -> str:
    """Say in a line what a network is: for the head of a file."""
    what = "countries" if network.level == "country" else "organizations"
    return (
        f"Cooperation between {what}. View: {network.view}. Level: {network.level}. "
        f"Definition: {network.definition.title} (sha256 {network.definition.digest}). "
        f"{len(network.nodes)} nodes, {len(network.ties)} ties."
    )


def _node(node: Node, row: Measures, at: tuple[float, float], radius: float) -> Iterator[str]:
    facts: dict[str, Value] = {
        "iri": node.iri,
        "type": node.type,
        "country": node.country,
        "degree": row.degree,
        "strength": row.strength,
        "betweenness": row.betweenness,
        "component": row.component,
        "cut-point": row.cut_point,
    }
    yield f'      <node id="{_id(node.id)}" label="{_text(node.label or node.id)}">\n'
    yield from _values(facts)
    red, green, blue = colour(node).rgb
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
    yield f'        <viz:position x="{at[0]!r}" y="{at[1]!r}" z="0.0"/>\n'
    yield f'        <viz:size value="{radius!r}"/>\n      </node>\n'


def _edge(tie: Tie) -> Iterator[str]:
    facts: dict[str, Value] = {
        "kinds": tie.kinds,
        "events": tie.events,
        "first": tie.first,
        "last": tie.last,
        "status": tie.status,
        "direction": tie.direction,
        "activities": " | ".join(compact(activity.iri) for activity in tie.activities),
        "evidence": " | ".join(tie.evidence),
    }
    source, target = _id(tie.source), _id(tie.target)
    yield f'      <edge id="{source}--{target}" source="{source}" target="{target}" type="undirected" '
    yield f'weight="{tie.weight!r}" kind="{_text(tie.kind)}">\n'
    yield from _values(facts)
    yield "      </edge>\n"


def _values(facts: Mapping[str, Value]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for column, fact in facts.items():
        if fact is not None and fact not in ("", ()):
            yield f'          <attvalue for="{column}" value="{_text(_literal(fact))}"/>\n'
    yield "        </attvalues>\n"


def _literal(fact: Value) -> str:
    if isinstance(fact, bool):
        return "true" if fact else "false"
    if isinstance(fact, tuple):
        return "[" + ", ".join(_quoted(item) for item in fact) + "]"
    return repr(fact) if isinstance(fact, float) else str(fact)


def _quoted(item: str) -> str:
    r"""Quote an item of a list as Gephi and graphology read it.

    >>> print(_quoted("fund (indirect)"), _quoted("people's"))
    'fund (indirect)' 'people\'s'
    """
    return "'" + item.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _text(text: str) -> str:
    r"""Escape text for an XML attribute or element. A line break survives; a character that XML cannot hold
    becomes □, so that it is seen that something stood there.

    >>> _text('A & "B"\n')
    'A &amp; &quot;B&quot;&#10;'
    """
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], _NOT_XML.sub("□", text))


def _id(text: str) -> str:
    """Escape an id. One with line breaks, outer blanks or control characters would not come back."""
    if not text or text != text.strip() or _NOT_XML.search(text) or any(c in text for c in "\t\n\r"):
        raise UsageError(f"{text!r} cannot be the id of a node in a file; give the record another id")
    return _text(text)
