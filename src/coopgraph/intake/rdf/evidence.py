"""Evidence nodes to spans: the source, the first character and the one after the last, and the digest of the words.

``id/evidence/003.3785-3850`` says all three in its name, so that a claim may point to it and no more is to be written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.parse import Fact, Term, key
from coopgraph.intake.rdf.terms import Misfit, brief, digest, identifier, number
from coopgraph.vocab import CG, SLUG, curie, mint, split

SHA256, SOURCE, SELECTOR = CG + "sha256", curie("oa:hasSource"), curie("oa:hasSelector")
START, END = curie("oa:start"), curie("oa:end")
_NAME = re.compile(rf"(?P<document>{SLUG.pattern})\.(?P<start>\d+)-(?P<end>\d+)", re.ASCII)
_Reader = Callable[[Term], str | Misfit]
_EXAMPLE = "https://w3id.org/coopgraph/id/evidence/003.3785-3850"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a source: its document, and ``start-end``; the fact that holds its digest, if any."""

    document: str
    span: str
    digest: Fact | None = None


class Evidence:
    """The evidence of a file. A node that is wrong is told once, however many claims rest on it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.found: dict[str, Stretch | None] = {}

    def digests(self) -> list[Stretch]:
        """Return the stretches that have a digest, each once, sorted."""
        with_digest = {(s.document, s.span): s for s in self.found.values() if s and s.digest}
        return [with_digest[where] for where in sorted(with_digest)]

    def of(self, fact: Fact) -> Stretch | None:
        """Return the stretch that a fact ``… cg:evidence …`` points to; None when it is wrong, which is then told."""
        node = key(fact.object)
        if not self.facts.made(fact, "evidence"):
            return None
        if node not in self.found:
            self.found[node] = self._stretch(fact, node)
        return self.found[node]

    def _stretch(self, fact: Fact, node: str) -> Stretch | None:
        facts = self.facts
        pointing = facts.of(node, SELECTOR)
        if [f for f in pointing if not facts.made(f, "selector")]:
            return None
        selectors = [key(f.object) for f in pointing]
        for one in (node, *selectors):
            if one.startswith("_:"):
                facts.what[one] = f"{facts.what.get(fact.subject, brief(fact.subject))} cg:evidence"
        told = self._told(node, selectors)
        if told is None:
            return None
        named = [self._named(node), *(self._named(selector) for selector in selectors)]
        readings = {reading for reading in (told, *named) if reading and "" not in reading}
        place = facts.place(node, row=facts.row(node) or fact.row)
        if not readings:
            lacks = "source" if not told[0] else "position"
            adds = "oa:hasSource" if not told[0] else "oa:hasSelector with oa:start and oa:end"
            facts.tell(place, Misfit(f"the evidence has no {lacks}", f"add {adds}, or call it {_EXAMPLE}"))
            return None
        document, start, end = min(readings)
        partly = all(not part or part == full for part, full in zip(told, (document, start, end), strict=True))
        if len(readings) > 1 or not partly:
            message = f"the name says {document}.{start}-{end}, the properties say something else"
            facts.tell(place, Misfit(message, "make them agree, or call it []"))
            return None
        part = f"{start}-{end}"
        facts.called(node, mint("evidence", document, part))
        for selector in selectors:
            facts.called(selector, mint("selector", document, part))
        return Stretch(document, part, self._digest(node))

    def _told(self, node: str, selectors: Iterable[str]) -> tuple[str, str, str] | None:
        """Return document, start and end as the properties have them, each empty when there is none; None when one
        is wrong."""
        ends = [f for selector in selectors for f in self.facts.of(selector, START, END)]
        before = len(self.facts.problems)
        document = self._one(self.facts.of(node, SOURCE), _document)
        start = self._one([f for f in ends if f.predicate == START], _offset)
        end = self._one([f for f in ends if f.predicate == END], _offset)
        if start and end and int(start) >= int(end):
            wrong = next(f for f in ends if f.predicate == END)
            self.facts.wrong(
                wrong, Misfit(f"the span {start}-{end} is empty or reversed", "write the smaller number first")
            )
        return None if len(self.facts.problems) > before else (document, start, end)

    def _one(self, found: list[Fact], read: _Reader) -> str:
        values: dict[str, Fact] = {}
        for fact in found:
            made = read(fact.object)
            if isinstance(made, Misfit):
                self.facts.wrong(fact, made)
            else:
                values[made] = fact
        if len(values) > 1:
            first, second, *_ = values
            self.facts.wrong(values[second], Misfit(f"there are two: {first!r} and {second!r}", "keep one"))
        return next(iter(values), "")

    def _digest(self, node: str) -> Fact | None:
        facts = self.facts.of(node, SHA256)
        for fact in facts:
            if isinstance(made := digest(fact.object), Misfit):
                self.facts.wrong(fact, made)
                return None
        if len(facts) > 1:
            self.facts.wrong(
                facts[1], Misfit("the words have two digests", "keep the one that  coopgraph digest  makes")
            )
        return facts[0] if facts else None

    def _named(self, node: str) -> tuple[str, str, str] | None:
        """Return document, start and end from the name of a node."""
        kind, slug = split(node) or ("", "")
        found = _NAME.fullmatch(slug) if kind in ("evidence", "selector") else None
        return (found["document"], str(int(found["start"])), str(int(found["end"]))) if found else None


def _document(term: Term) -> str | Misfit:
    found = identifier(term, ("source",))
    return found if isinstance(found, Misfit) else found.partition("/")[2]


def _offset(term: Term) -> str | Misfit:
    found = number(term)
    if not isinstance(found, Misfit) and not re.fullmatch(r"\d{1,9}", found, re.ASCII):
        return Misfit(f"{found!r} is not an offset", "count characters from 0: digits only")
    return found if isinstance(found, Misfit) else str(int(found))
