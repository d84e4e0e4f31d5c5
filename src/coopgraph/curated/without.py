"""A source document out of a dataset, with all that is there for its sake alone: the inverse of
:mod:`coopgraph.curated.merge`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from coopgraph.errors import UnknownName
from coopgraph.loaders.authority import SHEETS
from coopgraph.loaders.claims import document_of
from coopgraph.loaders.dataset import EVIDENCE
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Row, Table
from coopgraph.loaders.yaml import Mapping, Scalar, Sequence, Tree

KEPT = ("countries", "sources")
"""Tables whose rows nothing must refer to: the codes of ISO 3166-1, and the documents themselves."""
_TABLES = {sheet.kind: name for name, sheet in SHEETS.items() if name not in KEPT}
_ID = re.compile(f"({'|'.join(_TABLES)})/([a-z0-9-]+)")


def without(files: Files, document: str) -> tuple[Files, Files]:
    """Return a dataset without a source document, and what was taken out of it.

    Taken are its record files, its row in ``sources``, the digests of its spans, and those rows of the authority
    tables that it refers to and nothing that stays does; countries stay. What is taken is a dataset that can be merged
    back. Claims of other documents about an event that only this one tells of stay, and are then wrong.

    Raises UnknownName when there is neither a row nor a record file of that document.

    >>> from coopgraph.loaders import dataset
    >>> from coopgraph.assets import folder
    >>> rest, taken = without(dataset.read(folder("data")), "003")
    >>> len(rest.trees), len(taken.trees), [row.cells["id"] for row in taken.tables["sources"][0].rows]
    (4, 1, ['003'])
    """
    own = [row for row in _rows(files, "sources") if row.cells.get("id") == document]
    mine = [tree for tree in files.trees if document_of(tree)[0] == document]
    if not own and not mine:
        known = {row.cells.get("id", "") for row in _rows(files, "sources")}
        raise UnknownName("source document", document, known | {document_of(tree)[0] for tree in files.trees})
    left = [tree for tree in files.trees if document_of(tree)[0] != document]
    others = [row for row in _rows(files, "sources") if row.cells.get("id") != document]
    orphans = _referred(mine, own) - _referred(left, others)

    gone = {id(row) for name in files.tables for row in _rows(files, name) if _goes(name, row, document, orphans)}
    rest = {name: [_parted(one, gone, False) for one in some] for name, some in files.tables.items()}
    taken = {
        name: [_parted(one, gone, True) for one in some] for name, some in files.tables.items() if name != "countries"
    }
    return replace(files, tables=rest, trees=left), Files(taken, mine, folder=files.folder)


def _goes(name: str, row: Row, document: str, orphans: set[tuple[str, str]]) -> bool:
    if name == EVIDENCE:
        return row.cells.get("source") == document
    ident = row.cells.get("id", "")
    return ident == document if name == "sources" else (name, ident) in orphans


def _parted(table: Table, gone: set[int], taken: bool) -> Table:
    """Return a table with the rows that are gone, or with the others; what is wrong with it stays."""
    rows = [row for row in table.rows if (id(row) in gone) == taken]
    return Table(table.name, table.header, rows) if taken else replace(table, rows=rows)


def _rows(files: Files, name: str) -> list[Row]:
    return [row for table in files.tables.get(name, ()) for row in table.rows]


def _referred(trees: Iterable[Mapping], sources: Iterable[Row]) -> set[tuple[str, str]]:
    """Return the (table, id) of all that record trees and the rows of their sources refer to."""
    found = {(_TABLES[match[1]], match[2]) for tree in trees for text in _texts(tree) if (match := _ID.fullmatch(text))}
    return found | {(_TABLES["org"], row.cells["publisher"]) for row in sources if "publisher" in row.cells}


def _texts(tree: Tree) -> Iterator[str]:
    """Yield every key and text of a tree."""
    if isinstance(tree, Scalar):
        yield tree.text
    elif isinstance(tree, Sequence):
        for item in tree.items:
            yield from _texts(item)
    else:
        for key, _, value in tree:
            yield key
            yield from _texts(value)
