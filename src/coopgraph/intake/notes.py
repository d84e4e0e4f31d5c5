"""Notes on how files were read, as they are shown to people: one line a file, whatever it holds.

A reader notes what it decided on its own where it decides it, sheet by sheet and member by member; that is what
:attr:`coopgraph.loaders.files.Files.notes` keeps. A workbook of eight sheets is one file all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from coopgraph.intake.content import STDIN
from coopgraph.intake.reading import FORMS, ZIP


def folded(notes: Iterable[str]) -> list[str]:
    """Return notes, each ``name: what``, with those on one file put together: on its sheets and members in their order,
    then on the file itself. Files come in the order of their first notes. Cost: linear.

    >>> folded(["new.xlsx: _Lists passed over", "new.xlsx/events: 1 row", "a.csv: 2 rows", "new.xlsx/claims: 5 rows"])
    ['new.xlsx: events: 1 row; claims: 5 rows; _Lists passed over', 'a.csv: 2 rows']
    """
    files: dict[str, list[tuple[str, str]]] = {}
    for note in notes:
        name, _, what = note.partition(": ")
        file = _file(name)
        files.setdefault(file, []).append((name.removeprefix(file).removeprefix("/"), what))
    return [_line(file, said) for file, said in files.items()]


def _line(file: str, said: list[tuple[str, str]]) -> str:
    if len(said) == 1:
        ((name, what),) = said
        return f"{file}/{name}: {what}" if name else f"{file}: {what}"
    parts = sorted(said, key=lambda part: not part[0])
    return f"{file}: {'; '.join(f'{name}: {what}' if name else what for name, what in parts)}"


def _file(name: str) -> str:
    """Return the file that a sheet or member is of, and that a person gave or has in a folder.

    >>> _file("new/all.zip/more.xlsx/events"), _file("new/claims.csv"), _file("a.json/records 2")
    ('new/all.zip', 'new/claims.csv', 'a.json')
    """
    parts = name.split("/")
    for number, part in enumerate(parts, 1):
        if part == STDIN or PurePosixPath(part).suffix.lower() in (*FORMS, ZIP):
            return "/".join(parts[:number])
    return name
