"""Colours of nodes, by type of organization. They stand in palette.yaml, beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coopgraph.network.network import Node


@dataclass(frozen=True, slots=True, order=True)
class Colour:
    """A colour of the palette: its place in the legend, what it stands for, and red, green, blue (0 to
    255).
    """

    order: int
    label: str
    rgb: tuple[int, int, int]

    @property
    def hex(self) -> str:
        """The colour as ``#rrggbb``."""
        return "#{:02x}{:02x}{:02x}".format(*self.rgb)


def colour(node: Node) -> Colour:
    """Return the colour of a node.

    >>> colour(Node("x", "http://example.org/x", "org", "X", type="customs")).label
    'Customs'
    """
    countries, others, types = _palette()
    return countries if node.kind == "country" else types.get(node.type, others)


@cache
def _palette() -> tuple[Colour, Colour, dict[str, Colour]]:
    """Return the colour of countries, of other types, and of each type that has one of its own."""
    from ruamel.yaml import YAML

    file = Path(__file__).with_name("palette.yaml")
    tree: dict[str, Any] = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    groups = [(_colour(i, group), group["types"]) for i, group in enumerate(tree["groups"])]
    types = {name: shade for shade, names in groups for name in names}
    return _colour(0, tree["countries"]), _colour(len(groups), tree["others"]), types


def _colour(order: int, group: dict[str, str]) -> Colour:
    red, green, blue = bytes.fromhex(group["colour"].removeprefix("#"))
    return Colour(order, group["label"], (red, green, blue))
