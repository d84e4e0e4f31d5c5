"""Which id of the one state is which of the other: what was renamed, merged or split.

Nothing in the files tells so; two signs do. *Claims*: more than half of what was said of the one is now said, in the
same source document, of the other. *Names*: a name of the one is now a name of the other, which did not bear it
before; what an event or a delegation is called is no sign by itself.

First ids that went and ids that came are paired, each the other's best match (renamed); then what is left of those
that went is looked for in those that are there (merged), and the origin of those that came in those that were (split).
All that again and again, since an event that is known again lets its parties be known. What is found is a conjecture,
and told as one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from coopgraph.changes.model import How, Move
from coopgraph.changes.side import Parts, Side

Sayings: TypeAlias = Mapping[str, set[Parts]]
Scores: TypeAlias = dict[tuple[str, str], tuple[int, int]]
"""Of two ids: how many names speak for their being one, and how many claims."""


class Pair(NamedTuple):
    """An id of the old state and one of the new that are taken to be the same thing."""

    how: How
    old: str
    new: str
    reason: str


class Identity:
    """The pairs between two states, and the class that ids of one thing share in both.

    Takes time in proportion to the claims, times the rounds (two or three, if anything was renamed).
    """

    def __init__(self, a: Side, b: Side) -> None:
        self.a, self.b = a, b
        self.pairs: list[Pair] = []
        self._same: dict[str, str] = {}
        while found := self._round():
            self.pairs += found
            for pair in found:
                self._join(pair.old, pair.new)

    def of(self, ident: str) -> str:
        """Return the name of the class of an id or, of any other text, the text."""
        return self._same.get(ident, ident)

    def moves(self) -> tuple[Move, ...]:
        """Return the pairs for people: renamed, merged, split, each in the order of ids."""
        order = ("renamed", "merged", "split")
        found = sorted(self.pairs, key=lambda p: (order.index(p.how), p.old, p.new))
        return tuple(Move(p.how, self.a.thing(p.old), self.b.thing(p.new), p.reason) for p in found)

    def gone(self) -> set[str]:
        """Return the ids of the old state that the new one has not, and that are not found in it by another id."""
        return self.a.named.keys() - self.b.named.keys() - {pair.old for pair in self.pairs if pair.how != "split"}

    def new(self) -> set[str]:
        """Return the ids of the new state that the old one has not, and that do not come from one of its ids."""
        return self.b.named.keys() - self.a.named.keys() - {pair.new for pair in self.pairs if pair.how != "merged"}

    def _join(self, old: str, new: str) -> None:
        classes = {self.of(old), self.of(new)}
        members = {old, new, *(ident for ident, name in self._same.items() if name in classes)}
        self._same |= dict.fromkeys(members, min(members))

    def _round(self) -> list[Pair]:
        gone, new = self.gone(), self.new()
        if not gone and not new:
            return []
        a, b = self.a.sayings(self._same), self.b.sayings(self._same)
        if renamed := [Pair("renamed", *ends) for ends in _renamed((self.a, gone, a), (self.b, new, b))]:
            return renamed
        merged = _went((self.a, gone, a), (self.b, set(self.b.named), b))
        split = _went((self.b, new, b), (self.a, set(self.a.named), a))
        found = [Pair("merged", old, into, _told(*why, _MERGED)) for old, into, why in merged]
        return found + [Pair("split", out_of, new, _told(*why, _SPLIT)) for new, out_of, why in split]


Look: TypeAlias = tuple[Side, set[str], Sayings]
"""A state, the ids of it that are looked at, and what it says of each id."""


def _alike(one: Look, other: Look) -> Iterator[tuple[str, str, int]]:
    """Yield pairs of ids of one kind that share a name or a saying, with the number of sayings they share."""
    by_word: dict[str, set[str]] = defaultdict(set)
    by_saying: dict[Parts, set[str]] = defaultdict(set)
    kinds = {_kind(ident) for ident in one[1]}
    for ident in other[1]:
        if _kind(ident) not in kinds:
            continue
        for word in other[0].words(ident):
            by_word[word].add(ident)
        for saying in other[2].get(ident, ()):
            by_saying[saying].add(ident)
    for ident in sorted(one[1]):
        shared = Counter(twin for saying in one[2].get(ident, ()) for twin in by_saying[saying])
        namesakes = {twin for word in one[0].words(ident) for twin in by_word[word]}
        for twin in sorted({*shared, *namesakes}):
            if _kind(twin) == _kind(ident) and twin != ident:
                yield ident, twin, shared[twin]


def _kind(ident: str) -> str:
    return ident.partition("/")[0]


def _renamed(one: Look, other: Look) -> list[tuple[str, str, str]]:
    """Return ids of the two states, each the other's best match, with the reason."""
    scores: Scores = {}
    for old, new, shared in _alike(one, other):
        names = len(one[0].words(old).keys() & other[0].words(new).keys()) if _names_tell(old, shared) else 0
        if names or 2 * shared > max(len(one[2].get(old, ())), len(other[2].get(new, ()))):
            scores[old, new] = (names, shared)
    ranked = sorted(scores, key=lambda ends: (*(-n for n in scores[ends]), ends))
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for old, new in ranked:
        first.setdefault(old, new)
        last.setdefault(new, old)
    found = []
    for old, new in sorted((old, new) for old, new in first.items() if last[new] == old):
        common = sorted(one[0].words(old).keys() & other[0].words(new).keys())
        spelt = [other[0].words(new)[name] for name in common]
        found.append((old, new, _told(scores[old, new][1], len(one[2].get(old, ())), spelt, _RENAMED)))
    return found


def _went(one: Look, other: Look) -> list[tuple[str, str, tuple[int, int, list[str]]]]:
    """Return ids of the one state with those of the other that they went into (or came out of), and how many of
    their sayings and which of their names did."""
    scores: Scores = {}
    said, says = one[2], other[2]
    for old, into, shared in _alike(one, other):
        moved = says.get(into, set()) & (said.get(old, set()) - said.get(into, set()))
        names = len(_taken(one[0], other[0], old, into)) if _names_tell(old, shared) else 0
        if names or (moved and 2 * shared > len(said[old])):
            scores[old, into] = (names, shared)
    best: dict[str, str] = {}
    for old, into in sorted(scores, key=lambda ends: (*(-n for n in scores[ends]), ends)):
        best.setdefault(old, into)
    return [
        (old, into, (scores[old, into][1], len(said.get(old, ())), _taken(one[0], other[0], old, into)))
        for old, into in sorted(best.items())
    ]


def _names_tell(ident: str, shared: int) -> bool:
    """Say whether a name tells one thing from others: that of an event or delegation only describes it, and says
    nothing where no claim speaks for it too."""
    return shared > 0 or _kind(ident) not in ("event", "delegation")


def _taken(one: Side, other: Side, old: str, into: str) -> list[str]:
    """Return the names of an id that another one bears in the other state, and did not in this one."""
    taken = (one.words(old).keys() & other.words(into).keys()) - one.words(into).keys()
    return [one.words(old)[name] for name in sorted(taken)]


_RENAMED = ("the same name:", "the same names:", "now said of it")
_MERGED = ("the other took over the name", "the other took over the names", "now said of the other")
_SPLIT = ("the other bore the name", "the other bore the names", "said of the other before")


def _told(shared: int, total: int, names: list[str], words: tuple[str, str, str]) -> str:
    """Return why two ids are taken for one.

    >>> _told(3, 3, [], _MERGED), _told(1, 2, ["Tulli"], _RENAMED)
    ('all its 3 claims are now said of the other', 'the same name: “Tulli”; 1 of its 2 claims is now said of it')
    """
    spelt = ", ".join(f"“{name}”" for name in names)
    reasons = [f"{words[len(names) > 1]} {spelt}"] if names else []
    if shared:
        how_many = f"all its {total} claims" if shared == total > 1 else f"{shared} of its {total} claims"
        how_many = "its only claim" if shared == total == 1 else how_many
        verb = "is" if shared == 1 else "are"
        if words is _SPLIT:
            verb = "was" if shared == 1 else "were"
        reasons.append(f"{how_many} {verb} {words[2]}")
    return "; ".join(reasons)
