"""Capitalised words that look like the name of an organization and are on no record: to be listed, not proposed.

Names of persons are not looked for: who is on record may be recognised, nobody else is collected.
"""

from __future__ import annotations

import re
from dataclasses import replace

from coopgraph.drafting.candidates import Candidate, Places

NEW = "looks like an organization; not on record"
_HEADS = (
    "Academy|Administration|Agency|Agencies|Association|Authority|Board|Bureau|Cent(?:re|er)|Commission|Committee|Council|"
    "Customs|Department|Directorate|Embassy|Federation|Foundation|Guard|Institute|Ministry|Mission|Office|Organi[sz]ation|"
    "Police|Programme|Secretariat|School|Service|Union|University"
)
_CAPITAL = r"[A-Z][\w’'-]*"
_LINK = r"(?:of|for|and|on|in|the|against|to|at|under)"
_ENGLISH = re.compile(
    rf"\b(?:{_CAPITAL} (?:{_LINK} ){{0,2}}){{0,7}}(?:{_HEADS})\b(?:(?: {_LINK}){{0,2}} {_CAPITAL}){{0,9}}"
)
_ROOTS = (
    "академи|агентств|администраци|ассоциаци|бюро|ведомств|департамент|институт|комисси|комитет|министерств|посольств|"
    "представительств|секретариат|служб|совет|союз|управлени|университет|фонд|центр"
)
_ADJECTIVE = "(?:ый|ий|ая|ое|ого|ому|ым|ом|ой|ую)"
_OF = r"[а-яё]+(?:ой|ей|ого|его|ых|их|ии|ия|ый|ов|ев|[аяыи])"
_RUSSIAN = re.compile(
    rf"\b(?:[А-ЯЁ][а-яё]+{_ADJECTIVE} (?:[а-яё]+{_ADJECTIVE} )?(?:{_ROOTS})|(?:{_ROOTS.title()}))[а-яё]*"
    rf"(?: (?:(?:и |в )?(?:{_OF}|[А-ЯЁ][\w-]*)|по [а-яё]+)(?!\w)){{1,8}}"
)
_PEOPLE = re.compile(
    r"^(?:Head|Chief|Director)\b|\b(?:Officers?|Officials?|Co-?ordinators?|Directors?|Chiefs?|Experts?)$"
)
_COMMON = re.compile(r"(?:Border|Coast|Customs|Guard|Guards|Police|and|the| )+")
"""Words for services of any country: together they name none."""
_MOST = 14
_HEAD = re.compile(rf"\b(?:{_HEADS})\b|\b(?:{_ROOTS})", re.IGNORECASE)


def find(text: str, known: Places | None = None) -> list[Candidate]:
    """Return stretches that look like names of organizations, in the order of the text.

    What is but ``known`` names and words between them is left out.

    >>> [c.matched for c in find("He met the State Border Agency of Utopia and Комитет по охране границы Утопии.")]
    ['State Border Agency of Utopia', 'Комитет по охране границы Утопии']
    """
    matches = [*_ENGLISH.finditer(text), *_RUSSIAN.finditer(text)]
    named = [m for m in matches if 2 <= len(m[0].split()) <= _MOST]
    named = [m for m in named if not _PEOPLE.search(m[0]) and not _COMMON.fullmatch(m[0])]
    found = [Candidate("new", "", m.start(), m.end(), m[0], NEW, "weak") for m in named]
    held = known or Places([])
    own = (_without_neighbours(c, held) for c in found)
    return sorted((c for c in own if _HEAD.search(_rest(c, held))), key=lambda c: c.start)


def _without_neighbours(stretch: Candidate, known: Places) -> Candidate:
    """Return a stretch without a known organization that it is joined to by "and", before or after."""
    start, words = stretch.start, stretch.matched
    for name in (k for k in known.meeting(start, stretch.end) if k.kind == "org"):
        before, after = words[: max(0, name.start - start)], words[name.end - start :]
        if not after and (joined := re.search(r" and(?: the)? $", before)):
            words = before[: joined.start()]
        elif name.start <= start and (joined := re.match(r" and(?: the)? ", after)):
            start, words = name.end + joined.end(), after[joined.end() :]
    return replace(stretch, start=start, end=start + len(words), matched=words)


def _rest(stretch: Candidate, known: Places) -> str:
    """Return the words of a stretch that are part of no known name."""
    words = list(stretch.matched)
    for name in known.meeting(stretch.start, stretch.end):
        for place in range(max(name.start, stretch.start), min(name.end, stretch.end)):
            words[place - stretch.start] = " "
    return "".join(words)
