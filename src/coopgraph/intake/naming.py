"""Names to ids: what a claim's value calls by name, in any recorded language, is found among what is on record.

A name is found when it is the same but for case, accents, script and punctuation (:func:`.making.slug`), and by
preferred names before others, and those before slips. Nothing is guessed: what is merely like it is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from coopgraph.errors import did_you_mean, near
from coopgraph.intake.making import slug
from coopgraph.intake.sheet import Complaints
from coopgraph.intake.tables import TABLES
from coopgraph.intake.trees import Cell, RecordRow
from coopgraph.loaders import dataset
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.claims import PARTIES
from coopgraph.loaders.files import Files
from coopgraph.ontology import claim_keys, terms, triples
from coopgraph.records import tagged
from coopgraph.source import Problem
from coopgraph.vocab import PREFIXES, TERMS

MOST = 12
"""So many names that were found are told of one sheet."""
GUESSES = 200
"""How often near matches are looked for."""
SLIP = 3
_RANKS = {"also": 2, "hidden": SLIP}
_LABELS = {PREFIXES["skos"] + label: rank for rank, label in enumerate(("prefLabel", "altLabel", "hiddenLabel"), 1)}


class Name(NamedTuple):
    """A name of a record (``org/osce``) or a term (``event-type/workshop``); rank 1 is its preferred one, 3 a slip."""

    id: str
    text: str
    rank: int = 1


def on_record(folder: Path) -> list[Name]:
    """Return the names in the tables of a dataset. Raises InputError when the folder is none."""
    held = dataset.held(folder)
    return list(of_files(dataset.of(folder, {path: file for path, file in held.items() if "/" not in path})))


def of_files(files: Files) -> Iterator[Name]:
    """Yield the names in authority tables."""
    for table, sheet in SHEETS.items():
        for row in (row for one in files.tables.get(table, ()) for row in one.rows):
            yield from _named(sheet.kind, row.cells)


def of_rows(rows: Iterable[RecordRow]) -> Iterator[Name]:
    """Yield the names of events, delegations and changes in rows."""
    for row in rows:
        if "id" in row.cells:
            yield from _named(TABLES[row.table].kind, {column: cell.text for column, cell in row.cells.items()})


def of_terms() -> Iterator[Name]:
    """Yield the names of the terms of all vocabularies."""
    for triple in triples():
        term = str(getattr(triple.subject, "value", ""))
        if term.startswith(TERMS) and triple.predicate.value in _LABELS:
            text = str(getattr(triple.object, "value", ""))
            yield Name(term.removeprefix(TERMS), text, _LABELS[triple.predicate.value])


class Names:
    """Names, to be found by. Building is linear in them."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._ids: dict[str, dict[str, int]] = {}
        self._texts: dict[str, list[str]] = {}
        self._preferred: dict[str, list[str]] = {}
        self._slips: dict[str, str] = {}
        self._guesses = 0
        for name in names:
            if name.rank == SLIP:
                self._slips.setdefault(name.text, name.id)
            elif name.rank == 1:
                self._preferred.setdefault(name.id, []).append(name.text)
            ranks = self._ids.setdefault(slug(name.text), {})
            ranks[name.id] = min(name.rank, ranks.get(name.id, name.rank))
            self._texts.setdefault(name.id.partition("/")[0], []).append(name.text)

    def find(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Return the ids of these kinds that a text is the best-ranked name of, sorted.

        >>> names = Names([Name("org/finnish-customs", "Tulli", 2), Name("place/tulli", "Tulli")])
        >>> names.find("TULLI", ["org"]), names.find("tulli", ["org", "place"]), names.find("Zoll", ["org"])
        (['org/finnish-customs'], ['place/tulli'], [])
        """
        found = {i: rank for i, rank in self._ids.get(slug(text), {}).items() if i.partition("/")[0] in kinds}
        return sorted(i for i, rank in found.items() if rank == min(found.values()))

    def like(self, text: str, kinds: Sequence[str]) -> list[str]:
        """Return the names of these kinds that are most like a text; none any more after GUESSES times. In the place of
        a slip stands what the record is called in truth.

        >>> names = Names([Name("org/cbss", "Council of the Baltic Sea States"), Name("org/cbss", "Cuncil of Balt", 3)])
        >>> names.like("Council of Balt", ["org"])
        ['Council of the Baltic Sea States']
        """
        self._guesses += 1
        if self._guesses > GUESSES:
            return []
        found = near(text, (n for k in kinds for n in self._texts.get(k, ())), 2)
        return list(dict.fromkeys(self._in_truth(name) for name in found))

    def _in_truth(self, name: str) -> str:
        """Return a name, or the preferred one of the record of which it is but a slip: of several the likest."""
        ident = self._slips.get(name, "")
        preferred = self._preferred.get(ident, [])
        if not preferred or min(self._ids[slug(name)].values()) < SLIP:
            return name
        return (near(name, preferred, 1) or preferred)[0]


def resolve(rows: Sequence[RecordRow], names: Names, whole: bool) -> tuple[list[RecordRow], list[Problem], list[str]]:
    """Put ids in the place of the names in claims, and return the rows that cannot be claims, the problems, the notes.

    Values that are ids, terms or codes already stay. ``whole`` tells whether the names are all that there are; if not,
    what is not among them stays as well, and is judged where it is known.
    """
    complaints: dict[str, Complaints] = {}
    told: dict[str, dict[str, str]] = {}
    lost = []
    for row in rows:
        value, kinds = row.cells["value"], _kinds(row.text("key"))
        if not kinds or _is_id(value.text, kinds):
            continue
        found = names.find(value.text, kinds)
        if len(found) == 1:
            row.cells["value"] = Cell(_written(found[0]), value.place)
            told.setdefault(value.place.file, {})[value.text] = found[0]
        elif found or whole:
            lost.append(row)
            file = complaints.setdefault(value.place.file, Complaints(value.place.file))
            file.add("names that are not on record", _problem(row, found, names))
    notes = [_note(file, found) for file, found in told.items()]
    return lost, [problem for file in complaints.values() for problem in file.all()], notes


def _kinds(key: str) -> tuple[str, ...]:
    """Return the kinds, or the scheme, that the value of a claim with this key may be of."""
    spec = claim_keys().get(key)
    if key in terms()["role"]:
        return PARTIES
    if spec is None or spec.value not in ("id", "term", "country"):
        return ()
    return ("country",) if spec.value == "country" else spec.range


def _is_id(text: str, kinds: Sequence[str]) -> bool:
    kind, slash, _ = text.partition("/")
    return (
        (slash != "" and kind in kinds) or text in terms().get(kinds[0], ()) or (kinds[0] == "country" and _code(text))
    )


def _code(text: str) -> bool:
    return len(text) == 2 and text.isascii() and text.isupper()


def _written(ident: str) -> str:
    """Return an id as a claim's value: codes of countries and terms stand alone."""
    kind, _, name = ident.partition("/")
    return name if kind == "country" or kind in terms() else ident


def _problem(row: RecordRow, found: Sequence[str], names: Names) -> Problem:
    value, key = row.cells["value"], row.text("key")
    kinds = _kinds(key)
    if found:
        remedy = f"say which in the mapping, as in  values: {{{key}: {{{value.text}: {_written(found[0])}}}}}"
        return Problem(value.place, f"{value.text!r} is the name of several: {', '.join(found)}", remedy)
    close = names.like(value.text, kinds)
    tables = [table for table, spec in TABLES.items() if spec.kind in kinds]
    row_in = f"give it a row in {' or '.join(tables)}, or " if tables and "country" not in kinds else ""
    several = "part the cell, with parted in the mapping; or " if re.search("[;|]", value.text) else ""
    meant = f"{did_you_mean(close)} If not, " if close and not several else several
    remedy = f"{meant}{row_in}say what it is in the mapping, under values: {key}"
    return Problem(value.place, f"{value.text!r} is the name of nothing on record ({', '.join(kinds)})", remedy)


def _note(file: str, found: dict[str, str]) -> str:
    said = [f"{text} is {ident}" for text, ident in list(found.items())[:MOST]]
    more = f" and {len(found) - MOST} more" if len(found) > MOST else ""
    return f"{file}: found by name: {', '.join(said)}{more}"


def _named(kind: str, cells: dict[str, str]) -> Iterator[Name]:
    ident = f"{kind}/{cells.get('id', '')}"
    for column, text in cells.items():
        if column.startswith("name_"):
            yield Name(ident, text)
        elif column in _RANKS:
            yield from (
                Name(ident, tagged(part.strip())[0], _RANKS[column]) for part in text.split("|") if part.strip()
            )
