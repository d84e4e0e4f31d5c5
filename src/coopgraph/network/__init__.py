"""Cooperation: from the participations in a store to a network of organizations or countries.

    read        store + view -> the participation table
    definition  which pairs of roles tie two organizations, and how strongly: a YAML file
    levels      organization, top parent or country; who stands for whom
    cooperation table + definition -> the network
    encoded     the table as arrays; strongest, contributions: the same network from them, when there are many
    tie         a node, a tie, a contribution
    columns     the ties as arrays, and as objects when they are looked at
    network     nodes and ties, and what can be asked of them
    measures    centrality, cohesion, brokerage, mixing, communities, two modes, agreement of rankings
    spells      when a tie may be there: intervals of days
    temporal    windows of time, series, what forms and dissolves
    whatif      the network without an organization, an event, a source
    layout      positions for a drawing

Only ``read`` asks a store; the rest knows plain values. Files are written by :mod:`coopgraph.export`.
"""

from __future__ import annotations

from pathlib import Path

from coopgraph.network.cooperation import cooperate
from coopgraph.network.definition import Definition, load
from coopgraph.network.levels import LEVELS, Presence
from coopgraph.network.measures import Measures, measure
from coopgraph.network.network import Contribution, Network, Node, Tie
from coopgraph.network.read import read
from coopgraph.network.table import Activity, Link, Participations, Party, Role
from coopgraph.network.temporal import Reading, Window, changes, restrict, series, windows
from coopgraph.network.whatif import Difference, leave_one_source_out, remove, without
from coopgraph.store.base import Store
from coopgraph.vocab import DEFAULT_VIEW

__all__ = [
    "LEVELS",
    "Activity",
    "Contribution",
    "Definition",
    "Difference",
    "Link",
    "Measures",
    "Network",
    "Node",
    "Participations",
    "Party",
    "Presence",
    "Reading",
    "Role",
    "Tie",
    "Window",
    "changes",
    "cooperate",
    "leave_one_source_out",
    "load",
    "measure",
    "of_store",
    "read",
    "remove",
    "restrict",
    "series",
    "windows",
    "without",
]


def of_store(
    store: Store, view: str = DEFAULT_VIEW, level: str = "organization", definition: str | Path = "default"
) -> Network:
    """Return the cooperation network of a store: read, load and cooperate in one call."""
    return cooperate(read(store, view), load(definition), view, level)
