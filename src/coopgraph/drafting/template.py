"""Empty forms by the suffix of where they go: a workbook, a record file, a set of CSV tables; or one with a draft."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from coopgraph.drafting import skeleton
from coopgraph.drafting.columns import tables
from coopgraph.drafting.draft import Draft
from coopgraph.errors import UsageError
from coopgraph.records import Records

SUFFIXES = (".xlsx", ".yaml", ".yml", ".zip")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def template(out: Path, records: Records, draft: Draft | None = None) -> dict[Path, bytes]:
    """Return the files of a form and where they go: one, or for a folder (a path without a suffix) a CSV a table.

    ``.xlsx`` is a workbook whose drop-down lists offer what is in ``records``, ``.yaml`` a record file, ``.zip`` the
    CSV tables; a draft fills in a workbook or a record file, beside which the row of its document is a table of its
    own (``draft-sources.csv``). Writing them is the caller's. Raises UsageError for
    another suffix, and for a draft as CSV.

    >>> [path.name for path in template(Path("forms"), Records())][:2]
    ['sources.csv', 'organizations.csv']
    """
    suffix = out.suffix.lower()
    if suffix == ".xlsx":
        from coopgraph.drafting.workbook import workbook

        return {out: workbook(records, draft)}
    if suffix in (".yaml", ".yml"):
        files = {out: (skeleton.render(draft) if draft else skeleton.EMPTY).encode()}
        if draft and draft.document:
            files[out.with_name(f"{out.stem}-sources.csv")] = skeleton.document_row(draft.document).encode()
        return files
    if draft:
        raise UsageError(f"{out}: a draft is a record file or a workbook; end its name in .yaml or .xlsx")
    if suffix == ".zip":
        return {out: _zip(_csv())}
    if out.is_file() or (suffix and not out.is_dir()):
        raise UsageError(
            f"{out}: not the name of a form; end the name in {', '.join(SUFFIXES)}, or give a folder for CSV"
        )
    return {out / name: data for name, data in _csv().items()}


def _csv() -> dict[str, bytes]:
    """Return the empty tables. They begin with a byte order mark, by which Excel knows UTF-8."""
    return {
        f"{table}.csv": ("\ufeff" + ",".join(column.name for column in columns) + "\r\n").encode()
        for table, columns in tables().items()
    }


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
