"""Nodes and edges: ids, ends, directions, weights, duplicates; and how many of them Gephi will show."""

from __future__ import annotations

import re

from coopgraph.gexfcheck.document import DIRECTED, MIXED, UNDIRECTED, Document, Element
from coopgraph.gexfcheck.numbers import SINGLE_ZERO, fits, is_nan, java_float, python_float
from coopgraph.gexfcheck.scan import Tag

_TIMES = {"start", "end", "startopen", "endopen", "timestamp", "timestamps", "intervals"}
_NODE = {"id", "label", "pid", *_TIMES}
_EDGE = {"id", "source", "target", "type", "label", "weight", "kind", *_TIMES}
_BLANKS = re.compile(r"[\r\n]|^[ \t]|[ \t]$")


def node(document: Document, tag: Tag) -> Element:
    """Take up a node."""
    name, line = tag.get("id"), tag.line
    made = Element("node", name, line, live=bool(name))
    document.counts.seen["node"] += 1
    _unread(document, tag, _NODE)
    if not name:
        document.add("node-nameless", line, "a node without an id is left out")
        if "id" not in tag.attributes:
            document.add("node-nameless-networkx", line, "a node has no id")
        return made
    if name in document.nodes:
        document.add("node-twice", line, f"{made} stands there already; its last label is kept")
        document.add("node-twice-graphology", line, f"{made} stands there already")
    elif name not in document.made:
        _id(document, made)
    document.nodes.add(name)
    document.made.pop(name, None)
    if not tag.get("label"):
        document.add("node-label", line, f"{made} has no label; none will be shown")
    if tag.get("pid"):
        document.add("pid", line, f"{made} has a parent, which is not read")
    return made


def edge(document: Document, tag: Tag) -> Element:
    """Take up an edge."""
    line, counts = tag.line, document.counts
    made = Element("edge", tag.get("id"), line)
    first = counts.seen["edge"] == 0
    counts.seen["edge"] += 1
    _unread(document, tag, _EDGE)
    made.live = _ends(document, tag, made)
    if not made.live:
        return made
    if first:
        _first(document, tag)
    direction = _direction(document, tag, made)
    heavy = _weight(document, tag, made)
    if made.id and made.id in document.edges:
        document.add("edge-twice", line, f"{made} stands there already; it is left out")
        return made
    default = document.graph.default
    if direction and default != MIXED and direction != default:
        document.add("edge-direction", line, f"{made} is {direction} in a graph that is {default}; it is left out")
        return made
    if made.id:
        document.edges.add(made.id)
        _id(document, made)
    _parallel(document, tag, direction, heavy)
    return made


def _unread(document: Document, tag: Tag, known: set[str]) -> None:
    for name in tag.attributes:
        if name not in known:
            document.add("attribute-unread", tag.line, f"no program reads the attribute {name!r} of <{tag.name}>")


def _id(document: Document, made: Element) -> None:
    if _BLANKS.search(made.id):
        document.add("id-blanks", made.line, f"the id of {made} has line breaks or outer blanks")
    wanted = document.graph.idtype
    if wanted != "string" and not fits(made.id, wanted):
        document.add("idtype-mismatch", made.line, f"the id of {made} is no {wanted}, as idtype says")


def _ends(document: Document, tag: Tag, made: Element) -> bool:
    """Check both ends of an edge; say whether it has them."""
    for side in ("source", "target"):
        name = tag.get(side)
        if not name:
            document.add("edge-end", tag.line, f"{made} has no {side}; it is left out")
            if side not in tag.attributes:
                document.add("edge-end-reader", tag.line, f"{made} has no {side}")
            return False
        if name not in document.nodes and name not in document.made:
            document.made[name] = tag.line
            _id(document, Element("node", name, tag.line))
            document.add("node-missing", tag.line, f"{made} names the node {name!r}, which Gephi makes up")
    return True


def _first(document: Document, tag: Tag) -> None:
    """Check the type of the first edge, after which graphology names the graph."""
    default = document.graph.declared or UNDIRECTED
    written = tag.get("type") or (UNDIRECTED if default == "mutual" else default)
    if written not in (DIRECTED, UNDIRECTED, MIXED):
        document.add("edge-type-graphology", tag.line, f"the first edge has the type {written!r}, which is none")


def finish(document: Document) -> None:
    """Report the nodes that stand nowhere in the file: graphology reads all nodes before the edges."""
    for name, line in document.made.items():
        document.add("node-missing-graphology", line, f"the node {name!r} is not there")


def _direction(document: Document, tag: Tag, made: Element) -> str:
    """Return the direction that an edge gives itself, empty where it gives none that Gephi knows."""
    written, line, word = tag.get("type"), tag.line, tag.get("type").lower()
    if written == (UNDIRECTED if document.graph.declared == DIRECTED else DIRECTED):
        document.add("edge-mixed", line, f"{made} is {written}, unlike the default of the graph")
    if word in (DIRECTED, UNDIRECTED):
        return word
    if word:
        document.add("edge-type", line, f"{made} has the type {written!r}, which is none; the default is taken")
    return ""


def _weight(document: Document, tag: Tag, made: Element) -> bool:
    """Check the weight; say whether Gephi keeps the edge for it."""
    written, line = tag.get("weight"), tag.line
    if "weight" in tag.attributes and not python_float(written):
        document.add("weight-networkx", line, f"the weight {written!r} of {made} is no number")
    if not written:
        return True
    number = java_float(written)
    if number is None:
        document.add("weight-word", line, f"the weight {written!r} of {made} is no number; 1 is taken")
    elif is_nan(number):
        document.add("weight-nan", line, f"the weight of {made} is no number, and spoils every measure")
    elif abs(number) <= SINGLE_ZERO:
        document.add("weight-zero", line, f"{made} has weight {written}; it is left out")
    elif number < 0:
        document.add("weight-negative", line, f"{made} has the negative weight {written}")
    return number is None or is_nan(number) or abs(number) > SINGLE_ZERO


def _parallel(document: Document, tag: Tag, direction: str, heavy: bool) -> None:
    """Count the edge, and see whether another of its kind joins the same nodes."""
    source, target, kind, default = tag.get("source"), tag.get("target"), tag.get("kind"), document.graph.default
    directed = default == DIRECTED or (default == MIXED and direction != UNDIRECTED)
    ends = (source, target) if directed else (min(source, target), max(source, target))
    key = (*ends, kind, directed)
    if key in document.pairs:
        of = f" of kind {kind!r}" if kind else ""
        document.add("edge-parallel", tag.line, f"a second edge{of} between {source!r} and {target!r}; they are merged")
    document.pairs[key] = document.pairs.get(key, 0) + heavy
    if default == MIXED:
        way = (min(source, target), max(source, target), kind)
        seen = document.ways.get(way, 0) | (1 if directed else 2)
        if seen == 3 and document.ways.get(way) != 3:
            what = f"a directed and an undirected edge of one kind between {source!r} and {target!r}"
            document.add("edge-mixed-parallel", tag.line, what)
        document.ways[way] = seen
