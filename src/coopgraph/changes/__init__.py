"""What changed between two states of a dataset, in records, and what that does to the network.

    model     what a change is: of a record, of an id, of a claim
    side      one state, as ids and claims are looked for in it
    identity  ids that went and ids that came, which are probably the same thing: renamed, merged, split
    matching  which claim of the one state is which of the other
    compare   records + records -> the changes
    effects   network + network -> ties, organizations and measures that differ
    rows      changes and effects as one table, for programs
    telling   changes of records as text for people; sidebyside: of the network, its views side by side
    diff      two states of a dataset: all of that in one answer

A claim is known by subject, key, value and source document, a record by its kind and id; where something stands in
the files, and in which order, is no part of it. Exchanging the two states exchanges new and gone. Only
:func:`~coopgraph.changes.effects.effects` asks a store.
"""

from coopgraph.changes.compare import compare
from coopgraph.changes.diff import Diff, State, between
from coopgraph.changes.effects import Effect, TieShift, effects
from coopgraph.changes.model import Changes, ClaimChange, Edit, Move, RecordChange

__all__ = [
    "Changes",
    "ClaimChange",
    "Diff",
    "Edit",
    "Effect",
    "Move",
    "RecordChange",
    "State",
    "TieShift",
    "between",
    "compare",
    "effects",
]
