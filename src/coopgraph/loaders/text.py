"""Read a curated file as text, or say why it cannot be read."""

from __future__ import annotations

import re
from typing import Protocol

from coopgraph.errors import InputError

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text holds and that XML, and so GEXF, cannot carry: controls other than line ends and tabs,
halves of surrogate pairs, the two non-characters."""


class Readable(Protocol):
    """A path, or what stands for one."""

    def read_bytes(self) -> bytes:
        """Return all bytes. Raises OSError."""
        ...


def read(path: Readable, name: str) -> str:
    """Return the text of a UTF-8 file (a byte order mark is dropped). ``name`` is what messages call the file.

    Raises InputError for a file that is missing, empty, binary or in another encoding.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}: the file is missing") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror})") from error
    if b"\0" in raw:
        raise InputError(f"{name}: not a text file (it holds NUL bytes); write UTF-8 text")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: not UTF-8 text; save the file as UTF-8") from None
    if not text.strip():
        raise InputError(f"{name}: the file is empty")
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise InputError(f"{name}:{line}: holds the control character {codepoint(found[0])}; delete it")
    return text


def codepoint(character: str) -> str:
    """Return how Unicode names a character by number.

    >>> codepoint("A")
    'U+0041'
    """
    return f"U+{ord(character):04X}"
