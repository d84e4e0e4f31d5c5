"""The results as Markdown tables: a table a stage, a row a side, a column a size."""

from __future__ import annotations

from benchmarks.results import Cell, Results, growth
from benchmarks.targets import US

RIGHT = {True: "the same", False: "**not the same**", None: ""}


def render(run: Results) -> str:
    """Return all tables of a run, each below its title."""
    return "\n".join(f"### {title}\n\n{stage(run, name)}" for name, title in run.titles.items())


def stage(run: Results, name: str) -> str:
    """Return the table of a stage and, below it, what is to be said of single cells.

    A cell has the best time, how many times that is ours (above 1: slower than coopgraph) and the peak of memory.
    """
    sizes = sorted({c.events for c in run.of(name)})
    many = len(sizes) > 1
    unit = "ties" if name == "gexf" else "events"
    head = ["", *(f"{size:,} {unit}" for size in sizes), *(["growth"] if many else []), "answer"]
    rows = [head, ["---", *("---:" for _ in head[1:-1]), "---"]]
    for side in run.sides(name):
        cells = {c.events: c for c in run.of(name, side)}
        slope = growth(list(cells.values()))
        shown = [_cell(run, cells.get(size)) for size in sizes]
        told = [f"{slope:.2f}" if slope is not None else ""] if many else []
        rows.append([side, *shown, *told, _answer(list(cells.values()))])
    if run.counts.get(name):
        counted = [max((c.count or 0 for c in run.of(name) if c.events == size), default=0) for size in sizes]
        rows.append([f"*{run.counts[name]}*", *(f"{n:,}" for n in counted), *([""] if many else []), ""])
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{lines}{_notes(run, name)}"


def _cell(run: Results, cell: Cell | None) -> str:
    if cell is None:
        return "–"
    if cell.best is None:
        return cell.note.split(":")[0] or "failed"
    ours = run.cell(cell.stage, US, cell.events)
    ratio = f" ({_times(cell.best / ours.best)}×)" if ours and ours.best and cell.side != US else ""
    return f"{_seconds(cell.best)}{ratio}, {cell.memory:,.0f} MB"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio < 0.995 else f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:,.0f}"


def _seconds(seconds: float) -> str:
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 99.95 else f"{seconds:,.0f} s"


def _answer(cells: list[Cell]) -> str:
    known = {c.same for c in cells if c.best is not None}
    return RIGHT[False if False in known else True if True in known else None]


def _notes(run: Results, name: str) -> str:
    """Return a line for each different remark on the cells of a side."""
    found: dict[tuple[str, str], list[int]] = {}
    for cell in run.of(name):
        if cell.note:
            found.setdefault((cell.side, cell.note), []).append(cell.events)
    lines = [f"- {side} at {', '.join(f'{n:,}' for n in sizes)}: {note}\n" for (side, note), sizes in found.items()]
    return "\n" + "".join(lines) if lines else ""
