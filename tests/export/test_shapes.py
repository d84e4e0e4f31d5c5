"""Shapes: what stands in a file as an edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export import shapes
from coopgraph.export.content import Content
from coopgraph.network import Measures, Network, Node, Participations, cooperate, cooperation, load
from coopgraph.network.contributions import parted

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def two_ways(participations: Build) -> Network:
    """alpha funds beta once and co-leads with it once; gamma and delta deliver to each other in one event."""
    table = participations(
        "alpha funder e1", "beta host e1", "alpha host e2", "beta host e2",
        "gamma host e3", "delta participant e3", "delta trainer e3", "gamma participant e3",
    )  # fmt: skip
    return cooperate(table, load("default"))


def ends(content: Content) -> list[tuple[str, str, str, float]]:
    return [(e.source, e.target, e.kind, e.weight) for e in content.edges]


def test_kinds_part_a_tie(two_ways: Network) -> None:
    """A tie of two kinds is two edges, parallel and undirected, whose weights add up to that of the tie."""
    made = shapes.kinds(two_ways)
    assert not made.directed
    assert ends(made)[:2] == [("alpha", "beta", "co-lead", 3.0), ("alpha", "beta", "fund", 2.0)]
    assert [e.facts["direction"] for e in made.edges[:2]] == ["none", "alpha > beta"]
    for tie in two_ways.ties:
        parts = [e.weight for e in made.edges if (e.source, e.target) == (tie.source, tie.target)]
        assert sum(parts) == pytest.approx(tie.weight)
    assert len({e.id for e in made.edges}) == len(made.edges)


def test_flows_have_a_direction(participations: Build) -> None:
    """A flow runs from who gives to who gets; what has no direction is no flow; all nodes stay."""
    table = participations("zeta funder e1", "beta host e1", "zeta host e2", "beta host e2", "alone host e3")
    made = shapes.flows(cooperate(table, load("default")))
    assert made.directed
    assert ends(made) == [("zeta", "beta", "fund", 2.0)]  # co-lead, 3, has no direction
    assert [v.id for v in made.vertices] == ["alone", "beta", "zeta"]
    assert "direction" not in made.edge_columns


_line = st.builds(
    "{} {} e{} {} {}".format,
    st.sampled_from("abcd"),
    st.sampled_from(["host", "funder", "trainer", "participant", "member", "partner"]),
    st.integers(0, 2),
    st.sampled_from(["high", "low"]),
    st.sampled_from(["stated", "inferred"]),
)


@settings(deadline=None, max_examples=60)
@given(lines=st.lists(_line, max_size=24, unique_by=lambda line: tuple(line.split()[:3])), weight=st.floats(0, 5))
def test_parts_by_columns_are_those_by_objects(participations: Build, lines: list[str], weight: float) -> None:
    """Parts of ties are the same edges, with the same facts and days, from the columns of a network or its objects."""
    table = participations(*lines, dates={"e0": ("2013-05-27", "2014-01-31"), "e1": (None, "2016-11-05")})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cooperation, "MANY", -1)
        network = cooperate(table, load("default")).at_least(weight).without_isolates()
    for directed, made, columns in (
        (False, shapes._by_kind, shapes._KIND_COLUMNS),
        (True, shapes._directed, shapes._FLOW_COLUMNS),
    ):
        parts = parted(network.columns, directed)
        assert parts is not None
        for dates in ("generous", "strict"):
            by_columns, by_objects = (
                shapes._edges(some, partial(made, network), columns, dates) for some in (parts, None)
            )
            assert list(by_columns) == list(by_objects)


def test_flows_both_ways(participations: Build) -> None:
    """What two deliver to each other in equal measure in one event is two flows, each of the full weight."""
    # pairs of delta and gamma: D-R and R-D, each deliver 2, one towards either
    table = participations("gamma trainer e", "gamma participant e", "delta trainer e", "delta participant e")
    made = shapes.flows(cooperate(table, load("default")))
    assert ends(made) == [("delta", "gamma", "deliver", 2.0), ("gamma", "delta", "deliver", 2.0)]


def test_events_are_nodes(table: Participations) -> None:
    """In the two-mode network every organization and every event is a node, and every role is an edge."""
    made = shapes.events(table)
    modes = {v.id: v.facts["mode"] for v in made.vertices}
    assert {i for i, mode in modes.items() if mode == "event"} == {f"event/e{n}" for n in (1, 2, 3, 4)}
    assert {i for i, mode in modes.items() if mode == "org"} == {
        f"org/{name}" for name in ("type", "id", "label", "weight", "bell", "alone")
    }
    assert len(made.edges) == len(table.roles) == 9
    found = next(e for e in made.edges if e.target == "org/label" and e.source == "event/e1")
    assert (found.kind, found.weight, found.facts["status"]) == ("participant", 0.6, "stated")  # medium
    assert {(modes[e.source], modes[e.target]) for e in made.edges} == {("event", "org")}


def test_two_roles_in_one_event(participations: Build) -> None:
    """Of several participations in one role the surest counts; several roles are parallel edges."""
    table = participations(
        "delegation/d participant e low", "alpha participant e medium", "alpha host e", "beta host e",
        represents=["delegation/d alpha"],
    )  # fmt: skip
    made = shapes.events(table, "represents")
    assert ends(made) == [
        ("event/e", "org/alpha", "host", 1.0),
        ("event/e", "org/alpha", "participant", 0.6),
        ("event/e", "org/beta", "host", 1.0),
    ]


def test_days_of_nodes_and_ties(network: Network) -> None:
    """A tie is there on the days of its activities, a node on those of its ties, each day once."""
    made = shapes.ties(network)
    edge = next(e for e in made.edges if (e.source, e.target) == ("id", "type"))
    # e1 27 May 2013 to 31 January 2014 and e2 1 December 2013 to 2 March 2014 overlap
    assert [tuple(map(str, s)) for s in edge.spells] == [("2013-05-27", "2014-03-02")]
    nodes = {v.id: [tuple(map(str, s)) for s in v.spells] for v in made.vertices}
    assert nodes["id"] == [("2013-05-27", "2014-03-02")]
    assert nodes["bell"] == [("None", "2016-11-05")]
    assert nodes["alone"] == []
    strict = shapes.ties(network, dates="strict")
    assert {v.id: len(v.spells) for v in strict.vertices}["bell"] == 0


def test_every_measure_is_a_column(network: Network) -> None:
    """Every measure of a node is a column of every shape, by its name with hyphens and its type."""
    names = {f.name.replace("_", "-") for f in fields(Measures)} - {"id", "label"}
    assert names <= set(shapes.VERTEX_COLUMNS)
    assert shapes.VERTEX_COLUMNS["degree"] == "integer"
    assert shapes.VERTEX_COLUMNS["betweenness"] == "double"
    assert shapes.VERTEX_COLUMNS["cut-point"] == "boolean"


@pytest.mark.parametrize("shape", [shapes.ties, shapes.kinds, shapes.flows])
def test_facts_are_columns(network: Network, shape: Callable[[Network], Content]) -> None:
    """Whatever an edge or a vertex says has a declared column."""
    made = shape(network)
    assert all(set(v.facts) <= set(made.vertex_columns) for v in made.vertices)
    assert all(set(e.facts) == set(made.edge_columns) for e in made.edges)


def test_facts_of_the_two_mode_network(table: Participations) -> None:
    """The two-mode network declares its columns too, first of them the mode."""
    made = shapes.events(table)
    assert next(iter(made.vertex_columns)) == "mode"
    assert all(set(v.facts) == set(made.vertex_columns) for v in made.vertices)
    assert all(set(e.facts) == set(made.edge_columns) for e in made.edges)


def test_two_nodes_of_one_id(network: Network) -> None:
    """Two nodes that share an id are refused: every program would drop one."""
    node = Node("a", "http://example.org/a", "org", "A")
    with pytest.raises(UsageError, match="two nodes have the id 'a'"):
        shapes.ties(Network("inferred", "organization", network.definition, (node, node), ()))


def test_a_word_for_dates(network: Network) -> None:
    """Another word for how dates count is refused with the known ones."""
    with pytest.raises(UnknownName, match="strict"):
        shapes.ties(network, dates="sure")
