"""Text for XML: what GEXF and GraphML share.

A line break in a label survives; a character that XML cannot hold becomes □, so that it is seen that something
stood there. An id must come back as it was, so one that would not is refused. Most text needs no escaping, and
``str.isprintable`` finds that out ten times as fast as a pattern: only what is not printable or holds markup is
looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    if written.isprintable():
        return written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], _NOT_XML.sub("□", written))


def texts(written: Sequence[str]) -> Sequence[str]:
    """Escape many texts; when none needs it, they are looked at together and given back as they are."""
    return written if _harmless("".join(written)) else [text(one) for one in written]


def _harmless(written: str) -> bool:
    """Say whether XML can hold a text as it is. Every character that XML lacks is one that is not printable."""
    return (
        written.isprintable()
        and "&" not in written
        and "<" not in written
        and ">" not in written
        and '"' not in written
    )


def identifier(written: str) -> str:
    """Escape an id. Raises UsageError for one with line breaks, outer blanks or control characters."""
    broken = any(c in written for c in "\t\n\r") or _NOT_XML.search(written)
    if not written or written != written.strip() or broken:
        raise UsageError(f"{written!r} cannot be the id of a node in a file; give the record another id")
    return text(written)


def identifiers(written: Sequence[str]) -> Sequence[str]:
    """Escape many ids, quickly when none needs it. Raises UsageError as :func:`identifier` does."""
    return written if _sound(written) else [identifier(one) for one in written]


def _sound(ids: Sequence[str]) -> bool:
    """Say whether none of many ids needs to be looked at: nothing to escape, none empty, no blank anywhere."""
    whole = "".join(ids)
    return " " not in whole and _harmless(whole) and all(ids)


class Identifiers(dict[str, str]):
    """Escaped ids, each worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = identifier(name)
        return self[name]

    def many(self, names: Sequence[str]) -> Sequence[str]:
        """Return ids escaped; the same as they are when none needs it. Raises UsageError as :func:`identifier`."""
        return names if _sound(names) else [self[name] for name in names]


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


def literals(facts: Sequence[Value]) -> Sequence[str]:
    """Return a column of facts as escaped literals; what is not known is empty.

    >>> literals([1, None, 2]), literals(["a<b", ""]), literals([("x",), ()])
    (['1', '', '2'], ['a&lt;b', ''], ["['x']", ''])
    """
    types = set(map(type, facts))
    if types <= {int, type(None)}:
        return ["" if fact is None else str(fact) for fact in facts]
    if types <= {float, type(None)}:
        return ["" if fact is None else repr(fact) for fact in facts]
    if types <= {str, type(None)}:
        return texts(["" if fact is None else str(fact) for fact in facts])
    if types == {bool}:
        return ["true" if fact else "false" for fact in facts]
    if types == {tuple}:
        once = {fact: text(literal(fact)) if fact else "" for fact in set(facts)}
        return [once[fact] for fact in facts]
    return texts(["" if fact is None or fact == () else literal(fact) for fact in facts])


def _quoted(item: str) -> str:
    r"""Quote an item of a list.

    >>> print(_quoted("fund (indirect)"), _quoted("people's"))
    'fund (indirect)' 'people\'s'
    """
    return "'" + item.replace("\\", "\\\\").replace("'", "\\'") + "'"
