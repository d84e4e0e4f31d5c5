"""The results of a run: cells, machine and versions, as a file; and what is computed from cells."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from math import log
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT

FOLDER = ROOT / "benchmarks/results"
NORMAL, LARGE = "results.json", "large.json"
OWN = ("coopgraph", "pyoxigraph", "duckdb", "numpy", "scipy", "networkx")
GROWTH = 3
"""Growth is told from so many of the greatest sizes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side did at one size. ``same`` says whether its answer was right: None where that could not be told.

    Without seconds ``note`` says why there are none.
    """

    stage: str
    side: str
    events: int
    seconds: list[float]
    mb: list[float]
    cpu: list[float]
    same: bool | None = None
    note: str = ""
    count: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def best(self) -> float | None:
        """The best of the runs, in seconds."""
        return min(self.seconds, default=None)

    @property
    def memory(self) -> float | None:
        """The least of the peaks, in MB."""
        return min(self.mb, default=None)


@dataclass(frozen=True, slots=True)
class Results:
    """A run. ``titles`` are those of the stages, in order; ``counts`` say what the counts of a stage's cells are of."""

    day: str
    machine: dict[str, str]
    versions: dict[str, str]
    titles: dict[str, str]
    counts: dict[str, str]
    cells: list[Cell]

    def of(self, stage: str, side: str = "") -> list[Cell]:
        """Return the cells of a stage, or of one side of it, by size."""
        found = (c for c in self.cells if c.stage == stage and side in ("", c.side))
        return sorted(found, key=lambda c: c.events)

    def cell(self, stage: str, side: str, events: int) -> Cell | None:
        """Return a cell, or None."""
        return next((c for c in self.of(stage, side) if c.events == events), None)

    def sides(self, stage: str) -> list[str]:
        """Return the sides of a stage in order of appearance."""
        return list(dict.fromkeys(c.side for c in self.cells if c.stage == stage))

    def common(self, stage: str, one: str, other: str) -> int | None:
        """Return the greatest size at which two sides were measured and the other's answer is not wrong."""
        sizes = {c.events for c in self.of(stage, one) if c.best is not None}
        both = (c.events for c in self.of(stage, other) if c.best is not None and c.same is not False)
        return max(sizes.intersection(both), default=None)


def growth(cells: Sequence[Cell]) -> float | None:
    """Return by which power of the size the time grows: 1 is linear. None with fewer than two sizes.

    The slope of the least-squares line through the logarithms, over the greatest sizes (GROWTH): at small ones the
    start-up hides the growth.
    """
    points = [(log(c.events), log(c.best)) for c in cells if c.best][-GROWTH:]
    if len(points) < 2:
        return None
    x, y = (sum(column) / len(points) for column in zip(*points, strict=True))
    slope: float = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    return slope


def write(results: Results, path: Path) -> None:
    """Write the results of a run, whole."""
    path.parent.mkdir(exist_ok=True)
    body = {name: getattr(results, name) for name in ("day", "machine", "versions", "titles", "counts")}
    cells = ",\n".join("  " + json.dumps(_short(asdict(cell)), ensure_ascii=False) for cell in results.cells)
    head = json.dumps(body, indent=1, ensure_ascii=False).removesuffix("\n}")
    path.write_text(f'{head},\n "cells": [\n{cells}\n ]\n}}\n', "utf-8")


def read(path: Path) -> Results:
    """Read what :func:`write` wrote."""
    body = json.loads(path.read_text("utf-8"))
    return Results(**{**body, "cells": [Cell(**cell) for cell in body["cells"]]})


def _short(value: Any) -> Any:
    """Round numbers to four digits: more is noise."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _short(v) for key, v in value.items()}
    return [_short(v) for v in value] if isinstance(value, list) else value


def machine() -> dict[str, str]:
    """Return what was measured on."""
    cpu = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists():
        names = (line.partition(":")[2].strip() for line in told.read_text("utf-8").splitlines())
        lines = told.read_text("utf-8").splitlines()
        cpu = next((n for line, n in zip(lines, names, strict=True) if line.startswith("model name")), cpu)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{cpu}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def versions(environments: Iterable[tuple[Path, Path]]) -> dict[str, str]:
    """Return the versions of coopgraph's own libraries and of the peers': (interpreter, file of pins) each."""
    found = {name: version(name) for name in OWN}
    for python, pins in environments:
        names = [line.partition("==")[0] for line in pins.read_text("utf-8").splitlines() if "==" in line]
        code = f"import importlib.metadata as m\nfor n in {names}: print(n, m.version(n))"
        ran = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
        for line in ran.stdout.splitlines():
            name, number = line.split()
            found.setdefault(name, number)
    return found
