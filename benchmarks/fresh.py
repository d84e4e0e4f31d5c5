"""New records for a dataset that is there: events, people, places and documents that it does not have yet, whose roles
are those of organizations that it has. Some have errors that a check must find."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.measure import ROOT

EVENTS, SEED = 60, 7
ERRORS = {"C13": 2, "C16": 2}
"""What is wrong with the new records, by check."""
_LEFT_OUT = ("organizations", "countries", "crossings", "changes", "projects")
_ORG = re.compile(r"org/(synth-[a-z-]+)-\d{6}")
_PARTY = re.compile(r"\b(bcp|project|change)/")


def make(path: Path, base: Path) -> int:
    """Write new records for the tables in ``base``; return how many there are, claims not counted."""
    beside = path.with_name(f"{path.name}-raw")
    errors = ",".join(f"{code}={count}" for code, count in ERRORS.items())
    options = ["--events", str(EVENTS), "--seed", str(SEED), "--errors", errors]
    command = [sys.executable, "-m", "coopgraph", "synth", str(beside), *options]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    own = _organizations(beside)
    there = _organizations(base)
    names = {slug: there[kind][i % len(there[kind])] for kind, slugs in own.items() for i, slug in enumerate(slugs)}
    path.mkdir()
    count = 0
    for file in sorted(beside.glob("*.csv")):
        if file.stem not in _LEFT_OUT:
            rows = _renamed(file, names)
            count += len(rows) - 1 if file.stem not in ("claims", "evidence") else 0
            with (path / file.name).open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream, lineterminator="\n").writerows(rows)
    return count


def _organizations(folder: Path) -> dict[str, list[str]]:
    """Return the organizations of a folder of tables by their kind: ``synth-customs`` and the like."""
    found: dict[str, list[str]] = defaultdict(list)
    with (folder / "organizations.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["id"].rpartition("-")[0]].append(row["id"])
    return found


def _renamed(file: Path, names: dict[str, str]) -> list[list[str]]:
    """Return the rows of a table: organizations are those of the dataset, every other id is new. Claims about what is
    left out go, and what is claimed of an organization itself."""
    with file.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    if file.stem == "claims":
        subject, value = header.index("subject"), header.index("value")
        rows = [r for r in rows if not r[subject].startswith(("org/", "bcp/", "project/", "change/"))]
        rows = [r for r in rows if not _PARTY.match(r[value])]
    publisher = header.index("publisher") if "publisher" in header else None
    found = [header]
    for row in rows:
        if publisher is not None:
            row[publisher] = f"kept:{names.get(row[publisher], '')}".removesuffix("kept:")
        cells = [_ORG.sub(lambda m: f"org/kept:{names[m[0][4:]]}", cell) for cell in row]
        found.append([re.sub(r"(?<!kept:)\bsynth-", "fresh-", cell).replace("kept:", "") for cell in cells])
    return found
