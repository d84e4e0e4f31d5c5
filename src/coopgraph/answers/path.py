"""A shortest way of ties from one to another: who could introduce whom, and on what each step rests."""

from __future__ import annotations

from collections import deque

from coopgraph.network import Network
from coopgraph.table import Table, Thing
from coopgraph.vocab import compact

COLUMNS = {
    "step": "number of the step",
    "source": "from whom",
    "target": "to whom",
    "kinds": "kinds of cooperation between the two",
    "weight": "weight of their tie",
    "status": "stated, or inferred when every contribution needs an inferred claim",
    "activities": "events and projects that tie them",
    "evidence": "stretches of sources",
}


def path(network: Network, a: Thing, b: Thing) -> Table:
    """Return the steps of a shortest path (fewest ties; of equals the first by ids) between two nodes.

    Cost: one breadth-first search. The table is empty when there is no path, or one of the two is not in the network.
    """
    title = f"From {a} to {b}: view {network.view}, level {network.level}"
    ends = {compact(node.iri): node.id for node in network.nodes}
    steps = _search(network, ends[a.id], ends[b.id]) if {a.id, b.id} <= ends.keys() else []
    things = {node.id: Thing(compact(node.iri), node.label) for node in network.nodes}
    rows = []
    for number, (source, target) in enumerate(steps, 1):
        tie = network.tie(source, target)
        assert tie is not None
        activities = tuple(Thing(compact(activity.iri), activity.label) for activity in tie.activities)
        found = tuple(Thing(f"evidence/{place}", place) for place in tie.evidence)
        rows.append((number, things[source], things[target], tie.kinds, tie.weight, tie.status, activities, found))
    note = "" if rows else "No way of ties leads from one to the other in this view."
    return Table(tuple(COLUMNS), list(rows), title=title, meanings=COLUMNS, note=note, brief=tuple(COLUMNS)[:7])


def _search(network: Network, start: str, end: str) -> list[tuple[str, str]]:
    near: dict[str, list[str]] = {node.id: [] for node in network.nodes}
    for tie in network.ties:
        near[tie.source].append(tie.target)
        near[tie.target].append(tie.source)
    before: dict[str, str] = {start: start}
    queue = deque([start])
    while queue and end not in before:
        here = queue.popleft()
        for there in sorted(near[here]):
            if there not in before:
                before[there] = here
                queue.append(there)
    steps: list[tuple[str, str]] = []
    while end in before and end != start:
        steps.insert(0, (before[end], end))
        end = before[end]
    return steps
