"""Centrality, worked out by hand on a star, a path, a triangle with a tail and a bow-tie."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from coopgraph.errors import UsageError
from coopgraph.network import Network
from coopgraph.network.measures import (
    betweenness,
    centralization,
    closeness,
    degree,
    eigenvector,
    in_strength,
    out_strength,
    pagerank,
    strength,
)
from coopgraph.network.measures import centrality as module

Draw = Callable[..., Network]
Shapes = Mapping[str, Network]


def close(values: Mapping[str, float], expected: Mapping[str, float]) -> None:
    assert dict(values) == pytest.approx(expected, abs=2e-9)


def test_degree_and_strength(draw: Draw) -> None:
    """Degree counts ties, strength adds their weights, and an isolated node has 0 of both."""
    network = draw("a-b 2", "a-c 0.5", nodes="z")
    assert degree(network) == {"a": 2, "b": 1, "c": 1, "z": 0}
    assert strength(network) == {"a": 2.5, "b": 2.0, "c": 0.5, "z": 0.0}


def test_flows(draw: Draw) -> None:
    """In-strength and out-strength add up what is given and received, and leave out what has no direction."""
    # a gives b 2 and 1; b gives a 0.5; b and c have an undirected 4 and c gives b 1
    network = draw("a>b 2", "a>b 1", "b>a 0.5", "b-c 4", "c>b 1")
    assert out_strength(network) == {"a": 3.0, "b": 0.5, "c": 1.0}
    assert in_strength(network) == {"a": 0.5, "b": 4.0, "c": 0.0}


def test_betweenness(shapes: Shapes) -> None:
    """Betweenness is the share of the pairs of others whose shortest paths run through a node."""
    close(betweenness(shapes["star"]), {"h": 1, "a": 0, "b": 0, "c": 0, "d": 0})
    close(betweenness(shapes["path"]), {"a": 0, "b": 2 / 3, "c": 2 / 3, "d": 0})  # b: a-c, a-d of 3 pairs
    close(betweenness(shapes["triangle with tail"]), {"a": 0, "b": 0, "c": 2 / 3, "d": 0})  # a-d, b-d of 3
    close(betweenness(shapes["bow-tie"]), {"a": 0, "b": 0, "c": 4 / 6, "d": 0, "e": 0})  # {a,b} to {d,e}


def test_weighted_betweenness_takes_strong_ties_as_short(draw: Draw) -> None:
    """Two ties of 4 (1/4 + 1/4) are shorter than one of 1; two of 3 are exactly as long as one of 1.5."""
    close(betweenness(draw("a-b 1", "a-c 4", "b-c 4"), weighted=True), {"a": 0, "b": 0, "c": 1})
    close(betweenness(draw("a-b 1.5", "a-c 3", "b-c 3"), weighted=True), {"a": 0, "b": 0, "c": 0.5})
    close(betweenness(draw("a-b 1", "a-c 4", "b-c 4")), {"a": 0, "b": 0, "c": 0})


def test_closeness(shapes: Shapes) -> None:
    """Harmonic closeness is the mean of 1/distance to the others."""
    close(closeness(shapes["star"]), {"h": 1, **dict.fromkeys("abcd", (1 + 3 / 2) / 4)})
    close(closeness(shapes["path"]), {"a": 11 / 18, "b": 5 / 6, "c": 5 / 6, "d": 11 / 18})  # a: (1+1/2+1/3)/3
    tail = {"a": 5 / 6, "b": 5 / 6, "c": 1, "d": 2 / 3}  # a: (1+1+1/2)/3; d: (1+1/2+1/2)/3
    close(closeness(shapes["triangle with tail"]), tail)
    close(closeness(shapes["bow-tie"]), {"c": 1, **dict.fromkeys("abde", 0.75)})  # (1+1+1/2+1/2)/4


def test_closeness_of_parts_and_of_weights(draw: Draw) -> None:
    """Whom no path reaches adds nothing; weighted, a tie is 1/weight long."""
    close(closeness(draw("a-b", nodes="z")), {"a": 0.5, "b": 0.5, "z": 0})
    # a-b is 1/2 long, b-c 1/4, a-c 3/4: a (2 + 4/3)/2, b (2 + 4)/2, c (4 + 4/3)/2
    close(closeness(draw("a-b 2", "b-c 4"), weighted=True), {"a": 5 / 3, "b": 3, "c": 8 / 3})


def test_eigenvector(shapes: Shapes, draw: Draw) -> None:
    """The leaf of a star of five has half of the hub; the ends of a path of four 0.618 of the middle."""
    close(eigenvector(shapes["star"]), {"h": 1, **dict.fromkeys("abcd", 0.5)})  # eigenvalue 2 = sqrt(4)
    golden = (5**0.5 - 1) / 2
    close(eigenvector(shapes["path"]), {"a": golden, "b": 1, "c": 1, "d": golden})
    # weights 3 and 4: eigenvalue 5; b 1, a 3/5, c 4/5
    close(eigenvector(draw("a-b 3", "b-c 4")), {"a": 0.6, "b": 1, "c": 0.8})


def test_eigenvector_of_several_components(draw: Draw) -> None:
    """Only components of the greatest eigenvalue have values: both of two equal ones, the stronger of two others."""
    close(eigenvector(draw("a-b", "c-d", nodes="z")), {"a": 1, "b": 1, "c": 1, "d": 1, "z": 0})
    close(eigenvector(draw("a-b 2", "c-d 1")), {"a": 1, "b": 1, "c": 0, "d": 0})


def test_eigenvector_of_a_large_component(shapes: Shapes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Power iteration, which large components need, gives the same as the exact computation."""
    exact = [eigenvector(network) for network in shapes.values()]
    monkeypatch.setattr(module, "_DENSE", 0)
    for values, network in zip(exact, shapes.values(), strict=True):
        assert eigenvector(network) == pytest.approx(values, abs=1e-8)


def test_pagerank(shapes: Shapes, draw: Draw) -> None:
    """PageRank of a star solves h = 0.03 + 0.85 x 4 leaf, leaf = 0.03 + 0.85 h/4."""
    hub = 0.132 / 0.2775
    close(pagerank(shapes["star"]), {"h": hub, **dict.fromkeys("abcd", 0.03 + 0.2125 * hub)})
    # a splits itself 3 : 1; without damping's jumps (0.5): a = 1/6 + (b + c)/2, b = 1/6 + 3a/8, a + b + c = 1
    a = (1 / 6 + 1 / 2) / 1.5
    weighted = {"a": a, "b": 1 / 6 + 3 * a / 8, "c": 1 / 6 + a / 8}
    close(pagerank(draw("a-b 3", "a-c 1"), damping=0.5), weighted)


def test_pagerank_along_directions(draw: Draw) -> None:
    """Along what is given, a walker ends with the receiver and jumps from there; undirected parts are no way."""
    # b is stuck and jumps: a = 1/4 + b/4, b = 1/4 + a/2 + b/4 with damping 1/2: a = 2/5, b = 3/5
    close(pagerank(draw("a>b 2"), directed=True, damping=0.5), {"a": 0.4, "b": 0.6})
    close(pagerank(draw("a-b 2"), directed=True), {"a": 0.5, "b": 0.5})
    assert sum(pagerank(draw("a-b", nodes="z")).values()) == pytest.approx(1)


def test_centralization(shapes: Shapes, draw: Draw) -> None:
    """A star is as centralized as can be, a ring not at all."""
    assert [centralization(shapes["star"], of) for of in ("degree", "betweenness")] == [1, 1]
    # path: degrees 1 2 2 1: (1+0+0+1)/(3 x 2); betweenness: (2/3 + 2/3)/3
    assert centralization(shapes["path"]) == pytest.approx(1 / 3, abs=1e-9)
    assert centralization(shapes["path"], "betweenness") == pytest.approx(4 / 9, abs=1e-9)
    # bow-tie: degrees 4 2 2 2 2: 8/(4 x 3); betweenness: 4 x 2/3 / 4
    assert centralization(shapes["bow-tie"]) == pytest.approx(2 / 3, abs=1e-9)
    assert centralization(shapes["bow-tie"], "betweenness") == pytest.approx(2 / 3, abs=1e-9)
    assert centralization(draw("a-b", "b-c", "c-d", "a-d")) == 0


def test_nobody_and_one(draw: Draw) -> None:
    """An empty network has no values, a single node 0 everywhere and all of the PageRank."""
    measures = (degree, strength, in_strength, out_strength, betweenness, closeness, eigenvector, pagerank)
    assert [measure(draw()) for measure in measures] == [{}] * 8
    assert [measure(draw(nodes="z")) for measure in measures] == [{"z": 0}] * 7 + [{"z": 1}]
    assert [centralization(network) for network in (draw(), draw(nodes="z"), draw("a-b"))] == [None] * 3


def test_what_is_not_possible(draw: Draw) -> None:
    """A damping of 1 and a centralization of another measure are refused."""
    with pytest.raises(UsageError, match="from 0 to below 1"):
        pagerank(draw("a-b"), damping=1)
    with pytest.raises(UsageError, match="degree or betweenness"):
        centralization(draw("a-b"), "strength")
