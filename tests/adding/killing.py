"""Kill ``coopgraph add`` at many moments, each in a process of its own, and print what each left behind.

Run by test_killed: the process is warm (everything is imported) and forks, so that a run takes what the adding takes.
Prints a line a kill: old, new, or what is wrong.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from coopgraph.cli import main
from coopgraph.curated.formatting import meaning
from coopgraph.loaders import dataset


def add(data: Path) -> None:
    """Add the new records by the command, quietly."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    main(["add", "new", "--to", str(data)], standalone_mode=False)


def killed(data: Path, delay: float) -> bool:
    """Start adding, kill it after some seconds; return whether it was killed before its end."""
    child = os.fork()
    if child == 0:
        try:
            add(data)
        finally:
            os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def left(data: Path, states: Mapping[str, object]) -> str:
    """Say which of the known states a dataset is in."""
    found = meaning(dataset.load(data))
    return next((name for name, state in states.items() if state == found), "neither the old nor the new")


def run(kills: int) -> None:
    """Kill so many runs at moments spread over the time that one takes."""
    shutil.copytree("old", "whole")
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            add(Path("whole"))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    duration = time.perf_counter() - start
    states = {"old": meaning(dataset.load(Path("old"))), "new": meaning(dataset.load(Path("whole")))}
    assert states["old"] != states["new"]
    moments = random.Random(7)
    for _ in range(kills):
        shutil.rmtree("data", ignore_errors=True)
        shutil.copytree("old", "data")
        was = killed(Path("data"), moments.uniform(0, duration * 1.1))
        print(left(Path("data"), states), "killed" if was else "ended", flush=True)


if __name__ == "__main__":
    run(int(sys.argv[1]))
