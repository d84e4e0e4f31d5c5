"""C54: records that are very like one another. A score is a reason to look, never to merge.

Names are compared after folding and transliteration to ASCII, within one country (or among those without one);
events by organizer, type and dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from coopgraph.names import fold
from coopgraph.records import Claim, Named, Organization, Records
from coopgraph.triples import iri
from coopgraph.validation.checks import by_code
from coopgraph.validation.report import Finding

NAME_CUTOFF = 93
"""Of 100, in rapidfuzz's normalized InDel similarity of sorted words: a letter or two in a name of 30."""
DAYS = 14


def findings(records: Records) -> Iterator[Finding]:
    """Yield a warning for each pair of organizations with like names in one country, and of like events.

    Cost: quadratic in the organizations of a country, some 2 million name pairs a second.
    """
    yield from _organizations(records)
    yield from _events(records)


def _organizations(records: Records) -> Iterator[Finding]:
    blocks: dict[str, list[Organization]] = {}
    for record in records.of("org"):
        if isinstance(record, Organization):
            blocks.setdefault(record.country or "", []).append(record)
    parents = {(c.subject, c.value.text) for c in records.claims if c.key in ("parent", "replaced-by")}
    for block in blocks.values():
        spelled = [_spelled(record) for record in block]
        for (a, names_a), (b, names_b) in combinations(zip(block, spelled, strict=True), 2):
            pair = (f"org/{a.id}", f"org/{b.id}")
            score, name = _closest(names_a, names_b)
            if score >= NAME_CUTOFF and pair not in parents and pair[::-1] not in parents:
                message = f"Very like {b.names['en']} (org/{b.id}): the name {name!r} scores {score:.0f} of 100"
                yield by_code("C54").finding(message, node=iri(pair[0]), value=iri(pair[1]))


def _spelled(record: Named) -> list[str]:
    """Return the names to compare: preferred and other names, sorted words, ASCII. Abbreviations are left out:
    two bodies may well share one."""
    from anyascii import anyascii

    names = [*record.names.values(), *(n.text for n in record.also)]
    folded = {fold(anyascii(fold(name))) for name in names}
    return sorted(" ".join(sorted(name.split())) for name in folded if len(name) > 8)


def _closest(a: list[str], b: list[str]) -> tuple[float, str]:
    from rapidfuzz import fuzz

    scores = [(fuzz.ratio(x, y, score_cutoff=NAME_CUTOFF), x) for x in a for y in b]
    return max(scores, default=(0.0, ""))


def _events(records: Records) -> Iterator[Finding]:
    facts: dict[str, dict[str, set[str]]] = {}
    for claim in records.claims:
        if claim.subject.startswith("event/") and claim.status != "rejected":
            facts.setdefault(claim.subject, {}).setdefault(claim.key, set()).add(_text(claim))
    for a, b in combinations(sorted(facts), 2):
        fa, fb = facts[a], facts[b]
        same_type = fa.get("category", set()) & fb.get("category", set())
        same_lead = _leaders(fa) & _leaders(fb)
        apart = _days_apart(fa, fb)
        if same_type and same_lead and apart is not None and apart <= DAYS:
            message = f"Very like {b}: the same organizer and type, {apart} days apart"
            yield by_code("C54").finding(message, node=iri(a), value=iri(b))


def _text(claim: Claim) -> str:
    return claim.value.text


def _leaders(facts: dict[str, set[str]]) -> set[str]:
    return facts.get("organizer", set()) | facts.get("co-organizer", set())


def _days_apart(a: dict[str, set[str]], b: dict[str, set[str]]) -> int | None:
    """Return the days between the starts (or the bounds) of two events, None when one has no date."""
    starts = [_first(f) for f in (a, b)]
    if starts[0] is None or starts[1] is None:
        return None
    return abs((starts[0] - starts[1]).days)


def _first(facts: dict[str, set[str]]) -> date | None:
    dates = facts.get("start-date") or facts.get("end-date") or facts.get("not-before") or set()
    return min((date.fromisoformat(d) for d in dates), default=None)
