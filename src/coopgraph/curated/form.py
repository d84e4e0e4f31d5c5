"""The canonical form of a dataset: one way to write what it says, so that two who write the same write the same bytes.

The form of a file is in :mod:`coopgraph.curated.tableform` and :mod:`coopgraph.curated.recordform`; here is which
files there are, and what they are called.
"""

from __future__ import annotations

from itertools import count
from pathlib import PurePosixPath

from anyascii import anyascii

from coopgraph.curated import recordform, tableform
from coopgraph.loaders.claims import document_of
from coopgraph.loaders.dataset import RECORDS
from coopgraph.loaders.files import Files
from coopgraph.loaders.problems import slugify
from coopgraph.loaders.yaml import Mapping, Scalar

_NAME_LENGTH = 60


def canonical(files: Files) -> dict[str, bytes]:
    """Return every file of a dataset in canonical form: its bytes by its path in the folder, sorted.

    Only what the files hold is written: what could not be read is not among it.

    >>> from coopgraph.loaders.table import Row, Table
    >>> from coopgraph.source import Source
    >>> row = Row(Source("new.csv", 2), {"id": "osce", "name_en": "OSCE", "type": "igo"})
    >>> canonical(Files({"organizations": [Table("new.csv", ("id", "name_en", "type"), [row])]}))
    {'organizations.csv': b'id,name_en,name_ru,also,hidden,type,country,note\\nosce,OSCE,,,,igo,,\\n'}
    """
    found = {f"{name}.csv": tableform.text(name, tables) for name, tables in files.tables.items() if tables}
    found |= {path: recordform.text(tree) for path, tree in zip(paths(files), files.trees, strict=True)}
    return {path: found[path].encode("utf-8", "surrogatepass") for path in sorted(found)}


def paths(files: Files) -> list[str]:
    """Return the path in the folder for each record tree.

    A tree that comes from the folder's own ``records/`` keeps its place. One from a YAML file elsewhere keeps that
    file's name if it begins with the id of the source; any other is called by that id and the name of the source, else
    of the first event. Where a name is taken, ``-2`` and so on is added.
    """
    own = [_own(tree, files.folder) for tree in files.trees]
    called = {
        row.cells["id"]: row.cells.get("name_en", "")
        for table in reversed(files.tables.get("sources", []))
        for row in reversed(table.rows)
        if "id" in row.cells
    }
    taken = {path for path in own if path}
    found = []
    for path, tree in zip(own, files.trees, strict=True):
        name = path or _free(f"{RECORDS}/{kept_name(tree) or _made_name(tree, called)}", taken)
        taken.add(name)
        found.append(name)
    return found


def kept_name(tree: Mapping) -> str:
    """Return the name of the YAML file that a tree comes from, if it begins with the id of its source; else none."""
    document, _ = document_of(tree)
    path = PurePosixPath(tree.source.file)
    fits = document and path.stem.startswith(f"{document}-") and path.suffix in (".yaml", ".yml")
    return path.name if fits else ""


def _own(tree: Mapping, folder: str) -> str:
    """Return the path of a tree within a folder; empty when it comes from elsewhere."""
    try:
        path = PurePosixPath(tree.source.file).relative_to(PurePosixPath(folder))
    except ValueError:
        return ""
    inside = path.parent.as_posix() == RECORDS and path.suffix in (".yaml", ".yml")
    return path.as_posix() if inside else ""


def _made_name(tree: Mapping, called: dict[str, str]) -> str:
    document, _ = document_of(tree)
    slug = slugify(anyascii(called.get(document) or _first_event(tree)))
    if len(slug) > _NAME_LENGTH:
        slug = slug[: _NAME_LENGTH + 1].rpartition("-")[0] or slug[:_NAME_LENGTH]
    return "-".join(part for part in (slugify(document) or "source", slug) if part) + ".yaml"


def _first_event(tree: Mapping) -> str:
    """Return the English name of the first event by id; empty when there is none."""
    events = next((value for key, _, value in tree if key == "events" and isinstance(value, Mapping)), None)
    entries = sorted(events.pairs, key=lambda pair: pair[0]) if events else []
    fields = next((value for _, _, value in entries if isinstance(value, Mapping)), None)
    return next((v.text for key, _, v in fields or () if key == "en" and isinstance(v, Scalar)), "")


def _free(path: str, taken: set[str]) -> str:
    stem, _, suffix = path.rpartition(".")
    names = (f"{stem}-{n}.{suffix}" for n in count(2))
    return path if path not in taken else next(name for name in names if name not in taken)
