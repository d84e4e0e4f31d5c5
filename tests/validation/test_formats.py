"""Every format tells the same findings, whatever stands in names and messages: each is read by another reader."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
import rdflib
from click import Choice
from lxml import etree, html
from markdown_it import MarkdownIt

from coopgraph.cli import main
from coopgraph.errors import UnknownName
from coopgraph.source import Source
from coopgraph.validation import Finding, Report
from coopgraph.validation.checks import checks, titles
from coopgraph.validation.formats import FORMATS, markdown
from coopgraph.vocab import IDS, SHAPES

NASTY = [
    "a | b || c",
    "x < y > z & amp; &lt;b&gt;",
    "<script>alert('1')</script> \"quoted\" 'single'",
    "100% of 5%0A, 1: 2, 3:: 4",
    "line one\nline two\r\nline three",
    "Таможня Финляндии — ОБСЕ",
    "::error file=x::boom",
    "*stars* _lines_ `ticks` ``two`` [a](b) #1 @name ~no~ \\ back",
    "]]> --> {braces} {0} $dollar",
    "- item\n# head\n> quote\n1. one",
]
STATES = ("", "new", "solved", "old")


def finding(text: str, severity: str = "violation", state: str = "") -> Finding:
    found = Finding(
        code="C16",
        severity=severity,  # type: ignore[arg-type]
        message=f"m {text}",
        remedy=f"r {text}",
        node=IDS + "event/2013-x",
        label=f"l {text}",
        value=f"v {text}",
        source=Source("data/records/a b,c:d.yaml", 12, f"f {text}"),
        shape=SHAPES + "C16",
        sentences=(f"s {text}",),
    )
    return replace(found, state=state)  # type: ignore[arg-type]


def report(*found: Finding) -> Report:
    return Report(list(found), checked=7, checks=58)


def folded(text: str) -> str:
    return " ".join(text.split())


MIXED = report(
    replace(finding("one"), node=IDS + "event/2013-a"),
    replace(finding("two", "warning"), node=IDS + "event/2013-a"),
    replace(finding("three", "info"), node=IDS + "event/2013-b"),
)
COMPARED = report(
    replace(finding("fresh", "warning", "new"), code="C18", shape=SHAPES + "C18"),
    replace(finding("gone", "violation", "solved")),
    *(replace(finding(f"stale {n}", "violation", "old"), node=f"{IDS}event/2013-{n}") for n in range(3)),
)


@pytest.mark.parametrize("text", NASTY)
def test_json_lines_and_csv_carry_every_text(text: str) -> None:
    """Message, remedy, label, value, field and sentence come back as they were from three formats."""
    found = report(finding(text))
    whole = json.loads(found.render("json"))["findings"][0]
    (line,) = found.render("jsonl").splitlines()
    (row,) = csv.DictReader(io.StringIO(found.render("csv"), newline=""))
    for got in (whole, json.loads(line), row):
        assert (got["message"], got["remedy"], got["label"]) == (f"m {text}", f"r {text}", f"l {text}")
        assert (got["value"], got["field"]) == (f"v {text}", f"f {text}")
        assert (got["id"], got["file"], str(got["row"])) == ("event/2013-x", "data/records/a b,c:d.yaml", "12")
    assert whole["sentences"] == [f"s {text}"]
    assert row["sentences"] == f"s {text}"


def test_a_line_of_json_lines_is_a_finding() -> None:
    """Three findings are three lines; none of them holds a line end."""
    lines = MIXED.render("jsonl").splitlines()
    assert [json.loads(line)["severity"] for line in lines] == ["violation", "warning", "info"]
    assert Report([]).render("jsonl") == ""


@pytest.mark.parametrize("text", NASTY)
def test_turtle_carries_every_text(text: str) -> None:
    """rdflib reads message, value and label back."""
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = rdflib.Graph().parse(data=report(finding(text)).render("ttl"), format="turtle")
    (result,) = graph.subjects(rdflib.RDF.type, sh.ValidationResult)
    assert str(graph.value(result, sh.resultMessage)) == f"m {text}"
    assert str(graph.value(result, sh.value)) == f"v {text}"
    assert str(graph.value(result, rdflib.RDFS.label)) == f"l {text}"


def test_a_value_that_only_looks_like_an_address_is_a_literal() -> None:
    """A blank in it would break the Turtle if it stood between angle brackets."""
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    told = {"http://example.org/a b": rdflib.Literal, "http://example.org/ab": rdflib.URIRef}
    for value, kind in told.items():
        graph = rdflib.Graph().parse(data=report(replace(finding("x"), value=value)).render("ttl"), format="turtle")
        assert [type(o) for o in graph.objects(None, sh.value)] == [kind]


# GitHub: read as its runner does: the toolkit's escaping undone, in the opposite order.

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*?)::(.*)")


def command(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    assert match, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    plain = {k: v.replace("%2C", ",").replace("%3A", ":") for k, v in properties.items()}
    return match[1], {k: _data(v) for k, v in plain.items()}, _data(match[3])


def _data(text: str) -> str:
    return text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


@pytest.mark.parametrize("text", NASTY)
def test_a_workflow_command_carries_every_text_on_one_line(text: str) -> None:
    """Level, file, line, title and message come back when the escaping is undone."""
    line, last = report(finding(text)).render("github").splitlines()
    level, properties, message = command(line)
    assert level == "error"
    assert properties == {"file": "data/records/a b,c:d.yaml", "line": "12", "title": f"C16 l {text}"}
    assert message.startswith(f"[f {text}] m {text}")
    assert f"r {text}" in message
    assert not last.startswith("::")


def test_workflow_commands_are_errors_warnings_and_notices() -> None:
    """A violation is an error, a hint a notice; what is old or solved is only a notice, and says so."""
    lines = [command(line) for line in MIXED.render("github").splitlines()[:-1]]
    assert [level for level, _, _ in lines] == ["error", "warning", "notice"]
    told = [command(line) for line in COMPARED.render("github").splitlines()[:-1]]
    assert [(level, p["title"].partition(":")[0]) for level, p, _ in told] == [
        ("warning", "new"),
        ("notice", "solved"),
        *[("notice", "already there")] * 3,
    ]
    bare = report(Finding("C58", "info", "Nothing is there")).render("github").splitlines()[0]
    assert bare == "::notice title=C58::Nothing is there"


# JUnit: read by lxml.


def suite(found: Report) -> Any:
    return etree.fromstring(found.render("junit").encode()).find("testsuite")


@pytest.mark.parametrize("text", [*NASTY, "control \x01 \x1b and \ufffe"])
def test_junit_is_xml_whatever_the_text(text: str) -> None:
    """lxml reads the failure; only characters that XML cannot hold are gone."""
    failure = suite(report(finding(text))).find("testcase/failure")
    clean = re.sub("[\x01\x1b\ufffe]", "", text)
    assert folded(failure.get("message")) == folded(f"m {clean}")
    assert folded(f"r {clean}") in folded(failure.text)


def test_junit_has_a_case_a_check() -> None:
    """58 checks and the form of the files; only the check with a finding has failed, and the numbers agree."""
    read = suite(report(finding("x"), finding("y", "warning")))
    cases = read.findall("testcase")
    assert len(cases) == 59 == int(read.get("tests"))
    assert [c.get("name") for c in cases][1:] == [f"{code} {title}" for code, title in titles().items()]
    failed = [c for c in cases if c.find("failure") is not None]
    assert [c.get("name")[:3] for c in failed] == ["C16"]
    assert failed[0].find("failure").get("message").startswith("2 findings; the first: m x")
    assert (read.get("failures"), read.get("skipped"), read.get("errors")) == ("1", "0", "0")


def test_junit_names_the_command() -> None:
    """What was compared with an earlier state comes from check, all else from validate."""
    assert suite(report(finding("x"))).get("name") == "coopgraph validate"
    assert suite(COMPARED).get("name") == "coopgraph check"


def test_hints_and_what_is_old_fail_no_case() -> None:
    """A hint, an old and a solved finding stand in system-out; the new warning fails."""
    assert suite(report(finding("x", "info"))).get("failures") == "0"
    read = suite(COMPARED)
    assert read.get("failures") == "1"
    assert "(already there) violation C16" in read.find("testcase[system-out]/system-out").text


def test_checks_that_did_not_run_are_skipped() -> None:
    """When the records break their form no check has run; one that is off is skipped as well."""
    broken = suite(Report([Finding("record", "violation", "is missing")]))
    assert (broken.get("failures"), broken.get("skipped")) == ("1", "58")
    off = suite(Report([], checked=7, checks=58, off=("C28",)))
    assert [c.get("name")[:3] for c in off.findall("testcase") if c.find("skipped") is not None] == ["C28"]


# HTML: read by lxml.


def words(found: Report) -> list[str]:
    page = html.document_fromstring(found.render("html"))
    return [folded(t) for t in page.xpath("//main//text()") if t.strip()]


@pytest.mark.parametrize("text", NASTY)
def test_the_page_shows_every_text_and_runs_none(text: str) -> None:
    """Each text is there as text; no element comes of it, no script and no outside address is in the page."""
    found = report(finding(text))
    page = html.document_fromstring(found.render("html"))
    shown = " ".join(words(found))
    for part in (f"m {text}", f"l {text}", f"r {text}", f"s {text}"):
        assert folded(part) in shown
    assert page.xpath("//script | //link | //img | //iframe | //a") == []
    assert not re.search(r"url\(|@import|https?://", found.render("html"))
    assert {e.tag for e in page.iter() if isinstance(e.tag, str)} <= {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "input", "label", "main"),
        *("section", "span", "code", "div", "b", "blockquote"),
    }


def test_the_page_is_well_formed_and_its_ids_are_single() -> None:
    """Every tag that opens closes, in order, and no id is there twice."""
    page = report(*MIXED.findings, *MIXED.findings, finding("one", "warning")).render("html")
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "input"):
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert open_tags == []
    assert len(ids) == len(set(ids)) == 3 + 4


def test_each_severity_can_be_hidden_without_a_script() -> None:
    """A box for each, ticked; a rule for each; a record with several is hidden when all of its own are."""
    text = MIXED.render("html")
    page = html.document_fromstring(text)
    boxes = page.xpath("//input[@type='checkbox'][@checked]/@id")
    assert boxes == ["v", "w", "i"]
    assert page.xpath("//section/@class") == ["record only-vw", "record only-i"]
    for rule in ("#v:not(:checked) ~ main .violation", "#v:not(:checked) ~ #w:not(:checked) ~ main .only-vw"):
        assert rule in text


# Markdown: read by markdown-it, CommonMark with tables and strikethrough as on GitHub.


def rendered(text: str) -> str:
    read = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).render(text)
    return folded("".join(html.fromstring(f"<div>{read}</div>").itertext()))


@pytest.mark.parametrize("text", NASTY)
def test_markdown_shows_every_text_as_it_is(text: str) -> None:
    """Rendered, the texts are there letter by letter: nothing became a heading, a link, emphasis or HTML."""
    shown = rendered(report(finding(text)).render("markdown"))
    for part in (f"m {text}", f"l {text}", f"r {text}", f"s {text}", f"v {text}"):
        assert folded(part) in shown.replace("⏎", " ").replace("  ", " ")


def test_markdown_mentions_nobody() -> None:
    """A name after @ would call somebody to the pull request."""
    assert "@" not in re.sub("`[^`]*`", "", markdown.escaped("ask @somebody"))


def test_long_markdown_is_cut_where_a_record_ends() -> None:
    """Two thousand records do not fit into a comment; the end says that there are more."""
    many = report(*(replace(finding("x"), node=f"{IDS}event/2013-{n}") for n in range(2000)))
    text = many.render("markdown")
    assert 50_000 < len(text) < 61_000
    assert re.search(r"… and \d+ more records; `coopgraph validate` shows all\.\n$", text)


# SARIF: the rules of the standard for the properties that are there (OASIS SARIF 2.1.0, 3.13 to 3.49).

ALLOWED = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "columnKind", "results", "properties"},
    "driver": {"name", "semanticVersion", "rules"},
    "rule": {"id", "name", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"},
    "result": {
        *("ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "baselineState"),
        "properties",
    },
}


def sarif(found: Report) -> dict[str, Any]:
    """Read a log, seeing that it is one."""
    log: dict[str, Any] = json.loads(found.render("sarif"))
    assert set(log) == ALLOWED["log"]
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) == ALLOWED["run"]
    driver = run["tool"]["driver"]
    assert set(driver) == ALLOWED["driver"]
    assert driver["name"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert set(rule) <= ALLOWED["rule"]
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
    for result in run["results"]:
        assert set(result) <= ALLOWED["result"]
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        for place in result["locations"]:
            check_place(place)
    return run  # type: ignore[no-any-return]


def check_place(place: dict[str, Any]) -> None:
    assert set(place) <= {"physicalLocation", "logicalLocations"}
    if physical := place.get("physicalLocation"):
        assert re.fullmatch(r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+", physical["artifactLocation"]["uri"])
        assert physical.get("region", {"startLine": 1})["startLine"] >= 1
    for logical in place.get("logicalLocations", []):
        assert logical["fullyQualifiedName"]


@pytest.mark.parametrize("text", NASTY)
def test_sarif_carries_every_text(text: str) -> None:
    """The message holds message, value and remedy; braces are doubled, as the standard has it."""
    (result,) = sarif(report(finding(text)))["results"]
    message = result["message"]["text"].replace("{{", "{").replace("}}", "}")
    for part in (f"m {text}", f"r {text}", f"s {text}"):
        assert part in message
    (place,) = result["locations"]
    assert place["logicalLocations"][0]["name"] == f"l {text}"
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "data/records/a%20b%2Cc%3Ad.yaml"
    assert place["physicalLocation"]["region"] == {"startLine": 12}


def test_sarif_levels_and_rules() -> None:
    """Violation, warning and hint are error, warning and note; every shape is a rule with help."""
    run = sarif(MIXED)
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {c.name for c in checks().values()}
    assert rules["C22-about"]["defaultConfiguration"]["level"] == "warning"
    assert "What to write" in rules["C16"]["help"]["text"]


def test_sarif_states_are_those_of_a_baseline() -> None:
    """New, solved and old are new, absent and unchanged; without an earlier report there is no state."""
    assert [r["baselineState"] for r in sarif(COMPARED)["results"]] == ["new", "absent", *["unchanged"] * 3]
    assert "baselineState" not in sarif(MIXED)["results"][0]


def test_sarif_tells_problems_of_form_and_findings_without_a_place() -> None:
    """A problem of the form has a rule of its own; a finding about the whole dataset has no location."""
    run = sarif(
        report(Finding("record", "violation", "is missing", source=Source("a.csv", 3)), Finding("C58", "info", "x"))
    )
    assert [(r["ruleId"], len(r["locations"])) for r in run["results"]] == [("record", 1), ("C58", 0)]
    absolute = sarif(report(Finding("record", "violation", "x", source=Source("/d a/a.csv"))))["results"][0]
    assert absolute["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "file:///d%20a/a.csv"}}


def test_a_fingerprint_outlives_moved_lines() -> None:
    """Another row, severity or state leaves it; another record, value or message changes it."""
    one = finding("x")
    same = [
        replace(one, source=Source("data/other.yaml", 99)),
        replace(one, severity="info"),
        replace(one, state="old"),
    ]
    other = [replace(one, node=IDS + "event/2014-y"), replace(one, value="w"), replace(one, message="other")]
    assert {f.fingerprint for f in same} == {one.fingerprint}
    assert len({f.fingerprint for f in [one, *other]}) == 4
    (result,) = sarif(report(one))["results"]
    assert result["partialFingerprints"] == {"coopgraph/v1": one.fingerprint}


# States, and what all formats share.


def test_the_table_has_a_section_a_state() -> None:
    """New in full, solved briefly, old one line a check; in full when asked for; the last line counts them."""
    text = COMPARED.to_text()
    heads = [line for line in text.splitlines() if line.startswith("==")]
    assert heads == ["== New problems: 1 ==", "== Solved: 1 ==", "== Already there: 3 =="]
    assert "✗ violation C16  m stale 0, and 2 more like it (--all shows all)" in text
    assert "    → r fresh" in text
    assert "→ r gone" not in text
    assert "  ✓ C16  data/records/a b,c:d.yaml: l gone: m gone" in text
    assert text.endswith("1 new problem (0 violations, 1 warning, 0 hints), 1 solved, 3 already there.\n")
    assert COMPARED.to_text(every=True).count("→ r stale") == 3


def test_only_new_findings_fail() -> None:
    """Old violations are no failure; a new warning fails where warnings do. The data still do not conform."""
    assert not COMPARED.fails()
    assert COMPARED.fails("warning")
    assert not COMPARED.conforms
    assert report(finding("x", "violation", "solved")).conforms


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"table", "html"}))
def test_every_format_shows_the_states(form: str) -> None:
    """What is written with states differs from what is written without."""
    bare = report(*(replace(f, state="") for f in COMPARED))
    told = {
        "json": '"state": "solved"',
        "jsonl": '"state": "solved"',
        "csv": ",solved,",
        "markdown": "### Solved (1 violation)",
        "ttl": '"solved"@en',
        "sarif": '"baselineState": "absent"',
        "github": "title=solved%3A",
        "junit": "(solved) violation C16",
    }[form]
    assert told in COMPARED.render(form)
    assert told not in bare.render(form)


def test_the_page_has_a_heading_a_state() -> None:
    """New problems, Solved, Already there, in this order."""
    page = html.document_fromstring(COMPARED.render("html"))
    assert page.xpath("//h2/text()") == ["New problems", "Solved", "Already there"]


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_report_and_the_same_bytes_twice(form: str) -> None:
    """No finding is a report as well; two runs give the same text."""
    empty = Report([], checked=7, checks=58)
    assert empty.render(form) == empty.render(form)
    assert MIXED.render(form) == MIXED.render(form)
    if form in ("sarif", "json"):
        json.loads(empty.render(form))


def test_an_unknown_format_is_met_with_near_ones() -> None:
    """'sarf' is none."""
    with pytest.raises(UnknownName, match="did you mean 'sarif'"):
        MIXED.render("sarf")


def test_the_command_offers_the_formats_that_there_are() -> None:
    """The command line lists them itself, so as not to import them; the lists agree."""
    (choice,) = (p.type for p in main.commands["validate"].params if p.name == "form")
    assert isinstance(choice, Choice)
    assert tuple(choice.choices) == tuple(FORMATS)


def test_the_value_at_fault_is_shown_with_its_unseen_spaces() -> None:
    """A no-break space and a space at the end are visible; a value that the message tells is not told twice."""
    seen = Finding("C07", "warning", "Stray space", value="Finnish\u00a0Customs ")
    told = Finding("C07", "warning", "'a' is wrong", value="a")
    assert "    value: Finnish⍽Customs␣\n" in report(seen).to_text()
    assert "value:" not in report(told).to_text()


def test_records_come_worst_first_and_whole() -> None:
    """All findings of a record stand together, below the one whose worst is worst."""
    late = replace(finding("late"), node=IDS + "event/2013-z", label="Z", source=Source("z.yaml", 1))
    early = replace(finding("early", "warning"), node=IDS + "event/2013-a", label="A", source=Source("a.yaml", 1))
    also = replace(finding("also", "warning"), node=IDS + "event/2013-z", label="Z", source=Source("z.yaml", 2))
    heads = [
        line for line in report(early, also, late).to_text().splitlines() if line.startswith(("A ", "Z ", "  ✗", "  !"))
    ]
    assert [head.split()[0] for head in heads] == ["Z", "✗", "!", "A", "!"]
