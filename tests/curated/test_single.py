"""Claims of keys that have one value: another value takes the place of the old one, with an update."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.curated.form import canonical
from coopgraph.curated.merge import Merged, merge
from coopgraph.loaders import dataset, yaml
from coopgraph.loaders.files import Files
from coopgraph.loaders.pending import Held
from coopgraph.source import Source

TINY = Path(__file__).parents[1] / "data/tiny"
HEAD = 'source: "900"\nclaims:\n  event/2013-visit:\n'
OLD = "- {start-date: 2013-05-27, stated: high, at: 0-10}"
NEW = "- {start-date: 2013-05-28, inferred: low, at: 3-9, basis: Tuesday.}"


def handed(*claims: str, head: str = HEAD) -> Files:
    """A record file that somebody hands in, with claims about the visit."""
    text = head + "".join(f"    {claim}\n" for claim in claims)
    return Files(trees=[yaml.read(Held(text.encode()), "new/more.yaml")[0]], folder="new")


def lines(files: Files) -> list[str]:
    """The lines of the record files."""
    found = canonical(files)
    return [line.strip() for name in found if name.startswith("records/") for line in found[name].decode().splitlines()]


def became(merged: Merged) -> dict[str, list[str]]:
    """What became of each new thing."""
    kinds = {"new": merged.added, "changed": merged.updated, "replaced": merged.replaced, "there": merged.same}
    return {kind: [entry.name for entry in entries] for kind, entries in kinds.items() if entries}


def with_claims(*claims: str) -> Files:
    """The dataset with further claims about the visit."""
    return merge(dataset.read(TINY), handed(*claims)).files


def test_another_value_is_a_difference() -> None:
    """Another start of the same event in the same document is refused, with the old one, its place and the way out."""
    merged = merge(dataset.read(TINY), handed(NEW))
    (problem,) = merged.conflicts
    assert problem.source == Source("new/more.yaml", 4, "start-date")
    place = f"{dataset.shown(TINY)}/records/900-visit.yaml:18"
    assert problem.message == f"event/2013-visit start-date is '2013-05-27' in {place} (here '2013-05-28')"
    assert "run with --update to replace what is there" in problem.remedy
    assert lines(merged.files) == lines(dataset.read(TINY))


def test_another_value_takes_the_place() -> None:
    """With an update the new claim stands, wholly, where the old one stood, which is gone but for its comments."""
    base = dataset.read(TINY)
    record = Held((TINY / "records/900-visit.yaml").read_bytes().replace(b"2013-05-27", b"2013-05-27  # Monday\n     "))
    base.trees = [yaml.read(record, base.trees[0].source.file)[0]]
    merged = merge(base, handed(NEW), update=True)
    assert became(merged) == {"replaced": ["event/2013-visit start-date 2013-05-28"]}
    before, after = lines(dataset.read(TINY)), lines(merged.files)
    at = before.index(OLD)
    assert after[at] == f"{NEW}  # Monday"
    assert after[:at] + after[at + 1 :] == before[:at] + before[at + 1 :]


@pytest.mark.parametrize(
    "claim",
    [
        "- {start-date: 2013-05-28, rejected: high, at: 3-9, basis: A misprint.}",
        "- {host: org/osce, stated: high, at: 3-9}",
        "- {category: workshop, stated: high, at: 3-9}",
        "- {end-date: 2013-05-28, stated: high, at: 3-9}",
    ],
)
def test_what_stands_beside(claim: str) -> None:
    """A rejected value, another host or category, and the first end are added beside what is there."""
    for update in (False, True):
        merged = merge(dataset.read(TINY), handed(claim), update)
        assert list(became(merged)) == ["new"]
        assert OLD in lines(merged.files)


def test_beside_a_rejected_value() -> None:
    """What is rejected is not in the way of another value, and stays."""
    rejected = "- {end-date: 2013-05-30, rejected: high, at: 3-9, basis: That is the way back.}"
    merged = merge(with_claims(rejected), handed("- {end-date: 2013-05-29, stated: high, at: 3-9}"), update=True)
    assert list(became(merged)) == ["new"]
    assert rejected in lines(merged.files)


def test_both_are_kept_where_both_are_given() -> None:
    """New records that repeat the old value and give another keep both."""
    merged = merge(dataset.read(TINY), handed(OLD, NEW))
    assert became(merged) == {
        "new": ["event/2013-visit start-date 2013-05-28"],
        "there": ["event/2013-visit start-date 2013-05-27"],
    }
    assert not merged.conflicts


def test_two_old_values_give_way_to_one() -> None:
    """Where two stand, the new one replaces both."""
    merged = merge(with_claims(OLD, NEW), handed("- {start-date: 2013-05-29, stated: high, at: 3-9}"), update=True)
    assert became(merged) == {"replaced": ["event/2013-visit start-date 2013-05-29"]}
    assert [line for line in lines(merged.files) if "start-date" in line] == [
        "- {start-date: 2013-05-29, stated: high, at: 3-9}"
    ]


def test_another_document_may_say_another_thing() -> None:
    """What another document says of the same event stands beside it."""
    for update in (False, True):
        merged = merge(dataset.read(TINY), handed(NEW, head=HEAD.replace("900", "901")), update)
        assert list(became(merged)) == ["new"]
        assert not merged.conflicts


CLAIMS = st.builds(
    "- {{{}, {}: high, at: 0-10}}".format,
    st.sampled_from([f"{key}: 2013-05-{day}" for key in ("start-date", "end-date") for day in (27, 28, 29)])
    | st.sampled_from(
        [f"{key}: org/{party}" for key in ("host", "organizer") for party in ("osce", "finnish-customs")]
    ),
    st.sampled_from(["stated", "rejected"]),
)
SOME = st.lists(CLAIMS, max_size=6, unique_by=lambda claim: claim.split(", ")[0])


@settings(max_examples=150)
@given(SOME, SOME)
def test_added_again_it_is_there_already(old: list[str], new: list[str]) -> None:
    """Whatever was added with an update is there already when it is added again, and every value that was there is
    there still, but for those that were told as replaced or changed."""
    base = with_claims(*old)
    merged = merge(base, handed(*new), update=True)
    assert not merged.conflicts
    again = merge(merged.files, handed(*new))
    assert set(became(again)) <= {"there"}
    assert not again.conflicts
    assert lines(again.files) == lines(merged.files)
    told = {" ".join(entry.name.split(" ")[:2]) for entry in merged.replaced}
    for line in set(lines(base)) - set(lines(merged.files)):
        claim = line.removeprefix("- {").split(", ")[0].replace(": ", " ")
        name = f"event/2013-visit {claim}"
        assert name.rpartition(" ")[0] in told or name in [entry.name for entry in merged.updated]
