"""Definitions of cooperation: which pairs of role classes tie two organizations, how, and how strongly.

A definition is data, not code: a YAML file in ontology/cooperation/, or one of the reader's own.

    title: Role pairs
    description: what counts as cooperation, and why
    source: a text or a list of them
    pairs:
      - {classes: L-L, kind: co-lead, direction: none, strength: 3}
      - {classes: F-L, kind: fund, direction: "F>L", strength: 2}
      - {classes: R-R, kind: co-attend, direction: none, strength: newman}

A pair that is not listed, or that has strength 0, ties nobody. Strength ``newman`` is 1/(n-1) with n the
number of parties of the pair's classes in the activity: M. E. J. Newman, "Scientific collaboration
networks. II. Shortest paths, weighted networks, and centrality", Physical Review E 64, 016132 (2001).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from coopgraph import assets
from coopgraph.errors import InputError, RecordsError, UnknownName, suggestion
from coopgraph.source import Problem, Source

NEWMAN = "newman"
_CLASSES = re.compile(r"([A-Za-z][A-Za-z0-9]*)-([A-Za-z][A-Za-z0-9]*)")
_KEYS = ("title", "description", "source", "pairs")
_PAIR_KEYS = ("classes", "kind", "direction", "strength")


@dataclass(frozen=True, slots=True)
class RolePair:
    """One line of a definition. ``towards`` is the class that the tie points to, or empty; ``strength`` is
    None for Newman's weight; ``order`` its place in the file, which settles draws.
    """

    classes: tuple[str, str]
    kind: str
    towards: str
    strength: float | None
    order: int

    def weigh(self, parties: int) -> float:
        """Return the strength among ``parties`` parties of these classes.

        >>> RolePair(("R", "R"), "co-attend", "", None, 0).weigh(5)
        0.25
        """
        return self.strength if self.strength is not None else 1 / max(parties - 1, 1)


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of cooperation. ``digest`` is the SHA-256 of its file, so that a result can name it."""

    name: str
    title: str
    description: str
    sources: tuple[str, ...]
    pairs: tuple[RolePair, ...]
    digest: str

    @property
    def directed(self) -> frozenset[str]:
        """The kinds of cooperation that have a direction."""
        return frozenset(pair.kind for pair in self.pairs if pair.towards)

    def table(self) -> dict[tuple[str, str], RolePair]:
        """Return the pair of every two classes, in both orders."""
        both = {pair.classes[::-1]: pair for pair in self.pairs}
        return both | {pair.classes: pair for pair in self.pairs}

    def __str__(self) -> str:
        return f"{self.title} ({self.digest[:8]})"


def known() -> list[str]:
    """Return the names of the definitions that ship with coopgraph."""
    return [path.stem for path in assets.files("ontology", "cooperation/*.yaml")]


def load(name: str | Path) -> Definition:
    """Return a definition, by its name (``default``) or from a file of the reader's own.

    A Path, and a text that ends in .yaml or .yml or holds a slash, is a file. Raises UnknownName for an
    unknown name, InputError when the file cannot be read, RecordsError with every fault found in it.
    """
    if isinstance(name, Path) or name.endswith((".yaml", ".yml")) or "/" in name:
        return _read(Path(name))
    for path in assets.files("ontology", "cooperation/*.yaml"):
        if path.stem == name:
            return _read(path)
    raise UnknownName("definition of cooperation", name, known())


def _read(path: Path) -> Definition:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = path.read_bytes()
        tree = YAML(typ="rt").load(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give the path of a YAML file") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Source(str(path), mark.line + 1 if mark else 0)
        raise InputError(f"{place}: not YAML ({error.problem or error.context})") from error
    except YAMLError as error:
        raise InputError(f"{path}: not YAML ({error})") from error
    reader = _Reader(str(path))
    definition = reader.definition(tree, path.stem, hashlib.sha256(data).hexdigest())
    if reader.problems:
        raise RecordsError(sorted(reader.problems))
    return definition


class _Reader:
    """Turns the tree of a file into a Definition and collects every problem on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def report(self, row: int, field: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(Source(self.file, row, field), message, remedy))

    def definition(self, tree: Any, name: str, digest: str) -> Definition:
        if not isinstance(tree, Mapping):
            self.report(
                1,
                "",
                "is no definition",
                "write title: and pairs:, as ontology/cooperation/default.yaml does",
            )
            return Definition(name, "", "", (), (), digest)
        self.keys(tree, _KEYS, 1)
        title = self.text(tree, "title")
        if not title:
            self.report(_row(tree, "title", 1), "title", "is missing", "say in a few words what counts as cooperation")
        items = tree.get("pairs")
        if not isinstance(items, list) or not items:
            self.report(_row(tree, "pairs", 1), "pairs", "is no list of pairs", "write at least one pair")
            items = []
        pairs = [self.pair(item, _item_row(items, i), i) for i, item in enumerate(items)]
        sources = tuple(self.texts(tree, "source"))
        found = tuple(pair for pair in pairs if pair is not None)
        return Definition(name, title, self.text(tree, "description"), sources, found, digest)

    def text(self, tree: Mapping[str, Any], key: str) -> str:
        value = tree.get(key)
        if value is not None and not isinstance(value, str):
            self.report(_row(tree, key, 1), key, f"{value!r} is no text", "put it in quotes")
            return ""
        return " ".join(str(value or "").split())

    def texts(self, tree: Mapping[str, Any], key: str) -> list[str]:
        items = tree.get(key)
        if not isinstance(items, list):
            return [text] if (text := self.text(tree, key)) else []
        wrong = [i for i, item in enumerate(items) if not isinstance(item, str)]
        for i in wrong:
            self.report(_item_row(items, i), key, f"{items[i]!r} is no text", "put it in quotes")
        return [" ".join(item.split()) for item in items if isinstance(item, str)]

    def keys(self, tree: Mapping[str, Any], allowed: tuple[str, ...], row: int) -> None:
        for key in tree:
            if key not in allowed:
                self.report(_row(tree, key, row), str(key), "is not a key here", suggestion(str(key), allowed))

    def pair(self, item: Any, row: int, order: int) -> RolePair | None:
        if not isinstance(item, Mapping):
            self.report(row, "pairs", f"{item!r} is no pair", "write {classes: L-L, kind: co-lead, strength: 3}")
            return None
        self.keys(item, _PAIR_KEYS, row)
        found = _CLASSES.fullmatch(str(item.get("classes", "")))
        if not found:
            written = item.get("classes", "")
            self.report(row, "classes", f"{written!r} is no pair of role classes", "write two, as in F-L")
            return None
        classes = (found[1], found[2])
        self.once(classes, row)
        strength = self.strength(item, row)
        kind = item.get("kind")
        if (not isinstance(kind, str) or not kind.strip()) and strength != 0:
            self.report(row, "kind", "is missing", "name the kind of tie, as in co-lead")
        towards = self.towards(item, classes, row)
        return RolePair(classes, " ".join(str(kind or "").split()), towards, strength, order)

    def once(self, classes: tuple[str, str], row: int) -> None:
        """Report a pair that stands twice in a file. Pairs have no order: L-R is R-L."""
        key = frozenset(classes)
        seen: dict[frozenset[str], int] = self.__dict__.setdefault("seen", {})
        if key in seen:
            self.report(row, "classes", f"{'-'.join(classes)} stands in line {seen[key]} already", "keep one of them")
        seen.setdefault(key, row)

    def towards(self, item: Mapping[str, Any], classes: tuple[str, str], row: int) -> str:
        direction = str(item.get("direction", "none")).replace(" ", "")
        if direction == "none":
            return ""
        a, b = classes
        allowed = {f"{a}>{b}": b, f"{b}>{a}": a} if a != b else {}
        if direction not in allowed:
            remedy = "write " + " or ".join([*allowed, "none"])
            self.report(row, "direction", f"{item['direction']!r} is no direction of {a}-{b}", remedy)
        return allowed.get(direction, "")

    def strength(self, item: Mapping[str, Any], row: int) -> float | None:
        value = item.get("strength")
        if value == NEWMAN:
            return None
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not isfinite(float(value)) or float(value) < 0:  # type: ignore[arg-type]
            self.report(row, "strength", f"{value!r} is no strength", "write a number from 0 up, or newman")
            return 1.0
        return float(value)  # type: ignore[arg-type]


def _row(tree: Mapping[str, Any], key: Any, default: int) -> int:
    """Return the line, counted from 1, on which a key of a mapping stands."""
    try:
        return int(tree.lc.key(key)[0]) + 1  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError):
        return default


def _item_row(items: Any, index: int) -> int:
    """Return the line, counted from 1, on which an item of a list stands."""
    try:
        return int(items.lc.item(index)[0]) + 1
    except (AttributeError, KeyError, TypeError):
        return 0
