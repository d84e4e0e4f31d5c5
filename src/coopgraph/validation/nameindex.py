"""The names of a store's organizations in a table beside it: whose could be the same as, or like, some others.

Names are held against those of all organizations of a country (C32, C54). In a store of any size that is too much for
a few new records. The table, made once with the store, has two keys of every name: its letters and digits alone, which
are equal wherever C32 calls two names the same, and the words that C54 compares. What it gives is what the checks must
look at, never less; what they find there they find themselves.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from coopgraph.validation.likeness import NAME_CUTOFF, compared
from coopgraph.vocab import CG, PREFIXES

NAME = "names-1.csv"
"""Beside the store. The number changes with what the keys are made of, so that an old table is not asked."""
NOWHERE = ""
_COLUMNS = ("country", "organization", "letters", "words")
_NAMES = "|".join(f"<{PREFIXES['skos']}{kind}Label>" for kind in ("pref", "alt", "hidden"))
_ASKED = f"""SELECT DISTINCT ?country ?body ?name {{
  ?body a <{CG}Organization> ; {_NAMES} ?name OPTIONAL {{ ?body <{CG}country> ?country }} }}"""


def table(store: ox.Store) -> str:
    """Return the table of a store as CSV, sorted. Cost: a second for 10,000 organizations."""
    found = store.query(_ASKED, use_default_graph_as_union=True)
    rows = {
        (_iri(country), _iri(body), letters(name.value), compared(name.value))
        for country, body, name in found  # type: ignore[union-attr]
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(sorted(rows))
    return out.getvalue()


def letters(name: str) -> str:
    """Return the letters and digits of a name, small, without the word "the".

    >>> letters("The A-Clinic Foundation"), letters("A Clinic: Foundation, the")
    ('aclinicfoundation', 'aclinicfoundation')
    """
    small = name.lower().casefold()
    words = "".join(c if c.isalpha() or c.isdecimal() else " " for c in small).split()
    return "".join(word for word in words if word != "the")


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The table that stands in a file."""

    path: Path

    @classmethod
    def beside(cls, store: Path | None) -> NameIndex | None:
        """Return the table beside a store's folder, None when there is none."""
        path = store.parent / NAME if store else None
        return cls(path) if path and path.is_file() else None

    def alike(self, names: Mapping[str, Iterable[str]]) -> set[str]:
        """Return the IRIs of the organizations whose names could be the same as, or like, some ``names``; these are
        by the IRI of the country, NOWHERE for organizations that have none.

        Cost: a millisecond for a thousand names of the table, and for a million of the same countries by ``names``.
        """
        from rapidfuzz import fuzz, process

        there: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        with self.path.open(encoding="utf-8", newline="") as file:
            for country, *row in csv.reader(file):
                if country in names:
                    there[country].append((row[0], row[1], row[2]))
        found = set()
        for country, rows in there.items():
            own = set(names[country])
            same = {letters(name) for name in own}
            found |= {body for body, key, _ in rows if key in same}
            words = [words for _, _, words in rows]
            for key in {compared(name) for name in own} - {""}:
                near = process.extract_iter(key, words, scorer=fuzz.ratio, score_cutoff=NAME_CUTOFF)
                found |= {rows[at][0] for _, _, at in near}
        return found


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else NOWHERE
