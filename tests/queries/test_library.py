"""Every saved query: its header, and that it runs as it stands; how values get into one."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from coopgraph import Graph, queries
from coopgraph.errors import InputError, UnknownName, UsageError
from coopgraph.store.base import Solutions
from coopgraph.vocab import KINDS

# rdflib itself still calls what it deprecates
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning")

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = queries.library()
NAMES = sorted(LIBRARY)
NARROWED = {n for n in NAMES if any(p.default != "UNDEF" for p in LIBRARY[n].parameters.values())}
"""The queries that do not stand in their files with every parameter open."""
LITERALS = {"text", "integer", "number", "date"}
TYPES = {*KINDS, *LITERALS, "term", "thing"}

Engine = Callable[[str], Solutions]

ECHO = queries.read(
    """\
#+ parameters: {word: text, number: integer, day: date, role: "term:role", who: "org|country"}
#+ columns: {word: text, number: integer, day: date, role: term, who: org}
SELECT ?word ?number ?day ?role ?who WHERE {
  VALUES (?word ?number ?day ?role ?who) { ("a" 1 UNDEF UNDEF UNDEF) } # parameters
}
""",
    "echo",
)
"""A query that answers with its parameters."""


def header(name: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in LIBRARY[name].text.splitlines() if line.startswith("#+")]
    found = YAML(typ="safe", pure=True).load(StringIO("\n".join(lines)))
    assert isinstance(found, dict)
    return found


def test_names_are_unique() -> None:
    """Two saved queries never have the same name, since they are asked for without their folder."""
    files = [p for p in (ROOT / "queries").glob("*/*.rq") if p.parent.name not in queries.INTERNAL]
    assert sorted(p.stem for p in files) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_header_is_complete(name: str) -> None:
    """A saved query says its title, question and tags, and what it means when it finds nothing."""
    written = header(name)
    assert {"title", "question", "tags", "columns", "empty"} <= written.keys(), f"queries/*/{name}.rq: a key is missing"
    assert written.keys() <= {"title", "question", "tags", "parameters", "columns", "empty", "brief", "coverage"}
    assert written["question"].endswith("?")
    assert written["empty"].endswith(".")
    assert written["tags"]
    assert all(tag == tag.lower() for tag in written["tags"])


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_parameters_are_described(name: str, graph: Graph) -> None:
    """The header describes exactly the columns of the answer, in their order, and every parameter, with types."""
    query = LIBRARY[name]
    assert tuple(query.columns) == graph.query(name).columns
    for column, (of_type, meaning) in query.columns.items():
        assert set(of_type.removeprefix("list of ").split("|")) <= TYPES, f"{name}: {column} has type {of_type}"
        assert meaning, f"{name}: the column {column} has no title"
    for parameter in query.parameters.values():
        kinds = {"term"} if parameter.type.startswith("term:") else set(parameter.type.split("|"))
        assert kinds <= TYPES, f"{name}: {parameter.name} has type {parameter.type}"
        assert parameter.title, f"{name}: the parameter {parameter.name} has no title"


@pytest.mark.parametrize("name", NAMES)
def test_brief_fits_a_terminal(name: str, graph: Graph) -> None:
    """What a terminal shows has at most six of the columns, and no line of it is longer than 100 characters."""
    query = LIBRARY[name]
    shown = query.brief or tuple(query.columns)
    assert set(shown) <= set(query.columns)
    assert len(shown) <= 6
    table = graph.query(name, **dict.fromkeys(query.parameters, queries.ANY))
    assert max(map(len, table.to_text(100).splitlines())) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_text_leaves_the_view_open(name: str) -> None:
    """No saved query names a graph: which ones it reads is chosen from outside."""
    text = LIBRARY[name].text
    assert "/graph/" not in text
    assert "FROM" not in text


@pytest.mark.parametrize(
    ("name", "openly"),
    [*((name, False) for name in NAMES), *((name, True) for name in NAMES if name in NARROWED)],
    ids=lambda value: value if isinstance(value, str) else "any" if value else "as-it-stands",
)
def test_same_rows_everywhere(
    name: str, openly: bool, graph: Graph, plain_oxigraph: Engine, plain_rdflib: Engine
) -> None:
    """Oxigraph and rdflib, as they come, give the rows that coopgraph gives, in the same order."""
    query = LIBRARY[name]
    values = dict.fromkeys(query.parameters, queries.ANY) if openly else {}
    text = query.bind(values, graph.names) if openly else query.text
    ours = graph.query(name, **values)
    for engine in (plain_oxigraph, plain_rdflib):
        theirs = queries.typed(engine(text), query, graph.names)
        assert theirs.columns == ours.columns
        assert theirs.rows == ours.rows


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_evidence_and_none_stands_twice(name: str, graph: Graph) -> None:
    """Whatever a saved query answers, each row is there once and names the spans that it rests on."""
    table = graph.query(name, **dict.fromkeys(LIBRARY[name].parameters, queries.ANY))
    assert len(set(table.rows)) == len(table)
    if "evidence" in table.columns:
        assert all(table["evidence"])


@pytest.mark.parametrize("name", [n for n in NAMES if LIBRARY[n].parameters])
def test_any_opens(name: str, graph: Graph) -> None:
    """With every parameter open there are at least as many rows as with the example in the file."""
    query = LIBRARY[name]
    assert len(graph.query(name, **dict.fromkeys(query.parameters, queries.ANY))) >= len(graph.query(name))


@pytest.mark.parametrize(
    "value",
    [
        'say "yes"',
        '"',
        "back\\slash \\",
        '\\" ) } ?s ?p ?o . { #',
        ") } # parameters",
        "{ } {{ }}",
        "two\nlines",
        "a\ttab",
        "?word $word <word>",
        "\\1 \\g<names> \\u0041",
        "UNDEF",
        "Таможня 😀",
    ],
)
def test_a_text_cannot_break_out(value: str, graph: Graph) -> None:
    """A text with quotes, braces, backslashes or line breaks is one term, and comes back as it went in."""
    assert graph.query(ECHO, word=value)["word"] == [value]


@pytest.mark.parametrize(
    "value", ['"', "}", "> <", 'Finnish Customs") } # parameters', "org/finnish-customs> } #", "?org", "UNDEF"]
)
def test_a_record_cannot_break_out(value: str, graph: Graph) -> None:
    """What is not the name of a record never reaches the query."""
    with pytest.raises(UnknownName, match="is not on record as an organization"):
        graph.query("partners", org=value)


def test_typed_values(graph: Graph) -> None:
    """Numbers, days, terms and records come back as what they are; any leaves a place empty."""
    row = next(iter(graph.query(ECHO, number="007", day="2013-05-27", role="host", who="Finland")))
    assert (row["number"], str(row["day"]), str(row["role"]), str(row["who"])) == (7, "2013-05-27", "Host", "Finland")
    assert graph.query(ECHO, word="any", number="any").rows == [(None, None, None, None, None)]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"number": "seven"}, "number='seven' is not of type integer"),
        ({"day": "31 May"}, "day='31 May' is not of type date"),
    ],
)
def test_a_value_of_the_wrong_type(values: dict[str, str], message: str, graph: Graph) -> None:
    """A value of the wrong type is refused, with the parameter's name."""
    with pytest.raises(UsageError, match=message):
        graph.query(ECHO, **values)


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("partner", {}, "did you mean 'partners'"),
        ("partners", {"orgs": "OSCE"}, "did you mean 'org'"),
        ("partners", {"org": "Finish Custom"}, "did you mean 'Finnish Customs'"),
        ("partners", {"org": "event/2013-osce-finland-study-visit"}, "not on record as an organization"),
        ("who-funds-what", {"country": "Turkmenia"}, "did you mean 'Turkmenistan'"),
        ("evidence", {"status": "infered"}, "did you mean 'inferred'"),
    ],
)
def test_unknown_names(name: str, values: dict[str, str], message: str, graph: Graph) -> None:
    """An unknown query, parameter, record or term is refused with what is like it."""
    with pytest.raises(UnknownName, match=message):
        graph.query(name, **values)


@pytest.mark.parametrize(
    "name", ["Finnish Customs", "finnish-customs", "org/finnish-customs", "Tulli", "finish customs"]
)
def test_a_record_by_any_of_its_names(name: str, graph: Graph) -> None:
    """A parameter takes the id, the name in any language, and known slips of it."""
    assert graph.query("partners", org=name).rows == graph.query("partners").rows


def test_a_header_must_agree_with_the_parameter_line() -> None:
    """A query whose header and parameter line differ is refused, with both."""
    with pytest.raises(InputError, match=r"the header's parameters \(a\) are not those of the line .* \(b\)"):
        queries.read("#+ parameters: {a: text}\nSELECT * { VALUES (?b) { (1) } # parameters\n}", "wrong.rq")


def test_a_query_from_a_file(graph: Graph, tmp_path: Path) -> None:
    """A query file of the reader's own takes parameters as the saved ones do."""
    file = tmp_path / "mine.rq"
    file.write_text(LIBRARY["partners"].text, "utf-8")
    assert graph.query(str(file), org="OSCE").rows == graph.query("partners", org="OSCE").rows
