"""The store port: what every backend can do, and the plain types that answers come in.

Terms are pyoxigraph's (``NamedNode``, ``Literal``, ``BlankNode``): small, hashable, quick to import. Queries read
the union of the named graphs unless ``graphs`` names some: that is how a view (stated, inferred, represents)
reaches any saved query without a change to its text. A store behind an endpoint raises EndpointError from every
method when the endpoint does not give a whole answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    import rdflib

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT: column names, and one tuple of terms (None where unbound) a row."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[dict[str, Term | None]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Store(Protocol):
    """A dataset of named graphs that answers SPARQL 1.1."""

    def load(self, nquads: bytes) -> None:
        """Add N-Quads. All or nothing. Raises InputError when they do not parse."""

    def query(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions | bool | list[Triple]:
        """Answer a SELECT (Solutions), ASK (bool), CONSTRUCT or DESCRIBE (triples).

        ``graphs``: IRIs whose union is the default graph; all named graphs when None.
        Raises UsageError, with the parser's words, when the query is not SPARQL, and EndpointError when a
        service that it asks does not answer.
        """

    def select(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions:
        """Answer a SELECT. Raises UsageError when the query is of another form."""

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Yield the quads of one named graph, or of all, in no particular order."""

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over the same data, whose default graph is the union.

        Of an embedded store it is the very data; of one behind an endpoint it is a copy.
        """

    def __len__(self) -> int:
        """Return the number of quads."""


def value(term: Term | None) -> str:
    """Return the text of a term: the IRI, or the literal's lexical form; empty when unbound.

    >>> value(NamedNode("http://example.org/a")), value(Literal("7")), value(None)
    ('http://example.org/a', '7', '')
    """
    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else term.value
