"""Times: spells, bounds, timestamps, in the format that <graph> announces.

A time becomes a number (days since the year 1, or the number that it is), so that what is reversed or overlaps
can be seen. A partial date is what Gephi 0.10 takes for its first instant and 0.11 for nothing.
"""

from __future__ import annotations

import re
from datetime import date
from math import inf, isnan

from coopgraph.gexfcheck.document import Document, Element, Interval
from coopgraph.gexfcheck.numbers import java_float
from coopgraph.gexfcheck.scan import Tag

_DATE = re.compile(
    r"(-?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}:\d{2})?)?)?)?"
)
_FULL = re.compile(r"-?\d{4,}-\d{2}-\d{2}(T.*)?")
_LISTED = re.compile(r"<\s*(?:empty|(?:[\[(][^\[\]()]*[\])]\s*;?\s*)*)>")
_NUMBERS = ("double", "float", "integer", "long", "int")
_READ_BY_NETWORKX = ("date", "string", "boolean", *_NUMBERS)
_COMPLETE = ("spell", "attvalue")  # of which networkx wants both ends
OPEN = ("-inf", "-infinity", "inf", "infinity")


def element(document: Document, tag: Tag, of: Element) -> None:
    """Check the times that stand on a node or an edge itself, once it is known that it has no spells, which win."""
    start, end = _bounds(tag)
    if start or end:
        if of.has_spells:
            document.add("spells-and-bounds", of.line, f"start and end of {of} are not read, for it has spells")
        else:
            interval(document, tag, of, of.spells)
        return
    name = next((n for n in ("intervals", "timestamp", "timestamps") if tag.get(n)), "")
    if not name or of.has_spells:
        return
    written, stamps = tag.get(name), name != "intervals"
    if stamps != document.graph.timestamps:
        rule = "timestamp-in-intervals" if stamps else "interval-in-timestamps"
        document.add(rule, tag.line, f"{name} of {of}, but the graph goes by the other")
    elif name == "timestamp":
        instant(document, written, of, tag.line)
    elif not _LISTED.fullmatch(written):
        document.add("time-unreadable", tag.line, f"{name} {written!r} of {of}")


def spell(document: Document, tag: Tag, of: Element) -> None:
    """Check a spell of an element."""
    of.has_spells = True
    start, end = _bounds(tag)
    stamp = tag.get("timestamp")
    if start or end:
        interval(document, tag, of, of.spells)
    elif stamp and not document.graph.timestamps:
        document.add("timestamp-in-intervals", tag.line, f"a timestamp of {of}, but the graph goes by intervals")
    elif stamp:
        instant(document, stamp, of, tag.line)


def interval(document: Document, tag: Tag, of: Element, others: list[Interval]) -> None:
    """Check an interval, and add it to the others where Gephi does."""
    networkx(document, tag, of)
    found = span(document, tag, of)
    if found is None:
        return
    if found[0] > found[1]:
        document.add("spell-reversed", tag.line, f"a spell of {of} ends before it begins; it is left out")
    elif found in others:
        return
    elif any(a < found[1] and found[0] < b for a, b in others):
        document.add("spell-overlap", tag.line, f"a spell of {of} overlaps an earlier one; it is left out")
    else:
        others.append(found)


def span(document: Document, tag: Tag, of: Element) -> Interval | None:
    """Return the interval of a tag, or None, and report it, where Gephi cannot use it."""
    start, end = _bounds(tag)
    if document.graph.timestamps:
        document.add("interval-in-timestamps", tag.line, f"an interval of {of}, but the graph goes by timestamps")
        return None
    if tag.get("startopen") or tag.get("endopen"):
        document.add("spell-open", tag.line, f"{of} has an open interval, which is taken for a closed one")
    first = instant(document, start, of, tag.line, -inf)
    last = None if first is None else instant(document, end, of, tag.line, inf)
    return None if first is None or last is None else (first, last)


def instant(document: Document, text: str, of: Element, line: int, missing: float = 0.0) -> float | None:
    """Return a time as a number, or None, and report it, where Gephi cannot read it."""
    if not text or text.lower() in OPEN:
        return missing
    if document.graph.timeformat == "double":
        number = java_float(text)
        if number is None or isnan(number):
            _unreadable(document, text, of, line)
            return None
        return number
    found = _DATE.fullmatch(text)
    day = _day(found) if found else None
    if day is None:
        _unreadable(document, text, of, line)
    elif not _FULL.fullmatch(text):
        document.add("time-partial", line, f"{text!r} of {of} is taken for its first instant, in end as well")
        document.add(f"time-partial-{of.kind}", line, f"{text!r} of {of} is no full date")
    elif found and found[4] and not found[7] and not document.graph.zone:
        document.add("time-zoneless", line, f"{text!r} of {of} is taken in the time zone of whoever opens the file")
    return day


def _unreadable(document: Document, text: str, of: Element, line: int) -> None:
    document.add("time-unreadable", line, f"{text!r} of {of} is no {document.graph.timeformat}; the time is left out")


def networkx(document: Document, tag: Tag, of: Element) -> None:
    """Report what networkx fails at: a format that it does not know, none at all, an open end among numbers."""
    written = document.graph.written_timeformat
    if written not in _READ_BY_NETWORKX:
        what = f"in the format {written!r}" if written else "without a timeformat"
        document.add("time-networkx", tag.line, f"networkx gives up at a time {what}: {of}")
    elif written in _NUMBERS and not (tag.get("start") and tag.get("end")) and tag.name in _COMPLETE:
        document.add("time-networkx", tag.line, f"networkx gives up at an open end among numbers: {of}")


def _bounds(tag: Tag) -> tuple[str, str]:
    return tag.get("start") or tag.get("startopen"), tag.get("end") or tag.get("endopen")


def _day(found: re.Match[str]) -> float | None:
    """Return the days since the beginning of the year 1, UTC where no offset is given; None for no date."""
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    hours, minutes, seconds = int(found[4] or 0), int(found[5] or 0), float(found[6] or 0)
    if not (1 <= month <= 12 and 1 <= day <= 31 and hours < 24 and minutes < 60 and seconds < 60):
        return None
    shifted = 2000 + year % 400  # the calendar repeats every 400 years
    try:
        days = date(shifted, month, day).toordinal() + (year - shifted) // 400 * 146097
    except ValueError:
        return None
    offset = found[7] or "Z"
    sign = 0 if offset == "Z" else -1 if offset[0] == "-" else 1
    shift = sign * (int(offset[1:3]) * 60 + int(offset[4:6])) if sign else 0
    return days + (hours * 60 + minutes - shift + seconds / 60) / 1440
