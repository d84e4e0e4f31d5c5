"""What changed in the cooperation network: ties, organizations and their measures, the network as a whole.

Numbers are compared as they are shown, rounded to three decimals: what differs less does not differ. A renamed
organization is the node that it was. The number of a node's component is left out: it says which is the larger, and
changes for nodes that nothing happened to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coopgraph.network import Difference, Measures, Network, Node, measure
from coopgraph.network.cooperation import cooperate
from coopgraph.network.definition import Definition
from coopgraph.network.read import read
from coopgraph.store.base import Store
from coopgraph.table import Thing
from coopgraph.vocab import compact

DECIMALS = 3
Number: TypeAlias = float | None
Shift: TypeAlias = tuple[Number, Number]
"""A number before and after; None where there is none, as for a tie that is not there."""
MEASURES = ("degree", "strength", "betweenness", "cut point")


@dataclass(frozen=True, slots=True)
class TieShift:
    """A tie that appears (no weight before), vanishes (none after) or has another weight."""

    source: Thing
    target: Thing
    weight: Shift


@dataclass(frozen=True, slots=True)
class NodeShift:
    """A node that appears, vanishes or measures otherwise; ``measures`` holds those of :data:`MEASURES` that differ.

    ``sign`` is *new*, *gone* or *changed*. Whether it is a cut point is 1 or 0.
    """

    sign: str
    thing: Thing
    measures: Mapping[str, Shift]


@dataclass(frozen=True, slots=True)
class Effect:
    """Two networks of one view, level and definition, and what differs between them. False when nothing does."""

    before: Network
    after: Network
    ties: tuple[TieShift, ...]
    nodes: tuple[NodeShift, ...]
    whole: tuple[tuple[str, Shift], ...]

    def __bool__(self) -> bool:
        return bool(self.ties or self.nodes or self.whole)


def effects(
    stores: tuple[Store, Store],
    views: Iterable[str],
    level: str,
    definition: Definition,
    renamed: Mapping[str, str] | None = None,
) -> dict[str, Effect]:
    """Return what differs between the networks of two stores, for each view.

    ``renamed`` as :attr:`coopgraph.changes.Changes.renamed`. Raises UnknownName for an unknown view or level. Takes the
    time of two networks and their measures a view.
    """
    found = {}
    for view in views:
        before, after = (cooperate(read(store, view), definition, view, level) for store in stores)
        found[view] = effect(before, after, renamed)
    return found


def effect(before: Network, after: Network, renamed: Mapping[str, str] | None = None) -> Effect:
    """Return what differs between two networks; ``renamed`` are ids of nodes (``org/tulli``), old to new.

    Takes the time of their measures.
    """
    a, b = _Seen(before, renamed or {}), _Seen(after, {})
    things = a.things | b.things
    ties = [TieShift(things[i], things[j], (a.ties.get((i, j)), b.ties.get((i, j)))) for i, j in a.ties | b.ties]
    nodes = (_node(thing, a.measures.get(ident), b.measures.get(ident)) for ident, thing in things.items())
    summary = Difference((), before, after).summary()
    whole = [(str(row["count"]), (_number(row["before"]), _number(row["after"]))) for row in summary]
    return Effect(
        before,
        after,
        tuple(sorted((tie for tie in ties if _differs(tie.weight)), key=_heaviest)),
        tuple(sorted((node for node in nodes if node.measures), key=_most)),
        tuple((name, shift) for name, shift in whole if _differs(shift)),
    )


class _Seen:
    """A network by the ids of its nodes, those that were renamed by their new ones; numbers are rounded."""

    def __init__(self, network: Network, renamed: Mapping[str, str]) -> None:
        def ident(node: Node) -> str:
            return renamed.get(compact(node.iri), compact(node.iri))

        ids = {node.id: ident(node) for node in network.nodes}
        self.things = {ids[node.id]: Thing(ids[node.id], node.label) for node in network.nodes}
        self.measures = {ids[found.id]: _measures(found) for found in measure(network)}
        self.ties: dict[tuple[str, str], Number] = {}
        for tie in network.ties:
            first, second = sorted((ids[tie.source], ids[tie.target]))
            self.ties[first, second] = _number(tie.weight)


def _measures(found: Measures) -> dict[str, Number]:
    values = (found.degree, found.strength, found.betweenness, int(found.cut_point))
    return dict(zip(MEASURES, map(_number, values), strict=True))


def _number(value: object) -> Number:
    return round(float(value), DECIMALS) if isinstance(value, int | float) else None


def _differs(shift: Shift) -> bool:
    return shift[0] != shift[1]


def _node(thing: Thing, old: Mapping[str, Number] | None, new: Mapping[str, Number] | None) -> NodeShift:
    sign = "changed" if old and new else "gone" if old else "new"
    shifts = {name: ((old or {}).get(name), (new or {}).get(name)) for name in MEASURES}
    plain = (None, 0.0)  # of a node that is there in one state only, what it has not need not be told
    told = {
        n: s for n, s in shifts.items() if _differs(s) and (sign == "changed" or n == "degree" or set(s) != {*plain})
    }
    return NodeShift(sign, thing, told)


def change(shift: Shift) -> float:
    """Return by how much a number changed; one that is not there counts as 0.

    >>> change((3.0, None))
    -3.0
    """
    return round((shift[1] or 0.0) - (shift[0] or 0.0), DECIMALS)


def _heaviest(tie: TieShift) -> tuple[float, str, str]:
    return (-abs(change(tie.weight)), tie.source.id, tie.target.id)


def _most(node: NodeShift) -> tuple[object, ...]:
    """Sort nodes that appear and vanish first, then by how much their strength, degree and betweenness change."""
    moved = (-abs(change(node.measures.get(name, (None, None)))) for name in ("strength", "degree", "betweenness"))
    return (node.sign == "changed", *moved, node.thing.id)
