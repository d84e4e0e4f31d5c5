"""The embedded store: Oxigraph, in memory or in a directory. It keeps named graphs and answers SPARQL 1.1.

Chosen for speed (20 to 150 times rdflib's engine on the saved queries); rdflib reads the same data through
:meth:`OxigraphStore.to_rdflib`. In memory a triple costs about 430 bytes: above a few million, give a directory.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias, TypeVar

import pyoxigraph as ox

from coopgraph.errors import EndpointError, InputError, UsageError
from coopgraph.store.base import Solutions
from coopgraph.vocab import PREFIXES

if TYPE_CHECKING:
    import rdflib

_Answer: TypeAlias = "ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples"
_Taken = TypeVar("_Taken")
NO_SELECT = "this query is no SELECT: it gives no rows"


class OxigraphStore:
    """A :class:`~coopgraph.store.base.Store` in memory, or in ``directory`` when one is given.

    Many may read a directory at the same time, each with ``read_only``; only one may write. Raises InputError when
    the directory holds no readable store, or another process writes to it.
    """

    def __init__(self, directory: Path | None = None, *, read_only: bool = False) -> None:
        self.directory = directory
        opened = ox.Store.read_only if read_only else ox.Store
        try:
            self.inner = ox.Store() if directory is None else opened(str(directory))
        except OSError as error:
            raise InputError(f"{directory}: not a store that can be opened ({error})") from error

    def load(self, nquads: bytes) -> None:
        """Add N-Quads in bulk: about 400,000 quads a second. Raises InputError when they do not parse."""
        try:
            pour(nquads, self.inner, ox.RdfFormat.N_QUADS, on_disk=self.directory is not None)
        except SyntaxError as error:
            raise InputError(f"not N-Quads: {error}") from error

    def load_file(self, nquads: Path | IO[bytes], *, trusted: bool = False) -> None:
        """Add a file of N-Quads, or what is left of a stream: in memory half a million quads a second, on disk a
        hundred thousand. On disk each call takes some 700 bytes of memory a quad, up to two million quads.

        ``trusted``: IRIs and languages are known to be right and not looked at, which saves a fifth of the time.
        Raises InputError when they do not parse, and OSError when the disk is full.
        """
        try:
            pour(nquads, self.inner, ox.RdfFormat.N_QUADS, on_disk=self.directory is not None, trusted=trusted)
        except SyntaxError as error:
            raise InputError(f"not N-Quads: {error}") from error

    def optimize(self) -> None:
        """Put a store on disk in order after a large load; in memory there is nothing to do. Costs a tenth of the load
        and halves what it takes on the disk; queries are two to four times as fast afterwards."""
        self.inner.optimize()

    def query(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions | bool | list[ox.Triple]:
        """Answer any SPARQL 1.1 query; see :class:`~coopgraph.store.base.Store`."""
        return self._answered(sparql, graphs, _terms)

    def texts(self, sparql: str, graphs: Sequence[str] | None = None) -> list[list[str]]:
        """Answer a SELECT by the texts of its terms, unbound ones empty: half the time of :meth:`select`, for tens of
        thousands of rows of which neither languages nor datatypes are wanted. Raises what that raises.
        """
        return self._answered(sparql, graphs, _texts)

    def _answered(self, sparql: str, graphs: Sequence[str] | None, taken: Callable[[_Answer], _Taken]) -> _Taken:
        whole = graphs is None or {g.value for g in self.inner.named_graphs()} <= {*graphs}  # twice as fast as a list
        try:
            return taken(
                self.inner.query(
                    sparql,
                    prefixes=PREFIXES,
                    use_default_graph_as_union=whole,
                    default_graph=None if whole else [ox.NamedNode(g) for g in graphs or ()],
                )
            )
        except SyntaxError as error:
            raise UsageError(f"not a SPARQL query: {error}") from error
        except (OSError, RuntimeError) as error:
            raise EndpointError(f"the query was not answered: {error}") from error

    def select(self, sparql: str, graphs: Sequence[str] | None = None) -> Solutions:
        """Answer a SELECT. Raises UsageError when the query is of another form."""
        answer = self.query(sparql, graphs)
        if not isinstance(answer, Solutions):
            raise UsageError(NO_SELECT)
        return answer

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph, or of all."""
        return self.inner.quads_for_pattern(None, None, None, None if graph is None else ox.NamedNode(graph))

    def __len__(self) -> int:
        return len(self.inner)

    def close(self) -> None:
        """Write everything to disk and let go of the directory; the store cannot be used afterwards."""
        self.inner.flush()
        del self.inner

    def to_rdflib(self) -> rdflib.Dataset:
        """Return an rdflib Dataset over this very store (nothing is copied; the union is the default graph).

        Do not hand it to pySHACL, which asks for its length at each result; that validates a copy.
        """
        import rdflib
        from oxrdflib import OxigraphStore as Bridge

        dataset = rdflib.Dataset(store=Bridge(store=self.inner), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset


def pour(
    source: Path | IO[bytes] | bytes, into: ox.Store, form: ox.RdfFormat, *, on_disk: bool, trusted: bool = False
) -> None:
    """Add a document to a store of Oxigraph's by the faster of its two ways: in bulk on disk, and in one transaction
    in memory, where that takes a sixth less time and a fifth less memory.

    ``trusted``: IRIs and languages are not looked at. Raises SyntaxError when it does not parse; a store in memory is
    then as it was.
    """
    add = into.bulk_load if on_disk else into.load
    if isinstance(source, Path):
        add(path=str(source), format=form, lenient=trusted)
    else:
        add(source, format=form, lenient=trusted)


def _terms(answer: _Answer) -> Solutions | bool | list[ox.Triple]:
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    if isinstance(answer, ox.QueryTriples):
        return list(answer)
    columns = tuple(v.value for v in answer.variables)
    return Solutions(columns, [tuple(row) for row in answer])


def _texts(answer: _Answer) -> list[list[str]]:
    if not isinstance(answer, ox.QuerySolutions):
        raise UsageError(NO_SELECT)
    written = answer.serialize(format=ox.QueryResultsFormat.CSV) or b""
    _, *rows = csv.reader(io.StringIO(written.decode(), newline=""))
    return [row or [""] for row in rows]
