"""Dates in the order in which somebody writes them, as a mapping file says: DD.MM.YYYY. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from coopgraph.ontology import claim_keys

_PARTS = {"DD": "day", "MM": "month", "YYYY": "year"}
_SPLIT = re.compile("(DD|MM|YYYY)")


@dataclass(frozen=True, slots=True)
class DateForm:
    """How dates are written: ``text`` is day, month and year in their order, with what stands between them.

    >>> form = DateForm.of("DD.MM.YYYY")
    >>> form.read("12.03.2024"), form.read("1.3.2024"), form.read("12/03/2024"), form.read("31.02.2024")
    ('2024-03-12', '2024-03-01', '12/03/2024', '31.02.2024')
    """

    text: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, text: str) -> DateForm:
        """Return the form that a text is. Raises ValueError, with what to write, for one that is none.

        >>> DateForm.of("DD/MM")
        Traceback (most recent call last):
          ...
        ValueError: 'DD/MM' does not tell how dates are written; write DD, MM and YYYY in their order, as in DD.MM.YYYY
        """
        between, parts = _SPLIT.split(text)[0::2], _SPLIT.split(text)[1::2]
        signs = "".join(between)
        if sorted(parts) != sorted(_PARTS) or between[0] or between[-1] or any(sign.isalnum() for sign in signs):
            told = "does not tell how dates are written; write DD, MM and YYYY in their order, as in DD.MM.YYYY"
            raise ValueError(f"{text!r} {told}")
        short = "{1,2}" if all(between[1:-1]) else "{2}"  # 1.3.2024 can be told apart, 132024 not
        made = [f"(?P<{_PARTS[part]}>[0-9]{'{4}' if part == 'YYYY' else short})" for part in parts]
        first, second = (re.escape(sign) for sign in between[1:-1])
        return cls(text, re.compile(f"{made[0]}{first}{made[1]}{second}{made[2]}"))

    def read(self, cell: str) -> str:
        """Return a cell's date as year-month-day; a cell that is not written so, or is no day, stays as it is."""
        found = self.pattern.fullmatch(cell)
        try:
            return date(**{part: int(text) for part, text in found.groupdict().items()}).isoformat() if found else cell
        except ValueError:
            return cell


def takes_dates(column: str) -> bool:
    """Return whether a column of ours, or the value of a claim with this key, may be a date.

    >>> takes_dates("issued"), takes_dates("start-date"), takes_dates("name_en")
    (True, True, False)
    """
    keys = claim_keys()
    return column in ("when", "issued") or (column in keys and keys[column].value in ("date", "edtf"))
