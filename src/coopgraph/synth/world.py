"""The cast: countries, bodies with their hierarchy, places, crossings, projects. Its size goes with the organizations.

What is as many as the events (sources, delegations, people, documents) is not here: it is made when it is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coopgraph.synth import borders, words
from coopgraph.synth.borders import Box
from coopgraph.synth.draw import Draw, Shares
from coopgraph.synth.stems import COUNT, stems

NOBODY = -1
FIRST = (
    "igo", "ministry", "customs", "border-service", "igo-office", "government", "police", "programme-body",
    "training-institution", "unit", "government-agency", "igo-unit", "regional-centre", "igo", "security-service",
    "ngo", "cooperation-format", "media",
)  # fmt: skip
"""Of which kind the bodies of the first ranks are, so that the smallest cast has one of each."""
LEAST = len(FIRST) + 6
_KINDS = Shares({
    "unit": 24, "igo-office": 9, "government-agency": 11, "ministry": 8, "customs": 7, "border-service": 7, "police": 9,
    "security-service": 3, "training-institution": 7, "ngo": 6, "media": 2, "igo": 2, "igo-unit": 2.5, "government": 1,
    "programme-body": 1.5, "regional-centre": 1, "cooperation-format": 0.5,
})  # fmt: skip
_MODES = Shares({"road": 6, "rail": 2, "river": 1, "land": 1})
SERVICES = ("customs", "border-service", "police", "security-service")
HOSTS = (*SERVICES, "ministry", "training-institution", "government-agency")
LEADS = ("igo", "igo-office", "programme-body", "regional-centre", *HOSTS)
FUNDERS = ("igo", "government", "ministry", "government-agency", "ngo")


@dataclass(slots=True)
class Body:
    """An organization. No other of its kind and country has its ``stem``; ``top`` is the head of its hierarchy."""

    number: int
    kind: str
    country: str
    stem: int
    parent: int
    top: int

    @property
    def slug(self) -> str:
        """Its id in the table."""
        return f"synth-{self.kind}-{self.number + 1:06d}"

    @property
    def ident(self) -> str:
        """Its kind and id, as claims name it."""
        return f"org/{self.slug}"


@dataclass(slots=True)
class Place:
    """A town; no other of its country has its ``stem``."""

    number: int
    country: str
    stem: int
    lat: float
    lon: float

    @property
    def ident(self) -> str:
        """Its kind and id, as claims name it."""
        return f"place/synth-town-{self.number + 1:06d}"


@dataclass(slots=True)
class Crossing:
    """One side of a crossing; ``neighbour`` is the country behind it, and ``other`` the side there, if it has one."""

    number: int
    country: str
    mode: str
    neighbour: str
    other: int
    lat: float
    lon: float

    @property
    def ident(self) -> str:
        """Its kind and id, as claims name it."""
        return f"bcp/synth-crossing-{self.number + 1:06d}"


@dataclass(slots=True)
class World:
    """The whole cast. Bodies stand in the order of their ranks: the first is in most events."""

    draw: Draw
    columns: tuple[str, ...]
    territories: list[tuple[str, ...]]
    boxes: dict[str, Box]
    codes: list[str]
    stem: Callable[[int], str]
    bodies: list[Body] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    crossings: list[Crossing] = field(default_factory=list)
    projects: int = 0
    changes: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of bodies: what there was, and what came of it. Neither leads anything, so that dates decide alone."""
    of_kinds: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    of_country: dict[tuple[str, tuple[str, ...]], list[int]] = field(default_factory=dict)
    towns: dict[str, list[int]] = field(default_factory=dict)
    gates: dict[str, list[int]] = field(default_factory=dict)
    stems: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    def country(self) -> str:
        """Return one of the countries, the first ones more often."""
        return self.codes[self.draw.rank(len(self.codes))]

    def pick(self, kinds: tuple[str, ...], country: str = "") -> int:
        """Return a body of some kinds (and of a country) by its rank, NOBODY when there is none."""
        pool = self.of_country.get((country, kinds)) if country else self.of_kinds.get(kinds)
        return pool[self.draw.rank(len(pool))] if pool else NOBODY

    def next_stem(self, country: str, kind: str) -> int:
        """Return the number of a stem that nothing of this kind in the country has; it begins anywhere."""
        first, several = self.stems.get((country, kind)) or (self.draw.below(COUNT), 0)
        self.stems[country, kind] = (first, several + 1)
        return several // COUNT * COUNT + (first + several) % COUNT

    def name(self, body: Body) -> tuple[str, str]:
        """Return the English and the Russian name of a body."""
        return words.body(body.kind, self.stem(body.stem))


def world(draw: Draw, organizations: int) -> World:
    """Return a cast with a number of organizations, at least LEAST; 1.4 kilobytes each, towns and all."""
    columns, rows = borders.countries()
    made = World(draw, columns, rows, borders.boxes(columns, rows), [], stems(draw))
    made.codes = _codes(draw, organizations)
    _Bodies(made, organizations).make()
    _places(made, organizations)
    _crossings(made, organizations)
    made.projects = max(6, organizations // 4)
    return made


def _codes(draw: Draw, organizations: int) -> list[str]:
    """Return the countries that the cast is from: neighbours, then some from afar."""
    wanted = min(60, 4 + int(organizations**0.5))
    near = dict.fromkeys(code for pair in draw.shuffled(borders.NEIGHBOURS) for code in pair)
    far = [code for code in draw.shuffled(borders.AFAR) if code not in near]
    split = max(2, wanted * 3 // 4)
    return [*list(near)[:split], *far[: wanted - split]]


class _Bodies:
    """Makes the bodies, rank by rank: each may belong to one of an earlier rank, so that no hierarchy has a circle."""

    def __init__(self, made: World, organizations: int) -> None:
        self.world, self.draw, self.count = made, made.draw, organizations
        self.governed: set[str] = set()
        several = max(1, organizations // 100)
        self.pairs = {max(len(FIRST) + 2 * j, (j + 1) * organizations // (several + 1)) for j in range(several)}

    def make(self) -> None:
        """Make them all."""
        number = 0
        while number < self.count:
            if number in self.pairs and number + 1 < self.count:
                country = self.world.country()
                self._add("government-agency", country, NOBODY, pooled=False)
                self._add("government-agency", country, NOBODY, pooled=False)
                self.world.changes.append((number, number + 1))
                number += 2
                continue
            self._next(FIRST[number] if number < len(FIRST) else _KINDS.of(self.draw))
            number += 1

    def _next(self, kind: str) -> None:
        country, parent = "", NOBODY
        if kind in words.INTERNATIONAL:
            if kind in ("igo-office", "igo-unit") or (kind == "programme-body" and self.draw.unit() < 0.5):
                parent = self.world.pick(("igo",))
        elif kind == "unit":
            parent = self.world.pick(HOSTS)
            country = self.world.bodies[parent].country
        else:
            country = self.world.country()
            if kind == "government" and country in self.governed:
                kind = "ministry"
            self.governed |= {country} if kind == "government" else set()
            if kind in (*SERVICES, "government-agency", "training-institution") and self.draw.unit() < 0.45:
                parent = self.world.pick(("ministry",), country)
        self._add(kind, country, parent)

    def _add(self, kind: str, country: str, parent: int, pooled: bool = True) -> None:
        bodies = self.world.bodies
        number = len(bodies)
        stem = self.world.next_stem(country, kind)
        top = bodies[parent].top if parent != NOBODY else number
        bodies.append(Body(number, kind, country, stem, parent, top))
        if not pooled:
            return
        for kinds in POOLS:
            if kind in kinds:
                self.world.of_kinds.setdefault(kinds, []).append(number)
                if country:
                    self.world.of_country.setdefault((country, kinds), []).append(number)


POOLS = (("igo",), ("ministry",), SERVICES, HOSTS, LEADS, FUNDERS, (*HOSTS, "unit"))
"""The kinds that bodies are drawn from together."""
VISITED = POOLS[-1]


def _places(made: World, organizations: int) -> None:
    for number in range(max(len(made.codes), organizations // 2)):
        code = made.codes[number] if number < len(made.codes) else made.country()
        towns = made.towns.setdefault(code, [])
        stem = made.next_stem(code, "town")
        made.places.append(Place(number, code, stem, *made.boxes[code].point(made.draw)))
        towns.append(number)


def _crossings(made: World, organizations: int) -> None:
    """Make crossings two by two: both sides of a border, or now and then a port and an airport."""
    known = set(made.codes)
    pairs = [pair for pair in borders.NEIGHBOURS if set(pair) <= known]
    for number in range(0, max(6, organizations // 8 * 2), 2):
        one, two = pairs[made.draw.rank(len(pairs))]
        if number % 10 == 4:
            for side, (code, mode) in enumerate(((one, "sea"), (two, "air"))):
                point = made.boxes[code].point(made.draw)
                made.crossings.append(Crossing(number + side, code, mode, "", NOBODY, *point))
        else:
            mode = _MODES.of(made.draw)
            point = made.boxes[one].shared(made.boxes[two]).point(made.draw)
            made.crossings.append(Crossing(number, one, mode, two, number + 1, *point))
            made.crossings.append(Crossing(number + 1, two, mode, one, number, *point))
    for crossing in made.crossings:
        made.gates.setdefault(crossing.country, []).append(crossing.number)
