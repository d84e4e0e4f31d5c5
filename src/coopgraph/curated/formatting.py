"""A dataset's files brought into canonical form, with the proof that they say what they said before.

What the form is, :mod:`coopgraph.curated.form` says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from coopgraph.curated import swap
from coopgraph.curated.form import canonical
from coopgraph.errors import CoopgraphError
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.loaders.pending import Held
from coopgraph.loaders.yaml import Scalar, Sequence, Tree
from coopgraph.records import Records


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written into a dataset: the files that would differ, by path, as they are (empty when they are
    not there) and as they would be; ``expected`` is the fingerprint of the dataset they were made from."""

    folder: Path
    shown: str
    old: dict[str, bytes]
    new: dict[str, bytes]
    expected: str

    def names(self) -> list[str]:
        """Return the files that would differ, as messages call them."""
        return [f"{self.shown}/{path}" for path in self.new]

    def diff(self) -> str:
        """Return what would change, as a unified diff; empty when nothing would."""
        return "".join(line for path in self.new for line in self._differences(path))

    def write(self) -> list[str]:
        """Write the files, all or none; return what messages call them. Raises UsageError as
        :func:`coopgraph.curated.swap.write` does."""
        if self.new:
            swap.write(self.folder, self.new, expected=self.expected)
        return self.names()

    def _differences(self, path: str) -> Iterator[str]:
        old, new = (f"{text.decode()}".split("\n") for text in (self.old[path], self.new[path]))
        name = f"{self.shown}/{path}"
        return (
            f"{line}\n" for line in unified_diff(old[:-1] if old[-1] == "" else old, new[:-1], name, name, lineterm="")
        )


def plan(folder: Path) -> Plan:
    """Return what formatting a dataset would do. Nothing is written.

    Raises RecordsError when the dataset has mistakes: only what is understood can be written anew. Raises
    CoopgraphError when the canonical files would not say the same, or would lack a comment.
    """
    held = dataset.held(folder)
    return plan_of(folder, held, dataset.of(folder, held))


def plan_of(folder: Path, held: Mapping[str, Held], files: Files) -> Plan:
    """Return what is to be written so that a dataset, which held ``held``, holds ``files``. Raises what :func:`plan`
    raises."""
    made = canonical(files)
    again = dataset.of(folder, {path: Held(data) for path, data in made.items()})
    if meaning(dataset.records(again)) != meaning(dataset.records(files)) or _comments(again) != _comments(files):
        raise CoopgraphError(
            f"{files.folder}: in canonical form these files would not say the same, which is a fault of coopgraph's; "
            "nothing was written"
        )
    new = {path: data for path, data in made.items() if path not in held or held[path].data != data}
    old = {path: held[path].data if path in held else b"" for path in new}
    return Plan(folder, files.folder, old, new, swap.mark(held))


def meaning(records: Records) -> tuple[object, ...]:
    """Return what records say, without where: two datasets mean the same when these are equal.

    Neither the order of claims nor that of the spans of a claim means anything.
    """
    named = {key: (type(record), record.model_dump(exclude={"source"})) for key, record in records.named.items()}
    claims = Counter(
        (type(c), frozenset(c.spans), repr(sorted(c.model_dump(exclude={"source", "spans"}).items())))
        for c in records.claims
    )
    return named, claims, records.digests


def _comments(files: Files) -> Counter[str]:
    return Counter(comment for tree in files.trees for comment in _told(tree) if comment)


def _told(tree: Tree) -> Iterator[str]:
    noted = tree.comments
    yield from (*noted.before, *noted.beside, *noted.after)
    if isinstance(tree, Sequence):
        for item in tree.items:
            yield from _told(item)
    elif not isinstance(tree, Scalar):
        for _, _, value in tree:
            yield from _told(value)
