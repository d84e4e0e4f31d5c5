"""Two modes: organizations on one side, events and projects on the other, and what can be read from both at once.

The matrix has a row for each organization (or country) and a column for each activity, and says who was there, in
whatever role. :mod:`coopgraph.network.measures.projection` makes a network of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from coopgraph.errors import UnknownName
from coopgraph.network.cooperation import node as described
from coopgraph.network.levels import LEVELS, Presence, presences
from coopgraph.network.measures import arrays, paths
from coopgraph.network.measures.adjacency import DIGITS
from coopgraph.network.network import Node
from coopgraph.network.table import STATED, Activity, Participations
from coopgraph.table import Cell, Table, Thing
from coopgraph.vocab import VIEWS, compact

if TYPE_CHECKING:
    import networkx
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TwoMode:
    """Who was where. ``presence[i, j]`` is the surest presence of node i in activity j; a pair that is not in it
    was not. Nodes are in the order of ids, activities of IRIs; parties that no node stands for (an unnamed
    delegation) are on neither side."""

    view: str
    level: str
    nodes: tuple[Node, ...]
    activities: tuple[Activity, ...]
    presence: Mapping[tuple[int, int], Presence]
    _between: list[paths.Between] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def matrix(self) -> NDArray[np.int8]:
        """The matrix of 0 and 1, nodes x activities."""
        import numpy as np

        made = np.zeros((len(self.nodes), len(self.activities)), dtype=np.int8)
        for i, j in self.presence:
            made[i, j] = 1
        return made

    def attendance(self) -> list[list[int]]:
        """Return the places of the nodes in each activity, in order."""
        found: list[list[int]] = [[] for _ in self.activities]
        for i, j in sorted(self.presence):
            found[j].append(i)
        return found

    def density(self) -> float | None:
        """Return the share of pairs of a node and an activity that are there, 0 to 1; None when a side is empty.

        S. P. Borgatti, M. G. Everett, "Network analysis of 2-mode data", Social Networks 19, 243 (1997).
        """
        pairs = len(self.nodes) * len(self.activities)
        return round(len(self.presence) / pairs, DIGITS) if pairs else None


def incidence(table: Participations, view: str | None = None, level: str = "organization") -> TwoMode:
    """Return the two-mode network of a participation table. Raises UnknownName for an unknown view or level.

    R. L. Breiger, "The duality of persons and groups", Social Forces 53, 181 (1974).
    """
    view = table.view if view is None else view
    if view not in VIEWS:
        raise UnknownName("view", view, VIEWS)
    if level not in LEVELS:
        raise UnknownName("level", level, LEVELS)
    surest: dict[tuple[str, str], Presence] = {}
    for activity, present in presences(table, view, level).items():
        for one in present:
            if one.tied:
                key = (one.node, activity)
                surest[key] = min(surest.get(key, one), one, key=_doubt)
    nodes = sorted((described(iri, table) for iri in {iri for iri, _ in surest}), key=lambda n: n.id)
    activities = tuple(table.activity(iri) for iri in sorted({activity for _, activity in surest}))
    row = {n.iri: i for i, n in enumerate(nodes)}
    column = {a.iri: j for j, a in enumerate(activities)}
    placed = {(row[iri], column[activity]): surest[iri, activity] for iri, activity in surest}
    return TwoMode(view, level, tuple(nodes), activities, {key: placed[key] for key in sorted(placed)})


def _doubt(p: Presence) -> tuple[bool, float, str, str]:
    return p.status != STATED, -p.confidence, p.participation, p.organization


_BOTH = {
    "degree": "number of {others}",
    "degree_share": "degree divided by the number of all {others}: 0 to 1",
    "closeness": "least possible sum of distances / its own, times the share of all others reached: 0 to 1",
    "betweenness": "shortest paths through it, divided by the most that anyone of its side can have: 0 to 1",
}


def activity_table(found: TwoMode) -> Table:
    """Return the activities with their two-mode centrality, the most attended first.

    See :func:`centrality` for the definitions.
    """
    things = [Thing(compact(a.iri), a.label) for a in found.activities]
    first = {"activity": "the event or project", "first": "its first day, if known"}
    extra = [(thing, a.first) for thing, a in zip(things, found.activities, strict=True)]
    return _table(found, 1, first, extra, "organizations" if found.level != "country" else "countries")


def node_table(found: TwoMode) -> Table:
    """Return the organizations or countries with their two-mode centrality, those of most activities first."""
    first = {"node": "the organization or country"}
    return _table(found, 0, first, [(Thing(compact(n.iri), n.label),) for n in found.nodes], "activities")


def _table(
    found: TwoMode, side: int, first: Mapping[str, str], extra: Sequence[tuple[Cell, ...]], others: str
) -> Table:
    meanings = dict(first) | {name: text.format(others=others) for name, text in _BOTH.items()}
    values = centrality(found)[side]
    order = sorted(range(len(extra)), key=lambda i: -values[i][0])  # equals stay in the order of their ids
    rows: list[tuple[Cell, ...]] = [(*extra[i], *values[i]) for i in order]
    title = f"{'Activities' if side else 'Nodes'} in two modes: view {found.view}, level {found.level}"
    density = found.density()
    note = "" if density is None else f"density {density:.3f}: {len(found.presence)} presences"
    if note and _many(found):
        note = f"{note}; betweenness: {between(found)}"
    return Table(tuple(meanings), rows, title, meanings, note)


Row: TypeAlias = tuple[int, float, float, float]


def centrality(found: TwoMode) -> tuple[list[Row], list[Row]]:
    """Return (degree, degree share, closeness, betweenness) of every node, and of every activity.

    Normalized for two modes, n nodes and m activities, as S. P. Borgatti, M. G. Everett, "Network analysis of
    2-mode data", Social Networks 19, 243 (1997) do: degree by the size of the other side; closeness as the least
    possible sum of distances, m + 2(n-1) for a node and n + 2(m-1) for an activity, over the sum of distances;
    betweenness by :func:`most_between`. In a network of several parts closeness is that within the part, times the
    share of all others that it reaches, as in S. Wasserman, K. Faust, "Social Network
    Analysis", Cambridge University Press 1994, section 5.2.2. Nobody here is isolated: who was nowhere is not in the
    matrix. Unweighted. Takes presences x (n + m). Above :data:`coopgraph.network.measures.arrays.MANY_TIES` presences
    scipy does it where it is installed, and betweenness is an estimate where presences x (n + m) is above
    :data:`coopgraph.network.measures.paths.EXACT`.
    """
    if _many(found):
        return _by_arrays(found)
    import networkx as nx

    made = bipartite(found)
    n, m = len(found.nodes), len(found.activities)
    between = nx.betweenness_centrality(made, normalized=False)
    sides = []
    for side, own, others in (("n", n, m), ("a", m, n)):
        most, rows = most_between(own, others), []
        for i in range(own):
            reached = nx.single_source_shortest_path_length(made, (side, i))
            like = sum(which == side for which, _ in reached)
            least = len(reached) - like + 2 * (like - 1)
            close = (len(reached) - 1) / (n + m - 1) * least / sum(reached.values())
            through = float(between[side, i]) / most if most else 0.0
            degree = made.degree[side, i]
            rows.append((degree, *(round(x, DIGITS) for x in (degree / others, close, through))))
        sides.append(rows)
    return sides[0], sides[1]


def _many(found: TwoMode) -> bool:
    return len(found.presence) > arrays.MANY_TIES and arrays.scipy() is not None


def between(found: TwoMode) -> paths.Between:
    """Return the betweenness of the nodes, then the activities, of a large two-mode network, by scipy, once."""
    if not found._between:
        exact = len(found.presence) * (len(found.nodes) + len(found.activities)) <= paths.EXACT
        found._between.append(paths.between(_joined(found), seed=None if exact else 0))
    return found._between[0]


def _joined(found: TwoMode) -> arrays.Arrays:
    """Return the two-mode network as arrays: the nodes, then the activities."""
    import numpy as np

    n = len(found.nodes)
    ends = np.array(list(found.presence), dtype=np.int64).reshape(-1, 2)
    return arrays.of_ties(n + len(found.activities), ends[:, 0], ends[:, 1] + n, np.ones(len(ends)))


def _by_arrays(found: TwoMode) -> tuple[list[Row], list[Row]]:
    """Return the centrality of a large two-mode network, from arrays."""
    n, m = len(found.nodes), len(found.activities)
    joined = _joined(found)
    degrees = joined.degree.tolist()
    sums = paths.by_distance(joined, lambda d: (d, 1.0, 1.0 - d % 2)).tolist()  # distances, all, and those like it
    through = (between(found).values * ((n + m - 1) * (n + m - 2) / 2)).tolist()
    sides = []
    for begin, own, others in ((0, n, m), (n, m, n)):
        most, rows = most_between(own, others), []
        for i in range(begin, begin + own):
            distances, reached, like = sums[i]
            close = reached / (n + m - 1) * (reached - like + 2 * like) / distances
            degree = degrees[i]
            share = through[i] / most if most else 0.0
            rows.append((degree, *(round(x, DIGITS) for x in (degree / others, close, share))))
        sides.append(rows)
    return sides[0], sides[1]


def most_between(own: int, others: int) -> float:
    """Return the greatest betweenness that one of ``own`` things tied to ``others`` things only can have.

    1/2 [m²(s+1)² + m(s+1)(2t-s-1) - t(2s-t+3)] with m others, s = (own-1) div m, t = (own-1) mod m. Borgatti and
    Everett (1997), see :func:`centrality`. The hub of 3 others, with 2 more beside it, each tied to one of them:

    >>> most_between(3, 3)
    8.0
    """
    if not own or not others:
        return 0.0
    s, t = divmod(own - 1, others)
    first = others**2 * (s + 1) ** 2
    return (first + others * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def bipartite(found: TwoMode) -> networkx.Graph:
    """Return the two-mode network as a networkx Graph with nodes ``("n", i)`` and ``("a", j)``."""
    import networkx as nx

    made = nx.Graph()
    made.add_nodes_from(("n", i) for i in range(len(found.nodes)))
    made.add_nodes_from(("a", j) for j in range(len(found.activities)))
    made.add_edges_from((("n", i), ("a", j)) for i, j in found.presence)
    return made
