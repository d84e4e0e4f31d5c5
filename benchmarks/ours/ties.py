"""To the ties of the network: from the participations, or from a filled store where that is asked for."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from benchmarks import probe
from coopgraph import network
from coopgraph.store.oxigraph import OxigraphStore


def filled(given: probe.Given) -> OxigraphStore:
    """Return the store, filled."""
    store = OxigraphStore()
    store.inner.bulk_load(path=given["quads"], format=ox.RdfFormat.N_QUADS)
    return store


def prepare(given: probe.Given) -> OxigraphStore | network.Participations:
    """Fill the store, and read it where that is not to be measured."""
    store = filled(given)
    return store if given.get("read") else network.read(store)


def work(ready: OxigraphStore | network.Participations) -> network.Network:
    """Tie the organizations."""
    table = network.read(ready) if isinstance(ready, OxigraphStore) else ready
    return network.cooperate(table, network.load("default"))


def answer(made: network.Network, given: probe.Given) -> dict[str, object]:
    """Write the ties (source, target, weight, events) and count them."""
    if given["first"]:
        lines = (f"{t.source},{t.target},{t.weight!r},{t.events}\n" for t in made.ties)
        Path(given["dump"]).write_text("".join(lines), "utf-8")
    return {"nodes": len(made.nodes), "ties": len(made.ties)}


if __name__ == "__main__":
    probe.run(prepare, work, answer)
