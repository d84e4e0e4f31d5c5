"""How the page was made: the definition of cooperation, weights, citations, versions, digests.

The sentences stand in ``methods.html.j2``; here is what they speak of. Measures bring their own articles
(:mod:`coopgraph.network.measures.tables`); those of the layout and of the comparisons stand in ``references.txt``.
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from coopgraph.export import rdf
from coopgraph.export.table import ties
from coopgraph.names import Names
from coopgraph.network import Definition, Network
from coopgraph.report.asking import ask
from coopgraph.report.grid import Cell, Column, Grid
from coopgraph.store.base import Store

SOFTWARE = ("coopgraph", "networkx", "numpy", "pyoxigraph", "pyshacl")
"""The packages whose version can change a number."""


@dataclass(frozen=True, slots=True)
class Methods:
    """The definition with its pairs and roles, confidence weights, articles, versions, digests of graph and ties."""

    definition: Definition
    pairs: Grid
    roles: Grid
    confidence: tuple[tuple[str, str], ...]
    references: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    graph_digest: str
    ties_digest: str

    @property
    def made_with(self) -> str:
        """The software in a line."""
        return ", ".join(f"{name} {number}" for name, number in self.versions)


def methods(store: Store, names: Names, network: Network, articles: tuple[str, ...]) -> Methods:
    """Return how a network of a store was made; ``articles`` are those of its measures.

    Takes time with the number of quads: all of them are digested.
    """
    nquads = rdf.serialize(store.quads(), "nq")
    weights = tuple((str(r["confidence"]).lower(), f"{r['weight']:g}") for r in ask("confidence", store, names))
    versions = (*((name, version(name)) for name in SOFTWARE), ("Python", platform.python_version()))
    return Methods(
        network.definition,
        _pairs(network.definition),
        _roles(store, names),
        weights,
        tuple(sorted({*articles, *(Path(__file__).parent / "references.txt").read_text("utf-8").splitlines()})),
        versions,
        hashlib.sha256(nquads).hexdigest(),
        hashlib.sha256(ties(network).to_csv().encode()).hexdigest(),
    )


def _pairs(definition: Definition) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for pair in sorted(definition.pairs, key=lambda pair: pair.order):
        strength = "1/(n − 1)" if pair.strength is None else f"{pair.strength:g}"
        other = pair.classes[0] if pair.towards == pair.classes[1] else pair.classes[1]
        rows.append(
            ("–".join(pair.classes), pair.kind, f"{other} to {pair.towards}" if pair.towards else "none", strength)
        )
    heads = (Column("role classes"), Column("kind"), Column("direction"), Column("strength", kind="number"))
    note = "n is the number of parties of the class in the activity. A pair that is not listed ties nobody."
    return Grid("pairs", "Which pairs of roles tie two organizations, and how strongly", heads, rows, note)


def _roles(store: Store, names: Names) -> Grid:
    rows: list[tuple[Cell, ...]] = []
    for row in ask("roles", store, names):
        roles = row["roles"]
        rows.append(
            (str(row["letter"]), str(row["class"]), ", ".join(map(str, roles)) if isinstance(roles, tuple) else "")
        )
    heads = (Column("letter"), Column("class"), Column("roles"))
    return Grid("roles", "The roles of each class", heads, rows)
