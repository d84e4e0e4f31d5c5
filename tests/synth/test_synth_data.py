"""What synthetic data are like: right in every record, and in their shape as real ones are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph import ontology
from coopgraph.errors import UsageError
from coopgraph.loaders import dataset
from coopgraph.records import Records
from coopgraph.synth import Plan
from coopgraph.triples import quads
from coopgraph.validation import validate

Rows = list[dict[str, str]]
Made = Callable[[Plan, str], Path]
Read = Callable[[Path], Rows]


@pytest.fixture(scope="session")
def records(folder: Path) -> Records:
    """The records of 200 events."""
    return dataset.load(folder)


@pytest.fixture(scope="session")
def claims(tables: Path, sheet: Read) -> Rows:
    """The claims of 5,000 events."""
    return sheet(tables / "claims.csv")


def test_the_curated_folder_loads_without_a_problem(records: Records) -> None:
    """The loader takes 200 events as they are, and every one of them is there."""
    assert len(records.of("event")) == 200


def test_data_without_errors_conform(made: Made) -> None:
    """Sixty events without errors give no violation and no warning."""
    loaded = dataset.load(made(Plan(60, 4), "yaml"))
    report = validate(loaded, quads(loaded))
    assert [str(f) for f in report if f.severity != "info"] == []


def test_counts_go_with_the_events(tables: Path, sheet: Read) -> None:
    """Of 5,000 events there are a tenth organizations, a twentieth delegations and a quarter sources."""
    names = ("events", "organizations", "delegations", "sources", "people", "documents")
    assert [len(sheet(tables / f"{name}.csv")) for name in names] == [5000, 500, 250, 1250, 100, 100]


def test_the_number_of_organizations_may_be_chosen(made: Made, sheet: Read) -> None:
    """A plan with its own number of organizations has so many."""
    assert len(sheet(made(Plan(40, 2, organizations=77), "tables") / "organizations.csv")) == 77


def test_sources_tell_of_one_to_some_events(tables: Path, sheet: Read) -> None:
    """No source tells of no event, and they do not all tell of the same number."""
    told = Counter(row["source"] for row in sheet(tables / "events.csv"))
    assert len(told) == 1250
    assert set(told.values()) >= {2, 3, 4, 5, 6}


def test_few_organizations_take_most_of_the_roles(claims: Rows, tables: Path, sheet: Read) -> None:
    """The tenth of the organizations that is most active has more than half of the participations."""
    roles = ontology.terms()["role"]
    shares = Counter(c["value"] for c in claims if c["key"] in roles and c["value"].startswith("org/"))
    tenth = len(sheet(tables / "organizations.csv")) // 10
    assert sum(n for _, n in shares.most_common(tenth)) > sum(shares.values()) / 2


def test_all_roles_statuses_and_confidences_occur(claims: Rows) -> None:
    """Every role is given, and claims are stated, inferred and rejected, with all three confidences."""
    assert ontology.terms()["role"] <= {c["key"] for c in claims}
    shares = Counter(c["status"] for c in claims)
    assert shares["stated"] > shares["inferred"] > shares["rejected"] > 0
    assert {c["confidence"] for c in claims} == {"high", "medium", "low"}


def test_nearly_every_key_a_claim_may_have_occurs(claims: Rows) -> None:
    """All properties of ontology/properties.csv are used."""
    assert set(ontology.claim_keys()) - {c["key"] for c in claims} == set()


def test_delegations_stand_for_somebody_by_a_guess(claims: Rows) -> None:
    """Whom a delegation represents is inferred, mostly with low confidence, and never with a high one."""
    guesses = [c for c in claims if c["key"] == "represents" and c["subject"].startswith("delegation/")]
    sure = Counter((c["status"], c["confidence"]) for c in guesses)
    assert set(sure) == {("inferred", "low"), ("inferred", "medium")}
    assert sure["inferred", "low"] > sure["inferred", "medium"]


def test_dates_have_all_precisions(claims: Rows) -> None:
    """Days, durations, bounds, and EDTF text of days, ranges, months, seasons, years, about and before occur."""
    assert {c["key"] for c in claims} >= {"start-date", "end-date", "duration", "not-before", "not-after", "edtf"}
    written = {re.sub(r"(?<=-)2[1-4]$", "S", c["value"]) for c in claims if c["key"] == "edtf"}
    shapes = {re.sub("[0-9]", "9", text) for text in written}
    assert shapes >= {
        "9999-99-99", "9999-99-99/9999-99-99", "9999-99", "9999-S", "9999", "9999~", "[..9999-99-99]", "XXXX-99-99",
    }  # fmt: skip


def test_names_are_in_two_scripts(records: Records) -> None:
    """Every organization, person and place has an English name in Latin and a Russian one in Cyrillic letters."""
    for kind in ("org", "person", "place"):
        for record in records.of(kind):
            assert re.fullmatch("[A-Za-z' -]+", record.names["en"]), record.names
            assert re.fullmatch("[А-Яа-яё -]+", record.names["ru"]), record.names


def test_ids_tell_that_the_data_are_synthetic(records: Records) -> None:
    """Every id but those of countries has ``synth`` in it, and begins with it or with a year."""
    ids = [slug for kind, slug in records.named if kind != "country"]
    assert [i for i in ids if not re.match("([0-9]{4}-)?synth-", i)] == []


def test_igos_belong_to_no_country_and_offices_to_a_parent(records: Records) -> None:
    """International bodies have no country, and each field office has a parent and a seat."""
    parents = {c.subject for c in records.claims if c.key == "parent"}
    seats = {c.subject for c in records.claims if c.key == "place"}
    offices = [o for o in records.of("org") if "igo-office" in getattr(o, "type", ())]
    assert offices
    for office in offices:
        assert getattr(office, "country", "") is None
        assert f"org/{office.id}" in parents & seats


def test_spans_lie_in_their_sources_and_are_sealed(records: Records) -> None:
    """Every span ends before its source does, and has a digest of 64 hex digits."""
    lengths = {ident: document.length or 0 for ident, document in records.documents().items()}
    spans = records.spans()
    assert len(spans) > 800
    assert all(span.end <= lengths[span.document] for span in spans)
    assert set(spans) == set(records.digests)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in records.digests.values())


def test_some_events_are_told_of_by_two_sources(records: Records) -> None:
    """Now and then two sources make the same claim of an event."""
    told = Counter((c.subject, c.key, c.value.text) for c in records.claims if c.subject.startswith("event/"))
    assert max(told.values()) == 2


@pytest.mark.parametrize("events", [0, 10_000_001])
def test_a_number_of_events_that_cannot_be_made_is_refused(events: int) -> None:
    """No events, or more than ten million, are refused."""
    with pytest.raises(UsageError, match="cannot be made"):
        Plan(events, 1)


def test_too_few_organizations_are_refused() -> None:
    """A cast too small to have one of each kind is refused."""
    with pytest.raises(UsageError, match="24 or more"):
        Plan(10, 1, organizations=23)


@pytest.mark.parametrize("events", [1, 2, 3, 7])
def test_the_smallest_data_load_too(made: Made, events: int) -> None:
    """A handful of events makes records that load."""
    assert len(dataset.load(made(Plan(events, 1), "yaml")).of("event")) == events
