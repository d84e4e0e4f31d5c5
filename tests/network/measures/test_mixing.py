"""Assortativity and the E-I index, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import UnknownName
from coopgraph.network import Network
from coopgraph.network.measures import assortativity, ei_index, ei_index_of_nodes

Draw = Callable[..., Network]
HALVES = {"a": "FI", "b": "FI", "c": "SE", "d": "SE"}


def test_ei_index(draw: Draw) -> None:
    """Two ties across and two within give 0; by weight 3 across and 5 within give -2/8."""
    network = draw("a-b 1", "a-c 1", "b-c 2", "c-d 4", countries=HALVES)
    assert ei_index(network) == 0
    assert ei_index(network, weighted=True) == -0.25
    # a: one of each; b: the same; c: two across, one within; d: within
    assert ei_index_of_nodes(network) == pytest.approx({"a": 0, "b": 0, "c": 1 / 3, "d": -1}, abs=1e-9)


def test_assortativity(draw: Draw) -> None:
    """It is 1 when ties stay at home, 0 as by chance, -1 between two halves that only meet each other."""
    assert assortativity(draw("a-b", "c-d", countries=HALVES)) == 1
    # the triangle with tail: 2 of 4 ties within; ends 4 + 4 of 8: (1/2 - 1/2) / (1 - 1/2)
    assert assortativity(draw("a-b", "a-c", "b-c", "c-d", countries=HALVES)) == 0
    assert assortativity(draw("a-c", "b-d", countries=HALVES)) == -1
    # weights: within 5 of 8; ends FI 1+1+1+2 = 5, SE 1+2+4+4 = 11 of 16: chance (25 + 121)/256
    weighted = draw("a-b 1", "a-c 1", "b-c 2", "c-d 4", countries=HALVES)
    chance = 146 / 256
    expected = (5 / 8 - chance) / (1 - chance)
    assert assortativity(weighted, weighted=True) == pytest.approx(expected, abs=1e-9)


def test_ties_without_groups_are_left_out(draw: Draw) -> None:
    """A tie to an international organization is neither within a country nor across."""
    network = draw("a-c", "a-i", countries=HALVES, types={"a": "customs", "c": "customs", "i": "igo"})
    assert (ei_index(network), ei_index(network, "type")) == (1, 0)
    assert ei_index_of_nodes(network) == {"a": 1, "c": 1, "i": None}


def test_nothing_to_mix(draw: Draw) -> None:
    """Without a tie of known groups there is no index, and with one group no assortativity."""
    assert [ei_index(network) for network in (draw(), draw(nodes="z"), draw("a-b"))] == [None] * 3
    assert [assortativity(network) for network in (draw(), draw(nodes="z"), draw("a-b"))] == [None] * 3
    assert assortativity(draw("a-b", countries={"a": "FI", "b": "FI"})) is None
    with pytest.raises(UnknownName, match="country"):
        ei_index(draw("a-b"), "city")


@given(
    ties=st.lists(st.sampled_from(["a-b", "a-c", "a-d", "b-c", "b-d", "c-d"]), unique=True),
    lands=st.lists(st.sampled_from(["FI", "SE", "NO", ""]), min_size=4, max_size=4),
    weighted=st.booleans(),
)
def test_both_lie_between_minus_one_and_one(draw: Draw, ties: list[str], lands: list[str], weighted: bool) -> None:
    """Both indices lie from -1 to 1 where they exist."""
    network = draw(*ties, nodes="a b c d", countries=dict(zip("abcd", lands, strict=True)))
    for index in (ei_index, assortativity):
        value = index(network, weighted=weighted)
        assert value is None or -1 - 1e-9 <= value <= 1
