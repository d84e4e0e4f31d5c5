"""Record trees of new files into those of a dataset. What they mean to each other is in
:mod:`coopgraph.curated.merged`.

What is not formed as a record file asks for cannot be compared; it stays in a tree of its own beside the merged ones,
so that whoever reads the records is told of it, at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from coopgraph.curated.form import kept_name
from coopgraph.curated.merged import Entry, Ledger, normal
from coopgraph.curated.single import single_valued
from coopgraph.loaders.claims import SECTIONS, STATUSES, document_of
from coopgraph.loaders.comments import NONE, Comments
from coopgraph.loaders.files import Files
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree
from coopgraph.source import Source

CLAIMS = "claims"
Pair = tuple[str, Source, Tree]
_SPAN = re.compile(r"(\d+)-(\d+)")


def merge_records(base: Files, new: Files, ledger: Ledger) -> list[Mapping]:
    """Return the record trees of both; what became of each new entry and claim is noted."""
    merging = _Merging(base, new, ledger)
    for tree in new.trees:
        merging.take(tree)
    return [*(draft.tree() for draft in merging.drafts), *merging.unformed]


@dataclass(slots=True)
class _Block:
    """A section, or the claims of a subject: where it stands, its comments, and what is added to it."""

    source: Source
    comments: Comments = NONE
    added: list[Pair] = field(default_factory=list)
    claims: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A record file with what is to be added and replaced; ``old`` when it is one of the dataset."""

    document: str
    top: Mapping
    old: bool
    replaced: dict[int, tuple[Source, Mapping]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    sections: dict[str, _Block] = field(default_factory=dict)
    subjects: dict[str, _Block] = field(default_factory=dict)

    def tree(self) -> Mapping:
        """Return the file with all that was noted."""
        if not (self.replaced or self.sections or self.subjects):
            return self.top
        if self.subjects:
            self.sections.setdefault(CLAIMS, _Block(next(iter(self.subjects.values())).source))
        pairs = [(key, at, self._section(key, value)) for key, at, value in self.top]
        more = [(name, block.source, self._made(name, block)) for name, block in self.sections.items()]
        return replace(self.top, pairs=(*pairs, *more))

    def _section(self, name: str, value: Tree) -> Tree:
        """Return a section with what is added to it; what is no mapping is left alone."""
        if isinstance(value, Scalar) and not value.text and name in self.sections:
            value = Mapping(value.source, (), value.comments)
        if name not in (*SECTIONS, CLAIMS) or not isinstance(value, Mapping):
            return value
        block = self.sections.pop(name, _Block(value.source))
        pairs = [self._subject(pair) if name == CLAIMS else self._new(pair) for pair in value]
        return Mapping(value.source, (*pairs, *self._more(name, block)), value.comments + block.comments)

    def _made(self, name: str, block: _Block) -> Mapping:
        return Mapping(block.source, self._more(name, block), block.comments)

    def _more(self, name: str, block: _Block) -> tuple[Pair, ...]:
        """Return what a section gets that was not in it before."""
        if name != CLAIMS:
            return tuple(self._new(pair) for pair in block.added)
        left = [(s, b.source, Sequence(b.source, self._claims(b.claims), b.comments)) for s, b in self.subjects.items()]
        return tuple(left)

    def _subject(self, pair: Pair) -> Pair:
        subject, at, value = pair
        if isinstance(value, Scalar) and not value.text and subject in self.subjects:
            value = Sequence(value.source, (), value.comments)
        if not isinstance(value, Sequence):
            return pair
        block = self.subjects.pop(subject, _Block(at))
        claims = self._claims([*value.items, *block.claims])
        return subject, at, Sequence(value.source, claims, value.comments + block.comments)

    def _claims(self, claims: list[Tree]) -> tuple[Tree, ...]:
        left = (claim for claim in claims if id(claim) not in self.gone)
        return tuple(self.replaced[id(claim)][1] if id(claim) in self.replaced else claim for claim in left)

    def _new(self, pair: Pair) -> Pair:
        key, _, value = pair
        return (key, *self.replaced[id(value)]) if id(value) in self.replaced else pair


@dataclass(slots=True)
class _Known:
    """An entry or claim that is there: in which file, where, and what it says."""

    draft: _Draft
    source: Source
    node: Mapping
    says: dict[str, str]
    latest: Mapping


class _Merging:
    """One pass over the new trees."""

    def __init__(self, base: Files, new: Files, ledger: Ledger) -> None:
        self.ledger = ledger
        self.drafts: list[_Draft] = []
        self.of_document: dict[str, list[_Draft]] = {}
        self.unformed: list[Mapping] = []
        self.entries: dict[tuple[str, str], _Known] = {}
        self.claims: dict[tuple[str, ...], _Known] = {}
        self.single: dict[tuple[str, ...], list[_Known]] = {}
        self.given = {
            (document_of(tree)[0], subject, *_what(claim))
            for tree in new.trees
            for subject, _, claim in _claims(tree, [])
        }
        for tree in base.trees:
            draft = self._begin(_Draft(document_of(tree)[0], tree, old=True))
            for section, place, entry in _entries(tree, []):
                self._know_entry(draft, section, place, entry)
            for subject, _, claim in _claims(tree, []):
                self._know_claim(draft, subject, claim)
                self._know_single(draft, subject, claim)

    def take(self, tree: Mapping) -> None:
        """Take in a new tree."""
        draft = self._draft(tree)
        unformed: list[Pair] = [p for p in tree if p[0] not in ("source", CLAIMS, *SECTIONS)]
        for section, place, entry in _entries(tree, unformed):
            self._entry(draft, section, place, entry)
        for subject, source, claim in _claims(tree, unformed):
            self._claim(draft, (subject, source), claim)
        self._comments(draft, tree)
        if unformed:
            about = tuple(pair for pair in tree if pair[0] == "source")
            self.unformed.append(replace(tree, pairs=(*about, *unformed)))

    def _draft(self, tree: Mapping) -> _Draft:
        """Return the file that a tree goes into: the one of its name, else the first of its document that the
        dataset has; what comes from tables goes to whatever file of the document there is. Else a new one."""
        document, _ = document_of(tree)
        alike = self.of_document.get(document, []) if document else []
        name = PurePosixPath(tree.source.file).name
        named = [draft for draft in alike if PurePosixPath(draft.top.source.file).name == name]
        found = [*named, *(draft for draft in alike if draft.old or not kept_name(tree))]
        if found:
            return found[0]
        about = tuple(pair for pair in tree if pair[0] == "source")
        return self._begin(_Draft(document, replace(tree, pairs=about), old=False))

    def _begin(self, draft: _Draft) -> _Draft:
        self.drafts.append(draft)
        self.of_document.setdefault(draft.document, []).append(draft)
        return draft

    def _know_entry(self, draft: _Draft, section: str, place: Source, entry: Mapping) -> None:
        known = _Known(draft, place, entry, _fields(entry), entry)
        self.entries.setdefault((section, place.field), known)

    def _know_claim(self, draft: _Draft, subject: str, claim: Mapping) -> None:
        place = claim.pairs[0][1]
        known = _Known(draft, place, claim, _options(claim), claim)
        self.claims.setdefault((draft.document, subject, *_what(claim)), known)

    def _know_single(self, draft: _Draft, subject: str, claim: Mapping) -> None:
        """Note a claim of a key that has one value, unless that is rejected or the new records give it as well."""
        key, value = _what(claim)
        place = (draft.document, subject, key)
        if key in single_valued() and not _rejects(claim) and (*place, value) not in self.given:
            known = _Known(draft, claim.pairs[0][1], claim, _options(claim), claim)
            self.single.setdefault(place, []).append(known)

    def _entry(self, draft: _Draft, section: str, place: Source, entry: Mapping) -> None:
        ident = place.field
        told = Entry(section, f"{SECTIONS[section][0]}/{ident}", place)
        known = self.entries.get((section, ident))
        if known is None:
            self.ledger.adds(told, _fields(entry))
            self._know_entry(draft, section, place, entry)
            draft.sections.setdefault(section, _Block(place)).added.append((ident, place, entry))
        else:
            self._settle(known, told, entry, _fields(entry))

    def _claim(self, draft: _Draft, subject: tuple[str, Source], claim: Mapping) -> None:
        key, value = _what(claim)
        told = Entry(CLAIMS, f"{subject[0]} {key} {value}", claim.pairs[0][1])
        known = self.claims.get((draft.document, subject[0], key, value))
        others = [] if _rejects(claim) else self.single.get((draft.document, subject[0], key), [])
        if known is None and others:
            self._supersede(others, told, claim)
        elif known is None:
            self.ledger.adds(told, _options(claim))
            self._know_claim(draft, subject[0], claim)
            draft.subjects.setdefault(subject[0], _Block(subject[1])).claims.append(claim)
        else:
            self._settle(known, told, claim, _options(claim))

    def _settle(self, known: _Known, told: Entry, node: Mapping, says: dict[str, str]) -> None:
        """Note what a node is to the one that is there, and let it replace that if it is to."""
        if self.ledger.replaces(told, known.says, says, known.source):
            known.latest = _updated(known.latest, node)
            known.says, known.source = {**known.says, **says}, told.source
            known.draft.replaced[id(known.node)] = (told.source, known.latest)

    def _supersede(self, others: list[_Known], told: Entry, claim: Mapping) -> None:
        """Let a claim take the place of those with another value, comments and all, if it is to."""
        old = [(_what(known.node)[1], known.source) for known in others]
        if not self.ledger.supersedes(told, old, _options(claim)):
            return
        first = others[0]
        kept = sum((_all_comments(known.node) for known in others), NONE)
        made = replace(claim, comments=kept + claim.comments)
        for known in others:
            known.draft.gone.add(id(known.node))
        first.draft.gone.discard(id(first.node))
        first.draft.replaced[id(first.node)] = (told.source, made)
        place = (first.draft.document, *told.name.split(" ", 2))
        self.claims[place] = _Known(first.draft, told.source, first.node, _options(claim), made)
        others.clear()

    def _comments(self, draft: _Draft, tree: Mapping) -> None:
        """Take over the comments of sections and subjects that something was added to, and those at the end."""
        draft.top = replace(draft.top, comments=draft.top.comments + tree.comments)
        for section, _, value in tree:
            if section in draft.sections or (section == CLAIMS and draft.subjects and value.comments):
                block = draft.sections.setdefault(section, _Block(value.source))
                block.comments += value.comments
            for subject, _, claims in value if section == CLAIMS and isinstance(value, Mapping) else ():
                if subject in draft.subjects:
                    draft.subjects[subject].comments += claims.comments


def _entries(tree: Mapping, unformed: list[Pair]) -> Iterator[tuple[str, Source, Mapping]]:
    """Yield section, place (its field is the id) and fields of what a tree introduces; the rest is unformed."""
    for section, at, value in tree:
        if section not in SECTIONS or (isinstance(value, Scalar) and not value.text):
            continue
        if not isinstance(value, Mapping):
            unformed.append((section, at, value))
            continue
        bad = [pair for pair in value if not _texts(pair[2])]
        if bad:
            unformed.append((section, at, replace(value, pairs=tuple(bad), comments=NONE)))
        for ident, place, entry in value:
            if isinstance(entry, Mapping) and _texts(entry):
                yield section, place.at(ident), entry


def _claims(tree: Mapping, unformed: list[Pair]) -> Iterator[tuple[str, Source, Mapping]]:
    """Yield subject, its place and each claim; the rest is unformed."""
    for section, at, value in tree:
        if section != CLAIMS or (isinstance(value, Scalar) and not value.text):
            continue
        if not isinstance(value, Mapping):
            unformed.append((section, at, value))
            continue
        bad: list[Pair] = []
        for subject, place, claims in value:
            good = [c for c in claims.items if _formed(c)] if isinstance(claims, Sequence) else []
            if isinstance(claims, Sequence) and len(good) < len(claims.items):
                left = tuple(claim for claim in claims.items if not _formed(claim))
                bad.append((subject, place, replace(claims, items=left, comments=NONE)))
            elif not isinstance(claims, Sequence) and not (isinstance(claims, Scalar) and not claims.text):
                bad.append((subject, place, claims))
            for claim in good:
                assert isinstance(claim, Mapping)
                yield subject, place, claim
        if bad:
            unformed.append((section, at, replace(value, pairs=tuple(bad), comments=NONE)))


def _texts(tree: Tree) -> bool:
    return isinstance(tree, Mapping) and all(isinstance(value, Scalar) for _, _, value in tree)


def _formed(claim: Tree) -> bool:
    """Return whether a claim is a mapping of texts and lists of texts, and claims a text."""
    if not isinstance(claim, Mapping) or not claim.pairs or not isinstance(claim.pairs[0][2], Scalar):
        return False
    parts = (value.items if isinstance(value, Sequence) else (value,) for _, _, value in claim)
    return all(isinstance(part, Scalar) for some in parts for part in some)


def _what(claim: Mapping) -> tuple[str, str]:
    key, _, value = claim.pairs[0]
    assert isinstance(value, Scalar)
    return key, normal(key, value.text)


def _rejects(claim: Mapping) -> bool:
    return any(key == "rejected" for key, _, _ in claim)


def _all_comments(tree: Tree) -> Comments:
    """Return the comments of a claim and of all in it."""
    inside: Iterable[Tree] = ()
    if isinstance(tree, Mapping):
        inside = (value for _, _, value in tree)
    elif isinstance(tree, Sequence):
        inside = tree.items
    return sum((_all_comments(one) for one in inside), tree.comments)


def _fields(entry: Mapping) -> dict[str, str]:
    return {key: value.text for key, _, value in entry if isinstance(value, Scalar) and value.text}


def _options(claim: Mapping) -> dict[str, str]:
    """Return how well a claim is known, option by option: the status in one, spans in order."""
    found = {}
    for key, _, value in claim.pairs[1:]:
        items = value.items if isinstance(value, Sequence) else (value,)
        texts = [item.text for item in items if isinstance(item, Scalar) and item.text]
        if key in STATUSES:
            found["status"] = f"{key}: {', '.join(texts)}"
        elif texts:
            found[key] = ", ".join(sorted(set(texts), key=_place)) if key == "at" else ", ".join(texts)
    return found


def _place(span: str) -> tuple[int, int, str]:
    match = _SPAN.fullmatch(span)
    return (int(match[1]), int(match[2]), "") if match else (-1, -1, span)


def _updated(old: Mapping, new: Mapping) -> Mapping:
    """Return the old node with the keys that the new one gives; comments of both."""
    given = {key: (key, at, value) for key, at, value in new if not (isinstance(value, Scalar) and not value.text)}
    anew = bool(given.keys() & set(STATUSES))
    pairs = []
    for key, at, value in old:
        if key in given:
            _, place, other = given.pop(key)
            pairs.append((key, place, replace(other, comments=value.comments + other.comments)))
        elif not (anew and key in STATUSES):
            pairs.append((key, at, value))
    return Mapping(new.source, (*pairs, *given.values()), old.comments + new.comments)
