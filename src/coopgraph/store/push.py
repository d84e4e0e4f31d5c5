"""Put a dataset on a server: graph by graph, each replaced as a whole, and counted afterwards.

Over the `SPARQL 1.1 Graph Store HTTP Protocol <https://www.w3.org/TR/sparql11-http-rdf-update/>`_: a PUT of
N-Triples replaces a graph in one step, so no reader sees half of one, and doing it again does no harm. The
protocol has no step that spans several graphs: when one fails, the error says in which state each graph is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from urllib.request import Request

import pyoxigraph as ox

from coopgraph.errors import EndpointError, InputError, UsageError
from coopgraph.store.base import Store, value
from coopgraph.store.credentials import from_environment
from coopgraph.store.endpoints import Endpoints, shown
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.store.remote import RemoteStore
from coopgraph.store.transport import Limits, Transport
from coopgraph.store.words import Refused

_AS_IT_WAS = "as it was"
_STORED = (200, 201, 204)


@dataclass(frozen=True, slots=True)
class Pushed:
    """A graph that is on the server now: its IRI, and how many triples it holds there."""

    graph: str
    triples: int


def push(
    to: str | Endpoints, data: Store | bytes, *, graphs: Sequence[str] = (), limits: Limits | None = None
) -> list[Pushed]:
    """Replace each graph of ``data`` (a store, or N-Quads) on a server; return them, counted there, by IRI.

    ``graphs`` that ``data`` does not hold are removed from the server: an empty graph is none. Others are left
    alone. ``limits`` count for each graph. Raises UsageError where no address of a graph store is known,
    InputError for what is no N-Quads or stands in no named graph, both before anything is sent; EndpointError,
    with the state of every graph, when a graph was not stored or its count on the server is another.
    """
    at = Endpoints.of(to)
    if not at.graph_store:
        raise UsageError(f"{shown(at.query)}: its graph store is not known; give its address too (--graph-store)")
    bodies: dict[str, list[str]] = {name: [] for name in graphs} | _bodies(data)
    transport = Transport(at.graph_store, from_environment(), limits or Limits())
    states = dict.fromkeys(sorted(bodies), _AS_IT_WAS)
    for name in states:
        try:
            _put(transport, at.graph_store, name, bodies[name])
        except EndpointError as error:
            kept = isinstance(error, Refused) and 400 <= error.status < 500
            states[name] = f"refused, {_AS_IT_WAS}" if kept else "unknown: as it was, or replaced"
            raise EndpointError(f"{error}\n{_report(states)}") from None
        states[name] = f"replaced, {len(bodies[name])} triples" if bodies[name] else "removed"
    return _counted(at, {name: len(lines) for name, lines in bodies.items()}, states, limits)


def _bodies(data: Store | bytes) -> dict[str, list[str]]:
    """Return the N-Triples of each graph, sorted."""
    if isinstance(data, bytes):
        store = OxigraphStore()
        store.load(data)
        data = store
    bodies: dict[str, list[str]] = {}
    for quad in data.quads():
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise InputError(f"not in a named graph: {quad.triple}; name the graph that it is to stand in")
        bodies.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .\n")
    return {name: sorted(lines) for name, lines in bodies.items()}


def _put(transport: Transport, graph_store: str, name: str, lines: list[str]) -> None:
    """Replace a graph, or remove it when it is to be empty."""
    joint = "&" if "?" in graph_store else "?"
    address = f"{graph_store}{joint}graph={quote(name, safe='')}"
    if lines:
        headers = {"Content-Type": "application/n-triples", "Accept": "*/*"}
        request = Request(address, "".join(lines).encode(), headers, method="PUT")
    else:
        request = Request(address, headers={"Accept": "*/*"}, method="DELETE")
    task = f"graph <{name}> was not stored"
    try:
        with transport.open(request, task) as response:
            if response.status not in _STORED:
                raise EndpointError(f"{shown(address)}: {task}: the server answered {response.status}; try again")
    except Refused as refused:
        if lines or refused.status != 404:  # a graph that is not there needs no removing
            raise


def _counted(at: Endpoints, sent: dict[str, int], states: dict[str, str], limits: Limits | None) -> list[Pushed]:
    """Return what the server holds. Raises EndpointError when that is not what was sent."""
    store = RemoteStore(at, limits=limits)
    held: dict[str, int] = {}
    try:
        for name in states:
            rows = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", (name,)).rows
            held[name] = int(value(rows[0][0]))
    except EndpointError as error:
        raise EndpointError(
            f"{error}\nThe graphs were sent, but not all could be counted.\n{_report(states)}"
        ) from None
    wrong = {name: f"{states[name]}, but holds {n} now" for name, n in held.items() if n != sent[name]}
    if wrong:
        what = "the server does not hold what it was sent; push again, or ask who runs it"
        raise EndpointError(f"{shown(at.query)}: {what}\n{_report(states | wrong)}")
    return [Pushed(name, held[name]) for name in states]


def _report(states: dict[str, str]) -> str:
    return "\n".join(f"  {name}: {state}" for name, state in states.items())
