"""Projects, programmes, components and cooperation formats: one begins after the other, each lasts some years."""

from __future__ import annotations

from coopgraph.synth import words
from coopgraph.synth.dates import END, START, iso
from coopgraph.synth.draw import Draw
from coopgraph.synth.facts import Report, Row, Telling, doubt, infer
from coopgraph.synth.labels import labels
from coopgraph.synth.stems import cyrillic
from coopgraph.synth.world import FUNDERS, HOSTS, LEADS, SERVICES, World

_CYCLE = ("programme", "project", "project", "component", "cooperation-format")


def ident(number: int) -> str:
    """Return the id of a project.

    >>> ident(0)
    'project/synth-project-000001'
    """
    return f"project/synth-project-{number + 1:06d}"


def kind(number: int) -> str:
    """Return the type of a project: in each ten, two programmes with what belongs to them, one cooperation format."""
    return "project" if number % 10 == 9 else _CYCLE[number % 5]


def row(world: World, number: int) -> Row:
    """Return the row of a project in ``projects.csv``."""
    stem, (english, russian) = world.stem(number + 300), words.PROJECT_WORDS[kind(number)]
    names = (f"{english} {stem}", f"{russian} «{cyrillic(stem)}»")
    return ident(number).partition("/")[2], *names, "", "", kind(number), words.NOTE


def near(world: World, draw: Draw, day: int) -> str:
    """Return a project that had begun by a day (an ordinal)."""
    latest = min(max((day - START) * world.projects // (END - START), 0), world.projects - 1)
    return ident(latest - draw.below(min(latest + 1, 1 + world.projects // 10)))


def tell(world: World, draw: Draw, report: Report, number: int) -> None:
    """Let a source tell of a project: when, part of what, who pays, carries it out and gains by it."""
    told = Telling(report, ident(number), [80, 120, 100])
    first = START + number * (END - START) // world.projects
    last = first + 700 + 365 * (number % 4)
    if number % 3:
        told.tell("start-date", iso(first))
        told.tell("end-date", iso(last))
    else:
        told.tell("edtf", f"{iso(first)[:4]}/{iso(last)[:4]}")
        infer(draw, told.tell("not-before", f"{iso(first)[:4]}-01-01"), "date", "high")
        infer(draw, told.tell("not-after", f"{iso(last)[:4]}-12-31"), "date", "high")
    if number % 5 in (1, 3):
        doubt(draw, told.tell("part-of", ident(number - number % 5), 1), "name")
    doubt(draw, told.tell("topic", draw.one(list(labels("topic"))), 1), "name")
    roles = [("funder", FUNDERS), ("implementer", LEADS), ("beneficiary", SERVICES), ("partner", LEADS)]
    if kind(number) == "cooperation-format":
        roles = [("member", HOSTS)] * 4
    for role, kinds in roles:
        body = world.bodies[world.pick(kinds)]
        fact = told.party(role, body, 2)
        doubt(draw, fact, "role")
        if fact and body.country and role in ("beneficiary", "member"):
            told.tell("serves-country" if role == "beneficiary" else "member-country", body.country, 1)
    told.end()
