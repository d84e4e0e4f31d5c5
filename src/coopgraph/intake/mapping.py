"""What a mapping file says: how somebody's own sheets, columns and values are to be read as ours.

docs/forms.md shows the form; :mod:`coopgraph.intake.mappingfile` reads it, :mod:`coopgraph.intake.shaping` does it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from coopgraph.intake.dating import DateForm
from coopgraph.intake.making import Pattern
from coopgraph.intake.tables import fold
from coopgraph.loaders.table import Row

BAR = "|"
ROW = "row"
"""What the constant ``at`` may be instead of a span: the characters of the row itself."""


@dataclass(frozen=True, slots=True)
class ClaimColumn:
    """A column whose cells are claims about the record of the row: what they say and how well it is known.

    ``columns`` names, for ``at``, ``basis`` and the other options, the column of the same row that holds it;
    ``constants`` gives those that are the same in every row. ``parted`` stands between several values of a cell.
    With a ``value`` it is no column: every row gets this claim.
    """

    key: str
    status: str
    confidence: str
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    parted: str = BAR
    value: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says, for all sheets or for one.

    ``id`` makes the ids of rows that have none, ``claims`` are those that every row gets, by key, ``source`` is the row
    of the document that the table is, and ``date`` tells how dates are written that are not year-month-day.
    """

    table: str = ""
    id: Pattern | None = None
    columns: dict[str, str | ClaimColumn] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    claims: dict[str, ClaimColumn] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    sheets: dict[str, Mapping] = field(default_factory=dict)
    source: Row | None = None
    name: str = ""
    date: DateForm | None = None

    def of(self, title: str) -> Mapping:
        """Return what holds for the sheet or file of this title: its own, and else what is said of all."""
        own = next((m for sheet, m in self.sheets.items() if fold(sheet) == fold(title)), None)
        if own is None:
            return self
        return Mapping(
            own.table or self.table,
            own.id or self.id,
            self.columns | own.columns,
            {k: self.values.get(k, {}) | own.values.get(k, {}) for k in {*self.values, *own.values}},
            self.constants | own.constants,
            self.claims | own.claims,
            self.ignore | own.ignore,
            {},
            None,
            self.name,
            own.date or self.date,
        )

    def specs(self) -> list[ClaimColumn]:
        """Return everything that makes claims: columns, and what every row gets."""
        return [*(spec for spec in self.columns.values() if isinstance(spec, ClaimColumn)), *self.claims.values()]

    def helpers(self) -> frozenset[str]:
        """Return the columns that are taken to make ids, or for an option of a claim."""
        found = {column for spec in self.specs() for column in spec.columns.values()}
        return frozenset(found).union(self.id.columns if self.id else ())

    def names(self) -> frozenset[str]:
        """Return every column of somebody's own that is spoken of."""
        found = frozenset({*self.columns, *self.ignore}) | self.helpers()
        return found.union(*(sheet.names() for sheet in self.sheets.values()))
