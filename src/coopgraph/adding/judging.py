"""Two states of a dataset judged at what differs between them: findings before and after, for the records affected.

The shapes run for the nodes that a changed triple can reach (:func:`coopgraph.shacl.affected`), likeness for records
that changed against all that could be like them, the texts for changed spans and documents. Points, datatypes and
what no shape looks at are looked at everywhere, which costs little. What is new and what is solved is the same as in
two full validations; what was wrong before is told of the affected records alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.adding.touched import around, differing, touched
from coopgraph.nquads import Quads
from coopgraph.records import Records
from coopgraph.shacl import Affected, Change, affected
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import Finding, Report, against_texts, coverage, geography, likeness, literals, onegraph
from coopgraph.validation import shacl as shapes
from coopgraph.validation.checks import checks
from coopgraph.validation.labels import labels
from coopgraph.validation.run import described, placed, with_sentences
from coopgraph.vocab import IDS


@dataclass(frozen=True, slots=True)
class Looked:
    """How much was looked at: records, of how many (None: not counted), and the checks that ran over everything,
    with the reason."""

    records: int
    of: int | None = None
    whole: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in words.

        >>> str(Looked(12, 1081))
        '12 records looked at of 1,081'
        """
        of = "" if self.of is None else f" of {self.of:,}"
        return f"{self.records:,} {'record' if self.records == 1 else 'records'} looked at{of}"


@dataclass(frozen=True, slots=True)
class Judged:
    """The reports on a dataset before and after a change, at what the change can touch."""

    before: Report
    after: Report
    looked: Looked

    @classmethod
    def of(cls, reports: Iterable[Report], looked: Looked) -> Judged:
        """Return two reports, before and after, that say how much was looked at."""
        told = {"checked": max(looked.records, 1), "unchecked": (str(looked),)}
        before, after = (replace(report, **told) for report in reports)  # type: ignore[arg-type]
        return cls(before, after, looked)


@dataclass(slots=True)
class _State:
    """A dataset as records, quads and a store of one graph; ``found`` are findings that are no one record's."""

    records: Records
    quads: Quads
    data: ox.Store
    found: list[Finding]

    @classmethod
    def of(cls, records: Records) -> _State:
        made = quads(records)
        data = onegraph.of_lines([*made.lines, *ontology.nquads()])
        wrong = list(literals.in_lines(made.lines).values())
        found = [*coverage.findings(data, ontology.triples()), *literals.findings(wrong)]
        for triple in wrong:
            data.remove(ox.Quad(*triple))
        return cls(records, made, data, [*found, *geography.findings(records)])

    def report(self, reached: Affected, nodes: Collection[str], texts: Texts | None) -> Report:
        """Return what is found at the nodes that a change can touch."""
        found = [*self.found, *shapes.findings(shapes.validator().validate(self.data, affected=reached).results)]
        near = around(self.records, nodes)
        found += at(nodes, likeness.findings(near))
        if texts:
            found += at(nodes, against_texts.findings(near, texts))
        report = Report(
            placed(found, labels(self.data, {f.node for f in found}), self.quads.origins),
            checks=len({c.code for c in checks().values()}),
            spans=texts.at_hand(near.spans()) if texts else 0,
            texts=sum(texts.has(d) for d in near.documents()) if texts else 0,
        )
        return with_sentences(report, self.data, texts) if texts else report


def judge(before: Records, after: Records, texts: Texts | None = None) -> Judged:
    """Judge two states of a dataset at what differs. ``texts`` hold the spans of both.

    Cost: linear in the dataset for its triples, some microseconds each; the checks go with the change.
    """
    old, new = _State.of(before), _State.of(after)
    change = Change(_only(new.quads.lines, old.quads.lines), _only(old.quads.lines, new.quads.lines))
    reached = affected(shapes.validator(), old.data, new.data, change)
    nodes = touched(change) | differing(before, after)
    old.found, new.found = only_where(nodes, old.found, new.found)
    reports = [state.report(reached, nodes, texts) for state in (old, new)]
    looked = Looked(len(records_of(reached, nodes)), described(new.data), reached.whole)
    return Judged.of(reports, looked)


def records_of(reached: Affected, nodes: Iterable[str]) -> set[str]:
    """Return the things of ours that are looked at."""
    found = {term.value for term in reached.nodes if isinstance(term, ox.NamedNode)}
    return {node for node in found.union(nodes) if node.startswith(IDS)}


def at(nodes: Collection[str], found: Iterable[Finding]) -> list[Finding]:
    """Return the findings at some nodes, or of another's likeness to one of them."""
    return [f for f in found if f.node in nodes or f.value in nodes]


def only_where(nodes: Collection[str], before: list[Finding], after: list[Finding]) -> list[list[Finding]]:
    """Return both without what is in both, but for some nodes."""
    both = {f.fingerprint for f in before} & {f.fingerprint for f in after}
    return [[f for f in some if f.fingerprint not in both or f.node in nodes] for some in (before, after)]


def _only(lines: set[str], others: set[str]) -> tuple[ox.Triple, ...]:
    """Return the triples that lines have and others have not, in whatever graph."""
    mine, theirs = ({line.rsplit(" <", 1)[0] for line in some} for some in (lines - others, others))
    wrong = literals.in_lines(f"{line} <urn:g> ." for line in mine)
    text = "\n".join(f"{line} ." for line in sorted(mine - theirs) if f"{line} <urn:g> ." not in wrong)
    return tuple(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))
