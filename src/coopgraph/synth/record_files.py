"""The curated folder: authority tables, and a record file (YAML) a source, as :mod:`coopgraph.loaders` reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from coopgraph.errors import UsageError
from coopgraph.synth import sheets
from coopgraph.synth.facts import COLUMNS, INTRODUCED, Fact, Report
from coopgraph.synth.plan import Plan
from coopgraph.synth.reports import Synthesis

MOST = 20_000
"""Events: 5,000 files, some 25 MB, a minute of reading."""


def check(plan: Plan) -> None:
    """Raise UsageError for more events than MOST."""
    if plan.events > MOST:
        raise UsageError(
            f"{plan.events} events would be {plan.sources} record files, too many to read at once; "
            f"write tables or nquads, or ask for {MOST} events at most"
        )


def write(made: Synthesis, folder: Path, writing: sheets.Writing, tell: sheets.Tell) -> None:
    """Write the curated folder."""
    (folder / "records").mkdir(exist_ok=True)
    with ExitStack() as stack:
        open_ = sheets.Sheets(folder, writing, stack)
        sheets.authority(made, open_, introduced=False)
        for report in made.reports():
            sheets.told(made, open_, report)
            if report.facts:
                with writing(folder / "records" / f"{report.ident}.yaml") as file:
                    file.write("".join(f"{line}\n" for line in lines(report)).encode())
            tell(report.events)


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a record file."""
    yield "# Synthetic test data: made by a program, and true of nobody."
    yield f"source: {_text(report.ident)}"
    for section in INTRODUCED:
        if rows := report.rows.get(section):
            yield f"\n{section}:"
            for row in rows:
                yield from _introduced(dict(zip(COLUMNS[section], row, strict=True)))
    yield "\nclaims:"
    subject = ""
    for fact in sorted(report.facts, key=lambda fact: fact.subject):
        if fact.subject != subject:
            subject = fact.subject
            yield f"  {subject}:"
        yield f"    - {{{', '.join(f'{key}: {value}' for key, value in _options(fact))}}}"


def _introduced(cells: dict[str, str]) -> Iterator[str]:
    yield f"  {cells['id']}:"
    for column, cell in cells.items():
        if cell and column not in ("source", "id"):
            yield f"    {column.removeprefix('name_')}: {_text(cell)}"


def _options(fact: Fact) -> Iterator[tuple[str, str]]:
    yield fact.key, _text(fact.value)
    yield fact.status, fact.confidence
    if fact.at:
        yield "at", f"[{', '.join(f'{start}-{end}' for start, end in fact.at)}]"
    more = {"basis": fact.basis, "when": fact.when, "title": fact.title, "count": fact.count}
    for key, value in (more | {"count-qualifier": fact.qualifier, "mode": fact.mode}).items():
        if value:
            yield key, _text(value)


def _text(text: str) -> str:
    """Return a scalar: bare where it is letters, digits, hyphens and a slash, else in double quotes."""
    plain = text.replace("/", "").replace("-", "")
    return text if plain.isascii() and plain.isalnum() else json.dumps(text, ensure_ascii=False)
