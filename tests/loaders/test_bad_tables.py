"""Each mistake in a table is told with its file, row, column, what is wrong, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ORG = "organizations.csv"
OSCE = "osce,OSCE,ОБСЕ,,,igo,,\n"
ROW = "osce,OSCE,ОБСЕ,,,{type},{country},\n"
DIGEST = "a" * 64

CELLS = [
    # the header
    (ORG, ",hidden,", ",hiden,", "1 [hiden]: 'hiden' is not a column of this table; did you mean 'hidden'?"),
    (ORG, "name_ru", "name_RU",
     "1 [name_RU]: 'name_RU' is not a column of this table; did you mean 'name_ru' or 'name_en'?"),
    (ORG, "country,note", "country,country", "1 [country]: the column is there twice; keep one"),
    (ORG, "country,note", "country,note,", "1: a column has no name; name it, or delete it"),
    (ORG, "id,name_en", "id,name_fi", "1 [name_en]: the column is missing; add it to the first line"),
    ("people.csv", "id,name_en", "Id,name_en", None),
    # rows and names
    (ORG, OSCE, "osce,OSCE,ОБСЕ,,,igo,,a note, and more\n",
     '3: 9 cells under 8 columns; put a cell that holds a comma in "quotes"'),
    (ORG, OSCE, ",OSCE,ОБСЕ,,,igo,,\n", None),
    (ORG, OSCE, "osce,,ОБСЕ,,,igo,,\n", "3 [name_en]: an English name is missing; give one"),
    ("people.csv", "ann-lee,", "Ann Lee,",
     "2 [id]: 'Ann Lee' is not an id; write lower-case letters, digits and single hyphens, as in ann-lee"),
    ("people.csv", "ann-lee,", "ann--lee,",
     "2 [id]: 'ann--lee' is not an id; write lower-case letters, digits and single hyphens, as in ann-lee"),
    ("people.csv", "ann-lee,", "Анна,",
     "2 [id]: 'Анна' is not an id; write lower-case letters, digits and single hyphens, as in anna"),
    ("people.csv", "ann-lee,Ann Lee,,,,\n", "ann-lee,Ann Lee,,,,\n\nann-lee,Ann,,,,\n",
     "4 [id]: the id 'ann-lee' is already in data/people.csv:2; give one of them another id"),
    ("countries.csv", "NO,", "Norway,",
     "3 [id]: 'Norway' is not an id; write the two capital letters of ISO 3166-1, as in FI"),
    (ORG, "Tulli@fi", "Tulli@FI",
     "2 [also]: 'Tulli@FI' is not a name; write its language right after it, as in Tulli@fi"),
    (ORG, "Tulli@fi", "Tulli @fi",
     "2 [also]: 'Tulli @fi' is not a name; write its language right after it, as in Tulli@fi"),
    ("countries.csv", "19.1,59.5", "190.1,59.5",
     "2 [west]: '190.1' is out of range; write a number less than or equal to 180"),
    # types and countries
    (ORG, OSCE, ROW.format(type="", country=""), "3 [type]: is missing; give a value"),
    (ORG, OSCE, ROW.format(type="|", country=""), "3 [type]: is empty; give at least one"),
    (ORG, OSCE, ROW.format(type="igos", country=""),
     "3 [type]: 'igos' is not a term of org-type; did you mean 'igo'?"),
    (ORG, OSCE, ROW.format(type="igo", country="fi"), "3 [country]: 'fi' is not a country code; write FI"),
    (ORG, OSCE, ROW.format(type="igo", country="Finnland"),
     "3 [country]: 'Finnland' is not a country code; did you mean FI (Finland)?"),
    (ORG, OSCE, ROW.format(type="igo", country="Туркмения"),
     "3 [country]: 'Туркмения' is not a country code; did you mean TM (Туркменистан)?"),
    (ORG, OSCE, ROW.format(type="igo", country="XX"),
     "3 [country]: 'XX' is not a country code; write the two capital letters of ISO 3166-1, as in FI"),
    ("projects.csv", ",programme,", ",program,",
     "2 [type]: 'program' is not a term of project-type; did you mean 'programme' or 'sub-programme'?"),
    ("documents.csv", ",handbook,\n", ",hand-book,\n",
     "2 [type]: 'hand-book' is not a term of document-type; did you mean 'handbook'?"),
    # numbers
    ("places.csv", "60.17,24.94", "60.17,", "2: lat and lon go together; give both or none"),
    ("places.csv", "60.17,24.94", '"60,17",24.94',
     "2 [lat]: '60,17' is not a number; write digits and a point, as in 60.17"),
    ("places.csv", "60.17,24.94", "160.17,24.94",
     "2 [lat]: '160.17' is out of range; write a number less than or equal to 90"),
    ("places.csv", "60.17,24.94", "60.17,nan", None),
    ("sources.csv", ",200\n", ",many\n", "2 [length]: 'many' is not a number; write digits only, as in 24"),
    ("sources.csv", ",200\n", ",0\n", "2 [length]: '0' is out of range; write a number greater than 0"),
    ("sources.csv", f"{DIGEST},200", f"{DIGEST[:40]},200",
     f"2 [sha256]: '{DIGEST[:40]}' is no SHA-256 digest; write its 64 hex digits in lower case"),
    ("sources.csv", "learn,osce", "learn,oscd",
     "2 [publisher]: 'oscd' is not in organizations.csv; did you mean 'osce'?"),
    # evidence
    ("evidence.csv", "start,end", "begin,end", None),
    ("evidence.csv", ",0,10,", ",10,0,",
     "2 [end]: the span is empty or reversed; make the table anew: coopgraph digest"),
    ("evidence.csv", ",0,10,", ",0,ten,", "2 [end]: 'ten' is not a number; write digits only, as in 24"),
    ("evidence.csv", "c" * 64, "c" * 63,
     f"2 [sha256]: '{'c' * 63}' is no SHA-256 digest; write its 64 hex digits in lower case"),
]  # fmt: skip
MORE = {
    ("people.csv", "Id,name_en"): [
        "1 [Id]: 'Id' is not a column of this table; did you mean 'id'?",
        "1 [id]: the column is missing; add it to the first line",
    ],
    (ORG, ",OSCE,ОБСЕ,,,igo,,\n"): ["3 [id]: is missing; give a value"],
    ("places.csv", "60.17,nan"): ["2 [lon]: 'nan' is out of range; write a number less than or equal to 180"],
    ("evidence.csv", "begin,end"): [
        "1 [begin]: 'begin' is not a column of this table; known are: end, sha256, source, start",
        "1 [start]: the column is missing; add it to the first line",
    ],
}


@pytest.mark.parametrize(("name", "old", "new", "message"), CELLS)
def test_a_wrong_cell(
    after: Callable[[str, str, str], list[str]], name: str, old: str, new: str, message: str | None
) -> None:
    """One mistake in a table gives one message with row and column, however many claims refer to the row."""
    wanted = [message] if message else MORE[name, new]
    found = after(name, old, new)
    if new == ",OSCE,ОБСЕ,,,igo,,\n":  # without its id, nobody can know which body this is
        found = [m for m in found if "'org/osce' is not in the data" not in m and "'osce' is not in" not in m]
    assert found == [f"data/{name}:{message}" for message in wanted]


def test_rows_count_as_an_editor_does(after: Callable[[str, str, str], list[str]]) -> None:
    """Blank lines count, and a row whose cell holds line breaks is told by the line where it begins."""
    found = after(
        ORG,
        OSCE,
        f'\n"osce","OSCE","ОБСЕ",,,"i\ngo",,\n{OSCE.replace("osce", "new").replace("igo", "polise")}',
    )
    assert found == [
        "data/organizations.csv:4 [type]: 'i\\ngo' is not a term of org-type; did you mean 'igo'?",
        "data/organizations.csv:6 [type]: 'polise' is not a term of org-type; did you mean 'police'?",
    ]


def test_a_table_may_hold_its_header_only(tiny: Path, complaints: Callable[[Path], list[str]]) -> None:
    """A table without rows is read; what refers to its records is then dangling."""
    for name in ("people", "places"):
        file = tiny / f"{name}.csv"
        file.write_text(file.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    assert complaints(tiny) == [
        "data/records/900-visit.yaml:29 [place]: 'place/helsinki' is not in the data; "
        "correct it, or add it to the table places"
    ]


def test_two_digests_of_one_span(tiny: Path, complaints: Callable[[Path], list[str]]) -> None:
    """A span has one digest; the same one twice does no harm."""
    file = tiny / "evidence.csv"
    row = f"900,0,10,{'c' * 64}\n"
    file.write_text(f"source,start,end,sha256\n{row}{row}{row.replace('c', 'd')}", "utf-8")
    remedy = "make the table anew: coopgraph digest"
    assert complaints(tiny) == [f"data/evidence.csv:4 [sha256]: the span 900:0-10 has another digest above; {remedy}"]
