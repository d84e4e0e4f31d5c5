"""What a file says and its records would not: the records are turned into triples again and compared.

Each entry and each claim is read on its own, against ids that are all taken to exist, so that a file may speak of
things that are on record elsewhere. What is wrong with an entry or a claim itself is told when the whole is read
(:func:`coopgraph.loaders.dataset.records`); its triples are not told as lost here.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pyoxigraph as ox

from coopgraph import assets, ontology
from coopgraph.intake.rdf import named
from coopgraph.intake.rdf.claims import excuse
from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.forms import Pieces, section, table
from coopgraph.intake.rdf.parse import Fact, Term, key
from coopgraph.intake.rdf.reasons import classes, tell
from coopgraph.intake.rdf.terms import Misfit, canonical
from coopgraph.loaders import authority, claims, evidence
from coopgraph.loaders.ids import Ids
from coopgraph.loaders.yaml import Mapping, Sequence
from coopgraph.nquads import lines_of
from coopgraph.records import Named, Place, Records, Span
from coopgraph.source import Source
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.triples import quads
from coopgraph.vocab import KINDS, curie, graph, split

Said = dict[tuple[str, str, Term], set[str]]
"""Triples with the graphs that they are in."""
_OURS = {graph(g): g for g in ("authority", "stated", "inferred")}
_TYPE = curie("rdf:type")


def check(facts: Facts, pieces: Pieces) -> None:
    """Tell ``facts`` each fact that is neither said by the records nor excused.

    Cost: linear, half of what reading a file takes.
    """
    lines = _again(facts, pieces)
    said = _said(lines)
    rest: list[Fact] = []
    for fact in (f for found in facts.by.values() for f in found if f not in facts.excused):
        graphs = _graphs(facts, said, fact)
        if fact.graph in _OURS and graphs and fact.graph not in graphs:
            right = _OURS[min(graphs)]
            message = f"stands in graph {_OURS[fact.graph]}, and says that it belongs to {right}"
            facts.wrong(fact, Misfit(message, f"move it to <{graph(right)}>, or change its status"))
        elif not graphs and not _implied(fact):
            rest.append(fact)
    derived = _derived(lines) if any(_between_ids(fact) for fact in rest) else set()
    for fact in rest:
        if (fact.subject, fact.predicate, fact.object) not in derived and fact not in facts.excused:
            tell(facts, fact)


def _again(facts: Facts, pieces: Pieces) -> set[str]:
    """Return the N-Quads lines of what is right among the pieces; excuse what is wrong."""
    ids = Ids()
    ids.unread = set(KINDS)
    records = Records()
    for entry, name, row in pieces.rows:
        sheet = authority.SHEETS[name]
        rows, problems = authority.records(sheet, table(facts.name, [row]), ids)
        _keep(facts, records, entry, [(sheet.kind, one) for one in rows], bool(problems))
    for entry, _, pair in pieces.introduced:
        own = Mapping(pair[1], ((section(entry.kind), pair[1], Mapping(pair[1], (pair,))),))
        both, problems = claims.introduced(own, ids)
        _keep(facts, records, entry, both, bool(problems))
    if pieces.digests:
        records.digests, _ = evidence.digests(table(facts.name, pieces.digests))
    for _, country in [one for one in records.named if one[0] == "country"]:
        # a country is written only where something is in it
        there = f"somewhere-in-{country.lower()}"
        records.named["place", there] = Place(source=Source(""), id=there, names={"en": there}, country=country)
    return quads(records).lines | _claimed(facts, pieces, ids, records.digests)


def _keep(facts: Facts, records: Records, entry: named.Entry, found: Iterable[tuple[str, Named]], wrong: bool) -> None:
    if wrong:
        named.excuse(facts, entry)
        return
    for kind, record in found:
        records.named[kind, record.id] = record


def _claimed(facts: Facts, pieces: Pieces, ids: Ids, digests: dict[Span, str]) -> set[str]:
    """Return the lines of the claims; note what each claim's node is called then."""
    lines: set[str] = set()
    for claim, document, made in pieces.claims:
        reader, place = claims.ClaimReader(ids), made.source
        below = Mapping(place, ((claim.subject, place, Sequence(place, (made,))),))
        read = reader.read(Mapping(place, (("claims", place, below),)), document)
        if not read or reader.problems:
            excuse(facts, claim.node)
            continue
        again = quads(Records(claims=list(read), digests=digests))
        name = next(n for n in again.origins.nodes if (split(n) or "?")[0] in ("claim", "participation"))
        facts.called(claim.node, name)
        lines |= again.lines
    return lines


def _said(lines: Iterable[str]) -> Said:
    """Return the triples of N-Quads lines."""
    found: Said = {}
    for quad in ox.parse(lines_of([lines]), format=ox.RdfFormat.N_QUADS):
        triple = (key(quad.subject), quad.predicate.value, canonical(quad.object))
        found.setdefault(triple, set()).add(str(quad.graph_name)[1:-1])
    return found


def _graphs(facts: Facts, said: Said, fact: Fact) -> set[str]:
    """Return the graphs in which the records say a fact, under the names that its nodes will have."""
    subjects = facts.names.get(fact.subject, {fact.subject})
    ends = [canonical(term) for term in facts.renamed(fact.object)]
    found = (said.get((subject, fact.predicate, end), set()) for subject, end in product(subjects, ends))
    return set().union(*found)


def _implied(fact: Fact) -> bool:
    """Return whether a fact says of what class a thing is, and its name says it, too."""
    found = split(fact.subject)
    return fact.predicate == _TYPE and found is not None and key(fact.object) in classes(found[0])


def _between_ids(fact: Fact) -> bool:
    return bool(split(fact.subject) and split(key(fact.object)))


def _derived(lines: Iterable[str]) -> set[tuple[str, str, Term]]:
    """Return the triples that the saved CONSTRUCT queries make of lines."""
    store = OxigraphStore()
    store.load(lines_of([lines, ontology.nquads()]))
    found = set()
    for path in assets.files("queries", "derive/*.rq"):
        answer = store.query(path.read_text("utf-8"))
        assert isinstance(answer, list)
        found |= {(key(t.subject), t.predicate.value, t.object) for t in answer}
    return found
