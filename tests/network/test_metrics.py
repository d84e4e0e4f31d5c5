"""Measures of nodes, on networks small enough to count by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coopgraph.network import Measures, Participations, cooperate, load, measure
from coopgraph.network.metrics import agreement, components, strength

Build = Callable[..., Participations]


def test_a_path_of_four_and_a_pair(participations: Build) -> None:
    """On the path a-b-c-d the inner nodes are cut points with betweenness 2 of 15, as 7 nodes are there."""
    # a-b 3 (co-lead), b-c 2 (engage), c-d 1 (fund-indirect); x-y 3; z alone: 7 nodes, (7-1)(7-2)/2 = 15 pairs
    # b lies on a-c and a-d, c on a-d and b-d: 2/15 each
    table = participations(
        "a host e1", "b organizer e1", "b host e2", "c trainer e2", "c funder e3", "d participant e3",
        "x host e4", "y host e4", "z funder e5",
        countries={"a": "FI"}, types={"a": "customs"},
    )  # fmt: skip
    rows = {row.id: row for row in measure(cooperate(table, load("default")))}
    assert rows["a"] == Measures("a", "A", "customs", "FI", 1, 3.0, 0.0, 1, False)
    assert rows["b"] == Measures("b", "B", "", "", 2, 5.0, pytest.approx(2 / 15, abs=1e-9), 1, True)  # type: ignore[arg-type]
    assert rows["c"].betweenness == pytest.approx(2 / 15, abs=1e-9)
    assert (rows["x"].component, rows["z"].component, rows["z"].degree) == (2, 3, 0)
    assert [row.id for row in measure(cooperate(table, load("default")))] == [
        "b",
        "a",
        "c",
        "x",
        "y",
        "d",
        "z",
    ]


def test_betweenness_ignores_weights(participations: Build) -> None:
    """In a triangle nobody lies between others, however unequal the ties."""
    table = participations("a host e1", "b organizer e1", "c participant e1 low")
    assert {row.betweenness for row in measure(cooperate(table, load("default")))} == {0.0}


def test_components_are_ordered(participations: Build) -> None:
    """The largest component comes first, of equals the one with the first id."""
    table = participations("m host e1", "n host e1", "a host e2", "b host e2", "q host e3", "r host e3", "s host e3")
    assert components(cooperate(table, load("default"))) == [("q", "r", "s"), ("a", "b"), ("m", "n")]


def test_strength_is_the_sum_of_weights(participations: Build) -> None:
    """The strengths of all nodes add up to twice the weights of all ties."""
    table = participations("a host e1", "b funder e1", "c participant e1", "d trainer e1 medium")
    network = cooperate(table, load("default"))
    assert sum(strength(network).values()) == pytest.approx(2 * sum(tie.weight for tie in network.ties))


def test_agreement_of_rankings(participations: Build) -> None:
    """Spearman's correlation is 1 for the same order, and worked by hand where ties share ranks."""
    table = participations("a host e1", "b host e1", "b host e2", "c trainer e2", "b host e3", "d participant e3")
    default, uniform = cooperate(table, load("default")), cooperate(table, load("uniform"))
    assert agreement(default, default) == 1.0
    # default strengths: a 3, b 7, c 2, d 2: ranks 3, 4, 1.5, 1.5; uniform: a 1, b 3, c 1, d 1: ranks 2, 4, 2, 2
    # deviations from 2.5: (.5, 1.5, -1, -1) and (-.5, 1.5, -.5, -.5): products -.25+2.25+.5+.5 = 3
    # squares: .25+2.25+1+1 = 4.5 and .25+2.25+.25+.25 = 3; 3 / sqrt(13.5)
    assert agreement(default, uniform) == pytest.approx(3 / 13.5**0.5, abs=1e-9)
    assert agreement(default, cooperate(participations("a host e1", "b host e1"), load("default"))) is None


def test_an_empty_network() -> None:
    """A network of nobody has no rows, components or positions."""
    from coopgraph.network.layout import place

    network = cooperate(Participations("inferred", {}, {}, ()), load("default"))
    assert (measure(network), components(network), place(network)) == ([], [], {})


def test_betweenness_of_a_huge_network_is_left_out(participations: Build) -> None:
    """Where betweenness would take too long it is unknown, and the other measures are there."""
    network = cooperate(participations("a host e1", "b host e1"), load("default"))
    assert [(row.betweenness, row.degree) for row in measure(network, betweenness_up_to=1)] == [(None, 1), (None, 1)]
