"""The front for Python: each method gives what the room below gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

import coopgraph
from coopgraph import Graph, InputError, RecordsError, UnknownName, UsageError, build, network
from coopgraph.vocab import CG


def test_the_names_of_the_front() -> None:
    """Every name that coopgraph offers can be imported from it; another cannot."""
    for name in coopgraph.__all__:
        assert getattr(coopgraph, name).__name__ == name
    assert set(coopgraph.__all__) <= set(dir(coopgraph))
    with pytest.raises(AttributeError, match="'coopgraph' has no attribute 'Grph'"):
        _ = coopgraph.Grph


def test_loaded(tiny: Path) -> None:
    """A folder of files becomes a graph, whichever way the path is written; its size is told."""
    graph = Graph.load(str(tiny))
    assert repr(graph) == repr(Graph.load(tiny))
    assert repr(graph) == "<Graph of 1 events, 2 organizations, 1 projects from 2 sources; 7 claims>"


def test_what_cannot_be_loaded(tiny: Path) -> None:
    """A missing folder is unreadable input; wrong records are told all at once."""
    with pytest.raises(InputError, match="none: not a folder"):
        Graph.load("none")
    (tiny / "people.csv").unlink()
    with pytest.raises(RecordsError, match="the file is missing"):
        Graph.load(tiny)


def test_opened(tiny: Path) -> None:
    """A graph that is opened from a store says the same as the one that was loaded, and has the same findings."""
    loaded = Graph.load(tiny)
    build.save(build.load(tiny), Path("store"))
    opened = Graph.open("store")
    assert repr(opened) == repr(loaded)
    answers = [g.query("events-of-country", country="FI") for g in (opened, loaded)]
    assert answers[0].to_json() == answers[1].to_json()
    assert len(answers[0]) > 0
    assert opened.origins.nodes.keys() == loaded.origins.nodes.keys()
    assert opened.validate().counts() == loaded.validate().counts()
    with pytest.raises(InputError, match="holds no coopgraph store"):
        Graph.open(tiny)


def test_network_is_that_of_the_store(graph: Graph) -> None:
    """A network by view, level and definition is the one that the network room derives."""
    for view, level in (("stated", "organization"), ("inferred", "country")):
        assert graph.network(view, level).ties == network.of_store(graph.store, view, level).ties
    with pytest.raises(UnknownName, match="did you mean 'stated'"):
        graph.network("statd")


def test_queries_by_name(graph: Graph) -> None:
    """A saved query runs by its name; an unknown one is told with the near ones."""
    assert "events-of-country" in graph.queries()["name"]
    by_name, by_code = (graph.query("events-of-country", country=text) for text in ("Finland", "FI"))
    assert by_name.rows == by_code.rows != []
    with pytest.raises(UnknownName, match="did you mean 'events-of-country'"):
        graph.query("events-of-contry")


def test_rdflib_sees_the_same(graph: Graph) -> None:
    """The rdflib view of the graph counts the events that the store counts."""
    counted = "SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE { ?e a cg:Event }"
    (row,) = graph.to_rdflib().query(counted)
    (own,) = graph.store.select(counted).rows
    assert isinstance(row, rdflib.query.ResultRow)
    assert str(row[0]) == own[0].value  # type: ignore[union-attr]
    assert (None, rdflib.RDF.type, rdflib.URIRef(f"{CG}Event")) in graph.to_rdflib().graph(
        rdflib.URIRef("https://w3id.org/coopgraph/graph/authority")
    )


@pytest.mark.parametrize("suffix", ["gexf", "csv", "tsv", "json", "ttl", "trig", "jsonld", "nt", "nq"])
def test_exported(tiny: Path, suffix: str) -> None:
    """The suffix tells the format; the path of the file is returned, and a second run writes the same."""
    graph = Graph.load(tiny)
    first, second = Path(f"a.{suffix}"), Path(f"b.{suffix}")
    assert graph.export(first) == first
    graph.export(str(second))
    assert first.read_bytes() == second.read_bytes() != b""


def test_an_unknown_suffix(tiny: Path) -> None:
    """An unknown or missing suffix is told with the known ones, and nothing is written."""
    graph = Graph.load(tiny)
    for name in ("a.docx", "a"):
        with pytest.raises(UnknownName, match="not a known file format"):
            graph.export(name)
    assert [p.name for p in Path().iterdir()] == ["data"]


def test_two_states_of_a_dataset(tiny: Path) -> None:
    """A graph does not differ from itself; one name more is told, with both values."""
    before = Graph.load(tiny)
    assert not before.diff(Graph.load(tiny))
    table = tiny / "organizations.csv"
    table.write_text(table.read_text("utf-8").replace("FinCustoms", "Finn Customs", 1), "utf-8")
    told = before.diff(Graph.load(tiny)).to_text()
    assert "FinCustoms" in told
    assert "Finn Customs" in told


def test_new_records_are_checked(tiny: Path) -> None:
    """A slip in a new table is found against curated files and against the store made of them, and right rows are
    not told of; a part of a graph has nothing to check against."""
    Path("organizations.csv").write_text("id,name_en,type,country\nfire,Fire brigade,polize,FI\n", "utf-8")
    graph = Graph.load(tiny)
    build.save(build.load(tiny), Path("store"))
    for one in (graph, Graph.open("store")):
        (found,) = one.check("organizations.csv").of("new")
        assert (found.message, found.remedy) == ("'polize' is not a term of org-type", "did you mean 'police'?")
    Path("organizations.csv").write_text("id,name_en,type,country\nfire,Fire brigade,police,FI\n", "utf-8")
    assert graph.check("organizations.csv").of("new") == []
    with pytest.raises(UsageError, match="curated files or a built store"):
        graph.within().check("organizations.csv")
