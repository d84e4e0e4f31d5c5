"""Where focus nodes come from, as patterns: the targets of a shape, and the way from there to nested shapes.

Where several targets lead to a focus node it is looked at once (DISTINCT); a single target is not told apart, which
takes a fifth of the time of a cheap constraint, and what is found twice is one row in the end. With given focus nodes
their VALUES come first, and the targets become conditions: the cost goes with their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from coopgraph.shacl.model import Shape, Target
from coopgraph.shacl.paths import Path
from coopgraph.shacl.terms import RDF, RDFS, Term, text

CHOSEN = "urn:x-shacl:chosen"


def pattern(target: Target, v: str) -> str:
    """Return the pattern that binds a variable to a target's focus nodes.

    >>> pattern(Target("subjectsOf", ox.NamedNode("urn:p")), "?this")
    '{ ?this <urn:p> ?_o }'
    """
    term = text(target.term)
    if target.kind == "node":
        return f"{{ VALUES {v} {{ {term} }} }}"
    if target.kind == "class":
        # from the class to its instances: the other way the whole of rdf:type would be walked
        below = f"SELECT DISTINCT ?_c {{ {subclasses('?_c', target.term)} }}"
        return f"{{ {{ {below} }} LATERAL {{ {v} <{RDF}type> ?_c }} }}"
    return f"{{ {v} {term} ?_o }}" if target.kind == "subjectsOf" else f"{{ ?_s {term} {v} }}"


def subclasses(v: str, kind: Term) -> str:
    """Return the pattern that binds a variable to a class and all below it."""
    return f"{v} <{RDFS}subClassOf>* {text(kind)}"


def condition(target: Target, v: str) -> str:
    """Return the expression that a bound variable is among a target's focus nodes."""
    term = text(target.term)
    if target.kind == "node":
        return f"sameTerm({v}, {term})"
    if target.kind == "class":
        return f"EXISTS {{ {v} <{RDF}type> ?_c LATERAL {{ ?_c <{RDFS}subClassOf>* {term} }} }}"
    return f"EXISTS {{ {v} {term} ?_o }}" if target.kind == "subjectsOf" else f"EXISTS {{ ?_s {term} {v} }}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The focus nodes of a constraint: those of a root shape, and the paths from there through sh:property.

    The variables are ``?_f0`` … for the nodes on the way and ``?this`` for the focus node: a node that is reached
    in two ways is checked, and reported, twice.
    """

    root: Shape
    steps: tuple[Path, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the variables, root first."""
        return (*(f"_f{i}" for i in range(len(self.steps))), "this")

    def reachable(self, focus: Sequence[Term]) -> list[Term]:
        """Return which of some nodes can be root focus nodes at all: not all, where targets are named one by one."""
        nodes = {t.term for t in self.root.targets if t.kind == "node" and isinstance(t.term, ox.NamedNode)}
        return [f for f in focus if f in nodes] if len(nodes) == len(self.root.targets) else list(focus)

    def sparql(self, focus: Sequence[Term] | None = None, known: bool = False) -> str:
        """Return the pattern; ``focus`` are the only root focus nodes to look at (None: all), ``known`` says that they
        are IRIs, each once, of which the targets hold."""
        first = "?" + self.columns[0]
        once = "DISTINCT " if focus is not None or len(self.root.targets) > 1 else ""
        found = f"{{ SELECT {once}{first} {{ {self._rooted(first, focus)} }} }}"
        if focus is not None and known:
            found = f"VALUES {first} {{ {' '.join(map(text, focus))} }}"
        if not self.steps:
            return found
        names = ["?" + c for c in self.columns]
        ways = [
            f"LATERAL {{ {path.pattern(a, b)} }}" for path, a, b in zip(self.steps, names[:-1], names[1:], strict=True)
        ]
        return f"{{ SELECT DISTINCT {' '.join(names)} {{ {found} {' '.join(ways)} }} }}"

    def _rooted(self, v: str, focus: Sequence[Term] | None) -> str:
        if focus is None:
            return " UNION ".join(pattern(t, v) for t in self.root.targets)
        where = " || ".join(condition(t, v) for t in self.root.targets)
        if any(isinstance(t, ox.BlankNode) for t in focus):  # no constant stands for a blank node
            targets = " UNION ".join(pattern(t, v) for t in self.root.targets)
            return f"{targets} FILTER(<{CHOSEN}>({v}))"
        return f"VALUES {v} {{ {' '.join(text(t) for t in focus)} }} FILTER({where})"
