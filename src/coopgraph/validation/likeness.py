"""C54: records that are very like one another. A score is a reason to look, never to merge.

Names are compared after folding and transliteration to ASCII, within one country (or among those without one);
events by organizer, type and dates. Which names could be alike is found first (:mod:`.blocking`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from coopgraph.names import fold
from coopgraph.nquads import iri
from coopgraph.records import Claim, Event, Named, Organization, Records
from coopgraph.validation.blocking import pairs
from coopgraph.validation.checks import by_code
from coopgraph.validation.report import Finding

NAME_CUTOFF = 93
"""Of 100, in rapidfuzz's normalized InDel similarity of sorted words: a letter or two in a name of 30."""
DAYS = 14
LONG_ENOUGH = 8
"""Names of this many letters or fewer are not compared: two bodies may well share an abbreviation."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as it is written, and as it is compared: sorted words, ASCII, no case, accents or signs."""

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two names are, of 100, and which; ``of`` and ``to`` are as written."""

    score: float
    of: str
    to: str

    @property
    def reason(self) -> str:
        """Say how the two names are alike."""
        return why(self)


def findings(records: Records) -> Iterator[Finding]:
    """Yield a warning for each pair of organizations with like names in one country, and of like events.

    Cost: less than a second for four thousand organizations of one country; see :mod:`.blocking`.
    """
    yield from _organizations(records)
    yield from _events(records)


def likely(record: Named, records: Records, claims: Iterable[Claim] = ()) -> list[tuple[Named, float, str]]:
    """Return the records that a new one is likely the same as: (other, score of 100, reason), the likeliest first.

    Organizations are alike by name where their countries agree or one is not known, which the reason then says;
    events by organizer, type and start within two weeks. ``claims`` are those about the new record, if it is an
    event. The same id is no likeness. A score is a reason to ask, never to merge. Cost: linear in the records.
    """
    if isinstance(record, Organization):
        found = list(_like_organization(record, records))
    elif isinstance(record, Event):
        found = list(_like_event(record, records, claims))
    else:
        found = []
    return sorted(found, key=lambda hit: (-hit[1], hit[0].id))


def why(found: Likeness) -> str:
    """Say how two names are alike: the same in other signs, in other order or script, or nearly.

    >>> why(Likeness(98.0, "Finnish Border Guards", "Finnish Border Guard"))
    '98 of 100: one letter differs'
    >>> why(Likeness(100.0, "Таможенная служба", "Tamozhennaya sluzhba"))
    'the same after transliteration'
    """
    from rapidfuzz.distance import Levenshtein

    one, two = fold(found.of), fold(found.to)
    if one == two:
        return "the same but for capitals, accents and signs"
    if sorted(one.split()) == sorted(two.split()):
        return "the same words in another order"
    a, b = _key(found.of), _key(found.to)
    if a == b:
        ordered = "" if fold(_ascii(found.of)) == fold(_ascii(found.to)) else ", in another order of words"
        return f"the same after transliteration{ordered}"
    letters = Levenshtein.distance(a, b)
    differ = "one letter differs" if letters == 1 else f"{letters} letters differ"
    script = "" if one.isascii() == two.isascii() else " after transliteration"
    return f"{found.score:.0f} of 100{script}: {differ}"


def spellings(record: Named) -> list[Spelling]:
    """Return the names of a record to compare, preferred and other ones, a spelling each; none that is short."""
    names = [*record.names.values(), *(n.text for n in record.also)]
    found: dict[str, Spelling] = {}
    for name in names:
        if key := compared(name):
            found.setdefault(key, Spelling(name, key))
    return sorted(found.values(), key=lambda s: s.key)


def compared(name: str) -> str:
    """Return what a name is compared by, as in :class:`Spelling`; empty for a short one."""
    return _key(name) if len(fold(_ascii(fold(name)))) > LONG_ENOUGH else ""


def closest(a: Iterable[Spelling], b: Iterable[Spelling]) -> Likeness | None:
    """Return the likest two of two records' names, None when none are like enough."""
    from rapidfuzz import fuzz

    others = list(b)
    scores = ((fuzz.ratio(x.key, y.key, score_cutoff=NAME_CUTOFF), x, y) for x in a for y in others)
    found = [(score, x.key, y.key, Likeness(score, x.name, y.name)) for score, x, y in scores if score]
    return max(found, key=lambda f: f[:3])[3] if found else None


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return str(anyascii(text))


def _key(name: str) -> str:
    return " ".join(sorted(fold(_ascii(fold(name))).split()))


def _organizations(records: Records) -> Iterator[Finding]:
    blocks: dict[str, list[Organization]] = defaultdict(list)
    for record in records.of("org"):
        if isinstance(record, Organization):
            blocks[record.country or ""].append(record)
    related = {(c.subject, c.value.text) for c in records.claims if c.key in ("parent", "replaced-by")}
    for block in blocks.values():
        spelled = [spellings(record) for record in block]
        for i, j in pairs([[s.key for s in names] for names in spelled], NAME_CUTOFF):
            a, b = block[i], block[j]
            pair = (f"org/{a.id}", f"org/{b.id}")
            found = closest(spelled[i], spelled[j])
            if found and pair not in related and pair[::-1] not in related:
                names = repr(found.of) if found.of == found.to else f"{found.of!r} and {found.to!r}"
                message = f"Very like {b.names['en']} (org/{b.id}): {names}, {found.reason}"
                yield by_code("C54").finding(message, node=iri(pair[0]), value=iri(pair[1]))


def _like_organization(record: Organization, records: Records) -> Iterator[tuple[Named, float, str]]:
    names = spellings(record)
    for other in records.of("org"):
        if not isinstance(other, Organization) or other.id == record.id:
            continue
        if record.country and other.country and record.country != other.country:
            continue
        if found := closest(names, spellings(other)):
            unsure = "" if record.country == other.country else "; the country of one is not known"
            yield other, found.score, found.reason + unsure


@dataclass(slots=True)
class _Facts:
    """What events are known by: their types, those who organized them, the first day."""

    types: set[str] = field(default_factory=set)
    leaders: set[str] = field(default_factory=set)
    days: dict[str, set[date]] = field(default_factory=dict)

    @property
    def first(self) -> date | None:
        """The start, else the end, else the earliest bound; the first of several."""
        told = next((self.days[key] for key in _DAYS if key in self.days), set())
        return min(told, default=None)

    def add(self, claim: Claim) -> None:
        if claim.key == "category":
            self.types.add(claim.value.text)
        elif claim.key in ("organizer", "co-organizer"):
            self.leaders.add(claim.value.text)
        elif claim.key in _DAYS:
            self.days.setdefault(claim.key, set()).add(date.fromisoformat(claim.value.text))


_DAYS = ("start-date", "end-date", "not-before")


def _facts(claims: Iterable[Claim]) -> dict[str, _Facts]:
    found: dict[str, _Facts] = defaultdict(_Facts)
    for claim in claims:
        if claim.subject.startswith("event/") and claim.status != "rejected":
            found[claim.subject].add(claim)
    return dict(found)


def _events(records: Records) -> Iterator[Finding]:
    blocks: dict[tuple[str, str], list[tuple[date, str]]] = defaultdict(list)
    for event, facts in _facts(records.claims).items():
        if first := facts.first:
            for block in ((kind, leader) for kind in facts.types for leader in facts.leaders):
                blocks[block].append((first, event))
    apart = {pair: days for block in blocks.values() for pair, days in _near(sorted(block))}
    for (a, b), days in apart.items():
        message = f"Very like {b}: the same organizer and type, {days} days apart"
        yield by_code("C54").finding(message, node=iri(a), value=iri(b))


def _near(events: list[tuple[date, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield pairs of events that are at most DAYS apart, given in the order of their days."""
    for i, (first, a) in enumerate(events):
        for day, b in events[i + 1 :]:
            if (day - first).days > DAYS:
                break
            yield (min(a, b), max(a, b)), (day - first).days


def _like_event(record: Event, records: Records, claims: Iterable[Claim]) -> Iterator[tuple[Named, float, str]]:
    own = _facts(claims).get(f"event/{record.id}", _Facts())
    for event, facts in _facts(records.claims).items():
        other = records.named.get(("event", event.partition("/")[2]))
        if other is None or other.id == record.id or own.first is None or facts.first is None:
            continue
        days = abs((own.first - facts.first).days)
        unknown = [what for what, a, b in _compared(own, facts) if not (a and b)]
        differ = any(a and b and not a & b for _, a, b in _compared(own, facts))
        if days <= DAYS and not differ and len(unknown) < 2:
            unsure = f"; the {unknown[0]} of one is not known" if unknown else ""
            same = " and ".join(what for what, a, b in _compared(own, facts) if a & b)
            yield other, 100.0 - 100.0 * days / (DAYS + 1), f"the same {same}, {days} days apart{unsure}"


def _compared(a: _Facts, b: _Facts) -> tuple[tuple[str, set[str], set[str]], ...]:
    return (("organizer", a.leaders, b.leaders), ("type", a.types, b.types))
