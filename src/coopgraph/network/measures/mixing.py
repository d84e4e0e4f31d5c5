"""Mixing: whether ties run within groups or between them. Groups are countries or types of organization.

Undirected; ``weighted`` counts a tie by its weight instead of once. A tie with an end that has no group (an
international organization is of no country) is left out of the two measures here: they say how countries mix.
"""

from __future__ import annotations

from collections import defaultdict
from math import fsum

from coopgraph.errors import UnknownName
from coopgraph.network.measures.adjacency import DIGITS, rows
from coopgraph.network.network import Network

GROUPS = ("country", "type")


def groups(network: Network, by: str = "country", apart: bool = False) -> dict[str, str]:
    """Return the country or the type of every node.

    Empty where there is none; ``apart`` puts each node without one into a group of its own, as befits an
    international organization, which is of no country. Raises UnknownName for another kind of groups.
    """
    if by not in GROUPS:
        raise UnknownName("kind of groups", by, GROUPS)
    alone = {node.id: f"({node.id})" if apart else "" for node in network.nodes}
    return {node.id: (node.country if by == "country" else node.type) or alone[node.id] for node in network.nodes}


def assortativity(network: Network, by: str = "country", weighted: bool = False) -> float | None:
    """Return how far nodes are tied to their like, against chance: the assortativity coefficient.

    (sum e_gg - sum a_g²) / (1 - sum a_g²), where e_gg is the share of ties within group g and a_g the share of
    ends of ties in it. 1 when every tie stays within its group, 0 as by chance, below 0 (no lower than -1) when
    ties avoid it. None when no tie has both groups known or all ends are of one group. Raises UnknownName for
    other groups than *country* and *type*. M. E. J. Newman, "Mixing patterns in networks", Physical Review E 67,
    026126 (2003), equation 2. Takes time in proportion to the ties.
    """
    known = groups(network, by)
    ends: dict[str, list[float]] = defaultdict(list)
    within, total = [], []
    for source, target, weight in rows(network, network.columns.weight):
        a, b = known[source], known[target]
        if not a or not b:
            continue
        counted = weight if weighted else 1.0
        total.append(counted)
        ends[a].append(counted)
        ends[b].append(counted)
        if a == b:
            within.append(counted)
    if len(ends) < 2:
        return None
    all_ties = fsum(total)
    chance = fsum((fsum(parts) / (2 * all_ties)) ** 2 for parts in ends.values())
    return round((fsum(within) / all_ties - chance) / (1 - chance), DIGITS)


def ei_index(network: Network, by: str = "country", weighted: bool = False) -> float | None:
    """Return the E-I index of a network: (external - internal) / (external + internal) ties.

    External ties run between groups, internal ones within a group: from -1 (all internal) over 0 (as many of
    each) to 1 (all external). It takes no account of the sizes of groups: many small ones push it up. None when
    no tie has both groups known. Raises UnknownName for other groups than *country* and *type*. D. Krackhardt,
    R. N. Stern, "Informal networks and organizational crises: an experimental simulation", Social Psychology
    Quarterly 51, 123 (1988). Takes time in proportion to the ties.
    """
    signed = [value for _, _, value in _signed(network, by, weighted)]
    return _index(signed)


def ei_index_of_nodes(network: Network, by: str = "country", weighted: bool = False) -> dict[str, float | None]:
    """Return the E-I index of each node's own ties, None for a node with no tie that counts. See :func:`ei_index`."""
    own: dict[str, list[float]] = {node.id: [] for node in network.nodes}
    for source, target, value in _signed(network, by, weighted):
        own[source].append(value)
        own[target].append(value)
    return {node: _index(values) for node, values in own.items()}


def _signed(network: Network, by: str, weighted: bool) -> list[tuple[str, str, float]]:
    """Return the ends of each tie whose groups are known, and its count: above 0 external, below 0 internal."""
    known, found = groups(network, by), []
    for source, target, weight in rows(network, network.columns.weight):
        if known[source] and known[target]:
            counted = weight if weighted else 1.0
            found.append((source, target, -counted if known[source] == known[target] else counted))
    return found


def _index(signed: list[float]) -> float | None:
    """Return (external - internal) / (external + internal), or None of nothing.

    >>> _index([1.0, 1.0, 1.0, -1.0])
    0.5
    """
    return round(fsum(signed) / fsum(map(abs, signed)), DIGITS) + 0.0 if signed else None
