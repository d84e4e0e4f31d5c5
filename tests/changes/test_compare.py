"""What changed in records: one edit of each kind, made by hand, and exactly what is told of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.changes import Changes, compare
from coopgraph.changes.telling import counts, details
from coopgraph.loaders import dataset

RECORD = "records/900-visit.yaml"
HOST = "    - {host: org/finnish-customs, stated: high, at: 10-20}\n"
Edited = Callable[..., Changes]


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace every occurrence of a text, which must be there, in a file."""
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def edited(tiny: Path) -> Edited:
    """A function that makes edits (file, old, new) in a copy of the tiny dataset and compares it with the copy."""

    def changed(*edits: tuple[str, str, str]) -> Changes:
        after = Path(shutil.copytree(tiny, "after"))
        for file, old, new in edits:
            edit(after, file, old, new)
        return compare(dataset.load(tiny), dataset.load(after))

    return changed


def told(changes: Changes) -> str:
    """Return the details, as a terminal of 100 columns shows them."""
    return "\n".join(details(changes, 100)) + "\n"


def test_a_dataset_and_itself_do_not_differ(edited: Edited) -> None:
    """Nothing changed, so the answer is false and has nothing to tell."""
    changes = edited()
    assert not changes
    assert told(changes) == "\n"
    assert counts(changes) == [("Records", "none changed"), ("Claims", "none changed")]


def test_a_new_record(edited: Edited) -> None:
    """A row added to a table is a new record."""
    changes = edited(("people.csv", "ann-lee,", "bo-ek,Bo Ek,,,,\nann-lee,"))
    assert told(changes) == "\nRecords\n\n  + Bo Ek  (person/bo-ek)\n"
    assert counts(changes)[0] == ("Records", "1 new")


def test_a_gone_record(edited: Edited) -> None:
    """A row taken from a table is a gone record."""
    changes = edited(("documents.csv", "handbook,Handbook of Practices,,,,handbook,\n", ""))
    assert told(changes) == "\nRecords\n\n  − Handbook of Practices  (document/handbook)\n"


def test_a_changed_record_field_by_field(edited: Edited) -> None:
    """Names by language, other names and types one by one, and single fields from old to new."""
    row = "finnish-customs,Finnish Customs,Таможня Финляндии,Tulli@fi | FinCustoms,,customs,FI,"
    new = "finnish-customs,Customs of Finland,,FinCustoms | Tullen@sv | Tulli@fi,FCs,customs | police,NO,Seen."
    changes = edited(("organizations.csv", row, new))
    assert (
        told(changes)
        == """
Records

  ~ Customs of Finland  (org/finnish-customs)
      name_en: Finnish Customs → Customs of Finland
      name_ru: − Таможня Финляндии
      also: + Tullen@sv
      hidden: + FCs
      note: + “Seen.”
      type: + police
      country: FI → NO
"""
    )


def test_a_text_read_anew_shows_the_beginning_of_its_digest(edited: Edited) -> None:
    """A SHA-256 is told by its first twelve digits, a length in full."""
    changes = edited(("sources.csv", f"{'a' * 64},200", f"{'ab' * 32},201"))
    assert "\n      sha256: aaaaaaaaaaaa… → abababababab…\n      length: 200 → 201\n" in told(changes)


def test_a_new_and_a_gone_claim(edited: Edited) -> None:
    """Another host is one claim gone and one new, in words, with the evidence."""
    changes = edited((RECORD, HOST, HOST.replace("finnish-customs", "osce").replace("10-20", "[10-20, 30-40]")))
    assert (
        told(changes)
        == """
Claims

  Study visit  (event/2013-visit)
    − host: Finnish Customs (stated, high)  900:10-20
    + host: OSCE (stated, high)  900:10-20 +1
"""
    )
    assert [str(claim) for claim in changes.claims] == [
        "Study visit – host: Finnish Customs (stated, high)",
        "Study visit – host: OSCE (stated, high)",
    ]
    assert counts(changes) == [("Records", "none changed"), ("Claims", "1 new, 1 gone")]


def test_values_that_are_no_records(edited: Edited) -> None:
    """A term and a date stand as they are written in the record file; one in the place of another is a line, with the
    evidence where that is another, too; for programs it is one claim gone and one new."""
    changes = edited(
        (RECORD, "category: study-visit", "category: training"),
        (RECORD, "2013-05-27, stated: high, at: 0-10", "2013-05-28, stated: high, at: 2-10"),
    )
    assert told(changes).splitlines()[4:] == [
        "    ~ category: study-visit → training (stated, high)  900:0-10",
        "    ~ start-date: 2013-05-27 → 2013-05-28 (stated, high)  900:2-10",
        "        at: 0-10 → 2-10",
    ]
    assert counts(changes) == [("Records", "none changed"), ("Claims", "2 changed")]
    assert [claim.sign for claim in changes.claims] == ["gone", "new"] * 2


def test_several_values_of_a_key_are_no_correction(edited: Edited) -> None:
    """Where two come for one, or the status is another as well, each claim has its line."""
    date = "    - {start-date: 2013-05-27, stated: high, at: 0-10}\n"
    category = "    - {category: study-visit, stated: high, at: 0-10}\n"
    changes = edited(
        (RECORD, category, category.replace("study-visit", "training") + category.replace("study-visit", "workshop")),
        (RECORD, date, date.replace("-27, stated: high", "-28, stated: low")),
    )
    assert [line[4:18] for line in told(changes).splitlines()[4:]] == [
        "− category: st",
        "+ category: tr",
        "+ category: wo",
        "− start-date: ",
        "+ start-date: ",
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "count"),
    [
        ("rejected: high", "stated: high", "(rejected, high → stated, high)", "1 rejected → stated"),
        ("inferred: medium", "stated: medium", "(inferred, medium → stated, medium)", "1 inferred → stated"),
        ("rejected: high", "inferred: low", "(rejected, high → inferred, low)", "1 rejected → inferred"),
        ("inferred: medium", "inferred: low", "(inferred, medium → inferred, low)", "1 medium → low"),
    ],
)
def test_a_status_and_a_confidence_from_and_to(edited: Edited, old: str, new: str, line: str, count: str) -> None:
    """The one line of the claim says what it was and what it is, and the counts say it too."""
    changes = edited((RECORD, old, new))
    assert len(changes.claims) == 1
    assert line in told(changes).splitlines()[4]
    assert counts(changes)[1] == ("Claims", f"1 changed ({count})")


def test_other_fields_of_a_claim(edited: Edited) -> None:
    """Spans one by one; basis, when, count and mode from old to new."""
    changes = edited(
        (RECORD, "at: [0-10, 20-30]", "at: [20-30, 50-60]\n      when: 2013-05"),
        (RECORD, "They are called guests.", "So it seems."),
        (RECORD, "count: 5\n      mode: in-person", "count: 6\n      count-qualifier: about"),
    )
    assert (
        told(changes)
        == """
Claims

  Study visit  (event/2013-visit)
    ~ participant: Customs officers of Turkmenistan (inferred, medium)  900:20-30 +1
        at: − 0-10, + 50-60
        basis: “They are called guests.” → “So it seems.”
        when: + 2013-05
        count: 5 → 6
        count-qualifier: + about
        mode: − in-person
"""
    )


def test_a_title(edited: Edited) -> None:
    """The public position of a speaker is a field of the claim."""
    speaker = "    - {speaker: person/ann-lee, stated: high, at: 0-10%s}\n"
    before, after = speaker % "", speaker % ", title: Director"
    first = edited((RECORD, HOST, HOST + before))
    assert "+ speaker: Ann Lee (stated, high)" in told(first)
    edit(Path("data"), RECORD, HOST, HOST + before)
    edit(Path("after"), RECORD, before, after)
    again = compare(dataset.load(Path("data")), dataset.load(Path("after")))
    assert told(again).splitlines()[4:] == [
        "    ~ speaker: Ann Lee (stated, high)  900:0-10",
        "        title: + Director",
    ]


def test_digests_are_only_counted(edited: Edited) -> None:
    """A digest that is new, gone or other is a number, in the order new, gone, changed."""
    changes = edited(("evidence.csv", f"900,0,10,{'c' * 64}", f"900,0,10,{'d' * 64}\n900,10,20,{'e' * 64}"))
    assert changes.digests == (1, 0, 1)
    assert counts(changes)[2] == ("Digests of spans", "1 new, 1 changed")
    assert told(changes) == "\n"


def test_what_stands_elsewhere_is_what_it_was(edited: Edited) -> None:
    """Rows, claims, spans, names and files in another order or place are no change."""
    changes = edited(
        ("organizations.csv", "osce,OSCE,ОБСЕ,,,igo,,\n", ""),
        ("organizations.csv", "finnish-customs,", "osce,OSCE,ОБСЕ,,,igo,,\nfinnish-customs,"),
        ("organizations.csv", "Tulli@fi | FinCustoms", "FinCustoms | Tulli@fi"),
        (RECORD, HOST, ""),
        (RECORD, "  org/finnish-customs:\n", f"    # the host\n{HOST}  org/finnish-customs:\n"),
        (RECORD, "[0-10, 20-30]", "[20-30, 0-10]"),
    )
    (Path("after") / RECORD).rename(Path("after/records/other-name.yml"))
    assert not changes
    assert not compare(dataset.load(Path("data")), dataset.load(Path("after")))


def test_the_same_claim_of_two_documents_is_two_claims(edited: Edited) -> None:
    """A second document that says the same adds a claim, and the first one's stays."""
    other = "source: '901'\nclaims:\n  event/2013-visit:\n    - {host: org/finnish-customs, stated: high, at: 0-5}\n"
    assert not edited()
    Path("after/records/901.yaml").write_text(other, "utf-8")
    changes = compare(dataset.load(Path("data")), dataset.load(Path("after")))
    assert told(changes).splitlines()[4:] == ["    + host: Finnish Customs (stated, high)  901:0-5"]


def test_a_narrow_terminal_folds_between_words(edited: Edited) -> None:
    """No line is longer than the width, and no word is broken."""
    changes = edited((RECORD, "They are called guests.", "The text calls them guests and not more than guests."))
    lines = list(details(changes, 60))
    assert max(map(len, lines)) <= 60
    assert "guests and not more than guests" in " ".join(" ".join(lines).split())
