"""Changes of the network as text for people: a table a part, with the views side by side.

A cell says what was and what is, ``3→4.2``; a dash stands for what is not there, an empty cell for what did not
change. Views in which the same changed share a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from coopgraph.changes.effects import MEASURES, Effect, NodeShift, Number, Shift, change
from coopgraph.table import Cell, Table, Thing

Views: TypeAlias = Mapping[str, Effect]
Cells: TypeAlias = dict[str, list[Cell]]
"""What stands in the column of each view."""


def counts(effects: Views) -> list[tuple[str, str]]:
    """Return each view, and how much of its network changed, in words."""
    return [(f"Network, {view}", _counted(found)) for view, found in effects.items()]


def _counted(found: Effect) -> str:
    """Return what changed in a network, in words."""
    one, many = _nouns(found)
    nodes = Counter(node.sign for node in found.nodes if node.sign != "changed")
    ties = Counter("new" if t.weight[0] is None else "gone" if t.weight[1] is None else "changed" for t in found.ties)
    parts = [_verbs(nodes, one, many), _verbs(ties, "tie", "ties")]
    if any(parts):
        return "; ".join(filter(None, parts))
    return (
        f"{len(found.nodes)} {one if len(found.nodes) == 1 else many} with other measures"
        if found
        else "nothing changed"
    )


def _nouns(found: Effect) -> tuple[str, str]:
    return ("country", "countries") if found.after.level == "country" else ("organization", "organizations")


_VERBS = {
    "new": ("appears", "appear"),
    "gone": ("vanishes", "vanish"),
    "changed": ("changes weight", "change weight"),
}


def _verbs(number: Mapping[str, int], one: str, many: str) -> str:
    """Return how many appear, vanish and change, the noun once.

    >>> _verbs({"new": 1, "changed": 2}, "tie", "ties")
    '1 tie appears, 2 change weight'
    """
    parts: list[str] = []
    for sign, (single, several) in _VERBS.items():
        if count := number.get(sign, 0):
            noun = "" if parts else f" {one if count == 1 else many}"
            parts.append(f"{count}{noun} {single if count == 1 else several}")
    return ", ".join(parts)


def tables(effects: Views, top: int | None = None) -> Iterator[Table]:
    """Yield what changed of the whole, of ties and of nodes, if anything; ``top`` cuts the last two."""
    made = [_whole(effects), _ties(effects), _nodes(effects)]
    for number, table in enumerate(made):
        if table.rows:
            yield table.head(top) if top and number else table


def _whole(effects: Views) -> Table:
    found = {view: dict(effect.whole) for view, effect in effects.items()}
    names = dict.fromkeys(name for shifts in found.values() for name in shifts)
    cells: Cells = {view: [_text(shifts.get(name)) for name in names] for view, shifts in found.items()}
    return _table("The network as a whole", ("measure",), [(name,) for name in names], cells)


def _ties(effects: Views) -> Table:
    found = {view: {(t.source.id, t.target.id): t for t in effect.ties} for view, effect in effects.items()}
    things = {ends: (t.source, t.target) for shifts in found.values() for ends, t in shifts.items()}
    weights = {view: {ends: tie.weight for ends, tie in shifts.items()} for view, shifts in found.items()}
    most = {ends: max(abs(change(own[ends])) for own in weights.values() if ends in own) for ends in things}
    order = sorted(things, key=lambda ends: (-most[ends], things[ends][0].label, things[ends][1].label, ends))
    cells: Cells = {view: [_text(own.get(ends)) for ends in order] for view, own in weights.items()}
    return _table("Ties by weight", ("source", "target"), [things[ends] for ends in order], cells)


def _nodes(effects: Views) -> Table:
    """Return a row for each node, with a line in it for each measure that changed in any view."""
    found = {view: {node.thing.id: node for node in effect.nodes} for view, effect in effects.items()}
    things: dict[str, Thing] = {ident: node.thing for shifts in found.values() for ident, node in shifts.items()}
    measures = {ident: [name for name in MEASURES if _moved(found, ident, name)] for ident in things}
    order = _by_size(found, things)
    cells: Cells = {}
    for view, own in found.items():
        shifts = {ident: node.measures for ident, node in own.items()}
        cells[view] = [tuple(_text(shifts.get(i, {}).get(n), n) for n in measures[i]) for i in order]
    one, many = next((_nouns(effect) for effect in effects.values()), ("", ""))
    rows = [(things[ident], tuple(measures[ident])) for ident in order]
    return _table(f"{many.capitalize()} by measure", (one, "measure"), rows, cells)


def _moved(found: Mapping[str, Mapping[str, NodeShift]], ident: str, measure: str) -> bool:
    """Say whether a measure of a node changed in any view."""
    return any(ident in own and measure in own[ident].measures for own in found.values())


def _by_size(found: Mapping[str, Mapping[str, object]], things: Mapping[str, Thing]) -> list[str]:
    """Return the ids as the views order them: by their best place in any."""
    places: dict[str, int] = {}
    for own in found.values():
        for place, ident in enumerate(own):
            places[ident] = min(place, places.get(ident, place))
    return sorted(things, key=lambda ident: (places[ident], things[ident].label, ident))


def _table(title: str, head: Sequence[str], rows: Sequence[tuple[Cell, ...]], cells: Cells) -> Table:
    """Return rows with a column of cells for each view in which anything changed, alike ones in one column."""
    columns: dict[str, list[Cell]] = {}
    alike: dict[str, list[str]] = {}
    for view, column in cells.items():
        same = next((name for name, other in columns.items() if other == column), None)
        if same:
            alike[same].append(view)
        else:
            columns[view], alike[view] = column, [view]
    changed = {", ".join(alike[view]): column for view, column in columns.items() if any(map(_said, column))}
    whole = [(*row, *(column[i] for column in changed.values())) for i, row in enumerate(rows)]
    return Table((*head, *changed), whole, title)


def _said(cell: Cell) -> bool:
    return any(cell) if isinstance(cell, tuple) else bool(cell)


def _text(shift: Shift | None, measure: str = "") -> str:
    """Return a change of a number as it is shown.

    >>> _text((3.0, 4.2)), _text((None, 1.0)), _text((0.0, 1.0), "cut point"), _text(None)
    ('3→4.2', '–→1', 'no→yes', '')
    """
    show: Callable[[Number], str] = _number if measure != "cut point" else _yes
    return "→".join(map(show, shift)) if shift else ""


def _number(value: Number) -> str:
    return "–" if value is None else f"{value:.12g}"


def _yes(value: Number) -> str:
    return "–" if value is None else "yes" if value else "no"
