"""Record files: the events, delegations and changes that a source document introduces, and its claims.

A claim is a mapping whose first key says what is claimed: a role (the value is the party) or a claim key of
ontology/properties.csv. The other keys say how well: ``stated``, ``inferred`` or ``rejected`` with a confidence,
``at`` with the spans, ``basis``, and what only a role has. docs/records.md shows the form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, get_args

from coopgraph.errors import did_you_mean, near, suggestion
from coopgraph.loaders.authority import names
from coopgraph.loaders.ids import Ids
from coopgraph.loaders.likely import meant
from coopgraph.loaders.problems import make
from coopgraph.loaders.values import ValueReader, number, term
from coopgraph.loaders.wording import RECORD, ROW, Wording
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree
from coopgraph.ontology import claim_keys, terms
from coopgraph.records import (
    Change,
    Claim,
    Confidence,
    Delegation,
    Event,
    Named,
    Participation,
    Span,
    Status,
)
from coopgraph.source import Problem, Source
from coopgraph.vocab import CG

SECTIONS: dict[str, tuple[str, type[Named]]] = {
    "events": ("event", Event),
    "delegations": ("delegation", Delegation),
    "changes": ("change", Change),
}
STATUSES: tuple[str, ...] = get_args(Status)
ANY_CLAIM = (*STATUSES, "at", "basis", "when")
ROLE_ONLY = ("count", "count-qualifier", "mode", "title")
MORE = {"member-of": ("title",)}
"""Options that a claim key has beside ``ANY_CLAIM``."""
DRAFT, MENTIONED = "draft", "mentioned"
"""What a proposed claim has in the place of its status, and a party whose role is not read yet in that of its key
(:mod:`coopgraph.drafting`)."""
OPTION_SCHEMES = {"mode": "attendance-mode", "count-qualifier": "count-qualifier"}
ACTIVITIES = ("event", "project")
PARTIES = ("org", "delegation", "person")
_SPAN = re.compile("([0-9]{1,9})-([0-9]{1,9})")
_CONFIDENCES: tuple[str, ...] = get_args(Confidence)
_SUBJECT = "name the record that the claim is about, as in event/2013-osce-finland-study-visit"


def document_of(tree: Mapping) -> tuple[str, Source]:
    """Return the id of the source document that a record file is about, and where it says so."""
    for key, place, value in tree:
        if key == "source" and isinstance(value, Scalar):
            return value.text, place
    return "", tree.source.at("source")


def introduced(tree: Mapping, ids: Ids) -> tuple[list[tuple[str, Named]], list[Problem]]:
    """Return the (kind, record) pairs that a record file introduces, and what is wrong with them. The ids of all,
    wrong ones too, are added to ``ids``, which knows the countries."""
    found: list[tuple[str, Named]] = []
    problems: list[Problem] = []
    for section, place, value in tree:
        if section in SECTIONS:
            kind, model = SECTIONS[section]
            ids.add(kind, (slug for slug, _, _ in value) if isinstance(value, Mapping) else ())
            for slug, at, fields in _entries(value, place, problems):
                made = _named(model, slug, at, fields, ids, problems)
                found += [(kind, made)] if made else []
        elif section not in ("source", "claims"):
            remedy = suggestion(section, ["source", "events", "delegations", "changes", "claims"])
            problems.append(Problem(place, f"{section!r} is not a section of a record file", remedy))
    return found, problems


def _entries(value: Tree, place: Source, problems: list[Problem]) -> list[tuple[str, Source, Mapping]]:
    if isinstance(value, Scalar) and not value.text:
        return []
    if not isinstance(value, Mapping):
        problems.append(Problem(place, "holds no ids", "write each as a key, its fields below"))
        return []
    found = []
    for slug, at, fields in value:
        if isinstance(fields, Mapping):
            found.append((slug, at, fields))
        else:
            problems.append(Problem(at, "has no fields", "write at least  en: its name in English"))
    return found


def _named(
    model: type[Named], slug: str, place: Source, fields: Mapping, ids: Ids, problems: list[Problem]
) -> Named | None:
    values: dict[str, Any] = {"id": slug, "names": {}}
    place, named = fields.at("id", place), fields.at("name_en", place)
    places = {"id": place, "names": named}
    known = sorted(set(model.model_fields) - {"source", "names", "id"} | {"en", "ru"})
    for key, at, value in fields:
        places[key] = at
        if key not in known and not re.fullmatch(r"[a-z]{2}", key):
            problems.append(Problem(at, f"{key!r} is not a field here", suggestion(key, known)))
        elif not isinstance(value, Scalar) or not value.text:
            problems.append(Problem(at, "is not one text", "write one text, or leave the key out"))
            values["names"].setdefault("en", slug)  # so that the name is not missing as well
        elif key in ("also", "hidden"):
            values[key] = names(value.text)
        else:
            (values if key in known and key not in ("en", "ru") else values["names"])[key] = value.text
    made = make(model, values, place, places, ids.country)
    if isinstance(made, list):
        problems += made
        return None
    problems += _unknown(made, places, ids)
    return made


def _unknown(record: Named, places: dict[str, Source], ids: Ids) -> list[Problem]:
    """Return problems with a delegation's country and occupation that are none."""
    if not isinstance(record, Delegation):
        return []
    found = []
    if not ids.has("country", record.country):
        message = f"{record.country!r} is not a country code"
        found.append(Problem(places["country"], message, ids.country(record.country)))
    if record.occupation:
        made = term(record.occupation, "occupation", places["occupation"])
        found += [made] if isinstance(made, Problem) else []
    return found


class ClaimReader:
    """Reads the claims of record files against the whole dataset, so that ids and countries can be checked."""

    def __init__(self, ids: Ids) -> None:
        self.problems: list[Problem] = []
        self.values = ValueReader(ids)
        self.roles = terms()["role"]
        self.keys = claim_keys()
        self.kinds = tuple(sorted({*ACTIVITIES, *(kind for key in self.keys.values() for kind in key.subjects)}))

    def read(self, tree: Mapping, document: str) -> list[Claim]:
        """Return the claims of one record file; problems are added to ``problems``."""
        found = []
        for section, place, value in tree:
            if section == "claims":
                for subject, at, claims in self._subjects(value, place):
                    if not subject:
                        self._wrong(at, "is empty", _SUBJECT)
                    elif problem := self.values.unknown_id(subject, at, self.kinds):
                        self.problems.append(problem)
                    made = (self._claim(subject, tree_, document) for tree_ in claims.items)
                    found += [claim for claim in made if claim]
        return found

    def _subjects(self, value: Tree, place: Source) -> list[tuple[str, Source, Sequence]]:
        if isinstance(value, Scalar) and not value.text:
            return []
        if not isinstance(value, Mapping):
            self.problems.append(Problem(place, "holds no records", "write  kind/id:  and a list of claims below"))
            return []
        found = []
        for subject, at, claims in value:
            if isinstance(claims, Sequence):
                found.append((subject, at, claims))
            else:
                self.problems.append(Problem(at, "has no list of claims", "begin each claim with  - {role or key: …}"))
        return found

    def _claim(self, subject: str, tree: Tree, document: str) -> Claim | None:
        if not isinstance(tree, Mapping) or not tree.pairs:
            self._wrong(tree.source, "is not a claim", "write  - {host: org/osce, stated: high, at: 10-20}")
            return None
        before = len(self.problems)
        (key, place, _), *rest = tree.pairs
        if key == MENTIONED or any(option == DRAFT for option, _, _ in tree.pairs):
            where = place if key == MENTIONED else tree.at("status", place)
            self._wrong(where, "is a draft", _decide(tree, key))
            return None
        if key in ANY_CLAIM + ROLE_ONLY and key not in self.keys:
            self._wrong(place, f"{key!r} is not a role or claim key", _words(tree).claim)
            return None
        values = self._what(tree, subject) | {"subject": subject}
        values |= self._how(tree, rest, document)
        if len(self.problems) > before:
            return None
        made = make(Participation if key in self.roles else Claim, values, place, {})
        if isinstance(made, list):
            self.problems += made
            return None
        return made

    def _wrong(self, place: Source, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, message, remedy))

    def _what(self, claim: Mapping, subject: str) -> dict[str, Any]:
        """Return key, predicate and value of a claim, having checked that they fit the subject's kind."""
        key, place, value = claim.pairs[0]
        kind = subject.partition("/")[0]
        subjects: tuple[str, ...]
        if key in self.roles and kind in PARTIES and _kind(value) in ACTIVITIES:
            message = f"{key!r} is told of an event or project, with the party for its value"
            self._wrong(
                claim.at("key", place), message, f"swap the two: {key} {subject} is a claim about {_text(value)}"
            )
            return {}
        if key in self.roles:
            subjects, predicate = ACTIVITIES, CG + "participatesIn"
            made = self.values.of_kinds(value, place, PARTIES)
        elif spec := self.keys.get(key):
            subjects, predicate = spec.subjects, spec.predicate
            made = self.values.of(spec, value, place, _words(claim))
        elif not key:
            self._wrong(place, "has no role or claim key", ROW.claim)
            return {}
        else:
            self._wrong(place, f"{key!r} is not a role or claim key", _like(key))
            return {}
        if kind in self.kinds and kind not in subjects:
            message = f"{key!r} does not fit a record of kind {kind!r}"
            self._wrong(claim.at("key", place), message, f"it fits: {', '.join(subjects)}")
        if isinstance(made, Problem):
            self.problems.append(made)
            return {}
        return {"key": key, "predicate": predicate, "value": made}

    def _how(self, claim: Mapping, rest: list[Any], document: str) -> dict[str, Any]:
        """Return status, confidence, spans and the other options of a claim."""
        what, place, _ = claim.pairs[0]
        words = _words(claim)
        allowed = ANY_CLAIM + (MORE.get(what, ()) if what in self.keys else ROLE_ONLY)
        found: dict[str, Any] = {"spans": ()}
        for key, at, value in rest:
            if key not in allowed:
                self._no_option(claim, key, at, (value, allowed))
                if close := near(key[:100], STATUSES, most=1):
                    found.setdefault("status", close[0])  # so that it is not missing as well
            elif key in STATUSES:
                self._status(found, key, at, value)
            elif key == "at":
                found["spans"] = self._spans(claim, value, at, document)
            else:
                found |= self._option(key, at, value)
        if "status" not in found:
            self._wrong(claim.at("status", place), "the claim has no status", words.status)
        elif found["status"] != "stated" and not found.get("basis"):
            message = f"a claim that is {found['status']} must tell why"
            self._wrong(claim.at("basis", place), message, words.basis)
        if not any(key == "at" for key, _, _ in rest):
            self._wrong(claim.at("at", place), "no evidence", words.evidence)
        return found

    def _no_option(self, claim: Mapping, key: str, at: Source, given: tuple[Tree, tuple[str, ...]]) -> None:
        value, allowed = given
        if claim.cell:
            what = claim.pairs[0][0]
            self._wrong(at, f"a claim with the key {what!r} has no {key}", f"leave the cell empty; {key} is for roles")
            return
        empty = isinstance(value, Scalar) and not value.text
        if key in self.roles or key in self.keys:
            remedy = "make it a claim of its own"
        elif empty and _SPAN.fullmatch(key):
            remedy = "write several spans as a list, as in  at: [10-20, 30-40]"
        elif empty:
            remedy = 'give it a value, or put a text that holds a comma in "quotes"'
        else:
            remedy = suggestion(key[:100], sorted(allowed))
        self._wrong(at, f"{key!r} is not an option of this claim", remedy)

    def _status(self, found: dict[str, Any], key: str, at: Source, value: Tree) -> None:
        text = _text(value)
        if "status" in found:
            self._wrong(at, f"the claim is already {found['status']}", "keep one of stated, inferred, rejected")
        elif text not in _CONFIDENCES:
            what = f"{text!r} is not a confidence" if text else "has no confidence"
            close = near(text[:100], _CONFIDENCES, most=1)
            self._wrong(at, what, did_you_mean(close) if close else "write high, medium or low")
        found |= {"status": key, "confidence": text}

    def _option(self, key: str, at: Source, value: Tree) -> dict[str, Any]:
        text = _text(value)
        if not text:
            self._wrong(at, "is not one text", "write one text, or leave the key out")
            return {key: "given"}  # so that a basis is not missing as well
        made = number(text, at) if key == "count" else None
        if scheme := OPTION_SCHEMES.get(key):
            made = term(text, scheme, at)
        if isinstance(made, Problem):
            self.problems.append(made)
        return {key.replace("-", "_"): text}

    def _spans(self, claim: Mapping, value: Tree, at: Source, document: str) -> tuple[Span, ...]:
        items = value.items if isinstance(value, Sequence) else (value,)
        if not items:
            self._wrong(at, "is empty", "write at least one span, as in 3785-3978")
        found = []
        for item in items:
            text = _text(item)
            match = _SPAN.fullmatch(text)
            if not match:
                message = f"{text!r} is not a span" if text else "a span is empty"
                self._wrong(at, message, _words(claim).span(text))
            elif int(match[1]) >= int(match[2]):
                self._wrong(at, f"the span {text} is empty or reversed", "write the smaller number first")
            else:
                found.append(Span(document=document, start=int(match[1]), end=int(match[2])))
        return tuple(dict.fromkeys(found))


def _text(tree: Tree) -> str:
    return tree.text if isinstance(tree, Scalar) else ""


def _kind(tree: Tree) -> str:
    return _text(tree).partition("/")[0]


def _words(claim: Mapping) -> Wording:
    return ROW if claim.cell else RECORD


@lru_cache(maxsize=1000)
def _like(key: str) -> str:
    """Say what to write instead of a role or claim key that is none."""
    roles = sorted(terms()["role"])
    if close := meant(key, "role", sorted({*roles, *claim_keys()})):
        return did_you_mean(close)
    return f"write a role ({', '.join(roles)}) or a key such as category, start-date or place"


def _decide(tree: Mapping, key: str) -> str:
    """Say what to do with a claim that is a draft."""
    at = next((value for option, _, value in tree if option == "at"), None)
    spans = at.items if isinstance(at, Sequence) else (at,)
    where = ", ".join(span.text for span in spans if isinstance(span, Scalar)) or "the place it is about"
    role = f"its role or key instead of {MENTIONED} and " if key == MENTIONED else ""
    return f"read the text at {where} and write {role}stated, inferred or rejected instead of {DRAFT}, or delete it"
