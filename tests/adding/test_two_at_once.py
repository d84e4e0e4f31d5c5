"""Two that add at the same time: each has its records there in the end, or was refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coopgraph.curated.formatting import Plan
from coopgraph.loaders import dataset

from . import bundled
from .badrow import invoke

RACING = Path(__file__).with_name("racing.py")
TIMES = 6


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_two_that_add_at_once(tmp_path: Path) -> None:
    """Six times two processes add a document each: one that ends with 0 has all its records there, one that ends with
    2 has none, nothing else happens, and nothing is left behind."""
    bundled.lay_out(["003", "004"], tmp_path)
    command = [sys.executable, "-W", "error", str(RACING), "race", str(tmp_path), str(TIMES), "003", "004"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(lines) == TIMES
    sides = {("0", "0"): "with both", ("0", "2"): "with 003", ("2", "0"): "with 004"}
    for first, second, side, left in lines:
        assert (side, left) == (sides[first, second], "False")


def test_what_the_refused_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is overtaken while the check runs is told, in one line, that the dataset has changed, and what to do; what
    the other added is there."""
    bundled.lay_out(["003", "004"], tmp_path)
    monkeypatch.chdir(tmp_path)
    real = Plan.write

    def overtaken(plan: Plan) -> list[str]:
        monkeypatch.setattr(Plan, "write", real)
        assert invoke(["add", "003", "--to", "old"]).exit == 0
        return real(plan)

    monkeypatch.setattr(Plan, "write", overtaken)
    told = invoke(["add", "004", "--to", "old"])
    why = "Error: old has changed since it was read; nothing was written: run the command again"
    assert (told.exit, told.err.splitlines()[-1]) == (2, why)
    assert [path.name[:3] for path in sorted(Path("old/records").iterdir())] == ["000", "001", "002", "003"]
    assert invoke(["add", "004", "--to", "old"]).exit == 0
    assert dataset.load(Path("old")).documents().keys() == {"000", "001", "002", "003", "004"}
