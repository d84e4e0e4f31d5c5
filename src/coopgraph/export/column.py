"""A column of values: a part of it as plain values, its type, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from math import isinf
from typing import TYPE_CHECKING, Any, TypeAlias

from coopgraph.errors import UsageError
from coopgraph.export.blocks import SIZE, Facts
from coopgraph.export.elements import TYPES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Column: TypeAlias = "Sequence[Any] | NDArray[Any]"
_KEPT = ("id", "label", "weight", "timeset", "interval")
_WIDEST = 2**31


def part(column: Column, here: slice) -> list[Any]:
    """Return some values of a column as a list of Python's own.

    >>> part("abc", slice(1, None))
    ['b', 'c']
    """
    values = column[here]
    return values.tolist() if hasattr(values, "tolist") else list(values)


def floats(column: Column, here: slice) -> list[float]:
    """Return some values of a column as floats."""
    values = part(column, here)
    return values if set(map(type, values)) == {float} else list(map(float, values))


def facts(columns: Mapping[str, Column], types: Mapping[str, str], here: slice) -> Facts:
    """Return some rows of columns, with None for what is not a number and tuples for lists."""
    return {name: _facts(part(column, here), types[name]) for name, column in columns.items()}


def _facts(values: list[Any], kind: str) -> list[Any]:
    if kind == "double":
        return [value if value == value else None for value in values]
    if kind == "liststring":
        return [None if value is None else tuple(value) for value in values]
    return values


def same_length(what: str, number: int, columns: Mapping[str, Column | None]) -> None:
    """Raise UsageError when a column has not as many values as there are nodes, or edges."""
    for name, column in columns.items():
        if column is not None and len(column) != number:
            raise UsageError(f"the column {name!r} has {len(column)} values for {number} {what}; give one for each")


def finite(name: str, column: Column | None) -> None:
    """Raise UsageError when a column of lengths or weights holds what is no number, infinite or below zero."""
    import numpy as np

    if column is None or not len(column):
        return
    values = np.asarray(column, dtype=np.float64)
    if not np.isfinite(values).all():
        raise UsageError(f"the column {name!r} holds values that are no finite numbers; leave those rows out")
    if name != "at" and values.min() < 0:
        raise UsageError(f"the column {name!r} holds values below zero, which Gephi does not know; give 0 or more")


def typed(name: str, column: Column, kind: str = "") -> str:
    """Return the type of a column as GEXF names it; ``kind`` if it is given.

    Raises UsageError for a name or for values that cannot stand in a file.

    >>> typed("year", [2019, None]), typed("share", [1, 0.5]), typed("bytes", [2**40]), typed("tags", [["a"], []])
    ('integer', 'double', 'long', 'liststring')
    """
    if name.lower() in _KEPT or not name.isprintable() or name != name.strip() or not name or set(name) & set('&<>"'):
        raise UsageError(f"{name!r} cannot be the name of a column; choose another, of letters, digits and hyphens")
    if kind:
        if kind not in (*TYPES.values(), "long"):
            raise UsageError(f"{kind!r} is no type of a column; choose one of: {', '.join(TYPES.values())}, long")
        return kind
    found = _types(column)
    for names, wanted in _FITTING:
        if found <= names:
            kind = wanted
            break
    else:
        told = ", ".join(sorted(t.__name__ for t in found))
        raise UsageError(f"the column {name!r} holds {told}; a column is of texts, numbers, truth or lists of texts")
    if kind == "double" and any(map(_infinite, _parts(column))):
        raise UsageError(f"the column {name!r} holds an infinite number, which no reader takes; write None instead")
    return "long" if kind == "integer" and any(map(_long, _parts(column))) else kind


_FITTING: tuple[tuple[frozenset[type], str], ...] = (
    (frozenset({bool}), "boolean"),
    (frozenset({int}), "integer"),
    (frozenset({int, float}), "double"),
    (frozenset({str}), "string"),
    (frozenset({tuple, list}), "liststring"),
)


def _parts(column: Column) -> Any:
    return (part(column, slice(at, at + SIZE)) for at in range(0, len(column), SIZE))


def _types(column: Column) -> set[type]:
    """Return the types of the values of a column but None's; those of a numpy array of numbers without looking."""
    by_dtype = {"b": bool, "i": int, "u": int, "f": float, "U": str}
    dtype = getattr(getattr(column, "dtype", None), "kind", "")
    if dtype in by_dtype and dtype:
        return {by_dtype[dtype]}
    return set(map(type, chain.from_iterable(_parts(column)))) - {type(None)}


def _infinite(values: list[Any]) -> bool:
    return any(value is not None and isinf(value) for value in values)


def _long(values: list[Any]) -> bool:
    return any(value is not None and not -_WIDEST <= value < _WIDEST for value in values)


def ends(source: Column, target: Column, kind: Column | None, nodes: int, directed: bool) -> None:
    """Raise UsageError when an end is no place of a node, or two edges join the same nodes in the same kind."""
    import numpy as np

    a, b = (np.asarray(part if len(part) else np.zeros(0, dtype=np.int64)) for part in (source, target))
    for name, places in (("source", a), ("target", b)):
        if places.dtype.kind not in "iu":
            raise UsageError(f"the column {name!r} must hold places of nodes, whole numbers from 0; give their indices")
        if len(places) and not 0 <= int(places.min()) <= int(places.max()) < nodes:
            wrong = int(places.min()) if places.min() < 0 else int(places.max())
            raise UsageError(f"the column {name!r} holds {wrong}; there are {nodes} nodes, numbered from 0")
    pairs = _keys(a, b, nodes, directed)
    if not _twice(pairs):
        return
    codes: dict[str, int] = {}
    for some in _parts(kind) if kind is not None else ():
        for word in some:
            codes.setdefault(word, len(codes))
    numbered = (codes[word] for some in _parts(kind) for word in some) if kind is not None else iter(())
    of_kind = np.fromiter(numbered, dtype=np.int64) if kind is not None else 0
    if _twice(_keys(a, b, nodes, directed) * max(len(codes), 1) + of_kind):
        raise UsageError(
            "two edges join the same nodes in the same kind, which Gephi would merge; add up their weights"
        )


def _keys(a: NDArray[Any], b: NDArray[Any], nodes: int, directed: bool) -> NDArray[np.int64]:
    """Return a number for each pair of ends, the same for both orders when they are not directed."""
    import numpy as np

    first, second = (a, b) if directed else (np.minimum(a, b), np.maximum(a, b))
    return np.asarray(first.astype(np.int64) * nodes + second)


def _twice(keys: NDArray[np.int64]) -> bool:
    """Say whether a number comes twice; sorts the array in place."""
    keys.sort()
    return bool((keys[1:] == keys[:-1]).any())
