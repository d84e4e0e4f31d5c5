"""The ties of a network by columns: what is known of every tie as arrays, and the objects when they are asked for.

A million ties as objects, with their contributions, take gigabytes; as columns they take some hundred bytes each.
:class:`Columns` is what measures and writers of large networks read; :class:`Ties` is the same as a sequence of
:class:`~coopgraph.network.tie.Tie` that makes each when it is looked at. Both can be had of any network, however it
was made: :attr:`coopgraph.network.network.Network.columns`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, overload

from coopgraph.network.table import INFERRED, STATED, Activity
from coopgraph.network.tie import Node, Tie

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int32]
    Floats: TypeAlias = NDArray[np.float64]
    Bools: TypeAlias = NDArray[np.bool_]

TOWARDS_TARGET, TOWARDS_SOURCE = 1, 2
"""Bits of :attr:`Columns.direction`."""


class Behind(Protocol):
    """What stands behind the columns of ties: it makes the objects, given the number of a tie."""

    def tie(self, i: int) -> Tie:
        """Return a tie as an object."""

    def activities(self, i: int) -> tuple[Activity, ...]:
        """Return the activities of a tie, sorted by IRI."""

    def evidence(self, i: int) -> tuple[str, ...]:
        """Return the stretches of sources behind a tie, sorted, each once."""

    def taken(self, which: Sequence[int]) -> Behind:
        """Return what stands behind some of the ties, numbered anew in the order given."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Columns:
    """The ties of a network, a number a tie, in the order of :attr:`Network.ties`; nothing here may be changed.

    ids, labels   of the nodes, in the order of ids; ``source`` and ``target`` are places in them (source < target)
    weight        sum of the weights of the contributions
    kind          place in ``kind_names`` of the principal kind
    kinds_of      places in ``kind_names`` of all kinds, the one that adds most weight first: those of tie i are
                  ``kinds_of[kinds_from[i]:kinds_from[i + 1]]``
    events        how many activities tie the two
    first, last   first and last year, 0 where none is known
    stated        whether at least one contribution rests on stated claims alone
    direction     bits: 1 some contribution points to the target, 2 some to the source; 0 none has a direction
    even          whether some contribution has no direction
    given, taken  the weight that points to the target, and that which points to the source
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    source: Ints
    target: Ints
    weight: Floats
    kind_names: tuple[str, ...]
    kind: Ints
    kinds_from: Ints
    kinds_of: Ints
    events: Ints
    first: Ints
    last: Ints
    stated: Bools
    direction: Ints
    even: Bools
    given: Floats
    taken: Floats
    behind: Behind

    def __len__(self) -> int:
        return len(self.weight)

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the kinds of tie ``i``, as :attr:`Tie.kinds`."""
        return tuple(self.kind_names[k] for k in self.kinds_of[self.kinds_from[i] : self.kinds_from[i + 1]].tolist())

    def status(self, i: int) -> str:
        """Return *stated* or *inferred*, as :attr:`Tie.status`."""
        return STATED if self.stated[i] else INFERRED

    def direction_of(self, i: int) -> str:
        """Return ``a > b``, ``both`` or ``none``, as :attr:`Tie.direction`."""
        a, b = self.ids[self.source[i]], self.ids[self.target[i]]
        return ("none", f"{a} > {b}", f"{b} > {a}", "both")[int(self.direction[i])]

    def activities(self, i: int) -> tuple[Activity, ...]:
        """Return the activities of tie ``i``, sorted by IRI."""
        return self.behind.activities(i)

    def evidence(self, i: int) -> tuple[str, ...]:
        """Return the stretches of sources behind tie ``i``, sorted, each once."""
        return self.behind.evidence(i)

    def tie(self, i: int) -> Tie:
        """Return tie ``i`` as an object, made anew at every call."""
        return self.behind.tie(i)

    def only(self, which: NDArray[np.intp]) -> Columns:
        """Return the columns of some ties, given by their numbers in rising order; all nodes stay."""
        import numpy as np

        kinds = np.diff(self.kinds_from)[which]
        first = np.repeat(self.kinds_from[:-1][which] - _starts(kinds)[:-1], kinds)
        special: dict[str, Any] = {
            "kinds_from": _starts(kinds),
            "kinds_of": self.kinds_of[first + np.arange(int(kinds.sum()))],
            "behind": self.behind.taken(which.tolist()),
        }
        a_tie = {f.name for f in fields(self)} - {"ids", "labels", "kind_names", *special}
        return replace(self, **special, **{name: getattr(self, name)[which] for name in a_tie})

    def among(self, nodes: Sequence[Node]) -> Columns:
        """Return the same ties between other nodes, in the order of ids, that hold every end of a tie."""
        import numpy as np

        place = {node.id: i for i, node in enumerate(nodes)}
        anew = np.array([place.get(known, -1) for known in self.ids], dtype=np.int32)
        labels = tuple(node.label for node in nodes)
        return replace(self, ids=tuple(place), labels=labels, source=anew[self.source], target=anew[self.target])


class Ties(Sequence[Tie]):
    """The ties of a network as a sequence like a tuple, each made when it is looked at, and equal to a tuple of them.

    Going through all costs some microseconds a tie; :attr:`columns` costs nothing.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns)

    @overload
    def __getitem__(self, i: int) -> Tie: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[Tie, ...]: ...
    def __getitem__(self, i: int | slice) -> Tie | tuple[Tie, ...]:
        found = range(len(self))[i]
        return self.columns.tie(found) if isinstance(found, int) else tuple(map(self.columns.tie, found))

    def __iter__(self) -> Iterator[Tie]:
        return map(self.columns.tie, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ties) and other.columns is self.columns:
            return True
        if not isinstance(other, Ties | tuple):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} ties>"


class _Objects:
    """What stands behind the columns of ties that are objects: the objects."""

    def __init__(self, ties: Sequence[Tie]) -> None:
        self.ties = ties

    def tie(self, i: int) -> Tie:
        return self.ties[i]

    def activities(self, i: int) -> tuple[Activity, ...]:
        return self.ties[i].activities

    def evidence(self, i: int) -> tuple[str, ...]:
        return self.ties[i].evidence

    def taken(self, which: Sequence[int]) -> _Objects:
        return _Objects([self.ties[i] for i in which])


def columns_of(nodes: Sequence[Node], ties: Sequence[Tie]) -> Columns:
    """Return the columns of ties that are objects, in their order. Takes some microseconds a tie."""
    import numpy as np

    place = {node.id: i for i, node in enumerate(nodes)}
    kinds = [tie.kinds for tie in ties]
    names = tuple(sorted({kind for some in kinds for kind in some}))
    code = {name: i for i, name in enumerate(names)}
    flows = [_flow(tie) for tie in ties]
    return Columns(
        tuple(node.id for node in nodes),
        tuple(node.label for node in nodes),
        _ints(place[tie.source] for tie in ties),
        _ints(place[tie.target] for tie in ties),
        np.array([tie.weight for tie in ties], dtype=np.float64),
        names,
        _ints(code[some[0]] for some in kinds),
        _starts(_ints(len(some) for some in kinds)),
        _ints(code[kind] for some in kinds for kind in some),
        _ints(tie.events for tie in ties),
        _ints(tie.first or 0 for tie in ties),
        _ints(tie.last or 0 for tie in ties),
        np.array([tie.status == STATED for tie in ties], dtype=bool),
        _ints(flow[0] for flow in flows),
        np.array([flow[1] for flow in flows], dtype=bool),
        np.array([flow[2] for flow in flows], dtype=np.float64),
        np.array([flow[3] for flow in flows], dtype=np.float64),
        _Objects(ties),
    )


def _flow(tie: Tie) -> tuple[int, bool, float, float]:
    """Return the direction, whether something has none, and the weights given and taken."""
    from math import fsum

    towards = {c.towards for c in tie.contributions}
    given = round(fsum(c.weight for c in tie.contributions if c.towards == tie.target), 9)
    taken = round(fsum(c.weight for c in tie.contributions if c.towards == tie.source), 9)
    bits = TOWARDS_TARGET * (tie.target in towards) + TOWARDS_SOURCE * (tie.source in towards)
    return bits, "" in towards, given, taken


def _ints(values: Iterable[int]) -> Ints:
    import numpy as np

    return np.array(list(values), dtype=np.int32)


def _starts(counts: NDArray[np.int32]) -> Ints:
    """Return where each group begins when groups of these sizes follow one another, and where the last one ends."""
    import numpy as np

    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
