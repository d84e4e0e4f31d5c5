"""The measures that igraph has (GPL; only measured here, never a part of coopgraph). Weights are floats throughout:
with whole numbers from numpy some of its measures silently ignore them."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import igraph

from benchmarks import probe

PARTS = 720720  # as in networkx_measures, which would have to be imported with networkx


def prepare(given: probe.Given) -> igraph.Graph:
    """Return the graph of the ties."""
    folder = Path(given["folder"])
    with (folder / "nodes.csv").open(encoding="utf-8", newline="") as stream:
        names = [row["id"] for row in csv.DictReader(stream)]
    with (folder / "ties.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(row["source"], row["target"], float(row["weight"])) for row in csv.DictReader(stream)]
    place = {name: i for i, name in enumerate(names)}
    graph = igraph.Graph(n=len(names), edges=[(place[a], place[b]) for a, b, _ in rows])
    graph["runs"] = given["runs"]
    graph.vs["name"] = names
    graph.es["weight"] = [weight for _, _, weight in rows]
    graph.es["length"] = [float(max(1, round(PARTS / weight))) for _, _, weight in rows]
    return graph


def work(graph: igraph.Graph) -> dict[str, dict[str, float]]:
    """Return the numbers by measure and node."""
    n = graph.vcount()
    pairs = max((n - 1) * (n - 2) / 2, 1)
    cuts = set(graph.cut_vertices())
    values = {
        "degree": graph.degree(),
        "strength": graph.strength(weights="weight"),
        "betweenness": [b / pairs for b in graph.betweenness(directed=False)],
        "betweenness_weighted": [b / pairs for b in graph.betweenness(directed=False, weights="length")],
        "closeness": graph.harmonic_centrality(),
        "eigenvector": graph.eigenvector_centrality(weights="weight"),
        "pagerank": graph.pagerank(weights="weight"),
        "core": graph.coreness(),
        "constraint": graph.constraint(weights="weight"),
        "clustering": graph.transitivity_local_undirected(mode="zero"),
        "cut_point": [v in cuts for v in range(n)],
    }
    found = {name: dict(zip(graph.vs["name"], numbers, strict=True)) for name, numbers in values.items()}
    random.seed(0)
    tries = [graph.community_multilevel(weights="weight") for _ in range(graph["runs"])]
    best = max(tries, key=lambda groups: float(groups.modularity))
    found["whole"] = {
        "nodes": n,
        "ties": graph.ecount(),
        "density": graph.density(),
        "transitivity": graph.transitivity_undirected(),
        "components": len(graph.connected_components()),
        "bridges": len(graph.bridges()),
        "cut points": len(cuts),
        "modularity": float(best.modularity),
    }
    return found


def answer(found: dict[str, dict[str, float]], given: probe.Given) -> dict[str, object]:
    """Write the numbers."""
    if given["first"]:
        kept = {name: {v: x for v, x in values.items() if x == x} for name, values in found.items()}
        Path(given["dump"]).write_text(json.dumps(kept), "utf-8")
    return {"nodes": len(found["degree"])}


if __name__ == "__main__":
    probe.run(prepare, work, answer)
