"""Changes of records, ids and claims as text for people. How the network changed is told by
:mod:`coopgraph.changes.sidebyside`.

Signs as in other programs that compare: + is new, − is gone, ~ is changed. Fields and keys are called as in the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from textwrap import wrap

from coopgraph.changes.model import Changes, ClaimChange, Edit, Move, RecordChange
from coopgraph.table import Thing

_SIGN = {"new": "+", "gone": "−", "changed": "~"}
_SURENESS = ("status", "confidence")
_DIGEST = 12  # so many characters of a SHA-256 tell it from others


def counts(changes: Changes) -> list[tuple[str, str]]:
    """Return what was compared, and how much of it changed, in words; digests only where any did."""
    signs = [record.sign for record in changes.records]
    found = [("Records", _counted([*signs, *(f"probably {move.how}" for move in changes.moves)]))]
    told = _together(changes.claims)
    statuses = Counter(words for claim in told for words in _statuses(claim))
    apart = ", ".join(f"{count} {words}" for words, count in sorted(statuses.items()))
    claims = _counted([claim.sign for claim in told])
    found.append(("Claims", f"{claims} ({apart})" if apart else claims))
    digests = [sign for sign, count in zip(_SIGN, changes.digests, strict=True) for _ in range(count)]
    return [*found, ("Digests of spans", _counted(digests))] if digests else found


def _together(claims: Sequence[ClaimChange]) -> list[ClaimChange]:
    """Return claims with one gone and one new of the same key, subject, document and status as one that is changed: a
    date, a number or a term that was corrected. What names another record stays two."""
    alike: dict[tuple[str, ...], list[ClaimChange]] = {}
    for claim in claims:
        if claim.sign != "changed" and not isinstance(claim.value, Thing):
            alike.setdefault((claim.subject.id, claim.key, claim.document, claim.status), []).append(claim)
    made = {}
    second = set()
    for same in alike.values():
        signs = {claim.sign: claim for claim in same}
        if len(same) == len(signs) == 2:
            made[same[0]] = _corrected(signs["gone"], signs["new"])
            second.add(same[1])
    return [made.get(claim, claim) for claim in claims if claim not in second]


def _corrected(old: ClaimChange, new: ClaimChange) -> ClaimChange:
    """Return a claim whose value, and perhaps evidence, is another than it was."""
    before, after = (tuple(span.rpartition(":")[2] for span in claim.spans) for claim in (old, new))
    edits = (Edit("at", before, after),) if before != after else ()
    return replace(new, sign="changed", value=f"{old.value} → {new.value}", edits=edits)


def _statuses(claim: ClaimChange) -> list[str]:
    """Return what became of the status of a claim, or else of its confidence."""
    found = {edit.field: f"{edit.old[0]} → {edit.new[0]}" for edit in claim.edits if edit.field in _SURENESS}
    return [found[field] for field in _SURENESS if field in found][:1]


def _counted(signs: Iterable[str]) -> str:
    number = Counter(signs)
    words = (*_SIGN, "probably renamed", "probably merged", "probably split")
    return ", ".join(f"{number[word]} {word}" for word in words if number[word]) or "none changed"


def details(changes: Changes, width: int) -> Iterator[str]:
    """Yield the lines that tell every change, at most ``width`` characters long where the words allow it."""
    if changes.records:
        yield from ("", "Records", "")
        for record in changes.records:
            yield from _record(record, width)
    if changes.moves:
        yield from ("", "Ids that are probably the same thing", "")
        for move in changes.moves:
            yield from _move(move, width)
    if changes.claims:
        yield from ("", "Claims")
        for subject, claims in groupby(_together(changes.claims), lambda claim: claim.subject):
            yield from ("", *_wrapped(_named(subject), width, 2))
            for claim in claims:
                yield from _claim(claim, width)


def _record(record: RecordChange, width: int) -> Iterator[str]:
    yield from _wrapped(f"{_SIGN[record.sign]} {_named(record.thing)}", width, 2)
    yield from _edits(record.edits, width)


def _move(move: Move, width: int) -> Iterator[str]:
    match move.how:
        case "renamed":
            labels = move.old.label if move.old.label == move.new.label else f"{move.old.label} → {move.new.label}"
            line = f"{labels}  ({move.old.id} → {move.new.id})"
        case "merged":
            line = f"{_named(move.old)} merged into {_named(move.new)}"
        case "split":
            line = f"{_named(move.new)} split from {_named(move.old)}"
    yield from _wrapped(line, width, 2)
    yield from _wrapped(f"because {move.reason}", width, 6)


def _claim(claim: ClaimChange, width: int) -> Iterator[str]:
    """Yield a claim with the status that it has, or had and has, and its first stretch of evidence."""
    before = {edit.field: edit.old[0] for edit in claim.edits if edit.field in _SURENESS}
    status, confidence = claim.status.split(", ")
    old = f"{before.get('status', status)}, {before.get('confidence', confidence)} → " if before else ""
    more = f" +{len(claim.spans) - 1}" if len(claim.spans) > 1 else ""
    line = f"{_SIGN[claim.sign]} {claim.key}: {claim.value} ({old}{claim.status})  {claim.spans[0]}{more}"
    yield from _wrapped(line, width, 4)
    yield from _edits((edit for edit in claim.edits if edit.field not in before), width, 8)


def _edits(edits: Iterable[Edit], width: int, indent: int = 6) -> Iterator[str]:
    for edit in edits:
        yield from _wrapped(f"{edit.field}: {_edit(edit)}", width, indent)


def _edit(edit: Edit) -> str:
    """Return a change of a field in words.

    >>> _edit(Edit("country", ("FI",), ("SE",))), _edit(Edit("also", ("EU", "Union"), ("EU", "ЕС@ru")))
    ('FI → SE', '− Union, + ЕС@ru')
    """
    old, new = ([_shown(edit.field, value) for value in values] for values in (edit.old, edit.new))
    if len(old) == len(new) == 1:
        return f"{old[0]} → {new[0]}"
    gone = [f"− {_shown(edit.field, value)}" for value in edit.gone]
    return ", ".join([*gone, *(f"+ {_shown(edit.field, value)}" for value in edit.added)])


def _shown(field: str, value: str) -> str:
    if field == "sha256":
        return f"{value[:_DIGEST]}…"
    return f"“{value}”" if field in ("basis", "note") else value


def _named(thing: Thing) -> str:
    return f"{thing.label}  ({thing.id})"


def _wrapped(line: str, width: int, indent: int) -> list[str]:
    """Return a line, folded between words; what follows stands four characters further in."""
    first, then = " " * indent, " " * (indent + 4)
    width = max(width, 40)
    return wrap(
        line, width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
