"""Ids made of what a row holds: ``{Date:year}-{Event}`` is 2024-workshop-on-cargo in a row of that year and name.

The rule of slugs: other scripts and accents to ASCII, lower case, all else one hyphen; of each column at most LONGEST
characters, cut after a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coopgraph.loaders.problems import slugify

LONGEST = 60
YEAR = "year"
_PLACE = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def slug(text: str) -> str:
    """Return what a name is in an id, whole.

    >>> slug("Учебный курс: Zürich, 2024"), slug("A – B")
    ('uchebnyy-kurs-zurich-2024', 'a-b')
    """
    from anyascii import anyascii

    return slugify(anyascii(text))


def cut(text: str, longest: int = LONGEST) -> str:
    """Return a slug of at most so many characters, cut between two words where there is a place.

    >>> cut("training-of-officers", 12), cut("training", 5)
    ('training-of', 'train')
    """
    if len(text) <= longest:
        return text
    return (text[: longest + 1].rpartition("-")[0] or text)[:longest].strip("-")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How ids are made: ``parts`` are texts and, as (column, form), places for the cells of a row.

    >>> pattern = Pattern.of("{Date:year}-{Event}")
    >>> pattern.columns, pattern.made({"Date": "12 March 2024", "Event": "A workshop"})
    (('Date', 'Event'), '2024-a-workshop')
    >>> pattern.lacking({"Date": "in March", "Event": "A workshop"})
    ('Date', 'no year of four digits')
    """

    parts: tuple[str | tuple[str, str], ...]

    @classmethod
    def of(cls, text: str) -> Pattern:
        """Return the pattern that a text is. Raises ValueError, with what to write, for one that is none."""
        parts: list[str | tuple[str, str]] = []
        end = 0
        for place in _PLACE.finditer(text):
            if place[2] not in (None, YEAR):
                raise ValueError(f"{place[2]!r} is not a form of a cell; write {{Column:{YEAR}}}, or {{Column}}")
            parts += [text[end : place.start()], (place[1].strip(), place[2] or "")]
            end = place.end()
        parts.append(text[end:])
        if not end or any("{" in part or "}" in part for part in parts if isinstance(part, str)):
            raise ValueError("is no pattern of an id; write columns in braces, as in  {Date:year}-{Event}")
        return cls(tuple(part for part in parts if part))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it takes."""
        return tuple(dict.fromkeys(part[0] for part in self.parts if isinstance(part, tuple)))

    def lacking(self, cells: Mapping[str, str]) -> tuple[str, str] | None:
        """Return the first column whose cell gives nothing, and what it lacks; None when an id can be made."""
        for part in self.parts:
            if isinstance(part, tuple) and not _piece(cells.get(part[0], ""), part[1]):
                lack = "no year of four digits" if part[1] and cells.get(part[0]) else "no letter or digit"
                return part[0], lack
        return None

    def made(self, cells: Mapping[str, str]) -> str:
        """Return the id of a row."""
        pieces = (part if isinstance(part, str) else _piece(cells.get(part[0], ""), part[1]) for part in self.parts)
        return slug("".join(pieces))


def _piece(cell: str, form: str) -> str:
    if form == YEAR:
        found = _YEAR.search(cell)
        return found[0] if found else ""
    return cut(slug(cell))
