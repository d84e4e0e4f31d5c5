"""Which errors go where: so many of each check, each at records of its own, and the list that validation is scored by.

Errors befall events (:mod:`~coopgraph.synth.wrong_events`), are records of their own (``wrong_records``), or lie in the
row of a source, which is done here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coopgraph.errors import UnknownName, UsageError
from coopgraph.synth.draw import Draw, digest
from coopgraph.synth.events import Scene
from coopgraph.synth.facts import Report, Row, Telling
from coopgraph.synth.plan import Plan
from coopgraph.synth.world import World
from coopgraph.synth.wrong_events import EVENT_ERRORS
from coopgraph.synth.wrong_records import STRAY_ERRORS, Strays

SOURCE_ERRORS = {
    "C49": "The digest of a source was taken away",
    "C50": "A source that nothing rests on",
}
_REFUSED = {code for code, error in EVENT_ERRORS.items() if error.refused}
_REFUSED |= {code for code, stray in STRAY_ERRORS.items() if stray.refused}
CODES: dict[str, bool] = {code: code not in _REFUSED for code in sorted({*EVENT_ERRORS, *STRAY_ERRORS, *SOURCE_ERRORS})}
"""The checks that an error can be made for; True when the records still load and validation finds it."""
COLUMNS = ("error", "check", "record", "found_by", "done")


class Error(NamedTuple):
    """A row of the list of errors: number of the error, check, record at fault, who finds it, what was done."""

    number: str
    check: str
    record: str
    found_by: str
    done: str


def errors(text: str, plan: Plan) -> dict[str, int]:
    """Return the number of errors by check from ``0.01`` (of each kind of record, at least one of each error that
    loads) or ``C13=5,C42=3``.

    Raises UnknownName for a check that no error can be made for, UsageError for another form.

    >>> errors("C13=5, C42=3", Plan(100, 1))
    {'C13': 5, 'C42': 3}
    """
    if re.fullmatch(r"0?[.][0-9]+|0|1([.]0*)?", text.strip()):
        share = float(text)
        return {code: max(1, round(share * _base(code, plan))) for code, loads in CODES.items() if loads and share}
    found: dict[str, int] = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        match = re.fullmatch(r"(C[0-9]{2})\s*=\s*([0-9]{1,7})", part)
        if not match:
            raise UsageError(f"{part!r} is no number of errors; write a share as in 0.01, or checks as in C13=5,C42=3")
        if match[1] not in CODES:
            raise UnknownName("check that an error can be made for", match[1], CODES)
        found[match[1]] = int(match[2])
    return found


def _base(code: str, plan: Plan) -> int:
    if code in EVENT_ERRORS:
        return plan.events
    of = STRAY_ERRORS[code].of if code in STRAY_ERRORS else "sources"
    return {"bodies": plan.bodies, "crossings": plan.bodies // 4, "projects": plan.bodies // 4}.get(of, plan.sources)


class Faults:
    """The errors of a dataset: allotted beforehand, and listed as they are made.

    Raises UsageError when there are more of them than events, or sources, to befall.
    """

    def __init__(self, plan: Plan, world: World) -> None:
        self.plan, self.listed = plan, list[Error]()
        self._number = 0
        self._fallen: dict[str, None] = {}
        draw = Draw(plan.seed + 1)
        befalling = [code for code in sorted(plan.errors) for _ in range(plan.errors[code]) if code in EVENT_ERRORS]
        unsealed = plan.errors.get("C49", 0)
        for what, wanted, there in (("events", len(befalling), plan.events), ("sources", unsealed, plan.sources)):
            if wanted > there:
                raise UsageError(f"{wanted} errors are more than {there} {what}; ask for fewer, or for more events")
        self._events = dict(zip(draw.sample(plan.events, len(befalling)), befalling, strict=True))
        self._unsealed = dict.fromkeys(draw.sample(plan.sources, unsealed))
        self.strays = Strays(world)
        for code in sorted(plan.errors):
            for _ in range(plan.errors[code] if code in STRAY_ERRORS else 0):
                self.strays.source = draw.below(plan.sources)
                self._list(code, STRAY_ERRORS[code].does(self.strays), STRAY_ERRORS[code].done)

    def rows(self) -> list[tuple[str, Row]]:
        """Return the rows of the cast's sheets that errors are."""
        return self.strays.rows

    def precision(self, event: int) -> str:
        """Return how exactly an event's date is to be known, if an error wants that."""
        return "days" if event in self._events else ""

    def befall(self, scene: Scene) -> None:
        """Make an event wrong, if it is to be."""
        if code := self._events.get(scene.number):
            self._fallen[scene.subject] = None
            self._list(code, EVENT_ERRORS[code].does(scene), EVENT_ERRORS[code].done)

    def fell(self, subject: str) -> bool:
        """Return whether an event was made wrong."""
        return subject in self._fallen

    def strike(self, report: Report, number: int) -> None:
        """Let a source tell of the records that are errors."""
        for subject, key, value in self.strays.told.get(number, ()):
            told = Telling(report, subject, [60])
            told.tell(key, value)
            told.end()

    def seal(self, report: Report, length: int) -> tuple[str, str]:
        """Return the cells with the digest and the length of a source."""
        if report.number in self._unsealed:
            self._list("C49", [f"source/{report.ident}"], SOURCE_ERRORS["C49"])
            return "", str(length)
        return digest(self.plan.seed, report.ident), str(length)

    def unused(self) -> Iterator[Report]:
        """Yield sources that tell nothing."""
        for extra in range(self.plan.errors.get("C50", 0)):
            number = self.plan.sources + extra
            report = Report(number, f"synth-{number + 1:07d}", 0)
            cells = (f"Synthetic source {number + 1}", "", "", "", "en", "", f"{report.ident}.txt")
            report.add("sources", report.ident, *cells, digest(self.plan.seed, report.ident), "100")
            self._list("C50", [f"source/{report.ident}"], SOURCE_ERRORS["C50"])
            yield report

    def _list(self, code: str, records: list[str], done: str) -> None:
        self._number += 1
        found_by = "validate" if CODES[code] else "load"
        self.listed += [Error(str(self._number), code, record, found_by, done) for record in records]
