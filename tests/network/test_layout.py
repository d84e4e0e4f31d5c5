"""Positions: the same every time, apart from one another, and near what they are tied to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import dist

import pytest

from coopgraph.network import Network, Participations, cooperate, load
from coopgraph.network.layout import place, sizes

Build = Callable[..., Participations]


def overlaps(network: Network) -> list[tuple[str, str]]:
    places, radii = place(network), sizes(network)
    return [(a, b) for a, b in combinations(places, 2) if dist(places[a], places[b]) < radii[a] + radii[b]]


@pytest.fixture(scope="module")
def network(participations: Build) -> Network:
    """Two groups joined by one bridge, a pair, and ten that have no tie."""
    lines = [f"a{i} host e1" for i in range(6)] + [f"b{i} participant e2" for i in range(7)]
    lines += ["a0 host e3", "b0 trainer e3", "x host e4", "y funder e4"] + [f"z{i} funder f{i}" for i in range(10)]
    return cooperate(participations(*lines), load("default"))


def test_the_same_network_stays_put(network: Network) -> None:
    """Two runs with one seed give the same positions to the last digit."""
    assert place(network) == place(network)
    assert place(network, seed=1) == place(network, seed=1)


def test_no_two_nodes_overlap(network: Network) -> None:
    """Discs do not overlap, whether in one component or in several."""
    assert overlaps(network) == []


def test_centre_and_scale(network: Network) -> None:
    """The drawing is centred on (0, 0) and hundreds of units wide."""
    places = place(network)
    x, y = [p[0] for p in places.values()], [p[1] for p in places.values()]
    assert max(x) + min(x) == pytest.approx(0, abs=0.02)
    assert max(y) + min(y) == pytest.approx(0, abs=0.02)
    assert 300 < max(x) - min(x) < 3000


def test_tied_nodes_are_nearer(network: Network) -> None:
    """In a component, tied nodes are nearer to each other on average than those that are not tied."""
    places = place(network)
    tied = {(tie.source, tie.target) for tie in network.ties}
    group = [n for n in places if n[0] in "ab"]
    near = [dist(places[a], places[b]) for a, b in combinations(group, 2) if (a, b) in tied]
    far = [dist(places[a], places[b]) for a, b in combinations(group, 2) if (a, b) not in tied]
    assert sum(near) / len(near) < sum(far) / len(far)


def test_size_follows_strength(network: Network) -> None:
    """The strongest node is the largest, one without a tie the smallest."""
    radii = sizes(network)
    assert (max(radii.values()), radii["z0"]) == (34.0, 8.0)


def test_a_large_component(participations: Build) -> None:
    """Above 400 nodes in a component the quick layout serves, and still nothing overlaps."""
    lines = [f"n{i} host e{i}" for i in range(450)] + [
        f"n{(i * i + 1) // 3 % max(i, 1)} trainer e{i}" for i in range(450)
    ]
    large = cooperate(participations(*lines), load("default"))
    assert place(large) == place(large)
    assert len(overlaps(large)) < len(large) / 50
