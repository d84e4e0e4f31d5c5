"""New records against stores of all sizes: the cost should go with what is new, not with what is there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping

from benchmarks import fresh
from benchmarks.data import Data
from benchmarks.measure import Measured, Side
from benchmarks.stages.stage import OURS, US, Stage, Verdict

COMMAND = ("{python}", "-m", "coopgraph", "check", "{new}", "--against", "{store}", "--format", "json")


def stage(sizes: tuple[int, ...]) -> Stage:
    """Return the stage: the command from start to end."""
    side = Side(US, OURS, "benchmarks.ours.command", 10**6, 600, {"command": list(COMMAND)})
    return Stage(
        "check", "check of about a hundred new records against a store", "findings", (side,), given, judge, sizes
    )


def given(data: Data) -> Mapping[str, str]:
    """Hand over the new records and the store."""
    return {"new": str(data.fresh()), "store": str(data.store())}


def judge(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """See that the errors that were put in are found, each as a new finding."""
    if not (ran := measured[US].answer):
        return {}
    findings = json.loads(ran["out"])["findings"]
    new = Counter(f["code"] for f in findings if f.get("state", "new") == "new")
    missed = {code: count - new[code] for code, count in fresh.ERRORS.items() if new[code] < count}
    note = f"wrong: not found: {missed}" if missed else f"{data.count_of_fresh()} records"
    return {US: Verdict(not missed, note, sum(new.values()))}
