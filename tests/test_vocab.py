"""IRIs are spelled in one way, and what vocab spells is what ontology/ declares."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph import assets, ontology, vocab
from coopgraph.errors import UnknownName
from coopgraph.vocab import KINDS, PREFIXES

SLUGS = st.from_regex(vocab.SLUG, fullmatch=True)
TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def declared(*types: str) -> set[str]:
    """The IRIs that ontology/ declares to be of one of some OWL types."""
    wanted = {ox.NamedNode(PREFIXES["owl"] + name) for name in types}
    found = (t.subject for t in ontology.triples() if t.predicate == TYPE and t.object in wanted)
    return {node.value for node in found if isinstance(node, ox.NamedNode)}


def test_every_kind_has_a_class_of_the_ontology() -> None:
    """A kind's class is declared in ontology/, ours and the reused ones alike."""
    assert set(KINDS.values()) - declared("Class") == set()


def test_every_predicate_of_a_claim_key_is_a_property_of_the_ontology() -> None:
    """What a curator may claim is declared: a property of ontology/coopgraph.ttl."""
    properties = declared("ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    assert {key.predicate for key in ontology.claim_keys().values()} - properties == set()


def test_claim_keys_fit_kinds_and_schemes() -> None:
    """Subjects and ranges of claim keys are kinds or schemes that exist; no key is also a role or an option."""
    options = {"stated", "inferred", "rejected", "at", "basis", "when", "title", "count", "mode"}
    for key in ontology.claim_keys().values():
        assert set(key.subjects) <= set(KINDS), key
        assert set(key.range) <= (set(ontology.terms()) if key.value == "term" else set(KINDS)), key
        assert key.key not in ontology.terms()["role"] | options


def test_statuses_confidences_and_their_terms() -> None:
    """The words that the curated form knows are the terms of the schemes status and confidence."""
    assert ontology.terms()["status"] == {"stated", "inferred", "rejected"}
    assert ontology.terms()["confidence"] == {"high", "medium", "low"}


def test_graphs_and_views() -> None:
    """There are five graphs; the stated view reads neither inferences nor what is derived from them."""
    assert [vocab.graph(name) for name in vocab.GRAPHS] == [
        f"https://w3id.org/coopgraph/graph/{name}"
        for name in ("authority", "stated", "inferred", "derived", "vocabulary")
    ]
    assert vocab.view_graphs("stated") == tuple(vocab.graph(name) for name in ("authority", "stated", "vocabulary"))
    assert set(vocab.view_graphs("inferred")) == {vocab.graph(name) for name in vocab.GRAPHS}
    assert vocab.DEFAULT_VIEW in vocab.VIEWS


def test_unknown_names() -> None:
    """An unknown graph, view or kind is told with what it may have meant."""
    with pytest.raises(UnknownName, match="'statd' is not a known graph; did you mean 'stated'"):
        vocab.graph("statd")
    with pytest.raises(UnknownName, match="'infered' is not a known view; did you mean 'inferred'"):
        vocab.view_graphs("infered")
    with pytest.raises(UnknownName, match="'organisation' is not a known kind of record"):
        vocab.mint("organisation", "osce")


def test_ids_and_terms_look_different_when_short() -> None:
    """No scheme bears the name of a kind, so a short form says which it is."""
    assert set(ontology.terms()) & set(KINDS) == set()


@pytest.mark.parametrize("slug", ["", "A", "a_b", "-a", "a-", "a--b", "a.b", "a/b", "a b", "é", "a\n"])
def test_what_is_no_slug(slug: str) -> None:
    """A slug has lower-case letters, digits and single hyphens between them, nothing else."""
    with pytest.raises(ValueError, match="is not a slug"):
        vocab.mint("org", slug)


def test_countries_are_capitals() -> None:
    """A country's id is its ISO code, capitals and all."""
    assert vocab.mint("country", "FI") == "https://w3id.org/coopgraph/id/country/FI"
    with pytest.raises(ValueError, match="'fi' is not a slug"):
        vocab.mint("country", "fi")


@given(a=st.lists(SLUGS, min_size=1, max_size=3), b=st.lists(SLUGS, min_size=1, max_size=3))
def test_different_parts_give_different_ids(a: list[str], b: list[str]) -> None:
    """Two lists of parts give the same IRI only if they are the same, and an IRI gives its slug back."""
    assert (vocab.mint("org", *a) == vocab.mint("org", *b)) == (a == b)
    assert vocab.split(vocab.mint("org", *a)) == ("org", ".".join(a))


def test_split_knows_our_ids_only() -> None:
    """Foreign IRIs, terms and unknown kinds are no ids of ours."""
    for iri in (
        "http://example.org/id/org/a",
        vocab.term("role", "host"),
        vocab.IDS + "thing/a",
        vocab.IDS + "org/",
    ):
        assert vocab.split(iri) is None


@given(name=st.from_regex("[A-Za-z]{1,9}", fullmatch=True), prefix=st.sampled_from(sorted(PREFIXES)))
def test_short_and_long(name: str, prefix: str) -> None:
    """Shortening undoes expanding."""
    assert vocab.compact(vocab.curie(f"{prefix}:{name}")) == f"{prefix}:{name}"


def test_claim_ids() -> None:
    """A claim's id is 16 hex digits that depend on each term of its triple and on nothing else."""
    one = vocab.mint_claim("<a>", "<b>", "<c>")
    assert one == "https://w3id.org/coopgraph/id/claim/ecb6c2e453ff0c00"
    assert len({one, vocab.mint_claim("<a>", "<b>", '"c"'), vocab.mint_claim("<a>", "<b2>", "<c>")}) == 3


def test_bundled_folders() -> None:
    """ontology, shapes, queries and data are found, and their files come sorted."""
    for name in ("ontology", "shapes", "queries", "data"):
        assert assets.folder(name).is_dir()
    assert assets.files("ontology", "*.ttl") == sorted(assets.folder("ontology").glob("*.ttl"))


def test_the_vocabulary_graph_has_no_blank_node() -> None:
    """OWL's lists are given IRIs, so that the graph has the same lines on every run."""
    assert all(isinstance(end, ox.NamedNode | ox.Literal) for t in ontology.triples() for end in (t.subject, t.object))
    lines = ontology.nquads()
    assert lines == sorted(set(lines))
    assert all(line.endswith(" <https://w3id.org/coopgraph/graph/vocabulary> .") for line in lines)
