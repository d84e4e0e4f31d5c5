"""What runs inside a measured process, whichever environment it is: the standard library only.

A measurement is three functions. ``prepare`` gets ready what is not timed, ``work`` is timed, and ``answer`` says what
came out, so that it can be compared; memory is looked at before the answer is made up, since that costs memory too.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Given = dict[str, Any]
Ready = TypeVar("Ready")
Made = TypeVar("Made")


def run(
    prepare: Callable[[Given], Ready],
    work: Callable[[Ready], Made],
    answer: Callable[[Made, Given], Any],
) -> None:
    """Measure once and print one line of JSON: seconds, CPU seconds, peak memory in MB, answer.

    What is given to ``prepare`` and ``answer`` is the JSON on the command line.
    """
    given: Given = json.loads(sys.argv[1])
    ready = prepare(given)
    start, cpu = time.perf_counter(), time.process_time()
    made = work(ready)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    megabytes = peak()
    told = {"seconds": seconds, "cpu": cpu, "mb": megabytes, "answer": answer(made, given)}
    print("\n" + json.dumps(told))


def peak() -> float:
    """Return the peak resident memory of this process in MB, or of its greatest child where that is more.

    Linux' ``VmHWM``: its ``ru_maxrss`` would still remember the process that started this one.
    """
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    try:
        status = Path("/proc/self/status").read_text("utf-8")
    except OSError:
        mac = 1024 if sys.platform == "darwin" else 1
        return max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, children) / mac
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own / 1024, children)
