"""The five sources of the dataset, taken out and added back by the command: the dataset is the same."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from coopgraph import assets
from coopgraph.curated.form import canonical
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files

from .badrow import invoke, snapshot
from .bundled import lay_out, without_comments

FORMS: Any = import_module("..intake.forms", __package__)


def held(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a dataset."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def by_document(files: Files) -> dict[str, bytes]:
    """The canonical bytes without comments, those of a record file under the id of its document: a file that comes
    from a table is given its name anew."""
    found = canonical(without_comments(files))
    return {path if path.endswith(".csv") else path[: len("records/000")]: data for path, data in found.items()}


def add(new: Path) -> str:
    """Add new records by the command; return the last line that it says."""
    told = invoke(["add", str(new), "--to", "old"])
    assert told.exit == 0, told
    return told.err.splitlines()[-1]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("document", ["000", "001", "002", "003", "004"])
def test_one_taken_out_and_added_again(document: str) -> None:
    """A source that is taken out is gone, and added back it stands where it stood, byte for byte."""
    lay_out([document], Path())
    assert not list(Path("old/records").glob(f"{document}-*"))
    assert add(Path(document))[:4] == "new:"
    assert held(Path("old")) == held(assets.folder("data"))


def test_all_taken_out_and_added_again() -> None:
    """Beginning with no document at all, the five added in any order make every file what it was, byte for byte."""
    lay_out(["000", "001", "002", "003", "004"], Path())
    assert list(Path("old/records").iterdir()) == []
    for document in ("004", "001", "000", "003", "002"):
        add(Path(document))
    assert held(Path("old")) == held(assets.folder("data"))


@pytest.mark.parametrize(("form", "order"), [("xlsx", "312"), ("json", "04")])
def test_some_added_again_in_other_forms(form: str, order: str) -> None:
    """They come back as workbooks or JSON, too, but for the comments, which these forms have not."""
    documents = [f"00{digit}" for digit in order]
    lay_out(documents, Path())
    for document in documents:
        Path(f"new-{document}").mkdir()
        add(FORMS.WRITERS[form](FORMS.rows_of(dataset.read(Path(document))), Path(f"new-{document}")))
    assert by_document(dataset.read(Path("old"))) == by_document(dataset.read(assets.folder("data")))


def test_added_twice() -> None:
    """What is added a second time is there already, and no file is written."""
    lay_out(["003"], Path())
    add(Path("003"))
    before = snapshot(Path("old"))
    told = invoke(["add", "003", "--to", "old"])
    assert (told.exit, told.out) == (0, "")
    assert told.err.splitlines()[-1].startswith("already there: 5 organizations, ")
    assert snapshot(Path("old")) == before
