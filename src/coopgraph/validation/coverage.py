"""What no shape looks at, and which shapes look at nothing: the two ways to conform without having been checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.validation.checks import by_code, checks, shape_triples
from coopgraph.validation.report import Finding
from coopgraph.vocab import PREFIXES, compact

_SH, _RDF, _RDFS = PREFIXES["sh"], PREFIXES["rdf"], PREFIXES["rdfs"]
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


def findings(data: Iterable[ox.Triple], vocabulary: Iterable[ox.Triple]) -> Iterator[Finding]:
    """Yield a finding for each record that no shape targets and for each shape that targets no record.

    ``vocabulary`` tells the subclasses; it is not looked at itself. Cross-record checks target the ontology and
    look at everything, so they make no record covered: what counts is a shape for the record itself.
    """
    aim = targets(shape_triples())
    supers = _superclasses(vocabulary)
    types: dict[str, set[str]] = {}
    covered: set[str] = set(aim.nodes)
    hit = set(aim.nodes)
    for t in data:
        if not isinstance(t.subject, ox.NamedNode):
            continue
        subject, predicate = t.subject.value, t.predicate.value
        types.setdefault(subject, set())
        if predicate == _RDF + "type" and isinstance(t.object, ox.NamedNode):
            types[subject] |= supers.get(t.object.value, {t.object.value})
        if predicate in aim.subjects_of:
            covered.add(subject)
            hit.add(predicate)
        if predicate in aim.objects_of and isinstance(t.object, ox.NamedNode):
            covered.add(t.object.value)
            hit.add(predicate)
    seen = set().union(*types.values()) if types else set()
    for node, classes in types.items():
        if node not in covered and not classes & (set(aim.classes) | _BY_PYTHON):
            named = ", ".join(sorted(compact(c) for c in classes)) or "none"
            yield by_code("C57").finding(f"No shape looks at this record (its classes: {named})", node=node)
    yield from _idle(aim, seen | hit)


def _idle(aim: Targets, hit: set[str]) -> Iterator[Finding]:
    for kind in (aim.classes, aim.subjects_of, aim.objects_of):
        for target, shapes in kind.items():
            if target not in hit:
                codes = ", ".join(sorted(checks()[s].code if s in checks() else compact(s) for s in shapes))
                message = f"Nothing is there for {codes} to look at: no {compact(target)} in the data"
                yield by_code("C58").finding(message, value=target)


def _superclasses(data: Iterable[ox.Triple]) -> dict[str, set[str]]:
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
