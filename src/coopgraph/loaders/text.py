"""Read a curated file as text, or say why it cannot be read."""

from __future__ import annotations

from pathlib import Path

from coopgraph.errors import InputError


def read(path: Path, name: str) -> str:
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
    return text
