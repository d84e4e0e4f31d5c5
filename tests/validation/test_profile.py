"""A profile grades checks and accepts findings; what is wrong with it is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coopgraph import build
from coopgraph.cli import main
from coopgraph.errors import InputError, RecordsError
from coopgraph.loaders import dataset
from coopgraph.validation import Finding, Report
from coopgraph.validation.profile import Profile, find
from coopgraph.vocab import IDS, SHAPES

EVENT, OTHER = IDS + "event/2013-x", IDS + "event/2014-y"


def found(name: str, severity: str = "warning", node: str = EVENT, value: str = "") -> Finding:
    code = name.partition("-")[0]
    return Finding(code, severity, f"{name} of {node}", node=node, value=value, shape=SHAPES + name)  # type: ignore[arg-type]


def profile(folder: Path, text: str) -> Profile:
    (folder / "checks.yaml").write_text(text, "utf-8")
    return Profile.load(folder / "checks.yaml")


def applied(folder: Path, text: str, *findings: Finding, texts: int = 0) -> Report:
    return profile(folder, text).apply(Report(list(findings), checked=7, checks=58, texts=texts))


def told(report: Report) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in report]


def test_a_grade_changes_the_severity(tmp_path: Path) -> None:
    """C16 becomes a violation, C18 a hint, C28 is off; the summary says what is off."""
    text = """
severity:
  C16: {to: violation, because: We want organizers.}
  C18: {to: info, because: Places are unknown here.}
  C28: {to: off, because: Units are listed on purpose.}
"""
    report = applied(tmp_path, text, found("C16"), found("C18"), found("C28", "info"), found("C19"))
    assert told(report) == [("C16", "violation"), ("C19", "warning"), ("C18", "info")]
    assert report.fails()
    assert report.off == ("C28",)
    assert report.summary().startswith("7 records, 58 checks (C28 off): 1 violation, 1 warning, 1 hint.")


@pytest.mark.parametrize(
    ("grades", "exact", "about"),
    [
        ("{C22: {to: info, because: x}}", "info", "info"),
        ("{C22-about: {to: off, because: x}}", "violation", None),
        ("{C22: {to: info, because: x}, C22-about: {to: violation, because: x}}", "info", "violation"),
        ("{C22-exact: {to: warning, because: x}, C22: {to: off, because: x}}", "warning", None),
    ],
)
def test_a_shape_goes_before_its_check(tmp_path: Path, grades: str, exact: str, about: str | None) -> None:
    """C22 means both its shapes; the name of a shape means that one, whatever is said of C22."""
    report = applied(tmp_path, f"severity: {grades}", found("C22-exact", "violation"), found("C22-about"))
    assert dict(told(report)).get("C22-exact") == exact
    assert dict(told(report)).get("C22-about") == about


def test_the_code_means_the_shape_that_bears_it_and_the_others(tmp_path: Path) -> None:
    """C13 grades C13 and C13-day; C13-day alone can be graded against it."""
    findings = (found("C13", "violation"), found("C13-day", "violation"))
    assert told(applied(tmp_path, "severity: {C13: {to: info, because: x}}", *findings)) == [
        ("C13", "info"),
        ("C13-day", "info"),
    ]
    text = "severity: {C13-day: {to: warning, because: x}}"
    assert told(applied(tmp_path, text, *findings)) == [("C13", "violation"), ("C13-day", "warning")]


def test_an_accepted_finding_is_counted_and_not_shown(tmp_path: Path) -> None:
    """C16 of one event is accepted, that of the other is not; a value narrows an entry to its finding."""
    text = f"""
accepted:
  - {{check: C16, record: event/2013-x, note: The source names nobody., by: A. Curator}}
  - {{check: C54, record: "{EVENT}", value: event/2014-y, note: Two meetings.}}
"""
    findings = (found("C16"), found("C16", node=OTHER), found("C54", value=OTHER), found("C54", value=IDS + "event/1"))
    report = applied(tmp_path, text, *findings)
    assert [(f.code, f.node, f.value) for f in report] == [
        ("C54", EVENT, IDS + "event/1"),
        ("C16", OTHER, ""),
    ]
    assert report.accepted == 2
    assert report.summary().endswith("0 violations, 2 warnings, 0 hints, 2 accepted. The data conforms.")


def test_an_entry_that_fits_nothing_is_no_longer_needed(tmp_path: Path) -> None:
    """A hint with its line; for C53 only when the texts were at hand, and not when no check has run."""
    text = """
accepted:
  - {check: C16, record: event/2013-x, note: x}
  - {check: C53, record: event/2013-x, note: x}
"""
    (hint,) = applied(tmp_path, text)
    assert (hint.code, hint.severity) == ("profile", "info")
    assert hint.message == "The accepted C16 of event/2013-x is no longer needed"
    assert hint.source
    assert (hint.source.row, hint.source.field) == (3, "check")
    assert len(applied(tmp_path, text, texts=1)) == 2
    broken = Report([Finding("record", "violation", "is missing")])
    assert profile(tmp_path, text).apply(broken) is broken


def test_a_violation_cannot_be_accepted(tmp_path: Path) -> None:
    """It stays, and a warning at the entry says so; a milder grade makes it acceptable."""
    entry = "accepted:\n  - {check: C13, record: event/2013-x, note: x}\n"
    report = applied(tmp_path, entry, found("C13", "violation"))
    assert told(report) == [("C13", "violation"), ("profile", "warning")]
    assert report.findings[1].message == "C13 is a violation here, and a violation cannot be accepted"
    assert report.accepted == 0
    milder = applied(tmp_path, "severity: {C13: {to: warning, because: x}}\n" + entry, found("C13", "violation"))
    assert (told(milder), milder.accepted) == ([], 1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("severty: {}", "1 [severty]: 'severty' is not a section of a profile; did you mean 'severity'?"),
        ("severity: [C16]", '1 [severity]: is not a mapping; write  C28: {to: off, because: "…"}  below it'),
        ("severity:\n  C16: off", "2 [C16]: is not a mapping; write {to: …, because: …}"),
        ("severity:\n  C16: {to: of, because: x}", "2 [to]: 'of' is not a severity; did you mean 'off'?"),
        ("severity:\n  C16: {to: off}", "2 [because]: is missing; say why: a severity is changed for a reason"),
        ("severity:\n  C16:\n    to: off\n    because: ''", "4 [because]: is not one text; say why"),
        ("severity:\n  C1: {to: off, because: x}", "2 [C1]: 'C1' is not a check; did you mean 'C01'?"),
        ("severity:\n  C22-abuot: {to: off, because: x}", "did you mean 'C22-about'"),
        ("severity:\n  record: {to: off, because: x}", "what breaks the form of the files cannot be graded"),
        ("severity:\n  C16: {to: off, because: x, why: y}", "2 [why]: 'why' is not a field here"),
        ("severity:\n  C16: {to: off, because: x}\n  C16: {to: info, because: x}", "3 [C16]: the key is there twice"),
        ("accepted: {C16: x}", "1 [accepted]: is not a list"),
        ("accepted:\n  - C16", "2: is not a mapping; write {check: …, record: …, note: …}"),
        ("accepted:\n  - {check: C16, record: event/2013-x}", "2 [note]: is missing; say in one sentence why"),
        ("accepted:\n  - {check: C16, recrod: event/2013-x, note: x}", "'recrod' is not a field here; did you mean"),
        ("accepted:\n  - {check: C16, record: 2013-x, note: x}", "'2013-x' is not an id; write kind/slug"),
        ("accepted:\n  - {check: C61, record: event/2013-x, note: x}", "'C61' is not a check"),
        (
            "accepted:\n  - {check: C16, record: event/a, note: x}\n  - {check: C16, record: event/a, note: y}",
            "3 [check]: the same is accepted in line 2; keep one of the two",
        ),
    ],
)
def test_a_mistake_in_a_profile_is_told_with_its_line(tmp_path: Path, text: str, problem: str) -> None:
    """File, line, field, what is wrong, what to write instead."""
    with pytest.raises(RecordsError) as caught:
        profile(tmp_path, text)
    assert str(tmp_path / "checks.yaml") in str(caught.value)
    assert problem in str(caught.value)


def test_all_mistakes_are_told_at_once_and_empty_sections_are_none(tmp_path: Path) -> None:
    """Two mistakes are two problems; a section without entries is fine."""
    with pytest.raises(RecordsError) as caught:
        profile(tmp_path, "severity: {C1: {to: of, because: x}}\nmore: 1")
    assert len(caught.value.problems) == 3
    assert profile(tmp_path, "severity:\naccepted:\n") == Profile()


def test_a_profile_that_cannot_be_read_is_no_profile(tmp_path: Path) -> None:
    """A missing file and a file that is no YAML are InputErrors."""
    with pytest.raises(InputError, match="the file is missing"):
        Profile.load(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="not YAML"):
        profile(tmp_path, "severity: {")


def test_a_profile_is_found_beside_the_data_or_where_one_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """checks.yaml in the folder of the data goes before coopgraph-checks.yaml in the working directory."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data"
    folder.mkdir()
    assert find(folder) is None
    Path("coopgraph-checks.yaml").write_text("accepted:\n", "utf-8")
    assert find(folder) == Path("coopgraph-checks.yaml")
    (folder / "checks.yaml").write_text("accepted:\n", "utf-8")
    assert find(folder) == folder / "checks.yaml"


def test_the_bundled_data_accept_their_two_warnings() -> None:
    """Nothing but hints is left; without the profile both warnings are there."""
    run = CliRunner().invoke
    with_profile = run(main, ["validate", "--fail-on", "warning"])
    assert with_profile.exit_code == 0
    assert "0 violations, 0 warnings, 10 hints, 2 accepted. The data conforms." in with_profile.output
    without = run(main, ["validate", "--fail-on", "warning", "--no-profile"])
    assert without.exit_code == 1
    assert "0 violations, 2 warnings, 10 hints. The data conforms." in without.output


def test_the_loader_passes_over_the_profile(small: Path) -> None:
    """checks.yaml at the top of a dataset is no record file, whatever it holds."""
    before = dataset.load(small)
    (small / "checks.yaml").write_text("severity: nonsense", "utf-8")
    after = dataset.load(small)
    assert (after.named, after.claims) == (before.named, before.claims)
    assert (build.bundled() / "checks.yaml").is_file()


def test_validate_takes_a_profile_and_tells_its_mistakes(small: Path, tmp_path: Path) -> None:
    """A given profile goes before that beside the data; a wrong one is told in the report and not applied."""
    run = CliRunner().invoke
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("severity: {C48: {to: off}}", "utf-8")
    report = run(main, ["validate", str(small), "--profile", str(wrong)])
    assert report.exit_code == 1
    assert f"✗ violation profile  {wrong}:1 [because]: is missing" in report.output
    assert "lacks the sha256" in report.output
    good = tmp_path / "good.yaml"
    good.write_text("severity: {C48: {to: off, because: No texts are at hand.}}", "utf-8")
    assert run(main, ["validate", str(small), "--profile", str(good)]).exit_code == 0
    both = run(main, ["validate", "--profile", str(good), "--no-profile"])
    assert both.exit_code == 2
    missing = run(main, ["validate", str(small), "--profile", str(tmp_path / "none.yaml")])
    assert missing.exit_code == 3
