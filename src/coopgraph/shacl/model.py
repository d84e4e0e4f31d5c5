"""What shapes are, once read: targets, constraints with their parameters, messages. Nothing here knows SPARQL."""

from __future__ import annotations

from dataclasses import dataclass, field

from coopgraph.shacl.paths import Path
from coopgraph.shacl.terms import Term


@dataclass(frozen=True, slots=True)
class Target:
    """Where focus nodes come from: ``kind`` is node, class, subjectsOf or objectsOf."""

    kind: str
    term: Term


@dataclass(frozen=True, slots=True)
class Query:
    """The SPARQL of a constraint or validator, with its prefixes written out. ``kind`` is select or ask."""

    node: Term
    kind: str
    text: str
    prefixes: tuple[tuple[str, str], ...] = ()
    messages: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape: the component's IRI, the kind of test, and its parameters.

    ``kind`` is the local name of the deciding parameter (``minCount``, ``or``, ``sparql`` …) or ``custom``.
    ``terms`` are its values: the members of a list, or the one value. ``query`` is set for SPARQL.
    ``arguments`` are a custom component's parameters by name.
    """

    kind: str
    component: Term
    terms: tuple[Term, ...] = ()
    flag: str = ""
    number: int = 0
    query: Query | None = None
    arguments: tuple[tuple[str, Term], ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or with a path a property shape."""

    node: Term
    path: Path | None = None
    targets: tuple[Target, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    messages: tuple[Term, ...] = ()
    severity: Term = field(default=None)  # type: ignore[assignment]
    deactivated: bool = False
