"""Networks without an organization, a country, an event or a source, by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Graph
from coopgraph.errors import UnknownName
from coopgraph.network import Participations, Reading, leave_one_source_out, load, read, remove, without
from coopgraph.network.whatif import Difference, sources

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def reading() -> Reading:
    """Networks by the default definition."""
    return Reading(load("default"))


@pytest.fixture(scope="module")
def table(participations: Build) -> Participations:
    """Events a-b-c in a row and c-d-e in a ring: b and c are cut points."""
    return participations(
        "a host e1", "b host e1", "b host e2", "c host e2", "c host e3", "d host e3", "e host e3",
        countries={"d": "FI", "e": "FI"},
    )  # fmt: skip


def evidenced(table: Participations, evidence: dict[str, tuple[str, ...]]) -> Participations:
    """Return a table whose participations (``a e1``) rest on the given stretches of sources."""

    def name(party: str, activity: str) -> str:
        return f"{party.rpartition('/')[2]} {activity.rpartition('/')[2]}"

    return replace(
        table,
        roles=tuple(replace(r, evidence=evidence.get(name(r.party, r.activity), ("9:0-1",))) for r in table.roles),
    )


def ends(found: Difference) -> list[tuple[str, str]]:
    return [(tie.source, tie.target) for tie in found.ties_lost]


def test_without_an_organization(table: Participations, reading: Reading) -> None:
    """Without b its ties and bridges are gone, and a is cut off."""
    found = without(table, ["b"], reading)
    assert (found.nodes_lost, ends(found), found.cut_off) == (("b",), [("a", "b"), ("b", "c")], ("a",))
    assert (found.bridges_lost, found.bridges_gained) == ((("a", "b"), ("b", "c")), ())
    counts = {row["count"]: (row["before"], row["after"], row["change"]) for row in found.summary()}
    assert (counts["nodes"], counts["ties"], counts["total weight"]) == ((5, 4, -1), (5, 3, -2), (15, 9, -6))
    assert (counts["components"], counts["isolated nodes"]) == ((1, 2, 1), (0, 1, 1))
    assert (counts["bridges lost"], counts["nodes cut off"]) == ((None, None, 2), (None, None, 1))


def test_how_ranks_move(table: Participations, reading: Reading) -> None:
    """Ranks are among the nodes left: without b, c loses its lead over d and e."""
    # strengths before: a 3, c 9, d 6, e 6; after: a 0, c 6, d 6, e 6
    moves = without(table, ["b"], reading).moves()
    rows = [(str(r["node"]), r["strength_before"], r["strength_after"], r["strength_rise"]) for r in moves]
    assert rows == [("C", 1, 2, -1), ("D", 2.5, 2, 0.5), ("E", 2.5, 2, 0.5), ("A", 4, 4, 0)]
    assert set(moves.columns) == set(moves.meanings)


def test_without_an_event(table: Participations, reading: Reading) -> None:
    """Without an event its ties are gone; a tie that another event makes too only loses weight."""
    found = without(table, ["event/e3"], reading)
    assert (found.nodes_lost, ends(found)) == (("d", "e"), [("c", "d"), ("c", "e"), ("d", "e")])
    assert ends(without(table, ["e1", "e2"], reading)) == [("a", "b"), ("b", "c")]
    ties = found.ties()
    assert (ties["before"], ties["after"], ties["gone"]) == ([3, 3, 3], [0, 0, 0], [True] * 3)


def test_a_tie_becomes_a_bridge(participations: Build, reading: Reading) -> None:
    """Take one side of a ring away, and the other sides are bridges."""
    table = participations("a host e1", "b host e1", "b host e2", "c host e2", "c host e3", "a host e3")
    found = without(table, ["e3"], reading)
    assert (found.bridges_lost, found.bridges_gained) == ((), (("a", "b"), ("b", "c")))


def test_without_a_country(table: Participations, reading: Reading) -> None:
    """Without a country all its organizations are gone."""
    assert without(table, ["country/FI"], reading).nodes_lost == ("d", "e")


def test_without_who_is_represented(participations: Build) -> None:
    """Nobody represents an organization that is gone; its delegation stays in the room."""
    table = participations(
        "a host e1", "delegation/x participant e1", "b participant e1", represents=["delegation/x c", "delegation/x d"]
    )
    found = without(table, ["c"], Reading(load("default"), "represents"))
    assert found.nodes_lost == ("c",)
    table = participations(
        "a participant e1", "b participant e1", "delegation/x participant e1", represents=["delegation/x c"]
    )
    found = without(table, ["c"], Reading(load("default"), "represents"))
    (left,) = found.after.ties  # three are still in the room: 1/(3-1)
    assert (left.weight, len(remove(table, ["delegation/x"]))) == (0.5, 2)


def test_the_fewer_the_closer(participations: Build, reading: Reading) -> None:
    """When one of three recipients is taken away, the two left meet more closely: 1/2 becomes 1."""
    table = participations("a participant e1", "b participant e1", "c participant e1")
    changed = list(without(table, ["c"], reading).ties())
    assert [(r["before"], r["after"], r["gone"]) for r in changed] == [(0.5, 0, True), (0.5, 0, True), (0.5, 1, False)]


def test_a_top_parent_takes_its_agencies_along(participations: Build) -> None:
    """At the level parent those below an organization count for it, and go with it; an agency alone does not."""
    table = participations("agency host e1", "b host e1", "ministry host e2", "b host e2", parents=["agency ministry"])
    assert without(table, ["ministry"], Reading(load("default"), level="parent")).nodes_lost == ("ministry",)
    assert without(table, ["ministry"], Reading(load("default"))).nodes_lost == ("ministry",)
    assert without(table, ["agency"], Reading(load("default"), level="parent")).nodes_lost == ()


def test_a_source_takes_only_what_rests_on_it_alone(table: Participations, reading: Reading) -> None:
    """A participation with evidence in two sources outlives either of them, with the evidence that is left."""
    made = evidenced(table, {"a e1": ("001:0-9", "002:3-5"), "b e1": ("001:0-9",)})
    assert sources(made) == ("001", "002", "9")
    left = remove(made, ["source/002"])
    assert [r.evidence for r in left.roles if r.activity.endswith("e1")] == [("001:0-9",), ("001:0-9",)]
    found = without(made, ["001"], reading)
    assert (ends(found), found.nodes_lost, found.cut_off) == ([("a", "b")], (), ("a",))


def test_claims_without_evidence_stay(table: Participations) -> None:
    """What has no evidence rests on no source, and stays."""
    made = evidenced(table, {"a e1": ()})
    assert [r.party.rpartition("/")[2] for r in remove(made, ["9"]).roles] == ["a"]


def test_representation_rests_on_evidence_too(participations: Build) -> None:
    """A delegation no longer represents an organization when the only source of that is gone."""
    table = participations("a host e1", "delegation/x participant e1", represents=["delegation/x c"])
    found = without(table, ["001"], Reading(load("default"), "represents"))  # links of this table rest on 001
    assert found.nodes_lost == ("c",)


def test_parents_are_kept(participations: Build, reading: Reading) -> None:
    """A source that says who is whose parent takes no such link with it: no tie appears for want of it."""
    table = participations("a host e1", "m host e1", parents=["a m"])
    made = replace(table, roles=tuple(replace(r, evidence=("000:0-9",)) for r in table.roles))
    # the parent link rests on 001 alone; without it a and m would be tied
    assert without(made, ["org/a"], reading).nodes_lost == ("a",)
    assert remove(made, ["000"]).roles == ()
    both = replace(made, roles=tuple(replace(r, evidence=("000:0-9", "001:0-9")) for r in made.roles))
    assert without(both, ["001"], reading).after.ties == ()


def test_leaving_each_source_out(table: Participations, reading: Reading) -> None:
    """Each source has a row: what is lost without it, and whether the strong stay strong."""
    one, two = ("001:0-9",), ("002:0-9",)
    made = evidenced(
        table, {"a e1": one, "b e1": one, "b e2": two, "c e2": (*one, *two), "c e3": two, "d e3": two, "e e3": two}
    )
    first, second = leave_one_source_out(made, reading)
    # without 001: e1 is gone, and with it a and the bridge a-b; left b-c, c-d, c-e, d-e: density 4/6, before 5/10
    assert (first["source"], first["activities_lost"], first["nodes_lost"], first["ties_lost"]) == (
        "source/001",
        1,
        1,
        1,
    )
    assert first["bridges_lost"] == 1
    assert first["density_change"] == pytest.approx(4 / 6 - 1 / 2, abs=1e-9)
    # strengths of b, c, d, e before 6, 9, 6, 6, after 3, 9, 6, 6: ranks 2,4,2,2 and 1,4,2.5,2.5
    # deviations -.5,1.5,-.5,-.5 and -1.5,1.5,0,0: .75 + 2.25 = 3 of sqrt(3 x 4.5)
    assert first["spearman"] == pytest.approx(3 / 13.5**0.5, abs=1e-9)
    # without 002: a-b, and c alone at e2 by its other evidence; three nodes left, one density 1/3
    assert (second["nodes_lost"], second["ties_lost"], second["bridges_lost"]) == (2, 4, 1)
    assert second["density"] == pytest.approx(1 / 3, abs=1e-9)


def test_unknown_names(table: Participations, reading: Reading) -> None:
    """A name the table does not know is refused, with near matches; so is one with two meanings."""
    with pytest.raises(UnknownName, match="did you mean"):
        without(table, ["event/e9"], reading)
    with pytest.raises(UnknownName, match="source/008"):
        remove(table, ["source/008"])


def test_one_name_of_two_things(participations: Build) -> None:
    """A name that an organization and an event share has to be written in full."""
    table = participations("osce host osce", "b host osce")
    with pytest.raises(UnknownName, match=r"event/osce.*org/osce"):
        remove(table, ["osce"])
    assert len(remove(table, ["org/osce"])) == 1


def test_an_iri_is_a_name(table: Participations) -> None:
    """A thing can be named by its IRI."""
    iri = table.roles[0].party
    assert iri not in {role.party for role in remove(table, [iri]).roles}


_lines = st.lists(
    st.builds(
        "{} {} e{}".format,
        st.sampled_from("abcd"),
        st.sampled_from(["host", "trainer", "participant"]),
        st.integers(0, 3),
    ),
    unique=True,
    min_size=1,
)


@given(lines=_lines, data=st.data())
def test_taking_away_only_takes(participations: Build, lines: list[str], data: st.DataObject) -> None:
    """Removing nothing changes nothing, and removing anything adds no node, no tie and no participation."""
    table = participations(*lines)
    reading = Reading(load("uniform"))
    assert remove(table, []) == table
    assert without(table, [], reading).ties_lost == ()
    name = data.draw(
        st.sampled_from(sorted({f"org/{x.split()[0]}" for x in lines} | {f"event/{x.split()[2]}" for x in lines}))
    )
    found = without(table, [name], reading)
    assert {n.id for n in found.after.nodes} <= {n.id for n in found.before.nodes}
    assert len(found.after.ties) + len(found.ties_lost) == len(found.before.ties)
    assert all(float(str(change)) < 0 for change in found.ties()["change"])


def test_the_bundled_data(graph: Graph, reading: Reading) -> None:
    """Every source of the bundled data has a row, and no source is all of the network."""
    table = read(graph.store)
    found = leave_one_source_out(table, reading)
    assert len(found) == len(sources(table)) == 5
    total = len(reading.of(table).ties)
    assert all(0 < int(str(lost)) < total for lost in found["ties_lost"])
