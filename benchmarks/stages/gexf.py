"""Writing GEXF: the measurement is that of :mod:`benchmarks.gexf`, which can be run alone."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.data import Data
from benchmarks.measure import Measured, Side
from benchmarks.stages.stage import OURS, US, Stage, Verdict

SIDES = (Side(US, OURS, "benchmarks.ours.gexf", 10**9, 300), Side("networkx", OURS, "benchmarks.ours.gexf", 10**9, 300))


def stage(sizes: tuple[int, ...]) -> Stage:
    """Return the stage; sizes are numbers of ties, ten a node."""
    return Stage("gexf", "GEXF, written", "", SIDES, given, judge, sizes)


def given(data: Data) -> Mapping[str, int]:
    """Hand over the numbers of nodes and ties."""
    return {"nodes": data.events // 10, "edges": data.events}


def judge(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """A side that answers was read back right; another stopped."""
    return {side: Verdict(True, "", m.answer["edges"]) for side, m in measured.items() if m.answer}
