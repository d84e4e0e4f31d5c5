"""Pajek: ``.net``, the network alone, and ``.paj``, a project with the network, its partitions and vectors.

``.net`` is what igraph, networkx, Gephi, Visone and others read: places, weights, and the kind of an edge as
its label. ``.paj`` is for Pajek itself, one file instead of a dozen ``.clu`` and ``.vec``: colours (Gephi warns
of Pajek's RGB), kinds as relations (igraph gives up at them), partitions by type, country and so on (every
column of texts or truth) and vectors of the measures (every column of numbers).

Pajek takes a file for UTF-8 only when it begins with a byte order mark (A. Mrvar, "How to use Unicode in
Pajek"); a comment line behind the mark keeps igraph, networkx and Gephi content. A label stands in double
quotes and cannot hold any: they become single ones, line breaks become blanks. Programs that go by labels
would merge namesakes, so these carry their id behind. Coordinates are scaled into 0.05–0.95, with y downwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from coopgraph.export.content import Content, Vertex, joined

_MARK = "\ufeff"
_EDGE, _NODE = 0.05, 0.9
_COUNTED = ("string", "boolean", "liststring")
_FREE = ("iri",)  # as many values as vertices: no partition


def lines(content: Content) -> Iterator[str]:
    """Yield a ``.net`` file line by line, each line ended by CR LF as Pajek writes them."""
    yield from _crlf(_MARK, (f"% {_plain(content.description)}", *_network(content, full=False)))


def project(content: Content) -> Iterator[str]:
    """Yield a ``.paj`` file line by line.

    The codes of a partition are numbered by the alphabet, 0 for what is not known; its name tells them.
    """
    yield from _crlf(_MARK, (f"% {_plain(content.description)}", f"*Network {_plain(content.title)}"))
    yield from _crlf("", _network(content, full=True))
    for column, kind in content.vertex_columns.items():
        if kind in _COUNTED and column not in _FREE:
            yield from _crlf("", _partition(content, column))
        elif kind not in _COUNTED:
            yield from _crlf("", _vector(content, column))


def _crlf(start: str, rows: Sequence[str] | Iterator[str]) -> Iterator[str]:
    for row in rows:
        yield f"{start}{row}\r\n"
        start = ""


def _network(content: Content, full: bool) -> Iterator[str]:
    """Yield the network; ``full`` with the colours and relations that Pajek itself knows and others trip over."""
    rows = content.rows()
    labels, places = _labels(content.vertices), _places(content.vertices)
    yield f"*Vertices {len(rows)}"
    for vertex in content.vertices:
        x, y = places[vertex.id]
        colour = f" ic RGB{vertex.colour.hex[1:].upper()}" if full else ""
        yield f'{rows[vertex.id]} "{labels[vertex.id]}" {x:.4f} {y:.4f} 0.5000{colour}'
    word = "*Arcs" if content.directed else "*Edges"
    kinds = sorted({edge.kind for edge in content.edges}) if full else [""]
    for number, kind in enumerate(kinds or [""], 1):
        yield f'{word} :{number} "{_label(kind)}"' if kind else word
        for edge in content.edges:
            if edge.kind == kind or not full:
                yield f'{rows[edge.source]} {rows[edge.target]} {edge.weight!r} l "{_label(edge.kind)}"'


def _labels(vertices: Sequence[Vertex]) -> dict[str, str]:
    labels = {vertex.id: _label(vertex.label) or _label(vertex.id) for vertex in vertices}
    often = Counter(labels.values())
    return {i: label if often[label] == 1 else f"{label} ({_label(i)})" for i, label in labels.items()}


def _label(text: str) -> str:
    r"""Return text that can stand between double quotes: no such quotes, line breaks or backslashes.

    >>> print(_label('The "first"\nof C:\\two'))
    The 'first' of C:/two
    """
    return _plain(text).replace('"', "'").replace("\\", "/")


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _places(vertices: Sequence[Vertex]) -> dict[str, tuple[float, float]]:
    """Return the places within the unit square, the same scale for x and y."""
    xs, ys = [v.at[0] for v in vertices], [v.at[1] for v in vertices]
    if not vertices:
        return {}
    span = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    return {
        v.id: (_EDGE + _NODE * (v.at[0] - min(xs)) / span, _EDGE + _NODE * (max(ys) - v.at[1]) / span) for v in vertices
    }


def _partition(content: Content, column: str) -> Iterator[str]:
    texts = [_text(vertex.facts, column) for vertex in content.vertices]
    codes = {name: i for i, name in enumerate(sorted(set(texts) - {""}), 1)}
    legend = ", ".join(f"{code} {_plain(name)}" for name, code in {"unknown": 0, **codes}.items())
    yield f"*Partition {column}: {legend}"
    yield f"*Vertices {len(texts)}"
    for name in texts:
        yield str(codes.get(name, 0))


def _text(facts: Mapping[str, object], column: str) -> str:
    fact = facts.get(column)
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return "" if fact is None else str(joined(fact) or "") if isinstance(fact, tuple) else str(fact)


def _vector(content: Content, column: str) -> Iterator[str]:
    yield f"*Vector {column}"
    yield f"*Vertices {len(content.vertices)}"
    for vertex in content.vertices:
        fact = vertex.facts.get(column)
        yield repr(float(fact)) if isinstance(fact, int | float) else "999999998"  # Pajek's missing value
