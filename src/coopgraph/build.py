"""The one place that knows the order: load, triples, store, validate, derive, write.

load      curated files       -> records            (every problem at once, or none)
triples   records             -> N-Quads, origins
store     N-Quads, vocabulary -> a store
validate  records, N-Quads    -> a report           (before anything is derived)
derive    saved CONSTRUCTs    -> graph *derived*, in the store
write     store               -> files, each written whole or not at all

Rooms that only some of this needs are imported where it does: to open a store that is there should cost nothing else.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph import assets, ontology
from coopgraph.errors import InputError, UsageError
from coopgraph.nquads import Origins, Quads, lines_of
from coopgraph.source import Source
from coopgraph.store.base import Store
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import GRAPHS, graph

if TYPE_CHECKING:
    from coopgraph import bulk
    from coopgraph.records import Records

STORE_NAME = "oxigraph"
ORIGINS_NAME = "origins.csv"
_AGAIN = "make one: coopgraph build --store {}"


@dataclass(slots=True)
class Built:
    """A dataset, loaded: its records, their quads, a store that holds all five named graphs, and the folder that it
    was read from."""

    records: Records
    quads: Quads
    store: Store
    folder: Path

    @property
    def origins(self) -> Origins:
        """Where each node was written down."""
        return self.quads.origins


def bundled() -> Path:
    """Return the folder of the dataset that comes with coopgraph."""
    return assets.folder("data")


def load(folder: Path | None = None) -> Built:
    """Return a dataset (the bundled one by default) in an in-memory store, derived triples included.

    Raises RecordsError and InputError as :func:`coopgraph.loaders.dataset.load` does.
    """
    from coopgraph.loaders import dataset
    from coopgraph.triples import quads

    folder = folder or bundled()
    records = dataset.load(folder)
    made = quads(records)
    store = OxigraphStore()
    fill(store, made)
    return Built(records, made, store, folder.resolve())


def fill(store: Store, made: Quads) -> None:
    """Load quads and the vocabulary into a store, then derive."""
    store.load(lines_of([made.lines, ontology.nquads()]))
    derive(store)


def derive(store: Store) -> int:
    """Run the saved CONSTRUCT queries, put their triples into graph *derived*, return how many there are."""
    count = 0
    for path in assets.files("queries", "derive/*.rq"):
        answer = store.query(path.read_text("utf-8"))
        if not isinstance(answer, list):
            raise UsageError(f"{path}: not a CONSTRUCT query")
        lines = {f"{t} <{graph('derived')}> ." for t in answer}
        store.load(lines_of([lines]))
        count += len(lines)
    return count


def write(built: Built, out: Path) -> list[Path]:
    """Write the graph (N-Quads, TriG), the origins and a manifest; return the paths.

    The same records give the same bytes. Each file appears whole or not at all.
    """
    from coopgraph.export import rdf

    nquads = rdf.serialize(built.store.quads(), "nq")
    files = {
        "coopgraph.nq": nquads,
        "coopgraph.trig": rdf.serialize(built.store.quads(), "trig"),
        ORIGINS_NAME: origins_table(built.origins, built.records.folder).encode(),
        "manifest.json": manifest(built, nquads).encode(),
    }
    for name, data in files.items():
        put(out / name, data)
    return [out / name for name in files]


def put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, making its folder. Raises UsageError where that cannot be."""
    from coopgraph.export.write import writing

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path.parent}: cannot be made ({error.strerror}); choose another place") from error
    with writing(path) as file:
        file.write(data)


def manifest(built: Built, nquads: bytes) -> str:
    """Return what is needed to tell two builds apart, as JSON: versions, counts, the digest of the N-Quads."""
    from importlib.metadata import version

    counts = {name: sum(1 for _ in built.store.quads(graph(name))) for name in GRAPHS}
    body = {
        "coopgraph": version("coopgraph"),
        "pyoxigraph": version("pyoxigraph"),
        "records": len(built.records.named),
        "claims": len(built.records.claims),
        "quads": counts,
        "sha256": hashlib.sha256(nquads).hexdigest(),
    }
    return json.dumps(body, indent=2) + "\n"


def origins_table(origins: Origins, folder: str = "") -> str:
    """Return node, property, file, row and field of every origin as CSV, sorted; files as seen from ``folder``."""
    rows = [(node, "", s) for node, s in origins.nodes.items()]
    rows += [(node, prop, s) for (node, prop), s in origins.properties.items()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("node", "property", "file", "row", "field"))
    places = ((node, prop, s.file.removeprefix(f"{folder}/"), s.row, s.field) for node, prop, s in sorted(rows))
    writer.writerows(places)
    return out.getvalue()


def save(built: Built, directory: Path) -> None:
    """Put the graph into an on-disk store at ``directory``: built beside it, then swapped in.

    Raises UsageError when the directory holds something else, so that nothing of the user's is overwritten, and
    where it cannot be written; the store that stood there then still does.
    """
    with _beside(directory) as beside:
        store = OxigraphStore(beside / STORE_NAME)
        store.load("".join(f"{q} .\n" for q in built.store.quads()).encode())
        _accompany(beside, store, built.folder)
        store.close()
        put(beside / ORIGINS_NAME, origins_table(built.origins, built.records.folder).encode())


def _accompany(directory: Path, store: OxigraphStore, folder: Path) -> None:
    """Put beside a store the table of its names and, if the dataset has one, the profile of the checks."""
    from coopgraph.validation import nameindex
    from coopgraph.validation.profile import IN_DATA

    put(directory / nameindex.NAME, nameindex.table(store.inner).encode())
    if (folder / IN_DATA).is_file():
        put(directory / IN_DATA, (folder / IN_DATA).read_bytes())


def save_tables(tables: Path, directory: Path, tell: bulk.Tell | None = None) -> bulk.Loaded:
    """Put a folder of tables (claims.csv or claims.parquet among them) into an on-disk store, in bulk.

    For large data: a gigabyte of memory for 10,000 events, 1.7 for 100,000, 6 for 1,000,000. ``tell`` is told how many
    of how many bytes are in. Raises RecordsError with every problem of the tables, InputError for a table that cannot
    be read, and UsageError as :func:`save` does. Cost: 20 seconds of CPU and 600 megabytes of disk for 10,000 events; 5
    minutes and 3.5 gigabytes for 100,000, 73 minutes and 30 gigabytes for 1,000,000; while it works, twice that on the
    disk.
    """
    from coopgraph import bulk

    with _beside(directory) as beside:
        store = OxigraphStore(beside / STORE_NAME)
        loaded = bulk.load(tables, store, bulk.Wishes(beside, beside / ORIGINS_NAME, derive=True, tell=tell))
        _accompany(beside, store, tables)
        store.close()
    return loaded


@contextmanager
def _beside(directory: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of a store's when the block ends well, and vanishes when not."""
    place = directory.resolve()
    if place.exists() and not place.is_dir():
        raise UsageError(f"{directory}: is a file; give an empty folder, or one that does not exist")
    if place.exists() and any(place.iterdir()) and not (place / STORE_NAME).is_dir():
        raise UsageError(f"{directory}: holds something that is not a coopgraph store; give an empty folder")
    beside = place.with_name(f".{place.name}-{os.getpid()}")
    try:
        beside.mkdir(parents=True)
        yield beside
        _swap(beside, place)
    except OSError as error:
        raise UsageError(f"{directory}: cannot be written ({error.strerror}); choose another place") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(new: Path, place: Path) -> None:
    """Move a folder to a place; what stood there goes when that has worked, and else is put back."""
    old = place.with_name(f".{place.name}-old")
    if place.exists():
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def open_graph(directory: Path) -> OxigraphStore:
    """Open the graph that :func:`save` wrote, to read it. Raises InputError when the directory holds none.

    Where its nodes were written down, of which there may be millions, :func:`origins_of` tells.
    """
    if not (directory / STORE_NAME).is_dir():
        raise InputError(f"{directory}: holds no coopgraph store; {_AGAIN.format(directory)}")
    return OxigraphStore(directory / STORE_NAME, read_only=True)


def origins_of(directory: Path) -> Origins:
    """Return where the nodes of a store were written down. Raises InputError when the file is missing or broken.

    Cost: a second for 10,000 events.
    """
    try:
        return _origins((directory / ORIGINS_NAME).read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        why = f"{directory / ORIGINS_NAME}: is missing or not as it was written"
        raise InputError(f"{why}; {_AGAIN.format(directory)}") from None


def _origins(table: str) -> Origins:
    """Return what :func:`origins_table` wrote."""
    origins = Origins()
    for row in csv.DictReader(io.StringIO(table, newline="")):
        place = Source(row["file"], int(row["row"]), row["field"])
        if row["property"]:
            origins.properties[row["node"], row["property"]] = place
        else:
            origins.nodes[row["node"]] = place
    return origins
