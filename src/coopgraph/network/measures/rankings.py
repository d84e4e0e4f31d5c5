"""Agreement: whether two networks put the same nodes first.

A definition of cooperation is a judgement. Before a ranking is believed, it is compared with the rankings by
other definitions of the same participations, which is what :func:`of_definitions` prints.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, groupby
from math import comb, fsum, sqrt
from pathlib import Path

from coopgraph.errors import UnknownName
from coopgraph.network.cooperation import cooperate
from coopgraph.network.definition import Definition, known, load
from coopgraph.network.measures.adjacency import DIGITS
from coopgraph.network.measures.centrality import betweenness, degree, strength
from coopgraph.network.network import Network
from coopgraph.network.table import Participations
from coopgraph.table import Table

RANKINGS: Mapping[str, Callable[[Network], Mapping[str, float]]] = {
    "strength": strength,
    "degree": degree,
    "betweenness": betweenness,
}
"""The measures by which nodes are ranked here."""
_COLUMNS = {
    "measure": "what the nodes are ranked by",
    "definition": "the definition of cooperation that gives one ranking",
    "compared_with": "the definition that gives the other",
    "nodes": "nodes that both networks have",
    "spearman": "rank correlation, -1 reversed, 0 unrelated, 1 the same order; empty when one ranks all equal",
    "kendall": "tau-b: share of pairs in the same order minus those in reverse order, ties allowed for; -1 to 1",
}


def agreement(a: Network, b: Network, measure: str = "strength") -> float | None:
    """Return how far two networks agree on who is first: Spearman's rank correlation, over the nodes of both.

    None when fewer than three nodes are shared or one network holds all of them equal; see :func:`spearman`.
    Raises UnknownName for a measure that is not in RANKINGS.
    """
    return spearman(*shared(a, b, measure))


def of_definitions(
    table: Participations,
    definitions: Sequence[str | Path | Definition] = (),
    view: str | None = None,
    level: str = "organization",
) -> Table:
    """Return how far the rankings by several definitions agree: a row for each measure and pair of definitions.

    All definitions that ship with coopgraph when none are given. Isolated nodes are ranked too (0). Raises
    UnknownName for an unknown definition, view or level, and what :func:`coopgraph.network.definition.load`
    raises for a file of one's own.
    """
    loaded = [d if isinstance(d, Definition) else load(d) for d in definitions or known()]
    view = table.view if view is None else view
    networks = [(d.name, cooperate(table, d, view, level)) for d in loaded]
    title = f"Agreement of rankings: view {view}, level {level}"
    return of_networks(networks, title)


def of_networks(networks: Iterable[tuple[str, Network]], title: str = "Agreement of rankings") -> Table:
    """Return the same table as :func:`of_definitions` for named networks of any kind."""
    named = list(networks)
    values = {measure: [rank(network) for _, network in named] for measure, rank in RANKINGS.items()}
    rows = []
    for measure in RANKINGS:
        for i, j in combinations(range(len(named)), 2):
            x, y = _shared(values[measure][i], values[measure][j])
            rows.append((measure, named[i][0], named[j][0], len(x), spearman(x, y), kendall(x, y)))
    return Table(tuple(_COLUMNS), list(rows), title, _COLUMNS)


def shared(a: Network, b: Network, measure: str = "strength") -> tuple[list[float], list[float]]:
    """Return a measure of the nodes that two networks share, in the order of their ids. Raises UnknownName."""
    if measure not in RANKINGS:
        raise UnknownName("measure to rank by", measure, RANKINGS)
    return _shared(RANKINGS[measure](a), RANKINGS[measure](b))


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[list[float], list[float]]:
    both = sorted(a.keys() & b.keys())
    return [a[i] for i in both], [b[i] for i in both]


def spearman(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation of two measures of the same things, -1 to 1.

    The correlation of the ranks, equals sharing the mean of theirs. None for fewer than three things or when one
    measure holds them all equal. C. Spearman, "The proof and measurement of association between two things",
    American Journal of Psychology 15, 72 (1904). Takes n log n.

    >>> spearman([1, 2, 3], [10, 30, 20])
    0.5
    """
    if len(x) < 3:
        return None
    a, b, mean = ranks(x), ranks(y), (len(x) + 1) / 2
    spread = sqrt(fsum((i - mean) ** 2 for i in a) * fsum((j - mean) ** 2 for j in b))
    if spread == 0:
        return None
    return round(fsum((i - mean) * (j - mean) for i, j in zip(a, b, strict=True)) / spread, DIGITS)


def kendall(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return Kendall's tau-b of two measures of the same things, -1 to 1.

    (pairs in the same order - pairs in reverse order) / sqrt(pairs unequal in x times pairs unequal in y). None
    for fewer than three things or when one measure holds them all equal. M. G. Kendall, "The treatment of ties in
    ranking problems", Biometrika 33, 239 (1945). Takes n log n comparisons.

    >>> round(kendall([1, 2, 3], [10, 30, 20]), 3)
    0.333
    """
    n = len(x)
    pairs, equal_x, equal_y, equal_both = comb(n, 2), _equal(x), _equal(y), _equal(list(zip(x, y, strict=True)))
    spread = (pairs - equal_x) * (pairs - equal_y)
    if n < 3 or spread == 0:
        return None
    reversed_pairs, before = 0, list[float]()
    ordered = sorted(zip(x, y, strict=True))
    for _, group in groupby(ordered, key=lambda pair: pair[0]):
        values = [value for _, value in group]
        for value in values:
            reversed_pairs += len(before) - bisect_right(before, value)
        for value in values:
            insort(before, value)
    different = pairs - equal_x - equal_y + equal_both
    return round((different - 2 * reversed_pairs) / sqrt(spread), DIGITS)


def _equal(values: Sequence[object]) -> int:
    """Return the number of pairs of equal values."""
    return sum(comb(count, 2) for count in Counter(values).values())


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value from 1, the smallest, equals sharing the mean of theirs.

    >>> ranks([5.0, 1.0, 5.0])
    [2.5, 1.0, 2.5]
    """
    places: dict[float, list[int]] = defaultdict(list)
    for place, one in enumerate(sorted(values), 1):
        places[one].append(place)
    return [fsum(places[one]) / len(places[one]) for one in values]
