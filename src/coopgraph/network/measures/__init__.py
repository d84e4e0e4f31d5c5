"""Measures of a network, each under the field's name, with formula, range, article and cost where it is computed.

    adjacency      what the measures read: weights, lengths, directions
    centrality     degree, strength, betweenness, closeness, eigenvector, PageRank, centralization
    cohesion       components, density, cut points, bridges, cores, clustering
    brokerage      constraint, effective size, Gould and Fernandez' roles
    mixing         assortativity and E-I index by country and by type
    communities    Louvain, and how far its runs agree
    two_mode       organizations and activities: matrix, density, centrality
    projection     who was where together, in three weights
    rankings       rank correlations of networks, of definitions of cooperation
    arrays         what the measures of large networks read instead, and when a network is large
    paths, walks, triangles, skeleton   those measures, from arrays; brandes and local_moving with scipy
    tables         all of them at once: a row a node, a tie, a measure of the whole

Isolated nodes are always measured, and an empty network has an answer: no rows, or None where a number does not
exist. Nothing here draws, writes or asks a store.
"""

from coopgraph.network.measures.brokerage import Brokerage, brokerage_roles, constraint, effective_size
from coopgraph.network.measures.centrality import (
    betweenness,
    centralization,
    closeness,
    degree,
    eigenvector,
    in_strength,
    out_strength,
    pagerank,
    strength,
)
from coopgraph.network.measures.cohesion import (
    bridges,
    clustering,
    components,
    core,
    cut_points,
    density,
    transitivity,
)
from coopgraph.network.measures.communities import Communities, louvain
from coopgraph.network.measures.mixing import assortativity, ei_index, ei_index_of_nodes
from coopgraph.network.measures.projection import project
from coopgraph.network.measures.rankings import agreement, kendall, of_definitions, of_networks, spearman
from coopgraph.network.measures.tables import Measures, edge_table, graph_table, measure, node_table
from coopgraph.network.measures.two_mode import TwoMode, incidence

__all__ = [
    "Brokerage",
    "Communities",
    "Measures",
    "TwoMode",
    "agreement",
    "assortativity",
    "betweenness",
    "bridges",
    "brokerage_roles",
    "centralization",
    "closeness",
    "clustering",
    "components",
    "constraint",
    "core",
    "cut_points",
    "degree",
    "density",
    "edge_table",
    "effective_size",
    "ei_index",
    "ei_index_of_nodes",
    "eigenvector",
    "graph_table",
    "in_strength",
    "incidence",
    "kendall",
    "louvain",
    "measure",
    "node_table",
    "of_definitions",
    "of_networks",
    "out_strength",
    "pagerank",
    "project",
    "spearman",
    "strength",
    "transitivity",
]
