"""Validation of a graph alone: a built store, or a dataset behind an endpoint, without the curated files.

Everything that the graph can tell is checked. What only the files can tell is said in the report: their form, and
the line of a finding where no origins were kept.
"""

from __future__ import annotations

from coopgraph.nquads import Origins
from coopgraph.store.base import Store
from coopgraph.texts import Texts
from coopgraph.validation import against_texts, geography, likeness, literals, onegraph, readback
from coopgraph.validation.checks import checks
from coopgraph.validation.labels import labels
from coopgraph.validation.report import Report
from coopgraph.validation.run import COMPILED, described, judged, placed, with_sentences
from coopgraph.vocab import graph

FORM = "the form of the curated files was not looked at"
PLACES = "where each finding was written down is not known"


def validate_store(
    store: Store, origins: Origins | None = None, texts: Texts | None = None, engine: str = COMPILED
) -> Report:
    """Run every check that needs only the graph, and return the report; ``origins`` give findings their places.

    What is derived from the rest is not looked at. With ``texts`` every span is held against its source. Raises
    UnknownName for another engine, EndpointError when an endpoint does not give the whole graph. Cost: some
    30 seconds and a gigabyte for 10,000 events (1.6 million quads), nearly linear.
    """
    vocabulary = [q.triple for q in store.quads(graph("vocabulary"))]
    known = origins or Origins()
    with onegraph.of_store(store) as data:
        wrong = literals.in_store(data)
        found = judged(data, wrong, vocabulary, engine)
        told = readback.records(data, known, texts is not None)
        found += [*likeness.findings(told), *geography.findings(told)]
        if texts:
            found += against_texts.findings(told, texts)
        report = Report(
            placed(found, labels(data, {f.node for f in found}), known),
            checked=described(data),
            checks=len({c.code for c in checks().values()}),
            spans=texts.at_hand(told.spans()) if texts else 0,
            texts=sum(texts.has(d) for d in told.documents()) if texts else 0,
            unchecked=(FORM,) if known.nodes else (FORM, PLACES),
        )
        return with_sentences(report, data, texts) if texts else report
