"""Pictures as files: the same bytes, the right kind, what they say of themselves, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coopgraph import Graph
from coopgraph.errors import UnknownName, UsageError
from coopgraph.network import cooperate, load, read
from coopgraph.plots import FORMATS, PLOTS, Options, Parts, draw, facts

PAGES = [kind for kind in PLOTS if kind != "trend"]
"""The pictures that are put on a page mark by mark; the trend is a plain chart (test_trend)."""

NAMED = {"ego": "org-00"}
STARTS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", PLOTS)
def test_the_same_bytes(small: Parts, tmp_path: Path, kind: str, format: str) -> None:
    """Drawing twice gives the same file, byte by byte, of the kind that its suffix says."""
    options = Options(name=NAMED.get(kind, ""))
    one, two = (draw(kind, small, tmp_path / f"{name}.{format}", options).read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.startswith(STARTS[format])
    assert b"dc:date" not in one
    assert b"CreationDate" not in one


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Another process with other hash seeds, at another time, draws the same bytes."""
    code = (
        "import sys; from pathlib import Path; from coopgraph import Graph, plots; g = Graph.load()\n"
        "parts = plots.Parts(g.network(level='country'))\n"
        "for kind in ('network', 'matrix'): plots.draw(kind, parts, Path(sys.argv[1]) / f'{kind}.pdf')"
    )
    found = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True, env=env)
        found.append([(folder / f"{kind}.pdf").read_bytes() for kind in ("network", "matrix")])
    assert found[0] == found[1]


def test_what_a_file_says(small: Parts, tmp_path: Path) -> None:
    """The metadata name view, level, the whole definition and the digest of the ties, in each format."""
    from PIL import Image

    with Image.open(draw("matrix", small, tmp_path / "m.png")) as image:
        told = image.info["Description"]
    assert told.startswith("Matrix. Cooperation between organizations. View: inferred. Level: organization.")
    assert f"(sha256 {small.network.definition.digest})" in told
    digest = told.rpartition("sha256 ")[2].rstrip(".")
    assert len(digest) == 64
    assert digest in draw("matrix", small, tmp_path / "m.svg").read_text(encoding="utf-8")
    assert b"/Subject" in draw("matrix", small, tmp_path / "m.pdf").read_bytes()


def test_the_format_can_be_named(small: Parts, tmp_path: Path) -> None:
    """A format given outright beats the suffix."""
    assert draw("matrix", small, tmp_path / "picture", format="svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("width", [88, 180])
@pytest.mark.parametrize("kind", PAGES)
def test_the_width_is_the_one_asked_for(small: Parts, drawn: Callable[..., Any], kind: str, width: float) -> None:
    """A picture is as wide as asked for, no text leaves it or is smaller than 5 points, and no two texts collide."""
    found = drawn(kind, small, width=width, name=NAMED.get(kind, ""))
    assert found.figure.get_size_inches()[0] * 25.4 == pytest.approx(width)
    assert found.outside() == []
    assert found.colliding() == []
    assert found.smallest() >= 5


@pytest.mark.parametrize("kind", PLOTS)
def test_eighty_organizations(big: Parts, drawn: Callable[..., Any], kind: str) -> None:
    """The names of eighty organizations stand inside the page and apart, at the width of two columns."""
    found = drawn(kind, big, name=big.network.by_weight()[0].source if kind == "ego" else "")
    assert found.outside() == []
    assert found.colliding() == []


@pytest.mark.parametrize("level", ["organization", "parent", "country"])
@pytest.mark.parametrize("view", ["stated", "inferred", "represents"])
def test_the_bundled_data(graph: Graph, drawn: Callable[..., Any], view: str, level: str) -> None:
    """Every picture of the bundled data says its view, level and definition, and no two texts collide."""
    table = read(graph.store, view)
    network = cooperate(table, load("default"), view, level)
    parts = Parts(network, table, facts(graph.quads(view)))
    strongest = network.by_weight()[0].source
    for kind in PAGES:
        found = drawn(kind, parts, width=180, name=strongest if kind == "ego" else "")
        assert f"view: {view} · level: {level} · definition: {network.definition}" in found.words(), kind
        assert (kind, found.colliding(), found.outside()) == (kind, [], [])


def test_what_is_refused(small: Parts, tmp_path: Path) -> None:
    """An unknown kind, format, order or kind of rows is named with those that there are; nothing is written."""
    with pytest.raises(UnknownName, match="known are: ego, matrix, network, timeline"):
        draw("pie", small, tmp_path / "p.png")
    with pytest.raises(UnknownName, match="known are: pdf, png, svg"):
        draw("matrix", small, tmp_path / "p.bmp")
    with pytest.raises(UnknownName, match="known are: event, organization"):
        Options(rows="year")
    with pytest.raises(UnknownName, match="known are: community, country"):
        Options(order="name")
    with pytest.raises(UsageError, match="5000 mm wide cannot be read"):
        Options(width=5000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["network", "matrix", "ego"])
def test_no_tie_no_picture(small: Parts, tmp_path: Path, kind: str) -> None:
    """A network without a tie is refused with a sentence."""
    lonely = Parts(replace(small.network, ties=(), _by_id={}))
    with pytest.raises(UsageError, match=r"has no tie"):
        draw(kind, lonely, tmp_path / "p.png", Options(name="org-00"))


@pytest.mark.parametrize("kind", PLOTS)
def test_without_matplotlib(small: Parts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str) -> None:
    """Without matplotlib the error says what to install, and nothing is written."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r'pip install "coopgraph\[plot\]"'):
        draw(kind, small, tmp_path / "p.png", Options(name="org-00"))
    assert list(tmp_path.iterdir()) == []


def test_importing_imports_no_matplotlib() -> None:
    """matplotlib, networkx and numpy are imported only when a picture is made."""
    code = "import sys, coopgraph.plots\nprint({'matplotlib', 'networkx', 'numpy', 'ruamel'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("kind", PLOTS)
def test_an_svg_is_sound(small: Parts, tmp_path: Path, kind: str) -> None:
    """An SVG is well-formed, and no two of its elements have the same id."""
    from xml.etree import ElementTree

    tree = ElementTree.parse(draw(kind, small, tmp_path / "p.svg", Options(name=NAMED.get(kind, ""))))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(set(ids)) == len(ids) > 0
