"""What docs/forms.md shows is what the forms do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopgraph.cli import main
from coopgraph.intake import limits, making, ooxml, read
from coopgraph.intake.reading import FORMS, ZIP
from coopgraph.intake.tables import TABLES
from coopgraph.loaders import dataset

from .forms import placeless

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "forms.md"
RECORDS = ROOT / "docs" / "records.md"


@pytest.fixture
def shown(here: Path) -> dict[str, str]:
    """The blocks of the page that begin with a file's name, by that name, written as files."""
    found = dict(re.findall(r"^```\w+ ([\w./]+)\n(.*?)```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    for name, text in found.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, "utf-8")
    return found


def with_source(*names: str) -> tuple[object, ...]:
    """Return the records of files, the bundled dataset and source 900 beside them."""
    own = read([Path(name) for name in names])
    assert own.problems == []
    return placeless(dataset.records(read([ROOT / "data", Path("new/sources.csv")]) + own))


def test_the_tables_say_what_the_record_file_says(shown: dict[str, str]) -> None:
    """events.csv and claims.csv of this page give the records of the YAML in docs/records.md."""
    (record,) = re.findall(r"```yaml[^\n]*\n( *source: \"900\".*?)```", RECORDS.read_text("utf-8"), re.DOTALL)
    Path("900.yaml").write_text("\n".join(line[3:] for line in record.splitlines()), "utf-8")
    assert with_source("new/events.csv", "new/claims.csv") == with_source("900.yaml")


@pytest.mark.parametrize(
    ("words", "claims"),
    [
        (["new"], 5),
        (["new.json"], 5),
        (["theirs.csv", "new/sources.csv", "--mapping", "mapping.yaml"], 5),
        (["texts/workshops.csv", "--mapping", "workshops.yaml"], 12),
    ],
)
def test_every_example_passes_the_check_and_is_added(shown: dict[str, str], words: list[str], claims: int) -> None:
    """Followed to the letter, each form gives records that nothing is wrong with, and that the dataset then has."""
    shutil.copytree(ROOT / "data", "data")
    checked = CliRunner().invoke(main, ["check", *words, "--against", "data", "--sources", "texts"])
    assert "\n0 new problems, 0 solved, 0 already there." in checked.output
    assert checked.exit_code == 0
    before = len(dataset.load(Path("data")).claims)
    added = CliRunner().invoke(main, ["add", *words, "--to", "data", "--sources", "texts"])
    assert added.exit_code == 0, added.output
    assert len(dataset.load(Path("data")).claims) == before + claims


def test_every_example_is_tried(shown: dict[str, str]) -> None:
    """There are no files on the page but these."""
    assert sorted(shown) == [
        "mapping.yaml", "new.json", "new/claims.csv", "new/events.csv", "new/sources.csv", "texts/900.txt",
        "texts/workshops.csv", "theirs.csv", "workshops.yaml",
    ]  # fmt: skip


def test_the_page_names_every_form_table_and_limit() -> None:
    """Endings, tables and numbers of the page are those of the code."""
    page = PAGE.read_text("utf-8")
    assert [suffix for suffix in [*FORMS, ZIP] if f"`{suffix}`" not in page] == []
    assert [name for name in TABLES if f"`{name}`" not in page] == []
    assert [c for spec in TABLES.values() if spec.records for c in spec.columns if f"`{c}`" not in page] == []
    assert len(TABLES) == 13  # "There are thirteen"
    counts = [limits.MAX_CELL, limits.MAX_ROWS, limits.MAX_COLUMNS, limits.MAX_CELLS, limits.MAX_MEMBERS]
    counts += [ooxml.MAX_SHEETS, ooxml.MAX_MERGED, making.LONGEST]
    assert [n for n in counts if str(n) not in page.replace(",", "")] == []
    sizes = (limits.MAX_FILE, limits.MAX_TREE, limits.MAX_YAML, limits.MAX_LINE)
    assert [size for size in sizes if limits.megabytes(size) not in page] == []
    assert f"{limits.MAX_RATIO} times" in page
    assert f"{limits.MAX_ALIKE}, then how many more" in page


def test_the_links_of_the_page_lead_somewhere() -> None:
    """Each relative link is a file of the project."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", PAGE.read_text("utf-8"))
    assert links
    assert [link for link in links if not (PAGE.parent / link).exists()] == []
