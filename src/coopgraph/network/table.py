"""The participation table: who took part in what, in which role, on what evidence. Plain values, no RDF.

:mod:`coopgraph.network.read` fills it from a store; everything after it (cooperation, metrics, layout)
knows only these classes. Anyone with a spreadsheet can build one by hand and get the same network.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from coopgraph.vocab import compact, split

STATED, INFERRED = "stated", "inferred"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A claim that a party belongs to ``target`` (a parent) or stands for it (represents)."""

    target: str
    status: str
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever can take part; also a country, which stands for its parties at the country level.

    ``kind`` is org, delegation, person or country; ``short`` an abbreviation or empty; ``country`` an IRI
    or empty. ``parents`` and ``represents`` hold every known link whatever its status: a view chooses among
    them.
    """

    iri: str
    kind: str
    label: str
    short: str = ""
    types: tuple[str, ...] = ()
    country: str = ""
    parents: tuple[Link, ...] = ()
    represents: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """An event or a project. ``first`` and ``last`` are its first and last day, or None where nothing is
    known.
    """

    iri: str
    kind: str
    label: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A participation: a party in an activity, in one role.

    ``role`` is a slug of the role vocabulary, ``classes`` the letters of its role classes (usually one),
    ``confidence`` what it counts for (0 to 1), ``evidence`` stretches of sources such as ``003:3785-3978``.
    """

    participation: str
    party: str
    activity: str
    role: str
    classes: tuple[str, ...]
    status: str
    confidence: float = 1.0
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participations:
    """The participation table of one view, with all that a network needs to know about its parties.

    ``classes`` are the role classes that the vocabulary knows; ``types`` the English names of organization
    types.
    """

    view: str
    parties: Mapping[str, Party]
    activities: Mapping[str, Activity]
    roles: tuple[Role, ...]
    classes: frozenset[str] = frozenset()
    types: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.roles)

    def party(self, iri: str) -> Party:
        """Return a party; one that is only pointed at, never described, is named by its id."""
        known = self.parties.get(iri)
        return known if known is not None else Party(iri, (split(iri) or ("org", ""))[0], slug(iri))

    def activity(self, iri: str) -> Activity:
        """Return an activity; one that is only pointed at is named by its id and has no dates."""
        known = self.activities.get(iri)
        return known if known is not None else Activity(iri, (split(iri) or ("event", ""))[0], slug(iri))


def slug(iri: str) -> str:
    """Return the last part of one of our IRIs, or a foreign IRI as it is.

    >>> slug("https://w3id.org/coopgraph/id/org/osce"), slug("https://w3id.org/coopgraph/vocab/role/host")
    ('osce', 'host')
    >>> slug("http://example.org/osce")
    'http://example.org/osce'
    """
    short = compact(iri)
    return iri if short == iri else short.partition("/")[2] or iri
