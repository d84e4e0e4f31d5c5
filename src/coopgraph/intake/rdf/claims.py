"""Claim nodes to claims: participations and rdf:Statements, with status, confidence, evidence and basis.

A claim's own name says nothing that the claim does not (it is made from it), so a blank node will do. What the claim
is of is checked here as far as the file goes; whether its ids are on record, and its dates dates, is asked by
:mod:`coopgraph.loaders.claims`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.errors import suggestion
from coopgraph.intake.rdf.evidence import SELECTOR, Evidence, Stretch
from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.parse import Fact, key
from coopgraph.intake.rdf.terms import Misfit, brief, english, identifier, number, shown, typed, value, vocabulary
from coopgraph.intake.rdf.terms import name as name_of
from coopgraph.loaders.claims import ACTIVITIES, MORE, PARTIES
from coopgraph.vocab import CG, EDTF, TERMS, compact, curie, split

PARTICIPANT, ACTIVITY, ROLE = CG + "participant", CG + "activity", CG + "role"
STATUS, CONFIDENCE, EVIDENCE = CG + "status", CG + "confidence", CG + "evidence"
SUBJECT, PREDICATE, OBJECT = curie("rdf:subject"), curie("rdf:predicate"), curie("rdf:object")
TYPE, BASIS, WHEN, TITLE = curie("rdf:type"), curie("skos:editorialNote"), CG + "edtf", CG + "positionTitle"
COUNT, QUALIFIER, MODE = CG + "attendeeCount", CG + "countQualifier", CG + "attendanceMode"
TAKES_PART = CG + "participatesIn"
"""What a rejected role says of the party and the activity."""
STATEMENT = (SUBJECT, PREDICATE, OBJECT)
PREDICATES = (
    *(TYPE, PARTICIPANT, ACTIVITY, ROLE, STATUS, CONFIDENCE, EVIDENCE, *STATEMENT),
    *(BASIS, WHEN, TITLE, COUNT, QUALIFIER, MODE),
)
"""What can be said of a claim."""
_CLASSES = {CG + "Claim", CG + "Participation", curie("rdf:Statement")}
_SIGNS = (PARTICIPANT, ACTIVITY, ROLE, STATUS, CONFIDENCE, EVIDENCE, *STATEMENT)
_A_ROLE = "write a cg:Participation: cg:participant, cg:activity, cg:role"
_A_REJECTED_ROLE = "write rdf:subject (the party), rdf:predicate cg:participatesIn, rdf:object (the activity), cg:role"


@dataclass(slots=True)
class Told:
    """A claim as a file tells it: what a record file writes of it, its evidence by node, and the line that each word
    comes from, by predicate or option."""

    node: str
    subject: str = ""
    key: str = ""
    value: str = ""
    status: str = ""
    confidence: str = ""
    evidence: dict[str, Stretch] = field(default_factory=dict)
    bases: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def documents(self) -> list[str]:
        """Return the source documents that the claim rests on, sorted."""
        return sorted({stretch.document for stretch in self.evidence.values()})


def claims(facts: Facts, evidence: Evidence) -> list[Told]:
    """Return the claims of a file, in its order; what is wrong is told to ``facts``, and a claim that is wrong is
    not among them."""
    reader = _Reader(facts, evidence)
    return [claim for node in list(facts.by) if _is_claim(facts, node) and (claim := reader.read(node))]


def excuse(facts: Facts, node: str) -> None:
    """Take for told what belongs to a claim that is wrong: its facts, its evidence, the plain triple that it is of."""
    ends = [key(fact.object) for fact in facts.of(node, EVIDENCE)]
    facts.excuse(node, *ends, *(key(f.object) for end in ends for f in facts.of(end, SELECTOR)))
    subjects, predicates, objects = ([f.object for f in facts.of(node, p)] for p in STATEMENT)
    for subject in subjects:
        plain = facts.of(key(subject), *(key(p) for p in predicates))
        facts.excused.update(fact for fact in plain if fact.object in objects)


@cache
def by_predicate() -> dict[str, ontology.ClaimKey]:
    """Return the claim keys by the IRI of their predicate."""
    return {spec.predicate: spec for spec in ontology.claim_keys().values()}


def _is_claim(facts: Facts, node: str) -> bool:
    found = split(node)
    if found:
        return found[0] in ("claim", "participation")
    classes = {key(fact.object) for fact in facts.of(node, TYPE)}
    return bool(facts.of(node, *_SIGNS) or classes & _CLASSES)


class _Reader:
    def __init__(self, facts: Facts, evidence: Evidence) -> None:
        self.facts, self.evidence = facts, evidence
        self.keys = by_predicate()

    def read(self, node: str) -> Told | None:
        """Return a claim, or None when something is wrong with it; its facts and its evidence are then excused."""
        before = len(self.facts.problems)
        claim = Told(node)
        self.facts.what[node] = self._called(node)
        if node[:2] != "_:" and split(node) is None:
            remedy = "write [] instead: the name of a claim is made from what it says"
            self._wrong(node, f"{brief(node)} is a name outside of coopgraph", remedy)
        elif self._what(claim):
            self._how(claim)
        ends = {fact.object for fact in self.facts.of(node, EVIDENCE)}
        if len(self.facts.problems) == before and len(ends) == len(claim.evidence):
            return claim
        excuse(self.facts, node)
        return None

    def _called(self, node: str) -> str:
        """Return what messages call a claim: its subject and what it says of it, when these can be told."""
        ends = {f.predicate: shown(f.object) for f in self.facts.of(node, SUBJECT, PREDICATE, ACTIVITY, ROLE)}
        first = ends.get(ACTIVITY) or ends.get(SUBJECT) or brief(node)
        second = ends.get(ROLE) or ends.get(PREDICATE)
        return f"{first} {second}" if second else first

    def _wrong(self, node: str, message: str, remedy: str) -> None:
        self.facts.tell(self.facts.place(node), Misfit(message, remedy))

    def _one(self, claim: Told, predicate: str, lack: str, remedy: str) -> Fact | None:
        """Return the one fact of a claim with a predicate; a problem when there is none (and ``lack`` says so), or
        when there are several."""
        found = self.facts.of(claim.node, predicate)
        if len({fact.object for fact in found}) > 1:
            several = " and ".join(shown(fact.object) for fact in found[:2])
            self.facts.wrong(found[1], Misfit(f"there are two: {several}", "keep one; the other is a claim of its own"))
        elif found:
            claim.rows[predicate] = found[0].row
            return found[0]
        elif lack:
            self._wrong(claim.node, lack, remedy)
        return None

    def _read(self, fact: Fact | None, made: str | Misfit) -> str:
        """Return what was made of a fact; tell what is wrong with it."""
        if isinstance(made, Misfit):
            if fact:
                self.facts.wrong(fact, made)
            return ""
        return made

    def _word(self, claim: Told, predicate: str, scheme: str) -> str:
        lack, remedy = f"the claim has no {scheme}", f"add  cg:{scheme} <{TERMS}{scheme}/…>"
        fact = self._one(claim, predicate, lack, remedy)
        return self._read(fact, vocabulary(fact.object, scheme)) if fact else ""

    def _what(self, claim: Told) -> bool:
        """Read what is claimed; return whether that can be told."""
        classes = {key(fact.object) for fact in self.facts.of(claim.node, TYPE)}
        takes_part = bool(self.facts.of(claim.node, PARTICIPANT, ACTIVITY) or CG + "Participation" in classes)
        states = bool(self.facts.of(claim.node, *STATEMENT) or curie("rdf:Statement") in classes)
        if takes_part and states:
            self._wrong(claim.node, "is a participation and an rdf:Statement at once", "make it one of the two")
        elif takes_part:
            self._participation(claim, PARTICIPANT, ACTIVITY)
        elif states:
            self._statement(claim)
        else:
            remedy = "give it rdf:subject, rdf:predicate and rdf:object, or cg:participant, cg:activity and cg:role"
            self._wrong(claim.node, "the claim does not say what it claims", remedy)
        return takes_part != states

    def _participation(self, claim: Told, party: str, activity: str) -> None:
        rejected = party == SUBJECT
        who = self._one(claim, party, "the participation has no party", "add  cg:participant <…/id/org/…>")
        what = self._one(claim, activity, "the participation has no activity", "add  cg:activity <…/id/event/…>")
        claim.value = self._read(who, identifier(who.object, PARTIES)) if who else ""
        claim.subject = self._read(what, identifier(what.object, ACTIVITIES)) if what else ""
        claim.key = self._word(claim, ROLE, "role")
        status = {key(fact.object) for fact in self.facts.of(claim.node, STATUS)}
        if (f"{TERMS}status/rejected" in status) is not rejected and status:
            if rejected:
                self._wrong(claim.node, "only a rejected role is an rdf:Statement", _A_ROLE)
            else:
                self._wrong(claim.node, "a rejected role is an rdf:Statement, not asserted", _A_REJECTED_ROLE)

    def _statement(self, claim: Told) -> None:
        lacks = "the rdf:Statement has no {}", "add  {}"
        predicate, subject, thing = (
            self._one(claim, p, lacks[0].format(compact(p)), lacks[1].format(compact(p)))
            for p in (PREDICATE, SUBJECT, OBJECT)
        )
        if not (predicate and subject and thing):
            return
        if key(predicate.object) == TAKES_PART:
            self._participation(claim, SUBJECT, OBJECT)
            return
        spec = self.keys.get(key(predicate.object)) if isinstance(predicate.object, ox.NamedNode) else None
        if spec is None:
            close = suggestion(shown(predicate.object), sorted(compact(p) for p in self.keys))
            self.facts.wrong(predicate, Misfit(f"{shown(predicate.object)} is no property that can be claimed", close))
            return
        self.facts.claimed.add((key(subject.object), spec.predicate, thing.object))
        claim.key = spec.key
        claim.subject = self._read(subject, identifier(subject.object, spec.subjects))
        claim.value = self._read(thing, value(spec, thing.object))

    def _how(self, claim: Told) -> None:
        claim.status = self._word(claim, STATUS, "status")
        claim.confidence = self._word(claim, CONFIDENCE, "confidence")
        found = self.facts.of(claim.node, EVIDENCE)
        if not found:
            remedy = "add  cg:evidence  with the source and the offsets of the words that say it"
            self._wrong(claim.node, "the claim has no evidence", remedy)
        claim.evidence = {key(fact.object): stretch for fact in found if (stretch := self.evidence.of(fact))}
        claim.rows[EVIDENCE] = found[0].row if found else 0
        self._bases(claim)
        self._option(claim, "when", WHEN)
        if claim.key not in ontology.claim_keys() or "title" in MORE.get(claim.key, ()):
            self._option(claim, "title", TITLE)
        if self.facts.of(claim.node, PARTICIPANT):
            self._option(claim, "count", COUNT)
            self._option(claim, "count-qualifier", QUALIFIER)
            self._option(claim, "mode", MODE)

    def _bases(self, claim: Told) -> None:
        """Read why; a claim that rests on several documents may have a reason for each."""
        found = self.facts.of(claim.node, BASIS)
        claim.bases = sorted({text for fact in found if (text := self._read(fact, english(fact.object)))})
        claim.rows[BASIS] = found[0].row if found else 0
        if claim.status in ("inferred", "rejected") and not found:
            message = f"a claim that is {claim.status} must tell why"
            self._wrong(claim.node, message, 'add  skos:editorialNote "one short sentence"@en')
        documents = claim.documents()
        if len(claim.bases) > 1 and documents and len(claim.bases) != len(documents):
            remedy = "make one text of them"
            self.facts.wrong(found[1], Misfit("several reasons, and not one for each source document", remedy))

    def _option(self, claim: Told, option: str, predicate: str) -> None:
        fact = self._one(claim, predicate, "", "")
        if fact is None:
            return
        match option:
            case "when":
                made = typed(fact.object, EDTF, f'"2013-05"^^<{EDTF}>')
            case "title":
                made = name_of(fact.object)
            case "count":
                made = number(fact.object)
            case "mode":
                made = vocabulary(fact.object, "attendance-mode")
            case _:
                made = vocabulary(fact.object, option)
        if text := self._read(fact, made):
            claim.options[option] = text
            claim.rows[option] = fact.row
