"""Validation by pySHACL over an rdflib graph, both graphs read beforehand."""

from __future__ import annotations

import logging

import pyshacl
import rdflib

from benchmarks import probe

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


def prepare(given: probe.Given) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Read the data and the shapes."""
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    data, shapes = rdflib.Graph(), rdflib.Graph()
    data.parse(given["data"], format="nt")
    shapes.parse(given["shapes"], format="nt")
    return data, shapes


def work(ready: tuple[rdflib.Graph, rdflib.Graph]) -> rdflib.Graph:
    """Validate, with nothing that takes longer than it must."""
    data, shapes = ready
    results: rdflib.Graph
    _, results, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        inplace=True,
        advanced=False,
        do_owl_imports=False,
        allow_infos=True,
        allow_warnings=True,
    )
    return results


def answer(results: rdflib.Graph, given: probe.Given) -> list[list[str]]:
    """Return the findings, sorted."""
    names = ("focusNode", "sourceShape", "sourceConstraintComponent", "resultPath", "value")
    found = []
    for node in results.subjects(rdflib.RDF.type, SH.ValidationResult):
        terms = (results.value(node, SH[name]) for name in names)
        row = ["_" if isinstance(t, rdflib.BNode) else "" if t is None else str(t) for t in terms]
        found.append([*row[:2], row[2].rpartition("#")[2], *row[3:]])
    return sorted(found)


if __name__ == "__main__":
    probe.run(prepare, work, answer)
