"""How good proposals are: against what curators recorded of the same text, with that text's own names left out.

The truth for a document is what its claims mention: every organization, person, place, crossing and country that is
subject or value of one of its claims (rejected ones too: they are about what the text does name), with the spans of
those claims. A claim's span is a clause or sentence, and a proposal is right there when it lies within it.

With ``known="others"`` the dictionary holds only what claims of the *other* documents mention, and all countries. The
tables of names do not tell which text a name was taken from, so a thing known from others comes with all its names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from coopgraph.drafting.candidates import Candidate
from coopgraph.drafting.proposing import propose
from coopgraph.records import Claim, Delegation, Participation, Records, Span
from coopgraph.texts import Texts

KINDS = ("org", "person", "place", "bcp", "country")
"""What is measured."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts for one document, or several together.

    ``mentioned`` things the claims mention, whether the text names them or a curator inferred them; ``known`` of them
    are in the dictionary and ``found`` of those are proposed. ``things`` are proposed at all, ``right`` of them are
    mentioned (the document level). ``proposals`` is the number of stretches proposed, ``placed`` of them lie within a
    claim that mentions the same thing (the level of spans; the text may well name it elsewhere too, so this is a lower
    bound).
    """

    document: str
    mentioned: int
    known: int
    found: int
    things: int
    right: int
    proposals: int
    placed: int

    @property
    def recall(self) -> float:
        """The share of the mentioned things in the dictionary that are proposed."""
        return self.found / self.known if self.known else 1.0

    @property
    def precision(self) -> float:
        """The share of the proposed things that are mentioned."""
        return self.right / self.things if self.things else 1.0

    @property
    def span_precision(self) -> float:
        """The share of the proposed stretches that lie within a claim on the same thing."""
        return self.placed / self.proposals if self.proposals else 1.0

    def __add__(self, other: Quality) -> Quality:
        names = ("mentioned", "known", "found", "things", "right", "proposals", "placed")
        return Quality("all", *(getattr(self, n) + getattr(other, n) for n in names))


def measure(
    records: Records, texts: Texts, known: Literal["others", "all"] = "others", exact: bool = False
) -> list[Quality]:
    """Return the quality of proposals for each document whose text is at hand, and last of all together.

    With ``exact`` only proposals count that are exact names, without other forms and hints.
    """
    found = []
    for document in sorted(d for d in records.documents() if texts.has(d)):
        names = records if known == "all" else _from_others(records, document)
        proposals = [c for c in propose(texts.whole(document), names) if c.kind in KINDS and c.certainty != "menu"]
        if exact:
            proposals = [c for c in proposals if c.certainty == "exact"]
        found.append(_quality(document, mentioned(records, document), proposals, names))
    total = found[0] if found else Quality("all", 0, 0, 0, 0, 0, 0, 0)
    for one in found[1:]:
        total += one
    return [*found, replace(total, document="all")]


def roles(records: Records, texts: Texts) -> dict[str, int]:
    """Return how many roles are proposed beside names, each party once a role and document, and what claims of that
    document say of them: ``confirmed`` (stated or inferred, of whatever activity), ``rejected``, or neither
    (``unsaid``); ``claimed`` is the number of stated roles of named parties, which is what could be found at best."""
    counts = dict.fromkeys(("proposed", "confirmed", "rejected", "unsaid", "claimed"), 0)
    for document in sorted(d for d in records.documents() if texts.has(d)):
        said: dict[tuple[str, str], set[str]] = {}
        for claim in records.claims:
            if isinstance(claim, Participation) and any(s.document == document for s in claim.spans):
                said.setdefault((claim.key, claim.value.text), set()).add(claim.status)
        found = propose(texts.whole(document), records)
        for role in sorted({(c.ident, c.party) for c in found if c.kind == "role" and c.certainty != "menu"}):
            status = said.get(role, set())
            what = "confirmed" if status & {"stated", "inferred"} else "rejected" if status else "unsaid"
            counts["proposed"] += 1
            counts[what] += 1
        parties = [(party, statuses) for (_, party), statuses in said.items()]
        counts["claimed"] += sum("stated" in s for party, s in parties if party.startswith(("org/", "person/")))
    return counts


def render(rows: list[Quality]) -> str:
    """Return a table of qualities as text, a line a document.

    >>> print(render([Quality("000", 4, 2, 1, 4, 3, 10, 5)]))
    source  mentioned  known  found  recall  things  right  precision  spans  placed  precision
    000             4      2      1    0.50       4      3       0.75     10       5       0.50
    """
    head = ("source", "mentioned", "known", "found", "recall", "things", "right", "precision", "spans", "placed")
    lines = ["  ".join([*head, "precision"])]
    for q in rows:
        shares = (f"{q.recall:.2f}", f"{q.precision:.2f}", f"{q.span_precision:.2f}")
        cells = (q.mentioned, q.known, q.found, shares[0], q.things, q.right, shares[1], q.proposals, q.placed)
        widths = [len(name) for name in (*head[1:], "precision")]
        line = "  ".join(f"{cell:>{width}}" for cell, width in zip((*cells, shares[2]), widths, strict=True))
        lines.append(f"{q.document:<6}  {line}")
    return "\n".join(lines)


def _quality(document: str, truth: dict[str, set[Span]], proposals: list[Candidate], names: Records) -> Quality:
    known = {thing for thing in truth if tuple(thing.split("/", 1)) in names.named}
    things = {c.id for c in proposals}
    placed = sum(any(s.start <= c.start and c.end <= s.end for s in truth.get(c.id, ())) for c in proposals)
    right = things & truth.keys()
    return Quality(
        document, len(truth), len(known), len(known & things), len(things), len(right), len(proposals), placed
    )


def mentioned(records: Records, document: str) -> dict[str, set[Span]]:
    """Return what the claims of a document mention, with their spans in it."""
    found: dict[str, set[Span]] = {}
    for claim in records.claims:
        spans = {span for span in claim.spans if span.document == document}
        for thing in _things(claim, records) if spans else ():
            found.setdefault(thing, set()).update(spans)
    return found


def _things(claim: Claim, records: Records) -> Iterator[str]:
    for text in (claim.subject, claim.value.text):
        kind, _, slug = text.partition("/")
        if kind in KINDS and (kind, slug) in records.named:
            yield text
        elif isinstance(delegation := records.named.get((kind, slug)), Delegation):
            yield f"country/{delegation.country}"


def _from_others(records: Records, document: str) -> Records:
    """Return the names without those of things that only this document's claims mention."""
    others = {d for d in records.documents() if d != document}
    known = {thing for other in others for thing in mentioned(records, other)}
    kept = {
        (kind, slug): record
        for (kind, slug), record in records.named.items()
        if kind not in KINDS or kind == "country" or f"{kind}/{slug}" in known
    }
    return Records(named=kept, folder=records.folder)
