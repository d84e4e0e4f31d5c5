"""One event as a source tells of it: what, when, where, under what, who led, paid, taught, came, and what is not so.

How often a role occurs goes by the type of the event; who takes it, by the ranks of the bodies (Zipf).
"""

from __future__ import annotations

from datetime import date

from coopgraph.synth import words
from coopgraph.synth.dates import Calendar, When, iso
from coopgraph.synth.draw import Draw, Shares
from coopgraph.synth.facts import Fact, Report, Telling, doubt, infer
from coopgraph.synth.labels import labels
from coopgraph.synth.projects import near
from coopgraph.synth.stems import cyrillic
from coopgraph.synth.world import FUNDERS, HOSTS, LEADS, NOBODY, SERVICES, VISITED, World

TYPES = Shares({
    "training": 28, "workshop": 20, "study-visit": 14, "working-group-meeting": 14, "conference": 10, "exercise": 5,
    "signing": 4, "handover": 5,
})  # fmt: skip
EVENTS_A_DELEGATION = 20
_MODES = Shares({"": 55, "in-person": 25, "online": 9, "blended": 11})
_QUALIFIERS = Shares({"": 5, "about": 3, "exact": 1, "at-least": 1})
_COMERS = Shares({1: 3, 2: 4, 3: 3, 4: 1})
_OCCUPATIONS = {
    "customs": ("customs-officers", "customs-and-trade-officials"),
    "border-service": ("border-officers", "border-and-customs-officers"),
    "police": ("police-officers", "drug-control-officers"),
    "security-service": ("law-enforcement-officers", "experts"),
}


class Stage:
    """What the making of events goes on with from one to the next."""

    def __init__(self, draw: Draw, world: World) -> None:
        self.draw, self.world = draw, world
        self.calendar = Calendar(draw, TYPES.values)
        self.types, self.topics = labels("event-type"), labels("topic")
        self.occupations, self.subjects = labels("occupation"), list(labels("topic"))
        self.territories = {row[0]: row[1:3] for row in world.territories}
        self.begins = {after: 0 for _, after in world.changes}
        self.ends = {before: 0 for before, _ in world.changes}
        """When a body came up or went, as ordinals; filled in by :mod:`~coopgraph.synth.reports`."""

    def lives(self, body: int, when: When) -> bool:
        """Return whether a body was there at the time."""
        return self.begins.get(body, 0) <= when.first and when.last <= self.ends.get(body, when.last)


class Scene(Telling):
    """An event in the making."""

    def __init__(self, stage: Stage, report: Report, number: int, precision: str = "") -> None:
        self.stage, self.world, self.draw = stage, stage.world, stage.draw
        self.kind = TYPES.of(self.draw)
        self.when = stage.calendar.when(self.kind, report.issued, precision)
        self.slots = stage.calendar.slots(self.kind, self.when.begins)
        year = date.fromordinal(self.when.first).year
        self.number, self.slug = number, f"{year}-synth-{self.kind}-{number + 1:07d}"
        super().__init__(report, f"event/{self.slug}", [self.draw.between(50, 180) for _ in range(5)])
        self.host = NOBODY
        self.country = ""
        self.town: int = NOBODY
        self.topic = ""
        self.heads = 0

    def make(self) -> None:
        """Tell the whole event."""
        self._what()
        self._leaders()
        self._where()
        self._others()
        self._comers()
        self._frame()
        self._not_so()
        self._named()

    def doubt(self, fact: Fact | None, why: str) -> None:
        """Leave a fact as stated, or make it one that is inferred."""
        doubt(self.draw, fact, why)

    def role(self, role: str, body: int, sentence: int = 1) -> Fact | None:
        """Give a body a role, unless it or one of its hierarchy has that role, or it was not there at the time."""
        if body == NOBODY or not self.stage.lives(body, self.when):
            return None
        return self.party(role, self.world.bodies[body], sentence)

    def _what(self) -> None:
        self.tell("category", self.kind)
        for key, value, why in self.when.said:
            fact = self.tell(key, value)
            if why:
                infer(self.draw, fact, why, self.draw.one(("high", "high", "medium")))
        self.topic = self.stage.subjects[self.draw.rank(len(self.stage.subjects))]
        self.tell("topic", self.topic)
        if self.draw.unit() < 0.3:
            self.doubt(self.tell("topic", self.draw.one(self.stage.subjects), 3), "name")

    def _leader(self, country: str = "") -> int:
        """Return a body that may lead, NOBODY after fifty tries."""
        kinds = HOSTS if country else LEADS
        for attempt in range(50):
            if attempt < 8 or country:
                body = self.world.pick(kinds, country)
            else:
                body = self.draw.one(self.world.of_kinds[kinds])
            if body == NOBODY:
                break
            if self.stage.calendar.free(self.kind, self.slots, body):
                return body
        return NOBODY

    def _leaders(self) -> None:
        first = self._leader()
        while first == NOBODY:  # all are busy: nobody is told when it was
            self.slots = ()
            self.facts = [f for f in self.facts if f.key not in ("start-date", "end-date", "duration", "not-before")]
            self.when.begins = None
            self.tell("not-after", iso(self.report.issued))
            first = self._leader()
        self._lead("organizer", first)
        if self.draw.unit() < 0.3 and (second := self._leader()) != first:
            self._lead("co-organizer", second)
        for role, share in (("partner", 0.22), ("implementer", 0.1)):
            if self.draw.unit() < share:
                self.doubt(self.role(role, self.world.pick(LEADS)), "role")

    def _lead(self, role: str, body: int) -> None:
        if body != NOBODY and self.role(role, body):
            self.stage.calendar.take(self.kind, self.slots, body)

    def _where(self) -> None:
        mode = _MODES.of(self.draw)
        if mode:
            self.tell("attendance-mode", mode, 2)
        self.country = self.world.country()
        self.host = self.world.pick(HOSTS, self.country)
        self.town = self.draw.one(self.world.towns[self.country])
        if mode != "online":
            if self.draw.unit() < 0.8:
                self.doubt(self.tell("place", self.world.places[self.town].ident, 1), "place")
            else:
                self.tell("country", self.country, 1)
        if self.draw.unit() < (0.8 if self.kind == "study-visit" else 0.3):
            self.doubt(self.role("host", self.host), "role")

    def _others(self) -> None:
        draw, pick, visit = self.draw, self.world.pick, self.kind == "study-visit"
        if draw.unit() < 0.22:
            self.doubt(self.role("funder", pick(FUNDERS), 4), "role")
        for _ in range(2 if visit else 0):
            self.doubt(self.role("visited-institution", pick(VISITED, self.country), 2), "role")
        if visit and (gates := self.world.gates.get(self.country)) and draw.unit() < 0.5:
            self.tell("visited-site", self.world.crossings[draw.one(gates)].ident, 2)
        if self.kind in ("training", "workshop", "exercise") and draw.unit() < 0.6:
            self.doubt(self.role("trainer", pick(LEADS), 2), "role")
        for role, share in (("speaker", 0.25), ("supporter", 0.12), ("counterpart", 0.05)):
            if draw.unit() < share:
                self.doubt(self.role(role, pick(HOSTS if role == "counterpart" else LEADS), 2), "role")
        if self.kind == "signing":
            for _ in range(2):
                self.role("signatory", pick(HOSTS), 3)

    def _comers(self) -> None:
        if self.number % EVENTS_A_DELEGATION == 3:
            self._delegation(self.number // EVENTS_A_DELEGATION)
        for _ in range(_COMERS.of(self.draw)):
            fact = self.role("participant", self.draw.rank(len(self.world.bodies)), 3)
            self.doubt(fact, "role")
            if fact and self.draw.unit() < 0.15:
                self.count(fact, self.draw.between(1, 12))
        if self.kind in ("handover", "training") and self.draw.unit() < 0.3:
            self.doubt(self.role("beneficiary", self.world.pick(SERVICES), 3), "role")
        if self.draw.unit() < 0.4:
            qualifier = _QUALIFIERS.of(self.draw)
            self.tell("attendee-count", str(self.heads + self.draw.between(4, 40)), 3)
            if qualifier:
                self.tell("count-qualifier", qualifier, 3)

    def count(self, fact: Fact, heads: int) -> None:
        """Say how many came for a party."""
        self.heads += heads
        fact.count, fact.qualifier = str(heads), _QUALIFIERS.of(self.draw)
        fact.mode = "online" if self.has("attendance-mode", "blended") and self.draw.unit() < 0.4 else ""

    def _delegation(self, number: int) -> None:
        """Let people come that are known by country and occupation only; whom they stand for is a guess."""
        body = self.world.bodies[self.world.pick(SERVICES)]
        occupation = self.draw.one(_OCCUPATIONS[body.kind])
        ident = f"synth-delegation-{number + 1:06d}"
        english, russian = self.stage.occupations[occupation]
        land = self.stage.territories[body.country]
        names = (f"{english} from {land[0]}", f"{russian} ({land[1]})" if russian and land[1] else "")
        row = (self.report.ident, ident, *names, "", "", body.country, occupation, words.NOTE)
        self.report.add("delegations", *row)
        heads = self.draw.between(2, 15)
        self.heads += heads
        told = Telling(self.report, f"delegation/{ident}", [60])
        if (fact := self.tell("participant", f"delegation/{ident}", 3)) and self.draw.unit() < 0.5:
            fact.count = str(heads)
        else:
            told.tell("attendee-count", str(heads))
        guess = told.tell("represents", body.ident)
        infer(self.draw, guess, "represents", "low" if self.draw.unit() < 0.8 else "medium")
        told.end()

    def _frame(self) -> None:
        if self.draw.unit() < 0.4:
            project = near(self.world, self.draw, self.when.first)
            self.doubt(self.tell("within-framework", project, 4), "name")

    def _not_so(self) -> None:
        """Now and then add what a careless reader would take from the text."""
        if self.draw.unit() > 0.3:
            return
        party = self.world.bodies[self.draw.rank(len(self.world.bodies))].ident
        role = self.draw.one(("participant", "funder", "organizer", "host"))
        if self.draw.unit() < 0.25:
            self._reject(self.tell("end-date", iso(self.report.issued)), "release")
        elif not self.has(role, party):
            self._reject(self.tell(role, party, 4), "rejected")

    def _reject(self, fact: Fact | None, why: str) -> None:
        if fact:
            fact.status, fact.basis = "rejected", self.draw.one(words.REASONS[why])
            fact.confidence = self.draw.one(("high", "high", "medium"))

    def _named(self) -> None:
        kind, topic = self.stage.types[self.kind], self.stage.topics[self.topic]
        town = self.world.stem(self.world.places[self.town].stem)
        russian = f"{kind[1]}: {topic[1]} ({cyrillic(town)})" if kind[1] and topic[1] else ""
        english = f"{kind[0]} in {town}: {topic[0]}"
        also = f"{town} {kind[0].lower()} {self.when.first % 97 + 1}" if self.draw.unit() < 0.1 else ""
        self.report.add("events", self.report.ident, self.slug, english, russian, also, "", words.NOTE)
