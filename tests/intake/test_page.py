"""What docs/forms.md shows is what the forms do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coopgraph.intake import limits, load_mapping, read
from coopgraph.intake.reading import FORMS, ZIP
from coopgraph.intake.tables import TABLES
from coopgraph.loaders import dataset

from .forms import placeless

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "forms.md"
RECORDS = ROOT / "docs" / "records.md"


@pytest.fixture
def shown(here: Path) -> dict[str, str]:
    """The blocks of the page that have a file name above them, by that name, written as files."""
    found = dict(re.findall(r"^`([\w.]+)`\n\n```\w+\n(.*?)```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    for name, text in found.items():
        Path(name).write_text(text, "utf-8")
    return found


def with_source(*names: str, mapping: str = "") -> tuple[object, ...]:
    """Return the records of files, the bundled dataset and source 900 beside them."""
    Path("sources_900.csv").write_text("id,name_en\n900,Finnish Customs on a workshop of 2024\n", "utf-8")
    given = read([ROOT / "data", Path("sources_900.csv")])
    own = read([Path(name) for name in names], load_mapping(Path(mapping)) if mapping else None)
    assert own.problems == []
    return placeless(dataset.records(given + own))


def test_the_tables_say_what_the_record_file_says(shown: dict[str, str]) -> None:
    """events.csv and claims.csv of this page give the records of the YAML in docs/records.md."""
    (record,) = re.findall(r"```yaml[^\n]*\n( *source: \"900\".*?)```", RECORDS.read_text("utf-8"), re.DOTALL)
    Path("900.yaml").write_text("\n".join(line[3:] for line in record.splitlines()), "utf-8")
    assert with_source("events.csv", "claims.csv") == with_source("900.yaml")


@pytest.mark.parametrize(("name", "mapping", "claims"), [("new.json", "", 1), ("theirs.csv", "mapping.yaml", 2)])
def test_the_other_examples_are_read(shown: dict[str, str], name: str, mapping: str, claims: int) -> None:
    """The JSON and the mapped table give claims of source 900."""
    _, found, _ = with_source(name, mapping=mapping)
    assert isinstance(found, list)
    assert sum(claim.spans[0].document == "900" for claim in found) == claims


def test_the_note_is_what_is_told(shown: dict[str, str]) -> None:
    """The line that the page shows is the note of claims.csv."""
    (note,) = read([Path("claims.csv")]).notes
    assert f"```text\n{note}\n```" in PAGE.read_text("utf-8")


def test_the_page_names_every_form_table_and_limit() -> None:
    """Endings, tables and numbers of the page are those of the code."""
    page = PAGE.read_text("utf-8")
    assert [suffix for suffix in [*FORMS, ZIP] if f"`{suffix}`" not in page] == []
    assert [name for name in TABLES if f"`{name}`" not in page] == []
    assert [c for spec in TABLES.values() if spec.records for c in spec.columns if f"`{c}`" not in page] == []
    assert len(TABLES) == 13  # "There are thirteen"
    counts = (limits.MAX_CELL, limits.MAX_ROWS, limits.MAX_COLUMNS, limits.MAX_CELLS, limits.MAX_MEMBERS)
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
