"""What a constraint asks, as a tree of graph patterns: the one form in which change is followed.

Shapes and the SPARQL of users are both put into it (:mod:`.reach_shapes`, :mod:`.reach_parse`); where a changed
triple leads is read from it (:mod:`.reach_walk`), and queries are written from it anew (:mod:`.reach_write`). Terms
are text, as SPARQL writes them; a variable begins with a question mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopgraph.shacl.paths import Path


class Unreadable(Exception):
    """A constraint has no such form, or change cannot be followed in it: it must be run wholly."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A triple pattern; the path is a variable where it is text."""

    start: str
    path: Path | str
    end: str

    @property
    def names(self) -> frozenset[str]:
        """The variables."""
        return frozenset(t for t in (self.start, self.path, self.end) if isinstance(t, str) and t[0] == "?")


@dataclass(frozen=True, slots=True)
class Text:
    """An expression: its tokens, with the groups of its EXISTS between them. ``names`` are its own variables."""

    pieces: tuple[str | Group, ...]
    names: frozenset[str]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups inside EXISTS."""
        return tuple(p for p in self.pieces if isinstance(p, Group))

    @property
    def said(self) -> bool:
        """Whether this is an expression, and not only what one depends on."""
        return any(isinstance(p, str) for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the whole of the group that it stands in."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bind:
    """A variable computed from others."""

    text: Text
    name: str


@dataclass(frozen=True, slots=True)
class Maybe:
    """OPTIONAL."""

    group: Group


@dataclass(frozen=True, slots=True)
class Either:
    """UNION."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT. ``columns`` are the variables that it gives, ``computed`` those of them with an expression.

    ``keys`` are those of GROUP BY, None without one; ``having`` its conditions. Variables that it does not give have
    names that nothing outside has.
    """

    columns: tuple[str, ...]
    computed: tuple[tuple[str, Text], ...]
    group: Group
    distinct: bool = False
    keys: tuple[str, ...] | None = None
    having: tuple[Text, ...] = ()

    @property
    def plain(self) -> frozenset[str]:
        """The variables that may be bound beforehand without a change to the rows in which they have that value."""
        given = frozenset(self.columns) - {name for name, _ in self.computed}
        return given if self.keys is None else given & frozenset(self.keys)

    @property
    def aggregates(self) -> bool:
        """Whether rows are made of groups, beyond being told apart."""
        return bool(self.having or (self.computed and self.keys is not None))


@dataclass(frozen=True, slots=True)
class Group:
    """A group graph pattern."""

    parts: tuple[Part, ...] = ()


Part = Edge | Filter | Bind | Maybe | Either | Select | Group


def texts(part: Part) -> Iterator[Text]:
    """Yield the expressions of a part itself, not of the groups in it."""
    if isinstance(part, Filter | Bind):
        yield part.text
    elif isinstance(part, Select):
        yield from (text for _, text in part.computed)
        yield from part.having


def inside(part: Part) -> Iterator[Group]:
    """Yield the groups right inside a part, those of EXISTS too."""
    if isinstance(part, Group):
        yield part
    elif isinstance(part, Maybe | Select):
        yield part.group
    elif isinstance(part, Either):
        yield from part.groups
    for text in texts(part):
        yield from text.groups


def every(part: Part) -> frozenset[str]:
    """Return all variables that stand anywhere in a part."""
    if isinstance(part, Edge):
        return part.names
    found = set[str]()
    for text in texts(part):
        found |= text.names
    if isinstance(part, Bind):
        found.add(part.name)
    for group in inside(part):
        for one in group.parts:
            found |= every(one)
    return frozenset(found)


def visible(part: Part) -> frozenset[str]:
    """Return the variables that a part can bind for those beside it."""
    if isinstance(part, Edge):
        return part.names
    if isinstance(part, Select):
        return frozenset(part.columns)
    if isinstance(part, Bind):
        return frozenset([part.name])
    if isinstance(part, Filter):
        return frozenset()
    return frozenset().union(*(visible(one) for group in inside(part) for one in group.parts))


def certain(part: Part) -> frozenset[str]:
    """Return the variables that are bound to nodes of triples in every row of a part."""
    if isinstance(part, Edge):
        return part.names
    if isinstance(part, Group):
        return frozenset().union(*(certain(one) for one in part.parts))
    if isinstance(part, Either):
        return frozenset.intersection(*(certain(group) for group in part.groups))
    return part.plain & certain(part.group) if isinstance(part, Select) else frozenset()


def grounded(part: Part) -> frozenset[str]:
    """Return the variables that are bound to terms of some triple in every row of a part, even where their values are
    given beforehand: :func:`certain` without paths that may take no step, which lead from any term to itself."""
    if isinstance(part, Edge):
        return frozenset() if isinstance(part.path, Path) and part.path.nullable else part.names
    if isinstance(part, Group):
        return frozenset().union(*(grounded(one) for one in part.parts))
    if isinstance(part, Either):
        return frozenset.intersection(*(grounded(group) for group in part.groups))
    return part.plain & grounded(part.group) if isinstance(part, Select) else frozenset()


def properties(part: Part) -> frozenset[str] | None:
    """Return the properties of all triples that a part looks at; None where it may look at any, or at any node, as a
    path does that may take no step.

    >>> p = Path("predicate", iri="urn:p")
    >>> properties(Edge("?a", p, "?b")), properties(Edge("?a", "?any", "?b"))
    (frozenset({'urn:p'}), None)
    """
    if isinstance(part, Edge):
        return None if isinstance(part.path, str) or part.path.nullable else part.path.predicates
    found = [properties(one) for group in inside(part) for one in group.parts]
    told = [one for one in found if one is not None]
    return frozenset().union(*told) if len(told) == len(found) else None
