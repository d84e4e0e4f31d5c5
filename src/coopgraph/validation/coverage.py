"""What no shape looks at, and which shapes look at nothing: the two ways to conform without having been checked."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import pyoxigraph as ox

from coopgraph.validation.checks import by_code, checks, shape_triples
from coopgraph.validation.report import Finding
from coopgraph.vocab import PREFIXES, compact

_SH, _RDFS = PREFIXES["sh"], PREFIXES["rdfs"]
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_BY_PYTHON = {PREFIXES["geo"] + "Geometry"}
"""Classes that a check without a shape looks at: C55 holds every point against its country."""


@dataclass(slots=True)
class Targets:
    """What shapes look at, each with the shapes that do: classes, nodes, subjects and objects of properties."""

    classes: dict[str, set[str]] = field(default_factory=dict)
    nodes: dict[str, set[str]] = field(default_factory=dict)
    subjects_of: dict[str, set[str]] = field(default_factory=dict)
    objects_of: dict[str, set[str]] = field(default_factory=dict)

    def kinds(self) -> dict[str, dict[str, set[str]]]:
        return {
            _SH + "targetClass": self.classes,
            _SH + "targetNode": self.nodes,
            _SH + "targetSubjectsOf": self.subjects_of,
            _SH + "targetObjectsOf": self.objects_of,
        }


def targets(triples: Iterable[ox.Triple]) -> Targets:
    """Return the targets declared in the shapes."""
    found = Targets()
    kinds = found.kinds()
    for t in triples:
        if t.predicate.value in kinds and isinstance(t.object, ox.NamedNode) and isinstance(t.subject, ox.NamedNode):
            kinds[t.predicate.value].setdefault(t.object.value, set()).add(t.subject.value)
    return found


def findings(data: ox.Store, vocabulary: Iterable[ox.Triple]) -> Iterator[Finding]:
    """Yield a finding for each record that no shape targets and for each shape that targets no record.

    ``data`` is a store of one graph. ``vocabulary`` tells the subclasses; what it describes is not looked at itself.
    Cross-record checks target the ontology and look at everything, so they make no record covered: what counts is a
    shape for the record itself. Cost: one scan, in the store; a second for a million triples.
    """
    told = list(vocabulary)
    yield from _uncovered(data, targets(shape_triples()), superclasses(told), {t.subject for t in told})
    yield from idle(data, told)


def _uncovered(
    data: ox.Store, aim: Targets, supers: Mapping[str, set[str]], terms: Container[object]
) -> Iterator[Finding]:
    looked = aim.classes.keys() | _BY_PYTHON
    looked |= {cls for cls, above in supers.items() if above & looked}
    # what has a known class goes first, by sets: whether the rest is led to is asked one by one
    known = " ".join(f"<{cls}>" for cls in sorted(looked))
    typed = (
        f"{{ SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(isIRI(?s)) }} }} MINUS {{ VALUES ?known {{ {known} }} ?s a ?known }}"
    )
    led = [f"?s <{p}> ?any" for p in sorted(aim.subjects_of)] + [f"?any <{p}> ?s" for p in sorted(aim.objects_of)]
    unless = " ".join(f"FILTER NOT EXISTS {{ {c} }}" for c in led)
    # without DISTINCT the engine would ask before it takes away
    asked = f"SELECT ?s {{ {{ SELECT DISTINCT ?s {{ {typed} }} }} {unless} }}"
    for (node,) in cast(ox.QuerySolutions, data.query(asked)):
        if isinstance(node, ox.NamedNode) and node not in terms and node.value not in aim.nodes:
            direct = [q.object for q in data.quads_for_pattern(node, _TYPE, None)]
            classes = {c for d in direct if isinstance(d, ox.NamedNode) for c in supers.get(d.value, {d.value})}
            named = ", ".join(sorted(compact(c) for c in classes)) or "none"
            yield by_code("C57").finding(f"No shape looks at this record (its classes: {named})", node=node.value)


def idle(data: ox.Store, vocabulary: Iterable[ox.Triple]) -> Iterator[Finding]:
    """Yield a finding for each shape that targets no record. Cost: a look-up a target, however large the store."""
    aim = targets(shape_triples())
    told = list(vocabulary)
    terms = {t.subject for t in told}
    below: dict[str, set[str]] = {}
    for cls, above in superclasses(told).items():
        for one in above:
            below.setdefault(one, set()).add(cls)

    def hit(kind: dict[str, set[str]], target: str) -> bool:
        patterns: list[tuple[ox.NamedNode, ox.NamedNode | None]]
        if kind is aim.classes:
            patterns = [(_TYPE, ox.NamedNode(cls)) for cls in sorted(below.get(target, set()) | {target})]
        else:
            patterns = [(ox.NamedNode(target), None)]
        end = 2 if kind is aim.objects_of else 0
        found = (q for p, o in patterns for q in data.quads_for_pattern(None, p, o))
        return any(isinstance(q[end], ox.NamedNode) and q.subject not in terms for q in found)

    for kind in (aim.classes, aim.subjects_of, aim.objects_of):
        for target, shapes in kind.items():
            if not hit(kind, target):
                codes = ", ".join(sorted(checks()[s].code if s in checks() else compact(s) for s in shapes))
                message = f"Nothing is there for {codes} to look at: no {compact(target)} in the data"
                yield by_code("C58").finding(message, value=target)


def superclasses(data: Iterable[ox.Triple]) -> dict[str, set[str]]:
    """Return each class with its superclasses and itself."""
    direct: dict[str, set[str]] = {}
    for t in data:
        if t.predicate.value == _RDFS + "subClassOf" and isinstance(t.object, ox.NamedNode):
            assert isinstance(t.subject, ox.NamedNode)
            direct.setdefault(t.subject.value, set()).add(t.object.value)
    closed: dict[str, set[str]] = {}
    for cls in direct:
        reached, todo = {cls}, [cls]
        while todo:
            for above in direct.get(todo.pop(), ()):
                if above not in reached:
                    reached.add(above)
                    todo.append(above)
        closed[cls] = reached
    return closed
