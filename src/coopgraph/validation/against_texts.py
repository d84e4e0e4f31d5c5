"""C53: hold every evidence span against the text of its source."""

from __future__ import annotations

from collections.abc import Iterator

from coopgraph.nquads import iri
from coopgraph.records import Records, Span
from coopgraph.source import Source
from coopgraph.texts import Texts
from coopgraph.validation.checks import by_code, checks
from coopgraph.validation.report import Finding
from coopgraph.vocab import SHAPES, mint


def findings(records: Records, texts: Texts) -> Iterator[Finding]:
    """Yield a violation for each span that is not what it was, and each text that is another than recorded.

    A source without a digest is told by C49, a span beyond the recorded length by C47: neither is told here again.
    """
    for ident, document in sorted(records.documents().items()):
        node = iri(f"source/{ident}")
        if not texts.has(ident) and not document.sha256:
            continue
        if not texts.has(ident):
            message = f"The text of this source is not in {texts.folder}: its evidence was not looked at"
            finding = by_code("C53").finding(message, node=node, source=document.source)
            yield _softer(finding)
        elif ident in texts.changed:
            message = "The file at hand is another than the one recorded (its sha256 differs)"
            yield by_code("C53").finding(message, node=node, source=document.source.at("sha256"))
        elif document.length and texts.length(ident) != document.length:
            message = f"The text has {texts.length(ident)} characters, not {document.length} (bytes do not count)"
            yield by_code("C53").finding(message, node=node, source=document.source.at("length"))
    lengths = {ident: document.length for ident, document in records.documents().items()}
    for span, claims in sorted(records.spans().items(), key=lambda item: str(item[0])):
        within = span.end <= (lengths.get(span.document) or span.end)
        if within and texts.has(span.document) and (sealed := records.digests.get(span)):
            yield from _span(span, claims[0].source, sealed, texts)


def _softer(finding: Finding) -> Finding:
    from dataclasses import replace

    return replace(finding, severity="warning", remedy="Put the file into the folder, or leave --sources out.")


def _span(span: Span, place: Source, sealed: str, texts: Texts) -> Iterator[Finding]:
    if texts.seal(span) == sealed:
        yield from _cut(span, place, texts)
        return
    node = mint("evidence", span.document, f"{span.start}-{span.end}")
    moved = texts.locate(span, sealed)
    now = f"the sentence is now at {moved.start}-{moved.end}" if moved else "the sentence is gone"
    message = f"At {span.start}-{span.end} the source says something else; {now}"
    yield by_code("C53").finding(message, node=node, source=place.at("at"), value=str(span))


def _cut(span: Span, place: Source, texts: Texts) -> Iterator[Finding]:
    """Yield a warning when a letter or digit stands right before and right after an end of the span."""
    whole, node = texts.whole(span.document), mint("evidence", span.document, f"{span.start}-{span.end}")
    if any(0 < end < len(whole) and whole[end - 1 : end + 1].isalnum() for end in (span.start, span.end)):
        said = f"The span begins or ends within a word: “{texts.text(span)}”"
        yield checks()[SHAPES + "C53-word"].finding(said, node=node, source=place.at("at"), value=str(span))
