"""Zips that would do harm are refused as a whole, at once, with the reason."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from coopgraph.intake import read

TABLE = "id,name_en\na,Alpha\n"


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], packed: bool = True) -> bytes:
    found = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(found, "w", how) as archive:
        for name, raw in members:
            archive.writestr(name, raw, how)
    return found.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def locked(raw: bytes) -> bytes:
    """Return a zip whose members claim to be encrypted: bit 0 of their flags, in both headers."""
    found = bytearray(raw)
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = found.index(mark) + offset
        found[at : at + 2] = struct.pack("<H", 1)
    return bytes(found)


GOOD = ("places.csv", TABLE.encode())
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (zipped(GOOD, ("../x.csv", b"x")), "refused: '../x.csv' leads out of the zip"),
        (zipped(GOOD, ("a/../../x.csv", b"x")), "refused: 'a/../../x.csv' leads out of the zip"),
        (zipped(GOOD, ("/etc/x.csv", b"x")), "refused: '/etc/x.csv' leads out of the zip"),
        (zipped(GOOD, ("C:/x.csv", b"x")), "refused: 'C:/x.csv' leads out of the zip"),
        (zipped(GOOD, ("a\\x.csv", b"x")), "refused: 'a\\\\x.csv' is not a path (it holds a backslash or NUL)"),
        (zipped(GOOD, ("..\\x.csv", b"x")), "refused: '..\\\\x.csv' leads out of the zip"),
        (
            zipped(GOOD, ("\x1b[2J.csv", b"x")),
            "refused: '\\x1b[2J.csv' is not a path (it holds characters that cannot be shown)",
        ),
        (zipped(GOOD, (link("x.csv"), b"/etc/passwd")), "refused: 'x.csv' is a link, not a file"),
        (zipped(GOOD, ("PLACES.CSV", b"x")), "refused: 'PLACES.CSV' is in it twice"),
        (locked(zipped(GOOD)), "refused: 'places.csv' is locked with a password"),
        (
            zipped(GOOD, ("x.csv", b"0" * 8 * MB)),
            "refused: 'x.csv' unpacks to 1028 times its size; at most 200 times are read",
        ),
        (zipped(*((f"{n}.csv", b"x") for n in range(1001))), "refused: 1001 files in it; at most 1000 are read"),
        (zipped(GOOD)[:60], "a broken zip (File is not a zip file); copy or download it again"),
        (zipped(("x.md", b"x")), "the zip holds no file that can be read; known are: .csv"),
    ],
)
def test_a_zip_that_would_do_harm_is_refused(here: Path, raw: bytes, why: str) -> None:
    """Nothing of it is read, the good member neither."""
    Path("new.zip").write_bytes(raw)
    found = read([Path("new.zip")])
    assert [line[: len(why) + 9] for line in found.unreadable] == [f"new.zip: {why}"]
    assert found.tables == {}
    assert {"places", "records"} <= found.unread


def test_a_zip_inside_a_zip_is_refused(here: Path) -> None:
    """The inner one is named."""
    Path("new.zip").write_bytes(zipped(GOOD, ("inner.zip", zipped(GOOD))))
    assert read([Path("new.zip")]).unreadable == ["new.zip/inner.zip: refused: a zip inside a zip; unpack it first"]


def test_a_zip_that_unpacks_to_too_much_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All members together count; here the limit is one kilobyte."""
    monkeypatch.setattr("coopgraph.intake.archive.MAX_FILE", 1024)
    Path("new.zip").write_bytes(zipped(GOOD, ("x.csv", b"0" * 1006), packed=False))
    assert read([Path("new.zip")]).unreadable == [
        "new.zip: refused: it unpacks to more than 64 MB, the most that is read".replace("64 MB", "0 MB")
    ]


def test_a_member_that_was_changed_is_told(here: Path) -> None:
    """The sum of the bytes does not fit."""
    raw = zipped(GOOD, packed=False).replace(b"Alpha", b"Omega")
    Path("new.zip").write_bytes(raw)
    assert read([Path("new.zip")]).unreadable == [
        "new.zip: a broken zip (places.csv: Bad CRC-32 for file 'places.csv'); copy or download it again"
    ]


def test_a_broken_member_leaves_the_others(here: Path) -> None:
    """A table that is no UTF-8 is told as one of a folder would be."""
    Path("new.zip").write_bytes(zipped(GOOD, ("people.csv", b"id,name_en\na,\xff\n")))
    found = read([Path("new.zip")])
    assert found.unreadable == ["new.zip/people.csv:2: not UTF-8 text (probably Windows-1252); save the file as UTF-8"]
    assert found.unread == {"people"}
    assert list(found.tables) == ["places"]
