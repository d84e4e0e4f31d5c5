"""The same records in other forms: record trees as rows of tables, and tables as files of each form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from coopgraph.intake.tables import TABLES
from coopgraph.loaders.files import Files
from coopgraph.loaders.yaml import Mapping, Scalar, Tree
from coopgraph.loaders.yaml import Sequence as Listed
from coopgraph.records import Records
from coopgraph.source import Source

Row = dict[str, str]
Tables = dict[str, list[Row]]
NOWHERE = Source("")


def text(tree: Tree) -> str:
    """Return a scalar's text, or the texts of a list parted by bars."""
    if isinstance(tree, Scalar):
        return tree.text
    assert isinstance(tree, Listed)
    return " | ".join(text(item) for item in tree.items)


def rows_of(files: Files) -> Tables:
    """Return tables and record files as rows of text, by table."""
    found: Tables = {}
    for name, tables in files.tables.items():
        found[name] = [dict(row.cells) for table in tables for row in table.rows]
    for tree in files.trees:
        document = next(text(value) for key, _, value in tree if key == "source")
        for section, _, value in tree:
            if isinstance(value, Mapping):
                for name, _, below in value:
                    add = claim_rows if section == "claims" else named_row
                    found.setdefault(section, []).extend({"source": document, **row} for row in add(name, below))
    return found


def named_row(slug: str, tree: Tree) -> list[Row]:
    assert isinstance(tree, Mapping)
    return [{"id": slug} | {f"name_{key}" if len(key) == 2 else key: text(value) for key, _, value in tree}]


def claim_rows(subject: str, tree: Tree) -> list[Row]:
    assert isinstance(tree, Listed)
    found = []
    for claim in tree.items:
        assert isinstance(claim, Mapping)
        (key, _, value), *rest = claim.pairs
        row = {"subject": subject, "key": key, "value": text(value)}
        for option, _, said in rest:
            row |= {"status": option, "confidence": text(said)} if option in STATUSES else {option: text(said)}
        found.append(row)
    return found


STATUSES = ("stated", "inferred", "rejected")


def header(name: str, rows: Sequence[Row]) -> list[str]:
    """Return the columns of rows, those that a table must have first."""
    return list(dict.fromkeys([*TABLES[name].needed, *(column for row in rows for column in row)]))


def delimited(name: str, rows: Sequence[Row], delimiter: str = ",") -> str:
    """Return rows as CSV."""
    found = io.StringIO()
    writer = csv.DictWriter(found, header(name, rows), delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return found.getvalue()


def write_csv(tables: Tables, folder: Path) -> Path:
    for name, rows in tables.items():
        (folder / f"{name}.csv").write_text(delimited(name, rows), "utf-8")
    return folder


def write_semicolons(tables: Tables, folder: Path) -> Path:
    """Write what an Excel of a country with decimal commas writes: semicolons, a byte order mark, CRLF."""
    for name, rows in tables.items():
        lines = delimited(name, rows, ";").replace("\n", "\r\n")
        (folder / f"{name}.csv").write_text(lines, "utf-8-sig", newline="")
    return folder


def write_tsv(tables: Tables, folder: Path) -> Path:
    """Write what Excel calls Unicode text: tabs, UTF-16."""
    for name, rows in tables.items():
        (folder / f"{name}.txt").write_text(delimited(name, rows, "\t"), "utf-16", newline="")
    return folder


def write_xlsx(tables: Tables, folder: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name.title())
        columns = header(name, rows)
        for values in (columns, *([row.get(c, "") for c in columns] for row in rows)):
            sheet.append(values)
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value is not None:
                    cell.data_type = "s"
    book.save(folder / "new.xlsx")
    return folder / "new.xlsx"


def write_json(tables: Tables, folder: Path) -> Path:
    path = folder / "new.json"
    path.write_text(json.dumps(tables, ensure_ascii=False, indent=1), "utf-8")
    return path


def write_jsonl(tables: Tables, folder: Path) -> Path:
    lines = (json.dumps({"table": name, **row}) for name, rows in tables.items() for row in rows)
    path = folder / "new.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def write_parquet(tables: Tables, folder: Path) -> Path:
    import duckdb

    with duckdb.connect() as connection:
        for name, rows in tables.items():
            columns = header(name, rows)
            connection.execute("CREATE TABLE t (" + ", ".join(f'"{c}" VARCHAR' for c in columns) + ")")
            if rows:
                marks = ", ".join("?" for _ in columns)
                connection.executemany(f"INSERT INTO t VALUES ({marks})", [[r.get(c) for c in columns] for r in rows])
            connection.execute(f"COPY t TO '{folder / name}.parquet' (FORMAT parquet)")
            connection.execute("DROP TABLE t")
    return folder


def write_zip(tables: Tables, folder: Path) -> Path:
    import zipfile

    path = folder / "new.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"data/{name}.csv", delimited(name, rows))
    return path


WRITERS: dict[str, Callable[[Tables, Path], Path]] = {
    "csv": write_csv,
    "semicolons": write_semicolons,
    "tsv": write_tsv,
    "xlsx": write_xlsx,
    "json": write_json,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "zip": write_zip,
}


def placeless(records: Records) -> tuple[object, ...]:
    """Return records without the places in the files."""
    named = {key: record.model_copy(update={"source": NOWHERE}) for key, record in records.named.items()}
    claims = [claim.model_copy(update={"source": NOWHERE}) for claim in records.claims]
    return named, claims, records.digests


def lines(things: Iterable[object]) -> list[str]:
    return [str(thing) for thing in things]
