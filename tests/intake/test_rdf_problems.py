"""What RDF files can get wrong, and the exact words that tell it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coopgraph.errors import RecordsError
from coopgraph.intake import rdf
from coopgraph.loaders import dataset
from coopgraph.loaders.authority import SHEETS

PREFIXES = """\
@base <https://w3id.org/coopgraph/> .
@prefix cg: <https://w3id.org/coopgraph/ontology#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
WELL = "cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high>"
HOW = f"{WELL} ; cg:evidence <id/evidence/900.0-10>"
EVENT = "<id/event/2024-x>"
HOST = f"[] cg:activity {EVENT} ; cg:participant <id/org/osce> ; cg:role <vocab/role/host> ; "
ORG = '<id/org/a> skos:prefLabel "A"@en ; cg:category <vocab/org-type/customs> '
ID = "https://w3id.org/coopgraph/id/"
VOCAB = "https://w3id.org/coopgraph/vocab/"


def told(body: str, folder: Path) -> list[str]:
    """All that is told of a Turtle file with this in line 9, of form and of meaning, ids taken to exist."""
    file = folder / "f.ttl"
    file.write_text(f"{PREFIXES}{body}\n", "utf-8")
    files = rdf.read(file, "f.ttl")
    if files.unreadable:
        return files.unreadable
    try:
        dataset.records(replace(files, unread={*SHEETS, dataset.RECORDS}))
    except RecordsError as error:
        return [str(problem).removeprefix("f.ttl:9 ") for problem in error.problems]
    return []


NAMED = {
    "two-names": (
        '<id/org/a> skos:prefLabel "A"@en , "B"@en .',
        "[org/a skos:prefLabel]: two preferred names in 'en': 'A' and 'B'; make one of them skos:altLabel",
    ),
    "no-english-name": (
        '<id/person/a> skos:prefLabel "А"@ru .',
        '[person/a skos:prefLabel]: has no English name; add  skos:prefLabel "…"@en',
    ),
    "no-language": (
        '<id/org/a> skos:prefLabel "A" .',
        '[org/a skos:prefLabel]: "A" has no language; write its language after it, as in "A"@en',
    ),
    "a-space": (
        '<id/place/h> skos:prefLabel " H"@en .',
        "[place/h skos:prefLabel]: \" H\"@en begins or ends with a space; write 'H'",
    ),
    "a-bar": (
        f'{ORG} ; skos:altLabel "A|B"@en .',
        '[org/a skos:altLabel]: "A|B"@en holds |, which parts one name from the next; write the name without it',
    ),
    "long-language": (
        f'{EVENT} skos:prefLabel "X"@en , "Z"@fin . {HOST}{HOW} .',
        "[event/2024-x skos:prefLabel]: records have no room for a preferred name in 'fin'; "
        'make it an alternative: skos:altLabel "Z"@fin',
    ),
    "a-control-character": (
        '<id/person/a> skos:prefLabel "A\\u0007"@en .',
        "[person/a skos:prefLabel]: holds the control character U+0007; delete it",
    ),
    "no-type": (
        '<id/org/a> skos:prefLabel "A"@en .',
        "[org/a cg:category]: is missing; every record of kind org has one; add it",
    ),
    "unknown-type": (
        '<id/org/a> skos:prefLabel "A"@en ; cg:category <vocab/org-type/custom> .',
        "[org/a cg:category]: 'custom' is not a term of org-type; did you mean 'customs'?",
    ),
    "two-countries": (
        f"{ORG} ; cg:country <id/country/FI> , <id/country/SE> .",
        "[org/a cg:country]: there are two: 'FI' and 'SE'; keep one",
    ),
    "small-country": (
        f"{ORG} ; cg:country <id/country/fi> .",
        "[org/a cg:country]: country/fi is not well formed; after the kind write two capital letters, as in FI",
    ),
    "class-of-another-kind": (
        f"{ORG} ; a cg:Event .",
        "[org/a rdf:type]: is of class cg:Event, and its name says org; "
        f"call it {ID}event/a, or write  a cg:Organization",
    ),
    "unknown-class": (
        f"{ORG} ; a cg:Organisation .",
        "[org/a rdf:type]: records have no room for class cg:Organisation; "
        "did you mean 'cg:Organization' or 'cg:Participation'?",
    ),
    "slug": (
        '<id/org/A_b> skos:prefLabel "A"@en .',
        "[org/A_b]: org/A_b is not well formed; after the kind write lower-case letters, digits and single hyphens",
    ),
    "kind": (
        '<id/orgs/a> skos:prefLabel "A"@en .',
        "[orgs/a]: orgs/a is of a kind that is none; did you mean 'org'?",
    ),
    "foreign": (
        '<http://example.org/osce> a cg:Organization ; skos:prefLabel "A"@en .',
        f"[http://example.org/osce]: http://example.org/osce is a name outside of coopgraph; call it {ID}org/osce",
    ),
    "blank": (
        '[] a cg:Person ; skos:prefLabel "A"@en .',
        f"[a blank node]: a blank node has no name of its own; give it one: {ID}person/…",
    ),
    "vocabulary": (
        '<vocab/role/boss> skos:prefLabel "Boss"@en .',
        "[role/boss]: is of the vocabulary, and records add nothing to that; take it out",
    ),
    "point": (
        '<id/place/h> skos:prefLabel "H"@en ; geo:hasGeometry [ geo:asWKT "24,60" ] .',
        '[place/h geo:hasGeometry geo:asWKT]: "24,60" is not a point; '
        'write "POINT(24.94 60.17)"^^geo:wktLiteral: longitude, then latitude',
    ),
    "off-the-earth": (
        '<id/place/h> skos:prefLabel "H"@en ; geo:hasGeometry [ geo:asWKT "POINT(200 60)"^^geo:wktLiteral ] .',
        "[lon]: '200' is out of range; write a number less than or equal to 180",
    ),
    "code": (
        '<id/country/FI> skos:prefLabel "Finland"@en ; skos:notation "FIN" .',
        "[country/FI skos:notation]: 'FIN' is not the code in the name, FI; write 'FI'",
    ),
    "digest-of-source": (
        '<id/source/900> skos:prefLabel "S"@en ; cg:sha256 "x" .',
        "[source/900 cg:sha256]: 'x' is no SHA-256 digest; write its 64 hex digits in lower case",
    ),
    "unspoken-of": (
        '<id/event/2024-y> skos:prefLabel "Y"@en .',
        "[event/2024-y]: no claim tells which source speaks of it; "
        "add a claim about it, with evidence, or take the event out",
    ),
    "unknown-property": (
        f'{ORG} ; cg:contry "FI" .',
        '[org/a cg:contry]: this says something that records have no room for: org/a cg:contry "FI"; '
        "nearest: cg:country, cg:servesCountry, cg:memberCountry",
    ),
}
CLAIMS = {
    "not-claimed": (
        f'{EVENT} schema:startDate "2024-03-12"^^xsd:date .',
        '[event/2024-x schema:startDate]: schema:startDate "2024-03-12"^^xsd:date is not claimed: '
        "no status, no evidence; add an rdf:Statement of it with cg:status, cg:confidence and cg:evidence",
    ),
    "rejected-and-asserted": (
        f"{EVENT} cg:place <id/place/h> {{| {HOW.replace('stated', 'rejected')} ; "
        'skos:editorialNote "Not said."@en |} .',
        "[event/2024-x cg:place]: cg:place place/h is asserted, and a claim rejects it; keep one of the two",
    ),
    "text-for-a-date": (
        f'{EVENT} schema:startDate "2024-03-12" {{| {HOW} |}} .',
        '[event/2024-x schema:startDate rdf:object]: "2024-03-12" is not of type xsd:date; '
        'write "2013-05-27"^^xsd:date',
    ),
    "no-date": (
        f'{EVENT} schema:startDate "12.3.2024"^^xsd:date {{| {HOW} |}} .',
        "[event/2024-x schema:startDate]: '12.3.2024' is not a date; write 2024-03-12 or, if the month "
        "stands first, 2024-12-03: from the numbers nobody can tell",
    ),
    "no-number": (
        f'{EVENT} cg:attendeeCount "some 5"^^xsd:integer {{| {HOW} |}} .',
        "[event/2024-x cg:attendeeCount]: 'some 5' is not a number; write digits only, as in 24",
    ),
    "misspelt-property": (
        f'{EVENT} schema:startDat "2024-03-12"^^xsd:date {{| {HOW} |}} .',
        "[event/2024-x schema:startDat rdf:predicate]: schema:startDat is no property that can be claimed; "
        "did you mean 'schema:startDate' or 'schema:endDate'?",
    ),
    "property-of-another-kind": (
        '<id/org/x> schema:startDate "2024-03-12"^^xsd:date .',
        '[org/x schema:startDate]: schema:startDate "2024-03-12"^^xsd:date is not said of a record of kind org; '
        "it fits: event, project",
    ),
    "term-of-another-scheme": (
        f"{EVENT} cg:category <vocab/topic/risk-management> {{| {HOW} |}} .",
        "[event/2024-x cg:category rdf:object]: topic/risk-management is not a term of event-type; "
        f"write {VOCAB}event-type/conference or another term of event-type",
    ),
    "unknown-role": (
        f"{HOST.replace('host', 'hots')}{HOW} .",
        "[event/2024-x role/hots cg:role]: 'hots' is not a term of role; did you mean 'host'?",
    ),
    "no-party": (
        f"{HOST.replace('cg:participant <id/org/osce> ; ', '')}{HOW} .",
        "[event/2024-x role/host]: the participation has no party; add  cg:participant <…/id/org/…>",
    ),
    "two-parties": (
        f"{HOST.replace('<id/org/osce>', '<id/org/osce> , <id/person/y>')}{HOW} .",
        "[event/2024-x role/host cg:participant]: there are two: org/osce and person/y; "
        "keep one; the other is a claim of its own",
    ),
    "place-as-party": (
        f"{HOST.replace('org/osce', 'place/x')}{HOW} .",
        "[event/2024-x role/host cg:participant]: place/x is not of the kind wanted here "
        f"(org/…, delegation/…, person/…); write {ID}org/…",
    ),
    "no-status": (
        f"{HOST}{HOW.removeprefix('cg:status <vocab/status/stated> ; ')} .",
        f"[event/2024-x role/host]: the claim has no status; add  cg:status <{VOCAB}status/…>",
    ),
    "no-basis": (
        f"{HOST}{HOW.replace('stated', 'inferred')} .",
        "[event/2024-x role/host]: a claim that is inferred must tell why; "
        'add  skos:editorialNote "one short sentence"@en',
    ),
    "rejected-participation": (
        f'{HOST}{HOW.replace("stated", "rejected")} ; skos:editorialNote "Not said."@en .',
        "[event/2024-x role/host]: a rejected role is an rdf:Statement, not asserted; write rdf:subject (the party), "
        "rdf:predicate cg:participatesIn, rdf:object (the activity), cg:role",
    ),
    "asserted-takes-part": (
        f"[] rdf:subject <id/org/osce> ; rdf:predicate cg:participatesIn ; rdf:object {EVENT} ; "
        f"cg:role <vocab/role/host> ; {HOW} .",
        "[org/osce role/host]: only a rejected role is an rdf:Statement; "
        "write a cg:Participation: cg:participant, cg:activity, cg:role",
    ),
    "claims-nothing": (
        f"[] a cg:Claim ; {HOW} .",
        "[a blank node]: the claim does not say what it claims; "
        "give it rdf:subject, rdf:predicate and rdf:object, or cg:participant, cg:activity and cg:role",
    ),
    "claims-twice": (
        f"{HOST}{HOW} ; rdf:subject {EVENT} .",
        "[event/2024-x role/host]: is a participation and an rdf:Statement at once; make it one of the two",
    ),
    "no-object": (
        f"[] rdf:subject {EVENT} ; rdf:predicate schema:startDate ; {HOW} .",
        "[event/2024-x schema:startDate]: the rdf:Statement has no rdf:object; add  rdf:object",
    ),
    "foreign-claim": (
        f"{HOST.replace('[]', '<http://example.org/c>')}{HOW} .",
        "[event/2024-x role/host]: http://example.org/c is a name outside of coopgraph; "
        "write [] instead: the name of a claim is made from what it says",
    ),
    "more-than-a-claim-has": (
        f"{HOST}{HOW} ; cg:atendeeCount 5 .",
        "[event/2024-x role/host cg:atendeeCount]: this says something that records have no room for: "
        'event/2024-x role/host cg:atendeeCount "5"^^xsd:integer; nearest: cg:attendeeCount',
    ),
    "derived-from-nothing": (
        f"<id/org/osce> cg:hosts {EVENT} .",
        "[org/osce cg:hosts]: cg:hosts event/2024-x does not follow from the participations in the file; "
        "add a cg:Participation with that role; what follows from it need not be written",
    ),
}
EVIDENCE = {
    "none": (
        f"{HOST}{WELL} .",
        "[event/2024-x role/host]: the claim has no evidence; "
        "add  cg:evidence  with the source and the offsets of the words that say it",
    ),
    "no-source": (
        f"{HOST}{WELL} ; cg:evidence [ oa:hasSelector [ oa:start 5 ; oa:end 8 ] ] .",
        "[event/2024-x role/host cg:evidence]: the evidence has no source; "
        f"add oa:hasSource, or call it {ID}evidence/003.3785-3850",
    ),
    "no-offsets": (
        f"{HOST}{WELL} ; cg:evidence [ oa:hasSource <id/source/900> ] .",
        "[event/2024-x role/host cg:evidence]: the evidence has no position; "
        f"add oa:hasSelector with oa:start and oa:end, or call it {ID}evidence/003.3785-3850",
    ),
    "reversed": (
        f"{HOST}{WELL} ; cg:evidence [ oa:hasSource <id/source/900> ; oa:hasSelector [ oa:start 5 ; oa:end 3 ] ] .",
        "[event/2024-x role/host cg:evidence oa:end]: the span 5-3 is empty or reversed; "
        "write the smaller number first",
    ),
    "negative": (
        f"{HOST}{WELL} ; cg:evidence [ oa:hasSource <id/source/900> ; oa:hasSelector [ oa:start -5 ; oa:end 3 ] ] .",
        "[event/2024-x role/host cg:evidence oa:start]: '-5' is not an offset; count characters from 0: digits only",
    ),
    "digest": (
        f'{HOST}{HOW} . <id/evidence/900.0-10> cg:sha256 "abc" .',
        "[evidence/900.0-10 cg:sha256]: 'abc' is no SHA-256 digest; write its 64 hex digits in lower case",
    ),
    "two-digests": (
        f'{HOST}{HOW} . <id/evidence/900.0-10> cg:sha256 "{"a" * 64}" , "{"b" * 64}" .',
        "[evidence/900.0-10 cg:sha256]: the words have two digests; keep the one that  coopgraph digest  makes",
    ),
    "two-sources": (
        f"{HOST}{HOW} . <id/evidence/900.0-10> oa:hasSource <id/source/901> .",
        "[evidence/900.0-10]: the name says 900.0-10, the properties say something else; "
        "make them agree, or call it []",
    ),
    "unused": (
        "<id/evidence/900.0-10> a cg:Evidence ; oa:hasSource <id/source/900> .",
        "[evidence/900.0-10]: no claim rests on it; take it out, or add what it belongs to",
    ),
    "a-text": (
        f'{HOST}{WELL} ; cg:evidence "page 5" .',
        f'[event/2024-x role/host cg:evidence]: "page 5" is no evidence; write [] or {ID}evidence/…',
    ),
    "a-quotation": (
        f'{HOST}{HOW} . <id/evidence/900.0-10> oa:exact "hosted" .',
        "[evidence/900.0-10 oa:exact]: this says something that records have no room for: "
        'evidence/900.0-10 oa:exact "hosted"; '
        "what they have room for: cg:sha256, oa:hasSelector, oa:hasSource, rdf:type",
    ),
}


@pytest.mark.parametrize(("body", "wanted"), NAMED.values(), ids=NAMED)
def test_things(body: str, wanted: str, tmp_path: Path) -> None:
    """What is wrong with a thing is told once, with what to write instead."""
    assert told(body, tmp_path) == [wanted]


@pytest.mark.parametrize(("body", "wanted"), CLAIMS.values(), ids=CLAIMS)
def test_claims(body: str, wanted: str, tmp_path: Path) -> None:
    """What is wrong with a claim is told once, with what to write instead."""
    assert told(body, tmp_path) == [wanted]


@pytest.mark.parametrize(("body", "wanted"), EVIDENCE.values(), ids=EVIDENCE)
def test_evidence(body: str, wanted: str, tmp_path: Path) -> None:
    """What is wrong with evidence is told once, with what to write instead."""
    assert told(body, tmp_path) == [wanted]


def test_right(tmp_path: Path) -> None:
    """The claims that the wrong ones are made of have nothing wrong with them."""
    point = '<id/place/h> skos:prefLabel "H"@en ; geo:hasGeometry [ geo:asWKT "POINT(24.940 60)"^^geo:wktLiteral ] .'
    count = f"{HOST.replace('host', 'participant')}{HOW} ; cg:attendeeCount 5 ."
    assert told(f"{ORG} ; a cg:Organization , cg:Party . {HOST}{HOW} . {count} {point}", tmp_path) == []


def test_one_wrong_evidence_of_two_claims(tmp_path: Path) -> None:
    """Evidence that two claims rest on is told once when it is wrong, and neither claim is kept without it."""
    wrong = "_:e oa:hasSource <id/source/900> ."
    body = f"{HOST}{WELL} ; cg:evidence _:e . {HOST.replace('host', 'partner')}{WELL} ; cg:evidence _:e . {wrong}"
    assert len(told(body, tmp_path)) == 1
    assert rdf.read(tmp_path / "f.ttl", "f.ttl").trees == []


def test_status_and_graph(tmp_path: Path) -> None:
    """A claim that stands in a graph and says that it belongs to another is told, triple by triple."""
    file = tmp_path / "f.trig"
    inferred = HOW.replace("stated", "inferred")
    graph = "<https://w3id.org/coopgraph/graph/stated>"
    file.write_text(f'{PREFIXES}{graph} {{ {HOST}{inferred} ; skos:editorialNote "So."@en . }}', "utf-8")
    problems = rdf.read(file, "f.trig").problems
    assert len(problems) == 7  # activity, participant, role, status, confidence, evidence, note
    assert str(problems[0]) == (
        "f.trig:9 [event/2024-x role/host cg:activity]: stands in graph stated, and says that it belongs to inferred; "
        "move it to <https://w3id.org/coopgraph/graph/inferred>, or change its status"
    )


def test_foreign_graph(tmp_path: Path) -> None:
    """A graph of another name holds triples as any does; that its name is not kept is noted."""
    file = tmp_path / "f.trig"
    file.write_text(f"{PREFIXES}<http://example.org/g> {{ {HOST}{HOW} . }}", "utf-8")
    files = rdf.read(file, "f.trig")
    assert (files.problems, len(files.trees)) == ([], 1)
    assert files.notes == [
        "f.trig: the names of graphs outside of https://w3id.org/coopgraph/graph/ are not kept: http://example.org/g"
    ]
