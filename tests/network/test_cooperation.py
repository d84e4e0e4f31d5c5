"""The definition of cooperation, line by line, with weights worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network import Network, Participations, Tie, cooperate, load

Build = Callable[..., Participations]


def tie(network: Network, a: str = "alpha", b: str = "beta") -> Tie:
    found = network.tie(a, b)
    assert found is not None, f"{network!r} has no tie {a}, {b}"
    return found


@pytest.mark.parametrize(
    ("first", "second", "kind", "direction", "weight"),
    [
        ("organizer", "host", "co-lead", "none", 3),  # L-L
        ("partner", "implementer", "co-lead", "none", 3),
        ("signatory", "member", "co-member", "none", 3),  # S-S
        ("funder", "organizer", "fund", "alpha > beta", 2),  # F-L: the money goes to the lead
        ("organizer", "funder", "fund", "beta > alpha", 2),
        ("host", "trainer", "engage", "none", 2),  # L-D
        ("host", "participant", "deliver", "alpha > beta", 2),  # L-R: to the recipient
        ("beneficiary", "speaker", "deliver", "beta > alpha", 2),  # D-R
        ("funder", "participant", "fund-indirect", "alpha > beta", 1),  # F-R
        ("participant", "beneficiary", "co-attend", "none", 1),  # R-R with nR = 2: 1/(2-1)
    ],
)
def test_each_pair_of_the_table(
    participations: Build, first: str, second: str, kind: str, direction: str, weight: float
) -> None:
    """A role pair gives the kind, the direction and the strength of its line in the default definition."""
    network = cooperate(participations(f"alpha {first} e1", f"beta {second} e1"), load("default"))
    found = tie(network)
    assert (found.kind, found.direction, found.weight) == (kind, direction, weight)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("trainer", "visited-institution"),  # D-D
        ("funder", "funder"),  # F-F
        ("funder", "trainer"),  # F-D
        ("signatory", "organizer"),  # S is tied to S only
        ("member", "participant"),
    ],
)
def test_pairs_that_tie_nobody(participations: Build, first: str, second: str) -> None:
    """Deliverers, funders, and a signatory with anybody else are not tied by an activity alone."""
    network = cooperate(participations(f"alpha {first} e1", f"beta {second} e1"), load("default"))
    assert network.ties == ()
    assert [node.id for node in network.nodes] == ["alpha", "beta"]


def test_the_strongest_role_pair_counts_once(participations: Build) -> None:
    """Two organizations with several roles in one activity get the maximum over role pairs, not the sum."""
    # alpha: host (L) and speaker (D); beta: organizer (L) and participant (R)
    # host-organizer 3, host-participant 2, speaker-organizer 2, speaker-participant 2: the maximum is 3
    table = participations("alpha host e1", "alpha speaker e1", "beta organizer e1", "beta participant e1")
    found = tie(cooperate(table, load("default")))
    assert (found.weight, found.kinds, found.events) == (3, ("co-lead",), 1)


def test_confidence_can_overturn_the_strongest_pair(participations: Build) -> None:
    """The maximum is taken after the strength is multiplied by the lesser confidence."""
    # host (high) - organizer (low): 3 x 0.3 = 0.9; host (high) - participant (high): 2 x 1 = 2
    table = participations("alpha host e1", "beta organizer e1 low", "beta participant e1")
    found = tie(cooperate(table, load("default")))
    assert (found.weight, found.kind) == (2, "deliver")


def test_the_lesser_confidence_of_the_two_counts(participations: Build) -> None:
    """A tie is as sure as the less sure of its two participations: the confidences are not multiplied."""
    # min(0.6, 0.3) = 0.3; 3 x 0.3 = 0.9
    table = participations("alpha host e1 medium", "beta organizer e1 low")
    (only,) = tie(cooperate(table, load("default"))).contributions
    assert (only.strength, only.confidence, only.weight) == (3, 0.3, 0.9)


def test_weights_add_up_over_activities(participations: Build) -> None:
    """A tie's weight is the sum of its activities' strongest pairs."""
    # e1 host-organizer 3; e2 funder-host 2 x 0.6 = 1.2; e3 participant-participant of three: 1/2
    table = participations(
        "alpha host e1", "beta organizer e1",
        "alpha funder e2 medium", "beta host e2",
        "alpha participant e3", "beta participant e3", "gamma participant e3",
    )  # fmt: skip
    found = tie(cooperate(table, load("default")))
    assert found.weight == 4.7
    assert found.kinds == ("co-lead", "fund", "co-attend")
    assert [a.label for a in found.activities] == ["E1", "E2", "E3"]


def test_newman_counts_distinct_recipients(participations: Build) -> None:
    """An organization that is participant and beneficiary of one activity counts once among the recipients."""
    # recipients: alpha (twice), beta, gamma: nR = 3, so 1/2
    table = participations(
        "alpha participant e1", "alpha beneficiary e1", "beta participant e1", "gamma beneficiary e1"
    )
    network = cooperate(table, load("default"))
    assert {(t.source, t.target): t.weight for t in network.ties} == {
        ("alpha", "beta"): 0.5,
        ("alpha", "gamma"): 0.5,
        ("beta", "gamma"): 0.5,
    }


def test_delegations_and_persons_count_but_are_not_tied(participations: Build) -> None:
    """Delegations and persons raise the number of recipients of an activity and get no tie themselves."""
    # nR = 2 organizations + 1 delegation + 1 person = 4, so 1/3
    table = participations(
        "alpha participant e1",
        "beta participant e1",
        "delegation/d participant e1",
        "person/p participant e1",
    )
    network = cooperate(table, load("default"))
    assert [node.id for node in network.nodes] == ["alpha", "beta"]
    assert tie(network).weight == pytest.approx(1 / 3, abs=1e-9)


def test_no_tie_to_an_ancestor(participations: Build) -> None:
    """An organization is not tied to its parent or grandparent, and its sisters are tied to each other."""
    # agency < board < ministry; unit < board
    table = participations(
        "agency host e1", "board partner e1", "ministry organizer e1", "unit trainer e1",
        parents=["agency board", "board ministry", "unit board"],
    )  # fmt: skip
    network = cooperate(table, load("default"))
    assert [(t.source, t.target, t.weight) for t in network.ties] == [("agency", "unit", 2)]


def test_an_inferred_parent_is_a_parent_in_the_stated_view_too(participations: Build) -> None:
    """A known parent link keeps two organizations apart whatever its status and the view."""
    table = participations("alpha host e1", "beta organizer e1", parents=["alpha beta inferred low"])
    for view in ("stated", "inferred", "represents"):
        for level in ("organization", "parent"):
            assert cooperate(table, load("default"), view, level).ties == ()


def test_nobody_is_tied_to_itself(participations: Build) -> None:
    """An organization with two roles in one activity, alone there, has no tie."""
    network = cooperate(participations("alpha host e1", "alpha participant e1"), load("default"))
    assert (len(network), network.ties) == (1, ())


def test_a_contribution_names_its_claims(participations: Build) -> None:
    """A contribution carries both participations, their evidence, and who it points to."""
    (only,) = tie(cooperate(participations("beta funder e1", "alpha host e1"), load("default"))).contributions
    ids = [side.participation.rpartition("/")[2] for side in only.roles]
    assert ids == ["e1.org-alpha.host", "e1.org-beta.funder"]  # in the order of the tie's ends
    assert only.towards == "alpha"
    assert only.evidence == ("000:13-22", "000:14-23")  # 13 and 14: the lengths of the two lines above
    assert str(only) == "event/e1: fund, alpha as host / beta as funder"


def test_status_of_ties(participations: Build) -> None:
    """A contribution is stated when both participations are; a tie when one of its contributions is."""
    table = participations(
        "alpha host e1",
        "beta organizer e1 inferred",
        "alpha host e2",
        "beta trainer e2",
        "gamma funder e1 inferred",
    )
    network = cooperate(table, load("default"))
    assert [c.status for c in tie(network).contributions] == ["inferred", "stated"]
    assert tie(network).status == "stated"
    assert tie(network, "alpha", "gamma").status == "inferred"


def test_equal_pairs_prefer_the_stated_one(participations: Build) -> None:
    """Of two equally strong role pairs in an activity the one that is stated is kept."""
    # host-trainer: engage, 2, inferred; host-participant: deliver, 2, stated
    table = participations("alpha host e1", "beta trainer e1 inferred", "beta participant e1")
    (only,) = tie(cooperate(table, load("default"))).contributions
    assert (only.kind, only.status) == ("deliver", "stated")


def test_years_of_a_tie(participations: Build) -> None:
    """A tie runs from the first known beginning to the last known end; unknown bounds stay unknown."""
    table = participations(
        "alpha host e1", "beta organizer e1", "alpha host e2", "beta organizer e2",
        "alpha host e3", "gamma organizer e3",
        dates={"e1": ("2013-05-27", "2013-05-31"), "e2": (None, "2016-11-05")},
    )  # fmt: skip
    network = cooperate(table, load("default"))
    assert (tie(network).first, tie(network).last) == (2013, 2016)
    assert (tie(network, "alpha", "gamma").first, tie(network, "alpha", "gamma").last) == (None, None)


def test_direction_of_a_tie_that_goes_both_ways(participations: Build) -> None:
    """A tie whose activities point to either end says both."""
    table = participations("alpha host e1", "beta participant e1", "beta host e2", "alpha participant e2")
    assert tie(cooperate(table, load("default"))).direction == "both"


def test_uniform_and_co_attendance(participations: Build) -> None:
    """Uniform gives each activity's tie 1; co-attendance ties every two that were there, deliverers too."""
    table = participations("alpha host e1", "beta trainer e1", "gamma speaker e1", "alpha host e2", "beta funder e2")
    uniform, clique = cooperate(table, load("uniform")), cooperate(table, load("co-attendance"))
    assert [(t.source, t.target, t.weight) for t in uniform.ties] == [
        ("alpha", "beta", 2),
        ("alpha", "gamma", 1),
    ]
    assert [(t.source, t.target, t.weight) for t in clique.ties] == [
        ("alpha", "beta", 2),
        ("alpha", "gamma", 1),
        ("beta", "gamma", 1),
    ]


def test_the_stated_view_leaves_inferred_roles_out(participations: Build) -> None:
    """In the stated view an inferred participation is not there, not even as a node."""
    table = participations("alpha host e1", "beta organizer e1 inferred")
    network = cooperate(table, load("default"), "stated")
    assert ([n.id for n in network.nodes], network.ties) == (["alpha"], ())


def test_a_stated_table_serves_no_other_view(participations: Build) -> None:
    """A table read for the stated view is refused for the others, which would silently miss claims."""
    table = participations("alpha host e1", view="stated")
    with pytest.raises(UsageError, match="read it again for view 'inferred'"):
        cooperate(table, load("default"), "inferred")


def test_unknown_view_level_and_class(participations: Build) -> None:
    """Unknown views, levels and role classes are refused with what is known."""
    table = participations("alpha host e1")
    with pytest.raises(UnknownName, match="did you mean 'inferred'"):
        cooperate(table, load("default"), "inferrd")
    with pytest.raises(UnknownName, match="did you mean 'country'"):
        cooperate(table, load("default"), level="contry")
    missing = Participations("inferred", {}, {}, (), frozenset({"L"}))
    with pytest.raises(UnknownName, match="'D' is not a known role class"):
        cooperate(missing, load("default"))


def test_network_speaks_for_itself(participations: Build) -> None:
    """A network says its size, view, level and definition, and finds nodes and ties by id."""
    network = cooperate(participations("alpha host e1", "beta organizer e1", "gamma funder e2"), load("default"))
    digest = network.definition.digest[:8]
    assert repr(network) == (
        f"<Network of 3 organizations and 1 ties: view inferred, level organization, definition Role pairs ({digest})>"
    )
    assert (len(network), "alpha" in network, "delta" in network) == (3, True, False)
    assert network.tie("beta", "alpha") is network.ties_of("beta")[0]
    assert [n.id for n in network.isolates()] == ["gamma"]
    assert [n.id for n in network.without_isolates().nodes] == ["alpha", "beta"]
    assert network.at_least(weight=3.5).ties == ()
    with pytest.raises(UnknownName, match="did you mean 'alpha'"):
        network.node("alfa")


def test_to_networkx(participations: Build) -> None:
    """The networkx graph is undirected, and its attributes are texts and numbers."""
    table = participations(
        "alpha host e1", "beta funder e1", countries={"alpha": "FI"}, dates={"e1": ("2013-05-27", None)}
    )
    graph = cooperate(table, load("default")).to_networkx()
    assert not graph.is_directed()
    assert graph.nodes["alpha"] == {
        "label": "Alpha",
        "kind": "org",
        "country": "FI",
        "iri": "https://w3id.org/coopgraph/id/org/alpha",
    }
    edge = graph.edges["alpha", "beta"]
    assert (edge["weight"], edge["kind"], edge["first"], edge["direction"]) == (
        2.0,
        "fund",
        2013,
        "beta > alpha",
    )
    assert edge["activities"] == "event/e1"
    assert "last" not in edge


def test_what_two_do_for_each_other_alike_has_no_direction(participations: Build) -> None:
    """Two delegations that both speak and both listen deliver to each other: 2, once, towards neither."""
    roles = ("alpha speaker e1", "alpha participant e1", "beta speaker e1", "beta participant e1")
    found = tie(cooperate(participations(*roles), load("default")))
    assert (found.kind, found.direction, found.weight) == ("deliver", "none", 2)


def test_the_surer_direction_of_two_is_kept(participations: Build) -> None:
    """Alpha speaks (stated), beta speaks (inferred, as sure): the stated pair is the tie, towards beta."""
    roles = ("alpha speaker e1", "alpha participant e1", "beta speaker e1 inferred", "beta participant e1")
    assert tie(cooperate(participations(*roles), load("default"))).direction == "alpha > beta"
