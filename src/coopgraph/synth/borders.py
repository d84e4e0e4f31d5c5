"""Which countries border on which by land (ISO 3166-1 codes), and where on the map a point of theirs may lie.

Countries are real and come from the bundled list; all that is said of them is made up.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from coopgraph import assets
from coopgraph.synth.draw import Draw

_BORDERS = """
FIRU FINO FISE NORU NOSE EELV EERU LVLT LVRU LVBY LTBY LTPL PLUA PLBY PLDE PLSK PLCZ UAMD UARO UASK UAHU UABY MDRO
ROBG ROHU RORS BGGR BGTR BGRS BGMK RSHU RSBA RSMK RSME RSHR HRSI HRBA BAME MEAL ALGR ALMK MKGR GEAM GEAZ GETR GERU
AMIR AZIR AZRU TRIR KZRU KZUZ KZKG KZTM KZCN UZKG UZTJ UZTM UZAF TJKG TJAF TJCN KGCN TMAF TMIR AFPK AFIR MNRU MNCN
"""
NEIGHBOURS: tuple[tuple[str, str], ...] = tuple((pair[:2], pair[2:]) for pair in _BORDERS.split())
AFAR = ("US", "JP", "DE", "GB", "FR", "CH", "NL", "CA", "KR", "AT", "DK", "IT", "ES", "BE")
"""Countries that fund and train far from home."""


@dataclass(frozen=True, slots=True)
class Box:
    """What holds a country: degrees, west below east (180 and more lies behind the date line)."""

    west: float
    south: float
    east: float
    north: float

    def point(self, draw: Draw) -> tuple[float, float]:
        """Return (latitude, longitude) of a point inside, rounded to two decimals."""
        lat = self.south + (0.1 + 0.8 * draw.unit()) * (self.north - self.south)
        lon = self.west + (0.1 + 0.8 * draw.unit()) * (self.east - self.west)
        return round(lat, 2), round((lon + 180) % 360 - 180, 2)

    def has(self, lat: float, lon: float) -> bool:
        """Return whether a point lies in the box or less than a degree beside it."""
        lon = lon + 360 if lon + 1 < self.west else lon
        return self.south - 1 <= lat <= self.north + 1 and self.west - 1 <= lon <= self.east + 1

    def shared(self, other: Box) -> Box:
        """Return what two boxes have in common, which neighbours' always do."""
        return Box(
            max(self.west, other.west),
            max(self.south, other.south),
            min(self.east, other.east),
            min(self.north, other.north),
        )


def countries() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the bundled table of countries: its columns and its rows."""
    with (assets.folder("data") / "countries.csv").open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    return tuple(header), [tuple(row) for row in rows]


def boxes(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> dict[str, Box]:
    """Return the boxes of the countries that have one, by code."""
    found = {}
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        if cells["west"]:
            west, south, east, north = (float(cells[side]) for side in ("west", "south", "east", "north"))
            found[cells["id"]] = Box(west, south, east + 360 if east < west else east, north)
    return found
