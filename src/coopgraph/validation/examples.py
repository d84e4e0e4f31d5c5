"""Examples of each check, from ``shapes/examples.yaml``: lines of the curated files that are wrong, and right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from coopgraph import assets
from coopgraph.errors import InputError
from coopgraph.loaders import yaml
from coopgraph.loaders.yaml import Mapping, Scalar, Tree

FILE = "records/900-visit.yaml"
"""Where an example stands unless it says otherwise."""
_KEYS = ("wrong", "right", "file", "refused", "only-rdf", "see")


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a check or of one of its shapes.

    ``wrong`` and ``right`` are pairs of a file and its lines. ``refused`` holds the words with which the loader
    refuses the wrong lines, so that the check itself never sees them; ``only_rdf`` why no curated file can break
    the check, and then there are no lines; ``see`` what to look at in lines that do not show it.
    """

    name: str
    wrong: tuple[tuple[str, str], ...] = ()
    right: tuple[tuple[str, str], ...] = ()
    refused: str = ""
    only_rdf: str = ""
    see: str = ""


@cache
def examples() -> dict[str, Example]:
    """Return the examples by code or name of a shape. Raises InputError when the file is not in its form."""
    path = assets.folder("shapes") / "examples.yaml"
    tree, problems = yaml.read(path, f"shapes/{path.name}")
    if problems:
        raise InputError(str(problems[0]))
    return {name: _example(name, value) for name, _, value in tree}


def of_check(code: str) -> list[Example]:
    """Return the examples of a check: its own first, then those of single shapes."""
    return [e for name, e in examples().items() if name == code or name.startswith(f"{code}-")]


def _example(name: str, value: Tree) -> Example:
    told = {key: tree for key, _, tree in value} if isinstance(value, Mapping) else {}
    unknown = sorted(set(told) - set(_KEYS))
    if unknown or not ({"wrong", "right"} <= set(told) or "only-rdf" in told):
        what = f"{unknown[0]!r} is not a key of an example" if unknown else "give wrong and right, or only-rdf"
        raise InputError(f"{value.source} [{name}]: {what}")
    words = {key: _text(told[key]) for key in ("file", "refused", "only-rdf", "see") if key in told}
    file = words.get("file", FILE)
    sides = {side: tuple(_lines(told[side], file)) for side in ("wrong", "right") if side in told}
    more = {key.replace("-", "_"): text for key, text in words.items() if key != "file"}
    return Example(name, sides.get("wrong", ()), sides.get("right", ()), **more)


def _lines(value: Tree, file: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from ((key, _text(lines)) for key, _, lines in value)
    else:
        yield file, _text(value)


def _text(value: Tree) -> str:
    if not isinstance(value, Scalar):
        raise InputError(f"{value.source}: is not a text")
    return value.text
