"""Where the names in a picture go: beside their node, and not upon another name or node if that can be
helped.

Greedy and deterministic: the strongest node chooses first among places around it; the place that covers
least wins, and of equals the first (right of the node, left, above, below, then the corners). After J.
Christensen, J. Marks, S. Shieber, "An empirical study of algorithms for point-feature label placement", ACM
Transactions on Graphics 14, 203 (1995), whose greedy baseline this is. Knows boxes only, no drawing
library.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# unit steps from the node towards the place, in the order of preference
_PLACES: tuple[tuple[float, float], ...] = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((0.75, 0.75), (-0.75, 0.75), (0.75, -0.75), (-0.75, -0.75)),
    *((0.4, 1), (-0.4, 1), (0.4, -1), (-0.4, -1)),
)
_FARTHER = (1.0, 1.7, 2.6)


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
    taken: list[Box] = []
    for w in wanted:
        places = [
            Box(
                w.x + dx * (w.radius * far + w.width / 2),
                w.y + dy * (w.radius * far + w.height / 2),
                w.width,
                w.height,
            )
            for far in _FARTHER
            for dx, dy in _PLACES
        ]
        prices = [_cost(box, taken, discs, segments) for box in places]
        best = min((price + _away(i) * w.height**2, i) for i, price in enumerate(prices))
        taken.append(places[best[1]])
    return taken


def _away(place: int) -> float:
    """Return the price of a place for being farther off or less usual: never as much as covering another."""
    far, which = divmod(place, len(_PLACES))
    return 0.25 * far + 0.01 * which


def _cost(
    box: Box, taken: list[Box], discs: list[Box], segments: list[tuple[float, float, float, float]]
) -> float:
    names = sum(box.covers(other) for other in taken)
    nodes = sum(box.covers(disc) for disc in discs)
    crossed = sum(_crosses(box, segment) for segment in segments)
    return 10 * names + 8 * nodes + 0.12 * box.height**2 * crossed


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


def wrap(label: str, short: str = "", width: int = 20, lines: int = 3) -> str:
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
