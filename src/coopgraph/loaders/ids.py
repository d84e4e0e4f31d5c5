"""Which ids there are: what a dangling reference is told from, and where its near matches come from.

Ids of records that turned out wrong are among them, and a kind whose file could not be read holds any id, so that
one mistake is reported once and not again at every claim that refers to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coopgraph.errors import near, suggestion
from coopgraph.records import Named

GUESSES = 500
"""How often near matches are looked for: whoever is told so many times needs no more, and each takes its time."""
_CODES = "write the two capitals of ISO 3166-1, as in FI"


class Ids:
    """The ids of a dataset, by kind; for countries their names, too."""

    def __init__(self) -> None:
        self.kinds: dict[str, set[str]] = {}
        self.unread: set[str] = set()
        self._countries: dict[str, str] = {}
        self._guesses = 0

    def add(self, kind: str, slugs: Iterable[str]) -> None:
        """Note that these ids of a kind are written down somewhere."""
        self.kinds.setdefault(kind, set()).update(slugs)

    def countries(self, records: Iterable[Named]) -> None:
        """Note what countries are called."""
        self._countries |= {name: record.id for record in records for name in record.names.values()}

    def has(self, kind: str, slug: str) -> bool:
        """Return whether an id is there, as far as one can tell."""
        return kind in self.unread or slug in self.kinds.get(kind, ())

    def of(self, kind: str) -> list[str]:
        """Return the ids of a kind, sorted."""
        return sorted(self.kinds.get(kind, ()))

    def near(self, text: str, known: Callable[[], Iterable[str]], most: int) -> list[str]:
        """Return the known names most like a text, best first; none any more after ``GUESSES`` times."""
        self._guesses += 1
        return near(text, known(), most) if self._guesses <= GUESSES else []

    def remedy(self, text: str, kind: str) -> str:
        """Say what to write instead of an id of a kind that is none.

        >>> ids = Ids()
        >>> ids.add("source", ["900"])
        >>> ids.remedy("90", "source")
        "did you mean '900'?"
        """
        self._guesses += 1
        return suggestion(text, self.of(kind)) if self._guesses <= GUESSES else "give one that is on record"

    def country(self, text: str) -> str:
        """Say what to write instead of a country that is none.

        >>> Ids().country("Narnia")
        'write the two capitals of ISO 3166-1, as in FI'
        """
        code = text.removeprefix("country/").upper()
        if code in self.kinds.get("country", ()):
            return f"write {code}"
        close = self.near(text, lambda: self._countries, most=1)
        return f"did you mean {self._countries[close[0]]} ({close[0]})?" if close else _CODES
