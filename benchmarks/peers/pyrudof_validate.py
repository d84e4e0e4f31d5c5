"""Validation by rudof (Rust), through its Python bindings, both graphs read beforehand."""

from __future__ import annotations

import pyrudof

from benchmarks import probe


def prepare(given: probe.Given) -> pyrudof.Rudof:
    """Read the data and the shapes."""
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(given["data"], pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(given["shapes"], pyrudof.ShaclFormat.NTriples)
    return rudof


def work(rudof: pyrudof.Rudof) -> pyrudof.ShaclValidationReport:
    """Validate with its native engine, which its documentation recommends."""
    return rudof.validate_shacl()


def answer(report: pyrudof.ShaclValidationReport, given: probe.Given) -> list[list[str]]:
    """Return the findings, sorted; a path of several steps is ``_``, as with the others."""
    return sorted(
        [
            _plain(entry.focus_node),
            _plain(entry.source_shape),
            _plain(entry.constraint_component).rpartition("#")[2],
            path if (path := _plain(entry.path)).startswith("http") or not path else "_",
            _plain(entry.value),
        ]
        for entry in report.violations
    )


def _plain(term: object) -> str:
    """Return a term as the others write it: an IRI without brackets, a literal's text, ``_`` for a blank node."""
    text = "" if term is None else str(term)
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if text.startswith('"'):
        return text[1 : text.rindex('"')].replace('\\"', '"').replace("\\\\", "\\")
    return "_" if text.startswith("_:") else text


if __name__ == "__main__":
    probe.run(prepare, work, answer)
