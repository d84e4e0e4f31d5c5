"""Drafts: what they hold, what they must not hold, and that the loader refuses them until a person has decided."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from coopgraph import build
from coopgraph.curated import recordform
from coopgraph.drafting import draft
from coopgraph.drafting.folding import fold
from coopgraph.drafting.pages import private
from coopgraph.drafting.skeleton import EMPTY, render
from coopgraph.errors import RecordsError
from coopgraph.loaders import dataset, yaml
from coopgraph.loaders.claims import MENTIONED
from coopgraph.ontology import claim_keys, terms
from coopgraph.records import Records
from coopgraph.texts import Texts

DOCUMENTS = ("000", "001", "002", "003", "004")
TEXT = """Contact: office@example.org, tel. +358 29 555 0000.
On 27-29 March 2024 in Imatra a workshop was hosted by the Finnish Customs. Finnish and Turkmen
customs officers and John MacGregor met the State Border Agency of Utopia and OSCE.
"""


def line_of(text: str, words: str) -> int:
    """The number of the line that holds the words."""
    return text.split(words)[0].count("\n") + 1


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the bundled dataset."""
    return Path(shutil.copytree(build.bundled(), tmp_path / "data"))


def problems(data: Path) -> list[str]:
    """Every problem of a dataset, without the folder's name."""
    with pytest.raises(RecordsError) as caught:
        dataset.load(data)
    return [str(p).rpartition("data/")[2] for p in caught.value.problems]


def test_the_whole_draft(records: Records) -> None:
    """The draft of a small text, in full: each line with its place, a mark, and the name it was found by."""
    made = render(draft(TEXT, records, "900"))
    claims = [line.strip() for line in made.splitlines() if line.startswith("    - ")]
    question = "country of the event, of a delegation, or only named?"
    assert claims == [
        '- {category: workshop, draft: exact, at: 84-92}  #: "workshop"',
        '- {start-date: 2024-03-27, draft: exact, at: 55-71}  #: "27-29 March 2024"',
        '- {end-date: 2024-03-29, draft: exact, at: 55-71}  #: "27-29 March 2024"',
        '- {edtf: "2024-03-27/2024-03-29", draft: exact, at: 55-71}  #: "27-29 March 2024"',
        '- {mentioned: place/imatra, draft: exact, at: 75-81}  #: "Imatra"; place or visited-site of the event?',
        *[
            f'- {{mentioned: country/{code}, draft: weak, at: {at}}}  #: "{word}"; only as an adjective; {question}'
            for code, at, word in (("FI", "128-135", "Finnish"), ("TM", "140-147", "Turkmen"))
        ],
        '- {host: org/finnish-customs, draft: weak, at: 97-126}  #: "hosted by the Finnish Customs": role word beside '
        "the name",
        '- {mentioned: person/john-macgregor, draft: exact, at: 169-183}  #: "John MacGregor"',
        '- {mentioned: org/osce, draft: exact, at: 226-230}  #: "OSCE"',
    ]
    assert "#:   customs-officers at 148-164\n" in made
    assert "#:   192-221  State Border Agency of Utopia\n" in made


@pytest.mark.parametrize("document", DOCUMENTS)
def test_refused_line_by_line(document: str, records: Records, texts: Texts, data: Path) -> None:
    """Every proposed claim of a draft is one problem that names its line, and the nameless event is another."""
    made = draft(texts.whole(document), records, document)
    text = render(made)
    (data / "records" / "draft.yaml").write_text(text, "utf-8")
    found = problems(data)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("    - {")]
    assert len(lines) == len(made.lines) > 20
    told = sorted(int(p.split(":")[1].split()[0]) for p in found if ": is a draft; read the text at " in p)
    assert told == lines
    assert [p for p in found if "is a draft" not in p] == [
        f"records/draft.yaml:{line_of(text, '    en:')} [en]: is not one text; write one text, or leave the key out"
    ]


@pytest.mark.parametrize(
    ("claim", "remedy"),
    [
        (
            "{host: org/osce, draft: exact, at: 10-20}",
            "read the text at 10-20 and write stated, inferred or rejected instead of draft, or delete it",
        ),
        (
            "{mentioned: org/osce, draft: exact, at: [10-20, 30-40]}",
            "read the text at 10-20, 30-40 and write its role or key instead of mentioned and stated, inferred or "
            "rejected instead of draft, or delete it",
        ),
        ("{host: org/osce, stated: high, draft: exact, at: 1-2}", "read the text at 1-2 and write stated"),
        ("{mentioned: org/osce, stated: high, at: 1-2}", "read the text at 1-2 and write its role or key"),
        ("{host: org/osce, draft: exact}", "read the text at the place it is about and write stated"),
    ],
)
def test_half_confirmed(claim: str, remedy: str, data: Path) -> None:
    """A claim is a draft as long as it has the mark or no key of its own, whatever else it has."""
    text = f'source: "003"\nclaims:\n  event/2013-osce-finland-study-visit:\n    - {claim}\n'
    (data / "records" / "draft.yaml").write_text(text, "utf-8")
    (found,) = problems(data)
    assert found.startswith("records/draft.yaml:4 [")
    assert f"is a draft; {remedy}" in found


def test_confirmed_drafts_load(records: Records, texts: Texts, data: Path) -> None:
    """With a name for the event, a status for each claim and a role for each mention, a draft is a record file."""
    text = render(draft(texts.whole("004"), records, "004"))
    text = text.replace("en:  #: its name", "en: A workshop  #: its name")
    text = re.sub(r"    - \{mentioned: (?!org|person).*\n", "", text)
    text = re.sub(r"\{mentioned:", "{participant:", text)
    text = re.sub(r"draft: (exact|weak)", "stated: high", text)
    text = text.replace("partner: org/unodc, stated: high", "partner: org/unodc, rejected: high, basis: No")
    (data / "records" / "draft.yaml").write_text(text, "utf-8")
    loaded = dataset.load(data)
    claims = [c for c in loaded.claims if c.subject == "event/2023-workshop"]
    assert len(claims) == 24 == text.count("    - {")
    assert {str(s) for c in claims for s in c.spans} >= {"004:82-90", "004:2784-2832"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_words_but_names(document: str, records: Records, texts: Texts) -> None:
    """A draft holds no word of the text but names, terms, dates and role words: nothing longer, and no address."""
    text = texts.whole(document)
    made = render(draft(text, records, document))
    names = [n for r in records.named.values() for n in (*r.names.values(), *(a.text for a in (*r.also, *r.hidden)))]
    longest = max(len(name) for name in names)
    for quoted in re.findall('#: "([^"]*)"', made):
        assert len(quoted) <= longest + 30
    unquoted = fold(re.sub('"[^"]*"', "", made)).text
    words = fold(text).text.split()
    runs = {" ".join(words[i : i + 9]) for i in range(len(words) - 8)}
    assert [run for run in runs if run in unquoted] == []
    assert not [text[start:end] for start, end in private(text) if text[start:end] in made]
    assert "@" not in made
    assert "[at]" not in made


def test_no_unknown_person(records: Records, texts: Texts) -> None:
    """A person who is on no record does not get into a draft, though the text names one as a contact."""
    text = texts.whole("002")
    contact = text.split("contact:")[1].split()[0]  # the first word after "please contact:"
    assert contact in text
    assert contact not in render(draft(text, records, "002"))


def test_menus_are_counted_only(records: Records, texts: Texts) -> None:
    """The member states in the menu of a page are no countries of the event."""
    made = draft(texts.whole("003"), records, "003")
    assert {line.value for line in made.lines if line.value.startswith("country/")} == {
        "country/FI",
        "country/RU",
        "country/TJ",
    }
    assert made.left_out > 90


def test_ambiguous_names_list_all(records: Records) -> None:
    """A name of two things makes two lines, and each tells of the other."""
    place = records.named["place", "imatra"]
    named = dict(records.named)
    named["bcp", "imatra"] = named["bcp", "imatra"].model_copy(update={"also": (), "names": place.names})
    made = draft("in Imatra", Records(named=named), "900")
    assert [(line.value, line.note.split(";")[1]) for line in made.lines] == [
        ("bcp/imatra", " or place/imatra: the name is ambiguous"),
        ("place/imatra", " or bcp/imatra: the name is ambiguous"),
    ]


def test_event_id(records: Records) -> None:
    """The event's id has the year of a date of its own, before that of a dateline, and none that is taken."""
    dateline = "Vienna, 5 January 2015 — A workshop was held on 30 December 2014."
    assert draft(dateline, records, "900").event == "2014-workshop"
    assert draft("A workshop on Monday", records, "900").event == "0000-workshop"
    taken = dict(records.named)
    for number in ("", "-2", "-3"):
        taken["event", f"0000-workshop{number}"] = taken["event", "2013-osce-finland-study-visit"]
    assert draft("A workshop on Monday", Records(named=taken), "900").event == "0000-workshop-4"


def test_a_broad_topic_gives_way(records: Records) -> None:
    """Where a narrower topic is found, the wider one is not proposed; alone it is."""
    assert [x.value for x in draft("drugs and drug policy", records, "900").lines] == ["drug-policy"]
    assert [x.value for x in draft("against drugs", records, "900").lines] == ["drugs"]


def test_nothing_found(records: Records, tmp_path: Path) -> None:
    """A text without anything known gives a record file without claims, which can be read."""
    path = tmp_path / "draft.yaml"
    path.write_text(render(draft("Nothing here.", records, 'odd "id"')), "utf-8")
    tree, found = yaml.read(path, "draft.yaml")
    assert [key for key, _, _ in tree] == ["source", "events"]
    assert found == []


def test_empty_record_file(data: Path) -> None:
    """The empty record file says what is missing, and nothing else; its example is that of a loadable file."""
    path = data / "records" / "new.yaml"
    path.write_text(EMPTY, "utf-8")
    assert problems(data) == [
        'records/new.yaml:3 [source]: the file names no source; begin it with a line such as  source: "003"'
    ]
    path.write_text(EMPTY.replace('source: ""', 'source: "003"'), "utf-8")
    dataset.load(data)
    shutil.rmtree(data / "records")
    (data / "records").mkdir()
    example = re.sub(r"^#:  ", "  ", EMPTY.replace('""', '"003"'), flags=re.MULTILINE)
    path.write_text(example.replace("    ru:   ", "    ru: Имя"), "utf-8")
    assert len(dataset.load(data).claims) == 3


def test_what_a_form_explains_is_not_kept(data: Path) -> None:
    """The help of a form and of a draft is left out when a file is written anew; a curator's comments stay."""
    path = data / "records" / "new.yaml"
    own = "claims:  # what I am sure of\n  # mine\n  event/2013-osce-finland-study-visit:\n"
    own += "    - {topic: drugs, stated: low, at: 10-20}  # look again\n"
    text = re.sub(r"claims: .*\n(#:.*\n)*", own, EMPTY.replace('""', '"003"'))
    path.write_text(text, "utf-8")
    assert text.count("#:") > 9
    tree, _ = yaml.read(path, "new.yaml")
    kept = recordform.text(tree)
    assert "#:" not in kept
    assert [kept.count(comment) for comment in ("# what I am sure of", "# mine", "# look again")] == [1, 1, 1]


def test_no_comment_of_a_draft_is_kept(records: Records, tmp_path: Path) -> None:
    """All that a draft says beside its lines is marked as help."""
    path = tmp_path / "draft.yaml"
    path.write_text(render(draft(TEXT, records, "900")), "utf-8")
    tree, _ = yaml.read(path, "draft.yaml")
    assert "#" not in recordform.text(tree)


def test_the_mark_is_no_claim_key() -> None:
    """What stands for a role that was not read yet is neither a role nor a claim key."""
    assert MENTIONED not in terms()["role"]
    assert MENTIONED not in claim_keys()
