"""Ask many queries of one filled store, each in a process of its own that is forked off and stopped in time.

The standard library only: both coopgraph's side and the peer's run it.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import time
from collections.abc import Callable, Iterable, Mapping
from multiprocessing.connection import Connection
from typing import TypeVar

Answer = TypeVar("Answer")
Rows = Iterable[Iterable[str]]
RUNS, ENOUGH = 3, 1.0
_NUMERIC = ("integer", "decimal", "double", "float", "nonNegativeInteger", "int", "long")


def everything(
    queries: Mapping[str, str], ask: Callable[[str], Answer], rows: Callable[[Answer], Rows], limit: float
) -> dict[str, dict[str, object]]:
    """Return by query the best seconds, the number of rows and the digest of the sorted rows; or what went wrong.

    ``ask`` is timed, ``rows`` is not. A query that takes more than ``limit`` seconds is stopped.
    """
    return {name: _one(text, ask, rows, limit) for name, text in queries.items()}


def _one(text: str, ask: Callable[[str], Answer], rows: Callable[[Answer], Rows], limit: float) -> dict[str, object]:
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    asking = fork.Process(target=_asking, args=(sender, text, ask, rows))
    asking.start()
    sender.close()
    told: dict[str, object] = {"failure": f"stopped after {limit:.0f} s"}
    if receiver.poll(limit):
        try:
            told = receiver.recv()
        except EOFError:
            told = {"failure": "failed"}
    asking.kill()
    asking.join()
    return told


def _asking(sender: Connection, text: str, ask: Callable[[str], Answer], rows: Callable[[Answer], Rows]) -> None:
    best, taken = float("inf"), 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        answer = ask(text)
        seconds = time.perf_counter() - start
        best, taken = min(best, seconds), taken + seconds
        if taken > ENOUGH:
            break
    lines = sorted("\t".join(row) for row in rows(answer))
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    sender.send({"seconds": best, "rows": len(lines), "digest": digest})


def iri(text: str) -> str:
    """Return an IRI as it is compared."""
    return f"<{text}>"


def literal(text: str, datatype: str = "", lang: str = "") -> str:
    """Return a literal as it is compared: numbers by value, the parts of a list in order (a GROUP_CONCAT has none).

    >>> literal("1.0", "http://www.w3.org/2001/XMLSchema#decimal"), literal("b a")
    ('1', 'a b')
    """
    if datatype.rpartition("#")[2] in _NUMERIC:
        return f"{float(text):.9g}"
    return " ".join(sorted(filter(None, re.split(r"[; ]+", text)))) + (f"@{lang}" if lang else "")
