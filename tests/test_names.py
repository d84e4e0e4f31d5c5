"""A record is found by any of its names; what is only like one is proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import Graph
from coopgraph.errors import UnknownName, UsageError
from coopgraph.names import Ambiguous, Names, fold
from coopgraph.records import Named, Organization, Records
from coopgraph.source import Source
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.table import Thing
from coopgraph.triples import quads
from coopgraph.vocab import KINDS, mint, term


def body(slug: str, english: str, russian: str = "", also: str = "", hidden: str = "") -> Organization:
    return Organization.model_validate(
        {
            "source": Source("organizations.csv", 2),
            "id": slug,
            "names": {"en": english} | ({"ru": russian} if russian else {}),
            "also": [{"text": also}] if also else [],
            "hidden": [{"text": hidden}] if hidden else [],
            "type": ("igo",),
        }
    )


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    bodies = [
        body("iom", "International Organization for Migration", "МОМ", also="IOM"),
        body(
            "customs-of-finland",
            "Finnish Customs",
            "Таможня Финляндии",
            also="Customs",
            hidden="Finish Custums",
        ),
        body("customs-of-norway", "Norwegian Customs", also="Customs"),
        body("centre", "The Café Centre", also="CC"),
        body("other-centre", "CC"),
    ]
    named: dict[tuple[str, str], Named] = {("org", b.id): b for b in bodies}
    store = OxigraphStore()
    store.load(quads(Records(named=named)).to_bytes())
    return store


@pytest.fixture(scope="module")
def names(store: OxigraphStore) -> Names:
    return Names(store)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("International Organization for Migration", "iom"),
        ("international organization for MIGRATION!", "iom"),
        ("the International Organization for the Migration", "iom"),
        ("IOM", "iom"),
        ("мом", "iom"),
        ("iom", "iom"),
        ("org/iom", "iom"),
        ("https://w3id.org/coopgraph/id/org/iom", "iom"),
        ("Finish Custums", "customs-of-finland"),
        ("cafe centre", "centre"),
        ("CC", "other-centre"),
    ],
)
def test_found_by_any_name(names: Names, text: str, slug: str) -> None:
    """An IRI, an id, any label in any language finds the record; a preferred name beats an abbreviation."""
    assert names.find(text) == mint("org", slug)


def test_a_name_of_several(names: Names) -> None:
    """A name that two records bear alike is not decided: both are told, with their ids."""
    with pytest.raises(Ambiguous, match=r"Finnish Customs \(org/customs-of-finland\), Norwegian Customs") as caught:
        names.find("customs")
    assert [thing.id for thing in caught.value.things] == ["org/customs-of-finland", "org/customs-of-norway"]
    assert isinstance(caught.value, UsageError)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Finnish Custms", "did you mean 'Finnish Customs'"),
        ("Migration", "did you mean 'International Organization for Migration'?"),
        ("org/ion", "'org/ion' is not on record"),
    ],
)
def test_not_found(names: Names, text: str, message: str) -> None:
    """What is only like a name, or a part of one, is proposed and not taken."""
    with pytest.raises(UnknownName) as caught:
        names.find(text)
    assert message in str(caught.value)


def test_a_thing_is_proposed_once(names: Names) -> None:
    """A record whose several names are like the one asked for is named once."""
    with pytest.raises(UnknownName) as caught:
        names.find("Finish Custom")
    assert str(caught.value).count("'Finnish Customs'") == 1


def test_kinds_narrow_the_search(names: Names) -> None:
    """With kinds, an id needs none, and a record of another kind is not found."""
    assert names.find("iom", ["org"]) == mint("org", "iom")
    with pytest.raises(UnknownName, match="'IOM' is not on record as a country or an event"):
        names.find("IOM", ["country", "event"])
    with pytest.raises(UnknownName, match="not on record as a border crossing"):
        names.find("org/iom", ["bcp"])


def test_labels(names: Names, store: OxigraphStore) -> None:
    """A label is in the language asked for, else in English; what has none is called by its id or place."""
    iom = mint("org", "iom")
    assert names.label(iom) == "International Organization for Migration"
    assert Names(store, "ru").label(iom) == "МОМ"
    assert Names(store, "ru").label(mint("org", "centre")) == "The Café Centre"
    assert names.label(mint("evidence", "003", "10-20")) == "003:10-20"
    assert names.label(mint("org", "nobody")) == "org/nobody"
    assert names.label("http://example.org/x") == "http://example.org/x"
    assert names.thing(iom) == Thing("org/iom", "International Organization for Migration")
    assert names.all_labels(iom) == {"en": "International Organization for Migration", "ru": "МОМ"}
    assert len(names.of_kind(["org"])) == 5
    assert names.of_kind(["event"]) == []


def test_every_bundled_record_is_found_by_its_names(graph: Graph) -> None:
    """In the bundled data each record's id and preferred names find it, unless another bears the same name."""
    names = graph.names
    for iri in names.of_kind(KINDS):
        assert names.find(iri) == iri
        for label in names.all_labels(iri).values():
            assert names.thing(iri) in _found(names, label, iri.split("/")[-2])


def _found(names: Names, label: str, kind: str) -> list[Thing]:
    try:
        return [names.thing(names.find(label, [kind]))]
    except Ambiguous as error:
        return error.things


def test_terms_have_labels(graph: Graph) -> None:
    """Terms of the vocabulary are labelled, and listed by scheme."""
    assert term("role", "host") in graph.names.terms("role")
    assert graph.names.label(term("role", "host")) != "role/host"


def test_folding_signs() -> None:
    """Signs that stand for letters, ligatures and wide letters are compared as those letters."""
    assert fold("№ 1 ℠ ﬁre ＵＮＯＤＣ") == "no 1 sm fire unodc"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded name is folded already, and its case does not count."""
    assert fold(fold(text)) == fold(text)
