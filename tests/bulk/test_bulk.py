"""The bulk path: the same triples and the same messages as the one-record path."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph import Graph, build, bulk, intake, ontology, synth, vocab
from coopgraph.errors import InputError, RecordsError
from coopgraph.export.write import writing
from coopgraph.loaders import dataset
from coopgraph.source import Problem
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.triples import quads

from .tiny import GOOD, LONG, TINY, Rows, claim, write


def both(folder: Path) -> tuple[object, object]:
    """Return what the two paths make of a folder: the set of lines, or the problems."""
    return _bulk(folder), _one_by_one(folder)


def _bulk(folder: Path) -> object:
    try:
        with bulk.lines_of(folder) as (path, _):
            return set(path.read_text("utf-8").split("\n")) - {""} - set(ontology.nquads())
    except RecordsError as error:
        return sorted(str(p).removeprefix(f"{folder}/") for p in error.problems)


def _one_by_one(folder: Path) -> object:
    try:
        return quads(dataset.records(intake.read([folder]))).lines
    except RecordsError as error:
        return sorted(str(p).removeprefix(f"{folder}/") for p in error.problems)


def test_the_same_lines(tmp_path: Path) -> None:
    """Tables with every kind of record, claim and option give the lines of the one-record path, all of them clean but
    countries and points."""
    folder = write(tmp_path, {**TINY, "claims": GOOD})
    got, want = both(folder)
    assert got == want
    assert isinstance(want, set)
    assert len(want) > 200
    with bulk.lines_of(folder) as (_, found):
        assert found.doubtful == 1  # Helsinki, which has a point


WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "unknown subject": ("claims", claim("category", "study-visit", subject="event/2014-visit")),
    "unknown key": ("claims", claim("hots", "org/tulli")),
    "role of a place": ("claims", claim("host", "org/tulli", subject="bcp/imatra")),
    "party of another kind": ("claims", claim("host", "place/helsinki")),
    "unknown party": ("claims", claim("host", "org/tuli")),
    "unknown term": ("claims", claim("category", "visit")),
    "unknown country": ("claims", claim("country", "Finland")),
    "no such day": ("claims", claim("start-date", "2013-02-30")),
    "German date": ("claims", claim("start-date", "27.05.2013")),
    "no number": ("claims", claim("attendee-count", "many")),
    "no duration": ("claims", claim("duration", "five days")),
    "no status": ("claims", claim("host", "org/tulli", status="sure")),
    "no confidence": ("claims", claim("host", "org/tulli", confidence="very")),
    "no basis": ("claims", claim("host", "org/tulli", status="inferred")),
    "no evidence": ("claims", claim("host", "org/tulli", at="")),
    "reversed span": ("claims", claim("host", "org/tulli", at="10-2")),
    "no span": ("claims", claim("host", "org/tulli", at="1 to 2")),
    "unknown source": ("claims", claim("host", "org/tulli", source="999")),
    "count of a property": ("claims", claim("place", "place/helsinki", count="3")),
    "no qualifier": ("claims", claim("host", "org/tulli", **{"count-qualifier": "roughly"})),
    "no id": ("organizations", {"id": "Tulli 2", "name_en": "Tulli", "type": "customs"}),
    "id twice": ("organizations", {"id": "osce", "name_en": "OSCE", "type": "igo"}),
    "no English name": ("organizations", {"id": "x", "name_ru": "Х", "type": "igo"}),
    "no type": ("organizations", {"id": "x", "name_en": "X"}),
    "unknown type": ("organizations", {"id": "x", "name_en": "X", "type": "custom"}),
    "country of an organization": ("organizations", {"id": "x", "name_en": "X", "type": "igo", "country": "Narnia"}),
    "name in pieces": ("organizations", {"id": "x", "name_en": "X", "also": "X@y", "type": "igo"}),
    "delegation of no country": ("delegations", {"source": "900", "id": "2013-d", "name_en": "D"}),
    "unknown occupation": ("delegations", {"source": "900", "id": "2013-d", "name_en": "D", "country": "FI",
                                           "occupation": "wizards"}),
    "event without a year": ("events", {"source": "900", "id": "visit", "name_en": "Visit"}),
    "digest": ("sources", {"id": "902", "name_en": "N", "sha256": "abc"}),
    "length": ("sources", {"id": "902", "name_en": "N", "length": "0"}),
    "publisher": ("sources", {"id": "902", "name_en": "N", "publisher": "nobody"}),
    "evidence": ("evidence", {"source": "900", "start": "9", "end": "3", "sha256": LONG}),
    "evidence twice": ("evidence", {"source": "900", "start": "0", "end": "10", "sha256": "b" * 64}),
    "latitude": ("places", {"id": "p", "name_en": "P", "lat": "91", "lon": "0"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_same_problems(name: str, tmp_path: Path) -> None:
    """One wrong row among right ones is told by both paths in the same words, with the same place."""
    table, row = WRONG[name]
    tables = {**TINY, "claims": GOOD}
    got, want = both(write(tmp_path, {**tables, table: [*tables[table], row]}))
    assert got == want
    assert isinstance(got, list)
    assert len(got) >= 1


def test_the_same_claim_in_two_words(tmp_path: Path) -> None:
    """Two sources that disagree how sure a claim is are told with the places of both, and so is a claim twice."""
    twins = [*GOOD, claim("host", "org/osce"), claim("host", "org/osce", source="901", confidence="low"), GOOD[0]]
    got, want = both(write(tmp_path, {**TINY, "claims": twins}))
    assert got == want
    assert isinstance(got, list)
    assert len(got) == 2


def good_rows(folder: Path, tables: dict[str, Rows]) -> dict[str, Rows]:
    """Return the tables without the rows that the one-record path finds fault with."""
    while True:
        try:
            dataset.records(intake.read([write(folder, tables)]))
        except RecordsError as error:
            wrong = {(Path(p.source.file).stem, p.source.row) for p in error.problems if isinstance(p, Problem)}
            tables = {
                name: [row for line, row in numbered(rows) if (name, line) not in wrong]
                for name, rows in tables.items()
            }
        else:
            return tables


def numbered(rows: Rows) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with the lines that they begin in: a cell may hold line ends."""
    line = 2
    for row in rows:
        yield line, row
        line += 1 + sum(cell.count("\n") for cell in row.values())


def agree(folder: Path, tables: dict[str, Rows]) -> None:
    """See that both paths find the same problems, and make the same lines of the rows without one: many rows at once,
    since each load has its fixed cost."""
    got, want = both(write(folder / "all", tables))
    assert got == want
    got, want = both(write(folder / "good", good_rows(folder / "good", tables)))
    assert got == want
    assert isinstance(want, set)


NASTY = st.text(st.sampled_from([*'ab"\\,;|@-/ \n\t\xa0\u2028\u0301éЖ中<>', "\U0001f600"]), min_size=1, max_size=8)


@settings(max_examples=4)
@given(st.lists(st.tuples(NASTY, NASTY, NASTY, NASTY), min_size=30, max_size=60))
def test_nasty_texts(tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str, str, str]]) -> None:
    """Whatever stands in names, notes and reasons, both paths make the same of it."""
    odd = [
        {"id": f"odd-{number}", "name_en": name, "also": also, "note": note, "type": "igo"}
        for number, (name, also, note, _) in enumerate(texts)
    ]
    told = [claim("host", f"org/odd-{n}", status="inferred", basis=text[3]) for n, text in enumerate(texts)]
    tables = {**TINY, "organizations": [*TINY["organizations"], *odd], "claims": [*GOOD, *told]}
    agree(tmp_path_factory.mktemp("nasty"), tables)


CELLS = st.sampled_from(
    ["", "org/tulli", "org/osce", "2013-05-27", "P5D", "FI", "24", "study-visit", "online", "x", "-1"]
)


@settings(max_examples=6)
@given(st.lists(st.tuples(st.sampled_from(["host", "start-date", "category", "duration", "country", "edtf", "topic",
       "attendee-count", "member-of"]), CELLS, st.sampled_from(["stated", "inferred", "rejected", ""]),
       st.sampled_from(["0-10", "3-2", "0-10 | 4-5", "", "0-10 | "]), CELLS), min_size=60, max_size=120))  # fmt: skip
def test_random_claims(
    tmp_path_factory: pytest.TempPathFactory, rows: Iterable[tuple[str, str, str, str, str]]
) -> None:
    """Whatever is claimed, both paths give the same lines, or the same problems."""
    told = [claim(k, v, status=s, at=at, basis="Because." if s != "stated" else "", count=n) for k, v, s, at, n in rows]
    agree(tmp_path_factory.mktemp("random"), {**TINY, "claims": told})


def test_synthetic_tables(tmp_path: Path) -> None:
    """Three hundred synthetic events give the same lines by both paths."""
    synth.write(synth.Plan(events=300, seed=3), "tables", tmp_path / "s", writing)
    got, want = both(tmp_path / "s")
    assert got == want


def test_parquet(tmp_path: Path) -> None:
    """Tables in Parquet give the lines of the same tables in CSV."""
    import duckdb

    folder = write(tmp_path / "csv", {**TINY, "claims": GOOD})
    (tmp_path / "parquet").mkdir()
    for path in folder.glob("*.csv"):
        target = tmp_path / "parquet" / f"{path.stem}.parquet"
        duckdb.sql(f"COPY (FROM read_csv('{path}', all_varchar=true)) TO '{target}' (FORMAT parquet)")
    assert _bulk(tmp_path / "parquet") == _bulk(folder)


def test_into_a_store(tmp_path: Path) -> None:
    """A store filled in bulk holds the lines and the vocabulary, each quad once."""
    store = OxigraphStore()
    folder = write(tmp_path, {**TINY, "claims": GOOD})
    bulk.load(folder, store)
    want = quads(dataset.records(intake.read([folder]))).lines | set(ontology.nquads())
    assert len(store) == len(want)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("source,subject,key,valeu\n", "'valeu' is not a column of this table; did you mean 'value'?"),
        ("source,source\n", "a column has no name, or one that is there twice; name each column once"),
    ],
)
def test_columns_that_are_none(tmp_path: Path, header: str, message: str) -> None:
    """A column that no claim has, or one that is there twice, is refused with the file, and near matches."""
    write(tmp_path, TINY)
    (tmp_path / "claims.csv").write_text(header, "utf-8")
    with pytest.raises(InputError, match=message.replace("?", r"\?")) as caught, bulk.lines_of(tmp_path):
        pass
    assert str(caught.value).startswith(f"{tmp_path / 'claims.csv'}:1")


def test_where_everything_was_written(tmp_path: Path) -> None:
    """The table of origins says of every node and property what the one-record path says."""
    folder = write(tmp_path / "s", {**TINY, "claims": GOOD})
    origins = quads(dataset.records(intake.read([folder]))).origins
    nodes = {(node, "", place) for node, place in origins.nodes.items()}
    told = nodes | {(node, prop, place) for (node, prop), place in origins.properties.items()}
    place = tmp_path / "origins.csv"
    with bulk.lines_of(folder, bulk.Wishes(origins=place)), place.open(newline="") as stream:
        got = {tuple(row) for row in csv.reader(stream)}
    want = {(node, prop, Path(p.file).name, str(p.row), p.field) for node, prop, p in told}
    assert got == want | {("node", "property", "file", "row", "field")}


def test_progress(tmp_path: Path) -> None:
    """While a store is filled, the bytes that are in grow up to all of them."""
    seen: list[tuple[int, int]] = []
    wishes = bulk.Wishes(tell=lambda done, size: seen.append((done, size)))
    bulk.load(write(tmp_path, {**TINY, "claims": GOOD}), OxigraphStore(), wishes)
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 10_000


def test_a_store_of_tables_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables built into a store answer saved queries, and their derived triples are there."""
    folder = write(tmp_path / "tables", {**TINY, "claims": GOOD})
    build.save_tables(folder, tmp_path / "store")
    graph = Graph.open(tmp_path / "store")
    assert [str(event) for event in graph.query("events-of-country", country="SE")["event"]] == ["Visit"]
    assert len(list(graph.store.quads(vocab.graph("derived")))) > 0


def test_a_mistake_leaves_no_store(tmp_path: Path) -> None:
    """Tables with a mistake are refused with its place, and no store is made."""
    folder = write(tmp_path / "tables", {**TINY, "claims": [*GOOD, claim("hots", "org/tulli")]})
    with pytest.raises(RecordsError, match="'hots' is not a role or claim key"):
        build.save_tables(folder, tmp_path / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]
