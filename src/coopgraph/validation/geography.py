"""C55: does a point lie in its country? Held against the country's box, half a degree wider on each side."""

from __future__ import annotations

from collections.abc import Iterator

from coopgraph.nquads import iri
from coopgraph.records import Country, Place, Records
from coopgraph.validation.checks import by_code
from coopgraph.validation.report import Finding

MARGIN = 0.5


def findings(records: Records) -> Iterator[Finding]:
    """Yield a violation for each point outside its country's box; swapped coordinates are named as such."""
    for kind in ("place", "bcp"):
        for record in records.of(kind):
            if not isinstance(record, Place) or record.lat is None or record.lon is None or not record.country:
                continue
            country = records.named.get(("country", record.country))
            if not isinstance(country, Country) or country.west is None or inside(country, record.lat, record.lon):
                continue
            name = country.names["en"]
            swapped = inside(country, record.lon, record.lat)
            message = f"The point {record.lat}, {record.lon} lies outside {name}"
            message += ": latitude and longitude are swapped" if swapped else ""
            yield by_code("C55").finding(message, node=iri(f"{kind}/{record.id}"), source=record.source.at("lat"))


def inside(country: Country, lat: float, lon: float) -> bool:
    """Return whether a point (degrees) lies in the box; a box whose west exceeds its east spans longitude 180."""
    west, south, east, north = (country.west, country.south, country.east, country.north)
    if west is None or south is None or east is None or north is None:
        return True
    if not south - MARGIN <= lat <= north + MARGIN:
        return False
    if west <= east:
        return west - MARGIN <= lon <= east + MARGIN
    return lon >= west - MARGIN or lon <= east + MARGIN
