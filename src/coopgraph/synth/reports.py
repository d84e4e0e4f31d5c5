"""The stream of sources, in the order of their release: each tells of some four events and of its share of the cast.

One source at a time is in memory, and the one before it, of which the next may tell again.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date

from coopgraph.synth import cast, faults, projects, words
from coopgraph.synth.dates import END, START, iso
from coopgraph.synth.draw import Draw
from coopgraph.synth.events import Scene, Stage
from coopgraph.synth.facts import Fact, Report, Telling
from coopgraph.synth.plan import Plan
from coopgraph.synth.stems import cyrillic
from coopgraph.synth.world import HOSTS, LEADS, World, world

_DOCUMENTS = tuple(words.DOCUMENT_WORDS)
AGAIN = 0.12
"""The share of sources that tell again of an event that the one before told of."""


class Synthesis:
    """A dataset in the making: its cast, and the stream of its sources, which can be walked through once."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.draw = plan, Draw(plan.seed)
        self.world: World = world(self.draw, plan.bodies)
        self.stage = Stage(self.draw, self.world)
        self.faults = faults.Faults(plan, self.world)
        self._days = [self._change_day(number) for number in range(len(self.world.changes))]
        for (before, after), day in zip(self.world.changes, self._days, strict=True):
            self.stage.ends[before], self.stage.begins[after] = day, day

    def reports(self) -> Iterator[Report]:
        """Yield the sources. Each call to next draws on; a second walk would tell of other events."""
        begin, before = 0, None
        for number in range(self.plan.sources):
            left = self.plan.sources - number - 1
            wanted = (number + 1) * self.plan.events / self.plan.sources + (self.draw.unit() - 0.5) * 3.6
            end = min(max(round(wanted), begin + 1), self.plan.events - left) if left else self.plan.events
            before = self._report(number, range(begin, end), before)
            self.stage.calendar.forget(before.issued)
            yield before
            begin = end
        yield from self.faults.unused()

    def _share(self, number: int, count: int) -> range:
        """Return which of a number of records a source tells of."""
        sources = self.plan.sources
        return range(-(-number * count // sources), -(-(number + 1) * count // sources))

    def _change_day(self, number: int) -> int:
        return START + (END - START) * (number + 1) // (len(self._changes) + 1)

    @property
    def _changes(self) -> list[tuple[int, int]]:
        return self.world.changes

    def _report(self, number: int, events: range, before: Report | None) -> Report:
        issued = START + int((number + self.draw.unit()) * (END - START) / self.plan.sources)
        report = Report(number, f"synth-{number + 1:07d}", issued, events=len(events))
        scenes = [self._scene(report, event) for event in events]
        people, documents = self._share(number, self.plan.people), self._share(number, self.plan.documents)
        for place, person in enumerate(people):
            self._person(report, scenes[place % len(scenes)], person)
        for place, document in enumerate(documents):
            self._document(report, scenes[place % len(scenes)], document)
        for scene in scenes:
            self.faults.befall(scene)
            scene.end()
        self._cast(report, number)
        if before and self.draw.unit() < AGAIN:
            self._again(report, before)
        self.faults.strike(report, number)
        self._row(report)
        return report

    def _scene(self, report: Report, event: int) -> Scene:
        scene = Scene(self.stage, report, event, self.faults.precision(event))
        scene.make()
        return scene

    def _cast(self, report: Report, number: int) -> None:
        for body in self._share(number, len(self.world.bodies)):
            cast.tell_body(self.world, self.draw, report, body)
        for crossing in self._share(number, len(self.world.crossings)):
            cast.tell_crossing(self.world, self.draw, report, crossing)
        for project in self._share(number, self.world.projects):
            projects.tell(self.world, self.draw, report, project)
        for change in self._share(number, len(self.world.changes)):
            cast.tell_change(self.world, report, change, self._days[change])

    def _person(self, report: Report, scene: Scene, number: int) -> None:
        """Let somebody with a name and a title speak at an event."""
        given, stem = words.GIVEN[number % len(words.GIVEN)], self.world.stem(number + 600)
        slug = f"synth-person-{number + 1:06d}"
        names = (f"{given[0]} {stem}", f"{given[1]} {cyrillic(stem)}")
        report.add("people", slug, *names, "", "", words.NOTE)
        title = self.draw.one(words.TITLES)
        if fact := scene.tell("speaker", f"person/{slug}", 2):
            fact.title = title
        told = Telling(report, f"person/{slug}", [70])
        body = self.world.bodies[self.world.pick(LEADS)]
        if fact := told.tell("member-of", body.ident):
            fact.title, fact.when = title, iso(scene.when.first)[:7]
        if fact := told.tell("represents", body.ident):
            fact.status, fact.basis = "inferred", self.draw.one(words.REASONS["represents"])
        told.end()

    def _document(self, report: Report, scene: Scene, number: int) -> None:
        """Let a document come out of an event."""
        kind, stem = _DOCUMENTS[number % len(_DOCUMENTS)], self.world.stem(number + 900)
        slug, (english, russian) = f"synth-document-{number + 1:06d}", words.DOCUMENT_WORDS[kind]
        names = (f"{english} of {stem}", f"{russian} ({cyrillic(stem)})")
        report.add("documents", slug, *names, "", "", kind, words.NOTE)
        scene.tell("outcome", f"document/{slug}", 3)
        told = Telling(report, f"document/{slug}", [70, 60])
        told.tell("issued", iso(scene.when.last)[: self.draw.one((4, 7, 10))])
        if kind == "agreement":
            for _ in range(2):
                told.tell("signed-by", self.world.bodies[self.world.pick(HOSTS)].ident, 1)
        else:
            told.tell("publisher", self.world.bodies[self.world.pick(LEADS)].ident, 1)
        if number and self.draw.unit() < 0.3:
            told.tell("references", f"document/synth-document-{self.draw.below(number) + 1:06d}", 1)
        told.end()

    def _again(self, report: Report, before: Report) -> None:
        """Tell again, in other words, some of what the source before stated of an event."""
        told = [f for f in before.facts if f.status == "stated" and f.subject.startswith("event/") and not f.again]
        told = [f for f in told if not self.faults.fell(f.subject)]
        if not told:
            return
        subject = self.draw.one(told).subject
        passage = Telling(report, subject, [90, 130])
        for fact in [f for f in told if f.subject == subject][:4]:
            retold: Fact = copy(fact)
            retold.at, retold.again = (self.draw.one(passage.sentences),), True
            passage.facts.append(retold)
        passage.end()

    def _row(self, report: Report) -> None:
        """Add the row of the source itself, now that it is known how long it got."""
        length = report.length + self.draw.between(20, 400)
        sha256, size = self.faults.seal(report, length)
        publisher = self.world.bodies[self.world.pick(LEADS)].slug
        title = f"Synthetic news item {report.number + 1} of {date.fromordinal(report.issued).year}"
        name = f"Synthetic source {report.number + 1}"
        url = f"https://example.org/synthetic/{report.ident}" if report.number % 3 else ""
        text = f"{report.ident}.txt"
        cells = (title, publisher, iso(report.issued), "en | ru" if report.number % 5 == 0 else "en", url, text)
        report.add("sources", report.ident, name, *cells, sha256, size)
