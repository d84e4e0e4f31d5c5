"""What the bulk path derives from columns is what the saved queries make of the store."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph import build, bulk, ontology, synth, vocab
from coopgraph.bulk import deriving
from coopgraph.export.write import writing
from coopgraph.store.oxigraph import OxigraphStore
from coopgraph.vocab import CG

from .tiny import TINY, claim, write

DERIVED = vocab.graph("derived")
ORGS = [f"org/o{number}" for number in range(6)]
PARTIES = [*ORGS, "person/jane", "delegation/2013-officers"]
ACTIVITIES = ["event/2013-visit", "event/2013-talk", "project/bomca"]
ROLES = sorted(ontology.terms()["role"])


def derived(folder: Path, *, columns: bool) -> set[str]:
    """Return the derived triples of a folder of tables: from columns, or by the saved queries."""
    store = OxigraphStore()
    bulk.load(folder, store, bulk.Wishes(derive=columns))
    if not columns:
        build.derive(store)
    return {str(quad.triple) for quad in store.quads(DERIVED)}


TAKEN = st.tuples(
    st.sampled_from(ACTIVITIES),
    st.sampled_from(ROLES),
    st.sampled_from(PARTIES),
    st.sampled_from(["stated", "inferred", "rejected"]),
)
PARENTS = st.tuples(st.sampled_from(ORGS), st.sampled_from(ORGS), st.sampled_from(["stated", "rejected"]))


@settings(max_examples=8)
@given(st.lists(TAKEN, max_size=25, unique_by=lambda row: row[:3]), st.lists(PARENTS, max_size=5, unique=True))
def test_the_queries_and_the_columns(
    tmp_path_factory: pytest.TempPathFactory,
    taken: list[tuple[str, str, str, str]],
    parents: list[tuple[str, str, str]],
) -> None:
    """Whoever takes which role in what, and whoever is part of whom, also in a circle or of itself: columns and queries
    derive the same triples."""
    told = [claim(role, party, subject=at, status=sure, basis="So.") for at, role, party, sure in taken]
    told += [
        claim("parent", parent, subject=child, status=sure, basis="So.")
        for child, parent, sure in {(child, parent): (child, parent, sure) for child, parent, sure in parents}.values()
    ]
    events = [*TINY["events"], {"source": "900", "id": "2013-talk", "name_en": "Talk"}]
    orgs = [{"id": name.removeprefix("org/"), "name_en": name.upper(), "type": "igo"} for name in ORGS]
    tables = {**TINY, "organizations": [*TINY["organizations"], *orgs], "events": events, "claims": told}
    folder = write(tmp_path_factory.mktemp("derived"), tables)
    assert derived(folder, columns=True) == derived(folder, columns=False)


def test_doubtful_rows_count(tmp_path: Path) -> None:
    """A role and a parent in doubtful rows, which the loaders read and accept, are derived from too."""
    note = "é" * 10_001  # too long for a clean cell
    told = [
        claim("host", "org/tulli", status="inferred", basis=note),
        claim("organizer", "org/osce"),
        claim("funder", "org/o1"),
        claim("parent", "org/tulli", subject="org/o1", status="inferred", basis=note),
    ]
    more = [{"id": "o1", "name_en": "One", "type": "igo"}]
    tables = {**TINY, "organizations": [*TINY["organizations"], *more], "claims": told}
    folder = write(tmp_path / "tables", tables)
    found = derived(folder, columns=True)
    assert found == derived(folder, columns=False)
    # hosts, organizes, funds; the host and the funder each with the organizer, both ways; not the funder with its
    # parent, the host
    assert len(found) == 3 + 4


EVENTS = ["event/2013-visit", "event/2013-talk"]
SURE = st.sampled_from(["stated", "inferred", "rejected"])
PLACES = [("place", "place/a"), ("place", "place/b"), ("place", "place/c"), ("visited-site", "place/a")]
SEEN = st.tuples(st.sampled_from(EVENTS), st.sampled_from(PLACES), SURE)
SAID = st.tuples(st.sampled_from(EVENTS), st.sampled_from(["FI", "SE"]), SURE)


@settings(max_examples=8)
@given(st.lists(SEEN, max_size=8, unique_by=lambda row: row[:2]), st.lists(SAID, max_size=4, unique_by=lambda r: r[:2]))
def test_where_events_take_place(
    tmp_path_factory: pytest.TempPathFactory,
    seen: list[tuple[str, tuple[str, str], str]],
    said: list[tuple[str, str, str]],
) -> None:
    """Whatever places an event has, in clean rows and doubtful ones, and whatever countries of its own: columns and
    queries derive the country of each place that the event does not name itself."""
    places = [
        {"id": "a", "name_en": "A", "country": "FI"},
        {"id": "b", "name_en": "B", "country": "SE", "note": "é" * 10_001},  # too long for a clean cell
        {"id": "c", "name_en": "C"},
    ]
    told = [claim(key, value, subject=at, status=sure, basis="So.") for at, (key, value), sure in seen]
    told += [claim("country", code, subject=at, status=sure, basis="So.") for at, code, sure in said]
    events = [*TINY["events"], {"source": "900", "id": "2013-talk", "name_en": "Talk"}]
    folder = write(tmp_path_factory.mktemp("where"), {**TINY, "events": events, "places": places, "claims": told})
    found = derived(folder, columns=True)
    assert found == derived(folder, columns=False)
    lies, own = {"place/a": "FI", "place/b": "SE"}, {(at, code) for at, code, sure in said if sure != "rejected"}
    where = {(at, lies[place]) for at, (_, place), sure in seen if sure != "rejected" and place in lies}
    assert len(found) == len(where - own)


def test_synthetic(tmp_path: Path) -> None:
    """Of three hundred synthetic events columns and queries derive the same."""
    synth.write(synth.Plan(events=300, seed=3), "tables", tmp_path / "s", writing)
    found = derived(tmp_path / "s", columns=True)
    assert found == derived(tmp_path / "s", columns=False)
    assert len(found) > 500


def test_rules() -> None:
    """Any party hosts, only an organization funds, and leaders of two kinds are not tied; two organizations are."""
    learnt = deriving.rules()
    assert {kind for role, kind, _ in learnt.one if role == "host"} == {"org", "person", "delegation"}
    assert [(role, kind) for role, kind, predicate in sorted(learnt.one) if predicate == CG + "funds"] == [
        ("funder", "org")
    ]
    tie = CG + "cooperatesWith"
    assert ("host", "org", tie, "organizer", "org") in learnt.two
    assert {(one, other) for _, one, _, _, other in learnt.two} == {("org", "org")}
