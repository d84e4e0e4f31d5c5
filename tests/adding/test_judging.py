"""New records judged where they touch a dataset: new and solved are what two full validations differ in."""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from coopgraph import build, synth
from coopgraph.adding import Wishes, check, compare
from coopgraph.adding.judging import Looked, judge
from coopgraph.export.write import writing
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.records import Records
from coopgraph.texts import Texts
from coopgraph.triples import quads
from coopgraph.validation import Finding, Report, validate

EDITING = Path(__file__).resolve().parent.parent / "changes" / "test_any_edits.py"
Edits = list[tuple[Any, int]]
Found = dict[str, Finding]


def _editing() -> Any:
    """Return the module that edits records at random."""
    spec = spec_from_file_location("any_edits", EDITING)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


editing = _editing()


def changes(report: Report) -> tuple[Found, Found]:
    """Return what is new and what is solved."""
    new, solved = ({f.fingerprint: f for f in report.of(state)} for state in ("new", "solved"))
    return new, solved


@cache
def judged_wholly(folder: str) -> Report:
    """Return the report on the records of a folder."""
    records = dataset.load(Path(folder))
    return validate(records, quads(records))


def agree(before: Records, after: Records, whole: Report) -> None:
    """Assert that judging two states where they differ gives what two full validations do; one is given."""
    judged = judge(before, after)
    wanted = compare(whole, validate(after, quads(after)))
    assert changes(compare(judged.before, judged.after)) == changes(wanted)


@settings(max_examples=50)
@given(edits=editing.EDITS)
def test_edits_of_the_bundled_data(edits: Edits) -> None:
    """Whatever is added to the bundled records, changed or taken away, new and solved are those of full runs."""
    before = editing.bundled()
    agree(before, editing.apply(before, edits), judged_wholly(str(build.bundled())))


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic dataset with errors of many kinds."""
    folder = tmp_path_factory.mktemp("synth") / "data"
    plan = synth.Plan(40, 3)
    synth.write(synth.Plan(40, 3, synth.errors("0.03", plan)), "yaml", folder, writing)
    return folder


@settings(max_examples=25)
@given(edits=editing.EDITS)
def test_edits_of_data_with_errors(wrong: Path, edits: Edits) -> None:
    """So it is where many records were wrong before."""
    before = dataset.load(wrong)
    agree(before, editing.apply(before, edits), judged_wholly(str(wrong)))


def without(files: Files, at: int) -> tuple[Files, Files]:
    """Return files without one of their record trees, and that tree alone."""
    rest = [tree for n, tree in enumerate(files.trees) if n != at]
    return Files(files.tables, rest, folder=files.folder), Files(trees=[files.trees[at]], folder="new")


@pytest.mark.parametrize("at", range(5))
def test_a_record_file_that_is_new(at: int) -> None:
    """Checked against the rest of the bundled data, a record file has the same new and solved findings as when
    everything is looked at; the report says how much was."""
    base, new = without(dataset.read(build.bundled()), at)
    part, whole = check(base, new), check(base, new, Wishes(whole=True))
    assert changes(part.report) == changes(whole.report)
    assert part.looked is not None
    assert whole.looked is None
    assert 0 < part.looked.records < (part.looked.of or 0)
    assert part.report.unchecked == (str(part.looked),)


def test_what_was_wrong_is_told_of_affected_records_alone(wrong: Path) -> None:
    """Of data with many errors an edit that changes nothing tells of none, looked at wholly of all."""
    files = dataset.read(wrong)
    assert len(judged_wholly(str(wrong))) > 10
    found = check(files, Files())
    assert found.report.findings == []
    assert found.looked == Looked(0, 1265)
    assert len(check(files, Files(), Wishes(whole=True)).report.of("old")) > 10


def test_texts_are_held_against_changed_spans(sources: Path) -> None:
    """A span whose digest changes is found wrong as in a full validation, and it alone."""
    before = editing.bundled()
    span = sorted(before.digests, key=str)[5]
    after = Records(before.named, before.claims, {**before.digests, span: "0" * 64}, before.folder)
    texts = Texts(sources, before.documents())
    judged = judge(before, after, texts)
    wanted = compare(*(validate(r, quads(r), texts) for r in (before, after)))
    assert changes(compare(judged.before, judged.after)) == changes(wanted)
    assert [f.value for f in wanted.of("new")] == [str(span)]
