"""Shapes compiled to SPARQL, and run."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from coopgraph.errors import InputError
from coopgraph.shacl import fallback, messages
from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.model import Constraint, Shape
from coopgraph.shacl.parse import Shapes
from coopgraph.shacl.paths import Path
from coopgraph.shacl.patterns import Finding, Writer
from coopgraph.shacl.reach_again import Again
from coopgraph.shacl.reach_order import Fans
from coopgraph.shacl.results import Report, Result
from coopgraph.shacl.rooted import Rooted
from coopgraph.shacl.targets import CHOSEN, Scope
from coopgraph.shacl.terms import Term, said
from coopgraph.shacl.tokens import counts
from coopgraph.shacl.values import Uncompilable

if TYPE_CHECKING:
    from coopgraph.shacl.reach import Affected

_BATCH = 2000
_LARGE = 50_000
"""Triples from which on queries run side by side."""
_NOTHING = Again(frozenset())


@dataclass(frozen=True, slots=True)
class Compiled:
    """The query of one constraint: the scope says which focus nodes, the finding what is wrong with one."""

    scope: Scope
    shape: Shape
    constraint: Constraint
    finding: Finding

    @property
    def name(self) -> str:
        """What to call the query: shape, component, and where one shape has several, what they ask."""
        c = self.constraint
        component = said(c.component).rpartition("#")[2].removesuffix("ConstraintComponent")
        more = said(c.query.node) if c.query else " ".join(said(t) for t in c.terms) or str(c.number)
        way = "" if self.scope.root is self.shape else f"{said(self.scope.root.node)} → "
        return f"{way}{said(self.shape.node)} {component} {more}"

    def sparql(self, focus: Sequence[Term] | None = None, known: bool = False) -> str:
        """Return the SELECT; ``focus`` are the only root focus nodes to look at (None: all targets), ``known`` says
        that they are IRIs of which the targets hold."""
        found = self.finding
        names = [*self.scope.columns, *(n for n in (found.path, found.value) if n), *found.columns]
        columns = " ".join("?" + n for n in dict.fromkeys(names))
        return f"SELECT DISTINCT {columns} {{ {self.scope.sparql(focus, known)} LATERAL {{ {found.pattern} }} }}"


@dataclass(frozen=True, slots=True)
class Validator:
    """Compiled shapes. ``uncompiled`` maps root shapes to the reason why pySHACL must check them."""

    shapes: Shapes
    compiled: tuple[Compiled, ...]
    uncompiled: dict[Term, str] = field(default_factory=dict)
    uses_shapes: bool = False

    def queries(self) -> dict[str, str]:
        """Return the SPARQL by the name of its constraint, for reading."""
        return {c.name: c.sparql() for c in self.compiled}

    def validate(
        self,
        store: ox.Store,
        graphs: Iterable[str] | None = None,
        focus: Iterable[Term] | None = None,
        affected: Affected | None = None,
    ) -> Report:
        """Check a store, which is only read, and return the report.

        ``graphs`` are the IRIs of the graphs whose union is the data graph (None: all there are, with the default
        graph); ``focus`` are the only focus nodes of targets to look at (None: all): the cost then goes with their
        number. ``affected`` is what a change can touch (:func:`coopgraph.shacl.affected`): only that is looked at.
        Raises InputError when pySHACL, which checks what is ``uncompiled``, refuses a shape.
        """
        data = DataGraph(store, graphs, self.shapes.triples if self.uses_shapes else ())
        chosen = None if focus is None else list(dict.fromkeys(focus))
        results: list[Result] = []
        seconds: dict[str, float] = {}
        again: list[Again | None] = [None] * len(self.compiled)
        if affected is not None:
            again = [affected.again.get(i, _NOTHING) for i in range(len(self.compiled))]
        for compiled, (found, spent) in zip(self.compiled, self._all(data, store, chosen, again), strict=True):
            results += found
            seconds[compiled.name] = seconds.get(compiled.name, 0) + spent
        if self.uncompiled:
            results += fallback.run(self.shapes, list(self.uncompiled), data, chosen)
        return Report(sorted(results, key=lambda r: r.key), seconds, dict(self.uncompiled))

    def _all(
        self, data: DataGraph, store: ox.Store, focus: list[Term] | None, again: Sequence[Again | None]
    ) -> Iterator[tuple[list[Result], float]]:
        """Yield the results and the time of each query, in their order; whole runs on much data go side by side."""
        fans, rooted = Fans(store), Rooted(data)

        def timed(compiled: Compiled, one: Again | None) -> tuple[list[Result], float]:
            start = time.perf_counter()
            if one is None:
                found = _run(compiled, data, focus, rooted)
            else:
                found = _run_again(compiled, data, one, fans, rooted)
            return list(found), time.perf_counter() - start

        if focus is not None or any(one is not None for one in again) or len(store) < _LARGE:
            yield from map(timed, self.compiled, again)
            return
        from concurrent.futures import ThreadPoolExecutor  # the engine lets go of Python while it works

        if any(counts(c.finding.pattern) for c in self.compiled):
            data.merged  # noqa: B018 (made once, before several ask for it)
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
            yield from pool.map(timed, self.compiled, again)


def compile(shapes: Shapes, exact_types: bool = False) -> Validator:
    """Write the queries of all shapes that have targets; no store is needed.

    Oxigraph stores an xsd:byte, and every other type derived from xsd:integer, as an xsd:integer: so an integer within
    the bounds passes as one, unless ``exact_types`` says that the store keeps types.

    Raises InputError, naming the shape, for SPARQL that is not well-formed.

    >>> turtle = b'''PREFIX sh: <http://www.w3.org/ns/shacl#>
    ... <urn:s> sh:targetClass <urn:C> ; sh:nodeKind sh:IRI .'''
    >>> shapes = Shapes.parse(q.triple for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    >>> store = ox.Store()
    >>> _ = store.load(b"[] a <urn:C> .", format=ox.RdfFormat.TURTLE)
    >>> [r.severity.value for r in compile(shapes).validate(store).results]
    ['http://www.w3.org/ns/shacl#Violation']
    """
    writer = Writer(shapes.shapes, exact_types)
    compiled: list[Compiled] = []
    uncompiled: dict[Term, str] = {}
    for root in shapes.targeted:
        try:
            found = list(_routes(writer, Scope(root), root, ()))
            for c in found:
                _probe(c)
        except Uncompilable as reason:
            uncompiled[root.node] = str(reason)
        else:
            compiled += found
    return Validator(shapes, tuple(compiled), uncompiled, writer.uses_shapes)


def _routes(writer: Writer, scope: Scope, shape: Shape, above: tuple[Term, ...]) -> Iterator[Compiled]:
    """Yield the constraints of a shape and of those that its sh:property leads to."""
    if shape.deactivated:
        return
    if shape.node in above:
        raise Uncompilable(f"shape {said(shape.node)} refers to itself")
    steps: tuple[Path, ...] = (*scope.steps, shape.path) if shape.path else scope.steps
    for c in shape.constraints:
        if c.kind == "property":
            yield from _routes(writer, Scope(scope.root, steps), writer.shapes[c.terms[0]], (*above, shape.node))
        else:
            yield Compiled(scope, shape, c, writer.finding(shape, c))


def _probe(compiled: Compiled) -> None:
    """Run a query on nothing, so that what the engine does not take is known before any data are."""
    try:
        list(ox.Store().query(compiled.sparql()))  # type: ignore[arg-type]
    except SyntaxError as error:
        if compiled.constraint.query is None:
            raise Uncompilable(f"shape {said(compiled.shape.node)}: {error}") from error
        raise InputError(f"shape {said(compiled.shape.node)}: its SPARQL is not well-formed: {error}") from error
    except RuntimeError as error:
        raise Uncompilable(f"shape {said(compiled.shape.node)}: {error}") from error


def _run(
    compiled: Compiled,
    data: DataGraph,
    focus: list[Term] | None,
    rooted: Rooted,
    iris: frozenset[str] | None = None,
) -> Iterator[Result]:
    if focus is None:
        yield from _asked(compiled, data.merged if counts(compiled.finding.pattern) else data, None)
        return
    reachable = compiled.scope.reachable(focus)
    named = rooted.of(compiled.scope, [node for node in reachable if isinstance(node, ox.NamedNode)])
    others = [node for node in reachable if not isinstance(node, ox.NamedNode)]
    if counts(compiled.finding.pattern):
        if not named and not data.is_merged and not _reached(compiled, data, _batches(others)):
            return
        data = data.merged
    data = data.looking(iris)
    for batch in _batches(named):
        yield from _asked(compiled, data, batch, True)
    for batch in _batches(others):
        yield from _asked(compiled, data, batch)


def _batches(nodes: Sequence[Term]) -> list[list[Term]]:
    return [list(nodes[i : i + _BATCH]) for i in range(0, len(nodes), _BATCH)]


def _asked(compiled: Compiled, data: DataGraph, batch: list[Term] | None, known: bool = False) -> Iterator[Result]:
    rows = data.query(compiled.sparql(batch, known), _chosen(batch))
    names = [v.value for v in rows.variables]
    for row in rows:
        yield _result(compiled, dict(zip(names, row, strict=True)))


def _run_again(compiled: Compiled, data: DataGraph, again: Again, fans: Fans, rooted: Rooted) -> Iterator[Result]:
    if again.select is None:
        yield from _run(compiled, data, again.focus, rooted, again.iris)
        return
    for row in again.solutions(compiled, data, fans):
        yield _result(compiled, row)


def _chosen(batch: list[Term] | None) -> dict[ox.NamedNode, Callable[..., Term]]:
    """Return the function that knows the chosen nodes, for what has no constant in SPARQL."""
    chosen = frozenset(batch or ())
    return {ox.NamedNode(CHOSEN): lambda node: ox.Literal(node in chosen)}


def _reached(compiled: Compiled, data: DataGraph, batches: list[list[Term]]) -> bool:
    """Tell whether any chosen node is a focus node: if not, a copy of the data can be spared."""
    asked = (f"SELECT * {{ {compiled.scope.sparql(batch)} }} LIMIT 1" for batch in batches)
    return any(True for q, batch in zip(asked, batches, strict=True) for _ in data.query(q, _chosen(batch)))


def _result(compiled: Compiled, row: dict[str, Term | None]) -> Result:
    shape, c, found = compiled.shape, compiled.constraint, compiled.finding
    focus = row["this"]
    assert focus is not None
    value = row[found.value] if found.value else None
    way = row[found.path] if found.path else None
    if value is None and shape.path is None and c.query is not None:
        value = focus
    if row.get("failure") == ox.Literal(True) and c.query is not None:
        raise InputError(f"shape {said(shape.node)}: its SPARQL reports a failure at {said(focus)}")
    return Result(
        focus,
        Path("predicate", iri=way.value) if isinstance(way, ox.NamedNode) else shape.path,
        value,
        shape.node,
        c.component,
        c.query.node if c.kind == "sparql" and c.query else None,
        shape.severity,
        messages.of(shape, c, row, value),
    )
