"""The parts of the generator: chance, names, dates, borders."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopgraph.synth.borders import AFAR, NEIGHBOURS, boxes, countries
from coopgraph.synth.dates import END, SLOT, START, Calendar, iso
from coopgraph.synth.draw import Draw, Shares
from coopgraph.synth.events import TYPES, Scene, Stage
from coopgraph.synth.facts import Report
from coopgraph.synth.stems import COUNT, code, cyrillic, stems
from coopgraph.synth.world import world


def test_ranks_fall_off_by_the_law() -> None:
    """The first rank is drawn as often as the law says, and so is the second."""
    # weight of rank r: the integral of x^-1.1 from r to r + 1; for 100 ranks
    # (1 - 2^-.1) / (1 - 101^-.1) = .06697 / .36967 = .1812; (2^-.1 - 3^-.1) / .36967 = .03707 / .36967 = .1003
    draw = Draw(1)
    got = Counter(draw.rank(100) for _ in range(40_000))
    assert got[0] / 40_000 == pytest.approx(0.1812, abs=0.01)
    assert got[1] / 40_000 == pytest.approx(0.1003, abs=0.01)
    assert set(got) <= set(range(100))


@given(st.integers(1, 60), st.data(), st.integers())
def test_a_sample_has_no_number_twice(n: int, data: st.DataObject, seed: int) -> None:
    """A sample of k of n numbers has k different ones, all below n."""
    k = data.draw(st.integers(0, n))
    got = Draw(seed).sample(n, k)
    assert len(set(got)) == k
    assert set(got) <= set(range(n))


@given(st.lists(st.integers(), max_size=20), st.integers())
def test_shuffling_loses_nothing(several: list[int], seed: int) -> None:
    """A shuffled list has the same members."""
    assert sorted(Draw(seed).shuffled(several)) == sorted(several)


def test_shares_are_kept() -> None:
    """What has three quarters of the shares is drawn three times in four."""
    draw, shares = Draw(2), Shares({"a": 3, "b": 1})
    assert Counter(shares.of(draw) for _ in range(10_000))["a"] / 10_000 == pytest.approx(0.75, abs=0.02)


def test_stems_are_all_different() -> None:
    """Three rounds of stems have no stem twice, and every one is written in Cyrillic letters."""
    stem = stems(Draw(3))
    made = [stem(n) for n in range(3 * COUNT)]
    assert len(set(made)) == 3 * COUNT
    assert all(not (c.isascii() and c.isalpha()) for name in made for c in cyrillic(name))


def test_stems_do_not_look_alike() -> None:
    """No two bodies that are called after a town score 93 of 100 in the likeness of names."""
    from rapidfuzz import fuzz, process

    stem = stems(Draw(4))
    names = [f"{stem(n).lower()} border guard" for n in range(400)]
    scores = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=93)
    assert sum(score >= 93 for row in scores for score in row) == 400  # each with itself


def test_codes_are_different() -> None:
    """Numbers have different letters, in three places and in more."""
    assert len({code(n) for n in range(20_000)}) == 20_000


def test_neighbours_have_room_for_a_crossing() -> None:
    """The boxes of neighbours overlap, and every country that occurs has a box."""
    known = boxes(*countries())
    for one, two in NEIGHBOURS:
        shared = known[one].shared(known[two])
        assert shared.west <= shared.east, (one, two)
        assert shared.south <= shared.north, (one, two)
    assert set(AFAR) <= set(known)


@given(st.integers(0, 10**6), st.integers(START, END), st.sampled_from(TYPES.values))
def test_what_is_said_of_a_date_holds_it(seed: int, issued: int, kind: str) -> None:
    """An event is over before its source is released, begins on no weekend, and lies in what is said of it."""
    when = Calendar(Draw(seed), TYPES.values).when(kind, issued)
    said = {key: value for key, value, _ in when.said}
    assert when.first <= when.last < issued
    assert date.fromordinal(when.first).weekday() < 5
    assert said.get("start-date", iso(when.first)) == iso(when.first)
    assert said.get("end-date", iso(when.last)) == iso(when.last)
    assert said.get("not-before", iso(when.first)) <= iso(when.first)
    assert said.get("not-after", iso(when.last)) >= iso(when.last)
    assert {"start-date", "end-date", "not-before", "not-after"} & set(said)


@given(st.integers(0, 10**6), st.lists(st.integers(START, START + 400), min_size=2, max_size=2))
def test_events_in_slots_of_their_own_are_a_fortnight_apart(seed: int, issued: list[int]) -> None:
    """Two events of a type that take no slot together begin more than fourteen days apart."""
    calendar = Calendar(Draw(seed), TYPES.values)
    one, two = (calendar.when("training", day).begins for day in issued)
    if one and two and not set(calendar.slots("training", one)) & set(calendar.slots("training", two)):
        assert abs(one - two) > 14


def test_a_slot_is_taken_once_until_it_is_forgotten() -> None:
    """A body that leads an event leads no other of that type in that slot, and long after that is let go."""
    calendar = Calendar(Draw(1), TYPES.values)
    slots = calendar.slots("training", START + 100)
    calendar.take("training", slots, 7)
    assert not calendar.free("training", slots, 7)
    assert calendar.free("workshop", slots, 7)
    assert calendar.free("training", slots, 8)
    calendar.forget(START + 100 + 40 * SLOT)
    assert calendar.free("training", slots, 7)


def test_where_all_leaders_are_busy_no_date_is_said_that_could_be_like_another() -> None:
    """An event for which nobody is free keeps its last day alone."""
    made = world(Draw(5), 30)
    stage = Stage(Draw(6), made)
    for kind in TYPES.values:
        for slot in range(START // SLOT - 60, START // SLOT + 60):
            for body in range(30):
                stage.calendar.take(kind, (slot,), body)
    scene = Scene(stage, Report(0, "synth-0000001", START + 300), 0, "days")
    scene.make()
    keys = {fact.key for fact in scene.facts if fact.status != "rejected"}
    assert "not-after" in keys
    assert not keys & {"start-date", "end-date", "not-before", "duration"}
