"""From an evidence place such as ``003:3785-3978`` to its document, and to its sentence when the texts are at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeAlias

from coopgraph.names import Names
from coopgraph.records import Span
from coopgraph.table import Thing
from coopgraph.texts import Texts
from coopgraph.vocab import IDS

Quote: TypeAlias = Callable[[str], tuple[str, ...]]
"""Answers with the sentence at a place, or with nothing."""

_PLACE = re.compile(r"([^:]+):(\d+)-(\d+)")


def quote(texts: Texts | None) -> Quote:
    """Return a function from places to sentences; it answers with nothing when there are no texts."""

    def find(place: str) -> tuple[str, ...]:
        match = _PLACE.fullmatch(place)
        if texts is None or match is None:
            return ()
        text = texts.text(Span(document=match[1], start=int(match[2]), end=int(match[3])))
        return (text,) if text else ()

    return find


def documents(places: Iterable[str], names: Names) -> list[Thing]:
    """Return the source documents that places are in, each once, sorted by their ids."""
    found = {match[1] for place in places if (match := _PLACE.fullmatch(place))}
    return [names.thing(f"{IDS}source/{ident}") for ident in sorted(found)]


def key(things: Iterable[Thing]) -> list[str]:
    """Return a section that tells which document the number before the colon stands for; no lines for no documents.

    >>> key([Thing("source/003", "OSCE on a study visit")])
    ['', 'Sources', '  003  OSCE on a study visit']
    """
    lines = [f"  {thing.id.partition('/')[2]}  {thing.label}" for thing in things]
    return ["", "Sources", *lines] if lines else []


def as_json(things: Iterable[Thing]) -> list[dict[str, str]]:
    """Return records for programs: their ids and labels."""
    return [{"id": thing.id, "label": thing.label} for thing in things]
