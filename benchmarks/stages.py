"""Each stage of the main job beside the tool a user would pick instead: time and memory, as ratios.

Run it with ``make bench``. Every measurement is a process of its own; the best of several runs counts, ours and the
peer's in turn. Answers are compared before times are: a faster wrong answer stops the run.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import textwrap
from importlib.metadata import version

PRELUDE = """
import resource, sys, time, json
def done(answer, start):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - start, "mb": peak, "answer": answer}))
"""
DATA = """
from coopgraph import build
nquads = build.load().store.inner.dump(format=__import__("pyoxigraph").RdfFormat.N_QUADS)
lines = nquads.splitlines()
copies = int(sys.argv[1])
text = b"\\n".join(l.replace(b"/id/", b"/id%d/" % n) for n in range(copies) for l in lines)
"""
QUERY = """
q = '''PREFIX cg: <https://w3id.org/coopgraph/ontology#>
SELECT (COUNT(*) AS ?n) WHERE { ?p cg:activity ?e ; cg:participant ?a . ?q cg:activity ?e ; cg:participant ?b .
FILTER(STR(?a) < STR(?b)) }'''
"""
STAGES: dict[str, tuple[str, str, str]] = {
    "load N-Quads": (
        DATA,
        """
        from coopgraph.store.oxigraph import OxigraphStore
        start = time.perf_counter(); store = OxigraphStore(); store.load(text); done(len(store), start)
        """,
        """
        import rdflib
        start = time.perf_counter(); d = rdflib.Dataset(); d.parse(data=text, format="nquads")
        done(sum(len(g) for g in d.graphs()), start)
        """,
    ),
    "ask for co-participants": (
        DATA + QUERY,
        """
        from coopgraph.store.oxigraph import OxigraphStore
        store = OxigraphStore(); store.load(text)
        start = time.perf_counter(); n = int(store.select(q).rows[0][0].value); done(n, start)
        """,
        """
        import rdflib
        d = rdflib.Dataset(default_union=True); d.parse(data=text, format="nquads")
        start = time.perf_counter(); n = int(list(d.query(q))[0][0]); done(n, start)
        """,
    ),
    "write GEXF": (
        """
import os, tempfile
from pathlib import Path
from coopgraph import Graph
network = Graph.load().network(); times = int(sys.argv[1])
path = Path(tempfile.mkdtemp()) / "n.gexf"
""",
        """
        from coopgraph.export import gexf
        start = time.perf_counter()
        for _ in range(times): gexf.write(network, path)
        done(len(network.ties), start)
        """,
        """
        import networkx as nx
        g = network.to_networkx(); start = time.perf_counter()
        for _ in range(times):
            nx.betweenness_centrality(g); nx.spring_layout(g, seed=0); nx.write_gexf(g, path)
        done(g.number_of_edges(), start)
        """,
    ),
    "answer --help": (
        "import subprocess\n",
        """
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "coopgraph", "--help"], check=True, capture_output=True); done(0, start)
        """,
        """
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import rdflib, pyshacl, networkx"], check=True); done(0, start)
        """,
    ),
}


def measure(code: str, copies: int) -> dict[str, float]:
    """Run one measurement in a process of its own; return seconds, peak memory in MB, and the answer."""
    ran = subprocess.run([sys.executable, "-c", code, str(copies)], check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return answer


def main() -> None:
    """Print a table of all stages: coopgraph, the peer, the ratio."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--copies", type=int, default=20, help="how many copies of the dataset to work on")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    packages = ("pyoxigraph", "rdflib", "networkx")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{p} {version(p)}" for p in packages))
    print(f"{options.copies} copies of the dataset; best of {options.runs} runs, in turn\n")
    print(f"{'stage':<26}{'coopgraph':>20}{'peer':>20}{'ratio':>8}")
    for stage, (setup, ours, peer) in STAGES.items():
        best: list[dict[str, float]] = [{}, {}]
        for _ in range(options.runs):
            for side, code in enumerate((ours, peer)):
                found = measure(PRELUDE + setup + textwrap.dedent(code), options.copies)
                if not best[side] or found["seconds"] < best[side]["seconds"]:
                    best[side] = found
        if best[0]["answer"] != best[1]["answer"]:
            sys.exit(f"{stage}: different answers: {best[0]['answer']} and {best[1]['answer']}")
        cells = [f"{b['seconds']:.3f} s {b['mb']:5.0f} MB" for b in best]
        print(f"{stage:<26}{cells[0]:>20}{cells[1]:>20}{best[1]['seconds'] / best[0]['seconds']:>8.1f}")


if __name__ == "__main__":
    main()
