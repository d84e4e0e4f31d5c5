"""Whoever fills in the cells of a table is told of the cell to change, in words that know no YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph import intake
from coopgraph.curated.merge import merge
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset

CLAIMS = "source,subject,key,value,status,confidence,at,basis,count\n"
EXAMPLE = "write start-end in characters, as in 3785-3978"
VISIT = "900,event/2013-visit"
PARTIES = "org/…, delegation/…, person/…"

Tell = Callable[[str, str], list[str]]


@pytest.fixture
def told(tiny: Path) -> Tell:
    """The function that tries a table beside the tiny dataset, and returns the problems with it."""

    def run(name: str, text: str) -> list[str]:
        path = tiny.parent / name
        path.write_text(text, "utf-8")
        both = merge(dataset.read(tiny), intake.read([path]))
        with pytest.raises(RecordsError) as caught:
            dataset.records(both.files)
        return [str(problem) for problem in caught.value.problems]

    return run


CELLS = [
    # empty cells
    (
        f"{VISIT},partner,org/osce,,high,10-20,,",
        "status",
        "the claim has no status; write stated, inferred or rejected",
    ),
    (f"{VISIT},partner,org/osce,stated,,10-20,,", "confidence", "has no confidence; write high, medium or low"),
    (
        f"{VISIT},partner,org/osce,stated,high,,,",
        "at",
        "no evidence; write start-end of the words that say it, as in 3785-3978",
    ),
    (
        f"{VISIT},partner,org/osce,inferred,high,10-20,,",
        "basis",
        "a claim that is inferred must tell why; write why, in one short sentence",
    ),
    (
        "900,,partner,org/osce,stated,high,10-20,,",
        "subject",
        "is empty; name the record that the claim is about, as in event/2013-osce-finland-study-visit",
    ),
    (
        f"{VISIT},,org/osce,stated,high,10-20,,",
        "key",
        "has no role or claim key; say what the claim tells, as in host or start-date",
    ),
    (f"{VISIT},partner,,stated,high,10-20,,", "value", "has no value; write one id, such as org/…"),
    (
        f"{VISIT},category,,stated,high,10-20,,",
        "value",
        "has no value; write one value; a second one goes into a row of its own",
    ),
    # near misses
    (f"{VISIT},partner,org/osce,Stated,high,10-20,,", "status", "'Stated' is not a status; did you mean 'stated'?"),
    (f"{VISIT},partner,org/osce,STATED ,high,10-20,,", "status", "'STATED' is not a status; did you mean 'stated'?"),
    (
        f"{VISIT},partner,org/osce,sure,high,10-20,,",
        "status",
        "'sure' is not a status; write stated, inferred or rejected",
    ),
    (f"{VISIT},partner,org/osce,stated,High,10-20,,", "confidence", "'High' is not a confidence; did you mean 'high'?"),
    (
        f"{VISIT},partner,OSCE Office,stated,high,10-20,,",
        "value",
        f"'OSCE Office' is not an id of the kind wanted here ({PARTIES}); write its kind, a slash and its id, "
        "as in org/osce",
    ),
    (f"{VISIT},category,seminar,stated,high,10-20,,", "value", "'seminar' is not a term of event-type; did you mean "
     "'workshop'?"),
    (f"{VISIT},category,Training course,stated,high,10-20,,", "value", "'Training course' is not a term of event-type; "
     "did you mean 'training'?"),
    (f"{VISIT},category,семинар,stated,high,10-20,,", "value", "'семинар' is not a term of event-type; did you mean "
     "'workshop'?"),
    (f"{VISIT},donor,org/osce,stated,high,10-20,,", "key", "'donor' is not a role or claim key; did you mean "
     "'funder'?"),
    # spans
    (f"{VISIT},partner,org/osce,stated,high,12–34,,", "at", "'12–34' is not a span; write 12-34, with a plain hyphen"),
    (f"{VISIT},partner,org/osce,stated,high,12 — 34,,", "at", "'12 — 34' is not a span; write 12-34, with a plain "
     "hyphen"),
    (f"{VISIT},partner,org/osce,stated,high,12−34,,", "at", "'12−34' is not a span; write 12-34, with a plain hyphen"),
    (f"{VISIT},partner,org/osce,stated,high,12 - 34,,", "at", "'12 - 34' is not a span; write 12-34, without blanks"),
    (f"{VISIT},partner,org/osce,stated,high,900:12-34,,", "at", "'900:12-34' is not a span; write 12-34, without the "
     "document"),
    (f'{VISIT},partner,org/osce,stated,high,"12-34, 40-50",,', "at", "'12-34, 40-50' is not a span; write 12-34 | "
     "40-50"),
    (f"{VISIT},partner,org/osce,stated,high,12-34 |,,", "at", f"a span is empty; {EXAMPLE}"),
    (f"{VISIT},partner,org/osce,stated,high,12,,", "at", f"'12' is not a span; {EXAMPLE}"),
    # what does not go together
    (
        f"{VISIT},category,training,stated,high,10-20,,5",
        "count",
        "a claim with the key 'category' has no count; leave the cell empty; count is for roles",
    ),
    (f"{VISIT},parent,org/osce,stated,high,10-20,,", "key", "'parent' does not fit a record of kind 'event'; it fits: "
     "org"),
    (
        "900,org/osce,host,event/2013-visit,stated,high,10-20,,",
        "key",
        "'host' is told of an event or project, with the party for its value; swap the two: host org/osce is a claim "
        "about event/2013-visit",
    ),
    (
        f"{VISIT},host,event/2013-visit,stated,high,10-20,,",
        "value",
        f"'event/2013-visit' is not an id of the kind wanted here ({PARTIES}); name one of these kinds, not an event",
    ),
    (f"{VISIT},country,Suomi,stated,high,10-20,,", "value", "'Suomi' is not a country code; write the two capital "
     "letters of ISO 3166-1, as in FI"),
    (f"{VISIT},country,Finnland,stated,high,10-20,,", "value", "'Finnland' is not a country code; did you mean FI "
     "(Finland)?"),
    (f"{VISIT},at,org/osce,stated,high,10-20,,", "key", "'at' is not a role or claim key; say what the claim tells, "
     "as in host or start-date"),
    (f"{VISIT},partner,org/osce,draft,high,10-20,,", "status", "is a draft; read the text at 10-20 and write stated, "
     "inferred or rejected instead of draft, or delete it"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "cell", "message"), CELLS, ids=[message for _, _, message in CELLS])
def test_a_cell_of_a_claim(told: Tell, row: str, cell: str, message: str) -> None:
    """One mistake in a row gives one message, with the cell to change and what to write there."""
    assert told("claims.csv", f"{CLAIMS}{row}\n") == [f"claims.csv:2 [{cell}]: {message}"]


def test_a_document_that_is_not_there(told: Tell) -> None:
    """A document that is none is no slip for its neighbour: the row to add is told, once for all claims."""
    rows = "".join(f"909,event/2013-visit,partner,org/osce,stated,high,{n}0-99,,\n" for n in range(1, 3))
    assert told("claims.csv", CLAIMS + rows)[0] == (
        "claims.csv:2 [source]: '909' is not in sources.csv; add it to the table sources: '909' under id, what it is "
        "called under name_en"
    )


def test_an_id_that_is_none(told: Tell) -> None:
    """The id that is proposed is one: without the kind, in ASCII, of at most forty letters, cut at a word. What else
    is wrong with the row is told as well."""
    name = "org/Regional Training Centre of the Customs Service of Казахстан"
    assert told("organizations.csv", f"id,name_en,type,country\n{name},Centre,training center,KZ\n") == [
        f"organizations.csv:2 [id]: '{name}' is not an id; write lower-case letters, digits and single hyphens, as in "
        "regional-training-centre-of-the-customs",
        "organizations.csv:2 [type]: 'training center' is not a term of org-type; did you mean 'training-institution'?",
    ]


@pytest.mark.parametrize(
    ("ident", "proposed"),
    [("Seminar in Dushanbe 2014", "2014-seminar-in-dushanbe"), ("Seminar", "2013-osce-finland-study-visit")],
)
def test_an_event_without_its_year(told: Tell, ident: str, proposed: str) -> None:
    """The id of an event begins with the year, which is taken from what was written; the message points to the id."""
    assert told("events.csv", f"source,id,name_en\n900,{ident},Seminar\n") == [
        f"events.csv:2 [id]: '{ident}' is not an id; begin with the year, then words in lower case joined by hyphens, "
        f"as in {proposed}"
    ]


def test_several_types(told: Tell) -> None:
    """Types that are parted by commas are shown as they are to be written."""
    assert told("organizations.csv", 'id,name_en,type,country\nan-office,Office,"customs, police",FI\n') == [
        "organizations.csv:2 [type]: 'customs, police' is not a term of org-type; write customs | police"
    ]


def test_a_value_without_end(told: Tell) -> None:
    """Of a value of a hundred thousand letters a message shows the first eighty."""
    (message,) = told("claims.csv", f"{CLAIMS}{VISIT},attendee-count,{'9' * 90_000},stated,high,10-20,,\n")
    assert message == f"claims.csv:2 [value]: '{'9' * 79}…' is too large; write a number of at most nine digits"
