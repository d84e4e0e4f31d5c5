"""A graph as Turtle, TriG, JSON-LD, N-Triples or N-Quads: sorted, so that two runs and a diff agree.

Turtle and N-Triples hold the union of the named graphs; TriG, JSON-LD and N-Quads keep the graphs apart. A large
graph is sorted by runs in temporary files (:mod:`coopgraph.export.sorting`) and written as it is merged, so that the
promise of the same bytes holds for graphs of any size, in the memory of one run.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import pyoxigraph as ox

from coopgraph.errors import UnknownName
from coopgraph.export.blocks import batches
from coopgraph.export.sorting import ordered
from coopgraph.vocab import PREFIXES

FORMATS: dict[str, ox.RdfFormat] = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
}
_WITHOUT_GRAPHS = ("ttl", "nt")
_FOR_READING = ("ttl", "trig")
_LINES = ("nt", "nq")
_TYPE = PREFIXES["rdf"] + "type"
_DEFAULT = str(ox.DefaultGraph())


def serialize(quads: Iterable[ox.Quad], form: str) -> bytes:
    """Return quads in a format, as :func:`write` writes them. Raises UnknownName for one that is not in ``FORMATS``."""
    file = io.BytesIO()
    write(quads, form, file)
    return file.getvalue()


def write(quads: Iterable[ox.Quad], form: str, file: BinaryIO) -> None:
    """Write quads in a format into an open file, sorted by graph, subject, predicate and object; rdf:type comes first.

    The same quads in any order, and however often each, give the same bytes. Takes about five seconds and 150 MB for
    a million quads, and no more memory for more. Raises UnknownName for a format that is not in ``FORMATS``.
    """
    if form not in FORMATS:
        raise UnknownName("RDF format", form, FORMATS)
    flat = form in _WITHOUT_GRAPHS
    with ordered(_record(quad, flat) for quad in quads) as records:
        lines = ("".join(map(_line, some)).encode() for some in batches(records))
        if form in _LINES:
            written = sum(file.write(some) for some in lines)
            file.write(b"" if written else b"\n")
            return
        found = ox.parse(cast("BinaryIO", _Lines(lines)), format=ox.RdfFormat.N_QUADS)
        rows = (quad.triple for quad in found) if flat else found
        output = _Tidy(file) if form in _FOR_READING else _Ended(file)
        ox.serialize(rows, cast("BinaryIO", output), format=FORMATS[form], prefixes=PREFIXES)
        output.end()


def of_triples(triples: Iterable[ox.Triple]) -> str:
    """Return triples as Turtle, sorted: the answer of a CONSTRUCT or DESCRIBE."""
    return serialize((ox.Quad(t.subject, t.predicate, t.object) for t in triples), "ttl").decode()


def _record(quad: ox.Quad, flat: bool) -> str:
    """Return a quad as a line that sorts as it shall: NUL parts the fields, for no term can hold it unescaped."""
    predicate = quad.predicate.value
    graph = "" if flat else str(quad.graph_name)
    return f"{graph}\0{quad.subject}\0{'' if predicate == _TYPE else predicate}\0{quad.object}\n"


def _line(record: str) -> str:
    """Return the line of N-Quads of a record."""
    graph, subject, predicate, value = record[:-1].split("\0")
    named = "" if graph in ("", _DEFAULT) else f" {graph}"
    return f"{subject} <{predicate or _TYPE}> {value}{named} .\n"


class _Lines:
    """Blocks of lines as a file to be read."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks, self._rest = blocks, memoryview(b"")

    def read(self, size: int) -> bytes:
        self._rest = self._rest or memoryview(next(self._blocks, b""))
        some, self._rest = self._rest[:size], self._rest[size:]
        return bytes(some)


class _Ended:
    """A file that ends with one line end, however many are written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._ends = file, 0

    def write(self, data: bytes) -> int:
        kept = data.rstrip(b"\n")
        if kept:
            self._file.write(b"\n" * self._ends + kept)
            self._ends = 0
        self._ends += len(data) - len(kept)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the file is flushed by whom it belongs to."""

    def end(self) -> None:
        """Write the line end."""
        self._file.write(b"\n")


class _Tidy(_Ended):
    """A file of Turtle or TriG with its prefixes sorted (the writer's order differs from run to run) and a blank line
    before each subject or graph."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._prefixes: list[bytes] = []
        self._rest = b""
        self._began = False

    def write(self, data: bytes) -> int:
        *lines, self._rest = (self._rest + data).split(b"\n")  # not splitlines: literals may hold U+2028 and its like
        self._tidied(lines)
        return len(data)

    def _tidied(self, lines: list[bytes]) -> None:
        body: list[bytes] = []
        for line in lines:
            if line.startswith(b"@prefix"):
                self._prefixes.append(line)
            else:
                body += [line] if line.startswith((b"\t", b" ", b"}")) else [b"", line]
        if body and not self._began:
            self._began = True
            body = [*sorted(self._prefixes), *body]
        if body:
            super().write(b"\n".join(body) + b"\n")

    def end(self) -> None:
        self._tidied([self._rest] if self._rest or not self._began else [])
        super().end()
