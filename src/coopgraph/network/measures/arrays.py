"""A large network as the measures see it: arrays instead of dictionaries, and the libraries that read them.

Above :data:`MANY_TIES` ties or :data:`MANY_NODES` nodes the measures read these; below, networkx and plain Python do,
and they are the referees: both ways give the same numbers (tests compare them on both sides of the limits). What numpy
can do alone is done in numpy; shortest paths and Louvain want scipy (the extra ``fast``), and fall back on networkx
without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from coopgraph.network.network import Network
from coopgraph.network.rounding import rounded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

MANY_TIES = 200
MANY_NODES = 500


def large(network: Network) -> bool:
    """Say whether the measures of a network are computed from arrays: it is large, and every tie has a weight."""
    if len(network.ties) <= MANY_TIES and len(network.nodes) <= MANY_NODES:
        return False
    return network.kept("weighed", lambda: bool((network.columns.weight > 0).all()))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Arrays:
    """``count`` nodes and their ties, twice: tie by tie (``source``, ``target``, ``weight``), and node by node.

    The neighbours of node v, in order, are ``other[start[v]:start[v + 1]]``, and ``tie`` has the numbers of the ties
    to them. ``arc`` is the number of the tie from v to its neighbour when v is its source, else that number plus the
    number of ties: so each tie is two arcs.
    """

    count: int
    source: Ints
    target: Ints
    weight: Floats
    start: Ints
    other: Ints
    tie: Ints
    arc: Ints

    @property
    def degree(self) -> Ints:
        """How many ties each node has."""
        import numpy as np

        return np.diff(self.start)

    @property
    def node(self) -> Ints:
        """The node whose neighbour stands at each place of ``other``."""
        import numpy as np

        return np.repeat(np.arange(self.count), self.degree)


def arrays(network: Network) -> Arrays:
    """Return the arrays of a network, made once. Takes time in proportion to ties x their logarithm."""
    return network.kept("arrays", lambda: _arrays(network))


def _arrays(network: Network) -> Arrays:
    import numpy as np

    found = network.columns
    return of_ties(len(network.nodes), found.source.astype(np.int64), found.target.astype(np.int64), found.weight)


def of_ties(count: int, source: Ints, target: Ints, weight: Floats) -> Arrays:
    """Return the arrays of ties between ``count`` nodes, given by the places of their ends; no pair twice."""
    import numpy as np

    ends, others = np.concatenate((source, target)), np.concatenate((target, source))
    order = np.argsort(ends * max(count, 1) + others, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=count))))
    return Arrays(count, source, target, weight, start, others[order], order % max(len(source), 1), order)


def by_id(network: Network, values: NDArray[Any]) -> dict[str, Any]:
    """Return the values of the nodes by their ids; numbers with decimals are rounded to nine."""
    if values.dtype.kind == "f":
        values = rounded(values)
    return dict(zip((node.id for node in network.nodes), values.tolist(), strict=True))


def ways(network: Network) -> tuple[Ints, Ints, Floats]:
    """Return what is given by whom to whom: givers, receivers and weights, sorted by both; nodes by their places."""
    import numpy as np

    found = network.columns
    start = np.concatenate((found.source, found.target)).astype(np.int64)
    end = np.concatenate((found.target, found.source)).astype(np.int64)
    weight = np.concatenate((found.given, found.taken))
    order = np.lexsort((end, start))
    order = order[weight[order] > 0]
    return start[order], end[order], weight[order]


def both_ways(network: Network) -> tuple[Ints, Ints, Floats]:
    """Return the ties in both directions, sorted by their ends; nodes by their places."""
    found = arrays(network)
    return found.node, found.other, found.weight[found.tie]


def groups_of(network: Network, groups: Mapping[str, str]) -> Ints:
    """Return a number for each node's group, in the order of nodes; -1 for a node without one."""
    import numpy as np

    code = {"": -1} | {name: i for i, name in enumerate(sorted(set(groups.values()) - {""}))}
    return np.array([code[groups[node.id]] for node in network.nodes], dtype=np.int64)


def scipy() -> Any:
    """Return the module scipy.sparse, or None where it is not installed."""
    try:
        from scipy import sparse
    except ImportError:
        return None
    return sparse


def matrix(found: Arrays, values: Floats) -> Any:
    """Return the symmetric matrix, nodes x nodes, of a value for each tie, as a scipy.sparse.csr_array."""
    from scipy import sparse

    return sparse.csr_array((values[found.tie], found.other, found.start), shape=(found.count, found.count))
