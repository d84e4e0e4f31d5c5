"""The forms say the same, the same bytes every time, and take no more memory for more events."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.errors import UnknownName, UsageError
from coopgraph.export.write import writing
from coopgraph.intake import reading
from coopgraph.loaders import dataset
from coopgraph.synth import Plan, write
from coopgraph.synth.faults import CODES
from coopgraph.synth.nquads import texts
from coopgraph.synth.record_files import MOST
from coopgraph.synth.reports import Synthesis
from coopgraph.triples import quads

Rows = list[dict[str, str]]
Made = Callable[[Plan, str], Path]
Read = Callable[[Path], Rows]


@pytest.mark.parametrize("seed", [11, 12])
def test_nquads_are_those_of_the_records(made: Made, seed: int) -> None:
    """The N-Quads file has exactly the lines that the loaded records give, each once."""
    plan = Plan(200, seed)
    lines = made(plan, "nquads").read_text("utf-8").splitlines()
    assert set(lines) == quads(dataset.load(made(plan, "yaml"))).lines
    assert len(lines) == len(set(lines))


def test_packed_nquads_are_the_same(made: Made, tmp_path: Path) -> None:
    """A name that ends in .gz packs the file, without a clock in it."""
    packed = tmp_path / "made.nq.gz"
    write(Plan(20, 3), "nquads", packed, writing)
    assert gzip.decompress(packed.read_bytes()) == made(Plan(20, 3), "nquads").read_bytes()
    assert packed.read_bytes()[4:8] == bytes(4)


def test_tables_hold_the_claims_of_the_record_files(folder: Path, made: Made, sheet: Read) -> None:
    """Tables and record files of a plan have the same claims, events, delegations, changes and authority tables."""
    tables, records = made(Plan(200, 11), "tables"), dataset.load(folder)
    rows = sheet(tables / "claims.csv")
    spans = {(c["source"], c["subject"], c["key"], c["value"], c["status"], c["at"]) for c in rows}
    assert len(spans) == len(records.claims)
    for claim in records.claims:
        told = claim.value.text if claim.value.type == "id" else claim.value.text.rpartition("/")[2]
        told = claim.value.text if claim.value.type == "edtf" else told.removeprefix("country/")
        at = " | ".join(f"{s.start}-{s.end}" for s in claim.spans)
        assert (claim.spans[0].document, claim.subject, claim.key, told, claim.status, at) in spans
    for kind, name in (("event", "events"), ("delegation", "delegations"), ("change", "changes")):
        assert {row["id"] for row in sheet(tables / f"{name}.csv")} == {r.id for r in records.of(kind)}
    for path in sorted(folder.glob("*.csv")):
        assert path.read_bytes() == (tables / path.name).read_bytes()


PRINT = """
import hashlib, pathlib, sys
from coopgraph.export.write import writing
from coopgraph.intake import reading
from coopgraph.synth import Plan, errors, write
plan = Plan(150, 9)
plan = Plan(150, 9, errors("C13=3,C32=2,C49=2,C42=1", plan))
for form in ("tables", "yaml", "nquads"):
    write(plan, form, pathlib.Path(sys.argv[1], form), writing)
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")):
    if path.is_file():
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same files, byte by byte."""
    found = []
    for seed in ("0", "4711"):
        out = tmp_path / seed
        out.mkdir()
        words = [sys.executable, "-c", PRINT, str(out)]
        done = subprocess.run(words, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
        found.append(done.stdout)
    assert found[0].count(b"\n") > 40
    assert found[0] == found[1]


def test_another_seed_gives_other_data(made: Made) -> None:
    """Two seeds give two datasets."""
    digests = {hashlib.sha256(made(Plan(30, s), "nquads").read_bytes()).hexdigest() for s in (1, 2)}
    assert len(digests) == 2


def _peak(plan: Plan) -> int:
    tracemalloc.start()
    try:
        for text in texts(Synthesis(plan), lambda _: None):
            assert text
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_events() -> None:
    """Four times the events among as many organizations take at most a quarter more memory."""
    few, many = (_peak(Plan(events, 5, organizations=100)) for events in (800, 3200))
    assert many < 1.25 * few


def test_progress_is_told(tmp_path: Path) -> None:
    """Whoever asks is told of every event once."""
    for form in ("tables", "yaml", "nquads"):
        told: list[int] = []
        write(Plan(50, 1), form, tmp_path / form, writing, told.append)
        assert sum(told) == 50


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing is written beside what is there already."""
    (tmp_path / "old.csv").write_text("x")
    with pytest.raises(UsageError, match="not empty"):
        write(Plan(10, 1), "tables", tmp_path, writing)
    assert [p.name for p in tmp_path.iterdir()] == ["old.csv"]


def test_nquads_into_a_folder_are_refused(tmp_path: Path) -> None:
    """N-Quads are one file, and the message proposes its name."""
    with pytest.raises(UsageError, match=r"synthetic\.nq\.gz"):
        write(Plan(10, 1), "nquads", tmp_path, writing)


def test_too_many_record_files_are_refused(tmp_path: Path) -> None:
    """More events than record files can hold are refused, with the forms that can, and no folder is made."""
    with pytest.raises(UsageError, match="write tables or nquads"):
        write(Plan(MOST + 1, 1), "yaml", tmp_path / "big", writing)
    assert not (tmp_path / "big").exists()


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    """A form that is none is named with the one that may be meant."""
    with pytest.raises(UnknownName, match="did you mean 'nquads'"):
        write(Plan(10, 1), "nquad", tmp_path / "x", writing)


def test_a_folder_says_that_it_is_synthetic(folder: Path) -> None:
    """The README and each record file of a folder say what they are."""
    assert "Synthetic test data" in (folder / "README.md").read_text("utf-8")
    for path in folder.glob("records/*.yaml"):
        assert path.read_text("utf-8").startswith("# Synthetic test data")


def test_the_intake_reads_the_tables_as_the_loader_reads_the_record_files(made: Made) -> None:
    """Tables, with all errors that load, mean the same lines as the record files of the plan."""
    plan = Plan(100, 8, {code: 2 for code, loads in CODES.items() if loads})
    records = dataset.records(reading.read([made(plan, "tables")]))
    assert quads(records).lines == quads(dataset.load(made(plan, "yaml"))).lines
