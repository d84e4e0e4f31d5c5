"""From an evidence place such as ``003:3785-3978`` to its sentence, when the texts are at hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from coopgraph.records import Span
from coopgraph.texts import Texts

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
