"""Truths about every network, tried on random participation tables."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.network import Network, Participations, cooperate, load

Build = Callable[..., Participations]
LEAD, FUNDER, DELIVERER, RECIPIENT = "host", "funder", "trainer", "participant"

_role = st.sampled_from([LEAD, FUNDER, DELIVERER, RECIPIENT, "member"])
_line = st.builds(
    "{} {} e{} {} {}".format,
    st.sampled_from(["a", "b", "c", "d", "delegation/x", "person/y"]),
    _role,
    st.integers(0, 2),
    st.sampled_from(["high", "medium", "low"]),
    st.sampled_from(["stated", "inferred"]),
)
_lines = st.lists(_line, max_size=12, unique_by=lambda line: tuple(line.split()[:3]))
_parents = st.lists(st.sampled_from(["a b", "b c", "a d inferred", "d c"]), unique=True)
_represents = st.lists(st.sampled_from(["delegation/x a medium", "person/y b", "delegation/x c"]), unique=True)
_view = st.sampled_from(["stated", "inferred", "represents"])
_level = st.sampled_from(["organization", "parent", "country"])
COUNTRIES = {"a": "FI", "b": "FI", "c": "SE", "delegation/x": "TM"}


def weights(network: Network) -> dict[tuple[str, str], float]:
    return {(tie.source, tie.target): tie.weight for tie in network.ties}


@settings(deadline=None, max_examples=150)
@given(lines=_lines, parents=_parents, represents=_represents, view=_view, level=_level)
def test_order_of_the_table_does_not_matter(
    participations: Build, lines: list[str], parents: list[str], represents: list[str], view: str, level: str
) -> None:
    """Ties are the same whatever the order of the rows, sorted, between different nodes, and of weight above 0."""
    table = participations(*lines, parents=parents, represents=represents, countries=COUNTRIES)
    turned = Participations(
        table.view, dict(reversed(list(table.parties.items()))), table.activities, table.roles[::-1], table.classes
    )
    network = cooperate(table, load("default"), view, level)
    assert network == cooperate(turned, load("default"), view, level)
    assert [(t.source, t.target) for t in network.ties] == sorted({(t.source, t.target) for t in network.ties})
    for tie in network.ties:
        assert tie.source < tie.target
        assert tie.weight > 0
        assert tie.source in network
        assert tie.target in network
        assert len({c.activity.iri for c in tie.contributions}) == tie.events


@settings(deadline=None, max_examples=100)
@given(lines=_lines, parents=_parents)
def test_deliverers_add_no_tie_among_themselves(participations: Build, lines: list[str], parents: list[str]) -> None:
    """Two deliverers in an activity of their own change no weight and add no tie."""
    before = cooperate(participations(*lines, parents=parents), load("default"))
    after = cooperate(participations(*lines, "a trainer new", "b speaker new", parents=parents), load("default"))
    assert weights(before) == weights(after)


@settings(deadline=None, max_examples=150)
@given(lines=_lines.filter(bool), data=st.data(), view=_view)
def test_removing_a_participation_raises_no_weight(
    participations: Build, lines: list[str], data: st.DataObject, view: str
) -> None:
    """Where no strength depends on the number of recipients, taking a participation away raises no weight."""
    left_out = data.draw(st.sampled_from(lines))
    before = weights(cooperate(participations(*lines), load("uniform"), view))
    after = weights(cooperate(participations(*[x for x in lines if x != left_out]), load("uniform"), view))
    assert all(weight <= before.get(ends, 0) for ends, weight in after.items())


@settings(deadline=None, max_examples=150)
@given(lines=_lines.filter(bool), data=st.data())
def test_only_newman_can_raise_a_weight(participations: Build, lines: list[str], data: st.DataObject) -> None:
    """In the default definition a weight rises only when a recipient leaves, and then on co-attendance only."""
    left_out = data.draw(st.sampled_from(lines))
    network = cooperate(participations(*[x for x in lines if x != left_out]), load("default"))
    before = cooperate(participations(*lines), load("default"))
    for tie in network.ties:
        if tie.weight > weights(before).get((tie.source, tie.target), 0):
            assert left_out.split()[1] == RECIPIENT
            assert "co-attend" in tie.kinds


@settings(deadline=None, max_examples=100)
@given(lines=_lines, parents=_parents, represents=_represents)
def test_views_only_add(participations: Build, lines: list[str], parents: list[str], represents: list[str]) -> None:
    """Under strengths that depend on nothing else, each view holds the ties of the one before it, no lighter."""
    table = participations(*lines, parents=parents, represents=represents)
    stated, inferred, standing = (
        weights(cooperate(table, load("uniform"), view)) for view in ("stated", "inferred", "represents")
    )
    assert all(weight <= inferred.get(ends, 0) for ends, weight in stated.items())
    assert all(weight <= standing.get(ends, 0) for ends, weight in inferred.items())


@settings(deadline=None, max_examples=100)
@given(lines=_lines)
def test_role_pairs_are_among_the_clique(participations: Build, lines: list[str]) -> None:
    """Every tie by role pairs is a tie of the clique; the clique has more."""
    table = participations(*lines)
    pairs, clique = (
        weights(cooperate(table, load("uniform"))),
        weights(cooperate(table, load("co-attendance"))),
    )
    assert pairs.keys() <= clique.keys()
