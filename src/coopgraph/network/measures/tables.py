"""All measures at once, as tables: a row a node, a row a measure of the whole, a row a tie.

Column heads say in a few words what a number is; the functions that compute it say it in full, with formula, range
and cost. An empty cell is a value that does not exist (constraint of an isolated node) or takes too long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coopgraph.network.measures import brokerage, centrality, cohesion, mixing, paths
from coopgraph.network.measures.adjacency import DIGITS, near
from coopgraph.network.measures.arrays import large, scipy
from coopgraph.network.measures.communities import Communities, louvain
from coopgraph.network.measures.triangles import triangles
from coopgraph.network.network import Network
from coopgraph.table import Cell, Table, Thing
from coopgraph.vocab import compact

LIMIT = 3e7
"""Up to so many nodes x ties the measures by shortest paths are computed without scipy: some ten seconds."""
Values: TypeAlias = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Measures:
    """A node and its principal measures."""

    id: str
    label: str
    type: str
    country: str
    degree: int
    strength: float
    betweenness: float | None
    component: int
    cut_point: bool


def measure(network: Network, betweenness_up_to: float | None = None) -> list[Measures]:
    """Return the principal measures of every node, the greatest strength first, equals by id.

    Betweenness takes time in proportion to nodes x ties, a second for 500 nodes with 5,000 ties; where that product
    is above ``betweenness_up_to`` it is left out: None in every row. When None that is LIMIT, or no limit where
    scipy is installed: then large networks get an estimate (:mod:`coopgraph.network.measures.paths`).
    """
    between = centrality.betweenness(network) if _quick(network, betweenness_up_to) else {}
    degrees, strengths, cuts = centrality.degree(network), centrality.strength(network), cohesion.cut_points(network)
    component = _component(network)
    rows = [
        Measures(
            n.id,
            n.label,
            n.type,
            n.country,
            degrees[n.id],
            strengths[n.id],
            between.get(n.id),
            component[n.id],
            n.id in cuts,
        )
        for n in network.nodes
    ]
    return sorted(rows, key=lambda row: (-row.strength, row.id))


def _quick(network: Network, limit: float | None) -> bool:
    if limit is None and large(network) and scipy() is not None:
        return True
    return len(network.nodes) * len(network.ties) <= (LIMIT if limit is None else limit)


def _note(network: Network, found: Communities, quick: bool) -> str:
    """Say how far to trust the communities, and in large networks the betweenness."""
    note = f"Communities: {found}."
    return f"{note} Betweenness: {paths.betweenness(network)}." if quick and large(network) else note


def _component(network: Network) -> dict[str, int]:
    """Return the number of each node's component: 1 is the largest, of equals the one with the first id."""
    return {node: i for i, nodes in enumerate(cohesion.components(network), 1) for node in nodes}


def heading(network: Network, what: str) -> str:
    """Return the title of a table about a network."""
    return f"{what}: view {network.view}, level {network.level}, definition {network.definition}"


_NODE = {
    "node": "the organization or country",
    "type": "type of organization",
    "country": "country that it belongs to",
    "degree": "number of ties (Freeman 1978)",
    "strength": "sum of the weights of its ties (Barrat et al. 2004)",
    "in_strength": "weight of what is funded or delivered to it",
    "out_strength": "weight of what it funds or delivers",
    "betweenness": "share of shortest paths of others that run through it, 0 to 1 (Freeman 1977)",
    "betweenness_weighted": "the same, a tie being 1/weight long (Newman 2001)",
    "closeness": "mean of 1/distance to the others, 0 to 1 (harmonic; Marchiori and Latora 2000)",
    "eigenvector": "tied to the well tied, by weights, the greatest 1 (Bonacich 1972)",
    "pagerank": "share of time of a walker along ties by weight (Brin and Page 1998)",
    "pagerank_received": "the same, from givers to receivers only",
    "core": "greatest k such that it is in a group with k ties each inside (Seidman 1983)",
    "constraint": "how far its contacts lead back to one, by weights; low is free (Burt 1992)",
    "effective_size": "contacts that are not redundant, by weights (Burt 1992)",
    "clustering": "share of pairs of its contacts that are tied, 0 to 1 (Watts and Strogatz 1998)",
    "clustering_weighted": "the same by intensity of triangles, 0 to 1 (Onnela et al. 2005)",
    "coordinator": "times between two of its own country; who has none is a group alone (Gould, Fernandez 1989)",
    "consultant": "times between two of one other country",
    "gatekeeper": "times from another country into its own",
    "representative": "times from its own country to another",
    "liaison": "times between two other countries",
    "ei_country": "external minus internal ties by country, -1 to 1 (Krackhardt and Stern 1988)",
    "ei_type": "the same by type of organization",
    "community": "community, 1 is the largest (Blondel et al. 2008)",
    "component": "connected component, 1 is the largest",
    "cut_point": "whether the network falls apart without it (Hopcroft and Tarjan 1973)",
}
_BRIEF = ("node", "country", "degree", "strength", "betweenness", "closeness", "constraint", "liaison", "community")


def node_table(network: Network, runs: int = 50, seed: int = 0, limit: float | None = None) -> Table:
    """Return every measure of every node, the greatest strength first, equals by id.

    ``runs`` and ``seed`` are those of :func:`~coopgraph.network.measures.communities.louvain`, whose summary is
    the note of the table. Measures by shortest paths are left out (empty) where nodes x ties is above ``limit``, for
    which see :func:`measure`; where betweenness is an estimate the note says how good. A
    terminal shows the principal columns, every other format all. Takes 0.2 seconds for 40 nodes.
    """
    found = louvain(network, runs, seed)
    values = _values(network, found, limit)
    cuts = cohesion.cut_points(network)
    rows: list[tuple[Cell, ...]] = []
    for node in sorted(network.nodes, key=lambda n: (-(values["strength"][n.id] or 0), n.id)):
        numbers = {name: values[name].get(node.id) for name in values}
        head = (Thing(compact(node.iri), node.label), node.type or None, node.country or None)
        rows.append((*head, *(numbers[name] for name in list(_NODE)[3:-1]), node.id in cuts))
    note = _note(network, found, _quick(network, limit))
    return Table(tuple(_NODE), rows, heading(network, "Measures of nodes"), _NODE, note, _BRIEF)


def _values(network: Network, found: Communities, limit: float | None) -> dict[str, Values]:
    """Return the numbers of every node, by measure."""
    quick, roles = _quick(network, limit), brokerage.brokerage_roles(network)
    values: dict[str, Values] = {
        "degree": centrality.degree(network),
        "strength": centrality.strength(network),
        "in_strength": centrality.in_strength(network),
        "out_strength": centrality.out_strength(network),
        "betweenness": centrality.betweenness(network) if quick else {},
        "betweenness_weighted": centrality.betweenness(network, weighted=True) if quick else {},
        "closeness": centrality.closeness(network) if quick else {},
        "eigenvector": centrality.eigenvector(network),
        "pagerank": centrality.pagerank(network),
        "pagerank_received": centrality.pagerank(network, directed=True),
        "core": cohesion.core(network),
        "constraint": brokerage.constraint(network),
        "effective_size": brokerage.effective_size(network),
        "clustering": cohesion.clustering(network),
        "clustering_weighted": cohesion.clustering(network, weighted=True),
        "ei_country": mixing.ei_index_of_nodes(network, "country"),
        "ei_type": mixing.ei_index_of_nodes(network, "type"),
        "community": found.of(),
        "component": _component(network),
    }
    return values | {role: {node: getattr(own, role) for node, own in roles.items()} for role in brokerage.ROLES}


_GRAPH = {
    "measure": "name of the measure",
    "value": "its value; empty where it does not exist",
    "definition": "what it is, with its range",
    "article": "where it comes from",
}
_FREEMAN = "Freeman (1978), Social Networks 1, 215"
_FAUST = "Wasserman and Faust (1994), Social Network Analysis"
_NEWMAN = "Newman (2003), Physical Review E 67, 026126"
_STERN = "Krackhardt and Stern (1988), Social Psychology Quarterly 51, 123"
_LOUVAIN = "Blondel et al. (2008), J. Stat. Mech. P10008; Newman (2004), Physical Review E 70, 056131"
_ABOUT: Mapping[str, tuple[str, str]] = {
    "nodes": ("whoever took part, with or without a tie", _FAUST),
    "ties": ("pairs of nodes that cooperate", _FAUST),
    "isolated nodes": ("nodes without a tie", _FAUST),
    "components": ("parts that no tie joins; isolated nodes count", _FAUST),
    "largest component": ("share of the nodes that are in it, 0 to 1", _FAUST),
    "density": ("ties divided by pairs of nodes, 0 to 1", _FAUST),
    "mean degree": ("ties of a node, on average", _FAUST),
    "total weight": ("sum of the weights of all ties", "Barrat et al. (2004), PNAS 101, 3747"),
    "centralization, degree": ("how far one node stands out by degree: 0 all equal, 1 a star", _FREEMAN),
    "centralization, betweenness": ("the same by betweenness", _FREEMAN),
    "transitivity": ("share of paths of two ties that a third closes, 0 to 1", _FAUST),
    "greatest core": (
        "greatest k such that a group has k ties each inside",
        "Seidman (1983), Social Networks 5, 269",
    ),
    "bridges": (
        "ties without which there would be more components",
        "Tarjan (1974), Information Processing Letters 2, 160",
    ),
    "cut points": (
        "nodes without which there would be more components",
        "Hopcroft and Tarjan (1973), CACM 16, 372",
    ),
    "assortativity by country": ("from -1 to 1: below 0 ties across countries, 0 as by chance, 1 within only", _NEWMAN),
    "assortativity by type": ("the same by type of organization", _NEWMAN),
    "E-I index by country": (
        "(ties across - within) / all between known countries: -1 all within, 1 all across",
        _STERN,
    ),
    "E-I index by type": ("the same by type of organization", _STERN),
    "communities": ("groups of the partition of highest modularity", _LOUVAIN),
    "modularity": ("weight inside the groups beyond chance, -1/2 to 1", _LOUVAIN),
    "agreement of runs, adjusted Rand": (
        "mean over pairs of runs: 1 always the same groups, 0 as by chance",
        "Hubert and Arabie (1985), Journal of Classification 2, 193",
    ),
    "agreement of runs, NMI": (
        "mean over pairs of runs: what one tells of the other, 0 to 1",
        "Danon et al. (2005), J. Stat. Mech. P09008",
    ),
}


def graph_table(network: Network, runs: int = 50, seed: int = 0, limit: float | None = None) -> Table:
    """Return the measures of a network as a whole, one a row: value, definition, article.

    For ``runs``, ``seed`` and ``limit`` see :func:`node_table`.
    """
    found = louvain(network, runs, seed)
    values = _whole(network, found, limit)
    rows: list[tuple[Cell, ...]] = [(name, values[name], *_ABOUT[name]) for name in _ABOUT]
    brief = ("measure", "value", "definition")
    note = _note(network, found, _quick(network, limit))
    return Table(tuple(_GRAPH), rows, heading(network, "Measures of the whole"), _GRAPH, note, brief)


def _whole(network: Network, found: Communities, limit: float | None) -> dict[str, float | None]:
    """Return the numbers of the whole, by measure."""
    parts = cohesion.components(network)
    n, m = len(network.nodes), len(network.ties)
    return {
        "nodes": n,
        "ties": m,
        "isolated nodes": len(network.isolates()),
        "components": len(parts),
        "largest component": round(len(parts[0]) / n, DIGITS) if n else None,
        "density": cohesion.density(network),
        "mean degree": round(2 * m / n, DIGITS) if n else None,
        "total weight": round(sum(centrality.strength(network).values()) / 2, DIGITS),
        "centralization, degree": centrality.centralization(network),
        "centralization, betweenness": (
            centrality.centralization(network, "betweenness") if _quick(network, limit) else None
        ),
        "transitivity": cohesion.transitivity(network),
        "greatest core": max(cohesion.core(network).values(), default=None),
        "bridges": len(cohesion.bridges(network)),
        "cut points": len(cohesion.cut_points(network)),
        "assortativity by country": mixing.assortativity(network, "country"),
        "assortativity by type": mixing.assortativity(network, "type"),
        "E-I index by country": mixing.ei_index(network, "country"),
        "E-I index by type": mixing.ei_index(network, "type"),
        "communities": len(found.groups),
        "modularity": found.modularity,
        "agreement of runs, adjusted Rand": found.rand,
        "agreement of runs, NMI": found.nmi,
    }


_EDGE = {
    "source": "one end of the tie",
    "target": "the other end",
    "weight": "sum over activities of the strongest role pair's strength x confidence",
    "events": "number of activities that tie the two",
    "bridge": "whether the network falls apart without it (Tarjan 1974)",
    "shared": "nodes that both ends are tied to",
    "same_community": "whether both ends are in one community",
}


def edge_table(network: Network, runs: int = 50, seed: int = 0) -> Table:
    """Return the measures of every tie, the greatest weight first, then by the ends.

    For ``runs`` and ``seed`` see :func:`node_table`.
    """
    cut, group = cohesion.bridges(network), louvain(network, runs, seed).of()
    things = {n.id: Thing(compact(n.iri), n.label) for n in network.nodes}
    columns, shared = network.columns, _shared(network)
    rows: list[tuple[Cell, ...]] = []
    for i in (-columns.weight).argsort(kind="stable").tolist():
        a, b = columns.ids[columns.source[i]], columns.ids[columns.target[i]]
        numbers = (float(columns.weight[i]), int(columns.events[i]), (a, b) in cut, shared[i])
        rows.append((things[a], things[b], *numbers, group[a] == group[b]))
    return Table(tuple(_EDGE), rows, heading(network, "Measures of ties"), _EDGE)


def _shared(network: Network) -> list[int]:
    """Return how many nodes both ends of each tie are tied to, in the order of ties."""
    if large(network):
        return [int(count) for count in triangles(network).shared]
    beside = near(network)
    return [len(beside[t.source].keys() & beside[t.target].keys()) for t in network.ties]
