"""Find many names in a text at once (Aho and Corasick, Efficient string matching, CACM 18(6), 1975).

Two automata: one over the folded text, for names as they are recorded, and one over the stemmed text, for other forms
of them, which are weak. What the names are is :mod:`coopgraph.drafting.names`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from coopgraph.drafting.candidates import Candidate, Certainty, order
from coopgraph.drafting.folding import Folded, fold, stem

OTHER_FORM = "another form of "


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what bears it. ``case``: ``same`` for an abbreviation, which counts only in the capitals it has;
    ``initial`` for a proper name of one word, which begins with a capital; ``any``."""

    text: str
    kind: str
    ident: str
    reason: str
    certainty: Certainty = "exact"
    case: Literal["any", "initial", "same"] = "any"

    def fits(self, matched: str) -> bool:
        """Return whether words of the text have the capitals that they need to be this name.

        >>> Name("EU", "org", "european-union", "", case="same").fits("eu")
        False
        """
        if self.case == "same":
            return not any(c.islower() for c in matched)
        return self.case == "any" or matched[:1].isupper()


class Dictionary:
    """Names to be found. Building is linear in the characters of all names, finding in those of the text."""

    def __init__(self, names: Iterable[Name]) -> None:
        exact: dict[str, list[Name]] = {}
        forms: dict[str, list[Name]] = {}
        for name in names:
            folded = fold(name.text)
            if len(folded.text) > 1:
                exact.setdefault(folded.text, []).append(name)
                if name.case != "same":
                    forms.setdefault(stem(folded).text, []).append(name)
        self._exact, self._forms = _automaton(exact), _automaton(forms)

    def find(self, text: str) -> list[Candidate]:
        """Return what is named in a text, in its order; of names that overlap, the longest.

        A stretch that several things are named by gives a candidate for each.

        >>> names = [Name("OSCE", "org", "osce", "n"), Name("OSCE Secretariat", "org", "osce-secretariat", "n")]
        >>> [(c.ident, c.start, c.end) for c in Dictionary(names).find("The OSCE secretariat and OSCE")]
        [('osce-secretariat', 4, 20), ('osce', 25, 29)]
        """
        return longest(self.all(text))

    def all(self, text: str) -> list[Candidate]:
        """Return what is named in a text, shorter names within longer ones too, in its order."""
        folded = fold(text)
        exact = _matches(self._exact, folded, weak=False)
        known = {(c.kind, c.ident, c.start, c.end) for c in exact}
        forms = _matches(self._forms, stem(folded), weak=True)
        return sorted([*exact, *(f for f in forms if (f.kind, f.ident, f.start, f.end) not in known)], key=order)


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates of which no two overlap, the longest first chosen; of equal stretches all that are as
    certain as the best of them."""
    kept: list[Candidate] = []
    starts: list[int] = []
    best: list[Candidate] = []  # one for each stretch taken, in the order of ``starts``
    for one in sorted(candidates, key=lambda c: (c.start - c.end, c.certainty != "exact", order(c))):
        place = bisect_left(starts, one.start)
        rivals = [k for k in best[max(0, place - 1) : place + 1] if k.meets(one.start, one.end)]
        if not rivals:
            starts.insert(place, one.start)
            best.insert(place, one)
            kept.append(one)
        elif all((k.start, k.end, k.certainty) == (one.start, one.end, one.certainty) for k in rivals):
            kept.append(one)
    return sorted(kept, key=order)


def _automaton(names: dict[str, list[Name]]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for text, bearers in names.items():
        automaton.add_word(text, (len(text), bearers))
    if names:
        automaton.make_automaton()
    return automaton


def _matches(automaton: Any, folded: Folded, weak: bool) -> list[Candidate]:
    found: dict[tuple[str, str, int, int], Candidate] = {}
    for last, (length, bearers) in automaton.iter(folded.text) if len(automaton) else ():
        if not folded.is_word(last + 1 - length, last + 1):
            continue
        start, end = folded.span(last + 1 - length, last + 1)
        matched = folded.original[start:end]
        for name in bearers:
            if name.fits(matched):
                found.setdefault((name.kind, name.ident, start, end), _candidate(name, start, matched, weak))
    return list(found.values())


def _candidate(name: Name, start: int, matched: str, weak: bool) -> Candidate:
    reason = OTHER_FORM + name.reason if weak and name.certainty == "exact" else name.reason
    certainty: Certainty = "weak" if weak else name.certainty
    return Candidate(name.kind, name.ident, start, start + len(matched), matched, reason, certainty)
