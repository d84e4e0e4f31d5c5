"""Rank correlations, by hand and against one another."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import UnknownName
from coopgraph.network import Participations, cooperate, load
from coopgraph.network.measures import agreement, kendall, of_definitions, of_networks, spearman

Build = Callable[..., Participations]


def test_agreement_of_rankings(participations: Build) -> None:
    """Spearman's correlation is 1 for the same order, and worked by hand where ties share ranks."""
    table = participations("a host e1", "b host e1", "b host e2", "c trainer e2", "b host e3", "d participant e3")
    default, uniform = cooperate(table, load("default")), cooperate(table, load("uniform"))
    assert agreement(default, default) == 1.0
    # default strengths: a 3, b 7, c 2, d 2: ranks 3, 4, 1.5, 1.5; uniform: a 1, b 3, c 1, d 1: ranks 2, 4, 2, 2
    # deviations from 2.5: (.5, 1.5, -1, -1) and (-.5, 1.5, -.5, -.5): products -.25+2.25+.5+.5 = 3
    # squares: .25+2.25+1+1 = 4.5 and .25+2.25+.25+.25 = 3; 3 / sqrt(13.5)
    assert agreement(default, uniform) == pytest.approx(3 / 13.5**0.5, abs=1e-9)
    assert agreement(default, uniform, "degree") == 1.0
    assert agreement(default, cooperate(participations("a host e1", "b host e1"), load("default"))) is None
    with pytest.raises(UnknownName, match="did you mean 'degree'"):
        agreement(default, uniform, "degre")


def test_kendall() -> None:
    """Of six pairs five are in the same order and one is reversed; with equals the pairs left are scaled up."""
    assert kendall([1, 2, 3, 4], [1, 2, 4, 3]) == pytest.approx(4 / 6, abs=1e-9)
    # x: one pair equal, 5 left; y: three pairs equal (1, 1, 1), 3 left; same order: those with the last: 3
    assert kendall([1, 2, 2, 3], [1, 1, 1, 9]) == pytest.approx(3 / 15**0.5, abs=1e-9)
    assert (kendall([1, 2, 3], [5, 5, 5]), kendall([1, 2], [1, 2]), spearman([1, 2], [1, 2])) == (None, None, None)


_numbers = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=3, max_size=9)


@given(_numbers)
def test_kendall_is_what_its_definition_says(pairs: list[tuple[int, int]]) -> None:
    """The quick count of reversed pairs equals the plain count over all pairs."""
    signs = [((a > c) - (a < c), (b > d) - (b < d)) for (a, b), (c, d) in combinations(pairs, 2)]
    x, y = sum(s != 0 for s, _ in signs), sum(s != 0 for _, s in signs)
    plain = sum(s * t for s, t in signs) / (x * y) ** 0.5 if x * y else None
    found = kendall([a for a, _ in pairs], [b for _, b in pairs])
    assert found == (plain if plain is None else pytest.approx(plain, abs=1e-9))


@given(_numbers)
def test_reversal_changes_the_sign(pairs: list[tuple[int, int]]) -> None:
    """Both correlations lie from -1 to 1 and change their sign when one order is reversed."""
    x, y = [float(a) for a, _ in pairs], [float(b) for _, b in pairs]
    for index in (spearman, kendall):
        value, turned = index(x, y), index(x, [-b for b in y])
        assert (value is None) == (turned is None)
        if value is not None and turned is not None:
            assert -1 <= value <= 1
            assert value == pytest.approx(-turned)


def test_agreement_of_definitions(participations: Build, tmp_path: Path) -> None:
    """Every two definitions are compared by three measures; one's own file counts as one."""
    table = participations("a host e1", "b host e1", "b host e2", "c trainer e2", "b host e3", "d participant e3")
    found = of_definitions(table)
    assert found.columns == ("measure", "definition", "compared_with", "nodes", "spearman", "kendall")
    assert len(found) == 9
    row = next(
        r for r in found if (r["measure"], r["definition"], r["compared_with"]) == ("strength", "default", "uniform")
    )
    assert row["spearman"] == pytest.approx(3 / 13.5**0.5, abs=1e-9)
    # pairs: a-b, b-c, b-d in the same order (3); uniform holds a, c, d equal; default c, d: 5 and 3 pairs left
    assert row["nodes"] == 4
    assert row["kendall"] == pytest.approx(3 / 15**0.5, abs=1e-9)
    own = tmp_path / "own.yaml"
    own.write_text("title: Own\npairs: [{classes: L-L, kind: co-lead, strength: 1}]\n", encoding="utf-8")
    two = of_definitions(table, [load("default"), own])
    assert {(r["definition"], r["compared_with"]) for r in two} == {("default", "own")}
    assert set(two.columns) == set(two.meanings)


def test_networks_that_share_nobody(participations: Build) -> None:
    """Networks without a node in common agree in nothing that could be measured."""
    a, b = (cooperate(participations(f"{x} host e1", f"{y} host e1"), load("default")) for x, y in ("ab", "cd"))
    assert [(row["nodes"], row["spearman"]) for row in of_networks([("a", a), ("b", b)])] == [(0, None)] * 3
