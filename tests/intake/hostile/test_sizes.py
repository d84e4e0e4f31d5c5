"""What is too large is refused in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from coopgraph.intake import read
from coopgraph.intake.limits import MB

HARNESS = """
import resource, sys, time
from pathlib import Path
from coopgraph.intake import read
read([Path("warm.csv")])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.process_time()
found = read([Path(sys.argv[1])])
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(found.unreadable[0])
print((after - before) // 1024, time.process_time() - start)
"""


def measured(name: str, stdin: str = "") -> tuple[str, int, float]:
    """Return what is said of a file, the MB that reading it took, and the seconds, in a process of its own."""
    Path("warm.csv").write_text("id,name_en\na,Alpha\n")
    command = [sys.executable, "-c", HARNESS, name]
    if stdin:
        with Path(stdin).open("rb") as piped:
            done = subprocess.run(command, stdin=piped, capture_output=True, text=True, check=True)
    else:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, numbers = done.stdout.splitlines()
    megabytes, seconds = numbers.split()
    return said, int(megabytes), float(seconds)


def sparse(name: str, size: int) -> None:
    """Write a file of so many bytes that takes no place."""
    with Path(name).open("wb") as file:
        file.truncate(size)


def test_a_line_of_a_gigabyte_takes_no_memory(here: Path) -> None:
    """The size is looked at before the file is read."""
    sparse("places.csv", 1024 * MB)
    said, megabytes, seconds = measured("places.csv")
    assert said == "places.csv: larger than 64 MB, the most that is read; part it into several files"
    assert megabytes < 10
    assert seconds < 2


def test_a_gigabyte_piped_in_takes_no_more_than_the_limit(here: Path) -> None:
    """Standard input is read in pieces up to the limit: 64 MB in pieces and once more joined."""
    sparse("endless", 1024 * MB)
    said, megabytes, seconds = measured("-", "endless")
    assert said == "standard input: larger than 64 MB, the most that is read; part it into several files"
    assert megabytes < 200
    assert seconds < 10


def test_a_bomb_of_a_gigabyte_takes_no_memory(here: Path) -> None:
    """What the zip says of its members is looked at before any is unpacked."""
    with zipfile.ZipFile("new.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("places.csv", "w") as file:
        for _ in range(100):
            file.write(bytes(MB))
    said, megabytes, seconds = measured("new.zip")
    assert said.startswith("new.zip: refused: 'places.csv' unpacks to 10")
    assert megabytes < 10
    assert seconds < 2


def test_a_long_line_is_refused(here: Path) -> None:
    """A megabyte without an end of line is no table; the line is named."""
    Path("places.csv").write_bytes(b"id,name_en\na," + b"x" * (MB + 1))
    assert read([Path("places.csv")]).unreadable == [
        "places.csv:2: a line longer than 1 MB, the most that is read; is this a table?"
    ]


def test_a_long_cell_is_told(here: Path) -> None:
    """A cell of more than a hundred thousand characters is a problem of its own."""
    Path("places.csv").write_text("id,name_en\na," + "x" * 100_001)
    (table,) = read([Path("places.csv")]).tables["places"]
    assert [str(p) for p in table.problems] == ["places.csv:2 [name_en]: holds more than 100000 characters; shorten it"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id,name_en\n" + "a,b\n" * 11, "places.csv:12: more than 10 rows; part the table into several"),
        ("id,name_en" + ",x" * 499 + "\n", "places.csv:1: 501 columns; at most 500 are read"),
    ],
)
def test_too_many_rows_or_columns_are_refused(here: Path, text: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message has the number, here ten rows, and nothing half read is kept."""
    monkeypatch.setattr("coopgraph.intake.sheet.MAX_ROWS", 10)
    Path("places.csv").write_text(text)
    found = read([Path("places.csv")])
    assert found.unreadable == [why]
    assert found.tables == {}


def test_a_million_rows_of_nonsense_are_bounded(here: Path) -> None:
    """Rows with a cell too many stop at the limit of rows, too, and few problems are kept."""
    Path("places.csv").write_text("id,name_en\n" + "a,b,c\n" * 1_000_000)
    start = time.process_time()
    found = read([Path("places.csv")])
    assert found.unreadable == ["places.csv:100002: more than 100000 rows; part the table into several"]
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        (
            "new.yaml",
            "a: " + "x" * (2 * MB),
            "new.yaml: larger than 2 MB, the most that a record file may have; one file is one source document",
        ),
        ("new.yaml", "a: " + "[" * 10_000, "new.yaml:1: nested deeper than any record; is this a record file?"),
        (
            "new.json",
            '["' + "x" * (8 * MB) + '"]',
            "new.json: larger than 8 MB, the most JSON that is read; part it, or use CSV",
        ),
    ],
)
def test_trees_have_limits_of_their_own(here: Path, name: str, text: str, why: str) -> None:
    """A tree takes more memory than its text."""
    Path(name).write_text(text)
    assert read([Path(name)]).unreadable == [why]
