"""The network on a page: every node and tie, names apart, numbers where names have no room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coopgraph.network import Participations, cooperate, load
from coopgraph.network.network import Node
from coopgraph.plots import Parts
from coopgraph.plots.marks import of_event, of_node

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def parts(participations: Build) -> Parts:
    """A triangle with an inferred side and an isolate; names in two scripts, with a dollar and a quote."""
    table = participations(
        "a host e1", "b organizer e1", "c participant e2 inferred", "a host e2", "b host e3", "c funder e3",
        "alone funder e4",
        labels={"a": "Таможенная служба Кыргызской Республики", "b": 'The $5 "Office"$', "c": "Line\nbreak"},
        types={"a": "customs", "b": "igo", "c": "police"},
    )  # fmt: skip
    return Parts(cooperate(table, load("default")))


def test_nodes_and_ties(parts: Parts, big: Parts, drawn: Callable[..., Any]) -> None:
    """Every node that has a tie has a sign, every tie a line."""
    for one in (parts, big):
        found, tied = drawn("network", one), one.network.without_isolates()
        assert sorted(found.ids("node-")) == sorted(f"node-{n.id}" for n in tied.nodes)
        assert sorted(found.ids("tie-")) == sorted(f"tie-{t.source}--{t.target}" for t in tied.ties)


def test_looks(parts: Parts, drawn: Callable[..., Any]) -> None:
    """An inferred tie is dashed, a heavier one thicker; types differ in colour and in shape."""
    found = drawn("network", parts)
    lines = {a.get_gid().removeprefix("tie-"): a for a in found.artists("tie-")}
    assert [ends for ends, line in lines.items() if line.get_linestyle() == "--"] == ["a--c"]
    # a and b lead together: 3; c funds b: 2
    assert lines["a--b"].get_linewidth() > lines["b--c"].get_linewidth()
    nodes = found.artists("node-")
    assert len({n.get_marker() for n in nodes}) == len({n.get_markerfacecolor() for n in nodes}) == 3


def test_what_is_written(parts: Parts, drawn: Callable[..., Any]) -> None:
    """Names stand as they are, in any script; the legend names types; what is not drawn is counted."""
    found = drawn("network", parts)
    said = found.words()
    for words in ('The $5 "Office"$', "Line break", "International organization", "Not drawn: 1 without a tie."):
        assert words in said
    assert "Таможенная" in said


def test_numbers_where_names_have_no_room(big: Parts, drawn: Callable[..., Any]) -> None:
    """Of eighty organizations the numbers stand in the drawing, and every one has its name below."""
    found = drawn("network", big)
    numbers = sorted(int(t.get_text()) for t in found.artists("name-"))
    assert numbers == sorted(int(t.get_text()) for t in found.artists("key-number-"))
    assert numbers == list(range(1, len(found.artists("node-")) + 1))


def test_abbreviations_are_explained(small: Parts, drawn: Callable[..., Any]) -> None:
    """A name that is drawn short stands in full below."""
    found = drawn("network", small)
    short = [n for n in small.network.nodes if n.short and any(n.short == t.get_text() for t in found.artists("name-"))]
    assert short
    for node in short:
        assert f"{node.short} – {node.label}" in found.words()


def test_another_seed_moves_nothing_else(parts: Parts, drawn: Callable[..., Any]) -> None:
    """The seed of the layout changes places at most, never what is drawn."""
    assert drawn("network", parts, seed=1).ids("node-", "tie-") == drawn("network", parts).ids("node-", "tie-")


def test_every_type_has_a_shape() -> None:
    """Groups of organization types, and types of events, differ in shape, so that grey tells them apart."""
    types = ("igo", "programme-body", "ministry", "customs", "border-service", "police", "regional-centre", "ngo", "?")
    marks = [of_node(Node("x", "x", "org", "X", type=t)) for t in types]
    assert len({m.shape for m in marks}) == len({m.colour for m in marks}) == len(types)
    events = ("study-visit", "training", "workshop", "working-group-meeting", "conference", "exercise", "signing", "?")
    shapes = [of_event("event", t).shape for t in events] + [of_event("project", "").shape]
    assert len(set(shapes)) == len(shapes)
