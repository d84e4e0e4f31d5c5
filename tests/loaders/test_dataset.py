"""A whole folder: every problem of a run, in order; files that cannot be read; claims that are there twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coopgraph.errors import InputError, RecordsError
from coopgraph.loaders import dataset
from coopgraph.records import Claim, Event, Organization, Participation, Span

RECORD = "data/records/900-visit.yaml"
SECOND = "data/records/901-again.yaml"
Edit = Callable[[Path, str, str], None]
Complaints = Callable[[Path], list[str]]


def unreadable(folder: Path) -> tuple[list[str], list[str]]:
    """What could not be read, and the other problems."""
    with pytest.raises(RecordsError) as caught:
        dataset.load(folder)
    assert caught.value.exit_code == 3
    assert str(caught.value).splitlines() == [*caught.value.unreadable, *map(str, caught.value.problems)]
    return caught.value.unreadable, [str(p) for p in caught.value.problems]


def second(*claims: str, subject: str = "event/2013-visit") -> None:
    """Write a second record file, about source 901, that begins its claims in line 5."""
    lines = ['source: "901"', "", "claims:", f"  {subject}:", *(f"    - {claim}" for claim in claims)]
    Path(SECOND).write_text("\n".join(lines) + "\n", "utf-8")


def test_a_good_dataset(tiny: Path) -> None:
    """The tiny dataset has 14 named records and 7 claims; a cell's names know their language."""
    records = dataset.load(tiny)
    assert len(records.named) == 3 + 2 + 1 + 1 + 1 + 1 + 1 + 2 + 2
    assert len(records.claims) == 7
    body = records.named["org", "finnish-customs"]
    assert isinstance(body, Organization)
    assert body.names == {"en": "Finnish Customs", "ru": "Таможня Финляндии"}
    assert [(name.text, name.lang) for name in body.also] == [("Tulli", "fi"), ("FinCustoms", "en")]
    assert (body.type, body.country) == (("customs",), "FI")
    assert str(body.source) == "data/organizations.csv:2"
    event = records.named["event", "2013-visit"]
    assert isinstance(event, Event)
    assert str(event.source) == f"{RECORD}:4 [2013-visit]"
    assert records.digests == {Span(document="900", start=0, end=10): "c" * 64}


def test_a_claim_in_full(tiny: Path) -> None:
    """A role has its party, count, mode, basis and every span; its place is the line of its key."""
    claim = dataset.load(tiny).claims[4]
    assert isinstance(claim, Participation)
    assert (claim.subject, claim.key, claim.value.text) == (
        "event/2013-visit",
        "participant",
        "delegation/2013-officers",
    )
    assert (claim.status, claim.confidence, claim.basis) == ("inferred", "medium", "They are called guests.")
    assert [str(span) for span in claim.spans] == ["900:0-10", "900:20-30"]
    assert (claim.count, claim.mode) == (5, "in-person")
    assert str(claim.source) == f"{RECORD}:21 [participant]"


def test_norway(tiny: Path, edit: Edit) -> None:
    """NO is Norway, in a table and in YAML, never a boolean."""
    edit(tiny / "organizations.csv", ",customs,FI,", ",customs,NO,")
    edit(Path(RECORD), "country: FI", "country: NO")
    edit(Path(RECORD), "country: TM", "country: NO")
    records = dataset.load(tiny)
    assert records.claims[2].value.text == "country/NO"
    assert [getattr(records.named[key], "country", None) for key in (("org", "finnish-customs"),)] == ["NO"]


def test_numbers_and_spans_have_one_form(tiny: Path, edit: Edit) -> None:
    """Leading noughts make no other number, and a span given twice counts once."""
    edit(
        Path(RECORD),
        "{country: FI, stated: high, at: 0-10}",
        "{attendee-count: 007, stated: high, at: [00-10, 0-10]}",
    )
    claim = dataset.load(tiny).claims[2]
    assert claim.value.text == "7"
    assert [str(span) for span in claim.spans] == ["900:0-10"]


def test_a_title_belongs_to_roles_and_memberships(tiny: Path) -> None:
    """A public position may be told with a role and with member-of; ``when`` with any claim."""
    second("{speaker: person/ann-lee, stated: high, at: 0-5, title: Head, when: 2013~}")
    with Path(SECOND).open("a", encoding="utf-8") as stream:
        stream.write("  person/ann-lee:\n    - {member-of: org/osce, stated: high, at: 0-5, title: Head}\n")
    assert [(c.title, c.when) for c in dataset.load(tiny).claims[-2:]] == [("Head", "2013~"), ("Head", "")]


def test_all_problems_of_a_run_in_order(tiny: Path, edit: Edit, complaints: Complaints) -> None:
    """Mistakes in five files are all told, sorted by file, line and key, and each once."""
    edit(tiny / "organizations.csv", ",igo,", ",igos,")
    edit(tiny / "people.csv", "ann-lee,", "Ann-Lee,")
    edit(tiny / "sources.csv", ",200\n", ",200 pages\n")
    edit(Path(RECORD), "{host: org/finnish-customs", "{hots: org/finnish-custom")
    edit(Path(RECORD), "stated: high, at: 10-20", "stated: hihg, at: 20-10")
    edit(Path(RECORD), "mode: in-person", "mode: inperson")
    second("{start-date: yesterday, stated: high, at: 0-5}")
    places = [message.partition(": ")[0] for message in complaints(tiny)]
    assert places == [
        "data/organizations.csv:3 [type]",
        "data/people.csv:2 [id]",
        f"{RECORD}:20 [at]",
        f"{RECORD}:20 [hots]",
        f"{RECORD}:20 [stated]",
        f"{RECORD}:26 [mode]",
        f"{SECOND}:5 [start-date]",
        "data/sources.csv:2 [length]",
    ]


def test_a_mistake_is_told_once(tiny: Path, edit: Edit, complaints: Complaints) -> None:
    """References to a record that is wrong are not wrong themselves, nor those to its source document."""
    edit(tiny / "organizations.csv", "customs,FI,", "customs,Suomi,")
    edit(tiny / "sources.csv", "a" * 64, "a")
    edit(Path(RECORD), "  2013-visit:\n    en: Study visit", "  2013-visit:\n    en:")
    places = [message.partition(": ")[0] for message in complaints(tiny)]
    assert places == ["data/organizations.csv:2 [country]", f"{RECORD}:5 [en]", "data/sources.csv:2 [sha256]"]


def test_nothing_is_written_or_changed(tiny: Path, edit: Edit, complaints: Complaints) -> None:
    """Reading leaves every file as it was and makes none, whether the data are good or bad."""

    def state() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in sorted(Path().rglob("*")) if p.is_file()}

    before = state()
    dataset.load(tiny)
    assert state() == before
    edit(Path(RECORD), "host: org", "hots: org")
    before = state()
    complaints(tiny)
    assert state() == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("people.csv", None, "data/people.csv: the file is missing"),
        ("people.csv", b"", "data/people.csv: the file is empty"),
        ("people.csv", b" \n\n", "data/people.csv: the file is empty"),
        ("people.csv", "folder", "data/people.csv: cannot be read (Is a directory)"),
        ("people.csv", b"id,name_en\0\n", "data/people.csv: not a text file (it holds NUL bytes); write UTF-8 text"),
        (
            "people.csv",
            "id,name_en\n\nann-lee,Ann Lée\n".encode("latin-1"),
            "data/people.csv:3: not UTF-8 text; save the file as UTF-8",
        ),
        (
            "people.csv",
            "id,name_en\n".encode("utf-16"),
            "data/people.csv: not a text file (it holds NUL bytes); write UTF-8 text",
        ),
        ("people.csv", b"id,name_en\na,A\x07\n", "data/people.csv:2: holds the control character U+0007; delete it"),
        (
            "people.csv",
            b"id;name_en\nann-lee;Ann Lee\n",
            "data/people.csv:1: the cells are parted by semicolons; save the table with commas",
        ),
        (
            "people.csv",
            b"id\tname_en\nann-lee\tAnn Lee\n",
            "data/people.csv:1: the cells are parted by tabs; save the table with commas",
        ),
        (
            "people.csv",
            b"\nid,name_en\n",
            "data/people.csv:1: the first line is blank; begin the table with the names of its columns",
        ),
        (
            "people.csv",
            b'id,name_en\n\nann-lee,"Ann\nbob,Bob\n',
            "data/people.csv:3: the row that begins here is not CSV (unexpected end of data); "
            "see that quotes close, and double a quote inside them",
        ),
        (
            "people.csv",
            b'id,name_en\nann-lee,"Ann "A" Lee"\n',
            "data/people.csv:2: the row that begins here is not CSV (',' expected after '\"'); "
            "see that quotes close, and double a quote inside them",
        ),
        (
            "evidence.csv",
            b'source,start,end,sha256\n"',
            "data/evidence.csv:2: the row that begins here is not CSV (unexpected end of data); "
            "see that quotes close, and double a quote inside them",
        ),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read(tiny: Path, name: str, content: bytes | str | None, message: str) -> None:
    """A table that is missing, empty, binary, not UTF-8 or not CSV ends with exit code 3 and is the only problem."""
    file = tiny / name
    file.unlink()
    if content == "folder":
        file.mkdir()
    elif isinstance(content, bytes):
        file.write_bytes(content)
    assert unreadable(tiny) == ([message], [])


@pytest.mark.parametrize(
    "name",
    ["countries", "organizations", "people", "places", "crossings", "projects", "documents", "sources"],
)
def test_every_table_must_be_there(tiny: Path, name: str) -> None:
    """Without a table only that is told: what its records are referred to for cannot be judged."""
    (tiny / f"{name}.csv").unlink()
    assert unreadable(tiny) == ([f"data/{name}.csv: the file is missing"], [])


def test_the_evidence_table_may_be_missing(tiny: Path) -> None:
    """Without evidence.csv there are no digests, and everything else is as it was."""
    claims = dataset.load(tiny).claims
    (tiny / "evidence.csv").unlink()
    records = dataset.load(tiny)
    assert records.digests == {}
    assert records.claims == claims


DEEP = "a: " + "[" * 20 + "]" * 20
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join(f'*{chr(ord(key) - 1)}' for _ in range(9))}]\n" for key in "bcdefghi"
)
QUOTES = "see that quotes and brackets close"
TOP = 'not a record file; it begins with a line such as  source: "003"'
NESTED = "nested deeper than any record; is this a record file?"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": the file is empty"),
        (b"a: \0", ": not a text file (it holds NUL bytes); write UTF-8 text"),
        ("a: 1\nb: café\n".encode("latin-1"), ":2: not UTF-8 text; save the file as UTF-8"),
        (b"a: 1\nb: \x1b\n", ":2: holds the control character U+001B; delete it"),
        (b"- a\n- b\n", f":1: {TOP}"),
        (b"word\n", f":1: {TOP}"),
        (b"# a comment\n", f":1: {TOP}"),
        (b"a: {b: 1\nc: 2\n", f":2: not YAML: expected ',' or '}}', but got ':'; {QUOTES}"),
        (b'a: 1\nb: "x\nc: 2\n', f":2: not YAML: found unexpected end of stream; {QUOTES}"),
        (b"a: *x\n", f":1: not YAML: found undefined alias 'x'; {QUOTES}"),
        (
            b"a:\n\tb: 1\n",
            ":2: not YAML: found character '\\t' that cannot start any token; indent with spaces, not tabs",
        ),
        (
            b"a: b: c\n",
            ':1: not YAML: mapping values are not allowed here; put a text that holds a colon and a blank in "quotes"',
        ),
        (
            b"a: 1\n---\nb: 2\n",
            ":2: not YAML: but found another document; a file holds one document: delete the line that begins with ---",
        ),
        (DEEP.encode(), f":1: {NESTED}"),
        (b"a: " + b"[" * 100_000, f":1: {NESTED}"),
        (b"x: 1\n" + b"".join(b" " * i + b"a:\n" for i in range(20)), None),
        (BOMB.encode(), f":1: {NESTED}"),
        (b"a: &a [*a]\n", f":1: {NESTED}"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_record_file_that_cannot_be_read(tiny: Path, content: bytes, message: str | None) -> None:
    """What is no YAML mapping ends with exit code 3 and the line; nothing unfolds without end."""
    Path(SECOND).write_bytes(content)
    read, problems = unreadable(tiny)
    wanted = message or f":15: {NESTED}"  # the mapping that begins in line n is n - 2 deep, and 12 is allowed
    assert read == [f"{SECOND}{wanted}"]
    assert problems == []


def test_what_cannot_be_read_hides_no_other_problem(tiny: Path, edit: Edit) -> None:
    """Unreadable files and wrong records of one run are told together, each sorted."""
    (tiny / "people.csv").unlink()
    (tiny / "documents.csv").write_bytes(b"")
    Path(SECOND).write_text("- a\n", "utf-8")
    edit(Path(RECORD), "{host: org", "{hots: org")
    read, problems = unreadable(tiny)
    assert read == [
        "data/documents.csv: the file is empty",
        "data/people.csv: the file is missing",
        f"{SECOND}:1: {TOP}",
    ]
    assert problems == [f"{RECORD}:20 [hots]: 'hots' is not a role or claim key; did you mean 'host'?"]


def test_no_record_file(tiny: Path) -> None:
    """A folder of tables without a record file, or without the folder of these, is a dataset that says nothing yet."""
    told = {key for key in dataset.load(tiny).named if key[0] not in ("event", "delegation")}
    Path(RECORD).unlink()
    assert dataset.load(tiny).claims == []
    Path(RECORD).parent.rmdir()
    assert dataset.load(tiny).named.keys() == told


def test_neither_table_nor_record_file(tmp_path: Path) -> None:
    """A folder with neither table nor record file is not a dataset."""
    with pytest.raises(RecordsError) as caught:
        dataset.load(tmp_path)
    assert f"{tmp_path}/records: no record file (*.yaml) is there" in caught.value.unreadable


def test_no_folder(tiny: Path) -> None:
    """A missing folder, and a file in its place, are unreadable input."""
    for path in (Path("nowhere"), tiny / "people.csv"):
        with pytest.raises(InputError, match="not a folder; give the folder that holds") as caught:
            dataset.load(path)
        assert caught.value.exit_code == 3


def test_marks_and_line_ends_of_other_systems(tiny: Path) -> None:
    """A byte order mark and Windows line ends change nothing."""
    before = dataset.load(tiny)
    for file in (tiny / "organizations.csv", Path(RECORD)):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert dataset.load(tiny) == before


# --- claims that are there twice -------------------------------------------------------------------------------


def test_the_same_claim_twice_in_a_file(tiny: Path, edit: Edit, complaints: Complaints) -> None:
    """Subject, key and value may stand together once in a file, whatever the spans and the confidence."""
    edit(
        Path(RECORD),
        "    - participant:",
        "    - {host: org/finnish-customs, stated: low, at: 40-50}\n    - participant:",
    )
    assert complaints(tiny) == [
        f"{RECORD}:21 [host]: the same claim is already in line 20; keep one, with the spans of both"
    ]


def test_the_same_claim_in_two_files(tiny: Path) -> None:
    """Two files that agree make one claim together; another value or key is another claim."""
    second(
        "{host: org/finnish-customs, stated: high, at: 5-10}",
        "{organizer: org/finnish-customs, stated: low, at: 5-10}",
        "{host: org/osce, stated: low, at: 5-10}",
    )
    claims: list[Claim] = dataset.load(tiny).claims
    assert sum(c.key == "host" and c.value.text == "org/finnish-customs" for c in claims) == 2


@pytest.mark.parametrize(
    ("claim", "told", "remedy"),
    [
        ("host: org/finnish-customs, stated: medium", "stated: high", "give both the stronger of the two"),
        ("host: org/finnish-customs, inferred: high", "stated: high", "give both the stronger of the two"),
        (
            "host: org/finnish-customs, rejected: high",
            "stated: high",
            "one text's silence does not reject what another says: decide, and keep one of the two",
        ),
        (
            "funder: org/osce, inferred: high",
            "rejected: high",
            "one text's silence does not reject what another says: decide, and keep one of the two",
        ),
        ("funder: org/osce, rejected: low", "rejected: high", "give both the stronger of the two"),
    ],
)
def test_two_files_that_disagree(tiny: Path, complaints: Complaints, claim: str, told: str, remedy: str) -> None:
    """A claim has one status and one confidence: the second file is told the place and the words of the first."""
    second(f"{{{claim}, basis: So., at: 5-10}}")
    key = claim.partition(":")[0]
    line = {"host": 20, "funder": 27}[key]
    assert complaints(tiny) == [f"{SECOND}:5 [{key}]: the same claim is {told} in {RECORD}:{line}; {remedy}"]


def test_twice_in_the_second_file(tiny: Path, complaints: Complaints) -> None:
    """A claim that the first file makes is still told when the second makes it twice."""
    second(*["{host: org/finnish-customs, stated: high, at: 5-10}"] * 2)
    assert complaints(tiny) == [
        f"{SECOND}:6 [host]: the same claim is already in line 5; keep one, with the spans of both"
    ]


def test_the_same_event_in_two_files(tiny: Path, complaints: Complaints) -> None:
    """An event is introduced once; the other file only refers to it."""
    Path(SECOND).write_text('source: "901"\nevents:\n  2013-visit: {en: Visit}\n', "utf-8")
    assert complaints(tiny) == [
        f"{SECOND}:3 [2013-visit]: the id '2013-visit' is already in {RECORD}:4; give one of them another id"
    ]
