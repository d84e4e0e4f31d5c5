"""What marks look like: shapes beside colours, so that a picture says the same in grey, and classes of weight.

The colours of organization types stand in :mod:`coopgraph.export.palette`; here each gets a shape. Event types
have colour and shape in marks.yaml, beside this file; kinds of cooperation take colours in the order of their
definition. All are of Okabe and Ito's set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import pi
from pathlib import Path
from typing import Any

from coopgraph.export.palette import colour
from coopgraph.network.definition import Definition
from coopgraph.network.network import Node, Tie

# a shape and its area where a disc of radius 1 has pi
_AREAS = {"o": pi, "s": 4.0, "D": 4.0, "^": 2.0, "v": 2.0, "p": 2.38, "h": 2.6, "P": 2.22, "X": 2.22}
_SHAPES = ("o", "P", "s", "^", "D", "p", "v", "X", "h")  # of organization types, in the order of the palette
_KINDS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#F0E442")
SCALE = ("#b3d0e6", "#7fb2d9", "#4a90c2", "#1c66a3", "#08306b")
"""The colours of weights, the least first: one hue, ever darker, so that their order stays in grey."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A sign: its place in the legend, what it stands for, its colour (``#rrggbb``) and matplotlib's shape."""

    order: int
    label: str
    colour: str
    shape: str

    @property
    def factor(self) -> float:
        """What the size of this shape must be multiplied with to cover as much as a disc.

        >>> Mark(0, "Disc", "#000000", "o").factor
        1.0
        """
        return float((pi / _AREAS[self.shape]) ** 0.5)


def of_node(node: Node) -> Mark:
    """Return the mark of an organization or a country.

    >>> of_node(Node("x", "http://example.org/x", "org", "X", type="customs")).label
    'Customs'
    """
    found = colour(node)
    return Mark(found.order, found.label, found.hex, _SHAPES[found.order % len(_SHAPES)])


def of_event(kind: str, of_type: str) -> Mark:
    """Return the mark of an activity, of its kind (event, project) and the slug of its type.

    >>> of_event("event", "training").label, of_event("event", "").label, of_event("project", "").label
    ('Training', 'Other event', 'Project or programme')
    """
    types, others, projects = _events()
    return projects if kind == "project" else types.get(of_type, others)


@cache
def _events() -> tuple[dict[str, Mark], Mark, Mark]:
    from ruamel.yaml import YAML

    text = Path(__file__).with_name("marks.yaml").read_text(encoding="utf-8")
    tree: dict[str, Any] = YAML(typ="safe", pure=True).load(text)

    def mark(order: int, group: dict[str, str]) -> Mark:
        return Mark(order, group["label"], group["colour"], group["shape"])

    groups = [(mark(i, group), group["types"]) for i, group in enumerate(tree["groups"])]
    types = {name: found for found, names in groups for name in names}
    return types, mark(len(groups), tree["others"]), mark(len(groups) + 1, tree["projects"])


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cooperation: its name, a letter for it, its colour."""

    name: str
    letter: str
    colour: str


def kinds(definition: Definition, ties: Iterable[Tie]) -> dict[str, Kind]:
    """Return how the kinds that occur are shown, in the order of the definition, which thus settles colours and
    letters; kinds that the definition does not list come last, by name.
    """
    used = {kind for tie in ties for kind in tie.kinds}
    listed = dict.fromkeys(pair.kind for pair in definition.pairs if pair.kind)
    order = [*listed, *sorted(used - listed.keys())]
    letters = _letters(order)
    found = {name: Kind(name, letters[name], _KINDS[i % len(_KINDS)]) for i, name in enumerate(order)}
    return {name: kind for name, kind in found.items() if name in used}


def _letters(names: Sequence[str]) -> dict[str, str]:
    """Return a capital for each name that no earlier one has, if there is one: of its last word, then its first.

    >>> _letters(["co-lead", "co-member", "fund", "fund-indirect", "co-attend"])
    {'co-lead': 'L', 'co-member': 'M', 'fund': 'F', 'fund-indirect': 'I', 'co-attend': 'A'}
    """
    found: dict[str, str] = {}
    for name in names:
        words = "".join(reversed(name.upper().replace(" ", "-").split("-")))
        free = (c for c in f"{words}ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c.isalnum() and c not in found.values())
        found[name] = next(free, "?")
    return found


def classes(weights: Iterable[float]) -> list[float]:
    """Return the upper bounds of up to five classes of weights: quantiles, rounded to two digits, the last the most.

    >>> classes([0.5, 1, 1, 2, 5.2])
    [0.5, 1.0, 2.0, 5.2]
    >>> classes([])
    []
    """
    ordered = sorted(weights)
    n = len(ordered)
    cuts = {float(f"{ordered[-(-n * i // len(SCALE)) - 1]:.2g}") for i in range(1, len(SCALE))} if n else set()
    return sorted({cut for cut in cuts if cut < ordered[-1]} | {ordered[-1]}) if n else []


def shade(weight: float, bounds: Sequence[float]) -> str:
    """Return the colour of a weight: that of the first class whose bound it does not pass."""
    place = next((i for i, bound in enumerate(bounds) if weight <= bound), len(bounds) - 1)
    return SCALE[scale_place(place, len(bounds))]


def scale_place(place: int, many: int) -> int:
    """Return where in the scale the class at ``place`` of ``many`` stands; the greatest is always the darkest.

    >>> [scale_place(i, 3) for i in range(3)], scale_place(0, 1)
    ([0, 2, 4], 4)
    """
    last = len(SCALE) - 1
    return last if many < 2 else round(place * last / (many - 1))
