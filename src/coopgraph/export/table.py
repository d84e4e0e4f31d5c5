"""A network as tables: its nodes, its ties, and the contributions behind the ties, one a row, with evidence.

Each is a :class:`~coopgraph.table.Table`: it prints on a terminal, and becomes CSV, TSV, JSON, pandas or
polars. The greatest come first, so that the top of a table says most. An unknown year is an empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coopgraph.export.blocks import batches
from coopgraph.export.write import write_text
from coopgraph.network.measures import bridges, measure
from coopgraph.network.measures.tables import heading
from coopgraph.network.network import Network
from coopgraph.table import Cell, Table, Thing
from coopgraph.vocab import compact

_NODES = {
    "node": "the organization or country",
    "type": "type of organization",
    "country": "country that it belongs to",
    "degree": "number of ties",
    "strength": "sum of the weights of its ties",
    "betweenness": "share of shortest paths that run through it, 0 to 1",
    "component": "connected component, 1 is the largest",
    "cut_point": "whether the network falls apart without it",
}
_TIES = {
    "source": "one end of the tie",
    "target": "the other end",
    "weight": "sum over activities of the strongest role pair's strength x confidence",
    "events": "number of activities that tie the two",
    "kinds": "kinds of cooperation, the one of most weight first",
    "direction": "whom the funded or delivered goes to",
    "bridge": "whether the network falls apart without it",
    "status": "stated, or inferred when every contribution needs an inferred claim",
    "first": "year of the first activity with a known beginning",
    "last": "year of the last activity with a known end",
    "activities": "events and projects",
    "evidence": "stretches of sources",
}
BRIEF = ("source", "target", "weight", "events", "kinds", "status", "first", "last")
"""The columns of a tie that fit on a terminal."""
_CONTRIBUTIONS = {
    "source": "one end of the tie",
    "target": "the other end",
    "activity": "the event or project",
    "kind": "kind of cooperation",
    "towards": "the end that it points to",
    "source_role": "what the source, or who stands for it, did",
    "target_role": "what the target, or who stands for it, did",
    "source_party": "who took part for the source",
    "target_party": "who took part for the target",
    "strength": "strength of the role pair by the definition",
    "confidence": "the lesser of both participations",
    "weight": "strength x confidence",
    "status": "stated when all claims needed are",
    "source_participation": "claim of the source's role",
    "target_participation": "claim of the target's role",
    "evidence": "stretches of sources",
}


def nodes(network: Network) -> Table:
    """Return the nodes with their measures, the greatest strength first."""
    things = _things(network)
    rows = [
        (
            things[m.id],
            m.type or None,
            m.country or None,
            m.degree,
            m.strength,
            m.betweenness,
            m.component,
            m.cut_point,
        )
        for m in measure(network)
    ]
    return Table(tuple(_NODES), list(rows), heading(network, "Nodes"), _NODES)


def ties(network: Network) -> Table:
    """Return the ties, the greatest weight first, then by their ends."""
    return _table(network, list(_rows(network)))


def pieces(network: Network, form: str) -> Iterator[str]:
    """Yield the table of ties as csv, tsv or json, some thousand ties at a time: what :func:`ties` renders to.

    So a file of a million ties takes little more than the memory of the network. Raises UnknownName for another format.
    """
    first, last = ("", "") if form != "json" else ("[\n", "\n]\n")
    begun = False
    for some in batches(_rows(network)):
        text = _table(network, some).render(form)
        if form == "json":
            yield (",\n" if begun else first) + text.removeprefix(first).removesuffix(last)
        else:
            yield text.partition("\n")[2] if begun else text
        begun = True
    yield last if begun else _table(network, []).render(form)


def _table(network: Network, rows: list[tuple[Cell, ...]]) -> Table:
    return Table(tuple(_TIES), rows, heading(network, "Ties"), _TIES, brief=BRIEF)


def _rows(network: Network) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for every tie, the greatest weight first, then by their ends."""
    things, cut, ties = _things(network), bridges(network), network.columns
    for i in (-ties.weight).argsort(kind="stable").tolist():
        ends = ties.ids[ties.source[i]], ties.ids[ties.target[i]]
        yield (
            *map(things.__getitem__, ends),
            float(ties.weight[i]),
            int(ties.events[i]),
            ties.kinds(i),
            ties.direction_of(i),
            ends in cut,
            ties.status(i),
            int(ties.first[i]) or None,
            int(ties.last[i]) or None,
            tuple(Thing(compact(a.iri), a.label) for a in ties.activities(i)),
            ties.evidence(i),
        )


def contributions(network: Network) -> Table:
    """Return what each activity adds to each tie: the ties in the order of :func:`ties`."""
    things = _things(network)
    rows = [
        (
            things[t.source],
            things[t.target],
            Thing(compact(c.activity.iri), c.activity.label),
            c.kind,
            things[c.towards] if c.towards else None,
            *(side.role.role for side in c.roles),
            *(Thing(compact(side.party.iri), side.party.label) for side in c.roles),
            c.strength,
            c.confidence,
            c.weight,
            c.status,
            *(compact(side.participation) for side in c.roles),
            c.evidence,
        )
        for t in network.by_weight()
        for c in t.contributions
    ]
    return Table(tuple(_CONTRIBUTIONS), list(rows), heading(network, "Contributions"), _CONTRIBUTIONS)


def write(table: Table, path: Path, form: str = "csv") -> None:
    """Write a table to a file: csv, tsv or json. Raises UnknownName for another format."""
    write_text(path, [table.render(form)])


def _things(network: Network) -> dict[str, Thing]:
    return {node.id: Thing(compact(node.iri), node.label) for node in network.nodes}
