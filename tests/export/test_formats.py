"""Formats by suffix and name, and the files that they consist of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export import formats, shapes
from coopgraph.network import Network, Participations


def made_by(network: Network, path: Path, **more: Any) -> Path:
    return formats.export(path, lambda: network, list, **more)


@pytest.mark.parametrize(("name", "form"), formats.FORMATS.items())
def test_each_format_by_its_suffix(name: str, form: formats.Format, network: Network, tmp_path: Path) -> None:
    """Each format is found by its suffix, in any case, and gives the same bytes twice."""
    first = formats.write(shapes.ties(network), tmp_path / f"net{form.suffix}")
    second = formats.write(shapes.ties(network), tmp_path / f"Again{form.suffix.upper()}", name)
    assert len(first) == len(second) == len(form.files)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert formats.format_of(Path(f"x{form.suffix}".upper())) == name


def test_the_longest_suffix_wins(network: Network, tmp_path: Path) -> None:
    """net.dynamic.gexf has days, net.gexf has none; a name beats the suffix."""
    for path, form, dynamic in (("a.gexf", "", False), ("a.dynamic.gexf", "", True), ("b.gexf", "gexf-dynamic", True)):
        made = made_by(network, tmp_path / path, form=form)
        assert ("<spell " in made.read_text("utf-8")) is dynamic


def test_formats_of_two_files(network: Network, tmp_path: Path) -> None:
    """The path of a format of two files is their stem, with its suffix or without."""
    made = made_by(network, tmp_path / "net.vos.txt")
    assert made == tmp_path / "net.map.txt"
    assert (tmp_path / "net.network.txt").is_file()
    made_by(network, tmp_path / "mine.csv", form="gephi-csv")
    assert {p.name for p in tmp_path.glob("mine*")} == {"mine.nodes.csv", "mine.edges.csv"}


def test_tables_and_pictures_know_one_shape(network: Network, tmp_path: Path) -> None:
    """A table of ties, a picture or a graph has no other shape; the error names the formats that have."""
    with pytest.raises(UsageError, match="csv has no shape 'kinds'; choose one of: gexf"):
        made_by(network, tmp_path / "a.csv", shape="kinds")


def test_unknown_words(network: Network, tmp_path: Path) -> None:
    """An unknown suffix, format or shape is refused with near matches, and nothing is written."""
    for path, more, said in (
        ("a.gexff", {}, "gexff"),
        ("a.gexf", {"form": "graphmll"}, "did you mean 'graphml'"),
        ("a.gexf", {"shape": "kind"}, "did you mean 'kinds'"),
        ("a.gexf", {"shape": "events"}, "participation table"),
    ):
        with pytest.raises((UnknownName, UsageError), match=said):
            made_by(network, tmp_path / path, **more)
    assert not list(tmp_path.iterdir())


def test_the_two_mode_network(network: Network, table: Participations, tmp_path: Path) -> None:
    """The shape events is made of the participation table."""
    path = formats.export(
        tmp_path / "e.graphml", lambda: network, list, shape="events", events=lambda: shapes.events(table)
    )
    assert "event/e1" in path.read_text("utf-8")


def test_an_empty_network(network: Network, tmp_path: Path) -> None:
    """A network without nodes is written in every format."""
    empty = Network("stated", "organization", network.definition, (), ())
    for name, form in formats.FORMATS.items():
        assert all(p.is_file() for p in formats.write(shapes.ties(empty), tmp_path / f"empty{form.suffix}", name))


def test_nothing_is_left_of_a_bad_id(network: Network, tmp_path: Path) -> None:
    """Where an id cannot stand in a format no file of it is begun."""
    from coopgraph.network import Node

    odd = Network("stated", "organization", network.definition, (Node("a\nb", "x", "org", "X"),), ())
    with pytest.raises(UsageError, match="cannot be the id"):
        formats.write(shapes.ties(odd), tmp_path / "odd.graphml")
    assert not list(tmp_path.iterdir())
