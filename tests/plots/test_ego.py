"""One organization and its neighbours: rings by kind, weights and years beside the names."""

from __future__ import annotations

from collections.abc import Callable
from math import dist
from typing import Any

import pytest

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network import Participations, cooperate, load
from coopgraph.plots import Parts
from coopgraph.vocab import mint

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def parts(participations: Build) -> Parts:
    """a leads with b and c, funds d, is trained by e (inferred); b and c lead together as well; z stands alone."""
    table = participations(
        "a host e1", "b host e1", "c host e1", "a funder e2", "d host e2", "a participant e3", "e trainer e3 inferred",
        "z host e4",
        dates={"e1": ("2013-05-01", "2014-05-01"), "e2": (None, "2016-01-01"), "e4": ("2001-01-01", "2001-01-01")},
    )  # fmt: skip
    return Parts(cooperate(table, load("default")))


def test_neighbours_and_ties(parts: Parts, big: Parts, drawn: Callable[..., Any]) -> None:
    """Every neighbour has a sign and a line, the middle a sign; nobody else is drawn."""
    for one, name in ((parts, "a"), (big, big.network.by_weight()[0].source)):
        for width in (88, 180):
            found = drawn("ego", one, name=name, width=width)
            ties = one.network.ties_of(name)
            assert sorted(found.ids("node-")) == sorted(f"node-{i}" for i in (name, *(t.other(name) for t in ties)))
            assert sorted(found.ids("tie-")) == sorted(f"tie-{t.source}--{t.target}" for t in ties)


def test_rings_by_kind(parts: Parts, drawn: Callable[..., Any]) -> None:
    """Neighbours of one kind stand on one ring; the kind of the greatest weight in all is the inner one.

    co-lead 3 + 3 = 6; deliver 2 and fund 2 follow by name.
    """
    found = drawn("ego", parts, name="a")
    assert [t.get_text() for t in found.artists("ring-name-")] == ["co-lead", "deliver", "fund"]
    at = {a.get_gid().removeprefix("node-"): (a.get_xdata()[0], a.get_ydata()[0]) for a in found.artists("node-")}
    away = {i: round(dist(at["a"], place), 6) for i, place in at.items()}
    radii = [round(c.get_radius(), 6) for c in found.artists("ring-") if hasattr(c, "get_radius")]
    assert (away["b"], away["e"], away["d"]) == tuple(radii)
    assert away["b"] == away["c"]


def test_lines(parts: Parts, drawn: Callable[..., Any]) -> None:
    """A heavier tie is thicker, an inferred one dashed, and arrows point to whom it goes."""
    found = drawn("ego", parts, name="a")
    lines = {a.get_gid().removeprefix("tie-"): a for a in found.artists("tie-")}
    assert lines["a--b"].get_linewidth() > lines["a--d"].get_linewidth() == lines["a--e"].get_linewidth()
    assert [ends for ends, line in lines.items() if line.get_linestyle() == "--"] == ["a--e"]
    assert sorted(found.ids("arrow-")) == ["arrow-d", "arrow-e"]
    middle = next(a for a in found.artists("node-a"))
    home = (middle.get_xdata()[0], middle.get_ydata()[0])
    # a funds d, so that arrow points away; e teaches a, so that one points home
    for ident, outward in (("d", True), ("e", False)):
        tip, one, _ = (tuple(p) for p in next(iter(found.artists(f"arrow-{ident}"))).get_xy()[:3])
        assert (dist(home, tip) > dist(home, one)) is outward


@pytest.mark.parametrize("width", [88, 180])
def test_weights_and_years(parts: Parts, drawn: Callable[..., Any], width: float) -> None:
    """Beside each name stand the weight and the years, open where no day is known."""
    said = {t.get_text() for t in drawn("ego", parts, name="a", width=width).texts()}
    assert {"3  ·  2013–2014", "2  ·  … 2016", "2  ·  –"} <= said


def test_what_is_not_drawn_is_counted(parts: Parts, drawn: Callable[..., Any]) -> None:
    """Ties among the neighbours are counted: b and c are tied."""
    assert "Neighbours: 4; ties among them, not drawn: 1." in drawn("ego", parts, name="a").words()


def test_names_of_the_middle(parts: Parts, drawn: Callable[..., Any]) -> None:
    """The middle can be named by its id, with its kind, or by its IRI."""
    for name in ("a", "org/a", mint("org", "a")):
        assert len(drawn("ego", parts, name=name).artists("tie-")) == 4


def test_what_is_refused(parts: Parts, drawn: Callable[..., Any]) -> None:
    """No name, an unknown one, and one without ties are refused with a sentence."""
    with pytest.raises(UsageError, match="whose ties"):
        drawn("ego", parts)
    with pytest.raises(UnknownName, match="'q' is not a known node of this network"):
        drawn("ego", parts, name="q")
    with pytest.raises(UsageError, match="Z has no tie"):
        drawn("ego", parts, name="z")


@pytest.mark.parametrize("many", [1, 2, 60])
def test_few_and_many_neighbours(participations: Build, drawn: Callable[..., Any], many: int) -> None:
    """One neighbour or sixty: no two texts collide and none leaves the page."""
    table = participations("a host e1", *(f"b{i} participant e1" for i in range(many)))
    network = cooperate(table, load("default"))
    for width in (88, 180):
        found = drawn("ego", Parts(network), name="a", width=width)
        assert (found.colliding(), found.outside()) == ([], [])
