"""New files beside the tiny dataset: a record file or a table that somebody hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.loaders import table, yaml
from coopgraph.loaders.files import Files

Handed = Callable[..., Files]


@pytest.fixture
def handed(tiny: Path) -> Handed:
    """The function that makes files of ``name=text``: ``.yaml`` a record file, ``.csv`` the table of that name."""

    def run(**texts: str) -> Files:
        found = Files(folder="new")
        Path("new").mkdir(exist_ok=True)
        for name, text in texts.items():
            path = Path("new") / (
                f"{name}.csv" if "," in text.split("\n")[0] else f"{name.replace('_', '-').strip('-')}.yaml"
            )
            path.write_text(text, "utf-8")
            if path.suffix == ".csv":
                found.add(name, table.read(path, path.as_posix()))
            else:
                found.trees.append(yaml.read(path, path.as_posix())[0])
        return found

    return run
