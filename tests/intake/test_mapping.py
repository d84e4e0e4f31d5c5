"""Mapping files: somebody's own sheets, columns and values, read as ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from coopgraph.errors import RecordsError
from coopgraph.intake import load_mapping, read
from coopgraph.loaders.files import Files
from coopgraph.loaders.yaml import Mapping, Sequence

from .forms import lines

MAPPING = """\
sheets: {Veranstaltungen: events}
columns:
  Kennung: id
  Titel: name_en
  Land: {to: claim, key: country, status: stated, confidence: high, at: Stelle}
  Gastgeber:
    to: claim
    key: host
    status: inferred
    confidence: medium
    at: Stelle
    count: Zahl
    constants: {basis: The table says so., mode: in-person}
values:
  country: {Finnland: FI}
  host: {Zoll: org/finnish-customs}
constants: {source: "900"}
ignore: [Bemerkung]
"""
HEADER = ("Kennung", "Titel", "Land", "Gastgeber", "Zahl", "Stelle", "Bemerkung")
ROW = ("2024-w", "A workshop", "Finnland | EE", "Zoll", 12, "0-9 | 20-29", "ours")


def given(mapping: str = MAPPING, header: tuple[str, ...] = HEADER, row: tuple[str | int, ...] = ROW) -> Files:
    """Return what a workbook of one row gives by a mapping."""
    book = Workbook()
    assert book.active
    book.active.title = "Veranstaltungen"
    book.active.append(header)
    book.active.append(row)
    book.save("theirs.xlsx")
    Path("mapping.yaml").write_text(mapping, "utf-8")
    return read([Path("theirs.xlsx")], load_mapping(Path("mapping.yaml")))


def claims(files: Files) -> list[list[tuple[str, str, str]]]:
    """Return the claims of the only tree as (key, value, place)."""
    (tree,) = files.trees
    (below,) = (value for key, _, value in tree if key == "claims")
    assert isinstance(below, Mapping)
    found = []
    for _, _, made in below:
        assert isinstance(made, Sequence)
        for claim in made.items:
            assert isinstance(claim, Mapping)
            found.append([(key, getattr(value, "text", "…"), str(at)) for key, at, value in claim])
    return found


def test_wide_columns_become_claims_about_their_row(here: Path) -> None:
    """Each part of a cell is a claim, with the column of the spans, and points to the cell in their own words."""
    files = given()
    assert files.problems == []
    place = "theirs.xlsx/Veranstaltungen:2"
    assert claims(files) == [
        [("country", "FI", f"{place} [Land]"), ("stated", "high", f"{place} [Land]"), ("at", "…", f"{place} [Stelle]")],
        [("country", "EE", f"{place} [Land]"), ("stated", "high", f"{place} [Land]"), ("at", "…", f"{place} [Stelle]")],
        [
            ("host", "org/finnish-customs", f"{place} [Gastgeber]"),
            ("inferred", "medium", f"{place} [Gastgeber]"),
            ("at", "…", f"{place} [Stelle]"),
            ("basis", "The table says so.", f"{place} [Gastgeber]"),
            ("count", "12", f"{place} [Zahl]"),
            ("mode", "in-person", f"{place} [Gastgeber]"),
        ],
    ]


def test_what_the_mapping_did_is_told(here: Path) -> None:
    """The note names the table, the columns and how many values were replaced."""
    assert given().notes == [
        "theirs.xlsx/Veranstaltungen: taken as the table events, columns passed over: Bemerkung, "
        "columns read: Kennung as id, Titel as name_en, Land as country, Gastgeber as host, "
        "2 values replaced as the mapping says, 1 row"
    ]


def test_a_constant_fills_empty_cells(here: Path) -> None:
    """Events without a source column belong to the source that the mapping gives."""
    (tree,) = given().trees
    assert [getattr(value, "text", "") for key, _, value in tree if key == "source"] == ["900"]


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (
            ("Kennung", "Titel", "Land", "Gastgeber", "Zahl", "Stele", "Bemerkung"),
            [
                "theirs.xlsx/Veranstaltungen:1 [Gastgeber]: the mapping takes at from 'Stelle', "
                "which is no column here; did you mean 'Stele'?",
                "theirs.xlsx/Veranstaltungen:1 [Land]: the mapping takes at from 'Stelle', which "
                "is no column here; did you mean 'Stele'?",
                "theirs.xlsx/Veranstaltungen:1 [Stele]: 'Stele' is not a column of this table; "
                "known are: id, name_en, source, also, hidden, note; or map it, or list it under "
                "ignore, in a mapping file",
            ],
        ),
        (
            ("Kennung", "Titel", "Land", "Gastgeber", "Zahl", "Stelle", "Hinweis"),
            [
                "theirs.xlsx/Veranstaltungen:1 [Hinweis]: 'Hinweis' is not a column of this "
                "table; known are: id, name_en, source, also, hidden, note; or map it, or list "
                "it under ignore, in a mapping file"
            ],
        ),
    ],
)
def test_columns_that_nobody_knows_are_problems(here: Path, header: tuple[str, ...], problem: list[str]) -> None:
    """Neither ours nor mapped nor ignored, or taken from a column that is not there."""
    assert sorted(lines(given(header=header).problems)) == problem


def test_a_column_of_another_table_is_a_problem(here: Path) -> None:
    """title is a column of claims, not of events."""
    found = given(MAPPING.replace("Titel: name_en", "Titel: title"))
    assert (
        "theirs.xlsx/Veranstaltungen:1 [Titel]: the mapping makes it 'title', which is "
        "not a column of events; known are: source, id, name_en, also, hidden, note"
    ) in lines(found.problems)


def test_each_sheet_may_have_a_mapping_of_its_own(here: Path) -> None:
    """What is said of a sheet comes before what is said of all; files are sheets, too."""
    Path("Orte.csv").write_text("Name,Kennung\nAlpha,a\n", "utf-8")
    Path("mapping.yaml").write_text(
        "columns: {Name: note, Kennung: id}\nsheets:\n  Orte:\n    table: places\n    columns: {Name: name_en}\n",
        "utf-8",
    )
    files = read([Path("Orte.csv")], load_mapping(Path("mapping.yaml")))
    assert [row.cells for row in files.tables["places"][0].rows] == [{"name_en": "Alpha", "id": "a"}]


def test_values_are_replaced_in_claims_by_their_key(here: Path) -> None:
    """In a table of claims, the value of a claim with the key country is looked up under country."""
    Path("claims.csv").write_text("subject,key,value,status,confidence,at\ne,country,Finnland,stated,high,0-9\n")
    Path("mapping.yaml").write_text('values: {country: {Finnland: FI}}\nconstants: {source: "900"}\n')
    assert claims(read([Path("claims.csv")], load_mapping(Path("mapping.yaml"))))[0][0][1] == "FI"


def test_a_constant_source_is_that_of_the_claims_of_a_row(here: Path) -> None:
    """A table that has no such column may still say of which document its claims are."""
    text = "table: places\ncolumns: {In: {to: claim, key: part-of, status: stated, confidence: high, at: Where}}\n"
    Path("mapping.yaml").write_text(text + 'constants: {source: "900"}\n', "utf-8")
    Path("own.csv").write_text("id,name_en,In,Where\na,A,place/b,0-9\n", "utf-8")
    files = read([Path("own.csv")], load_mapping(Path("mapping.yaml")))
    assert files.problems == []
    assert [getattr(value, "text", "") for key, _, value in files.trees[0] if key == "source"] == ["900"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "date: DD.MM\n",
            "1 [date]: 'DD.MM' does not tell how dates are written; write DD, MM and YYYY in their order, as in "
            "DD.MM.YYYY",
        ),
        ("date: [DD]\n", "1 [date]: is not one text; write one text"),
        ("tabel: events\n", "1 [tabel]: 'tabel' is not a section of a mapping file; did you mean 'table'?"),
        ("table: event\n", "1 [table]: 'event' is not a table; did you mean 'events' or 'evidence'?"),
        ("sheets: {A: event}\n", "1 [A]: 'event' is not a table; did you mean 'events' or 'evidence'?"),
        (
            "sheets: {A: {sheets: {}}}\n",
            "1 [sheets]: 'sheets' is not a section of a mapping file; known are: table, "
            "id, date, columns, values, constants, claims, ignore",
        ),
        (
            "columns: {A: name_eng_x}\n",
            "1 [A]: 'name_eng_x' is neither a column of ours nor a claim key; did you mean 'name_en'?",
        ),
        ("columns: [A]\n", "1 [columns]: is not a mapping; write  name: what it is  below"),
        ("columns: {A: [id]}\n", "1 [A]: is not one text; write one text"),
        (
            "constants: {soruce: 1}\n",
            "1 [soruce]: 'soruce' is neither a column of ours nor a claim key; did you mean 'source' or 'outcome'?",
        ),
        (
            "table: events\nconstants: {basis: x}\n",
            "2 [basis]: 'basis' is neither a column of events nor a claim key; known are: source, id, name_en, also, "
            "hidden, note",
        ),
        (
            "table: events\nconstants: {category: workshop}\n",
            "2 [category]: the claim has no status, no confidence, no at",
        ),
        ("columns: {A: host}\n", "1 [A]: the claim has no status, no confidence, no at"),
        ("columns: {A: host}\nclaims: {status: stated, confidence: high}\n", "1 [A]: 'at' is missing; name the column"),
        ("claims: [status]\n", "1 [claims]: is not a mapping; write what all claims have, as in"),
        ("claims: {key: host}\n", "1 [key]: 'key' is not a field here; known are: status, confidence, at"),
        ("claims: {constants: {tilte: x}}\n", "1 [tilte]: 'tilte' is not an option of a claim; did you mean 'title'?"),
        ('id: "{Date:month}-x"\n', "1 [id]: 'month' is not a form of a cell; write {Column:year}, or {Column}"),
        ('id: "2024-{Event"\n', "1 [id]: is no pattern of an id; write columns in braces, as in  {Date:year}-{Event}"),
        ('id: ["{A}"]\n', "1 [id]: is not one text; write one text"),
        ("source: {id: a, adress: b}\n", "1 [adress]: 'adress' is not a column of sources; known are: id, name_en"),
        ("sheets: {A: {source: {id: a}}}\n", "1 [source]: 'source' is not a section of a mapping file; known are:"),
        (
            "values: {contry: {A: FI}}\n",
            "1 [contry]: 'contry' is neither a column of ours nor a claim key; did you mean 'country' or 'count'?",
        ),
        (
            "columns:\n  A: {to: claim, key: hots, status: stated, confidence: high, at: B}\n",
            "2 [key]: 'hots' is not a role or claim key; did you mean 'host'?",
        ),
        (
            "columns:\n  A: {to: claim, key: host, status: sated, confidence: high, at: B}\n",
            "2 [status]: 'sated' is not a status; did you mean 'stated'?",
        ),
        (
            "columns:\n  A: {to: claim, key: host, status: stated, confidence: hihg, at: B}\n",
            "2 [confidence]: 'hihg' is not a confidence; did you mean 'high'?",
        ),
        (
            "columns:\n  A: {to: claims, key: host, status: stated, confidence: high, at: B}\n",
            "2 [to]: 'claims' is not what a column can become; did you mean 'claim'?",
        ),
        (
            "columns:\n  A: {to: claim, key: host, status: stated, confidence: high}\n",
            "2 [A]: 'at' is missing; name the column that holds the spans, or write  constants: {at: row}  for the row "
            "itself",
        ),
        (
            "columns:\n  A: {to: claim, key: host, status: stated, at: B}\n",
            "2 [A]: 'confidence' is missing; write it, as in  {to: claim, key: country, "
            "status: stated, confidence: high, at: Spans}",
        ),
        (
            "columns:\n  A: {to: claim, kye: host, key: host, status: stated, confidence: high, at: B}\n",
            "2 [kye]: 'kye' is not a field here; did you mean 'key'?",
        ),
        ("table: events\ntable: claims\n", "2 [table]: the key is there twice; keep one, or merge the two"),
    ],
)
def test_what_is_wrong_in_a_mapping_file_has_its_line(here: Path, text: str, problem: str) -> None:
    """Every mistake is told with line, field and near matches."""
    Path("mapping.yaml").write_text(text, "utf-8")
    with pytest.raises(RecordsError) as caught:
        load_mapping(Path("mapping.yaml"))
    assert str(caught.value).startswith(f"mapping.yaml:{problem}")
