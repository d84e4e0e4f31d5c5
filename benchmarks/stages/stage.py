"""What a stage is: sides, sizes, what is handed to them, and who judges their answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import Data
from benchmarks.measure import ROOT, RUNS, Measured, Side

OURS = Path(sys.executable)
PEERS = ROOT / ".cache/peers/bin/python"
MORPH = ROOT / ".cache/peers-morph/bin/python"
US = "coopgraph"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judge says of an answer: right, wrong, or (None) not comparable; why; how many statements, findings,
    rows or ties it has; and what else is to be kept of it."""

    same: bool | None
    note: str = ""
    count: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


Judge = Callable[[Data, Mapping[str, Measured]], Mapping[str, Verdict]]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage. ``counts`` says what its sizes are counted in: what a verdict's ``count`` is of."""

    name: str
    title: str
    counts: str
    sides: tuple[Side, ...]
    given: Callable[[Data], Mapping[str, Any]]
    judge: Judge
    sizes: tuple[int, ...]
    runs: int = RUNS


def dump(data: Data, stage: str, side: str) -> Path:
    """Return where a side writes its answer in full."""
    return data.folder / f"answer-{stage}-{side.replace(' ', '-').replace(',', '')}"
