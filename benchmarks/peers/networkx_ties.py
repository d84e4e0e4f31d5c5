"""From a table of participations to the ties of the network: plain Python loops into a networkx graph."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path

import networkx as nx

from benchmarks import probe

PAIRS = {
    ("L", "L"): 3.0,
    ("S", "S"): 3.0,
    ("F", "L"): 2.0,
    ("L", "D"): 2.0,
    ("L", "R"): 2.0,
    ("D", "R"): 2.0,
    ("F", "R"): 1.0,
}
"""The strengths of the default definition; among those who attend (R, R) it is 1/(n - 1)."""
STRENGTH = PAIRS | {pair[::-1]: strength for pair, strength in PAIRS.items()}


def work(folder: Path) -> nx.Graph:
    """Return the graph."""
    graph, above = nx.Graph(), _ancestors(folder / "parents.csv")
    activities: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "participations.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            activities[row["activity"]].append(row)
            if row["kind"] == "org":
                graph.add_node(row["party"])
    for present in activities.values():
        attending = len({row["party"] for row in present if "R" in row["classes"]})
        roles: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in present:
            if row["kind"] == "org" and row["classes"]:
                roles[row["party"]].append(row)
        for a, b in combinations(roles, 2):
            if b in above[a] or a in above[b]:
                continue
            weight = max(_weight(one, other, attending) for one, other in product(roles[a], roles[b]))
            if weight > 0:
                known = graph.get_edge_data(a, b, {"weight": 0.0, "events": 0})
                graph.add_edge(a, b, weight=known["weight"] + weight, events=known["events"] + 1)
    return graph


def _weight(one: dict[str, str], other: dict[str, str], attending: int) -> float:
    """Return what two participations tie: the strongest pair of their classes, times the lesser confidence."""
    confidence = min(float(one["confidence"]), float(other["confidence"]))
    found = 0.0
    for pair in product(one["classes"], other["classes"]):
        strength = 1 / (attending - 1) if pair == ("R", "R") else STRENGTH.get(pair, 0.0)
        found = max(found, strength * confidence)
    return found


def _ancestors(path: Path) -> dict[str, set[str]]:
    parents: dict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            parents[row["party"]].add(row["parent"])
    hierarchy = nx.DiGraph((child, parent) for child, found in parents.items() for parent in found)
    return defaultdict(set, {child: nx.descendants(hierarchy, child) for child in parents})


def answer(graph: nx.Graph, given: probe.Given) -> dict[str, int]:
    """Write the ties and count them."""
    if given["first"]:
        with Path(given["dump"]).open("w", encoding="utf-8") as out:
            for a, b, data in graph.edges(data=True):
                one, other = sorted((a, b))
                out.write(f"{one},{other},{data['weight']!r},{data['events']}\n")
    return {"nodes": len(graph), "ties": graph.number_of_edges()}


if __name__ == "__main__":
    probe.run(lambda given: Path(given["folder"]), work, answer)
