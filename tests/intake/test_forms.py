"""Every form of the same content gives the same records."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from coopgraph.intake import read
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files

from .forms import WRITERS, placeless, rows_of

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "data"


@cache
def bundled() -> Files:
    """The bundled dataset as it is read without this package."""
    return dataset.read(DATA)


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_the_bundled_dataset_in_another_form_gives_the_same_records(form: str, tmp_path: Path) -> None:
    """Tables and record files written out as tables of a form mean what the curated folder means."""
    files = bundled()
    found = read([WRITERS[form](rows_of(files), tmp_path)])
    assert found.problems == []
    assert found.unreadable == []
    assert placeless(dataset.records(found)) == placeless(dataset.records(files))


def test_a_curated_folder_is_read_as_it_stands() -> None:
    """The folder with tables and records/ gives the records of the dataset, places and all."""
    found, expected = dataset.records(read([DATA])), dataset.records(bundled())
    assert found.named == expected.named
    assert found.claims == expected.claims
