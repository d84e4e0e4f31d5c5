"""Workbooks that would do harm are refused: bombs of XML, sheets without end, rows in disorder."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from coopgraph.intake import read

ALPHA = b'<c r="A2" t="inlineStr"><is><t>a</t></is></c>'
SHEET = "xl/worksheets/sheet1.xml"
AGAIN = (
    b'<sheet name="again" sheetId="2" r:id="rId1" '
    b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
)
LAUGHS = b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


def workbook(change: Callable[[str, bytes], bytes | None]) -> None:
    """Write new.xlsx with one sheet of two rows, each part as ``change`` makes it; None leaves the part out."""
    book = Workbook()
    assert book.active
    book.active.title = "places"
    for row in (("id", "name_en"), ("a", "Alpha")):
        book.active.append(row)
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile("new.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)


def part(part: str, old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    """Return a change of one part; noise makes it pack as badly as an honest one."""

    def change(name: str, raw: bytes) -> bytes:
        if name != part:
            return raw
        assert old in raw
        noise = b"<!--%s-->" % random.Random(1).randbytes(50_000).hex().encode() if len(new) > 1_000_000 else b""
        return raw.replace(old, new) + noise

    return change


def sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return part(SHEET, old, new)


def before(text: bytes, part: str) -> Callable[[str, bytes], bytes]:
    """Return a change that puts a document type in front of a part."""
    return lambda name, raw: text + raw.split(b"?>")[-1] if name == part else raw


DTD = "it has a document type (DTD), which no spreadsheet writes"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (before(LAUGHS, SHEET), f"new.xlsx ({SHEET}): refused: {DTD}"),
        (before(OUTSIDE, SHEET), f"new.xlsx ({SHEET}): refused: {DTD}"),
        (before(LAUGHS, "xl/styles.xml"), f"new.xlsx (xl/styles.xml): refused: {DTD}"),
        (before(LAUGHS, "[Content_Types].xml"), f"new.xlsx ([Content_Types].xml): refused: {DTD}"),
        (
            lambda name, raw: (LAUGHS + b"<x>&c;</x>").decode().encode("utf-16") if name == SHEET else raw,
            f"new.xlsx ({SHEET}): refused: {DTD}",
        ),
        (
            sheet(b"</row><row", b"</row><row r='1048577'/><row"),
            f"new.xlsx ({SHEET}): refused: its rows are not in order (row 1048577 after 1)",
        ),
        (
            sheet(b'<row r="2"', b'<row r="1"'),
            f"new.xlsx ({SHEET}): refused: its rows are not in order (row 1 after 1)",
        ),
        (sheet(b'r="B2"', b'r="A2"'), f"new.xlsx ({SHEET}): refused: its cells are not in order (row 2)"),
        (
            sheet(b'r="B2"', b'r="XFE2"'),
            f"new.xlsx ({SHEET}): refused: row 2 has cells beyond column 16384, the last that there is",
        ),
        (
            sheet(b'r="B2"', b'r="XFD2"'),
            f"new.xlsx ({SHEET}): refused: something stands in column 16384 of row 2; at most 500 are read",
        ),
        (
            sheet(b"</sheetData>", b'<row r="3">' + b"<c/>" * 16_385 + b"</row></sheetData>"),
            f"new.xlsx ({SHEET}): refused: row 3 has cells beyond column 16384, the last that there is",
        ),
        (sheet(b'r="B2"', b'r="B9"'), f"new.xlsx ({SHEET}): refused: the cell 'B9' stands in row 2"),
        (
            sheet(b"</sheetData>", b'<row r="100001"><c r="A100001"><v>1</v></c></row></sheetData>'),
            f"new.xlsx ({SHEET}): refused: something stands in row 100001; at most 100000 rows are read",
        ),
        (
            sheet(b"<sheetData>", b"<x>" * 101 + b"</x>" * 101 + b"<sheetData>"),
            f"new.xlsx ({SHEET}): refused: its XML is nested deeper than 100",
        ),
        (sheet(b"</sheetData>", b""), f"new.xlsx ({SHEET}): broken XML (mismatched tag: line 1, column"),
        (lambda name, raw: None if name == "xl/workbook.xml" else raw, "new.xlsx: not a workbook that can be read ("),
        (
            lambda name, raw: None if name == SHEET else raw,
            "new.xlsx: holds no sheet that can be read; save it as Excel Workbook (.xlsx)",
        ),
        (
            sheet(ALPHA, b'<c r="A2" t="s"><v>99</v></c>'),
            f"new.xlsx ({SHEET}): refused: a cell holds the shared string 99, and there are 0 of them",
        ),
        *[
            (
                sheet(ALPHA, b'<c r="A2" t="s"><v>' + index + b"</v></c>"),
                f"new.xlsx ({SHEET}): refused: a cell of row 2 holds the shared string '{shown}', which is no number",
            )
            for index, shown in ((b"-1", "-1"), (b"0.0", "0.0"), ("\u0660".encode(), "\u0660"), (b"1" * 99, "1" * 20))
        ],
        (sheet(ALPHA, b'<c r="A2" t="s"><v/></c>'), None),
        (sheet(ALPHA, b'<c r="A2"><v>NaN</v></c>'), "new.xlsx: not a workbook that can be read ("),
        (
            sheet(
                b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A9:B9"/>' * 65537 + b"</mergeCells>"
            ),
            f"new.xlsx ({SHEET}): refused: it has more than 65536 merged ranges",
        ),
        (
            sheet(b"<sheetData>", b"<cols>" + b'<col min="1" max="9" hidden="1"/>' * 65537 + b"</cols><sheetData>"),
            f"new.xlsx ({SHEET}): refused: it has more than 65536 runs of hidden columns",
        ),
        (
            part("xl/workbook.xml", b"</sheets>", b'<sheet name="b" sheetId="2"/>' * 1001 + b"</sheets>"),
            "new.xlsx (xl/workbook.xml): refused: it has more than 1000 sheets",
        ),
        (
            part("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 300_001 + b"</cellXfs>"),
            "new.xlsx (xl/styles.xml): refused: it has more than 300000 elements",
        ),
        (
            part("xl/workbook.xml", b"</sheets>", AGAIN + b"</sheets>"),
            "new.xlsx/again: refused: another sheet is the same part of the file, or it is none",
        ),
        (sheet(ALPHA, b'<c r="A2"><v>x</v></c>'), "new.xlsx: not a workbook that can be read ("),
        (sheet(b'<c r="A2" ', b'<c r="A2" s="99" '), None),
    ],
)
def test_a_workbook_that_would_do_harm_is_refused(
    here: Path, change: Callable[[str, bytes], bytes], why: str | None
) -> None:
    """Before anything of it is expanded; a style that is missing does no harm to a text."""
    workbook(change)
    found = read([Path("new.xlsx")])
    assert [line[: len(why or "")] for line in found.unreadable] == ([why] if why else [])
    assert bool(found.tables) == (why is None)


def test_a_shared_string_is_told_by_its_number(here: Path) -> None:
    """The last string of the table is the last that a cell may hold."""

    def change(name: str, raw: bytes) -> bytes:
        if name == "[Content_Types].xml":
            kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
            own = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
            return raw if b"sharedStrings" in raw else raw.replace(b"</Types>", own)
        return raw.replace(ALPHA, b'<c r="A2" t="s"><v> 1 </v></c>')

    strings = b"<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si>"
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    workbook(lambda name, raw: None if name == "xl/sharedStrings.xml" else change(name, raw))
    with zipfile.ZipFile("new.xlsx", "a") as archive:
        archive.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (space, strings))
    assert read([Path("new.xlsx")]).tables["places"][0].rows[0].cells["id"] == "bc"


def test_a_sheet_that_claims_to_be_endless_is_read_in_no_time(here: Path) -> None:
    """The dimensions that a file claims are not believed: two rows are two rows."""
    workbook(sheet(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"'))
    start = time.process_time()
    found = read([Path("new.xlsx")])
    assert time.process_time() - start < 2
    assert len(found.tables["places"][0].rows) == 1


def test_a_workbook_cut_short_is_told(here: Path) -> None:
    """Half a file is no file."""
    workbook(lambda _, raw: raw)
    whole = Path("new.xlsx").read_bytes()
    Path("new.xlsx").write_bytes(whole[: len(whole) // 2])
    assert read([Path("new.xlsx")]).unreadable == [
        "new.xlsx: a broken zip (File is not a zip file); copy or download it again"
    ]


def test_too_many_cells_are_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit counts cells that hold something; here it is three, and the sheet has four."""
    monkeypatch.setattr("coopgraph.intake.ooxml.MAX_CELLS", 3)
    workbook(lambda _, raw: raw)
    assert read([Path("new.xlsx")]).unreadable == ["new.xlsx: refused: more than 3 cells; part the workbook"]
