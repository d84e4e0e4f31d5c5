"""Any edits of the bundled dataset: both ways, in any order, and against itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph import build
from coopgraph.changes import Changes, Edit, compare
from coopgraph.loaders import dataset
from coopgraph.records import Claim, Name, Named, Records, Span, Value

Step = Callable[[Records, Random], None]


@cache
def bundled() -> Records:
    """Return the records of the bundled dataset; not a fixture, since Hypothesis would print it."""
    return dataset.load(build.bundled())


def copy(records: Records) -> Records:
    """Return records that can be edited without touching the ones given; their members are frozen."""
    return replace(records, named=dict(records.named), claims=list(records.claims), digests=dict(records.digests))


def _alter(claim: Claim, **values: Any) -> Claim:
    return claim.model_copy(update=values)


def _any_claim(records: Records, random: Random, **values: Any) -> None:
    if records.claims:
        at = random.randrange(len(records.claims))
        records.claims[at] = _alter(records.claims[at], **values)


def drop_claim(records: Records, random: Random) -> None:
    """Take a claim away."""
    if records.claims:
        del records.claims[random.randrange(len(records.claims))]


def judge(records: Records, random: Random) -> None:
    """Give a claim another status and confidence."""
    status, confidence = random.choice(["stated", "inferred", "rejected"]), random.choice(["high", "low"])
    _any_claim(records, random, status=status, confidence=confidence, basis="Read again.")


def other_span(records: Records, random: Random) -> None:
    """Let a claim rest on one other stretch of its document."""
    at = random.randrange(len(records.claims))
    span = Span(document=records.claims[at].spans[0].document, start=1, end=2)
    records.claims[at] = _alter(records.claims[at], spans=(span,))


def drop_record(records: Records, random: Random) -> None:
    """Take a record away, with all that is claimed of it."""
    kind, slug = random.choice(sorted(records.named))
    if kind not in ("country", "source"):
        del records.named[kind, slug]
        ident = f"{kind}/{slug}"
        records.claims = [c for c in records.claims if ident not in (c.subject, c.value.text)]


def rename(records: Records, random: Random) -> None:
    """Give a record another id, everywhere."""
    kind, slug = random.choice(sorted(records.named))
    if kind not in ("country", "source"):
        _point(records, (kind, slug), (kind, f"{slug}-x{random.randrange(100)}"), keep=True)


def merge(records: Records, random: Random) -> None:
    """Fold an organization into another one, which takes over its names."""
    one, other = random.sample([key for key in sorted(records.named) if key[0] == "org"], 2)
    gone, into = records.named[one], records.named[other]
    taken = (*into.also, Name(text=gone.names["en"]), *gone.also)
    records.named[other] = into.model_copy(update={"also": tuple(dict.fromkeys(taken))})
    _point(records, one, other, keep=False)


def retitle(records: Records, random: Random) -> None:
    """Give a record another Russian name and a note."""
    key = random.choice(sorted(records.named))
    record = records.named[key]
    names = {**record.names, "ru": f"Имя {random.randrange(9)}"}
    records.named[key] = record.model_copy(update={"names": names, "note": "Noted."})


def redigest(records: Records, random: Random) -> None:
    """Change a digest and take one away."""
    for span in random.sample(sorted(records.digests, key=str), min(2, len(records.digests))):
        records.digests[span] = "0" * 64
    if records.digests:
        del records.digests[random.choice(sorted(records.digests, key=str))]


def _point(records: Records, old: tuple[str, str], new: tuple[str, str], keep: bool) -> None:
    record: Named = records.named.pop(old)
    if keep:
        records.named[new] = record.model_copy(update={"id": new[1]})
    a, b = "/".join(old), "/".join(new)
    claims: dict[tuple[str, ...], Claim] = {}
    for c in records.claims:
        subject = b if c.subject == a else c.subject
        text = b if c.value.text == a and c.value.type == "id" else c.value.text
        moved = _alter(c, subject=subject, value=Value(type=c.value.type, text=text))
        claims.setdefault((subject, c.key, text, c.spans[0].document), moved)
    records.claims = list(claims.values())


STEPS: tuple[Step, ...] = (drop_claim, judge, other_span, drop_record, rename, merge, retitle, redigest)
EDITS = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2**16)), min_size=1, max_size=12)


def apply(records: Records, edits: Sequence[tuple[Step, int]]) -> Records:
    """Return an edited copy."""
    found = copy(records)
    for step, seed in edits:
        step(found, Random(seed))
    return found


def parts(changes: Changes, swap: bool = False) -> tuple[object, ...]:
    """Return what changed as sets that can be compared, on wish with new and gone, before and after exchanged."""
    signs = {"new": "gone", "gone": "new"} if swap else {}
    hows = {"merged": "split", "split": "merged"} if swap else {}

    def edits(found: tuple[Edit, ...]) -> frozenset[tuple[object, ...]]:
        return frozenset((e.field, *((e.new, e.old) if swap else (e.old, e.new))) for e in found)

    same: dict[str, str] = {}  # ids that are one thing have one name, so that it does not matter whose is told
    for move in changes.moves:
        both = {same.get(i, i) for i in (move.old.id, move.new.id)}
        members = {move.old.id, move.new.id, *both, *(i for i, name in same.items() if name in both)}
        same |= dict.fromkeys(members, min(members))

    def ident(thing: object) -> str:
        text = getattr(thing, "id", str(thing))
        return same.get(text, text)

    new, gone, other = changes.digests
    return (
        {(signs.get(r.sign, r.sign), ident(r.thing), edits(r.edits)) for r in changes.records},
        {(hows.get(m.how, m.how), *((m.new.id, m.old.id) if swap else (m.old.id, m.new.id))) for m in changes.moves},
        sorted(
            (
                signs.get(c.sign, c.sign),
                ident(c.subject),
                c.key,
                ident(c.value),
                c.document,
                sorted(edits(c.edits), key=str),
            )
            for c in changes.claims
        ),
        (gone, new, other) if swap else (new, gone, other),
    )


@settings(max_examples=25)
@given(edits=EDITS, other=EDITS)
def test_exchanging_the_two_exchanges_new_and_gone(
    edits: list[tuple[Step, int]], other: list[tuple[Step, int]]
) -> None:
    """Whatever was edited on either side: gone here is new there, merged is split, old is new."""
    a, b = apply(bundled(), edits), apply(bundled(), other)
    assert parts(compare(a, b)) == parts(compare(b, a), swap=True)


@settings(max_examples=10)
@given(edits=EDITS, seed=st.integers(0, 2**16))
def test_order_is_no_change(edits: list[tuple[Step, int]], seed: int) -> None:
    """A dataset does not differ from itself with rows, claims, spans and names shuffled, and from another one in the
    same words."""
    a, random = apply(bundled(), edits), Random(seed)
    shuffled = Records()
    for key in random.sample(sorted(a.named), len(a.named)):
        also = list(a.named[key].also)
        random.shuffle(also)
        shuffled.named[key] = a.named[key].model_copy(update={"also": tuple(also)})
    for claim in random.sample(a.claims, len(a.claims)):
        shuffled.claims.append(_alter(claim, spans=tuple(random.sample(claim.spans, len(claim.spans)))))
    shuffled.digests = dict(random.sample(sorted(a.digests.items(), key=str), len(a.digests)))
    assert not compare(a, shuffled)
    assert compare(bundled(), shuffled) == compare(bundled(), a)


@settings(max_examples=10)
@given(seed=st.integers(0, 2**16))
def test_one_edit_is_told_as_that_edit(seed: int) -> None:
    """A renamed record is one rename, a claim taken away one gone claim, a judgement at most one changed claim."""
    a, random = bundled(), Random(seed)
    renamed, dropped, judged = copy(a), copy(a), copy(a)
    kind, slug = random.choice([key for key in sorted(a.named) if key[0] == "org"])
    _point(renamed, (kind, slug), (kind, f"{slug}-anew"), keep=True)
    drop_claim(dropped, random)
    judge(judged, random)
    assert parts(compare(a, renamed)) == (set(), {("renamed", f"org/{slug}", f"org/{slug}-anew")}, [], (0, 0, 0))
    (gone,) = compare(a, dropped).claims
    (changed,) = compare(a, judged).claims
    assert (gone.sign, changed.sign) == ("gone", "changed")
    assert {edit.field for edit in changed.edits} <= {"status", "confidence", "basis"}
