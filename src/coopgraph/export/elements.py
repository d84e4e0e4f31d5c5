"""Vertices and edges of a file, and what may be said of them: plain values, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from coopgraph.export.palette import Colour
from coopgraph.network.spells import Spell

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "double",
    str: "string",
    tuple: "liststring",
}
"""The types of a column by their Python type; the names are those of GEXF, which has ``long`` besides."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node of a file. ``at`` is (x, y) with y upwards, ``radius`` in the same unit; ``spells`` are its days."""

    id: str
    label: str
    facts: Mapping[str, Value]
    colour: Colour
    at: tuple[float, float]
    radius: float
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a file. Where the content is undirected its ends have no order. No spells: no known day."""

    id: str
    source: str
    target: str
    kind: str
    weight: float
    facts: Mapping[str, Value]
    spells: tuple[Spell, ...] = ()


def joined(value: Value) -> str | int | float | bool | None:
    """Return a fact as one plain value, for formats without lists: several texts are parted by `` | ``.

    >>> joined(("co-lead", "fund")), joined(3), joined(())
    ('co-lead | fund', 3, None)
    """
    return " | ".join(value) or None if isinstance(value, tuple) else value


def known(facts: Mapping[str, Value]) -> dict[str, Any]:
    """Return the facts that say something, for JSON: lists as lists.

    >>> known({"a": None, "b": ("x", "y"), "c": 0, "d": ""})
    {'b': ['x', 'y'], 'c': 0}
    """
    return {
        name: list(fact) if isinstance(fact, tuple) else fact
        for name, fact in facts.items()
        if fact is not None and fact not in ("", ())
    }
