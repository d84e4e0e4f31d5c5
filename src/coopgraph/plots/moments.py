"""When an activity was, and how well that is known: what a timeline draws.

An :class:`~coopgraph.network.table.Activity` has a first and a last day, however they are known. The graph knows
more: whether a day is that of the beginning or only one before which nothing began, whether it is stated or
inferred, and of what type the event is. :func:`facts` reads that; without it a timeline makes do with the
activity. Spells of ties stand in :mod:`coopgraph.network.spells`.

    day      one day is known
    span     the first and the last day are known
    within   some time between two days
    until    on or before a day
    from     on or after a day
    undated  nothing is known
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from coopgraph import vocab
from coopgraph.network.spells import span
from coopgraph.network.table import Activity, slug

DAY, SPAN, WITHIN, UNTIL, FROM, UNDATED = "day", "span", "within", "until", "from", "undated"
_DATES = {
    vocab.curie(name): key
    for name, key in {
        "schema:startDate": "start",
        "schema:endDate": "end",
        "cg:notBefore": "not_before",
        "cg:notAfter": "not_after",
    }.items()
}
_CATEGORY = vocab.curie("cg:category")
_LATE = frozenset({"end", "not_after"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the graph says of an activity: its type (a slug or empty), known days, and the keys of inferred ones."""

    type: str = ""
    start: date | None = None
    end: date | None = None
    not_before: date | None = None
    not_after: date | None = None
    inferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moment:
    """When an activity was. ``first`` and ``last`` are what ``how`` needs, ``outer`` days that limit what ``first``
    and ``last`` say, for they may be wrong; ``inferred`` says that no source states these days. ``firm``: of *until*
    and *from*, the one day is that of the end or the beginning, not only a bound.
    """

    how: str
    first: date | None = None
    last: date | None = None
    outer: tuple[date | None, date | None] = (None, None)
    inferred: bool = False
    firm: bool = False

    @property
    def known(self) -> bool:
        """Whether a day of the activity is known, not only bounds."""
        return self.how in (DAY, SPAN) or self.firm

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that a timeline must hold."""
        return tuple(day for day in (self.first, self.last, *self.outer) if day is not None)

    def within(self, year: int) -> tuple[bool, bool]:
        """Say whether the activity was in a year for sure, and whether it may have been.

        What has no date may have been at any time, and is not counted: False, False.

        >>> Moment(UNTIL, None, date(2016, 11, 5)).within(2014)
        (False, True)
        >>> Moment(SPAN, date(2013, 12, 30), date(2014, 1, 2)).within(2014)
        (True, True)
        """
        if self.how == UNDATED:
            return False, False
        may = (self.first is None or self.first.year <= year) and (self.last is None or year <= self.last.year)
        first, last = (day.year if day else None for day in (self.first, self.last))
        if self.how in (DAY, SPAN):
            return may, may
        return (first == last == year) or (self.firm and year in (first, last)), may

    def __str__(self) -> str:
        """Return the words of the dates.

        >>> print(Moment(SPAN, date(2013, 5, 27), date(2013, 5, 31)))
        27–31 May 2013
        >>> print(Moment(UNTIL, None, date(2016, 11, 5)))
        by 5 Nov 2016
        """
        if self.how == UNDATED:
            return "no date"
        first, last = (_words(day) for day in (self.first, self.last))
        if self.how == DAY:
            said = first
        elif self.how == SPAN:
            said = _stretch(self.first, self.last)
        elif self.how == WITHIN:
            said = f"between {first} and {last}"
        elif self.how == UNTIL:
            said = f"{'ended' if self.firm else 'by'} {last}"
        else:
            said = f"{'began' if self.firm else 'not before'} {first}"
        return f"{said} (inferred)" if self.inferred else said


def _words(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def _stretch(first: date | None, last: date | None) -> str:
    """Return the words of a span, without saying year or month twice."""
    if not (first and last) or first.year != last.year:
        return f"{_words(first)} – {_words(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_words(last)}"
    return f"{first.day}–{_words(last)}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def facts(quads: Iterable[ox.Quad]) -> Mapping[str, Facts]:
    """Return what quads say of types and dates, by the IRI of whatever has any; those of a view are wanted.

    Of several beginnings the earliest counts, of several ends the latest; a text that is no date is passed over,
    since reading the participation table reports it. A day is inferred when the graph *stated* lacks it.
    """
    stated = vocab.graph("stated")
    days: dict[str, dict[str, dict[date, bool]]] = defaultdict(lambda: defaultdict(dict))
    types: dict[str, set[str]] = defaultdict(set)
    for quad in quads:
        thing, key = getattr(quad.subject, "value", ""), _DATES.get(quad.predicate.value)
        if key and isinstance(quad.object, ox.Literal) and (day := _date(quad.object.value)):
            known = days[thing][key]
            known[day] = known.get(day, False) or quad.graph_name == ox.NamedNode(stated)
        elif quad.predicate.value == _CATEGORY and isinstance(quad.object, ox.NamedNode):
            types[thing].add(slug(quad.object.value))
    return {
        thing: _facts(min(types.get(thing, ()), default=""), days.get(thing, {}))
        for thing in sorted(days.keys() | types.keys())
    }


def _facts(of_type: str, days: Mapping[str, Mapping[date, bool]]) -> Facts:
    chosen = {key: max(known) if key in _LATE else min(known) for key, known in days.items()}
    inferred = frozenset(key for key, day in chosen.items() if not days[key][day])
    return Facts(of_type, inferred=inferred, **chosen)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(activity: Activity, known: Facts | None = None) -> Moment:
    """Return when an activity was: by the facts where they know a day, else by the activity's own.

    >>> str(moment(Activity("e", "event", "E", None, date(2016, 11, 5))))
    'by 5 Nov 2016'
    """
    if known is None or not any((known.start, known.end, known.not_before, known.not_after)):
        return _of_days(*span(activity))
    single = known.start is not None and known.end is None and known.not_after is None
    end = known.start if single and activity.kind == "event" else known.end
    if known.start and end:
        first, last = min(known.start, end), max(known.start, end)
        outer = (known.not_before, known.not_after)
        inferred = bool(known.inferred & {"start", "end"})
        return Moment(DAY if first == last else SPAN, first, last, outer, inferred)
    keys = ("start" if known.start else "not_before", "end" if end else "not_after")
    first_known, last_known = known.start or known.not_before, end or known.not_after
    inferred = bool(known.inferred & set(keys))
    if first_known and last_known:
        return Moment(WITHIN, min(first_known, last_known), max(first_known, last_known), inferred=inferred)
    firm = bool(known.start or end)
    return Moment(FROM if first_known else UNTIL, first_known, last_known, inferred=inferred, firm=firm)


def _of_days(first: date | None, last: date | None) -> Moment:
    if first is None and last is None:
        return Moment(UNDATED)
    if first is None or last is None:
        return Moment(FROM if first else UNTIL, first, last)
    return Moment(DAY if first == last else SPAN, first, last)
