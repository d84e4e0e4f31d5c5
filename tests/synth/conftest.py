"""Datasets made once for all tests of the generator."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.export.write import writing
from coopgraph.synth import Plan, write

Rows = list[dict[str, str]]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Plan, str], Path]:
    """The function that writes a plan in a form and returns where."""

    def make(plan: Plan, form: str) -> Path:
        out = tmp_path_factory.mktemp("synth") / ("made" if form != "nquads" else "made.nq")
        write(plan, form, out, writing)
        return out

    return make


@pytest.fixture(scope="session")
def sheet() -> Callable[[Path], Rows]:
    """The function that reads a CSV file."""

    def read(path: Path) -> Rows:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read


@pytest.fixture(scope="session")
def tables(made: Callable[[Plan, str], Path]) -> Path:
    """5,000 events as tables."""
    return made(Plan(5000, 11), "tables")


@pytest.fixture(scope="session")
def folder(made: Callable[[Plan, str], Path]) -> Path:
    """200 events as a curated folder."""
    return made(Plan(200, 11), "yaml")
