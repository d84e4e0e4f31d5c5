"""Whatever is given, check and add say what is wrong, in words for whoever wrote it, and change nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from coopgraph.validation.checks import checks

from . import builders
from .badrow import NOBODY, REFUSED, Row, Told, begins, invoke, lay_out, of_add, rows, run_apart, snapshot, tidy

TABLES = ("columns", "checks", "files", "hostile")
ROWS = [row for table in TABLES for row in rows(f"bad_inputs_{table}.yaml")]
UNBREAKABLE = {"C58"}
"""What new records cannot break: that something is there for a check to look at."""


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset and its texts."""
    folder = tmp_path_factory.mktemp("base")
    builders.base(folder)
    return folder


@pytest.fixture
def place(
    base: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A working directory with a copy of the small dataset. For a row that runs as somebody who may not do everything
    all belongs to that somebody, when root runs the tests, and it stands where everybody may go."""
    with TemporaryDirectory() as open_to_all:
        meek = request.node.callspec.params["row"].meek and os.geteuid() == 0
        folder = Path(open_to_all if meek else tmp_path) / "place"
        shutil.copytree(base, folder)
        monkeypatch.chdir(folder)
        if meek:
            os.chown(open_to_all, NOBODY, NOBODY)
        yield folder
        monkeypatch.chdir(tmp_path)


def run(row: Row, words: list[str], place: Path) -> Told:
    """Run a command as a row asks for; nothing on the disk may change."""
    before = snapshot(place)
    told = run_apart(words, row.stdin) if row.huge else invoke(words, row.stdin, row.meek)
    assert snapshot(place) == before
    return Told(told.exit, tidy(told.out, place), tidy(told.err, place))


def belongs_to_nobody(place: Path) -> None:
    """Give everything to a user who may not do everything, when root runs the tests."""
    if os.geteuid() == 0:
        for path in (place, *place.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_a_bad_input(row: Row, place: Path) -> None:
    """The exit code and every word are those of the table, nothing on the disk changes, and what check refuses is
    refused by add in the same words."""
    lay_out(row)
    if row.build:
        getattr(builders, row.build)()
    if row.meek:
        belongs_to_nobody(place)
    words = row.command()
    told = run(row, words, place)
    assert (told.exit, begins(told.out, row.out), begins(told.err, row.err)) == (row.exit, True, True), told
    if words[0] == "check" and row.exit in (1, 3) and not (row.only or row.huge):
        again = run(row, of_add(words), place)
        refused = REFUSED if row.out else ""
        assert (again.exit, begins(again.out, row.out), begins(again.err, row.err + refused)) == (row.exit, True, True)


def test_what_the_table_covers() -> None:
    """There are many rows, no two of one name; every check is broken that new records can break."""
    names = [row.what for row in ROWS]
    assert len(set(names)) == len(names) > 250
    broken = {row.what.split()[0] for row in rows("bad_inputs_checks.yaml")}
    assert broken == {check.code for check in checks().values() if check.code.startswith("C")} - UNBREAKABLE


def test_what_the_table_says() -> None:
    """What fails says why on one of the two ways out, and no message is a fault of ours."""
    assert all(row.exit in (1, 2, 3) and (row.out or row.err) for row in ROWS)
    assert not [row.what for row in ROWS if "fault of" in row.err or "Traceback" in row.err + row.out]
