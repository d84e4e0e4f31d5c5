"""``coopgraph check --whole``: all of the dataset validated before and after, where else only what is touched is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopgraph import build
from coopgraph.cli import main

from . import bundled

STATES = ("new", "solved")


def told(words: list[str], exit_code: int) -> list[dict[str, object]]:
    """The findings of a command, without how much was looked at."""
    found = CliRunner().invoke(main, [*words, "--format", "json"])
    assert found.exit_code == exit_code, found.output
    return list(json.loads(found.stdout)["findings"])


@pytest.mark.parametrize(("end", "exit_code"), [("2023-03-29", 0), ("2023-03-19", 1)], ids=["as it is", "with a slip"])
def test_both_ways_tell_the_same(tmp_path: Path, end: str, exit_code: int) -> None:
    """Of the bundled dataset without a document, and that document as it is or with an end before its start, the whole
    and the part that is touched tell the same news; the whole tells of all that was there already, too."""
    bundled.lay_out(["004"], tmp_path)
    (record,) = (tmp_path / "004").glob("records/*.yaml")
    record.write_text(record.read_text("utf-8").replace("{end-date: 2023-03-29", f"{{end-date: {end}"), "utf-8")
    words = ["check", str(tmp_path / "004"), "--against", str(tmp_path / "old")]
    part, whole = told(words, exit_code), told([*words, "--whole"], exit_code)
    news = [f for f in part if f["state"] in STATES]
    assert news == [f for f in whole if f["state"] in STATES]
    assert ("C13" in [f["code"] for f in news]) == bool(exit_code)
    assert [f for f in part if f["state"] == "old"] != [f for f in whole if f["state"] == "old"]


def test_a_store_is_not_looked_at_wholly(tiny: Path) -> None:
    """--whole is for curated files; with a store it is refused, exit code 2, with what to give instead."""
    build.save(build.load(tiny), Path("store"))
    Path("new.csv").write_text("id,name_en\n", "utf-8")
    found = CliRunner().invoke(main, ["check", "new.csv", "--against", "store", "--whole"])
    assert found.exit_code == 2
    assert "give --whole with curated files" in found.stderr
