"""A query for a server that misbehaves, and how long the tests bear with it."""

from __future__ import annotations

from typing import Any

from coopgraph.store.remote import RemoteStore
from coopgraph.store.transport import Limits

from .misbehaving import Server

QUERY = "SELECT ?x WHERE { ?s ?p ?x }"
GRAPH = ("http://example.org/g",)
LIMITS = Limits(seconds=2, megabytes=1, tries=3, pause=0.01)


def ask(server: Server, behaviour: str, sparql: str = QUERY, limits: Limits = LIMITS) -> Any:
    """Return the answer to a query at the path of a behaviour."""
    return RemoteStore(f"{server.address}/{behaviour}", limits=limits).query(sparql, GRAPH)
