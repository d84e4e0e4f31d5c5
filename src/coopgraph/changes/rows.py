"""Changes and effects as one table for programs, a row for each thing that changed.

Columns *before* and *after* hold numbers for the network and text for records, or several texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from coopgraph.changes.effects import Effect, Number
from coopgraph.changes.model import Changes, Edit
from coopgraph.table import Cell, Table

Row: TypeAlias = tuple[Cell, ...]

_ALL = {
    "part": "record, id, claim, digests, tie, node or network",
    "change": "new, gone or changed; of an id: renamed, merged or split",
    "view": "view of the network",
    "record": "the record; of a claim its subject, of a tie one end, of an id the old one",
    "other": "value of a claim, other end of a tie, new id",
    "key": "what a claim says: a role or property",
    "field": "what changed of it: a field or a measure",
    "before": "what it was",
    "after": "what it is",
    "remark": "of a claim its evidence, of an id why it is taken for the other",
}


def everything(changes: Changes | None, effects: Mapping[str, Effect] | None) -> Table:
    """Return all that changed, one thing a row: records, ids, claims, digests, then the network view by view."""
    rows = [*(_of_changes(changes) if changes is not None else ())]
    for view, found in (effects or {}).items():
        rows += _of_effect(view, found)
    return Table(tuple(_ALL), rows, "What changed", _ALL, note="" if rows else "Nothing changed.")


def _of_changes(changes: Changes) -> Iterator[Row]:
    for record in changes.records:
        for edit in record.edits or (None,):
            yield ("record", record.sign, None, record.thing, None, None, *_edit(edit), None)
    for move in changes.moves:
        yield ("id", move.how, None, move.old, move.new, None, None, None, None, move.reason)
    for claim in changes.claims:
        sides = {"gone": (None, claim.status, None), "new": (None, None, claim.status)}
        cells = [_edit(edit) for edit in claim.edits] if claim.sign == "changed" else [sides[claim.sign]]
        for three in cells:
            yield ("claim", claim.sign, None, claim.subject, claim.value, claim.key, *three, claim.spans)
    for sign, count in zip(("new", "gone", "changed"), changes.digests, strict=True):
        if count:
            yield ("digests", sign, *(None,) * 6, count, None)


def _edit(edit: Edit | None) -> tuple[Cell, Cell, Cell]:
    return (edit.field, _plain(edit.old), _plain(edit.new)) if edit else (None, None, None)


def _plain(values: tuple[str, ...]) -> Cell:
    return values[0] if len(values) == 1 else values or None


def _of_effect(view: str, found: Effect) -> Iterator[Row]:
    for tie in found.ties:
        old, new = tie.weight
        sign = "new" if old is None else "gone" if new is None else "changed"
        yield ("tie", sign, view, tie.source, tie.target, None, "weight", _cell(old), _cell(new), None)
    for node in found.nodes:
        for name, (old, new) in node.measures.items():
            yield ("node", node.sign, view, node.thing, None, None, name, _cell(old), _cell(new), None)
    for name, (old, new) in found.whole:
        yield ("network", "changed", view, None, None, None, name, _cell(old), _cell(new), None)


def _cell(value: Number) -> Cell:
    """Return a number, a whole one without a fraction."""
    return int(value) if value is not None and value == int(value) else value
