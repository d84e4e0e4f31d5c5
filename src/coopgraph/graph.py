"""The front for Python: a graph that can be asked, measured, validated and exported.

    from coopgraph import Graph
    g = Graph.load()
    g.query("events-of-country", country="FI")
    g.network(view="stated").to_networkx()

Every method is a few lines over the rooms below; nothing is computed here.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph import build, queries
from coopgraph.errors import UsageError
from coopgraph.names import Names
from coopgraph.queries import Query
from coopgraph.records import Records
from coopgraph.store.base import Store
from coopgraph.table import Table
from coopgraph.texts import Texts
from coopgraph.triples import Origins, Quads
from coopgraph.vocab import DEFAULT_VIEW, view_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import rdflib
    from pyoxigraph import Quad

    from coopgraph.answers.card import Card
    from coopgraph.answers.why import Why
    from coopgraph.network import Network
    from coopgraph.validation import Report


class Graph:
    """A dataset as a graph. Make one with :meth:`load` (curated files) or :meth:`open` (a built store)."""

    def __init__(
        self, store: Store, origins: Origins, records: Records | None = None, quads: Quads | None = None
    ) -> None:
        self.store = store
        self.origins = origins
        self._records, self._quads = records, quads

    @classmethod
    def load(cls, data: str | Path | None = None) -> Graph:
        """Read a folder of curated files, the bundled dataset by default, into memory.

        Raises RecordsError with every problem of the files, InputError when the folder is none.

        >>> Graph.load()  # doctest: +ELLIPSIS
        <Graph of 5 events, ... organizations, ... projects from 5 sources; ... claims>
        """
        built = build.load(None if data is None else Path(data))
        return cls(built.store, built.origins, built.records, built.quads)

    @classmethod
    def open(cls, directory: str | Path) -> Graph:
        """Open a store that ``coopgraph build --store DIRECTORY`` made. Raises InputError when it is none."""
        return cls(*build.open_store(Path(directory)))

    def __repr__(self) -> str:
        def count(kind: str) -> int:
            return len(self.names.of_kind([kind]))

        claims = sum(1 for node in self.origins.nodes if "/id/claim/" in node or "/id/participation/" in node)
        return (
            f"<Graph of {count('event')} events, {count('org')} organizations, {count('project')} projects "
            f"from {count('source')} sources; {claims} claims>"
        )

    @cached_property
    def names(self) -> Names:
        """The names of everything, to find records by and to label them with."""
        return Names(self.store)

    def queries(self) -> Table:
        """Return the library: the name, question and parameters of each saved query."""
        return queries.catalogue()

    def query(self, query: str | Query, /, view: str = DEFAULT_VIEW, **values: str) -> Table:
        """Run a saved query (by name), a query file (by path) or a :class:`~coopgraph.queries.Query`.

        ``values`` fill its parameters: names, ids or codes of records, terms, literals; ``any`` leaves one open.
        Raises UnknownName, Ambiguous and UsageError for what does not fit.
        """
        saved = queries.find(query) if isinstance(query, str) else query
        return queries.run(saved, self.store, self.names, values, view)

    def network(
        self, view: str = DEFAULT_VIEW, level: str = "organization", definition: str | Path = "default"
    ) -> Network:
        """Return the cooperation network in a view (stated, inferred, represents) and level (organization,
        parent, country). Raises UnknownName for another view, level or definition."""
        from coopgraph import network

        return network.of_store(self.store, view, level, definition)

    def why(
        self,
        a: str,
        b: str,
        view: str = DEFAULT_VIEW,
        sources: str | Path | None = None,
        definition: str | Path = "default",
    ) -> Why:
        """Return the ties between two organizations or countries in a view, with every activity, role, date and
        span; with the folder of the texts, their sentences too. Raises UnknownName and Ambiguous."""
        from coopgraph import network
        from coopgraph.answers.spans import quote
        from coopgraph.answers.why import Question

        view_graphs(view)
        table = network.read(self.store, "represents")
        return Question(table, network.load(definition), self.names, quote(self._texts(sources))).why(a, b, view)

    def show(self, name: str, view: str = DEFAULT_VIEW, sources: str | Path | None = None) -> Card:
        """Return all that is on record of one thing. Raises UnknownName and Ambiguous."""
        from coopgraph.answers.card import card
        from coopgraph.answers.spans import quote

        return card(name, self.store, self.names, view, quote(self._texts(sources)))

    def validate(self, sources: str | Path | None = None) -> Report:
        """Run every check and return the report; with the folder of the texts, hold each span against them.

        Raises UsageError for a graph that was opened from a store: what is validated is the curated files.
        """
        from coopgraph.validation import validate

        records, quads = self._curated("validated")
        return validate(records, quads, self._texts(sources))

    def export(
        self, path: str | Path, view: str = DEFAULT_VIEW, level: str = "organization", definition: str = "default"
    ) -> Path:
        """Write a file whose format its suffix tells: the network (.gexf, .csv, .tsv, .json, .png, .svg) or the
        graph (.ttl, .trig, .jsonld, .nt, .nq), in a view. Return its path. Raises UnknownName for another suffix."""
        from coopgraph.export.formats import export

        return export(Path(path), lambda: self.network(view, level, definition), lambda: self.quads(view))

    def quads(self, view: str = DEFAULT_VIEW) -> Iterator[Quad]:
        """Yield the quads of the named graphs that a view reads. Raises UnknownName for an unknown view."""
        for name in view_graphs(view):
            yield from self.store.quads(name)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store; the union of the named graphs is its default graph."""
        return self.store.to_rdflib()

    def _texts(self, sources: str | Path | None) -> Texts | None:
        if sources is None:
            return None
        return Texts(Path(sources), self._curated("held against texts")[0].documents())

    def _curated(self, purpose: str) -> tuple[Records, Quads]:
        if self._records is None or self._quads is None:
            raise UsageError(f"only curated files can be {purpose}; load them with Graph.load(folder)")
        return self._records, self._quads
