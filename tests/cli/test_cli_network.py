"""The network over time, without somebody, along a path; and any query within a window of time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coopgraph.cli import main
from coopgraph.cli.network import TABLES


def run(*words: str, given: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(main, list(words), prog_name="coopgraph", input=given)


def rows(*words: str) -> list[dict[str, object]]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("show", list(TABLES))
def test_every_table_of_the_network_has_rows(show: str) -> None:
    """Each choice of --show answers on the bundled data, in every format that a pipe may ask for."""
    words = ("network", "--show", show, "--view", "inferred")
    assert rows(*words)
    assert run(*words, "--format", "csv").exit_code == 0
    assert run(*words, "--format", "table").exit_code == 0


def test_a_window_leaves_out_what_happened_elsewhere() -> None:
    """From 2022 on there is the workshop of 2023 alone (source 004), so no Finn is in the network."""
    later = rows("network", "--show", "ties", "--since", "2022")
    assert later
    assert {str(tie["activities"]) for tie in later} == {str(later[0]["activities"])}
    assert not [n for n in rows("network", "--since", "2022") if n["country"] == "FI"]


def test_uncertain_dates_are_read_strictly_or_generously() -> None:
    """The visit was over by 5 November 2016, no more is known: 2016 may hold it, but not for certain."""
    assert rows("query", "events-of-country", "-p", "country=TM", "--since", "2016", "--until", "2016") == []
    generous = ("--since", "2016", "--until", "2016", "--dates", "generous")
    found = rows("query", "events-of-country", "-p", "country=TM", *generous)
    assert {str(row["event"]["id"]) for row in found} == {"event/2016-iom-finland-study-visit"}  # type: ignore[index]


@pytest.mark.parametrize(("since", "words"), [("05.2013", "write 2013, 2013-05"), ("2013-13", "write 2013, 2013-05")])
def test_a_date_that_is_none_is_wrong_use(since: str, words: str) -> None:
    """Neither 05.2013 nor a thirteenth month is a date: exit code 2, and what to write."""
    result = run("network", "--since", since)
    assert result.exit_code == 2
    assert words in result.output


def test_a_month_runs_to_its_last_day() -> None:
    """The training ended on 23 April 2021: --until 2021-04 holds it, --until 2021-03 does not."""
    words = ("query", "events-of-country", "-p", "country=UZ", "--since", "2021")
    assert len(rows(*words, "--until", "2021-04")) == 1
    assert rows(*words, "--until", "2021-03") == []


def test_without_osce_its_ties_are_gone() -> None:
    """What is told of the network without OSCE: one node fewer, and Finnish Customs loses its tie to it."""
    output = run("network", "--without", "ОБСЕ", "--format", "table").output
    assert "Summary without org/osce" in output
    assert "Finnish Customs" in output


def test_a_source_can_be_thought_away() -> None:
    """Without source 001 nobody of Norway or Russia is left at country level."""
    result = run("network", "--without", "source/001", "--level", "country", "--format", "csv")
    assert result.exit_code == 0
    moves = result.output.split("node,")[-1]
    assert "Norway" not in moves


def test_a_path_tells_each_step() -> None:
    """The A-Clinic Foundation and UNODC met nobody in common; four ties lead from one to the other."""
    steps = rows("path", "A-Clinic Foundation", "UNODC")
    assert [step["step"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["source"]["id"] == "org/a-clinic-foundation"  # type: ignore[index]
    assert steps[-1]["target"]["id"] == "org/unodc"  # type: ignore[index]
    assert all(step["evidence"] for step in steps)


def test_no_path_says_so() -> None:
    """In the stated view the Federal Customs Service of Russia has no way of ties to OSCE."""
    result = run("path", "Federal Customs Service of Russia", "OSCE", "--view", "stated", "--format", "table")
    assert "No way of ties leads from one to the other" in result.output


def test_queries_of_any_form_from_standard_input() -> None:
    """ASK answers yes or no, CONSTRUCT gives Turtle, SELECT a table; what is no query is wrong use."""
    assert run("query", "-", given="ASK { ?x a cg:Event }").output == "yes\n"
    assert run("query", "-", given="ASK { ?x a cg:Ship }").output == "no\n"
    made = run("query", "-", given="CONSTRUCT { ?x a cg:Event } WHERE { ?x a cg:Event }").output
    assert made.count("a cg:Event") == 5
    counted = run("query", "-", "--format", "tsv", given="SELECT (COUNT(*) AS ?n) { ?x a cg:Event }").output
    assert counted == "n\n5\n"
    assert run("query", "-", given="SELECT nonsense").exit_code == 2


def test_help_of_a_query_lists_what_its_parameters_may_be() -> None:
    """query NAME --help shows the question, each parameter with its choices from the graph, and the columns."""
    output = run("query", "events-of-country", "--help").output
    assert "country=" in output
    assert "TM  Turkmenistan" in output
    assert "Columns" in output


def test_an_empty_answer_tells_how_much_is_on_record() -> None:
    """No funder of anything in Norway is on record, and few events have a funder on record at all."""
    output = run("query", "who-funds-what", "-p", "country=NO", "--view", "stated", "--format", "table").output
    assert "1 of 5 events have a funder." in output


def test_gexf_check_ends_with_1_for_a_bad_file(tmp_path: Path) -> None:
    """Our own file opens clean; one whose edge has weight 0 does not."""
    assert run("export", str(tmp_path / "n.gexf")).exit_code == 0
    assert run("gexf-check", str(tmp_path / "n.gexf")).exit_code == 0
    bad = (tmp_path / "n.gexf").read_text("utf-8").replace('weight="', 'weight="0" was="', 1)
    (tmp_path / "bad.gexf").write_text(bad, "utf-8")
    result = run("gexf-check", str(tmp_path / "bad.gexf"), "--format", "table")
    assert result.exit_code == 1
    assert "weight" in result.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--show", "sources", "--window", "3y"), "--window and --step go with"),
        (("--show", "summary", "--ties"), "give one of them"),
        (("--show", "measures", "--without", "OSCE"), "give one of them"),
        (("--projection", "count", "--show", "series"), "--projection is for"),
    ],
)
def test_options_that_do_not_go_together_are_refused(words: tuple[str, ...], message: str) -> None:
    """No option is passed over in silence: exit code 2, and what goes with what."""
    result = run("network", *words)
    assert result.exit_code == 2
    assert message in result.output


def test_an_empty_answer_in_a_pipe_explains_itself_on_standard_error() -> None:
    """Programs get the header alone; a person reads why."""
    result = run(
        "path", "Finnish Customs", "Ministry of Foreign Affairs of Russia", "--since", "2016", "--format", "tsv"
    )
    assert result.stdout.count("\n") == 1
    assert "No way of ties leads from one to the other" in result.stderr


@pytest.mark.parametrize("kind", ["network", "timeline", "trend", "matrix"])
def test_pictures_are_drawn(kind: str, tmp_path: Path) -> None:
    """plot KIND FILE writes the file; ego needs a name."""
    assert run("plot", kind, str(tmp_path / f"{kind}.svg")).exit_code == 0
    assert (tmp_path / f"{kind}.svg").stat().st_size > 1000
    assert run("plot", "ego", str(tmp_path / "ego.svg")).exit_code == 2
    assert run("plot", "ego", "Tulli", str(tmp_path / "ego.svg")).exit_code == 0


def test_a_window_and_a_series_agree(tmp_path: Path) -> None:
    """The year 2019 alone, as a window of everything and as a row of the series: the same number of ties."""
    for view in ("stated", "inferred"):
        alone = rows("network", "--show", "ties", "--view", view, "--since", "2019", "--until", "2019")
        (row,) = [r for r in rows("network", "--show", "series", "--view", view) if r["window"] == "2019"]
        assert len(alone) == row["ties"] > 0  # type: ignore[operator]


def test_any_answer_can_be_asked_of_windows() -> None:
    """Five-year windows from 2013: Japan's workshop of 2023 is in the last; the first column names the window."""
    found = rows("query", "who-funds-what", "--window", "5y", "--step", "5y")
    funded = {(str(row["window"]), row["activity"]["id"]) for row in found}  # type: ignore[index]
    assert ("2023–2027", "event/2023-osce-unodc-drug-workshop") in funded
    assert not [pair for pair in funded if pair[0] == "2013–2017"]
    measured = rows("network", "--show", "measures", "--window", "5y", "--step", "5y")
    assert list(measured[0])[:2] == ["window", "node"]


def test_an_export_can_carry_every_measure(tmp_path: Path) -> None:
    """With --all-measures the nodes have columns such as constraint and closeness; a table of ties has no room."""
    assert run("export", str(tmp_path / "n.gexf"), "--all-measures").exit_code == 0
    text = (tmp_path / "n.gexf").read_text("utf-8")
    assert '<attribute id="constraint" title="constraint" type="double"/>' in text
    assert run("gexf-check", str(tmp_path / "n.gexf")).exit_code == 0
    assert run("export", str(tmp_path / "n.csv"), "--all-measures").exit_code == 2
