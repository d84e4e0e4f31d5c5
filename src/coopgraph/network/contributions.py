"""Contributions by columns: from the strongest pairs of presences to a network whose ties are arrays.

:func:`columns` makes the ties; :func:`parted` takes them apart by kind and direction, for those who write files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

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
        e, found, span = self.encoded, self.found, slice(int(self.begin[i]), int(self.end[i]))
        a, b = found.a[span], found.b[span]
        first, second = (self.ids[e.node[end[0]]] for end in (a, b))
        numbers = (found.rule, found.towards, found.strength, found.confidence, found.weight, found.stated)
        columns = (a, b, e.activity[a], *(column[span] for column in numbers))
        rows = zip(*(column.tolist() for column in columns), strict=True)
        some = tuple(self._contribution(("", second, first), row) for row in rows)
        return Tie(first, second, float(self.weight[i]), some)

    def _contribution(self, ends: tuple[str, str, str], row: tuple[Any, ...]) -> Contribution:
        one, other, activity, rule, towards, strength, confidence, weight, stated = row
        a, b = self.encoded.presence(one), self.encoded.presence(other)
        return Contribution(
            self.known[activity],
            (a, b),
            self.definition.pairs[rule].kind,
            ends[towards],
            strength,
            confidence,
            weight,
            STATED if stated else INFERRED,
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
    known = tuple(e.table.activity(iri) for iri in e.activities)
    ids = tuple(node.id for node in nodes)
    behind = Contributions(e, definition, ids, known, found, *_grouped(found, _begins(fresh, len(source))))
    ends = _Ends(ids, tuple(node.label for node in nodes), source[behind.begin], target[behind.begin])
    return _columns(behind, ends)


def parted(ties: Columns, directed: bool = False) -> Columns | None:
    """Return the parts of ties by columns: a row for every tie and kind, in the order of kinds.

    ``directed``: a row for every tie, direction and kind instead, of what has a direction; what is of a directed kind
    and goes both ways alike counts in both. Then source and target are who gives and who receives. None where no
    arrays stand behind the ties: then their objects are to be looked at.
    """
    import numpy as np

    old = ties.behind
    if not isinstance(old, Contributions):
        return None
    many = old.end - old.begin
    of = np.repeat(np.arange(len(ties)), many)
    which = np.repeat(old.begin - (np.cumsum(many) - many), many) + np.arange(len(of))
    way = np.zeros(len(of), dtype=np.int64)
    if directed:
        towards, kinds = old.found.towards[which], old.definition.directed
        free = np.array([pair.kind in kinds for pair in old.definition.pairs], dtype=bool)[old.found.rule[which]]
        ways = [(towards == end) | ((towards == 0) & free) for end in (TOWARDS_TARGET, TOWARDS_SOURCE)]
        way = np.repeat((0, 1), [some.sum() for some in ways])
        of, which = (np.concatenate([column[some] for some in ways]) for column in (of, which))
    names, code = _codes(old.definition)
    key = (of * 2 + way) * max(len(names), 1) + code[old.found.rule[which]]
    order = np.argsort(key, kind="stable")
    key, of, way, found = key[order], of[order], way[order], old.found.at(which[order])
    begin = _begins(key[1:] != key[:-1], len(key))
    behind = Contributions(old.encoded, old.definition, old.ids, old.known, found, *_grouped(found, begin))
    source, target, turned = ties.source[of][begin], ties.target[of][begin], way[begin] == 1
    ends = _Ends(ties.ids, ties.labels, np.where(turned, target, source), np.where(turned, source, target))
    return _columns(behind, ends)


class _Ends(NamedTuple):
    """The nodes, and which of them each tie has at its ends."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    source: Ints
    target: Ints


def _begins(fresh: NDArray[np.bool_], count: int) -> Ints:
    """Return where groups begin, given of each row but the first whether it is unlike the one before."""
    import numpy as np

    return np.flatnonzero(np.concatenate((np.ones(min(count, 1), dtype=bool), fresh)))


def _grouped(found: Found, begin: Ints) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Return where each group begins and ends, and its weight."""
    import numpy as np

    end = np.append(begin[1:], len(found.weight)) if len(begin) else begin
    return begin, end, sums(np.repeat(np.arange(len(begin)), end - begin), found.weight, len(begin))


def _columns(behind: Contributions, ends: _Ends) -> Columns:
    """Return contributions as ties; all of them, one after the other."""
    import numpy as np

    found, begin, count = behind.found, behind.begin, len(behind.begin)
    of = np.repeat(np.arange(count), behind.end - begin)
    names, kind, kinds_from, kinds_of = _kinds(behind.definition, found, of, count)
    to_target, to_source = found.towards == TOWARDS_TARGET, found.towards == TOWARDS_SOURCE
    bits = _any(of, to_target, count) * TOWARDS_TARGET + _any(of, to_source, count) * TOWARDS_SOURCE
    first, last = _years(behind.known, behind.encoded.activity[found.a], begin)
    return Columns(
        ends.ids,
        ends.labels,
        ends.source.astype(np.int32),
        ends.target.astype(np.int32),
        behind.weight,
        names,
        kind,
        kinds_from,
        kinds_of,
        (behind.end - begin).astype(np.int32),
        first,
        last,
        _any(of, found.stated, count),
        bits.astype(np.int32),
        _any(of, found.towards == 0, count),
        sums(of[to_target], found.weight[to_target], count),
        sums(of[to_source], found.weight[to_source], count),
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

    names, code = _codes(definition)
    key, at = np.unique(of * max(len(names), 1) + code[found.rule], return_inverse=True)
    tie, kind = np.divmod(key, max(len(names), 1))
    total = np.bincount(at, found.weight, len(key))  # adds in the order of the contributions, as Tie.kinds does
    several = (np.bincount(tie, minlength=count) > 1)[tie]
    total[several] = [round(x, 6) for x in total[several].tolist()]
    order = np.lexsort((kind, -total, tie))
    starts = np.concatenate(([0], np.cumsum(np.bincount(tie, minlength=count)))).astype(np.int32)
    kinds = kind[order].astype(np.int32)
    return names, kinds[starts[:-1]], starts, kinds


def _codes(definition: Definition) -> tuple[tuple[str, ...], Ints]:
    """Return the names of kinds, sorted, and the place of each rule's kind among them."""
    import numpy as np

    names = tuple(sorted({pair.kind for pair in definition.pairs}))
    return names, np.array([names.index(pair.kind) for pair in definition.pairs], dtype=np.int64)


def _years(known: Sequence[Activity], activity: Ints, begin: Ints) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the first and the last year of each tie, 0 where none is known."""
    import numpy as np

    if not len(begin):
        return np.array([], dtype=np.int32), np.array([], dtype=np.int32)
    first = np.array([a.first.year if a.first else _NO_YEAR for a in known], dtype=np.int32)
    last = np.array([a.last.year if a.last else 0 for a in known], dtype=np.int32)
    earliest = np.minimum.reduceat(first[activity], begin)
    return np.where(earliest == _NO_YEAR, 0, earliest).astype(np.int32), np.maximum.reduceat(last[activity], begin)
