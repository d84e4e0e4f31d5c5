"""What somebody meant who wrote another word: a term, told by its labels in any language; an id, by its letters."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.errors import did_you_mean, near, suggestion
from coopgraph.loaders.problems import slugify
from coopgraph.vocab import PREFIXES, TERMS

_LABELS = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "hiddenLabel")}
_MUCH = 75
_FEW = 12
_LONG = 5
_NUMBERS = re.compile("[0-9]+")
_ALIKE = 80
"""Of 100, in rapidfuzz's normalized InDel similarity: a letter or two in a short word."""


@lru_cache(maxsize=1000)
def instead(text: str, scheme: str) -> str:
    """Say what to write instead of a term of a scheme that is none.

    >>> instead("seminar", "event-type"), instead("training-course", "event-type")
    ("did you mean 'workshop'?", "did you mean 'training'?")
    >>> instead("zoom", "attendance-mode")
    'known are: blended, in-person, online'
    """
    known = sorted(ontology.terms()[scheme])
    if close := meant(text, scheme, known):
        return did_you_mean(close)
    every = f"; all are told by: coopgraph query terms -p scheme={scheme}" if len(known) > _FEW else ""
    return suggestion(text, known, _FEW) + every


def is_slip(text: str, ident: str) -> bool:
    """Return whether a text is an id but for a letter or two in a dozen, with the same numbers, or for its signs.

    >>> is_slip("ocse", "osce"), is_slip("2013-visit", "2014-visit"), is_slip("police-of-norway", "police-of-finland")
    (True, False, False)
    """
    from rapidfuzz.distance import OSA

    if slugify(text[:200]) == slugify(ident):
        return True
    most = max(2, len(ident) // 6)
    return (
        _NUMBERS.findall(text) == _NUMBERS.findall(ident) and OSA.distance(text[:200], ident, score_cutoff=most) <= most
    )


def alike(one: str, other: str) -> bool:
    """Return whether two words are much alike.

    >>> alike("Turkmenia", "Turkmenistan"), alike("Suomi", "Somalia")
    (True, False)
    """
    from rapidfuzz import fuzz

    return fuzz.ratio(one[:200].casefold(), other.casefold()) >= _MUCH


def meant(text: str, scheme: str, known: Collection[str]) -> list[str]:
    """Return at most two of the known names: the term that is called so, else those spelled like it, else those of
    which a label has all the words or of which it has all, else those with a label like it or with a word of it.

    ``known`` may hold other names than the terms of the scheme.
    """
    slug, labels = slugify(text[:100]), _labels(scheme)
    if not slug:
        return []
    if slug in labels:
        return [labels[slug]]
    if spelled := near(text, known, most=2):
        return spelled
    words = {*slug.split("-")}
    split = ((term, {*label.split("-")}) for label, term in labels.items())
    parts = dict.fromkeys(term for term, own in split if words <= own or words >= own)
    long = {word for word in words if len(word) >= _LONG}
    return (list(parts) or _alike(slug, labels) or _sharing(long, labels))[:2]


def _alike(slug: str, labels: dict[str, str]) -> list[str]:
    from rapidfuzz import fuzz, process

    found = process.extract(slug, list(labels), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=4)
    return list(dict.fromkeys(labels[label] for label, _, _ in found))


def _sharing(words: set[str], labels: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(term for label, term in labels.items() if words & {*label.split("-")}))


@cache
def _labels(scheme: str) -> dict[str, str]:
    """Return the terms of a scheme by their labels, as ids would spell them, and by their own names; sorted."""
    start = f"{TERMS}{scheme}/"
    found: dict[str, str] = {}
    for s, p, o in sorted(ontology.triples(), key=str):
        if p.value in _LABELS and isinstance(s, ox.NamedNode) and s.value.startswith(start):
            assert isinstance(o, ox.Literal)
            found.setdefault(slugify(o.value), s.value.removeprefix(start))
    return found
