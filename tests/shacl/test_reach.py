"""What a change can touch: the difference of two runs on that is the difference of two full validations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph import build, ontology
from coopgraph.loaders import dataset
from coopgraph.shacl import (
    Affected,
    Change,
    Result,
    Shapes,
    Validator,
    affected,
    compile,
    reach_rows,
    reach_walk,
    rooted,
)
from coopgraph.shacl.datagraph import DataGraph
from coopgraph.shacl.model import Query
from coopgraph.shacl.reach_parse import parse
from coopgraph.shacl.reach_parts import Edge, Group, Unreadable, inside
from coopgraph.triples import quads
from coopgraph.validation.checks import shape_triples

from .test_random import PREFIXES, data, shapes_graphs

Difference = tuple[Counter[Result], Counter[Result]]


def difference(before: Sequence[Result], after: Sequence[Result]) -> Difference:
    """Return the results that came and those that went, how often each."""
    old, new = Counter(before), Counter(after)
    return new - old, old - new


@pytest.fixture(autouse=True, scope="module", params=["as it is", "for little data"])
def sizes(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is done for many rows alone is done for few, too, and queries go by two rows."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "as it is":
            patch.setattr(reach_walk, "_FEW", 0)
            patch.setattr("coopgraph.shacl.validator._BATCH", 2)
            for module in (reach_rows, rooted):
                patch.setattr(module, "_BATCH", 2)
        yield


def follow(validator: Validator, old: ox.Store, new: ox.Store) -> tuple[Affected, Difference]:
    """Return what the difference of two stores can touch, and the results that differ there."""
    before, after = ({q.triple for q in store} for store in (old, new))
    found = affected(validator, old, new, Change(tuple(after - before), tuple(before - after)))
    return found, difference(*(validator.validate(store, affected=found).results for store in (old, new)))


def whole(validator: Validator, old: ox.Store, new: ox.Store) -> Difference:
    """Return the results that differ in two full validations."""
    return difference(*(validator.validate(store).results for store in (old, new)))


def shapes_of(turtle: str) -> Validator:
    """Return compiled shapes."""
    return compile(Shapes.parse(q.triple for q in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)))


def stored(turtle: str) -> ox.Store:
    """Return a store of Turtle."""
    store = ox.Store()
    store.load(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return store


def plain(turtle: str) -> str:
    """Return Turtle without blank nodes."""
    return turtle.replace("_:x", ":x").replace("_:y", ":y")


@given(one=data, other=data, shapes=shapes_graphs(), keep=st.integers(0, 25), blank=st.booleans())
@settings(max_examples=250)
def test_random_shapes(oracle: Any, one: str, other: str, shapes: str, keep: int, blank: bool) -> None:
    """Of random shapes on random data, changed at random, the results that come and go are those of full runs."""
    lines = one.splitlines(keepends=True)
    changed = "".join(lines[: 7 + keep]) + other.removeprefix(PREFIXES)
    old, new = (oracle.stored(oracle.triples(text if blank else plain(text))) for text in (one, changed))
    validator = compile(Shapes.parse(oracle.triples(shapes)))
    assert follow(validator, old, new)[1] == whole(validator, old, new)


QUERIES = (
    "SELECT $this ?value { ?value :p ?b . ?b :q ?c FILTER NOT EXISTS { ?c :r ?value } }",
    "SELECT $this ?value ?b { ?value :p ?a OPTIONAL { ?a :q ?b FILTER(?b != ?value) } FILTER(!BOUND(?b)) }",
    "SELECT $this ?value { { ?value :p ?b } UNION { ?b :q ?value . ?b a :C } FILTER EXISTS { ?b :r|^:r ?any } }",
    "SELECT $this ?value ?b { ?value :p/:q* ?b . ?b a/rdfs:subClassOf* :C }",
    "SELECT $this ?value { ?value :p+ ?value }",
    "SELECT $this ?value { ?value a :C ; :p ?b } GROUP BY $this ?value HAVING (COUNT(?b) > 1)",
    "SELECT $this ?value ?n { ?value :q ?x { SELECT $this ?value (COUNT(DISTINCT ?b) AS ?n) { ?value :p ?b }"
    " GROUP BY $this ?value } FILTER(?n > 1) }",
    "SELECT $this ?value { { SELECT $this ?m { ?any ?way ?m FILTER(isIRI(?m)) } GROUP BY $this ?m }"
    " FILTER NOT EXISTS { ?m a ?class } ?value ?path ?m }",
    "SELECT $this ?value ?first { { SELECT $this ?b (MIN(STR(?x)) AS ?first) (MAX(STR(?x)) AS ?last)"
    " { ?x :p ?b ; a ?t } GROUP BY $this ?b HAVING (COUNT(DISTINCT ?x) > 1) } BIND(IRI(?last) AS ?value) }",
    "SELECT $this ?value { ?value :m ?a . ?b :n ?c FILTER(?a > ?c) }",
    "SELECT $this ?value { ?value :p* ?b . ?b a :D }",
    "SELECT $this (?x AS ?value) { ?x :p :a }",
    "SELECT $this ?value { $this :p ?value }",
    # filters that ask, in the group of the changed triple, beside it, behind what is optional or counted
    "SELECT $this ?value { ?value :p ?b FILTER NOT EXISTS { ?b a :C } FILTER EXISTS { ?value :q|:r ?any } }",
    "SELECT $this ?value ?b { ?value ?path ?b { ?b :q ?c FILTER NOT EXISTS { ?b :r ?d } } FILTER(?path != :r) }",
    "SELECT $this ?value ?c { { SELECT $this ?b { ?any :p ?b FILTER NOT EXISTS { ?b a ?t } } GROUP BY $this ?b }"
    " ?value :q|:p ?b OPTIONAL { ?b :r ?c FILTER NOT EXISTS { ?c :p ?value } } FILTER NOT EXISTS { ?value :r ?b } }",
    "SELECT $this ?value ?n { { SELECT $this ?value (COUNT(DISTINCT ?b) AS ?n) { ?value :p|:q ?b"
    " FILTER NOT EXISTS { ?b a :C } } GROUP BY $this ?value HAVING (COUNT(DISTINCT ?b) > 1) }"
    " FILTER NOT EXISTS { ?value :r ?c FILTER NOT EXISTS { ?c a ?t } } }",
    "SELECT $this ?value { ?value a ?t { ?value :p ?b } UNION { ?b :q ?value FILTER EXISTS { ?b :r ?value } }"
    " FILTER(!EXISTS { ?b a ?t } || EXISTS { ?value :q ?b . ?b :p ?c }) }",
    "SELECT $this ?value ?a { ?value :p ?b ; :q ?a . ?b :r ?c OPTIONAL { ?value :m ?n } FILTER(!BOUND(?n) || ?n > 1) }",
    "SELECT $this ?value { ?value :p ?b . ?b :p+ ?c . ?c a/rdfs:subClassOf* :C FILTER NOT EXISTS { ?c :q ?value } }",
    "SELECT $this ?value { ?value :p? ?b . ?b :q ?c FILTER(?c != ?value && NOT EXISTS { ?c :q ?b }) }",
    "SELECT $this ?value { ?value :p ?b OPTIONAL { ?value :q ?c } FILTER(!BOUND(?c)) }",
    "SELECT $this ?value { ?value :p ?b OPTIONAL { ?b :q ?c } FILTER NOT EXISTS { ?c a ?t } }",
    "SELECT $this ?value { ?value :p ?b FILTER NOT EXISTS { ?value :q ?c } FILTER NOT EXISTS { ?b :r ?d } }",
    "SELECT $this ?value { ?b :m ?value . ?b :n ?value FILTER NOT EXISTS { ?c :m ?value FILTER(?c != ?b) } }",
)


@given(one=data, other=data, query=st.sampled_from(QUERIES), keep=st.integers(0, 25), two=st.booleans())
@settings(max_examples=800)
def test_queries_about_the_whole(oracle: Any, one: str, other: str, query: str, keep: int, two: bool) -> None:
    """Of queries about a dataset as a whole, in one graph or in two, the results that come and go are the same."""
    old, new = changed(oracle, one, other, keep, two)
    validator = about_all(query)
    assert follow(validator, old, new)[1] == whole(validator, old, new)


@given(
    one=data,
    other=data,
    query=st.sampled_from([query for query in QUERIES if "AS ?value" not in query]),
    keep=st.integers(0, 25),
    two=st.booleans(),
)
@settings(max_examples=400)
def test_queries_about_each_node(oracle: Any, one: str, other: str, query: str, keep: int, two: bool) -> None:
    """Of the same queries about focus nodes, by class, as subjects or as objects, they are the same, too."""
    old, new = changed(oracle, one, other, keep, two)
    told = query.replace(" $this ?value", " $this").replace("?value", "$this")
    validator = about_each(told)
    assert follow(validator, old, new)[1] == whole(validator, old, new)


@given(
    one=data, other=data, aside=data, query=st.sampled_from(QUERIES), shapes=shapes_graphs(), keep=st.integers(0, 25)
)
@settings(max_examples=400)
def test_a_graph_that_is_left_out(
    oracle: Any, one: str, other: str, aside: str, query: str, shapes: str, keep: int
) -> None:
    """Whatever stands in a graph that is not looked at, for random shapes and for queries, they are the same, too."""
    old, new = changed(oracle, one, other, keep, True)
    graphs = ["urn:1", "urn:2"]
    change = Change(*(tuple({q.triple for q in a} - {q.triple for q in b}) for a, b in ((new, old), (old, new))))
    for store in (old, new):
        store.extend(ox.Quad(s, p, o, ox.NamedNode("urn:aside")) for s, p, o in oracle.triples(plain(aside)))
    for validator in (about_all(query), compile(Shapes.parse(oracle.triples(plain(shapes))))):
        found = affected(validator, old, new, change, graphs)
        runs = [[validator.validate(store, graphs, affected=a).results for store in (old, new)] for a in (found, None)]
        assert difference(*runs[0]) == difference(*runs[1])


POOL = tuple(
    [f":{s} :{p} :{o} ." for s in "abc" for p in "pqr" for o in "abc"]
    + [f":{s} a :{kind} ." for s in "abc" for kind in "CD"]
    + [f":{s} :{p} {n} ." for s in "abc" for p in "mn" for n in (1, 2)]
    + [":D rdfs:subClassOf :C ."]
)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=120)
def test_small_changes_of_dense_data(seed: int) -> None:
    """Where one to three triples change among many that are connected, the results that come and go are the same."""
    random = Random(seed)
    before = {line for line in POOL if random.random() < 0.3}
    after = before ^ set(random.sample(POOL, random.randint(1, 3)))
    old, new = (stored("\n".join(sorted(lines))) for lines in (before, after))
    for query in random.sample(QUERIES, 8):
        validators = [about_all(query)]
        if "AS ?value" not in query:
            validators.append(about_each(query.replace(" $this ?value", " $this").replace("?value", "$this")))
        for validator in validators:
            assert follow(validator, old, new)[1] == whole(validator, old, new), query


def changed(oracle: Any, one: str, other: str, keep: int, two: bool) -> tuple[ox.Store, ox.Store]:
    """Return two stores of random data without blank nodes, the second with some of the first; every second triple
    stands in two graphs of both, if wanted."""
    lines = plain(one).splitlines(keepends=True)
    after = "".join(lines[: 7 + keep]) + plain(other).removeprefix(PREFIXES)
    sides = [oracle.triples(text) for text in (plain(one), after)]
    old, new = (ox.Store() for _ in sides)
    for store, triples in zip((old, new), sides, strict=True):
        for n, (s, p, o) in enumerate(triples):
            graphs = [ox.NamedNode("urn:1"), ox.NamedNode("urn:2")][: 1 + two] if n % 2 else [ox.NamedNode("urn:1")]
            store.extend(ox.Quad(s, p, o, graph) for graph in graphs)
    return old, new


def about_all(query: str) -> Validator:
    """Return a shape whose one focus node is named, with a query."""
    return with_query("sh:targetNode :a", query)


def about_each(query: str) -> Validator:
    """Return a shape of several targets with a query."""
    return with_query("sh:targetClass :C, :E ; sh:targetSubjectsOf :p ; sh:targetObjectsOf :q", query)


def with_query(targets: str, query: str) -> Validator:
    """Return a shape with a query."""
    sparql = f'[ sh:prefixes :o ; sh:select """{query}""" ]'
    declared = "".join(
        f'[ sh:prefix "{name}" ; sh:namespace "{space}" ]{mark} '
        for name, space, mark in (("", "urn:", ","), ("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "."))
    )
    return shapes_of(f":s {targets} ; sh:sparql {sparql} . :o sh:declare {declared}")


@cache
def bundled() -> tuple[Validator, tuple[ox.Quad, ...], tuple[ox.Quad, ...], tuple[Result, ...]]:
    """Return the project's shapes, the bundled data, the vocabulary, and the results on them."""
    validator = compile(Shapes.parse(shape_triples()))
    found = [
        tuple(ox.parse("\n".join(sorted(lines)), format=ox.RdfFormat.N_QUADS))
        for lines in (quads(dataset.load(build.bundled())).lines, ontology.nquads())
    ]
    store = ox.Store()
    store.extend([*found[0], *found[1]])
    return validator, found[0], found[1], tuple(validator.validate(store).results)


def edited(random: Random) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """Return quads of the bundled data to take away, and some to put in: whole records, single facts, other values."""
    quads = bundled()[1]
    gone: set[ox.Quad] = set()
    come: set[ox.Quad] = set()
    for _ in range(random.randint(1, 5)):
        one = random.choice(quads)
        alike = [q for q in quads if q.predicate == one.predicate]
        moved = ox.Quad(one.subject, one.predicate, random.choice(alike).object, one.graph_name)
        match random.randrange(5):
            case 0:
                gone |= {q for q in quads if q.subject == one.subject}
            case 1:
                gone.add(one)
            case 2:
                gone |= set(random.sample(alike, min(len(alike), 4)))
            case 3:
                gone.add(one)
                come.add(moved)
            case _:
                come.add(moved)
    return gone, come


@given(seed=st.integers(0, 2**32))
@settings(max_examples=40)
def test_own_shapes_on_edited_data(seed: int) -> None:
    """Whatever is taken from the bundled data or put in, the results that come and go are those of full runs, and
    nothing but names that are computed (C32) is looked at as a whole."""
    validator, own, vocabulary, before = bundled()
    gone, come = edited(Random(seed))
    old, new = ox.Store(), ox.Store()
    old.extend([*own, *vocabulary])
    new.extend([*(set(own) - gone | come), *vocabulary])
    found, differing = follow(validator, old, new)
    assert differing == difference(before, validator.validate(new).results)
    assert all("shape/C32" in name for name in found.whole)


def test_all_own_shapes_are_understood() -> None:
    """The triple patterns that the parser finds in the project's shapes are those that rdflib's parser finds."""
    from rdflib.plugins.sparql import prepareQuery

    seen = 0
    for shape in bundled()[0].shapes:
        for query in (c.query for c in shape.constraints if c.query):
            ours = sorted(edge.start[0] == "?" for edge in edges(parse(query).group))
            algebra = prepareQuery(query.text, initNs=dict(query.prefixes)).algebra
            theirs = sorted(subject.n3().startswith("?") for subject in subjects(algebra))
            assert ours == theirs, query.text
            seen += len(ours)
    assert seen > 100


def edges(group: Group) -> list[Edge]:
    """Return all triple patterns in a group, however deep."""
    own = [part for part in group.parts if isinstance(part, Edge)]
    return own + [edge for part in group.parts for one in inside(part) for edge in edges(one)]


def subjects(node: Any) -> list[Any]:
    """Return the subjects of all triple patterns in rdflib's algebra; those of EXISTS may be flat lists."""
    if isinstance(node, dict):
        given = dict(node).get("triples") or ()
        own = [term for one in given for term in ([one] if hasattr(one, "n3") else one)]
        return [*own[::3], *(t for k, v in node.items() if k != "triples" for t in subjects(v))]
    return [t for one in node for t in subjects(one)] if isinstance(node, list | tuple) else []


def test_a_deletion_reaches_the_end_of_an_inverse_path() -> None:
    """Where a triple went, the node that it pointed to is looked at again, and it alone."""
    validator = shapes_of(":s sh:targetClass :C ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ] .")
    old, new = stored(":a :p :b . :b a :C . :c a :C ."), stored(":b a :C . :c a :C .")
    found, (came, went) = follow(validator, old, new)
    assert found.nodes == {ox.NamedNode("urn:b")}
    assert not found.whole
    assert [r.focus for r in came] == [ox.NamedNode("urn:b")]
    assert not went


def test_a_new_superclass_reaches_its_instances() -> None:
    """A class that becomes a subclass of a target brings its instances in."""
    validator = shapes_of(":s sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] .")
    old, new = stored(":a a :D . :b a :E ."), stored(":a a :D . :b a :E . :D rdfs:subClassOf :C .")
    found, (came, _) = follow(validator, old, new)
    assert found.nodes == {ox.NamedNode("urn:a")}
    assert len(came) == 1


def test_what_no_pattern_asks_for_touches_nothing() -> None:
    """A triple of a property that no shape looks at leads nowhere."""
    validator = about_all(QUERIES[0])
    assert follow(validator, stored(":a :p :b ."), stored(":a :p :b . :a :other :c ."))[0] == Affected()


def test_comparisons_are_followed_wholly_and_said() -> None:
    """Where only a comparison connects, the constraint runs over everything, and its name is told with the reason."""
    validator = about_all(QUERIES[9])
    found, (came, _) = follow(validator, stored(":a :m 2 ."), stored(":a :m 2 . :b :n 1 ."))
    assert list(found.again.values()) == [None]
    assert len(found.whole) == 1
    assert len(came) == 1


def test_a_blank_node_is_not_bound() -> None:
    """A blank node that a query about the whole would have to begin with makes it run wholly."""
    validator = about_all("SELECT $this ?value { ?value :p ?b }")
    found, (came, _) = follow(validator, stored(":a :p :b ."), stored(":a :p :b . _:x :p :c ."))
    assert list(found.whole.values()) == ["a blank node is changed"]
    assert len(came) == 1


def test_no_change_touches_nothing() -> None:
    """Without a difference nothing is looked at, whatever the shapes."""
    store = stored(":a :p :b .")
    assert affected(bundled()[0], store, store, Change()) == Affected()


@pytest.mark.parametrize(
    "text", ["SELECT $this { ?a :p [] }", "SELECT $this { ?a !:p ?b }", "SELECT $this { ?a :p 1.5 }"]
)
def test_rare_forms_are_not_understood(text: str) -> None:
    """What the parser does not read it refuses, so that the constraint runs wholly."""
    with pytest.raises(Unreadable):
        parse(Query(ox.NamedNode("urn:q"), "select", text, (("", "urn:"),)))


def test_where_a_term_stands() -> None:
    """A store has the terms of its triples, subject, property and object, and no others."""
    store = ox.Store()
    store.load(b'<urn:a> <urn:p> <urn:b> . _:c <urn:q> "text" .', format=ox.RdfFormat.TURTLE)
    data = DataGraph(store, None)
    terms = [ox.NamedNode(f"urn:{name}") for name in "apbq"] + [ox.Literal("text")]
    assert [data.has(term) for term in terms] == [True] * 5
    assert [data.has(term) for term in (ox.NamedNode("urn:c"), ox.Literal("urn:a"), ox.BlankNode("d"))] == [False] * 3
