"""pySHACL as an oracle: the same data and shapes, results in a form that compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox
import pytest

from coopgraph.shacl import Result, fallback

Told = tuple[str, str, str, str, str, str, tuple[str, ...]]


class Oracle:
    """Runs pySHACL, and tells results as text."""

    @staticmethod
    def told(results: Iterable[Result]) -> Counter[Told]:
        """Return results as text: focus, path, value, shape, component, severity, messages; how often each."""
        return Counter(
            (
                str(r.focus),
                r.path.sparql() if r.path else "",
                str(r.value),
                str(r.source_shape),
                str(r.constraint_component),
                str(r.severity),
                tuple(sorted(m.value for m in r.messages)),
            )
            for r in results
        )

    def results(self, data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> Counter[Told]:
        """Return what pySHACL finds."""
        import pyshacl

        report: Any
        graphs = fallback.to_rdflib(data), fallback.to_rdflib(shapes)
        _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inference="none", inplace=True)
        assert not isinstance(report, Exception), report
        return self.told(fallback.results(report))

    @staticmethod
    def triples(turtle: str) -> list[ox.Triple]:
        """Return the triples of Turtle."""
        return [q.triple for q in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE)]

    @staticmethod
    def stored(triples: Iterable[ox.Triple]) -> ox.Store:
        """Return a store of triples."""
        store = ox.Store()
        store.extend([ox.Quad(*t) for t in triples])
        return store


@pytest.fixture(scope="session")
def oracle() -> Oracle:
    """The oracle."""
    return Oracle()
