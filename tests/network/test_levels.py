"""Views and levels: who stands for whom, and which node a participation counts for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coopgraph.network import Network, Participations, Party, cooperate, load
from coopgraph.network.hierarchy import ancestors, top

Build = Callable[..., Participations]


def ties(network: Network) -> dict[tuple[str, str], float]:
    return {(tie.source, tie.target): tie.weight for tie in network.ties}


def test_a_delegation_is_replaced_by_whom_it_represents(participations: Build) -> None:
    """In the view represents a delegation's tie is its organization's, as sure as the less sure claim."""
    # deliver 2 x min(1, 0.6) = 1.2, inferred because the link is
    table = participations(
        "alpha host e1", "delegation/d participant e1", represents=["delegation/d beta medium inferred"]
    )
    assert cooperate(table, load("default"), "inferred").ties == ()
    network = cooperate(table, load("default"), "represents")
    (tie,) = network.ties
    assert (tie.source, tie.target, tie.weight, tie.status) == ("alpha", "beta", 1.2, "inferred")
    (only,) = tie.contributions
    assert str(only.roles[1]) == "d as participant for beta"
    assert only.evidence == ("000:13-22", "000:27-36", "001:0-9")  # both roles and the link


def test_a_stated_link_keeps_the_tie_stated(participations: Build) -> None:
    """A person whose office the text names ties that office in the view represents, as stated."""
    table = participations("alpha host e1", "person/p speaker e1", represents=["person/p beta"])
    (tie,) = cooperate(table, load("default"), "represents").ties
    assert (tie.source, tie.target, tie.weight, tie.status) == ("alpha", "beta", 2, "stated")


def test_a_delegation_that_represents_two(participations: Build) -> None:
    """A delegation that stands for two organizations gives each of them its role, and them a tie."""
    # recipients after replacement: beta, gamma: nR = 2
    table = participations(
        "alpha host e1", "delegation/d participant e1",
        represents=["delegation/d beta", "delegation/d gamma medium"],
    )  # fmt: skip
    # alpha-beta 2; alpha-gamma 2 x 0.6; beta-gamma 1/(2-1) x 0.6
    assert ties(cooperate(table, load("default"), "represents")) == {
        ("alpha", "beta"): 2,
        ("alpha", "gamma"): 1.2,
        ("beta", "gamma"): 0.6,
    }


def test_unrepresented_parties_stay_out_but_count(participations: Build) -> None:
    """In the view represents a delegation of nobody known gets no tie and still counts among the recipients."""
    # recipients: alpha, beta (through d), and x, which nobody knows: nR = 3, 1/2 x 0.6 = 0.3
    table = participations(
        "alpha participant e1", "delegation/d participant e1", "delegation/x participant e1",
        represents=["delegation/d beta medium"],
    )  # fmt: skip
    assert ties(cooperate(table, load("default"), "represents")) == {("alpha", "beta"): 0.3}


def test_own_and_represented_presence_is_one_party(participations: Build) -> None:
    """An organization that is there itself and through a delegation counts once, by its surer presence."""
    # recipients: alpha, beta (itself, and through d): nR = 2, so 1 x 1
    table = participations(
        "alpha participant e1", "beta participant e1", "delegation/d participant e1",
        represents=["delegation/d beta low"],
    )  # fmt: skip
    assert ties(cooperate(table, load("default"), "represents")) == {("alpha", "beta"): 1}


def test_top_parents_are_tied_by_their_parts(participations: Build) -> None:
    """At the level parent, agencies tie their ministries, also when they are two steps below."""
    # office < agency < ministry-a; customs < ministry-b: host-participant 2; two offices of ministry-a: nothing
    table = participations(
        "office host e1", "agency trainer e1", "customs participant e1",
        parents=["office agency", "agency ministry-a", "customs ministry-b"],
    )  # fmt: skip
    network = cooperate(table, load("default"), level="parent")
    assert ties(network) == {("ministry-a", "ministry-b"): 2}
    assert [n.id for n in network.nodes] == ["ministry-a", "ministry-b"]


def test_recipients_are_counted_after_the_roll_up(participations: Build) -> None:
    """Two recipients under one top parent count as one recipient at the level parent."""
    # organization: nR = 3; parent: {ministry, gamma}: nR = 2
    table = participations(
        "alpha participant e1", "beta participant e1", "gamma participant e1",
        parents=["alpha ministry", "beta ministry"],
    )  # fmt: skip
    assert ties(cooperate(table, load("default")))[("alpha", "gamma")] == 0.5
    assert ties(cooperate(table, load("default"), level="parent")) == {("gamma", "ministry"): 1}


def test_a_roll_up_follows_the_links_of_its_view(participations: Build) -> None:
    """The stated view rolls up over stated links only; an inferred link on the way makes a tie inferred."""
    table = participations("alpha host e1", "gamma trainer e1", parents=["alpha ministry inferred"])
    assert ties(cooperate(table, load("default"), "stated", "parent")) == {("alpha", "gamma"): 2}
    (tie,) = cooperate(table, load("default"), "inferred", "parent").ties
    assert (tie.source, tie.target, tie.status) == ("gamma", "ministry", "inferred")


def test_no_tie_with_an_ancestor_after_the_roll_up(participations: Build) -> None:
    """An agency of two ministries rolled up to one of them is still not tied to the other."""
    table = participations(
        "agency host e1", "ministry-b organizer e1", parents=["agency ministry-a", "agency ministry-b"]
    )
    assert cooperate(table, load("default"), level="parent").ties == ()


def test_countries_are_tied_by_organizations_and_delegations(participations: Build) -> None:
    """At the level country, delegations count by their country in every view; who has none drops out."""
    table = participations(
        "finnish host e1", "igo organizer e1", "delegation/d participant e1", "person/p participant e1",
        countries={"finnish": "FI", "delegation/d": "TM"},
    )  # fmt: skip
    for view in ("stated", "inferred", "represents"):
        network = cooperate(table, load("default"), view, "country")
        assert ties(network) == {("FI", "TM"): 2}
        assert [(n.id, n.kind, n.country) for n in network.nodes] == [
            ("FI", "country", "FI"),
            ("TM", "country", "TM"),
        ]


def test_a_delegation_with_a_country_needs_no_link(participations: Build) -> None:
    """At the level country a delegation's own country counts, not the doubtful organization behind it."""
    table = participations(
        "alpha host e1", "delegation/d participant e1",
        represents=["delegation/d beta low inferred"],
        countries={"alpha": "FI", "beta": "SE", "delegation/d": "TM"},
    )  # fmt: skip
    (tie,) = cooperate(table, load("default"), "represents", "country").ties
    assert (tie.target, tie.weight, tie.status) == ("TM", 2, "stated")


def test_a_person_counts_for_the_country_of_whom_it_represents(participations: Build) -> None:
    """At the level country a person is in the network only through the organization that it represents."""
    table = participations(
        "alpha host e1",
        "person/p participant e1",
        represents=["person/p beta"],
        countries={"alpha": "FI", "beta": "SE"},
    )
    assert cooperate(table, load("default"), "inferred", "country").ties == ()
    assert ties(cooperate(table, load("default"), "represents", "country")) == {("FI", "SE"): 2}


def test_what_drops_out_does_not_count(participations: Build) -> None:
    """At the level country a recipient without a country does not count among the recipients."""
    # FI, SE; the igo drops out: nR = 2
    table = participations(
        "alpha participant e1",
        "beta participant e1",
        "igo participant e1",
        countries={"alpha": "FI", "beta": "SE"},
    )
    assert ties(cooperate(table, load("default"), level="country")) == {("FI", "SE"): 1}


def test_an_agency_and_its_ministry_do_not_tie_countries(participations: Build) -> None:
    """An organization and its ancestor tie nobody at any level, not even two countries."""
    table = participations(
        "office host e1", "headquarters organizer e1",
        parents=["office headquarters"], countries={"office": "FI", "headquarters": "SE"},
    )  # fmt: skip
    assert cooperate(table, load("default"), level="country").ties == ()


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ([], "a"),
        (["a b", "b c"], "c"),
        (["a z", "a y"], "y"),  # equally near: the first by IRI
        (["a b", "b c", "a z"], "z"),  # the nearest top
        (["a b", "b a"], "a"),  # a cycle: the first of its IRIs
        (["a c", "c b", "b c"], "a"),
    ],
)
def test_the_topmost_ancestor(participations: Build, parents: list[str], expected: str) -> None:
    """The top parent is the nearest end of the parent links, then the first by IRI; a cycle ends somewhere."""
    table = participations("a host e1", parents=parents)
    a = table.roles[0].party
    assert top(a, table.parties, ["stated"]).iri.endswith(f"/{expected}")


def test_ancestors_of_a_cycle() -> None:
    """In a cycle of parents everybody is above everybody else, and nobody above itself."""
    from coopgraph.network import Link

    parties = {"a": Party("a", "org", "A", parents=(Link("b", "stated"),))}
    parties["b"] = Party("b", "org", "B", parents=(Link("a", "inferred"),))
    assert ancestors(parties) == {"a": {"b"}, "b": {"a"}}
