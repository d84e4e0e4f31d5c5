"""From candidates to the lines of a draft: what a curator confirms, changes or deletes, one by one.

A line carries ``draft`` where a claim has its status, and the loader refuses it until a person has written ``stated``,
``inferred`` or ``rejected`` there. A party that is merely named is ``mentioned``, which is no key of a claim either:
its role is for the curator to read. The draft holds offsets and names, and no other words of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coopgraph.drafting.candidates import NAMED, WORDS, Candidate
from coopgraph.drafting.dates import DATELINE
from coopgraph.drafting.names import ADJECTIVE, broader
from coopgraph.drafting.proposing import propose
from coopgraph.loaders.claims import MENTIONED
from coopgraph.records import Records

MOST = 6
"""So many places of one thing are listed; the rest is counted."""
SECTIONS = (
    "What it was",
    "When",
    "Where",
    "Roles that words beside the name tell",
    "Who else is named: write the role instead of mentioned",
    "Frameworks and documents",
    "Topics",
)
_MENTIONS = {
    "org": (4, ""),
    "person": (4, ""),
    "place": (2, "place or visited-site of the event?"),
    "bcp": (2, "visited-site or place of the event?"),
    "country": (2, "country of the event, of a delegation, or only named?"),
}
_CLAIMED = {"event-type": (0, "category"), "topic": (6, "topic"), "project": (5, "within-framework")}
_CLAIMED["document"] = (5, "references")


@dataclass(frozen=True, slots=True)
class Line:
    """One proposed claim: its section, key, value, certainty, spans, and a note with the name as the text has it."""

    section: int
    key: str
    value: str
    certainty: str
    spans: tuple[str, ...]
    note: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A filled form: for which source document and event, its lines in the order of the sections, and the rest."""

    source: str
    event: str
    lines: tuple[Line, ...]
    people: tuple[Candidate, ...]
    """Occupations: perhaps delegations."""
    new: tuple[Candidate, ...]
    """What looks like an organization and is not on record."""
    left_out: int
    """How many candidates stand in menus."""
    document: dict[str, str] = field(default_factory=dict)
    """The row that the text's document would have in sources (:func:`.document.document`); empty when it has one."""

    def of(self, section: int) -> list[Line]:
        """Return the lines of a section."""
        return [line for line in self.lines if line.section == section]


def draft(text: str, records: Records, source: str) -> Draft:
    """Return a draft from a text: see :func:`coopgraph.drafting.propose` for what is found and how."""
    everything = propose(text, records)
    found = [c for c in everything if c.certainty != "menu"]
    lines = [*_roles(found), *_dates(found), *_things(found)]
    event = _event(found, {slug for kind, slug in records.named if kind == "event"})
    people = tuple(c for c in found if c.kind == "occupation")
    new = tuple({c.matched: c for c in reversed(found) if c.kind == "new"}.values())[::-1]
    ranked = sorted(lines, key=lambda line: line.section)
    return Draft(source, event, tuple(ranked), people, new, len(everything) - len(found))


def _roles(found: Sequence[Candidate]) -> Iterable[Line]:
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for one in (c for c in found if c.kind == "role"):
        groups.setdefault((one.ident, one.party), []).append(one)
    for (role, party), group in groups.items():
        yield Line(3, role, party, "weak", *_places(group, f"{_quoted(group)}: {group[0].reason}"))


def _dates(found: Sequence[Candidate]) -> Iterable[Line]:
    groups: dict[str, list[Candidate]] = {}
    for one in (c for c in found if c.kind == "date"):
        groups.setdefault(one.ident, []).append(one)
    for edtf, group in groups.items():
        spans, note, more = _places(group, _quoted(group))
        if group[0].reason == DATELINE:
            yield Line(1, "edtf", edtf, "weak", spans, f"{note}: {DATELINE}", more)
            continue
        first, slash, last = edtf.partition("/")
        whole = "X" not in edtf and len(first) == 10
        if whole and slash:
            yield Line(1, "start-date", first, "exact", spans, note, more)
            yield Line(1, "end-date", last, "exact", spans, note, more)
        if whole and not slash:
            yield Line(
                1, "start-date", edtf, "exact", spans, f"{note}: its day, its first or its last (end-date)?", more
            )
            continue
        yield Line(1, "edtf", edtf, "exact", spans, note, more)


def _things(found: Sequence[Candidate]) -> Iterable[Line]:
    playing = {c.party for c in found if c.kind == "role"}
    groups: dict[str, list[Candidate]] = {}
    for one in found:
        if (one.kind in _MENTIONS or one.kind in _CLAIMED) and one.id not in playing:
            groups.setdefault(one.id, []).append(one)
    narrower = {wide for thing in groups for wide in broader(thing)}
    for thing, group in groups.items():
        kind = group[0].kind
        if thing in narrower:
            continue
        certain = sorted(_forms(group), key=lambda c: c.certainty != "exact")
        section, key = _CLAIMED.get(kind, (_MENTIONS.get(kind, (4, ""))[0], MENTIONED))
        question = _MENTIONS[kind][1] if kind in _MENTIONS else ""
        note = "; ".join(part for part in (_quoted(certain), _ground(certain), _others(group, found), question) if part)
        value = certain[0].ident if key in ("category", "topic") else thing
        yield Line(section, key, value, certain[0].certainty, *_places(certain, note))


def _forms(group: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return candidates without adjectives, unless there is nothing else."""
    return [c for c in group if c.reason != ADJECTIVE] or group


def _quoted(group: Sequence[Candidate]) -> str:
    return '"' + " ".join(group[0].matched.split()) + '"'


def _ground(group: Sequence[Candidate]) -> str:
    """Return why a weak candidate is one."""
    if group[0].certainty == "exact":
        return ""
    return "only as an adjective" if all(c.reason == ADJECTIVE for c in group) else group[0].reason


def _others(group: Sequence[Candidate], found: Sequence[Candidate]) -> str:
    """Return what else on record the same words name."""
    if group[0].kind in WORDS:
        return ""
    spans = {(c.start, c.end) for c in group}
    same = {c.id for c in found if (c.start, c.end) in spans and c.kind in NAMED}
    others = sorted(same - {group[0].id})
    return f"or {' or '.join(others)}: the name is ambiguous" if others else ""


def _places(group: Sequence[Candidate], note: str) -> tuple[tuple[str, ...], str, int]:
    spans = list(dict.fromkeys(c.at for c in group))
    return tuple(spans[:MOST]), note, max(0, len(spans) - MOST)


def _event(found: Sequence[Candidate], taken: set[str]) -> str:
    """Return an id for the event: the year, if the text tells one, and what it was, if it does."""
    days = [c for c in found if c.kind == "date" and "X" not in c.ident]
    days = [c for c in days if c.reason != DATELINE] or days
    year = days[0].ident[:4] if days else "0000"
    types = Counter(c.ident for c in found if c.kind == "event-type")
    slug = f"{year}-{types.most_common(1)[0][0] if types else 'event'}"
    number = 2
    while slug in taken:
        slug, number = f"{slug.removesuffix(f'-{number - 1}')}-{number}", number + 1
    return slug
