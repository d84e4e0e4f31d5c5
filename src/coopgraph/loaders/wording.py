"""What to write instead, in the words of the form that somebody wrote: a claim of a record file, or a row of a table.

Who fills in cells has never seen a key with a colon. Which of the two a claim is, its node tells
(:attr:`coopgraph.loaders.yaml.Mapping.cell`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EXAMPLE = "write start-end in characters, as in 3785-3978"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""Hyphens, dashes and minus signs other than the plain one."""
_PAIR = re.compile(rf"(?<![0-9])([0-9]{{1,9}})\s*(?:[-:~{_DASHES}]|[.]{{2,3}}|…|to)\s*([0-9]{{1,9}})(?![0-9])")
_DOCUMENT = re.compile(r"[a-z0-9-]+:(?=\s*[0-9]+\s*\S{1,3}\s*[0-9])")
_BETWEEN = re.compile(r"[\s,;|&+/\[\]()]*(?:and)?[\s,;|&+/\[\]()]*")


@dataclass(frozen=True, slots=True)
class Wording:
    """Remedies of one form; ``spans`` puts several spans into one value, ``dates`` follows what to write for a date."""

    claim: str
    status: str
    basis: str
    evidence: str
    second: str
    spans: str
    between: str
    dates: str = ""

    def several(self, spans: Sequence[str]) -> str:
        """Return how several spans are written.

        >>> ROW.several(["1-2", "4-5"]), RECORD.several(["1-2", "4-5"])
        ('1-2 | 4-5', '[1-2, 4-5]')
        """
        return self.spans.format(self.between.join(spans)) if len(spans) > 1 else spans[0]

    def span(self, text: str) -> str:
        """Say what to write instead of a span that is none.

        >>> ROW.span("12–34"), ROW.span("12 - 34"), ROW.span("900:12-34")
        ('write 12-34, with a plain hyphen', 'write 12-34, without blanks', 'write 12-34, without the document')
        >>> ROW.span("1-2, 4-5"), ROW.span("ten")
        ('write 1-2 | 4-5', 'write start-end in characters, as in 3785-3978')
        """
        bare = _DOCUMENT.sub("", text.strip())
        spans = [f"{start}-{end}" for start, end in _PAIR.findall(bare)]
        if not spans or any(not _BETWEEN.fullmatch(rest) for rest in _PAIR.sub("\n", bare).split("\n")):
            return _EXAMPLE
        reason = ""
        if bare != text.strip():
            reason = ", without the document"
        elif re.search(f"[{_DASHES}]", bare):
            reason = ", with a plain hyphen"
        elif len(spans) == 1 and re.search(r"\s", bare):
            reason = ", without blanks"
        return f"write {self.several(spans)}{reason}"


RECORD = Wording(
    claim="begin the claim with what it says, as in  host: org/osce",
    status="add  stated: high  (or inferred, rejected; medium, low)",
    basis="add  basis: one short sentence",
    evidence="add  at: start-end  of the words that say it",
    second="give one value; a second one is a claim of its own",
    spans="[{}]",
    between=", ",
)
ROW = Wording(
    claim="say what the claim tells, as in host or start-date",
    status="write stated, inferred or rejected",
    basis="write why, in one short sentence",
    evidence="write start-end of the words that say it, as in 3785-3978",
    second="write one value; a second one goes into a row of its own",
    spans="{}",
    between=" | ",
    dates="; a mapping file can say how a whole table writes its dates, as in  date: DD.MM.YYYY",
)


_TABLES = {"org": "organizations", "person": "people", "bcp": "crossings", "country": "countries"}
_OF_DOCUMENTS = ("event", "delegation", "change")


def added(kind: str) -> str:
    """Say where a record of a kind, which is not in the data, is to be added.

    >>> added("org"), added("event")
    ('correct it, or add it to the table organizations', 'correct it, or add it to the events of its document')
    """
    if kind in _OF_DOCUMENTS:
        return f"correct it, or add it to the {kind}s of its document"
    return f"correct it, or add it to the table {_TABLES.get(kind, f'{kind}s')}"
