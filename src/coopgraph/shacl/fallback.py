"""What has no SPARQL form is checked by pySHACL, on a copy of the data in memory: slow, and said in the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.shacl import paths
from coopgraph.shacl.parse import Shapes
from coopgraph.shacl.paths import Path
from coopgraph.shacl.results import Result
from coopgraph.shacl.terms import SH, XSD, Index, Term, sh

if TYPE_CHECKING:
    import rdflib

    from coopgraph.shacl.datagraph import DataGraph

_TARGETS = {sh(n) for n in ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")}


def run(shapes: Shapes, roots: Sequence[Term], data: DataGraph, focus: Sequence[Term] | None) -> list[Result]:
    """Return the results of some root shapes.

    Raises InputError when pySHACL refuses them. Cost: that of pySHACL, and of a copy of the data in rdflib.
    """
    import pyshacl
    from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure

    if focus is not None and not focus:
        return []
    asked = _only(shapes, roots)
    named = focus is not None and all(isinstance(f, ox.NamedNode) for f in focus)
    try:
        _, found, _ = pyshacl.validate(
            to_rdflib(data.triples()),
            shacl_graph=to_rdflib(asked),
            inference="none",
            inplace=True,
            advanced=False,
            do_owl_imports=False,
            focus_nodes=[_there(f) for f in focus or ()] if named else None,
        )
    except (ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure) as error:
        raise InputError(f"pySHACL, which must check what cannot be compiled, refuses: {error}") from error
    if not hasattr(found, "serialize"):
        raise InputError(f"pySHACL, which must check what cannot be compiled, failed: {found}")
    done = results(found)
    return done if focus is None or named else [r for r in done if r.focus in set(focus)]


def _only(shapes: Shapes, roots: Sequence[Term]) -> list[ox.Triple]:
    """Return the triples of the shapes, without the targets of all others."""
    implicit = {s.node for s in shapes.targeted if s.node not in roots}
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    return [
        t
        for t in shapes.triples
        if t.subject in roots or not (t.predicate in _TARGETS or (t.predicate == rdf_type and t.subject in implicit))
    ]


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Return triples as a graph of rdflib, literals as they are written."""
    import rdflib

    graph = rdflib.Graph()
    for t in triples:
        graph.add((_there(t.subject), _there(t.predicate), _there(t.object)))
    return graph


def _there(term: Term) -> rdflib.term.Identifier:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == XSD + "string"
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value), normalize=False)


def _here(term: rdflib.term.Node) -> Term:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD + "string")))


def results(graph: rdflib.Graph) -> list[Result]:
    """Return the results of a report graph in rdflib."""
    found = Index(ox.Triple(_here(s), _here(p), _here(o)) for s, p, o in graph)  # type: ignore[arg-type]
    done = []
    reported = [r for report in found.subjects(sh("result")) for r in found.objects(report, sh("result"))]
    for node in reported:  # not what sh:detail adds
        path = found.one(node, sh("resultPath"))
        done.append(
            Result(
                found.objects(node, sh("focusNode"))[0],
                _path(found, path, node),
                found.one(node, sh("value")),
                found.objects(node, sh("sourceShape"))[0],
                found.objects(node, sh("sourceConstraintComponent"))[0],
                found.one(node, sh("sourceConstraint")),
                found.one(node, sh("resultSeverity")) or ox.NamedNode(SH + "Violation"),
                tuple(m for m in found.objects(node, sh("resultMessage")) if isinstance(m, ox.Literal)),
            )
        )
    return done


def _path(found: Index, node: Term | None, result: Term) -> Path | None:
    return None if node is None else paths.read(found, node, result)
