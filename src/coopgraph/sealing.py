"""Seal a dataset against its texts: the digest of the words under every span, of every text, and its length.

What a person writes is where the words stand; what is written here is the proof that they are the same words. The
digests themselves are explained in :mod:`coopgraph.texts`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coopgraph.curated import swap
from coopgraph.curated.form import canonical
from coopgraph.errors import InputError
from coopgraph.loaders import dataset
from coopgraph.loaders.dataset import EVIDENCE
from coopgraph.loaders.evidence import COLUMNS
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Row, Table
from coopgraph.records import Records, SourceDocument, Span
from coopgraph.source import Source
from coopgraph.texts import Texts


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many spans have a digest now, how many have none (their text is not at hand), and which documents got
    their digest and length filled in."""

    spans: int
    unsealed: int
    filled: tuple[str, ...]


def seal(folder: Path, sources: Path) -> Sealed:
    """Make evidence.csv of a dataset anew from the texts, and fill in sha256 and length where sources.csv has none.

    Digests of documents whose text is not at hand are kept. Both files are written, or none. Raises InputError for a
    span outside its text, and for a text that is another than the one recorded: sealing it would declare whatever
    stands there to be right. Raises UsageError when the files cannot be written.
    """
    files, mark = swap.snapshot(folder)
    records = dataset.records(files)
    texts = Texts(sources, records.documents())
    for ident in sorted(texts.changed):
        place = records.documents()[ident].source.at("sha256")
        raise InputError(
            f"{place}: the text of {ident} is another than the one recorded; see with validate --sources which spans "
            "moved, correct them, then empty sha256 and length here and seal again"
        )
    sealed = _digests(records, texts)
    empty = _empty(records, texts)
    files.tables[EVIDENCE] = [_evidence(sealed, files.folder)]
    files.tables["sources"] = [_filled(one, empty) for one in files.tables["sources"]]
    made = canonical(files)
    wanted = ("evidence.csv", "sources.csv") if empty else ("evidence.csv",)
    swap.write(folder, {name: made[name] for name in wanted}, expected=mark)
    return Sealed(len(sealed), len(records.spans()) - len(sealed), tuple(sorted(empty)))


def supplement(files: Files, texts: Texts) -> Files:
    """Return files with the digest of every span that had none, and of every source that had none its digest and
    length, as far as the texts are at hand. What is there already stays; nothing is written.

    A span outside its text, or of a text that is another than the one recorded, gets none: validation tells of it.
    Raises RecordsError for wrong records.
    """
    records = dataset.records(files)
    open_ = (span for span in records.spans() if span not in records.digests and span.document not in texts.changed)
    fresh = {span: sealed for span in open_ if (sealed := texts.seal(span))}
    found = files + Files({EVIDENCE: [_evidence(fresh, files.folder)]} if fresh else {})
    empty = _empty(records, texts)
    found.tables["sources"] = [_filled(one, empty) for one in found.tables.get("sources", ())]
    return found


def released(files: Files, spans: Collection[Span]) -> Files:
    """Return files without the digests of some spans: those that no claim rests on any more."""
    gone = {str(span) for span in spans}

    def kept(row: Row) -> bool:
        document, start, end = (row.cells.get(column, "") for column in COLUMNS[:3])
        return f"{document}:{start.lstrip('0') or '0'}-{end.lstrip('0')}" not in gone

    tables = [replace(one, rows=[row for row in one.rows if kept(row)]) for one in files.tables.get(EVIDENCE, ())]
    return replace(files, tables={**files.tables, EVIDENCE: tables}) if gone else files


def _evidence(sealed: Mapping[Span, str], folder: str) -> Table:
    place = Source(f"{folder}/{EVIDENCE}.csv")
    cells = ({"source": s.document, "start": str(s.start), "end": str(s.end), "sha256": d} for s, d in sealed.items())
    return Table(place.file, COLUMNS, [Row(place, cell) for cell in cells])


def _empty(records: Records, texts: Texts) -> dict[str, dict[str, str]]:
    """Return digest and length for each document that lacks one of them and whose text is at hand."""
    lacking = (d for d in records.documents().values() if texts.has(d.id) and not (d.sha256 and d.length))
    return {d.id: _sealed_cells(d, texts) for d in lacking}


def _filled(table: Table, cells: dict[str, dict[str, str]]) -> Table:
    rows = [replace(row, cells={**row.cells, **cells.get(row.cells.get("id", ""), {})}) for row in table.rows]
    added = [column for column in ("sha256", "length") if column not in table.header]
    return replace(table, header=(*table.header, *added), rows=rows)


def _digests(records: Records, texts: Texts) -> dict[Span, str]:
    found: dict[Span, str] = {}
    for span, claims in records.spans().items():
        kept = texts.seal(span) if texts.has(span.document) else records.digests.get(span)
        if kept:
            found[span] = kept
        elif texts.has(span.document):
            raise InputError(
                f"{claims[0].source.at('at')}: the span {span} lies outside its text of "
                f"{texts.length(span.document)} characters; write offsets within it"
            )
    return found


def _sealed_cells(document: SourceDocument, texts: Texts) -> dict[str, str]:
    text = texts.whole(document.id)
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "length": str(len(text))}
