"""Run the shapes with pySHACL, in its own Python API: slow, and independent of the compiled engine, to hold it against.

pySHACL checks a copy in rdflib, never a store: it asks for its length at each result.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from coopgraph.shacl import fallback
from coopgraph.validation import shacl
from coopgraph.validation.checks import shape_triples
from coopgraph.validation.report import Finding

if TYPE_CHECKING:
    import rdflib


def run(data: ox.Store) -> list[Finding]:
    """Return the findings of all shapes on a store of one graph. pySHACL stops at some ill-typed literals.

    Cost: some seconds for ten thousand triples; most of it SPARQL in rdflib.
    """
    import pyshacl

    with _quiet():
        _, results, _ = pyshacl.validate(
            fallback.to_rdflib(q.triple for q in data),
            shacl_graph=_shapes(),
            inference="none",
            inplace=True,
            advanced=False,
            do_owl_imports=False,
            allow_infos=True,
            allow_warnings=True,
        )
    return shacl.findings(fallback.results(results))


@cache
def _shapes() -> rdflib.Graph:
    return fallback.to_rdflib(shape_triples())


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from printing a traceback for each literal that it cannot read: the engines differ in a few."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
