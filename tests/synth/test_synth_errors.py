"""Injected errors: so many of each check, each found by that check at the record that the list names, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph import ontology
from coopgraph.errors import RecordsError, UnknownName, UsageError
from coopgraph.loaders import dataset
from coopgraph.synth import Plan, errors
from coopgraph.synth.faults import CODES, Faults
from coopgraph.synth.reports import Synthesis
from coopgraph.triples import quads
from coopgraph.validation import validate
from coopgraph.validation.run import shapes_of
from coopgraph.vocab import compact

Rows = list[dict[str, str]]
Made = Callable[[Plan, str], Path]
Read = Callable[[Path], Rows]
LOADING = {code: 1 for code, loads in CODES.items() if loads}
REFUSED = {code: 2 for code, loads in CODES.items() if not loads}


def _listed(rows: Rows) -> set[tuple[str, str]]:
    return {(row["check"], row["record"]) for row in rows}


def test_validation_finds_each_error_at_its_record_and_no_other(made: Made, sheet: Read) -> None:
    """With one error of each check that loads, the findings are exactly those of the list, code and record."""
    folder = made(Plan(60, 6, LOADING), "yaml")
    records = dataset.load(folder)
    found = {(f.code, compact(f.node)) for f in validate(records, quads(records))}
    assert found == _listed(sheet(folder.with_name("made.errors.csv")))
    assert {code for code, _ in found} == set(LOADING)


def test_the_loader_refuses_each_of_the_other_errors(made: Made, sheet: Read) -> None:
    """Two errors of each check that does not load are two problems each."""
    folder = made(Plan(60, 6, REFUSED), "yaml")
    with pytest.raises(RecordsError) as caught:
        dataset.load(folder)
    numbers = {row["error"] for row in sheet(folder.with_name("made.errors.csv"))}
    assert len(caught.value.problems) == len(numbers) == 2 * len(REFUSED)


def test_shapes_find_in_nquads_what_the_loader_refuses(made: Made, sheet: Read) -> None:
    """As N-Quads the errors that no loader would let pass are found by the shapes, at the records of the list."""
    file = made(Plan(60, 6, REFUSED), "nquads")
    lines = [*file.read_text("utf-8").splitlines(), *ontology.nquads()]
    found = {(f.code, compact(f.node)) for f in shapes_of(lines)}
    assert found == _listed(sheet(file.with_name("made.errors.csv")))


def test_errors_do_not_change_that_the_two_forms_say_the_same(made: Made) -> None:
    """With all errors that load, N-Quads still are those of the loaded records."""
    plan = Plan(100, 8, dict.fromkeys(LOADING, 2))
    lines = made(plan, "nquads").read_text("utf-8").splitlines()
    assert set(lines) == quads(dataset.load(made(plan, "yaml"))).lines


def test_as_many_errors_as_asked_for(made: Made, sheet: Read) -> None:
    """The list has as many errors of each check as were asked for, on different records."""
    asked = {"C13": 5, "C42": 3, "C31": 2, "C50": 4, "C55": 1}
    rows = sheet(made(Plan(300, 2, asked), "tables").with_name("made.errors.csv"))
    assert Counter(check for check, _ in {(r["check"], r["error"]) for r in rows}) == asked
    assert len({r["record"] for r in rows}) == len(rows) == 5 + 3 + 2 * 2 + 4 + 1  # a circle has two records


def test_no_list_without_errors(tables: Path) -> None:
    """Data without errors have no list beside them."""
    assert [path.name for path in tables.parent.iterdir()] == ["made"]


def test_a_share_gives_each_error_that_loads(made: Made) -> None:
    """A share is taken of the kind of record, at least one of each error, none that the loader refuses."""
    got = errors("0.01", Plan(1000, 1))
    assert set(got) == set(LOADING)
    # of 1000 events, 250 sources, 100 organizations, 25 crossings
    assert (got["C13"], got["C49"], got["C31"], got["C37"]) == (10, 2, 1, 1)


def test_no_share_is_no_errors() -> None:
    """A share of nought asks for none."""
    assert errors("0", Plan(1000, 1)) == {}


@pytest.mark.parametrize("text", ["C13", "C13=x", "13=4", "2.5", "C13:4"])
def test_another_form_of_asking_is_refused(text: str) -> None:
    """What is neither a share nor checks with numbers is refused, with both forms."""
    with pytest.raises(UsageError, match="C13=5,C42=3"):
        errors(text, Plan(10, 1))


def test_a_check_that_no_curated_file_can_break_is_refused() -> None:
    """C03, blank nodes, cannot come from curated files."""
    with pytest.raises(UnknownName, match="C03"):
        errors("C03=1", Plan(10, 1))


def test_more_errors_than_events_are_refused() -> None:
    """Each error needs an event of its own."""
    plan = Plan(10, 1, {"C13": 6, "C14": 5})
    with pytest.raises(UsageError, match="11 errors are more than 10 events"):
        Faults(plan, Synthesis(Plan(10, 1)).world)
