"""The saved queries as others keep theirs: both forms answer what the saved query answers.

What grlc does with a file is done here by the rules in its README and in the docstring of its ``get_parameters``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.plugins.sparql import prepareQuery
from ruamel.yaml import YAML

from coopgraph import Graph, queries, querybook
from coopgraph.errors import InputError, UnknownName, UsageError
from coopgraph.table import Cell, Thing
from coopgraph.vocab import IDS, KINDS, TERMS, compact, view_graphs

LIBRARY = queries.library()
NAMES = sorted(LIBRARY)
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = rdflib.Namespace("https://schema.org/")
KNOWN_TO_GRLC = {"summary", "description", "method", "tags", "endpoint", "defaults", "enumerate"}

WORDS = {"language": "en", "state": "settled", "kind": "event", "missing": "host", "scheme": "role"}
"""Values of the parameters that are texts."""

ECHO = """\
#+ parameters: {word: text, a_number: integer, size: number, day: date, role: "term:role", who: "org|country"}
SELECT ?word ?a_number ?size ?day ?role ?who WHERE {
  VALUES (?word ?a_number ?size ?day ?role ?who) { ("a" 1 UNDEF UNDEF UNDEF UNDEF) } # parameters
  { SELECT ?role WHERE {} }
}
"""
"""A query that answers with its parameters."""

Rows = list[tuple[Cell, ...]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both forms of the library."""
    place = tmp_path_factory.mktemp("book") / "of" / "queries"
    querybook.write(place)
    return place


def decorators(text: str) -> dict[str, Any]:
    """Return grlc's decorators: the lines that begin with #+ without these signs, read as YAML."""
    lines = [line.lstrip("#+") for line in text.split("\n") if line.startswith("#+")]
    found = YAML(typ="safe", pure=True).load(StringIO("\n".join(lines)))
    assert isinstance(found, dict)
    return found


def rewritten(text: str, values: Mapping[str, str]) -> str:
    """Return the query that grlc sends: an IRI in angle brackets, any other value in quotation marks, with its
    datatype; what is given no value stays a variable. Each is put wherever the letters of the variable stand."""
    found = {
        m.group(): m for m in re.finditer(r"\?(__?)([a-zA-Z0-9]+)(?:_(iri)|_([a-zA-Z0-9]+)_([a-zA-Z0-9]+))?", text)
    }
    for variable, match in found.items():
        required, name, is_iri, prefix, datatype = match.groups()
        assert required == "__", f"{variable} would have to be given"
        if value := values.get(name):
            tail = f"^^{prefix}:{datatype}" if datatype else ""
            text = text.replace(variable, f"<{value}>" if is_iri else f'"{value}"{tail}')
    if "xsd:" in text:
        assert "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>" in text, "grlc would put the prefix into subqueries"
    return text


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda m: m[1].upper(), name)


def example(query: queries.Query, parameter: queries.Parameter, graph: Graph) -> tuple[str, Rows]:
    """Return a value for a parameter, from the open answer or the file, and coopgraph's rows for it."""
    open_ = dict.fromkeys(query.parameters, queries.ANY)
    kinds = parameter.type.removeprefix("term:").split("|")
    cells = (cell for row in graph.query(query, **open_).rows for many in row for cell in _each(many))
    ids = [c.id for c in cells if isinstance(c, Thing) and c.id.partition("/")[0] in kinds]
    ids += [compact(parameter.default.strip("<>"))]
    for value in [WORDS[parameter.name]] if parameter.type == "text" else dict.fromkeys(ids):
        own = value.rpartition("/")[2] if parameter.type.startswith("term:") else value
        if found := graph.query(query, **{**open_, parameter.name: own}).rows:
            return (value if parameter.type == "text" else _iri(value)), found
    raise AssertionError(f"{query.name}: no value of {parameter.name} has an answer")


def _each(cell: Cell) -> tuple[Cell, ...]:
    return cell if isinstance(cell, tuple) else (cell,)


def _iri(ident: str) -> str:
    return (IDS if ident.partition("/")[0] in KINDS else TERMS) + ident


def rows(text: str, query: queries.Query, graph: Graph) -> Rows:
    return queries.typed(graph.store.select(text, view_graphs("inferred")), query, graph.names).rows


@pytest.mark.parametrize("name", NAMES)
def test_grlc_reads_the_decorators(name: str, folder: Path) -> None:
    """A file for grlc has a summary, a description and tags, knows no pages, and no word that grlc does not know."""
    found = decorators((folder / f"{name}.rq").read_text("utf-8"))
    assert found.keys() <= KNOWN_TO_GRLC
    assert found["summary"] == LIBRARY[name].title
    assert found["description"].startswith(LIBRARY[name].question)
    assert found["method"] == "GET"
    assert found["tags"]
    parameters = {camel(p) for p in LIBRARY[name].parameters}
    assert {p for entry in found.get("defaults", []) for p in entry} <= parameters
    assert {p for entry in found.get("enumerate", []) for p in entry} <= parameters
    assert all(f"* `{p}`: " in found["description"] for p in parameters)


@pytest.mark.parametrize("name", NAMES)
def test_grlc_asks_the_same(name: str, folder: Path, graph: Graph) -> None:
    """With no value, with one of each parameter and with the example of the file, grlc gets coopgraph's rows."""
    query, text = LIBRARY[name], (folder / f"{name}.rq").read_text("utf-8")
    open_ = dict.fromkeys(query.parameters, queries.ANY)
    prepareQuery(text)  # grlc reads the file with rdflib, before any value stands in it
    assert rows(rewritten(text, {}), query, graph) == graph.query(query, **open_).rows
    shown = {k: str(v) for entry in decorators(text).get("defaults", []) for k, v in entry.items()}
    assert rows(rewritten(text, shown), query, graph) == graph.query(query).rows
    for parameter in query.parameters.values():
        value, ours = example(query, parameter, graph)
        assert rows(rewritten(text, {camel(parameter.name): value}), query, graph) == ours


def test_grlc_offers_the_terms(folder: Path) -> None:
    """The terms of a vocabulary are what grlc lets one choose from, and the example in the file is the default."""
    found = decorators((folder / "agreements.rq").read_text("utf-8"))
    assert found["defaults"] == [{"type": f"{TERMS}document-type/agreement"}]
    (choices,) = found["enumerate"]
    assert f"{TERMS}document-type/press-release" in choices["type"]
    assert choices["type"] == sorted(choices["type"])


def test_grlc_names_have_no_underscore(folder: Path) -> None:
    """A parameter of two words is one word to grlc, which ends a name at an underscore."""
    text = (folder / "visited-institutions.rq").read_text("utf-8")
    assert "  BIND (?__country_iri AS ?country)\n  BIND (?__visitorCountry_iri AS ?visitor_country)\n" in text


def test_typed_values_reach_the_query(graph: Graph) -> None:
    """Numbers and days come with their datatypes, each only where it was asked for; the rest stays open."""
    query = queries.read(ECHO, "echo")
    text = querybook.grlc(query)
    given = {"word": "b", "aNumber": "7", "size": "2.5", "day": "2013-05-27", "role": f"{TERMS}role/host"}
    (solution,) = graph.store.select(rewritten(text, given)).rows
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert [str(cell) for cell in solution] == [
        '"b"',
        f'"7"^^<{xsd}integer>',
        f'"2.5"^^<{xsd}double>',
        f'"2013-05-27"^^<{xsd}date>',
        f"<{TERMS}role/host>",
        "None",
    ]
    assert graph.store.select(rewritten(text, {})).rows == [(None,) * 6]
    assert decorators(text)["defaults"] == [{"word": "a"}, {"aNumber": "1"}]


@pytest.mark.parametrize(
    ("parameters", "line", "message"),
    [
        ("{of: text, office: org}", "VALUES (?of ?office) { (UNDEF UNDEF) }", "take the parameter office for of"),
        ("{a_b: org, aB: org}", "VALUES (?a_b ?aB) { (UNDEF UNDEF) }", "take the parameter aB for a_b"),
        ("{page: text}", "VALUES (?page) { (UNDEF) }", "has a parameter page of its own"),
        ("{a: text}", "?_s ?p ?o . VALUES (?a) { (UNDEF) }", r"takes what begins with \?_ for a parameter"),
        ("{a: text}", "?s ?p ?o . VALUES (?a) { (UNDEF) }", "something stands before the parameters"),
        ("{a: text}", "VALUES (?a) {\n(UNDEF)\n}", "in several lines; write them in one"),
    ],
)
def test_what_grlc_would_confuse_is_refused(parameters: str, line: str, message: str) -> None:
    """A parameter that grlc would misread is refused with what to write instead, not exported wrongly."""
    query = queries.read(f"#+ parameters: {parameters}\nSELECT * {{ {line} # parameters\n}}", "mine.rq")
    with pytest.raises(InputError, match=message):
        querybook.grlc(query)


def test_a_query_of_any_form(graph: Graph) -> None:
    """SHACL has words for SELECT, CONSTRUCT and ASK, grlc answers SELECT and CONSTRUCT."""
    forms = {
        f: queries.read(f"#+ title: T\nPREFIX a: <x:>\n# ASK\n{f} {{ ?s ?p ?o }}", "q") for f in ("ASK", "SELECT *")
    }
    forms["CONSTRUCT"] = queries.read("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "q")
    forms["DESCRIBE"] = queries.read("DESCRIBE <x:>", "q")
    assert "sh:SPARQLAskExecutable" in querybook.sib(forms["ASK"])
    assert 'sh:construct """CONSTRUCT' in querybook.sib(forms["CONSTRUCT"])
    assert querybook.grlc(forms["CONSTRUCT"]).endswith("\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }\n")
    with pytest.raises(UsageError, match="q: grlc answers no ASK; write a SELECT or CONSTRUCT"):
        querybook.grlc(forms["ASK"])
    with pytest.raises(UsageError, match="SHACL has no word for a DESCRIBE"):
        querybook.sib(forms["DESCRIBE"])


@pytest.mark.parametrize("name", NAMES)
def test_sib_describes_one_query(name: str, folder: Path, graph: Graph) -> None:
    """A file for SIB is Turtle with one query, its question, target and keywords; its text gives the saved rows."""
    found = rdflib.Graph().parse(folder / f"{name}.ttl")
    (node,) = found.subjects(RDF.type, SH.SPARQLExecutable)
    assert node == rdflib.URIRef(f"https://w3id.org/coopgraph/query/{name}")
    assert (node, RDF.type, SH.SPARQLSelectExecutable) in found
    texts = [o for p in (SH.select, SH.construct, SH.ask) for o in found.objects(node, p)]
    (text,) = map(str, texts)
    assert text == "\n".join(x for x in LIBRARY[name].text.splitlines() if not x.startswith("#+")).strip()
    assert rows(text, LIBRARY[name], graph) == graph.query(name).rows
    (comment,) = found.objects(node, RDFS.comment)
    assert comment == rdflib.Literal(LIBRARY[name].question, lang="en")
    assert list(found.objects(node, SCHEMA.target)) == [rdflib.URIRef("http://localhost:7878/query")]
    keywords = list(found.objects(node, SCHEMA.keywords))
    assert keywords
    assert all(re.fullmatch(r"\S.*\S", str(k)) for k in keywords), "SIB's own shape asks for that"


def test_sib_files_share_the_prefixes(folder: Path) -> None:
    """Read as one text, the files lead from a query to the prefixes; one with two meanings is not among them."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.ttl")))
    found = rdflib.Graph().parse(data=text, format="turtle")
    nodes = set(found.objects(None, SH.prefixes))
    assert len(nodes) == 1
    (shared,) = nodes
    assert (shared, RDF.type, OWL.Ontology) in found
    declared = {
        str(found.value(d, SH.prefix)): str(found.value(d, SH.namespace)) for d in found.objects(shared, SH.declare)
    }
    assert declared["cg"] == "https://w3id.org/coopgraph/ontology#"
    assert "mode" not in declared, "crossing-mode in one query, attendance-mode in another"
    written = {pair for q in LIBRARY.values() for pair in re.findall(r"^PREFIX (\S*): <(.*)>", q.text, re.MULTILINE)}
    assert {(p, n) for p, n in written if p != "mode"} == set(declared.items())


@pytest.mark.parametrize(
    "text", ['SELECT ("\\"" AS ?x) {} # \\u "', 'SELECT (\'\'\'"""\'\'\' AS ?x) {} # """"', 'ASK {} # ""']
)
def test_quotation_marks_come_back(text: str) -> None:
    """Quotation marks and backslashes of a query are the same after Turtle has been read."""
    found = rdflib.Graph().parse(data=querybook.sib(queries.read(text, "quoted")), format="turtle")
    assert [str(o) for p in (SH.select, SH.ask) for o in found.objects(None, p)] == [text]


def test_an_endpoint_is_named_in_both_forms() -> None:
    """The address that is given stands in both forms; the base of a server stands for where it takes queries."""
    query = LIBRARY["partners"]
    assert decorators(querybook.grlc(query, "https://example.org/sparql"))["endpoint"] == "https://example.org/sparql"
    assert "schema:target <https://example.org/sparql> ." in querybook.sib(query, "https://example.org/sparql")
    assert "schema:target <http://example.org:7878/query> ." in querybook.sib(query, "http://example.org:7878")
    assert "schema:target <https://example.org/a%3Eb> ." in querybook.sib(query, "https://example.org/a>b")
    with pytest.raises(UsageError, match="not the address of an endpoint"):
        querybook.grlc(query, "ftp://example.org")


def test_same_library_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Written twice, the files are the same, and nothing else is left in the folder."""
    paths = querybook.write(tmp_path)
    assert paths == sorted(tmp_path.iterdir())
    assert [p.name for p in paths] == [p.name for p in sorted(folder.iterdir())]
    assert all(p.read_bytes() == (folder / p.name).read_bytes() for p in paths)


def test_one_form_alone(tmp_path: Path) -> None:
    """One form has the files of that form only, one a query, and with SIB's the prefixes."""
    assert [p.name for p in querybook.write(tmp_path / "a", "grlc")] == sorted(f"{n}.rq" for n in NAMES)
    assert [p.name for p in querybook.write(tmp_path / "b", "sib")] == sorted(
        ["prefixes.ttl", *(f"{n}.ttl" for n in NAMES)]
    )
    with pytest.raises(UnknownName, match="'grcl' is not a known form of saved queries; did you mean 'grlc'"):
        querybook.write(tmp_path / "c", "grcl")
    assert not (tmp_path / "c").exists()


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    """A file where the folder is to be is an error that says so, and stays."""
    (tmp_path / "taken").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="taken: cannot be made"):
        querybook.write(tmp_path / "taken")
    assert (tmp_path / "taken").read_text("utf-8") == "mine"
