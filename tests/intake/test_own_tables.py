"""A researcher's own table made ours by a mapping alone: ids, evidence, names, claims of every row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from coopgraph import Graph, build
from coopgraph.cli import main
from coopgraph.errors import RecordsError
from coopgraph.intake import Name, load_mapping, on_record, read
from coopgraph.intake.naming import Names
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.names import every
from coopgraph.records import Claim

from .forms import lines

ROOT = Path(__file__).resolve().parent.parent.parent
MAPPING = """\
table: events
source: {id: "901", name_en: A table, file: own.txt}
id: "{Date:year}-{Event}"
columns:
  Event: name_en
  Date: start-date
  Who: {to: claim, key: participant, parted: ";"}
constants: {category: workshop, country: FI}
claims: {status: stated, confidence: medium, constants: {at: row}}
"""
HEADER = "Event,Date,Who\n"
BUNDLED = on_record(ROOT / "data")


def given(
    rows: str | bytes, mapping: str = MAPPING, names: list[Name] | None = BUNDLED, more: dict[str, str] | None = None
) -> Files:
    """Return what own.csv gives by a mapping, with other files beside it."""
    Path("own.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    Path("mapping.yaml").write_text(mapping, "utf-8")
    for name, text in (more or {}).items():
        Path(name).write_text(text, "utf-8")
    return read([Path("own.csv"), *(Path(name) for name in more or {})], load_mapping(Path("mapping.yaml")), names)


def claims(files: Files) -> list[Claim]:
    """Return the claims, read with the bundled dataset."""
    assert files.problems == []
    known = dataset.read(ROOT / "data")
    known.trees = []
    return dataset.records(known + files).claims


def told(files: Files) -> list[str]:
    return [line.removeprefix("own.csv:") for line in lines(files.problems)]


def test_a_row_makes_an_event_its_claims_and_their_source(here: Path) -> None:
    """The id is made, constants are claims of every row, a cell is parted, all rest on the row, whose source is new."""
    # line 1 has 15 characters with its end, so the first row begins at 15; it has 46
    row = "A  Workshop – déjà vu,2024-03-12,OSCE; UNODC ;"
    files = given(f"{HEADER}{row}\nTest,in May 2025,\n".replace("in May 2025", "2025-05-01"))
    found = [(c.subject, c.key, c.value.text, str(c.spans[0])) for c in claims(files)]
    first, second = "event/2024-a-workshop-deja-vu", "event/2025-test"
    assert found == [
        (first, "category", "event-type/workshop", "901:15-61"),
        (first, "country", "country/FI", "901:15-61"),
        (first, "start-date", "2024-03-12", "901:15-61"),
        (first, "participant", "org/osce", "901:15-61"),
        (first, "participant", "org/unodc", "901:15-61"),
        (second, "category", "event-type/workshop", "901:62-78"),
        (second, "country", "country/FI", "901:62-78"),
        (second, "start-date", "2025-05-01", "901:62-78"),
    ]
    assert {(c.status, c.confidence) for c in claims(files)} == {("stated", "medium")}
    (source,) = files.tables["sources"][0].rows
    assert source.cells == {"id": "901", "name_en": "A table", "file": "own.txt"}
    assert str(source.source) == "mapping.yaml:2 [source]"


@pytest.mark.parametrize(
    ("raw", "spans"),
    [
        (b"Event,Date,Who\r\nA,2024-01-01,\r\nB,2024-01-01,\r\n", ["16-29", "31-44"]),
        (b"\xef\xbb\xbf" + "Event,Date,Who\nÄ,2024-01-01,\n".encode(), ["16-29"]),
        (b'Event,Date,Who\n"A\nb",2024-01-01,\n\nC,2024-01-01,', ["15-32", "34-47"]),
        (b"sep=,\nEvent,Date,Who\nA,2024-01-01,\n", ["21-34"]),
        (b"A title\nEvent,Date,Who\n,,\nA,2024-01-01,\n", ["26-39"]),
    ],
)
def test_a_row_stands_from_its_first_character_to_its_last(here: Path, raw: bytes, spans: list[str]) -> None:
    """Characters of the text as it is, a byte order mark among them, and no line end: what stands there is the row."""
    found = list(dict.fromkeys(str(c.spans[0]).removeprefix("901:") for c in claims(given(raw))))
    assert found == spans
    text = raw.decode("utf-8")
    assert [text[slice(*map(int, span.split("-")))][-11:-1] for span in found] == ["2024-01-01"] * len(spans)


def test_a_row_of_a_workbook_stands_in_no_text(here: Path) -> None:
    """It is told once, with what to do, and not for each claim."""
    book = Workbook()
    assert book.active
    book.active.title = "own"
    for row in (("Event", "Date", "Who"), ("A", "2024-01-01", "OSCE"), ("B", "2024-01-01", "OSCE")):
        book.active.append(row)
    book.save("own.xlsx")
    Path("mapping.yaml").write_text(MAPPING, "utf-8")
    files = read([Path("own.xlsx")], load_mapping(Path("mapping.yaml")), BUNDLED)
    message = "the mapping says at: row, and this form has no text that a row could stand in; save the table as CSV in "
    assert lines(files.problems) == [f"own.xlsx/own:1: {message}UTF-8, or name the column that holds the spans"]


def test_a_row_in_utf_16_stands_in_no_text(here: Path) -> None:
    """Characters are counted in UTF-8 texts only."""
    assert "save the table as CSV in UTF-8" in told(given((HEADER + "A,2024-01-01,\n").encode("utf-16")))[0]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            "A,soon,OSCE\n",
            "2 [Date]: holds no year of four digits, and the id is made of it; fill it in, or give the row an id",
        ),
        (
            ",2024-01-01,OSCE\n",
            "2 [Event]: holds no letter or digit, and the id is made of it; fill it in, or give the row an id",
        ),
        (
            "A b,2024-01-01,\nC,2024-01-01,\nA-B!,2024-02-02,\n",
            "4 [Event]: the id '2024-a-b' is made of row 2 as well; add a column that tells them apart to the "
            "mapping's id",
        ),
    ],
)
def test_a_row_of_which_no_id_can_be_made_is_a_problem(here: Path, rows: str, problem: str) -> None:
    """It points to the cell that is to blame."""
    assert told(given(HEADER + rows))[0] == problem


def test_an_id_of_a_column_that_is_not_there_is_told_once(here: Path) -> None:
    """Not for every row."""
    found = told(given(HEADER + "A,2024-01-01,\nB,2024-01-01,\n", MAPPING.replace("{Event}", "{Evnt}")))
    assert found == ["1 [id]: the mapping takes the id from 'Evnt', which is no column here; did you mean 'Event'?"]


def test_an_id_that_is_written_stays(here: Path) -> None:
    """Only rows without one get one; a long name is cut after a word."""
    long = "Workshop " + "on many things " * 9
    rows = f"Event,Date,Who,No\nA,2024-01-01,,2024-own\n{long},2024-01-01,,\n"
    subjects = {c.subject for c in claims(given(rows, MAPPING.replace("columns:\n", "columns:\n  No: id\n")))}
    # "workshop-" and three times "on-many-things-" are 54; with "on-many" it would be 61
    cut = "event/2024-workshop-on-many-things-on-many-things-on-many-things-on"
    assert subjects == {"event/2024-own", cut}
    assert len(cut.removeprefix("event/2024-")) == 56


def test_values_are_found_by_name_in_any_language(here: Path) -> None:
    """Records, countries and terms; case, accents and punctuation do not matter; the note tells what was found."""
    mapping = MAPPING.replace("{category: workshop, country: FI}", "{category: учебный визит!, country: финляндия}")
    files = given(HEADER + "A,2024-01-01,osce;Tulli;МОМ\n", mapping)
    assert [c.value.text for c in claims(files)] == [
        "event-type/study-visit",
        "country/FI",
        "2024-01-01",
        "org/osce",
        "org/finnish-customs",
        "org/iom",
    ]
    assert files.notes[-1].startswith("own.csv: found by name: учебный визит! is event-type/study-visit, финляндия is ")


def test_what_is_new_in_the_input_is_found_by_name(here: Path) -> None:
    """Organizations given along count as those on record."""
    more = {"organizations.csv": "id,name_en,also,type\nutopian-customs,Utopian Customs,UC | Utopia Zoll@de,customs\n"}
    files = given(HEADER + "A,2024-01-01,Utopia-Zoll\n", more=more)
    assert claims(files)[-1].value.text == "org/utopian-customs"


@pytest.mark.parametrize(
    ("form", "written", "day"),
    [
        ("DD.MM.YYYY", "12.03.2024", "2024-03-12"),
        ("DD.MM.YYYY", "1.3.2024", "2024-03-01"),
        ("MM/DD/YYYY", "12/03/2024", "2024-12-03"),
        ("YYYY/DD/MM", "2024/12/03", "2024-03-12"),
        ("DD. MM. YYYY", "12. 3. 2024", "2024-03-12"),
        ("YYYYMMDD", "20240312", "2024-03-12"),
        ("DD.MM.YYYY", "2024-03-12", "2024-03-12"),
    ],
)
def test_a_mapping_tells_how_dates_are_written(here: Path, form: str, written: str, day: str) -> None:
    """Dates in the order that it says become year-month-day, and a note counts them; those that are so already stay."""
    files = given(HEADER + f"A,{written},OSCE\n", MAPPING.replace("{Date:year}", "2024") + f"date: {form}\n")
    assert [c.value.text for c in claims(files) if c.key == "start-date"] == [day]
    assert (f"1 date read as {form}" in files.notes[0]) == (day != written)


@pytest.mark.parametrize("written", ["12/03/2024", "31.02.2024", "12.13.2024", "12.03.24", "on 12.03.2024"])
def test_what_is_not_written_so_stays_and_is_a_problem(here: Path, written: str) -> None:
    """Other signs between, no day of the calendar, two digits of a year, words: nothing of it is guessed."""
    mapping = MAPPING.replace("{Date:year}", "2024") + "date: DD.MM.YYYY\n"
    files = dataset.read(ROOT / "data") + given(HEADER + f"A,{written},OSCE\n", mapping)
    with pytest.raises(RecordsError) as caught:
        dataset.records(files)
    assert f"own.csv:2 [Date]: '{written}' is not a date" in str(caught.value)


def test_dates_of_columns_and_of_a_sheet(here: Path) -> None:
    """Columns of ours that take dates are read so as well, other texts are not; what is said of a sheet comes first."""
    mapping = (
        "date: DD.MM.YYYY\nsheets:\n  own: {table: claims, date: MM.DD.YYYY}\n"
        "constants: {status: stated, confidence: high, at: 0-9}\n"
    )
    rows = "subject,key,value,basis,when\n"
    rows += "event/2024-a,start-date,03.12.2024,On 03.12.2024.,03.12.2024\n"
    rows += "event/2024-a,host,03.12.2024,,\n"
    files = given(rows, mapping, more={"sources.csv": "id,name_en,issued,note\n901,A,13.03.2024,13.03.2024\n"})
    (source,) = (row.cells for table in files.tables["sources"] for row in table.rows)
    assert (source["issued"], source["note"]) == ("2024-03-13", "13.03.2024")
    tree = repr(files.trees)
    assert (tree.count("'2024-03-12'"), tree.count("'03.12.2024'"), tree.count("'On 03.12.2024.'")) == (2, 1, 1)


def test_a_name_of_nothing_is_a_problem_and_what_is_like_it_proposed(here: Path) -> None:
    """With the cell, and where to give it a row; the claims beside it are not lost."""
    assert told(given(HEADER + "A,2024-01-01,OSZE;Qqqqqq;OSCE\n")) == [
        "2 [Who]: 'OSZE' is the name of nothing on record (org, delegation, person); did you mean 'OSCE'? If not, "
        "give it a row in organizations or people or delegations, or say what it is in the mapping, under values: "
        "participant",
        "2 [Who]: 'Qqqqqq' is the name of nothing on record (org, delegation, person); give it a row in organizations "
        "or people or delegations, or say what it is in the mapping, under values: participant",
    ]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("Boarder Gard", "Finnish Border Guard"), ("Finish Custom", "Finnish Customs"), ("ОБСЕЕ", "ОБСЕ")],
)
def test_a_slip_on_record_is_not_proposed(here: Path, written: str, proposed: str) -> None:
    """What is like a name that is on record as somebody's slip is met with the right name; what
    is like a right name with that very one."""
    (found,) = told(given(HEADER + f"A,2024-01-01,{written}\n"))
    assert f"did you mean '{proposed}'" in found
    assert "Boarder Guard" not in found
    assert "Finish Customs" not in found


def test_a_slip_that_is_somebody_elses_name_is_proposed() -> None:
    """A name that is a slip for one and right for another is a name."""
    names = Names([Name("org/a", "Alpha"), Name("org/a", "Beta House", 3), Name("org/b", "Beta House", 2)])
    assert names.like("Beta Hause", ["org"]) == ["Beta House"]


def test_a_name_of_several_is_a_problem(here: Path) -> None:
    """All are told; the mapping's values say which is meant, by id or by another name."""
    twins = [Name("org/a", "Twin"), Name("person/b", "TWIN"), Name("org/c", "twin", 2), Name("place/d", "Twin")]
    rows = HEADER + "A,2024-01-01,Twin\n"
    assert told(given(rows, names=twins)) == [
        "2 [Who]: 'Twin' is the name of several: org/a, person/b; say which in the mapping, as in  values: "
        "{participant: {Twin: org/a}}"
    ]
    files = given(rows, MAPPING + "values: {participant: {Twin: org/a}}\n", names=twins)
    assert files.problems == []


def test_without_a_dataset_unknown_names_are_left_to_whoever_knows_it(here: Path) -> None:
    """Terms are known all the same."""
    files = given(HEADER + "A,2024-01-01,Tulli\n", MAPPING.replace("workshop,", "Workshop,"), names=None)
    assert files.problems == []
    assert "'Tulli'" in repr(files.trees)
    assert "'workshop'" in repr(files.trees)


def test_a_sheet_has_its_own_pattern_claims_and_constants(here: Path) -> None:
    """What is said of the sheet comes first; what is said of all claims holds for it as well."""
    mapping = MAPPING.replace("table: events\n", "") + (
        'sheets:\n  own:\n    table: events\n    id: "{Date:year}-x-{Event}"\n'
        "    constants: {category: study-visit}\n"
        "    claims: {confidence: low}\n    columns: {Who: host}\n"
    )
    mapping = mapping.replace(", country: FI", "")
    found = [
        (c.subject, c.key, c.value.text, c.confidence) for c in claims(given(HEADER + "A,2024-01-01,OSCE\n", mapping))
    ]
    assert found == [
        ("event/2024-x-a", "category", "event-type/study-visit", "low"),
        ("event/2024-x-a", "start-date", "2024-01-01", "medium"),
        ("event/2024-x-a", "host", "org/osce", "low"),
    ]


def test_inferred_claims_with_a_basis_of_their_own(here: Path) -> None:
    """Status, confidence and basis of all claims are said once, and of one column otherwise."""
    mapping = MAPPING.replace("{at: row}", "{at: row, basis: Read off the table.}").replace("stated", "inferred")
    mapping = mapping.replace('parted: ";"}', 'parted: ";", status: rejected, constants: {basis: No.}}')
    found = {c.key: (c.status, c.basis) for c in claims(given(HEADER + "A,2024-01-01,OSCE\n", mapping))}
    assert found["start-date"] == found["category"] == ("inferred", "Read off the table.")
    assert found["participant"] == ("rejected", "No.")


def test_a_store_knows_the_same_names(here: Path, graph: Graph) -> None:
    """What is on record in files is found in the store that is made of them."""
    stored, tables = Names(Name(*found) for found in every(graph.store)), Names(BUNDLED)
    for text in ("OSCE", "Tulli", "таможенная служба финляндии", "Helsinki", "Финляндия", "Finish Customs"):
        assert stored.find(text, ["org", "place", "country"]) == tables.find(text, ["org", "place", "country"]) != []


def test_the_commands_know_the_names_of_the_dataset(here: Path) -> None:
    """check against files and against a store, and add."""
    shutil.copytree(ROOT / "data", "data")
    build.save(build.load(Path("data")), Path("store"))
    Path("texts").mkdir()
    for folder in ("", "texts/"):
        Path(f"{folder}own.txt").write_text(HEADER + "A,2024-01-01,OSCE;Tulli\n", "utf-8")
    Path("mapping.yaml").write_text(MAPPING.replace("columns:\n", "columns:\n  Place: place\n"), "utf-8")
    more = ["own.txt", "--mapping", "mapping.yaml", "--sources", "texts"]
    for words in (["check", "--against", "data"], ["check", "--against", "store"], ["add", "--to", "data"]):
        ran = CliRunner().invoke(main, [*words, *more])
        assert "found by name: OSCE is org/osce, Tulli is org/finnish-customs" in ran.output
        assert ran.exit_code == 0, ran.output
