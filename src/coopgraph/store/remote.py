"""A store behind a SPARQL endpoint: the same port as the embedded one, over the SPARQL 1.1 Protocol.

SPARQLWrapper makes the requests, form-encoded POSTs that every server takes; :mod:`~coopgraph.store.transport`
sends them (it knows patience, redirects and time limits), :mod:`~coopgraph.store.reading` takes the answers in.

Servers differ on what a query reads that names no graph: the default graph, or all graphs. So every query goes
out with its graphs: those of a view, or all named graphs, for which the server is asked once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from http.client import HTTPResponse
from typing import TYPE_CHECKING

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from coopgraph.errors import EndpointError, InputError, UsageError
from coopgraph.store.base import Solutions, value
from coopgraph.store.credentials import from_environment
from coopgraph.store.endpoints import Endpoints, shown
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.store.reading import ACCEPT_ROWS, ACCEPT_TRIPLES, Answer
from coopgraph.store.transport import Limits, Transport
from coopgraph.store.words import Refused, failed
from coopgraph.vocab import BASE, GRAPHS, PREFIXES, graph

if TYPE_CHECKING:
    import rdflib

NOWHERE = BASE + "graph/none"
"""A graph that nobody makes: the protocol has no way to say *over no graph*."""
MOST_GRAPHS = 1000
_QUERY, _LOAD = "the query was not answered", "the quads were not loaded"
_QUIET = re.compile(
    r"""<[^<>"{}|^`\\\s]*> | \#[^\n]* | \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'""",
    re.VERBOSE | re.DOTALL,
)
_FORM = re.compile(r"(?:\s|\bBASE\b|\bVERSION\b|\bPREFIX\s+\S*:)*(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


def connect(address: str | Endpoints, limits: Limits | None = None) -> RemoteStore:
    """Return the coopgraph dataset behind an endpoint: its five graphs, whatever else the server holds.

    Raises EndpointError when the endpoint does not answer, or holds none of them.
    """
    store = RemoteStore(address, graphs=[graph(name) for name in GRAPHS], limits=limits)
    if not store.query("ASK { ?s ?p ?o }"):
        where = shown(store.at.query)
        raise EndpointError(f"{where}: holds no coopgraph dataset; put one there: coopgraph push {where}")
    return store


class RemoteStore:
    """A :class:`~coopgraph.store.base.Store` behind ``address``: the one that implies the others, or all three.

    ``graphs`` are the IRIs of the graphs that make up the dataset; all named graphs of the server when None.
    Credentials come from the environment (:mod:`~coopgraph.store.credentials`). A call takes at most what
    ``limits`` allow. Raises UsageError for an address or credentials that cannot be; nothing is sent yet.
    """

    def __init__(
        self, address: str | Endpoints, *, graphs: Sequence[str] | None = None, limits: Limits | None = None
    ) -> None:
        self.at = Endpoints.of(address)
        self.limits = limits or Limits()
        self._graphs = None if graphs is None else tuple(graphs)
        self._found: tuple[str, ...] | None = None
        self._credentials = from_environment()

    def __repr__(self) -> str:
        return f"<RemoteStore {shown(self.at.query)}>"

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs that make up the dataset; the server is asked for them once.

        Raises EndpointError for a server that holds more than a thousand.
        """
        if self._graphs is not None:
            return self._graphs
        if self._found is None:
            sparql = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g LIMIT {MOST_GRAPHS + 1}"
            rows = self._rows(sparql, None, ())
            if len(rows) > MOST_GRAPHS:
                what = f"the server holds more than {MOST_GRAPHS} named graphs; say which of them to read"
                raise failed(self.at.query, _QUERY, what)
            self._found = tuple(value(row[0]) for row in rows.rows)
        return self._found

    def query(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions | bool | list[ox.Triple]:
        """Answer any SPARQL 1.1 query; see :class:`~coopgraph.store.base.Store`.

        The rows are kept in memory: 0.5 s for 100,000. Raises UsageError for what is no SPARQL, and EndpointError
        for an answer that does not come, is not whole, or is too long.
        """
        bare = _QUIET.sub(" ", sparql)
        found = _FORM.match(bare)
        if not found:
            raise _no_query(sparql) or UsageError("not a SPARQL query: no SELECT, ASK, CONSTRUCT or DESCRIBE")
        form = found[1].upper()
        named = self.graphs() if graphs is None or re.search(r"\bGRAPH\b", bare, re.IGNORECASE) else ()
        default = self.graphs() if graphs is None else graphs
        try:
            return self._ask(form, _prefixed(sparql, bare), default, named)
        except Refused as refused:
            raise (_no_query(sparql) if refused.status == 400 else None) or refused from None

    def select(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions:
        """Answer a SELECT. Raises UsageError when the query is of another form."""
        answer = self.query(sparql, graphs)
        if not isinstance(answer, Solutions):
            raise UsageError("this query is no SELECT: it gives no rows")
        return answer

    def load(self, nquads: bytes) -> None:
        """Add N-Quads in one update, which servers do whole or not at all; for a dataset, push is the way.

        Raises InputError for what is no N-Quads or stands in no named graph, and UsageError where no address for
        updates is known.
        """
        parsed = OxigraphStore()
        parsed.load(nquads)
        blocks = []
        for quad in parsed.quads():
            if not isinstance(quad.graph_name, ox.NamedNode):
                raise InputError(f"not in a named graph: {quad.triple}; name the graph that it is to stand in")
            blocks.append(f"GRAPH {quad.graph_name} {{ {quad.triple} }}")
        if not blocks:
            return
        if not self.at.update:
            raise UsageError(f"{shown(self.at.query)}: no address for updates is known; give all three endpoints")
        client = _Client(self.at.update, Transport(self.at.update, self._credentials, self.limits), _LOAD)
        client.form("INSERT", "INSERT DATA {\n" + "\n".join(sorted(blocks)) + "\n}")
        client.query().response.close()
        self._found = None

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph, or of all; they are all here, and counted, before the first comes.

        Raises EndpointError when the server gives fewer than it says it has.
        """
        names = self.graphs() if graph is None else (graph,)
        if not names:
            return
        rows = self._rows("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }", None, names)
        if len(rows) != (count := self._count(names)):
            what = f"the server gave {len(rows)} quads of {count}: it limits its answers, or it is being written to"
            raise failed(self.at.query, _QUERY, f"{what}; try again, or ask who runs it")
        for row in rows.rows:
            yield ox.Quad(*row)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return self._count(self.graphs())

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over a copy in memory; what the server learns later is not in it.

        rdflib's own client of endpoints has no time limit and gives errors back as results.
        """
        copy = OxigraphStore()
        copy.load("".join(f"{quad} .\n" for quad in self.quads()).encode())
        return copy.to_rdflib()

    def _count(self, names: Sequence[str]) -> int:
        if not names:
            return 0
        rows = self._rows("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", None, names)
        return int(value(rows.rows[0][0]))

    def _rows(self, sparql: str, default: Sequence[str] | None, named: Sequence[str]) -> Solutions:
        answer = self._ask("SELECT", sparql, default, named)
        assert isinstance(answer, Solutions)
        return answer

    def _ask(
        self, form: str, sparql: str, default: Sequence[str] | None, named: Sequence[str]
    ) -> Solutions | bool | list[ox.Triple]:
        """Send a query with its dataset (the server's own when both are empty) and read the answer."""
        transport = Transport(self.at.query, self._credentials, self.limits)
        client = _Client(self.at.query, transport, _QUERY)
        client.form(form, sparql)
        for name in () if default is None else default or [NOWHERE]:
            client.addDefaultGraph(name)
        for name in named:
            client.addNamedGraph(name)
        with Answer(client.query().response, transport, _QUERY) as answer:
            if form in ("CONSTRUCT", "DESCRIBE"):
                return answer.triples()
            rows = answer.rows()
        if isinstance(rows, bool) != (form == "ASK"):
            raise failed(self.at.query, _QUERY, f"the server answered {form} with the answer to another form")
        return rows


class _Client(SPARQLWrapper):
    """SPARQLWrapper over our transport, which follows, waits and limits; the requests are SPARQLWrapper's own."""

    def __init__(self, address: str, transport: Transport, task: str) -> None:
        super().__init__(address, agent="coopgraph (https://w3id.org/coopgraph)")
        self.transport, self.task = transport, task

    def form(self, form: str, sparql: str) -> None:
        """Set the text and its form, which SPARQLWrapper would guess from the first such word, in comments too."""
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.queryString, self.queryType = sparql, form
        of_triples = form in ("CONSTRUCT", "DESCRIBE")
        self.setReturnFormat(TURTLE if of_triples else JSON)
        accept = "*/*" if form == "INSERT" else ACCEPT_TRIPLES if of_triples else ACCEPT_ROWS
        self.addCustomHttpHeader("Accept", accept)

    def _query(self) -> tuple[HTTPResponse, str]:
        return self.transport.open(self._createRequest(), self.task), self.returnFormat


def _prefixed(sparql: str, bare: str) -> str:
    """Return a query with the prefixes that it uses without declaring them, on its first line."""
    used = {p: iri for p, iri in PREFIXES.items() if re.search(rf"(?<![\w.-]){p}:", bare)}
    missing = (p for p in used if not re.search(rf"\bPREFIX\s+{p}:", bare, re.IGNORECASE))
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in missing) + sparql


def _no_query(sparql: str) -> UsageError | None:
    """Return the error for what is no SPARQL, in the words of the embedded store's parser; None when it parses.

    The query is run over nothing, so one that asks further services is not tried.
    """
    if re.search(r"\bSERVICE\b", sparql, re.IGNORECASE):
        return None
    try:
        OxigraphStore().query(sparql)
    except UsageError as error:
        return error
    except EndpointError:
        return None
    return None
