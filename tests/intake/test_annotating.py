"""Findings in a copy of somebody's own table: the original stays, and so does everything that is not a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from coopgraph.errors import InputError, UsageError
from coopgraph.export.write import writing
from coopgraph.intake import Mapping, annotated, read
from coopgraph.source import Source


@dataclass(frozen=True)
class Finding:
    source: Source | None
    severity: str = "violation"
    code: str = "C1"
    message: str = "'x' is wrong"
    remedy: str = "write y"


def annotate(path: Path, findings: Sequence[Finding], out: Path, mapping: Mapping | None = None) -> None:
    """Write the copy, as the command does."""
    with writing(out) as file:
        file.write(annotated(path, findings, out, mapping))


def finding(file: str, row: int = 0, field: str = "", **more: str) -> Finding:
    return Finding(Source(file, row, field), **more)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b'id,name_en\r\na,"Alpha, a"\r\nb\r\n',
            b"id,name_en,problem,remedy\r\na,\"Alpha, a\",[name_en] 'x' is wrong,write y\r\nb,,,\r\n",
        ),
        (
            b"\xef\xbb\xbfid;name_en\na;A\nb;B",
            b"\xef\xbb\xbfid;name_en;problem;remedy\na;A;[name_en] 'x' is wrong;write y\nb;B;;",
        ),
        (
            "id\tname_en\na\tÄ\n".encode("utf-16"),
            "id\tname_en\tproblem\tremedy\na\tÄ\t[name_en] 'x' is wrong\twrite y\n".encode("utf-16"),
        ),
        (
            b"Title\n\nid,name_en\na,A\n",
            b"Title\n\nid,name_en,problem,remedy\na,A,places.csv:2 [name_en]: 'x' is wrong,write y\n",
        ),
    ],
)
def test_a_csv_gets_two_columns_and_keeps_every_byte_else(here: Path, before: bytes, after: bytes) -> None:
    """Encoding, mark, delimiter, quotes and line ends stay; what points to no row stands with the first."""
    Path("places.csv").write_bytes(before)
    annotate(Path("places.csv"), [finding("places.csv", 2, "name_en")], Path("out.csv"))
    assert Path("out.csv").read_bytes() == after
    assert Path("places.csv").read_bytes() == before


def test_several_findings_of_a_row_stand_together(here: Path) -> None:
    """Parted by bars; one of the whole file comes with its place; those of other files are left out."""
    Path("places.csv").write_text("id,name_en\na,A\n")
    findings = [
        finding("places.csv", 2, "id", message="one"),
        finding("places.csv", 2, message="=two", remedy=""),
        finding("places.csv", 1, "typ", message="three", remedy="no, not\nthat"),
        finding("people.csv", 2, "id"),
        Finding(None),
    ]
    annotate(Path("places.csv"), findings, Path("out.csv"))
    assert Path("out.csv").read_text().splitlines()[1] == (
        'a,A,[id] one | \'=two | places.csv:1 [typ]: three,"write y | no, not that"'
    )


def test_an_annotated_csv_can_be_read_again(here: Path) -> None:
    """The columns of findings are passed over, and the rows are what they were."""
    Path("places.csv").write_text("id,name_en\na,A\n")
    annotate(Path("places.csv"), [finding("places.csv", 2, "id")], Path("out_places.csv"))
    found = read([Path("out_places.csv")])
    assert [row.cells for row in found.tables["places"][0].rows] == [{"id": "a", "name_en": "A"}]
    assert "columns passed over: problem, remedy" in found.notes[0]


def workbook() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "places"
    for row in (("id", "name_en", "note"), ("a", "Alpha", "=1+1"), ("b", "Beta", "x")):
        sheet.append(row)
    sheet["B2"].font = Font(bold=True)
    sheet["B2"].comment = Comment("mine", "me")
    sheet.column_dimensions["B"].width = 33
    sheet.merge_cells("A5:C5")
    book.create_sheet("Findings").append(("kept",))
    book.save("new.xlsx")


def marked(*findings: Finding) -> Any:
    workbook()
    annotate(Path("new.xlsx"), findings, Path("out.xlsx"))
    return load_workbook("out.xlsx")


def test_a_workbook_gets_comments_and_fills_on_the_cells(here: Path) -> None:
    """The comment that was there stays above; styles, widths, formulas and other sheets stay."""
    book = marked(
        finding("new.xlsx/places", 2, "name_en"), finding("new.xlsx/places", 3, "name_en", severity="warning")
    )
    sheet = book["places"]
    assert sheet["B2"].comment.text == "mine\nviolation: 'x' is wrong; write y"
    assert sheet["B2"].fill.start_color.rgb == "FFF4B6B0"
    assert sheet["B3"].fill.start_color.rgb == "FFFFE699"
    assert sheet["B2"].font.bold
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["C2"].value == "=1+1"
    assert book["Findings"]["A1"].value == "kept"


def test_all_findings_are_listed_in_a_sheet(here: Path) -> None:
    """Also those that point nowhere; a text that begins like a formula is none."""
    book = marked(Finding(None, message="=cmd|x"), finding("new.xlsx/places", 2, "id", remedy=""))
    rows = [[cell.value for cell in row] for row in book["Findings 2"].iter_rows()]
    assert rows == [
        ["severity", "code", "place", "message", "remedy"],
        ["violation", "C1", None, "=cmd|x", "write y"],
        ["violation", "C1", "new.xlsx/places:2 [id]", "'x' is wrong", None],
    ]
    assert book["Findings 2"]["D2"].data_type == "s"
    assert book["Findings 2"]["C2"].hyperlink is None


def test_the_list_leads_to_the_cells(here: Path) -> None:
    """A place in it is a link to its cell, and rows are as high as their texts are long."""
    book = marked(finding("new.xlsx/places", 2, "name_en", message="m" * 140))
    sheet = book["Findings 2"]
    assert sheet["C2"].hyperlink.location == "'places'!B2"
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[2].height) == (15, 30)  # 140 characters at 70 a line


@pytest.mark.parametrize(
    ("findings", "hidden", "opens"),
    [
        ([finding("new.xlsx/places", 2)], False, "places"),
        ([finding("new.xlsx/places", 2)], True, "Findings 2"),
        ([finding("new.xlsx", 0)], False, "Findings 2"),
    ],
)
def test_a_workbook_opens_where_the_findings_are(here: Path, findings: list[Finding], hidden: bool, opens: str) -> None:
    """At the first sheet that has any and is not hidden, else at the list, whatever was open before; only that sheet
    is selected."""
    workbook()
    book = load_workbook("new.xlsx")
    front = book.create_sheet("_Read me", 0)
    book.active = front
    front.sheet_view.tabSelected = True
    book["places"].sheet_state = "hidden" if hidden else "visible"
    book.save("new.xlsx")
    annotate(Path("new.xlsx"), findings, Path("out.xlsx"))
    copy: Any = load_workbook("out.xlsx")
    assert copy.active.title == opens
    assert [sheet.title for sheet in copy.worksheets if sheet.sheet_view.tabSelected] == [opens]


@pytest.mark.parametrize(
    ("row", "field", "cell"),
    [(2, "id", "A2"), (2, "", "A2"), (2, "gone", "A2"), (2, "C", "C2"), (1, "typ", "A1"), (5, "note", "A5")],
)
def test_a_finding_stands_on_its_column_or_else_on_the_first_cell(here: Path, row: int, field: str, cell: str) -> None:
    """By the header, by the letter, or at the beginning of the row; in merged cells on the first."""
    assert marked(finding("new.xlsx/places", row, field))["places"][cell].comment is not None


def test_a_finding_of_our_column_stands_on_theirs(here: Path) -> None:
    """By the mapping that the workbook was read with, and by a name written otherwise."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Orte"
    sheet.append(("ID", "Titel"))
    sheet.append(("a", "Alpha"))
    book.save("new.xlsx")
    mapping = Mapping(table="places", columns={"Titel": "name_en"})
    findings = [finding("new.xlsx/Orte", 2, "name_en"), finding("new.xlsx/Orte", 2, "id")]
    annotate(Path("new.xlsx"), findings, Path("out.xlsx"), mapping)
    written = load_workbook("out.xlsx")["Orte"]
    assert written["B2"].comment.text == "violation: 'x' is wrong; write y"
    assert written["A2"].comment.text == "violation: 'x' is wrong; write y"


def test_findings_of_other_files_mark_no_cell(here: Path) -> None:
    """Another sheet, another file, a row that is not there."""
    book = marked(finding("new.xlsx/people", 2), finding("old.xlsx/places", 2), finding("new.xlsx/places", 999))
    assert [c.coordinate for row in book["places"].iter_rows() for c in row if c.comment] == ["B2"]


def test_the_same_findings_give_the_same_bytes(here: Path) -> None:
    """The copy holds no time of writing."""
    marked(finding("new.xlsx/places", 2))
    first = Path("out.xlsx").read_bytes()
    annotate(Path("new.xlsx"), [finding("new.xlsx/places", 2)], Path("again.xlsx"))
    assert Path("again.xlsx").read_bytes() == first


@pytest.mark.parametrize(
    ("path", "out", "why"),
    [
        ("new.xlsx", "new.xlsx", "new.xlsx: is the original; choose another place for the copy"),
        ("new.xlsx", "link.xlsx", "link.xlsx: is the original; choose another place for the copy"),
        ("new.xlsx", "./new.xlsx", "new.xlsx: is the original; choose another place for the copy"),
        ("new.xlsx", "out.csv", "out.csv: the copy of new.xlsx must end in .xlsx"),
        ("new.json", "out.json", "new.json: findings can be written into .csv .tsv .tab .txt .xlsx .xlsm only"),
        (
            "new.xlsx",
            "gone/out.xlsx",
            "gone/out.xlsx: cannot be written (No such file or directory); choose another place",
        ),
    ],
)
def test_wrong_use_touches_nothing(here: Path, path: str, out: str, why: str) -> None:
    """The original, by any name, is refused as the place of the copy."""
    workbook()
    Path("link.xlsx").symlink_to("new.xlsx")
    before = Path("new.xlsx").read_bytes()
    with pytest.raises(UsageError) as caught:
        annotate(Path(path), [], Path(out))
    assert str(caught.value) == why
    assert Path("new.xlsx").read_bytes() == before


def test_what_cannot_be_read_cannot_be_annotated(here: Path) -> None:
    """A broken workbook is told as in reading."""
    Path("new.xlsx").write_bytes(b"PK\3\4 and no more")
    with pytest.raises(InputError, match=r"new\.xlsx: a broken zip \(File is not a zip file\)"):
        annotate(Path("new.xlsx"), [], Path("out.xlsx"))
