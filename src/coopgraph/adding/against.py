"""New records checked against a built store, however large: only what they can touch is looked at.

The records are laid over the store (:mod:`.laying`), the quads that come and go are tried in a copy of it
(:mod:`.stored`), and both are asked what is wrong where they differ. The store itself is not changed. What is derived
from the rest is neither looked at nor made anew.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox

from coopgraph import ontology
from coopgraph.adding.check import Checked, Wishes, compared, findings, of_form
from coopgraph.adding.judging import Judged, Looked, at, only_where, records_of
from coopgraph.adding.laying import Laid
from coopgraph.adding.recall import around_nodes, names_by_country, slice_of
from coopgraph.adding.stored import StoreIds, copied, with_countries
from coopgraph.adding.touched import touched
from coopgraph.curated.merge import Merged
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.nquads import Origins, iri
from coopgraph.records import Records
from coopgraph.shacl import Affected, Change, affected
from coopgraph.source import Problem
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import (
    Finding,
    Report,
    against_texts,
    coverage,
    geography,
    likeness,
    literals,
    onegraph,
    readback,
)
from coopgraph.validation import shacl as shapes
from coopgraph.validation.checks import by_code, checks
from coopgraph.validation.labels import labels
from coopgraph.validation.nameindex import NameIndex
from coopgraph.validation.run import placed, with_sentences
from coopgraph.vocab import graph

_SAME_NAME = by_code("C32").shape
"""The check that holds each name against all of its country; it runs where the table beside the store says."""


def check_against(store: OxigraphStore, new: Files, wishes: Wishes | None = None) -> Checked:
    """Judge new files in the context of a store. Nothing is written.

    The new records may refer to what the store describes. ``files`` of the answer are the new ones alone, ``before``
    is None, ``after`` the new records. Raises RecordsError, exit code 3, when a file cannot be read at all, and
    InputError for a folder of texts that holds none of them. Cost: goes with the new records and what is connected
    to them; of a store in memory a copy is made.
    """
    wishes = wishes or Wishes()
    if new.unreadable:
        raise RecordsError(sorted(new.problems), unreadable=sorted(new.unreadable))
    try:
        records = dataset.records(with_countries(new), StoreIds(store.inner))
    except RecordsError as error:
        problems = [p for p in error.problems if isinstance(p, Problem)]
        return Checked(of_form([], findings(problems)), Merged(new, [], [], [], []), new, None, None)
    texts = _texts(store.inner, records, wishes.sources) if wishes.sources else None
    if texts:
        _seal(records, texts)
    laid = Laid(store.inner, wishes.update)
    laid.take(records, _countries(records))
    merged = Merged(new, laid.new, laid.updated, laid.same, sorted(laid.conflicts), laid.replaced)
    if laid.conflicts:
        return Checked(of_form([], findings(laid.conflicts)), merged, new, None, None)
    with copied(store) as copy:
        trial = _Trial((store.inner, copy), laid, quads(records).origins, texts)
        trial.index = NameIndex.beside(store.directory)
        judged = trial.judged()
    return Checked(compared(judged, wishes.profile), merged, new, None, records, judged.looked)


class _Trial:
    """A change tried in a copy of a store."""

    def __init__(self, stores: tuple[ox.Store, ox.Store], laid: Laid, origins: Origins, texts: Texts | None) -> None:
        self.stores = stores
        self.index: NameIndex | None = None
        self.origins, self.texts = origins, texts
        copy = stores[1]
        self.wrong = {quad for quad in laid.added if _ill_typed(quad)}
        for quad in laid.removed:
            copy.remove(quad)
        copy.extend(laid.added - self.wrong)
        added, removed = ({q.triple for q in some} for some in (laid.added - self.wrong, laid.removed))
        self.change = Change(tuple(added - removed), tuple(removed - added))

    def judged(self) -> Judged:
        """Return what is found in the store and in its copy."""
        nodes = touched(self.change) | {q.subject.value for q in self.wrong if isinstance(q.subject, ox.NamedNode)}
        derived = any(True for _ in self.stores[0].quads_for_pattern(None, None, None, ox.NamedNode(graph("derived"))))
        graphs = [graph(name) for name in onegraph.GRAPHS] if derived else None
        reached = affected(shapes.validator(), *self.stores, self.change, graphs)
        alike = self._alike(nodes)
        names = Affected()
        if alike is not None:
            names, reached = _names_apart(reached)
        looked = Looked(len(records_of(reached, nodes)), None, reached.whole)
        wrong = [[], literals.findings(quad.triple for quad in self.wrong)]
        parts = [slice_of(store, nodes, alike) for store in self.stores]
        whole = [
            [*coverage.idle(s, ontology.triples()), *_run(p, names)] for s, p in zip(self.stores, parts, strict=True)
        ]
        more = only_where(nodes, *whole)
        reports = [
            self._report((store, part), [*found, *others, *_run(store, reached, graphs)], nodes)
            for store, part, found, others in zip(self.stores, parts, wrong, more, strict=True)
        ]
        return Judged.of(reports, looked)

    def _alike(self, nodes: set[str]) -> set[str] | None:
        """Return the organizations whose names could be like those of the touched ones, before or after; None when no
        table beside the store tells."""
        if self.index is None:
            return None
        called: dict[str, set[str]] = {}
        for store in self.stores:
            for country, names in names_by_country(store, nodes).items():
                called.setdefault(country, set()).update(names)
        return self.index.alike(called)

    def _report(self, stores: tuple[ox.Store, ox.Store], found: list[Finding], nodes: set[str]) -> Report:
        """Return the report on a store, given a part of it that has all that the checks in Python need."""
        store, part = stores
        told = readback.records(part, self.origins, self.texts is not None)
        more = [*coverage.findings(part, ontology.triples()), *likeness.findings(told), *geography.findings(told)]
        if self.texts:
            more += against_texts.findings(told, self.texts)
        found += at(nodes, more)
        known = around_nodes(store, {f.node for f in found})
        report = Report(
            placed(found, labels(known, {f.node for f in found}), self.origins),
            checks=len({c.code for c in checks().values()}),
            spans=self.texts.at_hand(told.spans()) if self.texts else 0,
            texts=sum(self.texts.has(d) for d in told.documents()) if self.texts else 0,
        )
        return with_sentences(report, known, self.texts) if self.texts else report


def _names_apart(reached: Affected) -> tuple[Affected, Affected]:
    """Return the check of same names, where it would run wholly, and all others."""
    called = [one.name for one in shapes.validator().compiled]
    own = {i for i, one in reached.again.items() if one is None and called[i].startswith(f"{_SAME_NAME} ")}
    rest = {i: one for i, one in reached.again.items() if i not in own}
    whole = {name: why for name, why in reached.whole.items() if name not in {called[i] for i in own}}
    return Affected(dict.fromkeys(own)), Affected(rest, whole)


def _run(store: ox.Store, which: Affected, graphs: list[str] | None = None) -> list[Finding]:
    """Return what some constraints find in a store."""
    return shapes.findings(shapes.validator().validate(store, graphs, affected=which).results) if which.again else []


def _ill_typed(quad: ox.Quad) -> bool:
    value = quad.object
    return isinstance(value, ox.Literal) and literals.ill_typed(value.value, value.datatype.value)


def _countries(records: Records) -> set[str]:
    """Return the codes of the countries that records refer to."""
    found = {getattr(record, "country", None) or "" for record in records.named.values()}
    found |= {c.value.text.removeprefix("country/") for c in records.claims if c.value.text.startswith("country/")}
    return found - {""}


def _texts(store: ox.Store, records: Records, folder: Path) -> Texts:
    """Return the texts of the new documents, and of those of the store that new claims rest on."""
    documents = records.documents()
    for ident in {span.document for span in records.spans()} - documents.keys():
        known = around_nodes(store, {iri(f"source/{ident}")})
        documents |= readback.records(known, Origins(), True).documents()
    return Texts(folder, documents)


def _seal(records: Records, texts: Texts) -> None:
    """Give every new span its digest, and new sources theirs and their length, as far as the texts are at hand."""
    for span in records.spans():
        if span not in records.digests and span.document not in texts.changed and (sealed := texts.seal(span)):
            records.digests[span] = sealed
    for ident, document in records.documents().items():
        if texts.has(ident) and not document.sha256:
            told = {"sha256": hashlib.sha256(texts.whole(ident).encode()).hexdigest(), "length": texts.length(ident)}
            records.named["source", ident] = document.model_copy(update=told)
