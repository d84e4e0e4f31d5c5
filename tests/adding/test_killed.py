"""``coopgraph add`` killed at any moment leaves the old dataset or the new one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from . import bundled

RACING = Path(__file__).with_name("racing.py")
RECORD = """
source: "902"
events:
  2014-talks: {en: Talks}
claims:
  event/2014-talks:
    - {category: workshop, stated: high, at: 0-5}
    - {start-date: 2014-05-06, stated: high, at: 6-9}
    - {country: FI, stated: high, at: 10-12}
    - {organizer: org/osce, stated: high, at: 15-18}
    - {host: org/finnish-customs, stated: high, at: 15-18}
"""
DIGEST = "a" * 64
ENDINGS = {("-9", "old"), ("-9", "new"), ("0", "new")}


def killed(part: str, folder: Path, times: int, document: str) -> Counter[tuple[str, ...]]:
    """How so many runs ended and what was there; after them all a last one has come to its end and tidied up."""
    command = [sys.executable, "-W", "error", str(RACING), part, str(folder), str(times), document]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    *lines, last = (tuple(line.replace(f"with {document}", "new").split("\t")) for line in done.stdout.splitlines())
    assert last == ("0", "new", "[]")
    assert len(lines) == times
    return Counter(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.parametrize(("part", "times"), [("moments", 200), ("fresh", 5)])
def test_killed_at_any_moment(part: str, times: int, tiny: Path, tmp_path: Path) -> None:
    """After each of 200 kills every file is the old one or every file is the new one, and both are seen; so are they
    when the process has just begun."""
    shutil.move(tiny, tmp_path / "old")
    new = tmp_path / "902"
    new.mkdir()
    (new / "902-talks.yaml").write_text(RECORD, "utf-8")
    (new / "sources.csv").write_text(f"id,name_en,sha256,length\n902,News,{DIGEST},40\n", "utf-8")
    spans = ("0,5", "6,9", "10,12", "15,18")
    rows = "".join(f"902,{span},{DIGEST}\n" for span in spans)
    (new / "evidence.csv").write_text(f"source,start,end,sha256\n{rows}", "utf-8")
    found = killed(part, tmp_path, times, "902")
    assert found.keys() <= ENDINGS
    assert found["-9", "old"] > times / 4, found
    assert part == "fresh" or found.total() > found["-9", "old"], found


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_killed_on_the_bundled_data(tmp_path: Path) -> None:
    """The same holds of a whole document with its organizations, places and projects."""
    bundled.lay_out(["003"], tmp_path)
    found = killed("moments", tmp_path, 20, "003")
    assert found.keys() <= ENDINGS
    assert found["-9", "old"]
