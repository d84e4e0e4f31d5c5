"""What Java, Python and JavaScript take for a number, a truth value or a list: where they differ, files break."""

from __future__ import annotations

import re
from math import isnan

_FLOAT = re.compile(r"[\x00-\x20]*[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?)[\x00-\x20]*")
_WHOLE = re.compile(r"[+-]?\d+")
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_RANGES = {"byte": 8, "short": 16, "integer": 32, "long": 64}
SINGLE_ZERO = 2.0**-150
"""What is not above this is 0 as a number of 32 bits, which is what Gephi makes of a weight."""

TYPES: dict[str, str] = {
    **{name: name for name in ("string", "long", "float", "double", "byte", "short", "bigdecimal", "biginteger")},
    "bool": "boolean", "boolean": "boolean", "int": "integer", "integer": "integer",
    "char": "char", "character": "char", "liststring": "liststring", "listboolean": "listboolean",
    "listint": "listinteger", "listinteger": "listinteger", "listchar": "listchar", "listcharacter": "listchar",
    **{f"list{name}": f"list{name}" for name in ("long", "float", "double", "byte", "short", "bigdecimal",
                                                 "biginteger")},
}  # fmt: skip
"""Every type that Gephi knows, in small letters, and its name in the schema."""


def java_float(text: str) -> float | None:
    """Return what Java's Float.parseFloat makes of a text, or None where it refuses.

    >>> java_float("2.5f"), java_float(" 1e3 "), java_float("nan"), java_float("1,5")
    (2.5, 1000.0, None, None)
    """
    if not _FLOAT.fullmatch(text):
        return None
    return float(text.strip("\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r ").rstrip("fFdD") or "nan")


def python_float(text: str) -> bool:
    """Say whether Python's float() takes a text."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def fits(text: str, kind: str) -> bool:
    """Say whether Gephi takes a text for a value of a type.

    >>> fits("3", "integer"), fits("3.0", "integer"), fits("[1, x]", "listinteger"), fits("yes", "boolean")
    (True, False, False, True)
    """
    if kind.startswith("list"):
        return all(fits(item, kind[4:]) for item in _items(text, kind[4:]))
    if kind in _RANGES:
        most = 2 ** (_RANGES[kind] - 1)
        return bool(_WHOLE.fullmatch(text)) and len(text) < 40 and -most <= int(text) < most
    if kind in ("double", "float"):
        return java_float(text) is not None
    if kind in ("biginteger", "bigdecimal"):
        return bool((_WHOLE if kind == "biginteger" else _DECIMAL).fullmatch(text))
    return kind != "char" or len(text.encode("utf-16-le")) == 2


def _items(text: str, kind: str) -> list[str]:
    """Return the items of a list that must be numbers; texts and characters may hold commas and quotes."""
    inner = text.strip().removeprefix("[").removesuffix("]")
    if kind in ("string", "char", "boolean") or not inner.strip():
        return []
    return [item.strip().strip("'\"") for item in inner.split(",")]


def python_takes(text: str, written: str) -> bool:
    """Say whether networkx takes a text for a value of a type that it knows."""
    if written == "boolean":
        return text in ("true", "false", "True", "False", "0", "1")
    if written in ("integer", "long", "int"):
        return bool(re.fullmatch(r"\s*[+-]?\d+(_\d+)*\s*", text))
    return written not in ("float", "double") or python_float(text)


def is_nan(number: float | None) -> bool:
    """Say whether a number is there and is none."""
    return number is not None and isnan(number)
