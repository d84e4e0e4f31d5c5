"""Patterns written as SPARQL anew, so that they are looked up from what is bound: chains of LATERAL joins.

Two kinds of text: a *walk* leads from bound variables to others through what must hold, and may find too much; a
*restriction* is the whole pattern with all its filters, and finds just what the pattern finds for the bound values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coopgraph.shacl.paths import Path
from coopgraph.shacl.reach_order import Fans, flat, joins, simple, written
from coopgraph.shacl.reach_parts import (
    Bind,
    Edge,
    Either,
    Filter,
    Group,
    Maybe,
    Part,
    Select,
    Text,
    Unreadable,
    certain,
    every,
    properties,
    texts,
    visible,
)

Names = frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A pattern to be looked up from ``given`` variables; ``names`` are all of its variables, ``iris`` its properties
    (:func:`~coopgraph.shacl.reach_parts.properties`)."""

    text: str
    names: Names
    given: Names
    iris: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Patterns to be looked up one after the other."""

    steps: tuple[Step, ...] = ()

    @property
    def names(self) -> Names:
        """All variables."""
        return frozenset().union(*(step.names for step in self.steps))

    @property
    def iris(self) -> frozenset[str] | None:
        """The properties of all steps, None where one of them has any."""
        told = [step.iris for step in self.steps if step.iris is not None]
        return frozenset().union(*told) if len(told) == len(self.steps) else None

    @property
    def text(self) -> str:
        """The chain as SPARQL, to stand behind what binds the variables at its start."""
        return " ".join(f"LATERAL {{ {step.text} }}" for step in self.steps)

    def start(self, bound: Names) -> tuple[Names, Chain]:
        """Return those of the bound variables that the first step looks up, and the steps that need no others."""
        first = self.steps[0].names & bound if self.steps else frozenset[str]()
        known, found = first, list[Step]()
        for step in self.steps:
            if step.given <= known:
                found.append(step)
                known |= step.names
        return first, Chain(tuple(found))


def walk(parts: Iterable[Part], bound: Names, wanted: Names, fans: Fans, own: Collection[Part] = ()) -> Chain:
    """Return the chain that leads from bound variables to wanted ones, and looks at what both ends of are known.

    ``own`` are edges that belong to the start: they are looked at although that may cost more.

    Raises Unreadable when no chain of patterns leads there.
    """
    near_by = list(flat(own))
    todo, taken, known = [*near_by, *flat(parts)], list[Step](), bound
    while not wanted <= known:
        near = [(fans.cost(part, known), i) for i, part in enumerate(todo) if _led(part, known)]
        if not near:
            raise Unreadable("no chain of patterns leads from it to what is at fault")
        part = todo.pop(min(near)[1])
        taken.append(Step(_step(part, known, fans), every(part), every(part) & known, properties(part)))
        fans = fans.after(part, known)
        known |= certain(part)
    edges = [p for p in todo if isinstance(p, Edge) and p.names and p.names <= known]
    seen = [p for p in edges if p in near_by or fans.cost(p, known) < 1]
    taken += [Step(written(p), p.names, p.names, properties(p)) for p in seen]
    return Chain(tuple(taken))


def _led(part: Edge | Either, known: Names) -> bool:
    if isinstance(part, Edge):
        return bool({part.start, part.end} & known)
    return all(any(_led(p, known) for p in group.parts if isinstance(p, Edge | Either)) for group in part.groups)


def _step(part: Edge | Either, known: Names, fans: Fans) -> str:
    if isinstance(part, Edge):
        return written(part)
    wanted = certain(part)
    return " UNION ".join(f"{{ {_first(walk(group.parts, known, wanted, fans).text)} }}" for group in part.groups)


def _first(chain: str) -> str:
    """Return a chain that can stand at the start of a group."""
    return "{} " + chain if chain else "{}"


@dataclass(frozen=True, slots=True)
class Restriction:
    """Writes patterns for bound variables. ``once`` says that a triple may be found twice, and must count once."""

    fans: Fans
    once: bool = False

    def select(self, part: Select, bound: Names) -> str:
        """Return a SELECT; of the bound variables those are bound inside that it gives as they are.

        Raises Unreadable where what is bound would be seen by what does not see it.
        """
        inner = bound & part.plain
        body = self.group(part.group, inner)
        if part.plain == set(part.columns) <= inner and not part.aggregates and (part.distinct or part.keys):
            return f"FILTER EXISTS {{ {body} }}"
        computed = dict(part.computed)
        columns = [f"({self.text(computed[c], inner)} AS {c})" if c in computed else c for c in part.columns]
        keys = "" if part.keys is None or not part.keys else f" GROUP BY {' '.join(part.keys)}"
        having = "".join(f" HAVING {self.text(h, inner)}" for h in part.having[:1])
        having += "".join(f" {self.text(h, inner)}" for h in part.having[1:])
        distinct = "DISTINCT " if part.distinct else ""
        return f"{{ SELECT {distinct}{' '.join(columns)} {{ {body} }}{keys}{having} }}"

    def group(self, group: Group, bound: Names) -> str:
        """Return what stands in the braces of a group."""
        out: list[str] = []
        filters = [p for p in group.parts if isinstance(p, Filter)]
        ours = frozenset().union(*(visible(p) for p in group.parts))
        known, segment = bound, list[Part]()
        for part in (*group.parts, None):
            if part is not None and joins(part):
                segment += simple(part)
                continue
            while segment:
                filters = self._ready(filters, known, ours, out)
                best = min(range(len(segment)), key=lambda i: (self.fans.cost(segment[i], known), i))
                one = segment.pop(best)
                out.append(self._joined(one, known, bool(out)))
                known |= certain(one)
            if isinstance(part, Bind):
                if part.name in bound:
                    raise Unreadable(f"{part.name} is computed, and bound beforehand")
                out.append(f"BIND({self.text(part.text, known)} AS {part.name})")
            elif isinstance(part, Maybe):
                out.append(f"LATERAL {{ OPTIONAL {{ {self.group(part.group, known)} }} }}")
        out += [f"FILTER({self.text(f.text, known)})" for f in filters]
        return " ".join(out)

    def text(self, text: Text, known: Names) -> str:
        """Return an expression."""
        pieces = (p if isinstance(p, str) else f"{{ {self.group(p, known)} }}" for p in text.pieces)
        return "".join(pieces).strip()

    def _ready(self, filters: list[Filter], known: Names, ours: Names, out: list[str]) -> list[Filter]:
        """Write the filters all of whose variables are bound by now, and return the others."""
        later = []
        for one in filters:
            if every(one) & (ours | known) <= known and known:
                text = f"{{ {' '.join(out)} FILTER({self.text(one.text, known)}) }}"
                out[:] = [text]
            else:
                later.append(one)
        return later

    def _joined(self, part: Part, known: Names, behind: bool) -> str:
        if isinstance(part, Edge):
            found = self._edge(part, known)
        else:
            _check(part, known)
            if isinstance(part, Either):
                found = " UNION ".join(f"{{ {self.group(group, known)} }}" for group in part.groups)
            elif isinstance(part, Select):
                found = self.select(part, known)
            else:
                assert isinstance(part, Group)
                found = self.group(part, known)
        return f"LATERAL {{ {found} }}" if behind else f"{{ {found} }}"

    def _edge(self, edge: Edge, known: Names) -> str:
        closed = isinstance(edge.path, Path) and edge.path.kind != "predicate"
        if not self.once or closed or not edge.names:
            return written(edge)
        return f"{{ SELECT DISTINCT {' '.join(sorted(edge.names))} {{ {written(edge)} }} }}"


def _check(part: Part, known: Names) -> None:
    """Raise Unreadable when a filter or optional part inside would see what is bound outside alone."""
    if isinstance(part, Group | Either):
        groups: Collection[Group] = (part,) if isinstance(part, Group) else part.groups
        for group in groups:
            seen = every(group) - certain(group)
            if any(isinstance(p, Maybe) or [*texts(p)] for p in group.parts) and seen & known - {"?this"}:
                raise Unreadable("a group asks for what is bound outside of it")
