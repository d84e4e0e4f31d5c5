"""The bundled dataset in two engines that know nothing of coopgraph; ``graph`` itself is in tests/conftest.py."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
import pytest
import rdflib

from coopgraph import Graph
from coopgraph.store.base import Solutions, Term
from coopgraph.table import Cell, Table, Thing

Engine = Callable[[str], Solutions]
Row = tuple[object, ...]


@pytest.fixture(scope="session")
def nquads(graph: Graph) -> str:
    """The dataset as N-Quads, as anybody may load it into a tool of her own."""
    return "".join(sorted(f"{quad} .\n" for quad in graph.store.quads()))


@pytest.fixture(scope="session")
def plain_oxigraph(nquads: str) -> Engine:
    """Oxigraph as it comes: no prefixes of ours; the default graph is the union."""
    store = ox.Store()
    store.bulk_load(nquads.encode(), format=ox.RdfFormat.N_QUADS)

    def select(text: str) -> Solutions:
        answer = store.query(text, use_default_graph_as_union=True)
        assert isinstance(answer, ox.QuerySolutions)
        return Solutions(tuple(v.value for v in answer.variables), [tuple(row) for row in answer])

    return select


@pytest.fixture(scope="session")
def plain_rdflib(nquads: str) -> Engine:
    """rdflib's own engine over its own store; the default graph is the union."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=nquads, format="nquads")

    def select(text: str) -> Solutions:
        answer = dataset.query(text)
        assert answer.vars is not None
        return Solutions(tuple(map(str, answer.vars)), [tuple(_term(t) for t in row) for row in answer])  # type: ignore[union-attr]

    return select


def _term(term: object) -> Term | None:
    """Return a term of rdflib as the store port spells it; of a literal, its text."""
    if term is None:
        return None
    return ox.NamedNode(str(term)) if isinstance(term, rdflib.URIRef) else ox.Literal(str(term))


def plain(cell: Cell) -> object:
    """Return a cell as a test writes it: ids without the scheme of a term, days as text, lists joined."""
    if isinstance(cell, tuple):
        return " ".join(sorted(str(plain(c)) for c in cell))
    if isinstance(cell, Thing):
        scheme, _, name = cell.id.partition("/")
        return name if scheme in ("role", "status", "confidence", "crossing-mode", "country") else cell.id
    return cell if cell is None or isinstance(cell, int) else str(cell)


def rows(table: Table, *columns: str) -> set[Row]:
    """Return some columns of a table in plain values."""
    found = [tuple(plain(row[c]) for c in columns) for row in table]
    assert len(set(found)) == len(found), "rows differ only in columns that the test leaves out"
    return set(found)


def spans(table: Table, record: str, of_property: str, value: str) -> list[tuple[object, int, int]]:
    """Return the (source, start, end) of a claim in an answer about evidence."""
    wanted = (record, of_property, value)
    found = [r for r in table if (plain(r["record"]), plain(r["property"]), plain(r["value"])) == wanted]
    places = [(plain(r["source"]), r["start"], r["end"]) for r in found]
    return [(source, a, b) for source, a, b in places if isinstance(a, int) and isinstance(b, int)]


@pytest.fixture(name="plain")
def plain_fixture() -> Callable[[Cell], object]:
    """The function that writes a cell as a test does."""
    return plain


@pytest.fixture(name="rows")
def rows_fixture() -> Callable[..., set[Row]]:
    """The function that takes columns from a table."""
    return rows


@pytest.fixture(name="spans")
def spans_fixture() -> Callable[[Table, str, str, str], list[tuple[object, int, int]]]:
    """The function that finds the spans of a claim."""
    return spans
