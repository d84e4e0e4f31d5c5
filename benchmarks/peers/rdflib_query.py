"""The saved queries in rdflib, over a dataset whose default graph is the union of its graphs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import rdflib
from rdflib.query import Result

from benchmarks import asking, probe

LIMIT = 10.0


def prepare(given: probe.Given) -> tuple[rdflib.Dataset, dict[str, str]]:
    """Fill the dataset."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(given["quads"], format="nquads")
    return dataset, json.loads(Path(given["queries"]).read_text("utf-8"))


def work(ready: tuple[rdflib.Dataset, dict[str, str]]) -> dict[str, dict[str, object]]:
    """Ask every query."""
    dataset, queries = ready
    return asking.everything(queries, lambda text: _ask(dataset, text), _rows, LIMIT)


def _ask(dataset: rdflib.Dataset, text: str) -> Result | bool | list[object]:
    result = dataset.query(text)
    if result.type == "ASK":
        return bool(result.askAnswer)
    return list(result)


def _rows(answer: object) -> Iterable[Iterable[str]]:
    if isinstance(answer, bool):
        return [[str(answer)]]
    assert isinstance(answer, list)
    return [[_cell(term) for term in row] for row in answer]


def _cell(term: object) -> str:
    if isinstance(term, rdflib.URIRef):
        return asking.iri(term)
    if isinstance(term, rdflib.Literal):
        return asking.literal(str(term), str(term.datatype or ""), term.language or "")
    return "_" if term is not None else ""


if __name__ == "__main__":
    probe.run(prepare, work, lambda made, given: made)
