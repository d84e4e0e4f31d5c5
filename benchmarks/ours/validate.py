"""Validation by the compiled shapes; the data are in the store, the shapes are compiled in the time measured."""

from __future__ import annotations

import pyoxigraph as ox

from benchmarks import probe
from coopgraph import shacl


def prepare(given: probe.Given) -> tuple[ox.Store, list[ox.Triple]]:
    """Read the data and the shapes."""
    store = ox.Store()
    store.bulk_load(path=given["data"], format=ox.RdfFormat.N_TRIPLES)
    shapes = ox.parse(path=given["shapes"], format=ox.RdfFormat.N_TRIPLES)
    return store, [quad.triple for quad in shapes]


def work(ready: tuple[ox.Store, list[ox.Triple]]) -> shacl.Report:
    """Compile and validate."""
    store, shapes = ready
    return shacl.compile(shacl.Shapes.parse(shapes)).validate(store)


def answer(report: shacl.Report, given: probe.Given) -> list[list[str]]:
    """Return the findings, sorted."""
    return sorted(_finding(result) for result in report.results)


def _finding(result: shacl.Result) -> list[str]:
    path = result.path
    way = "" if path is None else path.iri if path.kind == "predicate" else "_"
    parts = (result.focus, result.source_shape, result.constraint_component)
    focus, shape, component = ("_" if isinstance(p, ox.BlankNode) else getattr(p, "value", "") for p in parts)
    value = "_" if isinstance(result.value, ox.BlankNode) else getattr(result.value, "value", "")
    return [focus, shape, component.rpartition("#")[2], way, value]


if __name__ == "__main__":
    probe.run(prepare, work, answer)
