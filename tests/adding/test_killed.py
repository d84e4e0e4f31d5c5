"""``coopgraph add`` killed at any moment leaves the old dataset or the new one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

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
KILLS = 200


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_killed_at_200_moments(tiny: Path, tmp_path: Path) -> None:
    """After each of 200 kills the dataset loads and is the old one or the new one; both are seen."""
    shutil.copytree(tiny, tmp_path / "old")
    new = tmp_path / "new"
    new.mkdir()
    (new / "902-talks.yaml").write_text(RECORD, "utf-8")
    (new / "sources.csv").write_text(f"id,name_en,sha256,length\n902,News,{DIGEST},40\n", "utf-8")
    spans = ("0,5", "6,9", "10,12", "15,18")
    rows = "".join(f"902,{span},{DIGEST}\n" for span in spans)
    (new / "evidence.csv").write_text(f"source,start,end,sha256\n{rows}", "utf-8")
    script = Path(__file__).with_name("killing.py")
    ran = subprocess.run([sys.executable, str(script), str(KILLS)], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found = Counter(ran.stdout.splitlines())
    assert sum(found.values()) == KILLS
    assert {line.rpartition(" ")[0] for line in found} == {"old", "new"}, found
    assert found["old killed"] > KILLS / 4, found
