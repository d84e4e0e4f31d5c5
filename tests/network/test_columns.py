"""Ties by columns are the ties by objects: the same network to the last bit, whichever way it was made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import fsum

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.network import Definition, Network, Participations, Tie, cooperate, cooperation, load, strongest
from coopgraph.network.columns import Columns, Ties, columns_of
from coopgraph.network.definition import RolePair
from coopgraph.network.rounding import rounded, sums

Build = Callable[..., Participations]
FIELDS = ("source", "target", "weight", "events", "first", "last", "stated", "direction", "even", "given", "taken")

_line = st.builds(
    "{} {} e{} {} {}".format,
    st.sampled_from(["a", "b", "c", "d", "delegation/x", "person/y"]),
    st.sampled_from(["host", "funder", "trainer", "participant", "member", "partner"]),
    st.integers(0, 2),
    st.sampled_from(["high", "medium", "low"]),
    st.sampled_from(["stated", "inferred"]),
)
_lines = st.lists(_line, max_size=16, unique_by=lambda line: tuple(line.split()[:3]))
_parents = st.lists(st.sampled_from(["a b", "b c", "a d inferred", "d c"]), unique=True)
_represents = st.lists(st.sampled_from(["delegation/x a medium", "person/y b", "delegation/x c"]), unique=True)
COUNTRIES = {"a": "FI", "b": "FI", "c": "SE", "delegation/x": "TM"}
MORE = {"host": ("D", "L"), "partner": ("L", "R"), "trainer": (), "member": ("F", "L", "S")}  # roles of several classes
BOTH_WAYS = Definition(  # classes of several letters, equal weights, directions that contradict each other
    "odd", "Odd", "", (),
    (
        RolePair(("L", "R"), "deliver", "R", 1.0, 0),
        RolePair(("L", "D"), "deliver", "D", 1.0, 1),
        RolePair(("F", "R"), "fund", "R", None, 2),
        RolePair(("R", "R"), "meet", "", None, 3),
        RolePair(("S", "S"), "sign", "", 0.0, 4),
    ),
    "0" * 64,
)  # fmt: skip


def both(table: Participations, definition: Definition, view: str, level: str) -> tuple[Network, Network]:
    """Return the network by objects and by columns."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cooperation, "MANY", 10**9)
        objects = cooperate(table, definition, view, level)
        patch.setattr(cooperation, "MANY", -1)
        return objects, cooperate(table, definition, view, level)


def same(a: Columns, b: Columns) -> None:
    """Assert that two columns say the same, through whatever codes of kinds."""
    assert (a.ids, a.labels, len(a)) == (b.ids, b.labels, len(b))
    for name in FIELDS:
        assert np.array_equal(getattr(a, name), getattr(b, name)), name
    assert [a.kind_names[k] for k in a.kind] == [b.kind_names[k] for k in b.kind]
    for i in range(len(a)):
        assert (a.kinds(i), a.status(i), a.direction_of(i)) == (b.kinds(i), b.status(i), b.direction_of(i))
        assert (a.activities(i), a.evidence(i), a.tie(i)) == (b.activities(i), b.evidence(i), b.tie(i))


@settings(deadline=None, max_examples=300)
@given(
    lines=_lines,
    parents=_parents,
    represents=_represents,
    view=st.sampled_from(["stated", "inferred", "represents"]),
    level=st.sampled_from(["organization", "parent", "country"]),
    definition=st.sampled_from(["default", "uniform", "co-attendance", BOTH_WAYS]),
    several=st.booleans(),
)
def test_both_ways_make_the_same_network(
    participations: Build,
    lines: list[str],
    parents: list[str],
    represents: list[str],
    view: str,
    level: str,
    definition: str | Definition,
    several: bool,
) -> None:
    """By columns or by objects, a table becomes equal networks with equal columns, in every view and at every level."""
    table = participations(*lines, parents=parents, represents=represents, countries=COUNTRIES)
    roles = tuple(replace(r, classes=MORE.get(r.role, r.classes)) for r in table.roles)
    table = replace(table, roles=roles[::-1] if several else table.roles)
    used = definition if isinstance(definition, Definition) else load(definition)
    objects, columns = both(table, used, view, level)
    assert isinstance(columns.ties, Ties)
    assert isinstance(objects.ties, tuple)
    assert columns == objects
    assert objects == columns
    same(columns.columns, objects.columns)


@settings(deadline=None, max_examples=50)
@given(lines=_lines, weight=st.floats(0, 6), events=st.integers(0, 3))
def test_what_is_asked_of_both_is_answered_alike(
    participations: Build, lines: list[str], weight: float, events: int
) -> None:
    """Ties of a node, thresholds, isolates and the networkx graph do not tell which way a network was made."""
    objects, columns = both(participations(*lines), load("default"), "inferred", "organization")
    assert columns.by_weight() == objects.by_weight()
    assert columns.isolates() == objects.isolates()
    for node in objects.nodes:
        assert columns.ties_of(node.id) == objects.ties_of(node.id)
        assert columns.tie(node.id, objects.nodes[0].id) == objects.tie(node.id, objects.nodes[0].id)
    less, fewer = columns.at_least(weight, events), objects.at_least(weight, events)
    assert less == fewer
    same(less.columns, fewer.columns)
    assert less.without_isolates() == fewer.without_isolates()
    same(less.without_isolates().columns, fewer.without_isolates().columns)
    assert dict(columns.to_networkx().edges) == dict(objects.to_networkx().edges)


def test_pairs_are_weighed_in_parts(participations: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few pairs are weighed at once, whole activities stay together and the network is the same."""
    roles = ("host", "participant", "trainer", "funder")
    lines = [f"o{i} {roles[(i + j) % 4]} e{j}" for j in range(6) for i in range(j + 2)]
    table = participations(*lines)
    objects, _ = both(table, load("default"), "inferred", "organization")
    for at_once in (1, 2, 7, 100):
        monkeypatch.setattr(strongest, "_AT_ONCE", at_once)
        assert both(table, load("default"), "inferred", "organization")[1] == objects


def test_nodes_that_share_an_id_are_left_to_the_objects(participations: Build) -> None:
    """Where two IRIs have one id, columns cannot tell the ends apart, so the objects decide."""
    # two delegations stand for org/a and for project/a: both nodes have the id a
    table = participations(
        "delegation/x host e1", "delegation/y partner e1", "b participant e1",
        represents=["delegation/x a", "delegation/y project/a"],
    )  # fmt: skip
    objects, columns = both(table, load("default"), "represents", "organization")
    if len({node.id for node in objects.nodes}) < len(objects.nodes):
        assert isinstance(columns.ties, tuple)
    assert columns == objects


def test_a_sequence_like_a_tuple(participations: Build) -> None:
    """Lazy ties are indexed, sliced, compared and hashed as the tuple of them would be."""
    _, network = both(
        participations("a host e1", "b partner e1", "c funder e1"), load("default"), "inferred", "organization"
    )
    ties = network.ties
    whole = tuple(ties)
    assert (len(ties), ties[-1], ties[0:2], ties[::-1]) == (3, whole[-1], whole[:2], whole[::-1])
    assert (ties == whole, whole == ties, ties == whole[:2], ties == list(whole)) == (True, True, False, False)
    assert hash(ties) == hash(whole)
    assert whole[1] in ties
    with pytest.raises(IndexError):
        ties[3]


def test_no_ties_have_columns() -> None:
    """A network without ties has columns without rows."""
    empty: tuple[Tie, ...] = ()
    assert len(columns_of((), empty)) == 0


@settings(deadline=None, max_examples=300)
@given(values=st.lists(st.floats(-1e7, 1e7) | st.integers(0, 10**6).map(lambda k: (2 * k + 1) / 2e9), max_size=20))
def test_columns_round_as_python_does(values: list[float]) -> None:
    """Rounding by columns gives what round(x, 9) gives, halves and great numbers included."""
    assert rounded(np.array(values, dtype=np.float64)).tolist() == [round(x, 9) for x in values]


@settings(deadline=None, max_examples=200)
@given(values=st.lists(st.floats(0, 3e5).map(lambda x: round(x, 9)), max_size=30), seed=st.integers(0, 5))
def test_columns_add_as_fsum_does(values: list[float], seed: int) -> None:
    """Sums of groups are what round(fsum(x), 9) gives, small and great."""
    groups = np.random.default_rng(seed).integers(0, 4, len(values))
    expected = [round(fsum(v for v, g in zip(values, groups, strict=True) if g == k), 9) for k in range(4)]
    assert sums(groups, np.array(values, dtype=np.float64), 4).tolist() == expected
