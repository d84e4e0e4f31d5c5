"""Text for XML: what GEXF and GraphML share.

A line break in a label survives; a character that XML cannot hold becomes □, so that it is seen that something
stood there. An id must come back as it was, so one that would not is refused.
"""

from __future__ import annotations

import re

from coopgraph.errors import UsageError
from coopgraph.export.content import Value

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip
_TO_ESCAPE = re.compile("[" + "".join(_ESCAPES) + "]")


def text(written: str) -> str:
    r"""Escape text for an XML attribute or element.

    >>> text('A & "B"\n')
    'A &amp; &quot;B&quot;&#10;'
    """
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], _NOT_XML.sub("□", written))


def identifier(written: str) -> str:
    """Escape an id. Raises UsageError for one with line breaks, outer blanks or control characters."""
    broken = any(c in written for c in "\t\n\r") or _NOT_XML.search(written)
    if not written or written != written.strip() or broken:
        raise UsageError(f"{written!r} cannot be the id of a node in a file; give the record another id")
    return text(written)


def literal(fact: Value) -> str:
    """Return a fact as Gephi and graphology read it: a list in brackets, each item in quotes.

    >>> literal(True), literal(2.5), literal(("a", "b"))
    ('true', '2.5', "['a', 'b']")
    """
    if isinstance(fact, bool):
        return "true" if fact else "false"
    if isinstance(fact, tuple):
        return "[" + ", ".join(_quoted(item) for item in fact) + "]"
    return repr(fact) if isinstance(fact, float) else str(fact)


def _quoted(item: str) -> str:
    r"""Quote an item of a list.

    >>> print(_quoted("fund (indirect)"), _quoted("people's"))
    'fund (indirect)' 'people\'s'
    """
    return "'" + item.replace("\\", "\\\\").replace("'", "\\'") + "'"
