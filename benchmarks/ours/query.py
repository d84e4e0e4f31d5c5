"""The saved queries over the embedded store, in view *inferred*."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from benchmarks import asking, probe
from benchmarks.ours import ties
from coopgraph.store.base import Solutions
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import view_graphs

LIMIT = 10.0


def prepare(given: probe.Given) -> tuple[OxigraphStore, dict[str, str]]:
    """Fill the store."""
    return ties.filled(given), json.loads(Path(given["queries"]).read_text("utf-8"))


def work(ready: tuple[OxigraphStore, dict[str, str]]) -> dict[str, dict[str, object]]:
    """Ask every query."""
    store, queries = ready
    graphs = view_graphs("inferred")
    return asking.everything(queries, lambda text: store.query(text, graphs), _rows, LIMIT)


def _rows(answer: Solutions | bool | list[ox.Triple]) -> Iterable[Iterable[str]]:
    if isinstance(answer, bool):
        return [[str(answer)]]
    if isinstance(answer, Solutions):
        return [[_cell(term) for term in row] for row in answer.rows]
    return [[_cell(t.subject), _cell(t.predicate), _cell(t.object)] for t in set(answer)]


def _cell(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return asking.iri(term.value)
    if isinstance(term, ox.Literal):
        return asking.literal(term.value, term.datatype.value, term.language or "")
    return "_" if term is not None else ""


if __name__ == "__main__":
    probe.run(prepare, work, lambda made, given: made)
