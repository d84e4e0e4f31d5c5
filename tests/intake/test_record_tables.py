"""The tables events, delegations, changes and claims: record trees with the places of their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph.errors import RecordsError
from coopgraph.intake import read
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.loaders.yaml import Mapping, Sequence

from .forms import lines

COLUMNS = "source,subject,key,value,status,confidence,at,basis,count"
EVENT = "event/2024-w"


def claims(*rows: str) -> Files:
    """Return what a table of claims gives, beside one event."""
    Path("events.csv").write_text("source,id,name_en\n900,2024-w,A workshop\n", "utf-8")
    Path("claims.csv").write_text("\n".join([COLUMNS, *rows]), "utf-8")
    return read([Path("events.csv"), Path("claims.csv")])


def wrong(files: Files) -> list[str]:
    """Return what the loaders say of claims, the source and the organization being known."""
    Path("sources.csv").write_text("id,name_en\n900,A page\n", "utf-8")
    Path("organizations.csv").write_text("id,name_en,type\nalpha,Alpha,customs\n", "utf-8")
    with pytest.raises(RecordsError) as caught:
        dataset.records(files + read([Path("sources.csv"), Path("organizations.csv")]))
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            f"900,{EVENT},hots,org/alpha,stated,high,0-9,,",
            "[key]: 'hots' is not a role or claim key; did you mean 'host'?",
        ),
        (
            f"900,{EVENT},host,org/alpa,stated,high,0-9,,",
            "[value]: 'org/alpa' is not in the data; did you mean 'org/alpha'?",
        ),
        (
            f"900,{EVENT},host,org/alpha,stated,hihg,0-9,,",
            "[confidence]: 'hihg' is not a confidence; did you mean 'high'?",
        ),
        (
            f"900,{EVENT},host,org/alpha,stated,high,9-0,,",
            "[at]: the span 9-0 is empty or reversed; write the smaller number first",
        ),
        (
            f"900,{EVENT},host,org/alpha,stated,high,0-9 | x,,",
            "[at]: 'x' is not a span; write start-end in characters, as in 3785-3978",
        ),
        (
            f"900,{EVENT},host,org/alpha,stated,high,0-9,,many",
            "[count]: 'many' is not a number; write digits only, as in 24",
        ),
        (
            "900,event/2024-x,host,org/alpha,stated,high,0-9,,",
            "[subject]: 'event/2024-x' is not in the data; did you mean 'event/2024-w'?",
        ),
        (
            f"901,{EVENT},host,org/alpha,stated,high,0-9,,",
            "[source]: '901' is not in sources.csv; did you mean '900'? If not, add it to the table sources: '901' "
            "under id, what it is called under name_en",
        ),
    ],
)
def test_each_mistake_points_to_its_cell(here: Path, row: str, problem: str) -> None:
    """What a record file in YAML would be told comes with the cell of the table."""
    assert wrong(claims(row)) == [f"claims.csv:2 {problem}"]


def test_claims_keep_the_order_of_their_rows(here: Path) -> None:
    """One tree a source document, claims below their subjects in the order of the rows."""
    files = claims(
        f"900,{EVENT},category,workshop,stated,high,0-9,,",
        "900,org/alpha,parent,org/beta,stated,high,0-9,,",
        f"900,{EVENT},host,org/alpha,inferred,low,0-9 | 20-29,Why.,5",
        "901,org/alpha,place,place/x,stated,high,0-9,,",
    )
    assert [[key for key, _, _ in tree] for tree in files.trees] == [
        ["source", "events", "claims"],
        ["source", "claims"],
    ]
    below = files.trees[0].pairs[2][2]
    assert isinstance(below, Mapping)
    assert [(subject, len(made.items)) for subject, _, made in below if isinstance(made, Sequence)] == [
        (EVENT, 2),
        ("org/alpha", 1),
    ]
    host = below.pairs[0][2].items[1]  # type: ignore[union-attr]
    assert [(key, str(place)) for key, place, _ in host.pairs] == [  # type: ignore[union-attr]
        ("host", "claims.csv:4 [value]"),
        ("inferred", "claims.csv:4 [confidence]"),
        ("at", "claims.csv:4 [at]"),
        ("basis", "claims.csv:4 [basis]"),
        ("count", "claims.csv:4 [count]"),
    ]


def test_the_only_source_is_taken_with_a_note(here: Path) -> None:
    """Rows that name no source belong to the only one that the input names."""
    files = claims(f",{EVENT},category,workshop,stated,high,0-9,,", f",{EVENT},host,org/a,stated,high,0-9,,")
    assert files.notes[-1] == "claims.csv: 2 rows name no source; taken to be 900, the only one given"
    assert len(files.trees) == 1
    assert files.problems == []


def test_of_two_sources_none_is_taken(here: Path) -> None:
    """A row that names no source is a problem when the input names two."""
    files = claims("901,org/a,place,place/x,stated,high,0-9,,", f",{EVENT},category,workshop,stated,high,0-9,,")
    assert lines(files.problems) == [
        "claims.csv:3 [source]: the row names no source; give the id that the document has in the table sources"
    ]


def test_a_column_that_claims_need_is_missed_once(here: Path) -> None:
    """Without the column at, no row is taken and one problem is told."""
    Path("claims.csv").write_text("source,subject,key,value,status,confidence\n900,a,b,c,d,e\n900,a,b,c,d,e\n", "utf-8")
    files = read([Path("claims.csv")])
    assert lines(files.problems) == ["claims.csv:1 [at]: the column is missing; add it to the header"]
    assert files.trees == []
    assert "records" in files.unread


def test_an_event_that_is_there_twice_is_told_by_the_loader(here: Path) -> None:
    """Two rows with one id are both kept, so that the message names both."""
    Path("events.csv").write_text("source,id,name_en\n900,2024-w,A\n900,2024-w,B\n", "utf-8")
    assert wrong(read([Path("events.csv")])) == [
        "events.csv:3 [id]: the id '2024-w' is already in events.csv:2; give one of them another id"
    ]


def test_names_in_any_language_keep_their_cells(here: Path) -> None:
    """A name that is tagged wrongly points to its column, a name that is missing to the row."""
    Path("delegations.csv").write_text(
        "source,id,name_en,name_fi,also,country,occupation\n"
        "900,2024-a,A,B,C | @fi,FI,customs-officers\n900,2024-b,,B,,FI,customs-officers\n",
        "utf-8",
    )
    assert wrong(read([Path("delegations.csv")])) == [
        "delegations.csv:2 [also]: '@fi' is not a name; write its language right after it, as in Tulli@fi",
        "delegations.csv:3 [name_en]: an English name is missing; give one",
    ]
