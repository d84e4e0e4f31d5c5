"""What a text may be about: names, terms, dates, roles and perhaps new organizations, each with its place.

Nothing here is a fact. How well it works is measured in tests/drafting/test_measured.py and benchmarks/drafting.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coopgraph.drafting import dates, roles, unknown
from coopgraph.drafting.candidates import Candidate, Places, order
from coopgraph.drafting.dictionary import Dictionary
from coopgraph.drafting.names import ADJECTIVE, of_records, of_terms
from coopgraph.drafting.pages import menus, private
from coopgraph.records import Records

_SPEAKING = ("project", "document")
"""Kinds whose names tell topics: a project's title says what it is about, an agency's name does not."""


def propose(text: str, records: Records) -> list[Candidate]:
    """Return what a text may speak of, in its order.

    Names are those of ``records``, in every language they are recorded in; ``text`` is the text of the file as it is,
    so that offsets are those of :mod:`coopgraph.texts`. Names within longer names are not returned. Time: linear in
    the text and in all names together; a few tenths of a second for a page.

    >>> from coopgraph.loaders import dataset
    >>> from coopgraph import assets
    >>> found = propose("Hosted by Finnish Customs on 5 May 2024.", dataset.load(assets.folder("data")))
    >>> [(c.kind, c.ident, c.at, c.certainty) for c in found]  # doctest: +NORMALIZE_WHITESPACE
    [('role', 'host', '0-25', 'weak'), ('org', 'finnish-customs', '10-25', 'exact'),
     ('date', '2024-05-05', '29-39', 'exact')]
    """
    named = Dictionary(of_records(records)).find(text)
    names = Places(named)
    terms = [t for t in Dictionary(of_terms()).find(text) if not _within_name(t, names)]
    words = Places(terms)
    named = [n for n in named if not (n.reason == ADJECTIVE and _covered(n, words))]
    days = [d for d in dates.find(text) if not _covered(d, names)]
    parts = [*named, *terms, *days, *roles.find(text, named)]
    parts += unknown.find(text, Places(named))
    hidden = private(text)
    seen = [c for c in parts if not any(c.meets(*span) for span in hidden)]
    listed = menus(text)
    return sorted((_in_menu(c, listed) for c in seen), key=order)


def _within_name(term: Candidate, names: Places) -> bool:
    near = names.meeting(term.start, term.end)
    return any(n.kind not in _SPEAKING and n.certainty == "exact" for n in near)


def _covered(one: Candidate, by: Places) -> bool:
    return any(other.covers(one) for other in by.meeting(one.start, one.end))


def _in_menu(candidate: Candidate, listed: Iterable[tuple[int, int]]) -> Candidate:
    if any(candidate.meets(*span) for span in listed):
        return replace(candidate, certainty="menu", reason=f"{candidate.reason}, in a menu of the page")
    return candidate
