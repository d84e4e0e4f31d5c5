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

Nodes and edges are written some thousands at a time, so a file takes the memory of its nodes, whatever the number
of its edges; they are walked over twice, because the head counts them. For networks of your own, as numpy arrays
or lists, there is :func:`write_arrays`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from coopgraph.export import shapes
from coopgraph.export.arrays import EdgeArrays, NodeArrays, content_of
from coopgraph.export.blocks import EdgeBlock, Facts, Spells, VertexBlock, chosen
from coopgraph.export.content import Content
from coopgraph.export.markup import Identifiers, identifiers, literals, text, texts
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


def write_arrays(
    path: Path, nodes: NodeArrays, edges: EdgeArrays, *, directed: bool = False, description: str = ""
) -> None:
    """Write any network, given as columns, as a GEXF file: valid, and without a warning in Gephi.

    A second and some 100 MB for a hundred thousand nodes and a million edges. :mod:`coopgraph.export.arrays` says what
    columns may be; the same columns in another format: :func:`coopgraph.export.formats.write` of
    :func:`coopgraph.export.arrays.content_of`. An edge of weight 0 is left out, and the description says how many.
    Raises UsageError when columns do not fit each other, ids are not unique, two edges join the same nodes in the same
    kind (Gephi would merge them), a number is not finite, or the place cannot be written to.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "three.gexf"
    >>> write_arrays(path, NodeArrays(["a", "b", "c"]), EdgeArrays([0, 1], [1, 2], weight=[2.0, 0.5]))
    >>> print(path.read_text().split("<edges")[1].splitlines()[1].strip())
    <edge id="0" source="a" target="b" type="undirected" weight="2.0"/>
    """
    write_text(path, lines(content_of(nodes, edges, directed=directed, description=description)))


def lines(content: Content, dynamic: bool = False) -> Iterator[str]:
    """Yield a GEXF file, some thousand lines at a time, ``dynamic`` or static.

    Raises UsageError for an id that is none in XML.
    """
    shown, description = _counted(content, dynamic)
    direction = "directed" if content.directed else "undirected"
    mode = _DYNAMIC if dynamic else _STATIC
    yield _HEAD.format(description=text(description), direction=direction, mode=mode)
    for of, columns in (("node", content.vertex_columns), ("edge", content.edge_columns)):
        if columns:
            declared = (f'      <attribute id="{c}" title="{c}" type="{kind}"/>\n' for c, kind in columns.items())
            yield f'    <attributes class="{of}" mode="static">\n{"".join(declared)}    </attributes>\n'
    yield f'    <nodes count="{len(content.vertices)}">\n'
    ids = Identifiers()
    words = _Words(ids)
    for vertices in content.vertex_blocks():
        yield _nodes(vertices, ids, content.looks, dynamic)
    yield f'    </nodes>\n    <edges count="{shown}">\n'
    for edges in content.edge_blocks():
        yield _edges(_shown(edges, dynamic), words, direction, dynamic)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _counted(content: Content, dynamic: bool) -> tuple[int, str]:
    """Return how many edges Gephi takes, and a description that says how many others are missing."""
    every = heavy = shown = 0
    for block in content.edge_blocks():
        every += len(block.weights)
        light = min(block.weights) <= 0
        heavy += sum(weight > 0 for weight in block.weights) if light else len(block.weights)
        shown += len(_shown(block, dynamic).weights) if dynamic else 0
    description = content.description
    if every > heavy:
        description += f" Left out, for their weight is 0: {every - heavy}."
    if dynamic and heavy > shown:
        description += f" Left out, for their days are not known: {heavy - shown}."
    return shown if dynamic else heavy, description


def _shown(block: EdgeBlock, dynamic: bool) -> EdgeBlock:
    """Return the edges of a block that Gephi takes."""
    if not dynamic:
        return block if min(block.weights) > 0 else chosen(block, [weight > 0 for weight in block.weights])
    return chosen(block, [w > 0 and bool(days) for w, days in zip(block.weights, block.spells, strict=True)])


def _nodes(block: VertexBlock, ids: Identifiers, looks: frozenset[str], dynamic: bool) -> str:
    escaped = ids.many(block.ids)
    inside = [*_values(block.facts), *(_spells(block.spells) if dynamic else ()), *_looks(block, looks)]
    heads = [f'      <node id="{i}" label="{label}"' for i, label in zip(escaped, texts(block.labels), strict=True)]
    return _elements(heads, inside, "node")


def _looks(block: VertexBlock, looks: frozenset[str]) -> Iterator[list[str]]:
    """Yield what nodes look like, line by line."""
    if "colour" in looks:
        rgb = [colour.rgb for colour in block.colours]
        yield [f'        <viz:color r="{r}" g="{g}" b="{b}"/>\n' for r, g, b in rgb]
    if "at" in looks:
        yield [f'        <viz:position x="{x!r}" y="{y!r}" z="0.0"/>\n' for x, y in block.at]
    if "radius" in looks:
        yield [f'        <viz:size value="{radius!r}"/>\n' for radius in block.radii]


def _edges(block: EdgeBlock, words: _Words, direction: str, dynamic: bool) -> str:
    if not block.ids:
        return ""
    ends = (identifiers(block.ids), words.ids.many(block.sources), words.ids.many(block.targets))
    rows = zip(*ends, block.weights, block.kinds, strict=True)
    kinds, weights = words.kinds, words.weights
    heads = [
        f'      <edge id="{i}" source="{a}" target="{b}" type="{direction}" weight="{weights[w]}"{kinds[kind]}'
        for i, a, b, w, kind in rows
    ]
    return _elements(heads, [*_values(block.facts), *(_spells(block.spells) if dynamic else ())], "edge")


class _Words:
    """What comes again and again in edges, each worked out once."""

    def __init__(self, ids: Identifiers) -> None:
        self.ids, self.kinds, self.weights = ids, _Kinds(), _Weights()


class _Weights(dict[float, str]):
    """Weights as text: a network has few different ones; where it has many, the first are forgotten."""

    def __missing__(self, weight: float) -> str:
        if len(self) >= 50_000:
            self.clear()
        self[weight] = repr(weight)
        return self[weight]


class _Kinds(dict[str, str]):
    """Kinds as attributes, each escaped once; an edge without a kind has no such attribute."""

    def __missing__(self, kind: str) -> str:
        self[kind] = f' kind="{text(kind)}"' if kind else ""
        return self[kind]


def _elements(heads: Sequence[str], inside: Sequence[Sequence[str]], name: str) -> str:
    """Return elements, given their beginnings and, by columns, what is in them."""
    if not inside:
        return "/>\n".join(heads) + "/>\n"
    bodies = map("".join, zip(*inside, strict=True))
    end = f"      </{name}>\n"
    rows = zip(heads, bodies, strict=True)
    return "".join([f"{head}>\n{body}{end}" if body else f"{head}/>\n" for head, body in rows])


def _values(facts: Facts) -> list[Sequence[str]]:
    """Return the values by columns, in their parenthesis."""
    if not facts:
        return []
    columns: list[Sequence[str]] = []
    for column, values in facts.items():
        start = f'          <attvalue for="{column}" value="'
        columns.append([f'{start}{value}"/>\n' if value else "" for value in literals(values)])
    rows = len(columns[0])
    return [["        <attvalues>\n"] * rows, *columns, ["        </attvalues>\n"] * rows]


def _spells(spells: Spells) -> list[list[str]]:
    return [[_spell(some) for some in spells]]


def _spell(spells: tuple[Spell, ...]) -> str:
    known = [
        f"          <spell{_day('start', first)}{_day('end', last)}/>\n" for first, last in spells if first or last
    ]
    return f"        <spells>\n{''.join(known)}        </spells>\n" if known else ""


def _day(side: str, day: date | None) -> str:
    return "" if day is None else f' {side}="{day.isoformat()}"'
