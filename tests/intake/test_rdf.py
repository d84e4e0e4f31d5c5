"""RDF read back: every form gives the same records again, and what a file says is kept or told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from coopgraph import build
from coopgraph.export import rdf as export
from coopgraph.intake import rdf
from coopgraph.loaders import dataset, yaml
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.yaml import Mapping, Scalar, Tree
from coopgraph.nquads import lines_of
from coopgraph.records import Records
from coopgraph.triples import quads
from coopgraph.vocab import PREFIXES, mint

FORMS = (*export.FORMATS, "rdf")


@pytest.fixture(scope="module")
def built() -> build.Built:
    return build.load()


def exported(built: build.Built, form: str, path: Path) -> Path:
    """Write the whole graph, vocabulary and derived triples too, as coopgraph exports it."""
    if form in export.FORMATS:
        data = export.serialize(built.store.quads(), form)
    else:
        told = {quad.triple for quad in built.store.quads()}
        made = ox.serialize(told, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
        assert made is not None
        data = made
    file = path / f"graph.{form}"
    file.write_bytes(data)
    return file


def plain(records: Records) -> dict[str, Any]:
    """Records without places, in no order; without what RDF does not hold: text files, boxes of countries, and
    countries that nothing is in."""
    used = {quad.object.value for quad in ox.parse(quads(records).to_bytes(), format=ox.RdfFormat.N_QUADS)}
    unkept = {"source", "file", "west", "south", "east", "north"}
    named = {
        f"{kind}/{slug}": {
            key: tuple(sorted(value.split(" | "))) if key == "language" else _unordered(value)
            for key, value in record.model_dump(exclude=unkept).items()
        }
        for (kind, slug), record in records.named.items()
        if kind != "country" or mint(kind, slug) in used
    }
    claims = [claim.model_dump(exclude={"source"}) for claim in records.claims]
    return {
        "named": named,
        "claims": sorted(repr({key: _unordered(value) for key, value in claim.items()}) for claim in claims),
        "digests": {str(span): digest for span, digest in records.digests.items()},
    }


def _unordered(value: Any) -> Any:
    return sorted(value, key=repr) if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("form", FORMS)
def test_round_trip(form: str, built: build.Built, tmp_path: Path) -> None:
    """The bundled dataset, exported in any form and read back, is the same records."""
    files = rdf.read(exported(built, form, tmp_path), f"graph.{form}")
    assert (files.problems, files.unreadable) == ([], [])
    again = dataset.records(files)
    assert plain(again) == plain(built.records)
    assert quads(again).lines == built.quads.lines


def test_notes(built: build.Built, tmp_path: Path) -> None:
    """What is left out of an export is noted: the vocabulary and the derived triples, where their graphs tell them."""
    files = rdf.read(exported(built, "nq", tmp_path), "graph.nq")
    vocabulary = sum(1 for _ in built.store.quads("https://w3id.org/coopgraph/graph/vocabulary"))
    derived = sum(1 for _ in built.store.quads("https://w3id.org/coopgraph/graph/derived"))
    assert files.notes == [
        f"graph.nq: left out {vocabulary} triples of the vocabulary",
        f"graph.nq: left out {derived} triples that are derived",
    ]


def bare(tree: Tree) -> Any:
    """A tree without places: its claims in no order."""
    if isinstance(tree, Scalar):
        return tree.text
    if isinstance(tree, Mapping):
        return {key: bare(value) for key, _, value in tree}
    return sorted((bare(item) for item in tree.items), key=repr)


@pytest.mark.parametrize("document", ["000", "001", "002", "003", "004"])
def test_slice(document: str, built: build.Built, tmp_path: Path) -> None:
    """The claims of one source alone, without the tables, are the claims that the whole has of that source: a file
    may speak of organizations that it does not introduce."""
    records = built.records
    own = [claim for claim in records.claims if claim.spans[0].document == document]
    part = quads(Records(claims=own, digests=records.digests)).lines
    file = tmp_path / "part.nq"
    file.write_bytes(lines_of([part]))
    files = rdf.read(file, "part.nq")
    assert (files.problems, files.unreadable, len(files.trees)) == ([], [], 1)
    files.unread = {*SHEETS, dataset.RECORDS}
    again = dataset.records(files)
    assert quads(Records(claims=again.claims, digests=again.digests)).lines == part
    assert plain(Records(claims=again.claims))["claims"] == plain(Records(claims=own))["claims"]


def test_class_only(tmp_path: Path) -> None:
    """A thing of which only the class is said is no record, and that is noted."""
    file = tmp_path / "class.ttl"
    file.write_text("<id/org/osce> a <ontology#Organization> , <ontology#Party> .", "utf-8")
    files = rdf.read(file, "class.ttl")
    assert (files.problems, files.tables) == ([], {})
    assert files.notes == ["class.ttl: without a name, taken to be on record already: org/osce"]


EXAMPLE = """\
@base <https://w3id.org/coopgraph/> .
@prefix cg: <https://w3id.org/coopgraph/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<id/event/2024-osce-helsinki-workshop>
  skos:prefLabel "Workshop of the OSCE in Helsinki"@en ;
  cg:category <vocab/event-type/workshop> {| cg:evidence <id/evidence/900.40-50> ;
    cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high> |} ;
  schema:startDate "2024-03-12"^^xsd:date {| cg:evidence <id/evidence/900.0-16> ;
    cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high> |} ;
  cg:place <id/place/helsinki> {| cg:evidence <id/evidence/900.73-84> ;
    cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high> |} .

[] cg:activity <id/event/2024-osce-helsinki-workshop> ;
  cg:participant <id/org/finnish-customs> ; cg:role <vocab/role/host> ;
  cg:evidence <id/evidence/900.17-50> ;
  cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high> .

[] cg:activity <id/event/2024-osce-helsinki-workshop> ;
  cg:participant <id/org/osce> ; cg:role <vocab/role/organizer> ;
  cg:evidence <id/evidence/900.51-72> ;
  cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high> .
"""
STATEMENT = """\
@base <https://w3id.org/coopgraph/> .
@prefix cg: <https://w3id.org/coopgraph/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

[] rdf:subject <id/event/2024-osce-helsinki-workshop> ; rdf:predicate schema:startDate ;
  rdf:object "2024-03-12"^^xsd:date ; cg:status <vocab/status/stated> ; cg:confidence <vocab/confidence/high> ;
  cg:evidence [ oa:hasSource <id/source/900> ; oa:hasSelector [ oa:start 0 ; oa:end 16 ] ] .
"""


def step_four() -> str:
    """The record file that docs/records.md adds."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "records.md").read_text("utf-8")
    block = page.split("```yaml new/900-workshop.yaml\n", 1)[1].split("```", 1)[0]
    return "\n".join(line.removeprefix("   ") for line in block.split("\n"))


def test_example_by_hand(tmp_path: Path) -> None:
    """An event as one would write it in Turtle is the record file that docs/records.md adds."""
    turtle, records = tmp_path / "900.ttl", tmp_path / "900.yaml"
    turtle.write_text(EXAMPLE, "utf-8")
    records.write_text(step_four(), "utf-8")
    files = rdf.read(turtle, "900.ttl")
    wanted, _ = yaml.read(records, "900.yaml")
    assert (files.problems, files.unreadable, files.notes, files.tables) == ([], [], [], {})
    assert [one_span_each(bare(tree)) for tree in files.trees] == [bare(wanted)]


def one_span_each(tree: Any) -> Any:
    """A tree whose claims write a single span without brackets."""
    for claims in tree["claims"].values():
        for claim in claims:
            claim["at"] = claim["at"][0] if len(claim["at"]) == 1 else claim["at"]
        claims.sort(key=repr)
    return tree


def test_statement_by_hand(tmp_path: Path) -> None:
    """An rdf:Statement, its evidence and its selector need no names, and say the same as RDF 1.2's annotation."""
    file = tmp_path / "900.ttl"
    file.write_text(STATEMENT, "utf-8")
    (tree,) = rdf.read(file, "900.ttl").trees
    assert bare(tree) == {
        "source": "900",
        "claims": {
            "event/2024-osce-helsinki-workshop": [{"start-date": "2024-03-12", "stated": "high", "at": ["0-16"]}]
        },
    }


def test_lines(tmp_path: Path) -> None:
    """In Turtle the line is that in which a triple ends, of nodes without a name, too."""
    file = tmp_path / "900.ttl"
    file.write_text(EXAMPLE.replace("role/organizer", "role/organiser"), "utf-8")
    (problem,) = rdf.read(file, "900.ttl").problems
    # the event is told in lines 7 to 14, the two participations begin in lines 16 and 21; the role is in line 22
    assert problem.source.row == 22
    assert str(problem).endswith("'organiser' is not a term of role; did you mean 'organizer' or 'co-organizer'?")


def test_two_documents(tmp_path: Path) -> None:
    """A claim that rests on two sources stands in the tree of each, with the spans of that source and, where it has
    two reasons, with one of them."""
    file = tmp_path / "two.ttl"
    claim = (
        STATEMENT.partition("\n\n")[2]
        .replace("stated", "inferred")
        .replace(
            "[ oa:hasSource <id/source/900> ; oa:hasSelector [ oa:start 0 ; oa:end 16 ] ]",
            "<id/evidence/901.5-9> , <id/evidence/900.0-16> , <id/evidence/900.20-30> ;"
            ' <http://www.w3.org/2004/02/skos/core#editorialNote> "By one."@en , "By another."@en',
        )
    )
    file.write_text(STATEMENT.partition("\n\n")[0] + "\n\n" + claim, "utf-8")
    files = rdf.read(file, "two.ttl")
    assert files.problems == []
    found = [bare(tree) for tree in files.trees]
    told = [(tree["source"], *tree["claims"]["event/2024-osce-helsinki-workshop"]) for tree in found]
    common = {"start-date": "2024-03-12", "inferred": "high"}
    assert told == [
        ("900", common | {"basis": "By another.", "at": ["0-16", "20-30"]}),
        ("901", common | {"basis": "By one.", "at": ["5-9"]}),
    ]


def test_json_ld(tmp_path: Path) -> None:
    """JSON-LD with its own context reads as Turtle does, and a key that the context does not explain is told."""
    file = tmp_path / "900.jsonld"
    file.write_text(
        '{"@context": {"cg": "https://w3id.org/coopgraph/ontology#", "id": "https://w3id.org/coopgraph/id/",'
        ' "vocab": "https://w3id.org/coopgraph/vocab/"}, "@type": "cg:Participation",'
        ' "cg:participant": {"@id": "id:org/osce"}, "cg:activity": {"@id": "id:event/2024-x"},'
        ' "cg:role": {"@id": "vocab:role/host"}, "cg:status": {"@id": "vocab:status/stated"},'
        ' "cg:confidence": {"@id": "vocab:confidence/high"}, "cg:evidence": {"@id": "id:evidence/900.0-10"},'
        ' "remark": "seen"}',
        "utf-8",
    )
    files = rdf.read(file, "900.jsonld")
    assert [bare(tree)["claims"] for tree in files.trees] == [
        {"event/2024-x": [{"host": "org/osce", "stated": "high", "at": ["0-10"]}]}
    ]
    (problem,) = files.problems
    assert str(problem) == (
        "900.jsonld [event/2024-x role/host the key 'remark']: no context explains the key 'remark'; "
        "give it an IRI in @context, or delete it"
    )
