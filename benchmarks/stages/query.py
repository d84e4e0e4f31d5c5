"""The saved queries, with their default parameters, over the same quads."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any

from benchmarks.data import Data
from benchmarks.measure import Measured, Side
from benchmarks.stages.stage import OURS, PEERS, US, Stage, Verdict


def stage(sizes: tuple[int, ...]) -> Stage:
    """Return the stage. A query is asked up to three times within a side's one run."""
    sides = (
        Side(US, OURS, "benchmarks.ours.query", 10**6, 900),
        Side("rdflib", PEERS, "benchmarks.peers.rdflib_query", 10**6, 900),
    )
    return Stage("query", "the saved queries", "queries", sides, given, judge, sizes, runs=1)


def given(data: Data) -> Mapping[str, str]:
    """Hand over the quads and the queries."""
    return {"quads": str(data.derived()), "queries": str(data.queries())}


def judge(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """Compare the rows of every query; the ratio is the geometric mean over those that both answered the same.

    Where rdflib was stopped, what it took until then stands for its time: its real ratio is greater.
    """
    found: dict[str, dict[str, Any]] = {side: m.answer for side, m in measured.items() if m.answer}
    ours, theirs = found.get(US, {}), found.get("rdflib", {})
    both = [name for name in ours if "seconds" in ours[name] and "seconds" in theirs.get(name, {})]
    differ = sorted(name for name in both if ours[name]["digest"] != theirs[name]["digest"])
    ratios = {name: theirs[name]["seconds"] / ours[name]["seconds"] for name in both if name not in differ}
    late = [n for n in ours if "seconds" in ours[n] and theirs.get(n, {}).get("failure", "").startswith("stopped")]
    bounds = {name: float(theirs[name]["failure"].split()[-2]) / ours[name]["seconds"] for name in late}
    mean, many = _mean([*ratios.values(), *bounds.values()]), len(ratios) + len(bounds)
    facts = {"ratios": ratios, "bounds": bounds, "mean": mean}
    told = [
        f"{mean:.0f} times coopgraph's time in geometric mean over {many} queries" if mean else "",
        f"{len(late)} stopped" if late else "",
        f"wrong: {', '.join(differ)}" if differ else "",
    ]
    slow = sorted(name for name in ours if "seconds" not in ours[name])
    own = Verdict(None if not theirs else True, f"stopped: {', '.join(slow)}" if slow else "", len(ours) - len(slow))
    if not theirs:
        return {US: own}
    return {US: own, "rdflib": Verdict(not differ, "; ".join(filter(None, told)), len(ratios), facts)}


def _mean(ratios: list[float]) -> float | None:
    """Return the geometric mean.

    >>> round(_mean([1.0, 100.0]), 6)
    10.0
    """
    return exp(sum(map(log, ratios)) / len(ratios)) if ratios else None
