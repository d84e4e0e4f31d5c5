"""The command line as a user meets it: answers, exit codes, messages, and nothing half-written."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coopgraph import build
from coopgraph.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), prog_name="coopgraph")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the bundled dataset, to be spoiled."""
    return Path(shutil.copytree(build.bundled(), tmp_path / "data"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


RECORD = "records/003-osce-tajikistan-finland-2013.yaml"
HOST = "- {host: org/finnish-customs, stated: high, at: 3785-3850}"
END = "- {end-date: 2013-05-31, stated: high, at: 3476-3508}"


def line_of(file: Path, text: str) -> int:
    return file.read_text("utf-8").split(text)[0].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("{host: org", "{hots: org", "[hots]: 'hots' is not a role or claim key", "did you mean 'host'"),
        (
            "{host: org/finnish-customs,",
            "{host: org/finnish-custom,",
            "'org/finnish-custom' is not in the data",
            "did you mean 'org/finnish-customs'",
        ),
        (
            "stated: high, at: 3785-3850",
            "stated: sure, at: 3785-3850",
            "'sure' is not a confidence",
            "write high, medium or low",
        ),
        ("at: 3785-3850", "at: 3850-3785", "the span 3850-3785 is empty or reversed", "write the smaller"),
    ],
)
def test_a_typo_is_located_and_has_a_remedy(data: Path, old: str, new: str, message: str, remedy: str) -> None:
    """A wrong role, id, confidence or span: exit code 1, file and line, what to write, and no file written."""
    edit(data / RECORD, HOST, HOST.replace(old, new))
    line = line_of(data / RECORD, HOST.replace(old, new))
    for command in (("validate", str(data)), ("build", str(data), "--out", str(data / "out"))):
        result = run(*command)
        assert result.exit_code == 1
        assert f"{RECORD}:{line} [" in result.output
        assert message in result.output
        assert remedy in result.output
        assert "Traceback" not in result.output
    assert not (data / "out").exists()


def test_a_reversed_date_is_a_violation_at_its_line(data: Path) -> None:
    """An end before the start (27 May) is found by the shapes, and the finding names the line of the claim."""
    edit(data / RECORD, END, END.replace("05-31", "05-20"))
    result = run("validate", str(data))
    assert result.exit_code == 1
    assert "violation C13" in result.output
    assert "It ends (2013-05-20) before it starts (2013-05-27)" in result.output
    assert RECORD in result.output
    written = run("build", str(data), "--out", str(data / "out"))
    assert written.exit_code == 1
    assert not (data / "out").exists()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda f: f.write_text("source: [", "utf-8"), ":1: not YAML"),
        (lambda f: f.write_text("", "utf-8"), ": the file is empty"),
        (lambda f: f.write_bytes(b"\x00\x01\x02PK"), ": not a text file"),
        (lambda f: f.write_bytes("ä".encode("latin-1")), ":1: not UTF-8 text"),
    ],
)
def test_an_unreadable_file_ends_with_code_3(data: Path, spoil: object, message: str) -> None:
    """Broken YAML, an empty, a binary and a Latin-1 file: exit code 3 and the file's name."""
    spoil(data / RECORD)  # type: ignore[operator]
    result = run("validate", str(data))
    assert result.exit_code == 3
    assert f"{RECORD}{message}" in result.output
    assert "Traceback" not in result.output


def test_a_missing_file_and_a_missing_folder_end_with_code_3(data: Path, tmp_path: Path) -> None:
    """organizations.csv is needed; a folder that is not there holds nothing."""
    (data / "organizations.csv").unlink()
    missing = run("validate", str(data))
    assert missing.exit_code == 3
    assert "organizations.csv: the file is missing" in missing.output
    nowhere = run("build", str(tmp_path / "nowhere"))
    assert nowhere.exit_code == 3
    assert "not a folder" in nowhere.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("query", "who-fund"), "did you mean"),
        (("query", "who-funds-what", "-p", "country=Finnland"), "did you mean 'Finland'"),
        (("query", "who-funds-what", "-p", "country"), "write country=… with a value"),
        (("query", "partners", "-p", "Finnish Customs"), "write org='Finnish Customs'"),
        (("query", "who-funds-what", "-p", "land=FI"), "is not a known parameter"),
        (("why", "Finish Custums", "OSCE"), "did you mean"),
        (("show", "Nobody at all"), "'Nobody at all' is not on record"),
        (("export", "x.docx"), "'docx' is not a known file format"),
        (("network", "--definition", "defualt"), "default"),
        (("network", "--view", "stted"), "stted"),
        (("build", "--nonsense"), "No such option"),
    ],
)
def test_wrong_use_ends_with_code_2(words: tuple[str, ...], message: str) -> None:
    """An unknown name, parameter, format or option: exit code 2 and what is known."""
    result = run(*words)
    assert result.exit_code == 2
    assert message in result.output


def test_build_gives_the_same_bytes_twice(tmp_path: Path) -> None:
    """Two runs in two processes with different hash seeds write identical files."""
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "coopgraph", "build", "--no-validate", "--out", str(tmp_path / seed)]
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed})
    files = sorted(p.name for p in (tmp_path / "1").iterdir())
    assert files == ["coopgraph.nq", "coopgraph.trig", "manifest.json", "origins.csv"]
    for name in files:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_store_on_disk_answers_as_the_files_do(tmp_path: Path) -> None:
    """build --store, then query and network with --store: the same rows as from the curated files."""
    store = str(tmp_path / "store")
    assert run("build", "--no-validate", "--out", str(tmp_path / "out"), "--store", store).exit_code == 0
    for words in (("query", "who-funds-what"), ("network", "--ties"), ("network", "--level", "country")):
        assert run(*words, "--format", "json", "--store", store).output == run(*words, "--format", "json").output


def test_the_formats_of_a_query_hold_the_same_rows() -> None:
    """CSV, TSV and JSON of one query have the same number of rows and the same first cell."""
    rows = json.loads(run("query", "who-funds-what", "--format", "json").output)
    table = list(csv.reader(io.StringIO(run("query", "who-funds-what", "--format", "csv").output)))
    lines = run("query", "who-funds-what", "--format", "tsv").output.splitlines()
    assert len(rows) == len(table) - 1 == len(lines) - 1
    first = next(iter(rows[0].values()))
    assert (first["label"] if isinstance(first, dict) else first) == table[1][0] == lines[1].split("\t")[0]


def test_piped_answers_are_tab_separated() -> None:
    """No terminal, no boxes: the header's cells are parted by tabs."""
    assert "\t" in run("query", "who-funds-what").output.splitlines()[0]


def test_without_a_name_query_lists_the_library() -> None:
    """Every saved query is listed with its question."""
    from coopgraph.queries import library

    output = run("query", "--format", "tsv").output
    assert [name for name in library() if name not in output] == []


def test_validate_tells_warnings_only_when_asked_to() -> None:
    """The bundled data have warnings, which are accepted: without the profile --fail-on warning gives exit code 1."""
    assert run("validate").exit_code == 0
    assert run("validate", "--fail-on", "warning").exit_code == 0
    assert run("validate", "--fail-on", "warning", "--no-profile").exit_code == 1


def test_exports_are_written_by_suffix(tmp_path: Path) -> None:
    """Each suffix gives a file that is not empty; a failed one leaves nothing behind."""
    for suffix in ("gexf", "csv", "tsv", "json", "png", "svg", "ttl", "trig", "jsonld", "nt", "nq"):
        result = run("export", str(tmp_path / f"x.{suffix}"))
        assert result.exit_code == 0, result.output
        assert (tmp_path / f"x.{suffix}").stat().st_size > 1000
    before = sorted(tmp_path.iterdir())
    assert run("export", str(tmp_path / "no" / "x.gexf")).exit_code == 2
    assert sorted(tmp_path.iterdir()) == before


def imported(*arguments: str, among: set[str]) -> str:
    """Return which of some modules a run of the command line imports."""
    code = (
        "import sys; from coopgraph.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit as end: assert not end.code\n"
        f"print('HEAVY', sorted({among!r} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()[-1]


def test_help_is_quick_because_it_imports_nothing_heavy() -> None:
    """--help imports none of rdflib, pyshacl, networkx, pydantic, pyoxigraph, rich, numpy."""
    heavy = {"rdflib", "pyshacl", "networkx", "pydantic", "pyoxigraph", "rich", "numpy", "matplotlib"}
    assert imported("--help", among=heavy) == "HEAVY []"


def test_a_query_on_a_store_imports_no_records_and_no_checks(tmp_path: Path) -> None:
    """A store is asked without what reads, checks, measures and writes."""
    assert run("build", "--out", str(tmp_path / "out"), "--store", str(tmp_path / "store")).exit_code == 0
    rooms = {f"coopgraph.{name}" for name in ("records", "loaders", "validation", "bulk", "network", "export", "shacl")}
    heavy = {"rdflib", "pyshacl", "networkx", "pydantic", "numpy", "duckdb", *rooms}
    asked = ("query", "customs-services", "--store", str(tmp_path / "store"), "--format", "csv")
    assert imported(*asked, among=heavy) == "HEAVY []"


def test_demo_runs_from_build_to_picture(tmp_path: Path) -> None:
    """It ends by telling what to do next, and leaves the graph, the network and the picture."""
    started = time.monotonic()
    result = run("demo", "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert "What to do next" in result.output
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert {"coopgraph.nq", "network.gexf", "network.png", "network.svg", "coopgraph.ttl"} <= names
    assert time.monotonic() - started < 300


def test_where_several_phrases_stand(tmp_path: Path) -> None:
    """Each phrase is told with its offsets; one that is not in the text is named, and the others are told."""
    text = tmp_path / "x.txt"
    text.write_text("Tulli met the OSCE; Tulli paid.", "utf-8")
    assert run("span", str(text), "Tulli", "the OSCE").output == "0-5  Tulli\n20-25  Tulli\n10-18  the OSCE\n"
    result = run("span", str(text), "Tulli paid", "the UN")
    assert result.exit_code == 1
    assert (
        result.output
        == f"20-30  Tulli paid\nError: 'the UN': not in {text}; copy the words from the text, capitals and all\n"
    )
