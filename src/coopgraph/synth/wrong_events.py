"""Errors that befall an event: what is done to it, and at which records a check must find it.

Each function changes an event that was right, so that one check fires for it and no other. What the loader lets pass
is found by validation; what it refuses (``refused``) it reports itself, with the line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coopgraph import ontology
from coopgraph.nquads import iri, literal
from coopgraph.synth import words
from coopgraph.synth.dates import DATE_KEYS, iso
from coopgraph.synth.events import Scene
from coopgraph.synth.facts import Fact, Telling
from coopgraph.synth.world import NOBODY
from coopgraph.vocab import PREFIXES, compact, curie, mint_claim

Does = Callable[[Scene], list[str]]


@dataclass(frozen=True, slots=True)
class EventError:
    """How an event goes wrong. ``does`` returns the records at fault; ``refused`` tells that the loader sees it."""

    does: Does
    done: str
    refused: bool = False


def _role_of(scene: Scene, fact: Fact) -> str:
    return f"participation/{scene.slug}.{fact.value.replace('/', '-', 1)}.{fact.key}"


def _comer(scene: Scene) -> Fact:
    """Let one more body take part, and return the fact that says so."""
    for _ in range(1000):
        if fact := scene.role("participant", scene.draw.below(len(scene.world.bodies)), 3):
            return fact
    raise ValueError(f"{scene.slug}: everybody is there already")


def _redate(scene: Scene, *said: tuple[str, str]) -> list[str]:
    """Say other dates; bodies that came up or went at some time leave, so that no check on them fires as well."""
    passing = {scene.world.bodies[n].ident for pair in scene.world.changes for n in pair}
    scene.facts = [fact for fact in scene.facts if fact.value not in passing]
    scene.drop(*DATE_KEYS)
    for key, value in said:
        scene.tell(key, value)
    return [scene.subject]


def _end_first(scene: Scene) -> list[str]:
    first = scene.when.first
    return _redate(scene, ("start-date", iso(first)), ("end-date", iso(first - 2)))


def _bounds_reversed(scene: Scene) -> list[str]:
    first = scene.when.first
    return _redate(scene, ("not-before", iso(first)), ("not-after", iso(first - 5)))


def _wrong_duration(scene: Scene) -> list[str]:
    first, last = scene.when.first, scene.when.last
    return _redate(scene, ("start-date", iso(first)), ("end-date", iso(last)), ("duration", f"P{last - first + 4}D"))


def _dateline(scene: Scene) -> list[str]:
    day = iso(scene.report.issued)
    return _redate(scene, ("edtf", day), ("not-after", day))


def _two_values(scene: Scene) -> list[str]:
    day = scene.report.issued
    return _redate(scene, ("not-after", iso(day)), ("not-after", iso(day + 9)))


def _no_day(scene: Scene) -> list[str]:
    first, year = iso(scene.when.first), iso(scene.when.first)[:4]
    _redate(scene, ("start-date", first), ("end-date", f"{year}-02-30"))
    said = literal(f"{year}-02-30", datatype=PREFIXES["xsd"] + "date")
    return [scene.subject, compact(mint_claim(f"<{iri(scene.subject)}>", f"<{curie('schema:endDate')}>", said))]


def _not_edtf(scene: Scene) -> list[str]:
    scene.drop("edtf")
    scene.tell("edtf", date.fromordinal(scene.when.first).strftime("%d.%m.%Y"))
    return [scene.subject]


def _too_early(scene: Scene) -> list[str]:
    after = scene.world.changes[0][1]
    _redate(scene, ("not-after", iso(scene.stage.begins[after] - 40)))
    fact = scene.tell("participant", scene.world.bodies[after].ident, 3)
    assert fact
    return [_role_of(scene, fact)]


def _no_organizer(scene: Scene) -> list[str]:
    leaders = [f.value for f in scene.facts if f.key in ("organizer", "co-organizer") and f.status != "rejected"]
    scene.drop("organizer", "co-organizer")
    for body in leaders:
        scene.tell("partner", body, 1)
    return [scene.subject]


def _nobody(scene: Scene) -> list[str]:
    scene.drop(*sorted(ontology.terms()["role"]))
    return [scene.subject]


def _dropping(*keys: str) -> Does:
    def drop(scene: Scene) -> list[str]:
        scene.drop(*keys)
        return [scene.subject]

    return drop


def _too_many(scene: Scene) -> list[str]:
    scene.drop("attendee-count", "count-qualifier")
    scene.tell("attendee-count", "10", 3)
    _comer(scene).count = "30"
    return [scene.subject]


def _person_pays(scene: Scene) -> list[str]:
    fact = scene.tell("funder", "person/synth-person-000001", 4)
    assert fact
    return [_role_of(scene, fact)]


def _twice(scene: Scene) -> list[str]:
    scene.drop("supporter")
    bodies = scene.world.bodies
    child = scene.draw.one([b for b in bodies[:1000] if b.parent != NOBODY and bodies[b.parent].parent == NOBODY])
    scene.tell("supporter", bodies[child.parent].ident, 2)
    fact = scene.tell("supporter", child.ident, 2)
    assert fact
    return [_role_of(scene, fact)]


def _nowhere(scene: Scene) -> list[str]:
    fact = scene.tell("participant", "org/synth-nowhere", 3)
    assert fact
    return [_role_of(scene, fact)]


def _no_topic(scene: Scene) -> list[str]:
    scene.tell("topic", "no-such-topic", 3)
    return [scene.subject]


def _no_evidence(scene: Scene) -> list[str]:
    fact = _comer(scene)
    fact.at = ()
    return [_role_of(scene, fact)]


def _no_basis(scene: Scene) -> list[str]:
    fact = _comer(scene)
    fact.status, fact.basis = "inferred", ""
    return [_role_of(scene, fact)]


def _telephone(scene: Scene) -> list[str]:
    fact = _comer(scene)
    fact.status, fact.basis = "inferred", "By its list of guests, tel. 000000."
    return [_role_of(scene, fact)]


def _outside(scene: Scene) -> list[str]:
    start, end = scene.sentences[-1]
    stretch = (start * 10 + 100_000, end * 10 + 100_000)
    _comer(scene).at = (stretch,)
    return [f"evidence/{scene.report.ident}.{stretch[0]}-{stretch[1]}"]


def _unsealed(scene: Scene) -> list[str]:
    stretch = scene.sentence(70)
    _comer(scene).at = (stretch,)
    scene.report.unsealed.add(stretch)
    return [f"source/{scene.report.ident}"]


def _stateless(scene: Scene) -> list[str]:
    slug = f"synth-stateless-{scene.number + 1:07d}"
    names = ("Officers from abroad", "Сотрудники из-за рубежа")
    scene.report.add("delegations", scene.report.ident, slug, *names, "", "", "", "experts", words.NOTE)
    scene.tell("participant", f"delegation/{slug}", 3)
    told = Telling(scene.report, f"delegation/{slug}", [40])
    told.tell("attendee-count", "2")
    scene.drop("attendee-count", "count-qualifier")
    told.end()
    return [f"delegation/{slug}"]


EVENT_ERRORS: dict[str, EventError] = {
    "C09": EventError(_nowhere, "A participant is an organization that is in no table", refused=True),
    "C11": EventError(_no_topic, "The topic is no term of the vocabulary", refused=True),
    "C12": EventError(_dropping("category"), "The type was taken away"),
    "C13": EventError(_end_first, "It ends two days before it starts"),
    "C14": EventError(_bounds_reversed, "Its earliest day is after its latest"),
    "C15": EventError(_dropping(*DATE_KEYS), "All dates were taken away"),
    "C16": EventError(_no_organizer, "Organizers were made partners"),
    "C17": EventError(_nobody, "All parties were taken away"),
    "C18": EventError(
        _dropping("place", "country", "visited-site", "attendance-mode"), "Place and country were taken away"
    ),
    "C19": EventError(_wrong_duration, "The duration is three days longer than from start to end"),
    "C20": EventError(_dateline, "The day of release was taken for the day of the event"),
    "C21": EventError(_two_values, "It has two latest days"),
    "C22": EventError(_too_many, "Ten attendees, of whom one party sent thirty"),
    "C23": EventError(_not_edtf, "The EDTF text was written day.month.year"),
    "C25": EventError(_person_pays, "A person was made the funder"),
    "C28": EventError(_twice, "A body and its parent support it both"),
    "C29": EventError(_too_early, "A participant came up only after the event"),
    "C36": EventError(_stateless, "A delegation without a country takes part", refused=True),
    "C42": EventError(_no_evidence, "A participant has no evidence", refused=True),
    "C44": EventError(_no_basis, "A participant is inferred without a basis", refused=True),
    "C47": EventError(_outside, "The evidence of a participant lies behind the end of the text"),
    "C48": EventError(_unsealed, "The evidence of a participant has no digest"),
    "C51": EventError(_telephone, "A basis has a telephone number in it"),
    "C56": EventError(_no_day, "The end is the thirtieth of February", refused=True),
}
"""What can befall an event, by check."""
