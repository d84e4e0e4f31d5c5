"""The strongest role pair of every two nodes in every activity, by columns.

The same rules in the same order as :mod:`coopgraph.network.cooperation`: kin are left out; of the classes of two
presences the heaviest pair counts, then the first of the definition; of the presences of two nodes the heaviest, then
the stated one, then the first of the definition, then the first by the IRIs of participations and organizations; what
points both ways alike has no direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import product
from typing import TYPE_CHECKING

from coopgraph.network.columns import TOWARDS_SOURCE, TOWARDS_TARGET
from coopgraph.network.definition import Definition, RolePair
from coopgraph.network.encoded import Encoded
from coopgraph.network.hierarchy import ancestors
from coopgraph.network.rounding import rounded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

_AT_ONCE = 2_000_000  # so many pairs of presences are weighed at once: some 300 MB


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Found:
    """Pairs of presences that tie two nodes, a number a pair: ``a`` and ``b`` are presences, the node of ``a`` is the
    first by id; ``rule`` is a place in the definition, ``towards`` 0, 1 (to b) or 2 (to a)."""

    a: Ints
    b: Ints
    rule: Ints
    towards: Ints
    strength: Floats
    confidence: Floats
    weight: Floats
    stated: Bools

    def at(self, which: NDArray[np.intp] | Bools) -> Found:
        """Return some of the pairs."""
        return Found(*(getattr(self, f.name)[which] for f in fields(self)))


def strongest(encoded: Encoded, definition: Definition) -> list[Found]:
    """Return the strongest pair of every two nodes in every activity that ties them, sorted by activity, then nodes.

    In parts, each some whole activities. Takes about 0.3 microseconds a pair of presences.
    """
    rules, kin = _Rules(encoded, definition), _Kin(encoded)
    return [_best(encoded, definition, rules.weigh(*kin.without(*pair))) for pair in _pairs(encoded, rules.some)]


def _pairs(encoded: Encoded, some: Bools) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs of presences in one activity whose nodes differ, the first by id first, some activities a time.

    ``some`` says of each set of classes whether any rule has one of them.
    """
    import numpy as np

    able = np.flatnonzero(encoded.bound & some[encoded.classes])
    activity = encoded.activity[able]
    ends = np.searchsorted(activity, activity, side="right")
    after = ends - np.arange(len(able)) - 1  # how many presences of the same activity follow each
    behind = np.cumsum(after)
    begin = 0
    while begin < len(able):
        limit = (behind[begin - 1] if begin else 0) + _AT_ONCE
        stop = int(ends[min(int(np.searchsorted(behind, limit)), len(able) - 1)])
        many = after[begin:stop]
        left = np.repeat(np.arange(begin, stop), many)
        right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(many) - many, many)
        left, right = able[left], able[right]
        turned = encoded.node[left] > encoded.node[right]
        a, b = np.where(turned, right, left), np.where(turned, left, right)
        different = encoded.node[a] != encoded.node[b]
        yield a[different], b[different]
        begin = stop


class _Kin:
    """Knows which organizations and nodes are one another's ancestors."""

    def __init__(self, encoded: Encoded) -> None:
        import numpy as np

        self.encoded = encoded
        iris = sorted({*encoded.organizations, *encoded.nodes})
        place = {iri: i for i, iri in enumerate(iris)}
        self.size = len(iris)
        self.organization = np.array([place[iri] for iri in encoded.organizations], dtype=np.int64)
        self.node = np.array([place[iri] for iri in encoded.nodes], dtype=np.int64)
        above = ancestors(encoded.table.parties)
        pairs = [(place[i], place[j]) for i in iris for j in above.get(i, ()) if j in place]
        both = [x * self.size + y for pair in pairs for x, y in (pair, pair[::-1])]
        self.keys = np.array(sorted({*both, *(i * self.size + i for i in range(self.size))}), dtype=np.int64)

    def without(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Return the pairs of presences of which neither the nodes nor the organizations are kin."""
        e = self.encoded
        nodes, bodies = self.node[e.node], self.organization[e.organization]
        strange = ~(self._are(nodes[a], nodes[b]) | self._are(bodies[a], bodies[b]))
        return a[strange], b[strange]

    def _are(self, x: Ints, y: Ints) -> Bools:
        import numpy as np

        if not len(self.keys):
            return np.zeros(len(x), dtype=bool)
        wanted = x * self.size + y
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.asarray(self.keys[at] == wanted)


class _Rules:
    """The role pairs of a definition, by the sets of classes that roles have."""

    def __init__(self, encoded: Encoded, definition: Definition) -> None:
        import numpy as np

        self.encoded, self.pairs = encoded, definition.pairs
        table, sets = definition.table(), encoded.class_sets
        known = {letter for letters in table for letter in letters}
        self.some = np.array([bool(known & {*letters}) for letters in sets], dtype=bool)
        found = {(i, j): _candidates(sets[i], sets[j], table) for i, j in product(range(len(sets)), repeat=2)}
        most = max((len(some) for some in found.values()), default=0)
        self.rule = np.full((most, len(sets), len(sets)), -1, dtype=np.int64)
        self.towards = np.zeros((most, len(sets), len(sets)), dtype=np.int64)
        for (i, j), some in found.items():
            for k, (order, towards) in enumerate(some):
                self.rule[k, i, j], self.towards[k, i, j] = order, towards
        self.fixed = np.array([p.strength if p.strength is not None else 0.0 for p in self.pairs] or [0.0])
        self.sizes = {p.order: self._sizes(p) for p in self.pairs if p.strength is None}

    def _sizes(self, pair: RolePair) -> Ints:
        """Return how many nodes of the pair's classes, tied or not, each activity has."""
        import numpy as np

        e = self.encoded
        meant = np.array([bool({*pair.classes} & {*letters}) for letters in e.class_sets], dtype=bool)
        there = np.flatnonzero(meant[e.classes]) if len(e.class_sets) else np.array([], dtype=np.int64)
        keys = np.unique(e.activity[there] * len(e.nodes) + e.node[there])
        return np.bincount(keys // max(len(e.nodes), 1), minlength=len(e.activities))

    def weigh(self, a: Ints, b: Ints) -> Found:
        """Return what the best pair of classes of each two presences gives; those that no rule ties are left out."""
        import numpy as np

        e = self.encoded
        confidence = np.minimum(e.confidence[a], e.confidence[b])
        best = [np.full(len(a), -1), np.zeros(len(a), dtype=np.int64), np.zeros(len(a)), np.zeros(len(a))]
        for rules, ways in zip(self.rule, self.towards, strict=True):
            rule, towards = rules[e.classes[a], e.classes[b]], ways[e.classes[a], e.classes[b]]
            strength = self._strength(rule, e.activity[a])
            weight = rounded(strength * confidence)
            heavier = (weight > best[3]) | ((weight == best[3]) & (rule < best[0]))
            better = (rule >= 0) & (weight > 0) & heavier
            for kept, fresh in zip(best, (rule, towards, strength, weight), strict=True):
                kept[better] = fresh[better]
        rule, towards, strength, weight = best
        stated = e.stated[a] & e.stated[b]
        return Found(a, b, rule, towards, strength, confidence, weight, stated).at(rule >= 0)

    def _strength(self, rule: Ints, activity: Ints) -> Floats:
        import numpy as np

        strength = self.fixed[rule]
        for order, sizes in self.sizes.items():
            those = rule == order
            strength[those] = 1 / np.maximum(sizes[activity[those]] - 1, 1)
        return np.asarray(strength)


def _candidates(
    a: tuple[str, ...], b: tuple[str, ...], table: Mapping[tuple[str, str], RolePair]
) -> list[tuple[int, int]]:
    """Return (place of the rule, direction) for the pairs of classes that have a rule, in their order."""
    found = []
    for pair in product(a, b):
        if rule := table.get(pair):
            towards = 0 if not rule.towards else TOWARDS_TARGET if pair[1] == rule.towards else TOWARDS_SOURCE
            found.append((rule.order, towards))
    return found


def _best(encoded: Encoded, definition: Definition, found: Found) -> Found:
    """Return the best pair of presences of every two nodes in an activity, sorted by activity, then nodes."""
    import numpy as np

    e = encoded
    key = (e.activity[found.a] * e.tied + e.node[found.a]) * e.tied + e.node[found.b]
    order = np.argsort(key, kind="stable")
    found, key = found.at(order), key[order]
    first = np.concatenate(([True], key[1:] != key[:-1])) if len(key) else np.array([], dtype=bool)
    group = np.cumsum(first) - 1
    shared = (np.bincount(group) > 1)[group] if len(key) else first
    chosen = found.at(~shared)
    if not shared.any():
        return chosen
    rest, of = found.at(shared), group[shared]
    ranked = np.lexsort((
        rest.b, rest.a, e.organization[rest.b], e.organization[rest.a], e.claim[rest.b], e.claim[rest.a],
        rest.rule, ~rest.stated, -rest.weight, of,
    ))  # fmt: skip
    rest, of = rest.at(ranked), of[ranked]
    head = np.concatenate(([True], of[1:] != of[:-1]))
    best = rest.at(head)
    _undirect(definition, rest, best, np.cumsum(head) - 1)
    both = _joined(chosen, best)
    return both.at(np.argsort(np.concatenate((group[~shared], of[head])), kind="stable"))


def _undirect(definition: Definition, rest: Found, best: Found, of: Ints) -> None:
    """Take the direction from the best pairs beside which another as good, of the same kind, points elsewhere."""
    import numpy as np

    names = {kind: i for i, kind in enumerate(sorted({pair.kind for pair in definition.pairs}))}
    kind = np.array([names[pair.kind] for pair in definition.pairs], dtype=np.int64)
    alike = (rest.weight == best.weight[of]) & (rest.stated == best.stated[of])
    alike &= (kind[rest.rule] == kind[best.rule[of]]) & (rest.towards != best.towards[of])
    best.towards[of[alike]] = 0


def _joined(first: Found, second: Found) -> Found:
    import numpy as np

    return Found(*(np.concatenate((getattr(first, f.name), getattr(second, f.name))) for f in fields(Found)))


def joined(parts: list[Found]) -> Found:
    """Return the parts as one."""
    import numpy as np

    if not parts:
        none, zero = np.array([], dtype=np.int64), np.array([])
        return Found(none, none, none, none, zero, zero, zero, np.array([], dtype=bool))
    return Found(*(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Found)))
