"""A small dataset that every check passes, and examples put into it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from coopgraph.loaders import dataset
from coopgraph.records import Records
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import Report, validate

HERE = Path(__file__).parent
SMALL, TEXTS = HERE / "small", HERE / "texts"
ABSENT = re.compile(r" *# no line ([a-z-]+):")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small dataset; the digest and the length of its one text are filled in."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL, folder)
    text = (TEXTS / "900.txt").read_bytes()
    row = {"id": "900", "sha256": hashlib.sha256(text).hexdigest(), "length": str(len(text.decode()))}
    merge_table(folder / "sources.csv", [row])
    return folder


def put(folder: Path, files: Iterable[tuple[str, str]]) -> None:
    """Put lines into a dataset: rows replace those of the same id, claims those of the same key below the same
    record; a file that is not there is written as it is."""
    for name, lines in files:
        path = folder / name
        if not path.exists():
            path.write_text(lines + "\n", "utf-8")
        elif path.suffix == ".csv":
            merge_table(path, csv.DictReader(io.StringIO(lines)))
        else:
            merge_record(path, lines)


def merge_table(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    old = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    by_id = {row["id"]: dict(row) for row in old}
    for row in rows:
        by_id[row["id"]] = by_id.get(row["id"], {}) | row
    columns = list(dict.fromkeys(c for row in by_id.values() for c in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(by_id.values())


def merge_record(path: Path, lines: str) -> None:
    whole, part = (read(text) for text in (path.read_text("utf-8"), lines))
    for subject, claims in (part.get("claims") or {}).items():
        keys = {next(iter(claim)) for claim in claims or []} | left_out(lines, subject)
        kept = [claim for claim in whole["claims"].get(subject, []) if next(iter(claim)) not in keys]
        whole["claims"][subject] = kept + (claims or [])
    assert set(part) == {"claims"}
    path.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")


def read(text: str) -> Any:
    """YAML with every scalar as text, as the loader reads it."""
    return YAML(typ="base", pure=True).load(text)


def left_out(lines: str, subject: str) -> set[str]:
    """The keys that comments below a subject say are not there."""
    found, below = set(), False
    for line in lines.splitlines():
        below = line.strip() == f"{subject}:" if line.endswith(":") and not ABSENT.match(line) else below
        if below and (absent := ABSENT.match(line)):
            found.add(absent[1])
    return found


def load(folder: Path) -> Records:
    """The records, with every span sealed that evidence.csv does not seal."""
    records = dataset.load(folder)
    texts = Texts(TEXTS, records.documents())
    for span in records.spans():
        records.digests.setdefault(span, texts.seal(span) or "0" * 64)
    return records


@pytest.fixture(scope="session")
def report() -> Callable[..., Report]:
    """The function that validates a dataset, with its text if asked to; datasets that are alike only once."""
    known: dict[tuple[bytes, bool], Report] = {}

    def run(folder: Path, texts: bool = False) -> Report:
        records = load(folder)
        made = quads(records)
        key = (made.to_bytes(), texts)
        if key not in known:
            known[key] = validate(records, made, Texts(TEXTS, records.documents()) if texts else None)
        return known[key]

    return run
