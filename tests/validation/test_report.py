"""The report: counts, order, formats, exit."""

from __future__ import annotations

import csv
import io
import json

import rdflib

from coopgraph.source import Source
from coopgraph.validation import Finding, Report

BAD = Finding(
    "C13",
    "violation",
    "The event ends before it starts",
    "Swap the dates.",
    node="https://w3id.org/coopgraph/id/event/2013-x",
    label='Visit "X" & more',
    path="https://schema.org/endDate",
    value="2013-05-27",
    source=Source("data/records/x.yaml", 12, "end-date"),
    shape="https://w3id.org/coopgraph/shape/C13",
    sentences=("They left before they came.",),
)
MILD = Finding("C07", "warning", "Label ends with a space", node="https://w3id.org/coopgraph/id/org/a")
HINT = Finding("C58", "info", "Nothing is there to look at")


def test_only_violations_break_conformance() -> None:
    """A warning and a hint conform; with --fail-on warning the warning fails, the hint does not."""
    assert not Report([BAD]).conforms
    assert Report([MILD, HINT]).conforms
    assert Report([MILD]).fails("warning")
    assert not Report([HINT]).fails("warning")


def test_the_worst_stands_first_and_nothing_twice() -> None:
    """Three findings, one given twice, in the worst order."""
    assert [f.code for f in Report([HINT, MILD, BAD, MILD])] == ["C13", "C07", "C58"]


def test_the_text_says_where_what_and_what_to_do() -> None:
    """Place, message, remedy, sentence and the sum stand in the text."""
    text = Report([BAD], checked=7, checks=58, spans=3, texts=1).to_text()
    assert "data/records/x.yaml:12 [end-date]: The event ends before it starts" in text
    assert "→ Swap the dates." in text
    assert "“They left before they came.”" in text
    assert text.endswith(
        "7 records, 58 checks, 3 spans held against 1 text: 1 violation, 0 warnings, 0 hints. "
        "The data does not conform.\n"
    )


def test_a_message_shows_the_beginning_of_a_long_value() -> None:
    """Of a value of a thousand letters the message and the report show eighty; JSON and CSV carry all of it."""
    told = Report([Finding("C51", "violation", f"Looks like a number: '{'9' * 1000}'", value="9" * 1000)])
    assert told.findings[0].message == f"Looks like a number: '{'9' * 79}…'"
    assert "9" * 80 not in told.to_text()
    assert "9" * 1000 in told.to_json()


def test_json_and_csv_carry_every_field() -> None:
    """File, row, field, message and value come back from JSON and from CSV."""
    body = json.loads(Report([BAD]).to_json())
    row = next(csv.DictReader(io.StringIO(Report([BAD]).to_csv())))
    assert body["conforms"] is False
    for got in (body["findings"][0], row):
        assert (got["file"], str(got["row"]), got["field"]) == ("data/records/x.yaml", "12", "end-date")
        assert (got["code"], got["value"], got["label"]) == ("C13", "2013-05-27", 'Visit "X" & more')


def test_turtle_is_a_shacl_report() -> None:
    """rdflib reads one sh:ValidationReport with conforms false and one result with focus, path and severity."""
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = rdflib.Graph().parse(data=Report([BAD, MILD]).to_ttl(), format="turtle")
    report = graph.value(None, rdflib.RDF.type, sh.ValidationReport)
    assert graph.value(report, sh.conforms) == rdflib.Literal(False)
    assert len(list(graph.objects(report, sh.result))) == 2
    result = next(graph.subjects(sh.resultSeverity, sh.Violation))
    assert str(graph.value(result, sh.focusNode)) == BAD.node
    assert str(graph.value(result, sh.resultPath)) == BAD.path
    assert str(graph.value(result, sh.value)) == "2013-05-27"
