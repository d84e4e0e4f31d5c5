"""The five sources of the dataset, taken out and added back by the command: the dataset is the same, byte for byte."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopgraph import build
from coopgraph.cli import main
from coopgraph.curated.form import canonical
from coopgraph.curated.without import without
from coopgraph.loaders import dataset

SOURCES = ("000", "001", "002", "003", "004")


def held(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a dataset."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder, and remove the tables and record files that are not among them."""
    for path in [*folder.glob("*.csv"), *folder.glob("records/*")]:
        path.unlink()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def take_out(data: Path, document: str, to: Path) -> None:
    """Take a source out of a dataset and write what was taken as new records."""
    rest, taken = without(dataset.read(data), document)
    put(data, canonical(rest))
    to.mkdir()
    put(to, canonical(taken))


def add(new: Path, data: Path) -> None:
    """Add new records by the command."""
    result = CliRunner().invoke(main, ["add", str(new), "--to", str(data)])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("document", SOURCES)
def test_one_taken_out_and_added_again(document: str, tmp_path: Path) -> None:
    """A source that is taken out is gone, and added back it stands where it stood."""
    shutil.copytree(build.bundled(), tmp_path / "data")
    before = held(tmp_path / "data")
    take_out(tmp_path / "data", document, tmp_path / "new")
    assert not list((tmp_path / "data" / "records").glob(f"{document}-*"))
    add(tmp_path / "new", tmp_path / "data")
    assert held(tmp_path / "data") == before


@pytest.mark.parametrize("seed", [1, 2])
def test_all_but_one_taken_out_and_added_again(seed: int, tmp_path: Path) -> None:
    """Four sources taken out one after the other come back, the last one first, since it has what the others share."""
    shutil.copytree(build.bundled(), tmp_path / "data")
    before = held(tmp_path / "data")
    gone = random.Random(seed).sample(SOURCES, 4)
    for document in gone:
        take_out(tmp_path / "data", document, tmp_path / document)
    for document in reversed(gone):
        add(tmp_path / document, tmp_path / "data")
    assert held(tmp_path / "data") == before
