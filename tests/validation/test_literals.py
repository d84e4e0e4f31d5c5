"""C56: which literals are no values of their type, held against rdflib's judgement."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from coopgraph import ontology
from coopgraph.validation import literals
from coopgraph.vocab import CG, EDTF, IDS, PREFIXES, WKT

XSD = PREFIXES["xsd"]
DAYS = st.dates(date(1, 1, 1)).map(date.isoformat)
NUMBERS = st.integers(-(2**70), 2**70).map(str)
DURATIONS = st.from_regex(r"P([0-9]{1,3}W|([0-9]{1,3}Y)?([0-9]{1,2}M)?([0-9]{1,3}D)(T[0-9]{1,2}H)?)", fullmatch=True)
RIGHT = {
    "date": DAYS | DAYS.map(lambda day: day + "Z") | DAYS.map(lambda day: day + "+03:00"),
    "integer": NUMBERS,
    "nonNegativeInteger": st.integers(0, 2**70).map(str),
    "duration": DURATIONS,
}
SPOILT = RIGHT | {"date": DAYS}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """No traceback of rdflib for each literal that it cannot read."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)


def by_rdflib(lexical: str, datatype: str) -> bool:
    return bool(rdflib.Literal(lexical, datatype=rdflib.URIRef(datatype)).ill_typed)


@st.composite
def spoilt(draw: st.DrawFn, right: st.SearchStrategy[str]) -> str:
    """A value of a type with one sign put in, taken out or replaced."""
    text: str = draw(right)
    at = draw(st.integers(0, len(text)))
    sign: str = draw(st.sampled_from(["", *"0139PDMY/x"]))
    return text[:at] + sign + text[at + draw(st.integers(0, 1)) :]


@given(st.sampled_from(sorted(RIGHT)).flatmap(lambda name: st.tuples(st.just(name), RIGHT[name])))
def test_values_of_a_type_are_no_findings(literal: tuple[str, str]) -> None:
    """Neither we nor rdflib complain of a date, a number, a duration, or a number of weeks."""
    name, lexical = literal
    assert not literals.ill_typed(lexical, XSD + name)
    assert not by_rdflib(lexical, XSD + name)


@given(st.sampled_from(sorted(SPOILT)).flatmap(lambda name: st.tuples(st.just(name), spoilt(SPOILT[name]))))
@example(("date", "2016-13-40"))
@example(("date", "2015-02-29"))
@example(("nonNegativeInteger", "-1"))
@example(("duration", "5 days"))
def test_a_sign_more_or_less_is_judged_as_rdflib_does(literal: tuple[str, str]) -> None:
    """Nearly right values of the datatypes that occur are ill-typed for us when they are for rdflib."""
    name, lexical = literal
    assert literals.ill_typed(lexical, XSD + name) == by_rdflib(lexical, XSD + name)


@pytest.mark.parametrize(
    ("name", "lexical"),
    [("date", "2013-05-27T10:00:00"), ("integer", "1_000"), ("duration", "P1,5D"), ("date", "2013-W22-1")],
)
def test_we_are_stricter_where_rdflib_takes_what_the_standard_does_not(name: str, lexical: str) -> None:
    """XML Schema has no date with a time, no number with a low line, no comma, no week of a year."""
    assert literals.ill_typed(lexical, XSD + name)
    assert not by_rdflib(lexical, XSD + name)


@pytest.mark.parametrize("datatype", [EDTF, WKT, XSD + "string", XSD + "anyURI", "urn:mine"])
def test_types_whose_form_is_not_known_are_taken_as_they_are(datatype: str) -> None:
    """EDTF dates and points have checks of their own."""
    assert not literals.ill_typed("anything", datatype)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("boolean", "true", "True"),
        ("byte", "-128", "128"),
        ("unsignedByte", "255", "-1"),
        ("negativeInteger", "-1", "0"),
        ("decimal", "1.5", "1e5"),
        ("double", "1e5", "e5"),
        ("dateTime", "2013-05-27T10:00:00Z", "2013-05-27T25:00:00Z"),
        ("dayTimeDuration", "P1DT2H", "P1Y"),
        ("yearMonthDuration", "P1Y2M", "P1D"),
        ("positiveInteger", "1", "9" * 1001),
    ],
)
def test_other_types_have_their_forms_and_bounds(name: str, right: str, wrong: str) -> None:
    """A value inside and one outside of each type that others' data may hold; a number of 1,001 digits is none."""
    assert not literals.ill_typed(right, XSD + name)
    assert literals.ill_typed(wrong, XSD + name)


LINES = [
    f'<{IDS}event/2016-a> <{PREFIXES["schema"]}startDate> "2016-13-40"^^<{XSD}date> <g:g> .',
    f'<{IDS}event/2016-a> <{PREFIXES["schema"]}endDate> "2016-11-05"^^<{XSD}date> <g:g> .',
    f'<{IDS}event/2016-a> <{CG}attendeeCount> "-5"^^<{XSD}nonNegativeInteger> <g:g> .',
    f'<{IDS}event/2016-a> <{PREFIXES["skos"]}prefLabel> "a \\"2016-13-40\\"^^<{XSD}date>"@en <g:g> .',
]


def test_lines_and_store_tell_the_same() -> None:
    """A day of the thirteenth month and minus five people are found in both; what a label says is no literal."""
    store = ox.Store()
    store.extend(ox.Quad(*next(ox.parse(line, format=ox.RdfFormat.N_QUADS)).triple) for line in LINES)
    store.extend(ox.Quad(*t) for t in ontology.triples())
    in_lines = literals.in_lines(LINES)
    assert list(in_lines) == [LINES[0], LINES[2]]
    found = [f.message for f in literals.findings(in_lines.values())]
    assert found == [
        "'2016-13-40' is not a value of type xsd:date",
        "'-5' is not a value of type xsd:nonNegativeInteger",
    ]
    assert [f.message for f in literals.findings(literals.in_store(store))] == found
