"""Authority records from table rows: organizations, people, places, crossings, projects, documents, sources.

A table's columns are the fields of its record; ``name_xx`` is the preferred name in language xx; cells that
hold several values part them with `` | ``; a name in another language than English ends in ``@ru``, ``@fi`` …
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from coopgraph.loaders.ids import Ids
from coopgraph.loaders.likely import instead
from coopgraph.loaders.problems import make
from coopgraph.loaders.table import Row, Table
from coopgraph.ontology import terms
from coopgraph.records import (
    BorderCrossing,
    Country,
    Document,
    Named,
    Organization,
    Person,
    Place,
    Project,
    SourceDocument,
    tagged,
)
from coopgraph.source import Problem, Source

_NAME = re.compile(r"name_([a-z]{2,3})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table holds: the kind of id, the record, and the scheme that its ``type`` comes from."""

    kind: str
    model: type[Named]
    scheme: str = ""


SHEETS: dict[str, Sheet] = {
    "countries": Sheet("country", Country),
    "organizations": Sheet("org", Organization, "org-type"),
    "people": Sheet("person", Person),
    "places": Sheet("place", Place),
    "crossings": Sheet("bcp", BorderCrossing),
    "projects": Sheet("project", Project, "project-type"),
    "documents": Sheet("document", Document, "document-type"),
    "sources": Sheet("source", SourceDocument),
}


def records(sheet: Sheet, table: Table, ids: Ids) -> tuple[list[Named], list[Problem]]:
    """Return the records of a table and everything that is wrong with it. The ids of all rows, wrong ones too,
    are added to ``ids``, which knows the countries."""
    ids.add(sheet.kind, (row.cells["id"] for row in [*table.rows, *table.broken] if "id" in row.cells))
    known = set(sheet.model.model_fields) - {"source", "names"}
    languages = {column for column in table.header if _NAME.fullmatch(column)}
    problems = table.problems + table.misnamed(known | languages | {"name_en", "name_ru"}, ("id", "name_en"))
    found: list[Named] = []
    if not {"id", "name_en"} <= set(table.header):
        return found, problems
    for row in table.rows:
        made = make(sheet.model, _values(row, known), row.source, _places(row), ids.country)
        if isinstance(made, list):
            problems += made + _types(sheet, row)
        else:
            problems += _types(sheet, row) + _country(made, ids)
            found.append(made)
    return found, problems


def names(cell: str) -> list[dict[str, str]]:
    """Return the names in a cell, as the fields of a :class:`~coopgraph.records.Name`.

    >>> names("Tulli@fi | FinCustoms")
    [{'text': 'Tulli', 'lang': 'fi'}, {'text': 'FinCustoms', 'lang': 'en'}]
    """
    parts = (tagged(p.strip()) for p in cell.split("|") if p.strip())
    return [{"text": text, "lang": lang} for text, lang in parts]


def _values(row: Row, known: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"names": {}}
    for column, cell in row.cells.items():
        if named := _NAME.fullmatch(column):
            values["names"][named[1]] = cell
        elif column in ("also", "hidden"):
            values[column] = names(cell)
        elif column == "type":
            values[column] = _parts(cell)
        elif column in known:
            values[column] = cell
    return values


def _places(row: Row) -> dict[str, Source]:
    return {"names": row.source.at("name_en")}


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _types(sheet: Sheet, row: Row) -> list[Problem]:
    """Return problems with types that are no terms."""
    if not sheet.scheme:
        return []
    wrong = (text for text in _parts(row.cells.get("type", "")) if text not in terms()[sheet.scheme])
    what = f"is not a term of {sheet.scheme}"
    return [Problem(row.source.at("type"), f"{t!r} {what}", _instead(t, sheet.scheme)) for t in wrong]


def _instead(text: str, scheme: str) -> str:
    parts = [part.strip() for part in re.split("[,;/]", text)]
    several = len(parts) > 1 and all(part in terms()[scheme] for part in parts)
    return f"write {' | '.join(parts)}" if several else instead(text, scheme)


def _country(record: Named, ids: Ids) -> list[Problem]:
    """Return a problem with a country that is none."""
    country = getattr(record, "country", None)
    if not country or ids.has("country", country):
        return []
    return [Problem(record.source.at("country"), f"{country!r} is not a country code", ids.country(country))]
