"""Writing GEXF from arrays beside ``networkx.write_gexf``: time, memory, and what is read back.

Each side is a process of its own that makes the same random network (labels, weights), writes it and reports its time
of writing and its peak of memory, making the network included; the run of least CPU time counts, the sides in turn.
Both files are read back before: numbers of nodes and edges, sum of weights, ours against the XSD when its place is
given. Run it with ``python benchmarks/gexf.py [--nodes N] [--edges N] [--schema gexf.xsd]``.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import textwrap
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

SETUP = """
import json, resource, sys, time
from pathlib import Path
import numpy as np
path, nodes, edges = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(0)
pairs = np.unique(rng.integers(0, nodes * nodes, edges * 5 // 2 + 10))
source, target = pairs // nodes, pairs % nodes
pairs = np.sort(rng.permutation(pairs[source < target])[:edges])
source, target, weight = pairs // nodes, pairs % nodes, np.round(rng.random(len(pairs)) * 9 + 1, 3)
names = [f"org/{i:06d}" for i in range(nodes)]
labels = [f"Organization & partners, number {i}" for i in range(nodes)]
def done(start):
    seconds, cpu = time.perf_counter() - start[0], time.process_time() - start[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"nodes": nodes, "edges": len(pairs), "sum": float(weight.sum())}
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mb": peak, **told}))
"""
SIDES = {
    "coopgraph": """
        from coopgraph.export import gexf
        from coopgraph.export.arrays import EdgeArrays, NodeArrays
        start = time.perf_counter(), time.process_time()
        gexf.write_arrays(path, NodeArrays(names, labels), EdgeArrays(source, target, weight))
        done(start)
        """,
    "networkx": """
        import networkx as nx
        graph = nx.Graph()
        graph.add_nodes_from((name, {"label": label}) for name, label in zip(names, labels))
        ends = zip(source.tolist(), target.tolist(), weight.tolist())
        graph.add_weighted_edges_from((names[a], names[b], w) for a, b, w in ends)
        start = time.perf_counter(), time.process_time()
        nx.write_gexf(graph, path)
        done(start)
        """,
}


def run(side: str, path: Path, nodes: int, edges: int) -> dict[str, float]:
    """Write once in a process of its own; return seconds, peak memory in MB, and what was written."""
    code = SETUP + textwrap.dedent(SIDES[side])
    command = [sys.executable, "-c", code, str(path), str(nodes), str(edges)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def read(path: Path) -> tuple[int, int, float]:
    """Return the number of nodes, the number of edges and the sum of weights of a GEXF file."""
    from lxml import etree

    nodes = edges = 0
    total = 0.0
    for _, element in etree.iterparse(path, tag=("{*}node", "{*}edge")):
        if etree.QName(element).localname == "node":
            nodes += 1
        else:
            edges += 1
            total += float(element.get("weight"))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    return nodes, edges, total


def check(path: Path, wanted: dict[str, float], schema: Path | None) -> None:
    """Stop the run when a file does not hold the network, or does not fit the schema."""
    nodes, edges, total = read(path)
    if (nodes, edges) != (wanted["nodes"], wanted["edges"]) or abs(total - wanted["sum"]) > 1e-6 * total:
        sys.exit(f"{path.name}: wrong content: {nodes} nodes, {edges} edges, weights {total}; wanted {wanted}")
    if schema is not None:
        from lxml import etree

        fits = etree.XMLSchema(etree.parse(schema)).validate(etree.parse(path))
        print(f"{path.name}: {nodes} nodes, {edges} edges, {path.stat().st_size / 1e6:.0f} MB, valid: {fits}")


def apart(path: Path, wanted: dict[str, float], schema: Path | None) -> None:
    """Check in a process of its own: a process hands its peak of memory on to those that it starts."""
    checking = get_context("spawn").Process(target=check, args=(path, wanted, schema))
    checking.start()
    checking.join()
    if checking.exitcode:
        sys.exit(checking.exitcode)


def main() -> None:
    """Print seconds and memory of both sides, and the ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--schema", type=Path)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, networkx {version('networkx')}, numpy {version('numpy')}")
    best: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.runs):
            for side in SIDES:
                path = Path(folder) / f"{side}.gexf"
                found = run(side, path, options.nodes, options.edges)
                if number == 0:
                    apart(path, found, options.schema)
                if side not in best or found["cpu"] < best[side]["cpu"]:
                    best[side] = found
    for side, found in best.items():
        print(f"{side:<12}{found['cpu']:7.2f} s CPU {found['seconds']:7.2f} s {found['mb']:7.0f} MB")
    ours, theirs = best["coopgraph"], best["networkx"]
    cpu, seconds, memory = (theirs[name] / ours[name] for name in ("cpu", "seconds", "mb"))
    print(f"{'ratio':<12}{cpu:7.1f}       {seconds:7.1f}   {memory:7.1f}")


if __name__ == "__main__":
    main()
