"""The checks that SHACL cannot do: evidence against texts, likeness, geography, coverage, ill-typed values."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
import pytest

from coopgraph import ontology
from coopgraph.records import (
    BorderCrossing,
    Claim,
    Country,
    Event,
    Name,
    Named,
    Organization,
    Participation,
    Records,
    SourceDocument,
    Span,
    Value,
)
from coopgraph.source import Source
from coopgraph.texts import Texts, digest
from coopgraph.validation import Finding, against_texts, coverage, geography, likeness
from coopgraph.validation.checks import checks
from coopgraph.validation.run import shapes_of
from coopgraph.vocab import CG, IDS, PREFIXES

HERE = Source("x.csv", 2)
TEXT = "Alpha trained Beta. Gamma paid. Delta came."


def records(*named: tuple[str, Named], claims: list[Claim] | None = None) -> Records:
    return Records({(kind, record.id): record for kind, record in named}, claims or [])


def organization(slug: str, name: str, country: str | None = None, also: str = "") -> tuple[str, Organization]:
    others = (Name(text=also),) if also else ()
    record = Organization(source=HERE, id=slug, names={"en": name}, type=("police",), country=country, also=others)
    return "org", record


def claim(subject: str, key: str, value: Value, spans: tuple[Span, ...] = ()) -> Claim:
    made = Participation if value.type == "id" and key in ("organizer", "host") else Claim
    return made(
        source=HERE,
        subject=subject,
        key=key,
        predicate=CG + key,
        value=value,
        status="stated",
        confidence="high",
        spans=spans or (Span(document="d", start=0, end=5),),
    )


def with_text(folder: Path, text: str, span: Span, sealed: str, recorded: str = TEXT) -> list[str]:
    """Return the messages of C53 for one span of a document whose recorded text is ``recorded``."""
    (folder / "d.txt").write_text(text, "utf-8")
    sha = hashlib.sha256(recorded.encode()).hexdigest()
    document = SourceDocument(source=HERE, id="d", names={"en": "D"}, file="d.txt", sha256=sha, length=len(recorded))
    held = claim("event/e", "topic", Value(type="term", text="topic/x"), (span,))
    data = records(("source", document), claims=[held])
    data.digests = {span: sealed}
    found = against_texts.findings(data, Texts(folder, data.documents()))
    return [f.message for f in found]


def test_a_span_that_says_what_it_said_is_no_finding(tmp_path: Path) -> None:
    """Characters 6 to 18 of the text are 'trained Beta', and their digest is theirs."""
    assert with_text(tmp_path, TEXT, Span(document="d", start=6, end=18), digest("trained Beta")) == []


def test_one_cause_is_told_once(tmp_path: Path) -> None:
    """A document without a digest is told by C49, whether or not its text is at hand; a span beyond the recorded
    length by C47."""
    (tmp_path / "d.txt").write_text(TEXT, "utf-8")
    here = SourceDocument(source=HERE, id="d", names={"en": "D"}, file="d.txt")
    gone, known = here.model_copy(update={"id": "g"}), here.model_copy(update={"id": "k", "sha256": "0" * 64})
    data = records(*(("source", document) for document in (here, gone, known)))
    (found,) = against_texts.findings(data, Texts(tmp_path, {"d": here}))
    assert (found.severity, found.node) == ("warning", f"{IDS}source/k")
    beyond = Span(document="d", start=6, end=len(TEXT) + 1)
    assert with_text(tmp_path, TEXT, beyond, digest("trained Beta")) == []


def test_a_span_that_cuts_a_word_is_a_warning(tmp_path: Path) -> None:
    """Characters 8 to 17 are 'ained Bet': the words at both ends go on; 'Beta' alone, or with its stop, is whole."""
    cut = "The span begins or ends within a word: “ained Bet”"
    assert with_text(tmp_path, TEXT, Span(document="d", start=8, end=17), digest("ained Bet")) == [cut]
    assert with_text(tmp_path, TEXT, Span(document="d", start=14, end=18), digest("Beta")) == []
    assert with_text(tmp_path, TEXT, Span(document="d", start=14, end=19), digest("Beta.")) == []
    assert with_text(tmp_path, TEXT, Span(document="d", start=0, end=43), digest(TEXT)) == []


def test_a_moved_sentence_is_found_where_it_is_now(tmp_path: Path) -> None:
    """Five characters put before the text move 6-18 to 11-23; the file's digest differs as well."""
    messages = with_text(tmp_path, "News " + TEXT, Span(document="d", start=6, end=18), digest("trained Beta"))
    assert messages == [
        "The file at hand is another than the one recorded (its sha256 differs)",
        "At 6-18 the source says something else; the sentence is now at 11-23",
    ]


def test_a_sentence_broken_over_lines_is_still_the_same(tmp_path: Path) -> None:
    """White space is folded, so 'trained\\n  Beta' is 'trained Beta', two characters longer."""
    text = TEXT.replace("trained Beta", "trained\n  Beta")
    messages = with_text(tmp_path, text, Span(document="d", start=6, end=18), digest("trained Beta"))
    assert messages[-1] == "At 6-18 the source says something else; the sentence is now at 6-20"


def test_a_sentence_that_is_gone_is_called_gone(tmp_path: Path) -> None:
    """The text no longer says that anybody trained anybody."""
    text = TEXT.replace("trained Beta", "met Beta")
    messages = with_text(tmp_path, text, Span(document="d", start=6, end=18), digest("trained Beta"))
    assert messages[-1] == "At 6-18 the source says something else; the sentence is gone"


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        (("Finnish Border Guard", "FI"), ("Finnish Border Guards", "FI"), True),
        (("Finnish Border Guard", "FI"), ("Border Guard, Finnish", "FI"), True),
        (("Finnish Border Guard", "FI"), ("Finnish Border Guards", "SE"), False),
        (("Finnish Border Guard", "FI"), ("Norwegian Border Guard", "FI"), False),
        (("Таможенная служба", "TM"), ("Tamozhennaya sluzhba", "TM"), True),
    ],
)
def test_names_are_alike_within_a_country_after_folding(a: tuple[str, str], b: tuple[str, str], alike: bool) -> None:
    """A letter more, another order and another script are alike; another country or another word is not."""
    data = records(organization("a", *a), organization("b", *b))
    assert [f.code for f in likeness.findings(data)] == (["C54"] if alike else [])


def event(slug: str, start: str) -> tuple[tuple[str, Event], list[Claim]]:
    about = f"event/{slug}"
    facts = [
        claim(about, "category", Value(type="term", text="event-type/training")),
        claim(about, "organizer", Value(type="id", text="org/unodc")),
        claim(about, "start-date", Value(type="date", text=start)),
    ]
    return ("event", Event(source=HERE, id=slug, names={"en": slug})), facts


@pytest.mark.parametrize(("second", "alike"), [("2021-05-03", True), ("2021-05-04", False), ("2022-04-18", False)])
def test_events_are_alike_within_two_weeks(second: str, alike: bool) -> None:
    """Trainings of one organizer 14 days after 19 April 2021 are alike; 15 days, or the April after, are not."""
    (first, facts_a), (other, facts_b) = event("2021-a", "2021-04-19"), event("2022-b", second)
    data = records(first, other, claims=[*facts_a, *facts_b])
    assert [f.code for f in likeness.findings(data)] == (["C54"] if alike else [])


FINLAND = Country(source=HERE, id="FI", names={"en": "Finland"}, west=20.6, south=59.8, east=31.6, north=70.2)
RUSSIA = Country(source=HERE, id="RU", names={"en": "Russia"}, west=19.6, south=41.1, east=-169.8, north=81.3)


@pytest.mark.parametrize(
    ("country", "lat", "lon", "words"),
    [
        (FINLAND, 60.6, 27.8, ""),
        (FINLAND, 27.8, 60.6, "The point 27.8, 60.6 lies outside Finland: latitude and longitude are swapped"),
        (FINLAND, 48.9, 2.4, "The point 48.9, 2.4 lies outside Finland"),
        (RUSSIA, 66.0, -171.0, ""),
        (RUSSIA, 60.0, -100.0, "The point 60.0, -100.0 lies outside Russia"),
    ],
)
def test_a_point_must_lie_in_its_country(country: Country, lat: float, lon: float, words: str) -> None:
    """Vaalimaa is in Finland, Paris is not; Russia's box runs over longitude 180; swapped ones are called so."""
    point = BorderCrossing(source=HERE, id="p", names={"en": "P"}, country=country.id, lat=lat, lon=lon)
    found = [f.message for f in geography.findings(records(("country", country), ("bcp", point)))]
    assert found == ([words] if words else [])


def covered(*triples: ox.Triple) -> list[Finding]:
    """Return what coverage finds in some triples and the vocabulary."""
    store = ox.Store()
    store.extend(ox.Quad(*t) for t in (*triples, *ontology.triples()))
    return list(coverage.findings(store, ontology.triples()))


def test_a_record_of_an_unknown_class_is_not_passed_over_in_silence() -> None:
    """A node whose class no shape targets is a finding of its own."""
    thing, cls = ox.NamedNode(IDS + "ship/aurora"), ox.NamedNode("http://example.org/Ship")
    triple = ox.Triple(thing, ox.NamedNode(PREFIXES["rdf"] + "type"), cls)
    found = covered(triple)
    assert [(f.code, f.node) for f in found if f.code == "C57"] == [("C57", thing.value)]


def test_a_subclass_of_a_targeted_class_is_covered() -> None:
    """A bare cg:Place has a shape; so has a cg:BorderCrossing, which is a subclass of it."""
    rdf_type = ox.NamedNode(PREFIXES["rdf"] + "type")
    data = [
        ox.Triple(ox.NamedNode(IDS + "place/a"), rdf_type, ox.NamedNode(CG + "Place")),
        ox.Triple(ox.NamedNode(IDS + "bcp/b"), rdf_type, ox.NamedNode(CG + "BorderCrossing")),
    ]
    assert [f for f in covered(*data) if f.code == "C57"] == []


def test_shapes_that_look_at_nothing_are_named() -> None:
    """Without data every targeted class is told to be missing; with one event the shapes for events are not."""
    empty = {f.value for f in covered()}
    rdf_type = ox.NamedNode(PREFIXES["rdf"] + "type")
    one = [ox.Triple(ox.NamedNode(IDS + "event/2020-a"), rdf_type, ox.NamedNode(CG + "Event"))]
    left = {f.value for f in covered(*one)}
    assert CG + "Event" in empty
    assert CG + "Event" not in left


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_an_ill_typed_date_is_a_finding_and_stops_nothing(engine: str) -> None:
    """pySHACL stops at 2016-13-40 in a comparison; here it is finding C56 and the other checks still run."""
    event_ = f"<{IDS}event/2016-a>"
    lines = [
        f"{event_} <{PREFIXES['rdf']}type> <{CG}Event> <g:g> .",
        f'{event_} <{PREFIXES["schema"]}startDate> "2016-13-40"^^<{PREFIXES["xsd"]}date> <g:g> .',
        f'{event_} <{PREFIXES["schema"]}endDate> "2016-11-05"^^<{PREFIXES["xsd"]}date> <g:g> .',
    ]
    codes = {f.code for f in shapes_of(lines, engine)}
    assert {"C56", "C04"} <= codes


def test_every_check_tells_what_to_do_and_why() -> None:
    """58 codes, each with title, message, remedy and reason."""
    assert {c.code for c in checks().values()} == {f"C{n:02}" for n in range(1, 59)}
    assert [c.shape for c in checks().values() if not (c.title and c.message and c.remedy and c.reason)] == []
