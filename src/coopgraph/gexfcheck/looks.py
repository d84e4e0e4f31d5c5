"""Colours, places and sizes: what Gephi fails at, and what it does not read."""

from __future__ import annotations

import re

from coopgraph.gexfcheck.document import Document, Element
from coopgraph.gexfcheck.numbers import fits, java_float, python_float, python_takes
from coopgraph.gexfcheck.scan import Tag

READ = ("color", "position", "size", "shape", "thickness")
_HEX, _SHORT = re.compile(r"(#|0[xX])[0-9a-fA-F]{6}"), re.compile(r"(#|0[xX])[0-9a-fA-F]{1,5}")
_NAMES = {
    "black", "blue", "cyan", "darkgray", "gray", "green", "lightgray", "magenta", "orange", "pink", "red", "white",
    "yellow",
}  # fmt: skip


def look(document: Document, tag: Tag, of: Element) -> None:
    """Check an element of the viz module."""
    _space(document, tag)
    _networkx(document, tag, of)
    if tag.name == "color":
        _colour(document, tag, of)
    elif tag.name in ("shape", "thickness"):
        document.add("viz-unread", tag.line, f"Gephi does not read the {tag.name} of {of}")
    elif of.kind == "node" and tag.name == "position":
        _position(document, tag, of)
    elif of.kind == "node":
        _size(document, tag, of)


def finish(document: Document) -> None:
    """Report what can be said of all nodes or edges together."""
    counts, graph = document.counts, document.graph
    for of in ("node", "edge"):
        if counts.transparent[of] and not counts.opaque[of]:
            line = counts.transparent_line[of]
            document.add("all-transparent", line, f"all {of}s that have an opacity are transparent")
    if document.nodes and not counts.positions:
        document.add("no-positions", graph.line or 1, "no node has a position")


def _space(document: Document, tag: Tag) -> None:
    if tag.prefix:
        if document.findings.first("viz-prefix"):
            document.add("viz-prefix", tag.line, f"the schema knows <{tag.name}>, not <{tag.written}>")
        root = document.graph_space
        if tag.namespace != f"{root}/viz" and document.findings.first("viz-namespace"):
            document.add("viz-namespace", tag.line, f"networkx does not read <{tag.written}> in {tag.namespace!r}")
    elif document.findings.first("viz-namespace"):
        document.add("viz-namespace", tag.line, f"networkx does not read <{tag.name}> without the prefix viz")


def _networkx(document: Document, tag: Tag, of: Element) -> None:
    """Report what networkx fails at: it reads the namespace of the root with /viz behind, of nodes only."""
    if of.kind != "node" or tag.namespace != f"{document.graph_space}/viz":
        return
    whole, wanted = {"color": (("r", "g", "b"), ("a",)), "position": ((), ("x", "y", "z"))}.get(tag.name, ((), ()))
    broken = [name for name in whole if not python_takes(tag.get(name), "integer")]
    broken += [name for name in wanted if name in tag.attributes and not python_float(tag.get(name))]
    if tag.name in ("size", "thickness") and not python_float(tag.get("value")):
        broken.append("value")
    if broken:
        document.add("viz-networkx", tag.line, f"{broken[0]}={tag.get(broken[0])!r} of {of} is no number")


def _colour(document: Document, tag: Tag, of: Element) -> None:
    written, opacity, line = tag.get("hex"), tag.get("a"), tag.line
    if written:
        _hex(document, tag, of)
        return
    for channel in ("r", "g", "b"):
        text = tag.get(channel)
        if not text:
            document.add("colour-gap", line, f"the colour of {of} has no {channel}")
        elif not fits(text, "integer"):
            document.add("colour-word", line, f"{channel}={text!r} of {of} is no whole number")
        elif not 0 <= int(text) <= 255:
            document.add("colour-range", line, f"{channel}={text} of {of} is not between 0 and 255; 0 is taken")
    if opacity:
        _opacity(document, tag, of)


def _opacity(document: Document, tag: Tag, of: Element) -> None:
    number, counts = java_float(tag.get("a")), document.counts
    if number is None:
        document.add("opacity-word", tag.line, f"the opacity {tag.get('a')!r} of {of} is no number")
        return
    if not 0 <= number <= 1:
        document.add("opacity-range", tag.line, f"the opacity {tag.get('a')} of {of} is not between 0 and 1")
        number = 1.0
    if int(number * 255) == 0:
        counts.transparent[of.kind] += 1
        counts.transparent_line.setdefault(of.kind, tag.line)
    else:
        counts.opaque[of.kind] += 1


def _hex(document: Document, tag: Tag, of: Element) -> None:
    written, line = tag.get("hex"), tag.line
    readable = _HEX.fullmatch(written) or _SHORT.fullmatch(written) or written.lower() in _NAMES
    if not readable:
        document.add("colour-hex", line, f"the colour {written!r} of {of} is none; it is left out")
    elif _SHORT.fullmatch(written):
        document.add("colour-hex-short", line, f"the colour {written!r} of {of} has less than six digits")
    if tag.get("a"):
        document.add("colour-hex-opacity", line, f"hex and opacity stand together in the colour of {of}")
    else:
        document.counts.opaque[of.kind] += 1


def _position(document: Document, tag: Tag, of: Element) -> None:
    for axis in ("x", "y", "z"):
        text = tag.get(axis)
        if text and java_float(text) is None:
            document.add("position-word", tag.line, f"{axis}={text!r} of {of} is no number")
        elif not text and axis != "z":
            document.add("position-gap", tag.line, f"the position of {of} has no {axis}")
    if any((java_float(tag.get(axis)) or 0) != 0 for axis in ("x", "y")):
        document.counts.positions += 1


def _size(document: Document, tag: Tag, of: Element) -> None:
    names, line = list(tag.attributes), tag.line
    if not names:
        document.add("size-missing", line, f"the size of {of} has no value")
        return
    if names[0] != "value":
        document.add("size-unread", line, f"the size of {of} begins with {names[0]!r}")
        return
    text = tag.get("value")
    number = java_float(text)
    if text and number is None:
        document.add("size-word", line, f"the size {text!r} of {of} is no number")
    elif number is not None and number < 0:
        document.add("size-negative", line, f"the size {text} of {of} is below 0")
