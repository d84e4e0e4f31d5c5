"""What is told of the checks: on the terminal, as an overview, and on the page docs/checks.md."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopgraph.cli import main
from coopgraph.errors import UnknownName
from coopgraph.validation.checks import checks, of_code, titles
from coopgraph.validation.examples import examples
from coopgraph.validation.explain import explanation, find, overview, page, visible

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("C16", ["C16"]),
        ("c16", ["C16"]),
        ("7", ["C07"]),
        ("c7", ["C07"]),
        ("C22-about", ["C22"]),
        ("without an organizer", ["C16"]),
        ("circle", ["C31", "C52"]),
    ],
)
def test_a_check_is_found_by_code_shape_or_words(name: str, codes: list[str]) -> None:
    """Case and noughts do not count; words must all stand in a title."""
    assert find(name) == codes


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("C22-abuot", "did you mean 'C22-about' or 'C22-exact'?"),
        ("orgnizer", "did you mean 'C16 (Event without an organizer)'?"),
        ("", "known are:"),
    ],
)
def test_an_unknown_check_is_met_with_near_ones(name: str, remedy: str) -> None:
    """A slip in a shape's name or in a word of a title is answered with what may have been meant."""
    with pytest.raises(UnknownName) as caught:
        find(name)
    assert remedy in str(caught.value)


def test_an_explanation_tells_everything() -> None:
    """Title, severity, message, reason, remedy, the lines of both examples, and how to grade and accept."""
    text = " ".join(explanation("C16").split())
    (check,) = of_code("C16")
    assert text.startswith("C16 Event without an organizer (warning)")
    for part in (check.message, check.reason, check.remedy, "# no line organizer:", "- {organizer: org/osce, stated"):
        assert part in text
    assert "C16: {to: violation, because:" in text
    assert "- {check: C16, record: …, note:" in text


def test_an_explanation_of_several_shapes_tells_each() -> None:
    """C22 has an exact and a rounded form, each with severity and examples; placeholders are dots."""
    text = explanation("C22")
    assert "C22-exact  Fewer attendees than the headcounts add up to  (violation)" in text
    assert "About … attendees, but the listed participants add up to about …" in text
    assert "wrong (C22-about), in records/900-visit.yaml:" in text
    assert "{?" not in "".join(explanation(code) for code in titles())


def test_what_only_rdf_can_break_is_told() -> None:
    """Blank nodes cannot come from curated files; nor can violations be accepted."""
    text = explanation("C03")
    assert "cannot come from curated files; only from RDF" in text
    assert "wrong" not in text
    assert "A violation cannot be accepted: mend the record." in text


def test_a_no_break_space_is_made_visible() -> None:
    """The wrong line of C07 would look like the right one."""
    assert "Norwegian⍽Customs" in explanation("C07")
    assert visible("a\u00a0b") == "a⍽b"


def test_the_overview_lists_every_shape_once() -> None:
    """A row a shape, in the order of the codes."""
    names = [str(name) for name in overview()["check"]]
    assert sorted(names) == sorted(c.name for c in checks().values())
    assert [n.partition("-")[0] for n in names] == sorted(n.partition("-")[0] for n in names)


def test_the_page_is_what_shapes_and_examples_say() -> None:
    """docs/checks.md is made by page(); COOPGRAPH_UPDATE_DOCS=1 makes it anew."""
    path = ROOT / "docs" / "checks.md"
    if os.environ.get("COOPGRAPH_UPDATE_DOCS"):
        path.write_text(page(), "utf-8")
    assert path.read_text("utf-8") == page()
    assert page().count("\n## C") == 58
    assert all(lines in page() for e in examples().values() for _, lines in e.wrong if "\u00a0" not in lines)


def test_the_command_explains_or_lists() -> None:
    """One check is explained; several, and all, are a table; an unknown one ends with 2."""
    runner = CliRunner()
    assert runner.invoke(main, ["explain", "C16"]).output == explanation("C16")
    assert runner.invoke(main, ["explain", "without", "an", "organizer"]).output == explanation("C16")
    circles = runner.invoke(main, ["explain", "circle", "--format", "csv"]).output.splitlines()
    assert circles[1:] == ["C31,violation,Hierarchy in a circle", "C52,violation,Programme hierarchy in a circle"]
    assert len(runner.invoke(main, ["explain", "--format", "csv"]).output.splitlines()) == len(checks()) + 1
    unknown = runner.invoke(main, ["explain", "C61"])
    assert unknown.exit_code == 2
    assert "not a known check" in unknown.output


@pytest.mark.parametrize(("code", "said"), [("record", "misspelt id"), ("profile", "checks.yaml")])
def test_codes_that_no_shape_has(code: str, said: str) -> None:
    """The codes of what is wrong with the form, and with the profile, are explained as those of the shapes are."""
    result = CliRunner().invoke(main, ["explain", code])
    assert result.exit_code == 0
    assert result.output.startswith(f"{code}  ")
    assert said in result.output
