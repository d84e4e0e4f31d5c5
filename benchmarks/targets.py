"""What was promised, and whether a run keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.results import Results, growth

US, DISK = "coopgraph", "coopgraph, on disk"
NETWORKX, SAMPLED = "networkx", "networkx, sampled"
LINEAR = 1.15
"""Up to this power of the size, time grows nearly linearly."""
UNMEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Target:
    """A promise, what was measured, and whether it is kept: None where this was not measured."""

    promise: str
    measured: str
    met: bool | None


def targets(run: Results, large: Results | None = None) -> list[Target]:
    """Return every promise; the large run, where there is one, counts for what only it can tell."""
    most = large or run
    return [
        _faster(run, "load", "rdflib", 5, "loading 5 times as fast as rdflib, the same triples"),
        _faster(run, "load", "maplib", 1, "loading not behind maplib, which makes the claims' triples only"),
        _within(most, "load", DISK, 100_000, 2_048, "100,000 events loaded in under 2 GB of memory"),
        _faster(run, "validate", "pySHACL", 100, "validation 100 times as fast as pySHACL, the same findings", 1_000),
        _faster(run, "validate-core", "pyrudof", 1, "validation not behind pyrudof in time, shapes without SPARQL"),
        _leaner(run, "validate-core", "pyrudof", 1, "nor in memory"),
        _linear(run, "validate", "validation nearly linear"),
        _steady(most, "check", 2, "a check takes at most twice as long at 100,000 events as at 1,000"),
        _queries(run, 20, "the saved queries 20 times as fast as rdflib (geometric mean), the same rows"),
        _network(run, large, NETWORKX, 30, "ties and all measures 30 times as fast as networkx, the same numbers"),
        _network(run, large, SAMPLED, 30, "and as networkx when it estimates betweenness from 100 sources"),
        _faster(run, "gexf", "networkx", 10, "GEXF written 10 times as fast as by networkx"),
        _leaner(run, "gexf", "networkx", 4, "in under a quarter of the memory"),
    ]


def _faster(run: Results, stage: str, peer: str, times: float, promise: str, at: int | None = None) -> Target:
    size = at or run.common(stage, US, peer)
    ours, theirs = (run.cell(stage, side, size or 0) for side in (US, peer))
    if not ours or not theirs or ours.best is None or (theirs.best is None and "stopped" not in theirs.note):
        return Target(promise, UNMEASURED, None)
    stopped = theirs.best is None
    seconds = float(theirs.note.split()[-2]) if theirs.best is None else theirs.best
    ratio = seconds / ours.best
    right = ours.same is not False and theirs.same is not False
    told = f"{'more than ' if stopped else ''}{ratio:.1f} times, {size:,} {_of(stage)}"
    if not right:
        told += "; the answers differ"
    return Target(promise, told, ratio >= times and right and (not stopped or ratio >= times))


def _leaner(run: Results, stage: str, peer: str, times: float, promise: str) -> Target:
    size = run.common(stage, US, peer)
    ours, theirs = (run.cell(stage, side, size or 0) for side in (US, peer))
    if not ours or not theirs or not ours.memory or not theirs.memory:
        return Target(promise, UNMEASURED, None)
    told = f"{ours.memory:,.0f} MB against {theirs.memory:,.0f} MB, {size:,} {_of(stage)}"
    return Target(promise, told, theirs.memory / ours.memory >= times)


def _of(stage: str) -> str:
    return "ties" if stage == "gexf" else "events"


def _within(run: Results, stage: str, side: str, events: int, megabytes: float, promise: str) -> Target:
    cell = run.cell(stage, side, events)
    if not cell or cell.memory is None:
        return Target(promise, cell.note if cell else UNMEASURED, None if not cell else False)
    return Target(promise, f"{cell.memory:,.0f} MB", cell.memory < megabytes)


def _linear(run: Results, stage: str, promise: str) -> Target:
    found = growth(run.of(stage, US))
    if found is None:
        return Target(promise, UNMEASURED, None)
    return Target(promise, f"time grows with size to the power of {found:.2f}", found <= LINEAR)


def _steady(run: Results, stage: str, times: float, promise: str) -> Target:
    cells = [c for c in run.of(stage, US) if c.best]
    if len(cells) < 2:
        return Target(promise, UNMEASURED, None)
    first, last = cells[0], cells[-1]
    ratio = (last.best or 0) / (first.best or 1)
    told = f"{ratio:.1f} times from {first.events:,} to {last.events:,} events"
    right = all(c.same is not False for c in cells)
    return Target(promise, told if right else f"{told}; findings missed", ratio <= times and right)


def _queries(run: Results, times: float, promise: str) -> Target:
    cells = [c for c in run.of("query", "rdflib") if c.facts.get("mean")]
    if not cells:
        return Target(promise, UNMEASURED, None)
    last = cells[-1]
    told = f"{last.facts['mean']:.0f} times, {last.events:,} events"
    rest = last.note.partition("; ")[2]
    return Target(promise, f"{told}; rdflib: {rest}" if rest else told, last.facts["mean"] >= times)


def _network(run: Results, large: Results | None, peer: str, times: float, promise: str) -> Target:
    counted = large if large and any(_measured_by_both(large, peer)) else run
    size = max(_measured_by_both(counted, peer), default=None)
    if size is None:
        return Target(promise, UNMEASURED, None)
    cells = {
        (stage, side): counted.cell(stage, side, size)
        for stage, side in (("ties", US), ("measures", US), ("ties", NETWORKX), ("measures", peer))
    }
    ours, theirs = (sum(c.best or 0 for (_, side), c in cells.items() if c and (side == US) == own) for own in (1, 0))
    right = all(c.same is not False for (_, side), c in cells.items() if c and side != US)
    told = f"{theirs / ours:.1f} times, {size:,} events" + ("" if right else "; the answers differ")
    return Target(promise, told, theirs / ours >= times and right)


def _measured_by_both(run: Results, peer: str) -> Iterator[int]:
    for cell in run.of("measures", peer):
        ours = run.cell("measures", US, cell.events)
        if cell.best is not None and ours and ours.best is not None:
            yield cell.events
