"""The profile of a dataset, checks.yaml, holds wherever its checks run: in Python, commands, stores and the page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coopgraph import Graph, build
from coopgraph.cli import main
from coopgraph.export.write import writing
from coopgraph.graph import CUT
from coopgraph.synth import Plan, write

SUMMARY = ", 2 accepted. The data conforms."
"""The bundled profile accepts a C16 and a C38."""
GRADED = 'severity: {C28: {to: violation, because: "Here none may be so."}}\n'


def run(*words: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled dataset as ``data`` in the working directory."""
    shutil.copytree(build.bundled(), tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return Path("data")


def test_in_python(data: Path) -> None:
    """A graph is judged by the profile beside its files, by another that is given, or by none."""
    graph = Graph.load(data)
    assert graph.validate().summary().endswith(SUMMARY)
    raw = graph.validate(profiled=False)
    assert (raw.count("warning"), raw.accepted) == (2, 0)
    Path("own.yaml").write_text(GRADED, "utf-8")
    own = graph.validate(profile="own.yaml")
    assert (own.count("violation"), own.accepted, own.conforms) == (raw.counts()["C28"], 0, False)


def test_a_profile_that_is_wrong(data: Path) -> None:
    """What a profile has wrong is a violation in the report."""
    (data / "checks.yaml").write_text("severity: {C28: {to: nothing}}\n", "utf-8")
    assert {f.code for f in Graph.load(data).validate() if f.severity == "violation"} == {"profile"}


def test_a_store_keeps_the_profile(data: Path) -> None:
    """A store is judged by the profile of the files that it was built from, in Python and by validate; the build says
    how many findings are accepted."""
    built = run("build", data, "--out", "out", "--store", "store")
    assert built.exit_code == 0
    assert built.stderr.endswith(f"{SUMMARY}\n")
    assert Graph.open("store").validate().accepted == 2
    assert "2 accepted" in run("validate", "--store", "store").output
    (data / "checks.yaml").unlink()
    assert run("build", data, "--out", "out", "--store", "store").exit_code == 0
    assert Graph.open("store").validate().accepted == 0


def test_a_build_that_the_profile_refuses(data: Path) -> None:
    """What the profile makes a violation keeps a build from being written."""
    (data / "checks.yaml").write_text(GRADED, "utf-8")
    built = run("build", data, "--out", "out")
    assert (built.exit_code, Path("out").exists()) == (1, False)
    assert "violation C28" in built.stderr
    assert built.stderr.endswith("Nothing was written.\n")


def test_tables_built_in_bulk(tmp_path: Path) -> None:
    """Tables that are built into a store bring their profile with them."""
    write(Plan(20, 6, {}), "tables", tmp_path / "tables", writing)
    graded = "".join(f'  {code}: {{to: "off", because: "Not here."}}\n' for code in ("C05", "C28"))
    (tmp_path / "tables/checks.yaml").write_text(f"severity:\n{graded}", "utf-8")
    built = run("build", tmp_path / "tables", "--store", tmp_path / "store")
    assert "(C05, C28 off)" in built.stderr


def test_the_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration says that two findings are accepted."""
    from coopgraph.cli import demo

    monkeypatch.setattr(demo, "FILES", ())
    told = run("demo", "--out", tmp_path / "out")
    assert SUMMARY in told.output


@pytest.mark.parametrize("place", ["data", "store"])
def test_the_page(place: str, data: Path) -> None:
    """The page of files and that of a store tell what the checks found, and how much is accepted."""
    build.save(build.load(data), Path("store"))
    assert run("report", "page.html", f"--{place}", place).exit_code == 0
    text = Path("page.html").read_text("utf-8")
    assert SUMMARY in text
    assert "The meeting has no organizer" not in text
    assert "not checked" not in text


def test_the_page_of_a_window(data: Path) -> None:
    """The page of a window of time is not judged, and says why."""
    Graph.load(data).within().report("page.html")
    assert f"The data were not checked for this page: {CUT}." in Path("page.html").read_text("utf-8")
