"""VOSviewer: a map file of items and a network file of links, both parted by tabs, without a header in the second.

The clusters of the map are the groups of the legend (types of organizations), so that the colours mean
something; weights size the items, scores colour the overlay. Coordinates are ours; without them VOSviewer
would make its own. Items are numbered from 1, because old versions take nothing else for an id. A text stands
in double quotes and cannot hold any: they become single ones. Links have no kind and no direction here:
those of one pair are added up.

N. J. van Eck, L. Waltman, "VOSviewer Manual", Leiden University, version 1.6.20 (2023), sections 4.1.1 and
4.1.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import fsum

from coopgraph.export.content import Content, Value

_WEIGHTS = ("degree", "strength")
_NUMBERS = ("integer", "double", "boolean")


def items(content: Content) -> Iterator[str]:
    """Yield the map file line by line: id, label, description, url, x, y, cluster, weights, scores.

    A measure that is not known of every node has no column, for a cell cannot be empty.
    """
    full = [c for c, kind in content.vertex_columns.items() if kind in _NUMBERS and _known(content, c)]
    weights, scores = [c for c in full if c in _WEIGHTS], [c for c in full if c not in _WEIGHTS]
    named = [*(f"weight<{_name(c)}>" for c in weights), *(f"score<{_name(c)}>" for c in scores)]
    yield "\t".join(["id", "label", "description", "url", "x", "y", "cluster", *named]) + "\n"
    clusters = {order: i for i, order in enumerate(sorted({v.colour.order for v in content.vertices}), 1)}
    for number, vertex in enumerate(content.vertices, 1):
        facts = vertex.facts
        said = ", ".join(str(facts[c]) for c in ("type", "country") if facts.get(c))
        cells = [str(number), _quoted(vertex.label), _quoted(said), str(facts.get("iri", ""))]
        cells += [repr(vertex.at[0]), repr(vertex.at[1]), str(clusters[vertex.colour.order])]
        cells += [_number(facts[c]) for c in (*weights, *scores)]
        yield "\t".join(cells) + "\n"


def links(content: Content) -> Iterator[str]:
    """Yield the network file line by line: item, item, strength. The items are numbered as in the map."""
    rows = content.rows()
    pairs: dict[tuple[int, int], list[float]] = defaultdict(list)
    for edge in content.edges:
        a, b = sorted((rows[edge.source], rows[edge.target]))
        pairs[a, b].append(edge.weight)
    for (a, b), weights in sorted(pairs.items()):
        yield f"{a}\t{b}\t{round(fsum(weights), 9)!r}\n"


def _known(content: Content, column: str) -> bool:
    return all(isinstance(v.facts.get(column), int | float) for v in content.vertices)


def _name(column: str) -> str:
    return column.replace("-", " ").capitalize()


def _number(fact: Value) -> str:
    return str(int(fact)) if isinstance(fact, bool) else repr(fact)


def _quoted(text: str) -> str:
    r"""Quote a text.

    >>> print(_quoted('Police, "first"\tdivision'))
    "Police, 'first' division"
    """
    return '"' + " ".join(text.replace('"', "'").split()) + '"'
