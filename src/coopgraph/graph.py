"""The front for Python: a graph that can be asked, measured, validated and exported.

    from coopgraph import Graph
    g = Graph.load()
    g.query("events-of-country", country="FI")
    g.network(view="stated").to_networkx()

Every method is a few lines over the rooms below; nothing is computed here.
"""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph import build, queries
from coopgraph.errors import UsageError
from coopgraph.names import Names
from coopgraph.nquads import Origins, Quads
from coopgraph.queries import Query
from coopgraph.source import Source
from coopgraph.store.base import Store
from coopgraph.store.endpoints import is_address
from coopgraph.table import Table
from coopgraph.vocab import DEFAULT_VIEW, VIEWS, view_graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    import rdflib
    from pyoxigraph import Quad

    from coopgraph.answers.card import Card
    from coopgraph.answers.spans import Quote
    from coopgraph.answers.why import Why
    from coopgraph.changes import Diff
    from coopgraph.network import Network
    from coopgraph.plots import Options
    from coopgraph.records import Records, SourceDocument
    from coopgraph.report import Wishes
    from coopgraph.texts import Texts
    from coopgraph.validation import Report


REMOTE = "they stand behind an endpoint; coopgraph validate --store URL checks them"
CUT = "they are a window of time, and a part cannot be judged as the whole; coopgraph validate checks that"
"""Why a page about a graph does not tell what is wrong with it."""


class Graph:
    """A dataset as a graph. Make one with :meth:`load` (curated files) or :meth:`open` (a built store)."""

    def __init__(
        self,
        store: Store,
        origins: Origins | Callable[[], Origins],
        records: Records | None = None,
        quads: Quads | None = None,
        folder: Path | None = None,
    ) -> None:
        """``origins`` may be a function that reads them when they are wanted; ``folder`` is where the profile of the
        checks may stand, with the curated files or the store."""
        self.store = store
        self._told = origins
        self.folder = folder
        self._records, self._quads = records, quads
        self._unchecked = ""

    @classmethod
    def of(cls, built: build.Built) -> Graph:
        """Return the graph of a dataset that was loaded."""
        return cls(built.store, built.origins, built.records, built.quads, built.folder)

    @classmethod
    def load(cls, data: str | Path | None = None) -> Graph:
        """Read a folder of curated files, the bundled dataset by default, into memory.

        Raises RecordsError with every problem of the files, InputError when the folder is none.

        >>> Graph.load()  # doctest: +ELLIPSIS
        <Graph of 5 events, ... organizations, ... projects from 5 sources; ... claims>
        """
        return cls.of(build.load(None if data is None else Path(data)))

    @classmethod
    def open(cls, place: str | Path) -> Graph:
        """Open a store that ``coopgraph build --store DIRECTORY`` made, or the dataset behind a SPARQL endpoint (URL).

        Raises InputError when the directory holds none, EndpointError when the endpoint does.
        """
        if is_address(str(place)):
            from coopgraph.store.remote import connect

            found = cls(connect(str(place)), Origins())
            found._unchecked = REMOTE
            return found
        folder = Path(place).resolve()
        return cls(build.open_graph(Path(place)), partial(build.origins_of, folder), folder=folder)

    def within(
        self,
        since: date | None = None,
        until: date | None = None,
        dates: str = "strict",
        view: str = DEFAULT_VIEW,
    ) -> Graph:
        """Return the graph of what happened in a window of time, both days inside; None leaves a side open.

        Activities outside go, with their participations and claims. With *strict* dates an uncertain activity counts
        when it lies inside for certain, with *generous* when it may; what is known of dates is what ``view`` knows.
        Raises UnknownName for other dates or another view.
        """
        from coopgraph.network import Window
        from coopgraph.timeslice import cut

        part = Graph(cut(self.store, Window(since, until), dates, view), self._told)
        part._unchecked = CUT
        return part

    def __repr__(self) -> str:
        def count(kind: str) -> int:
            return len(self.names.of_kind([kind]))

        (claims,) = queries.run(queries.internal("card/claim-count"), self.store, self.names)["claims"]
        return (
            f"<Graph of {count('event')} events, {count('org')} organizations, {count('project')} projects "
            f"from {count('source')} sources; {claims} claims>"
        )

    @cached_property
    def origins(self) -> Origins:
        """Where each node was written down. Raises InputError when a store has lost the file that tells."""
        return self._told if isinstance(self._told, Origins) else self._told()

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

    def query_windows(
        self, query: Query, years: tuple[int, int], dates: str, view: str, values: Mapping[str, str]
    ) -> Table:
        """Ask a SELECT of one window of time after the other; ``years`` are their width and the step between them.

        The first column of the answer names the window. Raises what :meth:`query` and :meth:`within` raise.
        """
        from coopgraph import network
        from coopgraph.table import stacked

        over = network.windows(network.read(self.store, view), *years)
        parts = ((str(w), self.within(w.since, w.until, dates, view)) for w in over)
        asked = [(name, queries.run(query, part.store, self.names, values, view)) for name, part in parts]
        return stacked("window", asked)

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
        from coopgraph.answers.why import Question

        view_graphs(view)
        table = network.read(self.store, "represents")
        return Question(table, network.load(definition), self.names, self.quoting(sources)).why(a, b, view)

    def path(
        self,
        a: str,
        b: str,
        view: str = DEFAULT_VIEW,
        level: str = "organization",
        definition: str | Path = "default",
    ) -> Table:
        """Return a shortest way of ties from one organization (or country) to another, a step a row.

        Raises UnknownName and Ambiguous; without a way the table is empty and says so.
        """
        from coopgraph.answers.path import path

        kinds = ("country",) if level == "country" else ("org",)
        ends = [self.names.thing(self.names.find(name, kinds)) for name in (a, b)]
        return path(self.network(view, level, definition), *ends)

    def quoting(self, sources: str | Path | None) -> Quote:
        """Return a function from evidence places (``003:3785-3978``) to their sentences; it answers with nothing
        when ``sources``, the folder of the texts, is None."""
        from coopgraph.answers.spans import quote

        return quote(self._texts(sources))

    def show(self, name: str, view: str = DEFAULT_VIEW, sources: str | Path | None = None) -> Card:
        """Return all that is on record of one thing. Raises UnknownName and Ambiguous."""
        from coopgraph.answers.card import card

        return card(name, self.store, self.names, view, self.quoting(sources))

    def validate(
        self,
        sources: str | Path | None = None,
        engine: str = "compiled",
        profile: str | Path | None = None,
        profiled: bool = True,
    ) -> Report:
        """Run every check and return the report; with the folder of the texts, hold each span against them.

        Severities and accepted findings are those of the profile: the one given, else ``checks.yaml`` beside the data,
        else ``coopgraph-checks.yaml`` where one works; with ``profiled=False`` everything is told as it was found.
        Of a graph that was opened from a store everything is checked that the graph alone can tell. ``engine`` is what
        runs the shapes: compiled, or pyshacl, which is slow and finds the same. Raises UnknownName for another, and
        InputError for a profile that cannot be read.
        """
        from coopgraph.validation import validate, validate_store
        from coopgraph.validation.profile import find, wanting

        wanted = wanting((Path(profile) if profile else find(self.folder)) if profiled else None)
        if self._records is None or self._quads is None:
            return wanted(validate_store(self.store, self.origins, self._texts(sources), engine))
        return wanted(validate(self._records, self._quads, self._texts(sources), engine))

    def check(
        self,
        *new: str | Path,
        mapping: str | Path | None = None,
        sources: str | Path | None = None,
        update: bool = False,
    ) -> Report:
        """Judge files of new records, in any form, in the context of the dataset; nothing is written.

        Each finding is *new*, *solved* or *old* (``finding.state``). ``mapping`` tells what columns of your own mean;
        with ``sources``, the folder of the texts, the evidence is held against them; ``update`` lets the new records
        replace what is there. Raises UsageError where the graph was not read from curated files or a store, and
        RecordsError and InputError for files that cannot be read.
        """
        from coopgraph.adding import Given

        if self.folder is None:
            raise UsageError("new records are checked against curated files or a built store: use Graph.load or .open")
        texts, own = (None if place is None else Path(place) for place in (sources, mapping))
        given = Given(tuple(map(Path, new)), own, update, texts)
        return given.judge(self.folder).report

    def export(
        self,
        path: str | Path,
        view: str = DEFAULT_VIEW,
        level: str = "organization",
        definition: str = "default",
        dates: str = "generous",
        every: bool = False,
        **more: str,
    ) -> Path:
        """Write the network or the graph, in a view; the suffix of the path tells the format
        (:mod:`coopgraph.export.formats` lists them), or ``form`` names it; ``shape`` is ties, kinds, flows or events;
        ``dates`` is how spells read uncertain dates; with ``every`` nodes carry every measure.

        Return the path. Raises UnknownName for another format or shape.
        """
        from coopgraph import network
        from coopgraph.export import shapes
        from coopgraph.export.formats import export

        return export(
            Path(path),
            lambda: self.network(view, level, definition),
            lambda: self.quads(view),
            events=lambda: shapes.events(network.read(self.store, view), view, level, dates=dates),
            dates=dates,
            every=every,
            **more,
        )

    def quads(self, view: str = DEFAULT_VIEW) -> Iterator[Quad]:
        """Yield the quads of the named graphs that a view reads. Raises UnknownName for an unknown view."""
        for name in view_graphs(view):
            yield from self.store.quads(name)

    def plot(
        self,
        kind: str,
        path: str | Path,
        view: str = DEFAULT_VIEW,
        level: str = "organization",
        definition: str | Path = "default",
        options: Options | None = None,
    ) -> Path:
        """Draw a picture for print (network, timeline, matrix or ego) as PNG, SVG or PDF and return its path.

        ``options`` tell width, order and, for ego, whose. Raises UnknownName and UsageError for what cannot be drawn.
        """
        from coopgraph import network, plots

        table = network.read(self.store, view)
        drawn = network.cooperate(table, network.load(definition), view, level)
        parts = plots.Parts(drawn, table, plots.facts(self.quads(view)))
        return plots.draw(kind, parts, Path(path), options or plots.Options())

    def report(self, path: str | Path, wishes: Wishes | None = None) -> Path:
        """Write one self-contained HTML file that tells what the graph holds, and return its path.

        ``wishes`` are its title, licence and date. The data are validated for it, as :meth:`validate` does, unless they
        are a window of time or stand behind an endpoint: then the page says so. Raises UsageError where the file
        cannot be written.
        """
        from coopgraph import report

        checked = None if self._unchecked else self.validate()
        return report.write(report.gather(self.store, self.names, checked, wishes, self._unchecked), Path(path))

    def diff(
        self,
        other: Graph,
        views: Sequence[str] = tuple(VIEWS),
        level: str = "organization",
        definition: str | Path = "default",
    ) -> Diff:
        """Return what changed from this graph to another, in records, and what that does to the network.

        Raises UsageError for a graph that was opened from a store: what is compared is the curated files.
        """
        from coopgraph.changes import State, between

        one, two = (
            State(graph._curated("compared")[0].folder, graph._curated("compared")[0], graph.store)
            for graph in (self, other)
        )
        return between(one, two, views, level, definition)

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same store; the union of the named graphs is its default graph."""
        return self.store.to_rdflib()

    def _texts(self, sources: str | Path | None) -> Texts | None:
        if sources is None:
            return None
        from coopgraph.texts import Texts

        return Texts(Path(sources), self._records.documents() if self._records else self._documents())

    def _documents(self) -> dict[str, SourceDocument]:
        """Return the source documents that the store knows, for texts to be matched to by their digest."""
        from coopgraph.records import SourceDocument

        found = {}
        for row in queries.run(queries.internal("card/documents"), self.store, self.names):
            ident = str(getattr(row["document"], "id", "")).partition("/")[2]
            names = {"en": str(row["document"])}
            sealed = {"sha256": row["sha256"] or "", "length": row["length"]}
            found[ident] = SourceDocument.model_validate({"source": Source(""), "id": ident, "names": names, **sealed})
        return found

    def _curated(self, purpose: str) -> tuple[Records, Quads]:
        if self._records is None or self._quads is None:
            raise UsageError(f"only curated files can be {purpose}; load them with Graph.load(folder)")
        return self._records, self._quads
