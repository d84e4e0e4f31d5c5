"""The bundled dataset conforms, its warnings are those we can answer for, and its evidence is what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from coopgraph import Graph
from coopgraph.validation import Report


@pytest.fixture(scope="module")
def report(sources: Path) -> Report:
    return Graph.load().validate(sources, profiled=False)


def test_the_bundled_data_conform_with_every_span_as_it_was(report: Report) -> None:
    """No violation; all five texts are at hand and every span has its digest."""
    assert [str(f) for f in report if f.severity == "violation"] == []
    assert report.texts == 5
    assert report.spans > 200


def test_the_warnings_are_the_two_that_the_texts_leave_open(report: Report) -> None:
    """Source 001 names no organizer of the Murmansk meeting; source 002 gives no mode for Altynkol-zhol."""
    warned = {(f.code, f.node.rpartition("/id/")[2]) for f in report if f.severity == "warning"}
    assert warned == {
        ("C16", "event/2019-finland-norway-russia-first-meeting"),
        ("C38", "bcp/altynkol-zhol"),
    }


def test_hints_only_ask_whether_parent_and_unit_count_twice(report: Report) -> None:
    """Every hint is C28."""
    assert {f.code for f in report if f.severity == "info"} == {"C28"}


def test_a_finding_shows_the_sentence_of_its_claim(report: Report) -> None:
    """The hint about the Police Board's part shows the words that give it."""
    hint = next(f for f in report if f.node.endswith("org-national-police-board-of-finland.speaker"))
    assert any("Chief Superintendent of the National Police Board" in s for s in hint.sentences)
    assert hint.source
    assert hint.source.file.endswith("000-iom-turkmenistan-finland-2016.yaml")
