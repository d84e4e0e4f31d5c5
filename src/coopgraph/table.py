"""Answers as rows: typed cells that print well, and become CSV, TSV, JSON, pandas or polars.

A cell is None, text, a number, a date, a :class:`Thing` (an id with its label) or a tuple of those. Queries,
network measures and ties all answer with a :class:`Table`; files are written by :mod:`coopgraph.export`.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import Any, Literal, TypeAlias

from coopgraph.errors import UnknownName, UsageError


@dataclass(frozen=True, slots=True)
class Thing:
    """A record or term: its id as in the curated files (``org/osce``) and its label."""

    id: str
    label: str

    def __str__(self) -> str:
        return self.label


Cell: TypeAlias = str | int | float | bool | date | Thing | tuple["Cell", ...] | None


@dataclass(frozen=True, slots=True)
class Table:
    """Column names, rows of cells, and what the columns mean.

    >>> table = Table(("who", "events"), [(Thing("org/osce", "OSCE"), 2)], title="Hosts")
    >>> print(table.to_csv(), end="")
    who,who_id,events
    OSCE,org/osce,2
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    title: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    brief: tuple[str, ...] = ()
    """The columns that a terminal shows; all when empty. Files and programs get every column."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Cell]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __getitem__(self, column: str) -> list[Cell]:
        """Return a column. Raises UnknownName when there is none of that name."""
        if column not in self.columns:
            raise UnknownName("column", column, self.columns)
        at = self.columns.index(column)
        return [row[at] for row in self.rows]

    def select(self, *columns: str) -> Table:
        """Return the table with these columns only, in this order. Raises UnknownName for one it lacks."""
        picked = [self[c] for c in columns]
        return replace(self, columns=columns, rows=list(zip(*picked, strict=True)), brief=())

    def in_full(self, quote: Callable[[str], tuple[str, ...]]) -> Table:
        """Return the table with every piece of evidence, and a column ``sentences`` where ``quote`` knows any.

        ``quote`` answers with the sentences at a place such as ``003:3785-3978``.
        """
        marked = [i for i in range(len(self.columns)) if any(_evidence(row[i]) for row in self.rows)]
        rows, sentences = [], []
        for row in self.rows:
            places = dict.fromkeys(place for i in marked for place in _evidence(row[i]))
            sentences.append(tuple(words for place in places for words in quote(place)))
            rows.append(tuple(tuple(map(str, _evidence(c))) if i in marked else c for i, c in enumerate(row)))
        if not any(sentences):
            return replace(self, rows=rows, brief=())
        quoted = [(*row, words) for row, words in zip(rows, sentences, strict=True)]
        return replace(self, columns=(*self.columns, "sentences"), rows=quoted, brief=())

    def head(self, most: int) -> Table:
        """Return the first rows; the note says how many there are in all."""
        if len(self.rows) <= most:
            return self
        note = f"… and {len(self.rows) - most} more"
        return replace(self, rows=self.rows[:most], note=note)

    def flat(self) -> tuple[list[str], list[list[Any]]]:
        """Return header and rows of plain values: a Thing becomes two columns, label and ``…_id``; several
        values become one text, joined by ``; ``."""
        things = [any(_is_thing(row[i]) for row in self.rows) for i in range(len(self.columns))]
        header: list[str] = []
        for name, two in zip(self.columns, things, strict=True):
            header += [name, f"{name}_id"] if two else [name]
        rows = []
        for row in self.rows:
            flat: list[Any] = []
            for cell, two in zip(row, things, strict=True):
                flat += [plain(cell), plain(cell, ids=True)] if two else [plain(cell)]
            rows.append(flat)
        return header, rows

    def to_csv(self, delimiter: str = ",") -> str:
        """Return the table as CSV (RFC 4180, but with plain newlines)."""
        header, rows = self.flat()
        lines: list[str] = []
        # the writer quotes only those line ends that it writes itself, so it is told both
        write = SimpleNamespace(write=lambda line: lines.append(line.removesuffix("\r\n") + "\n"))
        writer = csv.writer(write, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([["" if v is None else v for v in row] for row in rows])
        return "".join(lines)

    def to_tsv(self) -> str:
        """Return the table as tab-separated text."""
        return self.to_csv("\t")

    def to_json(self) -> str:
        """Return the table as a JSON list of objects; a Thing is ``{"id": …, "label": …}``."""
        rows = [{k: _jsonable(v) for k, v in row.items()} for row in self]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

    def to_text(self, width: int = 100, color: bool = False) -> str:
        """Return the table laid out for reading, ``width`` characters wide, with its title and note.

        A column that says the same in every row stands once, above the table; of several pieces of evidence the
        first is shown, and how many more there are. The other formats hold everything.
        """
        from rich.console import Console

        if self.brief:
            return self.select(*self.brief).to_text(width, color)
        console = Console(file=io.StringIO(), width=width, force_terminal=color, no_color=not color, markup=False)
        same = self._constant()
        head = [self.title] if self.title else []
        head += [f"{name}: {_shown(self.rows[0][i])}" for i, name in enumerate(self.columns) if i in same]
        for line in head:
            console.print(line, highlight=False, soft_wrap=True)
        if self.rows:
            console.print(self._grid([i for i in range(len(self.columns)) if i not in same], width))
        if self.note or not self.rows:
            console.print(self.note or "Nothing is on record.", highlight=False)
        assert isinstance(console.file, io.StringIO)
        return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"

    def _constant(self) -> set[int]:
        """Return the columns, by place, that hold one and the same short value in three rows or more."""
        if len(self.rows) < 3:
            return set()
        first = self.rows[0]
        same = {i for i in range(len(first)) if first[i] is not None and all(row[i] == first[i] for row in self.rows)}
        single = {i for i in same if not isinstance(first[i], tuple)}
        return single if len(single) < len(first) else set()

    def _grid(self, chosen: Sequence[int], width: int) -> Any:
        """Return the chosen columns as a rich grid whose words are not broken while there is room."""
        from rich import box
        from rich.table import Table as Grid

        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
        shown = {i: self._column(i) for i in chosen}
        words = {i: max(map(len, " ".join((*shown[i], self.columns[i])).split())) for i in chosen}
        room = width - 3 * len(chosen)
        most = next((n for n in range(24, 6, -1) if sum(min(w, n) for w in words.values()) <= room), 6)
        for i in chosen:
            numeric = all(isinstance(row[i], int | float | None) for row in self.rows)
            justify: Literal["left", "right"] = "right" if numeric else "left"
            grid.add_column(self.columns[i], justify=justify, overflow="fold", min_width=min(words[i], most))
        for cells in zip(*shown.values(), strict=True):
            grid.add_row(*cells)
        return grid

    def _column(self, i: int) -> list[str]:
        """Return a column as it is shown: among numbers, a dash for one that does not exist."""
        cells = [row[i] for row in self.rows]
        numbers = [c for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
        numeric = bool(numbers) and all(isinstance(c, int | float | None) for c in cells)
        return ["–" if numeric and c is None else _shown(c) for c in cells]

    def render(self, form: str, width: int = 100, color: bool = False) -> str:
        """Return the table in a named format. Raises UnknownName for a format that is none."""
        if form == "table":
            return self.to_text(width, color)
        if form not in FORMATS:
            raise UnknownName("format", form, ["table", *FORMATS])
        return FORMATS[form](self)

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame of :meth:`flat`. Raises UsageError when pandas is not installed."""
        header, rows = self.flat()
        return _package("pandas").DataFrame(rows, columns=header)

    def to_polars(self) -> Any:
        """Return a polars DataFrame of :meth:`flat`. Raises UsageError when polars is not installed."""
        header, rows = self.flat()
        return _package("polars").DataFrame(rows, schema=header, orient="row", infer_schema_length=None)

    def _repr_html_(self) -> str:
        titles = {c: html.escape(self.meanings.get(c, "")) for c in self.columns}
        head = "".join(f'<th title="{titles[c]}">{html.escape(c)}</th>' for c in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(_shown(c))}</td>" for c in r) + "</tr>" for r in self.rows)
        caption = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def __repr__(self) -> str:
        return self.to_text().rstrip("\n")


FORMATS: dict[str, Callable[[Table], str]] = {
    "csv": Table.to_csv,
    "tsv": Table.to_tsv,
    "json": Table.to_json,
}


def plain(cell: Cell, *, ids: bool = False) -> Any:
    """Return a cell as one plain value: labels (or ids) of things, several joined by ``; ``.

    >>> plain((Thing("org/a", "A"), Thing("org/b", "B")), ids=True)
    'org/a; org/b'
    """
    if isinstance(cell, tuple):
        return "; ".join(str(plain(c, ids=ids)) for c in cell)
    if isinstance(cell, Thing):
        return cell.id if ids else cell.label
    return cell.isoformat() if isinstance(cell, date) else cell


def _evidence(cell: Cell) -> tuple[str, ...]:
    """Return the places in a cell of evidence; empty for any other cell."""
    cells = cell if isinstance(cell, tuple) else (cell,)
    return tuple(c.label for c in cells if isinstance(c, Thing) and c.id.startswith("evidence/"))


def _is_thing(cell: Cell) -> bool:
    return isinstance(cell, Thing) or (isinstance(cell, tuple) and any(_is_thing(c) for c in cell))


def _jsonable(cell: Cell) -> Any:
    if isinstance(cell, tuple):
        return [_jsonable(c) for c in cell]
    if isinstance(cell, Thing):
        return {"id": cell.id, "label": cell.label}
    return cell.isoformat() if isinstance(cell, date) else cell


def _shown(cell: Cell) -> str:
    if isinstance(cell, tuple):
        evidence = len(cell) > 1 and all(isinstance(c, Thing) and c.id.startswith("evidence/") for c in cell)
        return f"{_shown(cell[0])} +{len(cell) - 1}" if evidence else "\n".join(_shown(c) for c in cell)
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, float):
        return f"{cell:.3g}" if abs(cell) < 1 else f"{cell:.2f}".rstrip("0").rstrip(".")
    return "" if cell is None else str(plain(cell))


def _package(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise UsageError(f"{name} is not installed; install it with: pip install {name}") from None


def stacked(column: str, parts: Sequence[tuple[str, Table]]) -> Table:
    """Return tables of the same columns as one, with a first column that names the part; empty parts have no rows.

    >>> stacked("year", [("2019", Table(("n",), [(3,)])), ("2021", Table(("n",), [(5,)]))]).rows
    [('2019', 3), ('2021', 5)]
    """
    first = parts[0][1] if parts else Table((), [])
    rows = [(name, *row) for name, part in parts for row in part.rows]
    brief = (column, *first.brief) if first.brief else ()
    return replace(first, columns=(column, *first.columns), rows=rows, brief=brief, note="")


def table(rows: Sequence[Mapping[str, Cell]], columns: Sequence[str], **more: Any) -> Table:
    """Return a Table from mappings; a column that a row lacks is empty there."""
    return Table(tuple(columns), [tuple(r.get(c) for c in columns) for r in rows], **more)
