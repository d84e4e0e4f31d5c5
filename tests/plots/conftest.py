"""Made-up data for pictures: every way of knowing a date, and many organizations with long names."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from coopgraph.network import Activity, Participations, Party, Role, cooperate, load
from coopgraph.plots import Facts, Options, Parts, figure
from coopgraph.vocab import mint

_CLASSES = {"host": "L", "organizer": "L", "trainer": "D", "participant": "R", "funder": "F", "signatory": "S"}
_WORDS = (
    *("Regional", "National", "Border", "Customs", "Service", "Academy"),
    *("Office", "Ministry", "Centre", "Training", "Police", "Interior"),
)
_TYPES = ("customs", "border-service", "police", "ministry", "igo", "ngo", "training-institution", "unit", "")
_EVENTS = ("study-visit", "training", "workshop", "working-group-meeting", "conference", "exercise", "signing", "")


def role(organization: str, activity: str, name: str, status: str = "stated") -> Role:
    """Return a participation of an organization in an activity, both IRIs."""
    ident = mint("participation", activity.split("/")[-1], organization.split("/")[-1], name)
    return Role(ident, organization, activity, name, (_CLASSES[name],), status, 1.0, ("000:1-2",))


def facts_of(how: int, day: date) -> dict[str, Any]:
    """Return one of seven ways to know a date."""
    later = day.replace(year=day.year + 2)
    ways: list[dict[str, Any]] = [
        {"start": day, "end": day},
        {"start": day, "end": later},
        {"not_after": day},
        {"not_before": day},
        {"not_before": day, "not_after": later},
        {"end": day},
        {},
    ]
    return ways[how]


def made_up(organizations: int, activities: int, seed: int = 1) -> Parts:
    """Return parts with so many organizations and activities, dated in all ways; the same on every run."""
    chance = random.Random(seed)
    orgs = [mint("org", f"org-{i:02d}") for i in range(organizations)]
    parties = {iri: _party(iri, i, chance) for i, iri in enumerate(orgs)}
    roles: list[Role] = []
    facts, held = {}, {}
    for i in range(activities):
        kind = "project" if i % 7 == 0 else "event"
        iri = mint(kind, f"2000-a{i}")
        known = facts_of(i % 7, date(chance.randint(2001, 2022), chance.randint(1, 12), chance.randint(1, 28)))
        inferred = frozenset(known) if chance.random() < 0.4 else frozenset()
        facts[iri] = Facts("" if kind == "project" else chance.choice(_EVENTS), inferred=inferred, **known)
        first, last = known.get("start", known.get("not_before")), known.get("end", known.get("not_after"))
        held[iri] = Activity(iri, kind, " ".join(chance.sample(_WORDS, 5)), first, last)
        base = chance.randrange(organizations)
        near = {(base + int(chance.gauss(0, 5))) % organizations for _ in range(5)}
        roles += [
            role(orgs[n], iri, chance.choice(sorted(_CLASSES)), chance.choice(("stated", "inferred")))
            for n in sorted(near)
        ]
    table = Participations("inferred", parties, held, _sorted(roles), frozenset(_CLASSES.values()))
    return Parts(cooperate(table, load("default")), table, facts)


def _party(iri: str, number: int, chance: random.Random) -> Party:
    country = chance.choice(("FI", "RU", "KZ", "TJ", ""))
    label = f"{' '.join(chance.sample(_WORDS, chance.randint(2, 6)))} {number}"
    short = f"ORG{number}" if number % 3 == 0 else ""
    return Party(iri, "org", label, short, (chance.choice(_TYPES),), mint("country", country) if country else "")


def _sorted(roles: Iterable[Role]) -> tuple[Role, ...]:
    return tuple(sorted(roles, key=lambda r: r.participation))


@dataclass(frozen=True)
class Drawn:
    """A figure, to be asked what stands on it. Marks are found by the beginning of their names."""

    figure: Any

    def ids(self, *beginnings: str) -> list[str]:
        """Return the names of the marks that begin so, in the order of drawing."""
        return [a.get_gid() for a in self.artists(*beginnings)]

    def artists(self, *beginnings: str) -> list[Any]:
        """Return the marks whose names begin so."""
        children = self.figure.axes[0].get_children()
        return [a for a in children if (a.get_gid() or "").startswith(beginnings)]

    def texts(self) -> list[Any]:
        """Return everything written."""
        return [t for t in self.figure.axes[0].texts if t.get_text().strip()]

    def words(self) -> str:
        """Return everything written, in one line."""
        return " ".join(t.get_text() for t in self.texts())

    def colliding(self) -> list[tuple[str, str]]:
        """Return the pairs of texts that cover each other, letters inside cells aside."""
        found = [(t.get_text(), _core(t)) for t in self.texts() if not _in_cell(t)]
        return [(a, b) for i, (a, one) in enumerate(found) for b, two in found[:i] if one.overlaps(two)]

    def outside(self) -> list[str]:
        """Return the texts that leave the page."""
        page = self.figure.bbox
        boxes = [(t.get_text(), t.get_window_extent()) for t in self.texts()]
        return [s for s, b in boxes if b.x0 < 0 or b.x1 > page.x1 or b.y0 < 0 or b.y1 > page.y1]

    def smallest(self) -> float:
        """Return the size of the smallest letters, in points."""
        return float(min(t.get_fontsize() for t in self.texts()))


def _core(text: Any) -> Any:
    """Return the box of a text without the rim that its letters rarely fill, or, in upright numbers, never."""
    from matplotlib.transforms import Bbox

    box = text.get_window_extent()
    if text.get_rotation():
        rim = 0.19 * box.width
        return Bbox.from_extents(box.x0 + rim, box.y0, box.x1 - rim, box.y1)
    rim = 0.08 * box.height
    return Bbox.from_extents(box.x0, box.y0 + rim, box.x1, box.y1 - rim)


def _in_cell(text: Any) -> bool:
    return (text.get_gid() or "").startswith(("letter-", "legend-letter"))


@pytest.fixture(scope="session", name="drawn")
def drawn_fixture() -> Callable[..., Drawn]:
    """The function that draws a kind of picture of parts, to be asked what stands on it."""
    return lambda kind, parts, **options: Drawn(figure(kind, parts, Options(**options)))


@pytest.fixture(scope="session")
def small() -> Parts:
    """Twelve organizations in fourteen activities: each way of knowing a date twice."""
    return made_up(12, 14)


@pytest.fixture(scope="session")
def big() -> Parts:
    """Eighty organizations in sixty activities."""
    return made_up(80, 60)
