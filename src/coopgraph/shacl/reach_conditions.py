"""Conditions that a row must pass wherever it stands: filters of a group, and of the groups that are joined with it.

Changed triples are many, their properties and classes few: a filter on these alone tells most of them off before
anything is looked up. A filter holds for every row of its group, so for every row of what the group is joined with,
as long as its variables are bound in every row of the group: then they have the same value outside. With EXISTS in it
a filter holds in one store and not in the other, perhaps; see :mod:`.reach_walk` for the store in which it must.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coopgraph.shacl.reach_parts import Filter, Group, Select, Text, certain, every, inside, visible

_THIS = "?this"


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter, and the variables that it is about."""

    text: Text
    names: frozenset[str]

    @property
    def asks(self) -> bool:
        """Whether it asks for triples, by EXISTS."""
        return bool(self.text.groups)


def conditions(group: Group, outer: frozenset[str] = frozenset()) -> Iterator[Condition]:
    """Yield what holds of every row of a group, told of variables that are bound in all of its rows.

    Not of alternatives and optional parts, which hold of some rows; of a subquery what is about the variables that it
    gives as they are. ``outer`` are variables that its filters may see though the group does not bind them: those
    around OPTIONAL and EXISTS. What counts inside EXISTS is left out: it may find a triple twice.

    >>> from coopgraph.shacl.model import Query
    >>> from coopgraph.shacl.reach_parse import parse
    >>> told = "SELECT ?a { { ?a <urn:p> ?b FILTER(?b > 1) } OPTIONAL { ?a <urn:r> ?d } FILTER(?d > 1) }"
    >>> [sorted(c.names) for c in conditions(parse(Query(None, "select", told)).group)]
    [['?b']]
    """
    here = frozenset().union(*(visible(p) for p in group.parts))
    sure = certain(group)
    for part in group.parts:
        if isinstance(part, Filter) and part.text.said:
            names = part.text.names | (every(part) & (here | outer | {_THIS}))
            if names and names <= sure and not any(_nested(g) for g in part.text.groups):
                yield Condition(part.text, names)
        elif isinstance(part, Group):
            yield from conditions(part, outer)
        elif isinstance(part, Select) and part.keys != ():
            yield from (c for c in conditions(part.group, outer) if c.names <= part.plain)


def _nested(group: Group) -> bool:
    """Tell whether there is a subquery in a group, however deep."""
    return any(isinstance(p, Select) or any(_nested(g) for g in inside(p)) for p in group.parts)
