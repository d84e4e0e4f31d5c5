"""Which claim of the one state is which of the other, and in what the two differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from coopgraph.changes.identity import Identity
from coopgraph.changes.model import ClaimChange, Edit, Sign
from coopgraph.changes.side import Parts, Side, parts
from coopgraph.records import Claim, Participation
from coopgraph.table import Thing

_OF_ALL = ("basis", "when", "title")
_OF_ROLES = ("count", "count_qualifier", "mode")
_SIGNS: tuple[Sign, ...] = ("gone", "new", "changed")


def changes(a: Side, b: Side, same: Identity) -> tuple[ClaimChange, ...]:
    """Return the claims that are new, gone, or other than they were, by subject, key, value and document.

    A claim whose subject, value or document was renamed, merged or split is the claim it was; one that meets, by a
    merger, another claim that is as sure and keeps its evidence is that claim. Takes time in proportion to the claims.
    """
    before, after = _by_class(a, same), _by_class(b, same)
    found: list[ClaimChange] = []
    for known_by in before.keys() | after.keys():
        left, right = before.get(known_by, []), after.get(known_by, [])
        pairs = list(_paired(left, right))
        found += [_change("changed", b, new, edits) for old, new in pairs if (edits := _edits(old, new))]
        found += [_change("gone", a, claim) for claim in left if not _met(claim, pairs)]
        swapped = [(new, old) for old, new in pairs]
        found += [_change("new", b, claim) for claim in right if not _met(claim, swapped)]
    return tuple(sorted(found, key=_order))


def _by_class(side: Side, same: Identity) -> dict[Parts, list[Claim]]:
    found: dict[Parts, list[Claim]] = defaultdict(list)
    for claim in side.records.claims:
        found[tuple(map(same.of, parts(claim)))].append(claim)
    for claims in found.values():
        claims.sort(key=lambda claim: (parts(claim), _content(claim)))
    return found


_WAYS: tuple[Callable[[Claim], object], ...] = (
    lambda claim: (parts(claim), _content(claim)),
    lambda claim: parts(claim),
    lambda claim: _content(claim),
    lambda claim: True,
)


def _paired(left: list[Claim], right: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Yield claims of the two states, one of each: first what is the same, then by ids, by what they say, by order."""
    olds, news = list(left), list(right)
    for way in _WAYS:
        for old in list(olds):
            twin = next((new for new in news if way(new) == way(old)), None)
            if twin is not None:
                olds = [claim for claim in olds if claim is not old]
                news = [claim for claim in news if claim is not twin]
                yield old, twin


def _met(claim: Claim, pairs: list[tuple[Claim, Claim]]) -> bool:
    """Say whether a claim is in a pair or, of other ids before, has come to be said by the other claim of one."""
    if any(claim is own for own, _ in pairs):
        return True
    return any(
        parts(other) != parts(claim) and _sure(other) == _sure(claim) and set(_spans(claim)) <= set(_spans(other))
        for _, other in pairs
    )


def _change(sign: Sign, side: Side, claim: Claim, edits: tuple[Edit, ...] = ()) -> ClaimChange:
    subject, key, text, document = parts(claim)
    value: Thing | str = text
    if claim.value.type == "id":
        value = side.thing(text)
    elif claim.value.type == "term":
        value = text.partition("/")[2]
    source = document.partition("/")[2]
    spans = tuple(f"{source}:{span}" for span in _spans(claim))
    return ClaimChange(sign, side.thing(subject), key, value, source, ", ".join(_sure(claim)), spans, edits)


def _order(change: ClaimChange) -> tuple[object, ...]:
    value = change.value.id if isinstance(change.value, Thing) else change.value
    return (change.subject.id, change.key, value, change.document, _SIGNS.index(change.sign), change.status)


def _edits(old: Claim, new: Claim) -> tuple[Edit, ...]:
    """Return the fields in which two claims differ, as they are called in a record file."""
    names = ("status", "confidence", "at", *(name.replace("_", "-") for name in (*_OF_ALL, *_OF_ROLES)))
    both = zip(names, _content(old), _content(new), strict=True)
    return tuple(Edit(name, before, after) for name, before, after in both if before != after)


def _content(claim: Claim) -> tuple[tuple[str, ...], ...]:
    """Return what a claim says besides what it is known by, a tuple of values for each field."""
    roles = _OF_ROLES if isinstance(claim, Participation) else ()
    values = (getattr(claim, name) for name in _OF_ALL + roles)
    options = [() if value in (None, "") else (str(value),) for value in values]
    more = [()] * (len(_OF_ROLES) - len(roles))
    return ((claim.status,), (claim.confidence,), _spans(claim), *options, *more)


def _sure(claim: Claim) -> tuple[str, str]:
    return (claim.status, claim.confidence)


def _spans(claim: Claim) -> tuple[str, ...]:
    """Return the stretches of its document that a claim rests on, in their order."""
    return tuple(f"{start}-{end}" for start, end in sorted({(span.start, span.end) for span in claim.spans}))
