"""Findings beside the rows of a CSV: two columns more, and not a byte of the others changed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopgraph.intake import delimited, encoding
from coopgraph.intake.content import Content
from coopgraph.intake.shaping import FINDINGS

if TYPE_CHECKING:
    from coopgraph.intake.annotating import Finding


def marked(content: Content, findings: Sequence[Finding]) -> bytes:
    """Return the file with the columns ``problem`` and ``remedy``. Raises InputError when it cannot be read."""
    text, delimiter, _ = delimited.opened(content, ())
    lines = io.StringIO(text, newline="").readlines()
    found = list(delimited.rows(text, content.name, delimiter))
    sheet = delimited.read(content, ()).sheets[0]
    places = [(line, cells) for line, cells in found if line > sheet.top and any(c.strip() for c in cells)]
    told = _by_line(content.name, findings, [line for line, _ in places])
    ends = [line for line, _ in found[1:]] + [len(lines) + 1]
    pieces = list(lines[: found[0][0] - 1]) if found else lines
    for (line, cells), end in zip(found, ends, strict=True):
        row = "".join(lines[line - 1 : end - 1])
        more = FINDINGS if line == sheet.top else told.get(line, ("", ""))
        missing = [""] * max(len(sheet.header) - len(cells), 0)
        blank = line < sheet.top or not any(c.strip() for c in cells)
        pieces.append(row if blank else _with(row, [*missing, *more], delimiter))
    mark, codec, _ = next((m for m in encoding.MARKS if content.raw.startswith(m[0])), (b"", "utf-8", ""))
    return mark + "".join(pieces).encode(codec)


def _with(row: str, cells: Sequence[str], delimiter: str) -> str:
    body = row.rstrip("\r\n")
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="").writerow(["", *cells])
    return body + line.getvalue() + row[len(body) :]


def _by_line(name: str, findings: Sequence[Finding], lines: list[int]) -> dict[int, tuple[str, str]]:
    """Return (problems, remedies) by line; what stands in no row goes to the first one, with its place."""
    said: dict[int, tuple[list[str], list[str]]] = {}
    for finding in findings:
        source = finding.source
        if not source or source.file != name or not lines:
            continue
        line, place = (
            (source.row, f"[{source.field}] " if source.field else "")
            if source.row in lines
            else (lines[0], f"{source}: ")
        )
        problems, remedies = said.setdefault(line, ([], []))
        problems.append(place + _flat(finding.message))
        remedies.append(_flat(finding.remedy))
    return {line: (" | ".join(p), " | ".join(r for r in m if r)) for line, (p, m) in said.items()}


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(("=", "+", "-", "@")) else flat
