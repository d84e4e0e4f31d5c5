"""The engine where suite and oracle say nothing: refusals, graphs, focus nodes, messages, what pySHACL must do."""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox
import pytest

from coopgraph.errors import InputError
from coopgraph.shacl import Report, Shapes, Validator, compile
from coopgraph.shacl.terms import Index, sh

PREFIXES = """
PREFIX : <urn:>
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def compiled(oracle: Any, turtle: str) -> Validator:
    """Return shapes compiled."""
    return compile(Shapes.parse(oracle.triples(PREFIXES + turtle)))


def report(oracle: Any, shapes: str, data: str) -> Report:
    """Return the report on data."""
    return compiled(oracle, shapes).validate(oracle.stored(oracle.triples(PREFIXES + data)))


@pytest.mark.parametrize(
    ("shape", "why"),
    [
        (":s sh:minCount 1 .", "needs a sh:path"),
        (":s sh:path :p, :q ; sh:minCount 1 .", "2 values"),
        (':s sh:path "p" ; sh:minCount 1 .', "is not a path"),
        (":s sh:path ( :p ) ; sh:minCount 1 .", "needs two at least"),
        (":s sh:path _:x ; sh:minCount 1 . _:x sh:inversePath _:x .", "is not a path"),
        (":s sh:property [ sh:minLength 1 ] .", "has no sh:path"),
        (":s sh:minLength 1.5 .", "a whole number"),
        (":s sh:nodeKind :IRI .", "one of sh:"),
        (":s sh:in :a .", "is not a list"),
        (":s sh:class [] .", "write an IRI"),
        (":s sh:minInclusive :a .", "write a literal"),
        (':s sh:node "t" .', "is a literal"),
        (":s sh:pattern :a .", "in quotes"),
        (":s sh:nodeKind sh:IRI ; sh:message 5 .", "is no string"),
        (":s sh:nodeKind sh:IRI ; sh:severity [] .", "is no IRI"),
        (":s sh:targetClass [] .", "is no IRI"),
        (":s sh:sparql [ ] .", "needs sh:select"),
        (':s sh:sparql [ sh:select "SELECT ?x { ?x ?p ?o }" ] .', r"must SELECT \$this"),
        (':s sh:sparql [ sh:select "ASK { }" ] .', "is not SELECT"),
        (':s sh:targetNode :a ; sh:sparql [ sh:select "SELECT $this { $this }" ] .', "not well-formed"),
    ],
)
def test_ill_formed_shapes_are_refused_by_name(shape: str, why: str, oracle: Any) -> None:
    """What is ill-formed raises an InputError that names the shape and says what to write."""
    with pytest.raises(InputError, match=why) as raised:
        compiled(oracle, shape)
    assert raised.value.args[0].startswith(("shape urn:s", "shape _:"))


def test_words_in_strings_and_comments_are_no_keywords(oracle: Any) -> None:
    """A query may say MINUS in a string, in a comment and in a name."""
    select = "SELECT $this { $this :minus ?x . FILTER(?x = 'VALUES') } # SERVICE"
    shapes = f':s sh:targetNode :a ; sh:sparql [ sh:prefixes :o ; sh:select """{select}""" ] .'
    declared = ':o sh:declare [ sh:prefix "" ; sh:namespace "urn:" ] .'
    assert len(report(oracle, shapes + declared, ":a :minus 'VALUES' .").results) == 1


def test_a_triple_in_two_graphs_counts_once(oracle: Any) -> None:
    """A user's SUM over the union of graphs takes each triple once; of one graph asked for, its own."""
    select = "SELECT $this (SUM(?n) AS ?value) { $this <urn:n> ?n } GROUP BY $this HAVING (SUM(?n) > 5)"
    validator = compiled(oracle, f':s sh:targetNode :a ; sh:sparql [ sh:select "{select}" ] .')
    a, n = ox.NamedNode("urn:a"), ox.NamedNode("urn:n")
    store = ox.Store()
    for graph in ("urn:g", "urn:h"):
        store.add(ox.Quad(a, n, ox.Literal(4), ox.NamedNode(graph)))
    assert validator.validate(store).conforms  # 4, not 4 + 4
    store.add(ox.Quad(a, n, ox.Literal(3), ox.NamedNode("urn:h")))
    assert [r.value for r in validator.validate(store).results] == [ox.Literal(7)]  # 4 + 3
    assert validator.validate(store, graphs=["urn:g"]).conforms  # 4
    assert not validator.validate(store, graphs=["urn:h"]).conforms  # 4 + 3
    assert len(store) == 3


def test_focus_nodes_stand_first_in_the_query(oracle: Any) -> None:
    """Chosen focus nodes are in VALUES, where the engine starts; nodes that no target has are left out."""
    validator = compiled(oracle, ":s sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    store = oracle.stored(oracle.triples(PREFIXES + ":a a :C . :b a :C . :c a :D ."))
    focus = [ox.NamedNode(f"urn:{name}") for name in "acz"]
    assert [str(r.focus) for r in validator.validate(store, focus=focus).results] == ["<urn:a>"]
    assert "VALUES ?this { <urn:a> <urn:c> <urn:z> }" in validator.compiled[0].sparql(focus)
    assert len(validator.validate(store).results) == 2
    assert validator.validate(store, focus=[]).conforms


def test_messages_are_filled(oracle: Any) -> None:
    """A template takes the query's variables and the value; what is unbound stays; the language is kept."""
    select = "SELECT $this ?value ?n { $this <urn:p> ?value . BIND(STRLEN(?value) AS ?n) }"
    shapes = f""":s sh:targetNode :a ; sh:severity sh:Info ;
        sh:sparql [ sh:message "{{?value}} has {{$n}}, {{?this}} {{?x}}"@en ; sh:select "{select}" ] ."""
    (result,) = report(oracle, shapes, ":a :p 'abc' .").results
    assert result.messages == (ox.Literal("abc has 3, urn:a {?x}", language="en"),)
    assert result.severity == sh("Info")


def test_words_stand_in_for_a_message(oracle: Any) -> None:
    """A shape without a message has plain words in its results."""
    (result,) = report(oracle, ":s sh:targetNode :a ; sh:property [ sh:path :p ; sh:minCount 2 ] .", "").results
    assert [m.value for m in result.messages] == ["Fewer than 2 values"]


def test_patterns_that_the_engine_cannot_match_go_to_pyshacl(oracle: Any) -> None:
    """A pattern with a look-ahead is listed with its reason, checked all the same, and the report says so."""
    shapes = """:s sh:targetNode :a ; sh:property [ sh:path :p ; sh:pattern "^(?=x)" ] .
        :t sh:targetNode :a ; sh:property [ sh:path :p ; sh:minLength 3 ] ."""
    validator = compiled(oracle, shapes)
    found = validator.validate(oracle.stored(oracle.triples(PREFIXES + ":a :p 'xy', 'yxz' .")))
    assert list(validator.uncompiled) == [ox.NamedNode("urn:s")] == list(found.elsewhere)
    assert "REGEX" in validator.uncompiled[ox.NamedNode("urn:s")]
    assert sorted(r.value.value for r in found.results if isinstance(r.value, ox.Literal)) == ["xy", "yxz"]
    assert {r.constraint_component for r in found.results} == {
        sh("PatternConstraintComponent"),
        sh("MinLengthConstraintComponent"),
    }


def test_recursive_shapes_go_to_pyshacl(oracle: Any) -> None:
    """A shape that refers to itself is listed as such."""
    validator = compiled(oracle, ":s sh:targetNode :a ; sh:not [ sh:node :s ] .")
    assert "refers to itself" in validator.uncompiled[ox.NamedNode("urn:s")]
    assert validator.compiled == ()


def test_booleans_have_an_order_and_ill_typed_literals_none(oracle: Any) -> None:
    """False is less than true; a date that is none is neither less than nor equal to itself."""
    shapes = ":s sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:lessThanOrEquals :q ] ."
    data = """:a :p false ; :q true . :b :p true ; :q false . :c :p "x"^^xsd:date ; :q "x"^^xsd:date .
        :d :p "2020-01-01"^^xsd:date ; :q "2020-01-01"^^xsd:date ."""
    assert [str(r.focus) for r in report(oracle, shapes, data).results] == ["<urn:b>", "<urn:c>"]


@pytest.mark.parametrize(
    ("datatype", "good", "bad"),
    [
        ("date", ["2020-02-29", "2021-01-01Z"], ["2021-02-29", "x", "2021"]),
        ("gYear", ["2020", "-0044"], ["20", "x"]),
        ("integer", ["5", "+5", "99999999999999999999"], ["5.0", "x", ""]),
        ("unsignedByte", ["0", "255"], ["256", "-1", "x"]),
        ("positiveInteger", ["1", "10"], ["0", "-1"]),
        ("boolean", ["true", "0"], ["TRUE", "yes"]),
        ("double", ["1e3", "-INF", "NaN", ".5"], ["1e", "x"]),
        ("dateTime", ["2020-01-01T00:00:00", "2020-01-01T00:00:00+05:00"], ["2020-01-01", "2020-01-01T25:00:00"]),
        ("language", ["en", "en-GB"], ["e n", "toolongtag"]),
        ("token", ["a b", ""], [" a", "a  b"]),
        ("hexBinary", ["0aFF", ""], ["0", "0g"]),
        ("string", ["", "x"], []),
    ],
)
def test_lexical_forms(datatype: str, good: list[str], bad: list[str], oracle: Any) -> None:
    """A literal of a type is a value of it only in a form that the type has."""
    shapes = f":s sh:targetNode :a ; sh:property [ sh:path :p ; sh:datatype xsd:{datatype} ] ."
    for forms, number in ((good, 0), (bad, len(bad))):
        values = ", ".join(f'"{form}"^^xsd:{datatype}' for form in forms)
        assert len(report(oracle, shapes, f":a :p {values} ." if forms else "").results) == number


def test_the_report_graph_is_that_of_the_standard(oracle: Any) -> None:
    """Each result is a node with focus, path, value, shape, component, severity and message; the path is whole."""
    shapes = ":s sh:targetNode :a ; sh:path ( :p [ sh:inversePath :q ] ) ; sh:nodeKind sh:Literal ."
    triples = report(oracle, shapes, ":a :p :b . :c :q :b .").to_triples()
    index = Index(triples)
    (head,) = index.subjects(sh("conforms"))
    (node,) = index.objects(head, sh("result"))
    assert {p.value.partition("#")[2] for p in index.predicates(node)} == {
        *("type", "focusNode", "value", "resultPath", "sourceShape", "sourceConstraintComponent"),
        *("resultSeverity", "resultMessage"),
    }
    first, second = index.list(index.objects(node, sh("resultPath"))[0], node)
    assert first == ox.NamedNode("urn:p")
    assert index.objects(second, sh("inversePath")) == [ox.NamedNode("urn:q")]
    assert triples == report(oracle, shapes, ":a :p :b . :c :q :b .").to_triples()


def test_queries_can_be_read_and_run(oracle: Any) -> None:
    """Each constraint's SPARQL stands by its name and runs as it is."""
    validator = compiled(oracle, ":s sh:targetClass :C ; sh:property :t . :t sh:path :p ; sh:minCount 1 .")
    (name,) = validator.queries()
    assert name == "urn:s → urn:t MinCount 1"
    store = oracle.stored(oracle.triples(PREFIXES + ":a a :C ."))
    assert len(list(store.query(validator.queries()[name]))) == 1


COMPONENT = """
    :MostComponent a sh:ConstraintComponent ; sh:parameter [ sh:path :most ], [ sh:path :unit ; sh:optional true ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:message "{$value} is more than {$most} {$unit}" ;
            sh:ask "ASK { FILTER($value <= $most) }" ] .
    :EchoComponent a sh:ConstraintComponent ; sh:parameter [ sh:path :echo ] ;
        sh:propertyValidator [ a sh:SPARQLSelectValidator ; sh:select '''
            SELECT $this ?value {
                $this $PATH ?value . { SELECT $this $echo { $this ?p ?x . FILTER(?x = $echo) } } }''' ] .
"""
NUMBERS = ":a :p 1, 5 . :b :p 2 . :c :p 7 ; :q :a ."


def test_declared_components_take_parameters(oracle: Any) -> None:
    """An ASK runs for each value, a SELECT for each focus node; parameters are bound, also in subqueries."""
    shapes = ":s sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; :most 4 ; :unit 'cm' ], [ sh:path :p ; :echo 5 ] ."
    results = report(oracle, COMPONENT + shapes, NUMBERS).results
    most = [r for r in results if r.constraint_component == ox.NamedNode("urn:MostComponent")]
    assert [(str(r.focus), r.messages[0].value) for r in most] == [
        ("<urn:a>", "5 is more than 4 cm"),
        ("<urn:c>", "7 is more than 4 cm"),
    ]
    echo = [r for r in results if r not in most]
    assert [(str(r.focus), str(r.value)[1]) for r in echo] == [("<urn:a>", "1"), ("<urn:a>", "5")]


def test_sparql_holds_inside_other_shapes(oracle: Any) -> None:
    """SPARQL constraints and declared components count in sh:not, sh:or and sh:qualifiedValueShape."""
    big = ':big sh:sparql [ sh:select "SELECT $this ?value { $this <urn:p> ?value . FILTER(?value < 4) }" ] .'
    for shape, wrong in (
        (":s sh:targetSubjectsOf :p ; sh:node :big .", ["<urn:a>", "<urn:b>"]),
        (":s sh:targetSubjectsOf :p ; sh:not :big .", ["<urn:c>"]),
        (":s sh:targetSubjectsOf :p ; sh:or ( :big [ sh:property [ sh:path :p ; :most 3 ] ] ) .", ["<urn:a>"]),
        (
            ":s sh:targetSubjectsOf :q ; sh:path :q ; sh:qualifiedValueShape :big ; sh:qualifiedMinCount 1 .",
            ["<urn:c>"],
        ),
        (":s sh:targetNode :c ; sh:path :q ; sh:qualifiedValueShape :big ; sh:qualifiedMaxCount 0 .", []),
    ):
        assert [str(r.focus) for r in report(oracle, COMPONENT + big + shape, NUMBERS).results] == wrong, shape


def test_sparql_runs_for_each_focus_node(oracle: Any) -> None:
    """LIMIT and counts in a user's query are for one focus node, not for all together."""
    select = "SELECT $this ?value { $this <urn:p> ?value } ORDER BY DESC(?value) LIMIT 1"
    shapes = f':s sh:targetSubjectsOf :p ; sh:sparql [ sh:select "{select}" ] .'
    assert [str(r.value)[1] for r in report(oracle, shapes, NUMBERS).results] == ["5", "2", "7"]


def test_a_node_of_two_classes_is_told_once(oracle: Any) -> None:
    """A node that belongs to the target class and to one below it has one result for each violation."""
    shapes = ":s sh:targetClass :C ; sh:property [ sh:path :p ; sh:nodeKind sh:Literal ; sh:maxCount 1 ] ."
    data = ":D rdfs:subClassOf :C . :a a :C, :D ; :p :x, :y ."
    assert [str(r.value) for r in report(oracle, shapes, data).results if r.value] == ["<urn:x>", "<urn:y>"]
    assert len(report(oracle, shapes, data).results) == 3
