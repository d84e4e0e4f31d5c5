"""Run measurements: every one in a process of its own, ours and the peers' in turn, the best of several runs."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNS, ENOUGH = 3, 20.0
"""So many runs of each side; fewer where they have taken so many seconds already."""


@dataclass(frozen=True, slots=True)
class Side:
    """One who is measured. ``python`` is its interpreter, ``module`` what it runs, ``upto`` the greatest number of
    events that it is given, ``limit`` the seconds after which a run is stopped; ``more`` is handed to it."""

    name: str
    python: Path
    module: str
    upto: int
    limit: float = 120.0
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Measured:
    """The runs of a side: seconds, CPU seconds and MB of each, the answer of the first; or why there are none."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    mb: list[float] = field(default_factory=list)
    answer: Any = None
    failure: str = ""
    took: float = 0.0


def in_turn(
    sides: Sequence[Side], given: Mapping[str, Any], tell: Callable[[str], None], runs: int = RUNS
) -> dict[str, Measured]:
    """Return the measurements by the name of the side. ``given`` is handed to all; the first run is to answer in full
    (``first`` is true then). A side that fails or is stopped is not run again."""
    found = {side.name: Measured() for side in sides}
    for number in range(runs):
        for side in sides:
            one = found[side.name]
            if not one.failure and (number == 0 or one.took < ENOUGH):
                _run(side, {**given, **side.more, "side": side.name, "first": number == 0}, one)
                last = one.failure or f"{one.seconds[-1]:.3f} s, {one.mb[-1]:.0f} MB"
                tell(f"{side.name}, run {number + 1}: {last}")
    return found


def _run(side: Side, given: Mapping[str, Any], into: Measured) -> None:
    command = [str(side.python), "-m", side.module, json.dumps(given)]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    try:
        ran = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=side.limit, check=False
        )
    except subprocess.TimeoutExpired:
        into.failure = f"stopped after {side.limit:.0f} s"
        return
    except OSError as error:
        into.failure = f"cannot run ({error.strerror}): {side.python}"
        return
    finally:
        into.took += time.perf_counter() - start
    if ran.returncode:
        last = [line for line in ran.stderr.splitlines() if line.strip()][-1:] or [f"exit code {ran.returncode}"]
        into.failure = f"failed: {last[0].strip()[:200]}"
        return
    told = json.loads(ran.stdout.splitlines()[-1])
    into.seconds.append(told["seconds"])
    into.cpu.append(told["cpu"])
    into.mb.append(told["mb"])
    if into.answer is None:
        into.answer = told["answer"]
