"""Nodes of things to entries: their names, kinds, countries, positions, as the authority tables have them.

What sources say of a thing is claimed, not written into its entry: :mod:`~coopgraph.intake.rdf.claims`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pyoxigraph as ox

from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.parse import Fact, Term, key
from coopgraph.intake.rdf.terms import (
    STRING,
    Misfit,
    digest,
    english,
    identifier,
    listed,
    number,
    point,
    typed,
    vocabulary,
)
from coopgraph.intake.rdf.terms import name as name_of
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.claims import SECTIONS
from coopgraph.records import tagged
from coopgraph.vocab import CG, EDTF, curie, mint, split

LABEL = curie("skos:prefLabel")
_SECTION = {kind: section for section, (kind, _) in SECTIONS.items()}
ENTRY_KINDS = (*(sheet.kind for sheet in SHEETS.values()), *_SECTION)
"""The kinds of ids that have a row in a table or an entry in a record file."""

Reader = Callable[[Term], str | Misfit]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a property of a thing goes, how its value is read, and whether it may have several."""

    name: str
    read: Reader
    many: bool = False


@dataclass(slots=True)
class Entry:
    """One row or entry: its kind and slug, its cells, the fact that each comes from, all its facts, and whether
    something about them is wrong and told."""

    node: str
    kind: str
    slug: str
    cells: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    mine: list[Fact] = field(default_factory=list)
    wrong: bool = False

    def cell(self, column: str) -> str:
        """Return the values of a column as a table writes them."""
        return " | ".join(self.cells[column])


def _string(term: Term) -> str | Misfit:
    return typed(term, STRING, 'a plain text in "quotes"')


def _id(kind: str) -> Reader:
    def read(term: Term) -> str | Misfit:
        found = identifier(term, (kind,))
        return found if isinstance(found, Misfit) else found.partition("/")[2]

    return read


def _term(scheme: str) -> Reader:
    return lambda term: vocabulary(term, scheme)


def _edtf(term: Term) -> str | Misfit:
    return typed(term, EDTF, f'"2013-05"^^<{EDTF}>')


def _point(term: Term) -> str | Misfit:
    found = point(term)
    return found if isinstance(found, Misfit) else " ".join(found)


_COMMON = {
    curie("skos:altLabel"): Column("also", listed, many=True),
    curie("skos:hiddenLabel"): Column("hidden", listed, many=True),
    curie("skos:editorialNote"): Column("note", english),
}
_COUNTRY = {CG + "country": Column("country", _id("country"))}
_OWN: dict[str, dict[str, Column]] = {
    "org": _COUNTRY,
    "place": _COUNTRY,
    "bcp": _COUNTRY,
    "delegation": _COUNTRY | {CG + "category": Column("occupation", _term("occupation"))},
    "country": {curie("skos:notation"): Column("id", _string)},
    "source": {
        CG + "sha256": Column("sha256", digest),
        CG + "textLength": Column("length", number),
        curie("dcterms:title"): Column("title", _string),
        curie("dcterms:issued"): Column("issued", _edtf),
        curie("dcterms:language"): Column("language", _string, many=True),
        curie("dcterms:publisher"): Column("publisher", _id("org")),
        curie("schema:url"): Column("url", _string),
    },
}
_WITH_TYPE = {sheet.kind: sheet.scheme for sheet in SHEETS.values() if sheet.scheme}
_MODELS = {sheet.kind: sheet.model for sheet in SHEETS.values()} | dict(SECTIONS.values())
GEOMETRY, WKT_TEXT = curie("geo:hasGeometry"), curie("geo:asWKT")
PLACES = ("place", "bcp")


def columns(kind: str) -> dict[str, Column]:
    """Return the columns of a kind by predicate, the labels excepted."""
    own = _COMMON | _OWN.get(kind, {})
    if scheme := _WITH_TYPE.get(kind):
        own |= {CG + "category": Column("type", _term(scheme), many=True)}
    return own


def entries(facts: Facts) -> list[Entry]:
    """Return an entry for each node that has a label or another property of its own. A node that only has a class
    is spoken of, not introduced, which is noted. What is wrong is told to ``facts``."""
    found: list[Entry] = []
    elsewhere: list[str] = []
    for node in list(facts.by):
        kind, slug = split(node) or ("", "")
        if kind not in ENTRY_KINDS:
            continue
        own = {LABEL, *columns(kind)} | ({GEOMETRY} if kind in PLACES else set())
        mine = facts.of(node, *own)
        if not mine:
            elsewhere += [f"{kind}/{slug}"] if facts.of(node, curie("rdf:type")) else []
            continue
        badly = identifier(ox.NamedNode(node))
        if isinstance(badly, Misfit):
            facts.excuse(node)
            facts.tell(facts.place(node), badly)
        else:
            found.append(_entry(facts, Entry(node, kind, slug, mine=mine)))
    if elsewhere:
        several = ", ".join(elsewhere[:3]) + (f" and {len(elsewhere) - 3} more" if len(elsewhere) > 3 else "")
        facts.notes.append(f"{facts.name}: without a name, taken to be on record already: {several}")
    return found


def excuse(facts: Facts, entry: Entry) -> None:
    """Take what an entry was made of for told."""
    facts.excused.update(entry.mine)
    facts.excuse(*(key(fact.object) for fact in entry.mine if fact.predicate == GEOMETRY))


def _entry(facts: Facts, entry: Entry) -> Entry:
    known, before = columns(entry.kind), len(facts.problems)
    for fact in entry.mine:
        if fact.predicate == LABEL:
            _label(facts, entry, fact)
        elif fact.predicate == GEOMETRY:
            _geometry(facts, entry, fact)
        else:
            column = known[fact.predicate]
            made = column.read(fact.object)
            if isinstance(made, Misfit):
                facts.wrong(fact, made)
            else:
                _put(facts, entry, column, made, fact)
    if notation := entry.cells.pop("id", []):
        _notation(facts, entry, notation[0])
    if len(facts.problems) == before:
        _complete(facts, entry)
    entry.wrong = len(facts.problems) > before
    if entry.wrong:
        excuse(facts, entry)
    return entry


def _complete(facts: Facts, entry: Entry) -> None:
    """See that an entry has what its kind must have."""
    if "name_en" not in entry.cells:
        remedy = 'add  skos:prefLabel "…"@en'
        facts.tell(facts.place(entry.node, LABEL), Misfit("has no English name", remedy))
    model = _MODELS[entry.kind]
    for predicate, column in columns(entry.kind).items():
        asked = model.model_fields[column.name].is_required() and column.name != "id"
        if asked and column.name not in entry.cells:
            remedy = f"every record of kind {entry.kind} has one; add it"
            facts.tell(facts.place(entry.node, predicate), Misfit("is missing", remedy))


def _put(facts: Facts, entry: Entry, column: Column, text: str, fact: Fact) -> None:
    values = entry.cells.setdefault(column.name, [])
    if text in values:
        return
    if values and not column.many:
        facts.wrong(fact, Misfit(f"there are two: {values[0]!r} and {text!r}", "keep one"))
        return
    values.append(text)
    entry.facts.setdefault(column.name, fact)


def _label(facts: Facts, entry: Entry, fact: Fact) -> None:
    made = name_of(fact.object)
    if isinstance(made, Misfit):
        facts.wrong(fact, made)
        return
    text, language = tagged(made)
    letters = "[a-z]{2}" if entry.kind in _SECTION else "[a-z]{2,3}"
    if not re.fullmatch(letters, language):
        remedy = f"make it an alternative: skos:altLabel {fact.object}"
        facts.wrong(fact, Misfit(f"records have no room for a preferred name in {language!r}", remedy))
    elif other := entry.cells.get(f"name_{language}"):
        if other != [text]:
            message = f"two preferred names in {language!r}: {other[0]!r} and {text!r}"
            facts.wrong(fact, Misfit(message, "make one of them skos:altLabel"))
    else:
        entry.cells[f"name_{language}"] = [text]
        entry.facts[f"name_{language}"] = fact


def _notation(facts: Facts, entry: Entry, text: str) -> None:
    if text != entry.slug:
        fact = facts.of(entry.node, curie("skos:notation"))[0]
        facts.wrong(fact, Misfit(f"{text!r} is not the code in the name, {entry.slug}", f"write {entry.slug!r}"))


def _geometry(facts: Facts, entry: Entry, fact: Fact) -> None:
    """Read the position of a place; its node is named after the place."""
    if not facts.made(fact, "geometry"):
        return
    shape = key(fact.object)
    facts.what.setdefault(shape, f"{entry.kind}/{entry.slug} geo:hasGeometry")
    texts = facts.of(shape, WKT_TEXT)
    if len(texts) != 1:
        message = "the geometry has no position" if not texts else "the geometry has several positions"
        facts.wrong(fact, Misfit(message, 'give it one: geo:asWKT "POINT(24.94 60.17)"^^geo:wktLiteral'))
        facts.excuse(shape)
        return
    made = _point(texts[0].object)
    if isinstance(made, Misfit):
        facts.wrong(texts[0], made)
        facts.excused.add(fact)
        facts.excuse(shape)
        return
    facts.called(shape, mint("geometry", f"{entry.kind}-{entry.slug}"))
    for column, text in zip(("lat", "lon"), made.split(" "), strict=True):
        _put(facts, entry, Column(column, _point), text, fact)
