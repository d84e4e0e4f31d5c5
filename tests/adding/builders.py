"""Bad inputs that no text can be: binary, huge, or no files at all. Each writes into the working directory."""

from __future__ import annotations

import io
import os
import random
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from coopgraph.curated.formatting import plan
from coopgraph.sealing import seal

VALIDATION = Path(__file__).resolve().parent.parent / "validation"
MB = 1024 * 1024
ROW = "id,name_en,type,country\nabc,Abc,police,FI\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}, *{chr(97 + n)}, *{chr(97 + n)}]\n"
    for n in range(12)
)
"""YAML of which each line holds the one above four times."""
LAUGHING = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
SHEET = "xl/worksheets/sheet1.xml"


def base(folder: Path) -> None:
    """Make ``data``, the small dataset that no check complains of, sealed and in canonical form, and ``texts``."""
    shutil.copytree(VALIDATION / "small", folder / "data")
    shutil.copytree(VALIDATION / "texts", folder / "texts")
    seal(folder / "data", folder / "texts")
    plan(folder / "data").write()


def _write(name: str, data: bytes | str) -> None:
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)


# Text in other encodings, and texts


def endless_number() -> None:
    _write("places.csv", "id,name_en,country,lat,lon\noulu,Oulu,FI," + "9" * 99_000 + ",25.47\n")


def endless_count() -> None:
    row = "900,event/2013-visit,partner,org/osce,stated,high,0-11," + "9" * 99_999
    _write("claims.csv", f"source,subject,key,value,status,confidence,at,count\n{row}\n")


def changed_text() -> None:
    """The text of the document on record, with a word put in at its beginning."""
    _write("texts/900.txt", b"Early " + Path("texts/900.txt").read_bytes())


def yaml_in_windows_1251() -> None:
    _write("new.yaml", 'source: "900"\nevents:\n  2014-course:\n    ru: Курс обучения\n'.encode("cp1251"))


def yaml_in_windows_1252() -> None:
    _write("new.yaml", 'source: "900"\nevents:\n  2014-course:\n    en: Course in Zürich\n'.encode("cp1252"))


def yaml_with_half_a_pair() -> None:
    _write("new.yaml", b'source: "900"\nevents:\n  2014-course:\n    en: "A \xed\xa0\x80"\n')


def csv_in_utf_16() -> None:
    """A table in UTF-16 whose mark was lost."""
    _write("organizations.csv", "id,name_en,type\nabc,Abc,police\n".encode("utf-16-le"))


def csv_in_windows_1251() -> None:
    _write("organizations.csv", "id,name_en,name_ru,type\nabc,Abc,Полиция Финляндии,police\n".encode("cp1251"))


# Zips


def _zip(*members: tuple[str | zipfile.ZipInfo, bytes | str], name: str = "new.zip") -> None:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, data in members:
            archive.writestr(inner, data, zipfile.ZIP_DEFLATED)


def _patched(old: bytes, new: bytes, name: str = "new.zip") -> None:
    """Change bytes in the directory at the end of a zip."""
    raw = Path(name).read_bytes()
    at = raw.index(b"PK\x01\x02")
    assert old in raw[at:]
    _write(name, raw[:at] + raw[at:].replace(old, new, 1))


def zip_bomb() -> None:
    with zipfile.ZipFile("new.zip", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("places.csv", "w") as file:
        for _ in range(50):
            file.write(bytes(MB))


def zip_of_too_much() -> None:
    """Two members that say that they are of 40 MB."""
    size, said = 500_000, 40 * MB
    random.seed(1)
    data = random.randbytes(size)
    _zip(("organizations.csv", data), ("people.csv", data))
    for _ in range(2):
        _patched(size.to_bytes(4, "little"), said.to_bytes(4, "little"))


def zip_that_lies() -> None:
    _zip(("organizations.csv", ROW + "#" * 1000))
    _patched((len(ROW) + 1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def zip_in_a_zip() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("organizations.csv", ROW)
    _zip(("more.zip", inner.getvalue()))


def zip_of_many() -> None:
    _zip(*((f"{n}.txt", "") for n in range(1001)))


def zip_that_leads_out() -> None:
    _zip(("../organizations.csv", ROW))


def zip_with_an_absolute_path() -> None:
    _zip(("/tmp/organizations.csv", ROW))


def zip_with_a_drive() -> None:
    _zip(("C:organizations.csv", ROW))


def zip_with_a_link() -> None:
    info = zipfile.ZipInfo("organizations.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    _zip((info, "/etc/passwd"))


def zip_with_a_lock() -> None:
    _zip(("organizations.csv", ROW))
    _patched(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def zip_with_twins() -> None:
    _zip(("organizations.csv", ROW), ("Organizations.csv", ROW))


def zip_cut_short() -> None:
    _zip(("organizations.csv", ROW))
    _write("new.zip", Path("new.zip").read_bytes()[:-30])


def zip_of_pictures() -> None:
    _zip(("a.png", b"\x89PNG"), ("readme.md", "# ours"))


def zip_with_a_broken_file() -> None:
    _zip(("organizations.csv", ROW), ("records/new.yaml", 'source: "900\n'))


def zip_with_a_mistake() -> None:
    _zip(("organizations.csv", ROW.replace("police", "policy")))


def zip_called_csv() -> None:
    _zip(("organizations.csv", ROW), name="organizations.csv")


# Workbooks


def _xlsx(*rows: tuple[Any, ...], title: str = "organizations", then: Callable[..., None] | None = None) -> None:
    book = Workbook()
    assert book.active
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if then:
        then(book.active)
    book.save("new.xlsx")


HEADER = ("id", "name_en", "type", "country")
GOOD = ("abc", "Abc", "police", "FI")


def _parts(change: Callable[[str, bytes], bytes]) -> None:
    """Make a workbook each of whose parts is as ``change`` makes it."""
    _xlsx(HEADER, GOOD)
    with zipfile.ZipFile("new.xlsx") as old:
        parts = [(name, change(name, old.read(name))) for name in old.namelist()]
    _zip(*parts, name="new.xlsx")


def xlsx_locked() -> None:
    _write("new.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))


def xlsx_cut_short() -> None:
    _xlsx(HEADER, GOOD)
    _write("new.xlsx", Path("new.xlsx").read_bytes()[:2000])


def xlsx_of_texts() -> None:
    _zip(("organizations.csv", ROW), name="new.xlsx")


def xlsx_that_laughs() -> None:
    _parts(lambda name, raw: LAUGHING + raw.split(b"?>")[-1] if name == SHEET else raw)


def xlsx_with_an_entity() -> None:
    _parts(lambda name, raw: OUTSIDE + raw.split(b"?>")[-1] if name == SHEET else raw)


def xlsx_bomb() -> None:
    _parts(lambda name, raw: raw.replace(b"<sheetData>", b" " * (50 * MB) + b"<sheetData>") if name == SHEET else raw)


def xlsx_with_a_formula() -> None:
    _xlsx(HEADER, ("abc", '=CONCATENATE("A", "bc")', "police", "FI"))


def xlsx_with_an_error() -> None:
    _xlsx(HEADER, ("abc", "#REF!", "police", "FI"))


def xlsx_with_merged_cells() -> None:
    _xlsx(HEADER, GOOD, ("def", "Def", "", ""), then=lambda sheet: sheet.merge_cells("C2:C3"))


def xlsx_with_a_date() -> None:
    _xlsx(HEADER, ("abc", datetime(2013, 12, 10), "police", "FI"))


def xlsx_with_a_time() -> None:
    _xlsx(
        ("id", "name_en", "publisher", "issued"),
        ("901", "A text", "osce", datetime(2013, 12, 10, 14, 30)),
        title="sources",
    )


def xlsx_with_a_long_number() -> None:
    _xlsx(("id", "name_en", "publisher", "length"), ("901", "A text", "osce", 12345678901234567890), title="sources")


def xlsx_of_a_stranger() -> None:
    _xlsx(("Name", "Amount"), ("Abc", 3), title="Sheet1")


def xlsx_empty() -> None:
    _xlsx(title="Sheet1")


def xlsx_with_a_mistake() -> None:
    _xlsx(("Organizations, as of today",), (), HEADER, ("abc", "Abc", "policy", "FI"))


# Parquet


def _parquet(select: str, name: str = "organizations.parquet") -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO '{name}' (FORMAT parquet)")


def parquet_cut_short() -> None:
    _parquet("SELECT 'abc' AS id, 'Abc' AS name_en")
    _write("organizations.parquet", Path("organizations.parquet").read_bytes()[:-9])


def parquet_nested() -> None:
    _parquet("SELECT 'abc' AS id, {'en': 'Abc'} AS name_en, 'police' AS type, 'FI' AS country")


def parquet_of_many() -> None:
    _parquet("SELECT 'abc' AS id, 'Abc' AS name_en FROM range(100001)")


def parquet_bomb() -> None:
    _parquet("SELECT 'abc' AS id, repeat('a', 90000) AS name_en FROM range(1000)")


def parquet_called_csv() -> None:
    _parquet("SELECT 'abc' AS id, 'Abc' AS name_en", "organizations.csv")


# Depth and aliases


def mapping_that_laughs() -> None:
    _write("own.yaml", LAUGHS)


def yaml_that_laughs() -> None:
    _write("new.yaml", 'source: "900"\n' + LAUGHS)


def yaml_of_brackets() -> None:
    _write("new.yaml", "source: " + "[" * 10_000)


def yaml_of_steps() -> None:
    _write("new.yaml", "".join(" " * n + "a:\n" for n in range(1000)))


def json_of_brackets() -> None:
    _write("new.json", '{"claims": ' + "[" * 100_000)


def json_of_braces() -> None:
    _write("new.json", '{"claims": ' + '{"a":' * 100_000)


def jsonld_of_brackets() -> None:
    _write("new.jsonld", '{"@id": ' + "[" * 100_000)


def turtle_of_lists() -> None:
    _write("new.ttl", "<a> <b> " + "(" * 10_000 + ")" * 10_000 + " .\n")


def turtle_of_nodes() -> None:
    _write("new.ttl", "<a> <b> " + "[ <b> " * 10_000 + "1" + " ]" * 10_000 + " .\n")


def turtle_of_triples() -> None:
    _write("new.ttl", "<a> <b> " + "<<( <a> <b> " * 10_000 + "1" + " )>>" * 10_000 + " .\n")


RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'


def rdfxml_of_elements() -> None:
    _write("new.rdf", RDF + b"<rdf:Description><a:b>" * 1000 + b"</a:b></rdf:Description>" * 1000 + b"</rdf:RDF>")


def rdfxml_that_laughs() -> None:
    _write("new.rdf", LAUGHING + b"\n" + RDF + b"<rdf:Description><a:b>&c;</a:b></rdf:Description></rdf:RDF>")


def rdfxml_with_an_entity() -> None:
    _write("new.rdf", OUTSIDE + b"\n" + RDF + b"<rdf:Description><a:b>&a;</a:b></rdf:Description></rdf:RDF>")


# Size


def line_of_a_gigabyte() -> None:
    """A file that takes no place on the disk."""
    with Path("places.csv").open("wb") as file:
        file.truncate(1024 * MB)


def line_of_megabytes() -> None:
    _write("places.csv", b"id,name_en\nabc," + b"x" * (60 * MB) + b"\n")


def rows_without_end() -> None:
    _write("organizations.csv", HEADER_LINE + "a,b,c,d\n" * 1_000_000)


def rows_of_nonsense() -> None:
    _write("organizations.csv", HEADER_LINE + "".join(f"A {n},,x{n},y\n" for n in range(20_000)))


def claims_of_nonsense() -> None:
    header = "source,subject,key,value,status,confidence,at\n"
    _write("claims.csv", header + "".join(f"{n},event/x{n},hots,org/{n},sure,no,here\n" for n in range(8_000)))


HEADER_LINE = "id,name_en,type,country\n"


def columns_without_end() -> None:
    _write("organizations.csv", ",".join(["id", "name_en", *(f"x{n}" for n in range(499))]) + "\nabc,Abc\n")


def cell_without_end() -> None:
    _write("organizations.csv", HEADER_LINE + f"abc,{'x' * 100_001},police,FI\n")


def yaml_too_large() -> None:
    _write("new.yaml", 'source: "900"\n' + "# nothing\n" * 250_000)


def yaml_of_keys() -> None:
    _write("new.yaml", 'source: "900"\n' + "".join(f"k{n}: v\n" for n in range(20_000)))


def json_too_large() -> None:
    _write("new.json", '["' + "x" * (8 * MB) + '"]')


def json_of_nonsense() -> None:
    _write("new.json", '{"people": [' + ",".join(['{"id":"A"}'] * 101_000) + "]}")


def jsonl_too_long() -> None:
    _write("people.jsonl", '{"id": "bo", "name_en": "' + "x" * (MB + 1) + '"}\n')


def turtle_too_large() -> None:
    _write("new.ttl", b"# nothing\n" * 7_000_000)


def triples_of_nonsense() -> None:
    lines = (f"<http://example.org/{n}> <http://example.org/b> <http://example.org/c> .\n" for n in range(40_000))
    _write("new.nt", "".join(lines))


def folder_of_many() -> None:
    Path("folder").mkdir()
    for n in range(1001):
        Path(f"folder/{n}.txt").touch()


# What is no file


def pipe() -> None:
    os.mkfifo("organizations.csv")


def socket() -> None:
    import socket as sockets

    with sockets.socket(sockets.AF_UNIX) as made:
        made.bind("organizations.csv")


def empty_folder() -> None:
    Path("folder").mkdir()


def folder_called_csv() -> None:
    Path("organizations.csv").mkdir()


def link_to_itself() -> None:
    Path("organizations.csv").symlink_to("organizations.csv")


def link_to_nowhere() -> None:
    Path("organizations.csv").symlink_to("nowhere.csv")


def link_to_original() -> None:
    Path("link.csv").symlink_to("organizations.csv")


def link_to_dataset() -> None:
    Path("way").symlink_to("data")


def link_to_table() -> None:
    Path("people.csv").symlink_to("data/people.csv")


def dataset_link_to_itself() -> None:
    Path("loop").symlink_to("loop")


def unreadable_file() -> None:
    Path("organizations.csv").chmod(0)


def unreadable_folder() -> None:
    Path("folder").mkdir()
    _write("folder/organizations.csv", ROW)
    Path("folder").chmod(0)


def unreadable_table() -> None:
    Path("data/people.csv").chmod(0)


def unwritable_dataset() -> None:
    Path("data").chmod(0o555)
