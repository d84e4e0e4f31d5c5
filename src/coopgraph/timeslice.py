"""A graph within a window of time, so that any query can be asked of it: what is outside is left out.

An activity outside the window goes, with its participations and its claims; records, and claims about anything but
an activity, stay. Whether an uncertain date counts is told by *strict* and *generous*
(:mod:`coopgraph.network.temporal`).
"""

from __future__ import annotations

import pyoxigraph as ox

from coopgraph.network import Window, read
from coopgraph.store.base import Store, value
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import CG, PREFIXES

_ABOUT = {CG + "activity", PREFIXES["rdf"] + "subject", PREFIXES["rdf"] + "object"}


def cut(store: Store, window: Window, dates: str = "strict", view: str = "represents") -> OxigraphStore:
    """Return a store in memory that holds what lies in the window, by the dates that ``view`` knows.

    Cost: one pass over the quads. Raises UnknownName for another reading of dates or view.
    """
    table = read(store, view)
    outside = {iri for iri, activity in table.activities.items() if not window.holds(activity, dates)}
    quads = list(store.quads())
    gone = outside | {value(q.subject) for q in quads if q.predicate.value in _ABOUT and value(q.object) in outside}
    kept = (q for q in quads if value(q.subject) not in gone and value(q.object) not in gone)
    found = OxigraphStore()
    found.load("".join(f"{_line(q)}\n" for q in kept).encode())
    return found


def _line(quad: ox.Quad) -> str:
    return f"{quad} ."
