"""Components, density, cut points, bridges, cores and clustering, by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from coopgraph.network import Network
from coopgraph.network.measures import bridges, clustering, components, core, cut_points, density, transitivity

Draw = Callable[..., Network]
Shapes = Mapping[str, Network]


def test_components_are_ordered(draw: Draw) -> None:
    """The largest component comes first, of equals the one with the first id; an isolated node is one."""
    network = draw("m-n", "a-b", "q-r", "r-s", nodes="z")
    assert components(network) == [("q", "r", "s"), ("a", "b"), ("m", "n"), ("z",)]


def test_density(shapes: Shapes, draw: Draw) -> None:
    """Density is the share of pairs that are tied; it takes two nodes to have a pair."""
    assert {name: density(network) for name, network in shapes.items()} == pytest.approx(
        {"star": 4 / 10, "path": 3 / 6, "triangle with tail": 4 / 6, "bow-tie": 6 / 10}, abs=1e-9
    )
    assert [density(network) for network in (draw(), draw(nodes="z"), draw(nodes="y z"))] == [None, None, 0]


def test_cut_points_and_bridges(shapes: Shapes, draw: Draw) -> None:
    """Every tie of a tree is a bridge; the middle of a bow-tie is a cut point and no tie of it a bridge."""
    found = {name: (set(cut_points(network)), set(bridges(network))) for name, network in shapes.items()}
    assert found == {
        "star": ({"h"}, {("a", "h"), ("b", "h"), ("c", "h"), ("d", "h")}),
        "path": ({"b", "c"}, {("a", "b"), ("b", "c"), ("c", "d")}),
        "triangle with tail": ({"c"}, {("c", "d")}),
        "bow-tie": ({"c"}, set()),
    }
    assert not cut_points(draw(nodes="z"))
    assert not bridges(draw())
    assert bridges(draw("h-a")) == {("a", "h")}


def test_cores(shapes: Shapes, draw: Draw) -> None:
    """A triangle is a 2-core, its tail is in the 1-core, and an isolated node in the 0-core."""
    assert core(shapes["triangle with tail"]) == {"a": 2, "b": 2, "c": 2, "d": 1}
    assert set(core(shapes["star"]).values()) == {1}
    assert core(draw(nodes="z")) == {"z": 0}
    assert core(draw()) == {}


def test_clustering(shapes: Shapes) -> None:
    """Clustering is the share of pairs of neighbours that are tied; transitivity the share of paths of two closed."""
    tail, bow = shapes["triangle with tail"], shapes["bow-tie"]
    assert clustering(tail) == pytest.approx({"a": 1, "b": 1, "c": 1 / 3, "d": 0}, abs=1e-9)
    assert clustering(bow) == pytest.approx({"a": 1, "b": 1, "c": 2 / 6, "d": 1, "e": 1}, abs=1e-9)
    # paths of two in the tail: 1 + 1 + 3, closed 3; in the bow-tie: 4 x 1 + 6, closed 6
    assert [transitivity(tail), transitivity(bow)] == pytest.approx([3 / 5, 6 / 10])
    assert set(clustering(shapes["star"]).values()) == {0}
    assert transitivity(shapes["star"]) == 0


def test_weighted_clustering(draw: Draw) -> None:
    """A triangle of weights 1, 1 and 2 beside a greatest weight of 4 has intensity 2^(1/3)/4."""
    one = 2 ** (1 / 3) / 4
    network = draw("a-b 1", "a-c 1", "b-c 2", "c-d 4")
    assert clustering(network, weighted=True) == pytest.approx({"a": one, "b": one, "c": one / 3, "d": 0}, abs=1e-9)


def test_clustering_of_few(draw: Draw) -> None:
    """Nobody's clustering is empty; with fewer than two neighbours it is 0, and there is no path to close."""
    assert (clustering(draw()), clustering(draw("a-b", nodes="z"))) == ({}, {"a": 0, "b": 0, "z": 0})
    assert (transitivity(draw()), transitivity(draw("a-b"))) == (None, None)
