"""Explicit dates in English and Russian texts, as EDTF: "27-31 May 2013", "28 марта 2023 года", "in May 2013".

A date without its year is XXXX-05-27; weekdays, "today" and "last year" are not guessed, and 05/06/2013 is not read,
because two halves of the world read it differently. EDTF: ISO 8601-2:2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from coopgraph.drafting.candidates import Candidate
from coopgraph.drafting.folding import Folded, fold

DATE, DATELINE = "date in the text", "date in a dateline: the day of the report, and perhaps not of the event"
_ENGLISH = "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)? "
_ENGLISH += "nov(?:ember)? dec(?:ember)?"
_RUSSIAN = "январ[яье] феврал[яье] март[ае]? апрел[яье] ма[яйе] июн[яье] июл[яье] август[ае]? сентябр[яье] октябр[яье] "
_RUSSIAN += "ноябр[яье] декабр[яье]"
_MONTHS = [re.compile(f"(?:{en}|{ru})\\.?") for en, ru in zip(_ENGLISH.split(), _RUSSIAN.split(), strict=True)]
_M = "(?:" + "|".join([*_ENGLISH.split(), *_RUSSIAN.split()]) + r")\.?"
_D = r"[0-3]?\d(?:st|nd|rd|th)?"
_Y = r"(?:,? (?P<year>(?:19|20)\d\d)(?!\d))"
_TO = "(?: ?- ?| to | and | по | и | until )"
_FORMS = [
    re.compile(r"(?<![\w-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?:/(?P<last>(?:19|20)\d\d-\d\d-\d\d))?(?![\w-])"),
    re.compile(r"(?<![\w.])(?P<d1>\d\d?)\.(?P<numeric>\d\d)\.(?P<year>(?:19|20)\d\d)(?![\w-])"),
    re.compile(
        rf"(?<!\w)(?P<d1>{_D})(?: of)?(?: (?P<m1>{_M})(?:,? (?P<y1>(?:19|20)\d\d))?)?{_TO}(?P<d2>{_D})"
        rf"(?: of)? (?P<m2>{_M}){_Y}?(?!\w)"
    ),
    re.compile(rf"(?<![\w-])(?P<d1>{_D})(?: of)? (?P<m1>{_M}){_Y}?(?!\w)"),
    re.compile(rf"(?<!\w)(?P<m1>{_M}) (?P<d1>{_D}){_TO}(?:(?P<m2>{_M}) )?(?P<d2>{_D}){_Y}?(?!\w)"),
    re.compile(rf"(?<!\w)(?P<m1>{_M}) (?P<d1>{_D}){_Y}?(?!\w)"),
    re.compile(rf"(?<!\w)(?:in|в|since|until) (?P<m1>{_M}){_Y}(?!\w)"),
]
"""From the fullest form to the barest; what one has taken, the next leaves alone."""


def find(text: str) -> list[Candidate]:
    """Return the dates of a text, in its order.

    >>> [(c.ident, c.matched) for c in find("On 27-31 May 2013, and с 3 по 5 июня 2014 года")]
    [('2013-05-27/2013-05-31', '27-31 May 2013'), ('2014-06-03/2014-06-05', '3 по 5 июня 2014')]
    """
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    found = []
    for form in _FORMS:
        for match in form.finditer(folded.text):
            edtf = _edtf(match.groupdict())
            if not edtf or any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            found.append(_candidate(folded, match, edtf))
    return sorted(found, key=lambda c: c.start)


def _candidate(folded: Folded, match: re.Match[str], edtf: str) -> Candidate:
    first = match.start(next(name for name in ("iso", "d1", "m1") if match.groupdict().get(name)))
    if match.groupdict().get("m1"):
        first = min(first, match.start("m1"))
    start, end = folded.span(first, match.end())
    line = folded.original[folded.original.rfind("\n", 0, start) + 1 : start]
    dateline = len(line) < 50 and re.match(r"\s*[—–-]{1,2}\s", folded.original[end:]) is not None
    reason = DATELINE if dateline and line.strip() else DATE
    return Candidate("date", edtf, start, end, folded.original[start:end], reason, "exact")


def _edtf(parts: dict[str, str | None]) -> str:
    """Return the EDTF of the parts of a date; nothing for one that no calendar has."""
    days = list(_days(parts))
    if not days or "" in days or days != sorted(days):
        return ""
    return "/".join(dict.fromkeys(days))


def _days(parts: dict[str, str | None]) -> Iterator[str]:
    def get(name: str) -> str:
        return parts.get(name) or ""

    if get("iso"):
        yield from (_real(*day.split("-")) for day in (get("iso"), get("last")) if day)
        return
    month = get("numeric") or _month(get("m1") or get("m2"))
    if not get("d1"):
        yield f"{get('year')}-{month}"
        return
    yield _real(get("y1") or get("year"), month, get("d1"))
    if get("d2"):
        yield _real(get("year"), _month(get("m2")) if get("m2") else month, get("d2"))


def _month(word: str) -> str:
    return next((f"{n:02}" for n, month in enumerate(_MONTHS, 1) if month.fullmatch(word)), "")


def _real(year: str, month: str, day: str) -> str:
    """Return a day of the calendar, with XXXX for a year that is not told; nothing for 31 February."""
    number = re.sub(r"\D", "", day)
    try:
        date(int(year or 2000), int(month), int(number))
    except ValueError:
        return ""
    return f"{year or 'XXXX'}-{month}-{int(number):02}"
