"""GEXF 1.3, for Gephi, Gephi Lite and whatever reads them: a file that opens without a warning.

Our own writer, because networkx's files are invalid and lose the kind of a tie. What each reader is picky
about decides the form: attribute ids equal their titles (graphology shows ids), lists are quoted (Gephi,
graphology), colours are integers with r, g, b, positions have x, y and z, every node has a label, every edge
one ``kind``, and unknown years are left out. ``meta`` has no title and no date: the schema knows no title,
and the same network must give the same bytes. The ``viz:`` prefix is what Gephi writes and networkx reads;
the published schema accepts these elements only without it. :mod:`coopgraph.gexfcheck` knows all these rules.

A tie of weight 0 is left out, because Gephi throws it out with an error; the description says how many.

A dynamic file shows when a tie was there: ``spell`` elements with full first and last days, because Gephi
reads "2014" as its first instant, or gives up. Spells of one element neither overlap nor touch; a side that
is not known stays open, and what may have been at any time has no spell, which Gephi shows always. All
attributes stay static: graphology knows one block of columns per class and fails at a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from coopgraph.export import shapes
from coopgraph.export.content import Content, Edge, Value, Vertex
from coopgraph.export.markup import identifier, literal, text
from coopgraph.export.write import write_text
from coopgraph.network.network import Network
from coopgraph.network.spells import Spell

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>coopgraph</creator>
    <description>{description}</description>
  </meta>
  <graph defaultedgetype="{direction}" {mode} idtype="string">
"""
_STATIC = 'mode="static"'
_DYNAMIC = 'mode="dynamic" timeformat="date" timerepresentation="interval"'


def write(network: Network, path: Path, seed: int = 0, *, dynamic: bool = False, dates: str = "generous") -> None:
    """Write a network as a GEXF file; the same network and seed give the same bytes.

    ``dynamic`` adds the days of every tie, and of every node those of its ties; with ``dates="strict"`` ties
    without a fully dated activity are then left out. Other shapes of a network: :func:`lines`. Raises
    UnknownName for other words in ``dates``, and UsageError when the place cannot be written to or an id of a
    node cannot stand in XML.
    """
    write_text(path, lines(shapes.ties(network, seed, dates), dynamic))


def lines(content: Content, dynamic: bool = False) -> Iterator[str]:
    """Yield a GEXF file line by line, ``dynamic`` or static. Raises UsageError for an id that is none in XML."""
    edges, description = _edges(content, dynamic)
    direction = "directed" if content.directed else "undirected"
    mode = _DYNAMIC if dynamic else _STATIC
    yield _HEAD.format(description=text(description), direction=direction, mode=mode)
    for of, columns in (("node", content.vertex_columns), ("edge", content.edge_columns)):
        yield f'    <attributes class="{of}" mode="static">\n'
        for column, kind in columns.items():
            yield f'      <attribute id="{column}" title="{column}" type="{kind}"/>\n'
        yield "    </attributes>\n"
    yield f'    <nodes count="{len(content.vertices)}">\n'
    for vertex in content.vertices:
        yield from _node(vertex, dynamic)
    yield f'    </nodes>\n    <edges count="{len(edges)}">\n'
    for edge in edges:
        yield from _edge(edge, direction, dynamic)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _edges(content: Content, dynamic: bool) -> tuple[list[Edge], str]:
    """Return the edges that Gephi takes, and a description that says what is missing."""
    heavy = [edge for edge in content.edges if edge.weight > 0]
    shown = [edge for edge in heavy if edge.spells or not dynamic]
    description = content.description
    if light := len(content.edges) - len(heavy):
        description += f" Left out, for their weight is 0: {light}."
    if undated := len(heavy) - len(shown):
        description += f" Left out, for their days are not known: {undated}."
    return shown, description


def _node(vertex: Vertex, dynamic: bool) -> Iterator[str]:
    yield f'      <node id="{identifier(vertex.id)}" label="{text(vertex.label)}">\n'
    yield from _values(vertex.facts)
    if dynamic:
        yield from _spells(vertex.spells)
    red, green, blue = vertex.colour.rgb
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
    yield f'        <viz:position x="{vertex.at[0]!r}" y="{vertex.at[1]!r}" z="0.0"/>\n'
    yield f'        <viz:size value="{vertex.radius!r}"/>\n      </node>\n'


def _edge(edge: Edge, direction: str, dynamic: bool) -> Iterator[str]:
    yield f'      <edge id="{identifier(edge.id)}" source="{identifier(edge.source)}" '
    yield f'target="{identifier(edge.target)}" type="{direction}" '
    yield f'weight="{edge.weight!r}" kind="{text(edge.kind)}">\n'
    yield from _values(edge.facts)
    if dynamic:
        yield from _spells(edge.spells)
    yield "      </edge>\n"


def _values(facts: Mapping[str, Value]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for column, fact in facts.items():
        if fact is not None and fact not in ("", ()):
            yield f'          <attvalue for="{column}" value="{text(literal(fact))}"/>\n'
    yield "        </attvalues>\n"


def _spells(spells: tuple[Spell, ...]) -> Iterator[str]:
    known = [spell for spell in spells if spell != (None, None)]
    if known:
        yield "        <spells>\n"
        for first, last in known:
            yield f"          <spell{_day('start', first)}{_day('end', last)}/>\n"
        yield "        </spells>\n"


def _day(side: str, day: date | None) -> str:
    return "" if day is None else f' {side}="{day.isoformat()}"'
