"""Entries and claims to what curated files hold: rows of tables, and one record tree a source document.

A claim that rests on several documents stands in the tree of each, with the spans of that document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from coopgraph.intake.rdf.claims import BASIS, CONFIDENCE, EVIDENCE, OBJECT, Told
from coopgraph.intake.rdf.evidence import Stretch
from coopgraph.intake.rdf.facts import Facts
from coopgraph.intake.rdf.named import LABEL, Entry, excuse
from coopgraph.intake.rdf.terms import Misfit
from coopgraph.loaders import dataset
from coopgraph.loaders import evidence as sealed
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.claims import SECTIONS
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Row, Table
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree
from coopgraph.source import Source

_SECTION = {kind: section for section, (kind, _) in SECTIONS.items()}
Pair = tuple[str, Source, Tree]


@dataclass(slots=True)
class Pieces:
    """Rows with their table's name, and the parts of record trees with their document: each beside what it was made
    of, so that what is wrong with a part can be told from what is right. ``broken`` rows and what is ``unread`` in
    the trees were wrong, which has been told: what refers to them is not."""

    rows: list[tuple[Entry, str, Row]] = field(default_factory=list)
    broken: list[tuple[str, Row]] = field(default_factory=list)
    unread: bool = False
    introduced: list[tuple[Entry, str, Pair]] = field(default_factory=list)
    claims: list[tuple[Told, str, Mapping]] = field(default_factory=list)
    digests: list[Row] = field(default_factory=list)


def pieces(facts: Facts, entries: Iterable[Entry], claims: list[Told], digests: Iterable[Stretch]) -> Pieces:
    """Return the pieces of what a file tells. An entry that belongs into the record file of a document, and that no
    claim speaks of, is a problem: nobody knows of which document."""
    found = Pieces()
    tables = {sheet.kind: name for name, sheet in SHEETS.items()}
    homes = _homes(claims)
    for entry in entries:
        table = tables.get(entry.kind)
        if entry.wrong and table:
            found.broken.append((table, _row(facts, entry)))
        elif entry.wrong:
            found.unread = True
        elif table:
            found.rows.append((entry, table, _row(facts, entry)))
        elif home := homes.get(f"{entry.kind}/{entry.slug}"):
            found.introduced.append((entry, home, _introduced(facts, entry)))
        else:
            excuse(facts, entry)
            remedy = f"add a claim about it, with evidence, or take the {entry.kind} out"
            facts.tell(facts.place(entry.node), Misfit("no claim tells which source speaks of it", remedy))
    for claim in claims:
        for number, document in enumerate(claim.documents()):
            found.claims.append((claim, document, _claim(facts, claim, number)))
    for stretch in digests:
        assert stretch.digest
        start, end = stretch.span.split("-")
        place = Source(facts.name, stretch.digest.row)
        cells = (stretch.document, start, end, stretch.digest.object.value)  # type: ignore[union-attr]
        found.digests.append(Row(place, dict(zip(sealed.COLUMNS, cells, strict=True))))
    return found


def table(name: str, rows: list[Row], broken: Iterable[Row] = ()) -> Table:
    """Return rows as a table; its columns are those that any row has."""
    columns = {column for row in rows for column in row.cells}
    first = sealed.COLUMNS if "start" in columns else ("id", "name_en")
    return Table(name, (*first, *sorted(columns - set(first))), rows, broken=list(broken))


def tree(
    name: str, document: str, introduced: Iterable[tuple[str, Pair]], claims: Iterable[tuple[Told, Mapping]]
) -> Mapping:
    """Return the record tree of a document: the entries of each section, and the claims below their subjects."""
    top = Source(name)
    pairs: list[Pair] = [("source", top.at("source"), Scalar(top, document))]
    sections: dict[str, list[Pair]] = {}
    for section, pair in introduced:
        sections.setdefault(section, []).append(pair)
    for section in SECTIONS:
        if section in sections:
            pairs.append((section, top.at(section), Mapping(top, tuple(sections[section]))))
    subjects: dict[str, list[Mapping]] = {}
    for claim, made in claims:
        subjects.setdefault(claim.subject, []).append(made)
    if subjects:
        below = tuple(
            (subject, one[0].source.at(subject), Sequence(one[0].source, tuple(one)))
            for subject, one in subjects.items()
        )
        pairs.append(("claims", top.at("claims"), Mapping(top, below)))
    return Mapping(top, tuple(pairs))


def _homes(claims: Iterable[Told]) -> dict[str, str]:
    """Return the document that introduces each thing: the first of those that say something of it, or else of those
    that mention it."""
    about: dict[str, set[str]] = {}
    mention: dict[str, set[str]] = {}
    for claim in claims:
        about.setdefault(claim.subject, set()).update(claim.documents())
        mention.setdefault(claim.value, set()).update(claim.documents())
    return {thing: min(found) for thing, found in (mention | about).items()}


def _row(facts: Facts, entry: Entry) -> Row:
    cells = {column: entry.cell(column) for column in sorted(entry.cells)}
    return Row(facts.place(entry.node), {"id": entry.slug, **cells})


def _introduced(facts: Facts, entry: Entry) -> Pair:
    place = facts.place(entry.node)
    pairs = []
    for column in sorted(entry.cells):
        fact = entry.facts[column]
        at = facts.place(entry.node, fact.predicate if fact else LABEL, fact.row)
        pairs.append((column.removeprefix("name_"), at, Scalar(at, entry.cell(column))))
    return entry.slug, place, Mapping(place, tuple(pairs))


def _claim(facts: Facts, claim: Told, number: int) -> Mapping:
    """Return a claim as the record tree of its n-th document has it."""

    def at(predicate: str) -> Source:
        return facts.place(claim.node, row=claim.rows.get(predicate))

    document = claim.documents()[number]
    spans = dict.fromkeys(one.span for one in claim.evidence.values() if one.document == document)
    told = [(claim.key, at(OBJECT), claim.value), (claim.status, at(CONFIDENCE), claim.confidence)]
    if claim.bases:
        basis = claim.bases[number if len(claim.bases) > 1 else 0]
        told.append(("basis", at(BASIS), basis))
    told += [(option, at(option), text) for option, text in claim.options.items()]
    pairs: list[Pair] = [(word, place, Scalar(place, text)) for word, place, text in told]
    ends = Sequence(at(EVIDENCE), tuple(Scalar(at(EVIDENCE), span) for span in spans))
    return Mapping(at(OBJECT), (*pairs, ("at", at(EVIDENCE), ends)))


def section(kind: str) -> str:
    """Return the section of a record file that holds a kind."""
    return _SECTION[kind]


def fill(files: Files, name: str, found: Pieces) -> None:
    """Put pieces together: a table of each kind, a tree of each document."""
    for sheet in SHEETS:
        rows = [row for _, table_, row in found.rows if table_ == sheet]
        broken = [row for table_, row in found.broken if table_ == sheet]
        if rows or broken:
            files.add(sheet, table(name, rows, broken))
    if found.unread:
        files.unread.add(dataset.RECORDS)
    if found.digests:
        files.add(dataset.EVIDENCE, table(name, found.digests))
    documents = sorted({document for _, document, _ in (*found.introduced, *found.claims)})
    for document in documents:
        introduced = [(section(e.kind), pair) for e, home, pair in found.introduced if home == document]
        claims = [(claim, made) for claim, home, made in found.claims if home == document]
        files.trees.append(tree(name, document, introduced, claims))
