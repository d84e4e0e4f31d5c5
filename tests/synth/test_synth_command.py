"""The command synth as a user meets it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from coopgraph.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), prog_name="coopgraph")


def test_the_command_writes_tables(tmp_path: Path) -> None:
    """Without a form the command writes tables, and prints where."""
    out = tmp_path / "made"
    done = run("synth", str(out), "--events", "20", "--seed", "3")
    assert (done.exit_code, done.output) == (0, f"{out}\n")
    assert len((out / "events.csv").read_text("utf-8").splitlines()) == 21


def test_the_command_lists_errors(tmp_path: Path) -> None:
    """Errors that are asked for are listed beside the folder."""
    out = tmp_path / "made"
    assert run("synth", str(out), "--events", "20", "--form", "yaml", "--errors", "C13=2").exit_code == 0
    assert (tmp_path / "made.errors.csv").read_text("utf-8").count(",C13,event/") == 2


def test_the_command_writes_nquads(tmp_path: Path) -> None:
    """With --form nquads the command writes one file, the list of errors beside it."""
    out = tmp_path / "made.nq"
    assert run("synth", str(out), "--events", "9", "--form", "nquads", "--errors", "C42=1").exit_code == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made.errors.csv", "made.nq"]


def test_the_command_ends_with_2_for_wrong_use(tmp_path: Path) -> None:
    """A check that is none ends the command with 2 and a sentence."""
    done = run("synth", str(tmp_path / "x"), "--events", "9", "--errors", "C99=1")
    assert done.exit_code == 2
    assert "C99" in done.output
