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
from collections.abc import Iterable, Iterator, Mapping

from coopgraph.export.blocks import EdgeBlock, chosen
from coopgraph.export.content import Content, Value, joined

_MARK = "\ufeff"
_EDGE, _NODE = 0.05, 0.9
_COUNTED = ("string", "boolean", "liststring")
_FREE = ("iri",)  # as many values as vertices: no partition


def lines(content: Content) -> Iterator[str]:
    """Yield a ``.net`` file, some thousand lines at a time, each ended by CR LF as Pajek writes them."""
    yield _MARK + _crlf([f"% {_plain(content.description)}"])
    yield from map(_crlf, _network(content, full=False))


def project(content: Content) -> Iterator[str]:
    """Yield a ``.paj`` file, some thousand lines at a time.

    The codes of a partition are numbered by the alphabet, 0 for what is not known; its name tells them. The edges are
    walked over once for each kind.
    """
    yield _MARK + _crlf((f"% {_plain(content.description)}", f"*Network {_plain(content.title)}"))
    yield from map(_crlf, _network(content, full=True))
    for column, kind in content.vertex_columns.items():
        if kind in _COUNTED and column not in _FREE:
            yield _crlf(_partition(content, column))
        elif kind not in _COUNTED:
            yield _crlf(_vector(content, column))


def _crlf(rows: Iterable[str]) -> str:
    return "".join([f"{row}\r\n" for row in rows])


def _network(content: Content, full: bool) -> Iterator[Iterable[str]]:
    """Yield the network; ``full`` with the colours and relations that Pajek itself knows and others trip over."""
    yield [f"*Vertices {len(content.vertices)}"]
    yield from _vertices(content, full)
    rows = content.rows()
    word = "*Arcs" if content.directed else "*Edges"
    if not full:
        yield [word]
        for block in content.edge_blocks():
            yield _edges(block, rows)
        return
    kinds = sorted({kind for block in content.edge_blocks() for kind in block.kinds})
    for number, kind in enumerate(kinds or [""], 1):
        yield [f'{word} :{number} "{_label(kind)}"' if kind else word]
        for block in content.edge_blocks():
            yield _edges(chosen(block, [own == kind for own in block.kinds]), rows)


def _edges(block: EdgeBlock, rows: Mapping[str, int]) -> Iterator[str]:
    kinds = {kind: _label(kind) for kind in set(block.kinds)}
    for a, b, weight, kind in zip(block.sources, block.targets, block.weights, block.kinds, strict=True):
        yield f'{rows[a]} {rows[b]} {weight!r} l "{kinds[kind]}"'


def _vertices(content: Content, full: bool) -> Iterator[list[str]]:
    number, unique, scaled = 0, _Unique(content), _Scale(content)
    for block in content.vertex_blocks():
        lines = []
        for name, label, at, colour in zip(block.ids, block.labels, block.at, block.colours, strict=True):
            number += 1
            place = scaled(at) if "at" in content.looks else ""
            shade = f" ic RGB{colour.hex[1:].upper()}" if full and "colour" in content.looks else ""
            lines.append(f'{number} "{unique(name, label)}"{place}{shade}')
        yield lines


class _Unique:
    """Labels of which none comes twice: namesakes carry their id behind."""

    def __init__(self, content: Content) -> None:
        self.often = Counter(
            _label(label) or _label(name)
            for block in content.vertex_blocks()
            for name, label in zip(block.ids, block.labels, strict=True)
        )

    def __call__(self, name: str, label: str) -> str:
        plain = _label(label) or _label(name)
        return plain if self.often[plain] == 1 else f"{plain} ({_label(name)})"


class _Scale:
    """Places within the unit square, the same scale for x and y."""

    def __init__(self, content: Content) -> None:
        boxes = [
            (min(x for x, _ in b.at), max(x for x, _ in b.at), min(y for _, y in b.at), max(y for _, y in b.at))
            for b in content.vertex_blocks()
        ] or [(0.0, 0.0, 0.0, 0.0)]
        self.left, self.top = min(box[0] for box in boxes), max(box[3] for box in boxes)
        width, height = max(box[1] for box in boxes) - self.left, self.top - min(box[2] for box in boxes)
        self.span = max(width, height) or 1.0

    def __call__(self, at: tuple[float, float]) -> str:
        x, y = _EDGE + _NODE * (at[0] - self.left) / self.span, _EDGE + _NODE * (self.top - at[1]) / self.span
        return f" {x:.4f} {y:.4f} 0.5000"


def _label(text: str) -> str:
    r"""Return text that can stand between double quotes: no such quotes, line breaks or backslashes.

    >>> print(_label('The "first"\nof C:\\two'))
    The 'first' of C:/two
    """
    return _plain(text).replace('"', "'").replace("\\", "/")


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _column(content: Content, column: str) -> Iterator[Value]:
    return (fact for block in content.vertex_blocks() for fact in block.facts[column])


def _partition(content: Content, column: str) -> Iterator[str]:
    texts = [_text(fact) for fact in _column(content, column)]
    codes = {name: i for i, name in enumerate(sorted(set(texts) - {""}), 1)}
    legend = ", ".join(f"{code} {_plain(name)}" for name, code in {"unknown": 0, **codes}.items())
    yield f"*Partition {column}: {legend}"
    yield f"*Vertices {len(texts)}"
    for name in texts:
        yield str(codes.get(name, 0))


def _text(fact: Value) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return "" if fact is None else str(joined(fact) or "") if isinstance(fact, tuple) else str(fact)


def _vector(content: Content, column: str) -> Iterator[str]:
    yield f"*Vector {column}"
    yield f"*Vertices {len(content.vertices)}"
    for fact in _column(content, column):
        yield repr(float(fact)) if isinstance(fact, int | float) else "999999998"  # Pajek's missing value
