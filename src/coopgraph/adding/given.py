"""New records as somebody gives them: files in any form, and the wishes that go with them.

What the command line and Python share: reading them with a mapping and the names on record, the profile of the
dataset, and whether the dataset is a folder of curated files or a built store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from coopgraph import build, intake, names
from coopgraph.adding.against import check_against
from coopgraph.adding.check import Checked, Wishes, check
from coopgraph.errors import UsageError
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.validation.profile import Profile, find

Tell: TypeAlias = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Given:
    """Files of new records, ``-`` among them for standard input; a mapping file; what else is in
    :class:`~coopgraph.adding.Wishes`, with the file of the profile (None: that of the dataset)."""

    new: tuple[Path, ...]
    mapping: Path | None = None
    update: bool = False
    sources: Path | None = None
    profile: Path | None = None
    whole: bool = False

    def files(self, data: Path, tell: Tell | None = None) -> Files:
        """Read the new records; ``tell`` is told what the readers decided on their own, a line a file.

        Where a mapping makes claims, they may call what is in the dataset by its names.

        Raises UsageError and InputError as :func:`coopgraph.intake.read` and :func:`coopgraph.intake.load_mapping` do.
        """
        own = intake.load_mapping(self.mapping) if self.mapping else None
        found = intake.read(self.new, own, _names(data) if own else None)
        if tell is not None:
            for note in intake.folded(found.notes):
                tell(note)
        return found

    def wishes(self, data: Path) -> Wishes:
        """Return how to check, with the profile that was named, or that of the dataset."""
        path = self.profile or find(data)
        return Wishes(self.update, self.sources, Profile.load(path) if path else Profile(), self.whole)

    def judge(self, data: Path, tell: Tell | None = None) -> Checked:
        """Judge the new records in the context of curated files or of a store; nothing is written.

        Raises what :func:`~coopgraph.adding.check` and :func:`~coopgraph.adding.check_against` raise, and UsageError
        when a store is to be looked at wholly.
        """
        wishes = self.wishes(data)
        if not _stored(data):
            return check(dataset.read(data), self.files(data, tell), wishes)
        if self.whole:
            raise UsageError(
                "a store is looked at only where the new records touch it; give --whole with curated files"
            )
        return check_against(build.open_graph(data), self.files(data, tell), wishes)


def _names(data: Path) -> list[intake.Name]:
    """Return the names of what is in curated files, or in a store."""
    if not _stored(data):
        return intake.on_record(data)
    return [intake.Name(*found) for found in names.every(build.open_graph(data))]


def _stored(data: Path) -> bool:
    return (data / build.STORE_NAME).is_dir()
