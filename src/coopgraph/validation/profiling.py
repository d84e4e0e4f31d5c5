"""Reading a profile of the checks: every mistake with its line and what to write instead."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import cast

from coopgraph.errors import suggestion
from coopgraph.loaders import yaml
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree
from coopgraph.source import Problem, Source
from coopgraph.validation.checks import checks
from coopgraph.validation.profile import Acceptance, Grade
from coopgraph.validation.report import SEVERITIES, Severity

_LEVELS = ("off", *reversed(SEVERITIES))
_ENTRY = ("check", "record", "note", "by", "value")
_FORM = "record"
_WHY = {"because": "say why: a severity is changed for a reason", "note": "say in one sentence why it may stay"}


def read(path: Path) -> tuple[dict[str, Grade], tuple[Acceptance, ...], list[Problem]]:
    """Return grades, accepted entries and every problem. Raises InputError for a file that is no YAML mapping."""
    tree, problems = yaml.read(path, _shown(path))
    reader = _Reader(problems)
    grades: dict[str, Grade] = {}
    accepted: list[Acceptance] = []
    for key, place, value in tree:
        if key == "severity":
            grades = reader.grades(value, place)
        elif key == "accepted":
            accepted = reader.accepted(value, place)
        else:
            remedy = suggestion(key, ["severity", "accepted"])
            reader.wrong(place, f"{key!r} is not a section of a profile", remedy)
    return grades, tuple(accepted), reader.problems


def _shown(path: Path) -> str:
    """Return a path as messages show it: relative to where the user stands, when it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


class _Reader:
    """Reads the two sections; what is wrong is added to ``problems``."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.codes = {c.code for c in checks().values()}
        self.names = self.codes | {c.name for c in checks().values()}

    def wrong(self, place: Source, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, message, remedy))

    def grades(self, value: Tree, place: Source) -> dict[str, Grade]:
        if not isinstance(value, Mapping):
            if not _empty(value):
                self.wrong(place, "is not a mapping", 'write  C28: {to: off, because: "…"}  below it')
            return {}
        found = {}
        for check, at, told in value:
            known = self._known(check, at)
            fields = self._fields(told, at, ("to", "because"), ("to", "because"))
            to = fields.get("to", "")
            if to and to not in _LEVELS:
                self.wrong(at.at("to"), f"{to!r} is not a severity", suggestion(to, _LEVELS))
            elif known and to and fields.get("because"):
                found[check] = Grade(None if to == "off" else cast(Severity, to), fields["because"], at)
        return found

    def accepted(self, value: Tree, place: Source) -> list[Acceptance]:
        if not isinstance(value, Sequence):
            if not _empty(value):
                self.wrong(place, "is not a list", 'write  - {check: C16, record: event/…, note: "…"}  below it')
            return []
        found: dict[tuple[str, str, str], Acceptance] = {}
        for item in value.items:
            fields = self._fields(item, item.source, ("check", "record", "note"), _ENTRY)
            check, record = fields.get("check", ""), fields.get("record", "")
            known = bool(check) and self._known(check, item.source.at("check"))
            if record and "/" not in record:
                self.wrong(item.source.at("record"), f"{record!r} is not an id", "write kind/slug, as in org/osce")
            elif known and record and fields.get("note"):
                entry = Acceptance(check, record, fields["note"], item.source.at("check"), **_more(fields))
                key = (check, record, entry.value)
                if other := found.get(key):
                    self.wrong(entry.source, f"the same is accepted in line {other.source.row}", "keep one of the two")
                found.setdefault(key, entry)
        return list(found.values())

    def _known(self, check: str, place: Source) -> bool:
        if check in self.names:
            return True
        if check == _FORM:
            message = "what breaks the form of the files cannot be graded or accepted"
            self.wrong(place, message, "mend it: without the form there is no graph to check")
        else:
            self.wrong(place, f"{check!r} is not a check", f"{_near(check, self.names)} (coopgraph explain lists all)")
        return False

    def _fields(self, value: Tree, place: Source, needed: Collection[str], known: Collection[str]) -> dict[str, str]:
        """Return the texts of a mapping; a problem for each key that is missing, unknown or no text."""
        if not isinstance(value, Mapping):
            form = ", ".join(f"{name}: …" for name in needed)
            self.wrong(place, "is not a mapping", f"write {{{form}}}")
            return {}
        found: dict[str, str] = {}
        for key, at, told in value:
            if key not in known:
                self.wrong(at, f"{key!r} is not a field here", suggestion(key, sorted(known)))
            elif not isinstance(told, Scalar) or not told.text:
                self.wrong(at, "is not one text", _WHY.get(key, "write one text"))
                found[key] = ""
            else:
                found[key] = told.text
        for key in needed:
            if key not in found:
                self.wrong(place.at(key), "is missing", _WHY.get(key, f"add  {key}: …"))
        return found


def _more(fields: dict[str, str]) -> dict[str, str]:
    return {name: fields[name] for name in ("by", "value") if name in fields}


def _empty(value: Tree) -> bool:
    return isinstance(value, Scalar) and not value.text


def _near(check: str, names: Collection[str]) -> str:
    """Return what a check may have been meant: its number without noughts, or its title."""
    digits = check.lstrip("cC").lstrip("0")
    if digits.isdecimal() and (padded := f"C{int(digits):02}") in names:
        return f"did you mean {padded!r}?"
    return suggestion(check, sorted(names))
