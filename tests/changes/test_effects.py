"""What changed in the network, by hand on small networks and on the bundled one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from coopgraph import Graph
from coopgraph.changes import Effect, effects, sidebyside
from coopgraph.changes.effects import effect
from coopgraph.errors import UnknownName
from coopgraph.network import Network, Participations, cooperate, load

Build = Callable[..., Participations]
Make = Callable[..., Network]


@pytest.fixture(scope="module")
def network(participations: Build) -> Make:
    """A function that makes a network of lines such as ``alpha host e1``, by the default definition."""

    def made(*lines: str, view: str = "inferred", level: str = "organization") -> Network:
        return cooperate(participations(*lines, countries={"a": "FI", "b": "NO"}), load("default"), view, level)

    return made


def ties(found: Effect) -> list[tuple[str, str, float | None, float | None]]:
    return [(tie.source.id, tie.target.id, *tie.weight) for tie in found.ties]


def test_a_tie_that_appears_vanishes_and_changes_weight(network: Make) -> None:
    """Two hosts are tied by 3, host and speaker by 2: a-b gets a second event, b-c goes, c-d comes."""
    before = network("a host e1", "b host e1", "b host e2", "c speaker e2", "d host e3")
    after = network("a host e1", "b host e1", "a host e4", "b host e4", "b host e2", "d host e3", "c speaker e3")
    found = effect(before, after)
    assert ties(found) == [
        ("org/a", "org/b", 3, 6),
        ("org/b", "org/c", 2, None),
        ("org/c", "org/d", None, 2),
    ]
    measures = {node.thing.id: (node.sign, dict(node.measures)) for node in found.nodes}
    # before a-b-c in a row and d alone: b is between a and c, one of the three pairs of others; after a-b and c-d
    assert measures["org/b"] == (
        "changed",
        {"degree": (2, 1), "strength": (5, 6), "betweenness": (0.333, 0), "cut point": (1, 0)},
    )
    assert measures["org/a"] == ("changed", {"strength": (3, 6)})
    assert measures["org/d"] == ("changed", {"degree": (0, 1), "strength": (0, 2)})
    assert "org/c" not in measures  # one tie of 2 before and after
    # ties 2 of 6 pairs before and after; components 2 (abc, d) and 2 (ab, cd)
    assert dict(found.whole) == {"total weight": (5, 8), "isolated nodes": (1, 0)}


def test_an_organization_that_appears_and_one_that_vanishes(network: Make) -> None:
    """Those come first, told by what they have; what they have not is not told, but for their degree."""
    found = effect(network("a host e1", "b host e1", "c host e2"), network("a host e1", "d host e1", "b host e2"))
    # b loses its tie: 3 to 0; a keeps one of 3, so that nothing of it changed
    assert [(n.thing.id, n.sign, dict(n.measures)) for n in found.nodes] == [
        ("org/d", "new", {"degree": (None, 1), "strength": (None, 3)}),
        ("org/c", "gone", {"degree": (0, None)}),
        ("org/b", "changed", {"degree": (1, 0), "strength": (3, 0)}),
    ]
    assert sidebyside.counts({"inferred": found}) == [
        ("Network, inferred", "1 organization appears, 1 vanishes; 1 tie appears, 1 vanishes")
    ]


def test_nothing_changes_below_the_rounding(network: Make) -> None:
    """A weight that is other in the fourth decimal is the same; one in the third is not."""
    before = network("a host e1", "b host e1")
    for more, weight in ((0.0004, None), (0.001, 3.001)):
        (tie,) = before.ties
        moved = Network(
            "inferred", "organization", before.definition, before.nodes, (replace(tie, weight=tie.weight + more),)
        )
        assert [t[3] for t in ties(effect(before, moved))] == ([weight] if weight else [])


def test_a_renamed_organization_is_the_node_that_it_was(network: Make) -> None:
    """Without knowing it one vanishes and one appears; told of it, nothing changed, whichever end of a tie it is."""
    before, after = network("a host e1", "b host e1"), network("z host e1", "b host e1")
    assert {node.sign for node in effect(before, after).nodes} == {"new", "gone"}
    assert not effect(before, after, {"org/a": "org/z"})


def test_countries_are_told_as_countries(network: Make) -> None:
    """At level country the nodes are countries, and so they are called."""
    before = network("a host e1", "b host e2", level="country")
    after = network("a host e1", "b host e1", level="country")
    (table, *_, last) = sidebyside.tables({"inferred": effect(before, after)})
    assert ties(effect(before, after)) == [("country/FI", "country/NO", None, 3)]
    assert table.title == "The network as a whole"
    assert (last.title, last.columns) == ("Countries by measure", ("country", "measure", "inferred"))


def test_views_in_which_the_same_changed_share_a_column(network: Make) -> None:
    """A stated tie changes all views alike, an inferred one two of them: two columns; no view, no column."""
    lines = ["a host e1", "b host e1", "c host e2"]

    def views(more: str) -> dict[str, Effect]:
        found = {}
        for view in ("stated", "inferred", "represents"):
            before, after = network(*lines, view=view), network(*lines, more, view=view)
            found[view] = effect(before, after)
        return found

    heads = {
        more: next(t for t in sidebyside.tables(views(more)) if t.title.startswith("Ties")).columns[2:]
        for more in ("c host e1", "b host e2 inferred")
    }
    assert heads == {
        "c host e1": ("stated, inferred, represents",),
        "b host e2 inferred": ("inferred, represents",),
    }


def test_the_networks_compared_are_those_of_the_network_command(graph: Graph) -> None:
    """In every view the ties before are all ties of the graph's network, and nothing differs from itself."""
    stores = (graph.store, graph.store)
    for view, found in effects(stores, ("stated", "inferred", "represents"), "organization", load("default")).items():
        assert found.before.ties == graph.network(view).ties
        assert found.before.nodes == graph.network(view).nodes
        assert not found


@pytest.mark.parametrize("level", ["organization", "parent", "country"])
def test_exchanging_the_networks_exchanges_before_and_after(graph: Graph, level: str) -> None:
    """Stated and inferred network of the dataset, compared both ways."""
    views: Sequence[str] = ("stated", "inferred")
    a, b = (graph.network(view, level) for view in views)
    there, back = effect(a, b), effect(b, a)
    assert there
    assert {(t.source, t.target, t.weight) for t in there.ties} == {
        (t.source, t.target, t.weight[::-1]) for t in back.ties
    }
    swap = {"new": "gone", "gone": "new", "changed": "changed"}
    assert {(n.thing, n.sign, tuple(n.measures.items())) for n in there.nodes} == {
        (n.thing, swap[n.sign], tuple((name, shift[::-1]) for name, shift in n.measures.items())) for n in back.nodes
    }
    assert there.whole == tuple((name, shift[::-1]) for name, shift in back.whole)


def test_an_unknown_view_is_named(graph: Graph) -> None:
    """It is refused, as everywhere."""
    with pytest.raises(UnknownName, match="'said' is not a known view"):
        effects((graph.store, graph.store), ("said",), "organization", load("default"))
