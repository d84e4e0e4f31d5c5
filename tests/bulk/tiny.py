"""A small dataset as tables, and how tables are written."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from coopgraph.bulk.tables import COLUMNS

Rows = list[dict[str, str]]
LONG = "a" * 64
TINY: dict[str, Rows] = {
    "countries": [{"id": "FI", "name_en": "Finland"}, {"id": "SE", "name_en": "Sweden"}],
    "organizations": [
        {"id": "tulli", "name_en": "Finnish Customs", "name_ru": "Таможня", "type": "customs | ministry",
         "country": "FI", "also": "Tulli@fi | FC", "hidden": "Finish Customs", "note": 'says "yes" \\ no'},
        {"id": "osce", "name_en": "OSCE", "type": "igo"},
    ],
    "people": [{"id": "jane", "name_en": "Jane"}],
    "places": [{"id": "helsinki", "name_en": "Helsinki", "country": "FI", "lat": "60.17", "lon": "24.94"}],
    "crossings": [{"id": "imatra", "name_en": "Imatra", "country": "FI"}],
    "projects": [{"id": "bomca", "name_en": "BOMCA", "type": "programme"}],
    "documents": [{"id": "plan", "name_en": "Plan", "type": "strategy"}],
    "sources": [
        {"id": "900", "name_en": "News", "title": "A, b", "publisher": "tulli", "issued": "2013-06", "url": "https://x",
         "language": "en | ru", "file": "900.txt", "sha256": LONG, "length": "400"},
        {"id": "901", "name_en": "More news"},
    ],
    "events": [{"source": "900", "id": "2013-visit", "name_en": "Visit"}],
    "delegations": [{"source": "900", "id": "2013-officers", "name_en": "Officers", "country": "SE",
                     "occupation": "customs-officers"}],
    "changes": [{"source": "901", "id": "2012-merger", "name_en": "Merger"}],
    "evidence": [{"source": "900", "start": "0", "end": "10", "sha256": LONG}],
    "claims": [],
}  # fmt: skip


def claim(key: str, value: str, subject: str = "event/2013-visit", **more: str) -> dict[str, str]:
    """Return a claim's row, stated with high confidence unless said otherwise."""
    told = {"source": "900", "status": "stated", "confidence": "high", "at": "0-10"}
    return {**told, "subject": subject, "key": key, "value": value, **more}


def write(folder: Path, tables: Mapping[str, Rows]) -> Path:
    """Write tables as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


GOOD = [
    claim("category", "study-visit"),
    claim("start-date", "2013-05-27", at="0-10 | 20-30"),
    claim("duration", "P5D", status="inferred", confidence="low", basis="It lasted five days."),
    claim("edtf", "2013-05-27/2013-05-31", at="2-9"),
    claim("attendee-count", "24"),
    claim("country", "FI", status="rejected", basis="A topic."),
    claim("place", "place/helsinki"),
    claim("host", "org/tulli", count="3", **{"count-qualifier": "about", "mode": "online"}),
    claim("host", "org/tulli", source="901", at="5-6"),
    claim("funder", "org/osce", status="rejected", basis="Supported is not funded."),
    claim("participant", "delegation/2013-officers", title="Heads of units"),
    claim("funder", "org/osce", subject="project/bomca", when="2013"),
    claim("represents", "org/tulli", subject="delegation/2013-officers", status="inferred", basis="By country."),
    claim("member-of", "org/tulli", subject="person/jane", title="Director"),
    claim("resulting", "org/tulli", subject="change/2012-merger", source="901"),
    claim("border-with", "SE", subject="bcp/imatra"),
]
