"""Which records have names that are alike: pairs, without comparing in Python what cannot be alike.

Names are put in the order of their lengths. One that scores s of 100 (normalized InDel) with another is at most
(1 + d) / (1 - d) times as long, d = 1 - s/100: all its letters are the other's, and what may differ is put in. So each
is held only against the window of names that long, in C, a block of rows at a time. Nothing that scores is lost.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

ROWS = 512
"""Names that are compared at once: memory is ROWS times the window, four bytes each."""


def pairs(names: Sequence[Sequence[str]], cutoff: float) -> list[tuple[int, int]]:
    """Return the pairs (i, j), i < j, of records some of whose names score ``cutoff`` (above 0) or more, sorted.

    ``names`` holds the names of each record. Cost: quadratic in the names of like length, but some 30
    million pairs a second: 0.3 s for four thousand names, 4 s for sixteen thousand; memory linear.

    >>> pairs([["finnish customs"], ["finnish custom"], ["norwegian police"]], 93)
    [(0, 1)]
    """
    from rapidfuzz import fuzz, process

    flat = sorted((len(name), name, record) for record, own in enumerate(names) for name in own)
    lengths = [length for length, _, _ in flat]
    texts = [name for _, name, _ in flat]
    found: set[tuple[int, int]] = set()
    for start in range(0, len(flat), ROWS):
        stop = min(start + ROWS, len(flat))
        end = bisect_right(lengths, longest(lengths[stop - 1], cutoff))
        scores = process.cdist(texts[start:stop], texts[start:end], scorer=fuzz.ratio, score_cutoff=cutoff)
        for row, column in zip(*scores.nonzero(), strict=True):
            one, two = flat[start + int(row)][2], flat[start + int(column)][2]
            if one != two:
                found.add((min(one, two), max(one, two)))
    return sorted(found)


def longest(length: int, cutoff: float) -> float:
    """Return how long a name may be that scores ``cutoff`` with one of ``length`` letters.

    >>> round(longest(100, 93), 1)
    115.1
    """
    share = 1 - cutoff / 100
    return length * (1 + share) / (1 - share) + 1e-9
