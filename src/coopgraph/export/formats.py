"""Formats by name and by suffix, and the shapes that a network can take in them.

    name             suffix            files
    gexf             .gexf             Gephi, Gephi Lite
    gexf-dynamic     .dynamic.gexf     Gephi with a timeline
    graphml          .graphml          Cytoscape, igraph, yEd
    pajek            .net              the network alone, for whatever reads Pajek's format
    pajek-project    .paj              Pajek itself: network, partitions, vectors
    cx2              .cx2              Cytoscape, NDEx
    graphology       .graphology.json  sigma.js, Gephi Lite
    gephi-csv        .gephi.csv        two files, x.nodes.csv and x.edges.csv, for Gephi's spreadsheet import
    vosviewer        .vos.txt          two files, x.map.txt and x.network.txt
    csv, tsv, json   .csv .tsv .json   the table of ties
    png, svg         .png .svg         a picture
    ttl, trig, …     .ttl .trig …      the graph as RDF

The longest suffix that fits wins; a name given outright beats the suffix. Of formats with several files the
path is the stem: its suffix gives way to theirs. Tables, pictures and RDF know the shape *ties* only. Each
format has a module of its own, which puts a :class:`~coopgraph.export.content.Content` into lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export import cx2, gexf, graphml, graphology, pajek, picture, rdf, shapes, sheets, table, vosviewer
from coopgraph.export.content import Content
from coopgraph.export.measured import measured
from coopgraph.export.write import write_text, writing
from coopgraph.network.measures import node_table
from coopgraph.network.network import Network

Lines = Callable[[Content], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of networks: its suffix, and of each file that it consists of the suffix and the lines."""

    suffix: str
    files: Mapping[str, Lines]


def _single(suffix: str, lines: Lines) -> Format:
    return Format(suffix, {suffix: lines})


FORMATS: Mapping[str, Format] = {
    "gexf": _single(".gexf", gexf.lines),
    "gexf-dynamic": _single(".dynamic.gexf", partial(gexf.lines, dynamic=True)),
    "graphml": _single(".graphml", graphml.lines),
    "pajek": _single(".net", pajek.lines),
    "pajek-project": _single(".paj", pajek.project),
    "cx2": _single(".cx2", cx2.lines),
    "graphology": _single(".graphology.json", graphology.lines),
    "gephi-csv": Format(".gephi.csv", {".nodes.csv": sheets.nodes, ".edges.csv": sheets.edges}),
    "vosviewer": Format(".vos.txt", {".map.txt": vosviewer.items, ".network.txt": vosviewer.links}),
}
"""The formats of networks by name; each takes every shape."""


def _table(network: Network, path: Path, form: str) -> None:
    write_text(path, table.pieces(network, form))


def _picture(network: Network, path: Path, form: str) -> None:
    picture.write(network, path)


TABLES_AND_PICTURES: Mapping[str, Callable[[Network, Path, str], None]] = {
    **dict.fromkeys(("csv", "tsv", "json"), _table),
    **dict.fromkeys(("png", "svg"), _picture),
}
GRAPHS = tuple(rdf.FORMATS)
SHAPES: Mapping[str, Callable[..., Content]] = {
    "ties": shapes.ties,
    "kinds": shapes.kinds,
    "flows": shapes.flows,
}
"""The shapes made of a network; the shape *events* is made of a participation table."""
EVENTS = "events"


def names() -> list[str]:
    """Return the names of all formats: of networks, tables, pictures and graphs."""
    return [*FORMATS, *TABLES_AND_PICTURES, *GRAPHS]


def format_of(path: Path) -> str:
    """Return the name of the format that the suffix of a path asks for. Raises UnknownName when none does.

    >>> format_of(Path("net.gexf")), format_of(Path("net.dynamic.gexf")), format_of(Path("ties.csv"))
    ('gexf', 'gexf-dynamic', 'csv')
    """
    suffixes = {f".{name}": name for name in (*TABLES_AND_PICTURES, *GRAPHS)}
    suffixes |= {form.suffix: name for name, form in FORMATS.items()}
    fitting = [suffix for suffix in suffixes if path.name.lower().endswith(suffix)]
    if not fitting:
        known = sorted(suffix[1:] for suffix in suffixes)
        raise UnknownName("file format", path.suffix.removeprefix(".").lower() or path.name, known)
    return suffixes[max(fitting, key=len)]


def write(content: Content, path: Path, form: str = "") -> tuple[Path, ...]:
    """Write a content in a format of networks, by its suffix when ``form`` is empty. Return the files written.

    A file is made piece by piece, and of several all take their places when the last is complete. Raises
    UnknownName for another format, and UsageError when a file cannot be written or an id cannot stand in this format.
    """
    name = form or format_of(path)
    if name not in FORMATS:
        raise UnknownName("format of networks", name, FORMATS)
    paths = _paths(path, FORMATS[name])
    with ExitStack() as begun:
        for place, lines in zip(paths, FORMATS[name].files.values(), strict=True):
            file = begun.enter_context(writing(place))
            for piece in lines(content):
                file.write(piece.encode())
    return paths


def _paths(path: Path, form: Format) -> tuple[Path, ...]:
    """Return where the files of a format go.

    >>> [p.name for p in _paths(Path("net.vos.txt"), FORMATS["vosviewer"])]
    ['net.map.txt', 'net.network.txt']
    """
    if len(form.files) == 1:
        return (path,)
    stem = path.name[: -len(form.suffix)] if path.name.lower().endswith(form.suffix) else path.stem
    return tuple(path.with_name(stem + suffix) for suffix in form.files)


def export(
    path: Path,
    network: Callable[[], Network],
    quads: Callable[[], Iterable[ox.Quad]],
    *,
    form: str = "",
    shape: str = "ties",
    events: Callable[[], Content] | None = None,
    dates: str = "generous",
    every: bool = False,
) -> Path:
    """Write a network or a graph; only what is asked for is made. Return the path, or the first of several.

    ``form`` is the name of a format, else the suffix tells; ``shape`` is *ties*, *kinds*, *flows* or *events*;
    for the last ``events`` gives the content (:func:`coopgraph.export.shapes.events`); ``dates`` is how spells read
    uncertain dates; with ``every`` the nodes carry every measure. Raises UnknownName for an unknown format or shape,
    and UsageError for what a format does not know or a file that cannot be written.
    """
    name = form or format_of(path)
    if name in FORMATS:
        content = _content(shape, network, events, dates)
        return write(measured(content, node_table(network())) if every else content, path, name)[0]
    if name not in names():
        raise UnknownName("file format", name, names())
    if every:
        raise UsageError(f"{name} has no columns for all measures; choose one of: {', '.join(FORMATS)}")
    if shape != "ties":
        raise UsageError(f"{name} has no shape {shape!r}; choose one of: {', '.join(FORMATS)}")
    if name in TABLES_AND_PICTURES:
        TABLES_AND_PICTURES[name](network(), path, name)
    else:
        with writing(path) as file:
            rdf.write(quads(), name, file)
    return path


def _content(shape: str, network: Callable[[], Network], events: Callable[[], Content] | None, dates: str) -> Content:
    if shape == EVENTS:
        if events is None:
            raise UsageError("the shape 'events' is made of a participation table; give events")
        return events()
    if shape not in SHAPES:
        raise UnknownName("shape", shape, [*SHAPES, EVENTS])
    return SHAPES[shape](network(), dates=dates)
