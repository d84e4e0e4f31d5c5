"""A file's suffix tells its format. ``NETWORKS`` and ``GRAPHS`` name them; each writer has a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from coopgraph.errors import UnknownName
from coopgraph.export import gexf, picture, rdf, table
from coopgraph.export.write import writing
from coopgraph.network.network import Network


def _table(network: Network, path: Path) -> None:
    table.write(table.ties(network), path, path.suffix[1:].lower())


NETWORKS: dict[str, Callable[[Network, Path], None]] = {
    "gexf": gexf.write,
    "csv": _table,
    "tsv": _table,
    "json": _table,
    "png": picture.write,
    "svg": picture.write,
}
GRAPHS = tuple(rdf.FORMATS)


def export(path: Path, network: Callable[[], Network], quads: Callable[[], Iterable[ox.Quad]]) -> Path:
    """Write a network or a graph, whichever the suffix asks for; only that one is made. Return the path.

    Raises UnknownName for a suffix that is neither, and UsageError where the file cannot be written.
    """
    form = path.suffix.removeprefix(".").lower()
    if form in NETWORKS:
        NETWORKS[form](network(), path)
    elif form in GRAPHS:
        data = rdf.serialize(quads(), form)
        with writing(path) as file:
            file.write(data)
    else:
        raise UnknownName("file format", form or path.name, [*NETWORKS, *GRAPHS])
    return path
