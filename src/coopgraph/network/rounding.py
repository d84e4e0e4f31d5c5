"""Rounding to nine digits by columns: to the last bit what Python's ``round(x, 9)`` and ``fsum`` give.

Weights and measures are rounded so far that they do not depend on the order of sums. Two ways lead to a network, by
objects and by columns, and both have to give the same numbers, not nearly the same.
"""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DIGITS = 9
_SCALE = 10.0**DIGITS
_EXACT = 1e5  # up to here a double holds nine digits with room for the errors of a sum


def rounded(values: Floats) -> Floats:
    """Return each value as ``round(value, 9)`` has it.

    The nearest whole number of 1e-9, divided by 1e9 (a division is correctly rounded, so it gives the double that is
    nearest to the decimal); what is near the middle between two, or large, is left to Python.

    >>> import numpy as np
    >>> rounded(np.array([1 / 3, 0.1 + 0.2, 1e-9 * 2.5])).tolist() == [round(x, 9) for x in (1 / 3, 0.1 + 0.2, 2.5e-9)]
    True
    """
    import numpy as np

    scaled = values * _SCALE
    whole = np.rint(scaled)
    found = whole / _SCALE
    unsure = ~((np.abs(scaled - whole) < 0.499) & (np.abs(values) < _EXACT))
    for i in unsure.nonzero()[0].tolist():
        found[i] = round(float(values[i]), DIGITS)
    return np.asarray(found, dtype=np.float64)


def sums(groups: NDArray[Any], values: Floats, count: int) -> Floats:
    """Return the sum of the values of each group, as ``round(fsum(values), 9)`` has it.

    ``groups`` holds the number of each value's group, from 0 to ``count`` - 1; values have at most nine digits. They
    are added as whole numbers of 1e-9, which is exact whatever their order.

    >>> import numpy as np
    >>> sums(np.array([0, 0, 2]), np.array([0.1, 0.2, 1.5]), 3).tolist()
    [0.3, 0.0, 1.5]
    """
    import numpy as np

    found = np.bincount(groups, np.rint(values * _SCALE), count) / _SCALE
    if not len(values) or np.bincount(groups, np.abs(values), count).max() < _EXACT:
        return np.asarray(found)
    by_group: dict[int, list[float]] = {}
    for group, value in zip(groups.tolist(), values.tolist(), strict=True):
        by_group.setdefault(group, []).append(value)
    for group, some in by_group.items():
        found[group] = round(fsum(some), DIGITS)
    return np.asarray(found)
