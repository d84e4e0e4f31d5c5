"""The table of names beside a store: with it a check finds what it finds without, whatever the new names are."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph import build, ontology
from coopgraph.adding import Wishes, check_against, compare
from coopgraph.adding.check import Checked
from coopgraph.curated.merge import merge
from coopgraph.loaders import dataset
from coopgraph.loaders.files import Files
from coopgraph.loaders.table import Row, Table
from coopgraph.source import Source
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.triples import quads
from coopgraph.validation import nameindex, validate_store
from coopgraph.validation.checks import shape_triples

Row_ = dict[str, str]
COLUMNS = ("id", "name_en", "also", "hidden", "type", "country")
TWINS = ("Harbour Police", "The Harbour-Police", "harbour police")
"""What C32 calls the same."""


def organizations(*rows: Row_) -> Files:
    """A table of organizations."""
    found = [Row(Source("new.csv", n), row) for n, row in enumerate(rows, 2)]
    return Files({"organizations": [Table("new.csv", COLUMNS, found)]}, folder="new")


def police(ident: str, name: str, **more: str) -> Row_:
    """A row of an organization of Finland."""
    return {"id": ident, "name_en": name, "type": "police", "country": "FI"} | more


HELD = merge(
    dataset.read(build.bundled()),
    organizations(
        police("b-police", TWINS[0]),
        police("d-police", TWINS[1]),
        police("m-guards", "Coast Guards of the North"),
        police("s-police", TWINS[0], country="SE"),
    ),
).files


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> OxigraphStore:
    """A store in a folder, with two that have one name in Finland and one in Sweden; the table of names beside it."""
    home = tmp_path_factory.mktemp("built")
    found = OxigraphStore(home / build.STORE_NAME)
    found.load("\n".join([*sorted(quads(dataset.records(HELD)).lines), *ontology.nquads()]).encode())
    (home / nameindex.NAME).write_text(nameindex.table(found.inner), "utf-8")
    return found


def told(checked: Checked) -> list[tuple[str, str, str, str]]:
    """What is new and what is solved."""
    return [(f.state, f.code, f.node, f.message) for f in checked.report if f.state in ("new", "solved")]


def without(store: OxigraphStore, new: Files) -> Checked:
    """A check that has no table."""
    table = Path(str(store.directory)).parent / nameindex.NAME
    hidden = table.rename(table.with_suffix(".hidden"))
    try:
        return check_against(store, new, Wishes(update=True))
    finally:
        hidden.rename(table)


CASES: dict[str, tuple[Row_, set[str]]] = {
    "the same name": (police("z-police", "HARBOUR  POLICE!"), {"C32", "C54"}),
    "another, between the two": (police("c-police", "Harbour Police"), {"C54"}),
    "as a slip only": (police("z-police", "Quite Another", hidden="harbour_police"), {"C32"}),
    "nearly the same": (police("z-guards", "Coast Guard of the North"), {"C54"}),
    "in other letters": (police("z-guards", "Coast Guards of the Nörth"), {"C54"}),
    "in another country": (police("z-police", "Harbour Police", country="NO"), set()),
    "something else": (police("z-post", "Something Else"), set()),
    "renamed to the others": (police("m-guards", "Harbour Police"), {"C32", "C54"}),
    "moved to another country": (police("d-police", "Harbour Police", country="SE"), {"C32", "C54"}),
    "renamed to another": (police("d-police", "Lake Police of the East"), set()),
}


@pytest.mark.parametrize("case", CASES)
def test_the_same_findings(case: str, store: OxigraphStore) -> None:
    """New and changed names give the new and solved findings that they give without the table, which are those of two
    validations of the whole; no check has run over everything."""
    row, codes = CASES[case]
    found = check_against(store, organizations(row), Wishes(update=True))
    assert told(found) == told(without(store, organizations(row)))
    assert found.looked is not None
    assert not found.looked.whole
    assert {f.code for f in found.report.of("new")} & {"C32", "C54"} == codes
    after = OxigraphStore()
    merged = merge(HELD, organizations(row), update=True).files
    after.load("\n".join([*sorted(quads(dataset.records(merged)).lines), *ontology.nquads()]).encode())
    whole = compare(validate_store(store), validate_store(after))
    wanted = {(f.state, f.code, f.node, f.message) for f in whole if f.state in ("new", "solved")}
    assert set(told(found)) == wanted


def test_only_like_names_are_looked_at(store: OxigraphStore) -> None:
    """The table gives the organizations of the country with the same name or one very like it, and no others."""
    index = nameindex.NameIndex.beside(store.directory)
    assert index is not None
    finland = "https://w3id.org/coopgraph/id/country/FI"
    found = index.alike({finland: ["Harbour Police", "Finnish Customs Nationals"]})
    assert {node.rpartition("/")[2] for node in found} == {"b-police", "d-police"}
    assert index.alike({nameindex.NOWHERE: ["Harbour Police"]}) == set()


def folded(*names: str) -> list[str]:
    """What C32 makes of names, by the words of its own SPARQL."""
    texts = [t.object.value for t in shape_triples() if isinstance(t.object, ox.Literal)]
    select = next(text for text in texts if "isReplacedBy" in text and "?folded" in text)
    bind = next(line for line in select.splitlines() if line.strip().endswith("AS ?folded)"))
    values = " ".join(str(ox.Literal(name)) for name in names)
    answer = ox.Store().query(f"SELECT ?label ?folded {{ VALUES ?label {{ {values} }} {bind} }}")
    by_label = {row["label"].value: row["folded"].value for row in answer}  # type: ignore[union-attr]
    return [by_label[name] for name in names]


WORDS = st.sampled_from(
    ["the", "The", "Harbour", "Ünit", "Straße", "ΟΔΟΣ", "№7", "İzmir", "é", "²", "٣", "_", "полиция"]
)
NAMES = st.lists(WORDS | st.text(max_size=3), max_size=5).flatmap(
    lambda words: st.sampled_from([" ", "-", " – ", "_", "²", "."]).map(lambda sign: sign.join(words))
)


@settings(max_examples=300)
@given(NAMES, st.sampled_from([str.lower, str.upper, str.title, "the {}".format, "{} (The)".format, " -{}.".format]))
def test_what_is_one_name_has_one_key(name: str, change: object) -> None:
    """Names that C32 calls the same have the same letters in the table, in any script and with any signs."""
    other = change(name)  # type: ignore[operator]
    one, two = folded(name, other) if name != other else ["", ""]
    if one == two:
        assert nameindex.letters(name) == nameindex.letters(other)
