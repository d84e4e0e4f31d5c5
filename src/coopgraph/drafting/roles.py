"""Roles that stand in so many words right beside a name: "hosted by X", "X funded", "при поддержке X".

The words are in roles.csv beside this file. Being mentioned is no role, and neither is a word further away: who reads
the sentence decides. A role passes on along a list: "supported by X and the Y".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from coopgraph.drafting.candidates import Candidate, Places
from coopgraph.drafting.dictionary import Dictionary, Name
from coopgraph.drafting.folding import fold

BESIDE, ALONG = "role word beside the name", "in a list after a role word"
PARTIES = ("org", "person")
_LINK = re.compile(r"[\s']*(?:(?:the|an?|mr|mrs|ms|dr|г-ном|г-н|г-жа)\.?[\s']+)*")
_AFTER = re.compile(r"[\s'-]*(?:(?:has|have|had|also|jointly|was|were)\s+)*")
_LONGER = re.compile(r"(?:['’]s?)?[ \u00a0][A-Z]|['’]")
_LIST = re.compile(r"\s*(?:,|,? and|,? as well as|,? и|,? а также|, и)\s+(?:the\s+|also\s+)*")


def find(text: str, named: Sequence[Candidate]) -> list[Candidate]:
    """Return the roles that words beside the named parties tell; the span is that of word and name together.

    ``named`` comes in the order of the text.
    """
    parties = Places(c for c in named if c.kind in PARTIES and not _goes_on(text, c))
    found = []
    for word in _words().find(text):
        role, _, side = word.ident.partition(".")
        for party in parties.after(word.end) if side == "before" else parties.before(word.start):
            between = text[word.end : party.start] if side == "before" else text[party.end : word.start]
            if (_LINK if side == "before" else _AFTER).fullmatch(fold(between).text):
                found.append(_role(text, role, word, party, BESIDE))
                found += [_role(text, role, other, other, ALONG) for other in _list(text, party, parties, side)]
    return found


def _role(text: str, role: str, word: Candidate, party: Candidate, reason: str) -> Candidate:
    start, end = min(word.start, party.start), max(word.end, party.end)
    return Candidate("role", role, start, end, text[start:end], reason, "weak", party.id)


def _list(text: str, first: Candidate, parties: Places, side: str) -> list[Candidate]:
    """Return the parties that follow the first one in a list, or precede it when the role word comes after it."""
    found: list[Candidate] = []
    last: Candidate | None = first
    while last:
        nearby = parties.after(last.end) if side == "before" else parties.before(last.start)
        last = next((one for one in nearby if _linked(text, *((last, one) if side == "before" else (one, last)))), None)
        found += [last] if last else []
    return found


def _linked(text: str, one: Candidate, two: Candidate) -> bool:
    return _LIST.fullmatch(fold(text[one.end : two.start]).text) is not None


def _goes_on(text: str, named: Candidate) -> bool:
    """Return whether a name may be part of a longer one that is not on record (another capital follows), or the owner
    of what is meant ("the Secretariat's Department")."""
    return named.kind == "org" and _LONGER.match(text, named.end) is not None


@cache
def _words() -> Dictionary:
    with (Path(__file__).parent / "roles.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return Dictionary(Name(row["words"], "cue", f"{row['role']}.{row['side']}", BESIDE) for row in rows)
