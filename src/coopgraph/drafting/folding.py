"""Text as names are compared in, with the way back: every folded character knows its place in the text as it is.

Folding forgets case, accents, the kind of dash, quote and blank. Stemming forgets, after that, the endings of Russian
nouns and adjectives and the plural *s* of English words; it follows the light stemmers that are enough to find names
(Dolamic and Savoy, Indexing and searching strategies for the Russian language, JASIST 60(12), 2009). Offsets are code
points, as in :mod:`coopgraph.texts`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_KEPT = "й"
"""A letter of its own, though Unicode takes it apart into another letter and a mark."""
_CYRILLIC = re.compile(r"[а-яѐ-ӿ]+")
_LATIN = re.compile(r"[a-z]{4,}")
_ENDINGS = (
    "иями ями ами ыми ими ого его ому ему иях ией иям "
    "ов ев ей ой ый ий ая яя ое ее ые ие ую юю ом ем ам ям ах ях ых их ым им ии ия ию ью а я о е у ю ы и ь й"
)
"""Of nouns and adjectives, the longest first."""
SHORTEST = 4
"""A stem has so many letters at least; what would be shorter keeps its ending."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded characters, and for each the place of the character in ``original`` that it came from."""

    text: str
    origin: tuple[int, ...]
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the original that folded characters came from, to the end of its last word."""
        last = self.origin[end - 1] + 1
        whole = self.original
        while last < len(whole) and (unicodedata.combining(whole[last]) or whole[last].isalnum()):
            last += 1
        return self.origin[start], last

    def is_word(self, start: int, end: int) -> bool:
        """Return whether a stretch neither begins nor ends within a word."""
        before = start > 0 and self.text[start - 1].isalnum() and self.text[start].isalnum()
        after = end < len(self.text) and self.text[end].isalnum() and self.text[end - 1].isalnum()
        return not (before or after)


def fold(text: str) -> Folded:
    """Return a text without case, accents and kinds of punctuation. A run of white space is one blank, or a line end
    where it parts paragraphs. Time: linear.

    >>> fold("Großes İ\\u00a0 Ёлка").text
    'grosses i елка'
    >>> fold("a\\n\\nß").origin
    (0, 1, 3, 3)
    """
    out: list[str] = []
    origin: list[int] = []
    place = 0
    while place < len(text):
        end = place + 1
        if text[place].isspace():
            while end < len(text) and text[end].isspace():
                end += 1
            folded = "\n" if text[place:end].replace("\r\n", "\n").count("\n") > 1 else " "
        else:
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            folded = _folded(text[place:end])
        out.append(folded)
        origin.extend([place] * len(folded))
        place = end
    return Folded("".join(out), tuple(origin), text)


def stem(folded: Folded) -> Folded:
    """Return a folded text without the endings of its words; the first letters stay where they are.

    >>> stem(fold("Таможенной службы Финляндии")).text, stem(fold("study visits")).text
    ('таможенн служб финлянд', 'study visit')
    """
    kept = [True] * len(folded.text)
    for word in _CYRILLIC.finditer(folded.text):
        _cut(kept, word.end(), _ending(word[0]))
    for word in _LATIN.finditer(folded.text):
        if word[0].endswith("s") and not word[0].endswith("ss"):
            _cut(kept, word.end(), 1)
    places = [i for i, keep in enumerate(kept) if keep]
    text = "".join(folded.text[i] for i in places)
    return Folded(text, tuple(folded.origin[i] for i in places), folded.original)


def _cut(kept: list[bool], end: int, length: int) -> None:
    for place in range(end - length, end):
        kept[place] = False


def _ending(word: str) -> int:
    """Return how many letters of a Russian word are its ending."""
    return next((len(e) for e in _ENDINGS.split() if word.endswith(e) and len(word) - len(e) >= SHORTEST), 0)


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    """Return the folded form of one character with its combining marks; nothing for one that cannot be seen."""
    category = unicodedata.category(cluster[0])
    if category == "Cf" or unicodedata.combining(cluster[0]):
        return ""
    if category == "Pd" or cluster == "\u2212":
        return "-"
    if category in ("Pi", "Pf") or cluster in "\"'`´ʼ":
        return "'"
    if unicodedata.normalize("NFC", cluster).lower() == _KEPT:
        return _KEPT
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", cluster).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
