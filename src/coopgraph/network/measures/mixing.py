"""Mixing: whether ties run within groups or between them. Groups are countries or types of organization.

Undirected; ``weighted`` counts a tie by its weight instead of once. A tie with an end that has no group (an
international organization is of no country) is left out of the two measures here: they say how countries mix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coopgraph.errors import UnknownName
from coopgraph.network.measures.adjacency import DIGITS
from coopgraph.network.measures.arrays import groups_of
from coopgraph.network.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

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
    import numpy as np

    ends, group, weight = _counted(network, by, weighted)
    found = group[ends]
    if len(np.unique(found)) < 2:
        return None
    total, alike = weight.sum(), found[0] == found[1]
    share = np.bincount(found.ravel(), np.tile(weight, 2)) / (2 * total)
    chance = float((share**2).sum())
    return round((float(weight[alike].sum() / total) - chance) / (1 - chance), DIGITS) + 0.0


def ei_index(network: Network, by: str = "country", weighted: bool = False) -> float | None:
    """Return the E-I index of a network: (external - internal) / (external + internal) ties.

    External ties run between groups, internal ones within a group: from -1 (all internal) over 0 (as many of
    each) to 1 (all external). It takes no account of the sizes of groups: many small ones push it up. None when
    no tie has both groups known. Raises UnknownName for other groups than *country* and *type*. D. Krackhardt,
    R. N. Stern, "Informal networks and organizational crises: an experimental simulation", Social Psychology
    Quarterly 51, 123 (1988). Takes time in proportion to the ties.
    """
    ends, group, weight = _counted(network, by, weighted)
    within = weight[group[ends[0]] == group[ends[1]]].sum()
    return _index(float(within), float(weight.sum()))


def ei_index_of_nodes(network: Network, by: str = "country", weighted: bool = False) -> dict[str, float | None]:
    """Return the E-I index of each node's own ties, None for a node with no tie that counts. See :func:`ei_index`."""
    import numpy as np

    ends, group, weight = _counted(network, by, weighted)
    n, alike = len(network.nodes), group[ends[0]] == group[ends[1]]
    total = np.bincount(ends.ravel(), np.tile(weight, 2), n).tolist()
    within = np.bincount(ends[:, alike].ravel(), np.tile(weight[alike], 2), n).tolist()
    return {node.id: _index(*sums) for node, *sums in zip(network.nodes, within, total, strict=True)}


def _counted(network: Network, by: str, weighted: bool) -> tuple[Ints, Ints, Floats]:
    """Return the ends (2 x ties) of the ties whose groups are known, the group of each node, what each tie counts."""
    import numpy as np

    found, group = network.columns, groups_of(network, groups(network, by))
    known = (group[found.source] >= 0) & (group[found.target] >= 0)
    ends = np.stack((found.source, found.target))[:, known].astype(np.int64)
    return ends, group, found.weight[known] if weighted else np.ones(ends.shape[1])


def _index(within: float, total: float) -> float | None:
    """Return (external - internal) / (external + internal), or None of nothing.

    >>> _index(1.0, 4.0)
    0.5
    """
    return round((total - 2 * within) / total, DIGITS) + 0.0 if total else None
