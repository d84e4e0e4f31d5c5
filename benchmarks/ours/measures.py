"""Every measure of the nodes and of the whole, of a network that is there.

The peers import their engine before the time is taken, and ours is imported then, too: coopgraph itself imports scipy
when there is something to measure.
"""

from __future__ import annotations

import json
from pathlib import Path

import scipy.sparse.csgraph  # noqa: F401

from benchmarks import probe
from benchmarks.ours import ties
from coopgraph.network import Network
from coopgraph.network.measures import graph_table, node_table
from coopgraph.table import Table, Thing


def prepare(given: probe.Given) -> Network:
    """Make the network."""
    return ties.work(ties.prepare(given))


def work(network: Network) -> tuple[Table, Table]:
    """Measure: the table of nodes and that of the whole."""
    return node_table(network), graph_table(network)


def answer(made: tuple[Table, Table], given: probe.Given) -> dict[str, object]:
    """Write the numbers: by measure and node, and by measure of the whole."""
    nodes, whole = made
    found: dict[str, dict[str, object]] = {}
    for row in nodes.rows:
        thing = row[0]
        assert isinstance(thing, Thing)
        for name, value in zip(nodes.columns[3:], row[3:], strict=True):
            if value is not None:
                found.setdefault(name, {})[thing.id.partition("/")[2]] = value
    found["whole"] = {str(row[0]): row[1] for row in whole.rows if row[1] is not None}
    if given["first"]:
        Path(given["dump"]).write_text(json.dumps(found), "utf-8")
    return {"nodes": len(nodes.rows), "note": nodes.note}


if __name__ == "__main__":
    probe.run(prepare, work, answer)
