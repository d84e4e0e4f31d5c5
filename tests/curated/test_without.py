"""Taking a document out of the dataset and putting it back changes nothing."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from coopgraph import assets
from coopgraph.curated.form import canonical
from coopgraph.curated.merge import merge
from coopgraph.curated.without import without
from coopgraph.errors import UnknownName
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files

DOCUMENTS = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="module")
def bundled() -> Files:
    """The files of the bundled dataset."""
    return dataset.read(assets.folder("data"))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_out_and_back(bundled: Files, document: str) -> None:
    """What is taken out leaves a dataset that is right, and merged back every file has the bytes that it had."""
    rest, taken = without(bundled, document)
    assert {d for d in DOCUMENTS if d != document} == set(dataset.records(rest).documents())
    merged = merge(rest, taken)
    assert (merged.conflicts, merged.same, merged.updated) == ([], [], [])
    assert canonical(merged.files) == canonical(bundled)


@pytest.mark.parametrize("seed", range(3))
def test_all_out_and_back_in_any_order(bundled: Files, seed: int) -> None:
    """All five can be taken out, one after the other, and put back in another order."""
    random, rest, parts = Random(seed), bundled, []
    for document in random.sample(DOCUMENTS, 5):
        rest, taken = without(rest, document)
        parts.append(taken)
    assert rest.trees == []
    assert [len(table.rows) for table in rest.tables["evidence"]] == [0]
    for part in random.sample(parts, 5):
        rest = merge(rest, part).files
    assert canonical(rest) == canonical(bundled)


def test_twice_is_once(bundled: Files) -> None:
    """What is there already is counted as such and changes nothing, comments included."""
    _, taken = without(bundled, "003")
    merged = merge(bundled, taken)
    assert (merged.added, merged.updated, merged.conflicts) == ([], [], [])
    counted = Counter(entry.section for entry in merged.same)
    assert counted["claims"] == 78  # the lines of the file that begin with a dash
    assert [counted[name] for name in ("sources", "events", "delegations", "changes")] == [1, 1, 1, 1]
    assert canonical(merged.files) == canonical(bundled)


def test_what_others_need_stays(bundled: Files) -> None:
    """Finnish Customs stays when 003 goes, since 000 tells of it; the handbook of 003 goes."""
    rest, taken = without(bundled, "003")
    ids = {
        name: {row.cells["id"] for row in table[0].rows} for name, table in taken.tables.items() if name != "evidence"
    }
    assert "finnish-customs" not in ids["organizations"]
    assert ids["documents"] == {"osce-unece-handbook-of-best-practices-at-border-crossings"}
    assert ids["sources"] == {"003"}
    assert "countries" not in taken.tables
    assert len(rest.tables["countries"][0].rows) == len(bundled.tables["countries"][0].rows)


def test_a_document_that_is_not_there(bundled: Files) -> None:
    """An unknown document is refused, with those that there are."""
    with pytest.raises(UnknownName, match="'03' is not a known source document"):
        without(bundled, "03")
