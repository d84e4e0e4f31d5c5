"""Answers as rows: what each format makes of names, several values, dates and nothing."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.errors import UnknownName
from coopgraph.table import FORMATS, Table, Thing, plain, table

OSCE, TULLI = Thing("org/osce", "OSCE"), Thing("org/tulli", 'The "Tulli", Helsinki')
SAMPLE = Table(
    ("who", "with", "on", "events", "weight"),
    [
        (OSCE, (OSCE, TULLI), date(2013, 5, 31), 2, 0.5),
        (TULLI, (), None, 0, 1.0),
        (None, (TULLI,), date(2014, 1, 1), None, None),
    ],
    title="Who with whom",
    meanings={"events": "how many <events>"},
)


def test_columns_and_rows() -> None:
    """A table has its rows as mappings, and a column by its name."""
    assert len(SAMPLE) == 3
    assert [row["events"] for row in SAMPLE] == SAMPLE["events"] == [2, 0, None]
    with pytest.raises(UnknownName, match="'event' is not a known column; did you mean 'events'"):
        SAMPLE["event"]


def test_fewer_columns_and_rows() -> None:
    """Chosen columns come in the order asked for; the first rows come with a note of how many are left out."""
    chosen = SAMPLE.select("events", "who")
    assert (chosen.columns, chosen.rows[0], chosen.title) == (("events", "who"), (2, OSCE), "Who with whom")
    assert SAMPLE.head(2).rows == SAMPLE.rows[:2]
    assert SAMPLE.head(2).note == "… and 1 more"
    assert SAMPLE.head(3) is SAMPLE
    assert Table(("a", "b"), []).select("b").rows == []
    with pytest.raises(UnknownName):
        SAMPLE.select("who", "whom")


def test_flat() -> None:
    """A column of things becomes two, labels and ids; several are joined; nothing stays nothing."""
    header, rows = SAMPLE.flat()
    assert header == ["who", "who_id", "with", "with_id", "on", "events", "weight"]
    assert rows[0] == [
        "OSCE",
        "org/osce",
        'OSCE; The "Tulli", Helsinki',
        "org/osce; org/tulli",
        "2013-05-31",
        2,
        0.5,
    ]
    assert rows[1][2:6] == ["", "", None, 0]
    assert rows[2][:2] == [None, None]


def test_csv_and_tsv() -> None:
    """Cells with commas and quotes are quoted, lines end in a newline, and what is not known is empty."""
    lines = SAMPLE.select("who", "events").to_csv().split("\n")
    assert lines == [
        "who,who_id,events",
        "OSCE,org/osce,2",
        '"The ""Tulli"", Helsinki",org/tulli,0',
        ",,",
        "",
    ]
    assert SAMPLE.select("events", "weight").to_tsv() == "events\tweight\n2\t0.5\n0\t1.0\n\t\n"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_csv_is_read_back(cells: list[list[str]]) -> None:
    """Whatever text the cells hold, a CSV reader finds the same cells."""
    text = Table(("a", "b"), [tuple(row) for row in cells]).to_csv()
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *cells]


def test_json() -> None:
    """JSON keeps numbers, nothing, lists, and things with id and label; dates are text; letters stay readable."""
    rows = json.loads(SAMPLE.to_json())
    assert rows[0] == {
        "who": {"id": "org/osce", "label": "OSCE"},
        "with": [
            {"id": "org/osce", "label": "OSCE"},
            {"id": "org/tulli", "label": 'The "Tulli", Helsinki'},
        ],
        "on": "2013-05-31",
        "events": 2,
        "weight": 0.5,
    }
    assert (rows[1]["with"], rows[1]["on"], rows[2]["events"]) == ([], None, None)
    assert "Тулли" in Table(("a",), [("Тулли",)]).to_json()


def test_text() -> None:
    """For reading, a thing is its label, ids are left out, and an empty answer says so."""
    text = SAMPLE.to_text(width=120)
    assert text.startswith("Who with whom")
    assert "OSCE" in text
    assert "org/osce" not in text
    assert "Nothing is on record." in Table(("a",), [], title="Who").to_text()
    assert repr(SAMPLE) == SAMPLE.to_text().rstrip("\n")


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.0, "0"), (1.0, "1"), (100.0, "100"), (1.5, "1.5"), (2.126, "2.13"), (0.12345, "0.123")],
)
def test_numbers_for_reading(number: float, shown: str) -> None:
    """Numbers are shown with three figures below one, and else with up to two decimals."""
    assert Table(("n",), [(number,)]).to_text().split()[-1] == shown


def test_markup_is_text() -> None:
    """Brackets and angle brackets in names are shown as they are, on a terminal and in a notebook."""
    odd = Table(("name",), [("[red]<b>A&B</b>",)], title="<i>")
    assert "[red]<b>A&B</b>" in odd.to_text()
    markup = odd._repr_html_()
    assert "[red]&lt;b&gt;A&amp;B&lt;/b&gt;" in markup
    assert "<caption>&lt;i&gt;</caption>" in markup
    assert 'title="how many &lt;events&gt;"' in SAMPLE._repr_html_()


def test_formats_by_name() -> None:
    """A format is asked for by name; an unknown one is told with those that are known."""
    for name, write in FORMATS.items():
        assert SAMPLE.render(name) == write(SAMPLE)
    assert SAMPLE.render("table") == SAMPLE.to_text()
    with pytest.raises(UnknownName, match="'cvs' is not a known format; did you mean 'csv'"):
        SAMPLE.render("cvs")


def test_data_frames() -> None:
    """pandas and polars get the flat table."""
    header, rows = SAMPLE.flat()
    frame = SAMPLE.to_pandas()
    assert list(frame.columns) == header
    assert len(frame) == 3
    assert SAMPLE.to_polars().rows() == [tuple(row) for row in rows]
    assert Table(("a", "b"), []).to_polars().columns == ["a", "b"]


def test_rows_from_mappings() -> None:
    """A column that a row lacks is empty there."""
    made = table([{"a": 1}, {"b": 2}], ["a", "b"], title="T")
    assert (made.rows, made.title) == ([(1, None), (None, 2)], "T")


def test_plain() -> None:
    """Several values of several kinds become one text."""
    assert plain((OSCE, date(2013, 5, 1), 3)) == "OSCE; 2013-05-01; 3"
    assert plain(None) is None
