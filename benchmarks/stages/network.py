"""From participations to ties, and from ties to every measure."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from math import isclose
from pathlib import Path

from benchmarks.data import Data
from benchmarks.measure import Measured, Side
from benchmarks.stages.stage import OURS, PEERS, US, Stage, Verdict, dump
from coopgraph.network.measures.communities import MANY_TIES, RUNS_OF_MANY

RELATIVE, ABSOLUTE = 1e-6, 2e-6
"""How far numbers may differ: igraph and networkx stop their iterations sooner than coopgraph does."""
LOUVAIN = 0.01
"""How far below the peer's the modularity of the best partition may be: other random orders, other partitions."""
PARTITIONS = ("community", "communities", "modularity", "agreement of runs, adjusted Rand", "agreement of runs, NMI")
READ = f"{US}, read from a store"
SAMPLED, SOURCES = "networkx, sampled", 100
"""networkx with betweenness from so many sources; coopgraph's is exact at the sizes that it is measured at."""


def ties(sizes: tuple[int, ...]) -> Stage:
    """Return the stage from a table of participations (one side of ours: from a filled store) to ties."""
    sides = (
        Side(US, OURS, "benchmarks.ours.ties", 10**6, 300),
        Side(READ, OURS, "benchmarks.ours.ties", 10**6, 300, {"read": True}),
        Side("networkx", PEERS, "benchmarks.peers.networkx_ties", 10**6, 300),
    )
    return Stage("ties", "participations to ties", "ties", sides, given, judge_ties, sizes)


def measures(sizes: tuple[int, ...], upto: int) -> Stage:
    """Return the stage from ties to all measures of nodes and of the whole; peers are given ``upto`` events, but for
    networkx when it may sample."""
    sides = (
        Side(US, OURS, "benchmarks.ours.measures", 10**6, 600),
        Side("networkx", PEERS, "benchmarks.peers.networkx_measures", upto, 600),
        Side(SAMPLED, PEERS, "benchmarks.peers.networkx_measures", 10_000, 600, {"sources": SOURCES}),
        Side("igraph", PEERS, "benchmarks.peers.igraph_measures", upto, 600),
    )
    return Stage("measures", "ties to all measures", "ties", sides, given, judge_measures, sizes)


def given(data: Data) -> Mapping[str, str | int]:
    """Hand over the quads to ours and the tables to the peers, and how often coopgraph runs Louvain."""
    folder = data.network()
    with (folder / "ties.csv").open("rb") as stream:
        many = sum(1 for _ in stream) - 1 > MANY_TIES
    return {"quads": str(data.quads()), "folder": str(folder), "runs": RUNS_OF_MANY if many else 50}


def judge_ties(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """Compare the ties: ends, weights, numbers of activities."""
    found = {side: _ties(dump(data, "ties", side)) for side, m in measured.items() if m.answer}
    ours, theirs = found.get(US, {}), found.get("networkx", {})
    same = ours.keys() == theirs.keys() and all(
        isclose(ours[ends][0], theirs[ends][0], rel_tol=RELATIVE) and ours[ends][1] == theirs[ends][1] for ends in ours
    )
    note = "" if same else "wrong: other ties"
    return {side: Verdict(same if theirs else None, note if theirs else "", len(f)) for side, f in found.items()}


def _ties(path: Path) -> dict[tuple[str, str], tuple[float, int]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {(a, b): (float(weight), int(events)) for a, b, weight, events in csv.reader(stream)}


def judge_measures(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """Compare every number that a peer has with ours."""
    found = {
        side: json.loads(dump(data, "measures", side).read_text("utf-8")) for side, m in measured.items() if m.answer
    }
    ours = found.get(US, {})
    count = ours.get("whole", {}).get("ties")
    verdicts = {}
    for side, theirs in found.items():
        if side != US:
            wrong = sorted(name for name in _names(theirs) if not _same(ours, theirs, name))
            told = f"{len(_names(theirs))} of {len(_names(ours))} measures" if side == "igraph" else ""
            told = f"betweenness from {SOURCES} sources, not compared" if side == SAMPLED else told
            said = str(measured[side].answer.get("note", ""))
            note = "; ".join(filter(None, [told, f"wrong: {', '.join(wrong)}" if wrong else "", said]))
            verdicts[side] = Verdict(not wrong, note, count)
    referee = verdicts.get("networkx") or verdicts.get(SAMPLED)
    note = str(measured[US].answer["note"]) if measured[US].answer else ""
    return verdicts | {US: Verdict(referee.same if referee else None, "", count, {"note": note})}


def _names(found: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the measures that can be compared; ``whole/…`` are those of the network."""
    of_nodes = [name for name in found if name not in ("whole", *PARTITIONS)]
    return of_nodes + [f"whole/{name}" for name in found.get("whole", {}) if name not in PARTITIONS[1:2]]


def _same(ours: Mapping[str, Mapping[str, object]], theirs: Mapping[str, Mapping[str, object]], name: str) -> bool:
    """Say whether a measure has the same numbers, for all nodes for which the peer has one."""
    part, _, of_whole = name.partition("/")
    if of_whole == "modularity":
        return _number(ours["whole"][of_whole]) >= _number(theirs["whole"][of_whole]) - LOUVAIN
    if of_whole:
        return of_whole in ours["whole"] and _close(ours["whole"][of_whole], theirs["whole"][of_whole])
    if part not in ours:
        return False
    return bool(theirs[part]) and all(_close(value, ours[part].get(node)) for node, value in theirs[part].items())


def _close(one: object, other: object) -> bool:
    return other is not None and isclose(_number(one), _number(other), rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return float(value)
