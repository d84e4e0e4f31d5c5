"""coopgraph diff as a user meets it: text, tables, exit codes; and the example of the page, with its real output."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

from coopgraph import build
from coopgraph.changes import State, between
from coopgraph.cli import main
from coopgraph.errors import UnknownName

PAGE = Path(__file__).resolve().parents[2] / "docs" / "questions.md"
IOM, OSCE = "records/000-iom-turkmenistan-finland-2016.yaml", "records/003-osce-tajikistan-finland-2013.yaml"
BOARD, POLICE = "org/national-police-board-of-finland", "org/finnish-police"


def run(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["diff", *words], prog_name="coopgraph")


def edit(file: Path, *edits: tuple[str, str]) -> None:
    """Replace texts, each of which must be there, in a file."""
    text = file.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def rewrite(file: Path, change: Callable[[dict[str, list[dict[str, Any]]]], None]) -> None:
    """Change the claims of a record file, by subject, however the file is laid out."""
    yaml = YAML()
    tree = yaml.load(file.read_text("utf-8"))
    change(tree["claims"])
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(tree, stream)


def fold(claims: dict[str, list[dict[str, Any]]]) -> None:
    """Fold the National Police Board into the Finnish Police: its speech and what it did not publish are theirs."""
    del claims[BOARD]
    dropped = [("visited-institution", BOARD), ("member", BOARD), ("speaker", POLICE)]
    for subject, said in claims.items():
        claims[subject] = [claim for claim in said if next(iter(claim.items())) not in dropped]
        for claim in claims[subject]:
            claim |= {key: POLICE for key, value in claim.items() if value == BOARD}


def read_again(claims: dict[str, list[dict[str, Any]]]) -> None:
    """Find a partner of the study visit, and make a rejected claim an inferred one."""
    visit = claims["event/2013-osce-finland-study-visit"]
    (school,) = (claim for claim in visit if claim.get("trainer") == "org/finnish-customs-school")
    del school["rejected"]
    school |= {"inferred": "low", "basis": "Schools teach their visitors."}
    partner = {"partner": "org/unece", "inferred": "low", "basis": "It made the handbook shown.", "at": "4636-4823"}
    visit.append(partner)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the bundled dataset as data/ and as corrected/, where a colleague made the edits of the page."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(build.bundled(), "data")
    new = Path(shutil.copytree("data", "corrected"))
    organizations = (new / "organizations.csv").read_text("utf-8")
    organizations = re.sub(r"^national-police-board.*\n", "", organizations, flags=re.MULTILINE)
    (new / "organizations.csv").write_text(organizations, "utf-8")
    edit(new / "organizations.csv", ("| Poliisi@fi", "| Poliisi@fi | National Police Board of Finland"))
    rewrite(new / IOM, fold)
    rewrite(new / OSCE, read_again)
    return tmp_path


def test_the_page_shows_what_the_command_prints(folders: Path) -> None:
    """The block of question 40, whose lines … stand for any number of lines; COOPGRAPH_UPDATE_DOCS=1 writes it anew."""
    text = PAGE.read_text("utf-8")
    block = re.search(r"```text\n\$ coopgraph diff (.*)\n((?:.*\n)*?)```", text)
    assert block
    got, shown = run(*block[1].split()).output, block[2].splitlines()
    pattern = "".join(r"(?:.*\n)*" if line == "…" else re.escape(f"{line}\n") for line in shown)
    if not re.fullmatch(pattern, got) and os.environ.get("COOPGRAPH_UPDATE_DOCS"):
        PAGE.write_text(text.replace(block[0], block[0].replace(f"\n{block[2]}```", f"\n{got}```")), "utf-8")
        return
    assert re.fullmatch(pattern, got), got


def test_nothing_changed_is_one_sentence(folders: Path) -> None:
    """The bundled dataset and a copy of it, as a whole and by parts; programs get the head of an empty table."""
    for words, part in (((), ""), (("--records",), " in the records"), (("--network",), " in the network")):
        result = run("bundled", "data", "--format", "table", "--exit-code", *words)
        assert (result.exit_code, result.output) == (0, f"Nothing changed{part} from bundled to data.\n")
    result = run("data", "data", "--format", "csv")
    assert result.stdout == "part,change,view,record,other,key,field,before,after,remark\n"
    assert result.stderr == "Nothing changed.\n"


def test_the_exit_code_tells_of_differences_when_asked(folders: Path) -> None:
    """0 without --exit-code; with it 1 where what was asked for differs, and 0 where that does not."""
    assert run("data", "corrected").exit_code == 0
    assert run("data", "corrected", "--exit-code").exit_code == 1
    edit(
        folders / "data" / "people.csv",
        (
            "\n",
            "\n",
        ),
    )  # unchanged
    shutil.rmtree("corrected")
    shutil.copytree("data", "corrected")
    edit(Path("corrected/organizations.csv"), ("| Poliisi@fi", ""))
    assert run("data", "corrected", "--exit-code", "--records").exit_code == 1
    assert run("data", "corrected", "--exit-code", "--network").exit_code == 0


def test_what_cannot_be_read(folders: Path) -> None:
    """A folder that is none ends with 3, wrong records with 1 and their place, a word too many or few with 2."""
    result = run("data", "nowhere")
    assert (result.exit_code, result.output.startswith("Error: nowhere: not a folder")) == (3, True)
    edit(Path("corrected") / OSCE, ("host: org/finnish-customs", "host: org/finnish-custom"))
    result = run("data", "corrected")
    assert result.exit_code == 1
    assert f"corrected/{OSCE}:" in result.output
    assert run("data").exit_code == 2


def test_parts_views_and_levels(folders: Path) -> None:
    """--records tells no tie, --network no claim; --view one view; --level country knows countries only."""
    records = run("data", "corrected", "--records", "--format", "table").output
    network = run("data", "corrected", "--network", "--view", "stated", "--format", "table").output
    assert "Claims" in records
    assert "Network" not in records
    assert "Claims" not in network
    assert "Network, stated" in network
    assert "inferred" not in network
    both = run("data", "corrected", "--records", "--network", "--format", "table").output
    assert both == run("data", "corrected", "--format", "table").output
    rows = csv.DictReader(
        io.StringIO(run("data", "corrected", "--network", "--level", "country", "--format", "csv").stdout)
    )
    assert {row["record_id"].partition("/")[0] for row in rows if row["record_id"]} <= {"country"}


def test_programs_get_a_row_for_each_change(folders: Path) -> None:
    """In CSV and JSON alike: parts, signs, ids; weights are numbers, evidence is whole, nothing is cut off."""
    rows = json.loads(run("data", "corrected", "--format", "json").stdout)
    flat = list(csv.DictReader(io.StringIO(run("data", "corrected", "--format", "csv").stdout)))
    assert len(rows) == len(flat)
    assert list(dict.fromkeys(row["part"] for row in rows)) == ["record", "id", "claim", "tie", "node", "network"]
    (merged,) = (row for row in rows if row["part"] == "id")
    assert (merged["change"], merged["record"]["id"], merged["other"]["id"]) == ("merged", BOARD, POLICE)
    (status,) = (row for row in rows if row["field"] == "status" and row["key"] == "trainer")
    assert (status["before"], status["after"], status["remark"]) == ("rejected", "inferred", ["003:4242-4430"])
    ties = [row for row in rows if row["part"] == "tie" and row["view"] == "stated"]
    # the two offices of IOM lead the visit at which the Board spoke: deliver and lead, 2 each
    assert [(t["change"], t["record"]["id"], t["other"]["id"], t["before"], t["after"]) for t in ties] == [
        ("gone", "org/iom-helsinki", BOARD, 2, None),
        ("gone", "org/iom-turkmenistan", BOARD, 2, None),
    ]


def test_the_output_is_the_same_every_time(folders: Path) -> None:
    """Two runs, the second with the folders' files written in another order, give the same bytes."""
    first = run("data", "corrected", "--format", "table").output
    for file in sorted(Path("corrected/records").iterdir(), reverse=True):
        file.rename(file.with_name(f"z{9 - int(file.name[:3])}-{file.name}"))
    assert run("data", "corrected", "--format", "table").output == first


def test_the_front_for_python(folders: Path) -> None:
    """The answer is false when nothing changed, prints as the command does, and drops a part on wish."""
    a, b = (build.load(Path(name)) for name in ("data", "corrected"))
    before, after = State("data", a.records, a.store), State("corrected", b.records, b.store)
    assert not between(before, before)
    found = between(before, after)
    assert found
    assert repr(found) + "\n" == run("data", "corrected", "--format", "table").output
    assert found.without("records").changes is None
    assert found.without("network").effects is None
    assert found.table().to_pandas().shape[0] == len(found.table())
    with pytest.raises(UnknownName):
        between(before, after, level="city")
