"""The shapes in which a network can stand in a file.

    ties    one edge for every tie, whatever its kinds: the network itself, undirected
    kinds   one edge for every tie and kind, parallel where a tie has several kinds; undirected
    flows   only what has a direction (who funds, who delivers), one directed edge for each way and kind
    events  the two-mode network: organizations and events are nodes, roles are the kinds of edges; undirected

Why kinds and flows are two shapes: the natural file would mix directed and undirected edges, but networkx
refuses a mixture, Gephi drops directed edges from a file that calls itself undirected, and an arrow on a tie
that has no direction says what nobody claimed. In *flows* a contribution of a directed kind that goes both
ways in equal measure becomes two opposite edges, each of its full weight.

The two-mode network is a Network too, made of the participation table, so that it is measured and laid out
by the same functions. Its ids say what a node is: ``org/osce``, ``event/2013-05-dushanbe``.

A shape holds no edges: they are made of the ties, some thousands at a time, each time that a writer reads them
(:mod:`coopgraph.export.tied`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from math import fsum
from typing import Any, get_type_hints

from coopgraph.export.content import TYPES, Content
from coopgraph.export.members import NodeVertices
from coopgraph.export.tied import ColumnEdges, Part, PartEdges, TieEdges
from coopgraph.network.columns import Columns
from coopgraph.network.contributions import parted
from coopgraph.network.definition import Definition
from coopgraph.network.levels import Presence, presences
from coopgraph.network.measures import Measures
from coopgraph.network.network import Contribution, Network, Node, Tie
from coopgraph.network.table import INFERRED, STATED, Activity, Participations, slug
from coopgraph.vocab import compact

_DIGITS = 9
_PLAIN = ("id", "label", "type", "country")


def _measures() -> dict[str, str]:
    """Return the columns of all measures of a node: names with hyphens, and types."""
    hints = {name: hint for name, hint in get_type_hints(Measures).items() if name not in _PLAIN}
    return {name.replace("_", "-"): _type(hint) for name, hint in hints.items()}


def _type(hint: Any) -> str:
    """Return the type of a column from the annotation of a field, which may also be None.

    >>> _type(float | None), _type(int), _type(tuple[str, ...])
    ('double', 'integer', 'liststring')
    """
    options = [option for option in getattr(hint, "__args__", ()) if option is not type(None)]
    if isinstance(hint, type) and hint in TYPES:
        return TYPES[hint]
    origin = getattr(hint, "__origin__", None)
    return TYPES.get(origin, "string") if origin else _type(options[0]) if len(options) == 1 else "string"


VERTEX_COLUMNS: Mapping[str, str] = {"iri": "string", "type": "string", "country": "string", **_measures()}
EDGE_COLUMNS: Mapping[str, str] = {
    "kinds": "liststring",
    "events": "integer",
    "first": "integer",
    "last": "integer",
    "status": "string",
    "direction": "string",
    "activities": "string",
    "evidence": "string",
}
_KIND_COLUMNS = {name: kind for name, kind in EDGE_COLUMNS.items() if name != "kinds"}
_FLOW_COLUMNS = {name: kind for name, kind in _KIND_COLUMNS.items() if name != "direction"}
_EVENT_VERTICES = {"mode": "string", **VERTEX_COLUMNS}


def ties(network: Network, seed: int = 0, dates: str = "generous") -> Content:
    """Return the network itself: an edge for every tie, of its principal kind.

    ``seed`` is that of the layout; ``dates`` tells how days that are not known count for spells: *generous*
    leaves an interval open, *strict* gives no spell (:mod:`coopgraph.network.spells`). Raises UnknownName for
    other words.
    """
    edges = ColumnEdges(network.columns, EDGE_COLUMNS, dates)
    return _content(network, describe(network), edges, seed=seed)


def kinds(network: Network, seed: int = 0, dates: str = "generous") -> Content:
    """Return an undirected edge for every tie and kind; whereto it points stands in the column *direction*.

    The weights of the edges of a tie add up to its weight. Arguments and errors as in :func:`ties`.
    """
    text = f"{describe(network)} One edge for each kind of a tie."
    parts = parted(network.columns)
    edges = _edges(parts, partial(_by_kind, network), _KIND_COLUMNS, dates)
    return _content(network, text, edges, seed=seed)


def flows(network: Network, seed: int = 0, dates: str = "generous") -> Content:
    """Return a directed edge for every tie, kind and direction; what has no direction is left out.

    All nodes stay, with their measures in the whole network. Arguments and errors as in :func:`ties`.
    """
    text = f"{describe(network)} Only what has a direction: from source to target."
    parts = parted(network.columns, directed=True)
    edges = _edges(parts, partial(_directed, network), _FLOW_COLUMNS, dates)
    return _content(network, text, edges, seed=seed, directed=True)


def events(
    table: Participations,
    view: str | None = None,
    level: str = "organization",
    seed: int = 0,
    dates: str = "generous",
) -> Content:
    """Return the two-mode network of a participation table: who took part in what, in which role.

    ``view`` is the table's own when None. The weight of an edge is the confidence of the participation; of
    several in one role the greatest counts. Delegations and persons that stand for nobody are left out, as
    in the network. The measures are those of the two-mode network. Other arguments and errors as in
    :func:`ties`.
    """
    network = _two_mode(table, table.view if view is None else view, level)
    what = "countries" if level == "country" else "organizations"
    text = (
        f"Participation of {what} in events and projects. View: {network.view}. Level: {level}. "
        f"{len(network.nodes)} nodes, {len(network.ties)} pairs."
    )
    edges = PartEdges(partial(_by_kind, network), _FLOW_COLUMNS, dates)
    return _content(network, text, edges, seed=seed, columns=_EVENT_VERTICES)


def _edges(
    parts: Columns | None, objects: Callable[[], Iterator[Part]], columns: Mapping[str, str], dates: str
) -> TieEdges:
    """Return the parts of ties as edges: from their columns, where there are any, else from objects."""
    if parts is None:
        return PartEdges(objects, columns, dates)
    return ColumnEdges(parts, columns, dates, parted=True)


def describe(network: Network) -> str:
    """Say in a line what a network is: for the head of a file."""
    what = "countries" if network.level == "country" else "organizations"
    return (
        f"Cooperation between {what}. View: {network.view}. Level: {network.level}. "
        f"Definition: {network.definition.title} (sha256 {network.definition.digest}). "
        f"{len(network.nodes)} nodes, {len(network.ties)} ties."
    )


def _content(
    network: Network,
    text: str,
    edges: TieEdges,
    *,
    seed: int,
    directed: bool = False,
    columns: Mapping[str, str] = VERTEX_COLUMNS,
) -> Content:
    vertices = NodeVertices(network, columns, edges.dates, seed)
    made = Content(text.partition(".")[0], text, vertices, edges, columns, edges.columns, directed)
    if not _told_apart(network):
        made.check()
    return made


def _told_apart(network: Network) -> bool:
    """Say whether ids made of ends and kind must differ: no two nodes and no two ties are the same, and no id of a node
    can run into the hyphens between them.
    """
    import numpy as np

    ids = {node.id for node in network.nodes}
    blurred = any("--" in name or name[:1] == "-" or name[-1:] == "-" for name in ids)
    ties = network.columns
    pairs = np.sort(ties.source.astype(np.int64) * len(ids) + ties.target)
    return not blurred and len(ids) == len(network.nodes) and bool((pairs[1:] > pairs[:-1]).all())


def _by_kind(network: Network) -> Iterator[Part]:
    """Yield a part for every tie and kind."""
    for tie in network.ties:
        for kind in sorted(tie.kinds):
            group = tuple(c for c in tie.contributions if c.kind == kind)
            part = Tie(tie.source, tie.target, _weight(group), group)
            yield Part(f"{tie.source}--{tie.target}--{kind}", kind, part)


def _directed(network: Network) -> Iterator[Part]:
    """Yield a part for every tie, kind and direction; its tie runs from source to target."""
    directed = network.definition.directed
    for tie in network.ties:
        groups: dict[tuple[str, str, str], list[Contribution]] = defaultdict(list)
        for c in tie.contributions:
            for end in (c.towards,) if c.towards else (tie.source, tie.target) if c.kind in directed else ():
                groups[tie.other(end), end, c.kind].append(c)
        for (source, target, kind), group in sorted(groups.items()):
            part = Tie(source, target, _weight(group), tuple(group))
            yield Part(f"{source}--{target}--{kind}", kind, part)


def _weight(group: Iterable[Contribution]) -> float:
    return round(fsum(c.weight for c in group), _DIGITS)


def _two_mode(table: Participations, view: str, level: str) -> Network:
    """Return the two-mode network: a tie between event and party, a contribution for each role."""
    parties: dict[str, Node] = {}
    activities: dict[str, Node] = {}
    made = []
    for iri, present in presences(table, view, level).items():
        activity = table.activity(iri)
        roles: dict[str, dict[str, list[Presence]]] = defaultdict(lambda: defaultdict(list))
        for p in present:
            if p.tied:
                roles[p.node][p.role.role].append(p)
        if roles:
            activities[iri] = Node(compact(iri), iri, activity.kind, activity.label, type=activity.kind)
        for node, of_node in sorted(roles.items()):
            parties[node] = _party(node, table)
            ends = sorted((compact(iri), parties[node].id))
            found = tuple(_participation(activity, role, of_node[role]) for role in sorted(of_node))
            made.append(Tie(ends[0], ends[1], _weight(found), found))
    nodes = sorted((*parties.values(), *activities.values()), key=lambda n: n.id)
    nobody = Definition("participation", "Participation", "", (), (), "")
    return Network(view, level, nobody, tuple(nodes), tuple(sorted(made, key=lambda t: (t.source, t.target))))


def _party(iri: str, table: Participations) -> Node:
    party = table.party(iri)
    kind = "country" if party.kind == "country" else "org"
    of_type = party.types[0] if party.types else ""
    country = slug(iri) if kind == "country" else slug(party.country)
    return Node(compact(iri), iri, kind, party.label, party.short, of_type, country=country)


def _participation(activity: Activity, role: str, present: list[Presence]) -> Contribution:
    confidence = max(p.confidence for p in present)
    status = STATED if any(p.status == STATED for p in present) else INFERRED
    evidence = tuple(sorted({e for p in present for e in p.evidence}))
    roles = (present[0], present[0])
    return Contribution(activity, roles, role, "", 1.0, confidence, confidence, status, evidence)
