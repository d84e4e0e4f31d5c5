"""Projection: the network of those who were in the same activities, in the weights that the field uses.

With n nodes in an activity, each pair of them gets from it

    count        1: how often the two met. R. L. Breiger, "The duality of persons and groups", Social Forces 53,
                 181 (1974): the matrix times its transpose.
    newman       1/(n-1): a node divides itself among the others, so that its strength is the number of its
                 activities with company. M. E. J. Newman, "Scientific collaboration networks. II. Shortest paths,
                 weighted networks, and centrality", Physical Review E 64, 016132 (2001).
    hyperbolic   1/n: an activity divides itself among all who are there. M. Coscia, L. Rossi, "The impact of
                 projection and backboning on network topologies", ASONAM 2019. Some texts call Newman's weight
                 hyperbolic; the two differ most in small activities (two parties: 1 and 1/2).

Roles, confidence and families count for nothing here, unlike in :mod:`coopgraph.network.cooperation`: an agency and
its own ministry in one room are tied. It is the yardstick of the field, not what this project calls cooperation.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations
from math import fsum

from coopgraph.errors import UnknownName
from coopgraph.network.definition import Definition
from coopgraph.network.measures.adjacency import DIGITS
from coopgraph.network.measures.two_mode import TwoMode
from coopgraph.network.network import Contribution, Network, Tie
from coopgraph.network.table import INFERRED, STATED

WEIGHTS: Mapping[str, tuple[Callable[[int], float], str, str]] = {
    "count": (lambda n: 1.0, "1 for each activity of both", "Breiger (1974), Social Forces 53, 181"),
    "newman": (lambda n: 1 / (n - 1), "1/(n-1) for each activity of n", "Newman (2001), Physical Review E 64, 016132"),
    "hyperbolic": (lambda n: 1 / n, "1/n for each activity of n", "Coscia and Rossi (2019), ASONAM"),
}
"""Name of a weight: (what an activity of n nodes gives each pair, in words, article)."""


def project(found: TwoMode, weight: str = "count") -> Network:
    """Return the network of co-attendance: undirected, weighted, measurable and writable like any other.

    Nodes that were nowhere together with another stay, isolated. The contributions have confidence 1 and carry the
    surest participation of each end. Raises UnknownName for another weight than count, newman and hyperbolic. Takes
    the sum over activities of their squared sizes.

    >>> sorted(WEIGHTS), WEIGHTS["newman"][0](5), WEIGHTS["hyperbolic"][0](5)
    (['count', 'hyperbolic', 'newman'], 0.25, 0.2)
    """
    if weight not in WEIGHTS:
        raise UnknownName("weight of a projection", weight, WEIGHTS)
    of, words, article = WEIGHTS[weight]
    ties: dict[tuple[int, int], list[Contribution]] = defaultdict(list)
    for j, there in enumerate(found.attendance()):
        for a, b in combinations(there, 2):
            ties[a, b].append(_contribution(found, (a, b), j, round(of(len(there)), DIGITS)))
    digest = hashlib.sha256(f"projection {weight}: {words}".encode()).hexdigest()
    title = f"Co-attendance, {words}"
    definition = Definition(f"projection-{weight}", title, f"One-mode projection: {words}.", (article,), (), digest)
    made = [
        Tie(found.nodes[a].id, found.nodes[b].id, round(fsum(c.weight for c in parts), DIGITS), tuple(parts))
        for (a, b), parts in sorted(ties.items())
    ]
    return Network(found.view, found.level, definition, found.nodes, tuple(made))


def _contribution(found: TwoMode, ends: tuple[int, int], j: int, weight: float) -> Contribution:
    a, b = (found.presence[i, j] for i in ends)
    status = STATED if a.status == b.status == STATED else INFERRED
    evidence = tuple(sorted({*a.evidence, *b.evidence}))
    return Contribution(found.activities[j], (a, b), "co-attend", "", weight, 1.0, weight, status, evidence)
