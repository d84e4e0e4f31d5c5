"""New records against a built store: the same new findings as two validations of it, and the store stays as it is."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from coopgraph import build, ontology
from coopgraph.adding import Wishes, check, compare
from coopgraph.adding.against import check_against
from coopgraph.curated.merge import merge
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset, yaml
from coopgraph.loaders.files import Files
from coopgraph.loaders.pending import Held
from coopgraph.loaders.table import Row, Table
from coopgraph.records import Records
from coopgraph.source import Source
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.triples import quads
from coopgraph.validation import Report, validate_store
from coopgraph.validation.report import State


def store_of(records: Records, folder: Path | None = None) -> OxigraphStore:
    """Return a store of records with the vocabulary, in memory or in a folder."""
    store = OxigraphStore(folder)
    store.load("\n".join([*sorted(quads(records).lines), *ontology.nquads()]).encode())
    return store


def apart(at: int) -> tuple[Files, Files]:
    """Return the bundled files without one record tree, and that tree alone."""
    files = dataset.read(build.bundled())
    rest = [tree for n, tree in enumerate(files.trees) if n != at]
    evidence = {"evidence": files.tables["evidence"]}
    return Files(files.tables, rest, folder=files.folder), Files(evidence, [files.trees[at]], folder="new")


def told(report: Report, state: State) -> set[str]:
    """Return the findings in a state."""
    return {f.fingerprint for f in report.of(state)}


@pytest.fixture(params=["memory", "directory"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    """Where a store stands."""
    return tmp_path / "store" if request.param == "directory" else None


@pytest.mark.parametrize("at", range(5))
def test_a_record_file_that_is_new(at: int, folder: Path | None) -> None:
    """A record file checked against a store with the rest has the new and solved findings of two validations of the
    store, before and after; the store is as it was, and no copy is left."""
    base, new = apart(at)
    before = store_of(dataset.records(base), folder)
    held = set(before.quads())
    found = check_against(before, new)
    after = store_of(dataset.load(build.bundled()))
    wanted = compare(validate_store(before), validate_store(after))
    assert (told(found.report, "new"), told(found.report, "solved")) == (told(wanted, "new"), told(wanted, "solved"))
    assert set(before.quads()) == held
    assert folder is None or [p.name for p in folder.parent.iterdir()] == ["store"]
    assert found.merged.added
    assert not found.merged.conflicts
    assert found.looked is not None
    assert found.looked.records > 0


def test_records_that_are_there_are_the_same() -> None:
    """Record files that the store holds already are told as such, and nothing is looked at."""
    files = dataset.read(build.bundled())
    found = check_against(store_of(dataset.records(files)), files)
    assert found.report.findings == []
    assert found.merged.added == [] == found.merged.conflicts
    assert len(found.merged.same) > 500
    assert found.looked is not None
    assert found.looked.records == 0


def organizations(**cells: str) -> Files:
    """Return a table of one organization."""
    row = Row(Source("new.csv", 2), cells)
    return Files({"organizations": [Table("new.csv", tuple(cells), [row])]}, folder="new")


@pytest.fixture
def bundled() -> OxigraphStore:
    """The bundled data in a store."""
    return store_of(dataset.load(build.bundled()))


def test_another_name_is_a_conflict(bundled: OxigraphStore) -> None:
    """A record of an id that the store describes otherwise is refused, with what it says; an update replaces it."""
    new = organizations(id="osce", name_en="OSCE renamed", type="igo")
    found = check_against(bundled, new)
    (finding,) = found.report.of("new")
    assert finding.source == Source("new.csv", 2)
    assert "OSCE renamed" in finding.message
    assert found.after is None
    updated = check_against(bundled, new, Wishes(update=True))
    assert [entry.name for entry in updated.merged.updated] == ["org/osce"]
    assert not updated.report.of("new")


def test_another_date(bundled: OxigraphStore) -> None:
    """Another start that a document of the store gives is refused with the old one; with an update it takes the place
    of that, and what is wrong then is what is wrong in the files."""
    claim = b"{start-date: 2013-05-30, inferred: high, at: 3387-3409, basis: A guess.}"
    text = b'source: "003"\nclaims:\n  event/2013-osce-finland-study-visit:\n    - ' + claim + b"\n"
    new = Files(trees=[yaml.read(Held(text), "new.yaml")[0]])
    (finding,) = check_against(bundled, new).report.of("new")
    assert "start-date is '2013-05-27' in the store (here '2013-05-30')" in finding.message
    found = check_against(bundled, new, Wishes(update=True))
    assert [entry.name.split()[1:] for entry in found.merged.replaced] == [["start-date", "2013-05-30"]]
    wanted = check(dataset.read(build.bundled()), new, Wishes(update=True))
    assert {f.code for f in wanted.report.of("new")} >= {"C19"}
    assert told(found.report, "new") == told(wanted.report, "new")
    assert told(found.report, "solved") == told(wanted.report, "solved")


def test_a_date_of_two_documents(bundled: OxigraphStore) -> None:
    """Where another document gives the old value as well, that stays for its sake, beside the new one."""
    claim = "{start-date: 2013-05-%s, inferred: high, at: 3-9, basis: Told.}"
    line = f"\n  event/2013-osce-finland-study-visit:\n    - {claim}\n"

    def of(document: str, day: str) -> Files:
        text = f'source: "{document}"\nclaims:{line % day}'
        return Files(trees=[yaml.read(Held(text.encode()), "new.yaml")[0]])

    twice = merge(dataset.read(build.bundled()), of("004", "27"))
    found = check_against(store_of(dataset.records(twice.files)), of("003", "30"), Wishes(update=True))
    assert [entry.name.split()[1:] for entry in found.merged.replaced] == [["start-date", "2013-05-30"]]
    assert "C21" in {f.code for f in found.report.of("new")}


def test_a_name_like_one_of_the_store(bundled: OxigraphStore) -> None:
    """A new organization with nearly the name of one in the store is a warning, as within one dataset."""
    record = next(r for r in dataset.load(build.bundled()).of("org") if r.id == "finnish-customs")
    new = organizations(id="customs-of-finland", name_en=record.names["en"] + "s", type="customs", country="FI")
    found = check_against(bundled, new)
    assert "C54" in {f.code for f in found.report.of("new")}


def test_an_id_that_is_nowhere(bundled: OxigraphStore) -> None:
    """A reference to what neither the new files nor the store describe is a problem of the record."""
    text = b'source: "003"\nclaims:\n  event/2013-nothing:\n    - {host: org/osce, stated: high, at: 1-5}\n'
    tree, problems = yaml.read(Held(text), "new.yaml")
    found = check_against(bundled, Files(trees=[tree], problems=problems))
    assert [f.code for f in found.report.of("new")] == ["record"]
    assert found.looked is None
    assert found.report.unchecked == ("The other checks run once these problems are mended",)


def test_a_source_that_is_a_slip_for_a_new_one(bundled: OxigraphStore) -> None:
    """A number that is no document's is met with the new document whose number is nearly it; what is like
    the number of one in the store is another document."""
    place = Source("sources.csv", 2)
    row = Row(place, {"id": "908", "name_en": "A text"})
    trees = [yaml.read(Held(f'source: "{n}"\n'.encode()), "new.yaml")[0] for n in ("909", "033")]
    found = check_against(bundled, Files({"sources": [Table("sources.csv", tuple(row.cells), [row])]}, trees))
    remedies = [f.remedy.partition("?")[0] for f in found.report.of("new")]
    told = "add it to the table sources: '033' under id, what it is called under name_en"
    assert remedies == [told, "did you mean '908'"]


def test_a_file_that_cannot_be_read(bundled: OxigraphStore) -> None:
    """A file that cannot be read at all is an error, not a finding."""
    with pytest.raises(RecordsError):
        check_against(bundled, Files(unreadable=["x.csv: the file is missing"]))


def test_a_derived_graph_is_left_out(bundled: OxigraphStore) -> None:
    """What was derived from the rest is not looked at."""
    new = organizations(id="anew", name_en="Something quite new", type="police", country="FI")
    plain = told(check_against(bundled, new).report, "new")
    osce = ox.NamedNode("https://w3id.org/coopgraph/id/org/anew")
    derived = ox.NamedNode("https://w3id.org/coopgraph/graph/derived")
    bundled.inner.add(ox.Quad(osce, ox.NamedNode("https://w3id.org/coopgraph/ontology#misspelt"), osce, derived))
    assert told(check_against(bundled, new).report, "new") == plain
