"""Sealing: digests of spans and texts, from the texts."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest

from coopgraph.errors import InputError
from coopgraph.sealing import Sealed, seal
from coopgraph.texts import digest, places

WORDS = "Tulli kept the doors open all day long here. "


def test_sealing(tiny: Path) -> None:
    """Spans get the digests of their words; those whose text is not at hand keep what they had; rows are sorted."""
    Path("texts").mkdir()
    Path("texts/900.txt").write_text(WORDS, "utf-8")
    empty_cells()
    again("  event/2013-visit:\n    - {topic: drugs, stated: high, at: 0-5}\n")
    assert seal(tiny, Path("texts")) == Sealed(4, 1, ("900",))
    rows = [line.split(",") for line in Path("data/evidence.csv").read_text("utf-8").splitlines()]
    spans = [(0, 10), (10, 20), (20, 30), (30, 40)]
    assert rows == [
        ["source", "start", "end", "sha256"],
        *(["900", str(a), str(b), digest(WORDS[a:b])] for a, b in spans),
    ]


def test_sealing_without_a_table(tiny: Path) -> None:
    """The evidence table may be missing before the first sealing."""
    Path("texts").mkdir()
    Path("texts/900.txt").write_text(WORDS, "utf-8")
    empty_cells()
    Path("data/evidence.csv").unlink()
    assert seal(tiny, Path("texts")) == Sealed(4, 0, ("900",))


def test_a_span_outside_its_text(tiny: Path) -> None:
    """A span that ends after its text is told with the claim's place, and the table stays as it was."""
    Path("texts").mkdir()
    Path("texts/900.txt").write_text(WORDS[:35], "utf-8")
    empty_cells()
    before = Path("data/evidence.csv").read_bytes()
    with pytest.raises(InputError) as caught:
        seal(tiny, Path("texts"))
    assert str(caught.value) == (
        "data/records/900-visit.yaml:27 [at]: the span 900:30-40 lies outside its text of 35 characters; "
        "write offsets within it"
    )
    assert Path("data/evidence.csv").read_bytes() == before


def test_a_new_source_gets_digest_and_length(tiny: Path) -> None:
    """Empty sha256 and length cells are filled from the text; length counts characters, so Ä counts once."""
    text = WORDS.replace("Tulli", "Täbli")
    Path("texts").mkdir()
    Path("texts/900.txt").write_text(text, "utf-8")
    empty_cells()
    assert seal(tiny, Path("texts")).filled == ("900",)
    row = next(csv.DictReader(io.StringIO(Path("data/sources.csv").read_text("utf-8"))))
    assert (row["sha256"], row["length"]) == (hashlib.sha256(text.encode()).hexdigest(), str(len(text)))
    assert len(text.encode()) == len(text) + 1


def test_another_text_is_not_sealed(tiny: Path) -> None:
    """When the text differs from the one recorded, nothing is declared right: the place of its digest is told."""
    Path("texts").mkdir()
    Path("texts/900.txt").write_text(WORDS, "utf-8")
    empty_cells()
    seal(tiny, Path("texts"))
    Path("texts/900.txt").write_text(WORDS + "More.", "utf-8")
    with pytest.raises(InputError, match=r"sources\.csv:2 \[sha256\]: the text of 900 is another"):
        seal(tiny, Path("texts"))


def test_places_of_words_in_a_text(tmp_path: Path) -> None:
    """White space is folded; every occurrence is found; what is not there is nowhere."""
    file = tmp_path / "t.txt"
    file.write_text("One day.\nÄ day\u00a0 later, one\nday.", "utf-8")
    # O n e _ d a y . n Ä _ d a y: "day" at 4-7, 11-14 and, in the last line, 25-28 + 1 for the line break
    assert places(file, "day") == [(4, 7), (11, 14), (27, 30)]
    assert places(file, "day later") == [(11, 21)]
    assert places(file, "night") == []
    with pytest.raises(InputError, match="cannot be read"):
        places(tmp_path / "none.txt", "day")


def again(claims: str) -> None:
    """Add a record file about source 901."""
    Path("data/records/901-again.yaml").write_text(f'source: "901"\nclaims:\n{claims}', "utf-8")


def empty_cells() -> None:
    """Empty sha256 and length of the source 900."""
    path = Path("data/sources.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "sha256": "", "length": ""} if row["id"] == "900" else row for row in rows)
    path.write_text(out.getvalue(), "utf-8")
