"""RDF files that cannot be read, or that would harm whoever reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph.intake import rdf
from coopgraph.intake.rdf import guard, parse
from coopgraph.loaders import dataset
from coopgraph.loaders.authority import SHEETS

RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://example.org/">'
UNREADABLE = {
    "not-turtle": (
        "f.ttl",
        "<id/org/osce> a <ontology#Organization>\n<id/org/iom> a <ontology#Organization> .",
        "f.ttl:2: not Turtle: A dot is expected at the end of statements; "
        "see that quotes and brackets close, and that each statement ends in a dot",
    ),
    "no-prefix": (
        "f.ttl",
        "\n<id/org/osce> a cg:Organization .",
        "f.ttl:2: the prefix cg: is not declared; add  @prefix cg: <https://w3id.org/coopgraph/ontology#> .",
    ),
    "not-n-triples": (
        "f.nt",
        "<a:a> <a:b> <a:c> .\n<a:a> <a:b> c .",
        "f.nt:2: not N-Triples: The object of a triple must be an IRI, a blank node or a literal; "
        'write  <subject> <predicate> <object> .  or "text" for the object, one to a line',
    ),
    "trig-in-turtle": (
        "f.ttl",
        "<a:g> { <a:a> <a:b> <a:c> . }",
        "f.ttl:1: not Turtle: { is not a valid predicate; it reads as TriG: end its name in .trig",
    ),
    "json-in-turtle": (
        "f.ttl",
        '{"@id": "http://example.org/a", "http://example.org/b": "c"}',
        "f.ttl:1: not Turtle: { is not a valid subject or graph name; it reads as JSON-LD: end its name in .jsonld",
    ),
    "not-json": ("f.jsonld", '{"@id": "a",\n}', "f.jsonld:2: not JSON-LD: "),
    "remote-context": (
        "f.jsonld",
        '{"@context": "https://schema.org/", "@id": "http://example.org/a", "name": "b"}',
        "f.jsonld: the context is somewhere on the network, and nothing is fetched; copy the context into the file",
    ),
    "remote-inner-context": (
        "f.jsonld",
        '{"@context": {"b": {"@id": "a:b", "@context": "http://127.0.0.1:9/c"}}, "@id": "a:a", "b": {"@id": "a:c"}}',
        "f.jsonld: the context is somewhere on the network, and nothing is fetched; copy the context into the file",
    ),
    "nested-json": ("f.jsonld", '{"a:b":' * 60000 + "1" + "}" * 60000, "f.jsonld: not JSON-LD: nested without end; "),
    "document-type": (
        "f.rdf",
        f'<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n{RDF_XML}</rdf:RDF>',
        "f.rdf:2: declares a document type, whose entities may unfold without end; delete it and write names out",
    ),
    "nested-xml": (
        "f.rdf",
        RDF_XML + "<rdf:Description><a:x>\n" * 200,  # line n opens the elements 2n and 2n + 1
        "f.rdf:50: nested deeper than any record; is this RDF/XML?",
    ),
    "not-xml": (
        "f.rdf",
        f"{RDF_XML}\n<a:b></rdf:RDF>",
        "f.rdf:2: not RDF/XML: mismatched tag; save it again with the tool that it comes from",
    ),
    "nested-triple-terms": (
        "f.nt",
        "<a:a> <a:b> " + "<<( <a:c> <a:d> " * 30000 + "<a:e>" + " )>>" * 30000 + " .",
        "f.nt: triple terms nested deeper than any record; write rdf:Statement",
    ),
    "empty": ("f.ttl", " \n", "f.ttl: the file is empty"),
    "no-triple": (
        "f.ttl",
        "# nothing yet\n",
        "f.ttl: the file holds no triple; write what a source says, or leave it out",
    ),
    "no-suffix": ("graph", "<a:a> <a:b> <a:c> .", "graph: 'no suffix' is no RDF file; known are: .ttl, .trig, "),
    "binary": ("f.ttl", "\0", "f.ttl: not a text file (it holds NUL bytes); write UTF-8 text"),
}


@pytest.mark.parametrize(("name", "text", "wanted"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(name: str, text: str, wanted: str, tmp_path: Path) -> None:
    """A file that cannot be read is told with its line, and what it would have held is not missed elsewhere."""
    (tmp_path / name).write_text(text, "utf-8")
    files = rdf.read(tmp_path / name, name)
    (line,) = files.unreadable
    assert line.startswith(wanted)
    assert line == wanted or wanted.endswith((": ", "; ", ", "))
    assert files.unread == {*SHEETS, dataset.EVIDENCE, dataset.RECORDS}


def test_missing(tmp_path: Path) -> None:
    """A file that is not there is told, not raised."""
    assert rdf.read(tmp_path / "f.ttl", "f.ttl").unreadable == ["f.ttl: the file is missing"]


def test_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is larger than the limit is refused before it is read."""
    monkeypatch.setattr(parse, "MAX_FILE", 20)
    (tmp_path / "f.ttl").write_text("<id/org/a> a <ontology#Organization> .", "utf-8")
    (line,) = rdf.read(tmp_path / "f.ttl", "f.ttl").unreadable
    assert line == "f.ttl: larger than 0 MB, the most that is read; part it into several files"


def test_brackets_in_texts() -> None:
    """Brackets in texts nest nothing, however many there are."""
    guard.triple_terms('<a:a> <a:b> "<<" .\n' * 500, "f.nt")
