"""RDF to what curated files hold: the inverse of :mod:`coopgraph.triples`.

Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, whoever wrote it. A thing is known by its IRI,
``…/id/{kind}/{slug}``; what a source says of it is a claim with status, confidence and evidence, and a plain triple
without a claim is refused. A claim, its evidence and a position need no IRI, since theirs are made from what they
say. In Turtle, one event::

    @base <https://w3id.org/coopgraph/> .
    @prefix cg: <https://w3id.org/coopgraph/ontology#> .
    @prefix schema: <https://schema.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

    <id/event/2024-osce-helsinki-workshop> skos:prefLabel "Workshop of the OSCE in Helsinki"@en ;
      schema:startDate "2024-03-12"^^xsd:date {| cg:status <vocab/status/stated> ;
        cg:confidence <vocab/confidence/high> ; cg:evidence <id/evidence/900.0-16> |} .

    [] cg:activity <id/event/2024-osce-helsinki-workshop> ; cg:participant <id/org/osce> ;
      cg:role <vocab/role/organizer> ; cg:status <vocab/status/stated> ;
      cg:confidence <vocab/confidence/high> ; cg:evidence <id/evidence/900.51-72> .

Nothing is lost in silence: what the records would not say again is a problem.

    parse       a file to facts, with lines       facts     facts by node
    terms       RDF terms to words                named     nodes of things to entries
    evidence    nodes of evidence to spans        claims    nodes of claims to claims
    forms       all of it to tables and trees     loss      what got lost, and reasons: why
    guard       files that would harm the reader
"""

from __future__ import annotations

from pathlib import Path

from coopgraph.errors import InputError
from coopgraph.intake.rdf import claims, evidence, forms, loss, named, parse
from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.parse import SUFFIXES
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.dataset import EVIDENCE, RECORDS
from coopgraph.loaders.files import Files

__all__ = ["SUFFIXES", "read"]


def read(path: Path, name: str) -> Files:
    """Return what an RDF file holds, as tables and record trees; ``name`` is what messages call the file.

    Nothing is raised for bad data: a file that cannot be read is in ``unreadable``, each triple that records have no
    room for in ``problems``, what was left out (vocabulary, derived triples, names of graphs) in ``notes``. Ids need
    not be in the file; whether they are on record is asked by :func:`coopgraph.loaders.dataset.records`. What RDF
    does not hold is not there: the text file of a source, the box of a country. The line is that in which a triple
    ends, and 0 in JSON-LD. Cost: linear, about a second for 600 claims with all that belongs to them.

    >>> read(Path("nothing.ttl"), "nothing.ttl").unreadable
    ['nothing.ttl: the file is missing']
    """
    files = Files(folder=name)
    try:
        facts = Facts(name, parse.read(path, name))
    except InputError as error:
        files.lost(RECORDS, str(error))
        files.unread |= {*SHEETS, EVIDENCE}
        return files
    stretches = evidence.Evidence(facts)
    entries = named.entries(facts)
    told = claims.claims(facts, stretches)
    found = forms.pieces(facts, entries, told, stretches.digests())
    loss.check(facts, found)
    forms.fill(files, name, found)
    files.problems, files.notes = sorted(set(facts.problems)), facts.notes
    return files
