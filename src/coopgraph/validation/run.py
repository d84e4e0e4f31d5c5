"""All checks over one dataset: the shapes, what they miss, and what SHACL cannot do."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.records import Records, Span
from coopgraph.texts import Texts
from coopgraph.triples import Quads, iri
from coopgraph.validation import against_texts, coverage, geography, likeness, shacl
from coopgraph.validation.checks import checks
from coopgraph.validation.report import Finding, Report
from coopgraph.vocab import IDS, split


def validate(records: Records, quads: Quads, texts: Texts | None = None) -> Report:
    """Run every check and return the report; each finding knows its place, its record's label and the remedy.

    ``quads`` are those of ``records`` (:func:`coopgraph.triples.quads`). With ``texts`` every evidence span is
    held against its source, and findings show the sentences that their record rests on. Never raises for bad
    data. Cost: some seconds for three hundred claims.
    """
    found = shacl.run(shacl.data_graph([*quads.lines, *ontology.nquads()]))
    triples = [q.triple for q in ox.parse(quads.to_bytes(), format=ox.RdfFormat.N_QUADS)]
    found += coverage.findings(triples, ontology.triples())
    found += likeness.findings(records)
    found += geography.findings(records)
    if texts:
        found += against_texts.findings(records, texts)
    labels = _labels(records, quads)
    subjects = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    report = Report(
        [_placed(f, labels, quads) for f in found],
        checked=sum(s.startswith(IDS) for s in subjects),
        checks=len({c.code for c in checks().values()}),
        spans=len(records.spans()) if texts else 0,
        texts=sum(texts.has(d) for d in records.documents()) if texts else 0,
    )
    return report.with_sentences(_Sentences(quads, texts)) if texts else report


def _placed(finding: Finding, labels: dict[str, str], quads: Quads) -> Finding:
    source = finding.source or quads.origins.find(finding.node, finding.path)
    return replace(finding, source=source, label=finding.label or labels.get(finding.node, ""))


def _labels(records: Records, quads: Quads) -> dict[str, str]:
    """Return what to call each node: records by their English name, claims by what they say."""
    named = {f"{kind}/{slug}": record.names.get("en", "") for (kind, slug), record in records.named.items()}
    labels = {iri(ident): name for ident, name in named.items() if not ident.startswith("country/")}
    by_place = {source: node for node, source in quads.origins.nodes.items()}
    for claim in records.claims:
        if node := by_place.get(claim.source):
            value = named.get(claim.value.text, claim.value.text)
            labels[node] = f"{named.get(claim.subject, claim.subject)} – {claim.key}: {value}"
    return labels


class _Sentences:
    """Answers with the words that a claim, a participation or an evidence rests on."""

    def __init__(self, quads: Quads, texts: Texts) -> None:
        self.texts = texts
        self.spans: dict[str, list[Span]] = {}
        for line in quads.lines:
            subject, predicate, rest = line.split(" ", 2)
            if predicate.endswith("ontology#evidence>"):
                self.spans.setdefault(subject[1:-1], []).append(_span(rest.split(" ", 1)[0][1:-1]))

    def __call__(self, node: str) -> tuple[str, ...]:
        spans = self.spans.get(node, [])
        if (split(node) or ("", ""))[0] == "evidence":
            spans = [_span(node)]
        texts = (self.texts.text(span) for span in sorted(spans, key=str))
        return tuple(dict.fromkeys(t for t in texts if t))


def _span(evidence: str) -> Span:
    document, _, part = evidence.rpartition("/")[2].partition(".")
    start, _, end = part.partition("-")
    return Span(document=document, start=int(start), end=int(end))
