"""What follows from roles, learnt from the saved queries by asking them about examples; and where events are.

The CONSTRUCT queries of queries/derive say what a store derives. On disk they take longer than all the rest of a load,
while the tables are at hand as columns. So that what they mean is not written twice, they are asked about a small
graph in which parties of every kind meet in every two roles; ``derived.sql`` applies the answer to all participations.
Two rules are written twice, there and in the queries: that a body is not tied to its own ancestor, and that an event is
in the country of its place. A property test holds each to the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from coopgraph import assets, ontology
from coopgraph.bulk import lines
from coopgraph.loaders.claims import PARTIES
from coopgraph.records import Participation, Place, Records
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import CG, KINDS, PREFIXES, TERMS, curie, graph

if TYPE_CHECKING:
    import pyoxigraph as ox
    from duckdb import DuckDBPyConnection

_PARENT = PREFIXES["org"] + "subOrganizationOf"
_PLACES, _COUNTRY = (f"{CG}place", f"{CG}visitedSite"), PREFIXES["dcterms"] + "spatial"


@dataclass(slots=True)
class Rules:
    """``one``: role, kind of party, predicate that leads to the activity; ``two``: role, kind, predicate that leads to
    the party of another role and kind in the same activity."""

    one: set[tuple[str, str, str]] = field(default_factory=set)
    two: set[tuple[str, str, str, str, str]] = field(default_factory=set)


def rules() -> Rules:
    """Return what the saved queries make of the example. Cost: a tenth of a second.

    >>> ("funder", "org", CG + "funds") in rules().one
    True
    """
    store, example = OxigraphStore(), _Example()
    store.load("\n".join([*example.lines, *ontology.nquads()]).encode())
    found = Rules()
    for path in assets.files("queries", "derive/*.rq"):
        answer = store.query(path.read_text("utf-8"))
        assert isinstance(answer, list)
        for triple in answer:
            example.note(triple, found)
    return found


class _Example:
    """Activities in which parties meet: each of two roles is taken by a party of each kind, known to nobody else."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.parties: dict[str, tuple[str, str]] = {}
        for number, roles in enumerate(combinations_with_replacement(sorted(ontology.terms()["role"]), 2)):
            for side, role in enumerate(roles):
                for kind in PARTIES:
                    self._meets(f"urn:example:{number}", f"{side}:{kind}", kind, role)

    def _meets(self, activity: str, name: str, kind: str, role: str) -> None:
        party = f"{activity}:{name}"
        self.parties[party] = role, kind
        told = {
            "participant": party,
            "activity": activity,
            "role": f"{TERMS}role/{role}",
        }
        tail = f"<{graph('stated')}> ."
        self.lines.append(f"<{party}> <{curie('rdf:type')}> <{KINDS[kind]}> {tail}")
        self.lines.append(f"<{party}:part> <{curie('rdf:type')}> <{CG}Participation> {tail}")
        self.lines += (f"<{party}:part> <{CG}{name}> <{value}> {tail}" for name, value in told.items())

    def note(self, triple: ox.Triple, found: Rules) -> None:
        """Add what a derived triple shows."""
        subject, predicate, other = str(triple.subject)[1:-1], triple.predicate.value, str(triple.object)[1:-1]
        if other in self.parties:
            found.two.add((*self.parties[subject], predicate, *self.parties[other]))
        else:
            found.one.add((*self.parties[subject], predicate))


def tables(connection: DuckDBPyConnection, judged: Records) -> None:
    """Make the tables that ``derived.sql`` reads: the rules, and what the records of doubtful rows add."""
    learnt = rules()
    accepted = [claim for claim in judged.claims if claim.status != "rejected"]
    took = [(c.value.text, c.subject, c.key) for c in accepted if isinstance(c, Participation)]
    parents = [(c.subject, c.value.text) for c in accepted if c.predicate == _PARENT]
    of_events = [c for c in accepted if c.subject.startswith("event/")]
    held = [(c.subject, c.value.text) for c in of_events if c.predicate in _PLACES]
    said = [(c.subject, c.value.text.removeprefix("country/")) for c in of_events if c.predicate == _COUNTRY]
    lies = [
        (f"{kind}/{slug}", place.country)
        for (kind, slug), place in judged.named.items()
        if isinstance(place, Place) and place.country
    ]
    for table, rows in (
        ("rules (role VARCHAR, kind VARCHAR, predicate VARCHAR)", sorted(learnt.one)),
        (
            "ties (role VARCHAR, kind VARCHAR, predicate VARCHAR, other_role VARCHAR, other_kind VARCHAR)",
            sorted(learnt.two),
        ),
        ("took (party VARCHAR, activity VARCHAR, role VARCHAR)", took),
        ("parents (child VARCHAR, parent VARCHAR)", parents),
        ("held (event VARCHAR, place VARCHAR)", held),
        ("said (event VARCHAR, country VARCHAR)", said),
        ("lies (place VARCHAR, country VARCHAR)", lies),
    ):
        lines.fill(table, rows, connection)
