"""The trend: a panel a measure, dates read strictly and generously."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coopgraph import Graph, network, plots
from coopgraph.errors import UsageError


@pytest.fixture(scope="module")
def parts(graph: Graph) -> plots.Parts:
    table = network.read(graph.store, "inferred")
    return plots.Parts(network.cooperate(table, network.load("default")), table)


def test_each_panel_draws_its_measure_for_both_readings(parts: plots.Parts) -> None:
    """Four panels with two lines each; the points of the ties are those of the series table."""
    figure = plots.figure("trend", parts, plots.Options(window=5, step=5))
    assert len(figure.axes) == 4
    assert parts.table
    over = network.windows(parts.table, 5, 5)
    reading = network.Reading(parts.network.definition, "inferred")
    for mode, line in zip(("strict", "generous"), figure.axes[0].get_lines(), strict=True):
        drawn = np.asarray(line.get_ydata()).tolist()
        assert drawn == network.series(parts.table, reading, over, mode)["ties"]


def test_the_same_bytes_twice(parts: plots.Parts, tmp_path: Path) -> None:
    """SVG and PDF are the same on every run."""
    for suffix in ("svg", "pdf"):
        made = [plots.draw("trend", parts, tmp_path / f"{n}.{suffix}").read_bytes() for n in (1, 2)]
        assert made[0] == made[1]


def test_no_table_and_no_date_are_told(parts: plots.Parts) -> None:
    """Without participations, or with undated ones alone, there is no trend."""
    with pytest.raises(UsageError, match="participation table"):
        plots.figure("trend", plots.Parts(parts.network))
    assert parts.table
    undated = replace(parts.table, activities={}, roles=())
    with pytest.raises(UsageError, match="no activity has a date"):
        plots.figure("trend", plots.Parts(parts.network, undated))
