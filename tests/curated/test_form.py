"""Tables and whole datasets in canonical form, and the command that brings them there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import assets
from coopgraph.cli import main
from coopgraph.curated import formatting, recordform, tableform
from coopgraph.curated.form import canonical, paths
from coopgraph.errors import CoopgraphError, RecordsError
from coopgraph.loaders import dataset, table, yaml
from coopgraph.loaders.files import Files
from coopgraph.loaders.pending import Held
from coopgraph.loaders.table import Row, Table
from coopgraph.source import Source

RECORD = "records/900-visit.yaml"
CARELESS = """\
# A header.

claims:   # all that is said
    org/osce:
        # which country
        -   country:  'NO'     # Norway
            at:
                - 30-40        # second
                # the first
                - 5-9
            stated: high
        # no claim after all
        # - {country: FI}
    # the visit
    event/2013-visit:

        - {topic: a, at: [3-4, 3-4], basis: "one, two",
           # why not
           rejected: low}   # hm
events:
  2014-b: {ru: Б, en: B}
  # the first
  2013-visit: {en: A}
  # none more

source: '900'
# the end
"""
CANONICAL = """\
source: "900"

events:
  # the first
  2013-visit:
    en: A
  2014-b:
    en: B
    ru: Б
  # none more

# A header.

claims:  # all that is said
  # the visit
  event/2013-visit:
    - topic: a  # hm
      # why not
      rejected: low
      at: 3-4
      basis: one, two
  org/osce:
    # which country
    - country: "NO"  # Norway
      stated: high
      # the first
      at: [5-9, 30-40]  # second
    # no claim after all
    # - {country: FI}

# the end
"""


def test_a_careless_record_file() -> None:
    """Sections, ids, keys and spans in order, subjects by kind, every comment at its item: by hand, line for line."""
    tree, problems = yaml.read(Held(CARELESS.encode()), "x.yaml")
    assert problems == []
    assert recordform.text(tree) == CANONICAL
    again, _ = yaml.read(Held(CANONICAL.encode()), "x.yaml")
    assert recordform.text(again) == CANONICAL


def test_the_bundled_data_are_canonical() -> None:
    """The dataset that comes with coopgraph is in canonical form: run coopgraph fmt data."""
    assert formatting.plan(assets.folder("data")).names() == []


def test_columns_and_rows() -> None:
    """Standard columns stay though empty; further names follow the last name, others come last, neither if empty."""
    header = ("note", "name_fi", "id", "name_en", "url", "name_sv")
    rows = [
        Row(Source("x.csv", 2), {"id": "b", "name_en": 'B, "so"', "name_fi": "Bee"}),
        Row(Source("x.csv", 3), {"id": "a", "name_en": "A\nA", "url": "x"}),
    ]
    assert tableform.text("people", [Table("x.csv", header, rows)]) == (
        'id,name_en,name_ru,name_fi,also,hidden,note,url\na,"A\nA",,,,,,x\nb,"B, ""so""",,Bee,,,,\n'
    )


def test_spans_are_numbers() -> None:
    """The span that begins at 9 comes before the one at 10."""
    rows = [Row(Source("x", n), dict(zip(tableform.COLUMNS["evidence"], row, strict=True))) for n, row in enumerate(
        [("1", "10", "12", "c"), ("1", "9", "100", "b"), ("1", "9", "20", "a"), ("0", "50", "60", "d")])]  # fmt: skip
    lines = tableform.text("evidence", [Table("x", tableform.COLUMNS["evidence"], rows)]).splitlines()
    assert lines == ["source,start,end,sha256", "0,50,60,d", "1,9,20,a", "1,9,100,b", "1,10,12,c"]


cells = st.dictionaries(
    st.sampled_from(["id", "name_en", "name_fi", "also", "note", "lat"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=8)
    .map(str.strip)
    .filter(len),
    min_size=1,
)


@given(st.lists(cells, max_size=5), st.randoms(use_true_random=False))
def test_a_table_says_the_same(rows: list[dict[str, str]], random: object) -> None:
    """Whatever cells hold, they are read back as they were, and the order of rows makes no difference."""
    found = [Row(Source("x.csv", n), row) for n, row in enumerate(rows)]
    text = tableform.text("places", [Table("x.csv", (), found)])
    random.shuffle(found)  # type: ignore[attr-defined]
    assert tableform.text("places", [Table("x.csv", (), found[:2]), Table("y.csv", (), found[2:])]) == text
    again = table.read(Held(text.encode()), "x.csv")
    assert sorted(str(sorted(row.cells.items())) for row in again.rows) == sorted(str(sorted(r.items())) for r in rows)
    assert tableform.text("places", [again]) == text


def test_names_of_new_record_files() -> None:
    """Where a name is taken another is found; a long name is cut between words."""

    def tree(file: str) -> yaml.Mapping:
        return yaml.read(Held(b'source: "900"\n'), file)[0]

    name = "A workshop that was held for a very long time and in so many places"
    row = Row(Source("s.csv", 2), {"id": "900", "name_en": name})
    files = Files({"sources": [Table("s.csv", ("id", "name_en"), [row])]}, folder="data")
    files.trees = [
        tree(f) for f in ("data/records/900-x.yaml", "in/900-x.yaml", "in/900-y.yml", "a.xlsx", "b.xlsx", "900.yaml")
    ]
    made = "records/900-a-workshop-that-was-held-for-a-very-long-time-and-in-so-many"  # 60 characters
    assert paths(files) == [
        "records/900-x.yaml",
        "records/900-x-2.yaml",
        "records/900-y.yml",
        f"{made}.yaml",
        f"{made}-2.yaml",
        f"{made}-3.yaml",
    ]


@pytest.fixture
def run(tiny: Path) -> Callable[..., tuple[int, str, str]]:
    """The function that runs ``coopgraph fmt data`` with options; exit code, output and talk."""

    def call(*options: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(main, ["fmt", "data", *options])
        return done.exit_code, done.stdout, done.stderr

    return call


def test_check_and_diff_write_nothing(tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    """--check lists what is not canonical and ends with 1, --diff shows it; both leave the files alone."""
    before = {path: path.read_bytes() for path in tiny.rglob("*") if path.is_file()}
    assert run("--check") == (1, f"data/{RECORD}\n", "")
    code, shown, _ = run("--diff")
    assert (code, shown.splitlines()[:2]) == (0, [f"--- data/{RECORD}", f"+++ data/{RECORD}"])
    assert [line for line in shown.splitlines()[2:] if line.startswith(("-", "+"))] == [
        "-changes:",
        "-",
        "-      basis: They are called guests.",
        "-    - {funder: org/osce, rejected: high, basis: No money is named., at: 30-40}",
        "+      basis: They are called guests.",
        "+    - {funder: org/osce, rejected: high, at: 30-40, basis: No money is named.}",
        "-    - {place: place/helsinki, inferred: low, basis: By its name., at: 10-20}",
        "+    - {place: place/helsinki, inferred: low, at: 10-20, basis: By its name.}",
    ]
    assert run("--check", "--diff")[0] == 1
    assert {path: path.read_bytes() for path in tiny.rglob("*") if path.is_file()} == before


def test_fmt_writes_once(tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    """What was written is canonical, means the same, and is not written again."""
    table = tiny / "organizations.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    before = formatting.meaning(dataset.load(tiny))
    assert run() == (0, f"data/organizations.csv\ndata/{RECORD}\n", "")
    assert formatting.meaning(dataset.load(tiny)) == before
    assert run("--check") == (0, "", "All files are in canonical form.\n")
    assert run() == (0, "", "All files are in canonical form.\n")
    assert not (tiny / ".coopgraph").exists()


def test_a_dataset_with_mistakes_is_left_alone(tiny: Path, run: Callable[..., tuple[int, str, str]]) -> None:
    """What is not understood is not written anew: the problems are told instead."""
    path = tiny / RECORD
    path.write_text(path.read_text("utf-8").replace("host:", "hots:"), "utf-8")
    with pytest.raises(RecordsError, match="did you mean 'host'"):
        formatting.plan(tiny)
    code, _, told = run()
    assert (code, "nothing was written" in told) == (1, True)


@pytest.mark.parametrize(("old", "new"), [("stated: high", "stated: low"), ("# a thought", "# another")])
def test_a_form_that_says_something_else_is_refused(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    """Were the canonical form to lose anything, a comment even, nothing would be written."""
    path = tiny / RECORD
    path.write_text(path.read_text("utf-8") + "# a thought\n", "utf-8")

    def wrong(files: Files) -> dict[str, bytes]:
        return {name: data.replace(old.encode(), new.encode()) for name, data in canonical(files).items()}

    monkeypatch.setattr(formatting, "canonical", wrong)
    with pytest.raises(CoopgraphError, match="would not say the same"):
        formatting.plan(tiny)
