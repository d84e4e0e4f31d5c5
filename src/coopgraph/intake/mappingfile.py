"""Mapping files: YAML to :class:`~coopgraph.intake.mapping.Mapping`, each mistake with its line.

table: events                                # which table it is, or for each sheet:
sheets: {Veranstaltungen: events}
source: {id: "900", name_en: A table of events}
id: "{Datum:year}-{Titel}"
date: DD.MM.YYYY                             # how dates are written
columns:
  Titel: name_en                             # a column of ours,
  Ort: place                                 # or the key of a claim, or a claim in full:
  Land: {to: claim, key: country, status: stated, confidence: high, at: Stelle}
constants: {category: workshop}
claims: {status: stated, confidence: medium, constants: {at: row}}
values: {country: {Finnland: FI}}
ignore: [Bemerkung]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, get_args

from coopgraph.errors import RecordsError, suggestion
from coopgraph.intake.dating import DateForm
from coopgraph.intake.making import Pattern
from coopgraph.intake.mapping import BAR, ClaimColumn, Mapping
from coopgraph.intake.tables import CLAIM_OPTIONS, TABLES
from coopgraph.loaders import yaml
from coopgraph.loaders.claims import STATUSES
from coopgraph.loaders.dataset import shown
from coopgraph.loaders.table import Row
from coopgraph.ontology import claim_keys, terms
from coopgraph.records import Confidence
from coopgraph.source import Problem, Source

OF_SHEETS = ("table", "id", "date", "columns", "values", "constants", "claims", "ignore")
SECTIONS = ("sheets", "source", *OF_SHEETS)
COMMON = ("status", "confidence", *CLAIM_OPTIONS, "parted", "constants")
CLAIM_FIELDS = ("to", "key", *COMMON)
T = TypeVar("T")
Said = tuple[Source, yaml.Tree]
_NOTHING = ClaimColumn("", "", "")


def load(path: Path) -> Mapping:
    """Read a mapping file.

    Raises InputError when it is no YAML mapping, and RecordsError with every problem in it, each with its line.
    """
    tree, problems = yaml.read(path, shown(path), "mapping file", "table: events")
    reader = _Reader(list(problems))
    found = reader.whole(tree)
    if reader.problems:
        raise RecordsError(sorted(set(reader.problems)))
    return dataclasses.replace(found, name=shown(path))


@dataclass(frozen=True, slots=True)
class _Level:
    """The file, or what it says of one sheet: its sections, which table it is, and what all its claims have."""

    said: dict[str, Said] = field(default_factory=dict)
    table: str = ""
    common: ClaimColumn = _NOTHING


class _Reader:
    """Checks a mapping while it reads; keeps what is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        columns = (c for spec in TABLES.values() for c in spec.columns)
        self.ours = tuple(dict.fromkeys([*columns, "name_en", "name_ru"]))
        self.keys = (*claim_keys(), *sorted(terms()["role"]))

    def wrong(self, place: Source, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, message, remedy))

    def whole(self, tree: yaml.Mapping) -> Mapping:
        """Return what a file says."""
        level = self._level(tree, SECTIONS, _Level())
        found = self._mapping(level)
        sheets = {title: self._sheet(value, at, level) for title, at, value in self._pairs(level, "sheets")}
        found = dataclasses.replace(found, sheets=sheets, source=self._source(level))
        if found.source and "id" in found.source.cells:
            named = {"source": found.source.cells["id"]} | found.constants
            found = dataclasses.replace(found, constants=named)
        return found

    def _level(self, tree: yaml.Mapping, known: tuple[str, ...], above: _Level) -> _Level:
        """Return the sections of a mapping; what table and claims say is known before the others are read."""
        said: dict[str, Said] = {}
        for key, place, value in tree:
            if key in known:
                said[key] = place, value
            else:
                self.wrong(place, f"{key!r} is not a section of a mapping file", suggestion(key, list(known)))
        table = self._table(said["table"][1], said["table"][0]) if "table" in said else above.table
        common = above.common
        if "claims" in said:
            place, value = said["claims"]
            if isinstance(value, yaml.Mapping):
                common = self._fields(value, COMMON, common)
            else:
                self.wrong(place, "is not a mapping", "write what all claims have, as in  {status: stated}")
        return _Level(said, table, common)

    def _mapping(self, level: _Level) -> Mapping:
        constants, claims = self._constants(level)
        return Mapping(
            level.table,
            self._made(level, "id", Pattern.of),
            {theirs: self._column(value, at, level) for theirs, at, value in self._pairs(level, "columns")},
            {key: self._values(key, value, at) for key, at, value in self._pairs(level, "values")},
            constants,
            claims,
            self._ignored(level),
            date=self._made(level, "date", DateForm.of),
        )

    def _pairs(self, level: _Level, section: str) -> Iterator[tuple[str, Source, yaml.Tree]]:
        if section in level.said:
            place, tree = level.said[section]
            yield from self._each(tree, place)

    def _each(self, tree: yaml.Tree, place: Source) -> Iterator[tuple[str, Source, yaml.Tree]]:
        if isinstance(tree, yaml.Mapping):
            yield from tree
        else:
            self.wrong(place, "is not a mapping", "write  name: what it is  below")

    def _text(self, tree: yaml.Tree, place: Source) -> str:
        if isinstance(tree, yaml.Scalar) and tree.text:
            return tree.text
        self.wrong(place, "is not one text", "write one text")
        return ""

    def _one_of(self, tree: yaml.Tree, place: Source, what: str, known: tuple[str, ...]) -> str:
        text = self._text(tree, place)
        if text and text not in known:
            self.wrong(place, f"{text!r} is not {what}", suggestion(text, list(known)))
        return text

    def _table(self, tree: yaml.Tree, place: Source) -> str:
        return self._one_of(tree, place, "a table", tuple(TABLES))

    def _sheet(self, tree: yaml.Tree, place: Source, above: _Level) -> Mapping:
        if isinstance(tree, yaml.Mapping):
            return self._mapping(self._level(tree, OF_SHEETS, above))
        return Mapping(self._table(tree, place))

    def _source(self, level: _Level) -> Row | None:
        """Return the row of the document that the table is."""
        spec, cells = TABLES["sources"], {}
        for column, at, value in self._pairs(level, "source"):
            if spec.column(column) != column:
                self.wrong(at, f"{column!r} is not a column of sources", suggestion(column, list(spec.columns)))
            cells[column] = self._text(value, at)
        return Row(level.said["source"][0], cells) if "source" in level.said else None

    def _made(self, level: _Level, section: str, make: Callable[[str], T]) -> T | None:
        """Return what is made of the text of a section, if it is there and anything can be."""
        if section not in level.said:
            return None
        place, tree = level.said[section]
        try:
            return make(text) if (text := self._text(tree, place)) else None
        except ValueError as error:
            message, _, remedy = str(error).partition("; ")
            self.wrong(place, message, remedy)
            return None

    def _ignored(self, level: _Level) -> frozenset[str]:
        if "ignore" not in level.said:
            return frozenset()
        place, tree = level.said["ignore"]
        items = tree.items if isinstance(tree, yaml.Sequence) else (tree,)
        return frozenset(self._text(item, place) for item in items)

    def _values(self, key: str, tree: yaml.Tree, place: Source) -> dict[str, str]:
        self._known(key, place)
        return {theirs: self._text(ours, at) for theirs, at, ours in self._each(tree, place)}

    def _known(self, name: str, place: Source) -> None:
        if name and name not in self.keys and not any(spec.column(name) == name for spec in TABLES.values()):
            remedy = suggestion(name, [*self.ours, *self.keys])
            self.wrong(place, f"{name!r} is neither a column of ours nor a claim key", remedy)

    def _claims(self, name: str, table: str) -> bool:
        """Return whether a name is the key of a claim here; a column of ours comes first."""
        specs = [TABLES[table]] if table in TABLES else TABLES.values()
        return name in self.keys and not any(spec.column(name) == name for spec in specs)

    def _constants(self, level: _Level) -> tuple[dict[str, str], dict[str, ClaimColumn]]:
        """Return what is the same in every row: cells of ours, and claims."""
        cells, claims = {}, {}
        for name, at, value in self._pairs(level, "constants"):
            self._known(name, at)
            text = self._text(value, at)
            if self._claims(name, level.table):
                claims[name] = dataclasses.replace(self._whole(level.common, at), key=name, value=text)
                continue
            spec = TABLES.get(level.table)
            if spec and name in self.ours and name != "source" and spec.column(name) != name:
                remedy = suggestion(name, list(spec.columns))
                self.wrong(at, f"{name!r} is neither a column of {level.table} nor a claim key", remedy)
            cells[name] = text
        return cells, claims

    def _column(self, tree: yaml.Tree, place: Source, level: _Level) -> str | ClaimColumn:
        if isinstance(tree, yaml.Mapping):
            found = self._fields(tree, CLAIM_FIELDS, level.common)
            for needed in ("to", "key"):
                if needed not in {key for key, _, _ in tree}:
                    self.wrong(place, f"{needed!r} is missing", f"write it, as in  {_EXAMPLE}")
            return self._whole(found, place)
        text = self._text(tree, place)
        self._known(text, place)
        if self._claims(text, level.table):
            return dataclasses.replace(self._whole(level.common, place), key=text)
        return text

    def _whole(self, claim: ClaimColumn, place: Source) -> ClaimColumn:
        """Return a claim, having checked that it has all that a claim needs."""
        missing = [needed for needed in ("status", "confidence") if not getattr(claim, needed)]
        missing += [] if "at" in {*claim.columns, *claim.constants} else ["at"]
        if len(missing) > 1:
            remedy = "write it for all claims, as in  claims: {status: stated, confidence: high, at: Spans}"
            self.wrong(place, f"the claim has no {', no '.join(missing)}", remedy)
        elif missing == ["at"]:
            remedy = "name the column that holds the spans, or write  constants: {at: row}  for the row itself"
            self.wrong(place, "'at' is missing", remedy)
        elif missing:
            self.wrong(place, f"{missing[0]!r} is missing", f"write it, as in  {_EXAMPLE}")
        return claim

    def _fields(self, tree: yaml.Mapping, known: tuple[str, ...], above: ClaimColumn) -> ClaimColumn:
        """Return what is said of claims, and what is said of all of them where this says nothing."""
        said: dict[str, str] = {}
        constants: dict[str, str] = {}
        for key, at, value in tree:
            if key not in known:
                self.wrong(at, f"{key!r} is not a field here", suggestion(key, list(known)))
            elif key == "constants":
                constants = {k: self._option(k, v, place) for k, place, v in self._each(value, at)}
            else:
                called, choices = _choices(key)
                said[key] = self._one_of(value, at, called, choices) if choices else self._text(value, at)
        own = {option: column for option, column in said.items() if option in CLAIM_OPTIONS}
        inherited = {option: column for option, column in above.columns.items() if option not in constants}
        return ClaimColumn(
            said.get("key", ""),
            said.get("status", above.status),
            said.get("confidence", above.confidence),
            inherited | own,
            above.constants | constants,
            said.get("parted", above.parted) or BAR,
        )

    def _option(self, name: str, tree: yaml.Tree, place: Source) -> str:
        if name not in CLAIM_OPTIONS:
            self.wrong(place, f"{name!r} is not an option of a claim", suggestion(name, list(CLAIM_OPTIONS)))
        return self._text(tree, place)


_EXAMPLE = "{to: claim, key: country, status: stated, confidence: high, at: Spans}"


def _choices(field: str) -> tuple[str, tuple[str, ...]]:
    """Return what a field of a claim column is called, and what it may be; nothing when it is free."""
    if field == "to":
        return "what a column can become", ("claim",)
    if field == "key":
        return "a role or claim key", (*sorted(terms()["role"]), *sorted(claim_keys()))
    if field == "status":
        return "a status", STATUSES
    return "a confidence", get_args(Confidence) if field == "confidence" else ()
