"""The bundled records, and the texts of the five sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph import build
from coopgraph.loaders import dataset
from coopgraph.records import Records
from coopgraph.texts import Texts


@pytest.fixture(scope="session")
def records() -> Records:
    """The records of the bundled dataset."""
    return dataset.load(build.bundled())


@pytest.fixture(scope="session")
def texts(records: Records, sources: Path) -> Texts:
    """The texts of the bundled dataset's source documents."""
    return Texts(sources, records.documents())
