"""Brokerage: who stands between others that are not tied themselves.

Two readings of the same idea: structural holes (constraint and effective size, of a node among its neighbours)
and roles (which groups the two are from between whom a node stands).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, isnan

from coopgraph.network.measures import triangles
from coopgraph.network.measures.adjacency import DIGITS, arcs, near
from coopgraph.network.measures.arrays import arrays, by_id, groups_of, large
from coopgraph.network.measures.mixing import groups
from coopgraph.network.network import Network


def constraint(network: Network, weighted: bool = True) -> dict[str, float | None]:
    """Return Burt's constraint: how far all of a node's contacts lead back to one. The lower, the freer.

    The sum over contacts j of (p_ij + sum over third contacts q of p_iq p_qj)², where p_ij is the share of i's
    strength that its tie with j has. At least 1/degree (contacts that do not know each other, all tied as
    strongly), 1 for a node with one contact, never above 2. None for an isolated node, which has no shares.
    Undirected; ``weighted=False`` takes every tie as equally strong. R. S. Burt, "Structural Holes", Harvard
    University Press 1992, equation 2.4. Takes the sum of the squared degrees.
    """
    if large(network):
        values = by_id(network, triangles.constraint(network, weighted))
        return {node: None if isnan(value) else value for node, value in values.items()}
    beside = near(network)
    share = _shares(beside, weighted)
    found: dict[str, float | None] = {}
    for i, own in share.items():
        parts = []
        for j, direct in own.items():
            parts.append((direct + fsum(p * share[q][j] for q, p in own.items() if j in share[q])) ** 2)
        found[i] = round(fsum(parts), DIGITS) if parts else None
    return found


def effective_size(network: Network, weighted: bool = True) -> dict[str, float]:
    """Return Burt's effective size: how many of a node's contacts are not redundant.

    The sum over contacts j of 1 - sum over third contacts q of p_iq m_jq, where p_iq is the share of i's strength
    that its tie with q has, and m_jq the weight of the tie of j and q divided by j's greatest. From 0 (isolated)
    to the degree. With ``weighted=False`` it is at least 1 for anybody with a tie and equals k - 2t/k for k
    contacts with t ties among them, as S. P. Borgatti, "Structural holes: unpacking Burt's redundancy measures",
    Connections 20, 35 (1997) has shown. Undirected. R. S. Burt, "Structural Holes", Harvard University Press
    1992, equation 2.2. Takes the sum of the squared degrees.
    """
    if large(network):
        return by_id(network, arrays(network).degree - triangles.triangles(network, weighted).redundancy)
    beside = near(network)
    share = _shares(beside, weighted)
    found = {}
    for i, own in share.items():
        parts = []
        for j in own:
            most = max(beside[j].values()) if weighted else 1.0
            known = (p * (beside[j][q] / most if weighted else 1.0) for q, p in own.items() if q in beside[j])
            parts.append(1 - fsum(known))
        found[i] = round(fsum(parts), DIGITS)
    return found


def _shares(beside: Mapping[str, Mapping[str, float]], weighted: bool) -> dict[str, dict[str, float]]:
    """Return which share of each node's strength each of its ties has."""
    found = {}
    for node, others in beside.items():
        total = fsum(others.values()) if weighted else float(len(others))
        found[node] = {other: (weight if weighted else 1.0) / total for other, weight in others.items()}
    return found


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often a node v stands between two others, a > v > b, in each role; raw counts of ordered pairs a, b.

    coordinator     a, v and b are of one group
    consultant      a and b are of one group, v of another (also called itinerant broker)
    gatekeeper      v and b are of one group, a of another: what comes in comes through v
    representative  a and v are of one group, b of another: what goes out goes through v
    liaison         all three are of different groups
    """

    coordinator: int = 0
    consultant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0

    @property
    def total(self) -> int:
        """How often the node stands between others at all."""
        return self.coordinator + self.consultant + self.gatekeeper + self.representative + self.liaison


ROLES = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


def brokerage_roles(
    network: Network, by: str = "country", directed: bool = False, apart: bool = True
) -> dict[str, Brokerage]:
    """Return the brokerage roles of each node among countries (or types), as raw counts from 0.

    A node v brokers from a to b when there are arcs a > v and v > b and none a > b. Undirected, every tie is read
    as arcs in both directions, so each open pair counts twice and a node is as often gatekeeper as
    representative. ``directed`` keeps the direction of what is funded and delivered; a contribution without
    direction is still read in both. Unweighted. Whoever has no country (an international organization) is a group
    of its own; with ``apart=False`` it takes no part, neither as a broker nor as a or b. Raises UnknownName for
    other groups than *country* and *type*. R. V. Gould, R. M. Fernandez, "Structures of mediation: a formal
    approach to brokerage in transaction networks", Sociological Methodology 19, 89 (1989). Takes the sum of the
    squared degrees.
    """
    group = groups(network, by, apart)
    if large(network) and not directed:
        counted = triangles.roles(network, groups_of(network, group)).tolist()
        return {node.id: Brokerage(*counts) for node, counts in zip(network.nodes, counted, strict=True)}
    out = arcs(network, directed)
    into: dict[str, set[str]] = {node: set() for node in out}
    for a, ends in out.items():
        for b in ends:
            into[b].add(a)
    found = {}
    for v in out:
        counts = dict.fromkeys(ROLES, 0)
        givers = [a for a in into[v] if group[a]] if group[v] else []
        for a in givers:
            for b in out[v] - out[a] - {a}:
                if group[b]:
                    counts[_role(group[a], group[v], group[b])] += 1
        found[v] = Brokerage(**counts)
    return found


def _role(a: str, v: str, b: str) -> str:
    """Return the role of v, whose group is the second, between one of the first and one of the third group.

    >>> [_role(*groups) for groups in ("FFF", "FRF", "RFF", "FFR", "FRN")]
    ['coordinator', 'consultant', 'gatekeeper', 'representative', 'liaison']
    """
    if a == b:
        return "coordinator" if a == v else "consultant"
    return "gatekeeper" if v == b else "representative" if a == v else "liaison"
