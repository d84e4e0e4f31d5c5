"""Which results of a validation a change can touch, so that these alone are looked at again.

For each constraint the nodes are found from which its target, its paths or the patterns of its SPARQL lead to a
triple that came or went (:mod:`.reach_walk`). A constraint is then run for these nodes on the old store and on the
new one, and the difference of the two runs is that of two full validations. For a constraint whose SPARQL is about
the dataset as a whole (its only focus is named by sh:targetNode) the nodes are those that it gives as ``?value``.

Where this cannot be told - terms that only a comparison connects, blank nodes, sums over everything - the constraint
is run wholly on both, and :attr:`Affected.whole` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.reach_again import Again, again
from coopgraph.shacl.reach_cuts import Triples
from coopgraph.shacl.reach_order import Fans
from coopgraph.shacl.reach_parts import Unreadable
from coopgraph.shacl.reach_walk import Follower, Side
from coopgraph.shacl.terms import Term, said
from coopgraph.shacl.validator import Validator


@dataclass(frozen=True, slots=True)
class Change:
    """The triples that a new store has and the old one has not, and the other way round."""

    added: tuple[ox.Triple, ...] = ()
    removed: tuple[ox.Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Affected:
    """What a change can touch: by the place of a constraint among the compiled ones, None where it runs wholly.

    Constraints that are not here are not touched. ``whole`` names those that run wholly, with the reason.
    """

    again: dict[int, Again | None] = field(default_factory=dict)
    whole: dict[str, str] = field(default_factory=dict)

    @property
    def nodes(self) -> frozenset[Term]:
        """The nodes that are looked at by constraints that do not run wholly."""
        return frozenset(term for one in self.again.values() if one for row in one.rows for term in row)


def affected(
    validator: Validator, old: ox.Store, new: ox.Store, change: Change, graphs: Iterable[str] | None = None
) -> Affected:
    """Return what a change can touch: ``old`` is the data before it, ``new`` after it; both are only read.

    ``graphs`` is as in :meth:`~coopgraph.shacl.Validator.validate`. The cost goes with the change and what is
    connected to it, not with the stores, but for the constraints that run wholly.

    >>> from coopgraph.shacl import Shapes, compile
    >>> turtle = b'''PREFIX sh: <http://www.w3.org/ns/shacl#>
    ... <urn:s> sh:targetClass <urn:C> ; sh:property [ sh:path [ sh:inversePath <urn:p> ] ; sh:minCount 1 ] .'''
    >>> shapes = Shapes.parse(q.triple for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    >>> old, new = ox.Store(), ox.Store()
    >>> old.load(b"<urn:a> <urn:p> <urn:b> . <urn:b> a <urn:C> . <urn:c> a <urn:C> .", format=ox.RdfFormat.TURTLE)
    >>> new.load(b"<urn:b> a <urn:C> . <urn:c> a <urn:C> .", format=ox.RdfFormat.TURTLE)
    >>> gone = ox.Triple(*(ox.NamedNode(f"urn:{name}") for name in "apb"))
    >>> [node.value for node in affected(compile(shapes), old, new, Change(removed=(gone,))).nodes]
    ['urn:b']
    """
    named = None if graphs is None else list(graphs)
    data = [DataGraph(store, named) for store in (old, new)]
    sides = (Side(data[0], Triples.of(change.removed)), Side(data[1], Triples.of(change.added)))
    follower = Follower(sides, Fans(new))
    found = Affected()
    if not (change.added or change.removed):
        return found
    for i, compiled in enumerate(validator.compiled):
        try:
            reading = again(compiled, validator.shapes.shapes)
        except Unreadable as reason:
            found.again[i], found.whole[compiled.name] = None, str(reason)
            continue
        try:
            rows = reading.reached(follower)
        except Unreadable as reason:
            if follower.touched(reading.group):
                found.again[i], found.whole[compiled.name] = None, str(reason)
        else:
            found.again.update({i: rows} if rows.rows else {})
    found.whole.update({said(node): "pySHACL checks it" for node in validator.uncompiled})
    return found
