"""Which ids there are: what a dangling reference is told from, and where its near matches come from.

Ids of records that turned out wrong are among them, and a kind whose file could not be read holds any id, so that
one mistake is reported once and not again at every claim that refers to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from coopgraph.errors import did_you_mean, near, suggestion
from coopgraph.loaders.likely import alike
from coopgraph.loaders.problems import slugify
from coopgraph.records import Named

GUESSES = 500
"""How often near matches are looked for: whoever is told so many times needs no more, and each takes its time."""
_NEW_DOCUMENT = "add it to the table sources: {!r} under id, what it is called under name_en"
_CODES = "write the two capital letters of ISO 3166-1, as in FI"


class Ids:
    """The ids of a dataset, by kind, and what their records are called."""

    def __init__(self) -> None:
        self.kinds: dict[str, set[str]] = {}
        self.unread: set[str] = set()
        self.fresh: set[str] = set()
        """Ids of source documents that are themselves about to be added, and so are what a new number may mean."""
        self._countries: dict[str, str] = {}
        self._named: list[tuple[str, Named]] = []
        self._guesses = 0

    def add(self, kind: str, slugs: Iterable[str]) -> None:
        """Note that these ids of a kind are written down somewhere."""
        self.kinds.setdefault(kind, set()).update(slugs)

    def countries(self, records: Iterable[Named]) -> None:
        """Note what countries are called."""
        self._countries |= {name: record.id for record in records for name in record.names.values()}

    def named(self, kind: str, record: Named) -> None:
        """Note what a record is called."""
        self._named.append((kind, record))

    def called(self, text: str, kinds: Collection[str]) -> list[str]:
        """Return the ids, with their kind, of records that are called so, in whatever spelling or script.

        The first call looks at the names of all records that were noted.
        """
        found = self._called.get(slugify(text[:500]), ())
        return [f"{kind}/{slug}" for kind, slug in found if kind in kinds]

    @cached_property
    def _called(self) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, dict[tuple[str, str], None]] = {}
        for kind, record in self._named:
            for name in (*record.names.values(), *(n.text for n in (*record.also, *record.hidden))):
                found.setdefault(slugify(name), {})[kind, record.id] = None
        return {name: sorted(ids) for name, ids in found.items() if name}

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

    def organization(self, text: str) -> str:
        """Say what to write instead of the id of an organization that is none.

        >>> ids = Ids()
        >>> ids.add("org", ["osce"])
        >>> ids.organization("osc")
        "did you mean 'osce'?"
        """
        self._guesses += 1
        if self._guesses > GUESSES:
            return "give one that is on record"
        if called := self.called(text, ["org"]):
            return did_you_mean([ident.removeprefix("org/") for ident in called[:2]])
        return suggestion(text, self.of("org"))

    def document(self, text: str) -> str:
        """Say what to do with the id of a source document that is none. One that is spelled like another is another
        document all the same, unless they differ in case, signs or leading noughts only, or the other is
        :attr:`fresh`.

        >>> ids = Ids()
        >>> ids.add("source", ["003", "900"])
        >>> ids.document("3")
        "did you mean '003'?"
        >>> ids.document("901")
        "add it to the table sources: '901' under id, what it is called under name_en"
        >>> ids.fresh.add("900")
        >>> ids.document("901")
        "did you mean '900'? If not, add it to the table sources: '901' under id, what it is called under name_en"
        """
        self._guesses += 1
        known = self.of("source") if self._guesses <= GUESSES else []
        same = [slug for slug in known if _bare(slug) == _bare(text)]
        if same:
            return did_you_mean(same[:2])
        close = _slips(text, self.fresh) if self._guesses <= GUESSES else []
        meant = f"{did_you_mean(close)} If not, " if close else ""
        return meant + _NEW_DOCUMENT.format(text)

    def country(self, text: str) -> str:
        """Say what to write instead of a country that is none.

        >>> Ids().country("Narnia")
        'write the two capital letters of ISO 3166-1, as in FI'
        """
        code = text.removeprefix("country/").upper()
        if code in self.kinds.get("country", ()):
            return f"write {code}"
        close = [name for name in self.near(text, lambda: self._countries, most=1) if alike(text, name)]
        return f"did you mean {self._countries[close[0]]} ({close[0]})?" if close else _CODES


def _slips(text: str, known: Iterable[str]) -> list[str]:
    """Return at most two ids that differ from a text by a sign put in, left out or changed, or two swapped; of long
    ones by one in six."""
    from rapidfuzz.distance import OSA

    far = ((OSA.distance(text[:200], ident), max(1, len(ident) // 6), ident) for ident in known)
    return [ident for distance, most, ident in sorted(far) if distance <= most][:2]


def _bare(ident: str) -> str:
    return slugify(ident[:500]).replace("-", "").lstrip("0")
