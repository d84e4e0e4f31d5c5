"""CSV, TSV and their kin: cells parted by commas, semicolons, tabs or bars, which is sniffed and told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator
from functools import partial
from itertools import accumulate, chain, islice

from coopgraph.errors import InputError
from coopgraph.intake import encoding
from coopgraph.intake.content import Content
from coopgraph.intake.limits import MAX_COLUMNS
from coopgraph.intake.sheet import Parts, Sheet
from coopgraph.intake.tables import LEADING, header_among, recognized

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_HINT = re.compile(r"sep=([,;|\t])\r?\n|sep=([,;|\t])\r")


def read(content: Content, known: Collection[str]) -> Parts:
    """Return the one sheet of a file; ``known`` are columns that a mapping names.

    Raises InputError for another encoding, NUL bytes, quotes that do not close, and what exceeds a limit.
    """
    sheet = Sheet(content.name, content.stem)
    fill(sheet, content, known)
    return Parts([sheet])


def fill(sheet: Sheet, content: Content, known: Collection[str]) -> None:
    """Read a file into a sheet. Raises InputError as :func:`read` does."""
    text, delimiter, said = opened(content, known)
    sheet.said += said
    filled = ((line, cells) for line, cells in rows(text, content.name, delimiter) if any(c.strip() for c in cells))
    head = list(islice(filled, LEADING + 1))
    if not head:
        return
    first = header_among([cells for _, cells in head], known)
    sheet.begin(trimmed(head[first][1]), head[first][0])
    for line, cells in chain(head[first + 1 :], filled):
        sheet.add(cells, line)
    if first:
        sheet.said.append(f"the header is in line {sheet.top}, what stands above it is left out")
    if len(sheet.header) == 1:
        sheet.said[0] = "one column"
    sheet.spans = partial(spans, content, text, delimiter)


def opened(content: Content, known: Collection[str]) -> tuple[str, str, list[str]]:
    """Return the text, its delimiter, and what is to be told of both. Raises InputError as :func:`read` does."""
    text, called = encoding.decode(content.raw, content.name)
    encoding.check_lines(content.raw, content.name)
    hint = _HINT.match(text)
    delimiter = (hint[1] or hint[2]) if hint else _sniffed(text, known)
    said = [f"parted by {DELIMITERS[delimiter]}", called]
    if ends := encoding.line_ends(text):
        said.append(ends)
    if hint:
        said.append("the line sep= at the top is left out")
    return text, delimiter, said


def rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows, each with the line that it begins in. Raises InputError when quotes do not close."""
    lines = io.StringIO(text, newline="")
    skipped = 0
    if _HINT.match(text):
        lines.readline()
        skipped = 1
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield before + skipped + 1, cells
            before = reader.line_num
    except csv.Error as error:
        why = f"the row that begins here is not CSV ({error}); see that quotes close, and double a quote inside them"
        raise InputError(f"{name}:{before + skipped + 1}: {why}") from None


def spans(content: Content, text: str, delimiter: str) -> dict[int, str]:
    """Return where the rows stand in the text of a file, by the line that each begins in: ``start-end`` in
    characters, without the line end. Nothing for a text that is not UTF-8, of which none else counts characters so.

    >>> from coopgraph.intake.content import member
    >>> spans(member("x", "x.csv", b""), 'id,note\\na,"b\\nc"\\nd,e\\n', ",")
    {1: '0-7', 2: '8-15', 4: '16-19'}
    """
    mark, codec, _ = next((m for m in encoding.MARKS if content.raw.startswith(m[0])), (b"", "utf-8", ""))
    if codec != "utf-8":
        return {}
    lines = io.StringIO(text, newline="").readlines()
    starts = list(accumulate((len(line) for line in lines), initial=1 if mark else 0))
    begun = [line for line, _ in rows(text, content.name, delimiter)]
    found = {}
    for first, last in zip(begun, [*begun[1:], len(lines) + 1], strict=False):
        row = "".join(lines[first - 1 : last - 1]).rstrip("\r\n")
        found[first] = f"{starts[first - 1]}-{starts[first - 1] + len(row)}"
    return found


def trimmed(cells: list[str]) -> list[str]:
    """Return a header without the unnamed columns at its right end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _sniffed(text: str, known: Collection[str]) -> str:
    """Return the delimiter by which the first lines hold most names of columns; when none does, that which parts the
    first line most often, a comma in case of doubt."""
    head = io.StringIO(text[:200_000], newline="").readlines()[: LEADING + 1]

    def score(delimiter: str) -> tuple[int, int]:
        best = (0, 0)
        for line in head:
            cells = next(csv.reader([line], delimiter=delimiter), [])[:MAX_COLUMNS]
            hits = sum(recognized(cell, known) for cell in cells)
            best = max(best, (hits, len(cells) if hits or line is head[0] else 0))
        return best

    return max(DELIMITERS, key=score)
