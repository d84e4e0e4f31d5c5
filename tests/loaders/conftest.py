"""Mistakes, one at a time: edits of the tiny dataset, and what the loader says of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset

RECORD = "records/900-visit.yaml"
HOST = "{host: org/finnish-customs, stated: high, at: 10-20}"  # line 20
PLACE = "{place: place/helsinki, inferred: low, basis: By its name., at: 10-20}"  # line 29


def edit(file: Path, old: str, new: str) -> None:
    """Replace the one occurrence of ``old`` in a file."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


def complaints(folder: Path) -> list[str]:
    """Every problem of a dataset, as text; none is expected to make a file unreadable."""
    with pytest.raises(RecordsError) as caught:
        dataset.load(folder)
    assert caught.value.unreadable == []
    assert caught.value.exit_code == 1
    return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def after(tiny: Path) -> Callable[[str, str, str], list[str]]:
    """The function that edits a file of the tiny dataset and returns the problems that follow."""

    def run(name: str, old: str, new: str) -> list[str]:
        edit(tiny / name, old, new)
        return complaints(tiny)

    return run


@pytest.fixture
def claimed(after: Callable[[str, str, str], list[str]]) -> Callable[[str], list[str]]:
    """The function that puts a claim into line 20 of the record file, under the event, and returns the problems."""
    return lambda claim: after(RECORD, HOST, claim)


@pytest.fixture
def said(after: Callable[[str, str, str], list[str]]) -> Callable[[str], list[str]]:
    """The function that puts a claim into line 29, under the organization, and returns the problems."""
    return lambda claim: after(RECORD, PLACE, claim)


@pytest.fixture(name="complaints")
def complaints_fixture() -> Callable[[Path], list[str]]:
    """The function that returns every problem of a dataset."""
    return complaints


@pytest.fixture(name="edit")
def edit_fixture() -> Callable[[Path, str, str], None]:
    """The function that replaces a text in a file."""
    return edit
