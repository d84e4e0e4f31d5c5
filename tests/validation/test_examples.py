"""Every check has an example that is wrong and one that is right, and they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.errors import RecordsError
from coopgraph.validation import Report
from coopgraph.validation.checks import checks, titles
from coopgraph.validation.examples import Example, examples, of_check
from coopgraph.validation.profile import TEXT_CHECKS

from .conftest import load, put

SHOWN = [e for e in examples().values() if not e.only_rdf]
REFUSED = [e for e in SHOWN if e.refused]
FOUND = [e for e in SHOWN if not e.refused]


def name(example: Example) -> str:
    return example.name


def test_the_small_dataset_has_nothing_to_complain_of(small: Path, report: Callable[..., Report]) -> None:
    """Without an example there is no finding, not even a hint."""
    assert [str(f) for f in report(small)] == []


@pytest.mark.parametrize("example", FOUND, ids=name)
def test_a_wrong_example_makes_its_check_fire_and_no_other(
    example: Example, small: Path, report: Callable[..., Report]
) -> None:
    """Put into the small dataset, the wrong lines are found by the check, and by the very shape if it names one."""
    put(small, example.wrong)
    found = report(small, texts=example.name in TEXT_CHECKS)
    assert {f.code for f in found} == {example.name.partition("-")[0]}, [str(f) for f in found]
    if "-" in example.name:
        assert {f.rule for f in found} == {example.name}


@pytest.mark.parametrize("example", REFUSED, ids=name)
def test_a_wrong_example_is_refused_with_the_words_that_it_tells(example: Example, small: Path) -> None:
    """The loader refuses the wrong lines for one problem, and says what stands in the example."""
    put(small, example.wrong)
    with pytest.raises(RecordsError) as caught:
        load(small)
    assert len(caught.value.problems) == 1, caught.value
    assert example.refused in str(caught.value)


@pytest.mark.parametrize("example", SHOWN, ids=name)
def test_a_right_example_is_right(example: Example, small: Path, report: Callable[..., Report]) -> None:
    """Put into the small dataset, the right lines give no finding at all."""
    put(small, example.right)
    assert [str(f) for f in report(small)] == []


def test_every_check_has_examples_or_tells_why_not() -> None:
    """All 58 checks are there; every example bears the name of a check or of a shape."""
    known = {c.name for c in checks().values()} | set(titles())
    assert [e.name for e in examples().values() if e.name not in known] == []
    assert [code for code in titles() if not of_check(code)] == []
    assert {e.name for e in examples().values() if e.only_rdf} == {"C02", "C03", "C57"}
