"""Full validation: shapes and data are at hand, findings come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from benchmarks.data import Data
from benchmarks.measure import Measured, Side
from benchmarks.stages.stage import OURS, PEERS, US, Stage, Verdict

PYSHACL_UPTO, RUDOF_UPTO = 1_000, 3_000


def stage(sizes: tuple[int, ...]) -> Stage:
    """Return the stage with all shapes."""
    return Stage(
        "validate", "validation, all shapes", "findings", _sides(180), lambda data: _given(data, True), judge, sizes
    )


def core(sizes: tuple[int, ...]) -> Stage:
    """Return the stage with the shapes that need no SPARQL."""
    title = "validation, shapes without SPARQL"
    return Stage("validate-core", title, "findings", _sides(120), lambda data: _given(data, False), judge, sizes)


def _sides(limit: float) -> tuple[Side, ...]:
    return (
        Side(US, OURS, "benchmarks.ours.validate", 10**6, 900),
        Side("pySHACL", PEERS, "benchmarks.peers.pyshacl_validate", PYSHACL_UPTO, limit),
        Side("pyrudof", PEERS, "benchmarks.peers.pyrudof_validate", RUDOF_UPTO, limit),
    )


def _given(data: Data, sparql: bool) -> Mapping[str, str]:
    return {"data": str(data.union()), "shapes": str(data.shapes(sparql))}


def judge(data: Data, measured: Mapping[str, Measured]) -> Mapping[str, Verdict]:
    """Compare the findings: focus node, shape, component, path and value, each as often."""
    found = {side: Counter(map(tuple, m.answer)) for side, m in measured.items() if m.answer is not None}
    ours = found.get(US, Counter())
    referees = [theirs == ours for side, theirs in found.items() if side == "pySHACL"]
    return {
        side: Verdict(referees[0] if side == US and referees else None if side == US else theirs == ours, note, total)
        for side, theirs in found.items()
        for note, total in [(_note(theirs, ours), theirs.total())]
    }


def _note(theirs: Counter[tuple[str, ...]], ours: Counter[tuple[str, ...]]) -> str:
    missing, more = ours - theirs, theirs - ours
    if not missing and not more:
        return ""
    told = [f"{len(list(part.elements()))} {word} ({_shapes(part)})" for part, word in _parts(missing, more) if part]
    return "wrong: " + ", ".join(told)


def _parts(
    missing: Counter[tuple[str, ...]], more: Counter[tuple[str, ...]]
) -> tuple[tuple[Counter[tuple[str, ...]], str], ...]:
    return (missing, "missing"), (more, "that are none")


def _shapes(part: Counter[tuple[str, ...]]) -> str:
    return ", ".join(sorted({one[1].rpartition("/")[2] for one in part})[:4])
