"""Tables of nodes, ties and contributions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.export import table
from coopgraph.network import Network, Participations, cooperate, load

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def network(participations: Build) -> Network:
    """Three organizations, one of them in the network through a delegation."""
    made = participations(
        "alpha host e1", "beta organizer e1", "delegation/d participant e1 medium", "alpha funder e2", "beta host e2",
        represents=["delegation/d gamma inferred"], dates={"e1": ("2013-05-27", "2013-05-31")},
        labels={"alpha": 'Alpha, "the first"'},
    )  # fmt: skip
    return cooperate(made, load("default"), "represents")


def test_ties_come_by_weight(network: Network) -> None:
    """The ties' table has one row a tie, the heaviest first, ids beside labels, lists joined."""
    rows = list(csv.DictReader(io.StringIO(table.ties(network).to_csv())))
    assert [(r["source_id"], r["target_id"], r["weight"]) for r in rows] == [
        ("org/alpha", "org/beta", "5.0"),  # co-lead 3 + fund 2
        ("org/alpha", "org/gamma", "1.2"),  # deliver 2 x 0.6
        ("org/beta", "org/gamma", "1.2"),
    ]
    first = rows[0]
    assert first["source"] == 'Alpha, "the first"'
    assert (first["kinds"], first["direction"], first["events"]) == ("co-lead; fund", "alpha > beta", "2")
    assert (first["first"], first["last"], first["activities_id"]) == ("2013", "2013", "event/e1; event/e2")


def test_nodes_come_by_strength(network: Network) -> None:
    """The nodes' table has one row a node with its measures, the strongest first."""
    rows = json.loads(table.nodes(network).to_json())
    assert [(r["node"]["id"], r["degree"], r["strength"]) for r in rows] == [
        ("org/alpha", 2, 6.2),
        ("org/beta", 2, 6.2),
        ("org/gamma", 2, 2.4),
    ]
    assert (rows[0]["type"], rows[0]["cut_point"]) == (None, False)


def test_contributions_name_who_took_part(network: Network) -> None:
    """The contributions' table has one row an activity and tie, with both parties, roles, claims and evidence."""
    rows = list(table.contributions(network))
    assert len(rows) == sum(tie.events for tie in network.ties) == 4
    last = rows[-1]
    assert str(last["target_party"]) == "D"
    assert (last["source_role"], last["target_role"], last["status"]) == (
        "organizer",
        "participant",
        "inferred",
    )
    assert last["target_participation"] == "participation/e1.delegation-d.participant"
    assert (last["strength"], last["confidence"], last["weight"]) == (2, 0.6, 1.2)


def test_every_column_has_a_meaning(network: Network) -> None:
    """Columns, cells and meanings agree in number in each table."""
    for made in (table.nodes(network), table.ties(network), table.contributions(network)):
        assert set(made.columns) == set(made.meanings)
        assert all(len(row) == len(made.columns) for row in made.rows)
        assert "view represents" in made.title


def test_a_table_in_a_file(network: Network, tmp_path: Path) -> None:
    """A table is written in the asked format, and the same way twice."""
    table.write(table.ties(network), tmp_path / "ties.tsv", "tsv")
    assert (tmp_path / "ties.tsv").read_text(encoding="utf-8") == table.ties(network).to_tsv()
