"""Seal a dataset against its texts: the digest of the words under every span, of every text, and its length.

What a person writes is where the words stand; what is written here is the proof that they are the same words. The
digests themselves are explained in :mod:`coopgraph.texts`.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coopgraph.errors import InputError
from coopgraph.export.write import writing
from coopgraph.loaders import dataset
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

    Digests of documents whose text is not at hand are kept. Raises InputError for a span outside its text, and for
    a text that is another than the one recorded: sealing it would declare whatever stands there to be right.
    """
    records = dataset.load(folder)
    texts = Texts(sources, records.documents())
    for ident in sorted(texts.changed):
        place = records.documents()[ident].source.at("sha256")
        raise InputError(
            f"{place}: the text of {ident} is another than the one recorded; see with validate --sources which spans "
            "moved, correct them, then empty sha256 and length here and seal again"
        )
    sealed = _digests(records, texts)
    filled = _fill(folder / "sources.csv", records, texts)
    rows = [(s.document, s.start, s.end, digest) for s, digest in sealed.items()]
    _write(folder / "evidence.csv", [("source", "start", "end", "sha256"), *sorted(rows)])
    return Sealed(len(sealed), len(records.spans()) - len(sealed), filled)


def supplement(files: Files, texts: Texts) -> Files:
    """Return files with the digest of every span that had none, and of every source that had none its digest and
    length, as far as the texts are at hand. What is there already stays; nothing is written.

    A span outside its text, or of a text that is another than the one recorded, gets none: validation tells of it.
    Raises RecordsError for wrong records.
    """
    records = dataset.records(files)
    open_ = (span for span in records.spans() if span not in records.digests and span.document not in texts.changed)
    fresh = {span: sealed for span in open_ if (sealed := texts.seal(span))}
    place = Source(f"{files.folder}/{dataset.EVIDENCE}.csv")
    cells = ({"source": s.document, "start": str(s.start), "end": str(s.end), "sha256": d} for s, d in fresh.items())
    rows = sorted((Row(place, cell) for cell in cells), key=lambda row: tuple(row.cells.values()))
    found = files + Files({dataset.EVIDENCE: [Table(place.file, COLUMNS, rows)]} if rows else {})
    empty = {d.id: _sealed_cells(d, texts) for d in records.documents().values() if texts.has(d.id) and not d.sha256}
    found.tables["sources"] = [_filled(one, empty) for one in found.tables.get("sources", ())]
    return found


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


def _fill(path: Path, records: Records, texts: Texts) -> tuple[str, ...]:
    """Write digest and length of each text at hand into the empty cells of sources.csv; return whose."""
    empty = [d for d in records.documents().values() if texts.has(d.id) and not (d.sha256 and d.length)]
    if not empty:
        return ()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        header = [*(reader.fieldnames or ()), *(c for c in ("sha256", "length") if c not in (reader.fieldnames or ()))]
        rows = {row["id"].strip(): row for row in reader}
    for document in empty:
        rows[document.id] |= _sealed_cells(document, texts)
    _write(path, [header, *([row.get(column) or "" for column in header] for row in rows.values())])
    return tuple(sorted(d.id for d in empty))


def _sealed_cells(document: SourceDocument, texts: Texts) -> dict[str, str]:
    text = texts.whole(document.id)
    return {"sha256": hashlib.sha256(text.encode()).hexdigest(), "length": str(len(text))}


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    with writing(path) as file:
        file.write(out.getvalue().encode())
