"""What of a web page is no prose: its menus, and addresses and numbers that are nobody's business.

A press release copied from a page carries the page's lists along: fields of work, all member states. Names in there
are no news. A menu is a run of lines that are each a list entry or a few words without a full stop.
"""

from __future__ import annotations

import re

LEAST = 10
"""So many lines make a menu; a list of five participants is none."""
_WORDS = 6
_ENTRY = re.compile(r"\s*[-•*–·](\s|$)")
_STOP = re.compile(r"[.!?…:;,»”\"]\s*$")
_PRIVATE = re.compile(
    r"[\w.+-]+\s*(?:@|\[at\]|\(at\))\s*[\w-]+(?:\.[\w-]+)+"  # e-mail
    r"|(?:https?://|www\.)\S+"
    r"|(?:\+|\b(?:tel|phone|fax|mob|тел|факс)\b[^\d\n]{0,12})\(?\d[\d\s().-]{4,}\d",
    re.IGNORECASE,
)


def menus(text: str) -> list[tuple[int, int]]:
    """Return where the menus of a page stand, as (start, end).

    >>> menus("- Home\\n" * 10 + "A sentence of prose ends with a full stop.")
    [(0, 70)]
    """
    found: list[tuple[int, int]] = []
    start = end = place = lines = 0
    for line in [*text.splitlines(keepends=True), "The end."]:
        if not line.strip():
            place += len(line)
            continue
        if _listed(line):
            start = start if lines else place
            lines, end = lines + 1, place + len(line)
        else:
            found += [(start, end)] if lines >= LEAST else []
            lines = 0
        place += len(line)
    return found


def private(text: str) -> list[tuple[int, int]]:
    """Return where e-mail addresses, web addresses and telephone numbers stand, as (start, end).

    >>> private("Tel: +358 29 000000, on 27-31 May 2013")
    [(0, 19)]
    """
    return [match.span() for match in _PRIVATE.finditer(text)]


def _listed(line: str) -> bool:
    if _ENTRY.match(line):
        return not line.rstrip().endswith(".")
    return len(line.split()) <= _WORDS and not _STOP.search(line)
