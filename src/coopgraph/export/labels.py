"""Where the names in a picture go: beside their node, and not upon another name or node if that can be
helped.

Greedy and deterministic: the strongest node chooses first among places around it; the place that covers
least wins, and of equals the first (right of the node, left, above, below, then the corners). After J.
Christensen, J. Marks, S. Shieber, "An empirical study of algorithms for point-feature label placement", ACM
Transactions on Graphics 14, 203 (1995), of whose methods this is local search. Knows boxes only, no drawing
library.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import dist

# unit steps from the node towards the place, in the order of preference
_PLACES: tuple[tuple[float, float], ...] = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75)),
    *((0.4, 1), (-0.4, 1), (0.4, -1), (-0.4, -1)),
)
_FARTHER = (0.0, 0.6, 1.4)  # heights of the label
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its middle, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    def covers(self, other: Box) -> float:
        """Return the area that two rectangles share."""
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        down = (self.height + other.height) / 2 - abs(self.y - other.y)
        return max(across, 0.0) * max(down, 0.0)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the rectangle that is nearest to a point."""
        across, down = self.width / 2, self.height / 2
        return min(max(x, self.x - across), self.x + across), min(max(y, self.y - down), self.y + down)

    def gap(self, x: float, y: float) -> float:
        """Return the distance from a point to the rectangle: 0 inside."""
        return dist((x, y), self.nearest(x, y))


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label to place: around a node's middle and radius, of a width and height."""

    x: float
    y: float
    radius: float
    width: float
    height: float


def arrange(wanted: Sequence[Wanted], lines: Iterable[tuple[float, float, float, float]] = ()) -> list[Box]:
    """Return a box for each label, in the order given, which is also the order of choice.

    ``lines`` (x1, y1, x2, y2) are ties: crossing one costs a little, so that names rather stand in the open.
    Takes time in proportion to labels x (labels + lines).
    """
    discs = [Box(w.x, w.y, 2 * w.radius, 2 * w.radius) for w in wanted]
    segments = list(lines)
    places = [_around(w) for w in wanted]
    fixed = [[_standing(box, discs, segments) + _away(i) * box.height**2 for i, box in enumerate(p)] for p in places]
    chosen: list[Box] = []
    for i in range(len(wanted)):
        chosen.append(_best(places[i], fixed[i], chosen))
    for _ in range(_ROUNDS):
        for i in range(len(wanted)):
            chosen[i] = _best(places[i], fixed[i], chosen[:i] + chosen[i + 1 :])
    return chosen


def _around(w: Wanted) -> list[Box]:
    """Return the places around a node, in the order of preference."""
    return [
        Box(
            w.x + dx * (w.radius * 1.1 + w.width / 2) + (far * w.height * (dx > 0) - far * w.height * (dx < 0)),
            w.y + dy * (w.radius * 1.1 + w.height / 2) + (far * w.height * (dy > 0) - far * w.height * (dy < 0)),
            w.width,
            w.height,
        )
        for far in _FARTHER
        for dx, dy in _PLACES
    ]


def _best(places: list[Box], fixed: list[float], others: list[Box]) -> Box:
    """Return the place that costs least, given where the other names stand."""
    prices = [price + 10 * sum(map(box.covers, others)) for box, price in zip(places, fixed, strict=True)]
    return places[prices.index(min(prices))]


def _away(place: int) -> float:
    """Return the price of a place for being farther off or less usual, in heights of a line squared."""
    far, which = divmod(place, len(_PLACES))
    return (0.0, 1.0, 3.0)[far] + 0.01 * which


def _standing(box: Box, discs: list[Box], segments: list[tuple[float, float, float, float]]) -> float:
    """Return the price of a place for what stands there whatever the other names do: nodes and ties."""
    nodes = sum(map(box.covers, discs))
    crossed = sum(_crosses(box, segment) for segment in segments)
    return 20 * nodes + 0.15 * box.height**2 * crossed


def _crosses(box: Box, segment: tuple[float, float, float, float]) -> bool:
    """Say whether a line runs through a box (Y.-D. Liang, B. A. Barsky, ACM Transactions on Graphics 3,
    1984).
    """
    x1, y1, x2, y2 = segment
    start, end = 0.0, 1.0
    sides = (
        (x1 - x2, x1 - (box.x - box.width / 2)),
        (x2 - x1, box.x + box.width / 2 - x1),
        (y1 - y2, y1 - (box.y - box.height / 2)),
        (y2 - y1, box.y + box.height / 2 - y1),
    )
    for step, room in sides:
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    return start <= end


def wrap(label: str, short: str = "", width: int = 22, lines: int = 4) -> str:
    """Break a name into lines; a long one gives way to its abbreviation, or ends in an ellipsis.

    >>> print(wrap("United Nations Office on Drugs and Crime", "UNODC"))
    UNODC
    >>> print(wrap("Finnish Border Guard"))
    Finnish Border Guard
    """
    name = " ".join(label.split())
    if short and len(name) > width:
        name = short
    return "\n".join(textwrap.wrap(name, width, max_lines=lines, placeholder=" …"))
