"""C56: is a literal a value of its type? Told by its lexical form (XML Schema 1.1, part 2), without an RDF library.

A week counts as a duration (P2W, ISO 8601), since the curated files may hold one and the checks read it; years are
those of the common era with four digits. Types that are not listed here are taken as they are: an EDTF date is C23's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import cast

import pyoxigraph as ox

from coopgraph.validation.checks import by_code
from coopgraph.validation.report import Finding
from coopgraph.vocab import PREFIXES, compact

_XSD = PREFIXES["xsd"]
_ZONE = "(Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY = re.compile(f"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_ZONE}")
_MOMENT = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}([.][0-9]+)?{_ZONE}")
_DURATION = re.compile(
    r"-?P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?"
    r"(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+([.][0-9]+)?S)?)?"
)
_WHOLE = re.compile("[+-]?[0-9]+")
_FORMS = {
    "boolean": re.compile("true|false|1|0"),
    "decimal": re.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"),
    "double": re.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN"),
    "duration": _DURATION,
    "dayTimeDuration": re.compile(_DURATION.pattern.replace("([0-9]+Y)?([0-9]+M)?", "", 1)),
    "yearMonthDuration": re.compile("-?P(?=[0-9])([0-9]+Y)?([0-9]+M)?"),
}
_FORMS["float"] = _FORMS["double"]
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    **{
        name: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        for name, bits in (("byte", 8), ("short", 16), ("int", 32), ("long", 64))
    },
    **{name: (0, 2**bits - 1) for name, bits in (("unsignedByte", 8), ("unsignedShort", 16), ("unsignedInt", 32))},
    "unsignedLong": (0, 2**64 - 1),
}


def ill_typed(lexical: str, datatype: str) -> bool:
    """Return whether a literal is none of its type (an IRI).

    >>> ill_typed("2016-13-40", _XSD + "date"), ill_typed("P2W", _XSD + "duration"), ill_typed("x", "urn:any")
    (True, False, False)
    """
    name = datatype.removeprefix(_XSD) if datatype.startswith(_XSD) else ""
    if name in _BOUNDS:
        return not _whole(lexical, *_BOUNDS[name])
    if name in _FORMS:
        return not _FORMS[name].fullmatch(lexical)
    return name in _CALENDAR and not _CALENDAR[name](lexical)


def in_lines(lines: Iterable[str]) -> dict[str, ox.Triple]:
    """Return the triples with an ill-typed literal, by their N-Quads line. Cost: one look at each line."""
    known = lru_cache(1 << 16)(ill_typed)
    mark = f'"^^<{_XSD}'
    found: dict[str, ox.Triple] = {}
    for line in lines:
        if mark in line:
            # no value of these types needs an escape; a label may hold the mark, so what is found is read again
            head, _, tail = line.rpartition(mark)
            if known(head.rpartition('"')[2], _XSD + tail.partition(">")[0]):
                triple = next(ox.parse(line, format=ox.RdfFormat.N_QUADS)).triple
                if isinstance(o := triple.object, ox.Literal) and known(o.value, o.datatype.value):
                    found[line] = triple
    return found


def in_store(data: ox.Store) -> list[ox.Triple]:
    """Return the triples with an ill-typed literal, from the default graph of a store.

    An Oxigraph store keeps each type derived from xsd:integer as xsd:integer: what is below 0 and must not be is told
    by the range of its property. Cost: one scan.
    """
    asked = (
        f'SELECT DISTINCT ?o {{ ?s ?p ?o FILTER(isLiteral(?o) && LANG(?o) = "" && DATATYPE(?o) != <{_XSD}string>) }}'
    )
    literals = (cast(ox.Literal, row["o"]) for row in cast(ox.QuerySolutions, data.query(asked)))
    wrong = [o for o in literals if ill_typed(o.value, o.datatype.value)]
    found = [q.triple for o in wrong for q in data.quads_for_pattern(None, None, o, ox.DefaultGraph())]
    return found + _below_zero(data)


def _below_zero(data: ox.Store) -> list[ox.Triple]:
    whole = ox.NamedNode(_XSD + "nonNegativeInteger")
    asked = f"SELECT ?s ?p ?o {{ ?p <{PREFIXES['rdfs']}range> {whole} . ?s ?p ?o FILTER(isNumeric(?o) && ?o < 0) }}"
    rows = cast(ox.QuerySolutions, data.query(asked))
    return [ox.Triple(s, p, ox.Literal(o.value, datatype=whole)) for s, p, o in rows]


def findings(triples: Iterable[ox.Triple]) -> list[Finding]:
    """Return a violation for each triple with an ill-typed literal."""
    found = []
    for s, p, o in triples:
        assert isinstance(o, ox.Literal)
        assert isinstance(s, ox.NamedNode | ox.BlankNode)
        message = f"{o.value!r} is not a value of type {compact(o.datatype.value)}"
        found.append(by_code("C56").finding(message, node=s.value, path=p.value, value=o.value))
    return found


def _whole(lexical: str, least: int | None, most: int | None) -> bool:
    if not _WHOLE.fullmatch(lexical) or len(lexical) > 1000:
        return False
    return (least is None or int(lexical) >= least) and (most is None or int(lexical) <= most)


def _day(lexical: str) -> bool:
    found = _DAY.fullmatch(lexical)
    return bool(found) and _parses(date.fromisoformat, cast(re.Match[str], found)[1])


def _moment(lexical: str) -> bool:
    return bool(_MOMENT.fullmatch(lexical)) and _parses(datetime.fromisoformat, lexical)


def _parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


_CALENDAR: dict[str, Callable[[str], bool]] = {"date": _day, "dateTime": _moment}
