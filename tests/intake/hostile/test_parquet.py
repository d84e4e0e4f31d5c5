"""Parquet files that are odd, broken or larger than they look."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from coopgraph.intake import read


def parquet(select: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO 'places.parquet' (FORMAT parquet)")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("3", "3"),
        ("60.0::DOUBLE", "60"),
        ("60.17::DOUBLE", "60.17"),
        ("60.17::DECIMAL(9, 4)", "60.17"),
        ("DATE '2013-05-31'", "2013-05-31"),
        ("TIMESTAMP '2013-05-31 00:00:00'", "2013-05-31"),
        ("TRUE", "true"),
        ("['a', 'b']", "a | b"),
    ],
)
def test_a_value_of_any_type_is_text(here: Path, value: str, text: str) -> None:
    """Whole numbers without a point, dates year-month-day, lists parted by bars."""
    parquet(f"SELECT 'a' AS id, {value} AS note")
    (table,) = read([Path("places.parquet")]).tables["places"]
    assert table.rows[0].cells == {"id": "a", "note": text}
    assert str(table.rows[0].source) == "places.parquet:1"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (
            "{'x': 1}",
            "places.parquet [note]: the column holds nested values; write one text, or a list of texts, to a cell",
        ),
        (
            "[['x']]",
            "places.parquet [note]: the column holds nested values; write one text, or a list of texts, to a cell",
        ),
        (
            "'x'::BLOB",
            "places.parquet [note]: the column holds nested values; write one text, or a list of texts, to a cell",
        ),
        (
            "TIMESTAMP '2013-05-31 12:00:00'",
            "places.parquet:1 [note]: holds a time of day; write a date only, as in 2013-05-31",
        ),
    ],
)
def test_what_is_no_text_is_a_problem(here: Path, value: str, problem: str) -> None:
    """Nested columns are told and left out."""
    parquet(f"SELECT 'a' AS id, {value} AS note")
    (table,) = read([Path("places.parquet")]).tables["places"]
    assert [str(p) for p in table.problems] == [problem]


@pytest.mark.parametrize(
    ("select", "why"),
    [
        ("SELECT 'a' AS id FROM range(100001)", "places.parquet: 100001 rows; at most 100000 are read"),
        (
            "SELECT repeat('a', 400001) AS id",
            "places.parquet: a cell holds more than 100000 characters, the most that is read",
        ),
        (
            "SELECT repeat('a', 90000) AS id FROM range(1000)",
            "places.parquet: holds more than 64 MB of text, the most that is read",
        ),
    ],
)
def test_a_file_that_unpacks_to_too_much_is_refused(here: Path, select: str, why: str) -> None:
    """Equal values are packed as one: a small file may hold much."""
    parquet(select)
    assert read([Path("places.parquet")]).unreadable == [why]


def test_a_file_cut_short_is_told(here: Path) -> None:
    """The message has the reason of the reader and no path of a temporary file."""
    parquet("SELECT 'a' AS id")
    Path("places.parquet").write_bytes(Path("places.parquet").read_bytes()[:-9])
    (why,) = read([Path("places.parquet")]).unreadable
    assert why.startswith("places.parquet: not a Parquet file that can be read (")
    assert "content.parquet" not in why
