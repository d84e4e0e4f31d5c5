"""The questions that the page asks a store: they stand in queries/report/ and run in any SPARQL tool."""

from __future__ import annotations

from coopgraph import queries
from coopgraph.names import Names
from coopgraph.queries import Query
from coopgraph.store.base import Store
from coopgraph.table import Table
from coopgraph.vocab import DEFAULT_VIEW


def question(name: str) -> Query:
    """Return a question by the name of its file, without the suffix."""
    return queries.internal(f"report/{name}")


def ask(name: str, store: Store, names: Names, view: str = DEFAULT_VIEW) -> Table:
    """Return the answer to a question of the page, over the graphs of a view."""
    return queries.run(question(name), store, names, view=view)
