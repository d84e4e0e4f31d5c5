"""What a curated record means, without RDF: named things, source documents, claims.

Two families. *Authority records* (:class:`Named` and its kinds) say what a thing is called and what kind it is;
they are ours. *Claims* say what a source document says, or what we conclude from it, each with a status, a
confidence and the spans of text it rests on. Reading files into records is :mod:`coopgraph.loaders`; turning
records into triples is :mod:`coopgraph.triples`.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from coopgraph.source import Source

Slug: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CountryCode: TypeAlias = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Digest: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Text: TypeAlias = Annotated[str, Field(min_length=1), AfterValidator(lambda s: unicodedata.normalize("NFC", s))]
Status: TypeAlias = Literal["stated", "inferred", "rejected"]
Confidence: TypeAlias = Literal["high", "medium", "low"]
DATED_SLUG = r"^[0-9]{4}(-[a-z0-9]+)+$"


class Model(BaseModel):
    """What all records share: frozen, and no field that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    source: Source
    """Where the record stands in the curated files."""


class Name(BaseModel):
    """A name in a language (BCP 47 tag)."""

    model_config = ConfigDict(frozen=True)

    text: Text
    lang: str = Field(default="en", pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")

    @field_validator("text")
    @classmethod
    def _untagged(cls, text: str) -> str:
        if "@" in text:
            raise ValueError(f"{text!r} is not a name; write its language right after it, as in Tulli@fi")
        return text


class Named(Model):
    """An authority record: an id, one preferred name a language, other names, and names only to be found by."""

    id: Slug
    names: dict[str, Text]
    also: tuple[Name, ...] = ()
    hidden: tuple[Name, ...] = ()
    note: str = ""

    @field_validator("names")
    @classmethod
    def _english(cls, names: dict[str, str]) -> dict[str, str]:
        if "en" not in names:
            raise ValueError("an English name is missing; give one")
        return names


class Organization(Named):
    """A named body. ``country`` is the state it belongs to; an international body has none."""

    type: tuple[str, ...] = Field(min_length=1)
    country: CountryCode | None = None


class Person(Named):
    """A person with a public role that a source names."""


class Place(Named):
    """A city, a region, premises. WGS 84 degrees, when known."""

    country: CountryCode | None = None
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)

    @model_validator(mode="after")
    def _both_or_none(self) -> Place:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("lat and lon go together; give both or none")
        return self


class BorderCrossing(Place):
    """One side of a border crossing: a checkpoint, port or airport."""


class Project(Named):
    """What events happen within: project, programme, component, cooperation format."""

    type: tuple[str, ...] = Field(min_length=1)


class Document(Named):
    """An agreement, decision, handbook or strategy that came out of an event or is cited."""

    type: tuple[str, ...] = Field(min_length=1)


class Country(Named):
    """A territory by ISO 3166-1 code; the box holds its borders (degrees; west may exceed east)."""

    id: CountryCode
    west: float | None = Field(default=None, ge=-180, le=180)
    south: float | None = Field(default=None, ge=-90, le=90)
    east: float | None = Field(default=None, ge=-180, le=180)
    north: float | None = Field(default=None, ge=-90, le=90)


class Event(Named):
    """Something that happened at a time. Its slug begins with the year; everything else about it is claims."""

    id: str = Field(pattern=DATED_SLUG)


class Change(Event):
    """A change of mandate, parent or seat that makes a new organization of an old one (org:ChangeEvent)."""


class Delegation(Named):
    """People known by country and occupation only."""

    country: CountryCode
    occupation: str | None = None


class SourceDocument(Named):
    """A document that evidence is taken from: the digest and the length (code points) of its text as read.

    Both are empty until they are filled in from the text (``coopgraph digest``).
    """

    title: str = ""
    publisher: str = ""
    issued: str = ""
    language: str = ""
    url: str = ""
    file: str = ""
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    length: int | None = Field(default=None, gt=0)


class Span(BaseModel):
    """A stretch of a source: code points, start included, end excluded."""

    model_config = ConfigDict(frozen=True)

    document: str
    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _forward(self) -> Span:
        if self.end <= self.start:
            raise ValueError(f"the span {self.start}-{self.end} is empty or reversed")
        return self

    def __str__(self) -> str:
        return f"{self.document}:{self.start}-{self.end}"


class Value(BaseModel):
    """The object of a claim: an id (``org/osce``), a term (``event-type/training``) or a literal."""

    model_config = ConfigDict(frozen=True)

    type: Literal["id", "term", "date", "edtf", "integer", "duration", "text"]
    text: str


class Claim(Model):
    """A binary claim, subject - predicate - value. ``predicate`` is an IRI; ``key`` is what the curator wrote."""

    subject: str
    key: str
    predicate: str
    value: Value
    status: Status
    confidence: Confidence
    spans: tuple[Span, ...] = Field(min_length=1)
    basis: str = ""
    when: str = ""
    title: str = ""


class Participation(Claim):
    """A party in a role in an activity: ``subject`` is the activity, ``value`` the party, ``key`` the role."""

    count: int | None = Field(default=None, ge=0)
    count_qualifier: str | None = None
    mode: str | None = None


@dataclass(slots=True)
class Records:
    """A whole dataset in memory: authority records by (kind, slug), claims in file order, span digests."""

    named: dict[tuple[str, str], Named] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    digests: dict[Span, str] = field(default_factory=dict)
    folder: str = ""
    """Where the files stand, as messages show it."""

    def of(self, kind: str) -> list[Named]:
        """Return the authority records of a kind, in the order of their slugs."""
        return [self.named[key] for key in sorted(self.named) if key[0] == kind]

    def documents(self) -> dict[str, SourceDocument]:
        """Return the source documents by id."""
        found = (r for (kind, _), r in self.named.items() if kind == "source")
        return {r.id: r for r in found if isinstance(r, SourceDocument)}

    def spans(self) -> dict[Span, list[Claim]]:
        """Return every span that a claim rests on, with those claims."""
        found: dict[Span, list[Claim]] = {}
        for claim in self.claims:
            for span in claim.spans:
                found.setdefault(span, []).append(claim)
        return found


_TAGGED = re.compile(r"(?P<text>.*\S)@(?P<lang>[a-z]{2,3}(-[A-Za-z0-9]+)*)")


def tagged(text: str) -> tuple[str, str]:
    """Return a text and its language, which stands at its end, or else is English.

    >>> tagged("Tulli@fi"), tagged("Customs")
    (('Tulli', 'fi'), ('Customs', 'en'))
    """
    found = _TAGGED.fullmatch(text)
    return (found["text"], found["lang"]) if found else (text, "en")


_NO_DAY = "if no more is known, claim not-before and not-after, its first and last day"


def parse_date(text: str) -> date:
    """Return a calendar date written YYYY-MM-DD. Raises ValueError that says what to write instead.

    >>> parse_date("2013-05-31")
    datetime.date(2013, 5, 31)
    >>> parse_date("31.05.2013")
    Traceback (most recent call last):
      ...
    ValueError: '31.05.2013' is not a date; write 2013-05-31
    >>> parse_date("31st of May")
    Traceback (most recent call last):
      ...
    ValueError: '31st of May' is not a date; write year-month-day, as in 2013-05-31
    >>> parse_date("2013-05")
    Traceback (most recent call last):
      ...
    ValueError: '2013-05' has no day; if no more is known, claim not-before and not-after, its first and last day
    """
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    if re.fullmatch("[0-9]{4}(-[0-9]{2})?", text):
        raise ValueError(f"{text!r} has no day; {_NO_DAY}")
    raise ValueError(f"{text!r} is not a date; {_meant(readings(text))}")


def _meant(days: list[date]) -> str:
    """Say what to write for a date that may be read as any of these days.

    >>> _meant([date(2024, 3, 12), date(2024, 12, 3)])
    'write 2024-03-12 or, if the month stands first, 2024-12-03: from the numbers nobody can tell'
    """
    if not days:
        return "write year-month-day, as in 2013-05-31"
    other = f" or, if the month stands first, {days[1]}: from the numbers nobody can tell" if days[1:] else ""
    return f"write {days[0]}{other}"


def readings(text: str) -> list[date]:
    """Return the days that a date in numbers with the year at one end may mean, first that with the day before the
    month.

    >>> [str(day) for day in readings("12/03/2024")], readings("30.2.2024"), readings("12.03.24")
    (['2024-03-12', '2024-12-03'], [], [])
    """
    days: dict[date, None] = {}
    for form, order in _ORDERS:
        if found := form.fullmatch(text):
            with suppress(ValueError):
                days[date(*(int(found[part]) for part in order))] = None
    return list(days)


_YEAR_FIRST = re.compile("([0-9]{4})[./-]([0-9]{1,2})[./-]([0-9]{1,2})")
_YEAR_LAST = re.compile("([0-9]{1,2})[./-] ?([0-9]{1,2})[./-] ?([0-9]{4})")
_ORDERS = ((_YEAR_FIRST, (1, 2, 3)), (_YEAR_LAST, (3, 2, 1)), (_YEAR_LAST, (3, 1, 2)))
