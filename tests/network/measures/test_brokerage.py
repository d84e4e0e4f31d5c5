"""Constraint, effective size and Gould and Fernandez' roles, by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import UnknownName
from coopgraph.network import Network
from coopgraph.network.measures import Brokerage, brokerage_roles, constraint, degree, effective_size

Draw = Callable[..., Network]
Shapes = Mapping[str, Network]
WEIGHTED = ("a-b 1", "a-c 1", "b-c 2", "c-d 4")


def test_constraint(shapes: Shapes) -> None:
    """Constraint is 1/degree where contacts do not know each other, 1 with one contact, and more in a triangle."""
    assert constraint(shapes["star"]) == {"h": 0.25, "a": 1, "b": 1, "c": 1, "d": 1}
    # a: b (1/2 + 1/2 x 1/3)² + c (1/2 + 1/2 x 1/2)² = 4/9 + 9/16; c: twice (1/3 + 1/3 x 1/2)² + (1/3)²
    expected = {"a": 145 / 144, "b": 145 / 144, "c": 11 / 18, "d": 1}
    assert constraint(shapes["triangle with tail"]) == pytest.approx(expected, abs=1e-9)
    # c of the bow-tie: four times (1/4 + 1/4 x 1/2)²; a: b (1/2 + 1/2 x 1/4)² + c (1/2 + 1/2 x 1/2)²
    bow = constraint(shapes["bow-tie"])
    assert (bow["c"], bow["a"]) == pytest.approx((9 / 16, 25 / 64 + 9 / 16), abs=1e-9)


def test_weighted_constraint(draw: Draw) -> None:
    """With weights the shares are shares of strength."""
    # a: p_ab = p_ac = 1/2, p_cb = 2/7, p_bc = 2/3: (1/2 + 1/2 x 2/7)² + (1/2 + 1/2 x 2/3)²
    found = constraint(draw(*WEIGHTED))
    assert found["a"] == pytest.approx(81 / 196 + 25 / 36, abs=1e-9)
    unweighted = constraint(draw(*WEIGHTED), weighted=False)
    assert unweighted["a"] == pytest.approx(145 / 144, abs=1e-9)


def test_effective_size(shapes: Shapes, draw: Draw) -> None:
    """Effective size is k - 2t/k without weights, and counts how strongly contacts know each other with them."""
    assert effective_size(shapes["star"]) == {"h": 4, "a": 1, "b": 1, "c": 1, "d": 1}
    expected = {"a": 1, "b": 1, "c": 3 - 2 / 3, "d": 1}
    assert effective_size(shapes["triangle with tail"]) == pytest.approx(expected, abs=1e-9)
    assert effective_size(shapes["bow-tie"])["c"] == 3  # 4 - 2 x 2/4
    # c: a loses p_cb m_ab = 2/7 x 1/1, b loses p_ca m_ba = 1/7 x 1/2, d nothing: 3 - 4/14 - 1/14
    assert effective_size(draw(*WEIGHTED))["c"] == pytest.approx(37 / 14, abs=1e-9)
    assert effective_size(draw(*WEIGHTED), weighted=False) == pytest.approx(expected, abs=1e-9)


def test_holes_of_the_isolated(draw: Draw) -> None:
    """An isolated node has no contacts: effective size 0, and no constraint."""
    assert (constraint(draw(nodes="z")), effective_size(draw(nodes="z"))) == ({"z": None}, {"z": 0})
    assert (constraint(draw()), effective_size(draw())) == ({}, {})


_ties = st.dictionaries(
    st.sampled_from([f"{a}-{b}" for a in "abcdef" for b in "abcdef" if a < b]), st.floats(0.01, 100), min_size=1
)


@given(ties=_ties, weighted=st.booleans())
def test_bounds(draw: Draw, ties: dict[str, float], weighted: bool) -> None:
    """Constraint lies from 1/degree to 2, effective size from 0 to the degree (unweighted: from 1)."""
    network = draw(*(f"{ends} {weight}" for ends, weight in ties.items()))
    sizes, held = effective_size(network, weighted), constraint(network, weighted)
    for node, k in degree(network).items():
        c = held[node]
        assert c is not None
        assert 1 / k - 1e-8 <= c <= 2
        assert (0 if weighted else 1) - 1e-8 <= sizes[node] <= k + 1e-8


def test_all_five_roles(draw: Draw) -> None:
    """A Finnish broker of two Finns, two Swedes and a Norwegian has every role, in ordered pairs."""
    # coordinator a>b, b>a; consultant c>d, d>c; into Finland from c, d, e to a, b: 3 x 2; out as many;
    # between c or d and e, both ways: 4. Together 5 x 4 = 20
    countries = {"v": "FI", "a": "FI", "b": "FI", "c": "SE", "d": "SE", "e": "NO"}
    ties = ("v-a", "v-b", "v-c", "v-d", "v-e")
    star = brokerage_roles(draw(*ties, countries=countries))
    assert star["v"] == Brokerage(coordinator=2, consultant=2, gatekeeper=6, representative=6, liaison=4)
    assert star["v"].total == 20
    assert star["a"] == Brokerage()
    # a tie of a and c closes a>c (represented) and c>a (kept)
    closed = brokerage_roles(draw(*ties, "a-c", countries=countries))
    assert closed["v"] == Brokerage(coordinator=2, consultant=2, gatekeeper=5, representative=5, liaison=4)
    # v and c, between whom a stands, are tied themselves
    assert closed["a"].total == 0


def test_directed_roles(draw: Draw) -> None:
    """Directed, money that comes from abroad through v into its country makes v a gatekeeper and nothing else."""
    countries = {"x": "SE", "v": "FI", "y": "FI"}
    assert brokerage_roles(draw("x>v", "v>y", countries=countries), directed=True)["v"] == Brokerage(gatekeeper=1)
    # an undirected part of the tie of v and y opens y > v too, but nothing runs from v to x
    network = draw("x>v", "v>y", "v-y", countries=countries)
    assert brokerage_roles(network, directed=True)["v"] == Brokerage(gatekeeper=1)
    assert brokerage_roles(network)["v"] == Brokerage(gatekeeper=1, representative=1)
    # undirected x-v and v > y: only x > v > y; y cannot send back
    mixed = draw("x-v", "v>y", countries=countries)
    assert brokerage_roles(mixed, directed=True)["v"] == Brokerage(gatekeeper=1)


def test_who_has_no_country(draw: Draw) -> None:
    """An international organization is a group of its own, or takes no part when that is asked for."""
    network = draw("i-a", "i-b", "i-c", "a-j", countries={"a": "FI", "b": "FI", "c": "SE"})
    # i between a, b (consultant, 2) and a, c; b, c (liaison, 4); a between i and j (liaison, 2)
    assert brokerage_roles(network)["i"] == Brokerage(consultant=2, liaison=4)
    assert brokerage_roles(network)["a"] == Brokerage(liaison=2)
    assert {own.total for own in brokerage_roles(network, apart=False).values()} == {0}


def test_roles_among_types(draw: Draw) -> None:
    """Groups may be types of organization; other groups are refused, and nobody brokers in an empty network."""
    network = draw("a-v", "v-b", types={"a": "customs", "b": "customs", "v": "police"})
    assert brokerage_roles(network, by="type")["v"] == Brokerage(consultant=2)
    assert brokerage_roles(draw()) == {}
    with pytest.raises(UnknownName, match="did you mean 'country'"):
        brokerage_roles(network, by="contry")
