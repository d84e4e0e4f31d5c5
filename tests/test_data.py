"""The bundled data hold no private data and no sentence of a source, and are kept in order."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from coopgraph import Graph, build
from coopgraph.vocab import PREFIXES

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
TELEPHONE = re.compile(r"\+\s*\d|(?:\d[\s().–-]{0,2}){9,}|\b(?:tel|phone|fax)\b|тел\.", re.IGNORECASE)
LABELS = {PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "hiddenLabel")}
NOTES = PREFIXES["skos"] + "editorialNote"
TABLES = sorted(build.bundled().glob("*.csv"))


def literals(graph: Graph) -> list[tuple[str, ox.Literal]]:
    """Predicate and value of every literal of the data that a person may read: no digests, dates, numbers."""
    found = []
    for quad in graph.store.quads():
        value = quad.object
        written = isinstance(value, ox.Literal) and not re.fullmatch("[0-9a-f]{64}", value.value)
        if isinstance(value, ox.Literal) and written and (value.language or value.datatype.value.endswith("#string")):
            found.append((quad.predicate.value, value))
    return found


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("+358 9 1234567", True),
        ("+43 (1) 260-60", True),
        ("8 (812) 123-45-67", True),
        ("Tel: 12", True),
        ("name.surname@example.org", True),
        ("EU drugs strategy 2013-2020", False),
        ("27 to 31 May 2013", False),
        ("at 17:00", False),
    ],
)
def test_what_looks_private(text: str, private: bool) -> None:
    """The patterns below know telephone numbers and e-mail addresses from years and dates."""
    assert bool(EMAIL.search(text) or TELEPHONE.search(text)) is private


def test_no_telephone_number_and_no_address(graph: Graph) -> None:
    """No literal looks like a telephone number or an e-mail address: delete it, a name and a role are enough."""
    found = [v.value for _, v in literals(graph) if EMAIL.search(v.value) or TELEPHONE.search(v.value)]
    assert found == []


def test_no_label_is_a_sentence(graph: Graph) -> None:
    """A label is a name, shorter than 160 characters: shorten what is copied from a source."""
    assert [v.value for p, v in literals(graph) if p in LABELS and len(v.value) >= 160] == []


def test_a_note_is_short(graph: Graph) -> None:
    """A basis is a sentence or two of the curator's own: at most 300 characters."""
    assert [v.value for p, v in literals(graph) if p == NOTES and len(v.value) > 300] == []


def test_no_words_of_a_source(graph: Graph, sources: Path) -> None:
    """No note repeats ten words in a row of a source: say it in your own."""

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[i : i + 10]) for i in range(len(found) - 9)}

    told = {run for path in sources.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert [v.value for p, v in literals(graph) if p == NOTES and runs(v.value) & told] == []


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_tables_are_in_order(table: Path) -> None:
    """Rows are sorted by id, cells are trimmed, lines end in a newline: so that a change shows as one."""
    raw = table.read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    rows = list(csv.reader(raw.decode().splitlines()))
    keys = [[int(c) if c.isdecimal() else c for c in row[1:3]] if table.stem == "evidence" else [] for row in rows[1:]]
    order = [(row[0], key) for row, key in zip(rows[1:], keys, strict=True)]
    assert order == sorted(order)
    assert [cell for row in rows for cell in row if cell != cell.strip()] == []
    assert {len(row) for row in rows} == {len(rows[0])}
