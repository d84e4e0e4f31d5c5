"""Pictures: the same bytes, readable names, and a sentence when matplotlib is missing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export import picture
from coopgraph.export.labels import Box, Wanted, arrange, wrap
from coopgraph.network import Network, Participations, cooperate, load

Build = Callable[..., Participations]


@pytest.fixture(scope="module")
def network(participations: Build) -> Network:
    """Two components and an isolate; names in two scripts, with a dollar and a quote."""
    table = participations(
        "a host e1", "b organizer e1", "c participant e1 inferred", "d participant e1", "x host e2", "y trainer e2",
        "alone funder e3",
        labels={"a": "Таможенная служба Кыргызской Республики", "b": 'The $5 "Office"$', "c": "Line\nbreak"},
        types={"a": "customs", "b": "igo", "c": "police"},
    )  # fmt: skip
    return cooperate(table, load("default"))


@pytest.mark.parametrize("format", picture.FORMATS)
def test_the_same_bytes(network: Network, tmp_path: Path, format: str) -> None:
    """Drawing twice gives the same file, byte by byte, and the right kind of file."""
    for name in ("one", "two"):
        picture.write(network, tmp_path / f"{name}.{format}")
    data = (tmp_path / f"one.{format}").read_bytes()
    assert data == (tmp_path / f"two.{format}").read_bytes()
    assert data.startswith(b"\x89PNG" if format == "png" else b"<?xml")
    assert b"<dc:date>" not in data


def test_what_a_picture_says(network: Network) -> None:
    """The title names view, level, definition and what is not drawn; the legend names types, lines and widths."""
    figure = picture.draw(network)
    says = " ".join(text.get_text() for text in figure.texts)
    assert "Cooperation between organizations" in says
    assert f"view: inferred  ·  level: organization  ·  definition: {network.definition}" in says
    assert "not drawn: 1 without a tie" in says
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend[:3] == ["International organization", "Customs", "Police or security service"]
    assert {"stated", "inferred", "weight 3"} <= set(legend)
    names = {text.get_text().replace("\n", " ") for text in figure.axes[0].texts}
    assert {'The $5 "Office"$', "Line break", "Таможенная служба Кыргызской Республики"} <= names


def test_names_stand_inside_and_apart(network: Network) -> None:
    """No name overlaps another or leaves the page."""
    figure = picture.draw(network)
    boxes = [text.get_window_extent() for text in figure.axes[0].texts]
    page = figure.bbox
    assert all(b.x0 >= 0 and b.x1 <= page.x1 and b.y0 >= 0 and b.y1 <= page.y1 for b in boxes)
    assert not any(a.overlaps(b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_a_picture_without_matplotlib(network: Network, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without matplotlib the error says what to install, and nothing is written."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r'pip install "coopgraph\[plot\]"'):
        picture.write(network, tmp_path / "n.png")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_drawn(network: Network, participations: Build, tmp_path: Path) -> None:
    """An unknown format, and a network without ties, are refused with a sentence."""
    with pytest.raises(UnknownName, match="known are: png, svg"):
        picture.write(network, tmp_path / "n.bmp")
    lonely = cooperate(participations("a host e1"), load("default"))
    with pytest.raises(UsageError, match="no tie to draw"):
        picture.write(lonely, tmp_path / "n.png")


def test_importing_the_picture_imports_no_matplotlib() -> None:
    """matplotlib is imported only when a picture is made."""
    import subprocess

    code = "import sys, coopgraph.export.picture, coopgraph.export.gexf\n"
    code += "print({'matplotlib', 'networkx', 'numpy', 'ruamel'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_boxes() -> None:
    """Two rectangles share the area of their overlap, and a point's gap is its distance to the rim."""
    # widths 4 and 2 at distance 2: shared 1; heights 2 and 2 at distance 1: shared 1
    assert Box(0, 0, 4, 2).covers(Box(2, 1, 2, 2)) == 1
    assert Box(0, 0, 4, 2).covers(Box(5, 0, 2, 2)) == 0
    assert Box(0, 0, 4, 2).gap(5, 5) == 5  # 3 across, 4 down


def test_a_lone_label_stands_to_the_right() -> None:
    """With nothing in the way, a name stands to the right of its node."""
    (box,) = arrange([Wanted(0, 0, 1, 4, 1)])
    assert (box.x > 1, box.y) == (True, 0)


def test_labels_avoid_each_other() -> None:
    """Names of two nodes side by side go to opposite sides."""
    left, right = arrange([Wanted(0, 0, 1, 6, 1), Wanted(3, 0, 1, 6, 1)])
    assert left.covers(right) == 0


def test_long_names_are_shortened() -> None:
    """A long name gives way to its abbreviation, or is broken into four lines at most."""
    assert wrap("Organization for Security and Co-operation in Europe", "OSCE") == "OSCE"
    assert wrap("Office", "O") == "Office"
    lines = wrap(
        "A name that goes on and on until nobody reads it any more, as some names of organizations do here"
    ).split("\n")
    assert len(lines) == 4
    assert lines[-1].endswith("…")
    assert all(len(line) <= 22 for line in lines)
