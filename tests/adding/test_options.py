"""What the options of check and add do, end to end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from openpyxl import Workbook, load_workbook

from coopgraph.cli.make import REPORT_FORMATS
from coopgraph.loaders import dataset

from . import builders
from .badrow import COURSE, invoke, snapshot

WRONG = "id,name_en,type,country,note\nabc,Abc,custom,FI,\ndef,Def,customs,FI,=1+1\n"
PROBLEM = "'custom' is not a term of org-type"
FORMULA = "begins with '=', which spreadsheets run as a formula"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the small dataset and its texts."""
    builders.base(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def organization(ident: str) -> dict[str, str]:
    """The cells of an organization in the dataset."""
    rows = dataset.read(Path("data")).tables["organizations"][0].rows
    return next((row.cells for row in rows if row.cells["id"] == ident), {})


def test_add_writes_what_check_lets_pass() -> None:
    """Right records are checked with nothing to complain of, and then are in the dataset, sealed; only the files that
    they belong to have changed, and their names are printed."""
    new = write("new.yaml", COURSE + "    - {host: org/finnish-customs, stated: high, at: 92-120}\n")
    before = snapshot(Path("data"))
    assert invoke(["check", new, "--against", "data", "--sources", "texts"]).exit == 0
    told = invoke(["add", new, "--to", "data", "--sources", "texts"])
    assert (told.exit, told.out) == (0, "data/evidence.csv\ndata/records/900-visit.yaml\n")
    assert told.err == "new: 1 event, 5 claims\n"
    after = snapshot(Path("data"))
    changed = {name for name in after if after[name][2] != before[name][2]}
    assert changed == {"evidence.csv", "records/900-visit.yaml"}
    records = dataset.load(Path("data"))
    keys = [claim.key for claim in records.claims if claim.subject == "event/2014-course"]
    assert keys == ["category", "start-date", "place", "organizer", "host"]
    assert not records.spans().keys() - records.digests.keys()


def test_how_files_were_read_is_told_in_a_line_a_file() -> None:
    """However many sheets a workbook has, a line tells how it was read; that on the file itself comes last."""
    book = Workbook()
    book.remove(book["Sheet"])
    sheets = {
        "_Notes": ["x"],
        "organizations": ["id,name_en,type,country", "abc,Abc,police,FI"],
        "places": ["id,name_en,country,lat,lon", "oulu,Oulu,FI,65.01,25.47", "salo,Salo,FI,60.38,23.13"],
    }
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line.split(","))
    book.save("new.xlsx")
    told = invoke(["check", "new.xlsx", write("people.csv", "id,name_en\njan-po,Jan Po\n"), "--against", "data"])
    assert told.err.splitlines() == [
        "note: new.xlsx: organizations: 1 row; places: 2 rows; sheets that help the writer are passed over: _Notes",
        "note: people.csv: parted by commas, UTF-8, 1 row",
    ]


WAITS = "The other checks run once these problems are mended"


@pytest.mark.parametrize("form", ["table", "markdown", "html", "json", "github", "junit"])
def test_what_waits_for_the_form_is_told(form: str) -> None:
    """Where the form is wrong, the report says that the other checks wait, and in JSON has it as a field; where it is
    right, it does not say so."""
    wrong = invoke(["check", write("organizations.csv", WRONG), "--against", "data", "--format", form])
    assert (wrong.exit, wrong.out.count(WAITS)) == (1, 1)
    right = invoke(["check", write("new.yaml", COURSE), "--against", "data", "--format", form])
    assert WAITS not in right.out
    if form == "json":
        assert json.loads(wrong.out)["unchecked"] == [WAITS]
        assert [text.partition(" looked")[0] for text in json.loads(right.out)["unchecked"]] == ["11 records"]


def test_what_did_not_wait_but_could_not_be_compared_is_told() -> None:
    """Records that mend a dataset whose form was wrong are told that the other checks were not run."""
    path = Path("data/organizations.csv")
    path.write_text(path.read_text("utf-8").replace(",ministry,FI", ",ministri,FI"), "utf-8")
    mended = write("organizations.csv", "id,type\nministry-of-finance-of-finland,ministry\n")
    told = invoke(["check", mended, "--against", "data", "--update"])
    assert told.exit == 0
    assert "The other checks were not run, since the dataset could not become a graph before." in told.out


def test_validation_of_files_that_are_no_graph_says_so() -> None:
    """The report of validate says in JSON, too, that the other checks wait."""
    path = Path("data/organizations.csv")
    path.write_text(path.read_text("utf-8").replace(",customs,", ",custom,"), "utf-8")
    assert json.loads(invoke(["validate", "data", "--format", "json"]).out)["unchecked"] == [WAITS]


def test_an_update() -> None:
    """With --update the cells that are given replace those that are there, the others stay; without it they differ."""
    new = write("organizations.csv", "id,name_en,note\nosce,Organization for Security,As of now.\n")
    before = snapshot(Path("data"))
    assert invoke(["add", new, "--to", "data"]).exit == 1
    assert snapshot(Path("data")) == before
    told = invoke(["add", new, "--to", "data", "--update"])
    assert (told.exit, told.out) == (0, "data/organizations.csv\n")
    assert told.err.splitlines()[-1] == "changed: 1 organization"
    assert organization("osce") == {
        "id": "osce",
        "name_en": "Organization for Security",
        "name_ru": "ОБСЕ",
        "type": "igo",
        "note": "As of now.",
    }


def test_an_update_of_a_date() -> None:
    """Another start is refused with the old one and the way out; with --update it takes the place of that, which the
    dry run shows line by line and the summary counts; adding it again changes nothing."""
    words = ["new.yaml", "--to", "data", "--sources", "texts"]
    write("new.yaml", COURSE)
    assert invoke(["add", *words]).exit == 0
    write("new.yaml", COURSE.replace("2014-03-03", "2014-03-04"))
    told = invoke(["add", *words])
    assert told.exit == 1
    assert "event/2014-course start-date is '2014-03-03' in data/records/900-visit.yaml:" in told.out
    assert "(here '2014-03-04')" in told.out
    assert "run with --update to replace what is there" in told.out
    told = invoke(["add", *words, "--update", "--dry-run"])
    assert [line.strip() for line in told.out.splitlines() if line.startswith(("-  ", "+  "))] == [
        "-    - {start-date: 2014-03-03, stated: high, at: 0-11}",
        "+    - {start-date: 2014-03-04, stated: high, at: 0-11}",
    ]
    told = invoke(["add", *words, "--update"])
    assert told.err == "replaced: 1 claim; already there: 1 event, 3 claims\n"
    told = invoke(["add", *words])
    assert (told.out, told.err) == ("", "already there: 1 event, 4 claims\n")


def test_an_update_of_a_span() -> None:
    """The digest of a span goes with the last claim that rested on it; that of one which another claim rests on stays,
    and so does one that nothing rested on before."""
    evidence = Path("data/evidence.csv")
    evidence.write_text(f"{evidence.read_text('utf-8')}900,1,3,{'0' * 64}\n", "utf-8")
    assert invoke(["fmt", "data"]).exit == 0
    lines = evidence.read_text("utf-8").splitlines()
    course = 'source: "900"\nclaims:\n  event/2013-visit:\n'
    course += "    - {attendee-count: 24, stated: high, at: 12-50}\n"
    course += "    - {speaker: person/ann-lee, stated: high, at: 134-149}\n"
    words = ["add", write("new.yaml", course), "--to", "data", "--sources", "texts"]
    assert invoke([*words, "--update"]).exit == 0
    now = evidence.read_text("utf-8").splitlines()
    spans = [{",".join(line.split(",")[:3]) for line in some} for some in (lines, now)]
    # 12-60 is that of the delegation as well; 134-150 was that of the speaker alone
    assert (spans[0] - spans[1], spans[1] - spans[0]) == ({"900,134,150"}, {"900,134,149", "900,12,50"})


def test_an_update_in_two_pieces() -> None:
    """Two new rows of one id that do not contradict each other are taken together."""
    one = write("organizations.csv", "id,name_en\nosce,Organization for Security\n")
    two = write("more-organizations.csv", "id,note\nosce,As of now.\n")
    assert invoke(["add", one, two, "--to", "data", "--update"]).exit == 0
    assert (organization("osce")["name_en"], organization("osce")["note"]) == (
        "Organization for Security",
        "As of now.",
    )


def test_a_dry_run() -> None:
    """A dry run tells which lines would change, and changes nothing on the disk."""
    new = write("organizations.csv", "id,name_en,type,country\nfinnish-police,Finnish Police,police,FI\n")
    before = snapshot(Path())
    told = invoke(["add", new, "--to", "data", "--dry-run"])
    assert snapshot(Path()) == before
    assert told.exit == 0
    assert [line for line in told.out.splitlines() if line[0] in "+-"] == [
        "--- data/organizations.csv",
        "+++ data/organizations.csv",
        "+finnish-police,Finnish Police,,,,police,FI,",
    ]
    assert told.err.splitlines()[-2:] == ["new: 1 organization", "Nothing was written: this was a dry run."]


@pytest.mark.parametrize(("fail_on", "code"), [("violation", 0), ("warning", 1), ("info", 1)])
def test_what_fails(fail_on: str, code: int) -> None:
    """A warning keeps records out when --fail-on says so, and else is told and let in."""
    new = write("organizations.csv", "id,name_en,type,country\ncrime-unit,Crime Unit,unit,FI\n")
    words = ["--fail-on", fail_on]
    assert invoke(["check", new, "--against", "data", *words]).exit == code
    told = invoke(["add", new, "--to", "data", *words])
    assert (told.exit, "An office or unit needs a parent" in told.out) == (code, True)
    assert bool(organization("crime-unit")) == (code == 0)


def from_csv(text: str) -> list[str]:
    return [row["message"] for row in csv.DictReader(io.StringIO(text))]


def from_ttl(text: str) -> list[str]:
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    message = ox.NamedNode("http://www.w3.org/ns/shacl#resultMessage")
    return [str(quad.object.value) for quad in store.quads_for_pattern(None, message, None)]  # type: ignore[union-attr]


FORMS: dict[str, Callable[[str], list[str]]] = {
    "json": lambda text: [finding["message"] for finding in json.loads(text)["findings"]],
    "jsonl": lambda text: [json.loads(line)["message"] for line in text.splitlines() if "message" in line],
    "csv": from_csv,
    "ttl": from_ttl,
    "sarif": lambda text: [result["message"]["text"] for result in json.loads(text)["runs"][0]["results"]],
    "junit": lambda text: ["".join(found.itertext()) for found in ElementTree.fromstring(text).iter("failure")],
}


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_every_format_of_the_report(form: str) -> None:
    """Whatever the format, the findings are in it, check and add say the same, and a program can read it."""
    new = write("organizations.csv", WRONG)
    told = invoke(["check", new, "--against", "data", "--format", form])
    again = invoke(["add", new, "--to", "data", "--format", form])
    assert (told.exit, again.exit, again.out) == (1, 1, told.out)
    if form in FORMS:
        found = FORMS[form](told.out)
        assert [what for what in (PROBLEM, FORMULA) if any(what in message for message in found)] == [PROBLEM, FORMULA]
    else:
        plain = told.out.replace("&#x27;", "'").replace("&#39;", "'").replace("&apos;", "'").replace("\\", "")
        assert all(what in plain for what in (PROBLEM, FORMULA))


def test_findings_in_a_copy_of_a_table() -> None:
    """The copy of a CSV has every line of the original with the findings beside; the original stays; the copy can be
    checked again, and gives the same findings."""
    new = write("organizations.csv", WRONG)
    told = invoke(["check", new, "--against", "data", "--annotate", "marked-organizations.csv"])
    assert told.exit == 1
    assert told.err.splitlines()[-1] == "marked-organizations.csv"
    assert Path(new).read_text("utf-8") == WRONG
    text = Path("marked-organizations.csv").read_text("utf-8")
    assert [row[:5] for row in csv.reader(io.StringIO(text))] == list(csv.reader(io.StringIO(WRONG)))
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["problem"], first["remedy"]) == (f"[type] {PROBLEM}", "did you mean 'customs'?")
    assert (second["problem"], second["remedy"]) == (f"[note] {FORMULA}", "begin with a letter, a digit or a quote")
    again = invoke(["check", "marked-organizations.csv", "--against", "data"])
    assert again.out.replace("marked-", "") == told.out


def test_findings_in_a_copy_of_a_workbook() -> None:
    """The copy of a workbook has a comment on each cell at fault and a sheet with all findings; it can be checked
    again, and gives the same findings."""
    book = Workbook()
    assert book.active
    book.active.title = "organizations"
    for row in csv.reader(io.StringIO(WRONG.replace("=1+1", "@1"))):
        book.active.append(row)
    book.save("new.xlsx")
    before = snapshot(Path())["new.xlsx"]
    told = invoke(["check", "new.xlsx", "--against", "data", "--annotate", "marked.xlsx"])
    assert (told.exit, snapshot(Path())["new.xlsx"]) == (1, before)
    marked = load_workbook("marked.xlsx")
    comments = {cell.coordinate: cell.comment.text for line in marked["organizations"] for cell in line if cell.comment}
    assert comments == {
        "C2": f"violation: {PROBLEM}; did you mean 'customs'?",
        "E3": f"violation: {FORMULA.replace('=', '@')}; begin with a letter, a digit or a quote",
    }
    listed = [[cell.value for cell in line] for line in marked["Findings"]][1:]
    assert [(line[2], line[3]) for line in listed] == [
        ("new.xlsx/organizations:2 [type]", PROBLEM),
        ("new.xlsx/organizations:3 [note]", FORMULA.replace("=", "@")),
    ]
    again = invoke(["check", "marked.xlsx", "--against", "data"])
    assert again.out.replace("marked", "new") == told.out


MAPPING = """\
table: organizations
columns:
  Kurz: id
  Name: name_en
  Art: type
  Staat: country
  Sitz: {to: claim, key: place, status: stated, confidence: high, at: Stelle}
values:
  type: {Polizei: police}
  country: {Finnland: FI}
constants: {source: "900"}
ignore: [Bemerkung]
"""


def test_somebodys_own_columns() -> None:
    """With a mapping file, a table with other columns and words is added: the row, and the claim that a column
    makes."""
    own = write("own.yaml", MAPPING)
    rows = (
        "Name;Kurz;Art;Staat;Sitz;Stelle;Bemerkung\nFinnish Police;finnish-police;{};Finnland;place/helsinki;88-132;?\n"
    )
    new = write("Behörden.csv", rows.format("Polizei"))
    words = ["--mapping", own, "--sources", "texts"]
    assert invoke(["check", new, "--against", "data", *words]).exit == 0
    assert invoke(["add", new, "--to", "data", *words]).exit == 0
    assert organization("finnish-police")["type"] == "police"
    claims = dataset.load(Path("data")).claims
    assert [str(c.spans[0]) for c in claims if (c.subject, c.key) == ("org/finnish-police", "place")] == ["900:88-132"]


def test_findings_about_somebodys_own_columns() -> None:
    """Findings in a table with other columns stand in its own rows, and the copy has them there."""
    own = write("own.yaml", MAPPING)
    new = write("Behörden.csv", "Name,Kurz,Art,Staat\nFinnish Police,finnish-police,Polizist,Finnland\n")
    told = invoke(["check", new, "--against", "data", "--mapping", own, "--annotate", "out.csv"])
    assert "Behörden.csv:2 [type]: 'Polizist' is not a term of org-type" in told.out
    (row,) = csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8")))
    assert row["problem"] == "[type] 'Polizist' is not a term of org-type"


def test_standard_input() -> None:
    """What is piped in is added like a file."""
    told = invoke(["add", "-", "--to", "data", "--sources", "texts"], COURSE)
    assert (told.exit, told.err.splitlines()[-1]) == (0, "new: 1 event, 4 claims")
    assert ("event", "2014-course") in dataset.load(Path("data")).named
