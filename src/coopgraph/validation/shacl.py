"""Run the shapes with pySHACL, in its own Python API, and turn its results into findings.

The data are validated as they are, without inference: range axioms would type what is missing and so hide it.
Ontology and vocabulary are part of the data graph, since the checks ask what a term is. Cross-record checks run
once a dataset (their focus is the ontology's IRI) and name the record at fault in sh:value.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, cast

from coopgraph import assets
from coopgraph.validation.checks import by_code, checks
from coopgraph.validation.report import Finding, Severity
from coopgraph.vocab import ONTOLOGY, PREFIXES, compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib

_SH = PREFIXES["sh"]


def data_graph(lines: Iterable[str]) -> rdflib.Graph:
    """Return N-Quads lines as one rdflib graph, graph names dropped: a copy in memory, never over a store."""
    import rdflib

    # a line is "s p o <graph> ." and a graph name holds no blank
    text = "\n".join(line.rsplit(" <", 1)[0] + " ." for line in lines)
    with _quiet():
        return rdflib.Graph().parse(data=text, format="nt")


def run(graph: rdflib.Graph) -> list[Finding]:
    """Return the findings of all shapes on a data graph.

    Ill-typed literals ("2016-13-40"^^xsd:date) are findings of their own and are taken out first: pySHACL stops
    at some and overlooks others. Cost: some seconds for ten thousand triples; most of it SPARQL in rdflib.
    """
    import pyshacl

    findings = _ill_typed(graph)
    with _quiet():
        _, results, _ = pyshacl.validate(
            graph,
            shacl_graph=_shapes(),
            inference="none",
            inplace=True,
            advanced=False,
            do_owl_imports=False,
            allow_infos=True,
            allow_warnings=True,
        )
    return findings + [_finding(results, node) for node in _result_nodes(results)]


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for path in assets.files("shapes", "*.ttl"):
        graph.parse(path, format="turtle")
    return graph


def _result_nodes(results: rdflib.Graph) -> list[rdflib.term.Node]:
    import rdflib

    return list(results.subjects(rdflib.RDF.type, rdflib.URIRef(_SH + "ValidationResult")))


def _finding(results: rdflib.Graph, node: rdflib.term.Node) -> Finding:
    import rdflib

    def get(name: str) -> str:
        found = results.value(node, rdflib.URIRef(_SH + name))
        return "" if found is None else str(found)

    shape, focus, value, path = get("sourceShape"), get("focusNode"), get("value"), get("resultPath")
    check = checks().get(shape)
    if focus == ONTOLOGY:
        focus, value = value, ""
    severity = get("resultSeverity").removeprefix(_SH).lower()
    return Finding(
        code=check.code if check else "SHACL",
        severity=cast(Severity, severity),
        message=_words(get("resultMessage")),
        remedy=check.remedy if check else "",
        node=focus,
        path=path if path.startswith("http") else "",
        value=value,
        shape=shape,
    )


def _words(message: str) -> str:
    """Return a message with our ids and terms short, as in the curated files."""
    words = message.split()
    return " ".join(compact(w.strip("<>")) if w.strip("<>").startswith("http") else w for w in words)


def _ill_typed(graph: rdflib.Graph) -> list[Finding]:
    import rdflib

    found = []
    wrong = [t for t in graph if isinstance(t[2], rdflib.Literal) and t[2].ill_typed]
    for s, p, o in wrong:
        graph.remove((s, p, o))
        literal = cast(rdflib.Literal, o)
        message = f"{str(literal)!r} is not a value of type {compact(str(literal.datatype))}"
        found.append(by_code("C56").finding(message, node=str(s), path=str(p), value=str(literal)))
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from printing a traceback for each ill-typed literal: they are findings."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
