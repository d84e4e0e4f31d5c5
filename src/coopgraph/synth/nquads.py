"""The same records as N-Quads, source by source, each line once; the countries come last, those referred to.

Claims get their names from 64 bits of a digest, and nobody sees here whether two get the same: among a hundred million
binary claims one pair does with a probability of 3 in 10,000.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, cast

from coopgraph.loaders.authority import SHEETS, names
from coopgraph.loaders.claims import SECTIONS
from coopgraph.records import Name, Named, Place, Records
from coopgraph.source import Source
from coopgraph.synth import cast as players
from coopgraph.synth import sheets
from coopgraph.synth.draw import digest
from coopgraph.synth.facts import COLUMNS, KINDS, Row
from coopgraph.synth.lines import Lines
from coopgraph.synth.reports import Synthesis
from coopgraph.triples import quads
from coopgraph.vocab import IDS

HERE = Source("synthetic")
BATCH = 200
"""Rows of the cast that are turned into lines at a time."""
_MODELS: dict[str, type[Named]] = {
    **{name: sheet.model for name, sheet in SHEETS.items()},
    **{name: model for name, (_, model) in SECTIONS.items()},
}
_COUNTRY = f"<{IDS}country/"


def write(made: Synthesis, file: Path, writing: sheets.Writing, tell: sheets.Tell) -> None:
    """Write one file, packed when its name ends in ``.gz``."""
    with writing(file) as raw, _packed(raw, file.suffix == ".gz") as out:
        for text in texts(made, tell):
            out.write(text.encode())


@contextmanager
def _packed(raw: BinaryIO, wanted: bool) -> Iterator[BinaryIO]:
    if not wanted:
        yield raw
        return
    with gzip.GzipFile("", "wb", 4, raw, mtime=0) as packed:
        yield cast(BinaryIO, packed)


def texts(made: Synthesis, tell: sheets.Tell) -> Iterator[str]:
    """Yield runs of lines."""
    lines = Lines()
    lands = {row[0]: _record("countries", made.world.columns, row) for row in made.world.territories}
    cast_ = chain(players.rows(made.world), made.faults.rows())
    while part := list(islice(cast_, BATCH)):
        yield _named(lines, part)
    for report in made.reports():
        ident, seed = report.ident, made.plan.seed
        told = [_named(lines, [(sheet, row) for sheet, rows in report.rows.items() for row in rows])]
        told += [lines.claim(ident, fact) for fact in report.facts]
        told += [lines.evidence(ident, at, digest(seed, ident, *at)) for at in report.stretches()]
        told += [lines.evidence(ident, at, "") for at in sorted(report.unsealed)]
        yield "".join(told)
        tell(report.events)
    for code in sorted(lines.countries):
        somewhere = Place.model_construct(source=HERE, id="somewhere", names={}, country=code)
        yield _text(
            line
            for line in quads(Records({("place", "somewhere"): somewhere, ("country", code): lands[code]})).lines
            if line.startswith(_COUNTRY)
        )


def _named(lines: Lines, rows: Iterable[tuple[str, Row]]) -> str:
    """Return the lines of some rows, and note their countries."""
    records = Records()
    for sheet, row in rows:
        record = _record(sheet, COLUMNS[sheet], row)
        records.named[KINDS[sheet], record.id] = record
        if country := getattr(record, "country", None):
            lines.countries[country] = None
    return _text(quads(records).lines)


def _text(lines: Iterable[str]) -> str:
    return "".join([f"{line}\n" for line in sorted(lines)])


def _record(sheet: str, columns: tuple[str, ...], row: Row) -> Named:
    """Return the record of a row, not checked: its cells are right, or wrong on purpose."""
    fields: dict[str, Any] = {"names": {}}
    for column, cell in zip(columns, row, strict=True):
        if column.startswith("name_"):
            fields["names"] |= {column.removeprefix("name_"): cell} if cell else {}
        elif column in ("also", "hidden"):
            fields[column] = tuple(Name(**name) for name in names(cell))
        elif column == "type":
            fields[column] = (cell,) if cell else ()
        elif column in ("lat", "lon", "west", "south", "east", "north"):
            fields[column] = float(cell) if cell else None
        elif column != "source":
            fields[column] = int(cell) if column == "length" else cell
    return _MODELS[sheet].model_construct(source=HERE, **fields)
