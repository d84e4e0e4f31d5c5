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
from collections.abc import Iterator, Mapping
from itertools import groupby, pairwise
from math import fsum
from operator import itemgetter

from coopgraph.export.blocks import facts_of
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
    drawn = {"at": ("x", "y"), "colour": ("cluster",)}
    looks = [name for look, names in drawn.items() if look in content.looks for name in names]
    yield "\t".join(["id", "label", "description", "url", *looks, *named]) + "\n"
    orders = {colour.order for block in content.vertex_blocks() for colour in block.colours}
    clusters = {order: i for i, order in enumerate(sorted(orders), 1)}
    number = 0
    for block in content.vertex_blocks():
        rows = zip(block.labels, facts_of(block.facts, len(block.ids)), block.at, block.colours, strict=True)
        for label, facts, (x, y), colour in rows:
            number += 1
            said = ", ".join(str(facts[c]) for c in ("type", "country") if facts.get(c))
            look = {"x": repr(x), "y": repr(y), "cluster": str(clusters[colour.order])}
            cells = [str(number), _quoted(label), _quoted(said), str(facts.get("iri", ""))]
            cells += [*(look[name] for name in looks), *(_number(facts[c]) for c in (*weights, *scores))]
            yield "\t".join(cells) + "\n"


def links(content: Content) -> Iterator[str]:
    """Yield the network file line by line: item, item, strength. The items are numbered as in the map.

    Links stand in the order of their items. Edges that come in this order, as those of the shapes do, are written as
    they come; of others every pair is kept until all are known.
    """
    rows = content.rows()
    if all(a <= b for a, b in pairwise((a, b) for a, b, _ in _pairs(content, rows))):
        found = ((pair, [w for *_, w in some]) for pair, some in groupby(_pairs(content, rows), itemgetter(0, 1)))
    else:
        sums: dict[tuple[int, int], list[float]] = defaultdict(list)
        for a, b, weight in _pairs(content, rows):
            sums[a, b].append(weight)
        found = ((pair, weights) for pair, weights in sorted(sums.items()))
    for (a, b), weights in found:
        yield f"{a}\t{b}\t{round(fsum(weights), 9)!r}\n"


def _pairs(content: Content, rows: Mapping[str, int]) -> Iterator[tuple[int, int, float]]:
    """Yield the ends of each edge as numbers, the lesser first, and its weight."""
    for block in content.edge_blocks():
        for source, target, weight in zip(block.sources, block.targets, block.weights, strict=True):
            a, b = rows[source], rows[target]
            yield (a, b, weight) if a <= b else (b, a, weight)


def _known(content: Content, column: str) -> bool:
    facts = (fact for block in content.vertex_blocks() for fact in block.facts[column])
    return all(isinstance(fact, int | float) for fact in facts)


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
