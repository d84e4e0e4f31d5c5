"""The bundled dataset taken apart: some of its documents out of it, and each of those as files of its own."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from coopgraph import assets
from coopgraph.curated.form import canonical
from coopgraph.curated.without import without
from coopgraph.loaders import dataset
from coopgraph.loaders.comments import NONE
from coopgraph.loaders.files import Files
from coopgraph.loaders.yaml import Mapping, Scalar, Tree

BESIDE = ("README.md", "checks.yaml")
"""Files of the folder that are none of the dataset's."""


def put(files: Files, folder: Path) -> Path:
    """Write files in canonical form."""
    for path, data in canonical(files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def apart(documents: Sequence[str]) -> tuple[Files, dict[str, Files]]:
    """The dataset without some documents, and each of these with all that it needs there: they can be added in any
    order, and what two of them need is in both."""
    whole = dataset.read(assets.folder("data"))
    taken, rest = {}, whole
    for document in documents:
        alone = reduce(lambda files, other: without(files, other)[0], (d for d in documents if d != document), whole)
        rest, taken[document] = without(alone, document)
    return rest, taken


def lay_out(documents: Sequence[str], folder: Path) -> None:
    """Write the dataset without some documents as ``old``, and each of these as a folder with its name."""
    rest, taken = apart(documents)
    put(rest, folder / "old")
    (folder / "old/records").mkdir(exist_ok=True)
    for name in BESIDE:
        shutil.copy(assets.folder("data") / name, folder / "old" / name)
    for document, files in taken.items():
        put(files, folder / document)


def without_comments(files: Files) -> Files:
    """The same files without a comment."""
    return replace(files, trees=[_bare(tree) for tree in files.trees])


def _bare(tree: Mapping) -> Mapping:
    return replace(tree, comments=NONE, pairs=tuple((key, place, _any(value)) for key, place, value in tree.pairs))


def _any(tree: Tree) -> Tree:
    if isinstance(tree, Mapping):
        return _bare(tree)
    if isinstance(tree, Scalar):
        return replace(tree, comments=NONE)
    return replace(tree, comments=NONE, items=tuple(_any(item) for item in tree.items))
