"""Values of attributes: does the column exist, does the value fit its type, for whom."""

from __future__ import annotations

from coopgraph.gexfcheck import times
from coopgraph.gexfcheck.document import Column, Document, Element
from coopgraph.gexfcheck.numbers import fits, python_takes
from coopgraph.gexfcheck.scan import Tag

_NETWORKX = ("integer", "float", "double", "boolean", "string", "long", "liststring", "anyURI", "int")
_NUMBERS = ("byte", "short", "integer", "long", "float", "double", "int", "boolean")
_TRUE_OR_FALSE = ("true", "false", "1", "0")


def value(document: Document, tag: Tag, of: Element) -> None:
    """Check a value of a node or an edge."""
    key, written, line = tag.get("for") or tag.get("id"), tag.get("value"), tag.line
    if not key:
        document.add("value-key", line, f"a value of {of} does not say for which attribute it is")
        document.add("value-undeclared-reader", line, f"a value of {of} does not say for which attribute it is")
        return
    column = document.columns[of.kind].get(key.lower())
    if column is None or column.id != key:
        document.undeclared.setdefault((of.kind, key), (line, str(of)))
    if column is None:
        document.add("value-undeclared", line, f"the attribute {key!r} of {of} is not declared; its value is lost")
        return
    _networkx(document, tag, of, column)
    if not written or not column.type:
        return
    if column.dynamic:
        _dynamic(document, tag, of, column)
    else:
        _static(document, tag, of, column)


def finish(document: Document) -> None:
    """Report the attributes that are declared nowhere, or under another case: all but Gephi read these first."""
    for (of, key), (line, name) in document.undeclared.items():
        column = document.columns[of].get(key.lower())
        if column is None or column.id != key:
            document.add("value-undeclared-reader", line, f"the attribute {key!r} of {name} is not declared")


def _static(document: Document, tag: Tag, of: Element, column: Column) -> None:
    written, name = tag.get("value"), column.id.lower()
    if name in of.values:
        document.add("value-twice", tag.line, f"a second value of {column.id!r} for {of}; the last is kept")
    of.values[name] = []
    _type(document, tag, of, column)
    if column.type == "boolean" and written.lower() not in _TRUE_OR_FALSE:
        document.add("value-boolean", tag.line, f"{written!r} of {of} is taken for false")


def _type(document: Document, tag: Tag, of: Element, column: Column) -> bool:
    written = tag.get("value")
    if fits(written, column.type):
        return True
    message = f"{written!r} of {of} is no {column.type}, as column {column.id!r} wants; it is left out"
    document.add("value-type", tag.line, message)
    return False


def _dynamic(document: Document, tag: Tag, of: Element, column: Column) -> None:
    """Check a value that holds for a time. Without one it holds always."""
    written, line = tag.get("value"), tag.line
    times.networkx(document, tag, of)
    timed = tag.get("start") or tag.get("end") or tag.get("startopen") or tag.get("endopen")
    if not timed:
        stamp = tag.get("timestamp")
        if stamp and not document.graph.timestamps:
            document.add("timestamp-in-intervals", line, f"a value of {of} has a timestamp; the graph has intervals")
            return
        if stamp and times.instant(document, stamp, of, line) is None:
            return
        _type(document, tag, of, column)
        return
    found = times.span(document, tag, of)
    if found is None or not _type(document, tag, of, column):
        return
    others = of.values.setdefault(column.id.lower(), [])
    if found[0] > found[1]:
        document.add("spell-reversed", line, f"the time of a value of {of} ends before it begins; it is left out")
    elif any(found == (a, b) for a, b, _ in others):
        document.add("value-overwritten", line, f"a second value of {column.id!r} of {of} for the same time")
    elif any(a < found[1] and found[0] < b for a, b, _ in others):
        document.add("value-overlap", line, f"a value of {column.id!r} of {of} overlaps an earlier one; it is left out")
    else:
        others.append((*found, written))


def _networkx(document: Document, tag: Tag, of: Element, column: Column) -> None:
    """Report what networkx fails at: it reads each value as the type says, or not at all."""
    written, line, kind = tag.get("value"), tag.line, column.written
    if of.kind == "edge" and column.id == "weight":
        kind = "double"  # whatever the file declares
    if not written and kind in _NUMBERS:
        document.add("value-empty", line, f"the value of {column.id!r} of {of} is empty")
    elif kind not in _NETWORKX:
        if document.findings.first("column-type-networkx"):
            document.add("column-type-networkx", line, f"networkx gives up at values of the type {kind!r}")
    elif not python_takes(written, kind):
        document.add("value-networkx", line, f"{written!r} of {of} is no {kind}")
