"""The matrix: two cells for every tie, groups on the diagonal, and no names that cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coopgraph.errors import UsageError
from coopgraph.network import Participations, cooperate, load
from coopgraph.plots import Parts
from coopgraph.plots.marks import SCALE, classes, kinds, shade

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def parts(participations: Build) -> Parts:
    """Two triangles of hosts, joined by an inferred tie of a funder and a host; somebody stands alone."""
    table = participations(
        *(f"{n} host e1" for n in "abc"), *(f"{n} host e2" for n in "def"), "c funder e3 inferred", "d host e3",
        "z host e4",
        countries={"a": "FI", "b": "FI", "c": "FI", "d": "KZ", "e": "KZ"},
    )  # fmt: skip
    return Parts(cooperate(table, load("default")))


def cells(found: Any, what: str) -> dict[str, Any]:
    """Return the cells of weights or kinds by the ends of their ties."""
    return {a.get_gid().removeprefix(f"{what}-"): a for a in found.artists(f"{what}-")}


def test_two_cells_for_each_tie(parts: Parts, big: Parts, drawn: Callable[..., Any]) -> None:
    """Every tie has its weight in one cell and its kind in another, and no other cell is filled."""
    for one in (parts, big):
        found, ends = drawn("matrix", one), {f"{t.source}--{t.target}" for t in one.network.ties}
        assert cells(found, "weight").keys() == cells(found, "kind").keys() == ends


def test_weights_below_and_kinds_above(parts: Parts, drawn: Callable[..., Any]) -> None:
    """The cell of a weight mirrors that of the kind over the diagonal: column for row."""
    found = drawn("matrix", parts)
    weights, above = cells(found, "weight"), cells(found, "kind")
    for ends, weight in weights.items():
        kind = above[ends]
        assert weight.get_x() < kind.get_x()
        assert weight.get_y() > kind.get_y()


def test_inferred_is_hatched(parts: Parts, drawn: Callable[..., Any]) -> None:
    """Stated ties are solid, inferred ones hatched, in both cells."""
    found = drawn("matrix", parts)
    for what in ("weight", "kind"):
        assert [ends for ends, cell in cells(found, what).items() if cell.get_hatch()] == ["c--d"]


def test_letters_of_kinds(parts: Parts, drawn: Callable[..., Any]) -> None:
    """The letter in a cell is that of the tie's principal kind, and the legend explains it."""
    found = drawn("matrix", parts)
    letters = {a.get_gid().removeprefix("letter-"): a.get_text() for a in found.artists("letter-")}
    assert letters == {**dict.fromkeys(["a--b", "a--c", "b--c", "d--e", "d--f", "e--f"], "L"), "c--d": "F"}
    assert "co-lead" in found.words()
    assert "fund" in found.words()


def test_rows_by_community(parts: Parts, drawn: Callable[..., Any]) -> None:
    """The two triangles are two groups; c and d, with one tie more, come first in theirs; z is only counted."""
    found = drawn("matrix", parts)
    assert [i.removeprefix("name-") for i in found.ids("name-")] == ["c", "a", "b", "d", "e", "f"]
    assert len(found.artists("group-1", "group-2")) == 2
    assert "Not drawn: 1 without a tie." in found.words()


def test_rows_by_country(parts: Parts, drawn: Callable[..., Any]) -> None:
    """By country the largest group comes first, and those of no country last."""
    found = drawn("matrix", parts, order="country")
    assert [t.get_text() for t in found.artists("group-name-")] == ["FI", "KZ", "–"]
    assert [i.removeprefix("name-") for i in found.ids("name-")] == ["c", "a", "b", "d", "e", "f"]


def test_what_does_not_fit_stands_below(big: Parts, drawn: Callable[..., Any]) -> None:
    """Where names have no room beside the rows they stand below, by the numbers of the rows."""
    found = drawn("matrix", big)
    rows = [t.get_text() for t in found.artists("row-")]
    assert (
        rows == [t.get_text() for t in found.artists("key-number-")] == [t.get_text() for t in found.artists("column-")]
    )
    assert found.artists("name-") == []


def test_too_narrow_for_so_many(big: Parts, drawn: Callable[..., Any]) -> None:
    """A matrix that cannot be read is refused, and the width that the message names is enough."""
    with pytest.raises(UsageError, match="give a width of") as error:
        drawn("matrix", big, width=88)
    need = float(str(error.value).split("give a width of ")[1].split(",")[0])
    assert drawn("matrix", big, width=need).colliding() == []


def test_classes_of_weights() -> None:
    """Greater weights are darker; the greatest is always the darkest, and equal weights have one class."""
    bounds = classes([1, 1, 1, 1, 1, 2, 3, 4, 5, 50])
    assert bounds[-1] == 50
    shades = [SCALE.index(shade(weight, bounds)) for weight in (1, 2, 4, 50)]
    assert shades == sorted(shades)
    assert shade(50, bounds) == SCALE[-1]
    assert classes([2.0, 2.0]) == [2.0]


def test_every_kind_has_a_look_of_its_own(parts: Parts, big: Parts) -> None:
    """No two kinds share a letter or a colour, and a kind looks the same in every network of a definition."""
    found = kinds(big.network.definition, big.network.ties)
    assert len({k.letter for k in found.values()}) == len({k.colour for k in found.values()}) == len(found)
    fewer = kinds(parts.network.definition, parts.network.ties)
    assert all(found[name] == kind for name, kind in fewer.items())
