"""The row that a text's document needs in the table sources: what the file tells, and what only a person can say.

Digest and length are counted; title, day and language are read off the text by rules of thumb, and to be looked at.
Nothing else of the text is kept.
"""

from __future__ import annotations

import hashlib
import re

from coopgraph.drafting.dates import DATELINE
from coopgraph.drafting.dates import find as dates
from coopgraph.drafting.pages import menus

WRITE = {
    "id": "an id that no document has yet, here and in the records",
    "name_en": "what to call the document: who on what, and when",
    "title": "its headline",
    "publisher": "who published it, by the id of the organization",
    "issued": "the day on which it was issued",
    "language": "en, ru …",
    "url": "where it can be read",
}
"""What a person must write where nothing is proposed, and how."""
READ_OFF = ("title", "issued", "language")
"""What was read off the text by a rule of thumb."""
_WORDS = {
    "en": frozenset(("the", "of", "and", "to", "in", "on", "for", "with", "was", "were", "by", "from", "at")),
    "ru": frozenset(("и", "в", "на", "по", "с", "для", "от", "при", "не", "что", "из", "о")),
}
_SHARE = 0.08
_HEADLINE = (4, 30)
_STOP = re.compile(r"[.!?…:;]\W*$")
_PROSE = 12
_CREDIT = re.compile(r"(?:source|published|posted|by|from|источник|автор)\b", re.IGNORECASE)


def document(name: str, raw: bytes, source: str) -> dict[str, str]:
    """Return the row of a source document: its cells by column, empty ones left out.

    ``name`` is that of the text's file, ``raw`` its bytes, ``source`` its id (``?`` when nobody has said it).

    >>> text = b"Customs and police learn from each other\\nHelsinki, 5 May 2024 - The visit was hosted by the OSCE.\\n"
    >>> row = document("900.txt", text, "900")
    >>> row["issued"], row["language"], row["length"], row["file"], "name_en" in row
    ('2024-05-05', 'en', '98', '900.txt', False)
    """
    text = raw.decode("utf-8")
    found = {"id": source, "title": headline(text), "issued": _issued(text), "language": " | ".join(languages(text))}
    found |= {"file": name, "sha256": hashlib.sha256(raw).hexdigest(), "length": str(len(text))}
    return {column: cell for column, cell in found.items() if cell}


def remedy(row: dict[str, str]) -> str:
    """Say what is left to a person in a row.

    >>> remedy({"id": "900", "name_en": "A", "title": "B", "publisher": "c", "issued": "2024-05-05", "language": "en"})
    'write url: where it can be read; see whether title, issued, language are right'
    """
    missing = [f"{column}: {how}" for column, how in WRITE.items() if row.get(column, "?") == "?"]
    seen = [column for column in READ_OFF if column in row]
    said = [f"write {'; '.join(missing)}"] if missing else []
    said += [f"see whether {', '.join(seen)} {'is' if len(seen) == 1 else 'are'} right"] if seen else []
    return "; ".join(said)


def headline(text: str) -> str:
    """Return the line that is probably the headline: some words without a full stop above the first prose.

    >>> headline("Home\\nA visit of customs officers\\n\\nThe officers came and saw how " + "much " * 9 + "is done.")
    'A visit of customs officers'
    """
    place, before = 0, ""
    listed = menus(text)
    for line in text.splitlines(keepends=True):
        start, place, words = place, place + len(line), line.split()
        if not words or any(first <= start < last for first, last in listed):
            continue
        if len(words) >= _PROSE and _STOP.search(line):
            return before
        fits = _HEADLINE[0] <= len(words) <= _HEADLINE[1] and not _STOP.search(line)
        before = " ".join(words) if fits and not _CREDIT.match(words[0]) else ""
    return ""


def languages(text: str) -> list[str]:
    """Return the languages that a text seems to be in, of those whose commonest words are known here: en and ru.

    >>> languages("The officers of the two services met in the town."), languages("Tulli ja poliisi tapasivat.")
    (['en'], [])
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return [code for code, common in _WORDS.items() if sum(w in common for w in words) > _SHARE * len(words)]


def _issued(text: str) -> str:
    """Return the day of the dateline, when there is one."""
    days = (c.ident for c in dates(text) if c.reason == DATELINE)
    return next((day for day in days if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day)), "")
