"""Likeness: the blocked search finds what comparing all pairs would find, and says how two names are alike."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.records import Claim, Event, Name, Named, Organization, Participation, Records, Span, Value
from coopgraph.source import Source
from coopgraph.validation import blocking, likeness
from coopgraph.vocab import CG, compact

HERE = Source("x.csv", 2)
WORDS = ("border", "guard", "guards", "customs", "custom", "service", "finnish", "finish", "state", "police", "служба")


def organization(slug: str, name: str, country: str | None = "FI", also: str = "") -> Organization:
    others = (Name(text=also),) if also else ()
    return Organization(source=HERE, id=slug, names={"en": name}, type=("police",), country=country, also=others)


def records(*named: Named, claims: list[Claim] | None = None) -> Records:
    kind = {Organization: "org", Event: "event"}
    return Records({(kind[type(r)], r.id): r for r in named}, claims or [])


def every_pair(data: Records) -> set[tuple[str, str]]:
    """All pairs of organizations of one country that are alike, each compared with each."""
    own = [r for r in data.of("org") if isinstance(r, Organization)]
    alike = likeness.closest
    return {
        (a.id, b.id)
        for a, b in combinations(own, 2)
        if a.country == b.country and alike(likeness.spellings(a), likeness.spellings(b))
    }


def found_pairs(data: Records) -> set[tuple[str, str]]:
    found = list(likeness.findings(data))
    return {(compact(f.node).removeprefix("org/"), compact(f.value).removeprefix("org/")) for f in found}


names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
slips = st.tuples(names, st.integers(0, 40), st.sampled_from(["", "x", "s", " "])).map(
    lambda t: (t[0][: t[1]] + t[2] + t[0][t[1] + (not t[2]) :]).strip() or "x"
)


@settings(max_examples=150)
@given(st.lists(st.tuples(slips, slips, st.sampled_from(["FI", "NO", None])), min_size=2, max_size=14))
def test_blocking_finds_exactly_the_pairs_that_comparing_all_finds(
    told: list[tuple[str, str, str | None]],
) -> None:
    """Names of a few words with slips in them, in two countries or none: the pairs are the same, none is lost."""
    data = records(*(organization(f"o{n:02}", a, country, b) for n, (a, b, country) in enumerate(told)))
    assert found_pairs(data) == every_pair(data)


@settings(max_examples=200)
@given(
    st.lists(st.text("abc", min_size=1, max_size=40), min_size=2, max_size=12),
    st.sampled_from([60, 93, 97]),
    st.sampled_from([1, 2, 512]),
)
def test_the_pairs_are_those_that_score(texts: list[str], cutoff: int, rows: int) -> None:
    """Texts of three letters, at any cutoff and however many rows at once: the pairs that score, no more, no less."""
    from rapidfuzz import fuzz

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "ROWS", rows)
        found = blocking.pairs([[text] for text in texts], cutoff)
    assert found == [(i, j) for i, j in combinations(range(len(texts)), 2) if fuzz.ratio(texts[i], texts[j]) >= cutoff]


def test_names_of_unlike_length_are_not_compared() -> None:
    """With a cutoff of 93 a name of 100 letters is held against names of up to 115: 107/93 times as long."""
    assert blocking.longest(100, 93) == pytest.approx(100 * 107 / 93)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Finnish Border Guard", "FINNISH BORDER-GUARD", "the same but for capitals, accents and signs"),
        ("Finnish Border Guard", "Border Guard, Finnish", "the same words in another order"),
        ("Таможенная служба", "Tamozhennaya sluzhba", "the same after transliteration"),
        ("Таможенная служба", "Sluzhba Tamozhennaya", "the same after transliteration, in another order of words"),
        # 20 and 21 letters, one inserted: 1 - 1/41 = 97.6 of 100
        ("Finnish Border Guard", "Finnish Border Guards", "98 of 100: one letter differs"),
        # 33 and 33 letters, one replaced is two insertions and deletions: 1 - 2/66 = 97.0
        ("Federal Customs Service of Russia", "Federal Custums Service of Russia", "97 of 100: one letter differs"),
        # 17 and 21 letters become 20 and 21 ("tamozhennaya sluzhba", "tamozhennaya sluzhbas")
        ("Таможенная служба", "Tamozhennaya sluzhbas", "98 of 100 after transliteration: one letter differs"),
    ],
)
def test_the_reason_says_how_two_names_are_alike(one: str, other: str, reason: str) -> None:
    """Folded, in another order, transliterated, or nearly, with the letters that differ."""
    (found,) = likeness.findings(records(organization("a", one), organization("b", other)))
    assert found.message.endswith(reason)
    ((hit, score, told),) = likeness.likely(organization("new", one), records(organization("b", other)))
    assert (hit.id, told) == ("b", reason)
    assert score >= likeness.NAME_CUTOFF


def test_a_missing_country_is_told() -> None:
    """A new body without a country is held against all, and the reason says so; another country is no likeness."""
    old = records(organization("fi", "Coast Guard Academy", "FI"), organization("no", "Coast Guard Academy", "NO"))
    hits = likeness.likely(organization("new", "Coast Guard Academy", None), old)
    assert [(other.id, reason.partition("; ")[2]) for other, _, reason in hits] == [
        ("fi", "the country of one is not known"),
        ("no", "the country of one is not known"),
    ]
    own = likeness.likely(organization("new", "Coast Guard Academy", "NO"), old)
    assert [other.id for other, _, _ in own] == ["no"]
    assert own[0][2] == "the same but for capitals, accents and signs"


def event(slug: str, start: str, leader: str = "org/unodc", kind: str = "training") -> tuple[Event, list[Claim]]:
    facts = [("start-date", Value(type="date", text=start))]
    facts += [("organizer", Value(type="id", text=leader))] if leader else []
    facts += [("category", Value(type="term", text=f"event-type/{kind}"))] if kind else []
    more = {"status": "stated", "confidence": "high", "spans": (Span(document="d", start=0, end=5),)}
    claims = [
        (Participation if key == "organizer" else Claim).model_validate(
            {"source": HERE, "subject": f"event/{slug}", "key": key, "predicate": CG + key, "value": value, **more}
        )
        for key, value in facts
    ]
    return Event(source=HERE, id=slug, names={"en": slug}), claims


@pytest.mark.parametrize(
    ("start", "leader", "kind", "reason"),
    [
        ("2021-04-23", "org/unodc", "training", "the same organizer and type, 4 days apart"),
        ("2021-04-19", "org/unodc", "", "the same organizer, 0 days apart; the type of one is not known"),
        ("2021-05-03", "", "training", "the same type, 14 days apart; the organizer of one is not known"),
        ("2021-05-04", "org/unodc", "training", None),  # 15 days
        ("2022-04-18", "org/unodc", "training", None),  # the same week of another year
        ("2021-04-19", "org/osce", "training", None),
        ("2021-04-19", "org/unodc", "workshop", None),
        ("2021-04-19", "", "", None),  # nothing but the day
    ],
)
def test_events_are_alike_by_organizer_type_and_day(start: str, leader: str, kind: str, reason: str | None) -> None:
    """Held against a training of UNODC on 19 April 2021; the training of 18 April 2022 stays another one."""
    old, claims = event("2021-first", "2021-04-19")
    new, own = event("2022-second", start, leader, kind)
    hits = likeness.likely(new, records(old, claims=claims), own)
    assert [(other.id, told) for other, _, told in hits] == ([("2021-first", reason)] if reason else [])


def test_the_nearest_event_is_the_likeliest() -> None:
    """Of two trainings, 1 and 8 days away, the nearer comes first with the higher score."""
    (one, a), (two, b), (new, own) = (
        event("2021-a", "2021-04-19"),
        event("2021-b", "2021-04-26"),
        event("2021-c", "2021-04-27"),
    )
    hits = likeness.likely(new, records(one, two, claims=a + b), own)
    assert [other.id for other, _, _ in hits] == ["2021-b", "2021-a"]
    assert hits[0][1] > hits[1][1]


def test_a_unit_is_not_taken_for_its_parent() -> None:
    """Two like names one of which is the other's parent are no finding."""
    a, b = organization("a", "Border Guard District 1"), organization("b", "Border Guard District 2")
    parent = Claim(
        source=HERE,
        subject="org/a",
        key="parent",
        predicate=CG + "parent",
        value=Value(type="id", text="org/b"),
        status="stated",
        confidence="high",
        spans=(Span(document="d", start=0, end=5),),
    )
    assert len(list(likeness.findings(records(a, b)))) == 1
    assert list(likeness.findings(records(a, b, claims=[parent]))) == []
