"""coopgraph: who cooperates with whom, through which events, and on what evidence.

    >>> from coopgraph import Graph
    >>> g = Graph.load()
    >>> len(g.network(view="stated").ties) > 0
    True

The names below are the front; each is imported when it is first used, so that ``coopgraph --help`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopgraph.errors import CoopgraphError, InputError, RecordsError, UnknownName, UsageError
    from coopgraph.graph import Graph
    from coopgraph.network import Network
    from coopgraph.records import Records
    from coopgraph.table import Table, Thing
    from coopgraph.validation import Finding, Report

_HOMES = {
    "CoopgraphError": "errors",
    "Finding": "validation",
    "Graph": "graph",
    "InputError": "errors",
    "Network": "network",
    "Records": "records",
    "RecordsError": "errors",
    "Report": "validation",
    "Table": "table",
    "Thing": "table",
    "UnknownName": "errors",
    "UsageError": "errors",
}

__all__ = [
    "CoopgraphError",
    "Finding",
    "Graph",
    "InputError",
    "Network",
    "Records",
    "RecordsError",
    "Report",
    "Table",
    "Thing",
    "UnknownName",
    "UsageError",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"coopgraph.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'coopgraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
