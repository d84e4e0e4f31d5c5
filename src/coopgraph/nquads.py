"""Lines of N-Quads: terms and quads as text, and where the nodes in them were written down.

:mod:`coopgraph.triples` makes them of records; this module knows none, so that a store is asked without them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from coopgraph.source import Source
from coopgraph.vocab import mint

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(slots=True)
class Origins:
    """Where nodes and their properties were written down, by IRI."""

    nodes: dict[str, Source] = field(default_factory=dict)
    properties: dict[tuple[str, str], Source] = field(default_factory=dict)

    def find(self, node: str, prop: str = "") -> Source | None:
        """Return the place of a property of a node, or else of the node; None when it came from no file."""
        return self.properties.get((node, prop)) or self.nodes.get(node)


@dataclass(slots=True)
class Quads:
    """N-Quads lines (a set: two claims may say the same of their evidence) and their origins."""

    lines: set[str] = field(default_factory=set)
    origins: Origins = field(default_factory=Origins)

    def to_bytes(self) -> bytes:
        """Return the sorted lines as UTF-8 text."""
        return "".join(f"{line}\n" for line in sorted(self.lines)).encode()


def iri(ident: str) -> str:
    """Return the IRI of ``kind/slug``."""
    return mint(*ident.split("/", 1))


def literal(text: str, *, lang: str = "", datatype: str = "") -> str:
    r"""Return an N-Quads literal.

    >>> literal('say "yes"', lang="en")
    '"say \\"yes\\""@en'
    """
    tail = f"@{lang}" if lang else f"^^<{datatype}>" if datatype else ""
    return f'"{text.translate(_ESCAPES)}"{tail}'


def lines_of(chunks: Iterable[Iterable[str]]) -> bytes:
    """Return several runs of N-Quads lines as one sorted, duplicate-free text."""
    merged = sorted({line for chunk in chunks for line in chunk})
    return "".join(f"{line}\n" for line in merged).encode()
