"""What curated files hold before it means anything: tables of cells and record trees, each cell with its place.

The seam between form and meaning. :mod:`coopgraph.loaders.dataset` reads a folder into :class:`Files`, other readers
turn other forms into the same, and only :func:`coopgraph.loaders.dataset.records` asks what a cell means.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coopgraph.loaders.table import Table
from coopgraph.loaders.yaml import Mapping
from coopgraph.source import Problem


@dataclass(slots=True)
class Files:
    """Tables by name (``organizations`` … ``evidence``; one name may have several), and record trees.

    ``problems`` is what is wrong with the form; ``unreadable`` has a line for each file that could not be read, and
    ``unread`` tells what that file would have held (a table's name, or ``records``); ``notes`` say what a reader
    decided on its own, such as a delimiter. ``folder`` is what messages call the whole.
    """

    tables: dict[str, list[Table]] = field(default_factory=dict)
    trees: list[Mapping] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    folder: str = ""

    def add(self, name: str, table: Table) -> None:
        """Take in one more table of a name."""
        self.tables.setdefault(name, []).append(table)

    def lost(self, name: str, why: str) -> None:
        """Note that the file with this table, or with ``records``, could not be read, and why."""
        self.unread.add(name)
        self.unreadable.append(why)

    def __add__(self, other: Files) -> Files:
        """Return both together, under this one's name; what they both say of one record is not merged here."""
        names = {**self.tables, **other.tables}
        return Files(
            {name: [*self.tables.get(name, ()), *other.tables.get(name, ())] for name in names},
            self.trees + other.trees,
            self.problems + other.problems,
            self.unreadable + other.unreadable,
            self.unread | other.unread,
            self.notes + other.notes,
            self.folder,
        )
