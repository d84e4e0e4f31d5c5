"""A mapping file: how somebody's own sheets, columns and values are to be read as ours. docs/forms.md shows the form.

table: events                                # which table it is, or for each sheet:
sheets: {Veranstaltungen: events}
columns:
  Titel: name_en
  Land: {to: claim, key: country, status: stated, confidence: high, at: Stelle}
values: {country: {Finnland: FI}}
constants: {source: "900"}
ignore: [Bemerkung]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from coopgraph.errors import RecordsError, suggestion
from coopgraph.intake.tables import CLAIM_OPTIONS, TABLES, fold
from coopgraph.loaders import yaml
from coopgraph.loaders.claims import STATUSES
from coopgraph.loaders.dataset import shown
from coopgraph.ontology import claim_keys, terms
from coopgraph.records import Confidence
from coopgraph.source import Problem, Source

SECTIONS = ("table", "sheets", "columns", "values", "constants", "ignore")
CLAIM_FIELDS = ("to", "key", "status", "confidence", *CLAIM_OPTIONS, "constants")


@dataclass(frozen=True, slots=True)
class ClaimColumn:
    """A column whose cells are claims about the record of the row: what they say and how well it is known.

    ``columns`` names, for ``at``, ``basis`` and the other options, the column of the same row that holds it;
    ``constants`` gives those that are the same in every row.
    """

    key: str
    status: str
    confidence: str
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says, for all sheets or for one."""

    table: str = ""
    columns: dict[str, str | ClaimColumn] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    sheets: dict[str, Mapping] = field(default_factory=dict)
    name: str = ""

    def of(self, title: str) -> Mapping:
        """Return what holds for the sheet or file of this title: its own, and else what is said of all."""
        own = next((m for sheet, m in self.sheets.items() if fold(sheet) == fold(title)), None)
        if own is None:
            return self
        return Mapping(
            own.table or self.table,
            self.columns | own.columns,
            {k: self.values.get(k, {}) | own.values.get(k, {}) for k in {*self.values, *own.values}},
            self.constants | own.constants,
            self.ignore | own.ignore,
            {},
            self.name,
        )

    def names(self) -> frozenset[str]:
        """Return every column of somebody's own that is spoken of."""
        found = {*self.columns, *self.ignore}
        found |= {c for spec in self.columns.values() if isinstance(spec, ClaimColumn) for c in spec.columns.values()}
        return frozenset(found).union(*(sheet.names() for sheet in self.sheets.values()))


def load(path: Path) -> Mapping:
    """Read a mapping file.

    Raises InputError when it is no YAML mapping, and RecordsError with every problem in it, each with its line.
    """
    tree, problems = yaml.read(path, shown(path), "mapping file", "table: events")
    reader = _Reader(list(problems))
    found = reader.mapping(tree, top=True)
    if reader.problems:
        raise RecordsError(sorted(set(reader.problems)))
    return dataclasses.replace(found, name=shown(path))


class _Reader:
    """Checks a mapping while it reads; keeps what is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        columns = (c for spec in TABLES.values() for c in spec.columns)
        self.ours = tuple(dict.fromkeys([*columns, "name_en", "name_ru"]))

    def wrong(self, place: Source, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, message, remedy))

    def mapping(self, tree: yaml.Mapping, top: bool) -> Mapping:
        """Return one mapping: the whole, or that of a sheet."""
        found = Mapping()
        known = [s for s in SECTIONS if top or s != "sheets"]
        for key, place, value in tree:
            if key not in known:
                self.wrong(place, f"{key!r} is not a section of a mapping file", suggestion(key, known))
            elif key == "table":
                found = dataclasses.replace(found, table=self._table(value, place))
            elif key == "ignore":
                found = dataclasses.replace(found, ignore=self._ignored(value, place))
            elif key == "sheets":
                found = dataclasses.replace(
                    found, sheets={k: self._sheet(v, at) for k, at, v in self._pairs(value, place)}
                )
            elif key == "columns":
                found = dataclasses.replace(
                    found, columns={k: self._column(v, at) for k, at, v in self._pairs(value, place)}
                )
            elif key == "constants":
                found = dataclasses.replace(found, constants=self._constants(value, place, self.ours))
            else:
                found = dataclasses.replace(
                    found, values={k: self._values(k, v, at) for k, at, v in self._pairs(value, place)}
                )
        return found

    def _pairs(self, tree: yaml.Tree, place: Source) -> Iterator[tuple[str, Source, yaml.Tree]]:
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

    def _sheet(self, tree: yaml.Tree, place: Source) -> Mapping:
        return self.mapping(tree, top=False) if isinstance(tree, yaml.Mapping) else Mapping(self._table(tree, place))

    def _ignored(self, tree: yaml.Tree, place: Source) -> frozenset[str]:
        items = tree.items if isinstance(tree, yaml.Sequence) else (tree,)
        return frozenset(self._text(item, place) for item in items)

    def _constants(self, tree: yaml.Tree, place: Source, known: tuple[str, ...]) -> dict[str, str]:
        found = {}
        for key, at, value in self._pairs(tree, place):
            if key not in known and not key.startswith("name_"):
                self.wrong(at, f"{key!r} is not a column of ours", suggestion(key, list(known)))
            found[key] = self._text(value, at)
        return found

    def _values(self, key: str, tree: yaml.Tree, place: Source) -> dict[str, str]:
        known = [*self.ours, *claim_keys(), *sorted(terms()["role"])]
        if key not in known:
            self.wrong(place, f"{key!r} is neither a column of ours nor a claim key", suggestion(key, known))
        return {theirs: self._text(ours, at) for theirs, at, ours in self._pairs(tree, place)}

    def _column(self, tree: yaml.Tree, place: Source) -> str | ClaimColumn:
        if isinstance(tree, yaml.Mapping):
            return self._claim(tree, place)
        text = self._text(tree, place)
        if text and not any(spec.column(text) == text for spec in TABLES.values()):
            self.wrong(place, f"{text!r} is not a column of ours", suggestion(text, list(self.ours)))
        return text

    def _claim(self, tree: yaml.Mapping, place: Source) -> ClaimColumn:
        said: dict[str, str] = {}
        constants: dict[str, str] = {}
        for key, at, value in tree:
            if key not in CLAIM_FIELDS:
                self.wrong(at, f"{key!r} is not a field here", suggestion(key, list(CLAIM_FIELDS)))
            elif key == "constants":
                constants = self._constants(value, at, CLAIM_OPTIONS)
            else:
                called, known = _choices(key)
                said[key] = self._one_of(value, at, called, known) if known else self._text(value, at)
        for needed in ("to", "key", "status", "confidence"):
            if needed not in said:
                self.wrong(place, f"{needed!r} is missing", f"write it, as in  {_EXAMPLE}")
        if "at" not in {*said, *constants}:
            self.wrong(place, "'at' is missing", "name the column that holds the spans")
        options = {k: v for k, v in said.items() if k in CLAIM_OPTIONS}
        return ClaimColumn(said.get("key", ""), said.get("status", ""), said.get("confidence", ""), options, constants)


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
