"""Bytes to text: UTF-8, with or without a byte order mark, or UTF-16 with one. What was found is told, never guessed.

Bytes in another encoding are refused with the line and the encoding that they probably have.
"""

from __future__ import annotations

import codecs
import re

from coopgraph.errors import InputError
from coopgraph.intake.limits import MAX_LINE, megabytes

MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
CYRILLIC = (("Windows-1251", "cp1251"), ("KOI8-R", "koi8-r"), ("MS-DOS 866", "cp866"))
_ENDS = re.compile("\r\n|\r|\n")


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Return the text without its mark, and what its encoding is called.

    Raises InputError, with the line, for bytes that are neither UTF-8 nor marked UTF-16, and for NUL bytes.

    >>> decode(b"\\xef\\xbb\\xbfid", "x.csv")
    ('id', 'UTF-8 with a byte order mark')
    """
    mark, codec, called = next((m for m in MARKS if raw.startswith(m[0])), (b"", "utf-8", "UTF-8"))
    body = raw[len(mark) :]
    if "16" not in codec and b"\0" in body:
        where = body.count(b"\n", 0, body.index(b"\0")) + 1
        probably = "; it may be UTF-16 without its mark" if body[1:2] == b"\0" or body[:1] == b"\0" else ""
        raise InputError(f"{name}:{where}: not a text file (it holds NUL bytes){probably}; save it as UTF-8")
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        likely = f" ({_likely(body, error.start)})" if "16" not in codec else ""
        raise InputError(f"{name}:{line}: not {called} text{likely}; save the file as UTF-8") from None
    if "\0" in text:
        raise InputError(f"{name}: not a text file (it holds NUL bytes); save it as UTF-8")
    return text, called


def check_lines(raw: bytes, name: str) -> None:
    """Raise InputError when a line is longer than the limit; the bytes are not copied."""
    line, start = 1, 0
    while len(raw) - start > MAX_LINE:
        end = max(raw.rfind(b"\n", start, start + MAX_LINE), raw.rfind(b"\r", start, start + MAX_LINE))
        if end < 0:
            line += raw.count(b"\n", 0, start)
            why = f"a line longer than {megabytes(MAX_LINE)}, the most that is read"
            raise InputError(f"{name}:{line}: {why}; is this a table?")
        start = end + 1


def line_ends(text: str) -> str:
    """Return what is odd about the line ends, or nothing.

    >>> line_ends("a\\nb\\r\\nc"), line_ends("a\\rb"), line_ends("a\\nb")
    ('mixed line ends', 'line ends of old Macintoshes', '')
    """
    found = set(_ENDS.findall(text))
    if len(found) > 1:
        return "mixed line ends"
    return "line ends of old Macintoshes" if found == {"\r"} else ""


def _likely(body: bytes, start: int) -> str:
    """Say what bytes probably are: many high bytes among the letters mean Cyrillic."""
    if body[start] == 0xED and body[start + 1 : start + 2] >= b"\xa0":
        return "it holds halves of surrogate pairs"
    sample = body[:100_000]
    high = sum(byte >= 0x80 for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if high * 8 < letters:
        return "probably Windows-1252"
    small = {called: _small(sample.decode(codec, "replace")) for called, codec in CYRILLIC}
    return f"probably {max(small, key=lambda called: small[called])}"


def _small(text: str) -> int:
    return sum("а" <= character <= "я" for character in text)
