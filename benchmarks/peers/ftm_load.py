"""What followthemoney can say of the tables: entities of its own model, written as N-Triples by its own exporter.

Its model has organizations, people, events and links, but neither the status and confidence of a claim nor the
stretch of text that it rests on, nor claims that are rejected. So it cannot make the same triples, and what is compared
is statements a second. (A date known to the month it writes as an xsd:date, which that is not.)
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Iterator
from pathlib import Path

from followthemoney import model
from followthemoney.export.rdf import RDFExporter
from followthemoney.proxy import EntityProxy

from benchmarks import probe

SHEETS = {
    "organizations": ("org", "PublicBody"),
    "people": ("person", "Person"),
    "delegations": ("delegation", "LegalEntity"),
    "projects": ("project", "Project"),
    "documents": ("document", "Document"),
    "sources": ("source", "Document"),
    "places": ("place", "Address"),
}
EVENT = {"start-date": "startDate", "end-date": "endDate", "category": "keywords", "topic": "topics"}


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def entities(folder: Path) -> Iterator[EntityProxy]:
    """Yield the entities of a folder of tables."""
    for sheet, (kind, schema) in SHEETS.items():
        for row in rows(folder / f"{sheet}.csv"):
            yield _thing(schema, f"{kind}/{row['id']}", row)
    events = {f"event/{r['id']}": _thing("Event", f"event/{r['id']}", r) for r in rows(folder / "events.csv")}
    for number, row in enumerate(rows(folder / "claims.csv")):
        if row["status"] != "rejected":
            link = _claim(events, row, number)
            if link is not None:
                yield link
    yield from events.values()


def _thing(schema: str, ident: str, row: dict[str, str]) -> EntityProxy:
    made = model.make_entity(schema)
    made.id = ident
    told = {
        "name": [row["name_en"], row.get("name_ru", "")],
        "alias": row.get("also", "").split(" | "),
        "country": [row.get("country", "")],
        "summary": [row.get("note", "")],
    }
    for name, values in told.items():
        if name in made.schema.properties:
            made.add(name, [value for value in values if value])
    return made


def _claim(events: dict[str, EntityProxy], row: dict[str, str], number: int) -> EntityProxy | None:
    """Put a claim into its event, or return a link of its own; None for what the model has no word for."""
    event, key, value = events.get(row["subject"]), row["key"], row["value"]
    if event is not None and key in EVENT and EVENT[key] in event.schema.properties:
        event.add(EVENT[key], value)
        return None
    if event is not None and key == "country":
        event.add("country", value)
        return None
    if not value.startswith(("org/", "person/", "delegation/")):
        return None
    link = model.make_entity("UnknownLink")
    link.id = f"link/{number}"
    link.add("subject", value)
    link.add("object", row["subject"])
    link.add("role", key)
    link.add("date", row["when"])
    link.add("summary", row["basis"])
    return link


def work(folder: Path) -> Path:
    """Write the N-Triples."""
    path = folder / "ftm.nt"
    with path.open("w", encoding="utf-8") as out:
        exporter = RDFExporter(out)
        for entity in entities(folder):
            exporter.write(entity)
    return path


def answer(path: Path, given: probe.Given) -> dict[str, int]:
    """Count the statements."""
    with path.open(encoding="utf-8") as stream:
        found = sum(1 for line in stream if line.strip())
    path.unlink()
    return {"statements": found}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)  # rdflib would print a traceback for each month that the exporter calls a date
    probe.run(lambda given: Path(given["tables"]), work, answer)
