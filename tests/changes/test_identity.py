"""Ids that went and ids that came: what is taken for the same thing, why, and what is not."""

from __future__ import annotations

from collections.abc import Iterable

from coopgraph.changes import Changes, compare
from coopgraph.changes.telling import details
from coopgraph.records import Claim, Event, Name, Organization, Participation, Records, SourceDocument, Span, Value
from coopgraph.source import Source

HERE = Source("made.yaml", 1)


def dataset(organizations: dict[str, str], *claims: str, events: Iterable[str] = ("2013-visit",)) -> Records:
    """Return records of organizations (id to names, the first preferred) and claims such as ``2013-visit host osce``.

    Claims that begin with an organization say who its parent is.
    """
    found = Records()
    for slug, names in organizations.items():
        first, *more = names.split(" | ")
        also = tuple(Name(text=text) for text in more)
        found.named["org", slug] = Organization(source=HERE, id=slug, names={"en": first}, also=also, type=("igo",))
    for slug in events:
        found.named["event", slug] = Event(source=HERE, id=slug, names={"en": "Visit"})
    found.named["source", "900"] = SourceDocument(source=HERE, id="900", names={"en": "News"})
    found.claims = [_claim(*line.split()) for line in claims]
    return found


def _claim(subject: str, key: str, value: str, status: str = "stated", at: str = "0") -> Claim:
    kind, made = ("org", Claim) if key == "parent" else ("event", Participation)
    span = Span(document="900", start=int(at), end=int(at) + 5)
    facts = {"predicate": "p", "value": Value(type="id", text=f"org/{value}"), "confidence": "high", "spans": (span,)}
    return made.model_validate(
        {"source": HERE, "subject": f"{kind}/{subject}", "key": key, "status": status, "basis": "b", **facts}
    )


def told(changes: Changes) -> list[str]:
    """Return the details as lines, without indentation."""
    return [line.strip() for line in details(changes, 200) if line]


def test_a_renamed_id_is_the_same_record_and_its_claims_are_the_same() -> None:
    """Only the id changed: one line says so, and no record, no claim is new or gone."""
    a = dataset({"tulli": "Finnish Customs", "osce": "OSCE"}, "2013-visit host tulli", "tulli parent osce")
    names = {"finnish-customs": "Finnish Customs", "osce": "OSCE"}
    b = dataset(names, "2013-visit host finnish-customs", "finnish-customs parent osce")
    changes = compare(a, b)
    assert told(changes) == [
        "Ids that are probably the same thing",
        "Finnish Customs  (org/tulli → org/finnish-customs)",
        "because the same name: “Finnish Customs”; all its 2 claims are now said of it",
    ]
    assert changes.renamed == {"org/tulli": "org/finnish-customs"}


def test_a_renamed_id_with_another_name_is_known_by_its_claims() -> None:
    """All that was said of the one is said of the other; the new name is a changed field."""
    a = dataset({"tulli": "Tulli"}, "2013-visit host tulli")
    b = dataset({"finnish-customs": "Finnish Customs"}, "2013-visit host finnish-customs")
    assert told(compare(a, b)) == [
        "Records",
        "~ Finnish Customs  (org/finnish-customs)",
        "name_en: Tulli → Finnish Customs",
        "Ids that are probably the same thing",
        "Tulli → Finnish Customs  (org/tulli → org/finnish-customs)",
        "because its only claim is now said of it",
    ]


def test_a_merger_is_known_by_its_claims() -> None:
    """The one is gone, and what it did the other does, which stood beside it: nothing else is told."""
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x", "2013-visit partner x", "2013-visit speaker y")
    b = dataset({"y": "Yttrium"}, "2013-visit host y", "2013-visit partner y", "2013-visit speaker y")
    lines = ["Xenon  (org/x) merged into Yttrium  (org/y)", "because all its 2 claims are now said of the other"]
    assert told(compare(a, b))[1:] == lines
    assert compare(a, b).renamed == {}


def test_a_merger_is_known_by_its_names() -> None:
    """Its name moved into those of the other; the claim that did not follow is gone."""
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x", "x parent y")
    b = dataset({"y": "Yttrium | Xenon"})
    assert told(compare(a, b)) == [
        "Records",
        "~ Yttrium  (org/y)",
        "also: + Xenon",
        "Ids that are probably the same thing",
        "Xenon  (org/x) merged into Yttrium  (org/y)",
        "because the other took over the name “Xenon”",
        "Claims",
        "Visit  (event/2013-visit)",
        "− host: Xenon (stated, high)  900:0-5",
        "Xenon  (org/x)",
        "− parent: Yttrium (stated, high)  900:0-5",
    ]


def test_the_other_way_round_a_merger_is_a_split() -> None:
    """The new id came out of the one that stays, for the same reasons."""
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x")
    b = dataset({"y": "Yttrium | Xenon"}, "2013-visit host y")
    (move,) = compare(b, a).moves
    assert (move.how, move.old.id, move.new.id) == ("split", "org/y", "org/x")
    assert move.reason == "the other bore the name “Xenon”; its only claim was said of the other before"
    assert "Xenon  (org/x) split from Yttrium  (org/y)" in told(compare(b, a))


def test_claims_that_meet_by_a_merger() -> None:
    """A claim that the other made as surely on the same words is no loss; one with evidence of its own is."""
    lines = ("2013-visit host x", "2013-visit host y", "2013-visit partner x")
    a = dataset({"x": "Xenon", "y": "Yttrium"}, *lines)
    b = dataset({"y": "Yttrium | Xenon"}, "2013-visit host y", "2013-visit partner y")
    assert compare(a, b).claims == ()
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x stated 50", *lines[1:])
    assert [(c.sign, str(c), c.spans) for c in compare(a, b).claims] == [
        ("gone", "Visit – host: Xenon (stated, high)", ("900:50-55",))
    ]
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x rejected", *lines[1:])
    assert [str(c) for c in compare(a, b).claims] == ["Visit – host: Xenon (rejected, high)"]


def test_two_that_become_a_new_one() -> None:
    """The one whose name it keeps was renamed, the other merged into it; there is no new and no gone record."""
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x", "2013-visit partner y")
    b = dataset({"z": "Xenon"}, "2013-visit host z", "2013-visit partner z")
    changes = compare(a, b)
    assert [(m.how, m.old.id, m.new.id) for m in changes.moves] == [
        ("renamed", "org/x", "org/z"),
        ("merged", "org/y", "org/z"),
    ]
    assert (changes.records, changes.claims) == ((), ())


def test_an_event_that_is_known_again_lets_its_parties_be_known() -> None:
    """Two ids of one claim are renamed at once: neither hides the other."""
    others, parts = {"o": "OSCE", "t": "Tulli"}, ("partner o", "speaker t")
    a = dataset({"x": "Xenon", **others}, *(f"2013-visit {part}" for part in ("host x", *parts)))
    said = (f"2014-visit {part}" for part in ("host z", *parts))
    b = dataset({"z": "Zinc", **others}, *said, events=["2014-visit"])
    changes = compare(a, b)
    assert changes.renamed == {"event/2013-visit": "event/2014-visit", "org/x": "org/z"}
    assert changes.claims == ()


def test_what_an_event_is_called_is_no_sign_by_itself() -> None:
    """One visit is gone and another came, of other organizations: these are not one."""
    a = dataset({"o": "OSCE", "t": "Tulli"}, "2013-visit host o")
    b = dataset({"o": "OSCE", "t": "Tulli"}, "2021-visit host t", events=["2021-visit"])
    changes = compare(a, b)
    assert changes.moves == ()
    assert [(r.sign, r.thing.id) for r in changes.records] == [
        ("new", "event/2021-visit"),
        ("gone", "event/2013-visit"),
    ]


def test_half_of_the_claims_are_not_enough() -> None:
    """Of two claims one is now said of another organization: it is gone, and that one has a new claim."""
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x", "2013-visit partner x")
    b = dataset({"y": "Yttrium"}, "2013-visit host y")
    changes = compare(a, b)
    assert changes.moves == ()
    assert [(c.sign, str(c.value)) for c in changes.claims] == [
        ("gone", "Xenon"),
        ("new", "Yttrium"),
        ("gone", "Xenon"),
    ]


def test_claims_that_the_other_had_anyway_are_no_sign() -> None:
    """What was said of both before says nothing when one of them goes."""
    a = dataset({"x": "Xenon", "y": "Yttrium"}, "2013-visit host x", "2013-visit host y")
    b = dataset({"y": "Yttrium"}, "2013-visit host y")
    changes = compare(a, b)
    assert changes.moves == ()
    assert [(c.sign, str(c.value)) for c in changes.claims] == [("gone", "Xenon")]


def test_another_kind_is_another_thing() -> None:
    """An organization and a document of one name are not one."""
    a, b = dataset({"x": "News"}), dataset({})
    del a.named["source", "900"]
    changes = compare(a, b)
    assert changes.moves == ()
    assert len(changes.records) == 2


def test_a_renamed_source_keeps_its_claims() -> None:
    """Its claims rest on the same stretches of the same document, whatever its id."""
    a, b = dataset({"o": "OSCE"}, "2013-visit host o"), dataset({"o": "OSCE"}, "2013-visit host o")
    b.named["source", "901"] = b.named.pop(("source", "900")).model_copy(update={"id": "901"})
    span = Span(document="901", start=0, end=5)
    b.claims = [b.claims[0].model_copy(update={"spans": (span,)})]
    a.digests, b.digests = {a.claims[0].spans[0]: "c" * 64}, {span: "c" * 64}
    changes = compare(a, b)
    assert [(m.how, m.old.id, m.new.id) for m in changes.moves] == [("renamed", "source/900", "source/901")]
    assert (changes.records, changes.claims, changes.digests) == ((), (), (0, 0, 0))


def test_kinds_do_not_mix_when_several_ids_went_and_came() -> None:
    """An organization and a source that went bear the names of a source and an organization that came."""
    a, b = dataset({"x": "News"}), dataset({"y": "Paper"})
    paper = a.named.pop(("source", "900")).model_copy(update={"id": "901", "names": {"en": "Paper"}})
    a.named["source", "901"] = paper
    assert compare(a, b).moves == ()


def test_little_that_moved_to_a_new_id_is_no_renaming() -> None:
    """A new organization that also does what the gone one did took it in: it is new, and the other merged into it."""
    a = dataset({"x": "Xenon"}, "2013-visit host x")
    b = dataset({"z": "Zinc"}, "2013-visit host z", "2013-visit partner z", "2013-visit speaker z")
    changes = compare(a, b)
    assert [(m.how, m.old.id, m.new.id) for m in changes.moves] == [("merged", "org/x", "org/z")]
    assert [(r.sign, r.thing.id) for r in changes.records] == [("new", "org/z")]
    assert [(c.sign, c.key) for c in changes.claims] == [("new", "partner"), ("new", "speaker")]


def test_a_namesake_that_was_there_before_took_over_nothing() -> None:
    """Two organizations bear one name; one of them goes, and the other is what it was."""
    a = dataset({"x": "Border Guard", "y": "Border Guard"}, "2013-visit host x")
    changes = compare(a, dataset({"y": "Border Guard"}))
    assert changes.moves == ()
    assert [(r.sign, r.thing.id) for r in changes.records] == [("gone", "org/x")]


def test_one_new_id_is_the_new_name_of_one_old_id_only() -> None:
    """Of two that bear its name it is the one whose claims it has; the other went into it."""
    a = dataset({"w": "Xenon", "x": "Xenon"}, "2013-visit host x")
    changes = compare(a, dataset({"z": "Xenon"}, "2013-visit host z"))
    assert [(m.how, m.old.id) for m in changes.moves] == [("renamed", "org/x"), ("merged", "org/w")]


def test_a_claim_that_stood_twice_and_stands_once() -> None:
    """One of the two is gone, though the claim still stands: both rows are told of."""
    a = dataset({"o": "OSCE"}, "2013-visit host o", "2013-visit host o")
    changes = compare(a, dataset({"o": "OSCE"}, "2013-visit host o"))
    assert [(c.sign, str(c)) for c in changes.claims] == [("gone", "Visit – host: OSCE (stated, high)")]
