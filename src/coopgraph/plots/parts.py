"""What pictures are made of, and how they are to look: values that every kind of picture reads its share of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopgraph.errors import UnknownName, UsageError
from coopgraph.network.network import Network
from coopgraph.network.table import Participations
from coopgraph.plots.moments import Facts

ONE_COLUMN, TWO_COLUMNS = 88.0, 180.0
"""Widths of a picture in a journal, in millimetres."""
_NARROWEST, _WIDEST = 60.0, 1000.0
ROWS = ("event", "organization")
ORDERS = ("community", "country")


@dataclass(frozen=True, slots=True)
class Parts:
    """What is shown: the network; for *timeline* and *trend* also the participation table that it was made of; and,
    where known, the type and the exact dates of each activity, by IRI (:func:`coopgraph.plots.moments.facts`).
    """

    network: Network
    table: Participations | None = None
    facts: Mapping[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """How it is shown.

    ``width`` in millimetres, ``seed`` of the layout and of communities, ``name`` of the node in the middle of *ego*
    (its id, ``org/…`` or IRI), ``rows`` of *timeline* (event, organization), ``order`` of *matrix* (community,
    country), ``window`` and ``step`` of *trend* in years. Raises UsageError
    for a width below 60 or above 1000, UnknownName for other words.

    >>> Options(width=20)
    Traceback (most recent call last):
      ...
    coopgraph.errors.UsageError: a picture 20 mm wide cannot be read; give 60 to 1000, as 88 or 180
    """

    width: float = TWO_COLUMNS
    seed: int = 0
    name: str = ""
    rows: str = "event"
    order: str = "community"
    window: int = 1
    step: int = 1

    def __post_init__(self) -> None:
        if not _NARROWEST <= self.width <= _WIDEST:
            raise UsageError(
                f"a picture {self.width:g} mm wide cannot be read; give {_NARROWEST:g} to {_WIDEST:g}, "
                f"as {ONE_COLUMN:g} or {TWO_COLUMNS:g}"
            )
        if self.rows not in ROWS:
            raise UnknownName("kind of rows", self.rows, ROWS)
        if self.order not in ORDERS:
            raise UnknownName("order of a matrix", self.order, ORDERS)
