"""Tables to a queryable store by the bulk path: in memory, or on disk where that is asked for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from benchmarks import probe
from coopgraph import bulk


def prepare(given: probe.Given) -> tuple[Path, TemporaryDirectory[str] | None]:
    """Say where the tables are, and where the store is to be."""
    return Path(given["tables"]), TemporaryDirectory(dir=Path(given["tables"]).parent) if given.get("disk") else None


def work(ready: tuple[Path, TemporaryDirectory[str] | None]) -> tuple[ox.Store, TemporaryDirectory[str] | None]:
    """Load."""
    tables, place = ready
    store = ox.Store(place.name) if place else ox.Store()
    bulk.load(tables, store)
    return store, place


def answer(made: tuple[ox.Store, TemporaryDirectory[str] | None], given: probe.Given) -> dict[str, int]:
    """Write the quads and count them."""
    store, place = made
    if given["first"]:
        store.dump(given["dump"], ox.RdfFormat.N_QUADS)
    count = len(store)
    del store, made
    if place:
        place.cleanup()
    return {"statements": count}


if __name__ == "__main__":
    probe.run(prepare, work, answer)
