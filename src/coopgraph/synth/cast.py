"""The rows of bodies, places and crossings, and what sources tell of them: hierarchies, seats, neighbours, changes."""

from __future__ import annotations

from collections.abc import Iterator

from coopgraph.synth import projects, words
from coopgraph.synth.dates import iso
from coopgraph.synth.draw import Draw
from coopgraph.synth.facts import Report, Row, Telling, doubt, infer
from coopgraph.synth.stems import cyrillic
from coopgraph.synth.world import NOBODY, SERVICES, World


def rows(world: World) -> Iterator[tuple[str, Row]]:
    """Yield (sheet, row) for all that is in the cast, countries left out."""
    for body in world.bodies:
        english, russian = world.name(body)
        also = words.abbreviation(body.kind, body.stem) if body.number % 2 == 0 else ""
        hidden = words.slip(english) if body.number % 9 == 0 else ""
        yield "organizations", (body.slug, english, russian, also, hidden, body.kind, body.country, words.NOTE)
    for place in world.places:
        stem = world.stem(place.stem)
        known = place.number % 4 != 0
        degrees = (f"{place.lat}", f"{place.lon}") if known else ("", "")
        slug = place.ident.partition("/")[2]
        yield "places", (slug, stem, cyrillic(stem), "", "", place.country, *degrees, words.NOTE)
    for crossing in world.crossings:
        stem = world.stem(crossing.number // 2 + 1200)
        english, russian = words.CROSSING_WORDS[crossing.mode]
        names = (f"{stem} {english}", f"{cyrillic(stem)}, {russian}")
        slug, degrees = crossing.ident.partition("/")[2], (f"{crossing.lat}", f"{crossing.lon}")
        yield "crossings", (slug, *names, "", "", crossing.country, *degrees, words.NOTE)
    for number in range(world.projects):
        yield "projects", projects.row(world, number)


def tell_body(world: World, draw: Draw, report: Report, number: int) -> None:
    """Let a source tell to whom a body belongs, where its seat is, which countries it serves."""
    body = world.bodies[number]
    told = Telling(report, body.ident, [70, 90])
    if body.parent != NOBODY:
        fact = told.tell("parent", world.bodies[body.parent].ident)
        doubt(draw, fact, "name")
        if fact and draw.unit() < 0.1:
            fact.when = f"{iso(report.issued)[:4]}/.."
    if body.kind == "igo-office":
        seat = draw.one(world.places)
        told.tell("place", seat.ident, 1)
        told.tell("serves-country", seat.country, 1)
        if draw.unit() < 0.4:
            doubt(draw, told.tell("serves-country", world.country(), 1), "name")
    told.end()


def tell_crossing(world: World, draw: Draw, report: Report, number: int) -> None:
    """Let a source tell of a crossing: how one crosses, into which country, and who runs it."""
    crossing = world.crossings[number]
    told = Telling(report, crossing.ident, [60, 80])
    told.tell("crossing-mode", crossing.mode)
    if crossing.neighbour:
        fact = told.tell("border-with", crossing.neighbour)
        if draw.unit() < 0.5:
            infer(draw, fact, "map", "high")
    if crossing.other > number:
        doubt(draw, told.tell("counterpart-crossing", world.crossings[crossing.other].ident, 1), "map")
    if (service := world.pick(SERVICES, crossing.country)) != NOBODY:
        doubt(draw, told.tell("operated-by", world.bodies[service].ident, 1), "role")
    told.end()


def tell_change(world: World, report: Report, number: int, day: int) -> None:
    """Let a source tell that a body became another on a day (an ordinal)."""
    before, after = (world.bodies[body] for body in world.changes[number])
    slug = f"{iso(day)[:4]}-synth-change-{number + 1:05d}"
    stem = world.stem(after.stem)
    names = (f"A new mandate for {stem}", f"Новые полномочия: {cyrillic(stem)}")
    report.add("changes", report.ident, slug, *names, "", "", words.NOTE)
    told = Telling(report, f"change/{slug}", [90])
    told.tell("original", before.ident)
    told.tell("resulting", after.ident)
    told.tell("edtf", iso(day))
    told.end()
    followed = Telling(report, before.ident, [50])
    followed.tell("replaced-by", after.ident)
    followed.end()
