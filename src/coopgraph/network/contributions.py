"""Contributions by columns: from the strongest pairs of presences to a network whose ties are arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.network.columns import TOWARDS_SOURCE, TOWARDS_TARGET, Columns
from coopgraph.network.definition import Definition
from coopgraph.network.encoded import Encoded
from coopgraph.network.rounding import sums
from coopgraph.network.strongest import Found, joined, strongest
from coopgraph.network.table import INFERRED, STATED, Activity
from coopgraph.network.tie import Contribution, Node, Tie

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_NO_YEAR = 10_000


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Contributions:
    """The contributions of all ties, sorted by tie, then activity; tie i has those from ``begin[i]`` to ``end[i]``."""

    encoded: Encoded
    definition: Definition
    ids: tuple[str, ...]
    known: tuple[Activity, ...]
    found: Found
    begin: Ints
    end: Ints
    weight: NDArray[np.float64]

    def tie(self, i: int) -> Tie:
        """Return a tie as an object, with its contributions."""
        some = tuple(self.contribution(k) for k in range(int(self.begin[i]), int(self.end[i])))
        first = int(self.begin[i])
        a, b = (int(self.encoded.node[end[first]]) for end in (self.found.a, self.found.b))
        return Tie(self.ids[a], self.ids[b], float(self.weight[i]), some)

    def contribution(self, k: int) -> Contribution:
        """Return a contribution as an object."""
        e, found = self.encoded, self.found
        a, b = e.presence(int(found.a[k])), e.presence(int(found.b[k]))
        end = (None, found.b, found.a)[int(found.towards[k])]
        return Contribution(
            self.known[e.activity[found.a[k]]],
            (a, b),
            self.definition.pairs[found.rule[k]].kind,
            "" if end is None else self.ids[e.node[end[k]]],
            float(found.strength[k]),
            float(found.confidence[k]),
            float(found.weight[k]),
            STATED if found.stated[k] else INFERRED,
            tuple(sorted({*a.evidence, *b.evidence})),
        )

    def activities(self, i: int) -> tuple[Activity, ...]:
        """Return the activities of a tie."""
        own = self.encoded.activity[self.found.a[self.begin[i] : self.end[i]]]
        return tuple(self.known[k] for k in own.tolist())

    def evidence(self, i: int) -> tuple[str, ...]:
        """Return the evidence of a tie."""
        span = slice(int(self.begin[i]), int(self.end[i]))
        there = {*self.found.a[span].tolist(), *self.found.b[span].tolist()}
        return tuple(sorted({e for k in there for e in self.encoded.presence(k).evidence}))

    def taken(self, which: Sequence[int]) -> Contributions:
        """Return the same for some of the ties."""
        import numpy as np

        some = np.array(which, dtype=np.int64)
        begin, end, weight = self.begin[some], self.end[some], self.weight[some]
        return Contributions(self.encoded, self.definition, self.ids, self.known, self.found, begin, end, weight)


def columns(encoded: Encoded, definition: Definition, nodes: Sequence[Node]) -> Columns:
    """Return the ties of an encoded table by columns; ``nodes`` are those that can be tied, in the order of ids.

    Takes time in proportion to the pairs of participations within each activity.
    """
    import numpy as np

    e, found = encoded, joined(strongest(encoded, definition))
    order = np.argsort(e.node[found.a] * max(e.tied, 1) + e.node[found.b], kind="stable")
    found = found.at(order)
    source, target = e.node[found.a], e.node[found.b]
    fresh = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    begin = np.flatnonzero(np.concatenate(([True], fresh))) if len(source) else np.array([], dtype=np.int64)
    end = np.append(begin[1:], len(source)) if len(begin) else begin
    of = np.repeat(np.arange(len(begin)), end - begin)
    weight = sums(of, found.weight, len(begin))
    known = tuple(e.table.activity(iri) for iri in e.activities)
    ids = tuple(node.id for node in nodes)
    behind = Contributions(e, definition, ids, known, found, begin, end, weight)
    names, kind, kinds_from, kinds_of = _kinds(definition, found, of, len(begin))
    to_target, to_source = found.towards == TOWARDS_TARGET, found.towards == TOWARDS_SOURCE
    bits = _any(of, to_target, len(begin)) * TOWARDS_TARGET + _any(of, to_source, len(begin)) * TOWARDS_SOURCE
    first, last = _years(known, e.activity[found.a], begin)
    return Columns(
        ids,
        tuple(node.label for node in nodes),
        source[begin].astype(np.int32),
        target[begin].astype(np.int32),
        weight,
        names,
        kind,
        kinds_from,
        kinds_of,
        (end - begin).astype(np.int32),
        first,
        last,
        _any(of, found.stated, len(begin)),
        bits.astype(np.int32),
        _any(of, found.towards == 0, len(begin)),
        sums(of[to_target], found.weight[to_target], len(begin)),
        sums(of[to_source], found.weight[to_source], len(begin)),
        behind,
    )


def _any(of: Ints, true: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """Say of each tie whether something is true of any of its contributions."""
    import numpy as np

    return np.bincount(of[true], minlength=count).astype(bool)


_Kinds = tuple[tuple[str, ...], "NDArray[np.int32]", "NDArray[np.int32]", "NDArray[np.int32]"]


def _kinds(definition: Definition, found: Found, of: Ints, count: int) -> _Kinds:
    """Return the names of kinds, and of each tie the principal kind and all of them, by weight as Tie.kinds has it."""
    import numpy as np

    names = tuple(sorted({pair.kind for pair in definition.pairs}))
    code = np.array([names.index(pair.kind) for pair in definition.pairs], dtype=np.int64)
    key, at = np.unique(of * max(len(names), 1) + code[found.rule], return_inverse=True)
    tie, kind = np.divmod(key, max(len(names), 1))
    total = np.bincount(at, found.weight, len(key))  # adds in the order of the contributions, as Tie.kinds does
    several = (np.bincount(tie, minlength=count) > 1)[tie]
    total[several] = [round(x, 6) for x in total[several].tolist()]
    order = np.lexsort((kind, -total, tie))
    starts = np.concatenate(([0], np.cumsum(np.bincount(tie, minlength=count)))).astype(np.int32)
    kinds = kind[order].astype(np.int32)
    return names, kinds[starts[:-1]], starts, kinds


def _years(known: Sequence[Activity], activity: Ints, begin: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the first and the last year of each tie, 0 where none is known."""
    import numpy as np

    if not len(begin):
        return np.array([], dtype=np.int32), np.array([], dtype=np.int32)
    first = np.array([a.first.year if a.first else _NO_YEAR for a in known], dtype=np.int32)
    last = np.array([a.last.year if a.last else 0 for a in known], dtype=np.int32)
    earliest = np.minimum.reduceat(first[activity], begin)
    return np.where(earliest == _NO_YEAR, 0, earliest).astype(np.int32), np.maximum.reduceat(last[activity], begin)
