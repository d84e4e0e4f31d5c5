"""Errors that are records of their own: bodies, crossings and projects that no event knows of, each with one fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from coopgraph.synth import projects, words
from coopgraph.synth.borders import Box
from coopgraph.synth.facts import Row
from coopgraph.synth.stems import COUNT, code, cyrillic
from coopgraph.synth.world import HOSTS, NOBODY, Body, Crossing, World


@dataclass(slots=True)
class Strays:
    """The records made so far: rows of the sheets, and what a source is to tell of them, by its number."""

    world: World
    rows: list[tuple[str, Row]] = field(default_factory=list)
    told: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)
    source: int = 0
    """The source that tells of the one in the making."""
    made: int = 0

    def tell(self, subject: str, key: str, value: str) -> None:
        """Let the source tell a fact."""
        self.told.setdefault(self.source, []).append((subject, key, value))

    def body(self, kind: str, country: str, **cells: str) -> str:
        """Add an organization, with some cells other than they should be; return its id."""
        self.made += 1
        body = Body(len(self.world.bodies) + self.made, kind, country, 5 * COUNT + self.made, NOBODY, NOBODY)
        english, russian = self.world.name(body)
        right = {"en": english, "ru": russian, "also": "", "type": kind, "country": country} | cells
        middle = (right["en"], right["ru"], right["also"], "")
        self.rows.append(("organizations", (body.slug, *middle, right["type"], right["country"], words.NOTE)))
        return body.ident

    def name(self) -> str:
        """Return the made-up town that the next body is called after."""
        return self.world.stem(5 * COUNT + self.made + 1)

    def crossing(self, country: str, lat: str = "", lon: str = "") -> str:
        """Add a crossing, and return its id."""
        self.made += 1
        crossing = Crossing(len(self.world.crossings) + self.made, country, "road", "", NOBODY, 0, 0)
        stem = self.world.stem(5 * COUNT + self.made)
        names = (f"{stem} checkpoint", f"{cyrillic(stem)}, пункт пропуска")
        slug = crossing.ident.partition("/")[2]
        self.rows.append(("crossings", (slug, *names, "", "", country, lat, lon, words.NOTE)))
        return crossing.ident

    def project(self) -> str:
        """Add a project, and return its id."""
        self.made += 1
        number = self.world.projects + self.made
        self.rows.append(("projects", projects.row(self.world, number)))
        return projects.ident(number)

    def countries(self) -> tuple[str, str]:
        """Return two different countries."""
        return self.world.codes[0], self.world.codes[1]


Does = Callable[[Strays], list[str]]


@dataclass(frozen=True, slots=True)
class StrayError:
    """How a record goes wrong. ``of`` says of what kind it is; ``refused``, that the loader sees it."""

    of: str
    does: Does
    done: str
    refused: bool = False


def _no_english(strays: Strays) -> list[str]:
    return [strays.body("customs", strays.countries()[0], en="")]


def _wide_space(strays: Strays) -> list[str]:
    return [strays.body("customs", strays.countries()[0], en=f"{strays.name()}\u00a0Customs")]


def _mixed_script(strays: Strays) -> list[str]:
    return [strays.body("customs", strays.countries()[0], en=f"{strays.name()} \u0421ustoms")]


def _no_type(strays: Strays) -> list[str]:
    return [strays.body("customs", strays.countries()[0], type="")]


def _circle(strays: Strays) -> list[str]:
    one, two = (strays.body("customs", strays.countries()[0]) for _ in range(2))
    strays.tell(one, "parent", two)
    strays.tell(two, "parent", one)
    return [one, two]


def _twins(strays: Strays) -> list[str]:
    also = f"ZZ{code(strays.made)}"
    two = [strays.body("police", strays.countries()[0], also=also) for _ in range(2)]
    return [max(two)]


def _wrong_country(strays: Strays) -> list[str]:
    if strays.made % 2:
        return [strays.body("igo", strays.countries()[0])]
    return [strays.body("customs", "")]


def _orphan(strays: Strays) -> list[str]:
    return [strays.body("unit", strays.countries()[0])]


def _foreign_parent(strays: Strays) -> list[str]:
    parent = strays.world.bodies[strays.world.of_kinds[HOSTS][0]]
    other = next(code for code in strays.countries() if code != parent.country)
    unit = strays.body("unit", other)
    strays.tell(unit, "parent", parent.ident)
    return [unit]


def _near_twins(strays: Strays) -> list[str]:
    stem = strays.name()
    changed = f"{stem[:-1]}{'n' if stem[-1] != 'n' else 'r'}"
    names = [words.body("border-service", one) for one in (stem, changed)]
    return [min(strays.body("border-service", strays.countries()[0], en=en, ru=ru) for en, ru in names)]


def _crossing(strays: Strays, country: str, *facts: tuple[str, str]) -> list[str]:
    crossing = strays.crossing(country)
    for key, value in facts:
        strays.tell(crossing, key, value)
    return [crossing]


def _no_country(strays: Strays) -> list[str]:
    return _crossing(strays, "", ("crossing-mode", "road"), ("border-with", strays.countries()[0]))


def _no_mode(strays: Strays) -> list[str]:
    return _crossing(strays, strays.countries()[0], ("border-with", strays.countries()[1]))


def _own_border(strays: Strays) -> list[str]:
    own = strays.countries()[0]
    return _crossing(strays, own, ("crossing-mode", "road"), ("border-with", own))


def _one_side(strays: Strays) -> list[str]:
    return _crossing(strays, strays.countries()[0], ("crossing-mode", "rail"))


def _wrong_side(strays: Strays) -> list[str]:
    one, two = strays.countries()
    third = strays.world.codes[2]
    found = _crossing(strays, one, ("crossing-mode", "road"), ("border-with", two))
    other = _crossing(strays, third, ("crossing-mode", "road"), ("border-with", one))
    strays.tell(found[0], "counterpart-crossing", other[0])
    return found


def _swapped(strays: Strays) -> list[str]:
    """Swap the degrees of a point, in a country where that shows."""
    boxes = strays.world.boxes
    centres = {c: _centre(boxes[c]) for c in (*strays.world.codes, "FI")}
    country = next(c for c, (lat, lon) in centres.items() if abs(lon) < 90 and not boxes[c].has(lon, lat))
    lat, lon = centres[country]
    crossing = strays.crossing(country, f"{lon}", f"{lat}")
    strays.tell(crossing, "crossing-mode", "air")
    return [crossing]


def _centre(box: Box) -> tuple[float, float]:
    return round((box.south + box.north) / 2, 2), round(((box.west + box.east) / 2 + 180) % 360 - 180, 2)


def _hosted(strays: Strays) -> list[str]:
    project, host = strays.project(), strays.world.bodies[strays.world.of_kinds[HOSTS][0]].ident
    strays.tell(project, "host", host)
    return [f"participation/{project.replace('/', '-', 1)}.{host.replace('/', '-', 1)}.host"]


def _project_circle(strays: Strays) -> list[str]:
    one, two = strays.project(), strays.project()
    strays.tell(one, "part-of", two)
    strays.tell(two, "part-of", one)
    return [one, two]


STRAY_ERRORS: dict[str, StrayError] = {
    "C04": StrayError("bodies", _no_english, "An organization has no English name", refused=True),
    "C07": StrayError("bodies", _wide_space, "A name has a no-break space in it"),
    "C08": StrayError("bodies", _mixed_script, "The first letter of an English word is Cyrillic"),
    "C26": StrayError("projects", _hosted, "A project has a host"),
    "C30": StrayError("bodies", _no_type, "An organization has no type", refused=True),
    "C31": StrayError("bodies", _circle, "Two organizations are each other's parent"),
    "C32": StrayError("bodies", _twins, "Two organizations of a country have the same short name"),
    "C33": StrayError("bodies", _wrong_country, "A national body has no country, or an international one has one"),
    "C34": StrayError("bodies", _orphan, "A unit has no parent"),
    "C35": StrayError("bodies", _foreign_parent, "The parent is of another country"),
    "C37": StrayError("crossings", _no_country, "A crossing has no country"),
    "C38": StrayError("crossings", _no_mode, "A crossing has no mode"),
    "C39": StrayError("crossings", _own_border, "A crossing borders on its own country"),
    "C40": StrayError("crossings", _one_side, "A railway crossing has no other side"),
    "C41": StrayError("crossings", _wrong_side, "The other side lies in a third country"),
    "C52": StrayError("projects", _project_circle, "Two projects are part of each other"),
    "C54": StrayError("bodies", _near_twins, "Two organizations of a country differ in one letter"),
    "C55": StrayError("crossings", _swapped, "Latitude and longitude are swapped"),
}
"""What can be wrong with a record of its own, by check."""
