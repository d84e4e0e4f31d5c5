"""Chance with a seed: the few ways of drawing that the generator needs, each quick and the same on every machine.

Only :class:`random.Random` is behind it, whose stream for a seed does not change between versions of Python, and no
set is ever walked through, so that the hash seed of a process does not matter.
"""

from __future__ import annotations

import hashlib
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")
EXPONENT = 1.1
"""Of the law by which parties are picked: the weight of rank r is some r to the power of minus this."""


class Draw:
    """A stream of chance.

    >>> Draw(7).below(100) == Draw(7).below(100)
    True
    """

    def __init__(self, seed: int) -> None:
        self.unit = Random(seed).random
        self._spans: dict[int, float] = {}

    def below(self, n: int) -> int:
        """Return a whole number from 0 up to, not including, n; each is as likely."""
        return int(self.unit() * n)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.unit() * (high - low + 1))

    def rank(self, n: int) -> int:
        """Return a rank from 0 to n - 1 by a law of Zipf, by inverting the continuous one (Devroye, Non-Uniform
        Random Variate Generation, 1986, chapter X.6, without the rejection step): no table, constant time."""
        power = 1 - EXPONENT
        span = self._spans.get(n)
        if span is None:
            span = self._spans[n] = (n + 1) ** power - 1
        return min(int((1 + self.unit() * span) ** (1 / power)) - 1, n - 1)

    def one(self, several: Sequence[T]) -> T:
        """Return one of several, each as likely."""
        return several[int(self.unit() * len(several))]

    def shuffled(self, several: Sequence[T]) -> list[T]:
        """Return several in a random order (Fisher and Yates)."""
        left = list(several)
        for i in range(len(left) - 1, 0, -1):
            j = int(self.unit() * (i + 1))
            left[i], left[j] = left[j], left[i]
        return left

    def sample(self, n: int, k: int) -> list[int]:
        """Return k different numbers below n, in random order. Memory grows with k alone."""
        moved: dict[int, int] = {}
        found = []
        for i in range(k):
            j = self.between(i, n - 1)
            found.append(moved.get(j, j))
            moved[j] = moved.get(i, i)
        return found


class Shares(Generic[T]):
    """Values with their shares, to draw by.

    >>> Shares({"often": 9, "seldom": 1}).of(Draw(3))
    'often'
    """

    def __init__(self, shares: dict[T, float]) -> None:
        self.values = list(shares)
        self.bounds = list(accumulate(shares.values()))

    def of(self, draw: Draw) -> T:
        """Return a value, as often as its share says."""
        return self.values[bisect(self.bounds, draw.unit() * self.bounds[-1], 0, len(self.values) - 1)]


def digest(*parts: object) -> str:
    """Return a well-formed SHA-256 for words that do not exist.

    >>> len(digest(1, "synth-source-0000001", 10, 20))
    64
    """
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()
