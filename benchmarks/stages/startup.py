"""How long until something happens: whole commands, beside what importing the libraries takes."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.data import Data
from benchmarks.measure import Measured, Side
from benchmarks.stages.stage import OURS, PEERS, Stage, Verdict

IMPORTS = "import rdflib, pyshacl, networkx"


def _ours(*words: str) -> dict[str, list[str]]:
    return {"command": ["{python}", "-m", "coopgraph", *words]}


SIDES = (
    Side("coopgraph --help", OURS, "benchmarks.ours.command", 10**6, 60, _ours("--help")),
    Side(
        "coopgraph query, on a store",
        OURS,
        "benchmarks.ours.command",
        10**6,
        60,
        _ours("query", "who-funds-what", "--store", "{store}"),
    ),
    Side(
        "coopgraph check, on a store",
        OURS,
        "benchmarks.ours.command",
        10**6,
        60,
        _ours("check", "{one}", "--against", "{store}"),
    ),
    Side(IMPORTS, PEERS, "benchmarks.ours.command", 10**6, 60, {"command": ["{python}", "-c", IMPORTS]}),
)


def stage(sizes: tuple[int, ...]) -> Stage:
    """Return the stage; the store that is asked is of so many events."""
    return Stage("startup", "from the key to the answer", "", SIDES, given, judge, sizes)


def given(data: Data) -> Mapping[str, str]:
    """Hand over a store and one new record."""
    return {"store": str(data.store()), "one": str(data.one())}


def judge(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """See that each command ended well and said something; importing says nothing."""
    told = {side: m.answer for side, m in measured.items() if m.answer}
    wrong = {side for side, a in told.items() if a["code"] or not (a["out"] or side == IMPORTS)}
    return {side: Verdict(False, "wrong: it found no answer") if side in wrong else Verdict(None) for side in told}
