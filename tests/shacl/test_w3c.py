"""The test suite of the W3C: every entry, in full."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from coopgraph.errors import InputError
from coopgraph.shacl import Result, Shapes, compile, paths
from coopgraph.shacl.terms import Index, Term, sh

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
BESIDE = Path(__file__).resolve().parents[3] / "shared"
SUITE = Path(os.environ.get("COOPGRAPH_SHARED") or BESIDE) / "suites" / "shacl"
ENTRIES = 98 + 23


@cache
def read(path: Path) -> Index:
    """Return the triples of a Turtle file; a file read twice has the same blank nodes."""
    quads = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    return Index(q.triple for q in quads)


def entries(folder: Path) -> Iterator[tuple[Path, Term]]:
    """Yield the file and node of each test, also of the one that no manifest includes."""
    for file in sorted(folder.rglob("*.ttl")):
        index = read(file)
        for manifest in index.subjects(ox.NamedNode(MF + "entries")):
            for head in index.objects(manifest, ox.NamedNode(MF + "entries")):
                yield from ((file, node) for node in index.list(head, manifest))


def local(term: Term) -> Path:
    """Return the path of a file's IRI."""
    assert isinstance(term, ox.NamedNode)
    return Path(term.value.removeprefix("file://"))


FOUND = list(entries(SUITE)) if SUITE.is_dir() else []


def test_the_whole_suite_is_here(absent: Callable[[str], None]) -> None:
    """The suite has 98 tests of the core and 23 of SPARQL."""
    if not SUITE.is_dir():
        absent(f"{SUITE} is missing: set COOPGRAPH_SHARED to the folder that holds suites/")
    assert len(FOUND) == ENTRIES


def name(found: tuple[Path, Term]) -> str:
    """Return what to call a test."""
    return str(found[0].relative_to(SUITE).with_suffix(""))


@pytest.mark.parametrize("found", FOUND, ids=name)
def test_entry(found: tuple[Path, Term]) -> None:
    """The report is the one that the suite expects, result for result."""
    found_results, wanted = compare(*found, exact_types=True)
    assert found_results == wanted


@pytest.mark.parametrize("found", FOUND, ids=name)
def test_entry_with_types_as_stored(found: tuple[Path, Term]) -> None:
    """All but one entry need no exact types: a store cannot tell an integer of 55 from a byte of 55."""
    found_results, wanted = compare(*found, exact_types=False)
    lost = wanted - found_results
    assert found_results <= wanted
    assert sum(lost.values()) == (name(found) == "core/property/datatype-ill-formed")


def compare(file: Path, node: Term, exact_types: bool) -> tuple[Counter[object], Counter[object]]:
    """Return the results, and those expected; a failure counts as one result that says so."""
    manifest = read(file)
    action, expected = (manifest.objects(node, ox.NamedNode(MF + n))[0] for n in ("action", "result"))
    data, shapes = (local(manifest.objects(action, ox.NamedNode(SHT + n))[0]) for n in ("dataGraph", "shapesGraph"))
    store = ox.Store()
    store.extend([ox.Quad(t.subject, t.predicate, t.object) for t in read(data).triples])
    if expected == ox.NamedNode(SHT + "Failure"):
        with pytest.raises(InputError):
            compile(Shapes.parse(read(shapes).triples), exact_types).validate(store)
        return Counter(["failure"]), Counter(["failure"])
    validator = compile(Shapes.parse(read(shapes).triples), exact_types)
    assert not validator.uncompiled
    report = validator.validate(store)
    same = data == shapes == file
    wanted = [told(manifest, r, same) for r in manifest.objects(expected, sh("result"))]
    messages = {w[-1] for w in wanted} != {()}
    assert str(report.conforms).lower() in str(manifest.objects(expected, sh("conforms"))[0])
    return Counter(shown(r, same, messages) for r in report.results), Counter(wanted)


def stored(term: Term) -> Term:
    """Return a term as a store holds it: numbers in their canonical form."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), term))
    (quad,) = store.quads_for_pattern(None, None, None)
    return quad.object


def anonymous(term: Term | None, same: bool) -> str:
    """Return a term as text; a blank node by its name only where both sides come from one file."""
    return "_:" if isinstance(term, ox.BlankNode) and not same else str(term and stored(term))


def told(index: Index, node: Term, same: bool) -> tuple[object, ...]:
    """Return an expected result."""
    path = index.one(node, sh("resultPath"))
    return (
        anonymous(index.one(node, sh("focusNode")), same),
        paths.read(index, path, node) if path is not None else None,
        anonymous(index.one(node, sh("value")), same),
        anonymous(index.one(node, sh("sourceShape")), same),
        str(index.one(node, sh("sourceConstraintComponent"))),
        str(index.one(node, sh("resultSeverity"))),
        tuple(sorted(str(m) for m in index.objects(node, sh("resultMessage")))),
    )


def shown(result: Result, same: bool, messages: bool) -> tuple[object, ...]:
    """Return a result as :func:`told` returns it, with its messages where the suite tells any."""
    return (
        anonymous(result.focus, same),
        result.path,
        anonymous(result.value, same),
        anonymous(result.source_shape, same),
        str(result.constraint_component),
        str(result.severity),
        tuple(sorted(str(m) for m in result.messages)) if messages else (),
    )
