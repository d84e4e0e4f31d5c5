"""Tables to a queryable store by the bulk path: in memory, or on disk where that is asked for.

What the peers import before the time is taken, their engine, is imported before it here too: coopgraph itself imports
DuckDB only when there are tables.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb  # noqa: F401
import pyoxigraph as ox

from benchmarks import probe
from coopgraph import bulk
from coopgraph.store.oxigraph import OxigraphStore


def prepare(given: probe.Given) -> tuple[Path, TemporaryDirectory[str] | None]:
    """Say where the tables are, and where the store is to be."""
    parent = Path(given["tables"]).parent
    return Path(given["tables"]), _beside(parent) if given.get("disk") else None


def _beside(parent: Path) -> TemporaryDirectory[str]:
    return TemporaryDirectory(dir=parent, ignore_cleanup_errors=True)  # the store still tidies up


def work(ready: tuple[Path, TemporaryDirectory[str] | None]) -> tuple[OxigraphStore, TemporaryDirectory[str] | None]:
    """Load."""
    tables, place = ready
    store = OxigraphStore(Path(place.name) if place else None)
    bulk.load(tables, store)
    return store, place


def answer(made: tuple[OxigraphStore, TemporaryDirectory[str] | None], given: probe.Given) -> dict[str, int]:
    """Write the quads and count them."""
    store, place = made
    if given["first"] and given["compared"]:
        store.inner.dump(given["dump"], ox.RdfFormat.N_QUADS)
    count = len(store)
    del store, made
    if place:
        place.cleanup()
    return {"statements": count}


if __name__ == "__main__":
    probe.run(prepare, work, answer)
