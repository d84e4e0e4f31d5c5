"""A built store as what new records are checked against: which ids it holds, and a copy of it to try them in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from coopgraph import assets
from coopgraph.loaders import table
from coopgraph.loaders.files import Files
from coopgraph.loaders.ids import Ids
from coopgraph.nquads import iri
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import COUNTRY, IDS, KINDS, PREFIXES, SLUG

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


class StoreIds(Ids):
    """The ids that a store describes, asked for one by one: there may be millions."""

    def __init__(self, store: ox.Store) -> None:
        super().__init__()
        self.store = store

    def has(self, kind: str, slug: str) -> bool:
        """Return whether an id is there."""
        if super().has(kind, slug):
            return True
        spelled = COUNTRY if kind == "country" else SLUG
        return kind in KINDS and bool(spelled.fullmatch(slug)) and is_there(self.store, iri(f"{kind}/{slug}"))

    def of(self, kind: str) -> list[str]:
        """Return the ids of a kind, sorted. Cost: goes with their number."""
        start = f"{IDS}{kind}/"
        found = self.store.quads_for_pattern(None, TYPE, ox.NamedNode(KINDS[kind])) if kind in KINDS else ()
        nodes = (quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode))
        return sorted({node.removeprefix(start) for node in nodes if node.startswith(start)}.union(super().of(kind)))


def is_there(store: ox.Store, node: str) -> bool:
    """Return whether a store says what a node is."""
    return any(True for _ in store.quads_for_pattern(ox.NamedNode(node), TYPE, None))


def with_countries(files: Files) -> Files:
    """Return files with the bundled countries that they have not themselves: a store holds only those in use.

    Raises InputError when the bundled table cannot be read.
    """
    path = assets.folder("data") / "countries.csv"
    here = {row.cells.get("id") for one in files.tables.get("countries", ()) for row in one.rows}
    found = table.read(path, path.name)
    found.rows[:] = [row for row in found.rows if row.cells.get("id") not in here]
    return files + Files({"countries": [found]})


@contextmanager
def copied(store: OxigraphStore) -> Iterator[ox.Store]:
    """Give a copy of a store, to be changed, for as long as the block lasts; the store itself stays as it is.

    The copy of a directory stands beside it and shares its files by hard links, so that it costs next to nothing;
    in the folder for temporary files when nothing may be written there. One in memory is copied quad by quad: a
    second for half a million.
    """
    if store.directory is None:
        copy = ox.Store()
        copy.bulk_extend(store.inner)
        yield copy
        return
    beside = Path(store.directory).resolve().parent
    place = beside if os.access(beside, os.W_OK) else None
    with TemporaryDirectory(prefix=".coopgraph-", dir=place, ignore_cleanup_errors=True) as folder:
        store.inner.backup(str(Path(folder) / "copy"))
        yield ox.Store(str(Path(folder) / "copy"))
