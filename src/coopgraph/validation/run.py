"""All checks over one dataset: the shapes, what they miss, and what SHACL cannot do.

:mod:`.stored` does the same for a graph without its curated files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.errors import UnknownName
from coopgraph.nquads import Origins, Quads, iri
from coopgraph.records import Records
from coopgraph.texts import Texts
from coopgraph.validation import (
    against_texts,
    coverage,
    geography,
    likeness,
    literals,
    onegraph,
    readback,
    referee,
    shacl,
)
from coopgraph.validation.checks import checks
from coopgraph.validation.report import Finding, Report
from coopgraph.vocab import IDS

_SENTENCE = 1000
COMPILED = "compiled"
ENGINES: dict[str, Callable[[ox.Store], list[Finding]]] = {COMPILED: shacl.run, "pyshacl": referee.run}
"""What runs the shapes: SPARQL compiled from them, or pySHACL, which is slow and finds the same."""


def validate(records: Records, quads: Quads, texts: Texts | None = None, engine: str = COMPILED) -> Report:
    """Run every check and return the report; each finding knows its place, its record's label and the remedy.

    ``quads`` are those of ``records`` (:func:`coopgraph.triples.quads`). With ``texts`` every evidence span is
    held against its source, and findings show the sentences that their record rests on. Never raises for bad
    data; raises UnknownName for another ``engine``. Cost: linear; a second for a thousand events.
    """
    data = onegraph.of_lines([*quads.lines, *ontology.nquads()])
    wrong = literals.in_lines(quads.lines).values()
    found = judged(data, wrong, ontology.triples(), engine)
    found += likeness.findings(records)
    found += geography.findings(records)
    if texts:
        found += against_texts.findings(records, texts)
    report = Report(
        placed(found, _labels(records, quads, {f.node for f in found}), quads.origins),
        checked=described(data),
        checks=len({c.code for c in checks().values()}),
        spans=texts.at_hand(records.spans()) if texts else 0,
        texts=sum(texts.has(d) for d in records.documents()) if texts else 0,
    )
    return with_sentences(report, data, texts) if texts else report


def shapes_of(lines: Iterable[str], engine: str = COMPILED) -> list[Finding]:
    """Return what shapes and datatypes find in N-Quads lines, vocabulary among them, without any record at hand.

    Raises UnknownName for another ``engine``.
    """
    told = list(lines)
    wrong = literals.in_lines(told).values()
    return literals.findings(wrong) + _shapes(onegraph.of_lines(told), wrong, engine)


def judged(
    data: ox.Store, wrong: Iterable[ox.Triple], vocabulary: Iterable[ox.Triple], engine: str = COMPILED
) -> list[Finding]:
    """Return what coverage, datatypes and shapes find in a store of one graph.

    ``wrong`` are its triples with an ill-typed literal. They are findings and leave the store before the shapes look at
    it: one engine stops at some, another overlooks others. Raises UnknownName for another ``engine``.
    """
    told = list(wrong)
    found = [*coverage.findings(data, vocabulary), *literals.findings(told)]
    return found + _shapes(data, told, engine)


def _shapes(data: ox.Store, wrong: Iterable[ox.Triple], engine: str) -> list[Finding]:
    if engine not in ENGINES:
        raise UnknownName("engine", engine, ENGINES)
    for triple in wrong:
        data.remove(ox.Quad(*triple))
    return ENGINES[engine](data)


def described(data: ox.Store) -> int:
    """Return how many things of ours a store of one graph describes."""
    asked = f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{IDS}")) }}'
    ((count,),) = data.query(asked)  # type: ignore[misc]
    assert isinstance(count, ox.Literal)
    return int(count.value)


def placed(found: Iterable[Finding], labels: Mapping[str, str], origins: Origins) -> list[Finding]:
    """Return findings with the place of their node or property, and its label, where they have none."""
    done = []
    for finding in found:
        source = finding.source if finding.source and finding.source.file else origins.find(finding.node, finding.path)
        done.append(replace(finding, source=source, label=finding.label or labels.get(finding.node, "")))
    return done


def with_sentences(report: Report, data: ox.Store, texts: Texts) -> Report:
    """Return the report with the words of the sources that each finding's node rests on."""
    spans = readback.evidence(data, {f.node for f in report if f.node})

    def sentences(node: str) -> tuple[str, ...]:
        told = (texts.text(span) for span in sorted(spans.get(node, ()), key=str))
        return tuple(dict.fromkeys(_brief(t) for t in told if t))

    return report.with_sentences(sentences)


def _brief(sentence: str) -> str:
    """Return a sentence without its middle when it is none but half a text, as under a span with a slip."""
    return sentence if len(sentence) <= _SENTENCE else f"{sentence[: _SENTENCE - 100]} … {sentence[-100:]}"


def _labels(records: Records, quads: Quads, nodes: set[str]) -> dict[str, str]:
    """Return what to call some nodes: records by their English name, claims by what they say."""
    if not nodes:
        return {}
    named = {f"{kind}/{slug}": record.names.get("en", "") for (kind, slug), record in records.named.items()}
    labels = {iri(ident): name for ident, name in named.items() if not ident.startswith("country/")}
    places = {quads.origins.nodes[node]: node for node in sorted(nodes) if node in quads.origins.nodes}
    for claim in records.claims:
        if node := places.get(claim.source):
            value = named.get(claim.value.text, claim.value.text)
            labels[node] = f"{named.get(claim.subject, claim.subject)} – {claim.key}: {value}"
    return labels
