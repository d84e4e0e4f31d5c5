"""New files into the tiny dataset: what is added, what is there already, and what disagrees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coopgraph.curated.form import canonical, paths
from coopgraph.curated.merge import Merged, merge
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.records import Organization
from coopgraph.source import Source

Handed = Callable[..., Files]
RECORD = "records/900-visit.yaml"
HEAD = 'source: "900"\nclaims:\n  event/2013-visit:\n'


def texts(files: Files) -> dict[str, str]:
    """The canonical form of every file, as text."""
    return {path: data.decode() for path, data in canonical(files).items()}


def changed(merged: Merged) -> dict[str, list[str]]:
    """The lines that each file gained or lost by a merge, marked + and -."""
    before, after = texts(dataset.read(Path("data"))), texts(merged.files)
    found = {}
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path, "").splitlines(), after.get(path, "").splitlines()
        found[path] = [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]
    return {path: lines for path, lines in found.items() if lines}


def test_a_new_row(tiny: Path, handed: Handed) -> None:
    """A new row is added under the columns of the table; it keeps the place that it came from."""
    new = handed(organizations="type,id,name_en,name_fi\ncustoms,swedish-customs,Swedish Customs,Ruotsin tulli\n")
    merged = merge(dataset.read(tiny), new)
    assert [(e.section, e.name) for e in merged.added] == [("organizations", "org/swedish-customs")]
    assert (merged.updated, merged.same, merged.conflicts) == ([], [], [])
    record = dataset.records(merged.files).named["org", "swedish-customs"]
    assert record.source == Source("new/organizations.csv", 2)
    lines = texts(merged.files)["organizations.csv"].splitlines()
    assert lines[0] == "id,name_en,name_ru,name_fi,also,hidden,type,country,note"
    assert lines[1:] == [
        "finnish-customs,Finnish Customs,Таможня Финляндии,,Tulli@fi | FinCustoms,,customs,FI,",
        "osce,OSCE,ОБСЕ,,,,igo,,",
        "swedish-customs,Swedish Customs,,Ruotsin tulli,,,customs,,",
    ]


def test_a_row_that_says_less_is_the_same(tiny: Path, handed: Handed) -> None:
    """Cells left empty say nothing, nor do blanks around the signs of a list or letters in another composition."""
    new = handed(
        organizations="id,name_en,also,type\nfinnish-customs,Finnish Customs,Tulli@fi|FinCustoms,\nosce,,,igo\n"
    )
    merged = merge(dataset.read(tiny), new)
    assert [e.name for e in merged.same] == ["org/finnish-customs", "org/osce"]
    assert changed(merged) == {}


def test_a_row_that_differs_is_a_conflict(tiny: Path, handed: Handed) -> None:
    """A difference is told at its place with what both say; the old row stays."""
    new = handed(organizations="id,name_en,country,note\nfinnish-customs,Finnish Customs,TM,A note.\n")
    merged = merge(dataset.read(tiny), new)
    assert [str(problem) for problem in merged.conflicts] == [
        "new/organizations.csv:2 [country]: org/finnish-customs is already in data/organizations.csv:2 and says "
        "country 'FI' (here 'TM'), note nothing (here 'A note.'); "
        "make the two agree, or run with --update to replace what is there"
    ]
    assert changed(merged) == {}


def test_an_update_replaces_what_is_given(tiny: Path, handed: Handed) -> None:
    """With update, given cells replace old ones and cells left empty keep them; the row has the new place."""
    new = handed(organizations="id,country,note\nfinnish-customs,TM,A note.\n")
    merged = merge(dataset.read(tiny), new, update=True)
    assert ([e.name for e in merged.updated], merged.conflicts) == (["org/finnish-customs"], [])
    record = dataset.records(merged.files).named["org", "finnish-customs"]
    assert isinstance(record, Organization)
    assert (record.names["ru"], record.country, record.note) == ("Таможня Финляндии", "TM", "A note.")
    assert record.source == Source("new/organizations.csv", 2)
    assert changed(merged) == {
        "organizations.csv": [
            "-finnish-customs,Finnish Customs,Таможня Финляндии,Tulli@fi | FinCustoms,,customs,FI,",
            "+finnish-customs,Finnish Customs,Таможня Финляндии,Tulli@fi | FinCustoms,,customs,TM,A note.",
        ]
    }


def test_a_new_table_may_say_a_thing_twice(tiny: Path, handed: Handed) -> None:
    """Two new rows of one id are held against each other."""
    new = handed(places="id,name_en,country\noulu,Oulu,FI\noulu,Oulu,FI\noulu,Oulu,SE\n")
    merged = merge(dataset.read(tiny), new)
    assert ([len(merged.added), len(merged.same)], len(merged.conflicts)) == ([1, 1], 1)
    assert merged.conflicts[0].message == "place/oulu is already in new/places.csv:2 and says country 'FI' (here 'SE')"


def test_spans_are_told_by_where_they_stand(tiny: Path, handed: Handed) -> None:
    """A span with another digest is a conflict, with noughts before its offsets or not; another span is new."""
    new = handed(evidence=f"source,start,end,sha256\n900,00,010,{'d' * 64}\n900,2,10,{'e' * 64}\n")
    merged = merge(dataset.read(tiny), new)
    assert [e.name for e in merged.added] == ["900:2-10"]
    assert "900:0-10 is already in data/evidence.csv:2 and says sha256" in merged.conflicts[0].message


def test_claims_go_into_the_file_of_their_document(tiny: Path, handed: Handed) -> None:
    """A claim of a document that has a record file goes there, below the others of its subject, with its comments."""
    new = handed(
        claims_of_mine=HEAD + "    # who came\n    - {participant: org/osce, stated: high, at: 5-9}  # indeed\n"
    )
    merged = merge(dataset.read(tiny), new)
    assert [e.name for e in merged.added] == ["event/2013-visit participant org/osce"]
    assert changed(merged) == {
        RECORD: ["+    # who came", "+    - {participant: org/osce, stated: high, at: 5-9}  # indeed"]
    }
    claim = next(
        c for c in dataset.records(merged.files).claims if c.value.text == "org/osce" and c.key == "participant"
    )
    assert claim.source == Source("new/claims-of-mine.yaml", 5, "participant")


def test_claims_that_agree_and_claims_that_do_not(tiny: Path, handed: Handed) -> None:
    """Spans may come in any order and options may be left out; another status is a conflict at its place."""
    said = HEAD + (
        "    - {participant: delegation/2013-officers, at: [20-30, 0-10], count: 5}\n"
        "    - {host: org/finnish-customs, inferred: low, at: 10-21, basis: By its name.}\n"
    )
    merged = merge(dataset.read(tiny), handed(more=said))
    assert [e.name for e in merged.same] == ["event/2013-visit participant delegation/2013-officers"]
    assert [str(problem.source) for problem in merged.conflicts] == ["new/more.yaml:5 [host]"]
    assert merged.conflicts[0].message == (
        "event/2013-visit host org/finnish-customs is already in data/records/900-visit.yaml:20 and says "
        "status 'stated: high' (here 'inferred: low'), at '10-20' (here '10-21'), basis nothing (here 'By its name.')"
    )
    assert changed(merged) == {}


def test_a_claim_updated(tiny: Path, handed: Handed) -> None:
    """With update a new status takes the place of the old one, given options replace, the others stay."""
    said = HEAD + "    - {participant: delegation/2013-officers, stated: high, count: 6}\n"
    merged = merge(dataset.read(tiny), handed(more=said), update=True)
    lines = changed(merged)[RECORD]
    assert lines == ["-      inferred: medium", "-      count: 5", "+      stated: high", "+      count: 6"]
    claim = next(c for c in dataset.records(merged.files).claims if c.key == "participant")
    assert (claim.status, claim.confidence, claim.basis) == ("stated", "high", "They are called guests.")
    assert [str(s) for s in claim.spans] == ["900:0-10", "900:20-30"]


def test_events_are_told_by_their_id(tiny: Path, handed: Handed) -> None:
    """An event that another file tells of already is not added again; another name for it is a conflict."""
    same = handed(_901_text='source: "901"\nevents:\n  2013-visit: {en: Study visit}\n  2014-talk: {en: A talk}\n')
    merged = merge(dataset.read(tiny), same)
    assert ([e.name for e in merged.added], [e.name for e in merged.same]) == (
        ["event/2014-talk"],
        ["event/2013-visit"],
    )
    other = handed(_901_text='source: "901"\nevents:\n  2013-visit: {en: A visit, note: New.}\n')
    merged = merge(dataset.read(tiny), other)
    assert [str(problem) for problem in merged.conflicts] == [
        "new/901-text.yaml:3 [2013-visit]: event/2013-visit is already in data/records/900-visit.yaml:4 and says en "
        "'Study visit' (here 'A visit'), note nothing (here 'New.'); make the two agree, or run with --update to "
        "replace what is there"
    ]
    merged = merge(dataset.read(tiny), other, update=True)
    assert changed(merged) | {"records/901-text.yaml": []} == {
        RECORD: ["-    en: Study visit", "+    en: A visit", "+    note: New."],
        "records/901-text.yaml": [],
    }


def test_a_new_document_gets_a_file(tiny: Path, handed: Handed) -> None:
    """A YAML file that begins with the id of its source keeps its name; any other is called by the source's name."""
    claim = 'source: "901"\nclaims:\n  org/osce:\n    - {place: place/helsinki, stated: high, at: 1-2}\n'
    base = dataset.read(tiny)
    assert paths(merge(base, handed(_901_text=claim)).files)[1:] == ["records/901-text.yaml"]
    assert paths(merge(base, handed(text=claim)).files)[1:] == ["records/901-a-second-text.yaml"]
    unknown = claim.replace("901", "77").replace("claims", "events:\n  2015-x: {en: Tulli – день}\nclaims")
    assert paths(merge(base, handed(text=unknown)).files)[1:] == ["records/77-tulli-den.yaml"]


def test_what_is_not_formed_is_told_at_its_place(tiny: Path, handed: Handed) -> None:
    """The parts of a new file that are no claims and no entries are carried to the reader of the records."""
    said = (
        HEAD + "    - not a claim\n    - {topic: drug-search, stated: high, at: 1-2}\n  org/osce: nothing\nextra: 1\n"
    )
    merged = merge(dataset.read(tiny), handed(more=said))
    assert [e.name for e in merged.added] == ["event/2013-visit topic drug-search"]
    found = merged.files.trees[-1]
    assert [(key, str(at)) for key, at, _ in found][1:] == [
        ("extra", "new/more.yaml:7 [extra]"),
        ("claims", "new/more.yaml:2 [claims]"),
    ]


def test_nothing_given_is_changed(tiny: Path, handed: Handed) -> None:
    """Merging leaves both the dataset and the new files as they are."""
    base, new = (
        dataset.read(tiny),
        handed(organizations="id,country\nfinnish-customs,SE\n", more=HEAD + "    - {host: org/osce}\n"),
    )
    before = repr(base), repr(new)
    merge(base, new, update=True)
    assert (repr(base), repr(new)) == before
