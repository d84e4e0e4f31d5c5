"""Find records by any name: id, label, abbreviation, former name, slip, in any language; and label them.

Exact after folding (case, accents, punctuation, "the"); what is only similar is proposed and never taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from coopgraph import assets
from coopgraph.errors import UnknownName, UsageError, did_you_mean, near
from coopgraph.store.base import Store, value
from coopgraph.table import Thing
from coopgraph.vocab import IDS, TERMS, compact, split


class NotOnRecord(UnknownName):
    """A name that no record bears. That the graph does not know it says nothing about the world."""

    def __init__(self, text: str, kinds: Sequence[str], close: Sequence[str]) -> None:
        self.kind, self.name, self.known = _kind_name(kinds), text, sorted(close)
        remedy = did_you_mean(close) if close else "no name on record is like it"
        as_what = f" as {self.kind}" if 0 < len(kinds) < 4 else ""
        UsageError.__init__(self, f"{text!r} is not on record{as_what}; {remedy}")


class Ambiguous(UsageError):
    """A name that several records bear; ``things`` holds them."""

    def __init__(self, name: str, things: Sequence[Thing]) -> None:
        self.things = list(things)
        several = ", ".join(f"{t.label} ({t.id})" for t in things)
        super().__init__(f"{name!r} is the name of several: {several}; write the id of the one you mean")


def fold(text: str) -> str:
    """Return a name as it is compared: no case, accents, punctuation, articles.

    >>> fold("The A-Clinic  Foundation"), fold("МОМ")
    ('a clinic foundation', 'мом')
    """
    plain = unicodedata.normalize("NFKD", text).casefold()  # in this order: № becomes No, and then no
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", bare).split()
    return " ".join(w for w in words if w != "the") or " ".join(words)


def every(store: Store) -> Iterator[tuple[str, str, int]]:
    """Yield (id, name, rank) of everything in a store, in all languages; rank 1 is a preferred name, 3 a slip."""
    for row in store.select((assets.folder("queries") / "names" / "labels.rq").read_text("utf-8")):
        yield compact(value(row["thing"])), value(row["label"]), int(value(row["rank"]))


class Names:
    """The names in a store, read once. ``lang`` is the language that labels are given in, when there is one."""

    def __init__(self, store: Store, lang: str = "en") -> None:
        self._labels: dict[str, dict[str, str]] = {}
        self._index: dict[str, dict[str, int]] = {}
        self.lang = lang
        query = assets.folder("queries") / "names" / "labels.rq"
        for row in store.select(query.read_text("utf-8")):
            iri, label = value(row["thing"]), value(row["label"])
            if value(row["rank"]) == "1":
                self._labels.setdefault(iri, {})[value(row["lang"])] = label
            if iri.startswith(IDS):
                rank = int(value(row["rank"]))
                ranks = self._index.setdefault(fold(label), {})
                ranks[iri] = min(rank, ranks.get(iri, rank))

    def label(self, iri: str) -> str:
        """Return the label of an IRI in the preferred language, else in English, else any, else its id.

        Evidence is labelled by its place: ``003:3785-3978``.
        """
        labels = self._labels.get(iri)
        if labels:
            return labels.get(self.lang) or labels.get("en") or min(labels.values())
        kind, slug = split(iri) or ("", "")
        if kind in ("evidence", "selector"):
            return slug.replace(".", ":", 1)
        return compact(iri)

    def thing(self, iri: str) -> Thing:
        """Return an IRI with its label."""
        return Thing(compact(iri), self.label(iri))

    def all_labels(self, iri: str) -> dict[str, str]:
        """Return the preferred labels of an IRI by language."""
        return dict(self._labels.get(iri, {}))

    def of_kind(self, kinds: Iterable[str]) -> list[str]:
        """Return the IRIs that have a label and are of one of the kinds, sorted."""
        wanted = tuple(f"{IDS}{kind}/" for kind in kinds)
        return sorted(iri for iri in self._labels if iri.startswith(wanted))

    def terms(self, scheme: str) -> list[str]:
        """Return the IRIs of the terms of a scheme, sorted."""
        return sorted(iri for iri in self._labels if iri.startswith(f"{TERMS}{scheme}/"))

    def find(self, text: str, kinds: Sequence[str] = ()) -> str:
        """Return the IRI of the record that ``text`` names: an IRI, an id, or any of its names.

        A preferred name beats an abbreviation, an abbreviation a slip. ``kinds`` narrows the search (``org``,
        ``country`` …). Raises NotOnRecord, with near matches, and Ambiguous.
        """
        if iri := self._by_id(text, kinds):
            return iri
        found = {i: r for i, r in self._index.get(fold(text), {}).items() if _fits(i, kinds)}
        best = sorted(i for i, rank in found.items() if rank == min(found.values()))
        if len(best) > 1:
            raise Ambiguous(text, [self.thing(i) for i in best])
        if not best:
            raise NotOnRecord(text, kinds, self._near(text, kinds))
        return best[0]

    def _by_id(self, text: str, kinds: Sequence[str]) -> str | None:
        candidates = [text, IDS + text, TERMS + text, *(f"{IDS}{kind}/{text}" for kind in kinds)]
        candidates += [f"{IDS}country/{text.upper()}"] if len(text) == 2 else []
        return next((c for c in candidates if c in self._labels and _fits(c, kinds)), None)

    def _near(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Return up to three names that are like ``text`` or hold all its words."""
        words = set(fold(text).split())
        own = {name: iris for name, iris in self._index.items() if any(_fits(i, kinds) for i in iris)}
        close = [n for n in self._sorted_names if n in own and words and words <= set(n.split())]
        hits = dict.fromkeys([*near(fold(text), own), *close])
        labels = (self.label(min(i for i in own[n] if _fits(i, kinds))) for n in hits)
        return list(dict.fromkeys(labels))[:3]

    @cached_property
    def _sorted_names(self) -> list[str]:
        return sorted(self._index, key=lambda n: (len(n), n))


def _fits(iri: str, kinds: Sequence[str]) -> bool:
    return not kinds or (split(iri) or ("", ""))[0] in kinds


def _kind_name(kinds: Sequence[str]) -> str:
    words = {"org": "an organization", "bcp": "a border crossing", "event": "an event"}
    return " or ".join(words.get(k, f"a {k}") for k in kinds) or "name"
