"""What a validation found: results and reports, as Python and as the triples of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.shacl.paths import Path
from coopgraph.shacl.terms import RDF, Term, sh

_TYPE = ox.NamedNode(RDF + "type")


@dataclass(frozen=True, slots=True)
class Result:
    """One violation of one constraint. ``path`` and ``value`` are None where the constraint has none."""

    focus: Term
    path: Path | None
    value: Term | None
    source_shape: Term
    constraint_component: Term
    source_constraint: Term | None
    severity: Term
    messages: tuple[ox.Literal, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What results are sorted by; the shape last, for a blank node is called otherwise at every reading."""
        path, component = self.path.sparql() if self.path else "", str(self.constraint_component)
        said = "\n".join(m.value for m in self.messages)
        return (str(self.focus), path, component, str(self.value or ""), said, str(self.source_shape))


@dataclass(frozen=True, slots=True)
class Report:
    """The results of a validation, sorted.

    ``seconds`` has the time of each query by its name, ``elsewhere`` the shapes that pySHACL checked, with the reason.
    """

    results: list[Result]
    seconds: dict[str, float] = field(default_factory=dict)
    elsewhere: dict[Term, str] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether there is no result, of whatever severity."""
        return not self.results

    def to_triples(self) -> list[ox.Triple]:
        """Return the report graph of the standard; its blank nodes are ``_:r0``, ``_:r1`` …, in order."""
        names = (ox.BlankNode(f"r{i}") for i in range(10**9))
        report = next(names)
        triples = [
            ox.Triple(report, _TYPE, sh("ValidationReport")),
            ox.Triple(report, sh("conforms"), ox.Literal(self.conforms)),
        ]
        for result in self.results:
            node = next(names)
            triples.append(ox.Triple(report, sh("result"), node))
            triples += _triples(result, node, names)
        return triples


def _triples(result: Result, node: ox.BlankNode, names: Iterator[ox.BlankNode]) -> Iterator[ox.Triple]:
    yield ox.Triple(node, _TYPE, sh("ValidationResult"))
    yield ox.Triple(node, sh("focusNode"), result.focus)
    yield ox.Triple(node, sh("resultSeverity"), result.severity)
    yield ox.Triple(node, sh("sourceConstraintComponent"), result.constraint_component)
    yield ox.Triple(node, sh("sourceShape"), result.source_shape)
    if result.source_constraint is not None:
        yield ox.Triple(node, sh("sourceConstraint"), result.source_constraint)
    if result.value is not None:
        yield ox.Triple(node, sh("value"), result.value)
    if result.path is not None:
        head, triples = result.path.triples(names)
        yield from triples
        yield ox.Triple(node, sh("resultPath"), head)
    for message in result.messages:
        yield ox.Triple(node, sh("resultMessage"), message)
