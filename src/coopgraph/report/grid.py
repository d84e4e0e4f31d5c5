"""Tables as the page shows them: a caption, heads that say what they mean, cells that the template can lay out.

A cell is text, a number, a truth, a :class:`Name`, None, or a tuple of texts and names (a list in the cell). The
first column heads the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from coopgraph.names import Names
from coopgraph.table import Table, Thing, plain
from coopgraph.vocab import IDS, TERMS

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_WRITTEN_IN_CYRILLIC = ("ru", "uk", "be", "kk", "ky", "tg", "mn", "bg", "sr", "mk")


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its language (BCP 47 tag, empty when it is that of the page, English), and names in others."""

    text: str
    lang: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """Language and text."""


Cell: TypeAlias = str | int | float | bool | Name | tuple[str | Name, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A head: its words, what they mean, and how its cells stand: text, number, or difference (with its sign)."""

    name: str
    meaning: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the page. ``id`` is unique on the page; ``note`` stands below."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""

    def __bool__(self) -> bool:
        return bool(self.rows)


def text(cell: str | int | float | bool | None, kind: str = "text") -> str:
    """Return a plain value as the page shows it: three digits, a real minus, the sign of a difference.

    >>> text(0.14454), text(128.05), text(-0.0227), text(12, "difference"), text(True), text(None)
    ('0.145', '128.05', '−0.0227', '+12', 'yes', '–')
    """
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return cell
    short = f"{cell:.3g}" if abs(cell) < 1 else f"{cell:.2f}".rstrip("0").rstrip(".")
    sign = "+" if kind == "difference" and cell > 0 else ""
    return sign + short.replace("-", "−") if cell else "0"


def counted(number: int, word: str, several: str = "") -> str:
    """Return a number with its noun.

    >>> counted(1, "event"), counted(2, "country", "countries")
    ('1 event', '2 countries')
    """
    return f"{number} {word if number == 1 else several or word + 's'}"


def named(thing: Thing, names: Names, short: str = "") -> Name:
    """Return the name of a record in English, its abbreviation in brackets, with those in other languages beside it."""
    title = f"{thing.label} ({short})" if short and short != thing.label else thing.label
    for start in (IDS, TERMS):
        labels = names.all_labels(start + thing.id)
        if labels:
            others = ((lang, label) for lang, label in sorted(labels.items()) if label != thing.label)
            return Name(title, others=tuple(others))
    return Name(title)


def in_language(title: str, languages: Sequence[str]) -> Name:
    """Return a title with the language that it is in, as far as its script and the document's languages tell.

    >>> in_language("Учебный визит", ("en", "ru")).lang, in_language("Study visit", ("en", "ru")).lang
    ('ru', 'en')
    """
    script = bool(_CYRILLIC.search(title))
    fitting = [lang for lang in languages if (lang in _WRITTEN_IN_CYRILLIC) == script]
    return Name(title, fitting[0] if fitting else "")


def of_table(table: Table, ident: str, caption: str, heads: Mapping[str, Column]) -> Grid:
    """Return the columns of a table that have a head here, in the order of the heads."""
    picked = table.select(*heads)
    rows = [tuple(plain(cell) for cell in row) for row in picked.rows]
    return Grid(ident, caption, tuple(heads.values()), rows)
