"""Definitions of cooperation: those that ship, and how faults of a reader's own are reported."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coopgraph import assets
from coopgraph.errors import InputError, RecordsError, UnknownName
from coopgraph.network.definition import known, load

GOOD = """\
title: Mine
description: >-
  Two
  lines
source: [one, two]
pairs:
  - {classes: F-L, kind: pay, direction: "L>F", strength: 1.5}
  - {classes: R-R, kind: meet, direction: none, strength: newman}
  - {classes: D-D, strength: 0}
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    """Return the problems of a definition, without the folder."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordsError) as caught:
        load(path)
    return [str(p).replace(f"{tmp_path}/", "") for p in caught.value.problems]


def test_the_definitions_that_ship() -> None:
    """Three definitions ship; each has a title, and the digest of its file."""
    assert known() == ["co-attendance", "default", "uniform"]
    for name in known():
        data = (assets.folder("ontology") / "cooperation" / f"{name}.yaml").read_bytes()
        definition = load(name)
        assert (definition.name, definition.digest) == (name, hashlib.sha256(data).hexdigest())
        assert definition.title
        assert definition.pairs


def test_uniform_has_the_pairs_of_the_default() -> None:
    """The uniform definition differs from the default in its strengths only."""
    default, uniform = load("default"), load("uniform")
    assert [(p.classes, p.kind, p.towards) for p in default.pairs] == [
        (p.classes, p.kind, p.towards) for p in uniform.pairs
    ]
    assert {p.strength for p in uniform.pairs} == {1.0}


def test_a_definition_of_ones_own(tmp_path: Path) -> None:
    """A reader's own file gives its pairs, in both orders of their classes, and its sources."""
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, encoding="utf-8")
    mine = load(str(path))
    assert (mine.name, mine.title, mine.description, mine.sources) == (
        "mine",
        "Mine",
        "Two lines",
        ("one", "two"),
    )
    assert [(p.classes, p.kind, p.towards, p.strength) for p in mine.pairs] == [
        (("F", "L"), "pay", "F", 1.5),
        (("R", "R"), "meet", "", None),
        (("D", "D"), "", "", 0.0),
    ]
    assert mine.table()["L", "F"] is mine.table()["F", "L"]
    assert str(mine) == f"Mine ({hashlib.sha256(GOOD.encode()).hexdigest()[:8]})"


def test_every_fault_is_reported_at_its_line(tmp_path: Path) -> None:
    """A bad definition is refused with all its faults, each with line, field and what to write."""
    text = GOOD.replace("title: Mine", "titel: Mine").replace('"L>F"', '"L>R"').replace("1.5", "strong")
    text += '  - {classes: L-F, kind: "", direction: none, strength: -1}\n  - {classes: LF}\n  - word\n'
    assert faults(tmp_path, text) == [
        "mine.yaml:1 [titel]: is not a key here; did you mean 'title'?",
        "mine.yaml:1 [title]: is missing; say in a few words what counts as cooperation",
        "mine.yaml:7 [direction]: 'L>R' is no direction of F-L; write F>L or L>F or none",
        "mine.yaml:7 [strength]: 'strong' is no strength; write a number from 0 up, or newman",
        "mine.yaml:10 [classes]: L-F stands in line 7 already; keep one of them",
        "mine.yaml:10 [kind]: is missing; name the kind of tie, as in co-lead",
        "mine.yaml:10 [strength]: -1 is no strength; write a number from 0 up, or newman",
        "mine.yaml:11 [classes]: 'LF' is no pair of role classes; write two, as in F-L",
        "mine.yaml:12 [pairs]: 'word' is no pair; write {classes: L-L, kind: co-lead, strength: 3}",
    ]


@pytest.mark.parametrize("strength", ["true", ".inf", ".nan", "[1]", "null"])
def test_a_strength_is_a_finite_number(tmp_path: Path, strength: str) -> None:
    """A strength that is no finite number is refused."""
    (fault,) = faults(tmp_path, GOOD.replace("1.5", strength))
    assert "mine.yaml:7 [strength]" in fault


@pytest.mark.parametrize(
    "text", ["", "- a\n", "just text\n", "title: x\n", "title: x\npairs: {}\n", "title: 5\npairs: []\n"]
)
def test_files_that_are_no_definition(tmp_path: Path, text: str) -> None:
    """A YAML file without a title and a list of pairs is refused."""
    assert faults(tmp_path, text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing, binary or broken file raises InputError and says where."""
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load(tmp_path / "b.yaml")
    for text in ("title: [x\npairs: ]", "title: a\ntitle: b\n", "a: b: c", "\x00"):
        (tmp_path / "c.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"c\.yaml.*not YAML"):
            load(tmp_path / "c.yaml")


def test_an_unknown_name() -> None:
    """An unknown definition is refused with the near ones."""
    with pytest.raises(UnknownName, match="did you mean 'uniform'"):
        load("unifrom")
